//! People and their settings. BlueMind: `IUser`, `IUserSettings`.

use std::collections::BTreeMap;

use viaduc_bluemind_types::{ChangePassword, DomainUid, ItemUid, ItemValue, TaskRef, User};

use crate::reply;

call! {
    /// The uids of all users of a domain. BlueMind: `IUser.allUids`.
    pub struct All ("users.allUids") <'a> {
        /// The domain.
        domain: &'a DomainUid,
    }
    GET |this, base| base.at("users").segment(this.domain.as_str()).path("_alluids");
    reply Vec<ItemUid> => reply::list;
}

call! {
    /// One user, or nothing. BlueMind: `IUser.getComplete`.
    pub struct GetComplete ("users.getComplete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("complete");
    reply Option<ItemValue<User>> => reply::maybe;
}

call! {
    /// The user with an address, or nothing. BlueMind: `IUser.byEmail`.
    pub struct ByEmail ("users.byEmail") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The address.
        email: &'a str,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .path("byEmail")
        .segment(this.email);
    reply Option<ItemValue<User>> => reply::maybe;
}

call! {
    /// The user with a login, or nothing; what follows an `@` is ignored. BlueMind: `IUser.byLogin`.
    pub struct ByLogin ("users.byLogin") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The login.
        login: &'a str,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .path("byLogin")
        .segment(this.login);
    reply Option<ItemValue<User>> => reply::maybe;
}

call! {
    /// Creates a user; a login, address or uid that is there is `Conflict`. BlueMind: `IUser.create`.
    ///
    /// A last name is needed (`EMPTY_LASTNAME`). `login@domainUid` is added to the addresses; routing `none` becomes
    /// `internal`. Default calendar, book, tasks and tags come from hooks whose failures are only logged: check
    /// that they exist. Where the domain is fed by LDAP, wait for its import instead.
    pub struct Create ("users.create") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid, without `/`.
        uid: &'a ItemUid,
        /// The user.
        user: &'a User,
    }
    PUT |this, base| base.at("users").segment(this.domain.as_str()).segment(this.uid.as_str());
    body |this| this.user;
    idempotence No;
    reply () => reply::void;
}

call! {
    /// **Replaces** a user: read, change, write. Addresses left out are lost; `password` is ignored.
    /// BlueMind: `IUser.update`.
    pub struct Update ("users.update") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
        /// The user, whole.
        user: &'a User,
    }
    POST |this, base| base.at("users").segment(this.domain.as_str()).segment(this.uid.as_str());
    body |this| this.user;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Deletes a user, by a task that is to be waited for. BlueMind: `IUser.delete`.
    pub struct Delete ("users.delete") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("users").segment(this.domain.as_str()).segment(this.uid.as_str());
    reply TaskRef => reply::task;
}

call! {
    /// Sets a user's photo, base64. BlueMind: `IUser.setPhoto`.
    pub struct SetPhoto ("users.setPhoto") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
        /// The picture, base64.
        photo: &'a str,
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("photo");
    body |this| this.photo;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// A user's settings over those of the domain. BlueMind: `IUserSettings.get`.
    pub struct Settings ("users.getSettings") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_settings");
    reply BTreeMap<String, Option<String>> => reply::value;
}

call! {
    /// Sets one setting of a user. The value is not checked by the server: check it before.
    /// BlueMind: `IUserSettings.setOne`.
    pub struct SetSetting ("users.setSetting") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
        /// The setting's name (`timezone`, `lang`, `work_hours_start`, …).
        name: &'a str,
        /// Its value.
        value: &'a str,
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_setting")
        .segment(this.name);
    body |this| this.value;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// **Replaces** all settings of a user; those equal to the domain's are dropped. BlueMind: `IUserSettings.set`.
    pub struct SetSettings ("users.setSettings") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
        /// All settings.
        settings: &'a BTreeMap<String, String>,
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_settings");
    body |this| this.settings;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// The user with an id of the source, or nothing. BlueMind: `IUser.byExtId`.
    pub struct ByExtId ("users.byExtId") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The id at the source; an LDAP import writes `ldap://` and the UUID.
        ext_id: &'a str,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .path("byExtId")
        .segment(this.ext_id);
    reply Option<ItemValue<User>> => reply::maybe;
}

call! {
    /// Gives a user the id of the source, by which an LDAP import then takes him for its own. BlueMind:
    /// `IUser.setExtId`.
    pub struct SetExtId ("users.setExtId") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
        /// The id at the source.
        ext_id: &'a str,
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("_extId");
    body |this| this.ext_id;
    idempotence Yes;
    reply () => reply::void;
}

call! {
    /// Changes a password; without the one so far the caller needs the role for it. The same one again is refused, so
    /// it is never repeated. BlueMind: `IUser.setPassword`.
    pub struct SetPassword ("users.setPassword") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
        /// Both passwords.
        change: &'a ChangePassword,
    }
    POST |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("password_");
    body |this| this.change;
    reply () => reply::void;
}

call! {
    /// A user's photo, base64, or nothing. BlueMind: `IUser.getPhoto`.
    pub struct Photo ("users.getPhoto") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("photo");
    reply Option<String> => |name, response| {
        Ok(reply::maybe::<String>(name, response)?.filter(|photo| !photo.is_empty()))
    };
}

call! {
    /// Takes a user's photo away. BlueMind: `IUser.deletePhoto`.
    pub struct DeletePhoto ("users.deletePhoto") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
    }
    DELETE |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("photo");
    reply () => reply::void;
}

call! {
    /// The uids of the groups a user is in. BlueMind: `IUser.memberOfGroups`.
    pub struct MemberOfGroups ("users.memberOfGroups") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// The user's uid.
        uid: &'a ItemUid,
    }
    GET |this, base| base.at("users")
        .segment(this.domain.as_str())
        .segment(this.uid.as_str())
        .path("groupUids");
    reply Vec<ItemUid> => reply::list;
}

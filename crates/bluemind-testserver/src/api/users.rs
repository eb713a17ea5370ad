//! IUser: accounts, and everything that appears with one.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use crate::api::items::{set, text};
use crate::api::{emails, entries, folders, subscriptions};
use crate::call::{Call, Reply};
use crate::container::Container;
use crate::core::{Core, GLOBAL, Session, default_email};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let (domain, uid) = (call.param("domainUid").to_owned(), call.param("uid").to_owned());
    core.domain(&domain)?;
    if let Some(answer) = entries::common(core, call, "USER", &domain, &uid) {
        return answer;
    }
    match call.route.method {
        "create" | "createWithExtId" => {
            core.need_admin(&me, &domain)?;
            create(core, &me, &domain, &uid, call.json())?;
            let ext = call.param("extid");
            if !ext.is_empty() {
                entries::set_ext_id(core, &domain, &uid, ext);
            }
            Ok(Reply::Void)
        }
        "update" => {
            core.need_admin(&me, &domain)?;
            update(core, &me, &domain, &uid, call.json()).map(|()| Reply::Void)
        }
        "byLogin" => {
            let login = call.param("login");
            let login = login.split('@').next().unwrap_or_default();
            let found = core.find_login(&domain, login);
            Ok(Reply::Json(found.map_or(Value::Null, |uid| complete(core, &domain, &uid))))
        }
        "getVCard" => {
            let (_, value) = core.entry_value(&domain, &uid, "USER")?;
            Ok(Reply::Json(value.get("contactInfos").cloned().unwrap_or_default()))
        }
        "updateVCard" => {
            core.need_self(&me, &domain, &uid)?;
            let (_, value) = core.entry_value(&domain, &uid, "USER")?;
            let mut value = value.clone();
            set(&mut value, "contactInfos", call.json());
            update(core, &me, &domain, &uid, value).map(|()| Reply::Void)
        }
        "setPassword" => set_password(core, &me, &domain, &uid, &call.json()),
        "getLocale" => {
            let settings = super::user_settings::merged(core, &domain, &uid);
            Ok(Reply::Json(settings.get("lang").cloned().unwrap_or_default()))
        }
        "getMultipleVcardOnly" => {
            let found = call.strings();
            Ok(Reply::Json(found.iter().map(|uid| complete(core, &domain, uid)).collect()))
        }
        "updateAccountType" => {
            core.need_admin(&me, &domain)?;
            let (_, value) = core.entry_value(&domain, &uid, "USER")?;
            let mut value = value.clone();
            set(&mut value, "accountType", call.json());
            entries::store(core, &me, &domain, &uid, "USER", value).map(|()| Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

fn complete(core: &Core, domain: &str, uid: &str) -> Value {
    core.entry(domain, uid).map_or(Value::Null, |(_, item)| entries::envelope(item))
}

/// Uids of the users of a domain.
pub(crate) fn all(core: &Core, domain: &str) -> Vec<String> {
    entries::uids(core, domain, "USER")
}

fn is_login(text: &str) -> bool {
    let ok = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit();
    let mut bytes = text.bytes();
    bytes.next().is_some_and(ok)
        && text.len() <= 64
        && bytes.all(|b| ok(b) || b == b'-' || b == b'.' || b == b'_')
}

/// Creates a user with mailbox, calendar, books, task list, notes, tags, subscriptions and identity.
pub(crate) fn create(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    mut value: Value,
) -> Result<(), Fault> {
    if value.is_null() {
        return Err(Fault::invalid("Invalid parameter"));
    }
    let password = value.get("password").and_then(Value::as_str).map(str::to_owned);
    if let Some(password) = &password {
        check_password(password)?;
    }
    set(&mut value, "password", Value::Null);
    settle(core, domain, uid, &mut value)?;
    entries::store_new(core, me, domain, uid, "USER", value)?;
    if let Some(password) = password {
        core.passwords.insert(format!("{domain}/{uid}"), password);
    }
    furnish(core, me, domain, uid)
}

fn update(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    mut value: Value,
) -> Result<(), Fault> {
    core.entry_value(domain, uid, "USER")?;
    set(&mut value, "password", Value::Null);
    settle(core, domain, uid, &mut value)?;
    entries::store(core, me, domain, uid, "USER", value)
}

/// Sanitizer and validator of a user.
fn settle(core: &mut Core, domain: &str, uid: &str, value: &mut Value) -> Result<(), Fault> {
    let login = text(value, "login");
    if !is_login(&login) {
        return Err(Fault::invalid(format!("login {login:?} is not valid")));
    }
    emails::check_name(core, domain, uid, "login", &login)?;
    let family = value.pointer("/contactInfos/identification/name/familyNames");
    if family.and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err(Fault::new("EMPTY_LASTNAME", "a user needs a family name"));
    }
    if value.get("accountType").is_none_or(Value::is_null) {
        set(value, "accountType", "FULL");
    }
    emails::normalise(value);
    match text(value, "routing").as_str() {
        "external" => {
            if !entries::has_relay(core, domain)? {
                return Err(Fault::new("INVALID_HOST_NAME", "external routing needs a relay"));
            }
            if crate::core::emails(value).next().is_none() {
                return Err(Fault::invalid("a mailbox routed outside needs an address"));
            }
        }
        _ if domain == GLOBAL => {}
        other => {
            if other != "internal" {
                forward_outside(core, domain, uid, value);
            }
            set(value, "routing", "internal");
            emails::imply(core, domain, &login, value);
        }
    }
    entries::settle_location(value)?;
    emails::check(core, domain, uid, value)?;
    entries::settle_quota(core, domain, "user", value)?;
    let mut card = value.get("contactInfos").cloned().unwrap_or_default();
    super::card_rules::sanitize(core, "", &mut card);
    set(value, "contactInfos", card);
    Ok(())
}

/// Routing none is not kept: addresses outside the domain leave and become an enabled forwarding.
fn forward_outside(core: &mut Core, domain: &str, uid: &str, value: &mut Value) {
    let Some(list) = value.get("emails").and_then(Value::as_array).cloned() else { return };
    let ours = |mail: &Value| {
        let address = text(mail, "address");
        let host = address.split('@').nth(1).unwrap_or_default();
        core.domain_of(host) == Some(domain)
    };
    let (inside, outside): (Vec<Value>, Vec<Value>) = list.into_iter().partition(ours);
    set(value, "emails", inside);
    if !outside.is_empty() {
        let emails: Vec<String> = outside.iter().map(|mail| text(mail, "address")).collect();
        let forwarding = json!({"enabled": true, "localCopy": false, "emails": emails});
        super::filters::store_forwarding(core, domain, uid, forwarding);
    }
}

fn check_password(password: &str) -> Result<(), Fault> {
    let printable = password.bytes().all(|b| b.is_ascii_graphic() || b == b' ');
    if password.trim().is_empty() || !printable {
        return Err(Fault::invalid("a password is printable ASCII and not blank"));
    }
    Ok(())
}

fn set_password(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    body: &Value,
) -> Result<Reply, Fault> {
    core.entry_value(domain, uid, "USER")?;
    core.need_self(me, domain, uid)?;
    let (current, new) = (text(body, "currentPassword"), text(body, "newPassword"));
    check_password(&new)?;
    let key = format!("{domain}/{uid}");
    let held = core.passwords.get(&key).cloned().unwrap_or_default();
    if current.trim().is_empty() {
        core.need_admin(me, domain)?;
    } else if current != held {
        return Err(Fault::new("OLD_PASSWORD_WRONG", "the current password is wrong"));
    } else if current == new {
        return Err(Fault::new("OLD_PASSWORD_SAME_AS_NEW", "the new password equals the old"));
    }
    core.passwords.insert(key, new);
    Ok(Reply::Void)
}

/// The containers, rights, subscriptions, folders and identity a new user has.
fn furnish(core: &mut Core, me: &Session, domain: &str, uid: &str) -> Result<(), Fault> {
    let (item, value) = core.entry_value(domain, uid, "USER")?;
    let name = item.display_name.clone().unwrap_or_default();
    let (login, full) = (text(value, "login"), text(value, "accountType") != "SIMPLE");
    let address = default_email(value).unwrap_or_default().to_owned();
    let containers = [
        (format!("calendar:Default:{uid}"), "calendar", name.as_str()),
        (format!("book:Contacts_{uid}"), "addressbook", "My contacts"),
        (format!("book:CollectedContacts_{uid}"), "addressbook", "Collected contacts"),
        (format!("todolist:default_{uid}"), "todolist", "My tasks"),
        (format!("notes:default_{uid}"), "notes", "My notes"),
        (format!("tags_{uid}"), "tags", "tags"),
        (format!("freebusy:{uid}"), "freebusy", "freebusy"),
        (format!("calendarview:{uid}"), "calendarview", "calendarview"),
        (format!("mailbox:acls-{uid}"), "mailboxacl", login.as_str()),
        (subscriptions::container_uid(domain, uid), "owner_subscriptions", "subscriptions"),
        (format!("container_flat_hierarchy_{uid}_at_{domain}"), "container_flat_hierarchy", "flat"),
    ];
    for (container, kind, label) in &containers {
        let mut c = Container::new(container, kind, label, uid, domain);
        c.default = matches!(*kind, "calendar" | "addressbook" | "todolist" | "notes");
        c.acl = vec![(uid.to_owned(), "All".to_owned())];
        if *kind == "calendar" && full {
            c.acl.push((domain.to_owned(), "Invitation".to_owned()));
        }
        core.add_container(c)?;
    }
    let shown = ["calendar", "addressbook", "todolist", "notes", "mailboxacl"];
    for (container, _, _) in containers.iter().filter(|(_, kind, _)| shown.contains(kind)) {
        subscriptions::subscribe(core, me, domain, uid, container, false, true)?;
    }
    core.extras
        .insert(format!("freebusy/freebusy:{uid}"), json!([format!("calendar:Default:{uid}")]));
    folders::create_mailbox(core, me, domain, uid, "USER", &login)?;
    let identity = json!({
        "email": address, "format": "HTML", "signature": "", "displayname": name, "name": name,
        "isDefault": true, "sentFolder": "Sent", "mailboxUid": uid,
    });
    core.extras.insert(format!("identity/{domain}/{uid}/default"), identity);
    Ok(())
}

/// Photos of users, mailshares and resources.
pub(crate) fn photo(core: &mut Core, call: &Call, key: &str) -> Result<Reply, Fault> {
    match call.route.method {
        "setPhoto" | "setIcon" => {
            core.photos.insert(key.to_owned(), call.bytes());
            Ok(Reply::Void)
        }
        "deletePhoto" => {
            core.photos.remove(key);
            Ok(Reply::Void)
        }
        _ => {
            Ok(Reply::Json(core.photos.get(key).map_or(Value::Null, |p| STANDARD.encode(p).into())))
        }
    }
}

//! Domains. BlueMind: `IDomains`, `IDomainSettings`.

use std::collections::BTreeMap;

use viaduc_bluemind_types::{Domain, DomainUid, ItemValue};

use crate::reply;

call! {
    /// All domains. BlueMind: `IDomains.all`.
    pub struct All ("domains.all") {}
    GET |_this, base| base.at("domains");
    reply Vec<ItemValue<Domain>> => reply::list;
}

call! {
    /// One domain, or nothing. BlueMind: `IDomains.get`.
    pub struct Get ("domains.get") <'a> {
        /// The domain's uid.
        domain: &'a DomainUid,
    }
    GET |this, base| base.at("domains").segment(this.domain.as_str());
    reply Option<ItemValue<Domain>> => reply::maybe;
}

call! {
    /// The domain with a name or an alias, or nothing. BlueMind: `IDomains.findByNameOrAliases`.
    pub struct Lookup ("domains.lookup") <'a> {
        /// A mail domain.
        name: &'a str,
    }
    GET |this, base| base.at("domains/_lookup").query("name", this.name);
    reply Option<ItemValue<Domain>> => reply::maybe;
}

call! {
    /// The settings of a domain. BlueMind: `IDomainSettings.get`.
    pub struct Settings ("domains.getSettings") <'a> {
        /// The domain.
        domain: &'a DomainUid,
    }
    GET |this, base| base.at("domains").segment(this.domain.as_str()).path("_settings");
    reply BTreeMap<String, Option<String>> => reply::value;
}

call! {
    /// **Replaces** all settings of a domain: read, change, write. BlueMind: `IDomainSettings.set`.
    pub struct SetSettings ("domains.setSettings") <'a> {
        /// The domain.
        domain: &'a DomainUid,
        /// All settings.
        settings: &'a BTreeMap<String, String>,
    }
    PUT |this, base| base.at("domains").segment(this.domain.as_str()).path("_settings");
    body |this| this.settings;
    reply () => reply::void;
}

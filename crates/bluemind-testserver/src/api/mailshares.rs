//! IMailshare and IExternalUser: shared mailboxes, and people elsewhere.

use serde_json::{Value, json};

use crate::api::items::{set, text};
use crate::api::{emails, entries, folders};
use crate::call::{Call, Reply};
use crate::container::Container;
use crate::core::{Core, Session};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let (domain, uid) = (call.param("domainUid").to_owned(), call.param("uid").to_owned());
    core.domain(&domain)?;
    let external = call.route.interface == "IExternalUser";
    let kind = if external { "EXTERNALUSER" } else { "MAILSHARE" };
    if let Some(answer) = entries::common(core, call, kind, &domain, &uid) {
        return answer;
    }
    core.need_admin(&me, &domain)?;
    match (call.route.method, external) {
        ("create", false) => create(core, &me, &domain, &uid, call.json())?,
        ("update", false) => {
            core.entry_value(&domain, &uid, kind)?;
            let value = settle(core, &domain, &uid, call.json())?;
            entries::store(core, &me, &domain, &uid, kind, value)?;
        }
        ("create" | "createWithExtId", true) => {
            let value = settle_external(core, &domain, &uid, call.json())?;
            entries::store_new(core, &me, &domain, &uid, kind, value)?;
            if !call.param("extid").is_empty() {
                entries::set_ext_id(core, &domain, &uid, call.param("extid"));
            }
        }
        ("update", true) => {
            core.entry_value(&domain, &uid, kind)?;
            let value = settle_external(core, &domain, &uid, call.json())?;
            entries::store(core, &me, &domain, &uid, kind, value)?;
        }
        _ => return Err(call.unsupported()),
    }
    Ok(Reply::Void)
}

/// Creates a shared mailbox with its folders and its list of rights.
pub(crate) fn create(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    value: Value,
) -> Result<(), Fault> {
    let value = settle(core, domain, uid, value)?;
    let name = text(&value, "name");
    entries::store_new(core, me, domain, uid, "MAILSHARE", value)?;
    core.add_container(Container::new(
        &format!("mailbox:acls-{uid}"),
        "mailboxacl",
        &name,
        uid,
        domain,
    ))?;
    folders::create_mailbox(core, me, domain, uid, "MAILSHARE", &name)
}

fn settle(core: &Core, domain: &str, uid: &str, mut value: Value) -> Result<Value, Fault> {
    let name = text(&value, "name");
    if !emails::is_address(&format!("{name}@test.com")) {
        return Err(Fault::invalid(format!("mailshare name {name:?} is not valid")));
    }
    if value.get("routing").is_none_or(Value::is_null) {
        return Err(Fault::invalid("a mailshare needs a routing"));
    }
    if text(&value, "routing") == "external" && !entries::has_relay(core, domain)? {
        return Err(Fault::unknown("external routing needs a relay"));
    }
    emails::check_name(core, domain, uid, "name", &name)?;
    emails::normalise(&mut value);
    if text(&value, "routing") == "internal" {
        emails::imply(core, domain, &name, &mut value);
    }
    emails::check(core, domain, uid, &value)?;
    entries::settle_quota(core, domain, "publicfolder", &mut value)?;
    entries::settle_location(&mut value)?;
    if value.get("card").is_none_or(Value::is_null) {
        let card = json!({"kind": "org", "identification": {"formatedName": {"value": name}}});
        set(&mut value, "card", card);
    }
    Ok(value)
}

fn settle_external(core: &Core, domain: &str, uid: &str, mut value: Value) -> Result<Value, Fault> {
    let at = |value: &Value, pointer: &str| {
        value.pointer(pointer).and_then(Value::as_str).unwrap_or_default().to_owned()
    };
    if at(&value, "/contactInfos/identification/name/familyNames").is_empty() {
        return Err(Fault::new("EMPTY_LASTNAME", "an external user needs a family name"));
    }
    let mut card = value.get("contactInfos").cloned().unwrap_or_default();
    super::card_rules::sanitize(core, "", &mut card);
    let mail = super::card_rules::default_mail(&card).unwrap_or_default();
    set(&mut value, "contactInfos", card);
    if !mail.is_empty() {
        set(
            &mut value,
            "emails",
            json!([{"address": mail, "allAliases": false, "isDefault": true}]),
        );
    }
    emails::normalise(&mut value);
    if crate::core::emails(&value).count() != 1 {
        return Err(Fault::invalid("an external user has exactly one address"));
    }
    emails::check(core, domain, uid, &value)?;
    entries::settle_location(&mut value)?;
    Ok(value)
}

//! What the settings of a domain may be.

use serde_json::{Map, Value};

use crate::api::dates::zone;
use crate::core::{Core, entry_kind, entry_value};
use crate::fault::Fault;

const LANGUAGES: [&str; 9] = ["de", "en", "es", "fr", "it", "pl", "sl", "zh", "hu"];

/// Refuses settings a real server refuses, with its code.
pub(crate) fn check(core: &Core, domain: &str, new: &Map<String, Value>) -> Result<(), Fault> {
    let get = |name: &str| {
        new.get(name).and_then(Value::as_str).map(str::trim).filter(|value| !value.is_empty())
    };
    let relay = get("mail_routing_relay").is_some();
    if get("mail_forward_unknown_to_relay") == Some("true") && !relay {
        return Err(Fault::invalid("forwarding unknown addresses needs mail_routing_relay"));
    }
    if !relay && routes_outside(core, domain)? {
        return Err(Fault::invalid("a mailbox routed outside needs mail_routing_relay"));
    }
    let letters = |name: &str, allowed: &str| {
        let letters = get(name).unwrap_or_default().chars().filter(|c| c.is_alphabetic());
        letters.into_iter().all(|letter| allowed.contains(letter))
    };
    let checks = [
        (get("lang").is_none_or(|lang| LANGUAGES.contains(&lang)), "lang"),
        (letters("date", "yMd"), "date"),
        (letters("timeformat", "hHkKms"), "timeformat"),
        (get("timezone").is_none_or(|name| zone(name).is_some()), "timezone"),
        (quotas(new, "user"), "mailbox_default_user_quota"),
        (quotas(new, "publicfolder"), "mailbox_default_publicfolder_quota"),
        (fits(core, domain, new, "USER", "user")?, "mailbox_max_user_quota"),
        (fits(core, domain, new, "MAILSHARE", "publicfolder")?, "mailbox_max_publicfolder_quota"),
    ];
    match checks.into_iter().find(|(holds, _)| !holds) {
        Some((_, name)) => Err(Fault::invalid(format!("{name} cannot be that"))),
        None => Ok(()),
    }
}

/// A quota in KiB; 0 where there is none.
fn quota(new: &Map<String, Value>, which: &str, kind: &str) -> i64 {
    let text = new.get(&format!("mailbox_{which}_{kind}_quota")).and_then(Value::as_str);
    text.and_then(|text| text.trim().parse::<i64>().ok()).unwrap_or(0)
}

/// Whether the default is not above the maximum.
fn quotas(new: &Map<String, Value>, kind: &str) -> bool {
    let (default, most) = (quota(new, "default", kind), quota(new, "max", kind));
    most == 0 || default <= most
}

/// Whether no mailbox has a quota above the maximum.
fn fits(
    core: &Core,
    domain: &str,
    new: &Map<String, Value>,
    of: &str,
    kind: &str,
) -> Result<bool, Fault> {
    let most = quota(new, "max", kind);
    let above = |item| {
        let held = entry_value(item).get("quota").and_then(Value::as_i64);
        entry_kind(item) == of && held.is_some_and(|held| held > most)
    };
    Ok(most == 0 || !core.directory(domain)?.items().any(above))
}

fn routes_outside(core: &Core, domain: &str) -> Result<bool, Fault> {
    let outside =
        |item| entry_value(item).get("routing").and_then(Value::as_str) == Some("external");
    Ok(core.directory(domain)?.items().any(outside))
}

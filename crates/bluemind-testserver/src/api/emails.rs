//! Addresses of directory entries: trimmed, lower-cased, well-formed, and nobody else's.

use serde_json::{Value, json};

use crate::api::items::{set, text};
use crate::core::{Core, emails, entry_value};
use crate::fault::Fault;

/// True for `local@domain` in lower case with a top-level domain of letters, as BlueMind's pattern has it.
pub(crate) fn is_address(text: &str) -> bool {
    let Some((local, host)) = text.split_once('@') else { return false };
    let local_ok = !local.is_empty()
        && !local.starts_with('.')
        && !local.ends_with('.')
        && !local.contains("..")
        && local.bytes().all(|b| {
            b.is_ascii_lowercase() || b.is_ascii_digit() || b"!#$%&'*+/=?^_`{|}~.-".contains(&b)
        });
    let labels: Vec<&str> = host.split('.').collect();
    let label_ok = |l: &&str| {
        !l.is_empty()
            && l.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    };
    let tld_ok =
        labels.last().is_some_and(|t| t.len() >= 2 && t.bytes().all(|b| b.is_ascii_lowercase()));
    local_ok && labels.len() > 1 && labels.iter().all(label_ok) && tld_ok
}

/// Trims and lower-cases the addresses of a value.
pub(crate) fn normalise(value: &mut Value) {
    let list = value.get_mut("emails").and_then(Value::as_array_mut);
    for mail in list.into_iter().flatten() {
        let address = text(mail, "address").trim().to_lowercase();
        set(mail, "address", address);
    }
}

/// Adds an address.
pub(crate) fn add(value: &mut Value, address: &str, all_aliases: bool, default: bool) {
    let mail = json!({"address": address, "allAliases": all_aliases, "isDefault": default});
    if let Some(list) = value.get_mut("emails").and_then(Value::as_array_mut) {
        list.push(mail);
    }
}

/// Refuses malformed, repeated and foreign addresses.
pub(crate) fn check(core: &Core, domain: &str, uid: &str, value: &Value) -> Result<(), Fault> {
    let list: Vec<(&str, bool, bool)> = emails(value).collect();
    let local = |address: &str| address.split('@').next().unwrap_or_default().to_owned();
    if list.iter().filter(|(_, _, default)| *default).count() > 1 {
        return Err(Fault::exists("more than one default address"));
    }
    for (i, (address, all, _)) in list.iter().enumerate() {
        if !is_address(address) {
            return Err(Fault::invalid(format!("{address} is no address")));
        }
        let clash = list.iter().skip(i + 1).any(|(other, other_all, _)| {
            other == address || ((*all || *other_all) && local(other) == local(address))
        });
        if clash {
            return Err(Fault::exists(format!("address {address} twice")));
        }
        if let Some(other) = core.by_email(domain, address)
            && other.uid != uid
        {
            return Err(Fault::exists(format!("address {address} is used by {}", other.uid)));
        }
    }
    Ok(())
}

/// Refuses a mailbox name somebody else has.
pub(crate) fn check_name(
    core: &Core,
    domain: &str,
    uid: &str,
    member: &str,
    name: &str,
) -> Result<(), Fault> {
    let taken = core
        .directory(domain)?
        .items()
        .any(|item| item.uid != uid && text(entry_value(item), member) == name);
    if taken {
        return Err(Fault::exists(format!("{member} {name} is used")));
    }
    Ok(())
}

/// Makes sure of the address `local@domainUid` and of a default one (users and mailshares).
///
/// Of the addresses that are there the default is the first `local@` an alias, else the first of an alias at all; without any it is a
/// new one of the default alias. A domain whose uid is no name for mail keeps that one address of it and no other.
pub(crate) fn imply(core: &Core, domain: &str, local: &str, value: &mut Value) {
    let implied = format!("{local}@{domain}");
    let held = core.domains.get(domain).map(|d| &d.value).unwrap_or(&Value::Null);
    let default = Some(text(held, "defaultAlias")).filter(|alias| !alias.is_empty());
    let default = default.unwrap_or_else(|| domain.to_owned());
    let ours = |address: &str| {
        let host = address.split('@').nth(1).unwrap_or_default();
        host == default || crate::core::has_alias(held, host)
    };
    if let Some(list) = value.get_mut("emails").and_then(Value::as_array_mut)
        && !ours(&implied)
    {
        list.retain(|mail| {
            let address = text(mail, "address");
            address == implied || !address.ends_with(&format!("@{domain}"))
        });
    }
    if !emails(value).any(|(address, _, _)| address == implied) {
        add(value, &implied, false, false);
    }
    if emails(value).any(|(_, _, default)| default) {
        return;
    }
    let mine = |address: &str| address.starts_with(&format!("{local}@"));
    let mut held: Vec<String> = emails(value).map(|(a, _, _)| a.to_owned()).collect();
    held.retain(|address| ours(address));
    let Some(wanted) = held.iter().find(|a| mine(a)).or(held.first()) else {
        return add(value, &format!("{local}@{default}"), false, true);
    };
    let list = value.get_mut("emails").and_then(Value::as_array_mut);
    for mail in list.into_iter().flatten().filter(|mail| text(mail, "address") == *wanted) {
        set(mail, "isDefault", true);
    }
}

#[cfg(test)]
mod tests {
    use super::is_address;

    #[test]
    fn addresses_are_lower_case_ascii_with_a_top_level_domain() {
        for good in ["a@b.cd", "x.y+z@sub.valmont.example", "o'neil@a.test", "a@b-c.de"] {
            assert!(is_address(good), "{good}");
        }
        for bad in [
            "",
            "a",
            "a@b",
            "A@b.cd",
            ".a@b.cd",
            "a.@b.cd",
            "a..b@b.cd",
            "@b.cd",
            "a@-",
            "a@b_c.de",
            "a@b.c",
            "é@b.cd",
            "a@b.c1",
            "a@b..cd",
            "a@localhost",
        ] {
            assert!(!is_address(bad), "{bad}");
        }
    }
}

//! What the card sanitizer rewrites and the card validator refuses.

use serde_json::{Value, json};

use crate::api::emails::is_address;
use crate::api::items::{set, text};
use crate::core::Core;
use crate::fault::Fault;

/// 2200-01-01 in milliseconds: birthdays after it are removed.
const LATEST: i64 = 7_258_118_400_000;

/// Rewrites a card as the server would; `book` is the container it goes to.
pub(crate) fn sanitize(core: &Core, book: &str, card: &mut Value) {
    if !card.is_object() {
        return;
    }
    let sections = [
        "identification",
        "communications",
        "organizational",
        "explanatory",
        "related",
        "security",
    ];
    for name in sections {
        repair(card, name, json!({}));
    }
    repair(card, "deliveryAddressing", json!([]));
    if let Some(identification) = card.get_mut("identification") {
        for name in ["formatedName", "name", "nickname", "gender"] {
            repair(identification, name, json!({}));
        }
        for name in ["birthday", "anniversary"] {
            if identification.get(name).and_then(Value::as_i64).is_some_and(|ms| ms > LATEST) {
                set(identification, name, Value::Null);
            }
        }
    }
    mails(card);
    if let Some(keys) = card.pointer_mut("/security/keys").and_then(Value::as_array_mut) {
        keys.retain(|key| !text(key, "value").trim().is_empty());
    }
    parameters(card);
    members(core, book, card);
    name_it(card);
}

/// Puts something where nothing is.
fn repair(value: &mut Value, name: &str, whole: Value) {
    if value.get(name).is_none_or(Value::is_null) {
        set(value, name, whole);
    }
}

fn mails(card: &mut Value) {
    let list = card.pointer_mut("/communications/emails").and_then(Value::as_array_mut);
    let Some(list) = list else { return };
    list.retain(|mail| mail.get("value").is_some_and(|v| !v.is_null()));
    for mail in list {
        let value = text(mail, "value").trim().to_lowercase();
        set(mail, "value", value);
    }
}

/// Blank parameters go, and so does `;` in the others.
fn parameters(value: &mut Value) {
    match value {
        Value::Array(list) => list.iter_mut().for_each(parameters),
        Value::Object(members) => {
            if let Some(list) = members.get_mut("parameters").and_then(Value::as_array_mut) {
                list.retain(|p| {
                    !text(p, "label").trim().is_empty() && !text(p, "value").trim().is_empty()
                });
                for p in list {
                    for name in ["label", "value"] {
                        let clean = text(p, name).replace(';', "");
                        set(p, name, clean);
                    }
                }
            }
            members.values_mut().for_each(parameters);
        }
        _ => {}
    }
}

fn members(core: &Core, book: &str, card: &mut Value) {
    let is_group = text(card, "kind") == "group";
    let list = card.pointer_mut("/organizational/member").and_then(Value::as_array_mut);
    let Some(list) = list else { return };
    for member in list.iter_mut() {
        let item = text(member, "itemUid");
        if item.is_empty() {
            continue;
        }
        if text(member, "containerUid").is_empty() && !book.is_empty() {
            set(member, "containerUid", book);
        }
        let held = core.containers.get(&text(member, "containerUid"));
        let found = held.and_then(|c| c.get(&item));
        match found {
            None => set(member, "containerUid", Value::Null),
            Some(found) if is_group => refresh(member, &found.value),
            Some(_) => {}
        }
    }
    let group = |member: &Value| {
        let held = core.containers.get(&text(member, "containerUid"));
        let found = held.and_then(|c| c.get(&text(member, "itemUid")));
        found.is_some_and(|item| text(&item.value, "kind") == "group")
    };
    list.retain(|member| !text(member, "mailto").trim().is_empty() || group(member));
}

/// Name and address of a member follow its card when the address is no longer one of the card's.
fn refresh(member: &mut Value, card: &Value) {
    let mailto = text(member, "mailto").to_lowercase();
    let mails = card.pointer("/communications/emails").and_then(Value::as_array);
    if mails.into_iter().flatten().any(|mail| text(mail, "value") == mailto) {
        return;
    }
    let name = card.pointer("/identification/formatedName/value").cloned().unwrap_or_default();
    set(member, "commonName", name);
    if let Some(mail) = default_mail(card) {
        set(member, "mailto", mail);
    }
}

/// The address marked DEFAULT, else the first.
pub(crate) fn default_mail(card: &Value) -> Option<String> {
    let mails = card.pointer("/communications/emails").and_then(Value::as_array)?;
    let marked = |mail: &&Value| {
        let list = mail.get("parameters").and_then(Value::as_array);
        list.into_iter()
            .flatten()
            .any(|p| text(p, "label") == "DEFAULT" && text(p, "value").eq_ignore_ascii_case("true"))
    };
    mails.iter().find(marked).or_else(|| mails.first()).map(|mail| text(mail, "value"))
}

/// An empty formatted name is built from the name, else prefix, suffix, company, address.
fn name_it(card: &mut Value) {
    let at = |pointer: &str| {
        card.pointer(pointer).and_then(Value::as_str).unwrap_or_default().trim().to_owned()
    };
    if !at("/identification/formatedName/value").is_empty() {
        return;
    }
    let part = |name: &str| at(&format!("/identification/name/{name}"));
    let full = [part("givenNames"), part("additionalNames"), part("familyNames")];
    let full: Vec<String> = full.into_iter().filter(|p| !p.is_empty()).collect();
    let company =
        if at("/kind") == "individual" { at("/organizational/org/company") } else { String::new() };
    let mail = default_mail(card).unwrap_or_default();
    let built = [full.join(" "), part("prefixes"), part("suffixes"), company, mail];
    let built = built.into_iter().find(|name| !name.is_empty());
    if let (Some(name), Some(formated)) = (built, card.pointer_mut("/identification/formatedName"))
    {
        set(formated, "value", name);
    }
}

/// Refuses what the validator refuses.
pub(crate) fn check(core: &Core, book: &str, card: &Value) -> Result<(), Fault> {
    if card.get("kind").is_none_or(Value::is_null) {
        return Err(Fault::invalid("a card needs a kind"));
    }
    let name = card.pointer("/identification/formatedName/value").and_then(Value::as_str);
    if name.is_none_or(|name| name.trim().is_empty()) {
        return Err(Fault::invalid("a card needs a formatted name"));
    }
    let mails = card.pointer("/communications/emails").and_then(Value::as_array);
    for mail in mails.into_iter().flatten() {
        if !is_address(&text(mail, "value")) {
            let why = format!("{} is no address", text(mail, "value"));
            return Err(Fault::new("INVALID_EMAIL", why));
        }
    }
    let keys = card.pointer("/security/keys").and_then(Value::as_array);
    for key in keys.into_iter().flatten() {
        if !text(key, "value").contains("-----BEGIN CERTIFICATE-----") {
            return Err(Fault::new("INVALID_PEM_CERTIFICATE", "a key is a PEM certificate"));
        }
    }
    let members = card.pointer("/organizational/member").and_then(Value::as_array);
    for member in members.into_iter().flatten().filter(|_| text(card, "kind") == "group") {
        let container = text(member, "containerUid");
        let held = core.containers.get(&container).and_then(|c| c.get(&text(member, "itemUid")));
        if held.is_some_and(|item| text(&item.value, "kind") == "group") && container != book {
            return Err(Fault::new("INVALID_GROUP_MEMBER", "a nested group is of the same book"));
        }
    }
    Ok(())
}

/// Categories: label and color are the tag's, unknown tags go; one without a container breaks the grouping.
pub(crate) fn resolve_tags(core: &Core, value: &mut Value, name: &str) -> Result<(), Fault> {
    let Some(list) = value.get_mut(name).and_then(Value::as_array_mut) else { return Ok(()) };
    if list.iter().any(|tag| tag.get("containerUid").is_none_or(Value::is_null)) {
        return Err(Fault::null_pointer("a category without a containerUid"));
    }
    list.retain_mut(|tag| {
        let held = core.containers.get(&text(tag, "containerUid"));
        let Some(found) = held.and_then(|c| c.get(&text(tag, "itemUid"))) else { return false };
        for member in ["label", "color"] {
            set(tag, member, found.value.get(member).cloned().unwrap_or_default());
        }
        true
    });
    Ok(())
}

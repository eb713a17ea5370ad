//! Mail filters of a mailbox: rules, vacation and forwarding are typed rules, folded apart in `_filter`.

use serde_json::{Map, Value, json};

use crate::api::emails;
use crate::api::items::{flag, set, text};
use crate::call::{Call, Reply};
use crate::core::{Core, Session};
use crate::fault::Fault;

/// Answers the filter methods of IMailboxes; `None` for the others.
pub(crate) fn handle(core: &mut Core, call: &Call, domain: &str) -> Option<Result<Reply, Fault>> {
    let method = call.route.method;
    if !["Rule", "Filter", "Vacation", "Forwarding"].iter().any(|part| method.contains(part)) {
        return None;
    }
    Some(allowed(core, call, domain).and_then(|()| answer(core, call, domain)))
}

fn allowed(core: &Core, call: &Call, domain: &str) -> Result<(), Fault> {
    let me = call.me()?;
    let mailbox = call.param("mailboxUid");
    if call.route.method.contains("Domain") {
        return core.need_admin(me, domain);
    }
    core.entry(domain, mailbox)
        .map(|_| ())
        .ok_or_else(|| Fault::not_found(format!("mailbox {mailbox} not found")))?;
    core.need_self(me, domain, mailbox)
}

fn answer(core: &mut Core, call: &Call, domain: &str) -> Result<Reply, Fault> {
    let mailbox = call.param("mailboxUid").to_owned();
    let body = call.json();
    let number = || call.number("id");
    Ok(Reply::Json(match call.route.method {
        "getMailboxFilter" | "getDomainFilter" => filter(core, domain, &mailbox),
        "setMailboxFilter" | "setDomainFilter" => {
            set_filter(core, call.me()?, domain, &mailbox, &body)?;
            return Ok(Reply::Void);
        }
        "getMailboxVacation" => part(core, domain, &mailbox, "VACATION"),
        "getMailboxForwarding" => part(core, domain, &mailbox, "FORWARD"),
        "setMailboxVacation" => {
            check_vacation(&body)?;
            store_vacation(core, domain, &mailbox, body);
            return Ok(Reply::Void);
        }
        "setMailboxForwarding" => {
            check_forwarding(core, call.me()?, domain, &mailbox, &body)?;
            store_forwarding(core, domain, &mailbox, body);
            return Ok(Reply::Void);
        }
        "getMailboxRules" | "getDomainRules" | "getMailboxRulesByClient" => {
            let client = call.query.get("client").cloned();
            let mut all = rules(core, domain, &mailbox);
            all.retain(|rule| client.as_ref().is_none_or(|c| text(rule, "client") == *c));
            all.into()
        }
        "getMailboxRule" | "getDomainRule" => {
            let id = number()?;
            let found = rules(core, domain, &mailbox).into_iter().find(|r| id_of(r) == Some(id));
            found.unwrap_or_default()
        }
        "addMailboxRule" | "addDomainRule" => {
            check_rule(&body)?;
            add_rule(core, domain, &mailbox, body).into()
        }
        "updateMailboxRule" | "updateDomainRule" => {
            check_rule(&body)?;
            let id = number()?;
            let mut all = rules(core, domain, &mailbox);
            for rule in all.iter_mut().filter(|rule| id_of(rule) == Some(id)) {
                *rule = body.clone();
                set(rule, "id", id);
            }
            keep(core, domain, &mailbox, all);
            return Ok(Reply::Void);
        }
        "deleteMailboxRule" | "deleteDomainRule" => {
            let id = number()?;
            let mut all = rules(core, domain, &mailbox);
            all.retain(|rule| id_of(rule) != Some(id));
            keep(core, domain, &mailbox, all);
            return Ok(Reply::Void);
        }
        "getMailboxDelegationRule" => {
            core.extras.get(&format!("delegation/{domain}/{mailbox}")).cloned().unwrap_or_default()
        }
        "setMailboxDelegationRule" => {
            core.extras.insert(format!("delegation/{domain}/{mailbox}"), body);
            return Ok(Reply::Void);
        }
        _ => return place(core, call, domain),
    }))
}

/// Rules put before and after others.
fn place(core: &mut Core, call: &Call, domain: &str) -> Result<Reply, Fault> {
    let mailbox = call.param("mailboxUid").to_owned();
    match call.route.method {
        "addMailboxRuleRelative" => {
            let body = call.json();
            check_rule(&body)?;
            let anchor = beside(core, call, domain)?;
            let id = add_rule(core, domain, &mailbox, body);
            move_rule(core, domain, &mailbox, id, anchor);
            Ok(Reply::Json(id.into()))
        }
        "moveMailboxRule" | "moveMailboxRuleRelative" => {
            let id = call.number("id")?;
            let all = rules(core, domain, &mailbox);
            let at = all.iter().position(|rule| id_of(rule) == Some(id));
            let at = at.ok_or_else(|| Fault::not_found(format!("rule {id} not found")))?;
            let to = match call.param("direction") {
                "TOP" => 0,
                "UP" => at.saturating_sub(1),
                "DOWN" => at + 1,
                "BOTTOM" => all.len(),
                "" => {
                    let to = beside(core, call, domain)?;
                    // The place is counted without the rule itself.
                    to - usize::from(at < to)
                }
                other => return Err(Fault::unknown(format!("{other} is no direction"))),
            };
            move_rule(core, domain, &mailbox, id, to);
            Ok(Reply::Void)
        }
        _ => Err(call.unsupported()),
    }
}

/// The place before or after the rule a call names.
fn beside(core: &Core, call: &Call, domain: &str) -> Result<usize, Fault> {
    let anchor = call.number("anchorId")?;
    let all = rules(core, domain, call.param("mailboxUid"));
    let at = all.iter().position(|rule| id_of(rule) == Some(anchor));
    let at = at.ok_or_else(|| Fault::not_found(format!("rule {anchor} not found")))?;
    match call.param("position") {
        "BEFORE" => Ok(at),
        "AFTER" => Ok(at + 1),
        other => Err(Fault::unknown(format!("{other} is no position"))),
    }
}

/// Puts a rule at a place among the others; each type keeps its own place before the next.
fn move_rule(core: &mut Core, domain: &str, mailbox: &str, id: i64, to: usize) {
    let mut all = rules(core, domain, mailbox);
    if let Some(at) = all.iter().position(|rule| id_of(rule) == Some(id)) {
        let rule = all.remove(at);
        all.insert(to.min(all.len()), rule);
        keep(core, domain, mailbox, all);
    }
}

/// A mailbox nobody reads keeps nothing.
pub(crate) fn discard_all(core: &mut Core, domain: &str, mailbox: &str) {
    let rule = json!({
        "client": "system", "type": "GENERIC", "trigger": "IN", "name": "discard", "active": true,
        "actions": [{"name": "DISCARD"}], "stop": true,
    });
    add_rule(core, domain, mailbox, rule);
}

/// The number of a rule.
fn id_of(rule: &Value) -> Option<i64> {
    rule.get("id").and_then(Value::as_i64)
}

fn rules(core: &Core, domain: &str, mailbox: &str) -> Vec<Value> {
    let list = core.extras.get(&format!("rules/{domain}/{mailbox}"));
    list.and_then(Value::as_array).cloned().unwrap_or_default()
}

fn keep(core: &mut Core, domain: &str, mailbox: &str, mut all: Vec<Value>) {
    let rank = |rule: &Value| match text(rule, "type").as_str() {
        "VACATION" => 0,
        "FORWARD" => 1,
        _ => 2,
    };
    all.sort_by_key(rank);
    core.extras.insert(format!("rules/{domain}/{mailbox}"), all.into());
}

fn add_rule(core: &mut Core, domain: &str, mailbox: &str, mut rule: Value) -> i64 {
    let id = core.next();
    set(&mut rule, "id", id);
    let mut all = rules(core, domain, mailbox);
    all.push(rule);
    keep(core, domain, mailbox, all);
    id
}

/// The vacation or forwarding folded back out of its rule; the defaults where there is none.
fn part(core: &Core, domain: &str, mailbox: &str, kind: &str) -> Value {
    let key = format!("{kind}/{domain}/{mailbox}");
    core.extras.get(&key).cloned().unwrap_or_else(|| json!({}))
}

fn store_part(core: &mut Core, domain: &str, mailbox: &str, kind: &str, value: Value) {
    let action = if kind == "VACATION" {
        json!({"name": "REPLY", "subject": text(&value, "subject"),
               "plainBody": value.get("text"), "htmlBody": value.get("textHtml")})
    } else {
        json!({"name": "REDIRECT", "emails": value.get("emails"),
               "keepCopy": flag(&value, "localCopy")})
    };
    let rule = json!({
        "client": "bluemind", "type": kind, "name": kind, "active": flag(&value, "enabled"),
        "actions": [action],
    });
    let mut all = rules(core, domain, mailbox);
    all.retain(|old| text(old, "type") != kind);
    keep(core, domain, mailbox, all);
    add_rule(core, domain, mailbox, rule);
    core.extras.insert(format!("{kind}/{domain}/{mailbox}"), value);
}

/// Keeps an absence: whole seconds, and no reply that says nothing.
fn store_vacation(core: &mut Core, domain: &str, mailbox: &str, mut value: Value) {
    for name in ["start", "end"] {
        if let Some(time) = value.get(name).and_then(Value::as_i64) {
            set(&mut value, name, time.saturating_sub(time.rem_euclid(1_000)));
        }
    }
    let says = ["text", "textHtml"].iter().any(|name| !text(&value, name).is_empty());
    if text(&value, "subject").is_empty() || !says {
        for name in ["subject", "text", "textHtml"] {
            set(&mut value, name, Value::Null);
        }
    }
    store_part(core, domain, mailbox, "VACATION", value);
}

/// Keeps a forwarding, addresses in lower case.
pub(crate) fn store_forwarding(core: &mut Core, domain: &str, mailbox: &str, mut value: Value) {
    let lower = addresses(&value);
    set(&mut value, "emails", lower);
    store_part(core, domain, mailbox, "FORWARD", value);
}

fn filter(core: &Core, domain: &str, mailbox: &str) -> Value {
    let mut generic = rules(core, domain, mailbox);
    generic.retain(|rule| text(rule, "type") == "GENERIC");
    json!({
        "rules": generic, "forwarding": part(core, domain, mailbox, "FORWARD"),
        "vacation": part(core, domain, mailbox, "VACATION"),
    })
}

fn set_filter(
    core: &mut Core,
    me: &Session,
    domain: &str,
    mailbox: &str,
    body: &Value,
) -> Result<(), Fault> {
    let member = |name: &str| body.get(name).cloned().unwrap_or_default();
    let list = member("rules").as_array().cloned().unwrap_or_default();
    let list: Vec<Value> = list.into_iter().filter(|rule| !lost_move(rule)).collect();
    list.iter().try_for_each(check_rule)?;
    if member("vacation").is_object() {
        check_vacation(&member("vacation"))?;
    }
    if member("forwarding").is_object() {
        check_forwarding(core, me, domain, mailbox, &member("forwarding"))?;
    }
    keep(core, domain, mailbox, Vec::new());
    for rule in list {
        add_rule(core, domain, mailbox, rule);
    }
    if member("vacation").is_object() {
        store_vacation(core, domain, mailbox, member("vacation"));
    }
    if member("forwarding").is_object() {
        store_forwarding(core, domain, mailbox, member("forwarding"));
    }
    Ok(())
}

fn actions(rule: &Value) -> impl Iterator<Item = &Value> {
    rule.get("actions").and_then(Value::as_array).into_iter().flatten()
}

/// A MOVE without folder or subtree is dropped without a word.
fn lost_move(rule: &Value) -> bool {
    actions(rule).any(|action| {
        text(action, "name") == "MOVE"
            && (text(action, "folder").is_empty() || text(action, "subtree").is_empty())
    })
}

fn check_rule(rule: &Value) -> Result<(), Fault> {
    if flag(rule, "active") && actions(rule).next().is_none() {
        return Err(Fault::invalid("an active rule needs an action"));
    }
    for action in actions(rule) {
        let files = ["MOVE", "COPY"].contains(&text(action, "name").as_str());
        if files && flag(rule, "active") && text(action, "folder").is_empty() {
            return Err(Fault::invalid("an active rule moves or copies to a folder"));
        }
        let set = action.get("headers").and_then(Value::as_object).into_iter().flat_map(Map::keys);
        let removed = action.get("headerNames").and_then(Value::as_array).into_iter().flatten();
        let names = set.map(String::as_str).chain(removed.filter_map(Value::as_str));
        names.into_iter().try_for_each(check_header)?;
    }
    check_conditions(rule)
}

/// Refuses impossible header fields in conditions, those inside one another too.
fn check_conditions(rule: &Value) -> Result<(), Fault> {
    let mut left = vec![rule];
    while let Some(holder) = left.pop() {
        for condition in holder.get("conditions").and_then(Value::as_array).into_iter().flatten() {
            let fields = condition.pointer("/filter/fields").and_then(Value::as_array);
            let fields = fields.into_iter().flatten().filter_map(Value::as_str);
            fields.filter_map(|f| f.strip_prefix("headers.")).try_for_each(check_header)?;
            left.push(condition);
        }
    }
    Ok(())
}

/// A header field's name is printable ASCII without space and colon (RFC 5322 §3.6.8).
fn check_header(name: &str) -> Result<(), Fault> {
    if name.is_empty() || !name.bytes().all(|b| b.is_ascii_graphic() && b != b':') {
        return Err(Fault::invalid(format!("{name:?} is no header field")));
    }
    Ok(())
}

fn check_vacation(value: &Value) -> Result<(), Fault> {
    let number = |name: &str| value.get(name).and_then(Value::as_i64);
    if flag(value, "enabled") {
        if text(value, "subject").is_empty() {
            return Err(Fault::invalid("a vacation needs a subject"));
        }
        if number("start").zip(number("end")).is_some_and(|(start, end)| start > end) {
            return Err(Fault::invalid("a vacation starts before it ends"));
        }
    }
    Ok(())
}

fn addresses(value: &Value) -> Vec<String> {
    let list = value.get("emails").and_then(Value::as_array).into_iter().flatten();
    list.filter_map(Value::as_str).map(|a| a.trim().to_lowercase()).collect()
}

fn check_forwarding(
    core: &Core,
    me: &Session,
    domain: &str,
    mailbox: &str,
    value: &Value,
) -> Result<(), Fault> {
    let list = addresses(value);
    if flag(value, "enabled") && list.is_empty() {
        return Err(Fault::invalid("a forwarding needs an address"));
    }
    for address in &list {
        if !emails::is_address(address) {
            return Err(Fault::invalid(format!("{address} is no address")));
        }
        if core.by_email(domain, address).is_some_and(|item| item.uid == mailbox) {
            return Err(Fault::new("FORBIDDEN", "a mailbox cannot forward to itself"));
        }
    }
    let outside = |address: &String| {
        let host = address.split('@').nth(1).unwrap_or_default();
        core.domain_of(host) != Some(domain)
    };
    let changed = addresses(&part(core, domain, mailbox, "FORWARD")) != list;
    if changed && list.iter().any(outside) && !core.is_admin(me, domain) {
        return Err(Fault::new("FORBIDDEN", "forwarding outside the domain needs a role"));
    }
    Ok(())
}

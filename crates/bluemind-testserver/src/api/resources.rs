//! IResources and IResourceTypes: rooms and equipment.

use serde_json::{Value, json};

use crate::api::items::{member, set, text};
use crate::api::{emails, entries, filters, folders};
use crate::call::{Call, Reply};
use crate::container::Container;
use crate::core::{Core, Session, entry_value};
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let (domain, uid) = (call.param("domainUid").to_owned(), call.param("uid").to_owned());
    core.domain(&domain)?;
    if call.route.interface == "IResourceTypes" {
        return types(core, call, &me, &domain);
    }
    if let Some(answer) = entries::common(core, call, "RESOURCE", &domain, &uid) {
        return answer;
    }
    match call.route.method {
        "create" => {
            core.need_admin(&me, &domain)?;
            create(core, &me, &domain, &uid, call.json()).map(|()| Reply::Void)
        }
        "update" => {
            core.need_admin(&me, &domain)?;
            let (_, old) = core.entry_value(&domain, &uid, "RESOURCE")?;
            let kept = text(old, "typeIdentifier");
            let value = settle(core, &domain, &uid, call.json())?;
            if text(&value, "typeIdentifier") != kept {
                return Err(Fault::invalid("the type of a resource never changes"));
            }
            entries::store(core, &me, &domain, &uid, "RESOURCE", value).map(|()| Reply::Void)
        }
        "get" => {
            let found = core.entry(&domain, &uid).filter(|(kind, _)| *kind == "RESOURCE");
            Ok(Reply::Json(found.map_or(Value::Null, |(_, item)| entry_value(item).clone())))
        }
        "byType" => {
            let all = entries::uids(core, &domain, "RESOURCE");
            let of = |uid: &String| {
                let value = core.entry(&domain, uid).map(|(_, item)| entry_value(item));
                value.is_some_and(|v| text(v, "typeIdentifier") == call.param("type"))
            };
            Ok(Reply::Json(all.into_iter().filter(of).map(Value::from).collect()))
        }
        "addToEventDescription" | "removeFromEventDescription" => {
            Ok(Reply::Json(member(&call.json(), "description")))
        }
        _ => Err(call.unsupported()),
    }
}

/// Creates a resource with its mailbox, calendar, free/busy list and hours.
pub(crate) fn create(
    core: &mut Core,
    me: &Session,
    domain: &str,
    uid: &str,
    value: Value,
) -> Result<(), Fault> {
    let value = settle(core, domain, uid, value)?;
    let label = text(&value, "label");
    entries::store_new(core, me, domain, uid, "RESOURCE", value)?;
    folders::create_mailbox(core, me, domain, uid, "RESOURCE", uid)?;
    let base = core.domain(domain)?.settings.clone();
    let base = |name: &str, other: &str| {
        base.get(name).and_then(Value::as_str).unwrap_or(other).to_owned()
    };
    let mut calendar = Container::new(&format!("calendar:{uid}"), "calendar", &label, uid, domain);
    let settings = json!({
        "calendar.workingDays": base("working_days", "mon,tue,wed,thu,fri"),
        "calendar.timezone": base("timezone", "UTC"),
        "calendar.dayStart": clock_time(&base("work_hours_start", "9")),
        "calendar.dayEnd": clock_time(&base("work_hours_end", "18")),
        "calendar.minDuration": least_duration(&base("min_duration", "")),
    });
    calendar.settings = settings.as_object().cloned().unwrap_or_default();
    core.add_container(calendar)?;
    let mut freebusy =
        Container::new(&format!("freebusy:{uid}"), "freebusy", "freebusy", uid, domain);
    freebusy.acl = vec![(domain.to_owned(), "Read".to_owned())];
    core.add_container(freebusy)?;
    filters::discard_all(core, domain, uid);
    core.add_container(Container::new(
        &format!("mailbox:acls-{uid}"),
        "mailboxacl",
        &label,
        uid,
        domain,
    ))
}

/// Decimal hours as a time of day, `8.5` as `08:30`.
fn clock_time(hours: &str) -> String {
    let minutes = super::calendars_mgmt::day_ms(hours) / 60_000;
    format!("{:02}:{:02}", minutes / 60, minutes % 60)
}

/// The shortest booking in minutes, of those there are.
fn least_duration(wanted: &str) -> &'static str {
    ["120", "720", "1440"].into_iter().find(|known| *known == wanted).unwrap_or("60")
}

fn settle(core: &Core, domain: &str, uid: &str, mut value: Value) -> Result<Value, Fault> {
    let kind = text(&value, "typeIdentifier");
    if text(&value, "label").is_empty() || kind.is_empty() {
        return Err(Fault::invalid("a resource needs label and typeIdentifier"));
    }
    let Some(of) = core.extras.get(&format!("resource-type/{domain}/{kind}")) else {
        return Err(Fault::unknown(format!("resource type {kind} not found")));
    };
    if value.get("properties").is_none_or(Value::is_null) {
        return Err(Fault::invalid("a resource needs its list of properties"));
    }
    check_properties(of, &value)?;
    emails::normalise(&mut value);
    if value.get("emails").and_then(Value::as_array).is_none_or(Vec::is_empty) {
        return Err(Fault::invalid("a resource needs an address"));
    }
    emails::check(core, domain, uid, &value)?;
    entries::settle_location(&mut value)?;
    if value.get("reservationMode").is_none_or(Value::is_null) {
        set(&mut value, "reservationMode", "AUTO_ACCEPT_REFUSE");
    }
    Ok(value)
}

fn check_properties(of: &Value, value: &Value) -> Result<(), Fault> {
    let declared = of.get("properties").and_then(Value::as_array).cloned().unwrap_or_default();
    for property in value.get("properties").and_then(Value::as_array).into_iter().flatten() {
        let (id, held) = (text(property, "propertyId"), text(property, "value"));
        let kind = declared.iter().find(|p| text(p, "id") == id).map(|p| text(p, "type"));
        let bad = match kind.as_deref() {
            Some("Boolean") => held != "true" && held != "false",
            Some("Number") => held.parse::<i32>().is_err(),
            _ => false,
        };
        if bad {
            return Err(Fault::invalid(format!("property {id} cannot be {held:?}")));
        }
    }
    Ok(())
}

fn types(core: &mut Core, call: &Call, me: &Session, domain: &str) -> Result<Reply, Fault> {
    let id = call.params.last().cloned().unwrap_or_default();
    let prefix = format!("resource-type/{domain}/");
    let key = format!("{prefix}{id}");
    match call.route.method {
        "get" => Ok(Reply::Json(core.extras.get(&key).cloned().unwrap_or_default())),
        "getTypes" => {
            let mut list: Vec<Value> = core
                .extras
                .iter()
                .filter_map(|(key, value)| {
                    let id = key.strip_prefix(&prefix)?;
                    Some(json!({"identifier": id, "label": text(value, "label")}))
                })
                .collect();
            list.sort_by_key(|t| text(t, "identifier"));
            Ok(Reply::Json(list.into()))
        }
        "create" | "update" => {
            core.need_admin(me, domain)?;
            if core.extras.contains_key(&key) != (call.route.method == "update") {
                return Err(match call.route.method {
                    "create" => Fault::exists(format!("resource type {id} already exists")),
                    _ => Fault::not_found(format!("resource type {id} not found")),
                });
            }
            let value = settle_type(core, call.json())?;
            core.extras.insert(key, value);
            Ok(Reply::Void)
        }
        "delete" => {
            core.need_admin(me, domain)?;
            core.extras.remove(&key);
            Ok(Reply::Void)
        }
        "getIcon" => super::users::photo(core, call, &key),
        "setIcon" => {
            core.need_admin(me, domain)?;
            super::users::photo(core, call, &key)
        }
        _ => Err(call.unsupported()),
    }
}

fn settle_type(core: &mut Core, mut value: Value) -> Result<Value, Fault> {
    if text(&value, "label").is_empty() {
        return Err(Fault::invalid("a resource type needs a label"));
    }
    let list = value.get_mut("properties").and_then(Value::as_array_mut);
    for property in list.into_iter().flatten() {
        if text(property, "label").is_empty() || text(property, "type").is_empty() {
            return Err(Fault::invalid("a property needs label and type"));
        }
        if text(property, "id").is_empty() {
            set(property, "id", core.fresh_uid("property"));
        }
    }
    Ok(value)
}

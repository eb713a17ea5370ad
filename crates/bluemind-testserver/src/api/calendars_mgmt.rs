//! ICalendarsMgmt, ICalendarSettings, IFreebusyMgmt, IUserCalendarViews: what is around a calendar.

use serde_json::{Value, json};

use crate::api::containers::remove_container;
use crate::api::dates::zone;
use crate::api::items::{Kind, common, text};
use crate::api::{entries, tasks};
use crate::call::{Call, Reply};
use crate::container::Container;
use crate::core::Core;
use crate::fault::Fault;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    match call.route.interface {
        "ICalendarsMgmt" => mgmt(core, call),
        "ICalendarSettings" => settings(core, call),
        "IFreebusyMgmt" => freebusy(core, call),
        _ => views(core, call),
    }
}

fn mgmt(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let uid = call.nth(0).to_owned();
    match call.route.method {
        "create" => create(core, call, &uid).map(|()| Reply::Void),
        "update" => {
            core.need(&me, &uid, "Manage")?;
            let new = call.json();
            let c = core.container_mut(&uid)?;
            for (name, held) in [("owner", &c.owner), ("domainUid", &c.domain)] {
                if !text(&new, name).is_empty() && text(&new, name) != *held {
                    return Err(Fault::invalid(format!("{name} never changes")));
                }
            }
            c.name = text(&new, "name");
            c.settings = new.get("settings").and_then(Value::as_object).cloned().unwrap_or_default();
            Ok(Reply::Void)
        }
        "getComplete" => Ok(Reply::Json(core.containers.get(&uid).map_or(Value::Null, |c| {
            json!({"name": c.name, "domainUid": c.domain, "owner": c.owner, "settings": c.settings})
        }))),
        "delete" => {
            core.need(&me, &uid, "Manage")?;
            remove_container(core, &uid).map(|()| Reply::Void)
        }
        "reindex" | "reindexAll" => Ok(tasks::done(core, vec!["done".to_owned()], String::new())),
        _ => Err(call.unsupported()),
    }
}

fn create(core: &mut Core, call: &Call, uid: &str) -> Result<(), Fault> {
    let me = call.me()?.clone();
    let body = call.json();
    let (mut owner, mut domain) = (text(&body, "owner"), text(&body, "domainUid"));
    if owner.is_empty() {
        (owner, domain) = (me.uid.clone(), me.domain.clone());
    }
    let name = text(&body, "name");
    if name.is_empty() || domain.is_empty() {
        return Err(Fault::invalid("a calendar needs name, owner and domainUid"));
    }
    core.domain(&domain).map_err(|_| Fault::invalid(format!("domain {domain} not found")))?;
    if owner != me.uid {
        core.need_admin(&me, &domain)?;
    }
    if owner == domain {
        // A calendar of the domain is a directory entry of its own, and its own owner.
        let value = json!({"name": name, "emails": []});
        entries::store_new(core, &me, &domain, uid, "CALENDAR", value)?;
        uid.clone_into(&mut owner);
    } else if core.entry(&domain, &owner).is_none() {
        return Err(Fault::unknown(format!("owner {owner} not found")));
    }
    let mut c = Container::new(uid, "calendar", &name, &owner, &domain);
    c.settings = body.get("settings").and_then(Value::as_object).cloned().unwrap_or_default();
    core.add_container(c)
}

const DAYS: [(&str, &str); 7] = [
    ("SU", "sun"),
    ("MO", "mon"),
    ("TU", "tue"),
    ("WE", "wed"),
    ("TH", "thu"),
    ("FR", "fri"),
    ("SA", "sat"),
];

fn settings(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let uid = call.param("calendarUid").to_owned();
    if call.route.method == "get" {
        core.need(&me, &uid, "Read")?;
        return read_settings(core, &uid).map(Reply::Json);
    }
    core.need(&me, &uid, "Manage")?;
    let body = call.json();
    let number = |name: &str| body.get(name).and_then(Value::as_i64);
    let (start, end) = (number("dayStart"), number("dayEnd"));
    let (Some(start), Some(end)) = (start, end) else {
        return Err(Fault::invalid("dayStart and dayEnd are needed"));
    };
    let name = text(&body, "timezoneId");
    let (Some(duration), false) = (number("minDuration"), name.is_empty()) else {
        return Err(Fault::null_pointer("null value in an immutable map"));
    };
    if zone(&name).is_none() {
        return Err(Fault::unknown(format!("unknown zone {name}")));
    }
    let days: Vec<&str> = body
        .get("workingDays")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|d| DAYS.iter().find(|(code, _)| Some(*code) == d.as_str()).map(|(_, w)| *w))
        .collect();
    let clock = |ms: i64| format!("{:02}:{:02}", ms / 3_600_000, ms / 60_000 % 60);
    let c = core.container_mut(&uid)?;
    for (key, value) in [
        ("calendar.workingDays", days.join(",")),
        ("calendar.dayStart", clock(start)),
        ("calendar.dayEnd", clock(end)),
        ("calendar.minDuration", duration.to_string()),
        ("calendar.timezone", name),
    ] {
        c.settings.insert(key.to_owned(), value.into());
    }
    Ok(Reply::Void)
}

pub(crate) fn read_settings(core: &Core, uid: &str) -> Result<Value, Fault> {
    let c = core.container(uid)?;
    let base = super::user_settings::merged(core, &c.domain, &c.owner);
    let get = |key: &str, other: &str, default: &str| {
        let own = c.settings.get(key).or_else(|| base.get(other));
        own.and_then(Value::as_str).unwrap_or(default).to_owned()
    };
    let words = get("calendar.workingDays", "working_days", "mon,tue,wed,thu,fri");
    let days: Vec<&str> = words
        .split(',')
        .filter_map(|word| DAYS.iter().find(|(_, w)| *w == word).map(|(code, _)| *code))
        .collect();
    Ok(json!({
        "workingDays": days,
        "dayStart": day_ms(&get("calendar.dayStart", "work_hours_start", "9")),
        "dayEnd": day_ms(&get("calendar.dayEnd", "work_hours_end", "18")),
        "minDuration": get("calendar.minDuration", "min_duration", "60").parse::<i64>().unwrap_or(60),
        "timezoneId": get("calendar.timezone", "timezone", "UTC"),
    }))
}

/// `08:30` or `8.5` in milliseconds of the day, in whole minutes.
pub(crate) fn day_ms(text: &str) -> i64 {
    let number = |text: &str| text.parse::<i64>().ok().filter(|n| (0..100).contains(n));
    let (hours, minutes) = match (text.split_once(':'), text.split_once('.')) {
        (Some((hours, minutes)), _) => (hours, number(minutes)),
        (None, Some((hours, part))) => {
            // Hundredths of an hour.
            let part = part.get(..2).map_or_else(|| format!("{part:0<2}"), str::to_owned);
            (hours, number(&part).map(|part| part * 60 / 100))
        }
        (None, None) => (text, None),
    };
    number(hours).unwrap_or_default() * 3_600_000 + minutes.unwrap_or_default() * 60_000
}

fn freebusy(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let container = call.param("containerUid").to_owned();
    core.need(&me, &container, if call.route.method == "get" { "Read" } else { "Write" })?;
    let key = format!("freebusy/{container}");
    let held = core.extras.get(&key).and_then(Value::as_array).cloned().unwrap_or_default();
    let calendar = Value::from(call.param("calendar"));
    let new: Vec<Value> = match call.route.method {
        "get" => return Ok(Reply::Json(held.into())),
        "set" => call.strings().into_iter().map(Value::from).collect(),
        "add" => held.into_iter().filter(|c| *c != calendar).chain([calendar.clone()]).collect(),
        _ => held.into_iter().filter(|c| *c != calendar).collect(),
    };
    core.extras.insert(key, new.into());
    Ok(Reply::Void)
}

fn views(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let container = format!("calendarview:{}", call.param("userUid"));
    if call.route.method == "setDefault" {
        return Ok(Reply::Void);
    }
    common(core, call, &container, Kind::plain()).unwrap_or_else(|| Err(call.unsupported()))
}

//! IUserSettings: values of one user over those of the domain.

use serde_json::{Map, Value};

use crate::call::{Call, Reply};
use crate::core::Core;
use crate::fault::Fault;

/// What a domain starts with.
pub(crate) const DEFAULTS: [(&str, &str); 20] = [
    ("lang", "fr"),
    ("timezone", "Europe/Paris"),
    ("date", "yyyy-MM-dd"),
    ("timeformat", "HH:mm"),
    ("day_weekstart", "monday"),
    ("defaultview", "week"),
    ("showweekends", "true"),
    ("work_hours_start", "8"),
    ("work_hours_end", "18"),
    ("working_days", "mon,tue,wed,thu,fri"),
    ("show_declined_events", "false"),
    ("default_app", "/webapp/mail/"),
    ("default_event_alert", "900"),
    ("default_allday_event_alert", "25200"),
    ("default_event_alert_mode", "Display"),
    ("mail", "true"),
    ("mail_participation", "true"),
    ("public_fb", "0"),
    ("theme", "system"),
    ("mail_thread", "true"),
];

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let (domain, uid) = (call.param("containerUid").to_owned(), call.param("uid").to_owned());
    core.entry_value(&domain, &uid, "USER")?;
    core.need_self(&me, &domain, &uid)?;
    let body = call.json();
    match call.route.method {
        "get" => return Ok(Reply::Json(Value::Object(merged(core, &domain, &uid)))),
        "getOne" => {
            let all = merged(core, &domain, &uid);
            return Ok(Reply::Json(all.get(call.param("name")).cloned().unwrap_or_default()));
        }
        "set" => replace(core, &domain, &uid, body.as_object().cloned().unwrap_or_default())?,
        "setMultiple" => {
            let mut own = own(core, &domain, &uid);
            own.extend(body.as_object().cloned().unwrap_or_default());
            replace(core, &domain, &uid, own)?;
        }
        "setOne" => {
            let mut own = own(core, &domain, &uid);
            own.insert(call.param("name").to_owned(), body);
            replace(core, &domain, &uid, own)?;
        }
        _ => return Err(call.unsupported()),
    }
    Ok(Reply::Void)
}

fn own(core: &Core, domain: &str, uid: &str) -> Map<String, Value> {
    core.user_settings.get(&format!("{domain}/{uid}")).cloned().unwrap_or_default()
}

/// Keeps only what differs from the domain.
fn replace(
    core: &mut Core,
    domain: &str,
    uid: &str,
    mut values: Map<String, Value>,
) -> Result<(), Fault> {
    let base = &core.domain(domain)?.settings;
    values.retain(|name, value| base.get(name) != Some(value) && !value.is_null());
    core.user_settings.insert(format!("{domain}/{uid}"), values);
    Ok(())
}

/// Domain settings with the user's on top.
pub(crate) fn merged(core: &Core, domain: &str, uid: &str) -> Map<String, Value> {
    let mut out = core.domain(domain).map(|d| d.settings.clone()).unwrap_or_default();
    out.extend(own(core, domain, uid));
    out
}

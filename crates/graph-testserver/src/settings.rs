//! Mailbox settings, inbox rules, categories.

use serde_json::{Value, json};

use crate::cx::Cx;
use crate::ids;
use crate::page::{Paging, page};
use crate::reply::{Answer, Reply, resource_not_found, unknown_segment};
use crate::schema;
use crate::tenant::{Container, Failure, User, text};

/// `mailboxSettings…`, `outlook…`, `settings/exchange` below a user.
pub(crate) fn read(cx: &Cx<'_>, user: &User, names: &[&str], keys: &[String]) -> Answer {
    match names {
        ["mailboxsettings"] => {
            let selection = cx.selection(&schema::SETTINGS)?;
            let context = cx.user_context(user, "mailboxSettings");
            let mut out = selection.project(&user.settings);
            out.insert("@odata.context".to_owned(), context.into());
            Ok(Reply::json(Value::Object(out)))
        }
        ["mailboxsettings", _] => one_setting(cx, user, keys.last().map_or("", String::as_str)),
        ["outlook", "mastercategories", ..] => {
            let context = cx.user_context(user, "outlook/masterCategories");
            let selection = cx.selection(&schema::CATEGORY)?;
            if let Some(key) = keys.get(2) {
                let mut all = user.categories.iter();
                let one = all.find(|one| text(one, "id") == key);
                let one = one.ok_or_else(|| resource_not_found(key))?;
                return Ok(Reply::json(cx.entity(&context, one.clone())));
            }
            let all = user.categories.iter().collect();
            page(
                cx,
                &context,
                Paging::whole(),
                all,
                |one| one,
                |one| Ok(Value::Object(selection.project(one))),
            )
        }
        ["settings", "exchange"] => Ok(Reply::json(json!({
            "@odata.context": cx.user_context(user, "settings/exchange/$entity"),
            "primaryMailboxId": format!("MBX:{}@{}", ids::guid(&["mbx", user.id()]), cx.tenant.id),
        }))),
        ["inferenceclassification", "overrides"] => crate::mail::nothing(cx, "overrides"),
        _ => Err(unknown_segment(keys.last().map_or("", String::as_str))),
    }
}

fn one_setting(cx: &Cx<'_>, user: &User, name: &str) -> Answer {
    let object = user.settings.as_object();
    let found = object.into_iter().flatten().find(|(key, _)| key.eq_ignore_ascii_case(name));
    let Some((key, value)) = found else { return Err(unknown_segment(name)) };
    let context = cx.user_context(user, &format!("mailboxSettings/{key}"));
    let mut out = match value {
        Value::Object(members) => members.clone(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            [("value".to_owned(), value.clone())].into_iter().collect()
        }
    };
    out.insert("@odata.context".to_owned(), context.into());
    Ok(Reply::json(Value::Object(out)))
}

/// `messageRules…` below a folder; only the inbox has any.
pub(crate) fn rules(
    cx: &Cx<'_>,
    user: &User,
    folder: &Container,
    names: &[&str],
    keys: &[String],
) -> Answer {
    if folder.well_known.as_deref() != Some("inbox") {
        let message = "Rules are supported on the inbox only.";
        return Err(Failure::new(400, "ErrorInvalidRequest", message));
    }
    let selection = cx.selection(&schema::MESSAGE_RULE)?;
    let context = cx.user_context(user, "mailFolders('inbox')/messageRules");
    if names.len() > 1 {
        let key = keys.get(1).map_or("", String::as_str);
        let mut all = user.rules.iter();
        let one = all.find(|one| text(one, "id") == key).ok_or_else(|| resource_not_found(key))?;
        return Ok(Reply::json(cx.entity(&context, Value::Object(selection.project(one)))));
    }
    let all = user.rules.iter().collect();
    page(
        cx,
        &context,
        Paging::whole(),
        all,
        |rule| rule,
        |rule| Ok(Value::Object(selection.project(rule))),
    )
}

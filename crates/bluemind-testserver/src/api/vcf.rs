//! IVCardService: vCards in and out.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::api::ics::{self, Component, Line};
use crate::api::items::{Ctx, text};
use crate::api::{books, tasks};
use crate::call::{Call, Reply};
use crate::core::Core;
use crate::fault::Fault;
use crate::model::Model;

pub(crate) fn handle(core: &mut Core, call: &Call) -> Result<Reply, Fault> {
    let me = call.me()?.clone();
    let container = call.param("containerUid").to_owned();
    if call.route.method.starts_with("export") {
        core.need(&me, &container, "Read")?;
        return export(core, call, &container);
    }
    core.need(&me, &container, "Write")?;
    let raw = call.bytes();
    let source = match call.text() {
        Some(text) => text.to_owned(),
        None => String::from_utf8_lossy(&raw).into_owned(),
    };
    let cards: Vec<Component> =
        ics::parse(&source).into_iter().filter(|c| c.name == "VCARD").collect();
    if cards.is_empty() {
        return Ok(tasks::failed(core, vec!["no VCARD in the text".to_owned()]));
    }
    let ctx = Ctx { me, container, id: None, send: false };
    let (mut uids, mut log) = (Vec::new(), Vec::new());
    for card in &cards {
        // Importing is never idempotent: every card gets a uid of its own.
        let uid = core.fresh_uid("vcard");
        match (books::kind().create)(core, &ctx, &uid, read(card)) {
            Ok(_) => uids.push(uid),
            Err(fault) => log.push(fault.message().to_owned()),
        }
    }
    log.push(format!("{} of {} imported", uids.len(), cards.len()));
    let result = json!({"uids": uids, "total": cards.len()}).to_string();
    Ok(tasks::done(core, log, result))
}

fn read(card: &Component) -> Value {
    let one = |name: &str| card.text(name);
    let fields = |name: &str| -> Vec<String> {
        card.line(name).map(|l| ics::split(&l.value, ';')).unwrap_or_default()
    };
    let part = |parts: &[String], n: usize| parts.get(n).cloned().filter(|p| !p.is_empty());
    let (name, org) = (fields("N"), fields("ORG"));
    let list = |name: &'static str| -> Vec<Value> { card.all(name).map(attribute).collect() };
    let addresses: Vec<Value> = card
        .all("ADR")
        .map(|line| {
            let parts = ics::split(&line.value, ';');
            json!({"address": {
                "parameters": parameters(line), "postOfficeBox": part(&parts, 0),
                "extentedAddress": part(&parts, 1), "streetAddress": part(&parts, 2),
                "locality": part(&parts, 3), "region": part(&parts, 4),
                "postalCode": part(&parts, 5), "countryName": part(&parts, 6)}})
        })
        .collect();
    let kind = one("KIND").or_else(|| one("X-ADDRESSBOOKSERVER-KIND")).unwrap_or_default();
    let kind = match kind.to_lowercase().as_str() {
        "group" => "group",
        "org" => "org",
        "location" => "location",
        _ => "individual",
    };
    Model::get().write(
        "VCard",
        json!({
            "kind": kind,
            "identification": {
                "formatedName": {"value": one("FN")},
                "name": {
                    "familyNames": part(&name, 0), "givenNames": part(&name, 1),
                    "additionalNames": part(&name, 2), "prefixes": part(&name, 3),
                    "suffixes": part(&name, 4)},
                "nickname": {"value": one("NICKNAME")},
            },
            "deliveryAddressing": addresses,
            "communications": {
                "tels": list("TEL"), "emails": list("EMAIL"), "impps": list("IMPP")},
            "organizational": {
                "title": one("TITLE"), "role": one("ROLE"),
                "org": {"company": part(&org, 0), "division": part(&org, 1),
                        "department": part(&org, 2)}},
            "explanatory": {"urls": list("URL"), "note": one("NOTE")},
        }),
    )
}

fn parameters(line: &Line) -> Vec<Value> {
    line.params
        .iter()
        .map(|(label, value)| json!({"label": label, "value": value.to_lowercase()}))
        .collect()
}

fn attribute(line: &Line) -> Value {
    let value = line.text();
    let value = value.strip_prefix("tel:").unwrap_or(&value);
    json!({"parameters": parameters(line), "value": value})
}

fn export(core: &Core, call: &Call, container: &str) -> Result<Reply, Fault> {
    let wanted = call.strings();
    let mut out = String::new();
    for item in core.container(container)?.items() {
        if !wanted.is_empty() && !wanted.contains(&item.uid) {
            continue;
        }
        if text(&item.value, "kind") == "location" {
            return Err(Fault::unknown("a location cannot be exported"));
        }
        let name = item.value.pointer("/identification/formatedName/value");
        let name = name.and_then(Value::as_str).unwrap_or_default().replace(['\r', '\n'], " ");
        // Writing to a String cannot fail.
        let _written = write!(
            out,
            "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:{container},{}\r\nFN:{name}\r\nEND:VCARD\r\n",
            item.uid,
        );
    }
    Ok(Reply::Json(out.into()))
}

//! The laws of this crate, for its property tests and its fuzz target. Each panics where it does not hold.
#![expect(clippy::panic, reason = "a law that does not hold has to stop the test")]

mod lists;

use serde_json::Value;
use viaduc_contentline::{Component, Property, parse};
use viaduc_fidelity::{Converted, Loss};
use viaduc_identities::percent_decoded;

use crate::{Context, Item, Options, Version};

pub use lists::{
    Told, Way, any_members_are_read_back, any_octets_of_a_list, members_are_read_back,
};

/// Any bytes are refused, or become a card in both versions that obeys every law.
pub fn any_bytes(json: &[u8]) {
    let Ok(item) = Item::read(json) else { return };
    any_item(&item);
    if let Ok(source) = serde_json::from_slice(json) {
        nothing_is_lost(&item, &source);
    }
}

/// A card is one component with one VERSION and FN, converted alike twice, and read back from its text.
pub fn any_item(item: &Item) {
    let context = Context::default();
    for version in [Version::V3, Version::V4] {
        let options = Options::new(version);
        let first = item.to_card(&options, &context);
        hold(first == item.to_card(&options, &context), "a conversion is deterministic", "");
        let Ok(converted) = first else { continue };
        let card = converted.value();
        let text = card.to_text(version.dialect());
        let parsed = parse(&text);
        hold(
            parsed.faults.is_empty() && parsed.components.len() == 1,
            "a card is read back",
            &text,
        );
        for name in ["VERSION", "FN", "N"] {
            let count =
                parsed.components.iter().flat_map(|card| card.properties_named(name)).count();
            hold(count == 1, "a card has one VERSION, FN and N", &text);
        }
        let shown = card.property("FN").map(Property::as_text).unwrap_or_default();
        hold(!shown.trim().is_empty(), "a card shows a name", &text);
        hold(
            parsed.components.iter().all(|read| read.properties.len() == card.properties.len()),
            "no property is added or lost",
            &text,
        );
    }
}

/// Every text of the source is in the card or among the losses.
pub fn nothing_is_lost(item: &Item, source: &Value) {
    let context = Context::default();
    for version in [Version::V3, Version::V4] {
        let Ok(converted) = item.to_card(&Options::new(version), &context) else { continue };
        let texts = texts(converted.value());
        let mut leaves = vec![(String::new(), source)];
        while let Some((path, value)) = leaves.pop() {
            match value {
                // The checksum of a list's members is of the copy in the mailbox.
                Value::Object(members) if is_checksum(members.get("id")) => {}
                Value::Object(members) => leaves.extend(
                    members.iter().map(|(name, value)| (format!("{path}/{}", escape(name)), value)),
                ),
                Value::Array(items) => {
                    leaves
                        .extend(items.iter().enumerate().map(|(n, v)| (format!("{path}/{n}"), v)));
                }
                // Entry ids: whether they are read back is a law of its own.
                Value::String(_)
                    if matches!(item, Item::MailboxItem(_))
                        && path.starts_with("/multiValueExtendedProperties/") => {}
                Value::String(text) if !is_accounted(&converted, &path, text, &texts) => {
                    panic!("{text:?} at {path} is lost without a word: {texts:#?}");
                }
                Value::String(_) | Value::Null | Value::Bool(_) | Value::Number(_) => {}
            }
        }
    }
}

fn is_checksum(id: Option<&Value>) -> bool {
    let id = id.and_then(Value::as_str).and_then(crate::extended::key);
    id == Some(crate::extended::Key::Address(0x804C))
}

/// Members that are of the answer or the mailbox, or that are read into another form.
const OTHER_FORM: [&str; 8] = [
    "/id",
    "/changeKey",
    "/parentFolderId",
    "/createdDateTime",
    "/lastModifiedDateTime",
    "/photo",
    "/type",
    "/flagStatus",
];

/// Words that are written as others, or say what is so without them.
const WORDS: [&str; 10] =
    ["0", "1", "2", "3", "male", "female", "SMTP", "EX", "IPM.Contact", "IPM.DistList"];

/// The ids of the MAPI properties of one value that are read.
#[must_use]
pub fn known_ids() -> Vec<String> {
    crate::extended::known_ids().collect()
}

/// Whether a text is a day that a card says, or one that stands for none.
fn is_day_said(text: &str, texts: &[String]) -> bool {
    let Some(day) = crate::dates::day(text, &Context::default()) else { return false };
    let month_and_day = day.date.strftime("%m%d").to_string();
    day.is_none() || texts.iter().any(|written| written.replace('-', "").ends_with(&month_and_day))
}

fn is_accounted(
    converted: &Converted<Component<'_>>,
    path: &str,
    text: &str,
    texts: &[String],
) -> bool {
    let reported = |loss: &Loss| {
        let at = loss.path.as_str();
        path == at || path.strip_prefix(at).is_some_and(|rest| rest.starts_with('/'))
    };
    // The scheme of a proxy address is no part of it.
    let scheme = text.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("smtp:"));
    let plain = plain(if scheme { text.get(5..).unwrap_or_default() } else { text });
    plain.is_empty()
        || path.contains("@odata.")
        || path.contains("@microsoft.graph.")
        || OTHER_FORM.iter().any(|end| path.ends_with(end))
        || WORDS.iter().any(|word| text.trim().eq_ignore_ascii_case(word))
        || is_day_said(text, texts)
        || converted.losses().iter().any(reported)
        || texts.iter().any(|written| written.contains(&plain))
        // Addresses and numbers that repeat are written once, in one spelling.
        || texts.iter().any(|written| written.to_lowercase().contains(&plain.to_lowercase()))
}

/// Everything a card says: values, fields and parameters.
fn texts(card: &Component<'_>) -> Vec<String> {
    let mut texts = Vec::new();
    for property in &card.properties {
        texts.push(plain(&property.as_text()));
        // URIs hold their texts with escapes.
        texts.push(plain(&percent_decoded(&property.value)));
        texts.extend(property.as_structured().iter().map(|field| plain(field)));
        texts.extend(property.as_text_list().iter().map(|item| plain(item)));
        let values = property.parameters.iter().flat_map(|parameter| &parameter.values);
        texts.extend(values.map(|value| plain(value)));
    }
    texts
}

/// Without spaces and control characters, which may be written otherwise.
fn plain(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

fn escape(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn hold(law: bool, what: &str, detail: &str) {
    if !law {
        panic!("{what}: {detail}");
    }
}

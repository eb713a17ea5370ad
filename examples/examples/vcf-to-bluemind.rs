//! Turns vCards into BlueMind's cards.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde_json::json;
use viaduc_bluemind_icalendar::Tags;
use viaduc_bluemind_types::{ContainerUid, TagRef};
use viaduc_bluemind_vcard::{CardError, Options, card_to_vcard, uid};
use viaduc_contentline::{Component, parse_bytes};
use viaduc_examples::{Common, Framing, Item, Made, convert_all};
use viaduc_fidelity::Losses;

const USAGE: &str = "\
vcf-to-bluemind [--out DIR] [--losses FILE] [--tags UID] INPUT…

Turns vCards (3.0, 4.0, and 2.1 as far as possible) into BlueMind JSON, one `VCard` a line, as {\"uid\",\"kind\",\"value\"}. The
photo stands in `identification.photoBinary`.
  INPUT           a vCard file with any number of cards, a folder, or - for standard input
  --out DIR       one file a card; without it everything goes to standard output
  --tags UID      the container of the owner's tags (`tags_USER`), default `tags`
  --losses FILE   what did not come across as it was, one JSON object a line
Exit status: 0 all converted, 1 some not, 2 unusable arguments or unreadable input.";

fn main() -> ExitCode {
    let mut tags = String::from("tags");
    let common = Common::parse(USAGE, |name, parser| {
        if name != "tags" {
            return Ok(false);
        }
        tags = parser.value()?.to_string_lossy().into_owned();
        Ok(true)
    });
    let common = match common {
        Ok(common) => common,
        Err(stop) => return stop.exit(),
    };
    let tags = Tags::in_container(ContainerUid::from(tags));
    convert_all(&common, Framing::Components("VCARD"), &["vcf", "vcard"], "ndjson", |item| {
        convert(item, &tags)
    })
}

/// One card; more than one only where an `END` is missing.
fn convert(item: Item<'_>, tags: &Tags) -> Result<Made, String> {
    let parsed = parse_bytes(item.bytes);
    let mut losses = Losses::new();
    let mut bytes = Vec::new();
    for card in &parsed.components {
        let known = tags_of(card, tags);
        let options = Options { tags: Some(&known), ..Options::default() };
        let vcard = card_to_vcard(card, &options).map_err(|error| error.to_string())?;
        let vcard = vcard.drain_into(&mut losses);
        let line = json!({"uid": uid(card), "kind": "VCard", "value": vcard});
        serde_json::to_writer(&mut bytes, &line).map_err(|error| error.to_string())?;
        bytes.push(b'\n');
    }
    if bytes.is_empty() {
        return Err(CardError::NotACard.to_string());
    }
    Ok(Made { bytes, losses: losses.as_slice().to_vec(), ..Made::default() })
}

/// The tag for each category of `card`: the one an event with that category has.
fn tags_of(card: &Component<'_>, tags: &Tags) -> BTreeMap<String, TagRef> {
    let lists = card.properties_named("CATEGORIES").map(|property| property.as_text_list());
    let labels = lists.flatten().map(|label| label.trim().to_owned());
    labels.filter_map(|label| tags.get(&label).map(|tag| (label, tag))).collect()
}

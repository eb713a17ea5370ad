//! Turns vCards into BlueMind's cards.

use std::process::ExitCode;

use serde_json::json;
use viaduc_bluemind_vcard::{CardError, Options, card_to_vcard, uid};
use viaduc_contentline::parse_bytes;
use viaduc_examples::{Common, Framing, Item, Made, convert_all};
use viaduc_fidelity::Losses;

const USAGE: &str = "\
vcf-to-bluemind [--out DIR] [--losses FILE] INPUT…

Turns vCards (3.0, 4.0, and 2.1 as far as possible) into BlueMind JSON, one `VCard` a line, as {\"uid\",\"kind\",\"value\"}. The
photo stands in `identification.photoBinary`.
  INPUT           a vCard file with any number of cards, a folder, or - for standard input
  --out DIR       one file a card; without it everything goes to standard output
  --losses FILE   what did not come across as it was, one JSON object a line
Exit status: 0 all converted, 1 some not, 2 unusable arguments or unreadable input.";

fn main() -> ExitCode {
    let common = match Common::parse(USAGE, |_, _| Ok(false)) {
        Ok(common) => common,
        Err(stop) => return stop.exit(),
    };
    convert_all(&common, Framing::Components("VCARD"), &["vcf", "vcard"], "ndjson", convert)
}

/// One card; more than one only where an `END` is missing.
fn convert(item: Item<'_>) -> Result<Made, String> {
    let parsed = parse_bytes(item.bytes);
    let mut losses = Losses::new();
    let mut bytes = Vec::new();
    for card in &parsed.components {
        let vcard = card_to_vcard(card, &Options::default()).map_err(|error| error.to_string())?;
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

//! Turns BlueMind's cards into vCards.

use std::process::ExitCode;

use viaduc_bluemind_types::VCard;
use viaduc_bluemind_vcard::{Version, vcard_to_card};
use viaduc_examples::{Common, Framing, Item, Made, convert_all};
use viaduc_wire::Json;

const USAGE: &str = "\
bluemind-to-vcf [--version 3.0|4.0] [--out DIR] [--losses FILE] INPUT…

Turns BlueMind JSON into vCard, 4.0 if not told otherwise. An item is {\"uid\",\"kind\",\"value\"} with a `VCard`, as
vcf-to-bluemind writes it.
  INPUT           a JSON file with one item, .ndjson with one a line, a folder, or - for standard input
  --version V     3.0 or 4.0
  --out DIR       one file an item; without it everything goes to standard output
  --losses FILE   what did not come across as it was, one JSON object a line
Exit status: 0 all converted, 1 some not, 2 unusable arguments or unreadable input.";

fn main() -> ExitCode {
    let mut version = Version::default();
    let common = Common::parse(USAGE, |name, parser| {
        if name != "version" {
            return Ok(false);
        }
        version = match parser.value()?.to_str() {
            Some("3.0" | "3") => Version::V3,
            Some("4.0" | "4") => Version::V4,
            _ => return Err("--version is 3.0 or 4.0".into()),
        };
        Ok(true)
    });
    let common = match common {
        Ok(common) => common,
        Err(stop) => return stop.exit(),
    };
    convert_all(&common, Framing::Json, &["json", "ndjson", "jsonl"], "vcf", |item| {
        convert(item, version)
    })
}

fn convert(item: Item<'_>, version: Version) -> Result<Made, String> {
    let Json(line) = viaduc_wire::read(item.bytes).map_err(|error| error.to_string())?;
    let member = |name: &str| line.get(name).and_then(|value| value.as_str());
    match member("kind") {
        Some("VCard") => {}
        Some(kind) => return Err(format!("no vCard for an item of kind {kind:?}")),
        None => return Err("no `kind`".to_owned()),
    }
    let value = line.get("value").cloned().ok_or("no `value`")?;
    let vcard: VCard = viaduc_wire::from_value(value).map_err(|_| "`value` is no object")?;
    let (card, losses) = vcard_to_card(&vcard, member("uid"), version).into_parts();
    Ok(Made { bytes: card.to_text(version.dialect()).into_bytes(), losses, ..Made::default() })
}

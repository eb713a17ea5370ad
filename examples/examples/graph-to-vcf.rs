//! Turns Graph contacts, directory contacts, users and groups into vCard.

use std::process::ExitCode;

use viaduc_examples::{Common, Framing, Item, Made, Stop, convert_all, identities};
use viaduc_graph_vcard::{Context, Options, Version};
use viaduc_identities::Identities;

/// Items take and give back many small pieces of memory.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
graph-to-vcf [--version 3.0|4.0] [--out DIR] [--losses FILE] [--zone IANA] [--resolve FILE] INPUT…

Turns Graph `contact`, `orgContact`, `user` and `group` objects into vCard, 4.0 if not told otherwise.
  INPUT           a JSON file with one object or a Graph page, .ndjson with one a line, a folder, or - for standard input
  --version V     3.0 or 4.0
  --zone IANA     the zone of the mailbox: tells the day of a birthday that was written as local midnight
  --resolve FILE  a JSON object from X.500 names, or the aliases at their ends, to SMTP addresses
  --out DIR       one file a card; without it everything goes to standard output
  --losses FILE   what did not come across as it was, one JSON object a line
Exit status: 0 all converted, 1 some not, 2 unusable arguments or unreadable input.";

fn main() -> ExitCode {
    let mut version = Version::default();
    let mut zone = None;
    let mut resolve = None;
    let common = Common::parse(USAGE, |name, parser| {
        match name {
            "version" => {
                version = match parser.value()?.to_str() {
                    Some("3.0" | "3") => Version::V3,
                    Some("4.0" | "4") => Version::V4,
                    _ => return Err("--version is 3.0 or 4.0".into()),
                };
            }
            "zone" => {
                let name = parser.value()?.to_string_lossy().into_owned();
                if viaduc_timezones::resolve(&name, None).is_none() {
                    return Err(format!("--zone: no time zone is named {name:?}").into());
                }
                zone = Some(name);
            }
            "resolve" => resolve = Some(std::path::PathBuf::from(parser.value()?)),
            _ => return Ok(false),
        }
        Ok(true)
    });
    let (common, table) = match common.and_then(|common| Ok((common, table(resolve)?))) {
        Ok(ready) => ready,
        Err(stop) => return stop.exit(),
    };
    let options = Options::new(version);
    let mut context = Context::default();
    context.mailbox_zone = zone.as_deref();
    context.identities = Some(&table);
    convert_all(&common, Framing::Json, &["json", "ndjson", "jsonl"], "vcf", |item| {
        convert(item, &options, &context)
    })
}

fn table(file: Option<std::path::PathBuf>) -> Result<Identities, Stop> {
    file.map_or_else(|| Ok(Identities::new()), |file| identities(&file))
}

fn convert(item: Item<'_>, options: &Options, context: &Context<'_>) -> Result<Made, String> {
    let item = viaduc_graph_vcard::Item::read(item.bytes).map_err(|error| error.to_string())?;
    let card = item.to_card(options, context).map_err(|error| error.to_string())?;
    let (card, losses) = card.into_parts();
    Ok(Made {
        bytes: card.to_text(options.version.dialect()).into_bytes(),
        losses,
        ..Made::default()
    })
}

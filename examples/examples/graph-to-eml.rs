//! Graph messages, with their attachments inside, to mail: for when `$value` fails.

use std::path::PathBuf;
use std::process::ExitCode;

use viaduc_examples::{Common, Framing, Item, Made, Stop, convert_all, identities};
use viaduc_graph_types::Message;
use viaduc_identities::Identities;
use viaduc_mime_normalise::build_message;

const USAGE: &str = "\
graph-to-eml [--out DIR] [--report FILE] [--resolve FILE] INPUT…

Builds a message from each Graph `message`: headers, body, and the attachments inside it.
  INPUT           a JSON file with one object or a Graph page, .ndjson with one a line, a folder, or - for standard input
  --resolve FILE  a JSON object from X.500 names, or the aliases at their ends, to SMTP addresses
  --out DIR       one file a message; without it everything goes to standard output
  --report FILE   what did not come across as it was, one JSON object a line
Exit status: 0 all built, 1 some not, 2 unusable arguments or unreadable input.";

fn main() -> ExitCode {
    let mut report = None;
    let mut resolve = None;
    let common = Common::parse(USAGE, |name, parser| {
        match name {
            "report" => report = Some(PathBuf::from(parser.value()?)),
            "resolve" => resolve = Some(PathBuf::from(parser.value()?)),
            _ => return Ok(false),
        }
        Ok(true)
    });
    let (mut common, table) = match common.and_then(|common| Ok((common, table(resolve)?))) {
        Ok(ready) => ready,
        Err(stop) => return stop.exit(),
    };
    // The report is what is lost: the common loop writes it.
    common.losses = report.or(common.losses);
    convert_all(&common, Framing::Json, &["json", "ndjson", "jsonl"], "eml", |item| {
        convert(item, &table)
    })
}

fn table(file: Option<PathBuf>) -> Result<Identities, Stop> {
    file.map_or_else(|| Ok(Identities::new()), |file| identities(&file))
}

fn convert(item: Item<'_>, table: &Identities) -> Result<Made, String> {
    let message: Message = viaduc_wire::read(item.bytes).map_err(|error| error.to_string())?;
    let built = build_message(&message, &[], table).map_err(|error| error.to_string())?;
    let (bytes, losses) = built.into_parts();
    Ok(Made { bytes, losses, ..Made::default() })
}

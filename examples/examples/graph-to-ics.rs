//! Turns Graph events and tasks into iCalendar.

use std::path::PathBuf;
use std::process::ExitCode;

use viaduc_contentline::Dialect;
use viaduc_examples::{Common, Framing, Item, Made, Stop, convert_all, identities};
use viaduc_graph_icalendar::Context;
use viaduc_identities::Identities;

/// Items take and give back many small pieces of memory.
#[global_allocator]
static MEMORY: mimalloc::MiMalloc = mimalloc::MiMalloc;

const USAGE: &str = "\
graph-to-ics [--out DIR] [--losses FILE] [--zone IANA] [--resolve FILE] INPUT…

Turns Graph `event` and `todoTask` objects into iCalendar, one VCALENDAR an item. An event brings its exceptions
(`exceptionOccurrences`, `cancelledOccurrences`), extended properties and attachments inside it.
  INPUT           a JSON file with one object or a Graph page, .ndjson with one a line, a folder, or - for standard input
  --zone IANA     the zone of the mailbox, for items whose own zone says nothing
  --resolve FILE  a JSON object from X.500 names, or the aliases at their ends, to SMTP addresses
  --out DIR       one file an item; without it everything goes to standard output
  --losses FILE   what did not come across as it was, one JSON object a line
Exit status: 0 all converted, 1 some not, 2 unusable arguments or unreadable input.";

fn main() -> ExitCode {
    let mut zone = None;
    let mut resolve = None;
    let common = Common::parse(USAGE, |name, parser| {
        match name {
            "zone" => {
                let name = parser.value()?.to_string_lossy().into_owned();
                if viaduc_timezones::resolve(&name, None).is_none() {
                    return Err(format!("--zone: no time zone is named {name:?}").into());
                }
                zone = Some(name);
            }
            "resolve" => resolve = Some(PathBuf::from(parser.value()?)),
            _ => return Ok(false),
        }
        Ok(true)
    });
    let (common, table) = match common.and_then(|common| Ok((common, table(resolve)?))) {
        Ok(ready) => ready,
        Err(stop) => return stop.exit(),
    };
    let mut context = Context::default();
    context.mailbox_zone = zone.as_deref();
    context.identities = Some(&table);
    convert_all(&common, Framing::Json, &["json", "ndjson", "jsonl"], "ics", |item| {
        convert(item, &context)
    })
}

fn table(file: Option<PathBuf>) -> Result<Identities, Stop> {
    file.map_or_else(|| Ok(Identities::new()), |file| identities(&file))
}

fn convert(item: Item<'_>, context: &Context<'_>) -> Result<Made, String> {
    let item = viaduc_graph_icalendar::Item::read(item.bytes).map_err(|error| error.to_string())?;
    let (calendar, losses) =
        item.to_calendar(context).map_err(|error| error.to_string())?.into_parts();
    Ok(Made { bytes: calendar.to_text(Dialect::ICalendar).into_bytes(), losses, ..Made::default() })
}

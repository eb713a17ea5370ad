//! Turns BlueMind's events and tasks into iCalendar.

use std::process::ExitCode;

use viaduc_bluemind_icalendar::{series_to_calendar, todo_to_calendar};
use viaduc_bluemind_types::{VEventSeries, VTodo};
use viaduc_contentline::Dialect;
use viaduc_examples::{Common, Framing, Item, Made, convert_all};
use viaduc_wire::Json;

const USAGE: &str = "\
bluemind-to-ics [--out DIR] [--losses FILE] INPUT…

Turns BlueMind JSON into iCalendar, one VCALENDAR an item. An item is {\"uid\",\"kind\",\"value\"} with a `VEventSeries` or a
`VTodo`, as ics-to-bluemind writes it.
  INPUT           a JSON file with one item, .ndjson with one a line, a folder, or - for standard input
  --out DIR       one file an item; without it everything goes to standard output
  --losses FILE   what did not come across as it was, one JSON object a line
Exit status: 0 all converted, 1 some not, 2 unusable arguments or unreadable input.";

fn main() -> ExitCode {
    let common = match Common::parse(USAGE, |_, _| Ok(false)) {
        Ok(common) => common,
        Err(stop) => return stop.exit(),
    };
    convert_all(&common, Framing::Json, &["json", "ndjson", "jsonl"], "ics", convert)
}

fn convert(item: Item<'_>) -> Result<Made, String> {
    let Json(line) = viaduc_wire::read(item.bytes).map_err(|error| error.to_string())?;
    let member = |name: &str| line.get(name).and_then(|value| value.as_str());
    let uid = member("uid").unwrap_or_default();
    let value = line.get("value").cloned().ok_or("no `value`")?;
    let made = match member("kind") {
        Some("VEventSeries") => {
            let series: VEventSeries =
                viaduc_wire::from_value(value).map_err(|_| "`value` is no object")?;
            series_to_calendar(&series, uid)
        }
        Some("VTodo") => {
            let todo: VTodo = viaduc_wire::from_value(value).map_err(|_| "`value` is no object")?;
            todo_to_calendar(&todo, uid)
        }
        Some(kind) => return Err(format!("no iCalendar for an item of kind {kind:?}")),
        None => return Err("no `kind`".to_owned()),
    };
    let (calendar, losses) = made.map_err(|error| error.to_string())?.into_parts();
    Ok(Made { bytes: calendar.to_text(Dialect::ICalendar).into_bytes(), losses, ..Made::default() })
}

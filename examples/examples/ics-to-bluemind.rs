//! Turns iCalendar into BlueMind's events and tasks.

use std::process::ExitCode;

use serde_json::json;
use viaduc_bluemind_icalendar::{Options, Tags, Value, calendar_to_series};
use viaduc_bluemind_types::ContainerUid;
use viaduc_contentline::parse_bytes;
use viaduc_examples::{Common, Framing, Item, Made, convert_all};
use viaduc_fidelity::Losses;

const USAGE: &str = "\
ics-to-bluemind [--out DIR] [--losses FILE] [--zone IANA] [--tags UID] INPUT…

Turns iCalendar files into BlueMind JSON, one `VEventSeries` or `VTodo` a line, as {\"uid\",\"kind\",\"value\"}. Files
inside an item stand beside its value as `uploads`: they are to be uploaded before it is written.
  INPUT           an iCalendar file, a folder, or - for standard input
  --zone IANA     the zone of the calendar's owner
  --tags UID      the container of the owner's tags (`tags_USER`), default `tags`
  --out DIR       one file an input; without it everything goes to standard output
  --losses FILE   what did not come across as it was, one JSON object a line
Exit status: 0 all converted, 1 some not, 2 unusable arguments or unreadable input.";

fn main() -> ExitCode {
    let mut zone = None;
    let mut tags = String::from("tags");
    let common = Common::parse(USAGE, |name, parser| {
        match name {
            "zone" => {
                let name = parser.value()?.to_string_lossy().into_owned();
                if viaduc_timezones::resolve(&name, None).is_none() {
                    return Err(format!("--zone: no time zone is named {name:?}").into());
                }
                zone = Some(name);
            }
            "tags" => tags = parser.value()?.to_string_lossy().into_owned(),
            _ => return Ok(false),
        }
        Ok(true)
    });
    let common = match common {
        Ok(common) => common,
        Err(stop) => return stop.exit(),
    };
    let tags = Tags::in_container(ContainerUid::from(tags));
    let options = Options { zone: zone.as_deref(), tags: Some(&tags), ..Options::default() };
    let framing = Framing::Components("VCALENDAR");
    convert_all(&common, framing, &["ics", "ical", "ifb", "icalendar"], "ndjson", |item| {
        convert(item, &options)
    })
}

/// What a calendar holds is one line each. Of several that cannot be told apart, one that is refused does not hold the others up.
fn convert(item: Item<'_>, options: &Options<'_>) -> Result<Made, String> {
    let parsed = parse_bytes(item.bytes);
    let mut losses = Losses::new();
    let mut bytes = Vec::new();
    let mut refused = Vec::new();
    for calendar in &parsed.components {
        match calendar_to_series(calendar, options) {
            Ok(converted) => {
                for item in converted.drain_into(&mut losses) {
                    bytes.extend_from_slice(line(&item)?.as_bytes());
                    bytes.push(b'\n');
                }
            }
            Err(problem) => refused.push(problem.to_string()),
        }
    }
    if parsed.components.is_empty() {
        return Err("no iCalendar object".to_owned());
    }
    if bytes.is_empty() {
        return Err(refused.join("; "));
    }
    Ok(Made { bytes, losses: losses.as_slice().to_vec(), refused })
}

fn line(item: &viaduc_bluemind_icalendar::Item) -> Result<String, String> {
    let (kind, value) = match &item.value {
        Value::Series(series) => ("VEventSeries", serde_json::to_value(series)),
        Value::Todo(todo) => ("VTodo", serde_json::to_value(todo)),
        _ => return Err("an item of a kind this program does not know".to_owned()),
    };
    let mut line = json!({
        "uid": item.uid,
        "kind": kind,
        "value": value.map_err(|error| error.to_string())?,
    });
    if !item.uploads.is_empty()
        && let Some(members) = line.as_object_mut()
    {
        let uploads = item.uploads.iter().map(|upload| {
            json!({
                "occurrence": upload.occurrence,
                "name": upload.name,
                "mediaType": upload.media_type,
                "size": upload.bytes.len(),
            })
        });
        members.insert("uploads".to_owned(), uploads.collect());
    }
    serde_json::to_string(&line).map_err(|error| error.to_string())
}

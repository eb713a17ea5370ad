//! What the event validator refuses.

use serde_json::Value;

use crate::api::dates::When;
use crate::api::items::text;
use crate::fault::Fault;

/// Refuses a series a real server refuses, with its code.
pub(crate) fn check(series: &Value) -> Result<(), Fault> {
    let error = |why: &str| Fault::new("EVENT_ERROR", why);
    let main = series.get("main").filter(|main| main.is_object());
    let occurrences = series.get("occurrences").and_then(Value::as_array);
    if !series.is_object() || (main.is_none() && occurrences.is_none_or(Vec::is_empty)) {
        return Err(error("a series needs a main event or an occurrence"));
    }
    let mut seen: Vec<&Value> = Vec::new();
    for occurrence in occurrences.into_iter().flatten() {
        let recurid = occurrence.get("recurid").unwrap_or(&Value::Null);
        if seen.contains(&recurid) {
            return Err(Fault::new("EVENT_DUPLICATED_RECURID", "two occurrences of one instance"));
        }
        seen.push(recurid);
    }
    main.into_iter().chain(occurrences.into_iter().flatten()).try_for_each(event)?;
    counters(series)
}

fn counters(series: &Value) -> Result<(), Fault> {
    let list: Vec<&Value> =
        series.get("counters").and_then(Value::as_array).into_iter().flatten().collect();
    let accepts = series.get("acceptCounters").and_then(Value::as_bool) != Some(false);
    if !list.is_empty() && !accepts {
        return Err(Fault::new("EVENT_ACCEPTS_NO_COUNTERS", "counters are not accepted"));
    }
    let key = |counter: &Value| {
        (
            counter.pointer("/originator/email").cloned(),
            counter.pointer("/counter/recurid").cloned(),
        )
    };
    for (i, counter) in list.iter().enumerate() {
        if list.iter().skip(i + 1).any(|other| key(other) == key(counter)) {
            return Err(Fault::new("MULTIPLE_EVENT_COUNTERS", "two counters of one person"));
        }
    }
    Ok(())
}

fn date(value: Option<&Value>) -> Result<Option<When>, Fault> {
    value.filter(|v| !v.is_null()).map(When::read).transpose()
}

fn event(event: &Value) -> Result<(), Fault> {
    let error = |why: &str| Fault::new("EVENT_ERROR", why);
    let Some(start) = date(event.get("dtstart"))? else {
        return Err(Fault::new("NO_EVENT_DATE", "an event needs a start"));
    };
    if let Some(end) = date(event.get("dtend"))?
        && end.instant() < start.instant()
    {
        return Err(error("an event ends after it starts"));
    }
    for exdate in event.get("exdate").and_then(Value::as_array).into_iter().flatten() {
        date(Some(exdate))?;
    }
    if text(event, "summary").is_empty() {
        return Err(Fault::new("EMPTY_EVENT_TITLE", "an event needs a title"));
    }
    for file in event.get("attachments").and_then(Value::as_array).into_iter().flatten() {
        if text(file, "name").is_empty() || text(file, "publicUrl").is_empty() {
            return Err(Fault::new("EMPTY_EVENT_ATTACHMENT_VALUE", "a file needs name and url"));
        }
    }
    match event.get("rrule").filter(|rule| rule.is_object()) {
        Some(rule) => rrule(rule, &start),
        None => Ok(()),
    }
}

fn rrule(rule: &Value, start: &When) -> Result<(), Fault> {
    let error = |why: String| Fault::new("EVENT_ERROR", why);
    if text(rule, "frequency").is_empty() {
        return Err(error("a rule needs a frequency".to_owned()));
    }
    if let Some(until) = date(rule.get("until"))?
        && until.instant() < start.instant()
    {
        return Err(Fault::new(
            "EVENT_ENDREPEAT_PRIOR_TO_EVENT_DATE",
            "a series ends after its start",
        ));
    }
    for day in rule.get("byDay").and_then(Value::as_array).into_iter().flatten() {
        if !(2..=4).contains(&text(day, "day").chars().count()) {
            return Err(Fault::new("EVENT_WEEKDAY_INVALID", "a weekday has two letters"));
        }
    }
    let ranges = [
        ("bySecond", 0, 59),
        ("byMinute", 0, 59),
        ("byHour", 0, 23),
        ("byMonthDay", 1, 31),
        ("byYearDay", 1, 366),
        ("byWeekNo", 1, 53),
        ("byMonth", 1, 12),
    ];
    for (name, low, high) in ranges {
        let values = rule.get(name).and_then(Value::as_array).into_iter().flatten();
        for value in values.filter_map(Value::as_i64) {
            if !(low..=high).contains(&value) {
                return Err(error(format!("{name} {value} is outside {low} to {high}")));
            }
        }
    }
    Ok(())
}

//! UIDs: the series' own one out of what Exchange makes of it (MS-OXOCAL: PidLidGlobalObjectId).

use std::borrow::Cow;

use jiff::civil::Date;

/// What every GlobalObjectId starts with.
const OBJECT_ID: &str = "040000008200E00074C5B7101A82E008";
/// What stands before a foreign UID wrapped in one: `vCal-Uid` and a version.
const WRAPPED: &str = "7643616C2D55696401000000";

/// The UID of the whole series, and the day of the instance where the id names one.
pub(crate) fn series(id: &str) -> (Cow<'_, str>, Option<Date>) {
    let id = id.trim();
    let hex = id.len() >= 80 && id.bytes().all(|b| b.is_ascii_hexdigit());
    if !hex || !id.get(..32).is_some_and(|start| start.eq_ignore_ascii_case(OBJECT_ID)) {
        return (Cow::Borrowed(id), None);
    }
    if let Some(foreign) = foreign(id) {
        return (Cow::Owned(foreign), day(id));
    }
    let day = day(id);
    let clean = match (id.get(..32), id.get(40..)) {
        (Some(start), Some(rest)) if id.get(32..40) != Some("00000000") => {
            Cow::Owned(format!("{start}00000000{rest}"))
        }
        _ => Cow::Borrowed(id),
    };
    (clean, day)
}

/// The year, month and day in the ninth to twelfth byte; zeros on a whole series.
fn day(id: &str) -> Option<Date> {
    let number = |from: usize, to: usize| u16::from_str_radix(id.get(from..to)?, 16).ok();
    let year = i16::try_from(number(32, 36)?).ok().filter(|year| (1..=9999).contains(year))?;
    let (month, day) = (i8::try_from(number(36, 38)?).ok()?, i8::try_from(number(38, 40)?).ok()?);
    Date::new(year, month, day).ok()
}

/// The text after `vCal-Uid`, up to its NUL.
fn foreign(id: &str) -> Option<String> {
    let data = id.get(80..)?;
    let start = data.get(..WRAPPED.len()).filter(|start| start.eq_ignore_ascii_case(WRAPPED))?;
    let bytes: Vec<u8> = data
        .get(start.len()..)?
        .as_bytes()
        .chunks_exact(2)
        .map_while(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .take_while(|byte| *byte != 0)
        .collect();
    let text = String::from_utf8(bytes).ok()?;
    (!text.is_empty() && !text.chars().any(char::is_control)).then_some(text)
}

/// The day at the end of `OID.{id of the series}.{day}` (Graph: cancelledOccurrences, occurrenceId).
pub(crate) fn occurrence_day(id: &str) -> Option<Date> {
    crate::when::date(id.rsplit('.').next()?)
}

/// A UID for an item that has none: the same for the same bytes.
pub(crate) fn derived(bytes: &[u8]) -> String {
    /// Of the UIDs that this crate derives.
    const NAMESPACE: uuid::Uuid = uuid::uuid!("5f0c3a5e-3c2b-5d9a-9a38-1b9b8c4f6e21");
    uuid::Uuid::new_v5(&NAMESPACE, bytes).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn object_ids_are_cleaned_and_unwrapped() {
        let id = |day: &str, data: &str| {
            format!("{OBJECT_ID}{day}00112233445566770000000000000000{data}")
        };
        let master = id("00000000", "10000000AABBCCDDEEFF00112233445566778899");
        let instance = id("07E20605", "10000000AABBCCDDEEFF00112233445566778899");
        assert_eq!(series(&instance), (master.clone().into(), Some(jiff::civil::date(2018, 6, 5))));
        assert_eq!(series(&master), (master.as_str().into(), None));
        assert_eq!(series("abc@calendar.example"), ("abc@calendar.example".into(), None));
        let data: String = "abc@calendar.example\0".bytes().map(|b| format!("{b:02X}")).collect();
        let zeros = "0".repeat(40);
        let wrapped = format!("{OBJECT_ID}{zeros}2D000000{WRAPPED}{data}");
        assert_eq!(series(&wrapped), ("abc@calendar.example".into(), None));
    }
}

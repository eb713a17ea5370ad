//! Texts and times.

use jiff::{SignedDuration, Timestamp, civil::DateTime};
use viaduc_fidelity::{Losses, Place};

use super::bag::{Bag, tag};
use super::{Found, Reader};
use crate::attribute::id;
use crate::codepage::{CodePage, WESTERN};
use crate::codes::{CODE_PAGE, DATE, TEXT};
use crate::cursor::Cursor;
use crate::property::{Value, without_nul};

/// The code pages of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pages {
    /// That of `PtypString8` and of attributes (`attOemCodepage`).
    pub(super) string: CodePage,
    /// That of HTML as bytes (`PidTagInternetCodepage`), if it is told.
    pub(super) html: Option<CodePage>,
}

impl Reader {
    /// What `attOemCodepage` says; the properties may tell more.
    pub(super) fn pages(&mut self, found: &Found<'_>, place: &Place<'_>) -> Pages {
        let number = found.get(id::CODE_PAGE).and_then(|data| Cursor::new(data).u32());
        let string = number.filter(|number| *number != 0).map(|number| self.page(number, place));
        Pages { string: string.unwrap_or(WESTERN), html: None }
    }

    fn page(&mut self, number: u32, place: &Place<'_>) -> CodePage {
        CodePage::find(number).unwrap_or_else(|| {
            self.losses.note(&CODE_PAGE, place, &number.to_string());
            WESTERN
        })
    }

    /// What the properties say beside it.
    pub(super) fn more_pages(
        &mut self,
        found: &Found<'_>,
        bag: &mut Bag<'_>,
        pages: &mut Pages,
        place: &Place<'_>,
    ) {
        let mut told = [tag::INTERNET_CODE_PAGE, tag::MESSAGE_CODE_PAGE].map(|id| {
            let number = bag.take_number(id).and_then(|number| u32::try_from(number).ok());
            number.filter(|number| *number != 0)
        });
        let [html, message] = &mut told;
        pages.html = html.map(|number| self.page(number, &place.key("html")));
        if found.get(id::CODE_PAGE).is_none()
            && let Some(number) = message.or(*html)
        {
            pages.string = CodePage::find(number).unwrap_or(WESTERN);
        }
    }
}

/// Reads texts of one code page, and reports what is no text.
pub(super) struct Texts<'l> {
    pub(super) page: CodePage,
    pub(super) losses: &'l mut Losses,
}

impl Texts<'_> {
    /// The text of a property, taken out.
    pub(super) fn take(&mut self, bag: &mut Bag<'_>, id: u16, place: &Place<'_>) -> Option<String> {
        let (text, is_sound) = bag.take(id, |value| text(value, self.page))?;
        self.check(is_sound, &place.key(&format!("{id:#06x}")));
        Some(text)
    }

    /// The text of an attribute, up to its NUL.
    pub(super) fn attribute(&mut self, data: &[u8], place: &Place<'_>) -> String {
        let end = memchr::memchr(0, data).unwrap_or(data.len());
        let (text, is_sound) = self.page.decode(data.get(..end).unwrap_or_default());
        self.check(is_sound, place);
        text
    }

    pub(super) fn check(&mut self, is_sound: bool, place: &Place<'_>) {
        if !is_sound {
            self.losses.report(&TEXT, place);
        }
    }
}

/// The text of a value, and whether all of it is some; `None` if it is no text.
pub(super) fn text(value: &Value<'_>, page: CodePage) -> Option<(String, bool)> {
    if let Value::String8(bytes) = value {
        return Some(page.decode(bytes));
    }
    let Value::Unicode(bytes) = value else { return None };
    let (text, broken) = encoding_rs::UTF_16LE.decode_without_bom_handling(bytes);
    Some((text.into_owned(), !broken))
}

/// HTML of bytes: its BOM decides, then what is told, then whether it is UTF-8.
pub(super) fn html(bytes: &[u8], pages: Pages) -> (String, bool) {
    let bytes = without_nul(bytes, 1);
    if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        let rest = bytes.get(mark..).unwrap_or_default();
        return CodePage::Web(encoding).decode(rest);
    }
    if let Some(page) = pages.html {
        let read = page.decode(bytes);
        if read.1 {
            return read;
        }
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), true),
        Err(_) => pages.html.unwrap_or(pages.string).decode(bytes),
    }
}

/// The time of a property, taken out.
pub(super) fn take_time(
    bag: &mut Bag<'_>,
    id: u16,
    losses: &mut Losses,
    place: &Place<'_>,
) -> Option<Timestamp> {
    let ticks = bag.take(id, Value::as_time)?;
    let time = time(ticks);
    if time.is_none() {
        losses.report(&DATE, &place.key(&format!("{id:#06x}")));
    }
    time
}

/// Hundreds of nanoseconds since 1601, as a time that mail can say.
fn time(ticks: u64) -> Option<Timestamp> {
    /// From 1601 to 1970.
    const EPOCH: i64 = 11_644_473_600;
    let seconds = i64::try_from(ticks / 10_000_000).ok()? - EPOCH;
    let nanoseconds = i32::try_from(ticks % 10_000_000).ok()? * 100;
    let start = Timestamp::from_second(seconds).ok()?;
    let time = start.checked_add(SignedDuration::from_nanos(i64::from(nanoseconds))).ok()?;
    // 4501 is what Outlook writes for "never".
    (seconds >= -EPOCH + 86_400 && time < Timestamp::from_second(79_870_665_600).ok()?)
        .then_some(time)
}

/// The time of an attribute: seven numbers (MS-OXTNEF 2.1.3.3.2), taken as UTC.
pub(super) fn attribute_time(data: &[u8]) -> Option<Timestamp> {
    let mut cursor = Cursor::new(data);
    let mut number = || cursor.u16().and_then(|number| i16::try_from(number).ok());
    let year = number()?;
    let mut small = || number().and_then(|number| i8::try_from(number).ok());
    let (month, day, hour, minute, second) = (small()?, small()?, small()?, small()?, small()?);
    let civil = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
    civil.in_tz("UTC").ok().map(|zoned| zoned.timestamp())
}

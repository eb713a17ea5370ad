//! Occurrences that were changed (MS-OXOCAL §2.2.1.44.2 ExceptionInfo, §2.2.1.44.4 ExtendedException).

use jiff::civil::DateTime;

use super::RecurrenceBlob;
use super::reader::Reader;

/// A changed occurrence. What is `None` is as in the series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Changed {
    /// When the occurrence was to start.
    pub(crate) original: DateTime,
    pub(crate) start: DateTime,
    pub(crate) end: DateTime,
    pub(crate) subject: Option<String>,
    pub(crate) location: Option<String>,
    /// 0 free, 1 tentative, 2 busy, 3 out of office, 4 working elsewhere (PidLidBusyStatus).
    pub(crate) busy: Option<u32>,
    pub(crate) all_day: Option<bool>,
    /// What kind of meeting it is (PidLidAppointmentStateFlags): 1 a meeting, 2 received, 4 cancelled.
    pub(crate) meeting: Option<u32>,
    pub(crate) reminder: Option<bool>,
    /// Minutes before the start.
    pub(crate) reminder_minutes: Option<i32>,
    /// Flags of changes whose new value is not in these bytes but in an embedded message.
    pub(crate) elsewhere: u16,
}

/// Bits of OverrideFlags.
const SUBJECT: u16 = 0x1;
const MEETING: u16 = 0x2;
const REMINDER_MINUTES: u16 = 0x4;
const REMINDER: u16 = 0x8;
const LOCATION: u16 = 0x10;
const BUSY: u16 = 0x20;
const ATTACHMENTS: u16 = 0x40;
const ALL_DAY: u16 = 0x80;
const COLOUR: u16 = 0x100;
const BODY: u16 = 0x200;

/// What [`Changed::elsewhere`] stands for, in words.
pub(crate) const ELSEWHERE: [(u16, &str); 4] =
    [(MEETING, "meeting"), (ATTACHMENTS, "attachments"), (COLOUR, "colour"), (BODY, "body")];

/// Reads the second half of AppointmentRecurrencePattern (§2.2.1.44.5), and answers how many changed occurrences it
/// counts; those that can be read are in `blob`, also where the answer is `None`: the bytes end too early.
pub(super) fn read(reader: &mut Reader<'_>, blob: &mut RecurrenceBlob) -> Option<usize> {
    /// From here on, each ExtendedException starts with a ChangeHighlight.
    const HIGHLIGHTS: u32 = 0x3009;
    /// Before this one, strings were not told again in wide characters.
    const WIDE: u32 = 0x3008;
    let _reader_version = reader.long()?;
    let version = reader.long()?;
    let (start, _end) = (reader.long()?, reader.long()?);
    blob.start_minutes = Some(start).filter(|start| *start < 24 * 60);
    let changed = &mut blob.changed;
    let count = usize::from(reader.word()?);
    let mut flags = Vec::new();
    for _ in 0..count {
        let (read, its_flags) = info(reader)?;
        changed.push(read);
        flags.push(its_flags);
    }
    if version < WIDE && reader.0.is_empty() {
        return Some(count);
    }
    reader.reserved()?;
    for (changed, flags) in changed.iter_mut().zip(flags) {
        if version >= HIGHLIGHTS {
            reader.reserved()?;
        }
        reader.reserved()?;
        if flags & (SUBJECT | LOCATION) != 0 {
            extended(reader, changed, flags)?;
        }
    }
    reader.reserved()?;
    Some(count)
}

/// ExceptionInfo, and its OverrideFlags.
fn info(reader: &mut Reader<'_>) -> Option<(Changed, u16)> {
    let (start, end, original) = (reader.time()?, reader.time()?, reader.time()?);
    let flags = reader.word()?;
    let has = |flag: u16| flags & flag != 0;
    let subject = if has(SUBJECT) { Some(narrow(reader)?) } else { None };
    let meeting = if has(MEETING) { Some(reader.long()?) } else { None };
    let reminder_minutes =
        if has(REMINDER_MINUTES) { Some(reader.long()?.cast_signed()) } else { None };
    let reminder = if has(REMINDER) { Some(reader.long()? != 0) } else { None };
    let location = if has(LOCATION) { Some(narrow(reader)?) } else { None };
    let busy = if has(BUSY) { Some(reader.long()?) } else { None };
    if has(ATTACHMENTS) {
        reader.long()?;
    }
    let all_day = if has(ALL_DAY) { Some(reader.long()? != 0) } else { None };
    if has(COLOUR) {
        reader.long()?;
    }
    let elsewhere = flags & (MEETING | ATTACHMENTS | COLOUR | BODY);
    let changed = Changed {
        original,
        start,
        end,
        subject,
        location,
        busy,
        all_day,
        meeting,
        reminder,
        reminder_minutes,
        elsewhere,
    };
    Some((changed, flags))
}

/// The three times again, and the strings in wide characters, which count.
fn extended(reader: &mut Reader<'_>, changed: &mut Changed, flags: u16) -> Option<()> {
    reader.bytes(12)?;
    if flags & SUBJECT != 0 {
        changed.subject = Some(wide(reader)?);
    }
    if flags & LOCATION != 0 {
        changed.location = Some(wide(reader)?);
    }
    reader.reserved()
}

/// A string of one byte a character, after its length with and without the NUL that is not there. Its code page is not
/// told: it is read as Latin-1, and counts only where the wide characters are missing.
fn narrow(reader: &mut Reader<'_>) -> Option<String> {
    let _with_nul = reader.word()?;
    let length = reader.word()?;
    Some(reader.bytes(usize::from(length))?.iter().copied().map(char::from).collect())
}

/// UTF-16, after its number of units.
fn wide(reader: &mut Reader<'_>) -> Option<String> {
    let units = usize::from(reader.word()?);
    let (units, _) = reader.bytes(units.checked_mul(2)?)?.as_chunks();
    let units: Vec<u16> = units.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
    Some(String::from_utf16_lossy(&units))
}

//! What the writer of the tests wrote is read back, what is documented is read as documented, and nothing makes it fail.

use arbitrary::{Result, Unstructured};
use jiff::civil::{DateTime, date};

use super::*;

#[path = "../../tests/blob/mod.rs"]
mod blob;

use blob::{Blob, Change, minutes};

fn bytes(hex: &str) -> Vec<u8> {
    let digits: String = hex.split_whitespace().collect();
    digits
        .as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// MS-OXOCAL §4.1.1.3.
#[test]
fn every_three_days_and_two_deleted() {
    let read = RecurrenceBlob::read(&bytes(
        "0430 0430 0A20 0000 0000 A0050000 E0100000 00000000 21200000 0A000000 00000000
         02000000 A0C1DC0C 80D2DC0C 00000000 207EDC0C 0016DD0C
         06300000 09300000 E0010000 FE010000 0000 00000000 00000000",
    ))
    .unwrap();
    assert_eq!(read.pattern, Some(Pattern { every: Every::Day, interval: 3 }));
    assert_eq!(read.end, End::Day(date(2011, 5, 4)));
    assert_eq!(read.start, date(2011, 4, 7));
    assert_eq!(read.deleted(), [date(2011, 4, 19), date(2011, 4, 22)]);
    assert_eq!((read.fault, read.gregorian, read.regenerates), (None, true, false));
}

/// Written by hand: the second Tuesday and Thursday, counted together, of every other month, nine times; the second
/// occurrence is one hour later, in another place and free, its title has a letter beyond Latin-1.
#[test]
fn the_second_of_two_days_and_one_changed() {
    let read = RecurrenceBlob::read(&bytes(
        "0430 0430 0C20 0300 0000 00000000 02000000 00000000 14000000 02000000
         22200000 09000000 01000000 01000000 E028440D 01000000 E028440D
         80C6420D C08A4D0D
         06300000 09300000 1C020000 58020000 0100
         382B440D 742B440D FC2A440D 3100
         0400 0300 41213F 0500 0400 52202031 00000000
         00000000
         04000000 00000000 00000000 382B440D 742B440D FC2A440D
         0300 4100 2100 9503 0400 5200 2000 2000 3100 00000000
         00000000",
    ))
    .unwrap();
    let days = Days::from_mask(0b1_0100).unwrap();
    let within = Within::Nth(days, 2);
    assert_eq!(read.pattern, Some(Pattern { every: Every::Month(within), interval: 2 }));
    assert_eq!((read.end, read.fault), (End::After(9), None));
    let [changed] = &read.changed[..] else { panic!("{read:?}") };
    let at = |hour| date(2024, 3, 7).at(hour, 0, 0, 0);
    assert_eq!([changed.original, changed.start, changed.end], [at(9), at(10), at(11)]);
    assert_eq!(changed.subject.as_deref(), Some("A!\u{395}"));
    assert_eq!(changed.location.as_deref(), Some("R  1"));
    assert_eq!((changed.busy, changed.all_day, changed.elsewhere), (Some(0), None, 0));
    assert_eq!(read.removed, [changed.original.date()]);
    assert!(read.deleted().is_empty());
}

fn times(minutes: u32) -> DateTime {
    reader::time_of(minutes).unwrap()
}

fn text(u: &mut Unstructured<'_>) -> Result<Option<String>> {
    Ok(if u.arbitrary()? { Some(u.arbitrary::<&str>()?.chars().take(40).collect()) } else { None })
}

fn change(u: &mut Unstructured<'_>) -> Result<Change> {
    let original = minutes(1990, 1, 1, 0, 0) + u.int_in_range(0..=40_000_000)?;
    Ok(Change {
        start: u.arbitrary()?,
        end: u.arbitrary()?,
        original,
        subject: text(u)?,
        meeting: u.arbitrary()?,
        reminder_minutes: u.arbitrary()?,
        reminder: u.arbitrary()?,
        location: text(u)?,
        busy: u.arbitrary()?,
        attachments: u.arbitrary()?,
        all_day: u.arbitrary()?,
        colour: u.arbitrary()?,
        body: u.arbitrary()?,
    })
}

fn any(u: &mut Unstructured<'_>) -> Result<Blob> {
    let (kind, specific) = match u.int_in_range(0..=4)? {
        0 => (0, vec![]),
        1 => (1, vec![u.int_in_range(1..=127)?]),
        2 => (2, vec![u.int_in_range(1..=31)?]),
        3 => (4, vec![u.arbitrary()?]),
        _ => (3, vec![u.int_in_range(1..=127)?, u.int_in_range(1..=5)?]),
    };
    let number = u.int_in_range(1..=99)?;
    let yearly = kind > 1 && u.arbitrary()?;
    let period = match kind {
        0 => number * 1440,
        _ if yearly => number * 12,
        _ => number,
    };
    let changes: Vec<Change> =
        (0..u.int_in_range(0..=4)?).map(|_| change(u)).collect::<Result<_>>()?;
    let mut removed: Vec<u32> =
        changes.iter().map(|change| change.original / 1440 * 1440).collect();
    for _ in 0..u.int_in_range(0..=4)? {
        removed.push(minutes(1950, 1, 1, 0, 0) + 1440 * u.int_in_range(0..=9000)?);
    }
    let frequency = match kind {
        0 => 0x200a,
        1 => 0x200b,
        _ if yearly => 0x200d,
        _ => 0x200c,
    };
    Ok(Blob {
        frequency,
        kind,
        calendar: u.int_in_range(0..=0x17)?,
        period,
        sliding: u.int_in_range(0..=1)?,
        specific,
        end_type: *u.choose(&[0x2021, 0x2022, 0x2023, u32::MAX])?,
        count: u.int_in_range(1..=999)?,
        week_start: u.int_in_range(0..=6)?,
        moved: changes.iter().map(|change| change.start / 1440 * 1440).collect(),
        removed,
        start: minutes(u.int_in_range(1950..=2100)?, 2, 3, 0, 0),
        last: minutes(2101, 1, 1, 0, 0),
        time: 480,
        version: *u.choose(&[0x3008, 0x3009])?,
        changes,
    })
}

fn pattern_of(source: &Blob) -> Pattern {
    let interval = i32::try_from(source.period).unwrap();
    let day = |n: u32| i8::try_from(n).unwrap();
    let within = match source.kind {
        0 => return Pattern { every: Every::Day, interval: interval / 1440 },
        1 => {
            let start = Weekday::from_sunday_zero_offset(day(source.week_start)).unwrap();
            let days = Days::from_mask(source.specific[0]).unwrap();
            return Pattern { every: Every::Week(days, start), interval };
        }
        2 => Within::Day(day(source.specific[0])),
        4 => Within::Day(31),
        _ => {
            let n = source.specific[1];
            let days = Days::from_mask(source.specific[0]).unwrap();
            Within::Nth(days, if n == 5 { -1 } else { day(n) })
        }
    };
    match source.frequency {
        0x200d => Pattern { every: Every::Year(2, within), interval: interval / 12 },
        _ => Pattern { every: Every::Month(within), interval },
    }
}

#[test]
fn what_is_written_is_read() {
    viaduc_fixture_runner::search(200, |u| {
        let source = any(u)?;
        let read = RecurrenceBlob::read(&source.to_bytes()).unwrap();
        assert_eq!(read.fault, None, "{source:?}");
        assert_eq!(read.pattern, Some(pattern_of(&source)), "{source:?}");
        assert_eq!(read.regenerates, source.sliding != 0);
        assert_eq!(read.gregorian, ![6, 8, 13].contains(&source.calendar) && source.calendar < 13);
        let end = match source.end_type {
            0x2021 => End::Day(date(2101, 1, 1)),
            0x2022 => End::After(source.count),
            _ => End::Never,
        };
        assert_eq!((read.end, read.start), (end, times(source.start).date()));
        for (read, source) in read.changed.iter().zip(&source.changes) {
            let moved = [read.start, read.end, read.original];
            assert_eq!(moved, [source.start, source.end, source.original].map(times));
            assert_eq!((&read.subject, &read.location), (&source.subject, &source.location));
            assert_eq!(read.busy, source.busy);
            assert_eq!(read.all_day, source.all_day.map(|flag| flag != 0));
            assert_eq!(read.reminder, source.reminder.map(|flag| flag != 0));
            assert_eq!(read.reminder_minutes, source.reminder_minutes.map(u32::cast_signed));
            let elsewhere = [
                source.meeting.is_some(),
                source.attachments.is_some(),
                source.colour.is_some(),
                source.body,
            ];
            for ((flag, word), is) in ELSEWHERE.iter().zip(elsewhere) {
                assert_eq!(read.elsewhere & flag != 0, is, "{word}");
            }
        }
        assert_eq!(read.changed.len(), source.changes.len());
        let originals: Vec<Date> =
            source.changes.iter().map(|change| times(change.original).date()).collect();
        let deleted: std::collections::BTreeSet<Date> = source
            .removed
            .iter()
            .map(|day| times(*day).date())
            .filter(|day| !originals.contains(day))
            .collect();
        assert!(read.deleted().into_iter().eq(deleted), "{source:?}");
        let task = RecurrenceBlob::read_task(&source.pattern()).unwrap();
        assert_eq!((task.fault, task.pattern), (None, read.pattern));
        Ok(())
    });
}

#[test]
fn cut_anywhere_it_never_deletes_more() {
    viaduc_fixture_runner::search(200, |u| {
        let source = any(u)?;
        let bytes = source.to_bytes();
        let whole = RecurrenceBlob::read(&bytes).unwrap();
        let cut = u.int_in_range(0..=bytes.len() - 1)?;
        if let Some(read) = RecurrenceBlob::read(&bytes[..cut]) {
            assert_eq!(read.fault, Some(Fault::Cut), "{cut} of {source:?}");
            assert_eq!(read.pattern, whole.pattern);
            let deleted = whole.deleted();
            assert!(read.deleted().iter().all(|day| deleted.contains(day)));
            assert!(read.changed.len() <= whole.changed.len());
        } else {
            assert!(cut < source.pattern().len(), "{cut} of {source:?}");
        }
        let mut longer = bytes;
        longer.push(0);
        let read = RecurrenceBlob::read(&longer).unwrap();
        assert_eq!(read, RecurrenceBlob { fault: Some(Fault::Trailing), ..whole });
        Ok(())
    });
}

#[test]
fn no_count_asks_for_memory() {
    let mut source = Blob {
        frequency: 0x200a,
        kind: 0,
        calendar: 0,
        period: 1440,
        sliding: 0,
        specific: vec![],
        end_type: 0x2023,
        count: 10,
        week_start: 0,
        removed: vec![],
        moved: vec![],
        start: minutes(2024, 1, 1, 0, 0),
        last: 0x5ae9_80df,
        time: 480,
        version: 0x3009,
        changes: vec![],
    };
    let bytes = source.to_bytes();
    for at in (0..bytes.len()).step_by(2) {
        for wide in [&[0xff; 2][..], &[0xff; 4]] {
            let mut hostile = bytes.clone();
            for (byte, new) in hostile.iter_mut().skip(at).zip(wide) {
                *byte = *new;
            }
            if let Some(read) = RecurrenceBlob::read(&hostile) {
                assert!(read.removed.len() + read.changed.len() < bytes.len());
            }
        }
    }
    source.changes = vec![Change { original: u32::MAX, ..Change::default() }];
    let read = RecurrenceBlob::read(&source.to_bytes()).unwrap();
    assert_eq!(read.fault, Some(Fault::Counts));
}

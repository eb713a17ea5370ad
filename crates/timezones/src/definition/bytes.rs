//! The binary forms: little-endian numbers, one after the other.

use super::{Change, Day, Definition, Rule};

pub(super) struct Reader<'a>(pub(super) &'a [u8]);

/// PidLidTimeZoneStruct has nothing but one rule.
const STRUCTURE: usize = 48;

/// Reads either form.
pub(super) fn read(bytes: &[u8]) -> Option<Definition> {
    let mut reader = Reader(bytes);
    reader.definition().or_else(|| {
        let rule = (bytes.len() == STRUCTURE).then(|| Reader(bytes).structure())??;
        Some(Definition { name: String::new(), rules: vec![rule] })
    })
}

impl Reader<'_> {
    fn word(&mut self) -> Option<u16> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u16::from_le_bytes(*taken))
    }

    fn long(&mut self) -> Option<i32> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(i32::from_le_bytes(*taken))
    }

    fn skip(&mut self, count: usize) -> Option<()> {
        self.0 = self.0.get(count..)?;
        Some(())
    }

    /// Versions, size of what follows up to the rules, a reserved word, the name, the rules. The size is not trusted: it
    /// counts only where it leads to as many rules as there have to be.
    fn definition(&mut self) -> Option<Definition> {
        const VERSION: u16 = 0x0102;
        const MOST_RULES: u16 = 1024;
        const RULE: usize = 66;
        let all = self.0.len();
        if self.word()? != VERSION {
            return None;
        }
        let size = usize::from(self.word()?);
        let (reserved, units) = (self.word()?, usize::from(self.word()?));
        if all == STRUCTURE && reserved != 2 {
            return None;
        }
        let (name, _) = self.0.get(..units.checked_mul(2)?)?.as_chunks();
        let name: Vec<u16> = name.iter().map(|unit| u16::from_le_bytes(*unit)).collect();
        self.skip(2 * units)?;
        let count = self.word()?.min(MOST_RULES);
        let more = size.saturating_sub(6 + 2 * units);
        if self.0.len() == usize::from(count) * RULE + more {
            self.skip(more)?;
        }
        let rules: Vec<Rule> = (0..count).map_while(|_| self.rule()).collect();
        let name = String::from_utf16_lossy(&name).trim_end_matches('\0').to_owned();
        (!rules.is_empty() || !name.is_empty()).then_some(Definition { name, rules })
    }

    /// TZRule: versions, reserved, flags, year, 14 unused bytes, biases, two dates.
    fn rule(&mut self) -> Option<Rule> {
        self.skip(4)?;
        let (flags, year) = (self.word()?, self.word()?);
        self.skip(14)?;
        Some(Rule {
            year: i16::try_from(year).unwrap_or(i16::MAX),
            effective: flags & 3 != 0,
            bias: self.long()?,
            standard_bias: self.long()?,
            daylight_bias: self.long()?,
            to_standard: self.change()?,
            to_daylight: self.change()?,
        })
    }

    /// PidLidTimeZoneStruct: biases, then a year and a date for each of the changes.
    fn structure(&mut self) -> Option<Rule> {
        let (bias, standard_bias, daylight_bias) = (self.long()?, self.long()?, self.long()?);
        let (_, to_standard) = (self.word()?, self.change()?);
        let (_, to_daylight) = (self.word()?, self.change()?);
        let year = i16::MIN;
        Some(Rule {
            year,
            effective: true,
            bias,
            standard_bias,
            daylight_bias,
            to_standard,
            to_daylight,
        })
    }

    /// SYSTEMTIME: year, month, weekday, day, hour, minute, second, millisecond. With a year, the day is one of the month;
    /// without one, it is the n-th such weekday.
    fn change(&mut self) -> Option<Change> {
        let (year, month, weekday, day) = (self.word()?, self.word()?, self.word()?, self.word()?);
        let (hour, minute, second, milli) =
            (self.word()?, self.word()?, self.word()?, self.word()?);
        let small = |number: u16| i8::try_from(number).unwrap_or(i8::MAX);
        let seconds = u32::from(hour) * 3600 + u32::from(minute) * 60 + u32::from(second);
        // How Windows writes the midnight at the end of a day.
        let seconds = seconds + u32::from(milli == 999 && seconds == 86_399);
        let day = match (month, year) {
            (0, _) => Day::Never,
            (month, 0) => Day::Nth { month: small(month), weekday: small(weekday), n: small(day) },
            (month, year) => Day::Once {
                year: i16::try_from(year).unwrap_or(i16::MAX),
                month: small(month),
                day: small(day),
            },
        };
        Some(Change { day, seconds })
    }
}

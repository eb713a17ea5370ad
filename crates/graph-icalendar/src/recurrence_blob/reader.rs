//! Little-endian numbers, one after the other.

use jiff::SignedDuration;
use jiff::civil::{Date, DateTime, date};

pub(super) struct Reader<'a>(pub(super) &'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    pub(super) fn word(&mut self) -> Option<u16> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u16::from_le_bytes(*taken))
    }

    pub(super) fn long(&mut self) -> Option<u32> {
        let (taken, rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        Some(u32::from_le_bytes(*taken))
    }

    /// Minutes since 1601, as a local time.
    pub(super) fn time(&mut self) -> Option<DateTime> {
        time_of(self.long()?)
    }

    /// The same, the time of day left out.
    pub(super) fn day(&mut self) -> Option<Date> {
        day_of(self.long()?)
    }

    /// A count and as many days. A count beyond the bytes is none.
    pub(super) fn days(&mut self) -> Option<Vec<Date>> {
        let count = usize::try_from(self.long()?).ok()?;
        let bytes = self.bytes(count.checked_mul(4)?)?;
        let mut days = Reader(bytes);
        (0..count).map(|_| days.day()).collect()
    }

    /// A size and as many bytes that mean nothing.
    pub(super) fn reserved(&mut self) -> Option<()> {
        let size = usize::try_from(self.long()?).ok()?;
        self.bytes(size).map(|_| ())
    }
}

pub(super) fn time_of(minutes: u32) -> Option<DateTime> {
    let start = date(1601, 1, 1).at(0, 0, 0, 0);
    // In two steps: the whole can be more than a duration between two instants may be.
    let later = |at: DateTime, minutes: u32| {
        at.checked_add(SignedDuration::from_secs(i64::from(minutes) * 60)).ok()
    };
    later(later(start, minutes / 2)?, minutes - minutes / 2)
}

pub(super) fn day_of(minutes: u32) -> Option<Date> {
    time_of(minutes).map(DateTime::date)
}

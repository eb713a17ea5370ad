use jiff::civil::DateTime;
use jiff::tz::{Dst, Offset, TimeZone};
use jiff::{SignedDuration, Timestamp};

/// How far transitions are listed: every zone's rule is regular from 2088 on, and 60 years of a rule show its shape.
const HORIZON: i64 = 7_258_118_400; // 2200-01-01T00:00:00Z

/// What clocks do at a transition.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Change {
    pub(super) from: Offset,
    pub(super) to: Offset,
    pub(super) name: String,
    /// Written as DAYLIGHT.
    pub(super) summer: bool,
}

/// One transition of a zone.
#[derive(Clone, Debug)]
pub(super) struct Onset {
    pub(super) at: Timestamp,
    /// By the clocks before the transition, as DTSTART of an observance has it.
    pub(super) local: DateTime,
    pub(super) change: Change,
}

impl Onset {
    /// Rules without a beginning would be listed from the year -9999 on; many readers know no year before 1970.
    pub(super) const SINCE_1970: Timestamp = Timestamp::UNIX_EPOCH;

    /// Every transition of a zone from `start` up to the horizon, in order, after one far in the past for what was in
    /// force before.
    pub(super) fn all(zone: &TimeZone, start: Timestamp) -> Vec<Self> {
        let end = Timestamp::from_second(HORIZON).unwrap_or(Timestamp::MAX);
        let first = zone.to_offset_info(start);
        let (mut from, mut was_summer) = (first.offset(), first.dst() == Dst::Yes);
        let mut onsets = vec![Self {
            at: Timestamp::MIN,
            local: DateTime::MIN,
            change: Change {
                from,
                to: from,
                name: first.abbreviation().to_owned(),
                summer: was_summer,
            },
        }];
        for transition in zone.following(start).take_while(|t| t.timestamp() < end) {
            let (at, to) = (transition.timestamp(), transition.offset());
            let flag = transition.dst() == Dst::Yes;
            let summer = if flag == was_summer { flag } else { is_summer(from, to, flag) };
            was_summer = flag;
            let change = Change { from, to, name: transition.abbreviation().to_owned(), summer };
            onsets.push(Self { at, local: local(at, from), change });
            from = to;
        }
        onsets
    }
}

/// Clocks that go forward begin summer time, whatever a zone's law calls it.
fn is_summer(from: Offset, to: Offset, flag: bool) -> bool {
    match to.seconds().cmp(&from.seconds()) {
        std::cmp::Ordering::Greater => true,
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => flag,
    }
}

fn local(at: Timestamp, offset: Offset) -> DateTime {
    let shift = SignedDuration::from_secs(i64::from(offset.seconds()));
    let utc = Offset::UTC.to_datetime(at);
    utc.saturating_add(shift)
}

//! A series in a zone: what Graph tells of it, what MAPI keeps of it, and when its occurrences are.

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use base64::Engine as _;
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp, tz::TimeZone};
use viaduc_contentline::Dialect;
use viaduc_graph_icalendar::{Context, Profile, event_to_calendar};
use viaduc_graph_types::{Event, SingleValueProperty};

use crate::blob::Change;
use crate::exchange::{End, LIMIT, Source, minutes_of};
use crate::expand::{Found, expand, lengths};

/// Who tells of the changed and deleted occurrences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Teller {
    /// `exceptionOccurrences` and `cancelledOccurrences`.
    Lists,
    /// `instances`, which has unchanged occurrences too, and `cancelledOccurrences`.
    Instances,
    /// MAPI's recurrence, beside Graph's.
    Stored,
    /// MAPI's recurrence, and no recurrence of Graph's at all.
    StoredAlone,
    /// All of them.
    Everybody,
}

/// Who names the zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zoned {
    Event,
    Series,
    Mailbox,
}

/// A series in a zone.
#[derive(Debug)]
pub(crate) struct Case {
    name: &'static str,
    pub(crate) zone: TimeZone,
    zoned: Zoned,
    teller: Teller,
    pub(crate) all_day: bool,
    start: Date,
    time: Time,
    source: Source,
    end: End,
    days: Vec<Date>,
    deleted: BTreeSet<Date>,
    changed: BTreeSet<Date>,
    /// Days of occurrences that the rule does not make.
    added: BTreeSet<Date>,
    /// How much later the changed occurrences are, in hours; days where they are all-day.
    shift: i64,
    last: Date,
}

fn wire(at: Timestamp) -> String {
    TimeZone::UTC.to_datetime(at).strftime("%Y-%m-%dT%H:%M:%S.0000000").to_string()
}

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// Some of the occurrences, at most three.
fn some(u: &mut Unstructured<'_>, of: &[Date]) -> Result<BTreeSet<Date>> {
    let mut chosen = BTreeSet::new();
    for _ in 0..u.int_in_range(0..=3)? {
        if !of.is_empty() {
            chosen.insert(*u.choose(of)?);
        }
    }
    Ok(chosen)
}

/// A day and a time of it; often one that clocks skip or show twice some days or weeks later.
pub(crate) fn start(u: &mut Unstructured<'_>, zone: &TimeZone) -> Result<(Date, Time)> {
    let (year, month) = (u.int_in_range(1950..=2100)?, u.int_in_range(1..=12)?);
    let day = Date::new(year, month, u.int_in_range(1..=28)?).unwrap();
    let time = Time::new(u.int_in_range(0..=23)?, *u.choose(&[0, 30, 45])?, 0, 0).unwrap();
    let noon = TimeZone::UTC.to_timestamp(day.at(12, 0, 0, 0)).unwrap();
    let change = zone.following(noon).next().filter(|_| u.ratio(1, 2).unwrap_or(false));
    let Some(change) = change.filter(|change| zone.to_datetime(change.timestamp()).year() < 2100)
    else {
        return Ok((day, time));
    };
    let around =
        change.timestamp() + hours(-1) + SignedDuration::from_mins(15 * u.int_in_range(0..=8)?);
    // By the clocks that were not changed, an hour later may be one that nobody sees.
    let old = zone.to_offset(change.timestamp() - SignedDuration::from_secs(1));
    let local = if u.arbitrary()? { old.to_datetime(around) } else { zone.to_datetime(around) };
    let before = hours(24 * i64::from(*u.choose(&[1, 2, 7, 14, 28])?));
    let time = Time::new(local.hour(), local.minute(), 0, 0).unwrap();
    Ok((local.date() - before, time))
}

impl Case {
    /// `None` where no clock shows the start.
    pub(crate) fn arbitrary(u: &mut Unstructured<'_>, name: &'static str) -> Result<Option<Self>> {
        let zone = viaduc_timezones::resolve(name, None).unwrap().zone;
        let all_day: bool = u.ratio(1, 3)?;
        let (start, time) = start(u, &zone)?;
        let source = Source::arbitrary(u)?;
        let last = Date::new(start.year() + 10, 12, 31).unwrap();
        let end = match u.int_in_range(0..=3)? {
            0 => End::Never,
            1 => End::After(u.int_in_range(1..=60)?),
            2 => End::Day(start + hours(24 * u.int_in_range(0..=2000)?)),
            _ => match source.occurrences(start, End::Never, last).as_slice() {
                [] => End::Never,
                days => End::Day(*u.choose(days)?),
            },
        };
        let days = source.occurrences(start, end, last);
        let deleted = some(u, &days)?;
        let mut changed: BTreeSet<Date> = some(u, &days)?.difference(&deleted).copied().collect();
        let teller = *u.choose(&[
            Teller::Lists,
            Teller::Instances,
            Teller::Stored,
            Teller::StoredAlone,
            Teller::Everybody,
        ])?;
        // MAPI's recurrence starts with an occurrence: it has one.
        let teller = if days.is_empty() { Teller::Lists } else { teller };
        let zoned = *u.choose(&[Zoned::Event, Zoned::Series, Zoned::Mailbox])?;
        // Where nobody names the zone, the day and time that MAPI says tell it: they are those of the start.
        let is_told = zoned != Zoned::Mailbox || days.first() == Some(&start);
        let is_stored = matches!(teller, Teller::Stored | Teller::StoredAlone);
        let teller = if is_stored && !is_told { Teller::Lists } else { teller };
        // An exception to a day that the series does not have: nobody can tell that day where nobody knows the zone.
        if zoned != Zoned::Mailbox && !days.is_empty() && u.ratio(1, 8)? {
            let outside = start + hours(24 * u.int_in_range(-40..=400)?);
            changed.extend(Some(outside).filter(|day| !deleted.contains(day)));
        }
        let mut added = BTreeSet::new();
        if teller == Teller::Instances && zoned != Zoned::Mailbox && u.ratio(1, 8)? {
            let day = start + hours(24 * u.int_in_range(-40..=400)?);
            let is_ruled = source.all(start, end, day).contains(&day);
            added.extend(Some(day).filter(|day| !is_ruled && !changed.contains(day)));
        }
        let shift = u.int_in_range(-60..=60)?;
        let case = Self {
            name,
            zone,
            zoned,
            teller,
            all_day,
            start,
            time,
            source,
            end,
            days,
            deleted,
            changed,
            added,
            shift,
            last,
        };
        let shown = all_day || case.zone.to_datetime(case.at(start)) == start.to_datetime(time);
        Ok(Some(case).filter(|_| shown))
    }

    fn at(&self, day: Date) -> Timestamp {
        if self.all_day {
            TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap()
        } else {
            self.zone.to_timestamp(day.to_datetime(self.time)).unwrap()
        }
    }

    /// Graph tells an all-day occurrence's original start as its local midnight.
    fn original(&self, day: Date) -> Timestamp {
        match self.all_day {
            true => self.zone.to_timestamp(day.at(0, 0, 0, 0)).unwrap(),
            false => self.at(day),
        }
    }

    fn is_stored(&self) -> bool {
        matches!(self.teller, Teller::Stored | Teller::StoredAlone)
    }

    /// When a changed occurrence is, in local time.
    fn later(&self, day: Date) -> DateTime {
        match self.all_day {
            true => (day + hours(24 * self.shift)).at(0, 0, 0, 0),
            false if self.is_stored() || self.teller == Teller::Everybody => {
                day.to_datetime(self.time) + hours(self.shift)
            }
            false => self.zone.to_datetime(self.at(day) + hours(self.shift)),
        }
    }

    fn moved(&self, day: Date) -> Timestamp {
        let zone = if self.all_day { &TimeZone::UTC } else { &self.zone };
        match self.is_stored() || self.all_day || self.teller == Teller::Everybody {
            true => zone.to_timestamp(self.later(day)).unwrap(),
            false => self.at(day) + hours(self.shift),
        }
    }

    fn slot(&self, start: Timestamp) -> String {
        let length = hours(if self.all_day { 24 } else { 1 });
        format!(
            r#""start":{{"dateTime":"{}","timeZone":"UTC"}},"end":{{"dateTime":"{}","timeZone":"UTC"}},"isAllDay":{}"#,
            wire(start),
            wire(start + length),
            self.all_day
        )
    }

    fn json(&self) -> String {
        let exceptions: Vec<String> = self.changed.iter().enumerate().map(|(n, day)| format!(
            r#"{{"id":"e{n}","subject":"moved","type":"exception","originalStart":"{}",{}}}"#,
            self.original(*day), self.slot(self.moved(*day))
        )).collect();
        let cancelled: Vec<String> =
            self.deleted.iter().map(|day| format!(r#""OID.AAMk.{day}""#)).collect();
        let (exceptions, cancelled) = (exceptions.join(","), cancelled.join(","));
        let told = match self.teller {
            Teller::Lists => format!(
                r#","exceptionOccurrences":[{exceptions}],"cancelledOccurrences":[{cancelled}]"#
            ),
            Teller::Instances => {
                let plain: Vec<String> = self
                    .plain()
                    .map(|day| {
                        format!(
                            r#"{{"id":"i{day}","subject":"x","type":"occurrence",{}}}"#,
                            self.slot(self.at(day))
                        )
                    })
                    .collect();
                let comma = if plain.is_empty() || exceptions.is_empty() { "" } else { "," };
                format!(
                    r#","instances":[{exceptions}{comma}{}],"cancelledOccurrences":[{cancelled}]"#,
                    plain.join(",")
                )
            }
            Teller::Everybody => format!(
                r#","exceptionOccurrences":[{exceptions}],"instances":[{exceptions}],"cancelledOccurrences":[{cancelled}]"#
            ),
            Teller::Stored | Teller::StoredAlone => String::new(),
        };
        let name = self.name;
        let made = match self.zoned {
            Zoned::Event | Zoned::Series => {
                format!(r#""originalStartTimeZone":"{name}","originalEndTimeZone":"{name}","#)
            }
            Zoned::Mailbox => String::new(),
        };
        let range = self.end.json(self.start, if self.zoned == Zoned::Series { name } else { "" });
        let recurrence = match self.teller {
            Teller::StoredAlone => String::new(),
            Teller::Lists | Teller::Instances | Teller::Stored | Teller::Everybody => {
                format!(r#","recurrence":{{"pattern":{},"range":{range}}}"#, self.source.json())
            }
        };
        format!(
            r#"{{"id":"1","iCalUId":"u","subject":"x","type":"seriesMaster","lastModifiedDateTime":"2024-01-01T00:00:00Z",{made}{}{recurrence}{told}}}"#,
            self.slot(self.at(self.start))
        )
    }

    /// MAPI's recurrence, with the changed occurrences and the deleted ones.
    fn stored(&self) -> SingleValueProperty {
        let day_minutes = match self.all_day {
            true => 0,
            false => i64::from(self.time.hour()) * 60 + i64::from(self.time.minute()),
        };
        let first = *self.days.first().unwrap_or(&self.start);
        let time = u32::try_from(day_minutes).unwrap();
        let mut stored = self.source.stored(first, time, self.end);
        for day in self.deleted.iter().chain(&self.changed) {
            stored.removed.push(minutes_of(*day, 0));
        }
        for day in &self.changed {
            let later = self.later(*day);
            let after = i64::from(later.hour()) * 60 + i64::from(later.minute());
            let start = minutes_of(later.date(), after);
            stored.moved.push(minutes_of(later.date(), 0));
            stored.changes.push(Change {
                start,
                end: start + if self.all_day { 1440 } else { 60 },
                original: minutes_of(*day, day_minutes),
                subject: Some("moved".to_owned()),
                ..Change::default()
            });
        }
        SingleValueProperty {
            id: Some("Binary {00062002-0000-0000-C000-000000000046} Id 0x8216".to_owned()),
            value: Some(base64::engine::general_purpose::STANDARD.encode(stored.to_bytes())),
            ..SingleValueProperty::default()
        }
    }

    fn is_gone(&self, day: Date) -> bool {
        self.changed.contains(&day) || self.deleted.contains(&day)
    }

    /// Occurrences that are told one by one and not changed: some of the rule's, and all others.
    fn plain(&self) -> impl Iterator<Item = Date> {
        let ruled = self.days.iter().filter(|day| !self.is_gone(**day)).step_by(7);
        ruled.chain(&self.added).copied()
    }

    /// What is left of the rule's days, and those beside it. A series that has none is its first day.
    fn left(&self, days: &[Date]) -> Vec<Date> {
        let nothing = self.days.is_empty() && self.changed.is_empty() && self.added.is_empty();
        if nothing {
            let all = self.source.occurrences(self.start, End::Never, self.last);
            return all.into_iter().take(1).collect();
        }
        let ruled = days.iter().filter(|day| !self.is_gone(**day));
        ruled.chain(&self.added).copied().collect()
    }

    fn found(&self, days: &[Date]) -> Found {
        let changed = self.changed.iter().map(|day| (self.moved(*day), "moved".to_owned()));
        let left = self.left(days).into_iter().map(|day| (self.at(day), "x".to_owned()));
        left.chain(changed).collect()
    }

    /// The day up to which readers are asked: some tens of occurrences, or ten years.
    pub(crate) fn asked(&self) -> Date {
        self.days.get(LIMIT - 1).copied().unwrap_or(self.last)
    }

    /// Everything that happens before a day: like [`Self::expected`], without a limit but that day.
    pub(crate) fn before(&self, end: Date) -> Found {
        // A changed occurrence is at most so much earlier than the day that it is of.
        let days = self.source.all(self.start, self.end, end + hours(24 * 70));
        let end = TimeZone::UTC.to_timestamp(end.at(0, 0, 0, 0)).unwrap();
        self.found(&days).into_iter().filter(|(start, _)| *start < end).collect()
    }

    /// The local times of its occurrences before a day, of the days that changed ones are of, and of those that are changed.
    pub(crate) fn walls(&self, end: Date) -> Vec<DateTime> {
        let days = self.source.all(self.start, self.end, end);
        let days = days.into_iter().chain(self.left(&[])).chain(self.changed.iter().copied());
        let slots = days.map(|day| day.to_datetime(self.time));
        slots.chain(self.changed.iter().map(|day| self.later(*day))).collect()
    }

    /// The local time of the last occurrence of a series that ends on a day, and of the one that would be next.
    pub(crate) fn last_wall(&self) -> Option<(DateTime, Option<DateTime>)> {
        let End::Day(day) = self.end else { return None };
        let days = self.source.all(self.start, End::Never, day + hours(24 * 400));
        let (before, after): (Vec<_>, Vec<_>) = days.into_iter().partition(|one| *one <= day);
        let wall = |day: &Date| day.to_datetime(self.time);
        Some((wall(before.last()?), after.first().map(wall)))
    }

    /// The event of it, with MAPI's recurrence where that tells.
    pub(crate) fn event(&self) -> Event {
        let mut event: Event = viaduc_wire::read(self.json().as_bytes()).unwrap();
        if self.is_stored() || self.teller == Teller::Everybody {
            event.single_value_extended_properties.push(self.stored());
        }
        event
    }

    /// The calendar of it.
    pub(crate) fn calendar(&self, profile: Profile) -> String {
        let mut context = Context::default();
        context.profile = profile;
        // Nobody can tell one of two days in a row by a midnight somewhere, unless somebody knows where.
        if self.zoned == Zoned::Mailbox && (self.source.is_dense() || !self.all_day) {
            context.mailbox_zone = Some(self.name);
        }
        match event_to_calendar(&self.event(), &context) {
            Ok(converted) => converted.value().to_text(Dialect::ICalendar),
            Err(error) => panic!("{error}: {self:?}"),
        }
    }

    pub(crate) fn holds(&self, profile: Profile) {
        let text = self.calendar(profile);
        assert!(profile != Profile::BlueMind || !text.contains("BYMONTHDAY=-"), "{text}");
        let found = expand(&text, LIMIT, self.last);
        assert_eq!(found, self.found(&self.days), "{self:?}\n{}\n{text}", self.json());
        for (summary, length) in lengths(&text) {
            // MAPI tells the end of a changed occurrence by the clocks on the wall.
            let by_clock = summary == "moved" && self.is_stored();
            let expected = hours(if self.all_day { 24 } else { 1 });
            assert!(by_clock || length == expected, "{summary} lasts {length}\n{text}");
        }
    }
}

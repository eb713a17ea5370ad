//! Events and tasks as BlueMind's server stores them.

mod people;

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use jiff::civil::DateTime;
use viaduc_bluemind_types::{
    Alarm, AlarmAction, AttachedFile, BmDateTime, Classification, CounterOriginator, Frequency,
    IcsUid, RRule, Status, TagRef, Transparency, VEventCounter, VEventSeries, VTodo, WeekDay,
};
use viaduc_wire::{Dict, List};

use super::text::HTML;
use crate::Tags;
use crate::element::{Element, Ends, TodoEnds};
use crate::read::WEEK;
use crate::when::{When, Zone};

const ZONES: &[&str] = &[
    "Europe/Paris",
    "Asia/Calcutta",
    "America/New_York",
    "UTC",
    "Australia/Lord_Howe",
    "Africa/Casablanca",
    "Etc/UTC",
    "GMT",
    "Z",
    "+02:00",
    "Etc/GMT-2",
    "GMT-3",
];
const TEXTS: &[&str] = &[
    "Council",
    "Été, à 9 h; \"x\"",
    "line\nline",
    "a\\nb",
    ":;,=^'",
    "  spaced  ",
    "日本",
    "-",
    "'quoted'",
    "^n",
    "two\r\nlines\r\n",
    "\r\n \n\r",
    "\u{85}next\u{2028}line\u{7f}\u{1b}",
    " ",
    "\u{a0}%22\"\t",
];
const KEYS: &[&str] = &[
    "X-MINE",
    "X-MINE#002",
    "X-MINE#003",
    "source id",
    "SUMMARY",
    "ATTENDEE",
    "DTSTAMP",
    "CONFERENCE",
    "X#1",
    "é",
    "URL",
    " \r\n",
    "BEGIN",
];
const STATUSES: &[Status] = &[
    Status::Confirmed,
    Status::Tentative,
    Status::Cancelled,
    Status::NeedsAction,
    Status::InProcess,
    Status::Completed,
];
const VALUES: &[&str] = &[
    "1",
    "a\nb",
    "X-MINE:x",
    "X-MINE;A=b:c",
    "",
    "ATTENDEE:mailto:bob@valmont.example",
    "ATTENDEE;CN=Z:z",
    "a\\, b",
    "a\r\nb",
    "\u{2029}",
    "ATTENDEE;X-BLUEMIND-AS-IS=TRUE:z",
    "URL:javascript:alert(1)",
];

const LINKS: &[&str] = &[
    "https://files.valmont.example/1?a=b,c",
    "https://files.valmont.example/1?a=b,c\r\n",
    "tel:+331,,1#",
    "cid:part1",
    "plan.pdf",
    " x y ",
];
const NAMES: &[&str] =
    &["plan, \"1\".pdf", "C:\\plans\\1.pdf", "\\", "a/b/", " plan.pdf ", "^\r\n%CRLF", "%41"];

/// A series, and the tags it refers to.
///
/// # Errors
/// When `u` has nothing left.
pub fn stored_series(u: &mut Unstructured<'_>) -> Result<(VEventSeries, Tags)> {
    let mut make = Make { u, tags: Tags::in_container("tags_bob".into()) };
    let start = make.start()?;
    let mut series = VEventSeries {
        ics_uid: Some(IcsUid::from(*make.u.choose(&["u1/ä+b", " u\r\n"])?)),
        accept_counters: Some(make.u.arbitrary()?),
        properties: make.properties()?,
        x_properties: make.properties()?,
        occurrences: List::from(Vec::new()),
        ..VEventSeries::default()
    };
    let orphan = make.u.ratio(1, 6)?;
    if !orphan {
        let mut element = make.element(&start)?;
        if make.u.ratio(2, 3)? {
            make.repeat(&mut element, &start)?;
        }
        series.main = Some(element.into_event(make.ends(&start)?));
    }
    let mut days = BTreeSet::new();
    for _ in 0..make.u.int_in_range(usize::from(orphan)..=3)? {
        let day = make.u.int_in_range(0..=200)?;
        let (Some(recurid), Some(moved)) = (start.plus(day, 0), start.plus(day, 0)) else {
            continue;
        };
        if days.insert(day) {
            let element = make.element(&moved)?;
            let ends = make.ends(&moved)?;
            // The server renames the zone of the start, not that of the id.
            let recurid = make.elsewhere(&recurid)?;
            series.occurrences.push(element.into_occurrence(ends, recurid));
        }
    }
    if make.u.ratio(1, 4)? {
        let element = make.element(&start)?;
        let ends = make.ends(&start)?;
        let originator = CounterOriginator {
            email: Some("bob@valmont.example".into()),
            ..CounterOriginator::default()
        };
        let counter = element.into_occurrence(ends, start.to_bm());
        series.counters = List::from(vec![VEventCounter {
            originator: Some(originator),
            counter: Some(counter),
            ..VEventCounter::default()
        }]);
    }
    Ok((series, make.tags))
}

/// A task, and the tags it refers to.
///
/// # Errors
/// When `u` has nothing left.
pub fn stored_todo(u: &mut Unstructured<'_>) -> Result<(VTodo, Tags)> {
    let mut make = Make { u, tags: Tags::in_container("tags_bob".into()) };
    let start = make.start()?;
    let mut element = make.element(&start)?;
    let done = make.u.arbitrary()?;
    element.status = Some(if done { Status::Completed } else { Status::InProcess });
    let ends = TodoEnds {
        due: make.later(&start)?,
        percent: Some(make.u.int_in_range(0..=100)?),
        completed: if done && make.u.ratio(1, 3)? {
            make.elsewhere(&start)?
        } else if done && !start.is_day() && !matches!(start, When::Floating(_)) {
            make.later(&start)?
        } else {
            None
        },
        uid: Some(IcsUid::from("t1")),
    };
    if done && ends.completed.is_none() {
        element.status = Some(Status::NeedsAction);
    }
    Ok((element.into_todo(ends), make.tags))
}

struct Make<'a, 'u> {
    u: &'a mut Unstructured<'u>,
    tags: Tags,
}

impl Make<'_, '_> {
    fn start(&mut self) -> Result<When> {
        let day = self.u.int_in_range(1..=28)?;
        let time = DateTime::constant(
            self.u.int_in_range(1990..=2040)?,
            self.u.int_in_range(1..=12)?,
            day,
            self.u.int_in_range(0..=23)?,
            self.u.int_in_range(0..=59)?,
            0,
            0,
        );
        Ok(match self.u.int_in_range(0..=4)? {
            0 => When::Day(time.date()),
            1 => When::Floating(time),
            _ => {
                let name = self.u.choose(ZONES)?;
                Zone::of_bluemind(name)
                    .and_then(|zone| When::local(&zone, time))
                    .unwrap_or(When::Floating(time))
            }
        })
    }

    fn text(&mut self) -> Result<Option<String>> {
        Ok(if self.u.arbitrary()? { Some((*self.u.choose(TEXTS)?).to_owned()) } else { None })
    }

    fn link(&mut self) -> Result<Option<String>> {
        Ok(if self.u.arbitrary()? { Some((*self.u.choose(LINKS)?).to_owned()) } else { None })
    }

    fn later(&mut self, start: &When) -> Result<Option<BmDateTime>> {
        let days = self.u.int_in_range(1..=3)?;
        Ok(start.plus(days, 0).and_then(|end| end.to_bm()))
    }

    /// The same instant, told in another zone.
    fn elsewhere(&mut self, start: &When) -> Result<Option<BmDateTime>> {
        let zone = Zone::of_bluemind(self.u.choose(ZONES)?);
        Ok(match (start, zone) {
            (When::At(_, at), Some(zone)) => When::at(&zone, at.timestamp()).to_bm(),
            _ => start.to_bm(),
        })
    }

    fn ends(&mut self, start: &When) -> Result<Ends> {
        let transparency =
            if self.u.arbitrary()? { Transparency::Opaque } else { Transparency::Transparent };
        Ok(Ends { dtend: self.later(start)?, transparency: Some(transparency) })
    }

    fn properties(&mut self) -> Result<Dict<String>> {
        let mut properties = Dict::default();
        for _ in 0..self.u.int_in_range(0..=4)? {
            properties.insert(*self.u.choose(KEYS)?, (*self.u.choose(VALUES)?).to_owned());
        }
        Ok(properties)
    }

    fn element(&mut self, start: &When) -> Result<Element> {
        let mut element = Element {
            dtstart: start.to_bm(),
            summary: Some((*self.u.choose(TEXTS)?).to_owned()),
            classification: Some(
                self.u
                    .choose(&[
                        Classification::Public,
                        Classification::Private,
                        Classification::Confidential,
                    ])?
                    .clone(),
            ),
            location: self.text()?,
            description: if self.u.arbitrary()? {
                Some((*self.u.choose(HTML)?).to_owned())
            } else {
                None
            },
            priority: if self.u.arbitrary()? { Some(self.u.int_in_range(0..=9)?) } else { None },
            status: Some(self.u.choose(STATUSES)?.clone()),
            url: self.link()?,
            conference: self.link()?,
            conference_id: self.text()?,
            properties: self.properties()?,
            sequence: Some(self.u.int_in_range(0..=9)?),
            draft: Some(self.u.arbitrary()?),
            ..Element::default()
        };
        if self.u.arbitrary()? {
            element.conference_configuration.insert("k\n", "v,\"".to_owned());
        }
        self.people(&mut element)?;
        self.rest(&mut element)?;
        Ok(element)
    }

    fn rest(&mut self, element: &mut Element) -> Result<()> {
        for (container, item, label) in [
            ("tags_ada", "t/1", "Travel"),
            ("tags_valmont.example", "t 2,\"", "Travel"),
            ("tags_ada", "t3", " Town, hall; x\n"),
        ] {
            if self.u.ratio(1, 3)? {
                let tag = TagRef {
                    container_uid: Some(container.into()),
                    item_uid: Some(item.into()),
                    label: Some(label.into()),
                    color: Some("#123456".into()),
                    ..TagRef::default()
                };
                element.categories.push(tag);
            }
        }
        for _ in 0..self.u.int_in_range(0..=2)? {
            element.attachments.push(AttachedFile {
                public_url: Some((*self.u.choose(LINKS)?).to_owned()),
                name: Some((*self.u.choose(NAMES)?).to_owned()),
                cid: self.text()?,
                ..AttachedFile::default()
            });
        }
        for _ in 0..self.u.int_in_range(0..=2)? {
            element.alarm.push(Alarm {
                action: Some(
                    self.u
                        .choose(&[AlarmAction::Display, AlarmAction::Audio, AlarmAction::Email])?
                        .clone(),
                ),
                trigger: Some(self.u.arbitrary()?),
                description: self.text()?,
                summary: self.text()?,
                duration: self.u.arbitrary()?,
                repeat: self.u.arbitrary()?,
                ..Alarm::default()
            });
        }
        Ok(())
    }

    fn numbers(&mut self, low: i32, high: i32) -> Result<List<i32>> {
        let mut list = BTreeSet::new();
        for _ in 0..self.u.int_in_range(0..=2)? {
            list.insert(self.u.int_in_range(low..=high)?);
        }
        if low < 0 {
            list.remove(&0);
        }
        Ok(if list.is_empty() { List::absent() } else { list.into_iter().collect() })
    }

    fn repeat(&mut self, element: &mut Element, start: &When) -> Result<()> {
        let frequency = self
            .u
            .choose(&[Frequency::Daily, Frequency::Weekly, Frequency::Monthly, Frequency::Yearly])?
            .clone();
        let today =
            usize::try_from(start.date().weekday().to_monday_zero_offset()).unwrap_or_default();
        // The server keeps no offset beside week numbers.
        let weeks =
            if frequency == Frequency::Yearly { self.numbers(1, 53)? } else { List::absent() };
        let counted =
            frequency == Frequency::Monthly || (frequency == Frequency::Yearly && weeks.is_empty());
        let mut days = List::absent();
        for (at, day) in WEEK.iter().enumerate() {
            let must = frequency == Frequency::Weekly && at == today;
            if must || self.u.ratio(1, 4)? {
                let offset = if counted { self.u.int_in_range(-1..=2)? } else { 0 };
                days.push(WeekDay {
                    day: Some((*day).to_owned()),
                    offset: Some(offset),
                    ..WeekDay::default()
                });
            }
        }
        let mut rule = RRule {
            interval: if self.u.arbitrary()? { Some(self.u.int_in_range(1..=9)?) } else { None },
            by_day: days,
            by_month: self.numbers(1, 12)?,
            by_month_day: self.numbers(1, 31)?,
            by_year_day: self.numbers(1, 366)?,
            by_set_pos: self.numbers(-5, 5)?,
            by_week_no: weeks,
            by_hour: self.numbers(0, 23)?,
            by_minute: self.numbers(0, 59)?,
            by_second: self.numbers(0, 59)?,
            frequency: Some(frequency),
            ..RRule::default()
        };
        if self.u.ratio(1, 3)? {
            rule.count = Some(self.u.int_in_range(1..=99)?);
        }
        if self.u.ratio(1, 3)?
            && let Some(until) = start.plus(self.u.int_in_range(0..=999)?, 0)
        {
            rule.until = self.elsewhere(&until)?;
        }
        element.rrule = Some(rule);
        for day in BTreeSet::from([self.u.int_in_range(1..=99)?, self.u.int_in_range(1..=99)?]) {
            let Some(day) = start.plus(day, 0) else { continue };
            match self.u.int_in_range(0..=3)? {
                0 => element.exdate.extend(day.to_bm()),
                // The server takes further days as they come.
                1 => element.rdate.extend(self.elsewhere(&day)?),
                2 => element.rdate.extend(When::Day(day.date()).to_bm()),
                _ => element.rdate.extend(day.to_bm()),
            }
        }
        Ok(())
    }
}

use viaduc_bluemind_types::{Frequency, RRule, WeekDay};
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_wire::List;

use super::Cx;
use super::when::utc;
use crate::codes::{BM_EMPTY, BM_WORD};
use crate::read::weekday;
use crate::when::When;

impl Cx {
    pub(super) fn rrule(
        &mut self,
        rule: RRule,
        start: Option<&When>,
        component: &mut Component<'static>,
        place: &Place<'_>,
    ) {
        let RRule {
            frequency,
            count,
            until,
            interval,
            by_second,
            by_minute,
            by_hour,
            by_day,
            by_month_day,
            by_year_day,
            by_week_no,
            by_month,
            by_set_pos,
            other,
        } = rule;
        self.unknown(&other, place);
        let frequency = match frequency {
            None => {
                self.losses.report(&BM_EMPTY, place);
                return;
            }
            Some(Frequency::Other(unknown)) => {
                self.losses.note(&BM_WORD, &place.key("frequency"), &unknown);
                return;
            }
            Some(known) => known,
        };
        let mut text = format!("FREQ={frequency}");
        if let Some(interval) = interval {
            push(&mut text, "INTERVAL", &interval.to_string());
        }
        if let Some(count) = count {
            push(&mut text, "COUNT", &count.to_string());
        }
        let (mut ends, mut ends_in) = (false, None);
        if let Some(until) = until.as_ref().and_then(|until| self.when(until, &place.key("until")))
        {
            push(&mut text, "UNTIL", &until_text(&until, start));
            ends = true;
            if let When::At(zone, _) = &until {
                ends_in = Some(zone.name().to_owned());
            }
        }
        for (name, member, list) in [
            ("BYSECOND", "bySecond", by_second),
            ("BYMINUTE", "byMinute", by_minute),
            ("BYHOUR", "byHour", by_hour),
            ("BYMONTH", "byMonth", by_month),
            ("BYWEEKNO", "byWeekNo", by_week_no),
            ("BYYEARDAY", "byYearDay", by_year_day),
            ("BYMONTHDAY", "byMonthDay", by_month_day),
            ("BYSETPOS", "bySetPos", by_set_pos),
        ] {
            self.strays(list.strays().iter().map(|stray| stray.index), &place.key(member));
            let numbers: Vec<String> = list.iter().map(ToString::to_string).collect();
            if !numbers.is_empty() {
                push(&mut text, name, &numbers.join(","));
            }
        }
        let days = self.week_days(&by_day, &place.key("byDay"));
        if !days.is_empty() {
            push(&mut text, "BYDAY", &days.join(","));
        }
        let mut property = Property::new("RRULE", text);
        if count.is_some() && ends {
            property = property.with("X-BLUEMIND-AS-IS", "TRUE");
        }
        component.push(match (ends_in, start) {
            (Some(zone), Some(When::At(own, _))) if own.name() != zone => {
                property.with("X-BLUEMIND-TZID", zone)
            }
            _ => property,
        });
    }

    fn week_days(&mut self, days: &List<WeekDay>, place: &Place<'_>) -> Vec<String> {
        let mut texts = Vec::new();
        for (at, day) in days.enumerate() {
            let place = place.index(at);
            let WeekDay { day, offset, other } = day;
            self.unknown(other, &place);
            let Some(day) = day.as_deref().filter(|day| weekday(day).is_some()) else {
                self.losses.note(&BM_WORD, &place, day.as_deref().unwrap_or_default());
                continue;
            };
            let day = day.trim().to_ascii_uppercase();
            texts.push(match offset {
                None | Some(0) => day,
                Some(offset) => format!("{offset}{day}"),
            });
        }
        self.strays(days.strays().iter().map(|stray| stray.index), place);
        texts
    }
}

fn push(text: &mut String, name: &str, value: &str) {
    text.push(';');
    text.push_str(name);
    text.push('=');
    text.push_str(value);
}

/// UNTIL is a day where the start is, in UTC where the start has a zone, and floats where it floats.
fn until_text(until: &When, start: Option<&When>) -> String {
    match start {
        Some(When::Day(_)) => until.date().strftime("%Y%m%d").to_string(),
        Some(When::Floating(_)) => until.clock().strftime("%Y%m%dT%H%M%S").to_string(),
        Some(zoned @ When::At(..)) => match until {
            When::At(..) => utc(until),
            // A bare day of BlueMind's ends when that day does.
            When::Day(day) => {
                let last = When::Floating(day.at(23, 59, 59, 0));
                last.like(zoned).as_ref().map_or_else(|| utc(until), utc)
            }
            When::Floating(_) => until.like(zoned).as_ref().map_or_else(|| utc(until), utc),
        },
        None => utc(until),
    }
}

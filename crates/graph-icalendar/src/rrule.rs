//! A pattern as RRULE (RFC 5545 §3.3.10).

use std::fmt::Write as _;

use jiff::civil::Weekday;

use crate::context::Profile;
use crate::pattern::{Days, Every, Pattern, Within};

/// The rule without its end.
pub(crate) fn rule(pattern: &Pattern, profile: Profile) -> String {
    let mut out = String::with_capacity(64);
    let frequency = match pattern.every {
        Every::Day => "DAILY",
        Every::Week(..) => "WEEKLY",
        Every::Month(_) => "MONTHLY",
        Every::Year(..) => "YEARLY",
    };
    out.push_str("FREQ=");
    out.push_str(frequency);
    if pattern.interval > 1 {
        // Writing to a String cannot fail, here and below.
        let _ = write!(out, ";INTERVAL={}", pattern.interval);
    }
    match pattern.every {
        Every::Day => {}
        Every::Week(days, first) => {
            by_day(&mut out, days);
            let _ = write!(out, ";WKST={}", code(pattern.week_start(first)));
        }
        Every::Month(within) => in_month(&mut out, within, 31, 28, profile),
        Every::Year(month, within) => {
            let _ = write!(out, ";BYMONTH={month}");
            let (longest, shortest) = match month {
                2 => (29, 28),
                4 | 6 | 9 | 11 => (30, 30),
                _ => (31, 31),
            };
            in_month(&mut out, within, longest, shortest, profile);
        }
    }
    out
}

/// `longest` and `shortest`: how long the months in question can be.
fn in_month(out: &mut String, within: Within, longest: i8, shortest: i8, profile: Profile) {
    match within {
        Within::Day(day) if day.min(longest) <= shortest => {
            let _ = write!(out, ";BYMONTHDAY={}", day.min(longest));
        }
        Within::Day(day) if day >= longest => last_day(out, profile),
        // Shorter months have it on their last day: the last among the days up to it that the month has.
        Within::Day(day) => {
            out.push_str(";BYMONTHDAY=");
            for day in shortest..=day.min(longest) {
                let comma = if day > shortest { "," } else { "" };
                let _ = write!(out, "{comma}{day}");
            }
            out.push_str(";BYSETPOS=-1");
        }
        Within::Nth(days, n) if days.all() && n > 0 => {
            let _ = write!(out, ";BYMONTHDAY={n}");
        }
        Within::Nth(days, -1) if days.all() => last_day(out, profile),
        Within::Nth(days, n) if days.count() == 1 => {
            for day in days.iter() {
                let _ = write!(out, ";BYDAY={n}{}", code(day));
            }
        }
        // The n-th among the days together, not of each.
        Within::Nth(days, n) => {
            by_day(out, days);
            let _ = write!(out, ";BYSETPOS={n}");
        }
    }
}

/// BlueMind refuses negative days: for it, the last of all days.
fn last_day(out: &mut String, profile: Profile) {
    out.push_str(match profile {
        Profile::Strict => ";BYMONTHDAY=-1",
        Profile::BlueMind => ";BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-1",
    });
}

fn by_day(out: &mut String, days: Days) {
    for (position, day) in days.iter().enumerate() {
        out.push_str(if position == 0 { ";BYDAY=" } else { "," });
        out.push_str(code(day));
    }
}

fn code(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "MO",
        Weekday::Tuesday => "TU",
        Weekday::Wednesday => "WE",
        Weekday::Thursday => "TH",
        Weekday::Friday => "FR",
        Weekday::Saturday => "SA",
        Weekday::Sunday => "SU",
    }
}

//! A reader of VTIMEZONE for the tests: it lists every onset and looks the last one up.

use viaduc_contentline::{Component, parse};

/// (year, month, day, second of the day)
type Local = (i64, i64, i64, i64);

pub(crate) struct Reader {
    /// (seconds since 1970, offset afterwards), sorted.
    onsets: Vec<(i64, i64)>,
}

impl Reader {
    pub(crate) fn of(text: &str, last_year: i16) -> Self {
        let parsed = parse(text);
        assert!(parsed.faults.is_empty(), "{:?}", parsed.faults);
        let mut onsets: Vec<(i64, i64)> = parsed.components[0]
            .components
            .iter()
            .flat_map(|observance| onsets(observance, i64::from(last_year)))
            .collect();
        onsets.sort_unstable();
        Self { onsets }
    }

    pub(crate) fn offset(&self, second: i64) -> Option<i64> {
        self.onsets.iter().rfind(|(at, _)| *at <= second).map(|(_, offset)| *offset)
    }
}

fn onsets(observance: &Component<'_>, last_year: i64) -> Vec<(i64, i64)> {
    let value = |name: &str| observance.property(name).map(|p| p.value.to_string());
    let from = offset(&value("TZOFFSETFROM").unwrap());
    let to = offset(&value("TZOFFSETTO").unwrap());
    let start = local(&value("DTSTART").unwrap());
    let mut all = vec![seconds(start) - from];
    let dates: Vec<i64> = observance
        .properties_named("RDATE")
        .map(|date| seconds(local(&date.value)) - from)
        .collect();
    assert!(dates.first().is_none_or(|first| all.contains(first)), "RDATE repeats DTSTART");
    all.extend(dates);
    if let Some(rule) = value("RRULE") {
        let ruled = yearly(&rule, start, last_year).into_iter().map(|at| seconds(at) - from);
        let until = part(&rule, "UNTIL").map(|u| seconds(local(u.trim_end_matches('Z'))));
        let ruled: Vec<i64> = ruled.filter(|at| until.is_none_or(|until| *at <= until)).collect();
        assert_eq!(ruled.first(), all.first(), "DTSTART is no occurrence of {rule}");
        if let Some(until) = until.filter(|until| *until < seconds((last_year, 1, 1, 0))) {
            // On the clocks there it is not before the last, and no day later.
            let last = *ruled.last().unwrap();
            assert!((last.max(last + from)..=last + 14 * 3600).contains(&until), "UNTIL of {rule}");
        }
        all.extend(ruled);
    }
    all.into_iter().map(|at| (at, to)).collect()
}

fn yearly(rule: &str, start: Local, last_year: i64) -> Vec<Local> {
    assert_eq!(part(rule, "FREQ"), Some("YEARLY"));
    let month: i64 = part(rule, "BYMONTH").unwrap().parse().unwrap();
    let days: Option<Vec<i64>> =
        part(rule, "BYMONTHDAY").map(|list| list.split(',').map(|d| d.parse().unwrap()).collect());
    let weekday = part(rule, "BYDAY").map(|day| {
        let (n, name) = day.split_at(day.len() - 2);
        let names = ["TH", "FR", "SA", "SU", "MO", "TU", "WE"];
        let number = names.iter().position(|known| *known == name).unwrap();
        (n.parse::<i64>().ok(), i64::try_from(number).unwrap())
    });
    let mut all = Vec::new();
    for year in start.0..=last_year {
        for day in 1..=month_length(year, month) {
            let at = (year, month, day, start.3);
            let weekday_fits = weekday.is_none_or(|(n, number)| {
                let ordinal = match n {
                    Some(-1) => day + 7 > month_length(year, month),
                    Some(n) => (day - 1) / 7 + 1 == n,
                    None => true,
                };
                ordinal && seconds(at).div_euclid(86_400).rem_euclid(7) == number
            });
            if weekday_fits && days.as_ref().is_none_or(|days| days.contains(&day)) {
                all.push(at);
            }
        }
    }
    all
}

fn part<'a>(rule: &'a str, name: &str) -> Option<&'a str> {
    rule.split(';').find_map(|part| part.strip_prefix(name)?.strip_prefix('='))
}

fn local(text: &str) -> Local {
    let number = |from: usize, to: usize| text[from..to].parse::<i64>().unwrap();
    let of_day = number(9, 11) * 3600 + number(11, 13) * 60 + number(13, 15);
    (number(0, 4), number(4, 6), number(6, 8), of_day)
}

fn offset(text: &str) -> i64 {
    let sign = if text.starts_with('-') { -1 } else { 1 };
    let number = |at: usize| text.get(at..at + 2).map_or(0, |two| two.parse::<i64>().unwrap());
    sign * (number(1) * 3600 + number(3) * 60 + number(5))
}

fn month_length(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days by counting, so that nothing here leans on the library under test.
fn seconds((year, month, day, of_day): Local) -> i64 {
    let years = |y: i64| y * 365 + (y.div_euclid(4) - y.div_euclid(100) + y.div_euclid(400));
    let months: i64 = (1..month).map(|m| month_length(year, m)).sum();
    let days = years(year - 1) - years(1969) + months + day - 1;
    days * 86_400 + of_day
}

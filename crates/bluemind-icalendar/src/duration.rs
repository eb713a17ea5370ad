//! Durations of RFC 5545 §3.3.6.

/// Days on the calendar and seconds on the clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Duration {
    pub(crate) days: i64,
    pub(crate) seconds: i64,
}

impl Duration {
    /// All of it in seconds, a day being 24 hours.
    pub(crate) const fn total(self) -> i64 {
        self.days.saturating_mul(86_400).saturating_add(self.seconds)
    }
}

/// Reads `-P1DT2H`, in any case and with the parts in any order.
pub(crate) fn parse(text: &str) -> Option<Duration> {
    let text = text.trim();
    let (negative, rest) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let rest = rest.strip_prefix(['P', 'p'])?;
    let mut duration = Duration::default();
    let mut number: Option<i64> = None;
    let mut any = false;
    for c in rest.chars() {
        if let Some(digit) = c.to_digit(10) {
            let so_far = number.unwrap_or(0);
            number = Some(so_far.saturating_mul(10).saturating_add(digit.into()));
            continue;
        }
        if matches!(c, 'T' | 't') && number.is_none() {
            continue;
        }
        let amount = number.take()?;
        any = true;
        let (field, unit) = match c.to_ascii_uppercase() {
            'W' => (&mut duration.days, 7),
            'D' => (&mut duration.days, 1),
            'H' => (&mut duration.seconds, 3600),
            'M' => (&mut duration.seconds, 60),
            'S' => (&mut duration.seconds, 1),
            _ => return None,
        };
        *field = field.saturating_add(amount.saturating_mul(unit));
    }
    if number.is_some() || !any {
        return None;
    }
    if negative {
        duration = Duration {
            days: duration.days.saturating_neg(),
            seconds: duration.seconds.saturating_neg(),
        };
    }
    Some(duration)
}

/// Writes seconds, in the largest unit that holds them.
pub(crate) fn write(seconds: i64) -> String {
    let sign = if seconds < 0 { "-" } else { "" };
    let amount = seconds.unsigned_abs();
    let (number, unit) = match amount {
        0 => return "PT0S".to_owned(),
        _ if amount.is_multiple_of(86_400) => (amount / 86_400, "D"),
        _ if amount.is_multiple_of(3600) => (amount / 3600, "H"),
        _ if amount.is_multiple_of(60) => (amount / 60, "M"),
        _ => (amount, "S"),
    };
    let time = if unit == "D" { "" } else { "T" };
    format!("{sign}P{time}{number}{unit}")
}

//! Reminders as VALARM (RFC 5545 §3.6.6).

use std::borrow::Cow;

use jiff::Timestamp;
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;

use crate::codes;
use crate::cx::{Cx, push};
use crate::when::utc;

/// What Outlook reminds of an event by default, in minutes before it.
pub(crate) const DEFAULT: i32 = 15;
/// What a reminder can be at most, in minutes: a leap year.
const YEAR: i32 = 366 * 24 * 60;
/// MAPI's mark for "as the mailbox usually does" (0x5AE980E1), and what that usually is.
const USUAL: (i32, i32) = (1_525_252_321, DEFAULT);

/// A reminder some minutes before the start, negative after it; without a number, as it usually is.
pub(crate) fn before<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    minutes: Option<i32>,
    title: Cow<'a, str>,
    at: &Place<'_>,
) {
    let minutes = minutes.filter(|minutes| *minutes != USUAL.0).unwrap_or_else(|| {
        cx.report(&codes::REMINDER_USUAL, at);
        USUAL.1
    });
    if minutes.checked_abs().is_none_or(|size| size > YEAR) {
        cx.note(&codes::REMINDER_FAR, at, &minutes.to_string());
        return;
    }
    let trigger = match minutes {
        0 => "PT0S".to_owned(),
        _ if minutes > 0 => format!("-PT{minutes}M"),
        _ => format!("PT{}M", -minutes),
    };
    push_alarm(to, Property::new("TRIGGER", trigger).with("RELATED", "START"), title);
}

/// A reminder at an instant.
pub(crate) fn at_instant<'a>(to: &mut Component<'a>, at: Timestamp, title: Cow<'a, str>) {
    push_alarm(to, Property::new("TRIGGER", utc(at)).with("VALUE", "DATE-TIME"), title);
}

fn push_alarm<'a>(to: &mut Component<'a>, trigger: Property<'a>, title: Cow<'a, str>) {
    let mut alarm = Component::new("VALARM");
    push(&mut alarm, "ACTION", "DISPLAY");
    alarm.push(trigger);
    // DISPLAY needs a text (RFC 5545 §3.6.6).
    let title = if title.trim().is_empty() { "Reminder".into() } else { title };
    alarm.push(Property::text("DESCRIPTION", title));
    to.push_component(alarm);
}

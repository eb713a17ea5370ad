use std::borrow::Cow;

use serde_json::Value;
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{LossCode, Losses, Place};
use viaduc_wire::{List, Other, is_plain};

use crate::codes::{CONTROL, REPEATED, REPLACED, STRAY, UNREAD};
use crate::context::Context;
use crate::zones::Zones;

/// What every part of a conversion shares: the context, the losses so far, the zones used so far.
pub(crate) struct Cx<'c> {
    pub(crate) context: &'c Context<'c>,
    pub(crate) losses: Losses,
    pub(crate) zones: Zones,
}

impl<'c> Cx<'c> {
    pub(crate) fn new(context: &'c Context<'c>) -> Self {
        Self { context, losses: Losses::new(), zones: Zones::default() }
    }

    pub(crate) fn report(&mut self, code: &'static LossCode, at: &Place<'_>) {
        self.losses.report(code, at);
    }

    pub(crate) fn note(&mut self, code: &'static LossCode, at: &Place<'_>, note: &str) {
        self.losses.note(code, at, note);
    }

    /// A property of one text; reports control characters that no iCalendar text can hold.
    pub(crate) fn text<'a>(
        &mut self,
        name: &'static str,
        text: impl Into<Cow<'a, str>>,
        at: &Place<'_>,
    ) -> Property<'a> {
        let text = text.into();
        self.check(&text, at);
        Property::text(name, text)
    }

    /// Reports control characters, and characters that were lost.
    pub(crate) fn check(&mut self, text: &str, at: &Place<'_>) {
        if is_plain(text) {
            return;
        }
        let is_control = |b: u8| b < 0x20 && !matches!(b, b'\t' | b'\r' | b'\n') || b == 0x7f;
        // Looks at all of them, which lets the compiler look at many at once.
        let control = text.bytes().fold(false, |found, byte| found | is_control(byte));
        if control {
            self.report(&CONTROL, at);
        }
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.report(&REPLACED, at);
        }
    }

    /// Reports what an object held beyond its fields.
    pub(crate) fn other(&mut self, other: &Other, at: &Place<'_>) {
        if other.is_empty() {
            return;
        }
        let told = |(name, value): &(&str, &Value)| !(is_annotation(name) && value.is_string());
        for (name, _) in other.iter().filter(told) {
            self.report(&UNREAD, &at.key(name));
        }
        self.repeated(other, at);
    }

    /// Reports the members that an object held more than once.
    pub(crate) fn repeated(&mut self, other: &Other, at: &Place<'_>) {
        for name in other.repeated() {
            self.report(&REPEATED, &at.key(name));
        }
    }

    /// Reports the elements of a list that are of a wrong type.
    pub(crate) fn strays<T>(&mut self, list: &List<T>, at: &Place<'_>) {
        for stray in list.strays() {
            self.report(&STRAY, &at.index(stray.index));
        }
    }
}

/// Where the answer is described or can be had again: of the request, not of the item.
fn is_annotation(name: &str) -> bool {
    ["@odata.context", "@odata.navigationLink", "@odata.associationLink", "@odata.editLink"]
        .iter()
        .any(|annotation| name.ends_with(annotation))
}

/// A text that says something.
pub(crate) fn said(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| text.chars().any(|c| !c.is_whitespace()))
}

/// Adds a property that has no loss to report.
pub(crate) fn push<'a>(to: &mut Component<'a>, name: &'static str, value: impl Into<Cow<'a, str>>) {
    to.push(Property::new(name, value));
}

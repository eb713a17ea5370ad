use std::borrow::Cow;

use crate::octets::{self, CARETED, NOT_NAME, QUOTED, SUSPECT};
use crate::{Component, Parameter, Property};

/// Whose rules are followed where iCalendar and the versions of vCard differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Dialect {
    /// RFC 5545: no groups; RFC 6868 in parameters.
    ICalendar,
    /// RFC 2426: groups; parameters cannot hold quotes or line breaks.
    VCard3,
    /// RFC 6350: groups; RFC 6868 in parameters.
    VCard4,
}

impl Dialect {
    /// The dialect that an outermost component calls for: by its name and, in a card, its `VERSION`. vCard 2.1 is taken for
    /// 3.0.
    #[must_use]
    pub fn of(component: &Component<'_>) -> Self {
        if !component.is("VCARD") {
            return Self::ICalendar;
        }
        match component.property("VERSION").map(|version| version.value.trim()) {
            Some("2.1" | "3.0") => Self::VCard3,
            _ => Self::VCard4,
        }
    }
}

/// Octets in a line, its CR LF not counted (RFC 5545 §3.1, RFC 6350 §3.2).
pub(crate) const LINE_OCTETS: usize = 75;

pub(crate) fn component(component: &Component<'_>, dialect: Dialect, out: &mut String) {
    let mut head = String::with_capacity(256);
    components(component, dialect, (&mut head, out));
}

fn components(
    component: &Component<'_>,
    dialect: Dialect,
    (head, out): (&mut String, &mut String),
) {
    let name = clean_name(&component.name);
    fold("BEGIN:", &name, out);
    for property in &component.properties {
        head.clear();
        put_head(property, dialect, head);
        fold(head, &clean_value(&property.value), out);
    }
    for inside in &component.components {
        components(inside, dialect, (head, out));
    }
    fold("END:", &name, out);
}

/// About how many octets a component takes: mostly a few too many, so that its text is not grown and copied.
pub(crate) fn about(component: &Component<'_>) -> usize {
    let property = |property: &Property<'_>| {
        // A fold after 74 octets takes three, a parameter its name and two signs.
        32 + property.value.len() + property.value.len() / 24 + 24 * property.parameters.len()
    };
    let own: usize = component.properties.iter().map(property).sum();
    64 + own + component.components.iter().map(about).sum::<usize>()
}

/// A property's line up to its value.
fn put_head(property: &Property<'_>, dialect: Dialect, head: &mut String) {
    if dialect != Dialect::ICalendar
        && let Some(group) = &property.group
    {
        put_name(group, head);
        head.push('.');
    }
    if property.is("BEGIN") || property.is("END") {
        head.push_str("X-");
    }
    put_name(&property.name, head);
    for parameter in &property.parameters {
        put_parameter(parameter, dialect, head);
    }
    head.push(':');
}

fn put_name(name: &str, head: &mut String) {
    if octets::all_of(name) & NOT_NAME == 0 && !name.is_empty() {
        head.push_str(name);
    } else {
        head.push_str(&clean_name(name));
    }
}

fn put_parameter(parameter: &Parameter<'_>, dialect: Dialect, head: &mut String) {
    if parameter.values.is_empty() {
        return;
    }
    head.push(';');
    put_name(&parameter.name, head);
    for (position, value) in parameter.values.iter().enumerate() {
        head.push(if position == 0 { '=' } else { ',' });
        let classes = octets::all_of(value);
        let encoded = if classes & (SUSPECT | CARETED) == 0 {
            Cow::Borrowed(value.as_ref())
        } else {
            encode_parameter(value, dialect)
        };
        // No encoding takes one of these away, or adds one.
        let quoted = classes & QUOTED != 0;
        if quoted {
            head.push('"');
        }
        head.push_str(&encoded);
        if quoted {
            head.push('"');
        }
    }
}

/// A parameter's value with its quotes, carets and line breaks as RFC 6868 has them; vCard 3.0 has nothing for them.
fn encode_parameter(value: &str, dialect: Dialect) -> Cow<'_, str> {
    let caret = dialect != Dialect::VCard3;
    let mut out = String::with_capacity(value.len() + 8);
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '^' if caret => out.push_str("^^"),
            '"' => out.push_str(if caret { "^'" } else { "'" }),
            '\r' | '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                if c == '\r' && chars.peek() == Some(&'\n') {
                    chars.next();
                }
                out.push_str(if caret { "^n" } else { " " });
            }
            c if is_forbidden(c) => {}
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// The value without control characters; a line separator that is none of ours becomes a space.
fn clean_value(value: &str) -> Cow<'_, str> {
    if !octets::any_forbidden(value) {
        return Cow::Borrowed(value);
    }
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        match c {
            '\u{85}' | '\u{2028}' | '\u{2029}' => out.push(' '),
            c if is_forbidden(c) => {}
            other => out.push(other),
        }
    }
    Cow::Owned(out)
}

/// CONTROL of RFC 5545 §3.1: everything below the space but the tab, and DEL.
pub(crate) fn is_forbidden(c: char) -> bool {
    c.is_ascii_control() && c != '\t'
}

pub(crate) fn is_name_byte(byte: u8) -> bool {
    octets::of(byte) & NOT_NAME == 0
}

/// A name of letters, digits and hyphens, and never an empty one.
pub(crate) fn clean_name(name: &str) -> Cow<'_, str> {
    if name.is_empty() {
        return Cow::Borrowed("X");
    }
    if octets::all_of(name) & NOT_NAME == 0 {
        return Cow::Borrowed(name);
    }
    let clean = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    Cow::Owned(name.chars().map(clean).collect())
}

/// Writes one content line in two parts, folded before the characters that would not fit (RFC 5545 §3.1), then CR LF.
fn fold(head: &str, value: &str, out: &mut String) {
    if head.len() + value.len() <= LINE_OCTETS {
        out.push_str(head);
        out.push_str(value);
    } else {
        let room = put_folded(head, LINE_OCTETS, out);
        put_folded(value, room, out);
    }
    out.push_str("\r\n");
}

/// Writes a text where `room` octets fit on the current physical line, and answers how many fit after it.
fn put_folded(text: &str, room: usize, out: &mut String) -> usize {
    let (mut rest, mut room) = (text, room);
    while rest.len() > room {
        let (start, after) = rest.split_at(rest.floor_char_boundary(room));
        out.push_str(start);
        out.push_str("\r\n ");
        room = LINE_OCTETS - 1;
        rest = after;
    }
    out.push_str(rest);
    room - rest.len()
}

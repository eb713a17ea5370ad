use std::borrow::Cow;

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
    let name = clean_name(&component.name);
    line(out, |line| {
        line.put("BEGIN:");
        line.put(&name);
    });
    for property in &component.properties {
        line(out, |line| put_property(property, dialect, line));
    }
    for inside in &component.components {
        self::component(inside, dialect, out);
    }
    line(out, |line| {
        line.put("END:");
        line.put(&name);
    });
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

fn put_property(property: &Property<'_>, dialect: Dialect, line: &mut Line<'_>) {
    if dialect != Dialect::ICalendar
        && let Some(group) = &property.group
    {
        line.put(&clean_name(group));
        line.put(".");
    }
    if property.is("BEGIN") || property.is("END") {
        line.put("X-");
    }
    line.put(&clean_name(&property.name));
    for parameter in &property.parameters {
        put_parameter(parameter, dialect, line);
    }
    line.put(":");
    line.put(&clean_value(&property.value));
}

fn put_parameter(parameter: &Parameter<'_>, dialect: Dialect, line: &mut Line<'_>) {
    if parameter.values.is_empty() {
        return;
    }
    line.put(";");
    line.put(&clean_name(&parameter.name));
    for (position, value) in parameter.values.iter().enumerate() {
        line.put(if position == 0 { "=" } else { "," });
        let encoded = encode_parameter(value, dialect);
        let quoted = memchr::memchr3(b',', b';', b':', encoded.as_bytes()).is_some();
        if quoted {
            line.put("\"");
        }
        line.put(&encoded);
        if quoted {
            line.put("\"");
        }
    }
}

/// A parameter's value with its quotes, carets and line breaks as RFC 6868 has them; vCard 3.0 has nothing for them.
fn encode_parameter(value: &str, dialect: Dialect) -> Cow<'_, str> {
    let suspect = |byte: u8| is_suspect(byte) || byte == b'"' || byte == b'^';
    if !any(value, suspect) {
        return Cow::Borrowed(value);
    }
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
    if !any(value, is_suspect) {
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

/// Whether some byte is so; looks at all of them, which lets the compiler look at many at once.
fn any(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |seen, byte| seen | is(byte))
}

/// Whether a byte is a forbidden control, or may start a character that some readers take for a line end.
fn is_suspect(byte: u8) -> bool {
    (byte < 0x20 && byte != b'\t') || byte == 0x7F || byte == 0xC2 || byte == 0xE2
}

/// The bytes of names, looked up: names are many and short.
const NAME: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte < 0x80 {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'-';
        byte += 1;
    }
    table
};

pub(crate) fn is_name_byte(byte: u8) -> bool {
    NAME.get(usize::from(byte)).copied().unwrap_or(false)
}

/// A name of letters, digits and hyphens, and never an empty one.
pub(crate) fn clean_name(name: &str) -> Cow<'_, str> {
    if name.is_empty() {
        return Cow::Borrowed("X");
    }
    if name.bytes().fold(true, |clean, byte| clean & is_name_byte(byte)) {
        return Cow::Borrowed(name);
    }
    let clean = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
    Cow::Owned(name.chars().map(clean).collect())
}

/// Writes one content line: whatever `fill` puts, folded, then CR LF.
fn line(out: &mut String, fill: impl FnOnce(&mut Line<'_>)) {
    let mut line = Line { out, room: LINE_OCTETS };
    fill(&mut line);
    line.out.push_str("\r\n");
}

struct Line<'o> {
    out: &'o mut String,
    /// Octets that still fit on the current physical line.
    room: usize,
}

impl Line<'_> {
    /// Appends, folding before the character that would not fit (RFC 5545 §3.1).
    fn put(&mut self, text: &str) {
        let mut rest = text;
        while rest.len() > self.room {
            let (head, tail) = rest.split_at(rest.floor_char_boundary(self.room));
            self.out.push_str(head);
            self.out.push_str("\r\n ");
            self.room = LINE_OCTETS - 1;
            rest = tail;
        }
        self.out.push_str(rest);
        self.room -= rest.len();
    }
}

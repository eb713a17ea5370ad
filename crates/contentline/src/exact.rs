use percent_encoding::{percent_decode_str, percent_encode_byte};

use crate::Property;

/// A parameter that says what a content line cannot say of the texts it was made from.
///
/// A line has one kind of line break and no control characters, readers take blanks at the ends for none of the text, and a text of
/// blanks alone says nothing. Where a text must come back as it was, the parameter has a value for it: what it is
/// ([`VALUE`](Self::VALUE), a parameter's name, a field's number), `=`, and the text with its odd characters as `%` and two hex digits.
/// `%CRLF` in its place says that every line of the text ends in CR LF.
///
/// ```
/// use viaduc_contentline::{Exact, Property};
///
/// const EXACT: Exact = Exact("X-EXACT");
/// let line = EXACT.with_text(Property::text("LOCATION", "Town\rhall"), Exact::VALUE, "Town\rhall");
/// assert_eq!(line.as_text(), "Town\nhall");
/// assert_eq!(line.parameter("X-EXACT"), Some("VALUE=Town%0Dhall"));
/// assert_eq!(EXACT.told(&line, Exact::VALUE, &line.as_text()).as_deref(), Some("Town\rhall"));
/// // What somebody has changed since counts.
/// assert_eq!(EXACT.told(&line, Exact::VALUE, "Market"), None);
/// ```
#[derive(Clone, Copy, Debug)]
#[expect(clippy::exhaustive_structs, reason = "a name")]
pub struct Exact(
    /// The name of the parameter.
    pub &'static str,
);

const CR_LF: &str = "%CRLF";

impl Exact {
    /// What is told of a line's value.
    pub const VALUE: &'static str = "VALUE";

    /// `property` with what it does not say of a text it was made from, blanks at its ends aside.
    #[must_use]
    pub fn with_text<'a>(self, property: Property<'a>, what: &str, text: &str) -> Property<'a> {
        if ends_in_cr_lf(text) {
            property.with(self.0, format!("{what}={CR_LF}"))
        } else if survives(text) {
            property
        } else {
            self.with(property, what, text)
        }
    }

    /// The same where the reader takes blanks at the ends away.
    #[must_use]
    pub fn with_trimmed<'a>(self, property: Property<'a>, what: &str, text: &str) -> Property<'a> {
        if text.trim() == text {
            self.with_text(property, what, text)
        } else {
            self.with(property, what, text)
        }
    }

    /// `property`, whose value is `value` and no text: neither blanks at its ends nor line breaks are in it.
    #[must_use]
    pub fn with_value<'a>(self, property: Property<'a>, value: &str) -> Property<'a> {
        if value.trim() == value && survives(value) && !value.contains('\n') {
            property
        } else {
            self.with(property, Self::VALUE, value)
        }
    }

    /// `property` with an exact text in any case.
    #[must_use]
    pub fn with<'a>(self, property: Property<'a>, what: &str, text: &str) -> Property<'a> {
        let mut told = format!("{what}=");
        encode(text, &mut told);
        property.with(self.0, told)
    }

    /// The exact text of `what`, if it was told and `visible` is still what a line makes of it: a text that somebody has
    /// changed since counts.
    #[must_use]
    pub fn told(self, property: &Property<'_>, what: &str, visible: &str) -> Option<String> {
        let mut values = property.parameter_values(self.0);
        let told = values.find_map(|value| value.strip_prefix(what)?.strip_prefix('='))?;
        let text = match told {
            CR_LF => visible.replace('\n', "\r\n"),
            told => percent_decode_str(told).decode_utf8().ok()?.into_owned(),
        };
        (!text.contains('\0') && seen(&text).eq(seen(visible))).then_some(text)
    }
}

/// Whether a content line gives a text back as it is.
fn survives(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(|c| is_odd(c) && c != '\n')
}

/// What no line holds, or holds as a line break.
const fn is_odd(c: char) -> bool {
    (c.is_ascii_control() && c != '\t') || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// What is left of a text in any line.
fn seen(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control())
}

fn ends_in_cr_lf(text: &str) -> bool {
    let rest = text.replace("\r\n", "");
    rest.len() < text.len() && survives(&rest) && !rest.contains('\n')
}

fn encode(text: &str, out: &mut String) {
    let inner = text.trim().len();
    let lead = text.len() - text.trim_start().len();
    for (at, c) in text.char_indices() {
        let edge = at < lead || at >= lead + inner;
        if is_odd(c) || edge || matches!(c, '%' | '"' | '^' | '\t') {
            let mut buffer = [0; 4];
            c.encode_utf8(&mut buffer)
                .bytes()
                .for_each(|byte| out.push_str(percent_encode_byte(byte)));
        } else {
            out.push(c);
        }
    }
}

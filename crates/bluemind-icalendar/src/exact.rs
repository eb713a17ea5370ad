//! What a content line cannot say of a text stands beside it, in a parameter of ours.
//!
//! A line has one kind of line break and no control characters, and a text of blanks alone, or none, says nothing in it. The
//! server stores all of these. The parameter `X-BLUEMIND-EXACT` has a value for each such text: what it is (`VALUE`, or the
//! name of a parameter), `=`, and the text with its odd characters as `%` and two hex digits. `%CRLF` in its place says that
//! every line of the text ends in CR LF.

use viaduc_contentline::Property;

const NAME: &str = "X-BLUEMIND-EXACT";
/// What is told of a value, not of a parameter.
pub(crate) const VALUE: &str = "VALUE";
const CR_LF: &str = "%CRLF";

/// Whether a content line gives a text back as it is.
fn survives(text: &str) -> bool {
    !text.trim().is_empty() && !text.contains(|c| is_odd(c) && c != '\n')
}

/// What no line holds, or holds as a line break.
const fn is_odd(c: char) -> bool {
    (c.is_ascii_control() && c != '\t') || matches!(c, '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `property` with what it does not say of the text it was made from.
pub(crate) fn with_text(property: Property<'static>, what: &str, text: &str) -> Property<'static> {
    match ends_in_cr_lf(text) {
        true => property.with(NAME, format!("{what}={CR_LF}")),
        false if survives(text) => property,
        false => with(property, what, text),
    }
}

/// `property`, whose value is `value` and no text: neither blanks around it nor line breaks are in it.
pub(crate) fn with_value(property: Property<'static>, value: &str) -> Property<'static> {
    if value.trim() == value && survives(value) && !value.contains('\n') {
        property
    } else {
        with(property, VALUE, value)
    }
}

/// `property` with an exact text in any case.
pub(crate) fn with(property: Property<'static>, what: &str, text: &str) -> Property<'static> {
    let mut told = format!("{what}=");
    encode(text, &mut told);
    property.with(NAME, told)
}

/// The exact text of `what`, if it was told and `visible` is still what a line makes of it: a text that somebody has changed
/// since counts.
pub(crate) fn told(property: &Property<'_>, what: &str, visible: &str) -> Option<String> {
    let mut values = property.parameter_values(NAME);
    let told = values.find_map(|value| value.strip_prefix(what)?.strip_prefix('='))?;
    let text = match told {
        CR_LF => visible.replace('\n', "\r\n"),
        told => decode(told)?,
    };
    (!text.contains('\0') && seen(&text).eq(seen(visible))).then_some(text)
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
            for byte in c.encode_utf8(&mut buffer).bytes() {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.extend(char::from_digit(digit.into(), 16).map(|c| c.to_ascii_uppercase()));
                }
            }
        } else {
            out.push(c);
        }
    }
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            let (high, low) = (digit()?, digit()?);
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
}

/// JSON as one line: what a line would change is escaped in it, which in JSON only stands in texts.
pub(crate) fn json_line(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if is_odd(c) {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

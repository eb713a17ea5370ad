use std::borrow::Cow;

use crate::write::{clean_name, is_forbidden, is_name_byte};
use crate::{Component, FaultKind, Parameter, Property, Values};

/// Reads one unfolded content line; carets stay as they are. `card`: whether vCard 2.1's short parameters are meant.
pub(crate) fn read<'a>(
    line: Cow<'a, str>,
    card: bool,
    fault: &mut dyn FnMut(FaultKind),
) -> Option<Property<'a>> {
    match without_controls(line, fault) {
        Cow::Borrowed(line) => {
            let (mut property, at) = head(line, card, fault)?;
            property.value = Cow::Borrowed(line.get(at..).unwrap_or_default());
            Some(property)
        }
        Cow::Owned(mut line) => {
            let (property, at) = head(&line, card, fault)?;
            let mut property = property.into_owned();
            line.drain(..at);
            property.value = Cow::Owned(line);
            Some(property)
        }
    }
}

fn without_controls<'a>(line: Cow<'a, str>, fault: &mut dyn FnMut(FaultKind)) -> Cow<'a, str> {
    let control = |byte: u8| (byte < 0x20 && byte != b'\t') || byte == 0x7F;
    if !line.bytes().fold(false, |seen, byte| seen | control(byte)) {
        return line;
    }
    fault(FaultKind::ControlCharacter);
    Cow::Owned(line.chars().filter(|c| !is_forbidden(*c)).collect())
}

/// Everything before the value, and where the value starts.
fn head<'a>(
    line: &'a str,
    card: bool,
    fault: &mut dyn FnMut(FaultKind),
) -> Option<(Property<'a>, usize)> {
    let Some(mut at) = memchr::memchr2(b':', b';', line.as_bytes()) else {
        fault(FaultKind::NotAContentLine);
        return None;
    };
    let full = line.get(..at)?.trim();
    let (group, name) = match full.split_once('.') {
        Some((group, name)) if !group.is_empty() && !name.is_empty() => (Some(group), name),
        _ => (None, full),
    };
    if name.is_empty() {
        fault(FaultKind::NotAContentLine);
        return None;
    }
    let mut property = Property::new(checked_name(name, fault), "");
    property.group = group.map(|group| checked_name(group, fault));
    while line.as_bytes().get(at) == Some(&b';') {
        let (parameter, next) = read_parameter(line, at + 1, fault);
        property.parameters.extend(parameter.map(|parameter| short_form(parameter, card)));
        at = next;
    }
    if at >= line.len() {
        fault(FaultKind::NotAContentLine);
        return None;
    }
    Some((property, at + 1))
}

fn checked_name<'a>(name: &'a str, fault: &mut dyn FnMut(FaultKind)) -> Cow<'a, str> {
    if !name.bytes().all(is_name_byte) {
        fault(FaultKind::BadName);
    }
    clean_name(name)
}

/// One parameter starting at `from`, and where what follows it starts: at a `;`, the `:`, or the end of the line.
fn read_parameter<'a>(
    line: &'a str,
    from: usize,
    fault: &mut dyn FnMut(FaultKind),
) -> (Option<Parameter<'a>>, usize) {
    let rest = line.get(from..).unwrap_or_default();
    let end = memchr::memchr3(b'=', b';', b':', rest.as_bytes()).unwrap_or(rest.len());
    let name = rest.get(..end).unwrap_or_default().trim();
    let mut at = from + end;
    if line.as_bytes().get(at) != Some(&b'=') {
        if name.is_empty() {
            return (None, at);
        }
        fault(FaultKind::ParameterWithoutValue);
        return (Some(Parameter { name: clean_name(name), values: Values::new() }), at);
    }
    let mut values = Values::new();
    loop {
        let (value, next) = read_value(line, at + 1, fault);
        values.push(value);
        at = next;
        if line.as_bytes().get(at) != Some(&b',') {
            break;
        }
    }
    if name.is_empty() {
        fault(FaultKind::BadName);
        return (None, at);
    }
    (Some(Parameter { name: checked_name(name, fault), values }), at)
}

/// One value starting at `from`, and where the separator after it stands.
fn read_value<'a>(
    line: &'a str,
    from: usize,
    fault: &mut dyn FnMut(FaultKind),
) -> (Cow<'a, str>, usize) {
    let rest = line.get(from..).unwrap_or_default();
    let quoted = rest.strip_prefix('"').and_then(|inside| inside.split_once('"'));
    let Some((inside, after)) = quoted else {
        let end = memchr::memchr3(b',', b';', b':', rest.as_bytes()).unwrap_or(rest.len());
        let value = rest.get(..end).unwrap_or_default();
        if value.starts_with('"') {
            fault(FaultKind::BadQuote);
        }
        return (Cow::Borrowed(value), from + end);
    };
    let end = memchr::memchr3(b',', b';', b':', after.as_bytes()).unwrap_or(after.len());
    let trailing = after.get(..end).unwrap_or_default();
    let next = line.len() - after.len() + end;
    if trailing.trim().is_empty() {
        return (Cow::Borrowed(inside), next);
    }
    fault(FaultKind::BadQuote);
    (Cow::Owned(format!("{inside}{trailing}")), next)
}

/// Decodes the carets of RFC 6868 §3.2 in every parameter inside; a caret before anything else stays.
pub(crate) fn decode_carets(component: &mut Component<'_>) {
    let parameters = component.properties.iter_mut().flat_map(|property| &mut property.parameters);
    for value in parameters.flat_map(|parameter| &mut parameter.values) {
        if memchr::memchr(b'^', value.as_bytes()).is_some() {
            *value = Cow::Owned(decode_caret(value));
        }
    }
    component.components.iter_mut().for_each(decode_carets);
}

fn decode_caret(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut chars = value.chars().peekable();
    while let Some(c) = chars.next() {
        let decoded = match (c, chars.peek()) {
            ('^', Some('n')) => '\n',
            ('^', Some('\'')) => '"',
            ('^', Some('^')) => '^',
            _ => {
                out.push(c);
                continue;
            }
        };
        chars.next();
        out.push(decoded);
    }
    out
}

/// vCard 2.1 leaves out the names of `TYPE`, `ENCODING` and `VALUE`.
fn short_form(parameter: Parameter<'_>, card: bool) -> Parameter<'_> {
    if !card || !parameter.values.is_empty() {
        return parameter;
    }
    let is = |names: &[&str]| names.iter().any(|name| parameter.is(name));
    let name = if is(&["QUOTED-PRINTABLE", "BASE64", "7BIT", "8BIT"]) {
        "ENCODING"
    } else if is(&["INLINE", "URL", "CONTENT-ID", "CID"]) {
        "VALUE"
    } else {
        "TYPE"
    };
    Parameter::new(name, parameter.name)
}

/// Whether the value of a line that starts so is quoted-printable, and goes on after a `=` at its end (vCard 2.1 §2.1.3).
pub(crate) fn is_quoted_printable(line: &str) -> bool {
    let head = line.get(..memchr::memchr(b':', line.as_bytes()).unwrap_or(0)).unwrap_or_default();
    head.split(';').skip(1).any(|parameter| {
        let value = match parameter.split_once('=') {
            Some((name, value)) if name.trim().eq_ignore_ascii_case("ENCODING") => value,
            Some(_) => "",
            None => parameter,
        };
        value.trim().eq_ignore_ascii_case("QUOTED-PRINTABLE")
    })
}

/// Decodes a quoted-printable value and takes the parameter off.
pub(crate) fn decode_quoted_printable(property: &mut Property<'_>) -> bool {
    let is_encoding = |parameter: &Parameter<'_>| {
        parameter.is("ENCODING")
            && parameter.values.iter().any(|value| value.eq_ignore_ascii_case("QUOTED-PRINTABLE"))
    };
    if !property.parameters.iter().any(is_encoding) {
        return false;
    }
    let decoded = crate::quoted_printable::decode(&property.value, property.parameter("CHARSET"));
    property.parameters.retain(|parameter| !is_encoding(parameter) && !parameter.is("CHARSET"));
    // Line breaks were data here; everything else in the value is already in wire form.
    let mut wire = String::with_capacity(decoded.len());
    for (position, part) in decoded.replace("\r\n", "\n").split(['\r', '\n']).enumerate() {
        if position > 0 {
            wire.push_str("\\n");
        }
        wire.extend(part.chars().filter(|c| !is_forbidden(*c)));
    }
    property.value = Cow::Owned(wire);
    true
}

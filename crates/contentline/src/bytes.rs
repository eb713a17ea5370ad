use std::borrow::Cow;

use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

use crate::{FaultKind, Parsed, parse};

/// Reads iCalendar or vCard bytes; like [`parse`], for bytes that may not be UTF-8.
///
/// UTF-16 with a byte order mark is decoded. A line that is not UTF-8 even after its folds are taken out (some writers fold inside
/// a character) is read in the `CHARSET` it names (vCard 2.1 §2.1.6), else as Windows-1252.
#[must_use]
pub fn parse_bytes(bytes: &[u8]) -> Parsed<'_> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return parse(text);
    }
    if let Some(text) = utf16(bytes) {
        return parse(&text).into_owned();
    }
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 8);
    let mut bad = Vec::new();
    let mut number = 1;
    let mut rest = bytes;
    while !rest.is_empty() {
        let (line, after) = rest.split_at(logical_end(rest));
        rest = after;
        let physical = line.iter().filter(|byte| **byte == b'\n').count();
        match std::str::from_utf8(line) {
            Ok(line) => text.push_str(line),
            Err(_) => {
                let unfolded = unfold(line);
                match std::str::from_utf8(&unfolded) {
                    Ok(line) => text.push_str(line),
                    Err(_) => {
                        text.push_str(&decode_line(&unfolded, charset(&unfolded)));
                        if bad.len() <= crate::MAX_FAULTS {
                            bad.push(number);
                        }
                    }
                }
                // As many line ends as before, so that later lines keep their numbers.
                text.extend(std::iter::repeat_n('\n', physical));
            }
        }
        number += physical;
    }
    let mut parsed = parse(&text).into_owned();
    for line in bad {
        parsed.fault(line, FaultKind::NotUtf8);
    }
    parsed.faults.sort_by_key(|fault| fault.line);
    parsed
}

/// Where the first content line with all its folds ends, after its LF.
fn logical_end(bytes: &[u8]) -> usize {
    for at in memchr::memchr_iter(b'\n', bytes) {
        if !matches!(bytes.get(at + 1), Some(b' ' | b'\t')) {
            return at + 1;
        }
    }
    bytes.len()
}

fn unfold(line: &[u8]) -> Cow<'_, [u8]> {
    let mut out = Vec::with_capacity(line.len());
    for (position, piece) in line.split(|byte| *byte == b'\n').enumerate() {
        let piece = piece.strip_suffix(b"\r").unwrap_or(piece);
        out.extend_from_slice(if position > 0 {
            piece.get(1..).unwrap_or_default()
        } else {
            piece
        });
    }
    Cow::Owned(out)
}

fn utf16(bytes: &[u8]) -> Option<String> {
    let unit: fn([u8; 2]) -> u16 = match bytes {
        [0xFF, 0xFE, ..] => u16::from_le_bytes,
        [0xFE, 0xFF, ..] => u16::from_be_bytes,
        _ => return None,
    };
    let units = bytes.chunks_exact(2).filter_map(|pair| Some(unit(pair.try_into().ok()?)));
    Some(
        char::decode_utf16(units)
            .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
            .filter(|c| *c != '\u{feff}')
            .collect(),
    )
}

/// The `CHARSET` among the parameters of a content line.
fn charset(line: &[u8]) -> Option<&str> {
    let head = line.split(|byte| *byte == b':').next()?;
    head.split(|byte| *byte == b';').skip(1).find_map(|parameter| {
        let (name, value) = std::str::from_utf8(parameter).ok()?.split_once('=')?;
        name.trim().eq_ignore_ascii_case("CHARSET").then_some(value)
    })
}

/// UTF-8, whatever is said; else what `charset` names; else Windows-1252, in which every byte is something: the five it leaves
/// open stand for themselves, as browsers have it.
pub(crate) fn decode_line(bytes: &[u8], charset: Option<&str>) -> String {
    let label = charset.map(|name| name.trim().trim_matches('"'));
    let named = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    // Escapes instead of high bytes: any of it is UTF-8.
    let escaped = named == Some(ISO_2022_JP);
    if let (false, Ok(text)) = (escaped, std::str::from_utf8(bytes)) {
        return text.to_owned();
    }
    let encoding = named.filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

//! Telephone numbers as `tel:` URIs (RFC 3966).

/// What stands between digits and is none of them; the last ones are spaces and hyphens that do not break.
const SEPARATORS: [char; 9] =
    [' ', '-', '.', '\u{a0}', '\u{202f}', '\u{2009}', '\u{2010}', '\u{2011}', '\u{2013}'];

/// The digits of an international number are at most so many (E.164 §6).
const LONGEST: usize = 15;

/// Countries whose numbers keep the `0` that others leave out when they are called from abroad.
const KEEP_ZERO: [&str; 3] = ["39", "378", "379"];

/// The URI of a number: of an international one (RFC 3966 §5.1.4) with its extension. What is dialled after the connection
/// (`,,123#`) has no place in it. `None` for a number that means another one elsewhere, for words, and wherever a
/// digit is in doubt: a wrong number is worse than none.
pub(crate) fn uri(number: &str) -> Option<String> {
    let number = number.trim();
    let bare = number
        .split_at_checked(4)
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("tel:"))
        .map_or(number, |(_, bare)| bare.trim_start());
    let mut rest = bare.strip_prefix('+')?;
    let mut uri = "tel:+".to_owned();
    let start = uri.len();
    let digits = |uri: &str| uri.get(start..).unwrap_or_default().to_owned();
    while let Some(c) = rest.chars().next() {
        if c == '(' {
            let (inside, after) = rest.get(1..)?.split_once(')')?;
            let inside: String = inside.chars().filter(|c| !SEPARATORS.contains(c)).collect();
            let is_number = !inside.is_empty() && inside.bytes().all(|b| b.is_ascii_digit());
            if !is_number || (inside.starts_with('0') && inside.len() > 1) {
                return None;
            }
            if inside != "0" {
                uri.push_str(&inside);
            } else if uri.len() == start || KEEP_ZERO.iter().any(|code| digits(&uri) == *code) {
                return None;
            }
            rest = after;
        } else if c.is_ascii_digit() || SEPARATORS.contains(&c) {
            if c.is_ascii_digit() {
                uri.push(c);
            }
            rest = rest.get(c.len_utf8()..)?;
        } else {
            break;
        }
        if uri.len() > start + LONGEST {
            return None;
        }
    }
    if uri.len() < start + 3 || digits(&uri).starts_with('0') {
        return None;
    }
    if !rest.is_empty() && !is_dialled_later(rest) {
        uri.push_str(";ext=");
        uri.push_str(&extension(rest)?);
    }
    Some(uri)
}

/// Whether it is dialled after the connection: pauses, digits and keys.
fn is_dialled_later(rest: &str) -> bool {
    rest.starts_with([',', ';', '#', '*', 'p', 'w'])
        && rest.chars().all(|c| c.is_ascii_digit() || ",;#*pw ".contains(c))
}

/// The digits of an extension.
fn extension(rest: &str) -> Option<String> {
    let rest = rest.to_ascii_lowercase();
    let marks = [";ext=", "extension", "ext", "poste", "x"];
    let after = marks.iter().find_map(|mark| rest.strip_prefix(mark))?;
    let after = after.trim_start_matches(['.', ':', ' ']).trim_end();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    is_digits(after).then(|| after.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn international_numbers_are_called_and_no_others() {
        for (number, wanted) in [
            ("+33 1 00 00 00 01", Some("tel:+33100000001")),
            ("tel:+1-(555)-010.9999", Some("tel:+15550109999")),
            ("+33 1 23 45 ext. 5", Some("tel:+3312345;ext=5")),
            ("+33 1 23 45 x5", Some("tel:+3312345;ext=5")),
            ("+33 (0)1;ext=5", Some("tel:+331;ext=5")),
            ("+44 ( 0 ) 20\u{a0}7946\u{2011}0000", Some("tel:+442079460000")),
            ("+331,,123#", Some("tel:+331")),
            ("+33 1 00;123#", Some("tel:+33100")),
            // In Italy the zero is part of the number.
            ("+39 (0)6 1234", None),
            ("+44 (020) 7946", None),
            ("+(0)33 1", None),
            ("+033 1 23", None),
            ("+33 1 23 / +33 1 24", None),
            ("+33 1 23 or 24", None),
            ("+33 1 23 ext. five", None),
            ("+1234567890123456", None),
            ("+33 (1", None),
            ("+", None),
            ("+33", None),
            ("0800 123 456", None),
            ("0033 1 23 45", None),
            ("abc", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(uri(number).as_deref(), wanted, "{number}");
        }
    }
}

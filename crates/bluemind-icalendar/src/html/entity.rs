//! Character references.

/// The named references that mail and calendars use.
const NAMED: &[(&str, &str)] = &[
    ("amp", "&"),
    ("apos", "'"),
    ("bull", "•"),
    ("colon", ":"),
    ("copy", "©"),
    ("deg", "°"),
    ("eacute", "é"),
    ("egrave", "è"),
    ("euro", "€"),
    ("gt", ">"),
    ("hellip", "…"),
    ("laquo", "«"),
    ("ldquo", "“"),
    ("lsquo", "‘"),
    ("lt", "<"),
    ("mdash", "—"),
    ("middot", "·"),
    ("nbsp", "\u{a0}"),
    ("ndash", "–"),
    ("NewLine", "\n"),
    ("quot", "\""),
    ("raquo", "»"),
    ("rdquo", "”"),
    ("reg", "®"),
    ("rsquo", "’"),
    ("Tab", "\t"),
    ("trade", "™"),
    ("zwnj", "\u{200c}"),
];

/// The longest reference that is looked at.
const LONGEST: usize = 12;

/// The text with its references replaced; unknown ones stay.
pub(super) fn decode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        out.push_str(before);
        if let Some((decoded, len)) = one(reference) {
            out.push_str(&decoded);
            rest = reference.get(len..).unwrap_or_default();
        } else {
            out.push('&');
            rest = reference.get(1..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

/// The reference at the start of a text, and its length.
fn one(text: &str) -> Option<(String, usize)> {
    let body = text.strip_prefix('&')?;
    let len = body
        .char_indices()
        .take(LONGEST)
        .find(|(_, c)| !(c.is_ascii_alphanumeric() || *c == '#'))
        .map_or(body.len().min(LONGEST), |(at, _)| at);
    let name = body.get(..len)?;
    let semicolon = usize::from(body.get(len..).is_some_and(|rest| rest.starts_with(';')));
    let total = 1 + len + semicolon;
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        let c = char::from_u32(code).filter(|c| *c != '\0').unwrap_or('\u{fffd}');
        return Some((c.to_string(), total));
    }
    if semicolon == 0 {
        return None;
    }
    NAMED.iter().find(|(known, _)| *known == name).map(|(_, text)| ((*text).to_owned(), total))
}

/// The text with `&`, `<`, `>` and `"` as references.
pub(super) fn encode(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
}

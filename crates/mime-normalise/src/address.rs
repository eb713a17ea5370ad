//! Address headers (RFC 5322 §3.4), as far as repairs need them.

use encoding_rs::Encoding;

use crate::codec::words;

mod people;

pub use people::Person;
pub(crate) use people::people;

/// A piece of an address header's value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// White space and folds.
    Space,
    /// `"…"`.
    Quoted,
    /// `(…)`.
    Comment,
    /// `<…>`.
    Angle,
    /// `,`, `;` or `:`.
    Separator,
    /// Anything else, up to one of those.
    Atom,
}

fn pieces(value: &[u8]) -> Vec<(Kind, &[u8])> {
    let mut pieces = Vec::new();
    let mut rest = value;
    while let Some(first) = rest.first() {
        let (kind, length) = match first {
            b if b.is_ascii_whitespace() => {
                (Kind::Space, rest.iter().take_while(|b| b.is_ascii_whitespace()).count())
            }
            b'"' => (Kind::Quoted, closed(rest, b'"')),
            b'(' => (Kind::Comment, comment(rest)),
            b'<' => (Kind::Angle, closed(rest, b'>')),
            b',' | b';' | b':' => (Kind::Separator, 1),
            _ => {
                let stop = |b: &u8| b.is_ascii_whitespace() || b"\"(<,;:".contains(b);
                (Kind::Atom, rest.iter().position(stop).unwrap_or(rest.len()).max(1))
            }
        };
        let (piece, tail) = rest.split_at(length.min(rest.len()));
        pieces.push((kind, piece));
        rest = tail;
    }
    pieces
}

/// How long the piece is that starts here and ends with `end`; to the end of the value if it stays open.
fn closed(rest: &[u8], end: u8) -> usize {
    let mut at = 1;
    while let Some(byte) = rest.get(at) {
        at += 1;
        if *byte == b'\\' && end == b'"' {
            at += 1;
        } else if *byte == end {
            return at;
        }
    }
    rest.len()
}

fn comment(rest: &[u8]) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(byte) = rest.get(at) {
        match byte {
            b'\\' => at += 1,
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        at += 1;
        if depth == 0 {
            return at.min(rest.len());
        }
    }
    rest.len()
}

/// The first address (without its name) of an address header on one line.
pub(crate) fn first(line: &[u8]) -> String {
    let pieces = pieces(line);
    let separator =
        pieces.iter().position(|(kind, text)| *kind == Kind::Separator && *text != b":");
    let head = pieces.get(..separator.unwrap_or(pieces.len())).unwrap_or_default();
    let angle = head.iter().find(|(kind, _)| *kind == Kind::Angle).map(|(_, text)| *text);
    if let Some(angle) = angle {
        let inner = angle.strip_prefix(b"<").unwrap_or(angle);
        let inner = inner.strip_suffix(b">").unwrap_or(inner);
        return String::from_utf8_lossy(inner.trim_ascii()).into_owned();
    }
    let atom = head.iter().find(|(kind, text)| *kind == Kind::Atom && text.contains(&b'@'));
    let any = atom.or_else(|| head.iter().find(|(kind, _)| *kind == Kind::Atom));
    any.map(|(_, text)| String::from_utf8_lossy(text).into_owned()).unwrap_or_default()
}

/// The X.500 name that `address` is, or wraps (`IMCEAEX-_O=ORG_OU=…@domain`, with `+20` for a space).
pub(crate) fn x500_name(address: &str) -> Option<String> {
    let lower = address.to_ascii_lowercase();
    if lower.starts_with("/o=") {
        return Some(address.to_owned());
    }
    if !lower.starts_with("imceaex-") {
        return None;
    }
    let wrapped = address.get("imceaex-".len()..)?;
    let wrapped = wrapped.rsplit_once('@').map_or(wrapped, |(name, _)| name);
    let mut out = String::with_capacity(wrapped.len());
    let mut rest = wrapped;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..)?;
        let escaped = (c == '+')
            .then(|| rest.get(..2).and_then(|hex| u8::from_str_radix(hex, 16).ok()))
            .flatten();
        match (c, escaped) {
            ('_', _) => out.push('/'),
            ('+', Some(byte)) => {
                out.push(char::from(byte));
                rest = rest.get(2..)?;
            }
            (c, _) => out.push(c),
        }
    }
    Some(out)
}

/// An address header's value in ASCII and with sound encoded words; `None` if it is so already.
///
/// Names and comments become encoded words; in addresses a domain becomes its ASCII form (RFC 3492), and so does a
/// mailbox name, since no server without SMTPUTF8 could take it otherwise.
pub(crate) fn rewrite(
    value: &[u8],
    column: usize,
    siblings: &[&'static Encoding],
) -> Option<Vec<u8>> {
    if value.is_ascii() && memchr::memmem::find(value, b"=?").is_none() {
        return None;
    }
    let pieces = pieces(value);
    let mut out = Vec::with_capacity(value.len() * 2);
    let mut index = 0;
    let mut changed = false;
    while let Some((kind, text)) = pieces.get(index) {
        let text = *text;
        let new = match kind {
            Kind::Angle => address(text, siblings),
            Kind::Comment => in_comment(text, out.len() + column, siblings),
            Kind::Atom | Kind::Quoted => {
                let (length, words) = phrase(pieces.get(index..).unwrap_or_default());
                let column = words::current_column(&out, column);
                let new = rewrite_phrase(&words, column, siblings);
                changed |= new.is_some();
                match new {
                    Some(new) => out.extend(new),
                    None => out.extend(words.concat()),
                }
                index += length;
                continue;
            }
            Kind::Space | Kind::Separator => None,
        };
        changed |= new.is_some();
        match new {
            Some(new) => out.extend(new),
            None => out.extend_from_slice(text),
        }
        index += 1;
    }
    changed.then_some(out)
}

/// The words of a name, with the white space between them.
fn phrase<'a>(pieces: &[(Kind, &'a [u8])]) -> (usize, Vec<&'a [u8]>) {
    let word = |kind: Kind| matches!(kind, Kind::Atom | Kind::Quoted);
    let mut length =
        pieces.iter().take_while(|(kind, _)| word(*kind) || *kind == Kind::Space).count();
    while length > 0 && pieces.get(length - 1).is_some_and(|(kind, _)| *kind == Kind::Space) {
        length -= 1;
    }
    let words = pieces.get(..length).unwrap_or_default();
    (length, words.iter().map(|(_, text)| *text).collect())
}

fn rewrite_phrase(
    words: &[&[u8]],
    column: usize,
    siblings: &[&'static Encoding],
) -> Option<Vec<u8>> {
    // An encoded word in quotes is none to most readers (RFC 2047 §5 (3)).
    let bad = |word: &&[u8]| !word.is_ascii() || (word.starts_with(b"\"") && words::has_word(word));
    let whole = words.concat();
    if !words.iter().any(bad) {
        return words::rewrite(&whole, column, siblings);
    }
    if let [only] = words
        && only.contains(&b'@')
        && !only.starts_with(b"\"")
    {
        return address(only, siblings);
    }
    // The name as a reader shows it: quotes are none of it.
    let mut line = Vec::new();
    for word in words {
        match word.strip_prefix(b"\"") {
            Some(inner) => line.extend(unescape(inner.strip_suffix(b"\"").unwrap_or(inner))),
            None => line.extend(word.iter().copied().filter(|b| !matches!(b, b'\r' | b'\n'))),
        }
    }
    Some(words::encode(&words::decode_text(&line, siblings), column))
}

fn unescape(inner: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(inner.len());
    let mut escaped = false;
    for byte in inner {
        match byte {
            b'\\' if !escaped => escaped = true,
            b'\r' | b'\n' => {}
            other => {
                out.push(*other);
                escaped = false;
            }
        }
    }
    out
}

fn in_comment(text: &[u8], column: usize, siblings: &[&'static Encoding]) -> Option<Vec<u8>> {
    if text.is_ascii() {
        return None;
    }
    let inner = text.strip_prefix(b"(").unwrap_or(text);
    let inner = inner.strip_suffix(b")").unwrap_or(inner);
    let encoded = words::encode(&words::decode_text(&unescape(inner), siblings), column.min(40));
    Some([b"(", encoded.as_slice(), b")"].concat())
}

/// Whether the mailbox name of an address in `value` is beyond ASCII: no form in ASCII is the same mailbox.
pub(crate) fn has_wide_mailbox(value: &[u8]) -> bool {
    let is_wide = |(kind, text): &(Kind, &[u8])| {
        let mailbox = memchr::memrchr(b'@', text).and_then(|at| text.get(..at));
        matches!(kind, Kind::Angle | Kind::Atom) && mailbox.is_some_and(|name| !name.is_ascii())
    };
    pieces(value).iter().any(is_wide)
}

/// An address in ASCII; `None` if it is so already.
fn address(text: &[u8], siblings: &[&'static Encoding]) -> Option<Vec<u8>> {
    if text.is_ascii() {
        return None;
    }
    let text = crate::charset::decode_guessing(text, siblings);
    // Labels between the characters that divide an address.
    let mut out = String::with_capacity(text.len() * 2);
    let mut label = String::new();
    for c in text.chars().chain(std::iter::once('\0')) {
        if !c.is_ascii() || c.is_ascii_alphanumeric() || "-_+'".contains(c) {
            label.push(c);
            continue;
        }
        if label.is_ascii() {
            out.push_str(&label);
        } else {
            out.push_str("xn--");
            out.push_str(&punycode(&label.to_lowercase()));
        }
        label.clear();
        if c != '\0' {
            out.push(c);
        }
    }
    Some(out.into_bytes())
}

/// RFC 3492 §6.3, for one label. Labels of more than 200 characters are cut.
fn punycode(label: &str) -> String {
    let input: Vec<u32> = label.chars().take(200).map(u32::from).collect();
    let mut out: String = label.chars().take(200).filter(char::is_ascii).collect();
    let basic = u32::try_from(out.len()).unwrap_or_default();
    let total = u32::try_from(input.len()).unwrap_or_default();
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (128_u32, 0_u32, 72_u32, basic);
    while handled < total {
        let Some(next) = input.iter().copied().filter(|c| *c >= n).min() else { break };
        delta = delta.wrapping_add((next - n).wrapping_mul(handled + 1));
        n = next;
        for c in &input {
            if *c < n {
                delta = delta.wrapping_add(1);
            }
            if *c == n {
                variable(delta, bias, &mut out);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.wrapping_add(1);
        n += 1;
    }
    out
}

/// Writes `delta` as a number of variable length.
fn variable(delta: u32, bias: u32, out: &mut String) {
    let mut q = delta;
    let mut k = 36;
    loop {
        let t = k.max(bias).saturating_sub(bias).clamp(1, 26);
        if q < t {
            break;
        }
        out.extend(digit(t + (q - t) % (36 - t)));
        q = (q - t) / (36 - t);
        k += 36;
    }
    out.extend(digit(q));
}

fn digit(value: u32) -> Option<char> {
    let byte = u8::try_from(value).ok()?;
    Some(char::from(if byte < 26 { b'a' + byte } else { b'0' + byte.saturating_sub(26) }))
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points.max(1);
    let mut k = 0;
    while delta > 455 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests;

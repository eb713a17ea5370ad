//! Quoted-printable (RFC 2045 §6.7).

mod encoder;

pub(crate) use encoder::{Encoder, encode};

/// Decodes as every tolerant reader does: an `=` that starts nothing stands for itself, white space at the end of a line
/// is none of it.
pub(crate) fn decode(body: &[u8], sink: &mut dyn FnMut(&[u8])) {
    let mut out = Vec::with_capacity(body.len().min(64 * 1024) + 1024);
    let mut at = 0;
    while at < body.len() {
        let rest = body.get(at..).unwrap_or_default();
        let end = memchr::memchr(b'\n', rest);
        let line = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        at += line.len() + usize::from(end.is_some());
        let content = line.strip_suffix(b"\r").unwrap_or(line);
        let eol: &[u8] = match end {
            Some(_) if content.len() < line.len() => b"\r\n",
            Some(_) => b"\n",
            None => b"",
        };
        let content = crate::scan::trim_end_wsp(content);
        let (content, eol) = match content.strip_suffix(b"=") {
            Some(soft) => (soft, &b""[..]),
            None => (content, eol),
        };
        decode_line(content, &mut out, sink);
        out.extend_from_slice(eol);
    }
    if !out.is_empty() {
        sink(&out);
    }
}

/// Decoded bytes are handed on in pieces of about this size.
const FULL: usize = 48 * 1024;

fn decode_line(line: &[u8], out: &mut Vec<u8>, sink: &mut dyn FnMut(&[u8])) {
    let mut rest = line;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (plain, escape) = rest.split_at(at);
        extend(out, plain, sink);
        match escape_value(escape) {
            Some(byte) => {
                out.push(byte);
                rest = escape.get(3..).unwrap_or_default();
            }
            None => {
                out.push(b'=');
                rest = escape.get(1..).unwrap_or_default();
            }
        }
    }
    extend(out, rest, sink);
}

fn extend(out: &mut Vec<u8>, plain: &[u8], sink: &mut dyn FnMut(&[u8])) {
    for piece in plain.chunks(FULL) {
        out.extend_from_slice(piece);
        if out.len() > FULL {
            sink(out);
            out.clear();
        }
    }
}

/// What each byte is worth as a hexadecimal digit; 16 and more: it is none.
const DIGITS: [u8; 256] = {
    let mut digits = [16; 256];
    let mut value: u8 = 0;
    while value < 16 {
        let letter = if value < 10 { b'0' + value } else { b'A' + value - 10 };
        #[expect(clippy::indexing_slicing, reason = "a byte is less than 256")]
        {
            digits[letter as usize] = value;
            digits[letter.to_ascii_lowercase() as usize] = value;
        }
        value += 1;
    }
    digits
};

fn escape_value(escape: &[u8]) -> Option<u8> {
    let [b'=', high, low, ..] = escape else { return None };
    let high = *DIGITS.get(usize::from(*high))?;
    let low = *DIGITS.get(usize::from(*low))?;
    ((high | low) < 16).then_some(high << 4 | low)
}

/// Where the next `=` from `at` on is. Escapes of one character stand side by side: a look comes before a search.
fn next_escape(body: &[u8], at: usize) -> Option<usize> {
    match body.get(at) {
        Some(b'=') => Some(at),
        Some(_) => memchr::memchr(b'=', body.get(at..).unwrap_or_default()).map(|skip| at + skip),
        None => None,
    }
}

/// What a quoted-printable body looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Look {
    /// Every reader decodes it to the same bytes: each `=` starts an escape or a soft line break without white space
    /// behind it, and all is ASCII.
    pub(crate) is_sound: bool,
    /// A sound body decodes to UTF-8: seen from its escapes alone, since all else is ASCII.
    pub(crate) is_utf8: bool,
}

/// Looks at the escapes of `body` without decoding it.
pub(crate) fn look(body: &[u8]) -> Look {
    let mut look = Look { is_sound: true, is_utf8: true };
    let mut text = Utf8::default();
    let mut at = 0;
    while let Some(here) = next_escape(body, at) {
        // Anything but an escape or a soft break inside a character ends it.
        look.is_utf8 &= here == at || text.left == 0;
        let escape = body.get(here..).unwrap_or_default();
        at = match (escape_value(escape), escape) {
            (Some(byte), _) => {
                look.is_utf8 = look.is_utf8 && text.push(byte);
                here + 3
            }
            (None, [b'=', b'\r', b'\n', ..]) => here + 3,
            (None, [b'=', b'\n', ..]) => here + 2,
            // A soft break at the very end is read as nothing by all.
            (None, [b'='] | [b'=', b'\r']) => body.len(),
            (None, _) => {
                look.is_sound = false;
                look.is_utf8 &= text.left == 0;
                here + 1
            }
        };
    }
    let is_ascii = body.is_ascii();
    Look {
        is_sound: look.is_sound && is_ascii,
        is_utf8: look.is_utf8 && text.left == 0 && is_ascii,
    }
}

/// A character of UTF-8 that has begun (RFC 3629 §4).
#[derive(Default)]
struct Utf8 {
    /// So many of its bytes are to come.
    left: u8,
    /// What the next of them is at least, and at most.
    low: u8,
    high: u8,
}

impl Utf8 {
    /// Takes the next byte; answers whether it may stand there.
    fn push(&mut self, byte: u8) -> bool {
        if self.left > 0 {
            let fits = (self.low..=self.high).contains(&byte);
            *self = Self { left: self.left - 1, low: 0x80, high: 0xbf };
            return fits;
        }
        let (left, low, high) = match byte {
            0..0x80 => return true,
            0xc2..=0xdf => (1, 0x80, 0xbf),
            0xe0 => (2, 0xa0, 0xbf),
            0xed => (2, 0x80, 0x9f),
            0xe1..=0xef => (2, 0x80, 0xbf),
            0xf0 => (3, 0x90, 0xbf),
            0xf1..=0xf3 => (3, 0x80, 0xbf),
            0xf4 => (3, 0x80, 0x8f),
            _ => return false,
        };
        *self = Self { left, low, high };
        true
    }
}

/// `body` with what is unsound put right, the rest as it is.
pub(crate) fn repair(body: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(body.len() + 64);
    let mut at = 0;
    while let Some(byte) = body.get(at) {
        let rest = body.get(at..).unwrap_or_default();
        if *byte == b'=' {
            let blanks = rest.iter().skip(1).take_while(|b| crate::scan::is_wsp(**b)).count();
            let after = rest.get(1 + blanks..).unwrap_or_default();
            let soft = after.is_empty()
                || after == b"\r"
                || after.starts_with(b"\r\n")
                || after.starts_with(b"\n");
            if soft {
                out.push(b'=');
                at += 1 + blanks;
                continue;
            }
            match escape_value(rest) {
                Some(_) => out.push(b'='),
                None => out.extend_from_slice(b"=3D"),
            }
        } else if byte.is_ascii() {
            out.push(*byte);
        } else {
            push_escape(*byte, &mut out);
        }
        at += 1;
    }
    out
}

fn push_escape(byte: u8, out: &mut Vec<u8>) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    out.push(b'=');
    out.extend(HEX.get(usize::from(byte >> 4)));
    out.extend(HEX.get(usize::from(byte & 15)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sound(body: &[u8]) -> bool {
        look(body).is_sound
    }

    fn utf8(body: &[u8]) -> bool {
        look(body).is_utf8
    }

    fn decoded(text: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        decode(text, &mut |piece| out.extend_from_slice(piece));
        out
    }

    #[test]
    fn lenient_reading() {
        let cases: [(&[u8], &[u8]); 6] = [
            (b"caf=C3=A9\r\n", b"caf\xc3\xa9\r\n"),
            (b"caf=c3=a9", b"caf\xc3\xa9"),
            (b"a=\r\nb", b"ab"),
            (b"a= \r\nb", b"ab"),
            (b"1=2 =ZZ", b"1=2 =ZZ"),
            (b"a  \r\nb", b"a\r\nb"),
        ];
        for (text, expected) in cases {
            assert_eq!(decoded(text), expected, "{}", text.escape_ascii());
        }
    }

    #[test]
    fn repair_makes_sound_what_decodes_the_same() {
        for text in [&b"1=2"[..], b"a= \r\nb", b"caf\xe9 =", b"==3D", b"x=\r", b"=", b"a =\t"] {
            let fixed = repair(text);
            assert!(sound(&fixed), "{}", fixed.escape_ascii());
            assert_eq!(decoded(&fixed), decoded(text), "{}", text.escape_ascii());
            assert_eq!(repair(&fixed), fixed);
        }
    }

    #[test]
    fn utf8_is_seen_without_decoding() {
        let cases: [(&[u8], bool); 8] = [
            (b"caf=C3=A9 =3D", true),
            (b"caf=C3=\r\n=A9", true),
            (b"caf=E9 noir", false),
            (b"caf=C3x=A9", false),
            (b"caf=C3", false),
            (b"=F0=9F=99=82=C3=A9", true),
            (b"=C3=41", false),
            (b"", true),
        ];
        for (body, expected) in cases {
            assert_eq!(utf8(body), expected, "{}", body.escape_ascii());
            assert_eq!(std::str::from_utf8(&decoded(body)).is_ok(), expected);
        }
    }

    #[test]
    fn utf8_and_soundness_are_those_of_what_is_decoded() {
        const PIECES: [&str; 20] = [
            "a",
            "=3D",
            "=41",
            "=\r\n",
            "=\n",
            "\r\n",
            "=C3",
            "=A9",
            "=c3=a9",
            "=E0",
            "=9f",
            "=A0",
            "=ED",
            "=F0=9F=99=82",
            "=F4",
            "=90",
            "=8f",
            "=C0",
            "=FF",
            "=BF",
        ];
        let mut seen = [0; 2];
        viaduc_fixture_runner::search(4_000, |u| {
            let mut body = String::new();
            for _ in 0..u.int_in_range(1..=7)? {
                body.push_str(u.choose(&PIECES)?);
            }
            let body = body.as_bytes();
            assert!(sound(body), "{}", body.escape_ascii());
            let expected = std::str::from_utf8(&decoded(body)).is_ok();
            assert_eq!(utf8(body), expected, "{}", body.escape_ascii());
            seen[usize::from(expected)] += 1;
            for broken in ["=", "=4", "=4G", "= \r\n", "\u{e9}"] {
                let broken = [body, broken.as_bytes(), b"."].concat();
                assert!(!sound(&broken), "{}", broken.escape_ascii());
            }
            Ok(())
        });
        assert!(seen.iter().all(|count| *count > 400), "{seen:?}");
    }

    #[test]
    fn what_is_written_is_read_back() {
        let long = "é".repeat(300) + " \r\nFrom here\r\n.\r\nend \t\r\n\r\n";
        for text in [&b""[..], b"a\rb\nc", long.as_bytes()] {
            let written = encode(text);
            assert!(sound(&written));
            assert!(written.split(|b| *b == b'\n').all(|line| line.len() <= 77));
            assert_eq!(decoded(&written), text, "{}", text.escape_ascii());
        }
    }
}

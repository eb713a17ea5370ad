//! Quoted-printable (RFC 2045 §6.7).

mod encoder;

pub(crate) use encoder::{Encoder, encode};

use crate::scan::{is_wsp, trim_end_wsp};

/// Decodes as every tolerant reader does: an `=` that starts nothing stands for itself, white space at the end of a line
/// is none of it.
pub(crate) fn decode(body: &[u8], sink: &mut dyn FnMut(&[u8])) {
    let mut out = Vec::with_capacity(body.len().min(2 * FULL));
    let mut rest = body;
    while !rest.is_empty() {
        let (plain, mark) = rest.split_at(next_mark(rest));
        rest = match mark {
            [b'=', ..] => {
                extend(&mut out, plain, sink);
                escape(mark, &mut out)
            }
            [_, tail @ ..] => {
                let line = plain.strip_suffix(b"\r");
                extend(&mut out, trim_end_wsp(line.unwrap_or(plain)), sink);
                out.extend_from_slice(if line.is_some() { b"\r\n" } else { b"\n" });
                tail
            }
            [] => {
                extend(&mut out, trim_end_wsp(plain.strip_suffix(b"\r").unwrap_or(plain)), sink);
                mark
            }
        };
        if out.len() > FULL {
            sink(&out);
            out.clear();
        }
    }
    if !out.is_empty() {
        sink(&out);
    }
}

/// Decoded bytes are handed on in pieces of about this size.
const FULL: usize = 48 * 1024;

/// Where the first escape or line end is. Escapes of one character stand side by side: a look comes before a search.
fn next_mark(text: &[u8]) -> usize {
    if text.first() == Some(&b'=') {
        return 0;
    }
    memchr::memchr2(b'=', b'\n', text).unwrap_or(text.len())
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

/// Decodes what starts with the `=` that `text` starts with; answers what stands behind it.
fn escape<'a>(text: &'a [u8], out: &mut Vec<u8>) -> &'a [u8] {
    if let Some(byte) = escape_value(text) {
        out.push(byte);
        return text.get(3..).unwrap_or_default();
    }
    let Some(blanks) = soft_break(text) else {
        out.push(b'=');
        return text.get(1..).unwrap_or_default();
    };
    let end = text.get(1 + blanks..).unwrap_or_default();
    let end = end.strip_prefix(b"\r").unwrap_or(end);
    end.strip_prefix(b"\n").unwrap_or(end)
}

/// If the `=` that `text` starts with breaks a line softly: how much white space stands before the line end.
fn soft_break(text: &[u8]) -> Option<usize> {
    let blanks = text.iter().skip(1).take_while(|b| is_wsp(**b)).count();
    let after = text.get(1 + blanks..).unwrap_or_default();
    matches!(after, [] | [b'\r'] | [b'\r', b'\n', ..] | [b'\n', ..]).then_some(blanks)
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
    /// Every reader decodes it to the same bytes: each `=` starts an escape or a soft line break with a line end right
    /// behind it, and all is ASCII. (Where the body ends instead, a reader may lose the last word.)
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
            if let Some(blanks) = soft_break(rest) {
                at += 1 + blanks;
                match body.get(at..) {
                    Some([] | [b'\r']) | None => {
                        keep_blank(&mut out);
                        break;
                    }
                    Some(_) => out.push(b'='),
                }
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

/// White space that ends the body would be none of it.
fn keep_blank(out: &mut Vec<u8>) {
    if let Some(blank) = out.pop_if(|byte| is_wsp(*byte)) {
        push_escape(blank, out);
    }
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

    /// The rules, line by line: what the fast way is held against.
    fn by_lines(body: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        for line in body.split_inclusive(|b| *b == b'\n') {
            let bare = line.strip_suffix(b"\n").unwrap_or(line);
            let text = trim_end_wsp(bare.strip_suffix(b"\r").unwrap_or(bare));
            let soft = text.strip_suffix(b"=");
            let mut rest = soft.unwrap_or(text);
            while let Some(first) = rest.first() {
                let (byte, length) = escape_value(rest).map_or((*first, 1), |byte| (byte, 3));
                out.push(byte);
                rest = &rest[length..];
            }
            if soft.is_none() && line.len() > bare.len() {
                out.extend(line[..line.len() - 1].ends_with(b"\r").then_some(b'\r'));
                out.push(b'\n');
            }
        }
        out
    }

    #[test]
    fn decoding_follows_the_lines() {
        const PIECES: [&str; 13] =
            ["=", "\r", "\n", "\r\n", " ", "\t", "=3D", "=20", "=0a", "=4", "x", "é", "="];
        viaduc_fixture_runner::search(20_000, |u| {
            let mut body = String::new();
            for _ in 0..u.int_in_range(1..=9)? {
                body.push_str(u.choose(&PIECES)?);
            }
            let body = body.as_bytes();
            assert_eq!(decoded(body), by_lines(body), "{}", body.escape_ascii());
            Ok(())
        });
        let long = [&b"=41".repeat(70_000)[..], &b"y".repeat(200_000), b" \t \r\n"].concat();
        assert_eq!(decoded(&long), by_lines(&long));
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

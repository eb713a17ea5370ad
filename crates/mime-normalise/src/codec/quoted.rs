//! Quoted-printable (RFC 2045 §6.7).

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
        decode_line(content, &mut out);
        out.extend_from_slice(eol);
        if out.len() > 48 * 1024 {
            sink(&out);
            out.clear();
        }
    }
    if !out.is_empty() {
        sink(&out);
    }
}

fn decode_line(line: &[u8], out: &mut Vec<u8>) {
    let mut rest = line;
    while let Some(at) = memchr::memchr(b'=', rest) {
        let (plain, escape) = rest.split_at(at);
        out.extend_from_slice(plain);
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
    out.extend_from_slice(rest);
}

fn escape_value(escape: &[u8]) -> Option<u8> {
    let [b'=', high, low, ..] = escape else { return None };
    let high = char::from(*high).to_digit(16)?;
    let low = char::from(*low).to_digit(16)?;
    u8::try_from(high * 16 + low).ok()
}

/// Whether some readers would decode `body` to other bytes than others: an `=` that starts nothing, a raw 8-bit byte,
/// white space after a soft line break.
pub(crate) fn is_sound(body: &[u8]) -> bool {
    if !body.is_ascii() {
        return false;
    }
    memchr::memchr_iter(b'=', body).all(|at| {
        let escape = body.get(at..).unwrap_or_default();
        // A soft break at the very end is read as nothing by all.
        escape_value(escape).is_some()
            || escape.starts_with(b"=\r\n")
            || escape.starts_with(b"=\n")
            || escape == b"="
            || escape == b"=\r"
    })
}

/// Whether a sound `body` decodes to UTF-8: seen from its escapes alone, since all else is ASCII.
pub(crate) fn is_utf8(body: &[u8]) -> bool {
    // The bytes of the character that has begun, across soft line breaks.
    let mut held = [0_u8; 4];
    let mut count = 0;
    let mut expected = 0;
    for at in memchr::memchr_iter(b'=', body) {
        let escape = body.get(at..).unwrap_or_default();
        if count > 0 && expected != at {
            return false;
        }
        let Some(byte) = escape_value(escape) else {
            expected = at + if escape.starts_with(b"=\r\n") { 3 } else { 2 };
            continue;
        };
        expected = at + 3;
        if count == 0 && byte.is_ascii() {
            continue;
        }
        let Some(slot) = held.get_mut(count) else { return false };
        *slot = byte;
        count += 1;
        match std::str::from_utf8(held.get(..count).unwrap_or_default()) {
            Ok(_) => count = 0,
            Err(error) if error.error_len().is_some() => return false,
            Err(_) => {}
        }
    }
    count == 0 && body.is_ascii()
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

/// Writes a text: its CR LF stay line ends, lines are cut softly at 76.
pub(crate) fn encode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len() + text.len() / 16 + 16);
    let mut rest = text;
    loop {
        match memchr::memmem::find(rest, b"\r\n") {
            Some(at) => {
                let (line, tail) = rest.split_at(at);
                encode_line(line, &mut out);
                out.extend_from_slice(b"\r\n");
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                encode_line(rest, &mut out);
                return out;
            }
        }
    }
}

fn encode_line(line: &[u8], out: &mut Vec<u8>) {
    let mut column = 0;
    for (at, byte) in line.iter().enumerate() {
        let last = at + 1 == line.len();
        let plain = match byte {
            b'=' => false,
            b' ' | b'\t' => !last,
            // `From ` and a lone dot at a line start are what some mail stores change.
            b'F' if column == 0 => !line.get(at..).unwrap_or_default().starts_with(b"From "),
            b'.' if column == 0 => !last,
            33..=126 => true,
            _ => false,
        };
        let width = if plain { 1 } else { 3 };
        if column + width > 75 {
            out.extend_from_slice(b"=\r\n");
            column = 0;
        }
        if plain {
            out.push(*byte);
        } else {
            push_escape(*byte, out);
        }
        column += width;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            assert!(is_sound(&fixed), "{}", fixed.escape_ascii());
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
            assert_eq!(is_utf8(body), expected, "{}", body.escape_ascii());
            assert_eq!(std::str::from_utf8(&decoded(body)).is_ok(), expected);
        }
    }

    #[test]
    fn what_is_written_is_read_back() {
        let long = "é".repeat(300) + " \r\nFrom here\r\n.\r\nend \t\r\n\r\n";
        for text in [&b""[..], b"a\rb\nc", long.as_bytes()] {
            let written = encode(text);
            assert!(is_sound(&written));
            assert!(written.split(|b| *b == b'\n').all(|line| line.len() <= 77));
            assert_eq!(decoded(&written), text, "{}", text.escape_ascii());
        }
    }
}

//! How mail writes bytes: made here, not by the crate under test.

const SYMBOLS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Base64 on one line.
pub(crate) fn base64_line(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(3) {
        let word = [chunk[0], *chunk.get(1).unwrap_or(&0), *chunk.get(2).unwrap_or(&0)];
        let word = u32::from_be_bytes([0, word[0], word[1], word[2]]);
        for (at, shift) in [18, 12, 6, 0].into_iter().enumerate() {
            let symbol = SYMBOLS[usize::try_from((word >> shift) & 63).unwrap()];
            out.push(if at <= chunk.len() { char::from(symbol) } else { '=' });
        }
    }
    out
}

/// Base64 in lines of 76, each with its line end.
pub(crate) fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for line in base64_line(bytes).as_bytes().chunks(76) {
        out.extend_from_slice(line);
        out.extend_from_slice(b"\r\n");
    }
    out
}

/// Quoted-printable, with soft line breaks.
pub(crate) fn quoted(bytes: &[u8]) -> Vec<u8> {
    let mut out: Vec<u8> = Vec::new();
    let mut column = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if bytes[at..].starts_with(b"\r\n") || *byte == b'\n' {
            out.push(*byte);
            column = 0;
            continue;
        }
        if column > 70 {
            out.extend_from_slice(b"=\r\n");
            column = 0;
        }
        let plain = (33..=126).contains(byte) && *byte != b'=';
        let inner = *byte == b' ' && !matches!(bytes.get(at + 1), None | Some(b'\r' | b'\n'));
        if plain || inner {
            out.push(*byte);
            column += 1;
        } else {
            out.extend_from_slice(format!("={byte:02X}").as_bytes());
            column += 3;
        }
    }
    out
}

/// A text as encoded words of at most 75 bytes.
pub(crate) fn words(text: &str) -> String {
    let mut pieces = vec![String::new()];
    for c in text.chars() {
        if pieces.last().unwrap().len() + c.len_utf8() > 30 {
            pieces.push(String::new());
        }
        pieces.last_mut().unwrap().push(c);
    }
    let word = |piece: &String| format!("=?utf-8?B?{}?=", base64_line(piece.as_bytes()));
    pieces.iter().map(word).collect::<Vec<_>>().join("\r\n ")
}

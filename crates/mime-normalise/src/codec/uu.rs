//! Uuencode (POSIX `uuencode`), which some gateways of old wrote as a transfer encoding.

use super::lines;

/// Whether `body` is one file and nothing else: what stands beside it, or in it and is none of it, would be lost.
pub(crate) fn is_file(body: &[u8]) -> bool {
    let is_blank = |line: &[u8]| line.trim_ascii().is_empty();
    let mut lines = lines(body).skip_while(|line| is_blank(line));
    lines.next().is_some_and(is_begin)
        && lines.find(|line| is_end(line) || !is_data(line)).is_some_and(is_end)
        && lines.all(is_blank)
}

/// Hands on the bytes of the file that `body` is; all of `body`, if it is none.
pub(crate) fn decode(body: &[u8], sink: &mut dyn FnMut(&[u8])) {
    if !is_file(body) {
        sink(body);
        return;
    }
    let content = lines(body).skip_while(|line| !is_begin(line)).skip(1);
    let mut out = Vec::with_capacity(64);
    for line in content.take_while(|line| !is_end(line)) {
        out.clear();
        decode_line(line, &mut out);
        if !out.is_empty() {
            sink(&out);
        }
    }
}

fn is_end(line: &[u8]) -> bool {
    line.trim_ascii() == b"end"
}

/// A length, and no more characters than it calls for, but for two that some writers add as a sum.
fn is_data(line: &[u8]) -> bool {
    let all = line.iter().all(|byte| (b' '..=b'`').contains(byte));
    let most = line.first().map_or(0, |first| length(*first).div_ceil(3) * 4 + 2);
    all && line.len() <= most + 1
}

fn length(first: u8) -> usize {
    usize::from(first.wrapping_sub(b' ') & 0x3f)
}

/// `begin`, the mode in octal digits, the name.
fn is_begin(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"begin ") else { return false };
    let mode = rest.iter().take_while(|b| (b'0'..=b'7').contains(b)).count();
    (3..=4).contains(&mode) && rest.get(mode) == Some(&b' ') && rest.len() > mode + 1
}

/// The length, then four characters for three bytes; spaces at the end may be gone.
fn decode_line(line: &[u8], out: &mut Vec<u8>) {
    let Some((first, data)) = line.split_first() else { return };
    let value = |byte: Option<&u8>| u32::from(byte.map_or(0, |b| b.wrapping_sub(b' ') & 0x3f));
    let length = length(*first);
    for group in 0..length.div_ceil(3) {
        let at = |index: usize| value(data.get(group * 4 + index));
        let bits = at(0) << 18 | at(1) << 12 | at(2) << 6 | at(3);
        let [_, bytes @ ..] = bits.to_be_bytes();
        out.extend(bytes.iter().take(length - group * 3));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_come_out() {
        let cases: [(&[u8], &[u8]); 9] = [
            (b"begin 644 a.txt\r\n%2&5L;&\\\r\n`\r\nend\r\n", b"Hello"),
            (b"\n\nbegin 0644 a b\n%2&5L;&\\\n \nend\n\n", b"Hello"),
            // Words beside it, words in it, a second file, no end: nothing may get lost.
            (b"see\nbegin 644 a\n#04)#\nend\n", b"see\nbegin 644 a\n#04)#\nend\n"),
            (b"begin 644 a\nhello\n#04)#\nend\n", b"begin 644 a\nhello\n#04)#\nend\n"),
            (b"begin 644 a\n#04)#\nend\nbye", b"begin 644 a\n#04)#\nend\nbye"),
            (b"begin 644 a\n#04)#\n", b"begin 644 a\n#04)#\n"),
            (b"begin 644 a\n#04)#\n#1$5&\nend", b"ABCDEF"),
            (b"begin 644 a\n#```\nend", b"\0\0\0"),
            (b"begin again\n#04)#\nend", b"begin again\n#04)#\nend"),
        ];
        for (body, expected) in cases {
            let mut out = Vec::new();
            decode(body, &mut |piece| out.extend_from_slice(piece));
            assert_eq!(out, expected, "{}", body.escape_ascii());
        }
    }
}

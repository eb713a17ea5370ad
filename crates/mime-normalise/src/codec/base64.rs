//! Base64 (RFC 2045 §6.8).

mod decoder;
mod encoder;

use base64_simd::STANDARD;

pub(crate) use decoder::Decoder;
pub(crate) use encoder::{Encoder, encode};

use super::lines;

/// What a base64 body looks like.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Look {
    /// Every reader decodes it to the same bytes.
    pub(crate) is_sound: bool,
    /// It breaks off inside a group of four.
    pub(crate) is_cut: bool,
    /// It has a line of more than 998 bytes.
    pub(crate) has_long_line: bool,
    /// It is no base64 at all, but text under a wrong label.
    pub(crate) is_clear: bool,
}

/// Looks at the lines of `body` without decoding them.
pub(crate) fn look(body: &[u8]) -> Look {
    let mut look = Look { is_sound: true, ..Look::default() };
    let mut symbols = 0_usize;
    let mut padded = false;
    for line in lines(body) {
        look.has_long_line |= line.len() > 998;
        let line = trim(line);
        if line.is_empty() {
            continue;
        }
        // More after the padding, or anything but symbols and padding at the end of a group of four.
        if padded {
            look.is_sound = false;
            continue;
        }
        if line.len().is_multiple_of(4) && symbols.is_multiple_of(4) && line.last() != Some(&b'=') {
            look.is_sound &= STANDARD.check(line).is_ok();
            symbols += line.len();
            continue;
        }
        let pads = line.iter().rev().take_while(|b| **b == b'=').count();
        let (data, _) = line.split_at(line.len() - pads);
        look.is_sound &= data.iter().all(|b| is_symbol(*b));
        symbols += data.len();
        if pads > 0 {
            padded = true;
            let needed = (4 - symbols % 4) % 4;
            look.is_sound &= needed != 3 && pads == needed;
            symbols += pads;
        }
    }
    if !symbols.is_multiple_of(4) {
        look.is_sound = false;
        look.is_cut = true;
    }
    if !look.is_sound && is_clear(body) {
        (look.is_clear, look.is_cut) = (true, false);
    }
    look
}

/// No word is longer; nearly every line of base64 is.
const WORD: usize = 40;

/// Whether a body is text under a wrong label: there are words, and they are none of base64.
pub(crate) fn is_clear(body: &[u8]) -> bool {
    let (mut spaced, mut only) = (false, true);
    let mut symbols = 0_usize;
    for line in lines(body).map(unquoted) {
        let is_end = line.ends_with(b"=") && is_base64_line(line);
        if is_end || has_run(line) {
            return false;
        }
        symbols += line.iter().filter(|b| is_symbol(**b) || **b == b'=').count();
        only &= line.iter().all(|b| is_symbol(*b) || b"= \t\r".contains(b));
        spaced |= has_words(line);
    }
    let whole = only && symbols.is_multiple_of(4);
    if spaced && !whole {
        return true;
    }
    // What every reader decodes is base64; a word, or words of as many letters by chance, tell themselves.
    (spaced || !whole) && !decodes_to_text(body) && is_in_words(body)
}

/// So much of a body tells what it is.
const SAMPLE: usize = 4096;

/// Whether reading the symbols yields characters, and no control characters.
fn decodes_to_text(body: &[u8]) -> bool {
    let sample = body.get(..SAMPLE).unwrap_or(body);
    let mut out = Vec::with_capacity(sample.len());
    let mut sink = |piece: &[u8]| out.extend_from_slice(piece);
    let mut state = Decoder::new();
    sample.iter().filter_map(|byte| value(*byte)).for_each(|value| state.symbol(value, &mut sink));
    state.finish(&mut sink);
    let is_control = |b: &u8| *b < b' ' && !b"\t\n\r\x0c".contains(b);
    let is_whole = |e: std::str::Utf8Error| e.error_len().is_none() && sample.len() < body.len();
    !out.iter().any(is_control) && std::str::from_utf8(&out).map_or_else(is_whole, |_| true)
}

/// Whether three of four runs of letters and digits are as words are: small letters, the first of them perhaps not.
fn is_in_words(body: &[u8]) -> bool {
    let sample = body.get(..SAMPLE).unwrap_or(body);
    let runs = sample.split(|b| b.is_ascii() && !b.is_ascii_alphanumeric());
    let (mut all, mut words) = (0_usize, 0_usize);
    for run in runs.filter(|run| !run.is_empty()) {
        let small = |b: &u8| b.is_ascii_lowercase() || !b.is_ascii();
        all += 1;
        words += usize::from(run.iter().skip(1).all(small) && run.iter().any(small));
    }
    words > 0 && words * 4 >= all * 3
}

/// A line without the marks of a quoted message and blanks around it.
fn unquoted(line: &[u8]) -> &[u8] {
    let lead = line.iter().take_while(|b| matches!(b, b'>' | b' ' | b'\t')).count();
    trim(line.get(lead..).unwrap_or_default())
}

fn has_words(line: &[u8]) -> bool {
    line.iter().any(|b| matches!(b, b' ' | b'\t'))
}

/// Whether so many symbols stand together as no word has.
fn has_run(line: &[u8]) -> bool {
    line.split(|b| !is_symbol(*b)).any(|run| run.len() >= WORD)
}

/// Whether a line is a note that some gateway put there: words, or after the padding anything but whole groups.
fn is_note(line: &[u8], padded: bool) -> bool {
    let line = unquoted(line);
    if !has_words(line) {
        return padded && !is_base64_line(line);
    }
    let symbols = line.iter().filter(|b| !matches!(b, b' ' | b'\t'));
    let whole = symbols.clone().count().is_multiple_of(4)
        && symbols.clone().all(|b| is_symbol(*b) || *b == b'=');
    padded || !(whole || has_run(line))
}

/// A line without white space at its end.
pub(crate) fn trim(mut line: &[u8]) -> &[u8] {
    while let [rest @ .., b' ' | b'\t' | b'\r'] = line {
        line = rest;
    }
    line
}

fn value(byte: u8) -> Option<u32> {
    let value = match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        _ => return None,
    };
    Some(value.into())
}

fn is_symbol(byte: u8) -> bool {
    value(byte).is_some()
}

/// Whether decoding leaves it as it is: [`is_clear`], asked where the first line does not tell at once.
pub(crate) fn is_text(body: &[u8]) -> bool {
    let first = lines(body).map(unquoted).find(|line| !line.is_empty());
    first.is_some_and(|line| !has_run(line)) && is_clear(body)
}

/// Decodes what can be decoded: characters that are none of base64 are skipped, a group of four may break off, more
/// may follow after padding; a note of some gateway is skipped. A text under a wrong label is what it is.
pub(crate) fn decode(body: &[u8], sink: &mut dyn FnMut(&[u8])) {
    if is_text(body) {
        sink(body);
        return;
    }
    let mut state = Decoder::new();
    for line in lines(body).map(trim) {
        let kind = state.kind(line);
        state.feed(kind, line, sink);
    }
    state.finish(sink);
}

fn is_base64_line(line: &[u8]) -> bool {
    line.len().is_multiple_of(4) && line.iter().all(|b| is_symbol(*b) || *b == b'=')
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
        let cases: [(&[u8], &[u8]); 13] = [
            (b"SGVsbG8=", b"Hello"),
            (b"SGVs\r\nbG8=\r\n", b"Hello"),
            (b"SG\r\nVsb\r\nG8=", b"Hello"),
            (b"SGVsbG8", b"Hello"),
            (b"SGVsbG8=\r\nSGVsbG8=\r\n", b"HelloHello"),
            (b"SGVs!bG8=", b"Hello"),
            (b"SGVsbG8=\r\n-- \r\nsent from my phone\r\nfooter\r\n", b"Hello"),
            (b"SGVsbG8hS", b"Hello!"),
            (b"SGVs bG8=", b"Hello"),
            (b"> SGVs\r\n> bG8=\r\n", b"Hello"),
            (b"SGVs\r\nbG\t8=\r\n", b"Hello"),
            (b"Hello to all of you.\r\nBye", b"Hello to all of you.\r\nBye"),
            (b"", b""),
        ];
        for (text, expected) in cases {
            assert_eq!(decoded(text), expected, "{}", text.escape_ascii());
        }
    }

    #[test]
    fn looks() {
        assert!(look(b"SGVs\r\nbG8=\r\n\r\n").is_sound);
        assert!(look(b"SG\r\nVsb\r\nG8=").is_sound);
        assert!(!look(b"SGVsbG8").is_sound);
        assert!(look(b"SGVsbG8").is_cut);
        assert!(!look(b"SGVsbG8=\r\nSGVs").is_sound);
        assert!(!look(b"SGVs!bG8").is_sound);
        assert!(look(b"").is_sound);
        assert!(look(b"Dear all,\r\nBye.").is_clear);
        assert!(!look(b"SGVs bG8=").is_clear);
        // Words alone, in so many letters as base64 has by chance; one word; one that is no ASCII.
        assert!(look(b"This is my text").is_clear);
        assert!(look(b"Hello\r\n").is_clear);
        assert!(look(b"Merci.\r\n").is_clear);
        assert!(look("D\u{e9}j\u{e0}".as_bytes()).is_clear);
        // What every reader decodes, and what breaks off, is base64.
        assert!(!look(b"Text\r\n").is_clear);
        assert!(!look(b"SGVsbG8").is_clear);
        assert!(!look(b"iVBORw0KGgo").is_clear);
        assert!(!look(b"iVBO Rw0K GgoA AAAN").is_clear);
    }

    #[test]
    fn what_is_written_is_sound_and_read_back() {
        for length in [0, 1, 2, 3, 56, 57, 58, 114, 1000, 200_000] {
            let bytes: Vec<u8> = (0..length).map(|n: usize| n.to_le_bytes()[0]).collect();
            let text = encode(&bytes);
            assert!(look(&text).is_sound);
            assert_eq!(decoded(&text), bytes);
        }
    }
}

use std::borrow::Cow;

/// JSON with the faults mended that mailboxes are known to bring, borrowed if there are none.
///
/// Inside strings: raw characters below U+0020 become escapes, halves of a surrogate pair (`\ud800`), bytes that are not
/// UTF-8 and escapes that do not exist become U+FFFD. Outside: numbers too big for a 64-bit float become strings of their digits; a
/// byte order mark at the start goes, and what nests deeper than 127 levels becomes a text that says so. Everything else, right or wrong, is passed through: this is no parser, and the result
/// of mending valid JSON is the same JSON. One pass, linear; the result is at most six times as long.
#[must_use]
pub fn repair(json: &[u8]) -> Cow<'_, [u8]> {
    let mut mended: Option<Vec<u8>> = None;
    let mut copied = 0;
    for fault in Faults::new(json) {
        let out = mended.get_or_insert_with(|| Vec::with_capacity(json.len() + 64));
        out.extend_from_slice(json.get(copied..fault.start).unwrap_or_default());
        fault.write(json, out);
        copied = fault.end;
    }
    match mended {
        None => Cow::Borrowed(json),
        Some(mut out) => {
            out.extend_from_slice(json.get(copied..).unwrap_or_default());
            Cow::Owned(out)
        }
    }
}

/// Where the byte at `offset` of the mended text stands in the text as it came.
pub(crate) fn source_offset(json: &[u8], offset: usize) -> usize {
    let mut text = Vec::new();
    let (mut mended, mut source) = (0, 0);
    for fault in Faults::new(json) {
        let before = fault.start - source;
        if mended + before > offset {
            break;
        }
        text.clear();
        fault.write(json, &mut text);
        mended += before + text.len();
        if mended > offset {
            return fault.start;
        }
        source = fault.end;
    }
    (source + (offset - mended.min(offset))).min(json.len())
}

/// Lists and objects that nest deeper than this are not read.
const DEEPEST: usize = 127;
/// What stands for one that does.
const TOO_DEEP: &[u8] = b"\"(nested too deep)\"";

/// One stretch of the input to be written otherwise.
struct Fault {
    start: usize,
    end: usize,
    kind: FaultKind,
}

#[derive(Clone, Copy)]
enum FaultKind {
    Mark,
    Control(u8),
    Replace,
    Number,
    Deep,
}

impl Fault {
    fn write(&self, json: &[u8], out: &mut Vec<u8>) {
        match self.kind {
            FaultKind::Mark => {}
            FaultKind::Control(byte) => {
                let digit = |nibble: u8| b"0123456789abcdef".get(usize::from(nibble)).copied();
                out.extend_from_slice(b"\\u00");
                out.extend(digit(byte >> 4));
                out.extend(digit(byte & 15));
            }
            FaultKind::Replace => out.extend_from_slice("\u{fffd}".as_bytes()),
            FaultKind::Number => {
                out.push(b'"');
                out.extend_from_slice(json.get(self.start..self.end).unwrap_or_default());
                out.push(b'"');
            }
            FaultKind::Deep => out.extend_from_slice(TOO_DEEP),
        }
    }
}

/// The faults of a text, from left to right.
struct Faults<'a> {
    json: &'a [u8],
    at: usize,
    in_string: bool,
    /// How many lists and objects are open.
    depth: usize,
}

impl<'a> Faults<'a> {
    const fn new(json: &'a [u8]) -> Self {
        Self { json, at: 0, in_string: false, depth: 0 }
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.json.get(self.at + ahead).copied()
    }

    fn fault(&mut self, len: usize, kind: FaultKind) -> Option<Fault> {
        let start = self.at;
        self.at = (start + len).min(self.json.len());
        Some(Fault { start, end: self.at, kind })
    }

    /// The next fault at or after `at` inside a string; `None` at its end.
    fn string(&mut self) -> Option<Fault> {
        while let Some(byte) = self.peek(0) {
            match byte {
                b'"' => {
                    self.at += 1;
                    self.in_string = false;
                    return None;
                }
                b'\\' => {
                    if let Some(fault) = self.escape() {
                        return Some(fault);
                    }
                }
                0..=0x1f => return self.fault(1, FaultKind::Control(byte)),
                0x20..=0x7f => self.at += 1,
                _ => match self.utf8() {
                    Ok(len) => self.at += len,
                    Err(len) => return self.fault(len, FaultKind::Replace),
                },
            }
        }
        None
    }

    /// Passes one escape, or answers its fault.
    fn escape(&mut self) -> Option<Fault> {
        match self.peek(1) {
            Some(b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't') => self.at += 2,
            Some(b'u') => match (self.unit(0), self.unit(6)) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => self.at += 12,
                (Some(0xd800..=0xdfff), _) => return self.fault(6, FaultKind::Replace),
                (Some(_), _) => self.at += 6,
                (None, _) => return self.fault(2, FaultKind::Replace),
            },
            None => self.at += 1,
            Some(_) => return self.fault(1, FaultKind::Replace),
        }
        None
    }

    /// The code unit of the `\uXXXX` that starts `ahead` bytes from here.
    fn unit(&self, ahead: usize) -> Option<u16> {
        let start = self.at + ahead;
        let escape = self.json.get(start..start + 6)?;
        let digits = escape.strip_prefix(b"\\u")?;
        if !digits.iter().all(u8::is_ascii_hexdigit) {
            return None;
        }
        u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
    }

    /// The length of the character here, or of the bytes that are none.
    fn utf8(&self) -> Result<usize, usize> {
        let end = (self.at + 4).min(self.json.len());
        let bytes = self.json.get(self.at..end).unwrap_or_default();
        match bytes.utf8_chunks().next() {
            Some(chunk) => match chunk.valid().chars().next() {
                Some(first) => Ok(first.len_utf8()),
                None => Err(chunk.invalid().len().max(1)),
            },
            None => Err(1),
        }
    }

    /// The length of the list or object that starts here, up to the end if it has none.
    fn nested(&self) -> usize {
        let rest = self.json.get(self.at..).unwrap_or_default();
        let (mut open, mut in_string, mut escaped) = (0_usize, false, false);
        for (at, byte) in rest.iter().enumerate() {
            match byte {
                _ if escaped => escaped = false,
                b'\\' if in_string => escaped = true,
                b'"' => in_string = !in_string,
                b'[' | b'{' if !in_string => open += 1,
                b']' | b'}' if !in_string => {
                    open = open.saturating_sub(1);
                    if open == 0 {
                        return at + 1;
                    }
                }
                _ => {}
            }
        }
        rest.len()
    }

    /// Passes a number, or answers its fault.
    fn number(&mut self) -> Option<Fault> {
        let is_part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let rest = self.json.get(self.at..).unwrap_or_default();
        let len = rest.iter().take_while(|byte| is_part(byte)).count().max(1);
        // Without an exponent and with fewer digits than f64::MAX it is in range.
        if len > 4 {
            let text = std::str::from_utf8(rest.get(..len).unwrap_or_default()).unwrap_or_default();
            if text.parse::<f64>().is_ok_and(f64::is_infinite) {
                return self.fault(len, FaultKind::Number);
            }
        }
        self.at += len;
        None
    }
}

impl Iterator for Faults<'_> {
    type Item = Fault;

    fn next(&mut self) -> Option<Fault> {
        if self.at == 0 && self.json.starts_with(b"\xef\xbb\xbf") {
            return self.fault(3, FaultKind::Mark);
        }
        loop {
            if self.in_string
                && let Some(fault) = self.string()
            {
                return Some(fault);
            }
            match self.peek(0)? {
                b'"' => {
                    self.at += 1;
                    self.in_string = true;
                }
                b'-' | b'0'..=b'9' => {
                    if let Some(fault) = self.number() {
                        return Some(fault);
                    }
                }
                b'[' | b'{' if self.depth == DEEPEST => {
                    return self.fault(self.nested(), FaultKind::Deep);
                }
                byte => {
                    self.at += 1;
                    match byte {
                        b'[' | b'{' => self.depth += 1,
                        b']' | b'}' => self.depth = self.depth.saturating_sub(1),
                        _ => {}
                    }
                }
            }
        }
    }
}

//! Strings of JSON (RFC 8259 §7).

use super::{Reader, Result, Unread};

/// A string as it stands, or decoded in the scratch.
pub(super) enum Text<'de> {
    Plain(&'de str),
    Decoded,
}

impl<'de> Reader<'de> {
    /// A string, after its first quote.
    pub(super) fn string(&mut self) -> Result<Text<'de>> {
        let start = self.at;
        self.at += plain(self.text, start);
        let text = self.text.get(start..self.at).ok_or(Unread)?;
        match self.byte() {
            Some(b'"') => {
                self.at += 1;
                Ok(Text::Plain(text))
            }
            Some(b'\\') => {
                if self.scratch.capacity() == 0 {
                    self.scratch.reserve(self.text.len().min(4096));
                }
                self.scratch.clear();
                self.scratch.push_str(text);
                self.escaped()?;
                Ok(Text::Decoded)
            }
            // A control character, or the end.
            _ => Err(Unread),
        }
    }

    /// The rest of a string from its first escape on, appended to the scratch.
    fn escaped(&mut self) -> Result<()> {
        loop {
            match self.byte() {
                Some(b'"') => {
                    self.at += 1;
                    return Ok(());
                }
                Some(b'\\') => self.escape()?,
                _ => return Err(Unread),
            }
            let len = plain(self.text, self.at);
            self.scratch.push_str(self.text.get(self.at..self.at + len).ok_or(Unread)?);
            self.at += len;
        }
    }

    fn escape(&mut self) -> Result<()> {
        let kind = self.text.as_bytes().get(self.at + 1).copied();
        self.at += 2;
        let decoded = match kind.ok_or(Unread)? {
            byte @ (b'"' | b'\\' | b'/') => char::from(byte),
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'u' => self.unit().and_then(|unit| match unit {
                0xd800..0xdc00 => {
                    self.word("\\u")?;
                    let pair = char::decode_utf16([unit, self.unit()?]).next();
                    pair.and_then(|pair| pair.ok()).ok_or(Unread)
                }
                unit => char::from_u32(u32::from(unit)).ok_or(Unread),
            })?,
            _ => return Err(Unread),
        };
        self.scratch.push(decoded);
        Ok(())
    }

    /// Four hexadecimal digits.
    fn unit(&mut self) -> Result<u16> {
        let digits = self.text.get(self.at..self.at + 4).ok_or(Unread)?;
        if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            return Err(Unread);
        }
        self.at += 4;
        u16::from_str_radix(digits, 16).map_err(|_| Unread)
    }
}

/// How many bytes from here on are no quote, no backslash and no control.
#[inline]
fn plain(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    let (sixteens, tail) = rest.as_chunks::<16>();
    for (place, sixteen) in sixteens.iter().enumerate() {
        // The compiler looks at all of them at once.
        let marks = u128::from_le_bytes(sixteen.map(|byte| u8::from(ends(byte))));
        if marks != 0 {
            return place * 16 + (marks.trailing_zeros() / 8) as usize;
        }
    }
    let plain = tail.iter().position(|byte| ends(*byte)).unwrap_or(tail.len());
    rest.len() - tail.len() + plain
}

fn ends(byte: u8) -> bool {
    (byte == b'"') | (byte == b'\\') | (byte < 0x20)
}

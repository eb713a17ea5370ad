use bytes::BytesMut;

use super::Response;

/// What the decoder holds at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// The bytes of one response outside its literals.
    pub lines: usize,
    /// The bytes of one response.
    pub response: usize,
}

impl Default for Limits {
    /// 1 MiB and 256 MiB.
    fn default() -> Self {
        Self { lines: 1 << 20, response: 256 << 20 }
    }
}

impl Limits {
    /// The default, with another limit for a whole response.
    #[must_use]
    pub fn with_response(response: usize) -> Self {
        Self { response, ..Self::default() }
    }
}

/// A response beyond the [`Limits`]. There is no way to go on after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DecodeError {
    /// Too much outside literals.
    #[error("a response line is too long")]
    Lines,
    /// Too much in all.
    #[error("a response is too large")]
    Response,
}

/// Cuts a stream of bytes into responses.
///
/// ```
/// use viaduc_imap_append::codec::{Condition, Decoder, Response};
///
/// let mut decoder = Decoder::default();
/// decoder.push(b"* 1 EXISTS\r\na1 OK [APPENDUID 38505 3955] APP");
/// assert!(matches!(decoder.next_response(), Ok(Some(Response::Data(_)))));
/// assert_eq!(decoder.next_response(), Ok(None)); // not whole yet
/// decoder.push(b"END completed\r\n");
/// let Ok(Some(Response::Tagged { tag, status })) = decoder.next_response() else { panic!() };
/// assert_eq!((tag.as_str(), status.condition), ("a1", Condition::Ok));
/// ```
#[derive(Debug, Default)]
pub struct Decoder {
    buffer: BytesMut,
    /// Where the search for the end of the current line goes on.
    scanned: usize,
    /// Where the current line starts.
    line: usize,
    /// The bytes in literals of the current response.
    literals: usize,
    limits: Limits,
}

impl Decoder {
    /// A decoder with these limits.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Takes bytes from the server.
    pub fn push(&mut self, bytes: &[u8]) {
        self.buffer.extend_from_slice(bytes);
    }

    /// The buffer to read into, with room in it.
    pub(crate) fn room(&mut self) -> &mut BytesMut {
        self.buffer.reserve(1 << 14);
        &mut self.buffer
    }

    /// Whether bytes of an unfinished response are held.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.buffer.is_empty()
    }

    /// The next whole response; `None` until more bytes come.
    ///
    /// # Errors
    /// [`DecodeError`] if the response goes beyond the limits.
    pub fn next_response(&mut self) -> Result<Option<Response>, DecodeError> {
        loop {
            let unseen = self.buffer.get(self.scanned..).unwrap_or_default();
            let Some(end) = memchr::memchr(b'\n', unseen).map(|at| self.scanned + at) else {
                self.scanned = self.scanned.max(self.buffer.len());
                self.check(self.buffer.len())?;
                return Ok(None);
            };
            self.check(end)?;
            let line = self.buffer.get(self.line..end).unwrap_or_default();
            let size = if self.line == 0 && is_human(line) { None } else { literal_size(line) };
            let Some(size) = size else {
                let frame = self.buffer.split_to(end + 1).freeze();
                (self.scanned, self.line, self.literals) = (0, 0, 0);
                return Ok(Some(Response::parse(&frame)));
            };
            let next = (end + 1).checked_add(size).filter(|next| *next <= self.limits.response);
            self.line = next.ok_or(DecodeError::Response)?;
            self.literals += size;
            self.scanned = self.line;
        }
    }

    fn check(&self, end: usize) -> Result<(), DecodeError> {
        // Before the literal that is awaited has come, `end` lies inside it.
        let outside = end.max(self.line) - self.literals;
        if outside > self.limits.lines {
            return Err(DecodeError::Lines);
        }
        if end > self.limits.response {
            return Err(DecodeError::Response);
        }
        Ok(())
    }
}

/// Whether what ends this line is text for people, in which `{5}` announces nothing.
fn is_human(line: &[u8]) -> bool {
    if line.starts_with(b"+") {
        return true;
    }
    let mut words = line.splitn(3, |&b| b == b' ');
    let word = words.nth(1).unwrap_or_default().trim_ascii_end();
    [&b"OK"[..], b"NO", b"BAD", b"BYE", b"PREAUTH", b"ALERT"]
        .iter()
        .any(|known| word.eq_ignore_ascii_case(known))
}

/// The size of the literal that a line announces at its end: `{5}`, `{5+}`, `~{5}`.
pub(super) fn literal_size(line: &[u8]) -> Option<usize> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let inside = line.strip_suffix(b"}")?;
    let inside = inside.strip_suffix(b"+").unwrap_or(inside);
    // No size we could hold has more digits.
    let tail = inside.get(inside.len().saturating_sub(20)..)?;
    let open = tail.iter().rposition(|&b| b == b'{')?;
    let digits = tail.get(open + 1..)?;
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    // A number beyond usize is beyond every limit too.
    Some(std::str::from_utf8(digits).ok()?.parse().unwrap_or(usize::MAX))
}

//! Reading commands: lines, literals, and the arguments in them.

use bytes::Bytes;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpStream;

/// Octets a command line may have without its literals.
pub(crate) const MAX_LINE: usize = 65_536;
/// Lists nested deeper than this are refused.
const MAX_DEPTH: usize = 16;

/// An argument of a command.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Arg {
    Atom(String),
    Quoted(String),
    Literal(Bytes),
    List(Vec<Self>),
}

impl Arg {
    /// The argument as text, whichever way it was written.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Atom(text) | Self::Quoted(text) => text.clone(),
            Self::Literal(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            Self::List(_) => String::new(),
        }
    }

    /// True for this keyword, in any case.
    pub(crate) fn is(&self, word: &str) -> bool {
        matches!(self, Self::Atom(text) if text.eq_ignore_ascii_case(word))
    }
}

/// A piece of a command: text up to a literal, or the literal.
#[derive(Debug)]
pub(crate) enum Segment {
    Text(Vec<u8>),
    Literal(Bytes),
}

/// What the end of a line announces.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Announced {
    pub(crate) size: u64,
    pub(crate) synchronising: bool,
}

/// The connection, buffered on the way in.
#[derive(Debug)]
pub(crate) struct Wire {
    stream: BufReader<TcpStream>,
    /// The line being read: kept here, so that giving up waiting for one loses nothing of it.
    partial: Vec<u8>,
}

impl Wire {
    pub(crate) fn new(stream: TcpStream) -> Self {
        Self { stream: BufReader::new(stream), partial: Vec::new() }
    }

    /// One line without its end; `None` at the end of the connection.
    pub(crate) async fn line(&mut self) -> std::io::Result<Option<Vec<u8>>> {
        loop {
            let byte = match self.stream.read_u8().await {
                Ok(byte) => byte,
                Err(end) if end.kind() == std::io::ErrorKind::UnexpectedEof => return Ok(None),
                Err(other) => return Err(other),
            };
            if byte == b'\n' {
                let mut out = std::mem::take(&mut self.partial);
                if out.last() == Some(&b'\r') {
                    out.pop();
                }
                return Ok(Some(out));
            }
            self.partial.push(byte);
            if self.partial.len() > MAX_LINE {
                self.send(b"* BYE line too long\r\n").await?;
                return Err(std::io::Error::other("line too long"));
            }
        }
    }

    /// So many octets of a literal.
    pub(crate) async fn octets(&mut self, n: u64) -> std::io::Result<Vec<u8>> {
        let mut out = Vec::new();
        let read = (&mut self.stream).take(n).read_to_end(&mut out).await?;
        if read as u64 == n { Ok(out) } else { Err(std::io::ErrorKind::UnexpectedEof.into()) }
    }

    pub(crate) async fn send(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.stream.get_mut().write_all(bytes).await?;
        self.stream.get_mut().flush().await
    }
}

/// The literal a line ends with.
pub(crate) fn announced(line: &[u8]) -> Option<Announced> {
    let inner = line.strip_suffix(b"}")?;
    let at = inner.iter().rposition(|b| *b == b'{')?;
    let text = std::str::from_utf8(inner.get(at + 1..)?).ok()?;
    let (digits, synchronising) = match text.strip_suffix(['+', '-']) {
        Some(digits) => (digits, false),
        None => (text, true),
    };
    Some(Announced { size: digits.parse().ok()?, synchronising })
}

/// The arguments of a command; `None` when it cannot be read.
pub(crate) fn arguments(segments: &[Segment]) -> Option<Vec<Arg>> {
    let mut stack: Vec<Vec<Arg>> = vec![Vec::new()];
    for segment in segments {
        match segment {
            Segment::Literal(bytes) => stack.last_mut()?.push(Arg::Literal(bytes.clone())),
            Segment::Text(text) => scan(text, &mut stack)?,
        }
    }
    let done = stack.pop()?;
    stack.is_empty().then_some(done)
}

fn scan(text: &[u8], stack: &mut Vec<Vec<Arg>>) -> Option<()> {
    let announces = announced(text).is_some();
    let end = if announces { text.iter().rposition(|b| *b == b'{')? } else { text.len() };
    let text = text.get(..end)?;
    let mut at = 0;
    while let Some(&byte) = text.get(at) {
        match byte {
            b' ' => at += 1,
            b'(' => {
                stack.push(Vec::new());
                at += 1;
                if stack.len() > MAX_DEPTH {
                    return None;
                }
            }
            b')' => {
                let list = stack.pop()?;
                stack.last_mut()?.push(Arg::List(list));
                at += 1;
            }
            b'"' => {
                let (quoted, next) = quoted(text, at + 1)?;
                stack.last_mut()?.push(Arg::Quoted(quoted));
                at = next;
            }
            _ => {
                let next = atom_end(text, at);
                let atom = String::from_utf8_lossy(text.get(at..next)?).into_owned();
                stack.last_mut()?.push(Arg::Atom(atom));
                at = next;
            }
        }
    }
    Some(())
}

fn quoted(text: &[u8], mut at: usize) -> Option<(String, usize)> {
    let mut out = Vec::new();
    loop {
        match *text.get(at)? {
            b'"' => return Some((String::from_utf8_lossy(&out).into_owned(), at + 1)),
            b'\\' => {
                out.push(*text.get(at + 1)?);
                at += 2;
            }
            other => {
                out.push(other);
                at += 1;
            }
        }
    }
}

/// Atoms end at a space or parenthesis, except inside `[…]`.
fn atom_end(text: &[u8], from: usize) -> usize {
    let mut inside = false;
    let rest = text.get(from..).unwrap_or_default();
    let length = rest.iter().position(|b| {
        match b {
            b'[' => inside = true,
            b']' => inside = false,
            _ => {}
        }
        !inside && matches!(b, b' ' | b'(' | b')')
    });
    from + length.unwrap_or(rest.len()).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_lists_and_literals() {
        let segments = [
            Segment::Text(b"1:* (UID BODY.PEEK[HEADER.FIELDS (A B)]) \"a\\\"b\" {3}".to_vec()),
            Segment::Literal(Bytes::from_static(b"xyz")),
        ];
        let args = arguments(&segments).unwrap();
        let Arg::List(items) = &args[1] else { panic!("a list") };
        assert_eq!(items[1], Arg::Atom("BODY.PEEK[HEADER.FIELDS (A B)]".into()));
        assert_eq!(args[2], Arg::Quoted("a\"b".into()));
        assert_eq!(args[3], Arg::Literal(Bytes::from_static(b"xyz")));
    }

    #[test]
    fn broken_commands_are_no_commands() {
        for text in [&b"(a"[..], b"a)", b"\"a", b"\"a\\"] {
            assert_eq!(arguments(&[Segment::Text(text.to_vec())]), None);
        }
        let deep = vec![b'('; 100_000];
        assert_eq!(arguments(&[Segment::Text(deep)]), None);
    }

    #[test]
    fn literals_are_announced_with_and_without_waiting() {
        let waits = Announced { size: 12, synchronising: true };
        assert_eq!(announced(b"a APPEND x {12}"), Some(waits));
        assert_eq!(announced(b"x {12+}"), Some(Announced { size: 12, synchronising: false }));
        assert_eq!(announced(b"x {a}"), None);
    }
}

use bytes::Bytes;

/// A datum of a response (RFC 3501 §4).
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Value {
    /// `NIL`.
    Nil,
    /// An atom, a number, a flag, or a section such as `BODY[HEADER.FIELDS (DATE)]`.
    Atom(Bytes),
    /// A quoted string or a literal, without its dress.
    Text(Bytes),
    /// A parenthesised list.
    List(Vec<Self>),
}

/// Lists nested deeper than this are no response of ours.
const DEPTH: usize = 32;

impl Value {
    /// Reads data divided by spaces until the end of `bytes`; `None` if it is no such thing.
    #[must_use]
    pub fn parse_all(bytes: &Bytes) -> Option<Vec<Self>> {
        let mut lexer = Lexer { bytes, at: 0 };
        let mut open = Vec::new();
        let mut current = Vec::new();
        while let Some(byte) = lexer.peek() {
            match byte {
                b' ' => lexer.at += 1,
                b'(' => {
                    lexer.at += 1;
                    open.push(std::mem::take(&mut current));
                    if open.len() > DEPTH {
                        return None;
                    }
                }
                b')' => {
                    lexer.at += 1;
                    let outer = open.pop()?;
                    let inner = std::mem::replace(&mut current, outer);
                    current.push(Self::List(inner));
                }
                b'"' => current.push(Self::Text(lexer.quoted()?)),
                b'{' => current.push(Self::Text(lexer.literal()?)),
                b'~' if lexer.bytes.get(lexer.at + 1) == Some(&b'{') => {
                    current.push(Self::Text(lexer.literal()?));
                }
                _ => current.push(lexer.atom()?),
            }
        }
        open.is_empty().then_some(current)
    }

    /// The bytes of an atom, a string or a literal.
    #[must_use]
    pub fn bytes(&self) -> Option<&Bytes> {
        match self {
            Self::Atom(bytes) | Self::Text(bytes) => Some(bytes),
            Self::Nil | Self::List(_) => None,
        }
    }

    /// An atom or string as text, if it is UTF-8.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.bytes().and_then(|bytes| std::str::from_utf8(bytes).ok())
    }

    /// An atom as a number.
    #[must_use]
    pub fn number(&self) -> Option<u64> {
        self.text()?.parse().ok()
    }

    /// The members of a list.
    #[must_use]
    pub fn list(&self) -> Option<&[Self]> {
        match self {
            Self::List(members) => Some(members),
            Self::Nil | Self::Atom(_) | Self::Text(_) => None,
        }
    }
}

struct Lexer<'a> {
    bytes: &'a Bytes,
    at: usize,
}

impl Lexer<'_> {
    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn quoted(&mut self) -> Option<Bytes> {
        let start = self.at + 1;
        let mut escaped = None;
        let mut at = start;
        loop {
            match self.bytes.get(at)? {
                b'"' => break,
                b'\\' => {
                    let plain = escaped.get_or_insert_with(Vec::new);
                    plain.extend_from_slice(self.bytes.get(self.at + 1..at)?);
                    // The escaped byte is plain, whatever it is.
                    self.at = at;
                    self.bytes.get(at + 1)?;
                    at += 2;
                }
                b'\r' | b'\n' => return None,
                _ => at += 1,
            }
        }
        let last = self.at + 1;
        self.at = at + 1;
        match escaped {
            None => Some(self.bytes.slice(start..at)),
            Some(mut plain) => {
                plain.extend_from_slice(self.bytes.get(last..at)?);
                Some(plain.into())
            }
        }
    }

    fn literal(&mut self) -> Option<Bytes> {
        let head = self.bytes.get(self.at..)?;
        let end = memchr::memchr(b'\n', head)?;
        let size = super::decoder::literal_size(head.get(..end)?)?;
        let start = self.at + end + 1;
        let stop = start.checked_add(size).filter(|stop| *stop <= self.bytes.len())?;
        self.at = stop;
        Some(self.bytes.slice(start..stop))
    }

    fn atom(&mut self) -> Option<Value> {
        let start = self.at;
        let mut bracketed = false;
        while let Some(byte) = self.peek() {
            match byte {
                b'[' => bracketed = true,
                b']' => bracketed = false,
                b'\r' | b'\n' => break,
                b' ' | b'(' | b')' | b'"' if !bracketed => break,
                b'{' => break,
                _ => {}
            }
            self.at += 1;
        }
        // A control character where a datum should stand.
        if self.at == start {
            return None;
        }
        let atom = self.bytes.slice(start..self.at);
        Some(if atom.eq_ignore_ascii_case(b"NIL") { Value::Nil } else { Value::Atom(atom) })
    }
}

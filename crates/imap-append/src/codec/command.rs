use std::fmt::Write as _;

use bytes::Bytes;

/// How a literal may be sent (RFC 7888).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Literals {
    /// Only after the server has said `+`.
    Synchronising,
    /// Without waiting up to 4096 bytes (LITERAL-).
    Small,
    /// Without waiting (LITERAL+).
    Any,
}

impl Literals {
    pub(crate) fn waits_for(self, size: usize) -> bool {
        match self {
            Self::Synchronising => true,
            Self::Small => size > 4096,
            Self::Any => false,
        }
    }
}

/// A piece of a command on its way.
#[derive(Clone, Debug)]
pub(crate) enum Chunk {
    /// Bytes to send.
    Bytes(Bytes),
    /// Nothing more of this command before the server says `+`.
    Await(u32),
    /// The end of a command: what [`Wire::give_up`](crate::wire::Wire::give_up) stops at.
    End(u32),
}

/// A command under construction: bytes, divided where the server must be waited for.
#[derive(Debug)]
pub(crate) struct Command {
    tag: u32,
    chunks: Vec<Chunk>,
    text: String,
}

impl Command {
    /// The command `tag text`; `text` is ASCII without line breaks, which the callers ensure by [`quoted`].
    pub(crate) fn new(tag: u32, text: &str) -> Self {
        Self { tag, chunks: Vec::new(), text: format!("v{tag} {text}") }
    }

    /// Adds text.
    pub(crate) fn text(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// Announces a literal of `size` bytes.
    pub(crate) fn announce(&mut self, size: usize, literals: Literals) {
        let waits = literals.waits_for(size);
        let plus = if waits { "" } else { "+" };
        // Writing to a String cannot fail.
        let _ = write!(self.text, "{{{size}{plus}}}\r\n");
        self.cut();
        if waits {
            self.chunks.push(Chunk::Await(self.tag));
        }
    }

    /// Adds a literal.
    pub(crate) fn literal(&mut self, bytes: Bytes, literals: Literals) {
        self.announce(bytes.len(), literals);
        self.chunks.push(Chunk::Bytes(bytes));
    }

    /// Waits for `+`, then sends a line of its own (AUTHENTICATE).
    pub(crate) fn answer(&mut self, line: &str) {
        self.text.push_str("\r\n");
        self.cut();
        self.chunks.push(Chunk::Await(self.tag));
        self.text.push_str(line);
    }

    fn cut(&mut self) {
        self.chunks.push(Chunk::Bytes(std::mem::take(&mut self.text).into()));
    }

    pub(crate) fn tag(&self) -> u32 {
        self.tag
    }

    /// All but the end of the line: what follows is sent by hand.
    pub(crate) fn into_open_chunks(mut self) -> Vec<Chunk> {
        if !self.text.is_empty() {
            self.cut();
        }
        self.chunks
    }

    pub(crate) fn into_chunks(mut self) -> Vec<Chunk> {
        self.text.push_str("\r\n");
        let tag = self.tag;
        let mut chunks = self.into_open_chunks();
        chunks.push(Chunk::End(tag));
        chunks
    }
}

/// `text` between quotes, if it can stand there (RFC 3501 §9 `quoted`): printable ASCII.
pub(crate) fn quoted(text: &str) -> Option<String> {
    if !text.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        return None;
    }
    Some(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
}

/// Numbers as a set, runs as ranges: `1:3,7`.
pub(crate) fn uid_set(uids: &[crate::Uid]) -> String {
    let mut sorted: Vec<u32> = uids.iter().map(|uid| uid.get()).collect();
    sorted.sort_unstable();
    sorted.dedup();
    let mut set = String::new();
    for run in sorted.chunk_by(|a, b| a + 1 == *b) {
        let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
        if !set.is_empty() {
            set.push(',');
        }
        let _ = if first == last { write!(set, "{first}") } else { write!(set, "{first}:{last}") };
    }
    set
}

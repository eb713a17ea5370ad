use std::fmt;

/// Something in the text that the grammar does not allow, and that the parser got over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fault {
    /// The physical line, counted from 1, where the faulty content line starts.
    pub line: usize,
    /// What was wrong, and so what the parser did.
    pub kind: FaultKind,
}

impl Fault {
    pub(crate) const fn new(line: usize, kind: FaultKind) -> Self {
        Self { line, kind }
    }
}

/// The kinds of [`Fault`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FaultKind {
    /// A folded line continues nothing; it was left out.
    StrayFold,
    /// A line without `:` or without a name; it was left out.
    NotAContentLine,
    /// A property outside every component; it was left out.
    OutsideComponent,
    /// A component has no `END`; it was closed where it must have ended.
    MissingEnd,
    /// An `END` of something that is not open; it was left out.
    StrayEnd,
    /// A component is nested deeper than [`MAX_DEPTH`](crate::MAX_DEPTH); it was left out with all it holds.
    TooDeep,
    /// A parameter has no `=` (vCard 2.1); in a card it was read as `TYPE`, `ENCODING` or `VALUE`.
    ParameterWithoutValue,
    /// A quoted parameter value never ends, or goes on after its closing quote; it was read up to the next separator.
    BadQuote,
    /// Control characters were taken out.
    ControlCharacter,
    /// A name holds a character that names cannot have; the character was replaced by `-`.
    BadName,
    /// Bytes that are not UTF-8; the line was read as Windows-1252.
    NotUtf8,
    /// The value was in quoted-printable (vCard 2.1); it was decoded.
    QuotedPrintable,
}

impl FaultKind {
    /// The fault as a short phrase.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::StrayFold => "folded line that continues nothing",
            Self::NotAContentLine => "line without a name or a colon",
            Self::OutsideComponent => "property outside every component",
            Self::MissingEnd => "component without END",
            Self::StrayEnd => "END of something that is not open",
            Self::TooDeep => "component nested too deep",
            Self::ParameterWithoutValue => "parameter without a value",
            Self::BadQuote => "badly quoted parameter value",
            Self::ControlCharacter => "control character",
            Self::BadName => "name with a forbidden character",
            Self::NotUtf8 => "bytes that are not UTF-8",
            Self::QuotedPrintable => "quoted-printable value",
        }
    }
}

impl fmt::Display for FaultKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.kind)
    }
}

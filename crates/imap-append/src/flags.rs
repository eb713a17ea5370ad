use std::fmt;

/// The system flags of a message (RFC 3501 §2.3.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::exhaustive_structs, reason = "RFC 3501 closed the list")]
#[expect(clippy::struct_excessive_bools, reason = "five independent marks are five booleans")]
pub struct Flags {
    /// `\Seen`: read.
    pub seen: bool,
    /// `\Answered`.
    pub answered: bool,
    /// `\Flagged`: marked for attention.
    pub flagged: bool,
    /// `\Draft`.
    pub draft: bool,
    /// `\Deleted`: goes at the next expunge.
    pub deleted: bool,
}

impl Flags {
    fn named(self) -> [(&'static str, bool); 5] {
        [
            ("\\Seen", self.seen),
            ("\\Answered", self.answered),
            ("\\Flagged", self.flagged),
            ("\\Draft", self.draft),
            ("\\Deleted", self.deleted),
        ]
    }
}

/// A keyword: a flag with a free name (`$Forwarded`, `$MDNSent`, a label).
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Keyword(Box<str>);

/// Not a keyword: empty, longer than 50 characters, or with a character an IMAP atom cannot hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not an IMAP keyword: 1 to 50 characters of printable ASCII other than ( ) {{ % * \" \\ ] and space"
)]
pub struct InvalidKeyword;

impl Keyword {
    /// A keyword (RFC 3501 §9 `flag-keyword`, an atom). The limit of 50 is Dovecot's default.
    ///
    /// # Errors
    /// [`InvalidKeyword`] if the server could not take it.
    pub fn new(name: &str) -> Result<Self, InvalidKeyword> {
        let fine = |b: u8| b.is_ascii_graphic() && !b"(){%*\"\\]".contains(&b);
        if name.is_empty() || name.len() > 50 || !name.bytes().all(fine) {
            return Err(InvalidKeyword);
        }
        Ok(Self(name.into()))
    }

    /// The keyword as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// `(\Seen $Forwarded)`, as APPEND and STORE take it.
pub(crate) fn write(flags: Flags, keywords: &[Keyword]) -> String {
    let system = flags.named().into_iter().filter(|(_, set)| *set).map(|(name, _)| name);
    let all: Vec<&str> = system.chain(keywords.iter().map(Keyword::as_str)).collect();
    format!("({})", all.join(" "))
}

/// What FETCH answered; `\Recent` and what is no keyword is passed over.
pub(crate) fn read<'a>(names: impl IntoIterator<Item = &'a str>) -> (Flags, Vec<Keyword>) {
    let (mut flags, mut keywords) = (Flags::default(), Vec::new());
    for name in names {
        match name.to_ascii_lowercase().as_str() {
            "\\seen" => flags.seen = true,
            "\\answered" => flags.answered = true,
            "\\flagged" => flags.flagged = true,
            "\\draft" => flags.draft = true,
            "\\deleted" => flags.deleted = true,
            _ => keywords.extend(Keyword::new(name)),
        }
    }
    (flags, keywords)
}

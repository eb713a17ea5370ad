use std::fmt;

use crate::{JsonPointer, LossCode, LossKind};

/// One thing that did not come across as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Loss {
    /// What happened; its [`kind`](LossCode::kind) says how severe it is.
    pub code: &'static LossCode,
    /// Which field of the source item.
    pub path: JsonPointer,
    /// A short detail that helps a reader (the unknown value, the zone that was taken): never a body or a secret.
    pub note: Option<Box<str>>,
}

/// Notes are cut at this many characters: a hostile value must not grow the report.
const NOTE_CHARS: usize = 120;

impl Loss {
    /// A loss of `code` at `path`.
    #[must_use]
    pub fn new(code: &'static LossCode, path: impl Into<JsonPointer>) -> Self {
        Self { code, path: path.into(), note: None }
    }

    /// With a note, cut at 120 characters and freed of control characters.
    #[must_use]
    pub fn with_note(mut self, note: &str) -> Self {
        let clean = |c: char| if c.is_control() { '\u{fffd}' } else { c };
        let mut short: String = note.chars().take(NOTE_CHARS).map(clean).collect();
        if note.chars().nth(NOTE_CHARS).is_some() {
            short.push('…');
        }
        self.note = Some(short.into_boxed_str());
        self
    }

    /// How severe it is.
    #[must_use]
    pub fn kind(&self) -> LossKind {
        self.code.kind
    }
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code.kind, self.code.name)?;
        if !self.path.as_str().is_empty() {
            write!(f, " at {}", self.path)?;
        }
        match &self.note {
            Some(note) => write!(f, ": {note}"),
            None => Ok(()),
        }
    }
}

/// The sink a converter reports to while it works.
#[derive(Clone, Debug, Default)]
pub struct Losses {
    list: Vec<Loss>,
}

impl Losses {
    /// An empty sink; it allocates only when something is reported.
    #[must_use]
    pub const fn new() -> Self {
        Self { list: Vec::new() }
    }

    /// Reports `code` at `path`.
    pub fn report(&mut self, code: &'static LossCode, path: impl Into<JsonPointer>) {
        self.list.push(Loss::new(code, path));
    }

    /// Reports `code` at `path` with a short detail ([`Loss::with_note`]).
    pub fn note(&mut self, code: &'static LossCode, path: impl Into<JsonPointer>, note: &str) {
        self.list.push(Loss::new(code, path).with_note(note));
    }

    /// Takes over losses reported elsewhere.
    pub fn extend(&mut self, losses: impl IntoIterator<Item = Loss>) {
        self.list.extend(losses);
    }

    /// What was reported so far, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Loss] {
        &self.list
    }

    /// Whether nothing was reported.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }

    /// Closes the conversion: `value`, with everything reported here.
    #[must_use = "the losses are part of the result"]
    pub fn with<T>(self, value: T) -> Converted<T> {
        Converted { value, losses: self.list }
    }
}

/// The result of a conversion: the value, and everything that was lost on the way to it.
#[must_use = "the losses are part of the result"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Converted<T> {
    value: T,
    losses: Vec<Loss>,
}

impl<T> Converted<T> {
    /// A value that lost nothing.
    pub const fn lossless(value: T) -> Self {
        Self { value, losses: Vec::new() }
    }

    /// A value and what it lost.
    pub const fn new(value: T, losses: Vec<Loss>) -> Self {
        Self { value, losses }
    }

    /// The value.
    pub const fn value(&self) -> &T {
        &self.value
    }

    /// What was lost, in the order the converter met it.
    #[must_use]
    pub fn losses(&self) -> &[Loss] {
        &self.losses
    }

    /// Both, apart.
    #[must_use]
    pub fn into_parts(self) -> (T, Vec<Loss>) {
        (self.value, self.losses)
    }

    /// The value transformed, the losses kept.
    pub fn map<U>(self, transform: impl FnOnce(T) -> U) -> Converted<U> {
        Converted { value: transform(self.value), losses: self.losses }
    }

    /// A second conversion after this one: its losses follow those already there.
    ///
    /// # Errors
    /// The error of `next`.
    pub fn and_then<U, E>(
        self,
        next: impl FnOnce(T) -> Result<Converted<U>, E>,
    ) -> Result<Converted<U>, E> {
        let mut losses = self.losses;
        let second = next(self.value)?;
        losses.extend(second.losses);
        Ok(Converted { value: second.value, losses })
    }

    /// The value, with the losses moved into `sink`: how one converter uses another.
    pub fn drain_into(self, sink: &mut Losses) -> T {
        sink.extend(self.losses);
        self.value
    }

    /// The most severe kind among the losses.
    #[must_use]
    pub fn worst(&self) -> Option<LossKind> {
        self.losses.iter().map(Loss::kind).max()
    }
}

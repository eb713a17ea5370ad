use std::fmt;

/// How much of the source a loss took, from least to most severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum LossKind {
    /// Carried in full, but where the target's ordinary readers do not look (an `X-` property, a note).
    Preserved,
    /// The source broke its own rules; what it must have meant was written.
    Repaired,
    /// The source said nothing where the target needs a value; a documented default was written.
    Defaulted,
    /// The target cannot say it exactly; the nearest thing it can say was written.
    Approximated,
    /// Not carried at all.
    Dropped,
}

impl LossKind {
    /// Every kind, from least to most severe.
    pub const ALL: [Self; 5] =
        [Self::Preserved, Self::Repaired, Self::Defaulted, Self::Approximated, Self::Dropped];

    /// The kind in lower case, as reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Preserved => "preserved",
            Self::Repaired => "repaired",
            Self::Defaulted => "defaulted",
            Self::Approximated => "approximated",
            Self::Dropped => "dropped",
        }
    }
}

impl fmt::Display for LossKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One kind of loss a converter can report: declared once with [`loss_codes!`](crate::loss_codes), shown by some fixture.
///
/// Codes are dotted paths of lower-case words in the source's vocabulary (`graph.event.showAs.unknown`) and never
/// change their meaning. Two codes are equal if their names are.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct LossCode {
    /// The code itself.
    pub name: &'static str,
    /// How severe every loss of this code is.
    pub kind: LossKind,
    /// What happened and what was written instead, as a sentence or two.
    pub meaning: &'static str,
}

impl LossCode {
    /// A code for [`loss_codes!`](crate::loss_codes) to declare.
    #[must_use]
    pub const fn new(name: &'static str, kind: LossKind, meaning: &'static str) -> Self {
        Self { name, kind, meaning }
    }
}

impl PartialEq for LossCode {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for LossCode {}

impl fmt::Display for LossCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Declares the loss codes of a crate: one `static` each, and one slice of them all for tests and documentation.
///
/// The doc comment of a code becomes its [`meaning`](LossCode::meaning).
///
/// ```
/// viaduc_fidelity::loss_codes! {
///     /// Every code of this crate.
///     pub CODES = {
///         /// The start was missing; the day of creation was taken.
///         START_MISSING = ("thing.start.missing", Defaulted);
///     }
/// }
/// assert_eq!(CODES[0].name, START_MISSING.name);
/// assert_eq!(CODES[0].meaning, "The start was missing; the day of creation was taken.");
/// ```
#[macro_export]
macro_rules! loss_codes {
    (
        $(#[$all_doc:meta])*
        $all_vis:vis $all:ident = {
            $( $(#[doc = $doc:literal])+ $code:ident = ($name:literal, $kind:ident); )+
        }
    ) => {
        $(
            $(#[doc = $doc])+
            $all_vis static $code: $crate::LossCode =
                $crate::LossCode::new($name, $crate::LossKind::$kind, $crate::__meaning!($($doc)+));
        )+
        $(#[$all_doc])*
        $all_vis static $all: &[&$crate::LossCode] = &[$(&$code),+];
    };
}

/// Joins the lines of a doc comment at compile time and drops the leading space.
#[doc(hidden)]
#[macro_export]
macro_rules! __meaning {
    ($($doc:literal)+) => {{
        const JOINED: &str = concat!($($doc),+);
        $crate::__trim(JOINED)
    }};
}

/// Without the space that stands before every doc comment's first word.
#[doc(hidden)]
#[must_use]
pub const fn __trim(text: &'static str) -> &'static str {
    text.trim_ascii()
}

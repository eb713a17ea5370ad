use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::str::FromStr;

/// A JSON pointer (RFC 6901): where in a source item something stands.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonPointer(String);

/// The text is no JSON pointer: it neither is empty nor starts with `/`, or holds a `~` not followed by `0` or `1`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct InvalidJsonPointer;

impl fmt::Display for InvalidJsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON pointer (RFC 6901)")
    }
}

impl std::error::Error for InvalidJsonPointer {}

impl JsonPointer {
    /// The pointer to the whole item, `""`.
    #[must_use]
    pub const fn root() -> Self {
        Self(String::new())
    }

    /// The pointer's text, with `~` and `/` inside tokens escaped.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The reference tokens, unescaped.
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|token| {
            if token.contains('~') {
                Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(token)
            }
        })
    }

    fn push(&mut self, token: &str) {
        self.0.push('/');
        if !token.bytes().any(|byte| byte == b'~' || byte == b'/') {
            self.0.push_str(token);
            return;
        }
        for c in token.chars() {
            match c {
                '~' => self.0.push_str("~0"),
                '/' => self.0.push_str("~1"),
                other => self.0.push(other),
            }
        }
    }
}

impl fmt::Display for JsonPointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for JsonPointer {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl FromStr for JsonPointer {
    type Err = InvalidJsonPointer;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rooted = text.is_empty() || text.starts_with('/');
        let escaped =
            text.split('~').skip(1).all(|after| after.starts_with('0') || after.starts_with('1'));
        if rooted && escaped { Ok(Self(text.to_owned())) } else { Err(InvalidJsonPointer) }
    }
}

/// The path from the item's root to where a converter stands, kept on the stack.
///
/// Descending costs nothing; only a reported loss makes a [`JsonPointer`] of it.
///
/// ```
/// use viaduc_fidelity::Place;
/// let root = Place::root();
/// let attendees = root.key("attendees");
/// assert_eq!(attendees.index(3).key("a/b").to_pointer().as_str(), "/attendees/3/a~1b");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    parent: Option<&'a Self>,
    step: Step<'a>,
}

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root,
    Key(&'a str),
    Index(usize),
}

impl<'a> Place<'a> {
    /// The item itself.
    #[must_use]
    pub const fn root() -> Place<'static> {
        Place { parent: None, step: Step::Root }
    }

    /// The member `name` of the object here.
    #[must_use]
    pub const fn key(&'a self, name: &'a str) -> Self {
        Self { parent: Some(self), step: Step::Key(name) }
    }

    /// The element `position`, counted from 0, of the array here.
    #[must_use]
    pub const fn index(&'a self, position: usize) -> Self {
        Self { parent: Some(self), step: Step::Index(position) }
    }

    /// The place as a pointer.
    #[must_use]
    pub fn to_pointer(&self) -> JsonPointer {
        // Hardly any place is deeper, and those that are not cost no list.
        let mut near = [Step::Root; 8];
        let mut far = Vec::new();
        let (mut depth, mut length) = (0, 0);
        let mut here = Some(self);
        while let Some(place) = here {
            match near.get_mut(depth) {
                Some(step) => *step = place.step,
                None => far.push(place.step),
            }
            length += match place.step {
                Step::Root => 0,
                Step::Key(name) => 1 + name.len(),
                Step::Index(_) => 4,
            };
            depth += 1;
            here = place.parent;
        }
        let mut pointer = JsonPointer(String::with_capacity(length));
        for step in far.iter().rev().chain(near.iter().take(depth).rev()) {
            match step {
                Step::Root => {}
                Step::Key(name) => pointer.push(name),
                Step::Index(position) => {
                    // Writing to a String cannot fail.
                    let _ = write!(pointer.0, "/{position}");
                }
            }
        }
        pointer
    }
}

impl From<&Place<'_>> for JsonPointer {
    fn from(place: &Place<'_>) -> Self {
        place.to_pointer()
    }
}

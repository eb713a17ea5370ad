use std::borrow::Cow;
use std::ops::{Deref, DerefMut};

/// The values of a [`Parameter`](crate::Parameter), decoded. Reads like a slice; a single value, as nearly every parameter has,
/// is held in place.
///
/// ```
/// let mut values = viaduc_contentline::Values::from("home");
/// values.push("work".into());
/// assert_eq!(values[..], ["home", "work"]);
/// ```
#[derive(Clone, Debug)]
pub struct Values<'a>(Held<'a>);

#[derive(Clone, Debug)]
enum Held<'a> {
    One(Cow<'a, str>),
    Many(Vec<Cow<'a, str>>),
}

impl<'a> Values<'a> {
    /// No value at all.
    #[must_use]
    pub const fn new() -> Self {
        Self(Held::Many(Vec::new()))
    }

    /// The values, in order.
    #[must_use]
    pub fn as_slice(&self) -> &[Cow<'a, str>] {
        match &self.0 {
            Held::One(value) => std::slice::from_ref(value),
            Held::Many(values) => values,
        }
    }

    /// Appends a value, given decoded.
    pub fn push(&mut self, value: Cow<'a, str>) {
        match &mut self.0 {
            Held::Many(values) if values.is_empty() => self.0 = Held::One(value),
            Held::Many(values) => values.push(value),
            Held::One(first) => self.0 = Held::Many(vec![std::mem::take(first), value]),
        }
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Values<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self.0 {
            Held::One(value) => Values(Held::One(own(value))),
            Held::Many(values) => Values(Held::Many(values.into_iter().map(own).collect())),
        }
    }
}

impl Default for Values<'_> {
    fn default() -> Self {
        Self::new()
    }
}

impl PartialEq for Values<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_slice() == other.as_slice()
    }
}

impl Eq for Values<'_> {}

impl<'a> Deref for Values<'a> {
    type Target = [Cow<'a, str>];

    fn deref(&self) -> &Self::Target {
        self.as_slice()
    }
}

impl DerefMut for Values<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        match &mut self.0 {
            Held::One(value) => std::slice::from_mut(value),
            Held::Many(values) => values,
        }
    }
}

impl<'a> From<Cow<'a, str>> for Values<'a> {
    fn from(value: Cow<'a, str>) -> Self {
        Self(Held::One(value))
    }
}

impl<'a> From<&'a str> for Values<'a> {
    fn from(value: &'a str) -> Self {
        Self::from(Cow::Borrowed(value))
    }
}

impl<'a> FromIterator<Cow<'a, str>> for Values<'a> {
    fn from_iter<I: IntoIterator<Item = Cow<'a, str>>>(values: I) -> Self {
        let mut all = Self::new();
        for value in values {
            all.push(value);
        }
        all
    }
}

impl<'s, 'a> IntoIterator for &'s Values<'a> {
    type Item = &'s Cow<'a, str>;
    type IntoIter = std::slice::Iter<'s, Cow<'a, str>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<'s, 'a> IntoIterator for &'s mut Values<'a> {
    type Item = &'s mut Cow<'a, str>;
    type IntoIter = std::slice::IterMut<'s, Cow<'a, str>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter_mut()
    }
}

use std::borrow::Cow;

use crate::Property;
use crate::write::{self, Dialect};

/// What stands between a `BEGIN` and its `END` (RFC 5545 §3.6, RFC 6350 §3.3).
///
/// Names are compared without case, here and in every method.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Component<'a> {
    /// The name: `VCALENDAR`, `VEVENT`, `VCARD`…
    pub name: Cow<'a, str>,
    /// The properties, in order.
    pub properties: Vec<Property<'a>>,
    /// The components inside, in order; they are written after the properties.
    pub components: Vec<Self>,
}

impl<'a> Component<'a> {
    /// An empty component.
    #[must_use]
    pub fn new(name: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), properties: Vec::new(), components: Vec::new() }
    }

    /// Adds a property at the end.
    pub fn push(&mut self, property: Property<'a>) {
        self.properties.push(property);
    }

    /// Adds a component at the end.
    pub fn push_component(&mut self, component: Self) {
        self.components.push(component);
    }

    /// Whether this is its name.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The first property of this name.
    #[must_use]
    pub fn property(&self, name: &str) -> Option<&Property<'a>> {
        self.properties.iter().find(|property| property.is(name))
    }

    /// The first property of this name, to change it.
    pub fn property_mut(&mut self, name: &str) -> Option<&mut Property<'a>> {
        self.properties.iter_mut().find(|property| property.is(name))
    }

    /// Every property of this name, in order.
    pub fn properties_named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Property<'a>> {
        self.properties.iter().filter(move |property| property.is(name))
    }

    /// The first component of this name directly inside.
    #[must_use]
    pub fn component(&self, name: &str) -> Option<&Self> {
        self.components.iter().find(|component| component.is(name))
    }

    /// Every component of this name directly inside, in order.
    pub fn components_named<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s Self> {
        self.components.iter().filter(move |component| component.is(name))
    }

    /// Appends the component to `out` as text: CR LF line ends, folded at 75 octets.
    ///
    /// Nothing in any field can add a line; see the crate's front page for what becomes of forbidden characters.
    pub fn write(&self, dialect: Dialect, out: &mut String) {
        write::component(self, dialect, out);
    }

    /// The component as text ([`write`](Self::write)).
    #[must_use]
    pub fn to_text(&self, dialect: Dialect) -> String {
        let mut out = String::with_capacity(write::about(self));
        self.write(dialect, &mut out);
        out
    }

    /// The same, borrowing every text from this one.
    #[must_use]
    pub fn borrowed(&self) -> Component<'_> {
        Component {
            name: Cow::Borrowed(&self.name),
            properties: self.properties.iter().map(Property::borrowed).collect(),
            components: self.components.iter().map(Component::borrowed).collect(),
        }
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Component<'static> {
        Component {
            name: Cow::Owned(self.name.into_owned()),
            properties: self.properties.into_iter().map(Property::into_owned).collect(),
            components: self.components.into_iter().map(Self::into_owned).collect(),
        }
    }
}

use std::borrow::Cow;

use crate::{Values, text};

/// One content line: `group.NAME;PARAMETER=value:value` (RFC 5545 §3.1, RFC 6350 §3.3).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Property<'a> {
    /// The group before the name (vCard only; left out when iCalendar is written).
    pub group: Option<Cow<'a, str>>,
    /// The name, in the case it was given.
    pub name: Cow<'a, str>,
    /// The parameters, in order.
    pub parameters: Vec<Parameter<'a>>,
    /// The value as on the wire: unfolded, with its escapes.
    pub value: Cow<'a, str>,
}

/// A parameter of a property.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parameter<'a> {
    /// The name, in the case it was given.
    pub name: Cow<'a, str>,
    /// The values, decoded: without quotes and without RFC 6868 carets. A parameter without any is not written.
    pub values: Values<'a>,
}

impl<'a> Parameter<'a> {
    /// A parameter of one value.
    #[must_use]
    pub fn new(name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        Self { name: name.into(), values: Values::from(value.into()) }
    }

    /// Whether this is its name, compared without case.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The same, borrowing every text from this one.
    #[must_use]
    pub fn borrowed(&self) -> Parameter<'_> {
        let values = self.values.iter().map(|value| Cow::Borrowed(value.as_ref())).collect();
        Parameter { name: Cow::Borrowed(&self.name), values }
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Parameter<'static> {
        Parameter { name: Cow::Owned(self.name.into_owned()), values: self.values.into_owned() }
    }
}

impl<'a> Property<'a> {
    /// A property whose value is already in wire form: a date, a number, a URI, escaped text.
    #[must_use]
    pub fn new(name: impl Into<Cow<'a, str>>, wire_value: impl Into<Cow<'a, str>>) -> Self {
        Self { group: None, name: name.into(), parameters: Vec::new(), value: wire_value.into() }
    }

    /// A property whose value is one text, escaped here (RFC 5545 §3.3.11, RFC 6350 §3.4).
    #[must_use]
    pub fn text(name: impl Into<Cow<'a, str>>, text: impl Into<Cow<'a, str>>) -> Self {
        let value = match text.into() {
            Cow::Borrowed(text) => text::escape_text(text),
            Cow::Owned(text) => match text::escape_text(&text) {
                Cow::Borrowed(_) => Cow::Owned(text),
                Cow::Owned(escaped) => Cow::Owned(escaped),
            },
        };
        Self::new(name, value)
    }

    /// A property whose value is a list of texts separated by commas (`CATEGORIES`, `NICKNAME`).
    #[must_use]
    pub fn text_list(
        name: impl Into<Cow<'a, str>>,
        texts: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Self {
        let mut value = String::with_capacity(LIST_OCTETS);
        push_list(texts, &mut value);
        Self::new(name, value)
    }

    /// A property whose value is a fixed sequence of fields separated by semicolons (`N`, `ADR`, `ORG`).
    #[must_use]
    pub fn structured(
        name: impl Into<Cow<'a, str>>,
        fields: impl IntoIterator<Item = impl AsRef<str>>,
    ) -> Self {
        Self::structured_lists(name, fields.into_iter().map(|field| [field]))
    }

    /// Like [`structured`](Self::structured), each field a list of texts separated by commas.
    #[must_use]
    pub fn structured_lists(
        name: impl Into<Cow<'a, str>>,
        fields: impl IntoIterator<Item = impl IntoIterator<Item = impl AsRef<str>>>,
    ) -> Self {
        let mut value = String::with_capacity(LIST_OCTETS);
        for (position, field) in fields.into_iter().enumerate() {
            if position > 0 {
                value.push(';');
            }
            push_list(field, &mut value);
        }
        Self::new(name, value)
    }

    /// With one more value of a parameter, given decoded; a parameter of that name already there gets one more value.
    #[must_use]
    pub fn with(mut self, name: impl Into<Cow<'a, str>>, value: impl Into<Cow<'a, str>>) -> Self {
        let name = name.into();
        match self.parameters.iter_mut().find(|parameter| parameter.is(&name)) {
            Some(parameter) => parameter.values.push(value.into()),
            None => {
                self.push_parameter(Parameter::new(name, value));
            }
        }
        self
    }

    /// With a parameter of several values, given decoded; one of that name already there stays as it is.
    #[must_use]
    pub fn with_list(
        mut self,
        name: impl Into<Cow<'a, str>>,
        values: impl IntoIterator<Item = impl Into<Cow<'a, str>>>,
    ) -> Self {
        let values = values.into_iter().map(Into::into).collect();
        self.push_parameter(Parameter { name: name.into(), values });
        self
    }

    /// Most properties have no more than two parameters; the usual growth would make room for four.
    fn push_parameter(&mut self, parameter: Parameter<'a>) {
        if self.parameters.is_empty() {
            self.parameters.reserve_exact(2);
        }
        self.parameters.push(parameter);
    }

    /// In a vCard group (RFC 6350 §3.3).
    #[must_use]
    pub fn in_group(mut self, group: impl Into<Cow<'a, str>>) -> Self {
        self.group = Some(group.into());
        self
    }

    /// Whether this is its name, compared without case.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The first value of a parameter.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let mut named = self.parameters.iter().filter(|parameter| parameter.is(name));
        named.find_map(|parameter| parameter.values.first()).map(AsRef::as_ref)
    }

    /// Every value of every parameter of this name, in order.
    pub fn parameter_values<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.parameters
            .iter()
            .filter(move |parameter| parameter.is(name))
            .flat_map(|parameter| parameter.values.iter().map(AsRef::as_ref))
    }

    /// Whether one of the `TYPE`s is this, compared without case. `TYPE="home,work"` counts as two (RFC 6350 §5.6, as
    /// many writers have it).
    #[must_use]
    pub fn has_type(&self, name: &str) -> bool {
        self.parameter_values("TYPE")
            .flat_map(|value| value.split(','))
            .any(|value| value.trim().eq_ignore_ascii_case(name))
    }

    /// The value as one text, unescaped.
    #[must_use]
    pub fn as_text(&self) -> Cow<'_, str> {
        text::unescape_text(&self.value)
    }

    /// The value as a list of texts, split at commas and unescaped. An empty value is a list of one empty text.
    #[must_use]
    pub fn as_text_list(&self) -> Vec<Cow<'_, str>> {
        text::split(&self.value, b',').map(text::unescape_text).collect()
    }

    /// The value as fields, split at semicolons and unescaped; commas inside a field stay in it.
    #[must_use]
    pub fn as_structured(&self) -> Vec<Cow<'_, str>> {
        text::split(&self.value, b';').map(text::unescape_text).collect()
    }

    /// The value as fields, split at semicolons, each a list of texts split at commas, unescaped.
    #[must_use]
    pub fn as_structured_lists(&self) -> Vec<Vec<Cow<'_, str>>> {
        text::split(&self.value, b';')
            .map(|field| text::split(field, b',').map(text::unescape_text).collect())
            .collect()
    }

    /// The same, borrowing every text from this one.
    #[must_use]
    pub fn borrowed(&self) -> Property<'_> {
        Property {
            group: self.group.as_deref().map(Cow::Borrowed),
            name: Cow::Borrowed(&self.name),
            parameters: self.parameters.iter().map(Parameter::borrowed).collect(),
            value: Cow::Borrowed(&self.value),
        }
    }

    /// The same, borrowing nothing.
    #[must_use]
    pub fn into_owned(self) -> Property<'static> {
        let own = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        Property {
            group: self.group.map(own),
            name: own(self.name),
            parameters: self.parameters.into_iter().map(Parameter::into_owned).collect(),
            value: own(self.value),
        }
    }
}

/// Room for a list or a structured value of usual length, so that it is not grown four times.
const LIST_OCTETS: usize = 48;

fn push_list(texts: impl IntoIterator<Item = impl AsRef<str>>, value: &mut String) {
    for (position, item) in texts.into_iter().enumerate() {
        if position > 0 {
            value.push(',');
        }
        text::push_escaped(item.as_ref(), value);
    }
}

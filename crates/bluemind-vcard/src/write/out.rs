use viaduc_bluemind_types::VCardParameter;
use viaduc_contentline::{Component, Exact, Parameter, Property};
use viaduc_fidelity::{Converted, Losses, Place};
use viaduc_wire::{List, Other};

use crate::codes::{OUT_CONTROL, OUT_PARAMETER, OUT_UNKNOWN};
use crate::read::MOST_EXACT;
use crate::{EXACT, Version};

/// The vCard under construction.
pub(super) struct Out<'a> {
    card: Component<'a>,
    pub(super) losses: Losses,
    pub(super) version: Version,
}

/// A text that says something.
pub(super) fn some(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

/// Labels that would be read as something else.
const RESERVED: [&str; 9] = [
    "VALUE",
    "ENCODING",
    "CHARSET",
    "X-EXT",
    "X-BM-EXACT",
    "X-BM-VALUE",
    "X-APPLE-OMIT-YEAR",
    "BASE64",
    "QUOTED-PRINTABLE",
];

impl<'a> Out<'a> {
    pub(super) fn new(version: Version) -> Self {
        let mut card = Component::new("VCARD");
        let number = if version == Version::V3 { "3.0" } else { "4.0" };
        card.push(Property::new("VERSION", number));
        card.push(Property::new("PRODID", "-//Viaduc//bluemind-vcard//EN"));
        Self { card, losses: Losses::new(), version }
    }

    pub(super) fn is_v3(&self) -> bool {
        self.version == Version::V3
    }

    pub(super) fn push(&mut self, property: Property<'a>) {
        self.card.push(property);
    }

    pub(super) fn finish(self) -> Converted<Component<'a>> {
        self.losses.with(self.card)
    }

    /// Reports what the writer will take out of a text.
    pub(super) fn check(&mut self, text: &str, place: &Place<'_>) {
        let control = |byte: u8| (byte < 0x20 && !(9..=13).contains(&byte)) || byte == 0x7f;
        if text.bytes().fold(false, |seen, byte| seen | control(byte)) {
            self.losses.report(&OUT_CONTROL, place);
        }
    }

    pub(super) fn text(
        &mut self,
        name: &'static str,
        text: &'a str,
        place: &Place<'_>,
    ) -> Property<'a> {
        self.check(text, place);
        EXACT.with_trimmed(Property::text(name, text), Exact::VALUE, text)
    }

    /// A property of fields, which are told one by one.
    pub(super) fn structured<const N: usize>(
        &mut self,
        name: &'static str,
        fields: [(&'a Option<String>, &'static str); N],
        used: impl FnOnce(&[&str]) -> usize,
        place: &Place<'_>,
    ) -> Option<Property<'a>> {
        let fields = fields.map(|(text, key)| {
            let text = some(text).unwrap_or_default();
            self.check(text, &place.key(key));
            text
        });
        let used = used(&fields);
        let property = (used > 0).then(|| Property::structured(name, fields.iter().take(used)))?;
        let told = fields.iter().enumerate().take(used).filter(|(_, text)| !text.is_empty());
        Some(told.fold(property, |property, (at, text)| {
            EXACT.with_trimmed(property, &at.to_string(), text)
        }))
    }

    /// A text as a parameter.
    pub(super) fn with(
        &mut self,
        property: Property<'a>,
        name: &'static str,
        text: &'a str,
        place: &Place<'_>,
    ) -> Property<'a> {
        self.check(text, place);
        EXACT.with_trimmed(property.with(name, text), name, text)
    }

    /// A URI as it stands; what cannot stand there as one is text.
    pub(super) fn uri(
        &mut self,
        name: &'static str,
        uri: &'a str,
        place: &Place<'_>,
    ) -> Property<'a> {
        let separators = uri.bytes().all(|b| matches!(b, b';' | b','));
        if separators || uri.chars().any(|c| c.is_control() || c.is_whitespace() || c == '\\') {
            return self.text(name, uri, place).with("VALUE", "text");
        }
        Property::new(name, uri)
    }

    /// Adds a property with BlueMind's parameters, each as one of its own, in their order.
    pub(super) fn push_with(
        &mut self,
        mut property: Property<'a>,
        parameters: &'a List<VCardParameter>,
        place: &Place<'_>,
    ) {
        let list = place.key("parameters");
        for (at, parameter) in parameters.enumerate() {
            let place = list.index(at);
            let VCardParameter { label, value, other } = parameter;
            if let (Some(label), Some(value)) = (some(label), some(value)) {
                let label = label.trim();
                self.check(value, &place.key("value"));
                if is_name(label) {
                    if label == "DEFAULT" && value == "true" {
                        // BlueMind's mark of the default address means nothing to others.
                        let (name, value) =
                            if self.is_v3() { ("TYPE", "pref") } else { ("PREF", "1") };
                        property.parameters.push(Parameter::new(name, value));
                    }
                    property.parameters.push(Parameter::new(label, value));
                    let few = parameters.len() <= MOST_EXACT;
                    if few && is_changed(label, value) && is_single(parameters, label) {
                        property = EXACT.with(property, label, value);
                    }
                } else {
                    self.losses.note(&OUT_PARAMETER, &place.key("label"), label);
                }
            }
            self.unknown(other, &place);
        }
        self.strays(parameters, &list);
        self.push(property);
    }

    pub(super) fn unknown(&mut self, other: &Other, place: &Place<'_>) {
        for (name, value) in other.iter() {
            if !value.is_null() {
                self.losses.report(&OUT_UNKNOWN, &place.key(name));
            }
        }
        for name in other.repeated() {
            self.losses.report(&OUT_UNKNOWN, &place.key(name));
        }
    }

    pub(super) fn strays<T>(&mut self, list: &List<T>, place: &Place<'_>) {
        for stray in list.strays().iter().filter(|stray| !stray.value.is_null()) {
            self.losses.report(&OUT_UNKNOWN, &place.index(stray.index));
        }
    }
}

/// How many fields there are up to the last that says something.
pub(super) fn to_last(fields: &[&str]) -> usize {
    fields.iter().rposition(|text| !text.is_empty()).map_or(0, |at| at + 1)
}

/// All fields, if one of them says something.
pub(super) fn all(fields: &[&str]) -> usize {
    if to_last(fields) > 0 { fields.len() } else { 0 }
}

/// Whether a parameter's value is read as another.
fn is_changed(label: &str, value: &str) -> bool {
    let is_label = label.eq_ignore_ascii_case("LABEL");
    value.trim() != value || (is_label && (value.contains("\\n") || value.contains("\\N")))
}

/// Whether a label stands there once.
fn is_single(parameters: &List<VCardParameter>, label: &str) -> bool {
    let same = |text: &str| text.trim().eq_ignore_ascii_case(label);
    parameters.iter().filter(|other| other.label.as_deref().is_some_and(same)).count() == 1
}

/// Whether a label can be a parameter's name and means nothing else there.
fn is_name(label: &str) -> bool {
    !label.is_empty()
        && label.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        && !RESERVED.iter().any(|reserved| label.eq_ignore_ascii_case(reserved))
}

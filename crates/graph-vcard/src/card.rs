//! The card under construction: what both versions and all sources share.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, LossCode, Losses, Place};
use viaduc_graph_types::is_annotation;
use viaduc_wire::{List, Other, is_plain};

use crate::codes::{
    MEMBER_REPEATED, MEMBER_UNKNOWN, NAME_NONE, TEXT_CONTROL, TEXT_LINE_BREAK, TEXT_PARAMETER,
    TEXT_REPLACED, URI_REPAIRED,
};
use crate::email::Mail;
use crate::{CardError, Context, Options, Version};

pub(crate) struct Card<'a, 'c> {
    pub(crate) component: Component<'a>,
    pub(crate) losses: Losses,
    pub(crate) options: &'c Options,
    pub(crate) context: &'c Context<'c>,
    /// How many properties a card of nothing would have.
    pub(crate) bare: usize,
    /// The name to show, once it is known.
    pub(crate) shown: Cow<'a, str>,
    /// The e-mail addresses written so far, in lower case, each as it came; and, as they are, those texts that are none.
    pub(crate) addresses: BTreeMap<Cow<'a, str>, Mail<'a>>,
    /// How many `EMAIL`s were written.
    pub(crate) emails: usize,
    /// The postal addresses written so far.
    pub(crate) posts: BTreeSet<(Option<&'static str>, [&'a str; 7])>,
    /// The gender and the class that were written.
    pub(crate) gender: Option<&'a str>,
    pub(crate) class: Option<&'static str>,
    /// What else was written so far and must not be written twice: of which kind, and what.
    seen: BTreeSet<(&'static [&'static str], &'a str)>,
    /// How many groups were made.
    pub(crate) groups: usize,
}

/// The properties in which a semicolon stands between fields.
const STRUCTURED: [&str; 4] = ["N", "ADR", "ORG", "GENDER"];

/// The value of a property that has no fields with its semicolons as they are: a card of version 4.0 may have them so (RFC 6350 §3.4), and readers
/// that look for escapes in fields alone would show the backslash.
fn with_plain_semicolons(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let mut chars = after.chars();
        match chars.next() {
            Some(';') => out.push(';'),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out
}

/// The text, if it holds anything but spaces and control characters.
pub(crate) fn some(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| is_something(text))
}

/// Whether a text holds anything but spaces and control characters.
pub(crate) fn is_something(text: &str) -> bool {
    text.chars().any(|c| !c.is_whitespace() && !c.is_control())
}

impl<'a, 'c> Card<'a, 'c> {
    pub(crate) fn new(options: &'c Options, context: &'c Context<'c>) -> Self {
        let mut component = Component::new("VCARD");
        component.properties.reserve(24);
        let version = match options.version {
            Version::V3 => "3.0",
            Version::V4 => "4.0",
        };
        component.push(Property::new("VERSION", version));
        component.push(Property::new("PRODID", "-//Viaduc//graph-vcard//EN"));
        Self {
            component,
            losses: Losses::new(),
            options,
            context,
            bare: 0,
            shown: Cow::Borrowed(""),
            addresses: BTreeMap::new(),
            emails: 0,
            posts: BTreeSet::new(),
            gender: None,
            class: None,
            seen: BTreeSet::new(),
            groups: 0,
        }
    }

    pub(crate) fn is_v3(&self) -> bool {
        self.options.version == Version::V3
    }

    /// Whether `text` was not there yet as a thing of this kind; it is from now on.
    pub(crate) fn is_new(&mut self, kind: &'static [&'static str], text: &'a str) -> bool {
        self.seen.insert((kind, text.trim()))
    }

    pub(crate) fn push(&mut self, property: Property<'a>) {
        self.component.push(property);
    }

    /// Reports what the writer will take out of a text.
    pub(crate) fn checked<'t>(&mut self, text: &'t str, place: &Place<'_>) -> &'t str {
        if is_plain(text) && (text.is_ascii() || !has_other_line_break(text)) {
            return text;
        }
        if has_other_line_break(text) {
            self.losses.report(&TEXT_LINE_BREAK, place);
        }
        // The tab stays, and VT, FF, CR and LF are line breaks.
        let is_control = |byte: u8| (byte < 0x20 && !(9..=13).contains(&byte)) || byte == 0x7F;
        // Looks at all of them, which lets the compiler look at many at once.
        let control = text.bytes().fold(false, |found, byte| found | is_control(byte));
        if control {
            self.losses.report(&TEXT_CONTROL, place);
        }
        if text.contains(char::REPLACEMENT_CHARACTER) {
            self.losses.report(&TEXT_REPLACED, place);
        }
        text
    }

    /// Reports what the writer will change in a parameter.
    pub(crate) fn parameter<'t>(&mut self, text: &'t str, place: &Place<'_>) -> &'t str {
        // Of the other line breaks the report is made anyway.
        if self.is_v3() && text.contains(['"', '\r', '\n']) {
            self.losses.report(&TEXT_PARAMETER, place);
        }
        self.checked(text, place)
    }

    /// A text property.
    pub(crate) fn text(&mut self, name: &'static str, text: Option<&'a str>, key: &str) {
        if let Some(text) = text {
            let text = self.checked(text, &Place::root().key(key));
            self.push(Property::text(name, text));
        }
    }

    /// A text property that ordinary readers do not know.
    pub(crate) fn extension(
        &mut self,
        name: &'static str,
        text: Option<&'a str>,
        place: &Place<'_>,
        code: &'static LossCode,
    ) {
        if let Some(text) = text {
            let text = self.checked(text, place);
            self.push(Property::text(name, text));
            self.losses.report(code, place);
        }
    }

    /// A property of texts separated by commas.
    pub(crate) fn list(&mut self, name: &'static str, texts: &'a List<String>, key: &str) {
        let mut kept = Vec::with_capacity(texts.len());
        for (position, text) in texts.enumerate() {
            if is_something(text) {
                kept.push(self.checked(text, &Place::root().key(key).index(position)));
            }
        }
        if !kept.is_empty() {
            self.push(Property::text_list(name, kept));
        }
        self.strays(texts, &Place::root().key(key));
    }

    /// A URI, kept as it was typed but for what none may hold (RFC 3986 §2), which is percent-encoded as UTF-8.
    pub(crate) fn uri(&mut self, text: &'a str, place: &Place<'_>) -> Cow<'a, str> {
        const HEX: &[u8; 16] = b"0123456789ABCDEF";
        let text = text.trim();
        let bytes = text.as_bytes();
        let is_hex = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_hexdigit);
        let is_kept = |at: usize, byte: u8| match byte {
            b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => false,
            b'%' => is_hex(at + 1) && is_hex(at + 2),
            _ => byte.is_ascii_graphic(),
        };
        if bytes.iter().enumerate().all(|(at, byte)| is_kept(at, *byte)) {
            return Cow::Borrowed(text);
        }
        self.losses.report(&URI_REPAIRED, place);
        let mut out = String::with_capacity(text.len() + 8);
        for (at, byte) in bytes.iter().copied().enumerate() {
            if is_kept(at, byte) {
                out.push(char::from(byte));
                continue;
            }
            let digits = [byte >> 4, byte & 15].map(|digit| HEX.get(usize::from(digit)));
            out.push('%');
            out.extend(digits.into_iter().flatten().map(|digit| char::from(*digit)));
        }
        Cow::Owned(out)
    }

    /// A `RELATED` in vCard 4.0 (RFC 6350 §6.6.6), an extension in 3.0.
    pub(crate) fn related(
        &mut self,
        kind: &'static str,
        old: &'static str,
        text: Option<&'a str>,
        place: &Place<'_>,
        code: &'static LossCode,
    ) {
        if self.is_v3() {
            self.extension(old, text, place, code);
        } else if let Some(text) = text {
            let text = self.checked(text, place);
            let related = Property::text("RELATED", text).with("VALUE", "text");
            self.push(related.with("TYPE", kind));
        }
    }

    /// Gives the last property a label of the user's own (`X-ABLabel`, which Apple made and others read).
    pub(crate) fn label(&mut self, label: &'a str, place: &Place<'_>, code: &'static LossCode) {
        self.groups += 1;
        let group = format!("item{}", self.groups);
        let label = self.checked(label, place);
        if let Some(last) = self.component.properties.last_mut() {
            last.group = Some(Cow::Owned(group.clone()));
        }
        self.push(Property::text("X-ABLabel", label).in_group(group));
        self.losses.report(code, place);
    }

    /// Reports what the types did not know.
    pub(crate) fn unknown(&mut self, other: &Other, place: &Place<'_>) {
        self.unknown_but(other, place, &[]);
    }

    /// Reports what the types did not know but for some members, which were read.
    pub(crate) fn unknown_but(&mut self, other: &Other, place: &Place<'_>, read: &[&str]) {
        if other.is_empty() {
            return;
        }
        for (name, _) in other.iter().filter(|(name, _)| !is_annotation(name)) {
            if !read.contains(&name) {
                self.losses.report(&MEMBER_UNKNOWN, &place.key(name));
            }
        }
        for name in other.repeated() {
            self.losses.report(&MEMBER_REPEATED, &place.key(name));
        }
    }

    /// Reports the elements of a list that have a wrong type.
    pub(crate) fn strays<T>(&mut self, list: &List<T>, place: &Place<'_>) {
        for stray in list.strays().iter().filter(|stray| !stray.value.is_null()) {
            self.losses.report(&MEMBER_UNKNOWN, &place.index(stray.index));
        }
    }

    /// Marks what a card has before anything of the item is in it.
    pub(crate) fn begin(&mut self) {
        self.bare = self.component.properties.len();
    }

    /// Closes the conversion.
    pub(crate) fn finish(mut self) -> Result<Converted<Component<'a>>, CardError> {
        if self.component.properties.len() <= self.bare {
            return Err(CardError::Empty);
        }
        if self.shown.is_empty() {
            self.losses.report(&NAME_NONE, &Place::root().key("displayName"));
            self.component.properties.insert(self.bare, Property::text("FN", "(no name)"));
            self.component.properties.insert(self.bare + 1, Property::structured("N", [""; 5]));
        }
        // In vCard 3.0 a text holds no semicolon but an escaped one (RFC 2426 §4, SAFE-CHAR).
        let properties = if self.is_v3() { &mut [] } else { &mut *self.component.properties };
        for property in properties {
            if let Cow::Owned(value) = &mut property.value
                && !STRUCTURED.contains(&&*property.name)
                && value.contains("\\;")
            {
                *value = with_plain_semicolons(value);
            }
        }
        Ok(self.losses.with(self.component))
    }
}

/// Whether there is a line break that is neither CR LF nor LF.
fn has_other_line_break(text: &str) -> bool {
    let other = |octets: &[u8]| match octets {
        [0xB | 0xC, ..] | [0xC2, 0x85, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..] | [b'\r'] => true,
        [b'\r', next, ..] => *next != b'\n',
        _ => false,
    };
    let octets = text.as_bytes();
    (0..octets.len()).any(|at| octets.get(at..).is_some_and(other))
}

/// Whether a list holds anything, be it of a kind that nobody reads.
pub(crate) fn holds<T>(list: &List<T>) -> bool {
    !list.is_empty() || list.strays().iter().any(|stray| !stray.value.is_null())
}

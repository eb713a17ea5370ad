//! The name: FN, N and how it sorts (RFC 6350 §6.2.1, §6.2.2, §5.9; RFC 2426 §3.1, §3.6.5).

use std::borrow::Cow;

use viaduc_contentline::Property;
use viaduc_fidelity::Place;

use crate::card::Card;
use crate::codes::NAME_COMPOSED;

/// A part of a name, and the member it comes from.
pub(crate) type Part<'a> = (&'static str, Option<&'a str>);

/// What is known of a name.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Name<'a> {
    pub(crate) display: Option<&'a str>,
    pub(crate) surname: Part<'a>,
    pub(crate) given: Part<'a>,
    pub(crate) middle: Part<'a>,
    pub(crate) prefix: Part<'a>,
    pub(crate) suffix: Part<'a>,
    pub(crate) sort: Part<'a>,
}

impl<'a> Card<'a, '_> {
    /// Writes the name; `others` are shown, the first there is, where no part of a name is given.
    pub(crate) fn name(
        &mut self,
        name: &Name<'a>,
        others: impl IntoIterator<Item = Option<&'a str>>,
    ) {
        let display = Place::root();
        let display = display.key("displayName");
        self.shown = match name.display {
            Some(text) => Cow::Borrowed(self.checked(text, &display)),
            None => match composed(name)
                .or_else(|| others.into_iter().flatten().next().map(Cow::Borrowed))
            {
                Some(text) => {
                    self.losses.report(&NAME_COMPOSED, &display);
                    text
                }
                None => return,
            },
        };
        self.push(Property::text("FN", self.shown.clone()));
        let parts = [name.surname, name.given, name.middle, name.prefix, name.suffix];
        for (key, text) in parts {
            self.checked(text.unwrap_or_default(), &Place::root().key(key));
        }
        let mut fields = Property::structured("N", parts.map(|(_, text)| text.unwrap_or_default()));
        let (key, sort) = name.sort;
        if let Some(sort) = sort {
            let sort = self.checked(sort, &Place::root().key(key));
            if self.is_v3() {
                self.push(fields);
                self.push(Property::text("SORT-STRING", sort));
                return;
            }
            fields = fields.with("SORT-AS", sort);
        }
        self.push(fields);
    }
}

/// The parts in the order in which they are said: title, given, middle, surname, generation.
fn composed<'a>(name: &Name<'a>) -> Option<Cow<'a, str>> {
    let parts = [name.prefix, name.given, name.middle, name.surname, name.suffix];
    let parts: Vec<&str> = parts.iter().filter_map(|(_, text)| *text).map(str::trim).collect();
    match parts.as_slice() {
        [] => None,
        [only] => Some(Cow::Borrowed(only)),
        several => Some(Cow::Owned(several.join(" "))),
    }
}

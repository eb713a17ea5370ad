//! Texts and links.

use std::borrow::Cow;
use std::collections::HashSet;

use viaduc_contentline::{Exact, Property};
use viaduc_fidelity::Place;
use viaduc_html::{clean, from_text, shows_something, to_text};

use super::Cx;
use super::attach::is_active;
use super::raw::{At, Raw};
use crate::EXACT;
use crate::codes::{DESCRIPTION_ACTIVE, DESCRIPTION_PLAIN, LINK_ACTIVE, PROPERTY_REPEATED};
use crate::element::Element;

impl Cx<'_> {
    /// HTML: the formatted text where there is one, else made from the plain text. Nothing in it acts.
    pub(super) fn description(&mut self, raw: &Raw<'_>, place: &Place<'_>) -> Option<String> {
        let formatted = [(raw.html, "X-ALT-DESC"), (raw.styled, "STYLED-DESCRIPTION")];
        for (at, name) in formatted {
            let Some((at, property)) = at else { continue };
            let html = exact_text(property);
            let is_html = match property.parameter("FMTTYPE") {
                Some(kind) => kind.to_ascii_lowercase().starts_with("text/html"),
                None => html.trim_start().starts_with('<'),
            };
            if !is_html || html.trim().is_empty() {
                continue;
            }
            let (clean, lost) = clean(&html);
            if lost {
                self.losses.report(&DESCRIPTION_ACTIVE, &place.key(name).index(at));
            }
            // A shell without words or pictures says less than the plain text.
            let text = to_text(&clean);
            if !text.is_empty() || shows_something(&clean) || raw.description.is_none() {
                if let Some((at, plain)) = raw.description
                    && says_more(&plain.as_text(), &[&text, &html])
                {
                    self.losses.report(&DESCRIPTION_PLAIN, &place.key("DESCRIPTION").index(at));
                }
                if let Some((at, styled)) = raw.styled.filter(|_| name != "STYLED-DESCRIPTION")
                    && says_more(&styled.as_text(), &[&html])
                {
                    let place = place.key("STYLED-DESCRIPTION");
                    self.losses.report(&PROPERTY_REPEATED, &place.index(at));
                }
                return Some(clean.into_owned()).filter(|html| !html.is_empty());
            }
        }
        let plain = raw.description?.1;
        match EXACT.told(plain, Exact::VALUE, &plain.as_text()) {
            Some(plain) => Some(from_text(&plain)),
            None => Some(from_text(&plain.as_text())).filter(|html| !html.is_empty()),
        }
    }

    /// A link; one that runs something instead of leading somewhere is kept where nobody clicks on it.
    pub(super) fn url(&mut self, raw: &Raw<'_>, element: &mut Element, place: &Place<'_>) {
        let Some((at, property)) = raw.url else { return };
        let value = property.value.trim();
        let told = EXACT.told(property, Exact::VALUE, value);
        let url = told.or_else(|| (!value.is_empty()).then(|| value.to_owned()));
        if url.as_deref().is_some_and(is_active) {
            self.kept(&LINK_ACTIVE, property, element, &place.key("URL").index(at));
        } else {
            element.url = url;
        }
    }
}

/// Whether a text has words that none of the others has.
fn says_more(text: &str, others: &[&str]) -> bool {
    let words = |text: &str| -> HashSet<String> {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.map(str::to_lowercase).collect()
    };
    let known: HashSet<String> = others.iter().flat_map(|other| words(other)).collect();
    !words(text).is_subset(&known)
}

/// A text that says something.
pub(super) fn text(at: Option<At<'_>>) -> Option<String> {
    said(at?.1)
}

/// The text of a property, unless it is blank and was not told to be.
pub(super) fn said(property: &Property<'_>) -> Option<String> {
    let text = property.as_text();
    let told = EXACT.told(property, Exact::VALUE, &text);
    told.or_else(|| (!text.trim().is_empty()).then(|| text.into_owned()))
}

/// The text of a property as it was before it became a line.
pub(super) fn exact_text<'a>(property: &'a Property<'_>) -> Cow<'a, str> {
    let text = property.as_text();
    EXACT.told(property, Exact::VALUE, &text).map_or(text, Cow::Owned)
}

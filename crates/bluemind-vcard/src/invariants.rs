//! The laws of this crate as functions, for its tests and its fuzz targets.
#![expect(clippy::panic, reason = "a law that does not hold panics, as its callers want")]

use std::borrow::Cow;

use viaduc_bluemind_types::VCard;
use viaduc_contentline::{Component, parse};
use viaduc_html::{clean, has_markup};

use crate::{Options, Version, card_to_vcard, vcard_to_card};

/// BlueMind → vCard → BlueMind is the identity on what the server stores, in both versions.
///
/// # Panics
/// If it is not.
pub fn stored_round_trips(stored: &VCard) {
    for version in [Version::V4, Version::V3] {
        assert_same(round(stored, version).as_ref(), Some(stored));
    }
}

/// Whatever BlueMind's JSON holds becomes a vCard that parses without a fault, and what is read from that stays the same from then on.
///
/// # Panics
/// If not.
pub fn any_card_settles(vcard: &VCard) {
    if let Some(once) = round(vcard, Version::V4) {
        assert_same(round(&once, Version::V4).as_ref(), Some(&once));
    }
}

/// Any text: each card in it becomes a BlueMind card or a typed error, the same every time; each of its properties but a few is in
/// the card or reported.
///
/// # Panics
/// If not.
pub fn any_text_converts(text: &str) {
    for component in &parse(text).components {
        let options = Options::default();
        let converted = card_to_vcard(component, &options);
        assert_eq!(converted, card_to_vcard(component, &options));
        if let Ok(converted) = converted {
            let note = converted.value().explanatory.as_ref().and_then(|e| e.note.as_deref());
            let harmless = |note: &str| matches!(clean(note), (Cow::Borrowed(_), false));
            assert!(note.is_none_or(|note| !has_markup(note) || harmless(note)), "{note:?}");
            any_card_settles(converted.value());
        }
    }
}

/// Like `assert_eq!`, showing only where they begin to differ.
fn assert_same(left: Option<&VCard>, right: Option<&VCard>) {
    if left == right {
        return;
    }
    let texts = [left, right].map(|card| format!("{card:?}"));
    let at = texts[0].chars().zip(texts[1].chars()).take_while(|(a, b)| a == b).count();
    let [left, right] =
        texts.map(|text| text.chars().skip(at.saturating_sub(200)).take(400).collect::<String>());
    panic!("became\n{left}\nfrom\n{right}");
}

fn round(vcard: &VCard, version: Version) -> Option<VCard> {
    let (card, _) = vcard_to_card(vcard, Some("u1"), version).into_parts();
    let text = card.to_text(version.dialect());
    let parsed = parse(&text);
    assert!(parsed.faults.is_empty(), "{:?} in {text}", parsed.faults);
    let [again] = parsed.components.as_slice() else { panic!("not one card: {text}") };
    assert_eq!(crate::uid(again).map(|uid| uid.as_str().to_owned()).as_deref(), Some("u1"));
    Some(card_to_vcard(&again.clone() as &Component<'_>, &Options::default()).ok()?.into_parts().0)
}

//! The laws of this crate, for its property tests and its fuzz target. Each panics where it does not hold.
#![expect(clippy::panic, reason = "a law that does not hold has to stop the test")]

use std::borrow::Cow;

use html5gum::{DefaultEmitter, Token, Tokenizer};

use crate::{clean, from_text, to_text};

/// Any text: as HTML it is cleaned, and cleaned again it stays; nothing in it acts; as plain text it becomes harmless HTML
/// that says the same.
///
/// # Panics
/// If not.
pub fn any_text(text: &str) {
    let once = clean(text).0;
    hold(matches!(clean(&once), (Cow::Borrowed(_), false)), "what is clean stays", &once);
    nothing_acts(&once);
    let _ = to_text(text);
    let html = from_text(text);
    hold(matches!(clean(&html), (Cow::Borrowed(_), false)), "HTML made of text is clean", &html);
    hold(letters(&to_text(&html)) == letters(text), "HTML made of text says the same", &html);
}

/// What a full tokenizer finds in clean HTML: no element, handler or link that runs something.
fn nothing_acts(html: &str) {
    const ELEMENTS: [&str; 8] =
        ["script", "iframe", "object", "embed", "form", "svg", "style", "meta"];
    for token in Tokenizer::new_with_emitter(html, DefaultEmitter::default()).flatten() {
        let Token::StartTag(tag) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        hold(!ELEMENTS.contains(&name.as_str()), "no element acts", html);
        for (name, value) in &tag.attributes {
            let value = String::from_utf8_lossy(value);
            let bare: String =
                value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
            let leads = [b"href".as_slice(), b"src", b"cite"].contains(&name.as_slice());
            let runs = leads && bare.to_ascii_lowercase().starts_with("javascript:");
            hold(!name.starts_with(b"on") && !runs, "no attribute acts", html);
        }
    }
}

/// Without spaces, control characters and what has no width.
fn letters(text: &str) -> String {
    let unseen = ['\u{200b}', '\u{feff}', '\u{ad}'];
    text.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !unseen.contains(c)).collect()
}

fn hold(law: bool, what: &str, detail: &str) {
    if !law {
        panic!("{what}: {detail:?}");
    }
}

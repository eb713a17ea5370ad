//! The pieces are those that a full tokenizer of the standard finds.

use html5gum::{DefaultEmitter, Token, Tokenizer};

use super::*;

/// A text, a start tag with its attributes, an end tag.
#[derive(Debug, PartialEq)]
enum Seen {
    Text(String),
    Open(String, Vec<(String, String)>, bool),
    Close(String),
}

fn join(found: impl Iterator<Item = Seen>) -> Vec<Seen> {
    let mut all: Vec<Seen> = Vec::new();
    for seen in found {
        match (all.last_mut(), seen) {
            (Some(Seen::Text(before)), Seen::Text(text)) => before.push_str(&text),
            (_, seen) => all.push(seen),
        }
    }
    all
}

fn ours(html: &str) -> Vec<Seen> {
    let one = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
    let mut all = join(pieces(html).map(|piece| match piece {
        Piece::Text(text) => Seen::Text(text.into_owned()),
        Piece::Close(name) => Seen::Close(name.to_ascii_lowercase()),
        Piece::Open(tag) => {
            let mut attributes: Vec<(String, String)> = Vec::new();
            for (name, value) in tag.attributes() {
                let name = name.to_ascii_lowercase();
                if attributes.iter().all(|(known, _)| *known != name) {
                    assert_eq!(tag.attribute(&name), Some(value.clone()));
                    attributes.push((name, one(&value)));
                }
            }
            attributes.sort();
            Seen::Open(tag.name.to_ascii_lowercase(), attributes, tag.self_closing)
        }
    }));
    for seen in &mut all {
        if let Seen::Text(text) = seen {
            *text = one(text);
        }
    }
    all
}

fn theirs(html: &str) -> Vec<Seen> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    join(Tokenizer::new_with_emitter(html, emitter).flatten().filter_map(|token| match token {
        Token::String(found) => Some(Seen::Text(text(&found.value))),
        Token::StartTag(tag) => {
            let mut attributes: Vec<_> =
                tag.attributes.iter().map(|(name, value)| (text(name), text(value))).collect();
            attributes.sort();
            Some(Seen::Open(text(&tag.name), attributes, tag.self_closing))
        }
        Token::EndTag(tag) => Some(Seen::Close(text(&tag.name))),
        Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => None,
    }))
}

#[test]
fn the_pieces_are_those_of_the_standard() {
    const PARTS: [&str; 64] = [
        "<",
        ">",
        "/",
        "=",
        "\"",
        "'",
        "a",
        "B",
        " ",
        "\n",
        "\r\n",
        "é",
        "&amp;",
        "&",
        "&eacute;",
        "&copy",
        "&#233;",
        "&#x41;",
        "&#x80;",
        "&notit;",
        "&nosuch;",
        "<p>",
        "</p>",
        "<a href=",
        "<a href=\"x>y\">",
        "<br/>",
        "<img alt='a&b' src=x>",
        "</a",
        "</",
        "<!--",
        "-->",
        "--!>",
        "<!-->",
        "<!doctype html>",
        "<![CDATA[",
        "]]>",
        "<?xml ?>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "</script ",
        "<title>",
        "</title>",
        "</TITLE/>",
        "<textarea>",
        "</textarea>",
        "<div class=x ",
        "class",
        "=x/",
        "/>",
        "x=\"&copy=1\"",
        "x='&lt;'",
        "<xmp>",
        "</xmp>",
        "<noscript>",
        "</noscript>",
        "-",
        "--",
        "!",
        "<a\"b",
        "a=b=c",
        "== ",
        "&quot",
    ];
    viaduc_fixture_runner::search(1000, |u| {
        let mut html = String::new();
        while !u.is_empty() && html.len() < 400 {
            html.push_str(u.choose(&PARTS)?);
        }
        // A tag that closes itself has no text here, whatever its name.
        let raw =
            |seen: &Seen| matches!(seen, Seen::Open(name, _, true) if RAW.contains(&name.as_str()));
        let found = ours(&html);
        if !found.iter().any(raw) {
            assert_eq!(found, theirs(&html), "{html:?}");
        }
        Ok(())
    });
}

#[test]
fn known_references_are_the_standards() {
    let more = ["zwj", "Eacute", "there4", "nosuch"].map(str::to_owned);
    let names = crate::references::KNOWN.iter().map(|(name, _)| (*name).to_owned()).chain(more);
    // A carriage return of a number stays one; `ours` makes line feeds of all.
    let numbers = (0_u32..0x180).filter(|number| *number != 13).chain([
        0x2019,
        0xD7FF,
        0xD800,
        0xFFFE,
        0x1F600,
        0x0010_FFFF,
        0x0011_0000,
    ]);
    let numbers = numbers.flat_map(|number| {
        [format!("#{number}"), format!("#x{number:X}"), format!("#X000{number:x}")]
    });
    for name in names.chain(numbers).chain([
        "#".to_owned(),
        "#x".to_owned(),
        "#99999999999".to_owned(),
        "#xg".to_owned(),
    ]) {
        for end in [";b", "b", " ", "", "&"] {
            let html = format!("a&{name}{end}");
            assert_eq!(ours(&html), theirs(&html), "{html}");
        }
    }
}

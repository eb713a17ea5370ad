//! Texts as parts.

use std::borrow::Cow;
use std::collections::HashSet;

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{BodyType, ItemBody};
use viaduc_identities::percent_decoded;

use super::codes::{BODY_MISSING, BODY_NUL, BODY_TYPE};
use super::part::Leaf;
use crate::codec::{base64, quoted};

/// What a body shows.
#[derive(Debug, Default)]
pub(crate) struct Shown {
    /// By their Content-IDs.
    pub(crate) ids: HashSet<String>,
    /// By their addresses (RFC 2557 §8.2).
    pub(crate) locations: HashSet<String>,
}

/// The body, and what it shows.
pub(crate) fn body(
    body: Option<&ItemBody>,
    preview: Option<&str>,
    losses: &mut Losses,
) -> (Leaf, Shown) {
    let root = Place::root();
    let place = root.key("body");
    let mut kind = "plain";
    let mut content = None;
    if let Some(ItemBody { content: text, content_type, other }) = body {
        super::unknown(other, &place, losses);
        content = text.as_deref();
        match content_type {
            Some(BodyType::Html) => kind = "html",
            Some(BodyType::Text) | None => {}
            Some(unknown) => {
                losses.note(&BODY_TYPE, &place.key("contentType"), unknown.as_str());
            }
        }
    }
    let content = content.unwrap_or_else(|| {
        losses.report(&BODY_MISSING, &place);
        kind = "plain";
        preview.unwrap_or_default()
    });
    let clean: Cow<'_, str> = if content.contains('\0') {
        losses.report(&BODY_NUL, &place.key("content"));
        Cow::Owned(content.replace('\0', ""))
    } else {
        Cow::Borrowed(content)
    };
    let shown = if kind == "html" {
        Shown { ids: cited(&clean), locations: located(&clean) }
    } else {
        Shown::default()
    };
    (text(&format!("Content-Type: text/{kind}; charset=utf-8\r\n"), &clean), shown)
}

/// A text part in UTF-8, in the transfer encoding that suits it. `head`: its type.
pub(crate) fn text(head: &str, text: &str) -> Leaf {
    let text = lines(text);
    let (name, body) = if is_plain(&text) {
        ("7bit", text.into_bytes())
    } else {
        let escapes = text.bytes().filter(|b| *b == b'=' || !(32..127).contains(b)).count();
        let breaks = 2 * memchr::memchr_iter(b'\n', text.as_bytes()).count();
        if escapes.saturating_sub(breaks) * 6 > text.len() {
            ("base64", base64::encode(text.as_bytes()))
        } else {
            ("quoted-printable", quoted::encode(text.as_bytes()))
        }
    };
    let head = format!("{head}Content-Transfer-Encoding: {name}\r\n").into_bytes();
    Leaf { head, body, is_8bit: false }
}

/// Every line end as CR LF, the last one too.
fn lines(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 32 + 2);
    let mut rest = text;
    while let Some(at) = rest.find(['\r', '\n']) {
        let (line, tail) = rest.split_at(at);
        out.push_str(line);
        out.push_str("\r\n");
        let taken = if tail.starts_with("\r\n") { 2 } else { 1 };
        rest = tail.get(taken..).unwrap_or_default();
    }
    out.push_str(rest);
    if !out.ends_with('\n') {
        out.push_str("\r\n");
    }
    out
}

/// Whether every server and client takes it as it is.
fn is_plain(text: &str) -> bool {
    text.split("\r\n").all(|line| {
        line.len() <= 76
            && line.bytes().all(|b| b == b'\t' || (32..127).contains(&b))
            && !line.ends_with([' ', '\t'])
            && !line.starts_with("From ")
            && !line.starts_with('.')
            && !line.starts_with("--")
    })
}

/// The Content-IDs that an HTML text cites as `cid:` (RFC 2392): as they stand, and with their escapes undone.
pub(crate) fn cited(html: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    for at in memchr::memchr_iter(b':', html.as_bytes()) {
        let scheme = at.checked_sub(3).and_then(|start| html.get(start..at));
        if !scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("cid")) {
            continue;
        }
        let rest = html.get(at + 1..).unwrap_or_default();
        let stop = |c: char| c.is_whitespace() || "\"'<>():".contains(c);
        let window = rest.char_indices().take(LONGEST).find(|(_, c)| stop(*c));
        let id = window.map_or(rest, |(end, _)| rest.get(..end).unwrap_or_default());
        if id.len() > LONGEST {
            continue;
        }
        let plain = id.replace("&amp;", "&");
        found.insert(percent_decoded(&plain).into_owned());
        found.insert(plain);
        found.insert(id.to_owned());
    }
    found
}

/// The addresses that an HTML text shows pictures from.
fn located(html: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    for at in memchr::memchr2_iter(b'=', b'(', html.as_bytes()) {
        let names: &[&str] = match html.as_bytes().get(at) {
            Some(b'(') => &["url"],
            _ => &["src", "background"],
        };
        let before = html.as_bytes().get(..at).unwrap_or_default();
        let is_named = names.iter().any(|name| {
            let start = before.len().checked_sub(name.len());
            let word = start.and_then(|start| before.get(start..));
            word.is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes()))
        });
        if !is_named {
            continue;
        }
        let rest = html.get(at + 1..).unwrap_or_default();
        let rest = rest.strip_prefix(['"', '\'']).unwrap_or(rest);
        let stop = |c: char| c.is_whitespace() || "\"'<>)".contains(c);
        let window = rest.char_indices().take(LONGEST).find(|(_, c)| stop(*c));
        let url = window.and_then(|(end, _)| rest.get(..end)).unwrap_or_default();
        if !url.is_empty() {
            found.insert(url.replace("&amp;", "&"));
        }
    }
    found
}

/// No Content-ID is longer.
const LONGEST: usize = 1000;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_ends() {
        assert_eq!(lines("a\nb\rc\r\nd"), "a\r\nb\r\nc\r\nd\r\n");
        assert_eq!(lines(""), "\r\n");
    }

    #[test]
    fn citations() {
        let html = r#"<img src="cid:a@b"><img src='CID:c%40d'> url(cid:e) cid:f&amp;g x:y"#;
        let found = cited(html);
        for id in ["a@b", "c@d", "c%40d", "e", "f&g"] {
            assert!(found.contains(id), "{id} in {found:?}");
        }
        assert!(!found.contains("y"));
    }

    #[test]
    fn addresses() {
        let html = r#"<img src="https://x.example/a?b&amp;c"><td background='b.png'> url(c.png) <a href="d">"#;
        let mut found: Vec<String> = located(html).into_iter().collect();
        found.sort_unstable();
        assert_eq!(found, ["b.png", "c.png", "https://x.example/a?b&c"]);
    }

    #[test]
    fn encodings() {
        let encoding = |content: &str| {
            String::from_utf8(text("", content).head).unwrap().split_off(27).trim().to_owned()
        };
        assert_eq!(encoding("Hello\nyou"), "7bit");
        assert_eq!(encoding("Le café du village est ouvert"), "quoted-printable");
        assert_eq!(encoding(&"x".repeat(100)), "quoted-printable");
        assert_eq!(encoding("他们为什么不说中文"), "base64");
    }
}

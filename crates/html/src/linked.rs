//! Plain text as HTML.

use crate::references::encode;

/// Plain text as HTML: line breaks as `<br>`, web addresses as links.
#[must_use]
pub fn from_text(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    let unified = text.replace("\r\n", "\n").replace('\r', "\n");
    for (number, line) in unified.split('\n').enumerate() {
        if number > 0 {
            out.push_str("<br>");
        }
        push_line(line, &mut out);
    }
    out
}

/// One line, its web addresses linked.
fn push_line(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(at) = next_link(rest) {
        let (before, link) = rest.split_at(at);
        encode(before, out);
        let end = link
            .find(|c: char| c.is_whitespace() || c.is_control() || "<>\"`".contains(c))
            .unwrap_or(link.len());
        let (link, after) = link.split_at(end);
        let bare = link.trim_end_matches(['.', ',', ';', ':', '!', '?', ')', '\'']);
        out.push_str("<a href=\"");
        encode(bare, out);
        out.push_str("\">");
        encode(bare, out);
        out.push_str("</a>");
        encode(link.get(bare.len()..).unwrap_or_default(), out);
        rest = after;
    }
    encode(rest, out);
}

/// Where the next web address starts.
fn next_link(text: &str) -> Option<usize> {
    text.match_indices("http").map(|(at, _)| at).find(|at| {
        let after = text.get(at + 4..).unwrap_or_default();
        let after = after.strip_prefix('s').unwrap_or(after).strip_prefix("://");
        after.is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '['))
    })
}

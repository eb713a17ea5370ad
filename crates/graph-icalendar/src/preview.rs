//! Whether the short copy of a body says what the body says (Graph: bodyPreview).

/// More asides than this in a copy of 255 characters are no copy of anything.
const MOST: usize = 16;

/// Whether a copy is the start of a text, made from `source`: letter by letter, whatever stands between them. Asides in
/// `<…>` and `[…]` are links and pictures, which Exchange writes otherwise: each has to stand anywhere.
pub(crate) fn repeats(preview: &str, text: &str, source: &str) -> bool {
    let known = |aside: &str| text.contains(aside) || source.contains(aside);
    let mut own = Letters { rest: preview, asides: Some(Vec::new()) };
    let mut theirs = Letters { rest: text, asides: None };
    let mut letters = 0;
    for letter in own.by_ref() {
        if theirs.next() != Some(letter) {
            return false;
        }
        letters += 1;
    }
    let asides = own.asides.unwrap_or_default();
    if letters == 0 && asides.is_empty() {
        return known(preview.trim());
    }
    asides.len() <= MOST && asides.iter().all(|aside| known(aside))
}

/// The letters and digits of a text, but for those in asides.
struct Letters<'a> {
    rest: &'a str,
    /// The asides so far, where they are wanted.
    asides: Option<Vec<&'a str>>,
}

impl Iterator for Letters<'_> {
    type Item = char;

    fn next(&mut self) -> Option<char> {
        loop {
            let mut chars = self.rest.chars();
            let first = chars.next()?;
            self.rest = chars.as_str();
            let end = match first {
                '<' => '>',
                '[' => ']',
                _ if first.is_alphanumeric() => return Some(first),
                _ => continue,
            };
            let (aside, after) = self.rest.split_once(end).unwrap_or((self.rest, ""));
            if let Some(asides) = self.asides.as_mut().filter(|asides| asides.len() <= MOST) {
                asides.push(aside.trim());
            }
            self.rest = after;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_is_the_start_of_the_text() {
        let text = "- Dear all,\n\n1. see the page <https://a.example/?b=1&c=2>\n[Map] | end";
        let source = "<ol>…<a href=\"https://a.example/?b=1&amp;c=2\">…<img src=\"cid:1\">";
        for preview in [
            "Dear all",
            "Dear all,\r\n 1.  see the pa",
            "* Dear all, 1. see the page<https://a.example/?b=1&c=2> end",
            "Dear all 1 see the page<https://a.exa",
            "Dear all 1 see the page [cid:1]\tend",
            "Dear al\u{fffd}",
        ] {
            assert!(repeats(preview, text, source), "{preview}");
        }
        for preview in [
            "UNIQUEMARK",
            "Dear all <UNIQUEMARK>",
            "[UNIQUEMARK]",
            "Dear Ada",
            "all",
            "!!!",
            "Dear all, 1. see the page end of it",
        ] {
            assert!(!repeats(preview, text, source), "{preview}");
        }
        assert!(!repeats(&"<>".repeat(1000), text, source));
    }
}

//! Which charset a text is really in, and what to call it.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_874,
    WINDOWS_1252, WINDOWS_1254,
};

/// What a charset label means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Label {
    Ascii,
    /// One of the encodings we can read.
    Known(&'static Encoding),
    /// A charset that exists, and that we cannot read: its bytes and label are left alone.
    Foreign,
    /// No charset.
    Unknown,
}

/// Looks `label` up, however it is written.
pub(crate) fn label(label: &[u8]) -> Label {
    // What nearly all say.
    if label.eq_ignore_ascii_case(b"utf-8") {
        return Label::Known(UTF_8);
    }
    let lower = label.trim_ascii().to_ascii_lowercase();
    let ascii =
        [&b"us-ascii"[..], b"ascii", b"ansi_x3.4-1968", b"iso646-us", b"cp367", b"us", b"iso-ir-6"];
    if ascii.contains(&lower.as_slice()) {
        return Label::Ascii;
    }
    match lower.as_slice() {
        b"cp936" | b"ms936" | b"windows-936" => return Label::Known(GBK),
        b"cp932" | b"ms932" | b"windows-932" => return Label::Known(SHIFT_JIS),
        b"cp949" | b"ms949" | b"uhc" => return Label::Known(EUC_KR),
        b"cp950" | b"ms950" | b"windows-950" => return Label::Known(BIG5),
        b"cp874" => return Label::Known(WINDOWS_874),
        _ => {}
    }
    let foreign = [
        "utf-7",
        "unicode-1-1-utf-7",
        "utf-32",
        "utf32",
        "ucs-4",
        "iso-2022-",
        "hz-gb",
        "ibm",
        "cp4",
        "cp7",
        "cp8",
    ];
    let text = String::from_utf8_lossy(&lower);
    match Encoding::for_label_no_replacement(&lower) {
        Some(encoding) => Label::Known(encoding),
        None if foreign.iter().any(|prefix| text.starts_with(prefix)) => Label::Foreign,
        None => Label::Unknown,
    }
}

/// A charset and how it was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Choice {
    pub(crate) encoding: &'static Encoding,
    pub(crate) why: &'static str,
}

impl Choice {
    pub(crate) fn name(self) -> String {
        // With a byte order mark (RFC 2781 §3.3).
        if self.encoding == UTF_16LE || self.encoding == UTF_16BE {
            return "utf-16".to_owned();
        }
        self.encoding.name().to_ascii_lowercase()
    }

    /// The name of the charset that `bytes` need: the wider one of the family, if they do.
    fn label(self, bytes: &[u8]) -> String {
        let name = self.name();
        superset(bytes, name.as_bytes(), self.encoding).map_or(name, str::to_owned)
    }
}

/// Guesses the charset of bytes whose label helps nothing: valid UTF-8, a byte order mark, what an HTML page says of itself, the charsets
/// of other texts of the message, statistics, windows-1252.
pub(crate) fn detect(bytes: &[u8], is_html: bool, siblings: &[&'static Encoding]) -> Choice {
    if bytes.starts_with(b"\xef\xbb\xbf")
        || (!bytes.is_ascii() && std::str::from_utf8(bytes).is_ok())
    {
        return Choice { encoding: UTF_8, why: "valid UTF-8" };
    }
    if let Some(encoding) = marked_wide(bytes) {
        return Choice { encoding, why: "the byte order mark" };
    }
    if let Some(encoding) = declaration(bytes)
        && decodes(bytes, encoding)
    {
        return Choice { encoding, why: "the document names it" };
    }
    if is_html
        && let Some(encoding) = meta(bytes)
        && decodes(bytes, encoding)
    {
        return Choice { encoding, why: "the page names it" };
    }
    if let Some(encoding) = siblings.iter().find(|encoding| decodes(bytes, encoding)) {
        return Choice { encoding, why: "other texts of the message have it" };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    if decodes(bytes, encoding) {
        return Choice { encoding, why: "detected" };
    }
    Choice { encoding: WINDOWS_1252, why: "nothing fits" }
}

/// The charset of a text that starts with the byte order mark of UTF-16.
pub(crate) fn marked_wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let (encoding, length) = Encoding::for_bom(bytes)?;
    (length == 2 && bytes.len() > 2 && decodes(bytes, encoding)).then_some(encoding)
}

/// The charset that an HTML page names in its first bytes.
fn meta(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(2048))?.to_ascii_lowercase();
    let head = without_comments(&head);
    let at = memchr::memmem::find(&head, b"charset")?;
    named(head.get(at + 7..)?)
}

/// The charset that an XML declaration names (XML 1.0 §4.3.3).
fn declaration(bytes: &[u8]) -> Option<&'static Encoding> {
    let rest = bytes.strip_prefix(b"<?xml")?;
    let inside = rest.get(..memchr::memmem::find(rest.get(..rest.len().min(1024))?, b"?>")?)?;
    let at = memchr::memmem::find(inside, b"encoding")?;
    named(inside.get(at + 8..)?)
}

fn without_comments(head: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(head.len());
    let mut rest = head;
    while let Some(start) = memchr::memmem::find(rest, b"<!--") {
        let (before, comment) = rest.split_at(start);
        out.extend_from_slice(before);
        let end = memchr::memmem::find(comment, b"-->").map_or(comment.len(), |end| end + 3);
        rest = comment.get(end..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

/// The charset in `="…"`.
fn named(text: &[u8]) -> Option<&'static Encoding> {
    let rest = text.trim_ascii_start().strip_prefix(b"=")?;
    let rest = rest.trim_ascii_start();
    let rest = rest.strip_prefix(b"\"").or_else(|| rest.strip_prefix(b"'")).unwrap_or(rest);
    let end = rest.iter().take_while(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(b)).count();
    match label(rest.get(..end)?) {
        // A page that can be read for its charset is in no UTF-16.
        Label::Known(encoding) if encoding.is_ascii_compatible() => Some(encoding),
        Label::Known(_) | Label::Ascii | Label::Foreign | Label::Unknown => None,
    }
}

pub(crate) fn decodes(bytes: &[u8], encoding: &'static Encoding) -> bool {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes).is_ok();
    }
    if encoding.is_single_byte() && encoding == WINDOWS_1252 {
        return true;
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

/// What the label of a text should be, if it should be another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// The label is right, or nobody knows better.
    Right,
    /// A label of no meaning: this one is to replace it.
    Name(String, &'static str),
    /// The bytes are in another charset than the label says.
    Relabel(String, &'static str),
    /// There is no label, and one is needed.
    Add(String, &'static str),
}

/// Judges the label `declared` of the text `bytes` (decoded from its transfer encoding).
pub(crate) fn judge(
    bytes: &[u8],
    declared: Option<&[u8]>,
    is_html: bool,
    siblings: &[&'static Encoding],
) -> Verdict {
    let stateful = bytes.contains(&0x1b);
    let Some(declared) = declared else {
        if bytes.is_ascii() && !stateful {
            return Verdict::Right;
        }
        let choice = detect(bytes, is_html, siblings);
        // Seven-bit text with an escape character is only worth a label if it really is ISO-2022-JP.
        if bytes.is_ascii() && choice.encoding != encoding_rs::ISO_2022_JP {
            return Verdict::Right;
        }
        return Verdict::Add(choice.label(bytes), choice.why);
    };
    match label(declared) {
        Label::Foreign => Verdict::Right,
        Label::Unknown if bytes.is_ascii() && !stateful => {
            Verdict::Name("us-ascii".to_owned(), "all of it is ASCII")
        }
        Label::Unknown => {
            let choice = detect(bytes, is_html, siblings);
            Verdict::Name(choice.label(bytes), choice.why)
        }
        Label::Ascii if bytes.is_ascii() => Verdict::Right,
        Label::Ascii => {
            let choice = detect(bytes, is_html, siblings);
            Verdict::Relabel(choice.label(bytes), choice.why)
        }
        Label::Known(_) if bytes.is_ascii() => Verdict::Right,
        Label::Known(encoding) => known(bytes, declared, encoding, is_html, siblings),
    }
}

fn known(
    bytes: &[u8],
    declared: &[u8],
    encoding: &'static Encoding,
    is_html: bool,
    siblings: &[&'static Encoding],
) -> Verdict {
    if marked_wide(bytes).is_some() && (encoding == UTF_16LE || encoding == UTF_16BE) {
        return Verdict::Right;
    }
    if decodes(bytes, encoding) {
        return superset(bytes, declared, encoding).map_or(Verdict::Right, |wider| {
            Verdict::Relabel(wider.to_owned(), "the wider charset of the same family")
        });
    }
    if encoding == UTF_8 && has_multibyte(bytes) {
        // UTF-8 with a broken character here and there.
        return Verdict::Right;
    }
    let choice = detect(bytes, is_html, siblings);
    if choice.encoding == encoding || choice.why == "nothing fits" {
        return Verdict::Right;
    }
    Verdict::Relabel(choice.label(bytes), choice.why)
}

/// Whether some part of `bytes` is UTF-8 beyond ASCII.
fn has_multibyte(bytes: &[u8]) -> bool {
    bytes.utf8_chunks().any(|chunk| !chunk.valid().is_ascii())
}

/// The wider charset that a text needs which does not fit into the narrow one that `declared` names.
fn superset(bytes: &[u8], declared: &[u8], encoding: &'static Encoding) -> Option<&'static str> {
    let label = declared.trim_ascii().to_ascii_lowercase();
    if encoding == WINDOWS_1252 {
        let narrow = !label.ends_with(b"1252");
        return (narrow && bytes.iter().any(|b| (0x80..=0x9f).contains(b)))
            .then_some("windows-1252");
    }
    if encoding == WINDOWS_1254 {
        let narrow = !label.ends_with(b"1254");
        return (narrow && bytes.iter().any(|b| (0x80..=0x9f).contains(b)))
            .then_some("windows-1254");
    }
    if encoding == SHIFT_JIS {
        let narrow = !label.ends_with(b"31j") && !label.ends_with(b"932");
        return (narrow && in_windows_31j(bytes)).then_some("windows-31j");
    }
    if encoding == WINDOWS_874 {
        let narrow = !label.ends_with(b"874");
        return (narrow && bytes.iter().any(|b| (0x80..=0xa0).contains(b)))
            .then_some("windows-874");
    }
    if encoding == GBK || encoding == GB18030 {
        let narrow = memchr::memmem::find(&label, b"2312").is_some();
        let gbk = label.ends_with(b"gbk") || label.ends_with(b"936");
        let wide = pairs(bytes).any(|(lead, trail)| !in_gb2312(lead, trail));
        let wider = pairs(bytes).any(|(_, trail)| trail < 0x40);
        return ((narrow && wide) || (gbk && wider)).then_some("gb18030");
    }
    if encoding == EUC_KR {
        let narrow = !label.ends_with(b"949") && label != b"uhc";
        let wide = pairs(bytes).any(|(lead, trail)| lead < 0xa1 || trail < 0xa1);
        return (narrow && wide).then_some("windows-949");
    }
    None
}

/// Whether a text in Shift_JIS has characters that Microsoft added: rows 13 and 89 and later (NEC, IBM).
fn in_windows_31j(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let [lead, tail @ ..] = rest {
        rest = match lead {
            0x87 | 0xed | 0xee | 0xf0..=0xfc => return true,
            0x81..=0x9f | 0xe0..=0xec | 0xef => tail.get(1..).unwrap_or_default(),
            _ => tail,
        };
    }
    false
}

fn in_gb2312(lead: u8, trail: u8) -> bool {
    (0xa1..=0xf7).contains(&lead) && (0xa1..=0xfe).contains(&trail)
}

/// The two-byte characters of a text that decodes.
fn pairs(bytes: &[u8]) -> impl Iterator<Item = (u8, u8)> + '_ {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        loop {
            match rest {
                [] | [_] => return None,
                [lead, tail @ ..] if *lead < 0x80 => rest = tail,
                [lead, trail, tail @ ..] => {
                    rest = tail;
                    return Some((*lead, *trail));
                }
            }
        }
    })
}

/// `bytes` as text in `encoding`; what cannot be read becomes U+FFFD.
pub(crate) fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    encoding.decode_without_bom_handling(bytes).0
}

/// A header or another short text of unknown charset.
pub(crate) fn decode_guessing<'a>(bytes: &'a [u8], siblings: &[&'static Encoding]) -> Cow<'a, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => decode(bytes, detect(bytes, false, siblings).encoding),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels() {
        assert_eq!(label(b" US-ASCII "), Label::Ascii);
        assert_eq!(label(b"Utf8"), Label::Known(UTF_8));
        assert_eq!(label(b"utf-7"), Label::Foreign);
        assert_eq!(label(b"x-unknown"), Label::Unknown);
        assert_eq!(label(b""), Label::Unknown);
    }

    #[test]
    fn verdicts() {
        let relabel = |to: &str| Some(to.to_owned());
        type Case = (&'static [u8], Option<&'static [u8]>, Option<String>);
        let cases: [Case; 8] = [
            (b"caf\xe9", Some(b"iso-8859-1"), None),
            (b"\x93caf\xe9\x94", Some(b"iso-8859-1"), relabel("windows-1252")),
            (b"caf\xc3\xa9", Some(b"us-ascii"), relabel("utf-8")),
            (b"caf\xe9 au lait, cr\xe8me", Some(b"utf-8"), relabel("windows-1252")),
            (b"\xb9\xfa\xbc\xd2", Some(b"gb2312"), None),
            (b"\xd6\xec\xe9F\xbb\xf9", Some(b"gb2312"), relabel("gb18030")),
            (b"\x8c\x63\xb9\xe6", Some(b"euc-kr"), relabel("windows-949")),
            (b"plain", Some(b"utf-8"), None),
        ];
        for (bytes, declared, expected) in cases {
            let verdict = match judge(bytes, declared, false, &[]) {
                Verdict::Relabel(name, _) => Some(name),
                Verdict::Right => None,
                Verdict::Name(..) | Verdict::Add(..) => panic!("another verdict"),
            };
            assert_eq!(verdict, expected, "{bytes:x?} {declared:?}");
        }
    }

    #[test]
    fn a_page_names_its_charset() {
        let page = b"<html><head><meta charset=\"iso-8859-2\"></head>\xb1\xe6</html>";
        assert_eq!(detect(page, true, &[]).encoding, encoding_rs::ISO_8859_2);
    }
}

//! What Graph tells beside a message's bytes, as IMAP flags and keywords.

/// The properties of a Graph message that become flags, each as Graph says it.
///
/// Every field may be left at its default: nothing is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Properties {
    /// `isRead`.
    pub is_read: bool,
    /// `isDraft`.
    pub is_draft: bool,
    /// `flag.flagStatus` is `flagged`; `complete` and `notFlagged` are not.
    pub is_flagged: bool,
    /// `isReadReceiptRequested`.
    pub is_read_receipt_requested: bool,
    /// `categories`.
    pub categories: Vec<String>,
    /// Extended property Integer 0x1081, `PidTagLastVerbExecuted`.
    pub last_verb: Option<i64>,
    /// Extended property Integer 0x1080, `PidTagIconIndex`: asked if there is no last verb.
    pub icon_index: Option<i64>,
    /// Whether the folder is the mailbox's junk folder.
    pub is_junk: bool,
}

/// Flags as `APPEND` takes them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Flags {
    /// System flags and keywords of the standard: `\Seen`, `$Forwarded`.
    pub flags: Vec<&'static str>,
    /// One keyword a category, as an atom of at most 50 bytes.
    pub keywords: Vec<Keyword>,
}

/// A category and the keyword that stands for it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Keyword {
    /// The keyword: an IMAP atom of ASCII, at most 50 bytes.
    pub atom: String,
    /// The category's name.
    pub name: String,
}

/// Maps what Graph says of a message to IMAP flags and keywords.
///
/// `$MDNSent` is on every message, so that no client sends a receipt for mail that was read long ago
/// (RFC 3503 §3.1). The last verb tells only the last: answered then forwarded is `$Forwarded` alone.
///
/// ```
/// use viaduc_mime_normalise::{Properties, imap_flags};
/// let mut message = Properties::default();
/// message.is_read = true;
/// message.last_verb = Some(103);
/// message.categories = vec!["Conseil municipal".to_owned(), "Été".to_owned()];
/// let flags = imap_flags(&message);
/// assert_eq!(flags.flags, [r"\Seen", r"\Answered", "$MDNSent"]);
/// assert_eq!(flags.keywords[0].atom, "Conseil_municipal");
/// assert_eq!(flags.keywords[1].atom, "&AMk-t&AOk-");
/// ```
#[must_use]
pub fn imap_flags(message: &Properties) -> Flags {
    let Properties {
        is_read,
        is_draft,
        is_flagged,
        // The keyword goes on every message, asked or not: a later client decides by it alone.
        is_read_receipt_requested: _,
        categories,
        last_verb,
        icon_index,
        is_junk,
    } = message;
    // MS-OXOMSG 2.2.1.31 and 2.2.1.38; the icon says the same if the verb is missing.
    let verb = last_verb.filter(|verb| *verb != 0).or(match icon_index {
        Some(0x105) => Some(102),
        Some(0x106) => Some(104),
        _ => None,
    });
    let rows = [
        (*is_read, r"\Seen"),
        (*is_draft, r"\Draft"),
        (*is_flagged, r"\Flagged"),
        (matches!(verb, Some(102 | 103)), r"\Answered"),
        (verb == Some(104), "$Forwarded"),
        (*is_junk, "$Junk"),
        (true, "$MDNSent"),
    ];
    let flags = rows.into_iter().filter(|(set, _)| *set).map(|(_, flag)| flag).collect();
    let mut keywords: Vec<Keyword> = Vec::new();
    for name in categories {
        let atom = keyword(name);
        if !atom.is_empty() && !keywords.iter().any(|k| k.atom.eq_ignore_ascii_case(&atom)) {
            keywords.push(Keyword { atom, name: name.clone() });
        }
    }
    Flags { flags, keywords }
}

/// Dovecot takes keywords of at most this many bytes.
const LONGEST: usize = 50;

/// `name` as an IMAP atom (RFC 3501 §9) of at most 50 bytes: spaces become `_`, other characters that an atom may not
/// have, and all beyond ASCII, are written in modified UTF-7 (RFC 3501 §5.1.3).
#[must_use]
pub fn keyword(name: &str) -> String {
    let mut atom = String::new();
    for c in name.trim().chars() {
        let piece = match c {
            ' ' => "_".to_owned(),
            '&' => "&-".to_owned(),
            c if c.is_ascii_graphic() && !r#"(){%*"\]"#.contains(c) => c.to_string(),
            c => shifted(c),
        };
        if atom.len() + piece.len() > LONGEST {
            break;
        }
        atom.push_str(&piece);
    }
    // `\Foo` would be a system flag; the backslash is already shifted. Nothing else is special at the start.
    atom
}

/// One character in modified UTF-7: `&`, base64 of its UTF-16 with `,` for `/` and no padding, `-`.
fn shifted(c: char) -> String {
    let mut units = [0_u16; 2];
    let bytes: Vec<u8> =
        c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()).collect();
    let encoded = base64_simd::STANDARD_NO_PAD.encode_to_string(bytes).replace('/', ",");
    format!("&{encoded}-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_atoms_whatever_the_name() {
        for name in [
            "a b",
            "(x)",
            "\"q\" \\s",
            "100%*",
            "日本語のカテゴリー名前がとても長い場合",
            "tab\tend",
            "é🙂",
        ] {
            let atom = keyword(name);
            assert!(atom.len() <= 50 && !atom.is_empty(), "{name}: {atom}");
            assert!(
                atom.bytes().all(|b| b.is_ascii_graphic() && !br#"(){%*"\]"#.contains(&b)),
                "{name}: {atom}"
            );
        }
        assert_eq!(keyword("  "), "");
    }

    #[test]
    fn verbs_and_icons() {
        let with = |verb, icon| {
            imap_flags(&Properties { last_verb: verb, icon_index: icon, ..Properties::default() })
                .flags
        };
        assert!(with(Some(102), None).contains(&r"\Answered"));
        assert!(with(Some(104), Some(0x105)).contains(&"$Forwarded"));
        assert!(with(None, Some(0x105)).contains(&r"\Answered"));
        assert!(with(None, Some(0x106)).contains(&"$Forwarded"));
        assert_eq!(with(Some(0), None), ["$MDNSent"]);
    }

    #[test]
    fn equal_keywords_stand_once() {
        let categories = vec!["A b".to_owned(), "a_b".to_owned()];
        let flags = imap_flags(&Properties { categories, ..Properties::default() });
        assert_eq!(flags.keywords.len(), 1);
    }
}

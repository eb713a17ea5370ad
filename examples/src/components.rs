/// Divides a file into its outermost components of one name, each from its `BEGIN:NAME` on. A card inside a card stays in it; what
/// has none, or is no text in ASCII's likeness, is one piece.
pub(crate) fn split<'a>(bytes: &'a [u8], name: &str) -> Vec<&'a [u8]> {
    let is = |word: &[u8], marker: &[u8]| {
        word.split_at_checked(marker.len()).is_some_and(|(start, rest)| {
            start.eq_ignore_ascii_case(marker) && rest.eq_ignore_ascii_case(name.as_bytes())
        })
    };
    let mut starts = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n' || *byte == b'\r') {
        let word = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
        if is(word, b"BEGIN:") {
            if depth == 0 {
                starts.push(at);
            }
            depth += 1;
        } else if is(word, b"END:") {
            depth = depth.saturating_sub(1);
        }
        at += line.len();
    }
    // What stands before the first belongs to it: a byte order mark, a stray line to be reported.
    if let Some(first) = starts.first_mut() {
        *first = 0;
    } else {
        starts.push(0);
    }
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    starts.iter().zip(ends).filter_map(|(start, end)| bytes.get(*start..end)).collect()
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn components_are_told_apart() {
        let one = "BEGIN:VCARD\r\nFN:a\r\nEND:VCARD\r\n";
        let nested = "begin:vcard\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\n\n";
        let both = format!("\u{feff}{one}{nested}{one}");
        let pieces = split(both.as_bytes(), "VCARD");
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[1], nested.as_bytes());
        assert_eq!(pieces.concat(), both.as_bytes());
        assert_eq!(split(both.as_bytes(), "VCALENDAR"), [both.as_bytes()]);
        for whole in ["", "BEGIN:VCALENDAR", "END:VCARD\n"] {
            assert_eq!(split(whole.as_bytes(), "VCARD"), [whole.as_bytes()]);
        }
    }
}

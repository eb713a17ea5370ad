/// Divides a vCard file into its cards, each from its `BEGIN:VCARD` on. A card inside a card stays in it; what is no card, or no
/// text in ASCII's likeness, is one piece.
pub(crate) fn split(bytes: &[u8]) -> Vec<&[u8]> {
    let mut starts = Vec::new();
    let mut depth = 0_usize;
    let mut at = 0;
    for line in bytes.split_inclusive(|byte| *byte == b'\n' || *byte == b'\r') {
        let word = line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line).trim_ascii();
        if word.eq_ignore_ascii_case(b"BEGIN:VCARD") {
            if depth == 0 {
                starts.push(at);
            }
            depth += 1;
        } else if word.eq_ignore_ascii_case(b"END:VCARD") {
            depth = depth.saturating_sub(1);
        }
        at += line.len();
    }
    // What stands before the first card belongs to it: a byte order mark, a stray line to be reported.
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
    fn cards_are_told_apart() {
        let one = "BEGIN:VCARD\r\nFN:a\r\nEND:VCARD\r\n";
        let nested = "begin:vcard\nAGENT:\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\n\n";
        let both = format!("\u{feff}{one}{nested}{one}");
        let pieces = split(both.as_bytes());
        assert_eq!(pieces.len(), 3);
        assert_eq!(pieces[1], nested.as_bytes());
        assert_eq!(pieces.concat(), both.as_bytes());
        for whole in ["", "BEGIN:VCALENDAR", "END:VCARD\n"] {
            assert_eq!(split(whole.as_bytes()), [whole.as_bytes()]);
        }
    }
}

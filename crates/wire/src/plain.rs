/// Whether a text has neither a control character, line ends and tabs among them, nor U+FFFD in it. It may answer `false` for a
/// text without either: few characters start with the same byte as U+FFFD.
///
/// Nearly every text of the wire is plain, and this is a quick way to know it.
///
/// ```
/// assert!(viaduc_wire::is_plain("Élus, “amis” 😀"));
/// assert!(!viaduc_wire::is_plain("a\nb") && !viaduc_wire::is_plain("a\u{fffd}"));
/// ```
#[must_use]
pub fn is_plain(text: &str) -> bool {
    let octets = text.as_bytes();
    let Some(last) = octets.last_chunk::<8>() else {
        return !octets.iter().any(|byte| matches!(byte, 0..0x20 | 0x7f | 0xef));
    };
    let (eights, _) = octets.as_chunks::<8>();
    eights.iter().fold(odd(*last), |found, eight| found | odd(*eight)) == 0
}

/// Has bits set if one of the octets is below the space, DEL, or the first of U+FFFD.
fn odd(eight: [u8; 8]) -> u64 {
    const ONES: u64 = 0x0101_0101_0101_0101;
    let word = u64::from_le_bytes(eight);
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let control = word.wrapping_sub(ONES * 0x20) & !word;
    (control | zero(word ^ (ONES * 0x7f)) | zero(word ^ (ONES * 0xef))) & (ONES << 7)
}

#[cfg(test)]
mod tests {
    use super::is_plain;

    #[test]
    fn every_place_is_looked_at() {
        for len in 0..30 {
            for at in 0..=len {
                for (mark, plain) in [
                    ("\u{1f}", false),
                    ("\n", false),
                    ("\u{7f}", false),
                    ("\u{fffd}", false),
                    ("é", true),
                    ("\u{80}", true),
                    ("~", true),
                    (" ", true),
                ] {
                    let text = format!("{}{mark}{}", "x".repeat(at), "é".repeat(len - at));
                    assert_eq!(is_plain(&text), plain, "{text:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_plain_has_nothing_odd() {
        viaduc_fixture_runner::search(1_000, |u| {
            let text: String = u.arbitrary()?;
            let odd = |c: char| c.is_ascii_control() || c == '\u{fffd}';
            assert!(!is_plain(&text) || !text.contains(odd));
            Ok(())
        });
    }
}

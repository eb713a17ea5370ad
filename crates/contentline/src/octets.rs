//! What each octet may mean where it is written, looked up: names and values are many and short.

/// No letter, digit or hyphen: no part of a name.
pub(crate) const NOT_NAME: u8 = 1;
/// A forbidden control, or the first octet of a character that some readers take for a line end (U+0085, U+2028, U+2029).
pub(crate) const SUSPECT: u8 = 2;
/// A quote or a caret, which parameters have as RFC 6868 says.
pub(crate) const CARETED: u8 = 4;
/// What a parameter has in quotes only.
pub(crate) const QUOTED: u8 = 8;
/// What a text has in another form, or may have.
pub(crate) const ESCAPED: u8 = 16;

const CLASSES: [u8; 256] = {
    let mut table = [0; 256];
    let mut octet = 0;
    while octet < 256 {
        #[expect(clippy::cast_possible_truncation, reason = "below 256")]
        let byte = octet as u8;
        table[octet] = class(byte);
        octet += 1;
    }
    table
};

const fn class(byte: u8) -> u8 {
    let name = if byte.is_ascii_alphanumeric() || byte == b'-' { 0 } else { NOT_NAME };
    name | match byte {
        b'\t' => 0,
        b'\r' | b'\n' | 0..0x20 | 0x7F | 0xC2 | 0xE2 => SUSPECT | ESCAPED,
        b'"' | b'^' => CARETED,
        b';' | b',' => QUOTED | ESCAPED,
        b':' => QUOTED,
        b'\\' => ESCAPED,
        _ => 0,
    }
}

/// The classes of an octet.
pub(crate) fn of(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or_default()
}

/// The classes of all octets of a text.
pub(crate) fn all_of(text: &str) -> u8 {
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    let classes = eights.iter().fold(0, |classes, eight| classes | of_eight(eight));
    rest.iter().fold(classes, |classes, byte| classes | of(*byte))
}

/// Eight at once: the compiler has no loop to run.
fn of_eight(eight: &[u8; 8]) -> u8 {
    let [a, b, c, d, e, f, g, h] = eight.map(of);
    ((a | b) | (c | d)) | ((e | f) | (g | h))
}

/// Whether a text has a forbidden control, or a character that some readers take for a line end. It looks at every octet,
/// which lets the compiler look at many at once; few texts have one that calls for a closer look.
pub(crate) fn any_forbidden(text: &str) -> bool {
    let looks = text.bytes().fold(0, |looks, byte| {
        looks | u8::from(is_control(byte)) | (u8::from(byte | 0x20 == 0xE2) << 1)
    });
    looks & 1 != 0 || (looks & 2 != 0 && has_separator(text))
}

/// Whether a text has U+0085, U+2028 or U+2029.
fn has_separator(text: &str) -> bool {
    let bytes = text.as_bytes();
    let twos = bytes.iter().zip(bytes.iter().skip(1));
    let threes = twos.clone().zip(bytes.iter().skip(2));
    let next_line = twos.fold(false, |seen, (a, b)| seen | ((*a == 0xC2) & (*b == 0x85)));
    threes.fold(next_line, |seen, ((a, b), c)| {
        seen | ((*a == 0xE2) & (*b == 0x80) & (*c | 1 == 0xA9))
    })
}

/// CONTROL of RFC 5545 §3.1 in one octet.
const fn is_control(byte: u8) -> bool {
    (byte < 0x20) & (byte != b'\t') | (byte == 0x7F)
}

/// Calls with the place of each octet of a text that is [`ESCAPED`], in order.
pub(crate) fn escaped(text: &str, mut at: impl FnMut(usize)) {
    let (sixteens, rest) = text.as_bytes().as_chunks::<16>();
    for (place, sixteen) in sixteens.iter().enumerate() {
        let mut marks = marks(sixteen);
        while marks != 0 {
            at(place * 16 + (marks.trailing_zeros() / 8) as usize);
            marks &= marks - 1;
        }
    }
    for (place, byte) in rest.iter().enumerate() {
        if of(*byte) & ESCAPED != 0 {
            at(sixteens.len() * 16 + place);
        }
    }
}

/// A 1 in the byte of each such octet. The compiler looks at all of them at once.
fn marks(sixteen: &[u8; 16]) -> u128 {
    let mut marks = [0_u8; 16];
    for (mark, byte) in marks.iter_mut().zip(sixteen) {
        let special = (*byte == b'\\') | (*byte == b';') | (*byte == b',') | (*byte | 0x20 == 0xE2);
        *mark = u8::from(is_control(*byte) | special);
    }
    u128::from_le_bytes(marks)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_two_ways_to_know_an_octet_agree() {
        for byte in 0..=u8::MAX {
            for place in 0..16 {
                let mut sixteen = [b'x'; 16];
                sixteen[place] = byte;
                let found = if of(byte) & ESCAPED == 0 { 0 } else { 1 << (8 * place) };
                assert_eq!(marks(&sixteen), found, "{byte:#x} at {place}");
            }
        }
    }

    #[test]
    fn what_is_forbidden_is_found_at_every_place() {
        let odd = ["\0", "\u{1f}", "\u{7f}", "\n", "\u{85}", "\u{2028}", "\u{2029}"];
        let fine = ["\t", " ", "\u{84}", "\u{a0}", "’", "\u{202a}", "€", "é"];
        for before in 0..40 {
            for after in 0..4 {
                let inside = |c| format!("{}{c}{}", "x".repeat(before), "x".repeat(after));
                for c in odd {
                    assert!(any_forbidden(&inside(c)), "{:?}", inside(c));
                }
                for c in fine {
                    assert!(!any_forbidden(&inside(c)), "{:?}", inside(c));
                }
            }
        }
    }
}

//! Which bytes are text as it stands.

/// How many bytes are text as it stands, single spaces between words included.
pub(super) fn plain(text: &[u8]) -> usize {
    let mut at = 0;
    while let Some(len) = text.get(at..).and_then(|rest| rest.iter().position(|b| is_special(*b))) {
        let here = at + len;
        let is_plain = match text.get(here..).unwrap_or_default() {
            [b' ', next, ..] => here > 0 && !is_special(*next),
            [0xc2, 0xa0 | 0xad, ..] | [0xe2, 0x80, 0x8b, ..] | [0xef, 0xbb, 0xbf, ..] => false,
            [0xc2 | 0xe2 | 0xef, ..] => true,
            _ => false,
        };
        if !is_plain {
            return here;
        }
        at = here + 1;
    }
    text.len()
}

const SPECIAL: [bool; 256] = {
    let mut table = [false; 256];
    let mut at = 0;
    let bytes = [b' ', b'\t', b'\n', b'\r', b'\x0c', 0xc2, 0xe2, 0xef];
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

/// Whether a byte is a space, or may start a character that is no plain text.
fn is_special(byte: u8) -> bool {
    SPECIAL.get(usize::from(byte)).copied().unwrap_or(false)
}

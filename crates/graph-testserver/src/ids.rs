//! Deterministic identifiers in the shapes Exchange and Entra give them.

/// Mixes one 64-bit word (the finaliser of SplitMix64).
pub(crate) fn mix(mut word: u64) -> u64 {
    word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// A 64-bit digest of some parts, in order; the boundaries between parts count.
pub(crate) fn digest(parts: &[&str]) -> u64 {
    let mut state = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes().chain([0xff]) {
            state = (state ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    mix(state)
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// `len` characters of base64url made from the parts.
pub(crate) fn letters(parts: &[&str], len: usize) -> String {
    let mut out = String::with_capacity(len);
    let mut word = digest(parts);
    while out.len() < len {
        word = mix(word.wrapping_add(0x9e37_79b9_7f4a_7c15));
        for shift in 0..10 {
            if out.len() < len {
                let index = usize::try_from((word >> (shift * 6)) & 63).unwrap_or_default();
                out.push(char::from(ALPHABET.get(index).copied().unwrap_or(b'A')));
            }
        }
    }
    out
}

/// An ordinary Outlook id: it changes when the item changes folder.
pub(crate) fn outlook(parts: &[&str]) -> String {
    format!("AAMkAGVm{}AAA=", letters(parts, 108))
}

/// An immutable Outlook id.
pub(crate) fn immutable(parts: &[&str]) -> String {
    format!("AAkALgAAAAAAHYQD{}AAA=", letters(parts, 52))
}

/// A GUID.
pub(crate) fn guid(parts: &[&str]) -> String {
    let high = digest(parts);
    let low = mix(high ^ 0x9e37_79b9_7f4a_7c15);
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0x0fff,
        0x8000 | ((low >> 48) & 0x3fff),
        low & 0xffff_ffff_ffff
    )
}

/// A change key of an item at a version.
pub(crate) fn change_key(id: &str, version: u64) -> String {
    format!("CQAAABYAAA{}", letters(&["changekey", id, &version.to_string()], 30))
}

//! Folder names on the wire: modified UTF-7 (RFC 3501, 5.1.3).

use base64::Engine as _;
use base64::alphabet::IMAP_MUTF7;
use base64::engine::{GeneralPurpose, general_purpose::NO_PAD};

const ENGINE: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, NO_PAD);

/// A name in modified UTF-7.
pub(crate) fn encode(name: &str) -> String {
    let mut out = String::new();
    let mut held: Vec<u8> = Vec::new();
    let flush = |held: &mut Vec<u8>, out: &mut String| {
        if !held.is_empty() {
            out.push('&');
            out.push_str(&ENGINE.encode(&held));
            out.push('-');
            held.clear();
        }
    };
    for c in name.chars() {
        if matches!(c, ' '..='~') {
            flush(&mut held, &mut out);
            out.push(c);
            if c == '&' {
                out.push('-');
            }
        } else {
            let mut units = [0; 2];
            for unit in c.encode_utf16(&mut units) {
                held.extend_from_slice(&unit.to_be_bytes());
            }
        }
    }
    flush(&mut held, &mut out);
    out
}

/// The name behind modified UTF-7; `None` when it is none.
pub(crate) fn decode(name: &str) -> Option<String> {
    let (mut out, mut rest) = (String::new(), name);
    while let Some((plain, tail)) = rest.split_once('&') {
        out.push_str(plain);
        let (packed, tail) = tail.split_once('-')?;
        rest = tail;
        if packed.is_empty() {
            out.push('&');
            continue;
        }
        let raw = ENGINE.decode(packed).ok().filter(|raw| raw.len() % 2 == 0)?;
        let units: Vec<u16> = raw
            .chunks_exact(2)
            .map(|pair| {
                u16::from_be_bytes([
                    pair.first().copied().unwrap_or(0),
                    pair.last().copied().unwrap_or(0),
                ])
            })
            .collect();
        out.push_str(&String::from_utf16(&units).ok()?);
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_back() {
        for name in ["INBOX", "R&D", "Dossiers partagés", "日本/語", "a\u{1f600}b", "&", ""] {
            assert_eq!(decode(&encode(name)).as_deref(), Some(name), "{name}");
        }
        assert_eq!(encode("é"), "&AOk-");
        assert_eq!(encode("A&B"), "A&-B");
        for wrong in ["R&D", "&AOk", "&AA-", "&A-", "&2Ac-", "&é-"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}

//! Modified UTF-7, the spelling of mailbox names (RFC 3501 §5.1.3).

use std::borrow::Cow;

use base64::alphabet::IMAP_MUTF7;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine};

const CONFIG: GeneralPurposeConfig = GeneralPurposeConfig::new()
    .with_encode_padding(false)
    .with_decode_padding_mode(DecodePaddingMode::RequireNone);
const BASE64: GeneralPurpose = GeneralPurpose::new(&IMAP_MUTF7, CONFIG);

/// Spells `text` in modified UTF-7. The answer holds printable ASCII only, whatever is in `text`, so it can stand
/// between quotes once `"` and `\` are escaped.
#[must_use]
pub fn encode(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| is_direct(char::from(byte)) && byte != b'&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut shifted = Vec::new();
    for c in text.chars() {
        if !is_direct(c) {
            let mut units = [0; 2];
            shifted.extend(c.encode_utf16(&mut units).iter().flat_map(|unit| unit.to_be_bytes()));
            continue;
        }
        flush(&mut shifted, &mut out);
        out.push(c);
        if c == '&' {
            out.push('-');
        }
    }
    flush(&mut shifted, &mut out);
    Cow::Owned(out)
}

/// Reads modified UTF-7; `None` if `text` is none: a shift that is not closed, is no UTF-16, or could have been spelled
/// directly, or a character outside printable ASCII.
#[must_use]
pub fn decode(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (plain, shifted) = (rest.get(..at)?, rest.get(at + 1..)?);
        let (code, after) = shifted.split_once('-')?;
        direct(plain, &mut out)?;
        if code.is_empty() {
            out.push('&');
        } else {
            unshift(code, &mut out)?;
        }
        rest = after;
    }
    direct(rest, &mut out)?;
    Some(out)
}

fn is_direct(c: char) -> bool {
    matches!(c, ' '..='~')
}

fn direct(plain: &str, out: &mut String) -> Option<()> {
    plain.chars().all(is_direct).then(|| out.push_str(plain))
}

fn flush(shifted: &mut Vec<u8>, out: &mut String) {
    if !shifted.is_empty() {
        out.push('&');
        BASE64.encode_string(&*shifted, out);
        out.push('-');
        shifted.clear();
    }
}

fn unshift(code: &str, out: &mut String) -> Option<()> {
    let bytes = BASE64.decode(code).ok()?;
    let (pairs, odd) = bytes.as_chunks::<2>();
    if !odd.is_empty() {
        return None;
    }
    for c in char::decode_utf16(pairs.iter().map(|pair| u16::from_be_bytes(*pair))) {
        out.push(c.ok().filter(|c| !is_direct(*c))?);
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn known_answers() {
        for (plain, wire) in [
            ("INBOX", "INBOX"),
            ("R&D", "R&-D"),
            ("Éléments envoyés", "&AMk-l&AOk-ments envoy&AOk-s"),
            ("~peter/mail/台北/日本語", "~peter/mail/&U,BTFw-/&ZeVnLIqe-"),
            ("📎", "&2D3czg-"),
            ("a\r\nb", "a&AA0ACg-b"),
        ] {
            assert_eq!(encode(plain), wire);
            assert_eq!(decode(wire).as_deref(), Some(plain));
        }
        for wrong in ["&", "a&AOk", "&AGE-", "é", "&2D0-", "&AO-", "&====-"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}

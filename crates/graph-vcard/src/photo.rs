//! The photo: its type read from its first octets, never re-encoded (RFC 6350 §6.2.4, RFC 2426 §3.1.4).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_wire::{Json, from_base64};

use crate::card::Card;
use crate::codes::{PHOTO_INVALID, PHOTO_LARGE, PHOTO_PROPERTIES};

impl<'a> Card<'a, '_> {
    pub(crate) fn photo(&mut self, photo: &'a Option<Json>) {
        let Some(Json(photo)) = photo else { return };
        let place = Place::root();
        let place = place.key("photo");
        let Some(base64) = photo.as_str() else {
            // `{"id": "1X1"}` stands for no photo at all.
            if photo.get("id").and_then(|id| id.as_str()) != Some("1X1") {
                self.losses.report(&PHOTO_PROPERTIES, &place);
            }
            return;
        };
        let base64 = base64.trim();
        if base64.is_empty() {
            return;
        }
        if base64.len() / 4 * 3 > self.options.photo_limit {
            let size = size(base64);
            if size > self.options.photo_limit {
                self.losses.note(&PHOTO_LARGE, &place, &format!("{size} octets"));
                return;
            }
        }
        let found = in_full_groups(base64).and_then(|base64| Some((sniff(&base64)?, base64)));
        let Some(((kind, old), base64)) = found else {
            self.losses.report(&PHOTO_INVALID, &place);
            return;
        };
        self.push(if self.is_v3() {
            Property::new("PHOTO", base64).with("ENCODING", "b").with("TYPE", old)
        } else {
            Property::new("PHOTO", format!("data:{kind};base64,{base64}"))
        });
    }
}

/// How many octets base64 stands for.
fn size(base64: &str) -> usize {
    let is_digit = |byte: &u8| !byte.is_ascii_whitespace() && *byte != b'=';
    let digits = base64.bytes().filter(is_digit).count();
    digits / 4 * 3 + digits % 4 * 3 / 4
}

/// The same base64 as a card has it: without white space, of the usual alphabet, padded. `None`, if it is none.
fn in_full_groups(text: &str) -> Option<Cow<'_, str>> {
    if is_base64(text) {
        return Some(Cow::Borrowed(text));
    }
    Some(Cow::Owned(STANDARD.encode(from_base64(text)?)))
}

/// Whether the text is base64 in full groups (RFC 4648 §4), without line breaks.
fn is_base64(text: &str) -> bool {
    let digits = text.trim_end_matches('=');
    let digit = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'+' || byte == b'/';
    text.len().is_multiple_of(4)
        && text.len() - digits.len() <= 2
        && digits.bytes().fold(true, |good, byte| good & digit(byte))
}

/// The media type, and vCard 3.0's word for it, by how base64 of its first octets must start.
fn sniff(base64: &str) -> Option<(&'static str, &'static str)> {
    const STARTS: [(&str, &str, &str); 11] = [
        ("/9j/", "image/jpeg", "JPEG"),
        ("iVBORw0KGg", "image/png", "PNG"),
        ("R0lGODlh", "image/gif", "GIF"),
        ("R0lGODdh", "image/gif", "GIF"),
        ("Qk0", "image/bmp", "BMP"),
        ("Qk1", "image/bmp", "BMP"),
        ("Qk2", "image/bmp", "BMP"),
        ("Qk3", "image/bmp", "BMP"),
        ("SUkqA", "image/tiff", "TIFF"),
        ("TU0AK", "image/tiff", "TIFF"),
        ("AAABAA", "image/x-icon", "ICO"),
    ];
    // RIFF, four octets of length, WEBP: twelve octets are sixteen digits.
    if base64.starts_with("UklGR") && base64.get(11..16) == Some("XRUJQ") {
        return Some(("image/webp", "WEBP"));
    }
    let known = STARTS.iter().find(|(start, ..)| base64.starts_with(start));
    known.map(|(_, kind, old)| (*kind, *old))
}

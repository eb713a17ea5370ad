//! Messages inside a message that came as bytes.

use viaduc_fidelity::{Losses, Place};

use super::codes::ITEM_REPAIRED;
use crate::Code;
use crate::rules::cover;
use crate::scan::Tree;
use crate::wire::{self, Wire};

/// The bytes of a message with what every server refuses put right, line ends and NUL, and a header that ends: else
/// readers take for it what follows. Nothing else in a message inside another is touched.
pub(super) fn acceptable(bytes: &[u8], place: &Place<'_>, losses: &mut Losses) -> Vec<u8> {
    let mut body = sound_lines(bytes, place, losses);
    if !body.starts_with(b"\r\n") && memchr::memmem::find(&body, b"\r\n\r\n").is_none() {
        losses.note(&ITEM_REPAIRED, place, Code::HdrNoEnd.as_str());
        let end: &[u8] = if body.ends_with(b"\r\n") { b"\r\n" } else { b"\r\n\r\n" };
        body.extend_from_slice(end);
    }
    body
}

fn sound_lines(bytes: &[u8], place: &Place<'_>, losses: &mut Losses) -> Vec<u8> {
    if wire::is_clean(bytes) {
        return bytes.to_vec();
    }
    let tree = Tree::scan(bytes);
    match wire::repair(bytes, &tree) {
        Wire::Clean => bytes.to_vec(),
        Wire::Changed { bytes, found, .. } => {
            for each in found {
                losses.note(&ITEM_REPAIRED, place, each.code.as_str());
            }
            bytes
        }
        Wire::Wrap { .. } => {
            let code = Code::SignedUnrepairableWrapped;
            losses.note(&ITEM_REPAIRED, place, code.as_str());
            cover(bytes, &tree)
        }
    }
}

//! Files wrapped as Exchange wraps them.

use arbitrary::Result;
use viaduc_mime_normalise::Code;

use crate::mail::{Body, Entity, base64};
use crate::{Defect, Mutant, Says};

pub(crate) const DEFECTS: &[Defect] = &[
    ("a winmail.dat around a file", Code::TnefDecoded, Says::Same, |_, m| wrap(m, false)),
    // The file stands there as it should, and the winmail.dat stays beside it.
    ("a winmail.dat with a wrong checksum", Code::TnefDecoded, Says::Other, |_, m| wrap(m, true)),
];

fn wrap(message: &Entity, is_wrong: bool) -> Result<Option<Mutant>> {
    let mut broken = message.clone();
    let is_pdf = |e: &Entity| e.get("Content-Type") == Some("application/pdf");
    let Some(file) = broken.leaf(is_pdf) else { return Ok(None) };
    let disposition = file.get("Content-Disposition").unwrap_or_default();
    let name = if disposition.contains("plan") { "plan.pdf" } else { "résumé.pdf" };
    let Body::Leaf { says, .. } = &file.body else { return Ok(None) };
    let mut stream = stream(name, says);
    if is_wrong {
        let last = stream.len() - 1;
        stream[last] ^= 1;
    }
    file.set("Content-Type", "application/ms-tnef; name=\"winmail.dat\"");
    file.set("Content-Disposition", "attachment; filename=\"winmail.dat\"");
    file.body = Body::Leaf { written: base64(&stream), says: stream };
    Ok(Some(Mutant::new(message, &broken)))
}

/// TNEF with one file (MS-OXTNEF 2.1.3): how it is shown, its bytes, its name and media type.
fn stream(name: &str, bytes: &[u8]) -> Vec<u8> {
    let mut out = b"\x78\x9f\x3e\x22\x01\0".to_vec();
    attribute(&mut out, 0x0006_9002, &[1, 0, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0]);
    attribute(&mut out, 0x0006_800F, bytes);
    let mut list = 2_u32.to_le_bytes().to_vec();
    for (id, text) in [(0x3707_u16, name), (0x370E, "application/pdf")] {
        let mut text: Vec<u8> = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
        list.extend(0x001F_u16.to_le_bytes());
        list.extend(id.to_le_bytes());
        list.extend(1_u32.to_le_bytes());
        list.extend(u32::try_from(text.len()).unwrap().to_le_bytes());
        text.resize(text.len().next_multiple_of(4), 0);
        list.extend(text);
    }
    attribute(&mut out, 0x0006_9005, &list);
    out
}

fn attribute(out: &mut Vec<u8>, id: u32, data: &[u8]) {
    out.push(2);
    out.extend(id.to_le_bytes());
    out.extend(u32::try_from(data.len()).unwrap().to_le_bytes());
    out.extend(data);
    let sum = data.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte)));
    out.extend(sum.to_le_bytes());
}

use sha2::Digest as _;

use crate::outcome::Digest;
use crate::scan::{Tree, slice};

/// The text of a cover message.
const TEXT: &str = "The original message is attached, unchanged: its signature covers characters that mail servers do \
                    not store.\r\n";

/// A message with the same visible headers that holds the whole of `bytes` as an attachment, byte for byte.
pub(crate) fn cover(bytes: &[u8], tree: &Tree) -> Vec<u8> {
    let hash = Digest::<32>(sha2::Sha256::digest(bytes).into());
    let boundary = format!("=_cover_{}", hash.digits(32));
    let encoder = base64_simd::STANDARD;
    let mut out = Vec::with_capacity(bytes.len() * 7 / 5 + 4096);
    if let Some(root) = tree.root() {
        for field in tree.fields_of(root) {
            let name = field.name(bytes);
            let describes_body = name.get(..8).is_some_and(|n| n.eq_ignore_ascii_case(b"Content-"))
                || name.eq_ignore_ascii_case(b"MIME-Version");
            if !describes_body {
                out.extend_from_slice(slice(bytes, field.whole()));
            }
        }
    }
    let head = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"{boundary}\"\r\n\r\n--{boundary}\r\n\
         Content-Type: text/plain; charset=us-ascii\r\n\r\n{TEXT}\r\n--{boundary}\r\n\
         Content-Type: application/octet-stream; name=\"original.eml\"\r\n\
         Content-Disposition: attachment; filename=\"original.eml\"\r\n\
         Content-Transfer-Encoding: base64\r\n\r\n"
    );
    out.extend_from_slice(head.as_bytes());
    for chunk in bytes.chunks(57) {
        out.extend_from_slice(encoder.encode_to_string(chunk).as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
    out
}

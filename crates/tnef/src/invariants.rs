//! The laws, as functions that tests and fuzz targets share. Not part of the public interface.

use crate::contents::{Attachment, Contents, Data};
use crate::{Limits, decompress, is_tnef, open, read};

/// Every law of reading a stream.
///
/// # Panics
/// If one does not hold.
pub fn check(stream: &[u8]) {
    let limits = Limits::default();
    let found = read(stream, &limits);
    assert_eq!(found.is_ok(), is_tnef(stream), "what starts as TNEF is read");
    assert_eq!(format!("{:?}", read(stream, &limits)), format!("{found:?}"), "the same every time");
    let Ok(found) = found else { return };
    let deepest = check_contents(stream, found.value());
    assert!(deepest <= limits.depth, "no deeper than the limit");
    let mut small = limits;
    (small.depth, small.attributes, small.properties, small.attachments, small.rtf) =
        (1, 8, 8, 2, 64);
    let Ok(less) = read(stream, &small) else { return };
    assert!(less.value().attachments.len() <= 2, "limits hold");
    assert!(less.value().rtf.as_ref().is_none_or(|rtf| rtf.len() <= 64));
}

/// Laws of the contents; answers how many messages lie inside one another.
fn check_contents(stream: &[u8], contents: &Contents<'_>) -> usize {
    // Texts may need three bytes where the stream has one; RTF is compressed to a ninth at best.
    let text = contents.text.as_ref().map_or(0, String::len);
    let html = contents.html.as_ref().map_or(0, String::len);
    let most = stream.len() * 60 + 4096;
    assert!(text <= most && html <= most, "texts are bounded by the stream");
    let inside = |part: &[u8]| {
        assert!(
            part.is_empty() || stream.as_ptr_range().contains(&part.as_ptr()),
            "files are borrowed from the stream"
        );
    };
    let mut deepest = 0;
    for Attachment { data, name, .. } in &contents.attachments {
        assert!(name.as_ref().is_none_or(|name| !name.trim().is_empty()));
        match data {
            Data::File(bytes) | Data::Object(bytes) => inside(bytes),
            Data::Message(message) => deepest = deepest.max(1 + check_contents(stream, message)),
            Data::Absent => {}
        }
    }
    deepest
}

/// Every law of compressed RTF, and of RTF: `bytes` are read as both.
///
/// # Panics
/// If one does not hold.
pub fn check_rtf(bytes: &[u8]) {
    if let Ok((rtf, _)) = decompress(bytes, 1 << 20) {
        assert!(rtf.len() <= (1 << 20).min(bytes.len() * 9), "it grows no more than it can");
        let (less, is_sound) = decompress(bytes, 10).unwrap_or_default();
        assert!(rtf.starts_with(&less) && (less.len() <= 10), "a limit cuts");
        assert!(!is_sound || less == rtf);
        check_open(&rtf);
    }
    check_open(bytes);
}

fn check_open(rtf: &[u8]) {
    let opened = open(rtf);
    assert_eq!(open(rtf), opened);
    assert!(opened.text.len() <= rtf.len() * 3 + 3, "a text is no longer than its RTF tells");
}

//! Lines among the headers that lost the space before them.

use super::{Field, slice, trim_end_wsp};

/// Whether the value so far is open: a fold must have been lost.
pub(super) fn wants_more(bytes: &[u8], field: &Field, content: &[u8]) -> bool {
    let value = trim_end_wsp(field.raw(bytes));
    let starts = |words: &[&[u8]]| words.iter().any(|word| content.starts_with(word));
    if (value.ends_with(b"?=") && content.starts_with(b"=?"))
        || (["References", "In-Reply-To"].iter().any(|name| field.is(bytes, name))
            && value.ends_with(b">")
            && content.starts_with(b"<"))
        || (field.is(bytes, "Received")
            && starts(&[b"by ", b"for ", b"with ", b"id ", b"via ", b";"]))
    {
        return true;
    }
    let open_end = matches!(value.last(), Some(b';' | b','));
    let structured = [
        "Content-Type",
        "Content-Disposition",
        "To",
        "Cc",
        "Bcc",
        "From",
        "Reply-To",
        "Received",
        "References",
        "DKIM-Signature",
        "Authentication-Results",
    ];
    (open_end && structured.iter().any(|name| field.is(bytes, name)))
        || (field.name(bytes).get(..2).is_some_and(|x| x.eq_ignore_ascii_case(b"x-"))
            && value.ends_with(b";"))
}

/// Whether a field is a sentence whose last line was full.
pub(super) fn wraps(bytes: &[u8], field: &Field) -> bool {
    let lines = slice(bytes, field.start..field.end);
    let last = memchr::memrchr(b'\n', lines).map_or(lines.len(), |at| lines.len() - at - 1);
    let sentences = ["Subject", "Thread-Topic", "Comments", "Content-Description"];
    last >= 60 && sentences.iter().any(|name| field.is(bytes, name))
}

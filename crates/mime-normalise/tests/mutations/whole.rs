//! Defects of the message as a whole: line ends, beginnings and ends.

use viaduc_mime_normalise::{Code, Options};

use crate::mail::{Body, Entity};
use crate::{Defect, Mutant, Says};

pub(crate) const DEFECTS: &[Defect] = &[
    ("LF alone", Code::EolLf, Says::Same, |_, m| {
        Ok(Some(Mutant::bytes(m, m.write().into_iter().filter(|b| *b != b'\r').collect())))
    }),
    ("LF here and there", Code::EolMixed, Says::Same, |u, m| {
        // In the header, so that a signed part keeps its own.
        let bytes = m.write();
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap();
        let ends: Vec<usize> = (0..=end).filter(|at| bytes[*at] == b'\r').collect();
        let at = *u.choose(&ends)?;
        Ok(Some(Mutant::bytes(m, [&bytes[..at], &bytes[at + 1..]].concat())))
    }),
    ("a byte order mark", Code::Bom, Says::Same, |_, m| before(m, b"\xef\xbb\xbf")),
    ("UTF-16", Code::Bom, Says::Same, |u, m| {
        let Ok(text) = String::from_utf8(m.write()) else { return Ok(None) };
        let little: bool = u.arbitrary()?;
        let units = std::iter::once(0xfeff).chain(text.encode_utf16());
        let bytes =
            units.flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() });
        Ok(Some(Mutant::bytes(m, bytes.collect())))
    }),
    ("a blank line first", Code::LeadingBlank, Says::Same, |_, m| before(m, b"\r\n")),
    ("a line of an mbox", Code::MboxFrom, Says::Same, |u, m| {
        let line: &[u8] =
            u.choose(&[&b"From zoe Mon Mar  2 09:15:00 2026\r\n"[..], b">From zoe\r\n"])?;
        before(m, line)
    }),
    ("no end of the header", Code::HdrNoEnd, Says::Same, |_, m| {
        let Body::Parts { boundary, .. } = &m.body else { return Ok(None) };
        let (old, new) = (format!("\r\n\r\n--{boundary}\r\n"), format!("\r\n--{boundary}\r\n"));
        let broken = crate::headers::replaced(m, old.as_bytes(), new.as_bytes());
        Ok(Some(Mutant::bytes(m, broken)))
    }),
    ("nothing but a header", Code::HdrNoEnd, Says::Same, |_, m| {
        let mut header = m.clone();
        header.body = Body::Leaf { written: Vec::new(), says: Vec::new() };
        header.set("Content-Type", "text/plain; charset=us-ascii");
        header.remove("Content-Transfer-Encoding");
        let mut broken = header.write();
        broken.truncate(broken.len() - 2);
        Ok(Some(Mutant::bytes(&header, broken)))
    }),
    ("no last line end", Code::EofEol, Says::Same, |_, m| {
        let mut broken = m.write();
        broken.truncate(broken.len() - 2);
        Ok(Some(Mutant::bytes(m, broken)))
    }),
    ("nothing at all", Code::Empty, Says::Other, |_, m| Ok(Some(Mutant::bytes(m, Vec::new())))),
    ("too large", Code::TooLarge, Says::Same, |u, m| {
        let mut mutant = Mutant::bytes(m, m.write());
        let size = u.int_in_range(0..=mutant.clean.len() - 1)?;
        let mut options = Options::default();
        options.size_limit = Some(size);
        mutant.options = options;
        Ok(Some(mutant))
    }),
];

fn before(message: &Entity, lead: &[u8]) -> arbitrary::Result<Option<Mutant>> {
    Ok(Some(Mutant::bytes(message, [lead, &message.write()].concat())))
}

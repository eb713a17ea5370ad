//! What is seen and reported, and nothing changed.

use arbitrary::{Result, Unstructured};
use viaduc_mime_normalise::Code;

use crate::headers::broken;
use crate::mail::{Body, Entity, Field};
use crate::{Defect, Mutant, Says};

pub(crate) const DEFECTS: &[Defect] = &[
    ("a date before mail", Code::DateSuspect, Says::Other, |_, m| {
        broken(m, |e| e.set("Date", "Wed, 01 Jan 1969 00:00:00 +0000"))
    }),
    ("a date in the future", Code::DateSuspect, Says::Other, |_, m| {
        let mut mutant = broken(m, |e| e.set("Date", "Thu, 05 Mar 2026 09:15:00 +0100"))?.unwrap();
        mutant.options.now = Some("2026-03-03T12:00:00Z".parse().unwrap());
        Ok(Some(mutant))
    }),
    ("an unreadable date, and no other", Code::DateSuspect, Says::Other, |_, m| {
        let mut clean = m.clone();
        clean.remove("Received");
        broken(&clean, |e| e.set("Date", "soon"))
    }),
    ("a bare Message-ID", Code::MsgidBad, Says::Same, |_, m| {
        let bare = m.get("Message-ID").unwrap().trim_matches(['<', '>']).to_owned();
        broken(m, |e| e.set("Message-ID", &bare))
    }),
    ("a header without end", Code::HdrHuge, Says::Same, |_, m| {
        let row = Field { name: "X-Trace".into(), value: "again".into() };
        broken(m, |e| e.fields.extend(std::iter::repeat_n(row.clone(), 1001)))
    }),
    ("an address with no place to fold", Code::HdrLong, Says::Same, |_, m| {
        broken(m, |e| e.set("X-Key", &"k".repeat(1200)))
    }),
    ("a blind copy", Code::BccKept, Says::Same, |_, m| {
        broken(m, |e| e.set("Bcc", "b@valmont.example"))
    }),
    ("a receipt asked for", Code::MdnSuppressed, Says::Same, |u, m| {
        let name = *u.choose(&["Disposition-Notification-To", "Return-Receipt-To"])?;
        broken(m, |e| e.set(name, "zoe@valmont.example"))
    }),
    ("a note of Exchange", Code::SrcPlaceholder, Says::Other, |_, m| {
        let text = "Retrieval using the IMAP4 protocol failed for the following message: 27";
        broken(m, |e| e.set("Subject", text))
    }),
    ("rights management", Code::IrmOpaque, Says::Other, |u, m| {
        opaque(u, m, "application/x-microsoft-rpmsg-message", "message.rpmsg")
    }),
    ("a winmail.dat that is none", Code::TnefKept, Says::Other, |u, m| {
        opaque(u, m, "application/ms-tnef", "winmail.dat")
    }),
];

/// A file becomes one of this type.
fn opaque(
    _: &mut Unstructured<'_>,
    message: &Entity,
    kind: &str,
    name: &str,
) -> Result<Option<Mutant>> {
    let mut broken = message.clone();
    let is_pdf = |e: &Entity| e.get("Content-Type") == Some("application/pdf");
    let Some(file) = broken.leaf(is_pdf) else { return Ok(None) };
    assert!(matches!(file.body, Body::Leaf { .. }));
    file.set("Content-Type", &format!("{kind}; name=\"{name}\""));
    file.set("Content-Disposition", &format!("attachment; filename=\"{name}\""));
    Ok(Some(Mutant::new(message, &broken)))
}

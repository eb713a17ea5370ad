//! Defects of how parts are divided, and of their names.

use arbitrary::Result;
use viaduc_mime_normalise::Code;

use crate::bodies::{is_file, leaf};
use crate::headers::broken;
use crate::mail::{Body, Entity};
use crate::{Defect, Mutant, Says};

pub(crate) const DEFECTS: &[Defect] = &[
    ("no boundary", Code::BndInferred, Says::Same, |_, m| {
        let (kind, _) = m.get("Content-Type").unwrap().split_once(';').unwrap();
        divided(m, kind)
    }),
    ("a boundary that never comes", Code::BndMismatch, Says::Same, |_, m| {
        let (kind, _) = m.get("Content-Type").unwrap().split_once(';').unwrap();
        divided(m, &format!("{kind}; boundary=\"other\""))
    }),
    ("no last delimiter", Code::BndUnclosed, Says::Same, |_, m| {
        let Body::Parts { boundary, .. } = &m.body else { return Ok(None) };
        if m.get("Content-Type").unwrap().contains("signed") {
            return Ok(None);
        }
        let mut bytes = m.write();
        bytes.truncate(bytes.len() - boundary.len() - 6);
        Ok(Some(Mutant::bytes(m, bytes)))
    }),
    ("a boundary like the outer one", Code::BndConflict, Says::Same, |u, m| {
        let Body::Parts { boundary, .. } = &m.body else { return Ok(None) };
        let inner = format!("{boundary}{}", u.choose(&["x", "-", "1"])?);
        let kind = format!("multipart/alternative; boundary=\"{inner}\"");
        alternative(m, |e| rename(e, &kind, &inner))
    }),
    ("a boundary too long", Code::BndConflict, Says::Same, |_, m| {
        let inner = "b".repeat(90);
        let kind = format!("multipart/alternative; boundary=\"{inner}\"");
        alternative(m, |e| rename(e, &kind, &inner))
    }),
    ("a boundary of odd characters", Code::BndConflict, Says::Same, |_, m| {
        let kind = "multipart/alternative; boundary=\"a*b$c\"";
        alternative(m, |e| rename(e, kind, "a*b$c"))
    }),
    ("broken off inside a file", Code::Truncated, Says::Other, |u, m| {
        let Body::Parts { parts, .. } = &m.body else { return Ok(None) };
        let is_last =
            parts.last().is_some_and(|p| p.get("Content-Type") == Some("application/pdf"));
        let mut bytes = m.write();
        let end = bytes.iter().rposition(|b| b.is_ascii_alphanumeric() && *b != b'-').unwrap_or(0);
        let close = bytes[..=end].windows(4).rposition(|w| w == b"\r\n--").unwrap_or(0);
        if !is_last || close < 20 {
            return Ok(None);
        }
        // Up to a place inside a group of four.
        let line = bytes[..close - 2].iter().rposition(|b| *b == b'\n').unwrap() + 1;
        let used = bytes[line..close]
            .iter()
            .take_while(|b| b.is_ascii_alphanumeric() || b"+/".contains(b))
            .count();
        let keep = (used / 4).saturating_sub(1) * 4 + u.int_in_range(1..=3)?;
        if used < 8 {
            return Ok(None);
        }
        bytes.truncate(line + keep);
        Ok(Some(Mutant::bytes(m, bytes)))
    }),
    ("a name in one place", Code::FnameAdded, Says::Same, |_, m| {
        leaf(
            m,
            is_file,
            |e| {
                e.set("Content-Type", "application/pdf; name=\"plan.pdf\"");
                e.set("Content-Disposition", "attachment; filename=\"plan.pdf\"");
            },
            |e| {
                e.set("Content-Type", "application/pdf; name=\"plan.pdf\"");
                e.set("Content-Disposition", "attachment");
            },
        )
    }),
    ("a name without a disposition", Code::FnameAdded, Says::Same, |_, m| {
        leaf(
            m,
            is_file,
            |e| {
                e.set("Content-Type", "application/pdf; name=\"plan.pdf\"");
                e.set("Content-Disposition", "attachment; filename=\"plan.pdf\"");
            },
            |e| {
                e.set("Content-Type", "application/pdf; name=\"plan.pdf\"");
                e.remove("Content-Disposition");
            },
        )
    }),
    ("a path as a name", Code::FnameSanitised, Says::Same, |u, m| {
        let path = *u.choose(&["../../etc/plan.pdf", "C:\\\\Temp\\\\plan.pdf", "/plan.pdf"])?;
        disposition(
            m,
            "attachment; filename=\"plan.pdf\"",
            &format!("attachment; filename=\"{path}\""),
        )
    }),
    ("an endless name", Code::FnameSanitised, Says::Other, |_, m| {
        let name = format!("attachment; filename=\"{}.pdf\"", "n".repeat(400));
        disposition(m, "attachment; filename=plan.pdf", &name)
    }),
    ("a name in an encoded word", Code::EwRepaired, Says::Same, |_, m| {
        disposition(
            m,
            "attachment; filename*=utf-8''r%C3%A9sum%C3%A9.pdf",
            "attachment; filename=\"=?utf-8?Q?r=C3=A9sum=C3=A9.pdf?=\"",
        )
    }),
    ("a raw name", Code::Param8bit, Says::Same, |_, m| {
        disposition(
            m,
            "attachment; filename*=utf-8''r%C3%A9sum%C3%A9.pdf",
            "attachment; filename=\"résumé.pdf\"",
        )
    }),
    ("a Content-ID without brackets", Code::CidFixed, Says::Same, |_, m| {
        leaf(
            m,
            |e| e.get("Content-ID").is_some(),
            |_| (),
            |e| e.set("Content-ID", "logo@valmont.example"),
        )
    }),
];

/// The message's own multipart under another type.
fn divided(message: &Entity, kind: &str) -> Result<Option<Mutant>> {
    if !matches!(message.body, Body::Parts { .. }) || kind.contains("signed") {
        return Ok(None);
    }
    broken(message, |e| e.set("Content-Type", kind))
}

/// The inner multipart, changed.
fn alternative(message: &Entity, change: impl Fn(&mut Entity)) -> Result<Option<Mutant>> {
    let mut broken = message.clone();
    let Body::Parts { parts, .. } = &mut broken.body else { return Ok(None) };
    let found = parts
        .iter_mut()
        .find(|p| p.get("Content-Type").is_some_and(|t| t.starts_with("multipart/a")));
    Ok(found.map(change).map(|()| Mutant::new(message, &broken)))
}

fn rename(entity: &mut Entity, kind: &str, name: &str) {
    entity.set("Content-Type", kind);
    if let Body::Parts { boundary, .. } = &mut entity.body {
        name.clone_into(boundary);
    }
}

fn disposition(message: &Entity, sound: &str, unsound: &str) -> Result<Option<Mutant>> {
    leaf(
        message,
        is_file,
        |e| e.set("Content-Disposition", sound),
        |e| e.set("Content-Disposition", unsound),
    )
}

//! Defects of bodies: types, charsets, transfer encodings.

use arbitrary::Result;
use viaduc_mime_normalise::Code;

use crate::headers::{both, broken};
use crate::mail::write::{base64, base64_line, quoted};
use crate::mail::{Body, Entity};
use crate::{Defect, Mutant, Says};

pub(crate) const DEFECTS: &[Defect] = &[
    ("a type of one word", Code::CtFixed, Says::Same, |_, m| {
        texts(
            m,
            "plain",
            "us-ascii",
            "7bit",
            |_| true,
            |e| e.set("Content-Type", "text; charset=us-ascii"),
        )
    }),
    ("two types", Code::CtFixed, Says::Same, |_, m| {
        texts(
            m,
            "html",
            "us-ascii",
            "7bit",
            |_| true,
            |e| e.set("Content-Type", "text/html, text/plain; charset=us-ascii"),
        )
    }),
    ("a multipart of no kind", Code::CtFixed, Says::Same, |_, m| {
        let Body::Parts { boundary, .. } = &m.body else { return Ok(None) };
        if m.get("Content-Type").unwrap().contains("signed") {
            return Ok(None);
        }
        let kind = format!("multipart; boundary={boundary}");
        let quoted = format!("multipart/mixed; boundary=\"{boundary}\"");
        both(m, |e| e.set("Content-Type", &quoted), |e| e.set("Content-Type", &kind))
    }),
    ("an empty charset", Code::CharsetEmpty, Says::Same, |_, m| label(m, "")),
    ("an unknown charset", Code::CharsetEmpty, Says::Same, |_, m| label(m, "x-unknown")),
    ("the wrong charset", Code::CharsetRelabel, Says::Same, |_, m| label(m, "us-ascii")),
    ("no charset", Code::CharsetAdded, Says::Same, |_, m| {
        texts(
            m,
            "html",
            "utf-8",
            "",
            |says| !says.is_ascii(),
            |e| e.set("Content-Type", "text/html"),
        )
    }),
    ("8-bit under 7bit", Code::Cte8bit, Says::Same, |_, m| {
        texts(
            m,
            "plain",
            "utf-8",
            "8bit",
            |says| !says.is_ascii(),
            |e| e.set("Content-Transfer-Encoding", "7bit"),
        )
    }),
    ("8-bit under nothing", Code::Cte8bit, Says::Same, |_, m| {
        texts(
            m,
            "plain",
            "utf-8",
            "8bit",
            |says| !says.is_ascii(),
            |e| e.remove("Content-Transfer-Encoding"),
        )
    }),
    ("an endless line of text", Code::LineLong, Says::Same, |u, m| {
        let long =
            format!("{}\r\n", "mot ".repeat(u.int_in_range(260..=700)?).trim_end()).into_bytes();
        leaf(
            m,
            is_text,
            |e| written(e, "quoted-printable", quoted(&long), &long),
            |e| {
                written(e, "7bit", long.clone(), &long);
            },
        )
    }),
    ("an endless line of base64", Code::LineLong, Says::Same, |u, m| {
        let bytes = vec![u.arbitrary()?; 1200];
        leaf(
            m,
            is_file,
            |e| written(e, "base64", base64(&bytes), &bytes),
            |e| {
                written(e, "base64", format!("{}\r\n", base64_line(&bytes)).into_bytes(), &bytes);
            },
        )
    }),
    ("an unclean label", Code::CteFixed, Says::Same, |u, m| {
        let label = *u.choose(&["base64 ", "\"base64\"", "base64 (standard)", "b64", "base64;"])?;
        leaf(m, is_file, |_| (), |e| e.set("Content-Transfer-Encoding", label))
    }),
    ("a label in the plural", Code::CteFixed, Says::Same, |_, m| {
        texts(
            m,
            "plain",
            "utf-8",
            "8bit",
            |_| true,
            |e| e.set("Content-Transfer-Encoding", "8bits"),
        )
    }),
    ("a multipart called base64", Code::CteComposite, Says::Same, |_, m| {
        if !matches!(m.body, Body::Parts { .. })
            || m.get("Content-Type").unwrap().contains("signed")
        {
            return Ok(None);
        }
        broken(m, |e| e.set("Content-Transfer-Encoding", "base64"))
    }),
    ("an encoded multipart", Code::CteComposite, Says::Same, |u, m| {
        let Body::Parts { .. } = &m.body else { return Ok(None) };
        if m.get("Content-Type").unwrap().contains("signed") {
            return Ok(None);
        }
        let bytes = m.write();
        let end = bytes.windows(4).position(|w| w == b"\r\n\r\n").unwrap() + 4;
        let (label, body) = if u.arbitrary()? {
            ("base64", base64(&bytes[end..]))
        } else {
            ("quoted-printable", quoted(&bytes[end..]))
        };
        let head = format!("Content-Transfer-Encoding: {label}\r\n\r\n");
        Ok(Some(Mutant::bytes(m, [&bytes[..end - 2], head.as_bytes(), &body].concat())))
    }),
    ("an encoded message", Code::Rfc822Decoded, Says::Same, |u, m| {
        let label = *u.choose(&["base64", "quoted-printable"])?;
        leaf(
            m,
            |e| matches!(e.body, Body::Message(_)),
            |_| (),
            |e| {
                let Body::Message(inner) = &e.body else { return };
                let says = inner.write();
                let body = if label == "base64" { base64(&says) } else { quoted(&says) };
                written(e, label, body, &says);
            },
        )
    }),
    ("junk in base64", Code::B64Repaired, Says::Same, |u, m| {
        let junk = *u.choose(&[b'!', b'\\', b'*', 0xe9])?;
        let at: usize = u.arbitrary()?;
        body(m, is_file, |b| b.insert(at % (b.len() - 2), junk))
    }),
    ("base64 without its padding", Code::B64Repaired, Says::Same, |u, m| {
        let bytes: Vec<u8> = u.arbitrary::<[u8; 16]>()?.to_vec();
        leaf(
            m,
            is_file,
            |e| written(e, "base64", base64(&bytes), &bytes),
            |e| {
                let text = base64_line(&bytes);
                written(
                    e,
                    "base64",
                    format!("{}\r\n", text.trim_end_matches('=')).into_bytes(),
                    &bytes,
                );
            },
        )
    }),
    ("a lone symbol of base64", Code::B64Repaired, Says::Same, |u, m| {
        let bytes: Vec<u8> = u.arbitrary::<[u8; 15]>()?.to_vec();
        leaf(
            m,
            is_file,
            |e| written(e, "base64", base64(&bytes), &bytes),
            |e| {
                written(e, "base64", format!("{}A\r\n", base64_line(&bytes)).into_bytes(), &bytes);
            },
        )
    }),
    ("an equals sign that starts nothing", Code::QpRepaired, Says::Same, |_, m| {
        leaf(
            m,
            is_text,
            |e| written(e, "quoted-printable", b"a =3D b\r\n".to_vec(), b""),
            |e| {
                written(e, "quoted-printable", b"a = b\r\n".to_vec(), b"");
            },
        )
    }),
    ("a NUL in a text", Code::NulRemoved, Says::Same, |_, m| {
        texts(
            m,
            "plain",
            "us-ascii",
            "7bit",
            |says| says.contains(&b' '),
            |e| {
                let Body::Leaf { written, .. } = &mut e.body else { return };
                let at = written.iter().position(|b| *b == b' ').unwrap();
                written[at] = 0;
            },
        )
    }),
    ("a NUL at the end of a text", Code::NulRemoved, Says::Same, |_, m| {
        texts(
            m,
            "plain",
            "us-ascii",
            "7bit",
            |_| true,
            |e| {
                let Body::Leaf { written, .. } = &mut e.body else { return };
                written.extend_from_slice(b"\0\0\r\n");
            },
        )
    }),
    ("a raw file with NUL", Code::NulReencoded, Says::Same, |_, m| raw(m, b"\x89P\0NG\xff")),
    ("a raw file with LF", Code::EolReencoded, Says::Same, |_, m| raw(m, b"\x89P\nNG\r\xff")),
    ("CR as line ends", Code::EolCr, Says::Same, |_, m| {
        let says = b"un\r\ndeux\r\ntrois\r\n";
        leaf(
            m,
            is_text,
            |e| written(e, "7bit", says.to_vec(), says),
            |e| {
                written(e, "7bit", b"un\rdeux\rtrois\r".to_vec(), says);
            },
        )
    }),
];

fn is_text(entity: &Entity) -> bool {
    entity.get("Content-Type").is_some_and(|t| t.starts_with("text/plain"))
}

pub(crate) fn is_file(entity: &Entity) -> bool {
    entity.get("Content-Type") == Some("application/pdf")
}

/// Changes the same leaf in two ways.
pub(crate) fn leaf(
    message: &Entity,
    which: fn(&Entity) -> bool,
    sound: impl Fn(&mut Entity),
    unsound: impl Fn(&mut Entity),
) -> Result<Option<Mutant>> {
    let (mut clean, mut broken) = (message.clone(), message.clone());
    let find = |m: &mut Entity, change: &dyn Fn(&mut Entity)| {
        m.open().into_iter().find(|e| which(e)).map(change)
    };
    let found = find(&mut clean, &sound).and(find(&mut broken, &unsound));
    Ok(found.map(|()| Mutant::new(&clean, &broken)))
}

fn written(entity: &mut Entity, encoding: &str, bytes: Vec<u8>, says: &[u8]) {
    entity.set("Content-Transfer-Encoding", encoding);
    entity.body = Body::Leaf { written: bytes, says: says.to_vec() };
}

fn body(
    message: &Entity,
    which: fn(&Entity) -> bool,
    change: impl Fn(&mut Vec<u8>),
) -> Result<Option<Mutant>> {
    leaf(
        message,
        which,
        |_| (),
        |e| {
            if let Body::Leaf { written, .. } = &mut e.body {
                change(written);
            }
        },
    )
}

/// A text of this kind, charset and encoding (empty: any) that says what `fits`.
fn texts(
    message: &Entity,
    kind: &str,
    charset: &str,
    encoding: &str,
    fits: fn(&[u8]) -> bool,
    change: impl Fn(&mut Entity),
) -> Result<Option<Mutant>> {
    let wanted = format!("text/{kind}; charset={charset}");
    let mut broken = message.clone();
    let found = broken.leaf(|e| {
        let says = matches!(&e.body, Body::Leaf { says, .. } if fits(says));
        let label = e.get("Content-Transfer-Encoding");
        e.get("Content-Type") == Some(&wanted)
            && says
            && (encoding.is_empty() || label == Some(encoding))
    });
    Ok(found.map(change).map(|()| Mutant::new(message, &broken)))
}

/// A wide text under another label.
fn label(message: &Entity, charset: &str) -> Result<Option<Mutant>> {
    texts(
        message,
        "plain",
        "utf-8",
        "",
        |says| !says.is_ascii(),
        |e| {
            e.set("Content-Type", &format!("text/plain; charset={charset}"));
        },
    )
}

/// A file as its bytes are, without an encoding.
fn raw(message: &Entity, bytes: &[u8]) -> Result<Option<Mutant>> {
    leaf(
        message,
        is_file,
        |e| written(e, "base64", base64(bytes), bytes),
        |e| {
            written(e, "binary", bytes.to_vec(), bytes);
        },
    )
}

//! Clean messages of every structure, made from a generator's choices.
#![allow(dead_code, reason = "each test file uses what it needs")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a broken message stops the test")]

pub(crate) mod write;

use arbitrary::{Result, Unstructured};
pub(crate) use write::base64;
use write::{quoted, words};

/// One header field; its value may be folded.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// A message or a part of one.
#[derive(Clone, Debug)]
pub(crate) struct Entity {
    pub(crate) fields: Vec<Field>,
    pub(crate) body: Body,
}

#[derive(Clone, Debug)]
pub(crate) enum Body {
    /// Bytes as they stand in the message, and the bytes that they decode to.
    Leaf {
        written: Vec<u8>,
        says: Vec<u8>,
    },
    Parts {
        boundary: String,
        parts: Vec<Entity>,
    },
    Message(Box<Entity>),
}

/// Bytes for a generator, always the same for a seed (xorshift).
pub(crate) fn noise(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let step = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    std::iter::repeat_with(step).take(length).collect()
}

/// The structures that mail has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Plain,
    Alternative,
    Related,
    Mixed,
    Nested,
    Signed,
}

pub(crate) const SHAPES: [Shape; 6] =
    [Shape::Plain, Shape::Alternative, Shape::Related, Shape::Mixed, Shape::Nested, Shape::Signed];

impl Entity {
    pub(crate) fn new(fields: &[(&str, &str)], body: Body) -> Self {
        let field =
            |(name, value): &(&str, &str)| Field { name: (*name).into(), value: (*value).into() };
        Self { fields: fields.iter().map(field).collect(), body }
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|f| f.name.eq_ignore_ascii_case(name)).map(|f| f.value.as_str())
    }

    /// Replaces the field, or adds it.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        match self.fields.iter_mut().find(|f| f.name.eq_ignore_ascii_case(name)) {
            Some(field) => value.clone_into(&mut field.value),
            None => self.fields.push(Field { name: name.into(), value: value.into() }),
        }
    }

    pub(crate) fn remove(&mut self, name: &str) {
        self.fields.retain(|f| !f.name.eq_ignore_ascii_case(name));
    }

    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        for Field { name, value } in &self.fields {
            out.extend_from_slice(format!("{name}: {value}\r\n").as_bytes());
        }
        out.extend_from_slice(b"\r\n");
        match &self.body {
            Body::Leaf { written, .. } => out.extend_from_slice(written),
            Body::Message(inner) => out.extend(inner.write()),
            Body::Parts { boundary, parts } => {
                for part in parts {
                    out.extend_from_slice(format!("--{boundary}\r\n").as_bytes());
                    out.extend(part.write());
                    out.extend_from_slice(b"\r\n");
                }
                out.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
            }
        }
        out
    }

    /// Every entity that repairs may touch: not inside a signed part or an embedded message.
    pub(crate) fn open(&mut self) -> Vec<&mut Self> {
        let mut found = Vec::new();
        let mut rest = vec![self];
        while let Some(entity) = rest.pop() {
            let seals = entity.get("Content-Type").is_some_and(|t| t.contains("/signed"));
            if seals || !matches!(entity.body, Body::Parts { .. }) {
                found.push(entity);
            } else if let Body::Parts { parts, .. } = &mut entity.body {
                rest.extend(parts.iter_mut().rev());
            }
        }
        found
    }

    /// The first open leaf that `is` says yes to.
    pub(crate) fn leaf(&mut self, is: impl Fn(&Self) -> bool) -> Option<&mut Self> {
        self.open().into_iter().find(|e| matches!(e.body, Body::Leaf { .. }) && is(e))
    }
}

const WORDS: [&str; 14] = [
    "conseil",
    "mairie",
    "séance",
    "du",
    "lundi",
    "Noël",
    "marché",
    "délibération",
    "budget",
    "école",
    "voirie",
    "=",
    "naïve",
    "日本",
];

pub(crate) fn sentence(u: &mut Unstructured<'_>, ascii: bool) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(1..=9)? {
        let word = *u.choose(&WORDS)?;
        let word = if ascii && !word.is_ascii() { "acte" } else { word };
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(word);
    }
    Ok(text)
}

fn lines(u: &mut Unstructured<'_>, ascii: bool) -> Result<String> {
    let mut text = String::new();
    for _ in 0..u.int_in_range(1..=6)? {
        text.push_str(&sentence(u, ascii)?);
        text.push_str("\r\n");
    }
    Ok(text)
}

/// A text in one of the ways in which mail writes one.
pub(crate) fn text(u: &mut Unstructured<'_>, kind: &str) -> Result<Entity> {
    let way = u.int_in_range(0..=3)?;
    let words = lines(u, way == 0)?;
    let (says, open, close) = match kind {
        "html" => (words, "<html><body><p>", "</p></body></html>\r\n"),
        _ => (words, "", ""),
    };
    let says = format!("{open}{says}{close}");
    let (charset, encoding, written) = match way {
        0 => ("us-ascii", "7bit", says.clone().into_bytes()),
        1 => ("utf-8", "8bit", says.clone().into_bytes()),
        2 => ("utf-8", "quoted-printable", quoted(says.as_bytes())),
        _ => ("utf-8", "base64", base64(says.as_bytes())),
    };
    let kind = format!("text/{kind}; charset={charset}");
    let fields = [("Content-Type", kind.as_str()), ("Content-Transfer-Encoding", encoding)];
    Ok(Entity::new(&fields, Body::Leaf { written, says: says.into_bytes() }))
}

/// A file with any bytes.
pub(crate) fn file(u: &mut Unstructured<'_>) -> Result<Entity> {
    let mut says = vec![b'%', 0, 255];
    for _ in 0..u.int_in_range(1..=200)? {
        says.push(u.arbitrary()?);
    }
    let name = if u.ratio(1, 2)? {
        "filename=\"plan.pdf\""
    } else {
        "filename*=utf-8''r%C3%A9sum%C3%A9.pdf"
    };
    let disposition = format!("attachment; {name}");
    let fields = [
        ("Content-Type", "application/pdf"),
        ("Content-Disposition", disposition.as_str()),
        ("Content-Transfer-Encoding", "base64"),
    ];
    Ok(Entity::new(&fields, Body::Leaf { written: base64(&says), says }))
}

pub(crate) fn parts(kind: &str, boundary: &str, parts: Vec<Entity>) -> Entity {
    let kind = format!("multipart/{kind}; boundary=\"{boundary}\"");
    Entity::new(&[("Content-Type", &kind)], Body::Parts { boundary: boundary.into(), parts })
}

fn alternative(u: &mut Unstructured<'_>) -> Result<Entity> {
    Ok(parts("alternative", "=_alt", vec![text(u, "plain")?, text(u, "html")?]))
}

/// The header of a message, without what its content says of itself.
pub(crate) fn header(u: &mut Unstructured<'_>, number: u32) -> Result<Vec<Field>> {
    let subject = sentence(u, false)?;
    let subject = if subject.is_ascii() { subject } else { words(&subject) };
    let id = format!("<{number}.{}@valmont.example>", u.int_in_range(0..=999)?);
    let rows = [
        (
            "Received",
            "from mx.valmont.example by in.valmont.example;\r\n Mon, 02 Mar 2026 09:15:00 +0100",
        ),
        ("From", "=?utf-8?Q?Zo=C3=A9?= <zoe@valmont.example>"),
        ("To", "mairie@valmont.example,\r\n \"Dupont, Jean\" <jean@valmont.example>"),
        ("Subject", subject.as_str()),
        ("Date", "Mon, 02 Mar 2026 09:15:00 +0100"),
        ("Message-ID", id.as_str()),
        ("X-Trace", "a b c"),
        ("MIME-Version", "1.0"),
    ];
    let field = |(name, value): (&str, &str)| Field { name: name.into(), value: value.into() };
    Ok(rows.map(field).to_vec())
}

/// A clean message of the shape.
pub(crate) fn message(u: &mut Unstructured<'_>, shape: Shape) -> Result<Entity> {
    let content = content(u, shape)?;
    let mut fields = header(u, 1)?;
    fields.extend(content.fields);
    Ok(Entity { fields, body: content.body })
}

fn content(u: &mut Unstructured<'_>, shape: Shape) -> Result<Entity> {
    Ok(match shape {
        Shape::Plain => text(u, "plain")?,
        Shape::Alternative => alternative(u)?,
        Shape::Related => {
            let mut image = file(u)?;
            image.set("Content-Type", "image/png");
            image.set("Content-Disposition", "inline; filename=logo.png");
            image.set("Content-ID", "<logo@valmont.example>");
            parts("related", "rel-1", vec![alternative(u)?, image])
        }
        Shape::Mixed => {
            let mut all = vec![alternative(u)?];
            for _ in 0..u.int_in_range(1..=3)? {
                all.push(file(u)?);
            }
            parts("mixed", "mix_1", all)
        }
        Shape::Nested => {
            let inner = text(u, "plain")?;
            let mut fields = header(u, 2)?;
            fields.extend(inner.fields);
            let inner = Entity { fields, body: inner.body };
            let inner = Body::Message(Box::new(inner));
            let embedded = Entity::new(
                &[("Content-Type", "message/rfc822"), ("Content-Transfer-Encoding", "8bit")],
                inner,
            );
            parts("mixed", "outer", vec![text(u, "plain")?, embedded])
        }
        Shape::Signed => {
            let mut signature = file(u)?;
            signature.set("Content-Type", "application/pkcs7-signature; name=smime.p7s");
            let mut signed = parts("signed", "sig", vec![text(u, "plain")?, signature]);
            signed.set(
                "Content-Type",
                "multipart/signed; micalg=sha-256;\r\n protocol=\"application/pkcs7-signature\"; boundary=\"sig\"",
            );
            signed
        }
    })
}

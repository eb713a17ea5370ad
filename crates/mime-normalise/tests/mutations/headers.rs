//! Defects of the message's own header.

use arbitrary::{Result, Unstructured};
use viaduc_identities::Identities;
use viaduc_mime_normalise::Code;

use crate::mail::write::words;
use crate::mail::{Entity, Field};
use crate::{Defect, Mutant, Says};

pub(crate) const DEFECTS: &[Defect] = &[
    ("a line without a colon", Code::HdrGarbage, Says::Same, |u, m| line(u, m, "scanned by X")),
    ("a space in the name", Code::HdrGarbage, Says::Same, |u, m| line(u, m, "X Foo: a")),
    ("a lost fold", Code::HdrGarbage, Says::Same, |_, m| {
        let broken = replaced(m, b",\r\n \"Dupont", b",\r\n\"Dupont");
        Ok(Some(Mutant::bytes(m, broken)))
    }),
    ("white space before the colon", Code::HdrSpaceColon, Says::Same, |u, m| {
        field(u, m, |f| f.name.push(' '))
    }),
    ("an empty name", Code::HdrEmptyName, Says::Same, |u, m| line(u, m, ": nothing")),
    ("a fold with nothing before it", Code::HdrOrphanFold, Says::Same, |_, m| {
        Ok(Some(Mutant::bytes(m, [b" \t", m.write().as_slice()].concat())))
    }),
    ("a blank line of spaces", Code::HdrBlankFold, Says::Same, |u, m| line(u, m, " \t")),
    ("raw UTF-8", Code::Hdr8bit, Says::Same, |_, m| {
        subject(m, "Séance à Noël", "Séance à Noël".as_bytes())
    }),
    ("raw Latin-1", Code::Hdr8bit, Says::Same, |_, m| {
        subject(m, "Séance du conseil à Évreux", b"S\xe9ance du conseil \xe0 \xc9vreux")
    }),
    ("a raw name of a person", Code::Hdr8bitAddr, Says::Same, |_, m| {
        Ok(Some(Mutant::bytes(m, replaced(m, b"=?utf-8?Q?Zo=C3=A9?=", "Zoé".as_bytes()))))
    }),
    ("an endless line", Code::HdrLong, Says::Same, |_, m| {
        let list = (0..90).map(|n| format!("p{n}@valmont.example")).collect::<Vec<_>>();
        both(m, |e| e.set("Cc", &list.join(",\r\n ")), |e| e.set("Cc", &list.join(", ")))
    }),
    ("no date", Code::DateAdded, Says::Same, |_, m| removed(m, "Date")),
    ("no readable date", Code::DateFixed, Says::Same, |_, m| broken(m, |e| e.set("Date", "soon"))),
    ("no Message-ID", Code::MsgidAdded, Says::Same, |_, m| {
        let mut mutant = removed(m, "Message-ID")?.unwrap();
        mutant.options.message_id = m.get("Message-ID").map(str::to_owned);
        Ok(Some(mutant))
    }),
    ("no sender", Code::FromAdded, Says::Same, |_, m| {
        let mut mutant = removed(m, "From")?.unwrap();
        mutant.options.from = Some(("Zoé".to_owned(), "zoe@valmont.example".to_owned()));
        // Its name is beyond ASCII and becomes encoded words: the same repair goes on.
        mutant.options.from = mutant.options.from.map(|(_, address)| (String::new(), address));
        Ok(Some(mutant))
    }),
    ("an X.500 sender", Code::AddrX500, Says::Same, |_, m| {
        let mut mutant =
            broken(m, |e| e.set("From", "\"Zoe\" <IMCEAEX-_O=V_CN=ZOE@valmont.example>"))?.unwrap();
        mutant.options.identities =
            [("/O=V/CN=ZOE", "zoe@valmont.example")].into_iter().collect::<Identities>();
        Ok(Some(mutant))
    }),
    ("a header twice", Code::HdrDup, Says::Same, |u, m| {
        let again =
            *u.choose(&["Date", "From", "Subject", "Message-ID", "MIME-Version", "Content-Type"])?;
        let value = m.get(again).unwrap_or_default().to_owned();
        broken(m, |e| e.fields.push(Field { name: again.to_lowercase(), value: value.clone() }))
    }),
    ("another of a header", Code::HdrDup, Says::Same, |u, m| {
        let (name, value) = *u.choose(&[
            ("Date", "Tue, 03 Mar 2026 09:15:00 +0100"),
            ("From", "other@valmont.example"),
            ("Subject", "other"),
            ("Message-ID", "<other@valmont.example>"),
            ("Content-Type", "application/octet-stream"),
            ("Content-Transfer-Encoding", "binary"),
        ])?;
        if m.get(name).is_none() {
            return Ok(None);
        }
        broken(m, |e| e.fields.push(Field { name: name.into(), value: value.into() }))
    }),
    ("no MIME-Version", Code::MimeverAdded, Says::Same, |_, m| removed(m, "MIME-Version")),
    ("an unknown charset in a word", Code::EwRepaired, Says::Same, |_, m| {
        subject(m, "Séance", b"=?x-unknown?Q?S=C3=A9ance?=")
    }),
    ("a character split between words", Code::EwRepaired, Says::Same, |_, m| {
        subject(m, "Café", b"=?utf-8?B?Q2Fmww==?=\r\n =?utf-8?B?qQ==?=")
    }),
    ("spaces in a word", Code::EwRepaired, Says::Same, |_, m| {
        subject(m, "Café noir", b"=?utf-8?Q?Caf=C3=A9 noir?=")
    }),
    ("words without a space between", Code::EwRepaired, Says::Same, |_, m| {
        subject(m, "Été", b"=?utf-8?Q?=C3=89t?==?utf-8?Q?=C3=A9?=")
    }),
    ("a header of BlueMind", Code::BmHeaderNeutralised, Says::Same, |u, m| {
        line(u, m, "X-Bm-Event: 1234")
    }),
    ("a CR in a header", Code::EolCr, Says::Same, |_, m| {
        Ok(Some(Mutant::bytes(m, replaced(m, b"X-Trace: a b", b"X-Trace: a\rb"))))
    }),
    ("a NUL in a header", Code::NulRemoved, Says::Same, |_, m| {
        Ok(Some(Mutant::bytes(m, replaced(m, b"X-Trace: a b", b"X-Trace: a\0 b"))))
    }),
];

/// A line somewhere between the fields.
fn line(u: &mut Unstructured<'_>, message: &Entity, text: &str) -> Result<Option<Mutant>> {
    let at = u.int_in_range(1..=message.fields.len() - 1)?;
    let next = format!("{}: {}\r\n", message.fields[at].name, message.fields[at].value);
    let with = format!("{text}\r\n{next}");
    Ok(Some(Mutant::bytes(message, replaced(message, next.as_bytes(), with.as_bytes()))))
}

/// The message's bytes with the first `old` replaced.
pub(crate) fn replaced(message: &Entity, old: &[u8], new: &[u8]) -> Vec<u8> {
    let bytes = message.write();
    let at = bytes.windows(old.len()).position(|w| w == old).unwrap();
    [&bytes[..at], new, &bytes[at + old.len()..]].concat()
}

fn field(
    u: &mut Unstructured<'_>,
    message: &Entity,
    change: impl Fn(&mut Field),
) -> Result<Option<Mutant>> {
    let at = u.choose_index(message.fields.len())?;
    broken(message, |e| change(&mut e.fields[at]))
}

pub(crate) fn broken(message: &Entity, change: impl Fn(&mut Entity)) -> Result<Option<Mutant>> {
    both(message, |_| {}, change)
}

/// The message once with the sound change and once with the other.
pub(crate) fn both(
    message: &Entity,
    sound: impl Fn(&mut Entity),
    unsound: impl Fn(&mut Entity),
) -> Result<Option<Mutant>> {
    let (mut clean, mut broken) = (message.clone(), message.clone());
    sound(&mut clean);
    unsound(&mut broken);
    Ok(Some(Mutant::new(&clean, &broken)))
}

fn removed(message: &Entity, name: &str) -> Result<Option<Mutant>> {
    broken(message, |e| e.remove(name))
}

/// A subject as it should stand, and as it does.
fn subject(message: &Entity, text: &str, raw: &[u8]) -> Result<Option<Mutant>> {
    let mut clean = message.clone();
    clean.set("Subject", &words(text));
    let mut marked = message.clone();
    marked.set("Subject", "MARK");
    Ok(Some(Mutant::bytes(&clean, replaced(&marked, b"MARK", raw))))
}

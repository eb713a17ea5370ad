//! Headers that every message needs: put at the top, outside everything signed.

use jiff::Timestamp;

use super::{Cx, value_span};
use crate::date::{parse_date, write_date};
use crate::plan::{Signed, Splice};
use crate::scan::{Field, unfold};
use crate::{Code, address, fingerprint};

pub(super) fn headers(cx: &mut Cx<'_>) {
    date(cx);
    from(cx);
    mime_version(cx);
}

fn root_field<'a>(cx: &Cx<'a>, name: &str) -> Option<&'a Field> {
    let root = cx.tree.root()?;
    cx.tree.field(cx.bytes, root, name)
}

fn value(cx: &Cx<'_>, name: &str) -> Option<String> {
    let field = root_field(cx, name)?;
    Some(String::from_utf8_lossy(&unfold(field.raw(cx.bytes))).into_owned())
}

fn add(cx: &mut Cx<'_>, code: Code, name: &str, value: &str, note: Option<String>) {
    let splice = Splice::insert(0, format!("{name}: {value}\r\n"));
    let part = cx.header_part(0, name);
    cx.change(code, &part, 0..0, vec![splice], Signed::header(name.as_bytes()), note);
}

/// When the last server took it: the newest `Received` header is the first (RFC 5321 §4.4).
pub(super) fn last_received(cx: &Cx<'_>) -> Option<Timestamp> {
    let value = value(cx, "Received")?;
    let (_, date) = value.rsplit_once(';')?;
    parse_date(date)
}

/// The date, from what the source says, else from the newest `Received` header.
fn known_date(cx: &Cx<'_>) -> Option<(Timestamp, &'static str)> {
    if let Some(sent) = cx.options.sent {
        return Some((sent, "as the source says"));
    }
    let received = last_received(cx).map(|date| (date, "from Received"));
    received.or_else(|| cx.options.received.map(|date| (date, "when it arrived")))
}

fn date(cx: &mut Cx<'_>) {
    let field = root_field(cx, "Date").copied();
    if value(cx, "Date").is_some_and(|date| parse_date(&date).is_some()) {
        return;
    }
    let Some((known, why)) = known_date(cx) else { return };
    let Some(text) = write_date(known) else { return };
    let Some(field) = field else {
        add(cx, Code::DateAdded, "Date", &text, Some(why.to_owned()));
        return;
    };
    let at = value_span(cx.bytes, &field);
    let splices = if at.is_empty() {
        vec![Splice::new(field.value..field.end, format!(" {text}"))]
    } else {
        vec![
            Splice::insert(field.start, format!("Date: {text}\r\n")),
            super::fields::renamed(cx.bytes, &field, "X-Original-"),
        ]
    };
    let part = cx.header_part(0, "Date");
    cx.change(Code::DateFixed, &part, at, splices, Signed::header(b"date"), Some(why.to_owned()));
}

fn from(cx: &mut Cx<'_>) {
    let field = root_field(cx, "From").copied();
    let filled = value(cx, "From").is_some_and(|from| !from.is_empty());
    if filled {
        return;
    }
    let given = cx.options.from.as_ref().map(|(name, address)| mailbox(name, address));
    let header = |name| value(cx, name).filter(|v| !address::first(v.as_bytes()).is_empty());
    let (from, why) = given
        .map(|from| (from, "as the source says"))
        .or_else(|| header("Sender").map(|sender| (sender, "from Sender")))
        .or_else(|| header("Return-Path").map(|path| (path, "from Return-Path")))
        .unwrap_or_else(|| {
            ("\"Unknown sender\" <unknown@invalid>".to_owned(), "nothing tells the sender")
        });
    match field {
        None => add(cx, Code::FromAdded, "From", &from, Some(why.to_owned())),
        Some(field) => {
            let splices = vec![Splice::new(field.value..field.end, format!(" {from}"))];
            let part = cx.header_part(0, "From");
            let at = field.value..field.end;
            let signed = Signed::header(b"from");
            cx.change(Code::FromAdded, &part, at, splices, signed, Some(why.to_owned()));
        }
    }
}

/// `"name" <address>`; a name beyond ASCII is encoded in the next round.
fn mailbox(name: &str, address: &str) -> String {
    let clean = |text: &str| -> String { text.chars().filter(|c| !c.is_control()).collect() };
    let address: String = clean(address).chars().filter(|c| !"<> ".contains(*c)).collect();
    let name = clean(name);
    if name.trim().is_empty() {
        return format!("<{address}>");
    }
    format!("{} <{address}>", crate::parameter::quote(name.trim()))
}

fn mime_version(cx: &mut Cx<'_>) {
    let Some(root) = cx.tree.root() else { return };
    let is_mime = |field: &Field| {
        let name = field.name(cx.bytes);
        name.get(..8).is_some_and(|head| head.eq_ignore_ascii_case(b"Content-"))
    };
    if root_field(cx, "MIME-Version").is_some() || !cx.tree.fields_of(root).iter().any(is_mime) {
        return;
    }
    add(cx, Code::MimeverAdded, "MIME-Version", "1.0", None);
}

/// The last of all: it may be a hash of everything else.
pub(super) fn message_id(cx: &mut Cx<'_>) {
    let field = root_field(cx, "Message-ID").copied();
    if value(cx, "Message-ID").is_some_and(|id| !id.is_empty()) {
        return;
    }
    let clean = |id: &str| -> String {
        id.chars().filter(|c| c.is_ascii_graphic() && !"<>".contains(*c)).collect()
    };
    let given = cx.options.message_id.as_deref().map(clean).filter(|id| !id.is_empty());
    let (id, why) = given.map_or_else(
        || {
            let content = fingerprint::of(cx.bytes, cx.tree).content;
            let id = format!("{}@migrated.invalid", content.digits(32));
            (id, "derived from the content")
        },
        |id| (id, "as the source says"),
    );
    match field {
        None => add(cx, Code::MsgidAdded, "Message-ID", &format!("<{id}>"), Some(why.to_owned())),
        Some(field) => {
            let at = field.value..field.end;
            let splices = vec![Splice::new(at.clone(), format!(" <{id}>"))];
            let part = cx.header_part(0, "Message-ID");
            let signed = Signed::header(b"message-id");
            cx.change(Code::MsgidAdded, &part, at, splices, signed, Some(why.to_owned()));
        }
    }
}

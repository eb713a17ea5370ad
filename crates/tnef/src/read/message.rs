//! The message itself.

use viaduc_fidelity::{Losses, Place};

use super::bag::{Bag, tag};
use super::people::{self, att_from, person};
use super::text::{Pages, Texts, attribute_time, html, take_time, text};
use super::{Found, Reader};
use crate::attribute::id;
use crate::codes::{DATE, RTF, RTF_PLAIN, TEXT};
use crate::cursor::Cursor;
use crate::property::{Value, without_nul};
use crate::rtf::{Origin, decompress, open};
use crate::{Contents, Limits};

/// A message without its attachments, and what they need to be read.
pub(super) struct Own<'a> {
    pub(super) contents: Contents<'a>,
    pub(super) pages: Pages,
}

impl Reader {
    /// Everything but the attachments.
    pub(super) fn own<'a>(
        &mut self,
        found: &Found<'a>,
        mut pages: Pages,
        place: &Place<'_>,
    ) -> Own<'a> {
        let mut all = Vec::new();
        for attribute in found.message.iter().filter(|one| one.id == id::PROPERTIES) {
            all.extend(self.properties(&mut Cursor::new(attribute.data), place));
        }
        let mut bag = Bag::new(all);
        self.more_pages(found, &mut bag, &mut pages, place);
        let mut contents = Contents::default();
        if let Some(table) = found.get(id::RECIPIENTS) {
            contents.recipients = self.recipients(table, pages.string, place);
        }
        let losses = &mut self.losses;
        let texts = &mut Texts { page: pages.string, losses };
        words(&mut contents, found, &mut bag, texts, place);
        contents.importance = bag.take_number(tag::IMPORTANCE).or_else(|| priority(found));
        contents.sensitivity = bag.take_number(tag::SENSITIVITY);
        contents.sent = take_time(&mut bag, tag::SENT, losses, place)
            .or_else(|| att_time(found, id::DATE_SENT, losses, place));
        contents.received = take_time(&mut bag, tag::RECEIVED, losses, place)
            .or_else(|| att_time(found, id::DATE_RECEIVED, losses, place));
        bodies(&mut contents, found, &mut bag, pages, &self.limits, losses, place);
        contents.properties = bag.rest();
        Own { contents, pages }
    }
}

/// The short texts: people, subject, ids.
fn words(
    contents: &mut Contents<'_>,
    found: &Found<'_>,
    bag: &mut Bag<'_>,
    texts: &mut Texts<'_>,
    place: &Place<'_>,
) {
    contents.from = person(bag, people::FROM, texts, place);
    contents.sender = person(bag, people::SENDER, texts, place);
    if contents.sender.is_none()
        && let Some(data) = found.get(id::FROM)
    {
        contents.sender = att_from(data, texts, &place.key("attFrom"));
    }
    let class = texts.take(bag, tag::CLASS, place);
    let class = class.or_else(|| {
        found.get(id::CLASS).map(|data| texts.attribute(data, &place.key("attMessageClass")))
    });
    contents.class = modern_class(class.unwrap_or_default());
    contents.subject = subject(found, bag, texts, place);
    contents.message_id = texts.take(bag, tag::MESSAGE_ID, place);
    contents.in_reply_to = texts.take(bag, tag::IN_REPLY_TO, place);
    contents.references = texts.take(bag, tag::REFERENCES, place);
    contents.headers = texts.take(bag, tag::HEADERS, place);
}

fn subject(
    found: &Found<'_>,
    bag: &mut Bag<'_>,
    texts: &mut Texts<'_>,
    place: &Place<'_>,
) -> Option<String> {
    let whole = texts.take(bag, tag::SUBJECT, place);
    let prefix = texts.take(bag, tag::SUBJECT_PREFIX, place);
    let rest = texts.take(bag, tag::NORMALIZED_SUBJECT, place);
    if whole.is_some() {
        return whole;
    }
    let old = found
        .get(id::SUBJECT)
        .map(|data| texts.attribute(data, &place.key("attSubject")))
        .filter(|old| !old.is_empty());
    match (prefix, rest) {
        (Some(prefix), Some(rest)) => Some(prefix + &rest),
        (None, Some(rest)) => match old {
            Some(old) if old.ends_with(&rest) => Some(old),
            _ => Some(rest),
        },
        _ => old,
    }
}

/// The names of Microsoft Mail in their modern form (MS-OXTNEF 2.1.3.3.11).
fn modern_class(class: String) -> String {
    let known = [
        ("IPM.Microsoft Mail.Note", "IPM.Note"),
        ("IPM.Microsoft Mail.Read Receipt", "Report.IPM.Note.IPNRN"),
        ("IPM.Microsoft Mail.Non-Delivery", "Report.IPM.Note.NDR"),
        ("IPM.Microsoft Schedule.MtgReq", "IPM.Schedule.Meeting.Request"),
        ("IPM.Microsoft Schedule.MtgRespP", "IPM.Schedule.Meeting.Resp.Pos"),
        ("IPM.Microsoft Schedule.MtgRespN", "IPM.Schedule.Meeting.Resp.Neg"),
        ("IPM.Microsoft Schedule.MtgRespA", "IPM.Schedule.Meeting.Resp.Tent"),
        ("IPM.Microsoft Schedule.MtgCncl", "IPM.Schedule.Meeting.Canceled"),
    ];
    let found = known.iter().find(|(old, _)| class.eq_ignore_ascii_case(old));
    found.map_or(class, |(_, new)| (*new).to_owned())
}

/// `attPriority`: 1 high, 2 normal, 3 low (MS-OXTNEF 2.1.3.3.16).
fn priority(found: &Found<'_>) -> Option<i32> {
    match found.get(id::PRIORITY).and_then(|data| Cursor::new(data).u16())? {
        1 => Some(2),
        2 => Some(1),
        3 => Some(0),
        _ => None,
    }
}

fn att_time(
    found: &Found<'_>,
    id: u16,
    losses: &mut Losses,
    place: &Place<'_>,
) -> Option<jiff::Timestamp> {
    let data = found.get(id)?;
    let time = attribute_time(data);
    if time.is_none() {
        losses.report(&DATE, &place.key(&format!("{id:#06x}")));
    }
    time
}

/// The body in its forms.
fn bodies(
    contents: &mut Contents<'_>,
    found: &Found<'_>,
    bag: &mut Bag<'_>,
    pages: Pages,
    limits: &Limits,
    losses: &mut Losses,
    place: &Place<'_>,
) {
    let texts = &mut Texts { page: pages.string, losses };
    contents.text = texts.take(bag, tag::BODY, place);
    if contents.text.is_none()
        && let Some(data) = found.get(id::BODY)
    {
        contents.text = Some(texts.attribute(data, &place.key("attBody")));
    }
    let of_html = |value: &Value<'_>| {
        if let Value::Binary(bytes) | Value::String8(bytes) = value {
            return Some(html(bytes, pages));
        }
        text(value, pages.string)
    };
    if let Some((text, is_sound)) = bag.take(tag::HTML, of_html) {
        texts.check(is_sound, &place.key("html"));
        contents.html = Some(text);
    }
    let packed = bag.take(tag::RTF, Value::as_binary);
    if let Some(packed) = packed {
        rtf(contents, packed, limits, losses, &place.key("rtf"));
    }
    // A receipt or a notice of non-delivery says there what its reader sees (MS-OXOMSG, PidTagReportText).
    let texts = &mut Texts { page: pages.string, losses };
    if is_blank(contents.text.as_ref())
        && is_blank(contents.html.as_ref())
        && let Some(report) = texts.take(bag, tag::REPORT_TEXT, place)
    {
        contents.text = Some(report);
    }
}

fn is_blank(text: Option<&String>) -> bool {
    text.is_none_or(|text| text.trim_matches(|c: char| c.is_whitespace() || c == '\0').is_empty())
}

/// RTF: what it was made of if that is not there; itself, if nothing else says what it says.
fn rtf(
    contents: &mut Contents<'_>,
    packed: &[u8],
    limits: &Limits,
    losses: &mut Losses,
    place: &Place<'_>,
) {
    let Ok((bytes, is_sound)) = decompress(packed, limits.rtf) else {
        losses.report(&RTF, place);
        return;
    };
    if !is_sound {
        losses.report(&RTF, place);
    }
    if contents.html.as_ref().is_some_and(|html| !html.trim().is_empty()) {
        return;
    }
    let bytes = without_nul(&bytes, 1);
    if bytes.trim_ascii().is_empty() {
        return;
    }
    let opened = open(bytes);
    if !opened.is_sound {
        losses.report(&TEXT, place);
    }
    let has_text = contents.text.as_ref().is_some_and(|text| !text.trim().is_empty());
    match opened.origin {
        Origin::Html => contents.html = Some(opened.text),
        Origin::Text if has_text => {}
        Origin::Text => contents.text = Some(opened.text),
        Origin::Rtf => {
            if !has_text {
                contents.text = Some(opened.text);
            }
            losses.report(&RTF_PLAIN, place);
            contents.rtf = Some(bytes.to_vec());
        }
    }
}

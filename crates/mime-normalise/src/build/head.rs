//! The header: what the source's own header says, in its order; what it lacks, from the properties.

use jiff::Timestamp;
use viaduc_fidelity::{Losses, Place};

use super::codes::{
    HEADER_DUPLICATE, HEADER_INVALID, HEADER_REPLACED, HEADER_STRUCTURE, SUPERSEDED, TEXT_CONTROL,
};
use super::line;
use super::people::{self, Mailbox};
use super::source::Header;
pub(crate) use super::source::transport;
use crate::codec::words;
use crate::date::{parse_date, write_date};

/// What the properties say that headers say too.
#[derive(Debug, Default)]
pub(crate) struct Facts {
    /// From, Sender, Reply-To, To, Cc, Bcc.
    pub(crate) people: [(&'static str, Vec<Mailbox>); 6],
    pub(crate) subject: Option<String>,
    pub(crate) date: Option<Timestamp>,
    /// Whether `date` is when it was sent, and not the nearest to that.
    pub(crate) is_sent: bool,
    /// The property that tells the first of `people`.
    pub(crate) from: &'static str,
    /// Without brackets.
    pub(crate) message_id: Option<String>,
    /// Other fields, in ASCII.
    pub(crate) more: Vec<(&'static str, String)>,
}

/// Fields that may stand once (RFC 5322 §3.6).
const ONCE: [&str; 12] = [
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Bcc",
    "Date",
    "Subject",
    "Message-ID",
    "In-Reply-To",
    "References",
    "X-Migrated-From",
];

/// Other fields that properties may add.
const MORE: [&str; 6] = [
    "Importance",
    "X-Priority",
    "Sensitivity",
    "Disposition-Notification-To",
    "Return-Receipt-To",
    "Thread-Index",
];

/// The header as it is written, and which of the fields that may stand once are in it.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub(crate) bytes: Vec<u8>,
    seen: Vec<String>,
}

impl Head {
    pub(crate) fn has(&self, name: &str) -> bool {
        self.seen.iter().any(|seen| seen.eq_ignore_ascii_case(name))
    }

    /// Everything that the source's header tells, in its order.
    pub(crate) fn take(&mut self, headers: &[Header], facts: &Facts, losses: &mut Losses) {
        for header in headers {
            let place = Place::root();
            let all = place.key(header.member);
            let place = all.index(header.index);
            let name = header.name.trim();
            if !line::is_name(name) {
                losses.note(&HEADER_INVALID, &place, name);
                continue;
            }
            if is_structure(name) {
                losses.note(&HEADER_STRUCTURE, &place, name);
                continue;
            }
            let once = ONCE.iter().find(|once| once.eq_ignore_ascii_case(name));
            let name = once.copied().unwrap_or(name);
            if once.is_some() && self.has(name) {
                losses.note(&HEADER_DUPLICATE, &place, name);
                continue;
            }
            self.one(name, &header.value, facts, &place, losses);
        }
    }

    fn one(
        &mut self,
        name: &str,
        value: &str,
        facts: &Facts,
        place: &Place<'_>,
        losses: &mut Losses,
    ) {
        if is_trusted(name, value, facts) {
            if line::has_control(value) {
                losses.note(&TEXT_CONTROL, place, name);
            }
            line::field(&mut self.bytes, name, value);
            self.note(name);
            superseded(name, value, facts, losses);
            return;
        }
        let written = self.property(name, facts);
        let is_replaced = written || !value.trim().is_empty();
        losses.note(if is_replaced { &HEADER_REPLACED } else { &HEADER_INVALID }, place, name);
    }

    /// The field `name` from the properties, in this place; whether there is one.
    fn property(&mut self, name: &str, facts: &Facts) -> bool {
        let before = self.bytes.len();
        match name {
            "Subject" => {
                let subject = facts.subject.as_deref().filter(|s| !s.trim().is_empty());
                subject.into_iter().for_each(|s| line::text(&mut self.bytes, name, s));
            }
            "Date" => {
                let date = facts.date.and_then(write_date);
                date.iter().for_each(|date| line::field(&mut self.bytes, name, date));
            }
            "Message-ID" => {
                let id = facts.message_id.iter();
                id.for_each(|id| line::field(&mut self.bytes, name, &format!("<{id}>")));
            }
            _ => {
                let found = facts.people.iter().find(|(field, _)| *field == name);
                found.iter().for_each(|(_, who)| people::field(&mut self.bytes, name, who));
            }
        }
        let written = self.bytes.len() > before;
        if written {
            self.note(name);
        }
        written
    }

    fn note(&mut self, name: &str) {
        // Only those that are asked for: a header may have very many fields.
        let is_known = ONCE.iter().chain(&MORE).any(|known| known.eq_ignore_ascii_case(name));
        if is_known && !self.has(name) {
            self.seen.push(name.to_ascii_lowercase());
        }
    }

    /// What is still missing.
    pub(crate) fn complete(&mut self, facts: &Facts) {
        for name in
            ["Date", "From", "Sender", "Reply-To", "To", "Cc", "Bcc", "Subject", "Message-ID"]
        {
            if !self.has(name) {
                self.property(name, facts);
            }
        }
        for (name, value) in &facts.more {
            if !self.has(name) {
                line::field(&mut self.bytes, name, value);
                self.note(name);
            }
        }
    }
}

/// MIME's own fields describe the parts as they were: they are written anew.
fn is_structure(name: &str) -> bool {
    let is_content = name.get(..8).is_some_and(|head| head.eq_ignore_ascii_case("content-"));
    is_content || name.eq_ignore_ascii_case("MIME-Version")
}

/// Whether a field of the source's header is to be written, and not the property of the same name.
fn is_trusted(name: &str, value: &str, facts: &Facts) -> bool {
    let value = line::one_line(value);
    let value = value.trim();
    let has_person =
        |name: &str| facts.people.iter().any(|(field, who)| *field == name && !who.is_empty());
    match name {
        "Subject" => {
            let read = words::decode_text(value.as_bytes(), &[]);
            facts.subject.as_deref().is_none_or(|subject| {
                line::one_line(subject).trim() == read.trim() && subject.trim() == subject
            })
        }
        "Date" => parse_date(value).is_some(),
        "Message-ID" => message_id(value).as_deref() == bracketed(value),
        "From" | "Sender" | "Reply-To" | "To" | "Cc" | "Bcc" => {
            let lower = value.to_ascii_lowercase();
            let is_x500 = lower.contains("/o=") || lower.contains("imceaex-");
            (value.contains('@') && !is_x500) || (!has_person(name) && !value.is_empty())
        }
        _ => true,
    }
}

/// Tells a property that says something else than the field of the source's header that was written.
fn superseded(name: &str, value: &str, facts: &Facts, losses: &mut Losses) {
    let line = words::decode_text(line::one_line(value).trim().as_bytes(), &[]);
    let line = line.to_lowercase();
    let says = |text: &str| line.contains(text.to_lowercase().trim());
    let member = match name {
        "Date" if facts.is_sent => {
            let second = |time: Option<Timestamp>| time.map(|time| time.as_second());
            (second(parse_date(value)) != second(facts.date)).then_some("sentDateTime")
        }
        "Message-ID" => {
            let other = facts.message_id.is_some() && message_id(value) != facts.message_id;
            other.then_some("internetMessageId")
        }
        "From" | "Sender" | "Reply-To" | "To" | "Cc" | "Bcc" => {
            let found = facts.people.iter().find(|(field, _)| *field == name);
            let mut who = found.iter().flat_map(|(_, who)| who);
            who.any(|who| !says(&who.address) || !says(&who.name))
                .then(|| person_member(name, facts))
        }
        _ => {
            let found = facts.more.iter().find(|(field, _)| field.eq_ignore_ascii_case(name));
            let dense = |text: &str| text.split_whitespace().collect::<String>();
            found.filter(|(_, told)| !dense(&line).contains(&dense(&told.to_lowercase()))).and_then(
                |(field, _)| match *field {
                    "Importance" | "X-Priority" => Some("importance"),
                    "Disposition-Notification-To" => Some("isReadReceiptRequested"),
                    "Return-Receipt-To" => Some("isDeliveryReceiptRequested"),
                    "Thread-Index" => Some("conversationIndex"),
                    "X-Migrated-From" => None,
                    _ => Some("singleValueExtendedProperties"),
                },
            )
        }
    };
    if let Some(member) = member {
        losses.note(&SUPERSEDED, &Place::root().key(member), name);
    }
}

fn person_member(name: &str, facts: &Facts) -> &'static str {
    match name {
        "From" => facts.from,
        "Sender" => "sender",
        "Reply-To" => "replyTo",
        "To" => "toRecipients",
        "Cc" => "ccRecipients",
        _ => "bccRecipients",
    }
}

fn bracketed(value: &str) -> Option<&str> {
    value.strip_prefix('<')?.strip_suffix('>')
}

/// What stands between the brackets of a Message-ID, freed of what no such id may hold; `None` if nothing is left.
pub(crate) fn message_id(value: &str) -> Option<String> {
    let fit = |c: &char| c.is_ascii_graphic() && !"<>()\\\",;".contains(*c);
    let id: String = value.trim().chars().filter(fit).take(900).collect();
    (!id.is_empty()).then_some(id)
}

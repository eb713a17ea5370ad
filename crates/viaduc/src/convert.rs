//! What is made of each item on its way: the converters of the other crates, joined in the middle by open standards.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use bytes::Bytes;
use jiff::Timestamp;
use viaduc_bluemind_icalendar as bluemind_icalendar;
use viaduc_bluemind_types::{VCard, VEventSeries, VTodo};
use viaduc_fidelity::{Converted, JsonPointer, Loss, LossCode, LossKind, Losses};
use viaduc_graph_icalendar as graph_icalendar;
use viaduc_graph_types::{Event, FlagStatus, Message, TodoTask};
use viaduc_identities::Identities;
use viaduc_imap_append::{Flags, Keyword};
use viaduc_mime_normalise::{
    BUILD_CODES, Class, Code, Options, Properties, build_message, imap_flags, message_date,
    normalise,
};
use viaduc_pipeline::Trouble;
use viaduc_wire::Json;

use crate::bluemind::{Directory, Entry, StoredMail, TagBook};
use crate::graph::{ContactItem, MailItem, Mailbox, MessageContent};

/// The repairs of messages as losses: each code under its own name.
static REPAIRS: LazyLock<Vec<LossCode>> = LazyLock::new(|| {
    let code = |code: &Code| LossCode::new(code.as_str(), LossKind::Repaired, code.meaning());
    Code::ALL.iter().map(code).collect()
});

/// Every loss code that a migration can report.
#[must_use]
pub fn loss_codes() -> Vec<&'static LossCode> {
    let own = BUILD_CODES.iter().copied().chain(REPAIRS.iter());
    own.chain(graph_icalendar::CODES.iter().copied())
        .chain(viaduc_graph_vcard::CODES.iter().copied())
        .chain(bluemind_icalendar::CODES.iter().copied())
        .chain(viaduc_bluemind_vcard::CODES.iter().copied())
        .chain(crate::bluemind::LOSSES.iter().copied())
        .collect()
}

/// What the converters of one mailbox know.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Converters<'a> {
    pub(crate) mailbox: &'a Mailbox,
    pub(crate) identities: &'a Identities,
    pub(crate) directory: &'a Directory,
    pub(crate) tags: Option<&'a TagBook>,
}

impl Converters<'_> {
    /// A message: repaired, with its flags and date.
    pub(crate) fn message(&self, item: MailItem) -> Result<Converted<StoredMail>, Trouble> {
        let mut losses = Losses::new();
        let MailItem { message, role, content, .. } = item;
        let bytes = match content {
            MessageContent::Mime(bytes) => bytes,
            MessageContent::Parts(attachments) => {
                let built = rebuilt(&message, &attachments, self.identities)?;
                let (bytes, told) = built.into_parts();
                // What is not in the message is said beside it, below.
                let is_beside = |loss: &Loss| loss.code.name == "graph.message.beside";
                losses.extend(told.into_iter().filter(|loss| !is_beside(loss)));
                bytes
            }
        };
        let bytes = self.normalised(&message, bytes, &mut losses);
        let date = internal_date(&message, role.as_deref(), &bytes);
        let (flags, keywords) = flags(&message, role.as_deref());
        Ok(losses.with(StoredMail::new(bytes, flags, keywords, date)))
    }

    fn normalised(&self, message: &Message, bytes: Bytes, losses: &mut Losses) -> Bytes {
        let mut options = Options::default();
        options.sent = instant(message.sent_date_time.as_deref());
        options.received = instant(message.received_date_time.as_deref());
        options.message_id = message.internet_message_id.clone();
        options.from =
            message.from.as_ref().and_then(|from| from.email_address.as_ref()).and_then(|from| {
                Some((from.name.clone().unwrap_or_default(), from.address.clone()?))
            });
        options.identities = self.identities.clone();
        options.report = false;
        let normal = normalise(&bytes, &options);
        for edit in normal.edits.iter().filter(|edit| edit.class != Class::Info) {
            let Some(code) = REPAIRS.iter().find(|code| code.name == edit.code.as_str()) else {
                continue;
            };
            losses.note(code, JsonPointer::root(), &edit.part);
        }
        if normal.is_changed() { Bytes::from(normal.bytes.into_owned()) } else { bytes.clone() }
    }

    /// An event: Graph to iCalendar, iCalendar to BlueMind.
    pub(crate) fn event(&self, event: Event) -> Result<Converted<Entry<VEventSeries>>, Trouble> {
        let context = self.calendar_context();
        let calendar = graph_icalendar::event_to_calendar(&event, &context)
            .map_err(|error| Trouble::item("the event cannot be converted").because(error))?;
        let mut losses = Losses::new();
        let calendar = calendar.drain_into(&mut losses);
        let (value, uploads) = self.item(&calendar, &mut losses)?;
        let bluemind_icalendar::Value::Series(series) = value else {
            return Err(Trouble::item("the event became no event"));
        };
        Ok(losses.with(Entry::new(series)?.with_uploads(uploads)))
    }

    /// A task, likewise.
    pub(crate) fn task(&self, task: TodoTask) -> Result<Converted<Entry<VTodo>>, Trouble> {
        let context = self.calendar_context();
        let calendar = graph_icalendar::task_to_calendar(&task, &context)
            .map_err(|error| Trouble::item("the task cannot be converted").because(error))?;
        let mut losses = Losses::new();
        let calendar = calendar.drain_into(&mut losses);
        let (value, uploads) = self.item(&calendar, &mut losses)?;
        let bluemind_icalendar::Value::Todo(todo) = value else {
            return Err(Trouble::item("the task became no task"));
        };
        Ok(losses.with(Entry::new(todo)?.with_uploads(uploads)))
    }

    fn calendar_context(&self) -> graph_icalendar::Context<'_> {
        let mut context = graph_icalendar::Context::default();
        context.mailbox_zone = self.mailbox.zone.as_deref();
        context.territory = self.mailbox.territory.as_deref();
        context.identities = Some(self.identities);
        context.owner = Some(graph_icalendar::Owner {
            address: &self.mailbox.owner.address,
            name: &self.mailbox.owner.name,
        });
        context.profile = graph_icalendar::Profile::BlueMind;
        context
    }

    /// The one item of a calendar that was written from one item, with the files to upload first.
    fn item(
        &self,
        calendar: &viaduc_contentline::Component<'_>,
        losses: &mut Losses,
    ) -> Result<(bluemind_icalendar::Value, Vec<bluemind_icalendar::Upload>), Trouble> {
        let owner = bluemind_icalendar::Person {
            mailto: self.mailbox.owner.address.clone(),
            name: Some(self.mailbox.owner.name.clone()),
            ..bluemind_icalendar::Person::default()
        };
        let zone =
            self.mailbox.zone.as_deref().and_then(|zone| {
                viaduc_timezones::resolve(zone, self.mailbox.territory.as_deref())
            });
        let options = bluemind_icalendar::Options {
            zone: zone.as_ref().map(|zone| zone.id),
            territory: self.mailbox.territory.as_deref(),
            owner: Some(owner),
            directory: Some(self.directory.people()),
            tags: self.tags.map(TagBook::tags),
            ..bluemind_icalendar::Options::default()
        };
        let converted = bluemind_icalendar::calendar_to_series(calendar, &options)
            .map_err(|error| Trouble::item("the item cannot be converted").because(error))?;
        let mut items = converted.drain_into(losses).into_iter();
        let (Some(item), None) = (items.next(), items.next()) else {
            return Err(Trouble::item("one item became none, or several"));
        };
        let bluemind_icalendar::Item { uid: _, value, uploads } = item;
        Ok((value, uploads))
    }

    /// A contact: Graph to vCard, vCard to BlueMind.
    pub(crate) fn contact(&self, item: ContactItem) -> Result<Converted<Entry<VCard>>, Trouble> {
        let ContactItem { mut contact, photo } = item;
        if let Some(photo) = photo {
            contact.photo = Some(Json(crate::base64(&photo).into()));
        }
        let mut context = viaduc_graph_vcard::Context::default();
        context.mailbox_zone = self.mailbox.zone.as_deref();
        context.territory = self.mailbox.territory.as_deref();
        context.identities = Some(self.identities);
        let options = viaduc_graph_vcard::Options::default();
        let trouble = "the contact cannot be converted";
        let card = viaduc_graph_vcard::contact_to_card(&contact, &options, &context)
            .map_err(|error| Trouble::item(trouble).because(error))?;
        let mut losses = Losses::new();
        let card = card.drain_into(&mut losses);
        let tags = self.tags.map(|tags| tags.of_labels(&contact.categories));
        let options = viaduc_bluemind_vcard::Options {
            tags: tags.as_ref(),
            identities: Some(self.identities),
            ..viaduc_bluemind_vcard::Options::default()
        };
        let card = viaduc_bluemind_vcard::card_to_vcard(&card, &options)
            .map_err(|error| Trouble::item(trouble).because(error))?;
        let card = card.drain_into(&mut losses);
        Ok(losses.with(Entry::new(card)?))
    }
}

fn rebuilt(
    message: &Message,
    attachments: &[viaduc_graph_types::Attachment],
    identities: &Identities,
) -> Result<Converted<Bytes>, Trouble> {
    build_message(message, attachments, identities)
        .map(|built| built.map(Bytes::from))
        .map_err(|error| Trouble::item("the message cannot be built from its JSON").because(error))
}

fn flags(message: &Message, role: Option<&str>) -> (Flags, Vec<Keyword>) {
    let mut properties = Properties::default();
    properties.is_read = message.is_read == Some(true);
    properties.is_draft = message.is_draft == Some(true);
    let status = message.flag.as_ref().and_then(|flag| flag.flag_status.as_ref());
    properties.is_flagged = status == Some(&FlagStatus::Flagged);
    properties.is_read_receipt_requested = message.is_read_receipt_requested == Some(true);
    properties.categories = message.categories.to_vec();
    properties.is_junk = role == Some("junkemail");
    let extended: BTreeMap<String, &str> = message
        .single_value_extended_properties
        .iter()
        .filter_map(|p| Some((tag(p.id.as_deref()?), p.value.as_deref()?)))
        .collect();
    let number = |tag: &str| extended.get(tag).and_then(|value| value.parse().ok());
    properties.last_verb = number("1081");
    properties.icon_index = number("1080");
    let names = imap_flags(&properties);
    let mut flags = Flags::default();
    let mut keywords: Vec<Keyword> = Vec::new();
    for name in &names.flags {
        match *name {
            r"\Seen" => flags.seen = true,
            r"\Answered" => flags.answered = true,
            r"\Flagged" => flags.flagged = true,
            r"\Draft" => flags.draft = true,
            keyword => keywords.extend(Keyword::new(keyword)),
        }
    }
    keywords.extend(names.keywords.iter().filter_map(|k| Keyword::new(&k.atom).ok()));
    (flags, keywords)
}

/// `Integer 0x1081` and `integer 0x01081` alike: the tag's digits.
fn tag(id: &str) -> String {
    let digits = id.rsplit(' ').next().unwrap_or_default().to_ascii_lowercase();
    digits.trim_start_matches("0x").trim_start_matches('0').to_owned()
}

/// When the message came: received, or sent, or last worked on; at last, what it says itself.
fn internal_date(message: &Message, role: Option<&str>, bytes: &[u8]) -> Option<Timestamp> {
    let received = instant(message.received_date_time.as_deref());
    let sent = instant(message.sent_date_time.as_deref());
    let modified = instant(message.last_modified_date_time.as_deref());
    let known = if message.is_draft == Some(true) {
        modified.or(received)
    } else if role == Some("sentitems") {
        sent.or(received)
    } else {
        received.or(sent)
    };
    let date = known.or_else(|| message_date(bytes))?;
    // IMAP servers refuse what lies before 1970, and keep whole seconds.
    Timestamp::from_second(date.as_second().max(0)).ok()
}

/// A time of Graph; the year 1 stands for none.
fn instant(text: Option<&str>) -> Option<Timestamp> {
    text?.parse().ok().filter(|time: &Timestamp| time.as_second() > -60_000_000_000)
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_loss_code_means_the_same_in_every_crate() {
        let codes = super::loss_codes();
        for code in &codes {
            let same = codes.iter().filter(|other| other.name == code.name);
            assert!(same.clone().all(|other| other.kind == code.kind), "{code}");
        }
        assert!(codes.len() > 100, "only {} codes", codes.len());
    }
}

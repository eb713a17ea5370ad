//! The properties of a message, read for its header.

use jiff::Timestamp;
use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{Attachment, Importance, Message, Recipient};
use viaduc_identities::Identities;

use super::codes::{
    ATTACHMENTS_MISSING, DATE_DEFAULTED, DATE_MISSING, FROM_MISSING, ID_REPAIRED, RECEIPT,
    SENDER_NAME, TEXT_CONTROL, THREAD_INDEX, UNKNOWN,
};
use super::head::{Facts, message_id};
use super::people::{self, Mailbox};
use super::source::{Header, property, transport_of};

/// The address of a sender that nothing tells.
pub(super) const NOBODY: &str = "unknown@invalid";

/// Whether there is nothing that a message could be built from.
pub(super) fn is_empty(message: &Message, attachments: &[Attachment]) -> bool {
    message.subject.is_none()
        && message.body.is_none()
        && message.body_preview.is_none()
        && message.from.is_none()
        && message.sender.is_none()
        && message.to_recipients.is_empty()
        && message.cc_recipients.is_empty()
        && message.bcc_recipients.is_empty()
        && message.internet_message_id.is_none()
        && message.internet_message_headers.is_empty()
        && message.sent_date_time.is_none()
        && message.event.is_none()
        && !message.single_value_extended_properties.iter().any(|p| transport_of(p).is_some())
        && attachments.is_empty()
}

/// Whether it is about a meeting: a request, an answer, a cancellation.
pub(super) fn is_meeting(message: &Message) -> bool {
    let kind = message.odata_type.as_deref().unwrap_or_default().to_ascii_lowercase();
    kind.contains("eventmessage") || message.meeting_message_type.is_some()
}

/// Reads the properties that headers say too.
pub(super) fn read(
    message: &Message,
    attachments: &[Attachment],
    (identities, headers): (&Identities, &[Header]),
    losses: &mut Losses,
) -> Facts {
    check(message, attachments, losses);
    let root = Place::root();
    let mut people = People { identities, losses };
    let one = |recipient: &Option<Recipient>, name, people: &mut People<'_>| {
        recipient.iter().filter_map(|who| people.one(who, &root.key(name))).collect::<Vec<_>>()
    };
    let mut from = one(&message.from, "from", &mut people);
    let mut sender = one(&message.sender, "sender", &mut people);
    let reply = people.all(message.reply_to.enumerate(), "replyTo");
    let to = people.all(message.to_recipients.enumerate(), "toRecipients");
    let cc = people.all(message.cc_recipients.enumerate(), "ccRecipients");
    let bcc = people.all(message.bcc_recipients.enumerate(), "bccRecipients");
    let mut from_member = "from";
    if from.is_empty() {
        from = sender.clone();
        from_member = "sender";
    }
    if from.is_empty() && !has_header(headers, "From") {
        losses.report(&FROM_MISSING, &root.key("from"));
        let name = "Unknown sender".to_owned();
        from.push(Mailbox { name, address: NOBODY.to_owned() });
    }
    // It says nothing where both are one (RFC 5322 §3.6.2).
    let same = |who: &Mailbox| from.iter().any(|f| f.address.eq_ignore_ascii_case(&who.address));
    if sender.iter().all(same) {
        let named = |who: &Mailbox| !who.name.is_empty() && from.iter().all(|f| f.name != who.name);
        if sender.iter().any(named) {
            losses.report(&SENDER_NAME, &root.key("sender"));
        }
        sender.clear();
    }
    let more = more(message, &from, losses);
    let (date, is_sent) = date(message, headers, losses);
    Facts {
        from: from_member,
        is_sent,
        people: [
            ("From", from),
            ("Sender", sender),
            ("Reply-To", reply),
            ("To", to),
            ("Cc", cc),
            ("Bcc", bcc),
        ],
        subject: message.subject.as_deref().map(|text| one_line("subject", text, losses)),
        date,
        message_id: own_id(message, losses),
        more,
    }
}

struct People<'a> {
    identities: &'a Identities,
    losses: &'a mut Losses,
}

impl People<'_> {
    fn one(&mut self, who: &Recipient, place: &Place<'_>) -> Option<Mailbox> {
        people::mailbox(who, self.identities, place, self.losses)
    }

    fn all<'r>(
        &mut self,
        list: impl Iterator<Item = (usize, &'r Recipient)>,
        name: &str,
    ) -> Vec<Mailbox> {
        let root = Place::root();
        let place = root.key(name);
        list.filter_map(|(index, who)| self.one(who, &place.index(index))).collect()
    }
}

fn has_header(headers: &[Header], name: &str) -> bool {
    headers.iter().any(|header| {
        header.name.trim().eq_ignore_ascii_case(name) && !header.value.trim().is_empty()
    })
}

fn one_line(member: &str, text: &str, losses: &mut Losses) -> String {
    if text.chars().any(char::is_control) {
        losses.report(&TEXT_CONTROL, &Place::root().key(member));
    }
    super::line::one_line(text)
}

/// When it was sent, or the nearest to it that is known.
fn date(message: &Message, headers: &[Header], losses: &mut Losses) -> (Option<Timestamp>, bool) {
    let read = |text: &Option<String>| {
        let text = text.as_deref()?.trim();
        let time = text.parse().or_else(|_| format!("{text}Z").parse::<Timestamp>()).ok()?;
        (!crate::date::is_absurd(time)).then_some(time)
    };
    if let Some(sent) = read(&message.sent_date_time) {
        return (Some(sent), true);
    }
    let other = read(&message.received_date_time)
        .or_else(|| read(&message.last_modified_date_time))
        .or_else(|| read(&message.created_date_time));
    let told = headers.iter().any(|header| {
        header.name.trim().eq_ignore_ascii_case("date")
            && crate::parse_date(&header.value).is_some()
    });
    if !told {
        let code = if other.is_some() { &DATE_DEFAULTED } else { &DATE_MISSING };
        losses.report(code, &Place::root().key("sentDateTime"));
    }
    (other, false)
}

fn own_id(message: &Message, losses: &mut Losses) -> Option<String> {
    let given = message.internet_message_id.as_deref()?.trim();
    let id = message_id(given);
    let bare = given.strip_prefix('<').and_then(|id| id.strip_suffix('>'));
    if id.is_some() && id.as_deref() != bare {
        losses.note(&ID_REPAIRED, &Place::root().key("internetMessageId"), given);
    }
    id
}

/// The other fields.
fn more(message: &Message, from: &[Mailbox], losses: &mut Losses) -> Vec<(&'static str, String)> {
    let mut more: Vec<(&'static str, String)> = Vec::new();
    let properties = message.single_value_extended_properties.as_slice();
    for (tag, name) in [(0x1042, "In-Reply-To"), (0x1039, "References")] {
        if let Some(ids) = property(properties, "string", tag).filter(|ids| !ids.trim().is_empty())
        {
            more.push((name, ids.to_owned()));
        }
    }
    match &message.importance {
        Some(Importance::High) => {
            more.push(("Importance", "high".to_owned()));
            more.push(("X-Priority", "1".to_owned()));
        }
        Some(Importance::Low) => {
            more.push(("Importance", "low".to_owned()));
            more.push(("X-Priority", "5".to_owned()));
        }
        Some(Importance::Normal) | None => {}
        Some(unknown) => {
            losses.note(&UNKNOWN, &Place::root().key("importance"), unknown.as_str());
        }
    }
    // MS-OXCMSG 2.2.1.13.
    let sensitivity = match property(properties, "integer", 0x36).map(str::trim) {
        Some("1") => Some("Personal"),
        Some("2") => Some("Private"),
        Some("3") => Some("Company-Confidential"),
        _ => None,
    };
    more.extend(sensitivity.map(|word| ("Sensitivity", word.to_owned())));
    let address = from.first().map(|first| format!("<{}>", first.address));
    let receipts = [
        (
            message.is_read_receipt_requested,
            "Disposition-Notification-To",
            "isReadReceiptRequested",
        ),
        (message.is_delivery_receipt_requested, "Return-Receipt-To", "isDeliveryReceiptRequested"),
    ];
    for (_, name, member) in receipts.iter().filter(|(asked, ..)| *asked == Some(true)) {
        match &address {
            Some(address) => more.push((*name, address.clone())),
            None => losses.report(&RECEIPT, &Place::root().key(member)),
        }
    }
    let is_base64 = |text: &&str| {
        (4..=800).contains(&text.len())
            && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"+/=".contains(&b))
    };
    let index = message.conversation_index.as_deref().map(str::trim).filter(is_base64);
    if index.is_none() && message.conversation_index.is_some() {
        losses.report(&THREAD_INDEX, &Place::root().key("conversationIndex"));
    }
    more.extend(index.map(|index| ("Thread-Index", index.to_owned())));
    more.push(("X-Migrated-From", "graph-json".to_owned()));
    more
}

/// Looks at what no header and no part says.
fn check(message: &Message, attachments: &[Attachment], losses: &mut Losses) {
    let root = Place::root();
    super::rest::tell(message, losses);
    if message.has_attachments == Some(true) && attachments.is_empty() {
        losses.report(&ATTACHMENTS_MISSING, &root.key("attachments"));
    }
}

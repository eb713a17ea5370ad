//! The header of a message that lay in a winmail.dat.

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{EmailAddress, Recipient};
use viaduc_identities::Identities;
use viaduc_tnef::{Contents, Person, Role};

use crate::build::head::{Facts, Head, message_id, transport};
use crate::build::line;
use crate::build::people::{Mailbox, mailbox};

/// Its fields: those it came with, else those that its properties tell.
pub(crate) fn write(contents: &Contents<'_>, identities: &Identities) -> Vec<u8> {
    let facts = facts(contents, identities);
    let mut head = Head::default();
    let losses = &mut Losses::new();
    head.take(&transport(contents.headers.as_deref().unwrap_or_default()), &facts, losses);
    head.complete(&facts);
    head.bytes
}

fn facts(contents: &Contents<'_>, identities: &Identities) -> Facts {
    let one = |person: &Person| {
        let address = EmailAddress {
            name: Some(person.name.clone()),
            address: Some(person.address.clone()),
            ..EmailAddress::default()
        };
        let recipient = Recipient { email_address: Some(address), ..Recipient::default() };
        mailbox(&recipient, identities, &Place::root(), &mut Losses::new())
    };
    let all = |role: Role| {
        let them = contents.recipients.iter().filter(|recipient| recipient.role == role);
        them.filter_map(|recipient| one(&recipient.person)).collect::<Vec<_>>()
    };
    let mut from: Vec<Mailbox> = contents.from.as_ref().and_then(one).into_iter().collect();
    let mut sender: Vec<Mailbox> = contents.sender.as_ref().and_then(one).into_iter().collect();
    if from.is_empty() {
        from = std::mem::take(&mut sender);
    }
    if from.is_empty() {
        let name = "Unknown sender".to_owned();
        from.push(Mailbox { name, address: "unknown@invalid".to_owned() });
    }
    sender.retain(|who| from.iter().all(|f| !f.address.eq_ignore_ascii_case(&who.address)));
    Facts {
        is_sent: contents.sent.is_some(),
        from: "from",
        people: [
            ("From", from),
            ("Sender", sender),
            ("Reply-To", Vec::new()),
            ("To", all(Role::To)),
            ("Cc", all(Role::Cc)),
            ("Bcc", all(Role::Bcc)),
        ],
        subject: contents.subject.as_deref().map(line::one_line),
        date: contents.sent.or(contents.received),
        message_id: contents.message_id.as_deref().and_then(message_id),
        more: more(contents),
    }
}

fn more(contents: &Contents<'_>) -> Vec<(&'static str, String)> {
    let mut more = Vec::new();
    for (name, ids) in
        [("In-Reply-To", &contents.in_reply_to), ("References", &contents.references)]
    {
        let ids = ids.as_deref().filter(|ids| !ids.trim().is_empty());
        more.extend(ids.map(|ids| (name, ids.to_owned())));
    }
    let importance = match contents.importance {
        Some(2) => Some("high"),
        Some(0) => Some("low"),
        _ => None,
    };
    more.extend(importance.map(|word| ("Importance", word.to_owned())));
    let sensitivity = match contents.sensitivity {
        Some(1) => Some("Personal"),
        Some(2) => Some("Private"),
        Some(3) => Some("Company-Confidential"),
        _ => None,
    };
    more.extend(sensitivity.map(|word| ("Sensitivity", word.to_owned())));
    more
}

//! Texts that lost characters before they came here.

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{Attachment, Message, Recipient};

use super::codes::REPLACED;

fn check(text: Option<&str>, place: &Place<'_>, losses: &mut Losses) {
    if text.is_some_and(|text| text.contains(char::REPLACEMENT_CHARACTER)) {
        losses.report(&REPLACED, place);
    }
}

/// Reports every text with U+FFFD in it, of those that are written.
pub(super) fn tell(message: &Message, attachments: &[Attachment], losses: &mut Losses) {
    let root = Place::root();
    let own = [
        ("subject", message.subject.as_deref()),
        ("bodyPreview", message.body_preview.as_deref()),
        ("internetMessageId", message.internet_message_id.as_deref()),
    ];
    own.iter().for_each(|(name, text)| check(*text, &root.key(name), losses));
    let body = message.body.as_ref().and_then(|body| body.content.as_deref());
    check(body, &root.key("body").key("content"), losses);
    people(message, losses);
    let all = root.key("categories");
    for (index, text) in message.categories.enumerate() {
        check(Some(text), &all.index(index), losses);
    }
    let all = root.key("internetMessageHeaders");
    for (index, header) in message.internet_message_headers.enumerate() {
        check(header.name.as_deref(), &all.index(index).key("name"), losses);
        check(header.value.as_deref(), &all.index(index).key("value"), losses);
    }
    let all = root.key("singleValueExtendedProperties");
    for (index, property) in message.single_value_extended_properties.enumerate() {
        check(property.value.as_deref(), &all.index(index).key("value"), losses);
    }
    let all = root.key("attachments");
    for (index, attachment) in attachments.iter().enumerate() {
        let texts = [
            ("name", attachment.name.as_deref()),
            ("contentType", attachment.content_type.as_deref()),
            ("contentId", attachment.content_id.as_deref()),
            ("contentLocation", attachment.content_location.as_deref()),
            ("sourceUrl", attachment.source_url.as_deref()),
        ];
        let place = all.index(index);
        texts.iter().for_each(|(name, text)| check(*text, &place.key(name), losses));
    }
}

fn people(message: &Message, losses: &mut Losses) {
    let root = Place::root();
    let mut one = |who: &Recipient, place: &Place<'_>| {
        let Some(address) = &who.email_address else { return };
        let place = place.key("emailAddress");
        check(address.name.as_deref(), &place.key("name"), losses);
        check(address.address.as_deref(), &place.key("address"), losses);
    };
    message.from.iter().for_each(|who| one(who, &root.key("from")));
    message.sender.iter().for_each(|who| one(who, &root.key("sender")));
    let lists = [
        ("replyTo", &message.reply_to),
        ("toRecipients", &message.to_recipients),
        ("ccRecipients", &message.cc_recipients),
        ("bccRecipients", &message.bcc_recipients),
    ];
    for (name, list) in lists {
        let all = root.key(name);
        list.enumerate().for_each(|(index, who)| one(who, &all.index(index)));
    }
}

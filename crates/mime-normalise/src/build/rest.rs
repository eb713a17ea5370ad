//! What a message's JSON says and mail does not: told as losses, member by member.

use viaduc_fidelity::{LossCode, Losses, Place};
use viaduc_graph_types::{FlagStatus, FollowupFlag, Message, SingleValueProperty};

use super::codes::{BESIDE, EVENT_MEMBER, EXTENDED, FLAG_UNSAID, STORE, UNKNOWN};
use super::unknown;

/// Looks at every member that no header and no part says. Every member is named here, so that a new one is not forgotten.
#[expect(clippy::too_many_lines, reason = "one line a member of a type that has fifty")]
pub(super) fn tell(message: &Message, losses: &mut Losses) {
    let Message {
        // Read elsewhere in this module.
        odata_type: _,
        body,
        conversation_index: _,
        from: _,
        has_attachments: _,
        importance: _,
        internet_message_id: _,
        is_delivery_receipt_requested: _,
        is_read_receipt_requested: _,
        sender: _,
        sent_date_time: _,
        subject: _,
        attachments,
        bcc_recipients,
        cc_recipients,
        internet_message_headers,
        reply_to,
        to_recipients,
        single_value_extended_properties,
        // Flags, keywords and the internal date.
        categories,
        flag: _,
        inference_classification,
        is_draft: _,
        is_read: _,
        received_date_time: _,
        // The store's own.
        id,
        odata_etag,
        odata_context,
        removed,
        change_key,
        conversation_id,
        parent_folder_id,
        created_date_time,
        last_modified_date_time,
        body_preview,
        unique_body,
        web_link,
        extensions,
        multi_value_extended_properties,
        // Said by the iCalendar part, if there is one.
        end_date_time,
        is_all_day,
        is_delegated,
        is_out_of_date,
        location,
        meeting_message_type: _,
        recurrence,
        start_date_time,
        kind,
        event: _,
        allow_new_time_proposals,
        meeting_request_type,
        previous_end_date_time,
        previous_location,
        previous_start_date_time,
        response_requested,
        proposed_new_time: _,
        response_type: _,
        other,
    } = message;
    let root = Place::root();
    unknown(other, &root, losses);
    beside(message, losses);
    let has_text = body.as_ref().is_some_and(|body| body.content.is_some());
    let told: [(&'static LossCode, &str, bool); 29] = [
        (&STORE, "inferenceClassification", inference_classification.is_some()),
        (&STORE, "id", id.is_some()),
        (&STORE, "@odata.etag", odata_etag.is_some()),
        (&STORE, "@odata.context", odata_context.is_some()),
        (&STORE, "@removed", removed.is_some()),
        (&STORE, "changeKey", change_key.is_some()),
        (&STORE, "conversationId", conversation_id.is_some()),
        (&STORE, "parentFolderId", parent_folder_id.is_some()),
        (&STORE, "createdDateTime", created_date_time.is_some()),
        (&STORE, "lastModifiedDateTime", last_modified_date_time.is_some()),
        (&STORE, "bodyPreview", body_preview.is_some() && has_text),
        (&STORE, "uniqueBody", unique_body.is_some()),
        (&STORE, "webLink", web_link.is_some()),
        (&STORE, "extensions", !extensions.is_empty()),
        (&EXTENDED, "multiValueExtendedProperties", !multi_value_extended_properties.is_empty()),
        (&EVENT_MEMBER, "endDateTime", end_date_time.is_some()),
        (&EVENT_MEMBER, "isAllDay", is_all_day.is_some()),
        (&EVENT_MEMBER, "isDelegated", is_delegated.is_some()),
        (&EVENT_MEMBER, "isOutOfDate", is_out_of_date.is_some()),
        (&EVENT_MEMBER, "location", location.is_some()),
        (&EVENT_MEMBER, "recurrence", recurrence.is_some()),
        (&EVENT_MEMBER, "startDateTime", start_date_time.is_some()),
        (&EVENT_MEMBER, "type", kind.is_some()),
        (&EVENT_MEMBER, "allowNewTimeProposals", allow_new_time_proposals.is_some()),
        (&EVENT_MEMBER, "meetingRequestType", meeting_request_type.is_some()),
        (&EVENT_MEMBER, "previousEndDateTime", previous_end_date_time.is_some()),
        (&EVENT_MEMBER, "previousLocation", previous_location.is_some()),
        (&EVENT_MEMBER, "previousStartDateTime", previous_start_date_time.is_some()),
        (&EVENT_MEMBER, "responseRequested", response_requested.is_some()),
    ];
    for (code, name, _) in told.iter().filter(|(.., is_there)| *is_there) {
        losses.report(code, &root.key(name));
    }
    let lists = [
        ("bccRecipients", bcc_recipients.strays()),
        ("ccRecipients", cc_recipients.strays()),
        ("replyTo", reply_to.strays()),
        ("toRecipients", to_recipients.strays()),
        ("internetMessageHeaders", internet_message_headers.strays()),
        ("attachments", attachments.strays()),
        ("categories", categories.strays()),
        ("extensions", extensions.strays()),
        ("singleValueExtendedProperties", single_value_extended_properties.strays()),
        ("multiValueExtendedProperties", multi_value_extended_properties.strays()),
    ];
    for (name, strays) in lists {
        strays.iter().for_each(|stray| losses.report(&UNKNOWN, &root.key(name).index(stray.index)));
    }
    extended(single_value_extended_properties.enumerate(), losses);
}

/// What IMAP says beside a message, and how (`imap_flags`).
fn beside(message: &Message, losses: &mut Losses) {
    let root = Place::root();
    let marks = [
        ("isRead", message.is_read == Some(true), r"\Seen"),
        ("isDraft", message.is_draft == Some(true), r"\Draft"),
        ("receivedDateTime", message.received_date_time.is_some(), "internal date"),
    ];
    for (name, _, flag) in marks.iter().filter(|(_, is_there, _)| *is_there) {
        losses.note(&BESIDE, &root.key(name), flag);
    }
    let all = root.key("categories");
    for (index, category) in message.categories.enumerate() {
        losses.note(&BESIDE, &all.index(index), &crate::keyword(category));
    }
    let Some(flag) = &message.flag else { return };
    let FollowupFlag { completed_date_time, due_date_time, flag_status, start_date_time, other } =
        flag;
    let place = root.key("flag");
    unknown(other, &place, losses);
    match flag_status {
        Some(FlagStatus::Flagged) => losses.note(&BESIDE, &place.key("flagStatus"), r"\Flagged"),
        Some(FlagStatus::NotFlagged) | None => {}
        Some(status) => losses.note(&FLAG_UNSAID, &place.key("flagStatus"), status.as_str()),
    }
    let times = [
        ("completedDateTime", completed_date_time.is_some()),
        ("dueDateTime", due_date_time.is_some()),
        ("startDateTime", start_date_time.is_some()),
    ];
    super::present(&times, &FLAG_UNSAID, &place, losses);
}

/// MAPI properties: what is read of them is read once.
fn extended<'a>(
    properties: impl Iterator<Item = (usize, &'a SingleValueProperty)>,
    losses: &mut Losses,
) {
    let root = Place::root();
    let all = root.key("singleValueExtendedProperties");
    let mut read = Vec::new();
    for (index, property) in properties {
        let SingleValueProperty { id, value, other } = property;
        let place = all.index(index);
        unknown(other, &place, losses);
        let id = id.as_deref().unwrap_or_default();
        let kinded = super::source::tag(id).map(|(kind, tag)| (kind.to_ascii_lowercase(), tag));
        let kinded = kinded.filter(|kinded| value.is_some() && !read.contains(kinded));
        let text = value.as_deref().map(str::trim).unwrap_or_default();
        let is_written = match kinded.as_ref().map(|(kind, tag)| (kind.as_str(), *tag)) {
            Some(("string", 0x1042 | 0x1039)) => !text.is_empty(),
            Some(("string", super::source::TRANSPORT)) => true,
            Some(("integer", 0x36)) => matches!(text, "1" | "2" | "3"),
            _ => false,
        };
        let tag = kinded.as_ref().map(|(_, tag)| *tag);
        read.extend(kinded);
        let is_flag = matches!(tag, Some(0x1081 | 0x0E07 | 0x1080 | 0x1090));
        if is_flag {
            losses.note(&BESIDE, &place, id);
        } else if !is_written {
            losses.note(&EXTENDED, &place, id);
        }
    }
}

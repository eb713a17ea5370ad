use viaduc_wire::{self as wire, Json, List};

use crate::{
    Attachment, ChangeKey, ConversationId, DateTimeTimeZone, Event, EventType, FollowupFlag,
    Importance, InferenceClassification, ItemBody, Location, MailFolderId, MeetingMessageType,
    MessageId, MultiValueProperty, PatternedRecurrence, Recipient, Removed, ResponseType,
    SingleValueProperty, TimeSlot,
};

wire::object! {
    /// A message; a meeting request, answer or cancellation too (Graph: eventMessage). Graph: message.
    pub struct Message {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<MessageId> = "id",
        /// Names of the categories, as in the master list of the mailbox.
        categories: List<String> = "categories",
        /// Changes with every change of the item.
        change_key: Option<ChangeKey> = "changeKey",
        /// When it was made. An instant: ISO 8601, in UTC.
        created_date_time: Option<String> = "createdDateTime",
        /// When it was last changed. An instant: ISO 8601, in UTC.
        last_modified_date_time: Option<String> = "lastModifiedDateTime",
        /// Bcc recipients.
        bcc_recipients: List<Recipient> = "bccRecipients",
        /// The body.
        body: Option<ItemBody> = "body",
        /// The start of the body as plain text, at most 255 characters.
        body_preview: Option<String> = "bodyPreview",
        /// Cc recipients.
        cc_recipients: List<Recipient> = "ccRecipients",
        /// Conversation id.
        conversation_id: Option<ConversationId> = "conversationId",
        /// The Thread-Index. Base64.
        conversation_index: Option<String> = "conversationIndex",
        /// The flag to follow up.
        flag: Option<FollowupFlag> = "flag",
        /// Who it is from; absent in some drafts and broken mail.
        from: Option<Recipient> = "from",
        /// Whether there are attachments that are not inline.
        has_attachments: Option<bool> = "hasAttachments",
        /// How important it is.
        importance: Option<Importance> = "importance",
        /// Inference classification.
        inference_classification: Option<InferenceClassification> = "inferenceClassification",
        /// The header fields; only if selected.
        internet_message_headers: List<InternetMessageHeader> = "internetMessageHeaders",
        /// The Message-ID, with angle brackets.
        internet_message_id: Option<String> = "internetMessageId",
        /// Whether it is delivery receipt requested.
        is_delivery_receipt_requested: Option<bool> = "isDeliveryReceiptRequested",
        /// Whether it is draft.
        is_draft: Option<bool> = "isDraft",
        /// Whether it is read.
        is_read: Option<bool> = "isRead",
        /// Whether it is read receipt requested.
        is_read_receipt_requested: Option<bool> = "isReadReceiptRequested",
        /// Parent folder id.
        parent_folder_id: Option<MailFolderId> = "parentFolderId",
        /// When it arrived. An instant: ISO 8601, in UTC.
        received_date_time: Option<String> = "receivedDateTime",
        /// Reply to.
        reply_to: List<Recipient> = "replyTo",
        /// The account that sent it.
        sender: Option<Recipient> = "sender",
        /// Sent time. An instant: ISO 8601, in UTC.
        sent_date_time: Option<String> = "sentDateTime",
        /// The subject, plain text.
        subject: Option<String> = "subject",
        /// To recipients.
        to_recipients: List<Recipient> = "toRecipients",
        /// The part of the body that is new in this message; only if selected.
        unique_body: Option<ItemBody> = "uniqueBody",
        /// Opens the item in Outlook on the web.
        web_link: Option<String> = "webLink",
        /// The attachments, as far as `$expand` asked for them.
        attachments: List<Attachment> = "attachments",
        /// Open extensions, as they came.
        extensions: List<Json> = "extensions",
        /// MAPI properties with several values, as far as `$expand` asked for them.
        multi_value_extended_properties: List<MultiValueProperty> = "multiValueExtendedProperties",
        /// MAPI properties with one value, as far as `$expand` asked for them.
        single_value_extended_properties: List<SingleValueProperty> = "singleValueExtendedProperties",
        /// End time.
        end_date_time: Option<DateTimeTimeZone> = "endDateTime",
        /// Whether it is all day.
        is_all_day: Option<bool> = "isAllDay",
        /// Whether it is delegated.
        is_delegated: Option<bool> = "isDelegated",
        /// Whether it is out of date.
        is_out_of_date: Option<bool> = "isOutOfDate",
        /// Location.
        location: Option<Location> = "location",
        /// Meeting message type.
        meeting_message_type: Option<MeetingMessageType> = "meetingMessageType",
        /// Recurrence.
        recurrence: Option<PatternedRecurrence> = "recurrence",
        /// Start time.
        start_date_time: Option<DateTimeTimeZone> = "startDateTime",
        /// Type.
        kind: Option<EventType> = "type",
        /// Event.
        event: Option<Box<Event>> = "event",
        /// Allow new time proposals: yes or no.
        allow_new_time_proposals: Option<bool> = "allowNewTimeProposals",
        /// Meeting request type.
        meeting_request_type: Option<String> = "meetingRequestType",
        /// Previous end time.
        previous_end_date_time: Option<DateTimeTimeZone> = "previousEndDateTime",
        /// Previous location.
        previous_location: Option<Location> = "previousLocation",
        /// Previous start time.
        previous_start_date_time: Option<DateTimeTimeZone> = "previousStartDateTime",
        /// Response requested: yes or no.
        response_requested: Option<bool> = "responseRequested",
        /// Proposed new time.
        proposed_new_time: Option<TimeSlot> = "proposedNewTime",
        /// Response type.
        response_type: Option<ResponseType> = "responseType",
    }
}

wire::object! {
    /// One header field. Graph: internetMessageHeader.
    pub struct InternetMessageHeader {
        /// Name.
        name: Option<String> = "name",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// A folder of messages. Graph: mailFolder.
    pub struct MailFolder {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<MailFolderId> = "id",
        /// Child folder count.
        child_folder_count: Option<i32> = "childFolderCount",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Whether it is hidden.
        is_hidden: Option<bool> = "isHidden",
        /// Parent folder id.
        parent_folder_id: Option<MailFolderId> = "parentFolderId",
        /// How many items lie in it.
        total_item_count: Option<i32> = "totalItemCount",
        /// Unread item count.
        unread_item_count: Option<i32> = "unreadItemCount",
        /// Child folders.
        child_folders: List<MailFolder> = "childFolders",
        /// MAPI properties with several values, as far as `$expand` asked for them.
        multi_value_extended_properties: List<MultiValueProperty> = "multiValueExtendedProperties",
        /// MAPI properties with one value, as far as `$expand` asked for them.
        single_value_extended_properties: List<SingleValueProperty> = "singleValueExtendedProperties",
        /// The name of a default folder, whatever the language (beta).
        well_known_name: Option<String> = "wellKnownName",
        /// Filter query.
        filter_query: Option<String> = "filterQuery",
        /// Include nested folders: yes or no.
        include_nested_folders: Option<bool> = "includeNestedFolders",
        /// Whether it is supported.
        is_supported: Option<bool> = "isSupported",
        /// Source folder ids.
        source_folder_ids: List<MailFolderId> = "sourceFolderIds",
    }
}

use viaduc_wire::{self as wire, Dict, List};

use crate::{
    ContainerUid, DispositionType, MailboxItemFlag, MessageBodyRecipientKind, OwnerUid,
    SearchQueryLogicalOperator, SearchSortOrder,
};

wire::object! {
    /// Mailbox folder. BlueMind: `backend.mail.api`.
    pub struct MailboxFolder {
        /// The name.
        name: Option<String> = "name",
        /// The path from the root, with `/` between.
        full_name: Option<String> = "fullName",
        /// The folder it lies in.
        parent_uid: Option<String> = "parentUid",
        /// Whether it is deleted.
        deleted: Option<bool> = "deleted",
        /// Whether it only searches others (since 5.7).
        virtual_folder: Option<bool> = "virtualFolder",
    }
}

wire::object! {
    /// Mailbox item. BlueMind: `backend.mail.api`.
    pub struct MailboxItem {
        /// What is in it.
        body: Option<MessageBody> = "body",
        /// The UID in IMAP.
        imap_uid: Option<i64> = "imapUid",
        /// Flags.
        flags: List<MailboxItemFlag> = "flags",
    }
}

wire::object! {
    /// Message body. BlueMind: `backend.mail.api`.
    pub struct MessageBody {
        /// SHA-1 of the stored message.
        guid: Option<String> = "guid",
        /// The subject.
        subject: Option<String> = "subject",
        /// Whether attachments are worth showing.
        smart_attach: Option<bool> = "smartAttach",
        /// The internal date, epoch milliseconds.
        date: Option<i64> = "date",
        /// When it was made, epoch milliseconds.
        created: Option<i64> = "created",
        /// How many, or how many bytes.
        size: Option<i32> = "size",
        /// Header fields.
        headers: List<MessageBodyHeader> = "headers",
        /// Senders and recipients.
        recipients: List<MessageBodyRecipient> = "recipients",
        /// The Message-ID.
        message_id: Option<String> = "messageId",
        /// The Message-IDs it refers to.
        references: List<String> = "references",
        /// The tree of parts.
        structure: Option<MessageBodyPart> = "structure",
        /// The start of the text.
        preview: Option<String> = "preview",
        /// The version of the format.
        body_version: Option<i32> = "bodyVersion",
    }
}

wire::object! {
    /// Message body header. BlueMind: `backend.mail.api`.
    pub struct MessageBodyHeader {
        /// The name.
        name: Option<String> = "name",
        /// The values.
        values: List<String> = "values",
    }
}

wire::object! {
    /// Message body part. BlueMind: `backend.mail.api`.
    pub struct MessageBodyPart {
        /// The media type.
        mime: Option<String> = "mime",
        /// Mime parameters.
        mime_parameters: Dict<String> = "mimeParameters",
        /// The address of the part (`1.2`), the id of an uploaded part, or the mail address.
        address: Option<String> = "address",
        /// The transfer encoding.
        encoding: Option<String> = "encoding",
        /// The charset.
        charset: Option<String> = "charset",
        /// The file name.
        file_name: Option<String> = "fileName",
        /// Header fields.
        headers: List<MessageBodyHeader> = "headers",
        /// The Content-ID.
        content_id: Option<String> = "contentId",
        /// Hash.
        hash: Option<String> = "hash",
        /// The parts inside.
        children: List<MessageBodyPart> = "children",
        /// How many, or how many bytes.
        size: Option<i32> = "size",
        /// Inline or attached.
        disposition_type: Option<DispositionType> = "dispositionType",
    }
}

wire::object! {
    /// Message body recipient. BlueMind: `backend.mail.api`.
    pub struct MessageBodyRecipient {
        /// Its kind.
        kind: Option<MessageBodyRecipientKind> = "kind",
        /// The address of the part (`1.2`), the id of an uploaded part, or the mail address.
        address: Option<String> = "address",
        /// The name to show.
        dn: Option<String> = "dn",
    }
}

wire::object! {
    /// Imap ack. BlueMind: `backend.mail.api`.
    pub struct ImapAck {
        /// The version of the container.
        version: Option<i64> = "version",
        /// Timestamp. Epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
        /// The UID in IMAP.
        imap_uid: Option<i64> = "imapUid",
    }
}

wire::object! {
    /// Imap item identifier. BlueMind: `backend.mail.api`.
    pub struct ImapItemIdentifier {
        /// The id.
        id: Option<i64> = "id",
        /// The version of the container.
        version: Option<i64> = "version",
        /// Timestamp. Epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
        /// The uid.
        uid: Option<String> = "uid",
        /// The UID in IMAP.
        imap_uid: Option<i64> = "imapUid",
    }
}

wire::object! {
    /// Mailbox folder search query. BlueMind: `backend.mail.api`.
    pub struct MailboxFolderSearchQuery {
        /// The query.
        query: Option<SearchQuery> = "query",
        /// Sort.
        sort: Option<SearchSort> = "sort",
    }
}

wire::object! {
    /// Search query. BlueMind: `backend.mail.api`.
    pub struct SearchQuery {
        /// Search session id.
        search_session_id: Option<String> = "searchSessionId",
        /// The query.
        query: Option<String> = "query",
        /// Record query.
        record_query: Option<String> = "recordQuery",
        /// The Message-ID.
        message_id: Option<String> = "messageId",
        /// The Message-IDs it refers to.
        references: Option<String> = "references",
        /// Header query.
        header_query: Option<SearchQueryHeaderQuery> = "headerQuery",
        /// Max results.
        max_results: Option<i64> = "maxResults",
        /// Offset.
        offset: Option<i64> = "offset",
        /// Scope.
        scope: Option<SearchQuerySearchScope> = "scope",
        /// Logical operator.
        logical_operator: Option<SearchQueryLogicalOperator> = "logicalOperator",
        /// Track scores: yes or no.
        track_scores: Option<bool> = "trackScores",
    }
}

wire::object! {
    /// Search query folder scope. BlueMind: `backend.mail.api`.
    pub struct SearchQueryFolderScope {
        /// Folder uid.
        folder_uid: Option<String> = "folderUid",
    }
}

wire::object! {
    /// Search query header. BlueMind: `backend.mail.api`.
    pub struct SearchQueryHeader {
        /// The name.
        name: Option<String> = "name",
        /// The value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Search query header query. BlueMind: `backend.mail.api`.
    pub struct SearchQueryHeaderQuery {
        /// Logical operator.
        logical_operator: Option<SearchQueryLogicalOperator> = "logicalOperator",
        /// The query.
        query: List<SearchQueryHeader> = "query",
    }
}

wire::object! {
    /// Search query search scope. BlueMind: `backend.mail.api`.
    pub struct SearchQuerySearchScope {
        /// Folder scope.
        folder_scope: Option<SearchQueryFolderScope> = "folderScope",
        /// Is deep traversal: yes or no.
        is_deep_traversal: Option<bool> = "isDeepTraversal",
    }
}

wire::object! {
    /// Search result. BlueMind: `backend.mail.api`.
    pub struct SearchResult {
        /// Results.
        results: List<MessageSearchResult> = "results",
        /// Total results.
        total_results: Option<i32> = "totalResults",
        /// Has more results: yes or no.
        has_more_results: Option<bool> = "hasMoreResults",
    }
}

wire::object! {
    /// Search sort. BlueMind: `backend.mail.api`.
    pub struct SearchSort {
        /// Criteria.
        criteria: List<SearchSortSortCriteria> = "criteria",
    }
}

wire::object! {
    /// Search sort sort criteria. BlueMind: `backend.mail.api`.
    pub struct SearchSortSortCriteria {
        /// Field.
        field: Option<String> = "field",
        /// Order.
        order: Option<SearchSortOrder> = "order",
    }
}

wire::object! {
    /// Message search result. BlueMind: `backend.mail.api`.
    pub struct MessageSearchResult {
        /// The container.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Item id.
        item_id: Option<i64> = "itemId",
        /// The subject.
        subject: Option<String> = "subject",
        /// How many, or how many bytes.
        size: Option<i32> = "size",
        /// Message class.
        message_class: Option<String> = "messageClass",
        /// The internal date, epoch milliseconds.
        date: Option<i64> = "date",
        /// How many results to skip.
        from_: Option<MessageSearchResultMbox> = "from",
        /// To.
        to: Option<MessageSearchResultMbox> = "to",
        /// Seen: yes or no.
        seen: Option<bool> = "seen",
        /// Flagged: yes or no.
        flagged: Option<bool> = "flagged",
        /// Has attachment: yes or no.
        has_attachment: Option<bool> = "hasAttachment",
        /// The start of the text.
        preview: Option<String> = "preview",
        /// Score.
        score: Option<f64> = "score",
        /// The directory entry that owns it.
        owner: Option<OwnerUid> = "owner",
    }
}

wire::object! {
    /// Message search result mbox. BlueMind: `backend.mail.api`.
    pub struct MessageSearchResultMbox {
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// The address of the part (`1.2`), the id of an uploaded part, or the mail address.
        address: Option<String> = "address",
        /// Routing type.
        routing_type: Option<String> = "routingType",
    }
}

wire::object! {
    /// Flag update. BlueMind: `backend.mail.api.flags`.
    pub struct FlagUpdate {
        /// The items.
        items_id: List<i64> = "itemsId",
        /// The flag.
        mailbox_item_flag: Option<MailboxItemFlag> = "mailboxItemFlag",
    }
}

use viaduc_wire::{self as wire, Dict, List};

use crate::{
    ContainerUid, DispositionType, MailboxItemFlag, MessageBodyRecipientKind, OwnerUid,
    SearchQueryLogicalOperator, SearchSortOrder,
};

wire::object! {
    /// Mailbox folder. BlueMind: `backend.mail.api`.
    pub struct MailboxFolder {
        /// Name.
        name: Option<String> = "name",
        /// Full name.
        full_name: Option<String> = "fullName",
        /// Parent uid.
        parent_uid: Option<String> = "parentUid",
        /// Deleted: yes or no.
        deleted: Option<bool> = "deleted",
        /// Virtual folder: yes or no.
        virtual_folder: Option<bool> = "virtualFolder",
    }
}

wire::object! {
    /// Mailbox item. BlueMind: `backend.mail.api`.
    pub struct MailboxItem {
        /// Body.
        body: Option<MessageBody> = "body",
        /// Imap uid.
        imap_uid: Option<i64> = "imapUid",
        /// Flags.
        flags: List<MailboxItemFlag> = "flags",
    }
}

wire::object! {
    /// Message body. BlueMind: `backend.mail.api`.
    pub struct MessageBody {
        /// Guid.
        guid: Option<String> = "guid",
        /// Subject.
        subject: Option<String> = "subject",
        /// Smart attach: yes or no.
        smart_attach: Option<bool> = "smartAttach",
        /// Date. Epoch milliseconds.
        date: Option<i64> = "date",
        /// When it was made, epoch milliseconds.
        created: Option<i64> = "created",
        /// Size.
        size: Option<i32> = "size",
        /// Headers.
        headers: List<MessageBodyHeader> = "headers",
        /// Recipients.
        recipients: List<MessageBodyRecipient> = "recipients",
        /// Message id.
        message_id: Option<String> = "messageId",
        /// References.
        references: List<String> = "references",
        /// Structure.
        structure: Option<MessageBodyPart> = "structure",
        /// Preview.
        preview: Option<String> = "preview",
        /// Body version.
        body_version: Option<i32> = "bodyVersion",
    }
}

wire::object! {
    /// Message body header. BlueMind: `backend.mail.api`.
    pub struct MessageBodyHeader {
        /// Name.
        name: Option<String> = "name",
        /// Values.
        values: List<String> = "values",
    }
}

wire::object! {
    /// Message body part. BlueMind: `backend.mail.api`.
    pub struct MessageBodyPart {
        /// Mime.
        mime: Option<String> = "mime",
        /// Mime parameters.
        mime_parameters: Dict<String> = "mimeParameters",
        /// Address.
        address: Option<String> = "address",
        /// Encoding.
        encoding: Option<String> = "encoding",
        /// Charset.
        charset: Option<String> = "charset",
        /// File name.
        file_name: Option<String> = "fileName",
        /// Headers.
        headers: List<MessageBodyHeader> = "headers",
        /// Content id.
        content_id: Option<String> = "contentId",
        /// Hash.
        hash: Option<String> = "hash",
        /// Children.
        children: List<MessageBodyPart> = "children",
        /// Size.
        size: Option<i32> = "size",
        /// Disposition type.
        disposition_type: Option<DispositionType> = "dispositionType",
    }
}

wire::object! {
    /// Message body recipient. BlueMind: `backend.mail.api`.
    pub struct MessageBodyRecipient {
        /// Kind.
        kind: Option<MessageBodyRecipientKind> = "kind",
        /// Address.
        address: Option<String> = "address",
        /// Dn.
        dn: Option<String> = "dn",
    }
}

wire::object! {
    /// Imap ack. BlueMind: `backend.mail.api`.
    pub struct ImapAck {
        /// Version.
        version: Option<i64> = "version",
        /// Timestamp. Epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
        /// Imap uid.
        imap_uid: Option<i64> = "imapUid",
    }
}

wire::object! {
    /// Imap item identifier. BlueMind: `backend.mail.api`.
    pub struct ImapItemIdentifier {
        /// Id.
        id: Option<i64> = "id",
        /// Version.
        version: Option<i64> = "version",
        /// Timestamp. Epoch milliseconds.
        timestamp: Option<i64> = "timestamp",
        /// Uid.
        uid: Option<String> = "uid",
        /// Imap uid.
        imap_uid: Option<i64> = "imapUid",
    }
}

wire::object! {
    /// Mailbox folder search query. BlueMind: `backend.mail.api`.
    pub struct MailboxFolderSearchQuery {
        /// Query.
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
        /// Query.
        query: Option<String> = "query",
        /// Record query.
        record_query: Option<String> = "recordQuery",
        /// Message id.
        message_id: Option<String> = "messageId",
        /// References.
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
        /// Name.
        name: Option<String> = "name",
        /// Value.
        value: Option<String> = "value",
    }
}

wire::object! {
    /// Search query header query. BlueMind: `backend.mail.api`.
    pub struct SearchQueryHeaderQuery {
        /// Logical operator.
        logical_operator: Option<SearchQueryLogicalOperator> = "logicalOperator",
        /// Query.
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
        /// Container uid.
        container_uid: Option<ContainerUid> = "containerUid",
        /// Item id.
        item_id: Option<i64> = "itemId",
        /// Subject.
        subject: Option<String> = "subject",
        /// Size.
        size: Option<i32> = "size",
        /// Message class.
        message_class: Option<String> = "messageClass",
        /// Date. Epoch milliseconds.
        date: Option<i64> = "date",
        /// From_.
        from_: Option<MessageSearchResultMbox> = "from",
        /// To.
        to: Option<MessageSearchResultMbox> = "to",
        /// Seen: yes or no.
        seen: Option<bool> = "seen",
        /// Flagged: yes or no.
        flagged: Option<bool> = "flagged",
        /// Has attachment: yes or no.
        has_attachment: Option<bool> = "hasAttachment",
        /// Preview.
        preview: Option<String> = "preview",
        /// Score.
        score: Option<f64> = "score",
        /// Owner.
        owner: Option<OwnerUid> = "owner",
    }
}

wire::object! {
    /// Message search result mbox. BlueMind: `backend.mail.api`.
    pub struct MessageSearchResultMbox {
        /// Display name.
        display_name: Option<String> = "displayName",
        /// Address.
        address: Option<String> = "address",
        /// Routing type.
        routing_type: Option<String> = "routingType",
    }
}

wire::object! {
    /// Flag update. BlueMind: `backend.mail.api.flags`.
    pub struct FlagUpdate {
        /// Items id.
        items_id: List<i64> = "itemsId",
        /// Mailbox item flag.
        mailbox_item_flag: Option<MailboxItemFlag> = "mailboxItemFlag",
    }
}

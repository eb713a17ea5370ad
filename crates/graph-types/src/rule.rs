use viaduc_wire::{self as wire, List};

use crate::{Importance, MailFolderId, MessageActionFlag, MessageRuleId, Recipient, Sensitivity};

wire::object! {
    /// A rule of the inbox. Graph: messageRule.
    pub struct MessageRule {
        /// Its id.
        id: Option<MessageRuleId> = "id",
        /// Actions.
        actions: Option<MessageRuleActions> = "actions",
        /// Conditions.
        conditions: Option<MessageRulePredicates> = "conditions",
        /// The name to show.
        display_name: Option<String> = "displayName",
        /// Exceptions.
        exceptions: Option<MessageRulePredicates> = "exceptions",
        /// Whether it has error.
        has_error: Option<bool> = "hasError",
        /// Whether it is enabled.
        is_enabled: Option<bool> = "isEnabled",
        /// Whether it is read only.
        is_read_only: Option<bool> = "isReadOnly",
        /// Sequence.
        sequence: Option<i32> = "sequence",
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
    }
}

wire::object! {
    /// What a rule does. Graph: messageRuleActions.
    pub struct MessageRuleActions {
        /// Assign categories.
        assign_categories: List<String> = "assignCategories",
        /// Copy to folder.
        copy_to_folder: Option<MailFolderId> = "copyToFolder",
        /// Delete: yes or no.
        delete: Option<bool> = "delete",
        /// Forward as attachment to.
        forward_as_attachment_to: List<Recipient> = "forwardAsAttachmentTo",
        /// Forward to.
        forward_to: List<Recipient> = "forwardTo",
        /// Mark as read: yes or no.
        mark_as_read: Option<bool> = "markAsRead",
        /// Mark importance.
        mark_importance: Option<Importance> = "markImportance",
        /// Move to folder.
        move_to_folder: Option<MailFolderId> = "moveToFolder",
        /// Permanent delete: yes or no.
        permanent_delete: Option<bool> = "permanentDelete",
        /// Redirect to.
        redirect_to: List<Recipient> = "redirectTo",
        /// Stop processing rules: yes or no.
        stop_processing_rules: Option<bool> = "stopProcessingRules",
    }
}

wire::object! {
    /// When a rule applies; every condition must hold. Graph: messageRulePredicates.
    pub struct MessageRulePredicates {
        /// Body contains.
        body_contains: List<String> = "bodyContains",
        /// Body or subject contains.
        body_or_subject_contains: List<String> = "bodyOrSubjectContains",
        /// Names of the categories, as in the master list of the mailbox.
        categories: List<String> = "categories",
        /// From addresses.
        from_addresses: List<Recipient> = "fromAddresses",
        /// Whether there are attachments that are not inline.
        has_attachments: Option<bool> = "hasAttachments",
        /// Header contains.
        header_contains: List<String> = "headerContains",
        /// How important it is.
        importance: Option<Importance> = "importance",
        /// Whether it is approval request.
        is_approval_request: Option<bool> = "isApprovalRequest",
        /// Whether it is automatic forward.
        is_automatic_forward: Option<bool> = "isAutomaticForward",
        /// Whether it is automatic reply.
        is_automatic_reply: Option<bool> = "isAutomaticReply",
        /// Whether it is encrypted.
        is_encrypted: Option<bool> = "isEncrypted",
        /// Whether it is meeting request.
        is_meeting_request: Option<bool> = "isMeetingRequest",
        /// Whether it is meeting response.
        is_meeting_response: Option<bool> = "isMeetingResponse",
        /// Whether it is non delivery report.
        is_non_delivery_report: Option<bool> = "isNonDeliveryReport",
        /// Whether it is permission controlled.
        is_permission_controlled: Option<bool> = "isPermissionControlled",
        /// Whether it is read receipt.
        is_read_receipt: Option<bool> = "isReadReceipt",
        /// Whether it is signed.
        is_signed: Option<bool> = "isSigned",
        /// Whether it is voicemail.
        is_voicemail: Option<bool> = "isVoicemail",
        /// Message action flag.
        message_action_flag: Option<MessageActionFlag> = "messageActionFlag",
        /// Not sent to me: yes or no.
        not_sent_to_me: Option<bool> = "notSentToMe",
        /// Recipient contains.
        recipient_contains: List<String> = "recipientContains",
        /// Sender contains.
        sender_contains: List<String> = "senderContains",
        /// Sensitivity.
        sensitivity: Option<Sensitivity> = "sensitivity",
        /// Sent cc me: yes or no.
        sent_cc_me: Option<bool> = "sentCcMe",
        /// Sent only to me: yes or no.
        sent_only_to_me: Option<bool> = "sentOnlyToMe",
        /// Sent to addresses.
        sent_to_addresses: List<Recipient> = "sentToAddresses",
        /// Sent to me: yes or no.
        sent_to_me: Option<bool> = "sentToMe",
        /// Sent to or cc me: yes or no.
        sent_to_or_cc_me: Option<bool> = "sentToOrCcMe",
        /// Subject contains.
        subject_contains: List<String> = "subjectContains",
        /// Within size range.
        within_size_range: Option<SizeRange> = "withinSizeRange",
    }
}

wire::object! {
    /// A span of sizes, in kilobytes. Graph: sizeRange.
    pub struct SizeRange {
        /// Maximum size.
        maximum_size: Option<i32> = "maximumSize",
        /// Minimum size.
        minimum_size: Option<i32> = "minimumSize",
    }
}

//! Messages and their attachments. Graph: `message`, `attachment`.

use std::time::Duration;

use bytes::Bytes;
use viaduc_graph_types::{Attachment, AttachmentId, MailFolderId, Message, MessageId};

use crate::reply;
use crate::users::user;

/// A message of 150 MB is made anew at each read, and cannot be resumed.
pub(crate) const LONG: Duration = Duration::from_secs(900);

/// What is asked of a message in a census: flags, times and identity, no content.
pub const SELECT: &str = "id,changeKey,parentFolderId,internetMessageId,receivedDateTime,sentDateTime,\
createdDateTime,lastModifiedDateTime,isRead,isDraft,flag,importance,categories,hasAttachments,subject,\
inferenceClassification";

/// Size (`PR_MESSAGE_SIZE`), last verb (102 and 103 replied, 104 forwarded), class: they are no fields of v1.0.
const EXTENDED: &str = "singleValueExtendedProperties($filter=id eq 'Long 0x0E08' or id eq 'Integer 0x1081' \
or id eq 'Integer 0x1080' or id eq 'String 0x001A')";

/// Everything that a message is rebuilt from when its MIME cannot be had.
const WHOLE: &str = "id,changeKey,parentFolderId,internetMessageId,internetMessageHeaders,receivedDateTime,\
sentDateTime,createdDateTime,lastModifiedDateTime,isRead,isDraft,flag,importance,categories,hasAttachments,\
subject,body,from,sender,toRecipients,ccRecipients,bccRecipients,replyTo,conversationId,conversationIndex,\
isReadReceiptRequested,isDeliveryReceiptRequested,inferenceClassification";

pages! {
    /// The messages of one folder, not of its subfolders. Graph: message: delta.
    ///
    /// The size, the last verb and the message class come as extended properties. In later rounds an item
    /// may hold only what changed. A move out of the folder comes as `@removed`.
    pub struct Delta ("messages.delta") of Message {
        /// The mailbox: a user's object id.
        user: String,
        /// The folder.
        folder: MailFolderId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("mailFolders")
        .segment(this.folder.as_str())
        .path("messages/delta")
        .query("$select", SELECT)
        .query("$expand", EXTENDED);
    page_size 200;
    about Delta;
}

one! {
    /// One message as JSON, with headers and body but without attachments. Graph: message: get.
    pub struct Get ("messages.get") {
        /// The mailbox: a user's object id.
        user: String,
        /// The message.
        message: MessageId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("messages")
        .segment(this.message.as_str())
        .query("$select", WHOLE)
        .query("$expand", EXTENDED);
    reply Message => |name, about, response| {
        reply::item(name, about, &response, |message: &Message| message.id.is_some())
    };
}

one! {
    /// One message as MIME, made by Exchange at each read: two reads may differ in boundaries.
    /// Graph: concepts/outlook-get-mime-message.
    pub struct Value ("messages.value") {
        /// The mailbox: a user's object id.
        user: String,
        /// The message.
        message: MessageId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("messages")
        .segment(this.message.as_str())
        .path("$value");
    patience LONG;
    reply Bytes => reply::content;
}

pages! {
    /// What is attached to a message, without content. Graph: message: list attachments.
    ///
    /// Ask also where `hasAttachments` is false: inline pictures do not count there.
    pub struct Attachments ("messages.attachments") of Attachment {
        /// The mailbox: a user's object id.
        user: String,
        /// The message.
        message: MessageId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("messages")
        .segment(this.message.as_str())
        .path("attachments")
        .query("$select", "id,name,contentType,size,isInline,lastModifiedDateTime,microsoft.graph.fileAttachment/contentId");
    about Mailbox;
}

one! {
    /// The content of an attached file; of an attached item as MIME, vCard or iCalendar. A reference has none
    /// and is answered 405. Graph: attachment: get.
    pub struct AttachmentValue ("messages.attachmentValue") {
        /// The mailbox: a user's object id.
        user: String,
        /// The message.
        message: MessageId,
        /// The attachment.
        attachment: AttachmentId,
    }
    mailbox |this| Some(&this.user);
    target |this, base| user(base, &this.user)
        .path("messages")
        .segment(this.message.as_str())
        .path("attachments")
        .segment(this.attachment.as_str())
        .path("$value");
    patience LONG;
    reply Bytes => reply::content;
}

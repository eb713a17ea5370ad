use viaduc_wire::{self as wire, Document};

use crate::{AttachmentId, AttachmentType};

wire::object! {
    /// An attachment of any kind: a file, an item, or a reference to a file elsewhere. Graph: attachment.
    pub struct Attachment {
        /// Its id.
        id: Option<AttachmentId> = "id",
        /// The media type.
        content_type: Option<String> = "contentType",
        /// Whether it is shown inside the body.
        is_inline: Option<bool> = "isInline",
        /// When it was last changed. An instant: ISO 8601, in UTC.
        last_modified_date_time: Option<String> = "lastModifiedDateTime",
        /// Name.
        name: Option<String> = "name",
        /// Its size in bytes, encoded as stored.
        size: Option<i32> = "size",
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<AttachmentType> = "@odata.type",
        /// @odata.media content type.
        odata_media_content_type: Option<String> = "@odata.mediaContentType",
        /// The bytes of a file attachment. Base64.
        content_bytes: Option<String> = "contentBytes",
        /// The Content-ID an HTML body refers to with `cid:`, without angle brackets.
        content_id: Option<String> = "contentId",
        /// Content location.
        content_location: Option<String> = "contentLocation",
        /// The item in an item attachment: a message, event or contact by its own `@odata.type`.
        item: Option<Document> = "item",
        /// Where a reference attachment leads (beta).
        source_url: Option<String> = "sourceUrl",
        /// Provider type.
        provider_type: Option<String> = "providerType",
        /// Permission.
        permission: Option<String> = "permission",
        /// Thumbnail url.
        thumbnail_url: Option<String> = "thumbnailUrl",
        /// Preview url.
        preview_url: Option<String> = "previewUrl",
        /// Whether it is folder.
        is_folder: Option<bool> = "isFolder",
    }
}

wire::object! {
    /// A file attached to a task. Graph: taskFileAttachment.
    pub struct TaskAttachment {
        /// Its id.
        id: Option<AttachmentId> = "id",
        /// Content type.
        content_type: Option<String> = "contentType",
        /// When it was last changed. An instant: ISO 8601, in UTC.
        last_modified_date_time: Option<String> = "lastModifiedDateTime",
        /// Name.
        name: Option<String> = "name",
        /// Size.
        size: Option<i32> = "size",
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// Content bytes. Base64.
        content_bytes: Option<String> = "contentBytes",
    }
}

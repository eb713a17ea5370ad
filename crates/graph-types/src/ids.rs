use viaduc_wire as wire;

wire::texts! {
    /// The id of an [`Event`](crate::Event). Opaque; case matters.
    pub struct EventId;
    /// The id of a [`Contact`](crate::Contact). Opaque; case matters.
    pub struct ContactId;
    /// The id of a [`ContactFolder`](crate::ContactFolder). Opaque; case matters.
    pub struct ContactFolderId;
    /// The id of a [`Message`](crate::Message). Opaque; case matters.
    pub struct MessageId;
    /// The id of a [`MailFolder`](crate::MailFolder). Opaque; case matters.
    pub struct MailFolderId;
    /// The id of a [`MailboxItem`](crate::MailboxItem). Opaque; case matters.
    pub struct MailboxItemId;
    /// The id of a conversation. Opaque; case matters.
    pub struct ConversationId;
    /// The id of an [`Attachment`](crate::Attachment). Opaque; case matters.
    pub struct AttachmentId;
    /// The id of a [`Calendar`](crate::Calendar). Opaque; case matters.
    pub struct CalendarId;
    /// The id of a [`CalendarGroup`](crate::CalendarGroup). Opaque; case matters.
    pub struct CalendarGroupId;
    /// The id of a [`CalendarPermission`](crate::CalendarPermission). Opaque; case matters.
    pub struct CalendarPermissionId;
    /// The id of a [`TodoTask`](crate::TodoTask). Opaque; case matters.
    pub struct TaskId;
    /// The id of a [`TodoTaskList`](crate::TodoTaskList). Opaque; case matters.
    pub struct TaskListId;
    /// The id of a [`MessageRule`](crate::MessageRule). Opaque; case matters.
    pub struct MessageRuleId;
    /// The id of an [`OutlookCategory`](crate::OutlookCategory).
    pub struct CategoryId;
    /// The id of a [`Place`](crate::Place).
    pub struct PlaceId;
    /// The object id of a user, group or organisational contact: a GUID.
    pub struct DirectoryId;
    /// The UID of an event in iCalendar, as Exchange gives it.
    pub struct ICalUid;
    /// Changes with every change of an item.
    pub struct ChangeKey;
    /// Where the next page is. Followed as it stands, to its own host only, and never built.
    pub struct NextLink;
    /// Where the next round of changes is. Kept and followed as it stands, and never built.
    pub struct DeltaLink;
}

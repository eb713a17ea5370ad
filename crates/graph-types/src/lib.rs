#![doc = include_str!("../README.md")]

mod attachment;
mod base;
mod calendar;
mod contact;
mod directory;
mod envelope;
mod event;
mod ids;
mod mail;
mod mailbox;
mod place;
mod recurrence;
mod rule;
mod settings;
mod task;
mod terms;
mod user;
mod words;

pub use attachment::{Attachment, TaskAttachment};
pub use base::{
    DateTimeTimeZone, EmailAddress, FollowupFlag, ItemBody, Location, MultiValueProperty,
    OutlookGeoCoordinates, Phone, PhysicalAddress, Recipient, SingleValueProperty, TimeSlot,
};
pub use calendar::{Calendar, CalendarGroup, CalendarPermission};
pub use contact::{Contact, ContactFolder, Website};
pub use directory::{Group, OrgContact, PhysicalOfficeAddress};
pub use envelope::{ErrorBody, ErrorDetail, InnerError, Page, Removed, TokenErrorBody};
pub use event::{Attendee, Event, OnlineMeetingInfo, ResponseStatus};
pub use ids::{
    AttachmentId, CalendarGroupId, CalendarId, CalendarPermissionId, CategoryId, ChangeKey,
    ContactFolderId, ContactId, ConversationId, DeltaLink, DirectoryId, EventId, ICalUid,
    MailFolderId, MailboxItemId, MessageId, MessageRuleId, NextLink, PlaceId, TaskId, TaskListId,
};
pub use mail::{InternetMessageHeader, MailFolder, Message};
pub use mailbox::MailboxItem;
pub use place::Place;
pub use recurrence::{PatternedRecurrence, RecurrencePattern, RecurrenceRange};
pub use rule::{MessageRule, MessageRuleActions, MessageRulePredicates, SizeRange};
pub use settings::{
    AutomaticRepliesSetting, DaylightTimeZoneOffset, LocaleInfo, MailboxSettings, OutlookCategory,
    StandardTimeZoneOffset, WorkingHours, WorkingZone,
};
pub use task::{ChecklistItem, LinkedResource, TodoTask, TodoTaskList};
pub use terms::{
    AutomaticRepliesStatus, BookingType, CalendarColor, CalendarRole, CategoryColor,
    DelegateMeetingMessageDeliveryOptions, ExternalAudience, GroupAccessType, MessageActionFlag,
    PhoneType, TeamsEnabledState, UserPurpose, WebsiteType, WellknownListName,
};
pub use user::{OnPremisesExtensionAttributes, User};
pub use words::{
    AttachmentType, AttendeeType, BodyType, DayOfWeek, EventType, FlagStatus, Importance,
    InferenceClassification, LocationType, LocationUniqueIdType, MeetingMessageType,
    OnlineMeetingProvider, RecurrencePatternType, RecurrenceRangeType, ResponseType, Sensitivity,
    ShowAs, TaskStatus, WeekIndex,
};

/// Whether a member is an annotation of the protocol (`@odata.…`, `attachments@odata.context`) and not a property of the item.
#[must_use]
pub fn is_annotation(member: &str) -> bool {
    member.contains("@odata.") || member.contains("@microsoft.graph.")
}

#![doc = include_str!("../README.md")]

mod address;
mod auth;
mod book;
mod calendar;
mod card;
mod codes;
mod container;
mod date;
mod directory;
mod event;
mod fault;
mod flag;
mod icalendar;
mod ids;
mod mail;
mod mailbox;
mod note;
mod people;
mod resource;
mod roles;
mod rule;
mod server;
mod tag;
mod task;
mod todo;
mod words;

pub use address::is_email_address;
pub use auth::{AccessTokenInfo, ApiKey, AuthUser, LoginResponse};
pub use book::{
    AddressBookDescriptor, VCardChanges, VCardChangesItemAdd, VCardChangesItemDelete,
    VCardChangesItemModify, VCardInfo, VCardQuery,
};
pub use calendar::{
    CalendarDescriptor, CalendarSettingsData, CalendarView, VEventAttendeeQuery, VEventChanges,
    VEventChangesItemAdd, VEventChangesItemDelete, VEventChangesItemModify, VEventQuery, VFreebusy,
    VFreebusyQuery, VFreebusySlot,
};
pub use card::{
    VCard, VCardBasicAttribute, VCardCommunications, VCardCommunicationsEmail,
    VCardCommunicationsImpp, VCardCommunicationsLang, VCardCommunicationsTel,
    VCardDeliveryAddressing, VCardDeliveryAddressingAddress, VCardExplanatory, VCardExplanatoryUrl,
    VCardIdentification, VCardIdentificationFormatedName, VCardIdentificationGender,
    VCardIdentificationName, VCardIdentificationNickname, VCardOrganizational,
    VCardOrganizationalMember, VCardOrganizationalOrg, VCardParameter, VCardRelated, VCardSecurity,
    VCardSecurityKey,
};
pub use codes::ErrorCode;
pub use container::{
    AccessControlEntry, Ack, BaseContainerDescriptor, ContainerChangeset, ContainerDescriptor,
    ContainerHierarchyNode, ContainerModifiableDescriptor, ContainerQuery, ContainerSubscription,
    ContainerSubscriptionDescriptor, ContainerUpdatesResult, Count, IdRange, InError,
    ItemContainerValue, ItemDescriptor, ItemFlagFilter, ItemIdentifier, ItemValue, ItemVersion,
    SharedContainer, SortDescriptor, SortDescriptorField,
};
pub use date::BmDateTime;
pub use directory::{
    BaseDirEntry, DirEntry, DirEntryQuery, DirEntryQueryOrder, Domain, Email, ListResult,
    OrgUnitPath,
};
pub use event::{CounterOriginator, VEvent, VEventCounter, VEventOccurrence, VEventSeries};
pub use fault::Fault;
pub use flag::MailboxItemFlag;
pub use icalendar::{Alarm, AttachedFile, Attendee, Organizer, RRule, WeekDay};
pub use ids::{ContainerUid, DomainUid, IcsUid, ItemUid, OwnerUid, PartId, TaskId};
pub use mail::{
    FlagUpdate, ImapAck, ImapItemIdentifier, MailboxFolder, MailboxFolderSearchQuery, MailboxItem,
    MessageBody, MessageBodyHeader, MessageBodyPart, MessageBodyRecipient, MessageSearchResult,
    MessageSearchResultMbox, SearchQuery, SearchQueryFolderScope, SearchQueryHeader,
    SearchQueryHeaderQuery, SearchQuerySearchScope, SearchResult, SearchSort,
    SearchSortSortCriteria,
};
pub use mailbox::{
    Identity, IdentityDescription, MailFilter, MailFilterForwarding, MailFilterVacation, Mailbox,
    MailboxConfig, MailboxQuota,
};
pub use note::{
    VNote, VNoteChanges, VNoteChangesItemAdd, VNoteChangesItemDelete, VNoteChangesItemModify,
};
pub use people::{
    ChangePassword, ExternalUser, Group, Mailshare, Member, SharedMailbox, User, UserMailIdentity,
};
pub use resource::{
    ResourceDescriptor, ResourceDescriptorPropertyValue, ResourceType, ResourceTypeDescriptor,
    ResourceTypeDescriptorProperty,
};
pub use roles::{
    AccessTokenInfoTokenStatus, BaseDirEntryAccountType, BaseDirEntryFeature, BaseDirEntryKind,
    DirEntryQueryDir, DirEntryQueryOrderBy, DirEntryQueryStateFilter, LoginResponseStatus,
    MailboxRouting, MailboxType, MemberType, ResourceReservationMode,
    ResourceTypeDescriptorPropertyType, RuleActionName, RuleConditionOperator,
    RuleFilterContainsComparator, RuleFilterContainsModifier, RuleOperatorName, RuleTrigger,
    RuleType, SignatureFormat, ValidationKind,
};
pub use rule::{DelegationRule, MailFilterRule, RuleAction, RuleCondition, RuleFilter};
pub use server::{Assignment, InstallationVersion, PublicInfos, Server, SystemConf};
pub use tag::{
    Tag, TagChanges, TagChangesItemAdd, TagChangesItemDelete, TagChangesItemModify, TagRef,
};
pub use task::{TaskRef, TaskStatus};
pub use todo::{
    VTodo, VTodoChanges, VTodoChangesItemAdd, VTodoChangesItemDelete, VTodoChangesItemModify,
    VTodoQuery,
};
pub use words::{
    AlarmAction, CalendarSettingsDataDay, CalendarViewCalendarViewType, Classification, CuType,
    DispositionType, Frequency, ItemFlag, MessageBodyRecipientKind, PartStatus, Precision, Role,
    SearchQueryLogicalOperator, SearchSortOrder, SortDescriptorDirection, Status, TaskStatusState,
    Transparency, VCardKind, VCardQueryOrderBy, VFreebusyType, VNoteColor, Verb,
};

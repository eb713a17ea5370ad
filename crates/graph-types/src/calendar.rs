use viaduc_wire::{self as wire, List};

use crate::{
    CalendarColor, CalendarGroupId, CalendarId, CalendarPermissionId, CalendarRole, ChangeKey,
    EmailAddress, MultiValueProperty, OnlineMeetingProvider, Removed, SingleValueProperty,
};

wire::object! {
    /// A calendar. Graph: calendar.
    pub struct Calendar {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<CalendarId> = "id",
        /// Allowed online meeting providers.
        allowed_online_meeting_providers: List<OnlineMeetingProvider> = "allowedOnlineMeetingProviders",
        /// Whether one can edit.
        can_edit: Option<bool> = "canEdit",
        /// Whether one can share.
        can_share: Option<bool> = "canShare",
        /// Whether one can view private items.
        can_view_private_items: Option<bool> = "canViewPrivateItems",
        /// Changes with every change of the item.
        change_key: Option<ChangeKey> = "changeKey",
        /// Color.
        color: Option<CalendarColor> = "color",
        /// Default online meeting provider.
        default_online_meeting_provider: Option<OnlineMeetingProvider> = "defaultOnlineMeetingProvider",
        /// Hex color.
        hex_color: Option<String> = "hexColor",
        /// Whether it is default calendar.
        is_default_calendar: Option<bool> = "isDefaultCalendar",
        /// Whether it is removable.
        is_removable: Option<bool> = "isRemovable",
        /// Whether it is tallying responses.
        is_tallying_responses: Option<bool> = "isTallyingResponses",
        /// Name.
        name: Option<String> = "name",
        /// Owner.
        owner: Option<EmailAddress> = "owner",
        /// Calendar permissions.
        calendar_permissions: List<CalendarPermission> = "calendarPermissions",
        /// MAPI properties with several values, as far as `$expand` asked for them.
        multi_value_extended_properties: List<MultiValueProperty> = "multiValueExtendedProperties",
        /// MAPI properties with one value, as far as `$expand` asked for them.
        single_value_extended_properties: List<SingleValueProperty> = "singleValueExtendedProperties",
        /// Calendar group id.
        calendar_group_id: Option<CalendarGroupId> = "calendarGroupId",
        /// Whether it is shared.
        is_shared: Option<bool> = "isShared",
        /// Whether it is shared with me.
        is_shared_with_me: Option<bool> = "isSharedWithMe",
    }
}

wire::object! {
    /// A group of calendars. Graph: calendarGroup.
    pub struct CalendarGroup {
        /// The type, where the collection is of a base type (`#microsoft.graph.…`).
        odata_type: Option<String> = "@odata.type",
        /// The entity tag: `W/"…"` around the change key.
        odata_etag: Option<String> = "@odata.etag",
        /// Describes the answer; only at its top.
        odata_context: Option<String> = "@odata.context",
        /// In a delta answer: why the item is gone.
        removed: Option<Removed> = "@removed",
        /// Its id.
        id: Option<CalendarGroupId> = "id",
        /// Changes with every change of the item.
        change_key: Option<ChangeKey> = "changeKey",
        /// Class id. A GUID.
        class_id: Option<String> = "classId",
        /// Name.
        name: Option<String> = "name",
        /// Calendars.
        calendars: List<Calendar> = "calendars",
    }
}

wire::object! {
    /// What somebody may do in a calendar. Graph: calendarPermission.
    pub struct CalendarPermission {
        /// Its id.
        id: Option<CalendarPermissionId> = "id",
        /// Allowed roles.
        allowed_roles: List<CalendarRole> = "allowedRoles",
        /// Email address.
        email_address: Option<EmailAddress> = "emailAddress",
        /// Whether it is inside organization.
        is_inside_organization: Option<bool> = "isInsideOrganization",
        /// Whether it is removable.
        is_removable: Option<bool> = "isRemovable",
        /// Role.
        role: Option<CalendarRole> = "role",
    }
}

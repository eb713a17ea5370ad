use viaduc_wire as wire;

wire::open_enums! {
    /// Precision. BlueMind: `core.api.date`.
    pub enum Precision (exact) {
        /// `Date`
        Date = "Date",
        /// `DateTime`
        DateTime = "DateTime",
    }

    /// Calendar settings data day. BlueMind: `calendar.api`.
    pub enum CalendarSettingsDataDay (exact) {
        /// `SU`
        Su = "SU",
        /// `MO`
        Mo = "MO",
        /// `TU`
        Tu = "TU",
        /// `WE`
        We = "WE",
        /// `TH`
        Th = "TH",
        /// `FR`
        Fr = "FR",
        /// `SA`
        Sa = "SA",
    }

    /// Calendar view calendar view type. BlueMind: `calendar.api`.
    pub enum CalendarViewCalendarViewType (exact) {
        /// `DAY`
        Day = "DAY",
        /// `WEEK`
        Week = "WEEK",
        /// `MONTH`
        Month = "MONTH",
        /// `LIST`
        List = "LIST",
    }

    /// Disposition type. BlueMind: `backend.mail.api`.
    pub enum DispositionType (exact) {
        /// `INLINE`
        Inline = "INLINE",
        /// `ATTACHMENT`
        Attachment = "ATTACHMENT",
    }

    /// Cu type. BlueMind: `icalendar.api`.
    pub enum CuType (exact) {
        /// `Individual`
        Individual = "Individual",
        /// `Group`
        Group = "Group",
        /// `Resource`
        Resource = "Resource",
        /// `Room`
        Room = "Room",
        /// `Unknown`
        Unknown = "Unknown",
    }

    /// Classification. BlueMind: `icalendar.api`.
    pub enum Classification (exact) {
        /// `Public`
        Public = "Public",
        /// `Private`
        Private = "Private",
        /// `Confidential`
        Confidential = "Confidential",
    }

    /// Part status. BlueMind: `icalendar.api`.
    pub enum PartStatus (exact) {
        /// `NeedsAction`
        NeedsAction = "NeedsAction",
        /// `Accepted`
        Accepted = "Accepted",
        /// `Declined`
        Declined = "Declined",
        /// `Tentative`
        Tentative = "Tentative",
        /// `Delegated`
        Delegated = "Delegated",
        /// `Completed`
        Completed = "Completed",
    }

    /// Frequency. BlueMind: `icalendar.api`.
    pub enum Frequency (exact) {
        /// `SECONDLY`
        Secondly = "SECONDLY",
        /// `MINUTELY`
        Minutely = "MINUTELY",
        /// `HOURLY`
        Hourly = "HOURLY",
        /// `DAILY`
        Daily = "DAILY",
        /// `WEEKLY`
        Weekly = "WEEKLY",
        /// `MONTHLY`
        Monthly = "MONTHLY",
        /// `YEARLY`
        Yearly = "YEARLY",
    }

    /// Role. BlueMind: `icalendar.api`.
    pub enum Role (exact) {
        /// `Chair`
        Chair = "Chair",
        /// `RequiredParticipant`
        RequiredParticipant = "RequiredParticipant",
        /// `OptionalParticipant`
        OptionalParticipant = "OptionalParticipant",
        /// `NonParticipant`
        NonParticipant = "NonParticipant",
    }

    /// Status. BlueMind: `icalendar.api`.
    pub enum Status (exact) {
        /// `NeedsAction`
        NeedsAction = "NeedsAction",
        /// `Completed`
        Completed = "Completed",
        /// `InProcess`
        InProcess = "InProcess",
        /// `Cancelled`
        Cancelled = "Cancelled",
        /// `Confirmed`
        Confirmed = "Confirmed",
        /// `Tentative`
        Tentative = "Tentative",
    }

    /// Alarm action. BlueMind: `icalendar.api`.
    pub enum AlarmAction (exact) {
        /// `Audio`
        Audio = "Audio",
        /// `Display`
        Display = "Display",
        /// `Email`
        Email = "Email",
    }

    /// Item flag. BlueMind: `core.container.model`.
    pub enum ItemFlag (exact) {
        /// `Seen`
        Seen = "Seen",
        /// `Deleted`
        Deleted = "Deleted",
        /// `Important`
        Important = "Important",
    }

    /// Message body recipient kind. BlueMind: `backend.mail.api`.
    pub enum MessageBodyRecipientKind (exact) {
        /// `Originator`
        Originator = "Originator",
        /// `Sender`
        Sender = "Sender",
        /// `Primary`
        Primary = "Primary",
        /// `CarbonCopy`
        CarbonCopy = "CarbonCopy",
        /// `BlindCarbonCopy`
        BlindCarbonCopy = "BlindCarbonCopy",
    }

    /// Search query logical operator. BlueMind: `backend.mail.api`.
    pub enum SearchQueryLogicalOperator (exact) {
        /// `AND`
        And = "AND",
        /// `OR`
        Or = "OR",
    }

    /// Search sort order. BlueMind: `backend.mail.api`.
    pub enum SearchSortOrder (exact) {
        /// `Asc`
        Asc = "Asc",
        /// `Desc`
        Desc = "Desc",
    }

    /// Sort descriptor direction. BlueMind: `core.container.model`.
    pub enum SortDescriptorDirection (exact) {
        /// `Asc`
        Asc = "Asc",
        /// `Desc`
        Desc = "Desc",
    }

    /// Task status state. BlueMind: `core.task.api`.
    pub enum TaskStatusState (exact) {
        /// `NotStarted`
        NotStarted = "NotStarted",
        /// `InProgress`
        InProgress = "InProgress",
        /// `InError`
        InError = "InError",
        /// `Success`
        Success = "Success",
    }

    /// VCard kind. BlueMind: `addressbook.api`.
    pub enum VCardKind (exact) {
        /// `group`
        Group = "group",
        /// `individual`
        Individual = "individual",
        /// `location`
        Location = "location",
        /// `org`
        Org = "org",
    }

    /// VCard query order by. BlueMind: `addressbook.api`.
    pub enum VCardQueryOrderBy (exact) {
        /// `FormatedName`
        FormatedName = "FormatedName",
        /// `Pertinance`
        Pertinance = "Pertinance",
    }

    /// Transparency. BlueMind: `calendar.api`.
    pub enum Transparency (exact) {
        /// `Opaque`
        Opaque = "Opaque",
        /// `Transparent`
        Transparent = "Transparent",
    }

    /// VFreebusy type. BlueMind: `calendar.api`.
    pub enum VFreebusyType (exact) {
        /// `FREE`
        Free = "FREE",
        /// `BUSY`
        Busy = "BUSY",
        /// `BUSYUNAVAILABLE`
        Busyunavailable = "BUSYUNAVAILABLE",
        /// `BUSYTENTATIVE`
        Busytentative = "BUSYTENTATIVE",
    }

    /// VNote color. BlueMind: `notes.api`.
    pub enum VNoteColor (exact) {
        /// `BLUE`
        Blue = "BLUE",
        /// `GREEN`
        Green = "GREEN",
        /// `PINK`
        Pink = "PINK",
        /// `YELLOW`
        Yellow = "YELLOW",
        /// `WHITE`
        White = "WHITE",
    }

    /// Verb. BlueMind: `core.container.model.acl`.
    pub enum Verb (exact) {
        /// `Visible`
        Visible = "Visible",
        /// `Invitation`
        Invitation = "Invitation",
        /// `Freebusy`
        Freebusy = "Freebusy",
        /// `SendOnBehalf`
        SendOnBehalf = "SendOnBehalf",
        /// `SendAs`
        SendAs = "SendAs",
        /// `Read`
        Read = "Read",
        /// `ReadExtended`
        ReadExtended = "ReadExtended",
        /// `Write`
        Write = "Write",
        /// `Manage`
        Manage = "Manage",
        /// `All`
        All = "All",
    }
}

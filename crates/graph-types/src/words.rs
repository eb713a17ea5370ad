use viaduc_wire as wire;

wire::open_enums! {
    /// Why somebody is invited. Graph: attendeeType.
    pub enum AttendeeType (any_case) {
        /// `required`
        Required = "required",
        /// `optional`
        Optional = "optional",
        /// `resource`
        Resource = "resource",
    }

    /// Automatic replies status. Graph: automaticRepliesStatus.
    pub enum AutomaticRepliesStatus (any_case) {
        /// `disabled`
        Disabled = "disabled",
        /// `alwaysEnabled`
        AlwaysEnabled = "alwaysEnabled",
        /// `scheduled`
        Scheduled = "scheduled",
    }

    /// What a text is. Graph: bodyType.
    pub enum BodyType (any_case) {
        /// `text`
        Text = "text",
        /// `html`
        Html = "html",
    }

    /// Booking type. Graph: bookingType.
    pub enum BookingType (any_case) {
        /// `unknown`
        Unknown = "unknown",
        /// `standard`
        Standard = "standard",
        /// `reserved`
        Reserved = "reserved",
    }

    /// Calendar color. Graph: calendarColor.
    pub enum CalendarColor (any_case) {
        /// `auto`
        Auto = "auto",
        /// `lightBlue`
        LightBlue = "lightBlue",
        /// `lightGreen`
        LightGreen = "lightGreen",
        /// `lightOrange`
        LightOrange = "lightOrange",
        /// `lightGray`
        LightGray = "lightGray",
        /// `lightYellow`
        LightYellow = "lightYellow",
        /// `lightTeal`
        LightTeal = "lightTeal",
        /// `lightPink`
        LightPink = "lightPink",
        /// `lightBrown`
        LightBrown = "lightBrown",
        /// `lightRed`
        LightRed = "lightRed",
        /// `maxColor`
        MaxColor = "maxColor",
    }

    /// Calendar role type. Graph: calendarRoleType.
    pub enum CalendarRole (any_case) {
        /// `none`
        None = "none",
        /// `freeBusyRead`
        FreeBusyRead = "freeBusyRead",
        /// `limitedRead`
        LimitedRead = "limitedRead",
        /// `read`
        Read = "read",
        /// `write`
        Write = "write",
        /// `delegateWithoutPrivateEventAccess`
        DelegateWithoutPrivateEventAccess = "delegateWithoutPrivateEventAccess",
        /// `delegateWithPrivateEventAccess`
        DelegateWithPrivateEventAccess = "delegateWithPrivateEventAccess",
        /// `custom`
        Custom = "custom",
    }

    /// Category color. Graph: categoryColor.
    pub enum CategoryColor (any_case) {
        /// `none`
        None = "none",
        /// `preset0`
        Preset0 = "preset0",
        /// `preset1`
        Preset1 = "preset1",
        /// `preset2`
        Preset2 = "preset2",
        /// `preset3`
        Preset3 = "preset3",
        /// `preset4`
        Preset4 = "preset4",
        /// `preset5`
        Preset5 = "preset5",
        /// `preset6`
        Preset6 = "preset6",
        /// `preset7`
        Preset7 = "preset7",
        /// `preset8`
        Preset8 = "preset8",
        /// `preset9`
        Preset9 = "preset9",
        /// `preset10`
        Preset10 = "preset10",
        /// `preset11`
        Preset11 = "preset11",
        /// `preset12`
        Preset12 = "preset12",
        /// `preset13`
        Preset13 = "preset13",
        /// `preset14`
        Preset14 = "preset14",
        /// `preset15`
        Preset15 = "preset15",
        /// `preset16`
        Preset16 = "preset16",
        /// `preset17`
        Preset17 = "preset17",
        /// `preset18`
        Preset18 = "preset18",
        /// `preset19`
        Preset19 = "preset19",
        /// `preset20`
        Preset20 = "preset20",
        /// `preset21`
        Preset21 = "preset21",
        /// `preset22`
        Preset22 = "preset22",
        /// `preset23`
        Preset23 = "preset23",
        /// `preset24`
        Preset24 = "preset24",
    }

    /// A day of the week. Graph: dayOfWeek.
    pub enum DayOfWeek (any_case) {
        /// `sunday`
        Sunday = "sunday",
        /// `monday`
        Monday = "monday",
        /// `tuesday`
        Tuesday = "tuesday",
        /// `wednesday`
        Wednesday = "wednesday",
        /// `thursday`
        Thursday = "thursday",
        /// `friday`
        Friday = "friday",
        /// `saturday`
        Saturday = "saturday",
    }

    /// Delegate meeting message delivery options. Graph: delegateMeetingMessageDeliveryOptions.
    pub enum DelegateMeetingMessageDeliveryOptions (any_case) {
        /// `sendToDelegateAndInformationToPrincipal`
        SendToDelegateAndInformationToPrincipal = "sendToDelegateAndInformationToPrincipal",
        /// `sendToDelegateAndPrincipal`
        SendToDelegateAndPrincipal = "sendToDelegateAndPrincipal",
        /// `sendToDelegateOnly`
        SendToDelegateOnly = "sendToDelegateOnly",
    }

    /// What an event is in its series. Graph: eventType.
    pub enum EventType (any_case) {
        /// `singleInstance`
        SingleInstance = "singleInstance",
        /// `occurrence`
        Occurrence = "occurrence",
        /// `exception`
        Exception = "exception",
        /// `seriesMaster`
        SeriesMaster = "seriesMaster",
    }

    /// External audience scope. Graph: externalAudienceScope.
    pub enum ExternalAudience (any_case) {
        /// `none`
        None = "none",
        /// `contactsOnly`
        ContactsOnly = "contactsOnly",
        /// `all`
        All = "all",
    }

    /// Followup flag status. Graph: followupFlagStatus.
    pub enum FlagStatus (any_case) {
        /// `notFlagged`
        NotFlagged = "notFlagged",
        /// `complete`
        Complete = "complete",
        /// `flagged`
        Flagged = "flagged",
    }

    /// Whether the time is taken. Graph: freeBusyStatus.
    pub enum ShowAs (any_case) {
        /// `unknown`
        Unknown = "unknown",
        /// `free`
        Free = "free",
        /// `tentative`
        Tentative = "tentative",
        /// `busy`
        Busy = "busy",
        /// `oof`
        Oof = "oof",
        /// `workingElsewhere`
        WorkingElsewhere = "workingElsewhere",
    }

    /// Group access type. Graph: groupAccessType.
    pub enum GroupAccessType (any_case) {
        /// `none`
        None = "none",
        /// `private`
        Private = "private",
        /// `secret`
        Secret = "secret",
        /// `public`
        Public = "public",
    }

    /// How important an item is. Graph: importance.
    pub enum Importance (any_case) {
        /// `low`
        Low = "low",
        /// `normal`
        Normal = "normal",
        /// `high`
        High = "high",
    }

    /// Inference classification type. Graph: inferenceClassificationType.
    pub enum InferenceClassification (any_case) {
        /// `focused`
        Focused = "focused",
        /// `other`
        NotFocused = "other",
    }

    /// Location type. Graph: locationType.
    pub enum LocationType (any_case) {
        /// `default`
        Default = "default",
        /// `conferenceRoom`
        ConferenceRoom = "conferenceRoom",
        /// `homeAddress`
        HomeAddress = "homeAddress",
        /// `businessAddress`
        BusinessAddress = "businessAddress",
        /// `geoCoordinates`
        GeoCoordinates = "geoCoordinates",
        /// `streetAddress`
        StreetAddress = "streetAddress",
        /// `hotel`
        Hotel = "hotel",
        /// `restaurant`
        Restaurant = "restaurant",
        /// `localBusiness`
        LocalBusiness = "localBusiness",
        /// `postalAddress`
        PostalAddress = "postalAddress",
    }

    /// Location unique id type. Graph: locationUniqueIdType.
    pub enum LocationUniqueIdType (any_case) {
        /// `unknown`
        Unknown = "unknown",
        /// `locationStore`
        LocationStore = "locationStore",
        /// `directory`
        Directory = "directory",
        /// `private`
        Private = "private",
        /// `bing`
        Bing = "bing",
    }

    /// Meeting message type. Graph: meetingMessageType.
    pub enum MeetingMessageType (any_case) {
        /// `none`
        None = "none",
        /// `meetingRequest`
        MeetingRequest = "meetingRequest",
        /// `meetingCancelled`
        MeetingCancelled = "meetingCancelled",
        /// `meetingAccepted`
        MeetingAccepted = "meetingAccepted",
        /// `meetingTenativelyAccepted`
        MeetingTenativelyAccepted = "meetingTenativelyAccepted",
        /// `meetingDeclined`
        MeetingDeclined = "meetingDeclined",
    }

    /// Message action flag. Graph: messageActionFlag.
    pub enum MessageActionFlag (any_case) {
        /// `any`
        Any = "any",
        /// `call`
        Call = "call",
        /// `doNotForward`
        DoNotForward = "doNotForward",
        /// `followUp`
        FollowUp = "followUp",
        /// `fyi`
        Fyi = "fyi",
        /// `forward`
        Forward = "forward",
        /// `noResponseNecessary`
        NoResponseNecessary = "noResponseNecessary",
        /// `read`
        Read = "read",
        /// `reply`
        Reply = "reply",
        /// `replyToAll`
        ReplyToAll = "replyToAll",
        /// `review`
        Review = "review",
    }

    /// Online meeting provider type. Graph: onlineMeetingProviderType.
    pub enum OnlineMeetingProvider (any_case) {
        /// `unknown`
        Unknown = "unknown",
        /// `skypeForBusiness`
        SkypeForBusiness = "skypeForBusiness",
        /// `skypeForConsumer`
        SkypeForConsumer = "skypeForConsumer",
        /// `teamsForBusiness`
        TeamsForBusiness = "teamsForBusiness",
    }

    /// Phone type. Graph: phoneType.
    pub enum PhoneType (any_case) {
        /// `home`
        Home = "home",
        /// `business`
        Business = "business",
        /// `mobile`
        Mobile = "mobile",
        /// `other`
        OtherPhone = "other",
        /// `assistant`
        Assistant = "assistant",
        /// `homeFax`
        HomeFax = "homeFax",
        /// `businessFax`
        BusinessFax = "businessFax",
        /// `otherFax`
        OtherFax = "otherFax",
        /// `pager`
        Pager = "pager",
        /// `radio`
        Radio = "radio",
    }

    /// Place feature enablement. Graph: placeFeatureEnablement.
    pub enum TeamsEnabledState (any_case) {
        /// `unknown`
        Unknown = "unknown",
        /// `enabled`
        Enabled = "enabled",
        /// `disabled`
        Disabled = "disabled",
    }

    /// The kind of a recurrence. Graph: recurrencePatternType.
    pub enum RecurrencePatternType (any_case) {
        /// `daily`
        Daily = "daily",
        /// `weekly`
        Weekly = "weekly",
        /// `absoluteMonthly`
        AbsoluteMonthly = "absoluteMonthly",
        /// `relativeMonthly`
        RelativeMonthly = "relativeMonthly",
        /// `absoluteYearly`
        AbsoluteYearly = "absoluteYearly",
        /// `relativeYearly`
        RelativeYearly = "relativeYearly",
    }

    /// How a recurrence ends. Graph: recurrenceRangeType.
    pub enum RecurrenceRangeType (any_case) {
        /// `endDate`
        EndDate = "endDate",
        /// `noEnd`
        NoEnd = "noEnd",
        /// `numbered`
        Numbered = "numbered",
    }

    /// An answer to an invitation. Graph: responseType.
    pub enum ResponseType (any_case) {
        /// `none`
        None = "none",
        /// `organizer`
        Organizer = "organizer",
        /// `tentativelyAccepted`
        TentativelyAccepted = "tentativelyAccepted",
        /// `accepted`
        Accepted = "accepted",
        /// `declined`
        Declined = "declined",
        /// `notResponded`
        NotResponded = "notResponded",
    }

    /// Who may see an item. Graph: sensitivity.
    pub enum Sensitivity (any_case) {
        /// `normal`
        Normal = "normal",
        /// `personal`
        Personal = "personal",
        /// `private`
        Private = "private",
        /// `confidential`
        Confidential = "confidential",
    }

    /// How far a task is. Graph: taskStatus.
    pub enum TaskStatus (any_case) {
        /// `notStarted`
        NotStarted = "notStarted",
        /// `inProgress`
        InProgress = "inProgress",
        /// `completed`
        Completed = "completed",
        /// `waitingOnOthers`
        WaitingOnOthers = "waitingOnOthers",
        /// `deferred`
        Deferred = "deferred",
    }

    /// What a mailbox is for. Graph: userPurpose.
    pub enum UserPurpose (any_case) {
        /// `user`
        User = "user",
        /// `linked`
        Linked = "linked",
        /// `shared`
        Shared = "shared",
        /// `room`
        Room = "room",
        /// `equipment`
        Equipment = "equipment",
        /// `others`
        Others = "others",
    }

    /// Website type. Graph: websiteType.
    pub enum WebsiteType (any_case) {
        /// `other`
        OtherSite = "other",
        /// `home`
        Home = "home",
        /// `work`
        Work = "work",
        /// `blog`
        Blog = "blog",
        /// `profile`
        Profile = "profile",
    }

    /// Which of the days in a month. Graph: weekIndex.
    pub enum WeekIndex (any_case) {
        /// `first`
        First = "first",
        /// `second`
        Second = "second",
        /// `third`
        Third = "third",
        /// `fourth`
        Fourth = "fourth",
        /// `last`
        Last = "last",
    }

    /// Wellknown list name. Graph: wellknownListName.
    pub enum WellknownListName (any_case) {
        /// `none`
        None = "none",
        /// `defaultList`
        DefaultList = "defaultList",
        /// `flaggedEmails`
        FlaggedEmails = "flaggedEmails",
    }

    /// What an attachment is. Graph: the types derived from attachment.
    pub enum AttachmentType (any_case) {
        /// A file inside the item.
        File = "#microsoft.graph.fileAttachment",
        /// A message, event or contact inside the item.
        Item = "#microsoft.graph.itemAttachment",
        /// A file elsewhere.
        Reference = "#microsoft.graph.referenceAttachment",
    }
}

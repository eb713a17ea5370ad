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

    /// What a text is. Graph: bodyType.
    pub enum BodyType (any_case) {
        /// `text`
        Text = "text",
        /// `html`
        Html = "html",
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

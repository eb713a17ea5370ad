use viaduc_wire as wire;

wire::open_enums! {
    /// Automatic replies status. Graph: automaticRepliesStatus.
    pub enum AutomaticRepliesStatus (any_case) {
        /// `disabled`
        Disabled = "disabled",
        /// `alwaysEnabled`
        AlwaysEnabled = "alwaysEnabled",
        /// `scheduled`
        Scheduled = "scheduled",
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

    /// Delegate meeting message delivery options. Graph: delegateMeetingMessageDeliveryOptions.
    pub enum DelegateMeetingMessageDeliveryOptions (any_case) {
        /// `sendToDelegateAndInformationToPrincipal`
        SendToDelegateAndInformationToPrincipal = "sendToDelegateAndInformationToPrincipal",
        /// `sendToDelegateAndPrincipal`
        SendToDelegateAndPrincipal = "sendToDelegateAndPrincipal",
        /// `sendToDelegateOnly`
        SendToDelegateOnly = "sendToDelegateOnly",
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

    /// Wellknown list name. Graph: wellknownListName.
    pub enum WellknownListName (any_case) {
        /// `none`
        None = "none",
        /// `defaultList`
        DefaultList = "defaultList",
        /// `flaggedEmails`
        FlaggedEmails = "flaggedEmails",
    }
}

use viaduc_wire as wire;

wire::open_enums! {
    /// Access token info token status. BlueMind: `authentication.api`.
    pub enum AccessTokenInfoTokenStatus (exact) {
        /// `NO_TOKEN_NEEDED`
        NoTokenNeeded = "NO_TOKEN_NEEDED",
        /// `TOKEN_OK`
        TokenOk = "TOKEN_OK",
        /// `TOKEN_NOT_VALID`
        TokenNotValid = "TOKEN_NOT_VALID",
    }

    /// Base dir entry account type. BlueMind: `directory.api`.
    pub enum BaseDirEntryAccountType (exact) {
        /// `FULL`
        Full = "FULL",
        /// `SIMPLE`
        Simple = "SIMPLE",
        /// `FULL_AND_VISIO`
        FullAndVisio = "FULL_AND_VISIO",
    }

    /// Base dir entry feature. BlueMind: `directory.api`.
    pub enum BaseDirEntryFeature (exact) {
        /// `AI`
        Ai = "AI",
    }

    /// Base dir entry kind. BlueMind: `directory.api`.
    pub enum BaseDirEntryKind (exact) {
        /// `USER`
        User = "USER",
        /// `GROUP`
        Group = "GROUP",
        /// `RESOURCE`
        Resource = "RESOURCE",
        /// `MAILSHARE`
        Mailshare = "MAILSHARE",
        /// `SHARED_MAILBOX`
        SharedMailbox = "SHARED_MAILBOX",
        /// `CALENDAR`
        Calendar = "CALENDAR",
        /// `ADDRESSBOOK`
        Addressbook = "ADDRESSBOOK",
        /// `DOMAIN`
        Domain = "DOMAIN",
        /// `ORG_UNIT`
        OrgUnit = "ORG_UNIT",
        /// `EXTERNALUSER`
        Externaluser = "EXTERNALUSER",
    }

    /// Dir entry query dir. BlueMind: `directory.api`.
    pub enum DirEntryQueryDir (exact) {
        /// `asc`
        Asc = "asc",
        /// `desc`
        Desc = "desc",
    }

    /// Dir entry query order by. BlueMind: `directory.api`.
    pub enum DirEntryQueryOrderBy (exact) {
        /// `kind`
        Kind = "kind",
        /// `displayname`
        Displayname = "displayname",
    }

    /// Dir entry query state filter. BlueMind: `directory.api`.
    pub enum DirEntryQueryStateFilter (exact) {
        /// `Archived`
        Archived = "Archived",
        /// `Active`
        Active = "Active",
        /// `All`
        All = "All",
    }

    /// Login response status. BlueMind: `authentication.api`.
    pub enum LoginResponseStatus (exact) {
        /// `Ok`
        Ok = "Ok",
        /// `Bad`
        Bad = "Bad",
        /// `Expired`
        Expired = "Expired",
    }

    /// Rule action name. BlueMind: `mailbox.api.rules.actions`.
    pub enum RuleActionName (exact) {
        /// `ADD_HEADER`
        AddHeader = "ADD_HEADER",
        /// `CATEGORIZE`
        Categorize = "CATEGORIZE",
        /// `COPY`
        Copy = "COPY",
        /// `CUSTOM`
        Custom = "CUSTOM",
        /// `DEFERRED_ACTION`
        DeferredAction = "DEFERRED_ACTION",
        /// `DISCARD`
        Discard = "DISCARD",
        /// `MARK_AS_DELETED`
        MarkAsDeleted = "MARK_AS_DELETED",
        /// `MARK_AS_IMPORTANT`
        MarkAsImportant = "MARK_AS_IMPORTANT",
        /// `MARK_AS_READ`
        MarkAsRead = "MARK_AS_READ",
        /// `MOVE`
        Move = "MOVE",
        /// `PRIORITIZE`
        Prioritize = "PRIORITIZE",
        /// `REDIRECT`
        Redirect = "REDIRECT",
        /// `REMOVE_HEADERS`
        RemoveHeaders = "REMOVE_HEADERS",
        /// `REPLY`
        Reply = "REPLY",
        /// `SET_FLAGS`
        SetFlags = "SET_FLAGS",
        /// `TRANSFER`
        Transfer = "TRANSFER",
        /// `UNCATEGORIZE`
        Uncategorize = "UNCATEGORIZE",
        /// `UNFOLLOW`
        Unfollow = "UNFOLLOW",
    }

    /// Rule condition operator. BlueMind: `mailbox.api.rules.conditions`.
    pub enum RuleConditionOperator (exact) {
        /// `OR`
        Or = "OR",
        /// `AND`
        And = "AND",
    }

    /// Rule filter contains comparator. BlueMind: `mailbox.api.rules.conditions`.
    pub enum RuleFilterContainsComparator (exact) {
        /// `FULLSTRING`
        Fullstring = "FULLSTRING",
        /// `SUBSTRING`
        Substring = "SUBSTRING",
        /// `PREFIX`
        Prefix = "PREFIX",
    }

    /// Rule filter contains modifier. BlueMind: `mailbox.api.rules.conditions`.
    pub enum RuleFilterContainsModifier (exact) {
        /// `NONE`
        None = "NONE",
        /// `CASE_INSENSITIVE`
        CaseInsensitive = "CASE_INSENSITIVE",
        /// `IGNORE_NONSPACING_MARK`
        IgnoreNonspacingMark = "IGNORE_NONSPACING_MARK",
        /// `LOOSE`
        Loose = "LOOSE",
    }

    /// Rule operator name. BlueMind: `mailbox.api.rules.conditions`.
    pub enum RuleOperatorName (exact) {
        /// `EXISTS`
        Exists = "EXISTS",
        /// `EQUALS`
        Equals = "EQUALS",
        /// `CONTAINS`
        Contains = "CONTAINS",
        /// `MATCHES`
        Matches = "MATCHES",
        /// `RANGE`
        Range = "RANGE",
    }

    /// Rule trigger. BlueMind: `mailbox.api.rules`.
    pub enum RuleTrigger (exact) {
        /// `IN`
        In = "IN",
        /// `OUT`
        Out = "OUT",
    }

    /// Rule type. BlueMind: `mailbox.api.rules`.
    pub enum RuleType (exact) {
        /// `GENERIC`
        Generic = "GENERIC",
        /// `FORWARD`
        Forward = "FORWARD",
        /// `VACATION`
        Vacation = "VACATION",
    }

    /// Mailbox routing. BlueMind: `mailbox.api`.
    pub enum MailboxRouting (exact) {
        /// `internal`
        Internal = "internal",
        /// `external`
        External = "external",
        /// `none`
        None = "none",
    }

    /// Mailbox type. BlueMind: `mailbox.api`.
    pub enum MailboxType (exact) {
        /// `user`
        User = "user",
        /// `mailshare`
        Mailshare = "mailshare",
        /// `group`
        Group = "group",
        /// `resource`
        Resource = "resource",
    }

    /// Member type. BlueMind: `group.api`.
    pub enum MemberType (exact) {
        /// `user`
        User = "user",
        /// `group`
        Group = "group",
        /// `external_user`
        ExternalUser = "external_user",
    }

    /// Resource reservation mode. BlueMind: `resource.api`.
    pub enum ResourceReservationMode (exact) {
        /// `OWNER_MANAGED`
        OwnerManaged = "OWNER_MANAGED",
        /// `AUTO_ACCEPT`
        AutoAccept = "AUTO_ACCEPT",
        /// `AUTO_ACCEPT_REFUSE`
        AutoAcceptRefuse = "AUTO_ACCEPT_REFUSE",
    }

    /// Resource type descriptor property type. BlueMind: `resource.api.type`.
    pub enum ResourceTypeDescriptorPropertyType (exact) {
        /// `Number`
        Number = "Number",
        /// `String`
        String = "String",
        /// `Boolean`
        Boolean = "Boolean",
    }

    /// Signature format. BlueMind: `mailbox.identity.api`.
    pub enum SignatureFormat (exact) {
        /// `PLAIN`
        Plain = "PLAIN",
        /// `HTML`
        Html = "HTML",
    }

    /// Validation kind. BlueMind: `authentication.api`.
    pub enum ValidationKind (exact) {
        /// `TOKEN`
        Token = "TOKEN",
        /// `PASSWORD`
        Password = "PASSWORD",
        /// `PASSWORDEXPIRED`
        Passwordexpired = "PASSWORDEXPIRED",
        /// `NONE`
        None = "NONE",
        /// `ARCHIVED`
        Archived = "ARCHIVED",
    }
}

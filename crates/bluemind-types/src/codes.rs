use viaduc_wire as wire;

wire::open_enums! {
    /// Error code. BlueMind: `core.api.fault`.
    pub enum ErrorCode (exact) {
        /// `UNKNOWN`
        Unknown = "UNKNOWN",
        /// `BAD_REQUEST`
        BadRequest = "BAD_REQUEST",
        /// `PERMISSION_DENIED`
        PermissionDenied = "PERMISSION_DENIED",
        /// `FAILURE`
        Failure = "FAILURE",
        /// `INVALID_ID`
        InvalidId = "INVALID_ID",
        /// `INVALID_PARAMETER`
        InvalidParameter = "INVALID_PARAMETER",
        /// `AUTHENTICATION_FAIL`
        AuthenticationFail = "AUTHENTICATION_FAIL",
        /// `SQL_ERROR`
        SqlError = "SQL_ERROR",
        /// `NOT_FOUND`
        NotFound = "NOT_FOUND",
        /// `ALREADY_EXISTS`
        AlreadyExists = "ALREADY_EXISTS",
        /// `FORBIDDEN`
        Forbidden = "FORBIDDEN",
        /// `ENTITY_TOO_LARGE`
        EntityTooLarge = "ENTITY_TOO_LARGE",
        /// `INVALID_QUERY`
        InvalidQuery = "INVALID_QUERY",
        /// `INVALID_XML_RECEIVED`
        InvalidXmlReceived = "INVALID_XML_RECEIVED",
        /// `CHILD_GROUP_MUST_EXIST`
        ChildGroupMustExist = "CHILD_GROUP_MUST_EXIST",
        /// `CANT_DELETE_MYSELF`
        CantDeleteMyself = "CANT_DELETE_MYSELF",
        /// `DELEGATION_RESTRICTION`
        DelegationRestriction = "DELEGATION_RESTRICTION",
        /// `INVALID_PASSWORD`
        InvalidPassword = "INVALID_PASSWORD",
        /// `LOGIN_ALREADY_USED`
        LoginAlreadyUsed = "LOGIN_ALREADY_USED",
        /// `INVALID_LOGIN`
        InvalidLogin = "INVALID_LOGIN",
        /// `EMPTY_LASTNAME`
        EmptyLastname = "EMPTY_LASTNAME",
        /// `EMPTY_VACATION_MESSAGE`
        EmptyVacationMessage = "EMPTY_VACATION_MESSAGE",
        /// `VACATION_WITHOUT_MAILBOX`
        VacationWithoutMailbox = "VACATION_WITHOUT_MAILBOX",
        /// `FORWARDING_WITHOUT_MAILBOX`
        ForwardingWithoutMailbox = "FORWARDING_WITHOUT_MAILBOX",
        /// `FORWARDING_INVALID_EMAIL`
        ForwardingInvalidEmail = "FORWARDING_INVALID_EMAIL",
        /// `INVALID_MAIL_SERVER`
        InvalidMailServer = "INVALID_MAIL_SERVER",
        /// `INVALID_GROUP_NAME`
        InvalidGroupName = "INVALID_GROUP_NAME",
        /// `FORWARDING_TO_OWN_MAILBOX`
        ForwardingToOwnMailbox = "FORWARDING_TO_OWN_MAILBOX",
        /// `SAME_PARENT_AND_CHILD_GROUP`
        SameParentAndChildGroup = "SAME_PARENT_AND_CHILD_GROUP",
        /// `INCLUSION_GROUP_LOOP`
        InclusionGroupLoop = "INCLUSION_GROUP_LOOP",
        /// `EMAIL_ALREADY_USED`
        EmailAlreadyUsed = "EMAIL_ALREADY_USED",
        /// `INVALID_EMAIL`
        InvalidEmail = "INVALID_EMAIL",
        /// `MAIL_QUOTA_OVER_DOMAIN_LIMIT`
        MailQuotaOverDomainLimit = "MAIL_QUOTA_OVER_DOMAIN_LIMIT",
        /// `NOT_GLOBAL_ADMIN`
        NotGlobalAdmin = "NOT_GLOBAL_ADMIN",
        /// `DOMAIN_NAME_ALREADY_USED`
        DomainNameAlreadyUsed = "DOMAIN_NAME_ALREADY_USED",
        /// `INVALID_MAILSHARE_NAME`
        InvalidMailshareName = "INVALID_MAILSHARE_NAME",
        /// `INVALID_RESOURCE_NAME`
        InvalidResourceName = "INVALID_RESOURCE_NAME",
        /// `OLD_PASSWORD_WRONG`
        OldPasswordWrong = "OLD_PASSWORD_WRONG",
        /// `OLD_PASSWORD_SAME_AS_NEW`
        OldPasswordSameAsNew = "OLD_PASSWORD_SAME_AS_NEW",
        /// `IP_ADDRESS_ALREADY_USED`
        IpAddressAlreadyUsed = "IP_ADDRESS_ALREADY_USED",
        /// `MBOX_RENAME_FAILED`
        MboxRenameFailed = "MBOX_RENAME_FAILED",
        /// `INVALID_HOST_NAME`
        InvalidHostName = "INVALID_HOST_NAME",
        /// `EMPTY_EVENT_TITLE`
        EmptyEventTitle = "EMPTY_EVENT_TITLE",
        /// `NO_DURATION_EVENT`
        NoDurationEvent = "NO_DURATION_EVENT",
        /// `NO_EVENT_DATE`
        NoEventDate = "NO_EVENT_DATE",
        /// `NO_EVENT_TYPE`
        NoEventType = "NO_EVENT_TYPE",
        /// `EVENT_PRIVACY_INVALID`
        EventPrivacyInvalid = "EVENT_PRIVACY_INVALID",
        /// `EVENT_ERROR`
        EventError = "EVENT_ERROR",
        /// `CALENDAR_AUTHORISATION_ERROR`
        CalendarAuthorisationError = "CALENDAR_AUTHORISATION_ERROR",
        /// `CONTACT_DOMAIN_FORBIDDEN`
        ContactDomainForbidden = "CONTACT_DOMAIN_FORBIDDEN",
        /// `EVENT_ENDREPEAT_PRIOR_TO_EVENT_DATE`
        EventEndrepeatPriorToEventDate = "EVENT_ENDREPEAT_PRIOR_TO_EVENT_DATE",
        /// `INVALID_DOMAIN_NAME`
        InvalidDomainName = "INVALID_DOMAIN_NAME",
        /// `GROUP_NAME_ALREADY_USED`
        GroupNameAlreadyUsed = "GROUP_NAME_ALREADY_USED",
        /// `INVALID_VACATION_RANGE`
        InvalidVacationRange = "INVALID_VACATION_RANGE",
        /// `EMPTY_DLIST_LABEL`
        EmptyDlistLabel = "EMPTY_DLIST_LABEL",
        /// `EMPTY_DLIST_FOLDER`
        EmptyDlistFolder = "EMPTY_DLIST_FOLDER",
        /// `DLIST_LOOP`
        DlistLoop = "DLIST_LOOP",
        /// `CANT_UPDATE_ACL_IMPLICIT_RIGHTS`
        CantUpdateAclImplicitRights = "CANT_UPDATE_ACL_IMPLICIT_RIGHTS",
        /// `USER_SPLIT_REQUIRES_SPLIT_DOMAIN`
        UserSplitRequiresSplitDomain = "USER_SPLIT_REQUIRES_SPLIT_DOMAIN",
        /// `SLAVE_RELAY_REQUIRES_SPLIT_DOMAIN`
        SlaveRelayRequiresSplitDomain = "SLAVE_RELAY_REQUIRES_SPLIT_DOMAIN",
        /// `INVALID_USER_LDAP_FILTER`
        InvalidUserLdapFilter = "INVALID_USER_LDAP_FILTER",
        /// `SEC_GROUP_RM`
        SecGroupRm = "SEC_GROUP_RM",
        /// `NOT_IN_GLOBAL_DOMAIN`
        NotInGlobalDomain = "NOT_IN_GLOBAL_DOMAIN",
        /// `NO_BACKUP_SERVER_FOUND`
        NoBackupServerFound = "NO_BACKUP_SERVER_FOUND",
        /// `OPERATION_ALREADY_RUNNING`
        OperationAlreadyRunning = "OPERATION_ALREADY_RUNNING",
        /// `INVALID_AD_HOST_NAME`
        InvalidAdHostName = "INVALID_AD_HOST_NAME",
        /// `JOB_FINISHED`
        JobFinished = "JOB_FINISHED",
        /// `INVALID_LICENSE`
        InvalidLicense = "INVALID_LICENSE",
        /// `HSM_MISSING_POLICY`
        HsmMissingPolicy = "HSM_MISSING_POLICY",
        /// `INCOMPATIBLE_SMTP_TAGS`
        IncompatibleSmtpTags = "INCOMPATIBLE_SMTP_TAGS",
        /// `INVALID_MAILBOX_NAME`
        InvalidMailboxName = "INVALID_MAILBOX_NAME",
        /// `TAG_ALREADY_EXIST`
        TagAlreadyExist = "TAG_ALREADY_EXIST",
        /// `INVALID_LINKED_MAILSHARE`
        InvalidLinkedMailshare = "INVALID_LINKED_MAILSHARE",
        /// `MAILSHARE_GROUP_LINKED`
        MailshareGroupLinked = "MAILSHARE_GROUP_LINKED",
        /// `SERVER_NOT_FOUND`
        ServerNotFound = "SERVER_NOT_FOUND",
        /// `DEPRECATED`
        Deprecated = "DEPRECATED",
        /// `INVALID_GROUP_MEMBER`
        InvalidGroupMember = "INVALID_GROUP_MEMBER",
        /// `EMPTY_EVENT_ATTACHMENT_VALUE`
        EmptyEventAttachmentValue = "EMPTY_EVENT_ATTACHMENT_VALUE",
        /// `TIMEOUT`
        Timeout = "TIMEOUT",
        /// `VERSION_HAS_CHANGED`
        VersionHasChanged = "VERSION_HAS_CHANGED",
        /// `MULTIPLE_EVENT_COUNTERS`
        MultipleEventCounters = "MULTIPLE_EVENT_COUNTERS",
        /// `EVENT_ACCEPTS_NO_COUNTERS`
        EventAcceptsNoCounters = "EVENT_ACCEPTS_NO_COUNTERS",
        /// `EVENT_WEEKDAY_INVALID`
        EventWeekdayInvalid = "EVENT_WEEKDAY_INVALID",
        /// `EVENT_DUPLICATED_RECURID`
        EventDuplicatedRecurid = "EVENT_DUPLICATED_RECURID",
        /// `MAX_ITEM_COUNT`
        MaxItemCount = "MAX_ITEM_COUNT",
        /// `INVALID_PEM_CERTIFICATE`
        InvalidPemCertificate = "INVALID_PEM_CERTIFICATE",
        /// `INVALID_AUTH_PARAMETER`
        InvalidAuthParameter = "INVALID_AUTH_PARAMETER",
    }
}

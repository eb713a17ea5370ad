//! The property names of the served types, as the v1.0 metadata has them: what `$select` and
//! `$expand` accept, and what comes without being asked for.

/// One served type. Each list is words with one space between.
#[derive(Debug)]
pub(crate) struct Schema {
    /// Its name in the metadata.
    pub(crate) name: &'static str,
    /// Structural properties, those of derived types included.
    pub(crate) fields: &'static str,
    /// Navigation properties.
    pub(crate) links: &'static str,
    /// What an answer holds without `$select`; empty: everything but `hidden`.
    pub(crate) defaults: &'static str,
    /// Properties that come only when selected.
    pub(crate) hidden: &'static str,
    /// Whether the type lives in a mailbox: then `id` and the etag come with every answer.
    pub(crate) outlook: bool,
}

impl Schema {
    /// Whether a `$select` segment names something of this type. Letter case does not count.
    pub(crate) fn knows(&self, name: &str) -> bool {
        has(self.fields, name) || has(self.links, name)
    }

    /// Whether an answer without `$select` holds the property.
    pub(crate) fn shown(&self, name: &str) -> bool {
        if self.defaults.is_empty() { !has(self.hidden, name) } else { has(self.defaults, name) }
    }
}

/// Whether a list of words holds a name. Letter case does not count.
pub(crate) fn has(words: &str, name: &str) -> bool {
    words.split(' ').any(|word| word.eq_ignore_ascii_case(name))
}

pub(crate) static MESSAGE: Schema = Schema {
    name: "message",
    fields: "id categories changeKey createdDateTime lastModifiedDateTime bccRecipients body \
        bodyPreview ccRecipients conversationId conversationIndex flag from hasAttachments \
        importance inferenceClassification internetMessageHeaders internetMessageId \
        isDeliveryReceiptRequested isDraft isRead isReadReceiptRequested parentFolderId \
        receivedDateTime replyTo sender sentDateTime subject toRecipients uniqueBody webLink \
        endDateTime isAllDay isDelegated isOutOfDate location meetingMessageType recurrence \
        startDateTime type allowNewTimeProposals meetingRequestType previousEndDateTime \
        previousLocation previousStartDateTime responseRequested proposedNewTime responseType",
    links: "attachments extensions multiValueExtendedProperties singleValueExtendedProperties \
        event",
    defaults: "",
    hidden: "internetMessageHeaders uniqueBody",
    outlook: true,
};

pub(crate) static EVENT: Schema = Schema {
    name: "event",
    fields: "id categories changeKey createdDateTime lastModifiedDateTime allowNewTimeProposals \
        attendees body bodyPreview cancelledOccurrences end hasAttachments hideAttendees \
        iCalUId importance isAllDay isCancelled isDraft isOnlineMeeting isOrganizer \
        isReminderOn location locations onlineMeeting onlineMeetingProvider onlineMeetingUrl \
        organizer originalEndTimeZone originalStart originalStartTimeZone recurrence \
        reminderMinutesBeforeStart responseRequested responseStatus sensitivity seriesMasterId \
        showAs start subject transactionId type webLink",
    links: "attachments calendar exceptionOccurrences extensions instances \
        multiValueExtendedProperties singleValueExtendedProperties",
    defaults: "",
    hidden: "cancelledOccurrences",
    outlook: true,
};

pub(crate) static CONTACT: Schema = Schema {
    name: "contact",
    fields: "id categories changeKey createdDateTime lastModifiedDateTime assistantName birthday \
        businessAddress businessHomePage businessPhones children companyName department \
        displayName emailAddresses fileAs generation givenName homeAddress homePhones \
        imAddresses initials jobTitle manager middleName mobilePhone nickName officeLocation \
        otherAddress parentFolderId personalNotes primaryEmailAddress profession \
        secondaryEmailAddress spouseName surname tertiaryEmailAddress title yomiCompanyName \
        yomiGivenName yomiSurname",
    links: "extensions multiValueExtendedProperties photo singleValueExtendedProperties",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static MAIL_FOLDER: Schema = Schema {
    name: "mailFolder",
    fields: "id childFolderCount displayName isHidden parentFolderId totalItemCount unreadItemCount",
    links: "childFolders messageRules messages multiValueExtendedProperties \
        singleValueExtendedProperties",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static CALENDAR: Schema = Schema {
    name: "calendar",
    fields: "id allowedOnlineMeetingProviders canEdit canShare canViewPrivateItems changeKey color \
        defaultOnlineMeetingProvider hexColor isDefaultCalendar isRemovable \
        isTallyingResponses name owner",
    links: "calendarPermissions calendarView events multiValueExtendedProperties \
        singleValueExtendedProperties",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static CALENDAR_GROUP: Schema = Schema {
    name: "calendarGroup",
    fields: "id changeKey classId name",
    links: "calendars",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static CONTACT_FOLDER: Schema = Schema {
    name: "contactFolder",
    fields: "id displayName parentFolderId",
    links: "childFolders contacts multiValueExtendedProperties singleValueExtendedProperties",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static USER: Schema = Schema {
    name: "user",
    fields: "id deletedDateTime aboutMe accountEnabled ageGroup assignedLicenses assignedPlans \
        authorizationInfo birthday businessPhones city companyName consentProvidedForMinor \
        country createdDateTime creationType customSecurityAttributes department \
        deviceEnrollmentLimit displayName employeeHireDate employeeId employeeLeaveDateTime \
        employeeOrgData employeeType externalUserState externalUserStateChangeDateTime \
        faxNumber givenName hireDate identities identityParentId imAddresses interests \
        isManagementRestricted isResourceAccount jobTitle lastPasswordChangeDateTime \
        legalAgeGroupClassification licenseAssignmentStates mail mailboxSettings mailNickname \
        mobilePhone mySite officeLocation onPremisesDistinguishedName onPremisesDomainName \
        onPremisesExtensionAttributes onPremisesImmutableId onPremisesLastSyncDateTime \
        onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier \
        onPremisesSyncEnabled onPremisesUserPrincipalName otherMails passwordPolicies \
        passwordProfile pastProjects postalCode preferredDataLocation preferredLanguage \
        preferredName print provisionedPlans proxyAddresses responsibilities schools \
        securityIdentifier serviceProvisioningErrors showInAddressList signInActivity \
        signInSessionsValidFromDateTime skills state streetAddress surname usageLocation \
        userPrincipalName userType",
    links: "activities adhocCalls agreementAcceptances appRoleAssignments authentication calendar \
        calendarGroups calendars calendarView chats cloudClipboard cloudPCs contactFolders \
        contacts createdObjects dataSecurityAndGovernance \
        deviceManagementTroubleshootingEvents directReports drive drives employeeExperience \
        events extensions followedSites inferenceClassification insights joinedTeams \
        licenseDetails mailFolders managedAppRegistrations managedDevices manager memberOf \
        messages oauth2PermissionGrants onenote onlineMeetings onPremisesSyncBehavior outlook \
        ownedDevices ownedObjects people permissionGrants photo photos planner presence \
        registeredDevices scopedRoleMemberOf settings solutions sponsorOf sponsors teamwork \
        todo transitiveMemberOf",
    defaults: "businessPhones displayName givenName id jobTitle mail mobilePhone officeLocation \
        preferredLanguage surname userPrincipalName",
    hidden: "",
    outlook: false,
};

pub(crate) static GROUP: Schema = Schema {
    name: "group",
    fields: "id deletedDateTime accessType allowExternalSenders assignedLabels assignedLicenses \
        autoSubscribeNewMembers classification createdDateTime description displayName \
        expirationDateTime groupTypes hasMembersWithLicenseErrors hideFromAddressLists \
        hideFromOutlookClients infoCatalogs isArchived isAssignableToRole isFavorite \
        isManagementRestricted isSubscribedByMail licenseProcessingState mail mailEnabled \
        mailNickname membershipRule membershipRuleProcessingState onPremisesDomainName \
        onPremisesExtensionAttributes onPremisesLastSyncDateTime onPremisesNetBiosName \
        onPremisesProvisioningErrors onPremisesSamAccountName onPremisesSecurityIdentifier \
        onPremisesSyncEnabled organizationId preferredDataLocation preferredLanguage \
        proxyAddresses renewedDateTime resourceBehaviorOptions resourceProvisioningOptions \
        securityEnabled securityIdentifier serviceProvisioningErrors theme uniqueName \
        unseenConversationsCount unseenCount unseenMessagesCount visibility \
        welcomeMessageEnabled",
    links: "acceptedSenders appRoleAssignments calendar calendarView conversations \
        createdOnBehalfOf drive drives events extensions groupLifecyclePolicies memberOf \
        members membersWithLicenseErrors onenote onPremisesSyncBehavior owners \
        permissionGrants photo photos planner rejectedSenders settings sites team threads \
        transitiveMemberOf transitiveMembers",
    defaults: "",
    hidden: "accessType allowExternalSenders autoSubscribeNewMembers hideFromAddressLists \
        hideFromOutlookClients isSubscribedByMail unseenCount",
    outlook: false,
};

pub(crate) static ORG_CONTACT: Schema = Schema {
    name: "orgContact",
    fields: "id deletedDateTime addresses companyName department displayName givenName jobTitle \
        mail mailNickname onPremisesLastSyncDateTime onPremisesProvisioningErrors \
        onPremisesSyncEnabled phones proxyAddresses serviceProvisioningErrors surname",
    links: "directReports manager memberOf onPremisesSyncBehavior transitiveMemberOf",
    defaults: "",
    hidden: "",
    outlook: false,
};

pub(crate) static TODO_LIST: Schema = Schema {
    name: "todoTaskList",
    fields: "id displayName isOwner isShared wellknownListName",
    links: "extensions tasks",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static TODO_TASK: Schema = Schema {
    name: "todoTask",
    fields: "id body bodyLastModifiedDateTime categories completedDateTime createdDateTime \
        dueDateTime hasAttachments importance isReminderOn lastModifiedDateTime recurrence \
        reminderDateTime startDateTime status title",
    links: "attachments attachmentSessions checklistItems extensions linkedResources",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static ATTACHMENT: Schema = Schema {
    name: "attachment",
    fields: "id contentType isInline lastModifiedDateTime name size contentBytes contentId \
        contentLocation",
    links: "item",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static MESSAGE_RULE: Schema = Schema {
    name: "messageRule",
    fields: "id actions conditions displayName exceptions hasError isEnabled isReadOnly sequence",
    links: "",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static CATEGORY: Schema = Schema {
    name: "outlookCategory",
    fields: "id color displayName",
    links: "",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static CALENDAR_PERMISSION: Schema = Schema {
    name: "calendarPermission",
    fields: "id allowedRoles emailAddress isInsideOrganization isRemovable role",
    links: "",
    defaults: "",
    hidden: "",
    outlook: true,
};

pub(crate) static PLACE: Schema = Schema {
    name: "place",
    fields: "id address displayName geoCoordinates isWheelChairAccessible label parentId phone \
        placeId tags audioDeviceName bookingType building capacity displayDeviceName \
        emailAddress floorLabel floorNumber nickname teamsEnabledState videoDeviceName",
    links: "checkIns rooms workspaces",
    defaults: "",
    hidden: "",
    outlook: false,
};

pub(crate) static SETTINGS: Schema = Schema {
    name: "mailboxSettings",
    fields: "archiveFolder automaticRepliesSetting dateFormat delegateMeetingMessageDeliveryOptions \
        language timeFormat timeZone userPurpose workingHours",
    links: "",
    defaults: "",
    hidden: "",
    outlook: true,
};

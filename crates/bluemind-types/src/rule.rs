use viaduc_wire::{self as wire, Dict, List};

use crate::{
    MailFilterForwarding, RuleActionName, RuleConditionOperator, RuleFilterContainsComparator,
    RuleFilterContainsModifier, RuleOperatorName, RuleTrigger, RuleType,
};

wire::object! {
    /// Delegation rule. BlueMind: `mailbox.api.rules`. Since v5.
    pub struct DelegationRule {
        /// The calendar whose invitations go on.
        delegator_calendar_uid: Option<String> = "delegatorCalendarUid",
        /// Who gets them.
        delegate_uids: List<String> = "delegateUids",
        /// Whose they are.
        delegator_uid: Option<String> = "delegatorUid",
        /// Whether a copy stays.
        keep_copy: Option<bool> = "keepCopy",
        /// Read only: yes or no.
        read_only: Option<bool> = "readOnly",
    }
}

wire::object! {
    /// Mail filter rule. BlueMind: `mailbox.api.rules` in v5, `mailbox.api.MailFilter.Rule` in v4.
    ///
    /// The two versions share `name`, `active` and `stop`; `criteria` and what follows it are those of v4, the rest
    /// those of v5.
    pub struct MailFilterRule {
        /// The id of the folder, or of the rule.
        id: Option<i64> = "id",
        /// Who made the rule.
        client: Option<String> = "client",
        /// Its kind.
        kind: Option<RuleType> = "type",
        /// Incoming or outgoing mail.
        trigger: Option<RuleTrigger> = "trigger",
        /// Whether it runs later.
        deferred: Option<bool> = "deferred",
        /// Whether it runs.
        active: Option<bool> = "active",
        /// The name; of an action: which it is.
        name: Option<String> = "name",
        /// The client's own.
        client_properties: Dict<String> = "clientProperties",
        /// All the conditions; none is always true.
        conditions: List<RuleCondition> = "conditions",
        /// What it does.
        actions: List<RuleAction> = "actions",
        /// Whether no rule runs after it; true where absent.
        stop: Option<bool> = "stop",
        /// Which messages, in a notation of v4. Until v4.
        criteria: Option<String> = "criteria",
        /// Whether it marks messages as important. Until v4.
        star: Option<bool> = "star",
        /// Whether it marks messages as read. Until v4.
        read: Option<bool> = "read",
        /// Whether it moves messages to the trash. Until v4.
        delete: Option<bool> = "delete",
        /// Whether it throws messages away. Until v4.
        discard: Option<bool> = "discard",
        /// Where messages go on to. Until v4.
        forward: Option<MailFilterForwarding> = "forward",
        /// The folder messages go to. Until v4.
        deliver: Option<String> = "deliver",
    }
}

wire::object! {
    /// Rule condition. BlueMind: `mailbox.api.rules.conditions`. Since v5.
    pub struct RuleCondition {
        /// How it combines with what is before it, or what it compares.
        operator: Option<RuleConditionOperator> = "operator",
        /// What to look at; where absent, the nested conditions.
        filter: Option<RuleFilter> = "filter",
        /// All the conditions; none is always true.
        conditions: List<RuleCondition> = "conditions",
        /// The client's own.
        client_properties: Dict<String> = "clientProperties",
        /// Whether it must not hold.
        negate: Option<bool> = "negate",
    }
}

wire::object! {
    /// Rule filter. BlueMind: `mailbox.api.rules.conditions`. Since v5.
    pub struct RuleFilter {
        /// Any of these fields.
        fields: List<String> = "fields",
        /// How it combines with what is before it, or what it compares.
        operator: Option<RuleOperatorName> = "operator",
        /// The whole, a part, or the start.
        comparator: Option<RuleFilterContainsComparator> = "comparator",
        /// What makes no difference.
        modifier: Option<RuleFilterContainsModifier> = "modifier",
        /// Any of these values.
        values: List<String> = "values",
        /// From here.
        lower_bound: Option<String> = "lowerBound",
        /// Up to here.
        upper_bound: Option<String> = "upperBound",
        /// Whether the bounds are in.
        inclusive: Option<bool> = "inclusive",
    }
}

wire::object! {
    /// Rule action. BlueMind: `mailbox.api.rules.actions`. Since v5.
    pub struct RuleAction {
        /// The name; of an action: which it is.
        name: Option<RuleActionName> = "name",
        /// The client's own.
        client_properties: Dict<String> = "clientProperties",
        /// Header fields.
        headers: Dict<String> = "headers",
        /// The uid of the folder tree.
        subtree: Option<String> = "subtree",
        /// The id of the folder, or of the rule.
        id: Option<i64> = "id",
        /// Full name of the folder.
        folder: Option<String> = "folder",
        /// Its kind.
        kind: Option<String> = "kind",
        /// Parameters, one for each value of each name: `TYPE` twice is two of them.
        parameters: Dict<String> = "parameters",
        /// Flags.
        flags: List<String> = "flags",
        /// Internal flags.
        internal_flags: List<String> = "internalFlags",
        /// The addresses.
        emails: List<String> = "emails",
        /// Whether a copy stays.
        keep_copy: Option<bool> = "keepCopy",
        /// Header names.
        header_names: List<String> = "headerNames",
        /// The subject.
        subject: Option<String> = "subject",
        /// Plain body.
        plain_body: Option<String> = "plainBody",
        /// Html body.
        html_body: Option<String> = "htmlBody",
        /// As attachment: yes or no.
        as_attachment: Option<bool> = "asAttachment",
    }
}

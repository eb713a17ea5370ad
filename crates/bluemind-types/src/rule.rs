use viaduc_wire::{self as wire, Dict, List};

use crate::{
    RuleActionName, RuleConditionOperator, RuleFilterContainsComparator,
    RuleFilterContainsModifier, RuleOperatorName, RuleTrigger, RuleType,
};

wire::object! {
    /// Delegation rule. BlueMind: `mailbox.api.rules`. Since v5.
    pub struct DelegationRule {
        /// Delegator calendar uid.
        delegator_calendar_uid: Option<String> = "delegatorCalendarUid",
        /// Delegate uids.
        delegate_uids: List<String> = "delegateUids",
        /// Delegator uid.
        delegator_uid: Option<String> = "delegatorUid",
        /// Keep copy: yes or no.
        keep_copy: Option<bool> = "keepCopy",
        /// Read only: yes or no.
        read_only: Option<bool> = "readOnly",
    }
}

wire::object! {
    /// Mail filter rule. BlueMind: `mailbox.api.rules`. Since v5.
    pub struct MailFilterRule {
        /// Id.
        id: Option<i64> = "id",
        /// Client.
        client: Option<String> = "client",
        /// Type.
        kind: Option<RuleType> = "type",
        /// Trigger.
        trigger: Option<RuleTrigger> = "trigger",
        /// Deferred: yes or no.
        deferred: Option<bool> = "deferred",
        /// Active: yes or no.
        active: Option<bool> = "active",
        /// Name.
        name: Option<String> = "name",
        /// Client properties.
        client_properties: Dict<String> = "clientProperties",
        /// Conditions.
        conditions: List<RuleCondition> = "conditions",
        /// Actions.
        actions: List<RuleAction> = "actions",
        /// Stop: yes or no.
        stop: Option<bool> = "stop",
    }
}

wire::object! {
    /// Rule condition. BlueMind: `mailbox.api.rules.conditions`. Since v5.
    pub struct RuleCondition {
        /// Operator.
        operator: Option<RuleConditionOperator> = "operator",
        /// Filter.
        filter: Option<RuleFilter> = "filter",
        /// Conditions.
        conditions: List<RuleCondition> = "conditions",
        /// Client properties.
        client_properties: Dict<String> = "clientProperties",
        /// Negate: yes or no.
        negate: Option<bool> = "negate",
    }
}

wire::object! {
    /// Rule filter. BlueMind: `mailbox.api.rules.conditions`. Since v5.
    pub struct RuleFilter {
        /// Fields.
        fields: List<String> = "fields",
        /// Operator.
        operator: Option<RuleOperatorName> = "operator",
        /// Comparator.
        comparator: Option<RuleFilterContainsComparator> = "comparator",
        /// Modifier.
        modifier: Option<RuleFilterContainsModifier> = "modifier",
        /// Values.
        values: List<String> = "values",
        /// Lower bound.
        lower_bound: Option<String> = "lowerBound",
        /// Upper bound.
        upper_bound: Option<String> = "upperBound",
        /// Inclusive: yes or no.
        inclusive: Option<bool> = "inclusive",
    }
}

wire::object! {
    /// Rule action. BlueMind: `mailbox.api.rules.actions`. Since v5.
    pub struct RuleAction {
        /// Name.
        name: Option<RuleActionName> = "name",
        /// Client properties.
        client_properties: Dict<String> = "clientProperties",
        /// Headers.
        headers: Dict<String> = "headers",
        /// Subtree.
        subtree: Option<String> = "subtree",
        /// Id.
        id: Option<i64> = "id",
        /// Folder.
        folder: Option<String> = "folder",
        /// Kind.
        kind: Option<String> = "kind",
        /// Parameters.
        parameters: Dict<String> = "parameters",
        /// Flags.
        flags: List<String> = "flags",
        /// Internal flags.
        internal_flags: List<String> = "internalFlags",
        /// Emails.
        emails: List<String> = "emails",
        /// Keep copy: yes or no.
        keep_copy: Option<bool> = "keepCopy",
        /// Header names.
        header_names: List<String> = "headerNames",
        /// Subject.
        subject: Option<String> = "subject",
        /// Plain body.
        plain_body: Option<String> = "plainBody",
        /// Html body.
        html_body: Option<String> = "htmlBody",
        /// As attachment: yes or no.
        as_attachment: Option<bool> = "asAttachment",
    }
}

//! What is written is read back, whatever it holds.
#![expect(clippy::unwrap_used, reason = "a value that cannot be written or read fails the test")]

use arbitrary::Arbitrary;
use serde_json::Value;
use viaduc_graph_types::{
    Attachment, Calendar, Contact, Event, Group, MailFolder, MailboxItem, MailboxSettings, Message,
    MessageRule, OrgContact, Place, TodoTask, User,
};
use viaduc_wire::FromJson;

/// Reading what was written gives what reading and writing it again gives. (A float that is no number is written `null`.)
fn settles<T>()
where
    T: for<'a> Arbitrary<'a>
        + FromJson
        + serde::Serialize
        + serde::de::DeserializeOwned
        + PartialEq
        + std::fmt::Debug,
{
    viaduc_fixture_runner::search(200, |u| {
        let text = serde_json::to_string(&T::arbitrary(u)?).unwrap();
        let once: T = viaduc_wire::read_str(&text).unwrap();
        let twice: T = viaduc_wire::read_str(&serde_json::to_string(&once).unwrap()).unwrap();
        assert_eq!(once, twice);
        let (before, after): (Value, Value) =
            (serde_json::from_str(&text).unwrap(), serde_json::to_value(&once).unwrap());
        assert_eq!(without_null(before), without_null(after));
        Ok(())
    });
}

/// `null` says what absence says.
fn without_null(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name, without_null(value)))
            .collect(),
        Value::Array(list) => list.into_iter().map(without_null).collect(),
        scalar @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => scalar,
    }
}

#[test]
fn what_is_written_is_read_back() {
    settles::<Event>();
    settles::<Contact>();
    settles::<Message>();
    settles::<User>();
    settles::<Group>();
    settles::<OrgContact>();
    settles::<TodoTask>();
    settles::<MailFolder>();
    settles::<MailboxItem>();
    settles::<Calendar>();
    settles::<MailboxSettings>();
    settles::<MessageRule>();
    settles::<Attachment>();
    settles::<Place>();
}

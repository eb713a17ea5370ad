//! Rights on containers, read, merged and written once. BlueMind: `Verb`, `AccessControlEntry`.

use viaduc_bluemind_types::{AccessControlEntry, ContainerUid, Verb};
use viaduc_rest::{ApiError, Clock, Transport};

use crate::BlueMindClient;
use crate::containers::{Acl, SetAcl};

const INCLUDED: &[(Verb, &[Verb])] = &[
    (Verb::Freebusy, &[Verb::Invitation]),
    (Verb::SendAs, &[Verb::SendOnBehalf]),
    (Verb::Read, &[Verb::Freebusy, Verb::Invitation]),
    (Verb::ReadExtended, &[Verb::Read, Verb::Freebusy, Verb::Invitation]),
    (Verb::Write, &[Verb::Read, Verb::Freebusy, Verb::Invitation]),
    (
        Verb::All,
        &[
            Verb::Write,
            Verb::Manage,
            Verb::ReadExtended,
            Verb::Read,
            Verb::Freebusy,
            Verb::Invitation,
            Verb::SendAs,
            Verb::SendOnBehalf,
        ],
    ),
];

/// Whether holding `verb` is holding `other`: `Write` is to read, and `Manage` is neither.
///
/// The server stores no verb that another of the same subject includes.
#[must_use]
pub fn includes(verb: &Verb, other: &Verb) -> bool {
    // What another version of the server knows includes nothing that is known here.
    verb == other || INCLUDED.iter().any(|(holds, also)| holds == verb && also.contains(other))
}

/// A list with more rights in it, or nothing where it gives them all already. No entry is taken out.
///
/// An entry without subject or verb is passed over: the server would refuse the whole list.
#[must_use]
pub fn merged(
    list: &[AccessControlEntry],
    wanted: &[AccessControlEntry],
) -> Option<Vec<AccessControlEntry>> {
    let mut merged = list.to_vec();
    for entry in wanted {
        let (Some(subject), Some(verb)) = (&entry.subject, &entry.verb) else { continue };
        let holds = |old: &AccessControlEntry| {
            old.subject.as_ref() == Some(subject)
                && old.verb.as_ref().is_some_and(|old| includes(old, verb))
        };
        if !subject.is_empty() && !merged.iter().any(holds) {
            merged.push(entry.clone());
        }
    }
    (merged.len() > list.len()).then_some(merged)
}

impl<T: Transport, K: Clock> BlueMindClient<T, K> {
    /// Adds rights to a container and keeps those that are there, the domain's right to invite among them. Writes
    /// once, and not at all where the list gives them already, since each write mails the people concerned. Answers
    /// whether it wrote. A mailbox's list is that of `mailbox:acls-<uid>` ([`uids`](crate::uids)).
    ///
    /// Two that do this to one container at the same time can lose each other's additions: the server has no
    /// conditional write.
    ///
    /// # Errors
    /// Those of [`Acl`] and [`SetAcl`].
    pub async fn grant(
        &self,
        container: &ContainerUid,
        wanted: &[AccessControlEntry],
    ) -> Result<bool, ApiError> {
        let list = self.call(&Acl::new(container)).await?;
        let Some(list) = merged(&list, wanted) else { return Ok(false) };
        self.call(&SetAcl::new(container, &list)).await.map(|()| true)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(subject: &str, verb: Verb) -> AccessControlEntry {
        let (subject, verb) = (Some(subject.to_owned()), Some(verb));
        AccessControlEntry { subject, verb, ..AccessControlEntry::default() }
    }

    #[test]
    fn what_a_stored_verb_includes_is_not_written_again() {
        let there = [entry("town", Verb::Invitation), entry("bob", Verb::Write)];
        for verb in [Verb::Write, Verb::Read, Verb::Freebusy, Verb::Invitation] {
            assert_eq!(merged(&there, &[entry("bob", verb)]), None);
        }
        for verb in [Verb::Manage, Verb::All, Verb::ReadExtended, Verb::SendAs] {
            let more = merged(&there, &[entry("bob", verb)]).unwrap();
            assert_eq!((&more[..2], more.len()), (&there[..], 3));
        }
        assert_eq!(merged(&there, &[entry("", Verb::Read), AccessControlEntry::default()]), None);
        let twice = [entry("zoe", Verb::All), entry("zoe", Verb::Manage)];
        assert_eq!(merged(&there, &twice).unwrap().len(), 3);
    }

    #[test]
    fn manage_is_no_right_to_read() {
        for verb in [Verb::Read, Verb::Write, Verb::Invitation, Verb::All] {
            assert!(!includes(&Verb::Manage, &verb));
        }
        assert!(!includes(&Verb::Write, &Verb::ReadExtended));
        assert!(!includes(&Verb::SendOnBehalf, &Verb::SendAs));
        assert!(!includes(&Verb::Read, &Verb::Write));
    }
}

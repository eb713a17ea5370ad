//! Access control lists: replaced as a whole, compacted, and told to everybody they touch.

use serde_json::{Value, json};

use crate::access::covers;
use crate::api::items::text;
use crate::core::{Core, Session, entry_kind};
use crate::fault::Fault;
use crate::notify::{Notification, NotificationKind};

/// The list of a container as it is kept.
pub(crate) fn read(core: &Core, uid: &str) -> Result<Value, Fault> {
    let acl = &core.container(uid)?.acl;
    Ok(acl.iter().map(|(subject, verb)| json!({"subject": subject, "verb": verb})).collect())
}

/// Replaces the list: validation, mailshare rewriting, compaction, the free/busy list beside it, and the mails.
pub(crate) fn write(core: &mut Core, me: &Session, uid: &str, body: &Value) -> Result<(), Fault> {
    core.need(me, uid, "Manage")?;
    let mut new = Vec::new();
    let kind = core.container(uid)?.kind;
    let domain = core.container(uid)?.domain.clone();
    for entry in body.as_array().into_iter().flatten() {
        let (subject, verb) = (text(entry, "subject"), text(entry, "verb"));
        if subject.is_empty() || verb.is_empty() {
            return Err(Fault::new("FAILURE", "an entry needs a subject and a verb"));
        }
        if kind == "mailboxacl" && subject == domain {
            return Err(Fault::new("FORBIDDEN", "public sharing of mailboxes is forbidden"));
        }
        new.push((subject, verb));
    }
    let old = core.container(uid)?.acl.clone();
    if kind == "mailboxacl" && owned_by_mailshare(core, uid)? {
        rewrite_mailshare(&old, &mut new);
    }
    let new = compact(new);
    tell(core, uid, &domain, &old, &new);
    core.container_mut(uid)?.acl.clone_from(&new);
    if kind == "mailboxacl" {
        leave(core, uid, &domain, &old, &new);
    }
    mirror_freebusy(core, uid, new);
    Ok(())
}

/// Who may no longer write as a mailbox loses the identities of it, and who has no right left the subscription.
fn leave(
    core: &mut Core,
    uid: &str,
    domain: &str,
    old: &[(String, String)],
    new: &[(String, String)],
) {
    let Some(owner) = core.containers.get(uid).map(|c| c.owner.clone()) else { return };
    for user in super::users::all(core, domain).into_iter().filter(|user| *user != owner) {
        let groups = core.groups_of(domain, &user);
        let holds = |acl: &[(String, String)], enough: fn(&str) -> bool| {
            let mine = |subject: &String| *subject == user || groups.contains(subject);
            acl.iter().any(|(subject, verb)| mine(subject) && enough(verb))
        };
        let writes_as = |verb: &str| covers(verb, "SendOnBehalf");
        if holds(old, writes_as) && !holds(new, writes_as) {
            let prefix = format!("identity/{domain}/{user}/");
            core.extras.retain(|key, identity| {
                !key.starts_with(&prefix) || text(identity, "mailboxUid") != owner
            });
        }
        if holds(old, |_| true) && !holds(new, |_| true) {
            let stamp = core.stamp(None);
            let list = super::subscriptions::container_uid(domain, &user);
            if let Some(list) = core.containers.get_mut(&list) {
                list.delete(&stamp, &super::subscriptions::item_uid(&user, uid));
            }
        }
    }
}

fn owned_by_mailshare(core: &Core, uid: &str) -> Result<bool, Fault> {
    let c = core.container(uid)?;
    Ok(core.entry(&c.domain, &c.owner).is_some_and(|(_, item)| entry_kind(item) == "MAILSHARE"))
}

/// Who newly writes to a shared mailbox may send as it; who no longer writes may not.
fn rewrite_mailshare(old: &[(String, String)], new: &mut Vec<(String, String)>) {
    let writes = |list: &[(String, String)], subject: &str| {
        list.iter().any(|(s, verb)| s == subject && covers(verb, "Write"))
    };
    let subjects: Vec<String> = new.iter().map(|(subject, _)| subject.clone()).collect();
    for subject in subjects {
        let (before, after) = (writes(old, &subject), writes(new, &subject));
        if after && !before {
            new.push((subject, "SendAs".to_owned()));
        } else if before && !after {
            new.retain(|(s, verb)| *s != subject || verb != "SendAs");
        }
    }
}

/// Drops verbs another verb of the same subject implies.
pub(crate) fn compact(list: Vec<(String, String)>) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = Vec::new();
    for (subject, verb) in &list {
        let implied = list.iter().any(|(s, v)| s == subject && v != verb && covers(v, verb));
        let there = out.iter().any(|(s, v)| s == subject && v == verb);
        if !implied && !there {
            out.push((subject.clone(), verb.clone()));
        }
    }
    out
}

const VERBS: [&str; 10] = [
    "Visible",
    "Invitation",
    "Freebusy",
    "SendOnBehalf",
    "SendAs",
    "Read",
    "ReadExtended",
    "Write",
    "Manage",
    "All",
];

/// Mails everybody who may now more or less than before, by name, by a group or with the whole domain.
fn tell(
    core: &mut Core,
    uid: &str,
    domain: &str,
    old: &[(String, String)],
    new: &[(String, String)],
) {
    let mut subjects: Vec<&String> = Vec::new();
    for (from, other) in [(old, new), (new, old)] {
        for entry in from.iter().filter(|entry| !other.contains(entry)) {
            if !subjects.contains(&&entry.0) {
                subjects.push(&entry.0);
            }
        }
    }
    let owner = core.container(uid).map(|c| c.owner.clone()).unwrap_or_default();
    let changed = |user: &String| {
        let groups = core.groups_of(domain, user);
        let mine = |subject: &str| {
            subject == user || subject == domain || groups.iter().any(|group| group == subject)
        };
        let holds = |acl: &[(String, String)], verb: &str| {
            acl.iter().any(|(subject, held)| covers(held, verb) && mine(subject))
        };
        VERBS.iter().any(|verb| holds(old, verb) != holds(new, verb))
    };
    let mut users: Vec<String> = Vec::new();
    for subject in subjects {
        match core.entry(domain, subject).map(|(kind, _)| kind) {
            Some("USER") => users.push(subject.clone()),
            Some("GROUP") => users.extend(super::groups::expanded_users(core, domain, subject)),
            _ if subject == domain => users.extend(super::users::all(core, domain)),
            _ => {}
        }
    }
    users.sort();
    users.dedup();
    users.retain(|user| *user != owner && changed(user));
    for user in users {
        core.notify(Notification::new(NotificationKind::AclChanged, user, uid));
    }
}

/// The aggregate of a default or resource calendar is readable by whom the calendar itself lets see busy slots.
fn mirror_freebusy(core: &mut Core, uid: &str, acl: Vec<(String, String)>) {
    let owner = uid.strip_prefix("calendar:Default:").or_else(|| uid.strip_prefix("calendar:"));
    let Some(freebusy) = owner.map(|owner| format!("freebusy:{owner}")) else { return };
    if let Some(c) = core.containers.get_mut(&freebusy) {
        c.acl = compact(
            acl.into_iter()
                .filter(|(_, verb)| covers(verb, "Freebusy"))
                .map(|(subject, _)| (subject, "Read".to_owned()))
                .collect(),
        );
    }
}

//! Sessions and rights.

use crate::core::{Core, Session, entry_value};
use crate::fault::Fault;

/// What each verb brings along.
pub(crate) fn includes(verb: &str) -> &'static [&'static str] {
    match verb {
        "Freebusy" => &["Invitation"],
        "SendAs" => &["SendOnBehalf"],
        "Read" => &["Freebusy", "Invitation"],
        "ReadExtended" => &["Read", "Freebusy", "Invitation"],
        "Write" => &["Read", "Freebusy", "Invitation"],
        "All" => &[
            "Write",
            "Manage",
            "SendOnBehalf",
            "SendAs",
            "ReadExtended",
            "Read",
            "Freebusy",
            "Invitation",
            "Visible",
        ],
        _ => &[],
    }
}

/// True when holding `held` is enough for `wanted`.
pub(crate) fn covers(held: &str, wanted: &str) -> bool {
    held == wanted || includes(held).contains(&wanted)
}

impl Core {
    /// The session of a key: a session id, or an API key, which stands for one.
    pub(crate) fn session_of_key(&self, key: &str) -> Option<Session> {
        if let Some(session) = self.sessions.get(key) {
            return Some(session.clone());
        }
        let api = self.api_keys.iter().find(|k| k.sid == key)?;
        let origin = format!("apikey-of-{}", api.subject);
        self.session_for(&api.domain, &api.subject, &api.sid, &origin)
    }

    /// Forgets a session and any API key of that name.
    pub(crate) fn forget_session(&mut self, key: &str) {
        self.sessions.remove(key);
        self.api_keys.retain(|k| k.sid != key);
        let prefix = format!("{key}/");
        self.parts.retain(|name, _| !name.starts_with(&prefix));
    }

    /// A session value for a user, without opening it.
    pub(crate) fn session_for(
        &self,
        domain: &str,
        uid: &str,
        sid: &str,
        origin: &str,
    ) -> Option<Session> {
        let (_, item) = self.entry(domain, uid)?;
        let login = entry_value(item).get("login")?.as_str()?.to_owned();
        Some(Session {
            sid: sid.to_owned(),
            domain: domain.to_owned(),
            uid: uid.to_owned(),
            login,
            origin: origin.to_owned(),
        })
    }

    /// True for the platform administrator and for administrators of this domain.
    pub(crate) fn is_admin(&self, session: &Session, domain: &str) -> bool {
        session.is_global() || (session.domain == domain && self.has_admin_role(session))
    }

    fn has_admin_role(&self, session: &Session) -> bool {
        let roles = self.extras.get(&format!("roles/{}/{}", session.domain, session.uid));
        roles.and_then(|r| r.as_array()).is_some_and(|list| {
            list.iter().any(|role| {
                matches!(role.as_str(), Some("systemManagement" | "domainManagement" | "admin"))
            })
        })
    }

    /// Refuses anybody but an administrator of the domain.
    pub(crate) fn need_admin(&self, session: &Session, domain: &str) -> Result<(), Fault> {
        if self.is_admin(session, domain) {
            return Ok(());
        }
        Err(Fault::denied(format!("{} is no administrator of {domain}", session.login)))
    }

    /// Refuses anybody but the user and an administrator of the domain.
    pub(crate) fn need_self(
        &self,
        session: &Session,
        domain: &str,
        uid: &str,
    ) -> Result<(), Fault> {
        if session.domain == domain && session.uid == uid {
            return Ok(());
        }
        self.need_admin(session, domain)
    }

    /// True when the session holds the verb on the container: as owner, by its list, or as administrator.
    pub(crate) fn may(&self, session: &Session, container: &str, verb: &str) -> bool {
        let Some(mut c) = self.containers.get(container) else { return false };
        if matches!(c.kind, "mailbox_records" | "replicated_mailboxes") {
            // There is one list for a whole mailbox.
            c = self.containers.get(&format!("mailbox:acls-{}", c.owner)).unwrap_or(c);
        }
        if self.is_admin(session, &c.domain)
            || (c.owner == session.uid && c.domain == session.domain)
        {
            return true;
        }
        let own = |subject: &str| {
            subject == session.uid
                || subject == "anonymous"
                || (subject == session.domain && c.domain == session.domain)
                || self.groups_of(&session.domain, &session.uid).iter().any(|g| g == subject)
        };
        c.acl.iter().any(|(subject, held)| covers(held, verb) && own(subject))
    }

    /// Refuses a session without the verb: NOT_FOUND for no container, PERMISSION_DENIED for no right.
    pub(crate) fn need(&self, session: &Session, container: &str, verb: &str) -> Result<(), Fault> {
        self.container(container)?;
        if self.may(session, container, verb) {
            return Ok(());
        }
        Err(Fault::denied(format!("{} lacks {verb} on {container}", session.login)))
    }

    /// Uids of the groups somebody is in, nested ones included.
    pub(crate) fn groups_of(&self, domain: &str, uid: &str) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        let mut next = vec![uid.to_owned()];
        while let Some(member) = next.pop() {
            for group in self.parents_of(domain, &member) {
                if !found.contains(&group) {
                    found.push(group.clone());
                    next.push(group);
                }
            }
        }
        found
    }

    /// Uids of the groups that name `member` directly.
    pub(crate) fn parents_of(&self, domain: &str, member: &str) -> Vec<String> {
        let prefix = format!("members/{domain}/");
        let mut groups: Vec<String> = self
            .extras
            .iter()
            .filter_map(|(key, members)| {
                let group = key.strip_prefix(&prefix)?;
                let mut list = members.as_array().into_iter().flatten();
                list.any(|m| m.get("uid").and_then(|u| u.as_str()) == Some(member))
                    .then(|| group.to_owned())
            })
            .collect();
        groups.sort();
        groups
    }
}

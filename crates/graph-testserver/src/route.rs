//! From a request to the handler that answers it.

use crate::calendars;
use crate::cx::Cx;
use crate::directory;
use crate::mail;
use crate::people;
use crate::reply::{Answer, resource_not_found, unknown_segment};
use crate::settings;
use crate::tasks;
use crate::tenant::{Access, Failure, User};

/// Answers a GET.
pub(crate) fn read(cx: &Cx<'_>) -> Answer {
    let names = cx.ask.names();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let keys = &cx.ask.path;
    match (names.as_slice(), keys.as_slice()) {
        (["me", ..], _) => Err(Failure::new(
            400,
            "BadRequest",
            "/me request is only valid with delegated authentication flow.",
        )),
        (["users", ..], [_, user, rest @ ..]) if user != "delta" && user != "$count" => {
            let owner = cx.tenant.user(user).ok_or_else(|| resource_not_found(user))?;
            let below: Vec<&str> = names.iter().skip(2).copied().collect();
            user_read(cx, owner, &below, rest)
        }
        (below, keys) => directory::read(cx, below, keys),
    }
}

fn user_read(cx: &Cx<'_>, user: &User, names: &[&str], keys: &[String]) -> Answer {
    if let Some(answer) = directory::user(cx, user, names, keys) {
        return answer;
    }
    granted(user)?;
    let first = names.first().copied().unwrap_or_default();
    match first {
        "mailfolders" | "messages" => mail::read(cx, user, names, keys),
        "calendar" | "calendars" | "calendargroups" | "events" | "calendarview" => {
            calendars::read(cx, user, names, keys)
        }
        "contacts" | "contactfolders" => people::read(cx, user, names, keys),
        "todo" => tasks::read(cx, user, names, keys),
        "mailboxsettings" | "outlook" | "inferenceclassification" | "settings" => {
            settings::read(cx, user, names, keys)
        }
        _ => Err(unknown_segment(first)),
    }
}

/// Whether the application may read the mailbox, in the service's words if not.
pub(crate) fn granted(user: &User) -> Result<(), Failure> {
    let (status, code, message) = match user.access {
        Access::Granted => return Ok(()),
        Access::OutOfScope => (
            403,
            "ErrorAccessDenied",
            "Access to OData is disabled: [RAOP] : Blocked by tenant configured AppOnly \
             AccessPolicy settings.",
        ),
        Access::NoMailbox => (
            404,
            "MailboxNotEnabledForRESTAPI",
            "The mailbox is either inactive, soft-deleted, or is hosted on-premise.",
        ),
        Access::Suspended => {
            (403, "AccountSuspend", "Account suspended. Follow the instructions in your Inbox.")
        }
    };
    Err(Failure::new(status, code, message))
}

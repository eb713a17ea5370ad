//! What the clients answer, as the pipeline's trouble: how much it stops, and what a person can do.

use viaduc_imap_append::{Error as ImapError, ErrorKind as ImapKind};
use viaduc_pipeline::{Scope, Trouble};
use viaduc_rest::{ApiError, ErrorKind};

/// An error of a REST service about one thing of `scope`.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other kind concerns what was asked for")]
pub(crate) fn rest(error: ApiError, scope: Scope) -> Trouble {
    let (least, remedy) = match error.kind() {
        ErrorKind::Unauthenticated => {
            (Scope::Run, Some("check the login and the secret, and whether they have expired"))
        }
        ErrorKind::MailboxNotEnabled => (
            Scope::Mailbox,
            Some(
                "give the mailbox a licence, or move it to the service first, or leave it out with run.users",
            ),
        ),
        ErrorKind::MailboxOutOfScope => (
            Scope::Mailbox,
            Some(
                "add the mailbox to what the application may read, or leave it out with run.users",
            ),
        ),
        ErrorKind::NoSuchUser => (Scope::Mailbox, Some("check the address in run.users")),
        ErrorKind::Forbidden => (scope, Some("grant the right that the operation needs")),
        ErrorKind::Transport => (
            Scope::Mailbox,
            Some(
                "check that the server is up and the address right, then start again: what was done is kept",
            ),
        ),
        ErrorKind::ForeignLink => {
            (Scope::Run, Some("a link of the service leads to another host: check base_url"))
        }
        _ => (scope, None),
    };
    let mut trouble = Trouble::item(error.to_string()).scoped(scope.max(least));
    if let Some(remedy) = remedy {
        trouble = trouble.remedy(remedy);
    }
    if error.is_retryable() { trouble.retry(error.retry_after()) } else { trouble }
}

/// An error of the IMAP server about one thing of `scope`.
#[expect(clippy::wildcard_enum_match_arm, reason = "every other kind concerns what was asked for")]
pub(crate) fn imap(error: &ImapError, scope: Scope) -> Trouble {
    let (least, remedy) = match error.kind() {
        ImapKind::Auth => {
            (Scope::Mailbox, Some("check that the administrator may act as this user"))
        }
        ImapKind::Tls => (
            Scope::Run,
            Some("check the certificate of the IMAP server, and its name in bluemind.imap"),
        ),
        ImapKind::Unreachable => (
            Scope::Mailbox,
            Some(
                "check that the IMAP server is up and bluemind.imap right, then start again: what was done is kept",
            ),
        ),
        ImapKind::OverQuota => (Scope::Mailbox, Some("raise the mailbox's quota and start again")),
        ImapKind::TooLarge => (
            scope,
            Some(
                "raise message_size_limit on the server, and bluemind.message_limit in the configuration",
            ),
        ),
        _ => (scope, None),
    };
    let trouble = Trouble::item(error.to_string()).scoped(scope.max(least));
    let trouble = match remedy {
        Some(remedy) => trouble.remedy(remedy),
        None => trouble,
    };
    if error.is_retryable() { trouble.retry(error.retry_after()) } else { trouble }
}

//! What Exchange's folders are called in BlueMind.

use viaduc_pipeline::Container;

/// The folders every BlueMind user has, in English whatever the language of the interface.
const DEFAULT: [&str; 7] = ["INBOX", "Sent", "Drafts", "Trash", "Junk", "Outbox", "Templates"];

/// What stands behind a name that would otherwise be taken for a default folder.
const NOT_DEFAULT: &str = " (Microsoft 365)";

/// The path of the folder in BlueMind.
///
/// Folders with a role become the default folder of that role. The outbox does not: what lies in BlueMind's is sent, and a
/// migration sends nothing. A top-level name that BlueMind keeps for a default folder gets an addition. Characters that
/// BlueMind refuses or reads as something else (`/`, `^`, `"`, controls) are replaced by their look-alikes.
pub(crate) fn target_path(container: &Container) -> Vec<String> {
    if let [_] = container.path.as_slice()
        && let Some(name) = container.role.as_deref().and_then(default)
    {
        return vec![name.to_owned()];
    }
    let mut path: Vec<String> = container.path.iter().map(|name| plain(name)).collect();
    if let Some(first) = path.first_mut() {
        match container.root_role.as_deref().and_then(default) {
            Some(name) => *first = name.to_owned(),
            None if DEFAULT.iter().any(|name| name.eq_ignore_ascii_case(first)) => {
                first.push_str(NOT_DEFAULT);
            }
            None => {}
        }
    }
    path
}

fn default(role: &str) -> Option<&'static str> {
    Some(match role {
        "inbox" => "INBOX",
        "sentitems" => "Sent",
        "drafts" => "Drafts",
        "deleteditems" => "Trash",
        "junkemail" => "Junk",
        _ => return None,
    })
}

fn plain(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|c| match c {
            '/' => '\u{2215}',
            '^' => '\u{02c6}',
            '"' => '\u{201d}',
            '\\' => '\u{29f5}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect();
    let trimmed = kept.trim();
    if trimmed.is_empty() { "\u{fffd}".to_owned() } else { trimmed.to_owned() }
}

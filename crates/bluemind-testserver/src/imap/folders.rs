//! Folder commands.

use crate::api::{create_folder, find_folder, subtree_uid};
use crate::container::Item;
use crate::core::{Core, Session, entry_value};
use crate::imap::names;
use crate::imap::session::Done;
use crate::imap::wire::Arg;
use crate::mail::records_uid;

/// Where other people's and shared mailboxes hang.
const OTHERS: &str = "Autres utilisateurs";
const SHARED: &str = "Dossiers partagés";

/// A folder as a user sees it.
#[derive(Debug, Clone)]
pub(crate) struct Folder {
    pub(crate) name: String,
    pub(crate) uid: String,
    pub(crate) validity: i64,
}

fn text(item: &Item, name: &str) -> String {
    item.value.get(name).and_then(|v| v.as_str()).unwrap_or_default().to_owned()
}

fn own_subtree(user: &Session) -> String {
    subtree_uid(&user.domain, &user.uid, "USER")
}

/// Everything a user sees: the own mailbox, and those subscribed to and readable.
pub(crate) fn all(core: &Core, user: &Session) -> Vec<Folder> {
    let mut out = Vec::new();
    if let Ok(tree) = core.container(&own_subtree(user)) {
        out.extend(tree.items().map(|item| Folder {
            name: text(item, "fullName"),
            uid: item.uid.clone(),
            validity: item.id,
        }));
    }
    let list = format!("owner_subscriptions_{}_at_{}", user.uid, user.domain);
    let Ok(list) = core.container(&list) else { return out };
    for sub in list.items() {
        let acl = text(sub, "containerUid");
        let Some(owner) = acl.strip_prefix("mailbox:acls-").filter(|o| *o != user.uid) else {
            continue;
        };
        let Some((kind, entry)) = core.entry(&user.domain, owner) else { continue };
        let Ok(tree) = core.container(&subtree_uid(&user.domain, owner, kind)) else { continue };
        if !core.may(user, &acl, "Read") {
            continue;
        }
        let login = entry_value(entry).get("login").and_then(|v| v.as_str()).unwrap_or_default();
        out.extend(tree.items().map(|item| {
            let full = text(item, "fullName");
            let name = match kind {
                "USER" if full == "INBOX" => format!("{OTHERS}/{login}"),
                "USER" => format!("{OTHERS}/{login}/{full}"),
                _ => format!("{SHARED}/{full}"),
            };
            Folder { name, uid: item.uid.clone(), validity: item.id }
        }));
    }
    out
}

/// The name an argument means: modified UTF-7, except in a literal, which is UTF-8.
pub(crate) fn name_of(arg: &Arg) -> String {
    let raw = arg.text();
    let name = match arg {
        Arg::Literal(_) => raw,
        _ => names::decode(&raw).unwrap_or(raw),
    };
    if name.eq_ignore_ascii_case("INBOX") { "INBOX".to_owned() } else { name }
}

/// The folder an argument names.
pub(crate) fn find(core: &Core, user: &Session, arg: &Arg) -> Option<Folder> {
    let name = name_of(arg);
    all(core, user).into_iter().find(|folder| folder.name == name)
}

pub(crate) fn execute(core: &mut Core, user: &Session, name: &str, args: &[Arg]) -> Done {
    match name {
        "NAMESPACE" => {
            let prefix = |name: &str| format!("((\"{}/\" \"/\"))", names::encode(name));
            let line =
                format!("* NAMESPACE ((\"\" \"/\")) {} {}\r\n", prefix(OTHERS), prefix(SHARED));
            Done::ok("NAMESPACE completed").after(line)
        }
        "LIST" | "XLIST" | "LSUB" => list(core, user, name, args),
        "CREATE" => create(core, user, args),
        "DELETE" => delete(core, user, args),
        "RENAME" => rename(core, user, args),
        "STATUS" => status(core, user, args),
        "GETQUOTAROOT" | "GETQUOTA" => quota(core, user, name, args),
        "MYRIGHTS" => {
            let Some(folder) = args.first().and_then(|arg| find(core, user, arg)) else {
                return Done::no("no such folder");
            };
            let writes = core.may(user, &records_uid(&folder.uid), "Write");
            let rights = if writes { "lrswipkxtea" } else { "lr" };
            let line = format!("* MYRIGHTS {} {rights}\r\n", show(&folder.name));
            Done::ok("MYRIGHTS completed").after(line)
        }
        _ => Done::ok(format!("{name} completed")),
    }
}

/// A name as a quoted string in modified UTF-7.
fn show(name: &str) -> String {
    format!("\"{}\"", names::encode(name).replace('\\', "\\\\").replace('"', "\\\""))
}

fn list(core: &Core, user: &Session, command: &str, args: &[Arg]) -> Done {
    // `LIST (SPECIAL-USE) "" "*"` has its selection first.
    let special_only = matches!(args.first(), Some(Arg::List(_)));
    let args = args.get(usize::from(special_only)..).unwrap_or_default();
    let (Some(reference), Some(pattern)) = (args.first(), args.get(1)) else {
        return Done::bad("LIST takes a reference and a pattern");
    };
    let done = Done::ok(format!("{command} completed"));
    let pattern = reference.text() + &pattern.text();
    if pattern.is_empty() {
        return done.after(format!("* {command} (\\Noselect) \"/\" \"\"\r\n"));
    }
    let folders = all(core, user);
    let mut out = String::new();
    for folder in &folders {
        if !matches(&pattern, &names::encode(&folder.name)) {
            continue;
        }
        let prefix = format!("{}/", folder.name);
        let parent = folders.iter().any(|other| other.name.starts_with(&prefix));
        let special = match folder.name.as_str() {
            "Sent" => "\\sent",
            "Trash" => "\\trash",
            "Drafts" => "\\drafts",
            "Junk" => "\\junk",
            _ => "",
        };
        if special_only && special.is_empty() {
            continue;
        }
        let children = if parent { "\\HasChildren" } else { "\\HasNoChildren" };
        let gap = if special.is_empty() { "" } else { " " };
        out.push_str(&format!(
            "* {command} ({children}{gap}{special}) \"/\" {}\r\n",
            show(&folder.name)
        ));
    }
    done.after(out)
}

/// `*` is any run of characters, `%` one without the separator; INBOX in any case.
fn matches(pattern: &str, name: &str) -> bool {
    if name == "INBOX" && pattern.eq_ignore_ascii_case("INBOX") {
        return true;
    }
    let (pattern, name) = (pattern.as_bytes(), name.as_bytes());
    let mut reach = vec![false; name.len() + 1];
    reach.first_mut().into_iter().for_each(|start| *start = true);
    for &p in pattern {
        let mut next = vec![false; name.len() + 1];
        let mut running = false;
        for (at, slot) in next.iter_mut().enumerate() {
            let here = reach.get(at).copied().unwrap_or(false);
            let before = at.checked_sub(1);
            let last = before.and_then(|b| name.get(b)).copied();
            *slot = match p {
                b'*' | b'%' => {
                    running = here || (running && !(p == b'%' && last == Some(b'/')));
                    running
                }
                _ => last == Some(p) && before.and_then(|b| reach.get(b)).copied().unwrap_or(false),
            };
        }
        reach = next;
    }
    reach.last().copied().unwrap_or(false)
}

fn create(core: &mut Core, user: &Session, args: &[Arg]) -> Done {
    let Some(name) = args.first().map(name_of) else { return Done::bad("CREATE takes a name") };
    let name = name.trim_end_matches('/').to_owned();
    if all(core, user).iter().any(|folder| folder.name == name) {
        return Done::no("create failed, already exists").about(&name);
    }
    let target = place_of(core, user, &name);
    let Some((subtree, full)) = target.filter(|(tree, _)| core.may(user, tree, "Write")) else {
        return Done::no("create failed").about(&name);
    };
    match create_folder(core, user, &subtree, &full) {
        Ok(_) => Done::ok("create completed").about(&name),
        Err(fault) => Done::no(format!("create failed, {}", fault.message())).about(&name),
    }
}

/// The mailbox a name is in, and its name there.
fn place_of(core: &Core, user: &Session, name: &str) -> Option<(String, String)> {
    let (space, inner) = name.split_once('/').unwrap_or((name, ""));
    let (first, rest) = inner.split_once('/').unwrap_or((inner, ""));
    match space {
        OTHERS => {
            let uid = core.find_login(&user.domain, first)?;
            Some((subtree_uid(&user.domain, &uid, "USER"), rest.to_owned()))
        }
        SHARED => {
            let mut trees = core.containers.values().filter(|c| {
                c.kind == "replicated_mailboxes" && c.domain == user.domain && c.name == first
            });
            let tree = trees.find(|c| !c.uid.contains("!user."))?;
            Some((tree.uid.clone(), inner.to_owned()))
        }
        _ => Some((own_subtree(user), name.to_owned())),
    }
}

fn delete(core: &mut Core, user: &Session, args: &[Arg]) -> Done {
    let Some(folder) = args.first().and_then(|arg| find(core, user, arg)) else {
        return Done::no("delete failed");
    };
    let defaults = ["INBOX", "Sent", "Drafts", "Trash", "Junk", "Outbox", "Templates"];
    let prefix = format!("{}/", folder.name);
    let parent = all(core, user).iter().any(|other| other.name.starts_with(&prefix));
    if defaults.contains(&folder.name.as_str()) || parent {
        return Done::no("delete failed, default folder or folder with children");
    }
    let stamp = core.stamp(Some(user));
    let removed = core.container_mut(&own_subtree(user)).map(|c| c.delete(&stamp, &folder.uid));
    match removed {
        Ok(Some(_)) => {
            core.containers.remove(&records_uid(&folder.uid));
            Done::ok("delete completed").about(&folder.name)
        }
        _ => Done::no("delete failed"),
    }
}

fn rename(core: &mut Core, user: &Session, args: &[Arg]) -> Done {
    let [from, to] = args else { return Done::bad("RENAME takes two names") };
    let (from, to) = (name_of(from), name_of(to));
    let subtree = own_subtree(user);
    let item = find_folder(core, &subtree, &from).cloned();
    // A mailbox is never without its INBOX, nor is a folder renamed out of its mailbox.
    let to_own = place_of(core, user, &to).is_some_and(|(tree, _)| tree == subtree);
    let Some(item) = item.filter(|_| from != "INBOX" && to_own) else {
        return Done::no("rename failed");
    };
    match crate::api::rename_folder(core, user, &subtree, &item, &to) {
        Ok(()) => Done::ok("rename completed"),
        Err(fault) => Done::no(format!("rename failed, {}", fault.message())),
    }
}

fn status(core: &Core, user: &Session, args: &[Arg]) -> Done {
    let (Some(arg), Some(Arg::List(wanted))) = (args.first(), args.get(1)) else {
        return Done::bad("STATUS takes a name and a list");
    };
    let Some(folder) = find(core, user, arg) else { return Done::no("no such folder") };
    let Ok(records) = core.container(&records_uid(&folder.uid)) else {
        return Done::no("no such folder");
    };
    let unseen = records.items().filter(|i| !i.flags.contains(&"Seen")).count();
    let mut parts = Vec::new();
    for item in wanted {
        let name = item.text().to_ascii_uppercase();
        let value = match name.as_str() {
            "MESSAGES" => records.len().to_string(),
            "RECENT" => "0".to_owned(),
            "UIDNEXT" => core.mail.uid_next(&folder.uid).to_string(),
            "UIDVALIDITY" => folder.validity.to_string(),
            "UNSEEN" => unseen.to_string(),
            _ => return Done::bad(format!("unknown status item {name}")),
        };
        parts.push(format!("{name} {value}"));
    }
    let line = format!("* STATUS {} ({})\r\n", show(&folder.name), parts.join(" "));
    Done::ok("STATUS completed").after(line).about(&folder.name)
}

/// The quota of a mailbox in KiB; 0 is none.
fn quota_of(core: &Core, domain: &str, owner: &str) -> i64 {
    let value = core.entry(domain, owner).map(|(_, item)| entry_value(item));
    value.and_then(|v| v.get("quota")).and_then(|q| q.as_i64()).unwrap_or_default()
}

fn quota(core: &Core, user: &Session, command: &str, args: &[Arg]) -> Done {
    let mut out = String::new();
    if command == "GETQUOTAROOT" {
        let folder = args.first().map(name_of).unwrap_or_default();
        out.push_str(&format!("* QUOTAROOT {} INBOX\r\n", show(&folder)));
    }
    let limit = quota_of(core, &user.domain, &user.uid);
    if limit > 0 {
        let used = core.mail.used_kib(core, &user.uid);
        out.push_str(&format!("* QUOTA INBOX (STORAGE {used} {limit})\r\n"));
    }
    Done::ok(format!("{command} completed")).after(out)
}

/// True when nothing more may be appended: what is used has reached the quota, whatever is coming.
pub(crate) fn over_quota(core: &Core, folder: &Folder) -> bool {
    core.containers.get(&records_uid(&folder.uid)).is_some_and(|records| {
        let limit = quota_of(core, &records.domain, &records.owner);
        limit > 0 && core.mail.used_kib(core, &records.owner) >= limit
    })
}

/// UIDs of a folder's messages with their items, for commands on the selected folder.
pub(crate) fn by_uid<'a>(core: &'a Core, folder: &str, uid: u32) -> Option<&'a Item> {
    core.containers.get(&records_uid(folder))?.get(&format!("{folder}-{uid}"))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn list_patterns() {
        assert!(matches("*", "a/b") && matches("%", "a") && !matches("%", "a/b"));
        assert!(matches("a/%", "a/b") && matches("inbox", "INBOX") && !matches("a*c", "ab"));
        assert!(matches("*b*", "a/b/c") && !matches("", "a"));
    }
}

//! APPEND, FETCH, STORE, COPY, EXPUNGE.

use bytes::Bytes;
use jiff::Timestamp;
use jiff::fmt::strtime;

use crate::container::Item;
use crate::core::{Core, Session};
use crate::imap::folders::{Folder, by_uid, find, over_quota};
use crate::imap::session::{Done, Selected};
use crate::imap::wire::Arg;
use crate::mail::{NewMessage, flags_of, guid_of, normal_flag, number, records_uid};
use crate::mime;

/// `17-Jul-1996 02:44:25 -0700`, the day padded with a space or a zero, in milliseconds.
fn parse_date(text: &str) -> Option<i64> {
    let parsed = strtime::parse("%d-%b-%Y %H:%M:%S %z", text.trim()).ok()?;
    Some(parsed.to_timestamp().ok()?.as_millisecond())
}

fn show_date(ms: i64) -> String {
    let at = Timestamp::from_millisecond(ms).unwrap_or_default();
    at.strftime("%d-%b-%Y %H:%M:%S +0000").to_string()
}

/// A flag is an atom, that of the system after a backslash (RFC 3501 §9, `flag`).
fn is_flag(text: &str) -> bool {
    let atom = text.strip_prefix('\\').unwrap_or(text);
    let fits = |b: u8| b.is_ascii_graphic() && !b"(){%*\"\\]".contains(&b);
    !atom.is_empty() && atom.bytes().all(fits)
}

/// Flags as a client names them; `None` where one is none.
fn flags_in(args: &[Arg]) -> Option<Vec<String>> {
    let flag = |arg: &Arg| Some(arg.text()).filter(|text| is_flag(text)).map(|f| normal_flag(&f));
    args.iter().map(flag).collect()
}

/// Flags for a client: REST takes words that IMAP cannot say.
fn show_flags(flags: &[String]) -> String {
    let said: Vec<&str> = flags.iter().map(String::as_str).filter(|flag| is_flag(flag)).collect();
    said.join(" ")
}

/// Stores a message byte for byte; the answer carries UIDVALIDITY, UID and the SHA-1.
pub(crate) fn append(core: &mut Core, user: &Session, args: &[Arg]) -> Done {
    let Some((target, rest)) = args.split_first() else {
        return Done::bad("APPEND takes a folder");
    };
    let Some((Arg::Literal(bytes), options)) = rest.split_last() else {
        return Done::bad("APPEND takes a literal");
    };
    let mut message = NewMessage { bytes: bytes.clone(), flags: Vec::new(), date: None, id: None };
    for option in options {
        match option {
            Arg::List(flags) => {
                let Some(flags) = flags_in(flags) else { return Done::bad("no flags") };
                message.flags = flags;
            }
            Arg::Quoted(date) => match parse_date(date) {
                Some(ms) => message.date = Some(ms),
                None => return Done::bad("no date-time"),
            },
            Arg::Atom(_) | Arg::Literal(_) => return Done::bad("unexpected argument"),
        }
    }
    let about = crate::imap::folders::name_of(target);
    let Some(folder) = find(core, user, target).filter(|_| !message.bytes.is_empty()) else {
        return Done::no("Rejected").about(&about);
    };
    if over_quota(core, &folder) {
        return Done::no("Over quota").about(&about);
    }
    if !core.may(user, &records_uid(&folder.uid), "Write") {
        return Done::no("Rejected").about(&about);
    }
    let stamp = core.stamp(Some(user));
    match core.append(&folder.uid, &stamp, message) {
        Ok(stored) => Done::ok(format!(
            "[APPENDUID {} {}] APPEND completed {}",
            folder.validity, stored.imap_uid, stored.guid
        ))
        .about(&about),
        Err(_) => Done::no("Rejected").about(&about),
    }
}

/// The UIDs a set names, in order; `*` is the highest there is.
pub(crate) fn in_set(set: &str, selected: &Selected, uid: bool) -> Option<Vec<u32>> {
    let last = if uid {
        selected.uids.last().copied().unwrap_or(0)
    } else {
        u32::try_from(selected.uids.len()).unwrap_or(u32::MAX)
    };
    let mut ranges = Vec::new();
    for part in set.split(',') {
        let number = |text: &str| match text {
            "*" => Some(last),
            _ if text.bytes().all(|b| b.is_ascii_digit()) => text.parse().ok().filter(|n| *n > 0),
            _ => None,
        };
        let (a, b) = part.split_once(':').unwrap_or((part, part));
        let (a, b): (u32, u32) = (number(a)?, number(b)?);
        ranges.push((a.min(b), a.max(b)));
    }
    let named = |at: usize, held: u32| {
        let value = if uid { held } else { u32::try_from(at + 1).unwrap_or(u32::MAX) };
        ranges.iter().any(|(low, high)| (*low..=*high).contains(&value))
    };
    let all = selected.uids.iter().enumerate();
    Some(all.filter(|(at, held)| named(*at, **held)).map(|(_, held)| *held).collect())
}

fn sequence(selected: &Selected, uid: u32) -> usize {
    selected.uids.binary_search(&uid).map_or(0, |at| at + 1)
}

pub(crate) fn fetch(
    core: &mut Core,
    user: &Session,
    selected: &Selected,
    uid: bool,
    args: &[Arg],
) -> Done {
    let Some(uids) = args.first().and_then(|set| in_set(&set.text(), selected, uid)) else {
        return Done::bad("FETCH takes a set");
    };
    let mut wanted: Vec<String> = match args.get(1) {
        Some(Arg::List(items)) => items.iter().map(Arg::text).collect(),
        Some(Arg::Atom(item)) => match item.to_ascii_uppercase().as_str() {
            "FAST" | "ALL" => ["FLAGS", "INTERNALDATE", "RFC822.SIZE"].map(str::to_owned).to_vec(),
            _ => vec![item.clone()],
        },
        _ => return Done::bad("FETCH takes items"),
    };
    if uid && !wanted.iter().any(|item| item.eq_ignore_ascii_case("UID")) {
        wanted.insert(0, "UID".to_owned());
    }
    let mut out = Vec::new();
    for one in uids {
        let Some(item) = by_uid(core, &selected.folder, one).cloned() else { continue };
        if wanted.iter().any(|w| reads(w)) && !selected.read_only && !item.flags.contains(&"Seen") {
            let mut flags = flags_of(&item);
            flags.push("\\Seen".to_owned());
            let stamp = core.stamp(Some(user));
            // The message was there a line ago and the state is locked.
            let _version = core.set_flags(&selected.folder, &stamp, &item.uid, &flags);
        }
        out.extend(format!("* {} FETCH (", sequence(selected, one)).bytes());
        for (n, name) in wanted.iter().enumerate() {
            if n > 0 {
                out.push(b' ');
            }
            let Some(data) = data_item(core, &item, one, name) else {
                return Done::bad(format!("unknown item {name}"));
            };
            out.extend(data);
        }
        out.extend(b")\r\n");
    }
    Done::ok("FETCH completed").after(out)
}

/// True for the items that set `\Seen`.
fn reads(item: &str) -> bool {
    let item = item.to_ascii_uppercase();
    item.starts_with("BODY[") || item == "RFC822" || item == "RFC822.TEXT"
}

fn data_item(core: &Core, item: &Item, uid: u32, name: &str) -> Option<Vec<u8>> {
    let upper = name.to_ascii_uppercase();
    let body =
        || core.mail.body(item.value.get("guid").and_then(|g| g.as_str()).unwrap_or_default());
    let literal = |label: &str, bytes: &[u8]| {
        let mut out = format!("{label} {{{}}}\r\n", bytes.len()).into_bytes();
        out.extend_from_slice(bytes);
        out
    };
    Some(match upper.as_str() {
        "UID" => format!("UID {uid}").into_bytes(),
        "FLAGS" => format!("FLAGS ({})", show_flags(&flags_of(item))).into_bytes(),
        "INTERNALDATE" => {
            format!("INTERNALDATE \"{}\"", show_date(number(item, "date"))).into_bytes()
        }
        "RFC822.SIZE" => format!("RFC822.SIZE {}", number(item, "size")).into_bytes(),
        "RFC822" => literal("RFC822", &body()),
        "RFC822.HEADER" => literal("RFC822.HEADER", &head(&body())),
        "RFC822.TEXT" => literal("RFC822.TEXT", mime::text_of(&body())),
        _ => {
            let rest = upper.strip_prefix("BODY.PEEK[").or_else(|| upper.strip_prefix("BODY["))?;
            let (section, partial) = rest.split_once(']')?;
            let bytes = section_of(&body(), section)?;
            let (cut, origin) = match partial {
                "" => (bytes, String::new()),
                range => {
                    let range = range.strip_prefix('<')?.strip_suffix('>')?;
                    let (from, size) = range.split_once('.')?;
                    let (from, size): (usize, usize) = (from.parse().ok()?, size.parse().ok()?);
                    let end = from.saturating_add(size).min(bytes.len());
                    let cut = bytes.get(from.min(end)..end).unwrap_or_default().to_vec();
                    (cut, format!("<{from}>"))
                }
            };
            literal(&format!("BODY[{section}]{origin}"), &cut)
        }
    })
}

fn head(bytes: &[u8]) -> Vec<u8> {
    let mut out = mime::head_of(bytes).to_vec();
    out.extend_from_slice(b"\r\n");
    out
}

fn section_of(bytes: &Bytes, section: &str) -> Option<Vec<u8>> {
    match section {
        "" => Some(bytes.to_vec()),
        "HEADER" => Some(head(bytes)),
        "TEXT" => Some(mime::text_of(bytes).to_vec()),
        _ => match section.strip_prefix("HEADER.FIELDS ") {
            Some(list) => {
                let wanted: Vec<&str> = list.trim_matches(['(', ')']).split(' ').collect();
                Some(fields(mime::head_of(bytes), &wanted))
            }
            None => mime::fetch(bytes, section),
        },
    }
}

/// These header fields as they stand in the message, with their folded lines.
fn fields(head: &[u8], wanted: &[&str]) -> Vec<u8> {
    let (mut out, mut keep) = (Vec::new(), false);
    for line in head.split_inclusive(|b| *b == b'\n') {
        if !line.starts_with(b" ") && !line.starts_with(b"\t") {
            let name = line.split(|b| *b == b':').next().unwrap_or_default();
            let name = String::from_utf8_lossy(name);
            keep = wanted.iter().any(|w| w.trim_matches('"').eq_ignore_ascii_case(name.trim()));
        }
        if keep {
            out.extend_from_slice(line);
        }
    }
    out.extend_from_slice(b"\r\n");
    out
}

pub(crate) fn store(
    core: &mut Core,
    user: &Session,
    selected: &Selected,
    uid: bool,
    args: &[Arg],
) -> Done {
    let (Some(set), Some(how)) = (args.first(), args.get(1)) else {
        return Done::bad("STORE takes a set, an item and flags");
    };
    let Some(uids) = in_set(&set.text(), selected, uid) else { return Done::bad("no set") };
    if selected.read_only {
        return Done::no("the folder is read-only");
    }
    let flags = match args.get(2) {
        Some(Arg::List(flags)) => flags_in(flags),
        _ => flags_in(args.get(2..).unwrap_or_default()),
    };
    let Some(flags) = flags else { return Done::bad("no flags") };
    let how = how.text().to_ascii_uppercase();
    let silent = how.ends_with(".SILENT");
    let stamp = core.stamp(Some(user));
    let mut out = String::new();
    for one in uids {
        let Some(item) = by_uid(core, &selected.folder, one).cloned() else { continue };
        let mut new = flags_of(&item);
        match how.trim_end_matches(".SILENT") {
            "+FLAGS" => {
                new.extend(flags.iter().filter(|f| !new.contains(f)).cloned().collect::<Vec<_>>());
            }
            "-FLAGS" => new.retain(|f| !flags.contains(f)),
            "FLAGS" => new.clone_from(&flags),
            _ => return Done::bad("unknown store item"),
        }
        if core.set_flags(&selected.folder, &stamp, &item.uid, &new).is_ok() && !silent {
            let at = sequence(selected, one);
            let shown = if uid { format!("UID {one} ") } else { String::new() };
            out.push_str(&format!("* {at} FETCH ({shown}FLAGS ({}))\r\n", show_flags(&new)));
        }
    }
    Done::ok("STORE completed").after(out)
}

pub(crate) fn copy(
    core: &mut Core,
    user: &Session,
    selected: &Selected,
    uid: bool,
    args: &[Arg],
) -> Done {
    let [set, target] = args else { return Done::bad("COPY takes a set and a folder") };
    let Some(uids) = in_set(&set.text(), selected, uid) else { return Done::bad("no set") };
    let writable = |folder: &Folder| core.may(user, &records_uid(&folder.uid), "Write");
    let Some(folder) = find(core, user, target).filter(writable) else {
        return Done::no("Rejected");
    };
    let stamp = core.stamp(Some(user));
    let (mut from, mut to) = (Vec::new(), Vec::new());
    for one in uids {
        let Some(item) = by_uid(core, &selected.folder, one).cloned() else { continue };
        let guid = item.value.get("guid").and_then(|g| g.as_str()).unwrap_or_default();
        let bytes = core.mail.body(guid);
        let guid = guid_of(&bytes);
        let message = NewMessage { bytes, flags: flags_of(&item), date: None, id: None };
        if let Ok(stored) = core.place(&folder.uid, &stamp, &guid, message, number(&item, "date")) {
            from.push(one.to_string());
            to.push(stored.imap_uid.to_string());
        }
    }
    let code = format!("[COPYUID {} {} {}] ", folder.validity, from.join(","), to.join(","));
    Done::ok(format!("{}COPY completed", if from.is_empty() { "" } else { &code }))
}

pub(crate) fn expunge(
    core: &mut Core,
    user: &Session,
    selected: &mut Selected,
    among: Option<&[u32]>,
) -> Done {
    if selected.read_only {
        return Done::no("the folder is read-only");
    }
    let named = |uid: u32| among.is_none_or(|uids| uids.binary_search(&uid).is_ok());
    let folder = selected.folder.clone();
    let Ok(gone) = crate::api::expunge(core, user, &folder, Some(&named)) else {
        return Done::no("expunge failed");
    };
    let mut out = String::new();
    for uid in gone {
        if let Ok(at) = selected.uids.binary_search(&uid) {
            selected.uids.remove(at);
            out.push_str(&format!("* {} EXPUNGE\r\n", at + 1));
        }
    }
    Done::ok("EXPUNGE completed").after(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_come_back_in_utc() {
        let ms = parse_date("17-Jul-2024 02:44:25 +0200").unwrap();
        assert_eq!(show_date(ms), "17-Jul-2024 00:44:25 +0000");
        assert_eq!(
            parse_date(" 7-Jul-2024 02:44:25 +0000"),
            parse_date("07-Jul-2024 02:44:25 +0000")
        );
        assert_eq!(parse_date("yesterday"), None);
    }

    #[test]
    fn sets_name_what_is_there() {
        let selected =
            Selected { folder: String::new(), read_only: false, uids: vec![3, 5, 9], version: 0 };
        assert_eq!(in_set("4:*", &selected, true), Some(vec![5, 9]));
        assert_eq!(in_set("*", &selected, false), Some(vec![9]));
        assert_eq!(in_set("1,3", &selected, false), Some(vec![3, 9]));
        assert_eq!(in_set("1:4294967295", &selected, true), Some(vec![3, 5, 9]));
        for wrong in ["x", "", "1,", "0", "+1", "1:2:3", "1:", "4294967296"] {
            assert_eq!(in_set(wrong, &selected, true), None, "{wrong}");
        }
    }
}

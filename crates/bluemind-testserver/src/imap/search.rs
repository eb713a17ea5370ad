//! SEARCH.

use jiff::civil::Date;
use jiff::fmt::{rfc2822, strtime};
use jiff::{Timestamp, tz::TimeZone};

use crate::container::Item;
use crate::core::Core;
use crate::imap::folders::by_uid;
use crate::imap::messages::in_set;
use crate::imap::session::{Done, Selected};
use crate::imap::wire::Arg;
use crate::mail::{flags_of, number};
use crate::mime;

/// Keys nested deeper than this (NOT, OR, lists) are refused.
const MAX_DEPTH: usize = 16;

pub(crate) fn execute(core: &Core, selected: &Selected, uid: bool, args: &[Arg]) -> Done {
    let mut keys = args;
    if let [first, charset, rest @ ..] = keys
        && first.is("CHARSET")
    {
        if !["UTF-8", "US-ASCII"].iter().any(|known| charset.text().eq_ignore_ascii_case(known)) {
            return Done::no("[BADCHARSET (UTF-8 US-ASCII)] unknown charset");
        }
        keys = rest;
    }
    // The keys are read whether or not there is a message to hold against them.
    let blank = Item::default();
    let readable = Test { core, selected, item: &blank, uid: 0, rest: keys }.all(0).is_some();
    if keys.is_empty() || !readable {
        return Done::bad("cannot read the search keys");
    }
    let mut found = Vec::new();
    for (at, one) in selected.uids.iter().enumerate() {
        let Some(item) = by_uid(core, &selected.folder, *one) else { continue };
        let mut test = Test { core, selected, item, uid: *one, rest: keys };
        match test.all(0) {
            Some(true) if uid => found.push(one.to_string()),
            Some(true) => found.push((at + 1).to_string()),
            Some(false) => {}
            None => return Done::bad("cannot read the search keys"),
        }
    }
    let gap = if found.is_empty() { "" } else { " " };
    Done::ok("SEARCH completed").after(format!("* SEARCH{gap}{}\r\n", found.join(" ")))
}

struct Test<'a> {
    core: &'a Core,
    selected: &'a Selected,
    item: &'a Item,
    uid: u32,
    rest: &'a [Arg],
}

impl Test<'_> {
    /// Every key holds; `None` when one cannot be read.
    fn all(&mut self, depth: usize) -> Option<bool> {
        let mut holds = true;
        while !self.rest.is_empty() {
            holds &= self.key(depth)?;
        }
        Some(holds)
    }

    fn next(&mut self) -> Option<&Arg> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(first)
    }

    fn text(&mut self) -> Option<String> {
        self.next().map(Arg::text)
    }

    fn key(&mut self, depth: usize) -> Option<bool> {
        if depth > MAX_DEPTH {
            return None;
        }
        let key = match self.next()? {
            Arg::List(inner) => {
                let inner = inner.clone();
                let mut test = Test { rest: &inner, ..*self };
                return test.all(depth + 1);
            }
            other => other.text().to_ascii_uppercase(),
        };
        let flags = flags_of(self.item);
        let has = |flag: &str| flags.iter().any(|f| f.eq_ignore_ascii_case(flag));
        Some(match key.as_str() {
            "ALL" | "OLD" => true,
            "NEW" | "RECENT" => false,
            "SEEN" | "ANSWERED" | "FLAGGED" | "DELETED" | "DRAFT" => has(&format!("\\{key}")),
            "UNSEEN" | "UNANSWERED" | "UNFLAGGED" | "UNDELETED" | "UNDRAFT" => {
                !has(&format!("\\{}", key.trim_start_matches("UN")))
            }
            "KEYWORD" => {
                let flag = self.text()?;
                has(&flag)
            }
            "UNKEYWORD" => {
                let flag = self.text()?;
                !has(&flag)
            }
            "NOT" => !self.key(depth + 1)?,
            "OR" => {
                let (a, b) = (self.key(depth + 1)?, self.key(depth + 1)?);
                a || b
            }
            "UID" => {
                let set = self.text()?;
                in_set(&set, self.selected, true)?.contains(&self.uid)
            }
            "SINCE" | "BEFORE" | "ON" => {
                let date = parse_date(&self.text()?)?;
                compare(&key, self.day(), date)
            }
            "SENTSINCE" | "SENTBEFORE" | "SENTON" => {
                let date = parse_date(&self.text()?)?;
                compare(key.trim_start_matches("SENT"), self.sent(), date)
            }
            "LARGER" => number(self.item, "size") > self.text()?.parse::<i64>().ok()?,
            "SMALLER" => number(self.item, "size") < self.text()?.parse::<i64>().ok()?,
            "HEADER" => {
                let (name, value) = (self.text()?, self.text()?);
                self.header(&name, &value)
            }
            "SUBJECT" | "FROM" | "TO" | "CC" | "BCC" => {
                let value = self.text()?;
                self.header(&key, &value)
            }
            "TEXT" | "BODY" => {
                let value = self.text()?.to_lowercase();
                let whole = self.body();
                let bytes = if key == "BODY" { mime::text_of(&whole) } else { &whole };
                String::from_utf8_lossy(bytes).to_lowercase().contains(&value)
            }
            set => in_set(set, self.selected, false)?.contains(&self.uid),
        })
    }

    fn body(&self) -> bytes::Bytes {
        let guid = self.item.value.get("guid").and_then(|g| g.as_str()).unwrap_or_default();
        self.core.mail.body(guid)
    }

    fn header(&self, name: &str, value: &str) -> bool {
        let body = self.body();
        let value = value.to_lowercase();
        mime::headers(mime::head_of(&body)).iter().any(|(n, held)| {
            n.eq_ignore_ascii_case(name)
                && (held.to_lowercase().contains(&value)
                    || mime::decode_words(held).to_lowercase().contains(&value))
        })
    }

    /// The day of the Date header as it stands there, else of arrival.
    fn sent(&self) -> Date {
        let body = self.body();
        let headers = mime::headers(mime::head_of(&body));
        let date = mime::header(&headers, "Date").and_then(|date| rfc2822::parse(date).ok());
        date.map_or_else(|| self.day(), |date| date.date())
    }

    fn day(&self) -> Date {
        let at = Timestamp::from_millisecond(number(self.item, "date")).unwrap_or_default();
        at.to_zoned_datetime(TimeZone::UTC).date()
    }
}

fn compare(key: &str, day: Date, date: Date) -> bool {
    match key {
        "SINCE" => day >= date,
        "BEFORE" => day < date,
        _ => day == date,
    }
}

fn parse_date(text: &str) -> Option<Date> {
    strtime::parse("%d-%b-%Y", text.trim()).ok()?.to_date().ok()
}

use std::collections::VecDeque;
use std::ops::Range;

use super::{Connection, Heard};
use crate::codec::{Command, Condition, Status};
use crate::{
    Appended, Error, ErrorKind, FolderName, Keyword, Message, Probe, Uid, UidValidity, date, flags,
};

pub(super) const OPERATION: &str = "append";

/// No more than this many bytes go into one APPEND of several messages: a refusal sends them all again.
const GROUP_BYTES: usize = 8 << 20;

type Results = Vec<Option<Result<Appended, Error>>>;

impl Connection {
    /// Stores one message.
    ///
    /// # Errors
    /// [`TooLarge`](ErrorKind::TooLarge), [`OverQuota`](ErrorKind::OverQuota), [`NoSuchFolder`](ErrorKind::NoSuchFolder) or
    /// [`Rejected`](ErrorKind::Rejected) if the server did not take it; [`Connection`](ErrorKind::Connection) if the connection
    /// was lost, and then [`may_have_arrived`](Error::may_have_arrived) tells whether it may be there all the same.
    pub async fn append(
        &mut self,
        folder: &FolderName,
        message: &Message,
    ) -> Result<Appended, Error> {
        let results = self.append_many(folder, std::slice::from_ref(message)).await;
        results.into_iter().next().unwrap_or_else(|| Err(unsent()))
    }

    /// Stores many messages in one folder, in their order: several commands at once where the server takes
    /// non-synchronising literals, several messages in one command where it announces MULTIAPPEND.
    ///
    /// The answer has one result for each message. One that is refused does not stop the others. When the connection is
    /// lost, those under way fail with [`may_have_arrived`](Error::may_have_arrived), those not yet sent without.
    pub async fn append_many(
        &mut self,
        folder: &FolderName,
        messages: &[Message],
    ) -> Vec<Result<Appended, Error>> {
        let limit = self.message_limit();
        let mut results: Results = messages
            .iter()
            .map(|message| check(message.bytes.len(), limit).err().map(Err))
            .collect();
        // Without UIDPLUS the server does not say where it put a message; its number is looked up afterwards.
        let before = if self.has("UIDPLUS") { None } else { Some(self.status(folder).await) };
        let before = match before {
            Some(Err(error)) => {
                return results
                    .into_iter()
                    .map(|r| r.unwrap_or_else(|| Err(error.again())))
                    .collect();
            }
            Some(Ok(status)) => Some(status),
            None => None,
        };
        let mut unnumbered = Vec::new();
        let groups = self.groups(messages, &results);
        let refused = self.pipeline(folder, messages, groups, &mut results, &mut unnumbered).await;
        // One bad message fails its whole group (RFC 3502 §6.3.11): again, each alone.
        let singly = refused.into_iter().flatten().map(|at| at..at + 1).collect();
        self.pipeline(folder, messages, singly, &mut results, &mut unnumbered).await;
        if let Some(before) = before {
            self.number(folder, before, messages, &unnumbered, &mut results).await;
        }
        self.explain_refusals(folder, &mut results).await;
        results.into_iter().map(|result| result.unwrap_or_else(|| Err(unsent()))).collect()
    }

    /// Divides the messages to be sent into the commands that carry them.
    fn groups(&self, messages: &[Message], results: &Results) -> VecDeque<Range<usize>> {
        let most = if self.has("MULTIAPPEND") { self.options.multiappend.max(1) } else { 1 };
        let mut groups: VecDeque<Range<usize>> = VecDeque::new();
        let mut bytes = 0;
        for (at, (message, result)) in messages.iter().zip(results).enumerate() {
            if result.is_some() {
                continue;
            }
            bytes += message.bytes.len();
            match groups.back_mut() {
                Some(group) if group.end == at && group.len() < most && bytes <= GROUP_BYTES => {
                    group.end = at + 1;
                }
                _ => {
                    groups.push_back(at..at + 1);
                    bytes = message.bytes.len();
                }
            }
        }
        groups
    }

    /// Sends `groups`, a window of them at once. Answers those of several messages that were refused.
    async fn pipeline(
        &mut self,
        folder: &FolderName,
        messages: &[Message],
        mut groups: VecDeque<Range<usize>>,
        results: &mut Results,
        unnumbered: &mut Vec<usize>,
    ) -> Vec<Range<usize>> {
        let mut flying: VecDeque<(u32, Range<usize>)> = VecDeque::new();
        let mut refused = Vec::new();
        if groups.is_empty() || self.begin(OPERATION).is_err() {
            return refused;
        }
        loop {
            while flying.len() < self.options.window.max(1) {
                let Some(group) = groups.pop_front() else { break };
                let command = self.append_command(folder, messages.get(group.clone()));
                flying.push_back((command.tag(), group));
                self.wire.send(command.into_chunks());
            }
            if flying.is_empty() {
                self.usable = true;
                return refused;
            }
            let heard = match self.response(OPERATION).await {
                Ok(heard) => heard,
                Err(error) => {
                    self.strand(&error, messages, flying, results);
                    return refused;
                }
            };
            let Heard::Done(tag, status) = heard else { continue };
            let Some(at) = flying.iter().position(|(flying, _)| *flying == tag) else {
                let error = self.confused(OPERATION);
                self.strand(&error, messages, flying, results);
                return refused;
            };
            let Some((tag, group)) = flying.remove(at) else { continue };
            self.wire.give_up(tag);
            if status.condition == Condition::Ok {
                settle(&status, group, results, unnumbered);
            } else if group.len() > 1 {
                refused.push(group);
            } else {
                set(results, group.start, Err(super::refused(OPERATION, &status)));
            }
        }
    }

    fn append_command(&mut self, folder: &FolderName, messages: Option<&[Message]>) -> Command {
        let literals = self.literals();
        let mut command = self.folder_command("APPEND", folder);
        for Message { bytes, flags, keywords, internal_date } in messages.unwrap_or_default() {
            command.text(&dress(*flags, keywords, *internal_date));
            command.literal(bytes.clone(), literals);
        }
        command
    }

    /// The connection is lost: what was under way may have arrived, unless the server said that it was too large.
    fn strand(
        &self,
        error: &Error,
        messages: &[Message],
        flying: VecDeque<(u32, Range<usize>)>,
        results: &mut Results,
    ) {
        let under_way: Vec<usize> = flying.into_iter().flat_map(|(_, group)| group).collect();
        let size = |at: &usize| messages.get(*at).map_or(0, |message| message.bytes.len());
        let blamed = self.too_much().and_then(|told| {
            let exact = under_way.iter().find(|at| told.map(|(size, _)| size) == Some(size(at)));
            exact.or_else(|| under_way.iter().max_by_key(|at| size(at))).copied()
        });
        for at in &under_way {
            let result = if blamed == Some(*at) {
                too_large(size(at), self.too_much().flatten().map(|(_, limit)| limit))
            } else {
                error.again().in_doubt()
            };
            set(results, *at, Err(result));
        }
        for result in results.iter_mut().filter(|result| result.is_none()) {
            *result = Some(Err(error.again()));
        }
    }

    /// The failure of a message under way on its own.
    pub(super) fn doubt(&self, error: Error, size: usize) -> Error {
        match self.too_much() {
            Some(told) => too_large(size, told.map(|(_, limit)| limit)),
            None => error.in_doubt(),
        }
    }

    /// Whether the server said `too much data (SIZE > LIMIT)` before it closed, as BlueMind does; with the numbers if
    /// they can be read.
    fn too_much(&self) -> Option<Option<(usize, usize)>> {
        let said = self.complaint.as_ref().filter(|said| said.contains("too much data"))?;
        let mut numbers = said
            .split(|c: char| !c.is_ascii_digit())
            .filter_map(|number| number.parse::<usize>().ok());
        Some(numbers.next().zip(numbers.next()))
    }

    /// Looks up where a server without UIDPLUS put what it took.
    async fn number(
        &mut self,
        folder: &FolderName,
        before: crate::FolderStatus,
        messages: &[Message],
        unnumbered: &[usize],
        results: &mut Results,
    ) {
        let probes: Vec<Probe> = unnumbered
            .iter()
            .filter_map(|at| messages.get(*at))
            .map(|message| Probe::of(&message.bytes))
            .collect();
        if probes.is_empty() {
            return;
        }
        let uid_validity = before.uid_validity;
        let found = self.arrived(folder, uid_validity, before.uid_next, &probes).await;
        for (place, at) in unnumbered.iter().enumerate() {
            let result = match &found {
                Ok(uids) => uids
                    .get(place)
                    .copied()
                    .flatten()
                    .map(|uid| Appended { uid_validity, uid })
                    .ok_or_else(unnumbered_error),
                Err(error) => Err(error.again()),
            };
            set(results, *at, result.map_err(Error::in_doubt));
        }
    }

    /// BlueMind refuses with `NO Rejected` whatever the reason: a folder that is not there is told apart.
    async fn explain_refusals(&mut self, folder: &FolderName, results: &mut Results) {
        let bare = |result: &Option<Result<Appended, Error>>| match result {
            Some(Err(error)) => error.kind() == ErrorKind::Rejected,
            Some(Ok(_)) | None => false,
        };
        if !self.usable || !results.iter().any(bare) || self.exists(folder).await.unwrap_or(true) {
            return;
        }
        self.known.remove(folder);
        for result in results.iter_mut().filter(|result| bare(result)) {
            let detail = format!("there is no folder {folder}");
            *result = Some(Err(Error::new(ErrorKind::NoSuchFolder, OPERATION, detail)));
        }
    }
}

/// Whether a message can be sent at all.
pub(super) fn check(size: usize, limit: u64) -> Result<(), Error> {
    if size == 0 {
        return Err(Error::new(ErrorKind::Invalid, OPERATION, "the message is empty"));
    }
    if u64::try_from(size).unwrap_or(u64::MAX) > limit {
        return Err(too_large(size, usize::try_from(limit).ok()));
    }
    Ok(())
}

fn too_large(size: usize, limit: Option<usize>) -> Error {
    let detail = match limit {
        Some(limit) => format!("the message has {size} bytes, the server takes {limit}"),
        None => format!("the message has {size} bytes, too many for the server"),
    };
    Error::new(ErrorKind::TooLarge, OPERATION, detail)
}

fn unsent() -> Error {
    Error::new(ErrorKind::Connection, OPERATION, "the connection was lost before")
}

pub(super) fn unnumbered_error() -> Error {
    let detail = "the server took the message but its number cannot be found";
    Error::new(ErrorKind::Protocol, OPERATION, detail)
}

/// What stands between the folder and the literal.
pub(super) fn dress(
    flags: crate::Flags,
    keywords: &[Keyword],
    date: Option<jiff::Timestamp>,
) -> String {
    let date = date.map(|at| format!("\"{}\" ", date::write(at))).unwrap_or_default();
    format!(" {} {date}", flags::write(flags, keywords))
}

/// Where the server says it put `count` messages.
pub(super) fn appended(status: &Status, count: usize) -> Option<Vec<Appended>> {
    let (validity, uids) = status.code.as_ref()?.append_uids(count)?;
    let uid_validity = UidValidity::new(validity)?;
    uids.into_iter().map(|uid| Some(Appended { uid_validity, uid: Uid::new(uid)? })).collect()
}

fn settle(
    status: &Status,
    group: Range<usize>,
    results: &mut Results,
    unnumbered: &mut Vec<usize>,
) {
    match appended(status, group.len()) {
        Some(stored) => {
            for (at, stored) in group.zip(stored) {
                set(results, at, Ok(stored));
            }
        }
        None => {
            for at in group {
                set(results, at, Err(unnumbered_error().in_doubt()));
                unnumbered.push(at);
            }
        }
    }
}

fn set(results: &mut Results, at: usize, result: Result<Appended, Error>) {
    if let Some(slot) = results.get_mut(at) {
        *slot = Some(result);
    }
}

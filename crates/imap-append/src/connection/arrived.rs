use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use sha1::{Digest, Sha1};

use super::Connection;
use crate::codec::Data;
use crate::{Error, FolderName, Probe, Uid, UidValidity, message};

const OPERATION: &str = "find what arrived";

/// What tells messages apart without reading them.
type Look = (Option<String>, u64);

impl Connection {
    /// Which of these messages are in `folder` among those numbered `from_uid` and above: for each probe its number,
    /// or `None`. Ask this after a lost connection, with the folder's [`uid_next`](crate::FolderStatus::uid_next)
    /// from before the first APPEND, and repeat only what is missing.
    ///
    /// A message is recognised by Message-ID and size; where several have the same, or there is no Message-ID, by the SHA-1
    /// of its bytes. No message answers two probes.
    ///
    /// # Errors
    /// [`FolderChanged`](crate::ErrorKind::FolderChanged) if the folder's numbers are not those of `uid_validity` any more.
    pub async fn arrived(
        &mut self,
        folder: &FolderName,
        uid_validity: UidValidity,
        from_uid: Uid,
        probes: &[Probe],
    ) -> Result<Vec<Option<Uid>>, Error> {
        self.arrived_except(folder, uid_validity, from_uid, probes, &[]).await
    }

    /// The same, where the messages numbered `taken` are known to be others.
    ///
    /// # Errors
    /// As [`arrived`](Connection::arrived).
    pub async fn arrived_except(
        &mut self,
        folder: &FolderName,
        uid_validity: UidValidity,
        from_uid: Uid,
        probes: &[Probe],
        taken: &[Uid],
    ) -> Result<Vec<Option<Uid>>, Error> {
        self.select(OPERATION, folder, false, true).await?;
        self.expect_validity(OPERATION, folder, uid_validity)?;
        let mut wanted: HashMap<Look, Vec<usize>> = HashMap::new();
        for (at, probe) in probes.iter().enumerate() {
            let id = probe.message_id.as_deref().and_then(normal_id);
            wanted.entry((id, probe.size)).or_default().push(at);
        }
        let taken: HashSet<Uid> = taken.iter().copied().collect();
        let mut candidates: BTreeMap<Look, Vec<Uid>> = BTreeMap::new();
        for (uid, look) in self.looks(from_uid).await? {
            if wanted.contains_key(&look) && !taken.contains(&uid) {
                candidates.entry(look).or_default().push(uid);
            }
        }
        let mut found = vec![None; probes.len()];
        for (look, uids) in candidates {
            let alike = wanted.remove(&look).unwrap_or_default();
            if let ([at], [uid], Some(_)) = (alike.as_slice(), uids.as_slice(), &look.0) {
                answer(&mut found, *at, *uid);
            } else {
                self.compare(&uids, &alike, probes, &mut found).await?;
            }
        }
        Ok(found)
    }

    /// Message-ID and size of every message from `from` on.
    async fn looks(&mut self, from: Uid) -> Result<BTreeMap<Uid, Look>, Error> {
        let command = self.command(&format!(
            "UID FETCH {from}:* (UID RFC822.SIZE BODY.PEEK[HEADER.FIELDS (MESSAGE-ID)])"
        ));
        let mut looks = BTreeMap::new();
        self.run(OPERATION, command, &mut |data| {
            let Data::Fetch(fetch) = data else { return };
            let (Some(uid), Some(size)) = (fetch.uid.and_then(Uid::new), fetch.size) else {
                return;
            };
            // `*` is the last message even if its number is below `from`.
            if uid >= from {
                let id = fetch.header.as_deref().and_then(message::message_id);
                looks.insert(uid, (id.as_deref().and_then(normal_id), size));
            }
        })
        .await?;
        Ok(looks)
    }

    /// Gives each of `uids` to the first of the probes `alike` with the same SHA-1 that has none yet.
    async fn compare(
        &mut self,
        uids: &[Uid],
        alike: &[usize],
        probes: &[Probe],
        found: &mut [Option<Uid>],
    ) -> Result<(), Error> {
        let mut waiting: HashMap<[u8; 20], VecDeque<usize>> = HashMap::new();
        for at in alike {
            if let Some(probe) = probes.get(*at) {
                waiting.entry(probe.sha1).or_default().push_back(*at);
            }
        }
        for uid in uids {
            let command = self.command(&format!("UID FETCH {uid} (UID BODY.PEEK[])"));
            let mut sha1: Option<[u8; 20]> = None;
            self.run(OPERATION, command, &mut |data| {
                if let Data::Fetch(fetch) = data
                    && fetch.uid == Some(uid.get())
                    && let Some(body) = fetch.body
                {
                    sha1 = Some(Sha1::digest(&body).into());
                }
            })
            .await?;
            let next = sha1.and_then(|sha1| waiting.get_mut(&sha1)).and_then(VecDeque::pop_front);
            if let Some(at) = next {
                answer(found, at, *uid);
            }
        }
        Ok(())
    }
}

/// A Message-ID as both sides spell it: without the space around it. Empty is none.
fn normal_id(id: &str) -> Option<String> {
    let words: Vec<&str> = id.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

fn answer(found: &mut [Option<Uid>], at: usize, uid: Uid) {
    if let Some(slot) = found.get_mut(at) {
        *slot = Some(uid);
    }
}

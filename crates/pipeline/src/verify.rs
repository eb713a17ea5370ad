//! Both sides read again, and compared item by item.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::{
    Change, Checkpoint, Container, Kind, Ledger, Next, Observer, Outcome, Owner, Placed, Present,
    Progress, Row, RowState, Sink, Source, SourceId, Trouble, Version,
};

/// What verification reads.
#[derive(Debug)]
pub struct Verification<'a, S, K, L> {
    /// What the items are.
    pub kind: Kind,
    /// Where they came from.
    pub source: &'a S,
    /// Where they went.
    pub sink: &'a K,
    /// What was done.
    pub ledger: &'a L,
}

/// Lists every container of the owner on the source and reads it on the target: each item must be there, once, as it was
/// written.
///
/// An item that changed on the source after the ledger last read its container is left out: the next run carries it.
/// Items that failed are failures already, not missing.
///
/// # Errors
/// [`Trouble`] of scope mailbox or run; a container that cannot be read is a failure in the [`Outcome`].
pub async fn verify<S: Source, K: Sink, L: Ledger>(
    verification: &Verification<'_, S, K, L>,
    owner: &Owner,
    observer: &Observer<'_>,
) -> Result<Outcome, Trouble> {
    let Verification { kind, source, sink, ledger } = verification;
    let mut outcome = Outcome::default();
    for container in source.containers(owner).await? {
        let path = container.display_path();
        let Some(row) = ledger.container(owner, *kind, &container.id).await? else {
            outcome.tally(owner, kind.container()).missing += 1;
            continue;
        };
        let late = late(*source, owner, &container, row.checkpoint.as_ref()).await?;
        let there = listed(*source, owner, &container).await?;
        let rows = ledger.rows_in(owner, *kind, &container.id).await?;
        match sink.present(owner, &row.target).await {
            Ok(present) => {
                let expected = expected(&there, &late, rows);
                let tally = outcome.tally(owner, *kind);
                let found = compare(*sink, &expected, present);
                tally.verified += found.verified;
                tally.missing += found.missing;
                tally.doubled += found.doubled;
                tally.altered += found.altered;
                outcome.tally(owner, kind.container()).verified += 1;
                observer(Progress::Verified(owner, *kind, found.verified));
            }
            Err(trouble) => {
                outcome.tally(owner, kind.container()).missing += 1;
                outcome.fail(owner, kind.container(), Some(&path), None, &trouble);
            }
        }
    }
    Ok(outcome)
}

/// What the container holds now.
async fn listed<S: Source>(
    source: &S,
    owner: &Owner,
    container: &Container,
) -> Result<HashMap<SourceId, Version>, Trouble> {
    let mut there = HashMap::new();
    let mut from = None;
    loop {
        let page = source.changes(owner, container, from.as_ref()).await?;
        for entry in page.entries {
            match entry {
                Change::Present(seen) => there.insert(seen.id, seen.version),
                Change::Gone(id) => there.remove(&id),
            };
        }
        match page.next {
            Next::Page(next) => from = Some(next),
            Next::Done(_) => return Ok(there),
            Next::Restart if from.is_some() => {
                from = None;
                there.clear();
            }
            Next::Restart => {
                return Err(Trouble::container("the source refuses even a fresh listing"));
            }
        }
    }
}

/// What the next run would carry: whatever happened since `since`. Nothing, if the source does not remember.
async fn late<S: Source>(
    source: &S,
    owner: &Owner,
    container: &Container,
    since: Option<&Checkpoint>,
) -> Result<HashSet<SourceId>, Trouble> {
    let mut late = HashSet::new();
    let mut from = since.cloned();
    while let Some(checkpoint) = from {
        let page = source.changes(owner, container, Some(&checkpoint)).await?;
        late.extend(page.entries.into_iter().map(|entry| match entry {
            Change::Present(seen) => seen.id,
            Change::Gone(id) => id,
        }));
        from = match page.next {
            Next::Page(next) => Some(next),
            Next::Done(_) => None,
            Next::Restart => return Ok(HashSet::new()),
        };
    }
    Ok(late)
}

/// What must be on the target; `None` for an item that nobody wrote.
fn expected(
    there: &HashMap<SourceId, Version>,
    late: &HashSet<SourceId>,
    rows: Vec<Row>,
) -> Vec<Option<Placed>> {
    let mut by_id: HashMap<SourceId, Row> =
        rows.into_iter().map(|row| (row.id.clone(), row)).collect();
    let mut expected = Vec::new();
    for (id, version) in there.iter().filter(|(id, _)| !late.contains(*id)) {
        match by_id.remove(id) {
            Some(row) if row.version != *version => {}
            Some(Row { state: RowState::Written(placed), .. }) => expected.push(Some(placed)),
            Some(row) if row.is_failed() => {}
            _ => expected.push(None),
        }
    }
    expected
}

#[derive(Default)]
struct Found {
    verified: u64,
    missing: u64,
    doubled: u64,
    altered: u64,
}

fn compare<K: Sink>(sink: &K, expected: &[Option<Placed>], present: Vec<Present>) -> Found {
    let mut copies: BTreeMap<String, u64> = BTreeMap::new();
    for item in &present {
        *copies.entry(item.key.clone()).or_default() += 1;
    }
    let by_uid: HashMap<_, _> = present.into_iter().map(|item| (item.uid.clone(), item)).collect();
    let mut found = Found::default();
    let mut wanted: BTreeMap<&str, u64> = BTreeMap::new();
    for placed in expected {
        let Some((placed, item)) =
            placed.as_ref().and_then(|placed| Some((placed, by_uid.get(&placed.uid)?)))
        else {
            found.missing += 1;
            continue;
        };
        *wanted.entry(&item.key).or_default() += 1;
        let same = item
            .fingerprint
            .as_ref()
            .is_none_or(|fingerprint| sink.agrees(&placed.fingerprint, fingerprint));
        if same {
            found.verified += 1;
        } else {
            found.altered += 1;
        }
    }
    for (key, wanted) in wanted {
        let copies = copies.get(key).copied().unwrap_or_default();
        found.doubled += copies.saturating_sub(wanted);
    }
    found
}

use std::collections::BTreeMap;

use crate::{Kind, Owner, Scope, SourceId, Trouble};

/// How often each loss code was reported.
pub type LossCounts = BTreeMap<String, u64>;

/// What was counted for one mailbox and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Items the source showed.
    pub seen: u64,
    /// Items written in this run: new, edited, moved or re-flagged.
    pub written: u64,
    /// Items that were already there as they are.
    pub unchanged: u64,
    /// Items that could not be carried.
    pub failed: u64,
    /// Items removed because the source had removed them.
    pub removed: u64,
    /// Items that verification found on the target as they were written.
    pub verified: u64,
    /// Items that verification did not find.
    pub missing: u64,
    /// Items that verification found more often than the source has them.
    pub doubled: u64,
    /// Items that verification found, but not as they were written.
    pub altered: u64,
    /// What the conversions lost, of every item that stands on the target.
    pub losses: LossCounts,
}

impl Tally {
    /// Adds another count to this one.
    pub fn add(&mut self, other: &Self) {
        self.seen += other.seen;
        self.written += other.written;
        self.unchanged += other.unchanged;
        self.failed += other.failed;
        self.removed += other.removed;
        self.verified += other.verified;
        self.missing += other.missing;
        self.doubled += other.doubled;
        self.altered += other.altered;
        for (code, count) in &other.losses {
            *self.losses.entry(code.clone()).or_default() += count;
        }
    }

    /// Whether verification found everything once.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.missing == 0 && self.doubled == 0
    }
}

/// Something that was not carried, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The mailbox's address.
    pub mailbox: String,
    /// What kind of thing it is.
    pub kind: Kind,
    /// How much it stopped.
    pub scope: Scope,
    /// The container, for people to read.
    pub container: Option<String>,
    /// The item's id on the source.
    pub item: Option<SourceId>,
    /// What happened.
    pub reason: String,
    /// What a person can do about it.
    pub remedy: Option<String>,
}

/// What a run did: counts for each mailbox and kind, and everything that was not carried.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The counts, by the owner's address and kind.
    pub tallies: BTreeMap<(String, Kind), Tally>,
    /// What was not carried.
    pub failures: Vec<Failure>,
}

impl Outcome {
    /// The count of a mailbox and kind, from 0.
    pub fn tally(&mut self, owner: &Owner, kind: Kind) -> &mut Tally {
        self.tallies.entry((owner.address.clone(), kind)).or_default()
    }

    /// Records that something was not carried. An item's failure is counted, too.
    pub fn fail(
        &mut self,
        owner: &Owner,
        kind: Kind,
        container: Option<&str>,
        item: Option<&SourceId>,
        trouble: &Trouble,
    ) {
        if item.is_some() {
            self.tally(owner, kind).failed += 1;
        }
        self.failures.push(Failure {
            mailbox: owner.address.clone(),
            kind,
            scope: trouble.scope(),
            container: container.map(str::to_owned),
            item: item.cloned(),
            reason: trouble.chain(),
            remedy: trouble.remedy_text().map(str::to_owned),
        });
    }

    /// Adds what another part of the run did.
    pub fn merge(&mut self, other: Self) {
        for (key, tally) in other.tallies {
            self.tallies.entry(key).or_default().add(&tally);
        }
        self.failures.extend(other.failures);
    }

    /// Everything counted together, for one kind.
    #[must_use]
    pub fn total(&self, kind: Kind) -> Tally {
        let mut total = Tally::default();
        self.tallies
            .iter()
            .filter(|((_, k), _)| *k == kind)
            .for_each(|(_, tally)| total.add(tally));
        total
    }

    /// Whether verification found nothing missing and nothing twice, and nothing was left out.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.tallies.values().all(Tally::is_sound) && self.failures.is_empty()
    }
}

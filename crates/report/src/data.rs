use std::collections::BTreeMap;

use serde::Serialize;
use viaduc_fidelity::LossCode;
use viaduc_pipeline::{Outcome, Owner, OwnerKind, Scope, Tally};

/// A run, as data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Report {
    /// What the run was.
    pub title: String,
    /// Whether verification found nothing missing and nothing twice, and nothing was left out whole.
    pub sound: bool,
    /// The counts of all mailboxes together, by kind.
    pub totals: BTreeMap<String, Counts>,
    /// The mailboxes, by address.
    pub mailboxes: Vec<MailboxReport>,
    /// What was not carried.
    pub failures: Vec<Failed>,
    /// What else a reader must know.
    pub notes: Vec<String>,
    /// What each loss code that occurs means.
    pub loss_codes: BTreeMap<String, LossMeaning>,
}

/// One mailbox.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct MailboxReport {
    /// The address.
    pub mailbox: String,
    /// The name that is shown.
    pub name: String,
    /// `person`, `shared`, `room`, `equipment` or `group`.
    pub owner: String,
    /// The counts by kind of item.
    pub kinds: BTreeMap<String, Counts>,
}

/// The counts of one kind ([`Tally`]).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Counts {
    /// Items the source showed.
    pub seen: u64,
    /// Items written in this run.
    pub written: u64,
    /// Items that were already there as they are.
    pub unchanged: u64,
    /// Items that could not be carried.
    pub failed: u64,
    /// Items removed because the source had removed them.
    pub removed: u64,
    /// Items found on the target as they were written.
    pub verified: u64,
    /// Items not found on the target.
    pub missing: u64,
    /// Items found more often than the source has them.
    pub doubled: u64,
    /// Items found, but not as they were written.
    pub altered: u64,
    /// Every loss code with its count.
    pub losses: BTreeMap<String, u64>,
}

/// Something that was not carried.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Failed {
    /// The mailbox's address.
    pub mailbox: String,
    /// What kind of thing it is.
    pub kind: String,
    /// How much it stopped: `item`, `container`, `mailbox` or `run`.
    pub scope: &'static str,
    /// The container, for people to read.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub container: Option<String>,
    /// The item's id on the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<String>,
    /// What happened.
    pub reason: String,
    /// What a person can do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub remedy: Option<String>,
}

/// What a loss code means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LossMeaning {
    /// `preserved`, `repaired`, `defaulted`, `approximated` or `dropped`.
    pub kind: String,
    /// What happened and what was written instead.
    pub meaning: String,
    /// How often, in all mailboxes.
    pub count: u64,
}

impl Report {
    /// The report of `outcome`. `owners` name the mailboxes; `codes` explain the losses.
    #[must_use]
    pub fn new(title: &str, owners: &[Owner], outcome: &Outcome, codes: &[&LossCode]) -> Self {
        let mut report =
            Self { title: title.to_owned(), sound: outcome.is_sound(), ..Self::default() };
        let mut mailboxes: BTreeMap<&str, MailboxReport> = BTreeMap::new();
        let mut totals: BTreeMap<String, Tally> = BTreeMap::new();
        for owner in owners {
            mailboxes.insert(&owner.address, mailbox(&owner.address, Some(owner)));
        }
        for ((address, kind), tally) in &outcome.tallies {
            totals.entry(kind.to_string()).or_default().add(tally);
            let entry = mailboxes.entry(address).or_insert_with(|| mailbox(address, None));
            entry.kinds.insert(kind.to_string(), Counts::from(tally));
        }
        report.mailboxes = mailboxes.into_values().collect();
        report.failures = outcome.failures.iter().map(failed).collect();
        report.totals = totals.iter().map(|(kind, t)| (kind.clone(), Counts::from(t))).collect();
        report.loss_codes = meanings(totals.values(), codes);
        report
    }

    /// The report as JSON, for other programs.
    #[must_use]
    pub fn to_json(&self) -> String {
        // Maps with text keys and numbers: nothing that serde_json could refuse.
        serde_json::to_string_pretty(self).unwrap_or_default()
    }

    /// The counts as CSV (RFC 4180): a line for each mailbox and kind.
    #[must_use]
    pub fn to_csv(&self) -> String {
        crate::csv::write(self)
    }

    /// The report as one self-contained page.
    #[must_use]
    pub fn to_html(&self) -> String {
        crate::page::write(self)
    }
}

impl From<&Tally> for Counts {
    fn from(tally: &Tally) -> Self {
        let Tally {
            seen,
            written,
            unchanged,
            failed,
            removed,
            verified,
            missing,
            doubled,
            altered,
            losses,
        } = tally.clone();
        Self {
            seen,
            written,
            unchanged,
            failed,
            removed,
            verified,
            missing,
            doubled,
            altered,
            losses,
        }
    }
}

fn mailbox(address: &str, owner: Option<&Owner>) -> MailboxReport {
    let kind = match owner.map(|owner| owner.kind) {
        None | Some(OwnerKind::Person) => "person",
        Some(OwnerKind::Shared) => "shared",
        Some(OwnerKind::Room) => "room",
        Some(OwnerKind::Equipment) => "equipment",
        Some(_) => "group",
    };
    MailboxReport {
        mailbox: address.to_owned(),
        name: owner.map(|owner| owner.name.clone()).unwrap_or_default(),
        owner: kind.to_owned(),
        kinds: BTreeMap::new(),
    }
}

fn failed(failure: &viaduc_pipeline::Failure) -> Failed {
    Failed {
        mailbox: failure.mailbox.clone(),
        kind: failure.kind.to_string(),
        scope: match failure.scope {
            Scope::Item => "item",
            Scope::Container => "container",
            Scope::Mailbox => "mailbox",
            Scope::Run | _ => "run",
        },
        container: failure.container.clone(),
        item: failure.item.as_ref().map(|id| id.as_str().to_owned()),
        reason: failure.reason.clone(),
        remedy: failure.remedy.clone(),
    }
}

fn meanings<'a>(
    totals: impl Iterator<Item = &'a Tally>,
    codes: &[&LossCode],
) -> BTreeMap<String, LossMeaning> {
    let mut meanings: BTreeMap<String, LossMeaning> = BTreeMap::new();
    for (name, count) in totals.flat_map(|tally| &tally.losses) {
        let meaning = meanings.entry(name.clone()).or_insert_with(|| {
            let code = codes.iter().find(|code| code.name == name);
            LossMeaning {
                kind: code.map_or("", |code| code.kind.as_str()).to_owned(),
                meaning: code.map_or("", |code| code.meaning).to_owned(),
                count: 0,
            }
        });
        meaning.count += count;
    }
    meanings
}

//! The whole: every mailbox, every phase, one ledger.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Mutex;

use futures::{StreamExt, stream};
use viaduc_bluemind_client::{Credentials, Options as BlueMindOptions};
use viaduc_bluemind_types::DomainUid;
use viaduc_graph_client::{ClientCredentials, Options as GraphOptions};
use viaduc_imap_append::{ImapUrl, Options as ImapOptions};
use viaduc_ledger::SqliteLedger;
use viaduc_pipeline::{Kind, Observer, Outcome, Owner, OwnerKind, Pace, Progress, Scope, Trouble};
use viaduc_report::Report;
use viaduc_rest::BaseUrl;

use crate::bluemind::{BlueMind, Directory, SeatKind};
use crate::config::secret;
use crate::convert::loss_codes;
use crate::graph::{Graph, Mailbox, Person, Tenant};
use crate::passage::Passage;
use crate::trouble::rest;
use crate::{Config, Phase};

/// A migration: both sides, and the ledger between them.
#[derive(Debug)]
pub struct Migration {
    pub(crate) graph: Graph,
    pub(crate) bluemind: BlueMind,
    pub(crate) domain: DomainUid,
    pub(crate) imap: Option<ImapUrl>,
    pub(crate) imap_options: ImapOptions,
    pub(crate) ledger: SqliteLedger,
    pub(crate) pace: Pace,
    users: Option<Vec<String>>,
    phases: BTreeSet<Phase>,
    concurrency: usize,
}

/// What a run did.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Run {
    /// Whose mailboxes.
    pub owners: Vec<Owner>,
    /// What was counted, and what failed.
    pub outcome: Outcome,
    /// What was asked for and is not carried by this version.
    pub not_carried: Vec<Phase>,
}

impl Run {
    /// The report of this run.
    #[must_use]
    pub fn report(&self, title: &str) -> Report {
        let mut report = Report::new(title, &self.owners, &self.outcome, &loss_codes());
        for phase in &self.not_carried {
            report.notes.push(format!("{phase}: not carried by this version"));
        }
        report
    }
}

impl Migration {
    /// Opens the ledger, and signs in on both sides, so that what is wrong is known before anything is done.
    ///
    /// # Errors
    /// [`Trouble`] of scope run: the configuration cannot be used, a side cannot be reached or refuses, or the ledger
    /// cannot be opened. Each says what to do.
    pub async fn connect(config: &Config) -> Result<Self, Trouble> {
        let phases = phases(config.run.kinds.as_deref())?;
        let graph = graph(config)?;
        let bluemind = bluemind(config)?;
        let imap = config.bluemind.imap.as_deref().map(imap_url).transpose()?;
        if imap.is_none() && phases.contains(&Phase::Mail) {
            return Err(Trouble::run("bluemind.imap is not set, and mail goes over IMAP")
                .remedy("set it, or leave mail out of run.kinds"));
        }
        let mut imap_options = ImapOptions::default();
        imap_options.message_limit = config.bluemind.message_limit;
        let file = config.ledger.url.strip_prefix("sqlite://").ok_or_else(|| {
            Trouble::run(format!("no ledger of this kind: {}", config.ledger.url))
                .remedy("this version has sqlite://FILE")
        })?;
        let ledger = SqliteLedger::open(Path::new(file))?;
        graph.sign_in().await.map_err(|error| rest(error, Scope::Run))?;
        bluemind.session().await.map_err(|error| rest(error, Scope::Run))?;
        Ok(Self {
            graph,
            bluemind,
            domain: DomainUid::from(config.bluemind.domain.as_str()),
            imap,
            imap_options,
            ledger,
            pace: Pace::default(),
            users: config.run.users.clone(),
            phases,
            concurrency: config.run.concurrency.unwrap_or(8).max(1),
        })
    }

    /// Carries everything that is new since the last run, and verifies it. `only` narrows the phases of the configuration;
    /// empty, all of them run.
    ///
    /// # Errors
    /// [`Trouble`] of scope run. What stops a mailbox, a container or an item is in the [`Run`], and the rest goes on.
    pub async fn run(&self, only: &[Phase], observer: &Observer<'_>) -> Result<Run, Trouble> {
        let wanted = |phase: &Phase| only.is_empty() || only.contains(phase);
        let phases: BTreeSet<Phase> = self.phases.iter().copied().filter(wanted).collect();
        let tenant = Tenant::read(&self.graph).await?;
        let directory = Directory::read(&self.bluemind, &self.domain).await?;
        let run = Mutex::new(Run::default());
        let people = self.people(&tenant, &mut locked(&run).outcome);
        let everybody = stream::iter(people).map(|person| {
            let (phases, tenant, directory, run) = (&phases, &tenant, &directory, &run);
            async move {
                let done = self.mailbox(person, tenant, directory, phases, observer).await;
                let (owner, outcome) = done?;
                let mut run = locked(run);
                run.owners.push(owner);
                run.outcome.merge(outcome);
                Ok::<(), Trouble>(())
            }
        });
        let mut everybody = everybody.buffer_unordered(self.concurrency);
        while let Some(done) = everybody.next().await {
            done?;
        }
        drop(everybody);
        let mut run = run.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
        run.owners.sort_by(|a, b| a.address.cmp(&b.address));
        run.not_carried = phases.into_iter().filter(|phase| !phase.is_carried()).collect();
        Ok(run)
    }

    /// Whose mailboxes are wanted; a wanted one that the tenant does not have is a failure.
    fn people<'t>(&self, tenant: &'t Tenant, outcome: &mut Outcome) -> Vec<&'t Person> {
        let Some(users) = &self.users else { return tenant.people.iter().collect() };
        let mut people: Vec<&Person> = Vec::new();
        for user in users {
            let address = user.to_lowercase();
            match tenant.people.iter().find(|person| person.addresses.contains(&address)) {
                Some(person) if people.iter().any(|p| p.owner.id == person.owner.id) => {}
                Some(person) => people.push(person),
                None => {
                    let owner = Owner { address, ..Owner::default() };
                    let trouble = Trouble::mailbox("the tenant has no mailbox of this address")
                        .remedy("check run.users");
                    outcome.fail(&owner, Kind::Mailbox, None, None, &trouble);
                }
            }
        }
        people
    }

    /// One mailbox; what stops it is in its outcome.
    async fn mailbox(
        &self,
        person: &Person,
        tenant: &Tenant,
        directory: &Directory,
        phases: &BTreeSet<Phase>,
        observer: &Observer<'_>,
    ) -> Result<(Owner, Outcome), Trouble> {
        let mut outcome = Outcome::default();
        let mut owner = person.owner.clone();
        observer(Progress::Mailbox(&owner));
        let done = async {
            let mailbox = Mailbox::read(&self.graph, person).await?;
            owner = mailbox.owner.clone();
            let room = matches!(owner.kind, OwnerKind::Room | OwnerKind::Equipment);
            if room && !phases.contains(&Phase::Resources) {
                return Ok(());
            }
            let seat = directory.seat(&mailbox.addresses).ok_or_else(|| {
                Trouble::mailbox(format!("nobody in BlueMind's domain {} has this address", self.domain))
                    .remedy("create the user or resource there first, or import the directory, then start again")
            })?;
            if seat.kind == SeatKind::Other {
                return Err(Trouble::mailbox(
                    "in BlueMind this address is neither a user nor a resource",
                )
                .remedy("make it a user there, or leave it out with run.users"));
            }
            let tally = outcome.tally(&owner, Kind::Mailbox);
            (tally.seen, tally.unchanged, tally.verified) = (1, 1, 1);
            let passage =
                Passage { migration: self, mailbox: &mailbox, tenant, directory, seat, observer };
            passage.run(phases, &mut outcome).await
        };
        match done.await {
            Err(trouble) if trouble.scope() == Scope::Run => Err(trouble),
            Err(trouble) => {
                outcome.fail(&owner, Kind::Mailbox, None, None, &trouble);
                observer(Progress::MailboxDone(&owner));
                Ok((owner, outcome))
            }
            Ok(()) => {
                observer(Progress::MailboxDone(&owner));
                Ok((owner, outcome))
            }
        }
    }
}

fn locked(run: &Mutex<Run>) -> std::sync::MutexGuard<'_, Run> {
    run.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn phases(kinds: Option<&[String]>) -> Result<BTreeSet<Phase>, Trouble> {
    let Some(kinds) = kinds else { return Ok(Phase::ALL.into_iter().collect()) };
    let mut phases = BTreeSet::from([Phase::Verify]);
    for kind in kinds {
        phases.insert(Phase::from_name(kind)?);
    }
    Ok(phases)
}

fn url(key: &str, text: &str) -> Result<BaseUrl, Trouble> {
    BaseUrl::parse(text).map_err(|error| {
        Trouble::run(format!("{key} in the configuration is no usable address")).because(error)
    })
}

fn imap_url(text: &str) -> Result<ImapUrl, Trouble> {
    text.parse().map_err(|error: viaduc_imap_append::InvalidImapUrl| {
        Trouble::run("bluemind.imap in the configuration is no usable address").because(error)
    })
}

fn graph(config: &Config) -> Result<Graph, Trouble> {
    let token_url = url("graph.token_url", &config.graph.token_url)?;
    let credentials =
        ClientCredentials::new(token_url, config.graph.client_id.as_str(), config.graph.secret()?);
    let options = GraphOptions::new(url("graph.base_url", &config.graph.base_url)?, credentials);
    Graph::connect(options, viaduc_rest_reqwest::Options::default())
        .map_err(|error| Trouble::run("the client of Graph cannot be made").because(error))
}

fn bluemind(config: &Config) -> Result<BlueMind, Trouble> {
    let bluemind = &config.bluemind;
    let keyed = bluemind.api_key_env.is_some() || bluemind.api_key_file.is_some();
    let credentials = if keyed {
        let (env, file) = (bluemind.api_key_env.as_deref(), bluemind.api_key_file.as_deref());
        Credentials::ApiKey(secret("bluemind.api_key", env, file)?)
    } else {
        let (env, file) = (bluemind.password_env.as_deref(), bluemind.password_file.as_deref());
        let password = secret("bluemind.password", env, file)?;
        Credentials::Password { login: bluemind.login.clone(), password }
    };
    let options = BlueMindOptions::new(url("bluemind.base_url", &bluemind.base_url)?, credentials);
    BlueMind::connect(options, viaduc_rest_reqwest::Options::default())
        .map_err(|error| Trouble::run("the client of BlueMind cannot be made").because(error))
}

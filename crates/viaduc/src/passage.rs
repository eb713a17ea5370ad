//! One mailbox, phase by phase.

use std::collections::BTreeSet;
use std::sync::Arc;

use secrecy::ExposeSecret;
use viaduc_bluemind_types::{VCard, VEventSeries, VTodo};
use viaduc_graph_client::settings;
use viaduc_imap_append::Credentials;
use viaduc_pipeline::{
    Changes, Kind, Observer, Outcome, Owner, Route, Scope, Sink, Source, Transform, Trouble,
    Verification, carry, verify,
};

use viaduc_rest::ErrorKind;

use crate::bluemind::{
    Cards, CollectionSink, Directory, Entry, Events, MailSink, Place, Seat, SeatKind, TagBook,
    Todos,
};
use crate::convert::Converters;
use crate::graph::{CalendarSource, ContactSource, MailSource, Mailbox, TaskSource, Tenant};
use crate::trouble::rest;
use crate::{Migration, Phase};

/// One mailbox on its way.
pub(crate) struct Passage<'a> {
    pub(crate) migration: &'a Migration,
    pub(crate) mailbox: &'a Mailbox,
    pub(crate) tenant: &'a Tenant,
    pub(crate) directory: &'a Directory,
    pub(crate) seat: &'a Seat,
    pub(crate) observer: &'a Observer<'a>,
}

impl Passage<'_> {
    /// Every phase. What stops one kind does not stop the others.
    pub(crate) async fn run(
        &self,
        phases: &BTreeSet<Phase>,
        outcome: &mut Outcome,
    ) -> Result<(), Trouble> {
        let verifies = phases.contains(&Phase::Verify);
        for (phase, kind) in phases.iter().filter_map(|phase| Some((*phase, phase.kind()?))) {
            match self.phase(phase, kind, verifies, outcome).await {
                Err(trouble) if trouble.scope() == Scope::Run => return Err(trouble),
                Err(trouble) => outcome.fail(&self.mailbox.owner, kind, None, None, &trouble),
                Ok(()) => {}
            }
        }
        Ok(())
    }

    async fn phase(
        &self,
        phase: Phase,
        kind: Kind,
        verifies: bool,
        outcome: &mut Outcome,
    ) -> Result<(), Trouble> {
        let Self { migration, mailbox, .. } = *self;
        let tags = if phase == Phase::Mail { None } else { self.tags().await? };
        let convert = Converters {
            mailbox,
            identities: &self.tenant.identities,
            directory: self.directory,
            tags: tags.as_deref(),
        };
        let graph = migration.graph.clone();
        let room = self.seat.kind == SeatKind::Resource;
        match phase {
            Phase::Mail if room => self.homeless(&MailSource::new(graph), kind).await,
            Phase::Contacts if room => self.homeless(&ContactSource::new(graph), kind).await,
            Phase::Tasks if room => self.homeless(&TaskSource::new(graph), kind).await,
            Phase::Mail => {
                let sink = self.mail_sink().await?;
                let make = |_: &Owner, item| convert.message(item);
                self.carry(kind, &MailSource::new(graph), &make, &sink, verifies, outcome).await
            }
            Phase::Calendar => {
                let make = |_: &Owner, event| -> Result<_, Trouble> { convert.event(event) };
                let (source, sink) = (
                    CalendarSource::new(graph, mailbox),
                    CollectionSink::<Events>::new(self.place()?, tags.clone()),
                );
                self.carry::<_, Entry<VEventSeries>, _, _>(
                    kind, &source, &make, &sink, verifies, outcome,
                )
                .await
            }
            Phase::Contacts => {
                let make = |_: &Owner, item| convert.contact(item);
                let (source, sink) = (
                    ContactSource::new(graph),
                    CollectionSink::<Cards>::new(self.place()?, tags.clone()),
                );
                self.carry::<_, Entry<VCard>, _, _>(kind, &source, &make, &sink, verifies, outcome)
                    .await
            }
            Phase::Tasks => {
                let make = |_: &Owner, task| convert.task(task);
                let (source, sink) = (
                    TaskSource::new(graph),
                    CollectionSink::<Todos>::new(self.place()?, tags.clone()),
                );
                self.carry::<_, Entry<VTodo>, _, _>(kind, &source, &make, &sink, verifies, outcome)
                    .await
            }
            Phase::Settings | Phase::Shares | Phase::Resources | Phase::Verify => Ok(()),
        }
    }

    async fn carry<S, I, T, K>(
        &self,
        kind: Kind,
        source: &S,
        transform: &T,
        sink: &K,
        verifies: bool,
        outcome: &mut Outcome,
    ) -> Result<(), Trouble>
    where
        S: Source,
        K: Sink<Item = I>,
        T: Transform<S::Item, I>,
    {
        let (ledger, pace) = (&self.migration.ledger, self.migration.pace);
        let owner = &self.mailbox.owner;
        let route = Route { kind, source, transform, sink, ledger, pace };
        outcome.merge(carry(&route, owner, self.observer).await?);
        if verifies {
            let verification = Verification { kind, source, sink, ledger };
            outcome.merge(verify(&verification, owner, self.observer).await?);
        }
        Ok(())
    }

    /// What lies in a room's mailbox beside its calendar has no place in BlueMind: said if there is any.
    async fn homeless<S: Source>(&self, source: &S, kind: Kind) -> Result<(), Trouble> {
        let owner = &self.mailbox.owner;
        for container in source.containers(owner).await? {
            let Changes { entries, .. } = source.changes(owner, &container, None).await?;
            if !entries.is_empty() {
                let message = format!(
                    "a resource of BlueMind has a calendar only: the items of kind {kind} in {} are left behind",
                    container.display_path()
                );
                return Err(Trouble::container(message)
                    .remedy("make the address a user of BlueMind if they are needed"));
            }
        }
        Ok(())
    }

    /// The user's tags, with the source's categories among them; a resource has none.
    async fn tags(&self) -> Result<Option<Arc<TagBook>>, Trouble> {
        if self.seat.kind == SeatKind::Resource {
            return Ok(None);
        }
        let call = settings::Categories::new(self.mailbox.owner.id.as_str());
        let categories = match self.migration.graph.all(call).await {
            Ok(page) => page.items,
            // Without the right to the settings the tags have no colours.
            Err(error) if error.kind() == ErrorKind::Forbidden => Vec::new(),
            Err(error) => return Err(rest(error, Scope::Mailbox)),
        };
        let client = self.migration.bluemind.acting_as(self.login()?);
        TagBook::open(client, &self.seat.uid, &categories).await.map(Arc::new).map(Some)
    }

    fn place(&self) -> Result<Place, Trouble> {
        let (admin, domain) = (&self.migration.bluemind, &self.migration.domain);
        let owner = self.seat.uid.clone();
        if self.seat.kind == SeatKind::Resource {
            return Ok(Place::resource(admin.clone(), domain.clone(), owner));
        }
        Ok(Place::user(admin.acting_as(self.login()?), domain.clone(), owner))
    }

    async fn mail_sink(&self) -> Result<MailSink, Trouble> {
        let Migration { bluemind, imap, imap_options, .. } = self.migration;
        let login = self.login()?;
        let url = imap.clone().ok_or_else(|| Trouble::run("bluemind.imap is not set"))?;
        let session = bluemind.acting_as(login).session().await;
        let session = session.map_err(|error| rest(error, Scope::Mailbox))?;
        let name = session.latd.as_deref().unwrap_or(login);
        let credentials = Credentials::new(name, session.key.expose_secret());
        Ok(MailSink::new(url, credentials, imap_options.clone()))
    }

    fn login(&self) -> Result<&str, Trouble> {
        let login = self.seat.login.as_deref();
        login.ok_or_else(|| Trouble::mailbox("the user has no login in BlueMind"))
    }
}

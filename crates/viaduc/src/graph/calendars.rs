//! Calendars and events.

use std::collections::BTreeSet;

use viaduc_graph_client::{calendars, events};
use viaduc_graph_types::{Attachment, Calendar, CalendarColor, Event, EventType};
use viaduc_pipeline::{
    Change, Changes, Checkpoint, Container, Next, Owner, Scope, Seen, Source, SourceId, Trouble,
};
use viaduc_rest::{ApiError, ErrorKind};
use viaduc_wire::List;

use super::{Graph, Mailbox, listing};
use crate::trouble::rest;

/// What stands before a link of the plain listing in a checkpoint.
const LISTING: &str = "listing ";

/// The calendars that a mailbox owns. Those that others share with it are carried from their owners.
#[derive(Clone, Debug)]
pub struct CalendarSource {
    graph: Graph,
    addresses: BTreeSet<String>,
}

impl CalendarSource {
    /// The calendars of `mailbox` that `graph` reads.
    #[must_use]
    pub fn new(graph: Graph, mailbox: &Mailbox) -> Self {
        Self { graph, addresses: mailbox.addresses.clone() }
    }

    /// Every calendar the mailbox shows, once.
    async fn all(&self, user: &str) -> Result<Vec<Calendar>, Trouble> {
        let mailbox = |error| rest(error, Scope::Mailbox);
        let mut all = self.graph.all(calendars::List::new(user)).await.map_err(mailbox)?.items;
        for group in self.graph.all(calendars::Groups::new(user)).await.map_err(mailbox)?.items {
            let Some(id) = group.id else { continue };
            let call = calendars::InGroup::new(user, id);
            all.extend(self.graph.all(call).await.map_err(mailbox)?.items);
        }
        let mut seen = BTreeSet::new();
        all.retain(|calendar| {
            calendar.id.as_ref().is_some_and(|id| seen.insert(id.as_str().to_owned()))
        });
        Ok(all)
    }

    fn owns(&self, calendar: &Calendar) -> bool {
        let owner = calendar.owner.as_ref().and_then(|owner| owner.address.as_ref());
        owner.is_none_or(|address| self.addresses.contains(&address.to_lowercase()))
    }

    /// The attachments of an event, with their contents.
    async fn attachments(&self, user: &str, event: &mut Event) -> Result<(), Trouble> {
        let Some(id) = event.id.clone().filter(|_| event.has_attachments == Some(true)) else {
            return Ok(());
        };
        let item = |error: ApiError| rest(error, Scope::Item);
        let call = events::Attachments::new(user, id.clone());
        let mut attachments: Vec<Attachment> = self.graph.all(call).await.map_err(item)?.items;
        for attachment in &mut attachments {
            let Some(part) = attachment.id.clone() else { continue };
            let call = events::AttachmentValue::new(user, id.clone(), part);
            match self.graph.call(&call).await {
                Ok(bytes) => attachment.content_bytes = Some(crate::base64(&bytes)),
                // A reference has no content; the converter reports what it cannot write.
                Err(error) if !error.is_retryable() => {}
                Err(error) => return Err(item(error)),
            }
        }
        event.attachments = List::from(attachments);
        Ok(())
    }

    /// The plain listing, where the service does not have the delta.
    async fn listed(
        &self,
        owner: &Owner,
        container: &Container,
        since: Option<&str>,
    ) -> Result<Changes<Event>, Trouble> {
        let call = events::List::new(owner.id.as_str(), container.id.as_str());
        let link = since.map(Checkpoint::from);
        let mut changes = listing::changes(&self.graph, call, link.as_ref()).await?;
        if let Next::Page(link) = &changes.next {
            changes.next = Next::Page(format!("{LISTING}{link}").into());
        }
        Ok(changes)
    }
}

impl Source for CalendarSource {
    type Handle = Event;
    type Item = Event;

    async fn containers(&self, owner: &Owner) -> Result<Vec<Container>, Trouble> {
        let all = self.all(owner.id.as_str()).await?;
        let own = all.into_iter().filter(|calendar| self.owns(calendar));
        let mut containers: Vec<Container> = own.filter_map(container).collect();
        // The default one first: people look at it first.
        containers.sort_by(|a, b| (a.role.is_none(), &a.path).cmp(&(b.role.is_none(), &b.path)));
        Ok(containers)
    }

    async fn changes(
        &self,
        owner: &Owner,
        container: &Container,
        since: Option<&Checkpoint>,
    ) -> Result<Changes<Event>, Trouble> {
        let listing = since.and_then(|since| since.as_str().strip_prefix(LISTING));
        if listing.is_some() {
            return self.listed(owner, container, listing).await.map(series);
        }
        let call = events::Delta::new(owner.id.as_str(), container.id.as_str());
        match listing::try_changes(&self.graph, call, since).await {
            Err(error) if since.is_none() && no_such_delta(&error) => {
                self.listed(owner, container, None).await.map(series)
            }
            answer => answer.map(series).map_err(|error| rest(error, Scope::Container)),
        }
    }

    async fn look(
        &self,
        owner: &Owner,
        _: &Container,
        id: &SourceId,
    ) -> Result<Option<Seen<Event>>, Trouble> {
        let call = events::Get::new(owner.id.as_str(), id.as_str());
        match self.graph.call(&call).await {
            Ok(event) => {
                let version = listing::Listed::version(&event);
                Ok(Some(Seen { id: id.clone(), version, handle: event }))
            }
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(rest(error, Scope::Item)),
        }
    }

    async fn fetch(
        &self,
        owner: &Owner,
        _: &Container,
        seen: &Seen<Event>,
    ) -> Result<Event, Trouble> {
        // No listing returns exceptions, cancelled days, or the zone definitions.
        let call = events::Get::new(owner.id.as_str(), seen.id.as_str());
        let mut event = self.graph.call(&call).await.map_err(|error| rest(error, Scope::Item))?;
        self.attachments(owner.id.as_str(), &mut event).await?;
        Ok(event)
    }
}

fn no_such_delta(error: &ApiError) -> bool {
    matches!(error.kind(), ErrorKind::Rejected | ErrorKind::NotFound)
}

/// A series is one item: what a listing shows of its days stands for the whole.
fn series(mut changes: Changes<Event>) -> Changes<Event> {
    for change in &mut changes.entries {
        let Change::Present(seen) = change else { continue };
        let day = matches!(seen.handle.kind, Some(EventType::Occurrence | EventType::Exception));
        if let Some(master) = seen.handle.series_master_id.clone().filter(|_| day) {
            seen.id = master.as_str().into();
        }
    }
    changes
}

fn container(calendar: Calendar) -> Option<Container> {
    let id = calendar.id?;
    let name = calendar.name.filter(|name| !name.is_empty());
    let hex = calendar.hex_color.filter(|hex| {
        hex.strip_prefix('#')
            .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
    });
    Some(Container {
        path: vec![name.unwrap_or_else(|| id.as_str().to_owned())],
        id: id.as_str().into(),
        role: (calendar.is_default_calendar == Some(true)).then(|| "default".to_owned()),
        root_role: None,
        colour: hex.or_else(|| calendar.color.as_ref().and_then(preset).map(str::to_owned)),
    })
}

/// What clients show for the preset colours.
fn preset(colour: &CalendarColor) -> Option<&'static str> {
    Some(match colour {
        CalendarColor::LightBlue => "#0099bc",
        CalendarColor::LightGreen => "#00cc6a",
        CalendarColor::LightOrange => "#f7630c",
        CalendarColor::LightGray => "#69797e",
        CalendarColor::LightYellow => "#fde300",
        CalendarColor::LightTeal => "#038387",
        CalendarColor::LightPink => "#bf0077",
        CalendarColor::LightBrown => "#8e562e",
        CalendarColor::LightRed => "#a4262c",
        CalendarColor::Auto | CalendarColor::MaxColor | CalendarColor::Other(_) | _ => return None,
    })
}

//! Calendars.

use std::fmt::Write as _;

use viaduc_bluemind_client::{Batch, Calendars, calendars, containers, uids};
use viaduc_bluemind_types::{
    AttachedFile, BmDateTime, CalendarDescriptor, ContainerUid, ItemUid, RRule, TagRef,
    VEventSeries,
};
use viaduc_pipeline::{Container, Trouble};
use viaduc_rest::ApiError;

use super::Place;
use super::collection::{Collection, rows, seed};
use super::files::names;

/// The family of calendars.
#[derive(Debug)]
#[non_exhaustive]
pub struct Events;

impl Collection for Events {
    type Value = VEventSeries;
    type Family = Calendars;

    fn uid(place: &Place, container: &Container) -> (ContainerUid, bool) {
        if place.resource {
            return (uids::resource_calendar(&place.owner), true);
        }
        match container.role.as_deref() {
            Some("default") => (uids::default_calendar(&place.owner), true),
            _ => (uids::user_calendar(&seed(place, container)), false),
        }
    }

    async fn create(
        place: &Place,
        uid: &ContainerUid,
        container: &Container,
    ) -> Result<(), Trouble> {
        let descriptor = CalendarDescriptor {
            name: Some(container.name().to_owned()),
            domain_uid: Some(place.domain.clone()),
            owner: Some(place.owner_uid()),
            ..CalendarDescriptor::default()
        };
        let call = containers::CreateCalendar::new(uid, &descriptor);
        let created = place.client.call(&call).await;
        place.show(uid, container.colour.as_deref(), created).await
    }

    fn add(
        batch: Batch<Calendars>,
        uid: &ItemUid,
        event: &VEventSeries,
    ) -> Result<Batch<Calendars>, ApiError> {
        batch.put(uid, event)
    }

    async fn list(
        place: &Place,
        container: &ContainerUid,
    ) -> Result<Vec<(ItemUid, VEventSeries)>, ApiError> {
        place.client.call(&calendars::List::new(container)).await.map(rows)
    }

    /// What readers see first: when, how often, what, where, with which files. People, zones and descriptions are rewritten.
    fn essence(series: &VEventSeries) -> String {
        let mut text = String::new();
        if let Some(main) = &series.main {
            line(&mut text, &[main.summary.as_deref(), main.location.as_deref()]);
            line(&mut text, &[date(main.dtstart.as_ref()), date(main.dtend.as_ref())]);
            line(&mut text, &[main.rrule.as_ref().map(rule).as_deref()]);
            let mut days: Vec<&str> =
                main.exdate.iter().filter_map(|day| date(Some(day))).collect();
            days.sort_unstable();
            line(&mut text, &[Some(&days.join(" ")), Some(&names(&main.attachments))]);
        }
        let mut changed: Vec<([Option<&str>; 3], String)> = series
            .occurrences
            .iter()
            .map(|day| {
                let (recurid, start) = (date(day.recurid.as_ref()), date(day.dtstart.as_ref()));
                ([recurid, start, day.summary.as_deref()], names(&day.attachments))
            })
            .collect();
        changed.sort_unstable();
        for ([recurid, start, summary], files) in &changed {
            line(&mut text, &[*recurid, *start, *summary, Some(files)]);
        }
        text
    }

    fn tags(series: &VEventSeries) -> Vec<&TagRef> {
        let main = series.main.iter().flat_map(|main| &main.categories);
        main.chain(series.occurrences.iter().flat_map(|day| &day.categories)).collect()
    }

    fn attach(series: &mut VEventSeries, occurrence: Option<usize>, file: AttachedFile) {
        let files = match occurrence {
            None => series.main.as_mut().map(|main| &mut main.attachments),
            Some(at) => series.occurrences.get_mut(at).map(|day| &mut day.attachments),
        };
        if let Some(files) = files {
            files.push(file);
        }
    }

    fn key(uid: &ItemUid, series: &VEventSeries) -> String {
        // Attendees of single days have several items under one UID: the first day tells them apart.
        let ics = series.ics_uid.as_ref().map_or(uid.as_str(), |ics| ics.as_str());
        let first = series.occurrences.first().and_then(|day| date(day.recurid.as_ref()));
        match (&series.main, first) {
            (None, Some(day)) => format!("{ics} {day}"),
            _ => ics.to_owned(),
        }
    }
}

/// The instant or day without the name of its zone, which the server may replace by an equal one.
pub(crate) fn date(date: Option<&BmDateTime>) -> Option<&str> {
    date.and_then(|date| date.iso8601.as_deref())
}

pub(crate) fn line(text: &mut String, fields: &[Option<&str>]) {
    for field in fields {
        // Writing to a String cannot fail. Lengths keep neighbours apart.
        let field = field.unwrap_or_default().trim();
        let _ = write!(text, "{}:{field};", field.len());
    }
    text.push('\n');
}

/// Frequency, interval and end: the rest is sorted and completed by the server.
pub(crate) fn rule(rule: &RRule) -> String {
    let frequency = rule.frequency.as_ref().map(|f| f.as_str().to_owned()).unwrap_or_default();
    // An interval of 1, an absent one and 0 are the same; so are no count and 0.
    let (interval, count) = (rule.interval.unwrap_or(1).max(1), rule.count.unwrap_or(0));
    format!("{frequency} {interval} {count} {}", date(rule.until.as_ref()).unwrap_or_default())
}

//! What events and tasks have in common.

use std::collections::HashSet;

use viaduc_bluemind_types::{AttachedFile, BmDateTime, Classification, Status, TagRef};
use viaduc_contentline::{Component, Exact, Property};
use viaduc_fidelity::Place;
use viaduc_html::{from_text, to_text};
use viaduc_wire::{Dict, List};

use super::{Cx, NO_STAMP};
use crate::EXACT;
use crate::codes::{BM_CLASS, BM_EMPTY, BM_TRANSIENT};
use crate::element::Element;
use crate::read::{HANDLED, address, base_name, is_phone, link, stored_line};
use crate::when::When;

impl Cx {
    /// Writes the common fields to `component`; `start` is what dates are told like.
    pub(super) fn element(
        &mut self,
        element: Element,
        start: Option<&When>,
        component: &mut Component<'static>,
        place: &Place<'_>,
    ) {
        let Element {
            dtstart: _, // written by the caller, with what else is dated
            summary,
            classification,
            location,
            description,
            priority,
            alarm,
            status,
            attendees,
            organizer,
            categories,
            exdate,
            rdate,
            rrule,
            url,
            conference,
            conference_id,
            conference_configuration,
            attachments,
            properties,
            sequence,
            draft,
            other,
        } = element;
        self.unknown(&other, place);
        if !properties.contains_key("DTSTAMP") {
            component.push(Property::new("DTSTAMP", NO_STAMP));
        }
        if let Some(rule) = rrule {
            self.rrule(rule, start, component, &place.key("rrule"));
        }
        self.days("RDATE", "rdate", &rdate, start, component, place);
        self.days("EXDATE", "exdate", &exdate, start, component, place);
        push_text(component, "SUMMARY", summary);
        push_text(component, "LOCATION", location);
        if let Some(html) = description {
            description_of(&html, component);
        }
        component.push(Property::new("CLASS", self.class(classification, place)));
        if let Some(status) = status {
            component.push(Property::new(
                "STATUS",
                self.word(STATUSES, &status, "TENTATIVE", &place.key("status")),
            ));
        }
        if let Some(priority) = priority {
            component.push(Property::new("PRIORITY", priority.to_string()));
        }
        if let Some(sequence) = sequence {
            component.push(Property::new("SEQUENCE", sequence.to_string()));
        }
        if let Some(url) = url {
            component.push(EXACT.with_value(Property::new("URL", url.clone()), &url));
        }
        if let Some(way_in) = conference {
            let property = Property::new("CONFERENCE", way_in.clone()).with("VALUE", "URI");
            component.push(if is_phone(&way_in) {
                EXACT.with(property, Exact::VALUE, &way_in)
            } else {
                EXACT.with_value(property, &way_in)
            });
        }
        push_text(component, "X-BLUEMIND-CONFERENCE-ID", conference_id);
        if conference_configuration.is_present()
            && !(conference_configuration.is_empty()
                && conference_configuration.strays().is_empty())
            && let Ok(json) = serde_json::to_string(&conference_configuration)
        {
            component.push(Property::text("X-BLUEMIND-CONFERENCE", json_line(&json)));
        }
        if let Some(draft) = draft {
            let word = if draft { "TRUE" } else { "FALSE" };
            component.push(Property::new("X-BLUEMIND-DRAFT", word));
        }
        self.people(organizer, &attendees, component, place);
        self.categories(&categories, component, place);
        self.attachments(attachments, component, place);
        self.properties(&properties, component, place);
        self.alarms(alarm, component, place);
    }

    /// Nothing told is private: that is how the server treats it.
    fn class(&mut self, class: Option<Classification>, place: &Place<'_>) -> String {
        let place = place.key("classification");
        match class {
            Some(class) => self.word(CLASSES, &class, "PRIVATE", &place),
            None => {
                self.losses.report(&BM_CLASS, &place);
                "PRIVATE".to_owned()
            }
        }
    }

    /// Excluded days in the form of `start`, all in one property. Further days stay as they are: the server compares and
    /// converts none.
    fn days(
        &mut self,
        name: &'static str,
        member: &'static str,
        days: &List<BmDateTime>,
        start: Option<&When>,
        component: &mut Component<'static>,
        place: &Place<'_>,
    ) {
        let list = place.key(member);
        let mut runs: Vec<(bool, Vec<When>)> = Vec::new();
        for (at, day) in days.enumerate() {
            let Some(when) = self.when(day, &list.index(at)) else { continue };
            let as_is = name == "RDATE" && start.is_some_and(|start| !when.is_told_like(start));
            let when = if as_is { Some(when) } else { alike(when, start) };
            let Some(when) = when else { continue };
            match runs.last_mut() {
                Some((other, run))
                    if *other == as_is
                        && run.last().is_some_and(|last| last.is_told_like(&when)) =>
                {
                    run.push(when);
                }
                _ => runs.push((as_is, vec![when])),
            }
        }
        self.strays(days.strays().iter().map(|stray| stray.index), &list);
        for (as_is, run) in runs {
            let property = self.dates(name, &run);
            component.push(if as_is {
                property.with("X-BLUEMIND-AS-IS", "TRUE")
            } else {
                property
            });
        }
    }

    fn categories(
        &mut self,
        tags: &List<TagRef>,
        component: &mut Component<'static>,
        place: &Place<'_>,
    ) {
        let list = place.key("categories");
        let mut labels = Vec::new();
        for (at, tag) in tags.enumerate() {
            let TagRef { container_uid, item_uid, label, color, other } = tag;
            self.unknown(other, &list.index(at));
            let Some(label) = label.as_deref().filter(|label| !label.trim().is_empty()) else {
                self.losses.report(&BM_EMPTY, &list.index(at));
                continue;
            };
            let item = item_uid.as_ref().map(|uid| uid.as_str()).filter(|uid| !uid.is_empty());
            let container =
                container_uid.as_ref().map(|uid| uid.as_str()).filter(|uid| !uid.is_empty());
            let (Some(item), Some(container)) = (item, container) else {
                labels.push(label.trim().to_owned());
                continue;
            };
            let property = Property::text("CATEGORIES", label.to_owned());
            let mut property = EXACT
                .with_text(property, Exact::VALUE, label)
                .with("X-BLUEMIND-CONTAINER", container.to_owned())
                .with("X-BLUEMIND-ITEM", item.to_owned());
            if let Some(color) = color.as_deref().filter(|color| !color.is_empty()) {
                property = property.with("X-BLUEMIND-COLOR", color.to_owned());
            }
            component.push(property);
        }
        self.strays(tags.strays().iter().map(|stray| stray.index), &list);
        if !labels.is_empty() {
            component.push(Property::text_list("CATEGORIES", labels));
        }
    }

    fn attachments(
        &mut self,
        files: List<AttachedFile>,
        component: &mut Component<'static>,
        place: &Place<'_>,
    ) {
        let list = place.key("attachments");
        self.strays(files.strays().iter().map(|stray| stray.index), &list);
        let places: Vec<usize> = files.enumerate().map(|(at, _)| at).collect();
        for (at, file) in places.into_iter().zip(files) {
            let place = list.index(at);
            let AttachedFile { public_url, expiration_date, name, cid, other } = file;
            self.unknown(&other, &place);
            if expiration_date.is_some() {
                self.losses.report(&BM_TRANSIENT, &place.key("expirationDate"));
            }
            let Some(url) = public_url.filter(|url| !url.trim().is_empty()) else {
                self.losses.report(&BM_EMPTY, &place);
                continue;
            };
            let property = Property::new("ATTACH", url.clone());
            let mut property = match link(&url) {
                Some(_) => EXACT.with_value(property, &url),
                None => EXACT.with(property, Exact::VALUE, &url),
            };
            if let Some(name) = name.filter(|name| !name.is_empty()) {
                property = property.with("FILENAME", name.clone());
                property = if base_name(&name) == name {
                    EXACT.with_text(property, "FILENAME", &name)
                } else {
                    EXACT.with(property, "FILENAME", &name)
                };
            }
            component.push(with(property, "X-CID", cid));
        }
    }

    /// What was kept for iCalendar as it was; BlueMind's own under a name of ours.
    fn properties(
        &mut self,
        kept: &Dict<String>,
        component: &mut Component<'static>,
        place: &Place<'_>,
    ) {
        let organized = component.property("ORGANIZER").is_some();
        let joined = component.property("CONFERENCE").is_some();
        let mut written = HashSet::new();
        for (key, value) in kept.iter() {
            let line = stored_line(key, value, &written).filter(|line| match &*line.name {
                "ATTENDEE" => {
                    address(line).is_none() && line.parameter("X-BLUEMIND-AS-IS").is_none()
                }
                "ORGANIZER" => address(line).is_none() && !organized,
                "CONFERENCE" => {
                    let uri = line.value.trim();
                    !uri.is_empty() && (joined || is_phone(uri))
                }
                "CATEGORIES" | "DTSTAMP" => true,
                name => !HANDLED.contains(&name),
            });
            if line.is_some() {
                written.insert(key.as_str());
            }
            component.push(line.unwrap_or_else(|| entry(key, value)));
        }
        let members = place.key("properties");
        for key in kept.strays().keys() {
            self.losses.report(&crate::codes::BM_UNKNOWN, &members.key(key));
        }
    }
}

/// `when` in the form of `start`, where there is one.
fn alike(when: When, start: Option<&When>) -> Option<When> {
    match start {
        Some(start) => when.like(start),
        None => Some(when),
    }
}

const CLASSES: &[(Classification, &str)] = &[
    (Classification::Public, "PUBLIC"),
    (Classification::Private, "PRIVATE"),
    (Classification::Confidential, "CONFIDENTIAL"),
];

const STATUSES: &[(Status, &str)] = &[
    (Status::NeedsAction, "NEEDS-ACTION"),
    (Status::Completed, "COMPLETED"),
    (Status::InProcess, "IN-PROCESS"),
    (Status::Cancelled, "CANCELLED"),
    (Status::Confirmed, "CONFIRMED"),
    (Status::Tentative, "TENTATIVE"),
];

pub(super) fn push_text(
    component: &mut Component<'static>,
    name: &'static str,
    text: Option<String>,
) {
    if let Some(text) = text {
        component.push(EXACT.with_text(Property::text(name, text.clone()), Exact::VALUE, &text));
    }
}

/// A property with a further parameter, if there is a value.
pub(super) fn with(
    property: Property<'static>,
    name: &'static str,
    value: Option<String>,
) -> Property<'static> {
    let Some(value) = value else { return property };
    let property =
        if value.trim().is_empty() { property } else { property.with(name, value.clone()) };
    EXACT.with_text(property, name, &value)
}

/// An entry of `properties`.
pub(super) fn entry(key: &str, value: &str) -> Property<'static> {
    let property = Property::text("X-BLUEMIND-PROPERTY", value.to_owned());
    let property = EXACT.with_text(property, Exact::VALUE, value).with("X-KEY", key.to_owned());
    EXACT.with_text(property, "X-KEY", key)
}

/// Plain text for everybody; the HTML beside it where the plain text does not say it all.
fn description_of(html: &str, component: &mut Component<'static>) {
    let plain = to_text(html);
    let same = from_text(&plain) == html;
    if same || !plain.is_empty() {
        let property = Property::text("DESCRIPTION", plain.clone());
        component.push(if same {
            EXACT.with_text(property, Exact::VALUE, &plain)
        } else {
            property
        });
    }
    if !same {
        let property = Property::text("X-ALT-DESC", html.to_owned()).with("FMTTYPE", "text/html");
        component.push(EXACT.with_text(property, Exact::VALUE, html));
    }
}

/// JSON as one line: what a line would change is escaped in it, which in JSON only stands in texts.
pub(super) fn json_line(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') {
            out.push_str(&format!("\\u{:04x}", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

//! The parts of a contact that take more than a line: stamps, work, days, addresses, pages, the flag.

use viaduc_contentline::Property;
use viaduc_fidelity::Place;
use viaduc_graph_types::{
    DateTimeTimeZone, FlagStatus, FollowupFlag, Phone, PhysicalAddress, Website, WebsiteType,
};
use viaduc_wire::List;

use crate::card::{Card, is_something, some};
use crate::codes::{
    ANNIVERSARY, CREATED, DATE_INVALID, FLAG, MEMBER_UNKNOWN, PHONE_REGION, WEBSITE_NAME,
    WEBSITE_REPEATED,
};
use crate::extended::{Hints, Placed};
use crate::reach::Line;

impl<'a> Card<'a, '_> {
    /// When the item was made and last changed (RFC 9554 §3.1, RFC 6350 §6.7.4).
    pub(crate) fn stamps(&mut self, created: Option<&str>, changed: Option<&str>) {
        let root = Place::root();
        if let Some(text) = changed {
            self.instant("REV", text, &root.key("lastModifiedDateTime"));
        }
        if let Some(text) = created {
            let place = root.key("createdDateTime");
            if !self.is_v3() {
                self.instant("CREATED", text, &place);
            } else if self.instant("X-CREATED", text, &place) {
                self.losses.report(&CREATED, &place);
            }
        }
    }

    /// `ORG` and `TITLE`.
    pub(crate) fn work(
        &mut self,
        company: Option<&'a str>,
        department: Option<&'a str>,
        job: Option<&'a str>,
    ) {
        let root = Place::root();
        let company = company.map(|text| self.checked(text, &root.key("companyName")));
        let department = department.map(|text| self.checked(text, &root.key("department")));
        match (company, department) {
            (None, None) => {}
            (company, None) => self.push(Property::structured("ORG", company)),
            (company, Some(department)) => {
                self.push(Property::structured("ORG", [company.unwrap_or_default(), department]));
            }
        }
        self.text("TITLE", job, "jobTitle");
    }

    pub(crate) fn birthday(&mut self, birthday: Option<&'a str>, hints: &Hints<'a>) {
        // The plain day, where it is there and can be read, needs no guess.
        let own = birthday.map(|text| (text, None));
        let plain = hints.birthdays(0).map(placed);
        self.days("BDAY", "birthday", plain.chain(own).chain(hints.birthdays(1).map(placed)));
    }

    pub(crate) fn anniversary(&mut self, anniversary: Option<&'a str>, hints: &Hints<'a>) {
        let name = if self.is_v3() { "X-ANNIVERSARY" } else { "ANNIVERSARY" };
        let own = anniversary.map(|text| (text, None));
        let others = hints.anniversaries(0).chain(hints.anniversaries(1)).map(placed);
        let written = self.days(name, "weddingAnniversary", own.into_iter().chain(others));
        let root = Place::root();
        match written.filter(|_| self.is_v3()) {
            Some(None) => self.losses.report(&ANNIVERSARY, &root.key("weddingAnniversary")),
            Some(Some(position)) => {
                let list = root.key("singleValueExtendedProperties");
                self.losses.report(&ANNIVERSARY, &list.index(position).key("value"));
            }
            None => {}
        }
    }

    pub(crate) fn phones(&mut self, list: &'a List<Phone>) {
        let root = Place::root();
        let root = root.key("phones");
        for (position, phone) in list.enumerate() {
            let place = root.index(position);
            let Phone { number, kind, language, region, other } = phone;
            for (key, text) in [("language", some(language)), ("region", some(region))] {
                if text.is_some() {
                    self.losses.report(&PHONE_REGION, &place.key(key));
                }
            }
            if let Some(kind) = kind.as_ref().filter(|kind| Line::is_unknown(kind)) {
                self.losses.note(&MEMBER_UNKNOWN, &place.key("type"), kind.as_str());
            }
            if let Some(number) = some(number) {
                self.tel(Line::of(kind.as_ref()), number, &place.key("number"));
            }
            self.unknown(other, &place);
        }
        self.strays(list, &root);
    }

    pub(crate) fn addresses(
        &mut self,
        business: &'a Option<PhysicalAddress>,
        home: &'a Option<PhysicalAddress>,
        third: &'a Option<PhysicalAddress>,
        office: Option<&'a str>,
        list: &'a List<PhysicalAddress>,
    ) {
        let root = Place::root();
        let mut office = office;
        for (kind, word, address, key) in [
            (Some("work"), "business", business, "businessAddress"),
            (Some("home"), "home", home, "homeAddress"),
            (None, "other", third, "otherAddress"),
        ] {
            let Some(address) = address else { continue };
            let place = root.key(key);
            let office = if kind == Some("work") { office.take() } else { None };
            self.address(kind, address, office, &place);
            let same =
                |told: &&str| ["unknown", word].iter().any(|same| told.eq_ignore_ascii_case(same));
            if let Some(told) = some(&address.kind).map(str::trim).filter(|told| !same(told)) {
                self.losses.note(&MEMBER_UNKNOWN, &place.key("type"), told);
            }
        }
        let place = root.key("postalAddresses");
        for (position, address) in list.enumerate() {
            let word = some(&address.kind).map(str::trim);
            let known = ["unknown", "home", "business", "other"];
            if let Some(word) =
                word.filter(|word| !known.iter().any(|known| word.eq_ignore_ascii_case(known)))
            {
                self.losses.note(&MEMBER_UNKNOWN, &place.index(position).key("type"), word);
            }
            let kind = match word {
                Some(kind) if kind.eq_ignore_ascii_case("business") => Some("work"),
                Some(kind) if kind.eq_ignore_ascii_case("home") => Some("home"),
                _ => None,
            };
            let office = if kind == Some("work") { office.take() } else { None };
            self.address(kind, address, office, &place.index(position));
        }
        self.strays(list, &place);
        if office.is_some() {
            self.adr(Some("work"), [("", None); 7], office, &root);
        }
    }

    pub(crate) fn websites(&mut self, list: &'a List<Website>) {
        let root = Place::root();
        let root = root.key("websites");
        for (position, site) in list.enumerate() {
            let place = root.index(position);
            let Website { address, display_name, kind, other } = site;
            let told = kind.as_ref().filter(|kind| {
                !matches!(kind, WebsiteType::Home | WebsiteType::Work | WebsiteType::OtherSite)
            });
            if let Some(kind) = told {
                self.losses.note(&MEMBER_UNKNOWN, &place.key("type"), kind.as_str());
            }
            let kind = match kind {
                Some(WebsiteType::Home) => Some("home"),
                Some(WebsiteType::Work) => Some("work"),
                _ => None,
            };
            // The beta version calls it `name`.
            let beta = other.get("name").and_then(|name| name.as_str());
            let (name, key) = match (some(display_name), beta) {
                (Some(name), _) => (Some(name), "displayName"),
                (None, beta) => (beta.filter(|name| is_something(name)), "name"),
            };
            let is_new =
                some(address).is_some_and(|address| self.url(kind, address, &place.key("address")));
            match name {
                Some(name) if is_new => self.label(name, &place.key(key), &WEBSITE_NAME),
                Some(name) => self.losses.note(&WEBSITE_REPEATED, &place.key(key), name),
                None => {}
            }
            let read = if beta.is_some() && key == "name" { "name" } else { "" };
            self.unknown_but(other, &place, &[read]);
        }
        self.strays(list, &root);
    }

    pub(crate) fn flag(&mut self, flag: Option<&'a FollowupFlag>) {
        let Some(flag) = flag else { return };
        let FollowupFlag {
            completed_date_time,
            due_date_time,
            flag_status,
            start_date_time,
            other,
        } = flag;
        let root = Place::root();
        let place = root.key("flag");
        self.unknown(other, &place);
        let status = flag_status.as_ref().filter(|status| **status != FlagStatus::NotFlagged);
        if let Some(status) = status {
            self.push(Property::text("X-MS-FLAG", status.as_str()));
            self.losses.report(&FLAG, &place.key("flagStatus"));
        }
        for (name, key, time) in [
            ("X-MS-FLAG-START", "startDateTime", start_date_time),
            ("X-MS-FLAG-DUE", "dueDateTime", due_date_time),
            ("X-MS-FLAG-COMPLETED", "completedDateTime", completed_date_time),
        ] {
            let Some(DateTimeTimeZone { date_time, time_zone, other }) = time else { continue };
            self.unknown(other, &place.key(key));
            let (time, zone) = (place.key(key), some(time_zone));
            if let Some(text) = some(date_time) {
                let text = self.checked(text, &time.key("dateTime"));
                let zone = self.parameter(zone.unwrap_or("UTC"), &time.key("timeZone"));
                self.push(Property::text(name, text).with("TZID", zone));
                self.losses.report(&FLAG, &time);
            } else if let Some(zone) = zone {
                self.losses.note(&DATE_INVALID, &time.key("timeZone"), zone);
            }
        }
    }
}

/// A text with its place in a list.
fn placed((text, position): Placed<'_>) -> (&str, Option<usize>) {
    (text, Some(position))
}

//! A personal contact (Graph: contact).

use uuid::Uuid;
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, Place};
use viaduc_graph_types::{
    Contact, DateTimeTimeZone, EmailAddress, FlagStatus, FollowupFlag, Phone, PhysicalAddress,
    Website, WebsiteType,
};
use viaduc_wire::List;

use crate::card::{Card, some};
use crate::codes::{
    ANNIVERSARY, ASSISTANT, CHILD, CREATED, FAVORITE, FLAG, INITIALS, MANAGER, OPEN_EXTENSION,
    SPOUSE, WEBSITE_NAME, YOMI,
};
use crate::email::Mail;
use crate::extended::Hints;
use crate::name::Name;
use crate::reach::Line;
use crate::{CardError, Context, Options};

/// The namespace of the UIDs of contacts: UUID version 5 of `viaduc:graph:contact` in the namespace of URLs.
pub(crate) const NAMESPACE: Uuid = Uuid::from_u128(0x77aa_4c07_43f6_5682_8073_256f_4ea3_621e);

/// Turns a contact into a card.
///
/// # Errors
/// [`CardError`], where nothing meaningful can be made of the contact.
pub fn contact_to_card<'a>(
    contact: &'a Contact,
    options: &Options,
    context: &Context<'_>,
) -> Result<Converted<Component<'a>>, CardError> {
    let Contact {
        // Of the answer, of the delta, and of the copy in the mailbox: not of whom the card shows.
        odata_type: _,
        odata_etag: _,
        odata_context: _,
        removed,
        change_key: _,
        parent_folder_id: _,
        id,
        categories,
        created_date_time,
        last_modified_date_time,
        assistant_name,
        birthday,
        business_address,
        business_home_page,
        business_phones,
        children,
        company_name,
        department,
        display_name,
        email_addresses,
        file_as,
        generation,
        given_name,
        home_address,
        home_phones,
        im_addresses,
        initials,
        job_title,
        manager,
        middle_name,
        mobile_phone,
        nick_name,
        office_location,
        other_address,
        personal_notes,
        primary_email_address,
        profession,
        secondary_email_address,
        spouse_name,
        surname,
        tertiary_email_address,
        title,
        yomi_company_name,
        yomi_given_name,
        yomi_surname,
        extensions,
        multi_value_extended_properties,
        photo,
        single_value_extended_properties,
        flag,
        gender,
        is_favorite,
        phones,
        postal_addresses,
        websites,
        wedding_anniversary,
        other,
    } = contact;
    if removed.is_some() {
        return Err(CardError::Removed);
    }
    let root = Place::root();
    let mut card = Card::new(options, context);
    let hints = Hints::read(single_value_extended_properties);

    if let Some(id) = id.as_ref().filter(|id| !id.as_str().is_empty()) {
        let uid = Uuid::new_v5(&NAMESPACE, id.as_str().as_bytes());
        card.push(Property::new("UID", uid.urn().to_string()));
    }
    card.stamps(created_date_time.as_deref(), last_modified_date_time.as_deref());
    card.begin();

    let others = [
        some(file_as),
        some(nick_name),
        some(company_name),
        email_addresses.iter().find_map(|email| some(&email.name)),
        email_addresses.iter().find_map(|email| some(&email.address)),
        im_addresses.first().map(String::as_str),
        some(mobile_phone),
        business_phones.first().map(String::as_str),
        home_phones.first().map(String::as_str),
    ];
    card.name(
        &Name {
            display: some(display_name),
            surname: ("surname", some(surname)),
            given: ("givenName", some(given_name)),
            middle: ("middleName", some(middle_name)),
            prefix: ("title", some(title)),
            suffix: ("generation", some(generation)),
            sort: ("fileAs", some(file_as)),
        },
        others.map(|text| text.filter(|text| crate::card::is_something(text))),
    );
    card.text("NICKNAME", some(nick_name), "nickName");
    card.extension("X-INITIALS", some(initials), &root.key("initials"), &INITIALS);
    for (name, text, key) in [
        ("X-PHONETIC-FIRST-NAME", yomi_given_name, "yomiGivenName"),
        ("X-PHONETIC-LAST-NAME", yomi_surname, "yomiSurname"),
        ("X-PHONETIC-ORG", yomi_company_name, "yomiCompanyName"),
    ] {
        card.extension(name, some(text), &root.key(key), &YOMI);
    }
    card.work(some(company_name), some(department), some(job_title));
    card.text("ROLE", some(profession), "profession");

    card.birthday(some(birthday), &hints);
    card.anniversary(some(wedding_anniversary), &hints);
    if let Some(gender) = some(gender) {
        card.gender(gender, &root.key("gender"));
    }

    card.emails(email_addresses, &hints);
    for (key, email) in [
        ("primaryEmailAddress", primary_email_address),
        ("secondaryEmailAddress", secondary_email_address),
        ("tertiaryEmailAddress", tertiary_email_address),
    ] {
        if let Some(email) = email {
            card.email_of(email, [None; 2], &root.key(key));
        }
    }
    card.hinted_emails(&hints);

    card.tels(Line::WORK, business_phones, "businessPhones");
    card.tels(Line::HOME, home_phones, "homePhones");
    if let Some(number) = some(mobile_phone) {
        card.tel(Line::MOBILE, number, &root.key("mobilePhone"));
    }
    card.phones(phones);

    card.addresses(
        business_address,
        home_address,
        other_address,
        some(office_location),
        postal_addresses,
    );
    card.impps(im_addresses);
    if let Some(url) = some(business_home_page) {
        card.url(Some("work"), url, &root.key("businessHomePage"));
    }
    card.websites(websites);

    card.extension("X-MANAGER", some(manager), &root.key("manager"), &MANAGER);
    let assistant = root.key("assistantName");
    card.related("agent", "X-ASSISTANT", some(assistant_name), &assistant, &ASSISTANT);
    card.related("spouse", "X-SPOUSE", some(spouse_name), &root.key("spouseName"), &SPOUSE);
    let place = root.key("children");
    for (position, child) in children.enumerate() {
        let child = Some(child.as_str()).filter(|child| crate::card::is_something(child));
        card.related("child", "X-MS-CHILD", child, &place.index(position), &CHILD);
    }
    card.strays(children, &place);

    card.extended(single_value_extended_properties);
    card.extended_lists(multi_value_extended_properties, children);
    card.list("CATEGORIES", categories, "categories");
    card.text("NOTE", some(personal_notes), "personalNotes");
    card.flag(flag.as_ref());
    if *is_favorite == Some(true) {
        card.push(Property::new("X-MS-FAVORITE", "TRUE"));
        card.losses.report(&FAVORITE, &root.key("isFavorite"));
    }
    card.photo(photo);

    for (position, _) in extensions.enumerate() {
        card.losses.report(&OPEN_EXTENSION, &root.key("extensions").index(position));
    }
    card.strays(extensions, &root.key("extensions"));
    card.unknown(other, &root);
    card.finish()
}

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

    fn birthday(&mut self, birthday: Option<&'a str>, hints: &Hints<'a>) {
        let root = Place::root();
        let list = root.key("singleValueExtendedProperties");
        // The plain day, where it is there and can be read, needs no guess.
        let plain =
            hints.birthday.filter(|(text, _)| crate::dates::day(text, self.context).is_some());
        if let Some((text, position)) = plain {
            self.day("BDAY", text, &list.index(position).key("value"));
        } else if let Some(text) = birthday {
            self.day("BDAY", text, &root.key("birthday"));
        }
    }

    fn anniversary(&mut self, anniversary: Option<&'a str>, hints: &Hints<'a>) {
        let root = Place::root();
        let list = root.key("singleValueExtendedProperties");
        let name = if self.is_v3() { "X-ANNIVERSARY" } else { "ANNIVERSARY" };
        let written = match (anniversary, hints.anniversary) {
            (Some(text), _) => self.day(name, text, &root.key("weddingAnniversary")),
            (None, Some((text, position))) => {
                self.day(name, text, &list.index(position).key("value"))
            }
            (None, None) => false,
        };
        if written && self.is_v3() {
            self.losses.report(&ANNIVERSARY, &root.key("weddingAnniversary"));
        }
    }

    fn emails(&mut self, list: &'a List<EmailAddress>, hints: &Hints<'a>) {
        let root = Place::root();
        let root = root.key("emailAddresses");
        for (position, email) in list.enumerate() {
            let hint = hints.emails.get(position).copied().unwrap_or_default();
            self.email_of(
                email,
                hint.map(|hint| hint.map(|(text, _)| text)),
                &root.index(position),
            );
        }
        self.strays(list, &root);
    }

    fn email_of(
        &mut self,
        email: &'a EmailAddress,
        hints: [Option<&'a str>; 2],
        place: &Place<'_>,
    ) {
        let EmailAddress { address, name, other } = email;
        let word = |key: &str| other.get(key).and_then(|value| value.as_str());
        let kind = match word("type") {
            Some(kind) if kind.eq_ignore_ascii_case("work") => Some("work"),
            Some(kind) if kind.eq_ignore_ascii_case("personal") => Some("home"),
            _ => None,
        };
        let label = word("otherLabel").filter(|label| crate::card::is_something(label));
        let (address, name) = (some(address).unwrap_or_default(), some(name));
        let mail = Mail { address, name, kind, label, hints };
        self.email(&mail, &place.key("address"), Some(place));
        self.unknown_but(other, place, &["type", "otherLabel"]);
    }

    /// SMTP addresses that only the extended properties hold.
    fn hinted_emails(&mut self, hints: &Hints<'a>) {
        let root = Place::root();
        let list = root.key("singleValueExtendedProperties");
        for [address, _] in hints.emails {
            if let Some((address, position)) = address
                && viaduc_identities::is_smtp_address(address)
            {
                let place = list.index(position);
                self.email(&Mail { address, ..Mail::default() }, &place.key("value"), None);
            }
        }
    }

    pub(crate) fn phones(&mut self, list: &'a List<Phone>) {
        let root = Place::root();
        let root = root.key("phones");
        for (position, phone) in list.enumerate() {
            let place = root.index(position);
            // `language` and `region` tell how a number in national form is dialled; the number is kept as typed.
            let Phone { number, kind, language: _, region: _, other } = phone;
            if let Some(number) = some(number) {
                self.tel(Line::of(kind.as_ref()), number, &place.key("number"));
            }
            self.unknown(other, &place);
        }
        self.strays(list, &root);
    }

    fn addresses(
        &mut self,
        business: &'a Option<PhysicalAddress>,
        home: &'a Option<PhysicalAddress>,
        third: &'a Option<PhysicalAddress>,
        office: Option<&'a str>,
        list: &'a List<PhysicalAddress>,
    ) {
        let root = Place::root();
        let mut office = office;
        if let Some(address) = business {
            self.address(Some("work"), address, office.take(), &root.key("businessAddress"));
        }
        for (kind, address, key) in
            [(Some("home"), home, "homeAddress"), (None, third, "otherAddress")]
        {
            if let Some(address) = address {
                self.address(kind, address, None, &root.key(key));
            }
        }
        let place = root.key("postalAddresses");
        for (position, address) in list.enumerate() {
            let kind = match address.kind.as_deref() {
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

    fn websites(&mut self, list: &'a List<Website>) {
        let root = Place::root();
        let root = root.key("websites");
        for (position, site) in list.enumerate() {
            let place = root.index(position);
            let Website { address, display_name, kind, other } = site;
            let kind = match kind {
                Some(WebsiteType::Home) => Some("home"),
                Some(WebsiteType::Work) => Some("work"),
                _ => None,
            };
            let name =
                some(display_name).or_else(|| other.get("name").and_then(|name| name.as_str()));
            if let Some(address) = some(address)
                && self.url(kind, address, &place.key("address"))
                && let Some(name) = name.filter(|name| crate::card::is_something(name))
            {
                self.label(name, &place.key("displayName"), &WEBSITE_NAME);
            }
            self.unknown_but(other, &place, &["name"]);
        }
        self.strays(list, &root);
    }

    fn flag(&mut self, flag: Option<&'a FollowupFlag>) {
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
            if let Some(text) = some(date_time) {
                let zone = some(time_zone).unwrap_or("UTC");
                self.push(Property::text(name, text).with("TZID", zone));
                self.losses.report(&FLAG, &place.key(key));
            }
        }
    }
}

//! A personal contact (Graph: contact).

use uuid::Uuid;
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, Place};
use viaduc_graph_types::Contact;

use crate::card::{Card, is_something, some};
use crate::codes::{ASSISTANT, CHILD, FAVORITE, INITIALS, MANAGER, OPEN_EXTENSION, SPOUSE, YOMI};
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
#[expect(clippy::too_many_lines, reason = "a contact has sixty members, each named here once")]
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
        let urn = uid.urn().encode_lower(&mut Uuid::encode_buffer()).to_owned();
        card.push(Property::new("UID", urn));
    }
    card.stamps(created_date_time.as_deref(), last_modified_date_time.as_deref());
    card.begin();

    let others = [
        hints.shown,
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
        others.map(|text| text.filter(|text| is_something(text))),
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
    card.hinted_emails(email_addresses, &hints);

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
        let child = Some(child.as_str()).filter(|child| is_something(child));
        child.map(|child| card.is_new(&["CHILD"], child));
        card.related("child", "X-MS-CHILD", child, &place.index(position), &CHILD);
    }
    card.strays(children, &place);

    card.extended(single_value_extended_properties);
    card.extended_lists(multi_value_extended_properties);
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

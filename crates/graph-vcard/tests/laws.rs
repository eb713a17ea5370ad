//! The laws against arbitrary contacts, users, groups and directory contacts.

use arbitrary::{Arbitrary, Result, Unstructured};
use serde_json::{Map, Value, json};
use viaduc_fixture_runner::search;
use viaduc_graph_types::{Contact, Group, MailboxItem, OrgContact, User};
use viaduc_graph_vcard::{Item, invariants};

fn item(u: &mut Unstructured<'_>) -> Result<Item> {
    Ok(match u.int_in_range(0..=6)? {
        0 => Item::User(Box::new(User::arbitrary(u)?)),
        1 => Item::Group(Box::new(Group::arbitrary(u)?)),
        2 => Item::OrgContact(Box::new(OrgContact::arbitrary(u)?)),
        3 => Item::MailboxItem(Box::new(MailboxItem::arbitrary(u)?)),
        _ => {
            let mut contact = Contact::arbitrary(u)?;
            contact.removed = None;
            Item::Contact(Box::new(contact))
        }
    })
}

fn written(item: &Item) -> Value {
    match item {
        Item::Contact(contact) => serde_json::to_value(contact),
        Item::User(user) => serde_json::to_value(user),
        Item::Group(group) => serde_json::to_value(group),
        Item::OrgContact(contact) => serde_json::to_value(contact),
        Item::MailboxItem(item) => serde_json::to_value(item),
        _ => Ok(Value::Null),
    }
    .unwrap_or_default()
}

#[test]
fn any_item_becomes_a_card_that_reads_back() {
    search(200, |u| {
        invariants::any_item(&item(u)?);
        Ok(())
    });
}

#[test]
fn every_text_is_in_the_card_or_in_the_losses() {
    search(200, |u| {
        let item = item(u)?;
        invariants::nothing_is_lost(&item, &written(&item));
        Ok(())
    });
}

#[test]
fn crowded_items_obey_the_laws() {
    search(200, |u| {
        let source = crowded(u)?;
        invariants::any_bytes(source.to_string().as_bytes());
        Ok(())
    });
}

/// Members that hold a text, of all four types.
const TEXTS: &str = "id displayName surname givenName middleName title generation initials nickName fileAs yomiGivenName \
    yomiSurname yomiCompanyName companyName department jobTitle profession officeLocation manager assistantName spouseName \
    birthday weddingAnniversary gender mobilePhone businessHomePage personalNotes createdDateTime lastModifiedDateTime photo \
    mail userPrincipalName mailNickname faxNumber city state country postalCode streetAddress preferredLanguage aboutMe \
    description preferredName mySite employeeId userType visibility";

/// Members that hold a list of texts.
const LISTS: &str = "businessPhones homePhones imAddresses children categories proxyAddresses otherMails interests skills \
    schools responsibilities pastProjects groupTypes";

fn text(u: &mut Unstructured<'_>) -> Result<String> {
    const POOL: [&str; 32] = [
        "Ada",
        "Martin, Jr.",
        "a;b\\c,d",
        "1 rue\r\nBât. B",
        "ada@valmont.example",
        "ADA@valmont.example",
        "sip:ada@valmont.example",
        "/o=T/cn=Recipients/cn=x-ada",
        "\u{1}\u{7}",
        " ",
        "",
        "a\u{0}b",
        "été 👩‍👩‍👧",
        "\u{202e}abc",
        "x\nEND:VCARD\nFN:y",
        "\"^n\"",
        "1974-07-22",
        "1974-07-21T22:00:00Z",
        "2014-10-19T23:08:24.1234567Z",
        "1604-01-01T00:00:00Z",
        "iVBORw0KGgoAAAA=",
        "http://a b.example/",
        "+33 1 00 00",
        "a\u{2028}b",
        "SMTP:mayor@valmont.example",
        "\\n",
        "Ada (ada@valmont.example)",
        "\"a b\"@valmont.example",
        "bob@valmont.example",
        "EX",
        "SMTP",
        "/9j/ 4Hh4\r\neA",
    ];
    Ok(if u.ratio(7, 8)? { (*u.choose(&POOL)?).to_owned() } else { u.arbitrary()? })
}

fn crowded(u: &mut Unstructured<'_>) -> Result<Value> {
    let mut source = Map::new();
    for name in TEXTS.split_whitespace() {
        if u.ratio(2, 3)? {
            source.insert(name.to_owned(), text(u)?.into());
        }
    }
    for name in LISTS.split_whitespace() {
        let mut list = Vec::new();
        for _ in 0..u.int_in_range(0..=3)? {
            list.push(Value::from(text(u)?));
        }
        source.insert(name.to_owned(), list.into());
    }
    for name in ["businessAddress", "homeAddress", "otherAddress"] {
        let address = json!({ "street": text(u)?, "city": text(u)?, "state": text(u)?, "postalCode": text(u)?,
            "countryOrRegion": text(u)?, "postOfficeBox": text(u)?, "new": text(u)? });
        source.insert(name.to_owned(), address);
    }
    let mut emails = Vec::new();
    let mut extended = Vec::new();
    for _ in 0..u.int_in_range(0..=5)? {
        emails.push(json!({ "name": text(u)?, "address": text(u)?, "otherLabel": text(u)?, "extra": text(u)?,
            "type": *u.choose(&["work", "personal", "other", "fancy"])? }));
    }
    let mut known = invariants::known_ids();
    known.push("String 0x9999".to_owned());
    for _ in 0..u.int_in_range(0..=20)? {
        extended.push(json!({ "id": u.choose(&known)?, "value": text(u)? }));
    }
    source.insert("emailAddresses".to_owned(), emails.into());
    source.insert("singleValueExtendedProperties".to_owned(), extended.into());
    source.insert("phones".to_owned(), json!([{ "type": "pager", "number": text(u)? }, text(u)?]));
    source.insert(
        "websites".to_owned(),
        json!([{ "type": text(u)?, "address": text(u)?, "displayName": text(u)? }]),
    );
    source.insert(
        "members".to_owned(),
        json!([{ "id": text(u)?, "mail": text(u)?, "displayName": text(u)? }]),
    );
    let kind = *u.choose(&["contact", "user", "group", "orgContact"])?;
    source.insert("@odata.type".to_owned(), format!("#microsoft.graph.{kind}").into());
    Ok(Value::Object(source))
}

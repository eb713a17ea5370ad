//! Organizer and attendees.

use arbitrary::Result;
use viaduc_bluemind_types::{Attendee, CuType, Organizer, PartStatus, Role};
use viaduc_wire::List;

use super::Make;
use crate::element::Element;

const KINDS: &[CuType] =
    &[CuType::Individual, CuType::Group, CuType::Resource, CuType::Room, CuType::Unknown];
const ROLES: &[Role] =
    &[Role::Chair, Role::RequiredParticipant, Role::OptionalParticipant, Role::NonParticipant];
const ANSWERS: &[PartStatus] = &[
    PartStatus::NeedsAction,
    PartStatus::Accepted,
    PartStatus::Declined,
    PartStatus::Tentative,
    PartStatus::Delegated,
    PartStatus::Completed,
];
const ADDRESSES: &[&str] = &[
    "bob@valmont.example",
    "ROOM1@valmont.example",
    "o'neil+x@far.example",
    "zoe@sub.valmont.example",
];

impl Make<'_, '_> {
    pub(super) fn people(&mut self, element: &mut Element) -> Result<()> {
        if self.u.arbitrary()? {
            return Ok(());
        }
        element.organizer = Some(Organizer {
            mailto: Some("Ada@valmont.example".into()),
            common_name: self.text()?,
            dir: self.some("bm://valmont.example/users/ada")?,
            ..Organizer::default()
        });
        let mut attendees = List::absent();
        for address in ADDRESSES {
            if self.u.arbitrary()? {
                attendees.push(self.attendee(address)?);
            }
        }
        if !attendees.is_empty() && self.u.ratio(1, 3)? {
            // Not in the directory, and of an address that is none.
            let dir = Some("bm://valmont.example/users/eve".to_owned());
            let uri = self.some("x:y")?;
            attendees.push(Attendee { mailto: None, uri, dir, ..self.attendee("")? });
        }
        element.attendees = attendees;
        Ok(())
    }

    fn attendee(&mut self, address: &str) -> Result<Attendee> {
        Ok(Attendee {
            mailto: Some(address.into()),
            common_name: self.text()?,
            cutype: if self.u.arbitrary()? { Some(self.u.choose(KINDS)?.clone()) } else { None },
            role: Some(self.u.choose(ROLES)?.clone()),
            part_status: Some(self.u.choose(ANSWERS)?.clone()),
            rsvp: self.u.arbitrary()?,
            member: self.some("council@valmont.example")?,
            del_to: self.some("c@valmont.example")?,
            del_from: self.some("d@valmont.example")?,
            sent_by: self.some("c@valmont.example")?,
            dir: self.some("bm://valmont.example/users/bob")?,
            lang: self.some("fr")?,
            response_comment: self.text()?,
            ..Attendee::default()
        })
    }

    fn some(&mut self, text: &str) -> Result<Option<String>> {
        Ok(if self.u.arbitrary()? { Some(text.to_owned()) } else { None })
    }
}

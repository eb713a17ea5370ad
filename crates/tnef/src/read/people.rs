//! Who writes and who receives.

use viaduc_fidelity::Place;

use super::Reader;
use super::bag::{Bag, tag};
use super::text::Texts;
use crate::codepage::CodePage;
use crate::contents::{Kind, Person, Recipient, Role};
use crate::cursor::Cursor;

/// The ids under which a person's properties stand: name, kind of address, address, SMTP address.
pub(super) const FROM: [u16; 4] = [0x0042, 0x0064, 0x0065, 0x5D02];
pub(super) const SENDER: [u16; 4] = [0x0C1A, 0x0C1E, 0x0C1F, 0x5D01];
const RECIPIENT: [u16; 4] = [0x3001, 0x3002, 0x3003, 0x39FE];

/// The person of these properties, if they tell one.
pub(super) fn person(
    bag: &mut Bag<'_>,
    ids: [u16; 4],
    texts: &mut Texts<'_>,
    place: &Place<'_>,
) -> Option<Person> {
    let [name, kind, address, smtp] = ids.map(|id| texts.take(bag, id, place));
    let kind = self::kind(kind.as_deref().unwrap_or_default());
    let smtp = smtp.filter(|address| address.contains('@'));
    let (kind, address) = match smtp {
        Some(smtp) => (Kind::Smtp, smtp),
        None => (kind, address.unwrap_or_default()),
    };
    let name = name.unwrap_or_default();
    let is_someone = !(name.is_empty() && address.is_empty());
    is_someone.then_some(Person { name, address, kind })
}

fn kind(told: &str) -> Kind {
    match told.trim().to_ascii_uppercase().as_str() {
        "SMTP" | "" => Kind::Smtp,
        "EX" => Kind::Exchange,
        _ => Kind::Other,
    }
}

/// The person of `attFrom` (MS-OXTNEF 2.1.3.3.5): four numbers, a name, and an address with its kind before a colon.
pub(super) fn att_from(data: &[u8], texts: &mut Texts<'_>, place: &Place<'_>) -> Option<Person> {
    let mut cursor = Cursor::new(data);
    let (_id, _size) = (cursor.u16()?, cursor.u16()?);
    let (name, address) = (usize::from(cursor.u16()?), usize::from(cursor.u16()?));
    let name = texts.attribute(cursor.take(name)?, place);
    let address = texts.attribute(cursor.take(address)?, place);
    let (told, address) = address.split_once(':').unwrap_or(("SMTP", &address));
    let kind = kind(told);
    let is_someone = !(name.is_empty() && address.is_empty());
    is_someone.then(|| Person { name, address: address.to_owned(), kind })
}

impl Reader {
    /// The recipients of `attRecipTable` (MS-OXTNEF 2.1.3.5): a list of properties each.
    pub(super) fn recipients(
        &mut self,
        data: &[u8],
        page: CodePage,
        place: &Place<'_>,
    ) -> Vec<Recipient> {
        let mut found = Vec::new();
        let mut cursor = Cursor::new(data);
        let count = cursor.length().unwrap_or_default();
        let place = place.key("recipients");
        for index in 0..count {
            let place = place.index(index);
            let before = cursor.rest.len();
            let reported = self.losses.as_slice().len();
            let mut bag = Bag::new(self.properties(&mut cursor, &place));
            let mut texts = Texts { page, losses: &mut self.losses };
            let role = match bag.take_number(tag::RECIPIENT_TYPE).unwrap_or(1) & 0xF {
                2 => Role::Cc,
                3 => Role::Bcc,
                _ => Role::To,
            };
            let person = person(&mut bag, RECIPIENT, &mut texts, &place);
            found.extend(person.map(|person| Recipient { person, role }));
            // After what cannot be read nobody knows where the next one starts.
            if self.losses.as_slice().len() > reported && self.is_list_broken(reported)
                || cursor.rest.len() == before
            {
                break;
            }
        }
        found
    }

    fn is_list_broken(&self, since: usize) -> bool {
        let new = self.losses.as_slice().get(since..).unwrap_or_default();
        new.iter().any(|loss| *loss.code != crate::codes::TEXT)
    }
}

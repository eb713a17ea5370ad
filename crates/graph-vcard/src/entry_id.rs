//! Entry ids: how Exchange writes who somebody is (MS-OXCDATA §2.2.4 and §2.2.5, MS-OXOCNTC §2.2.2.2.4.1.1).

use data_encoding::HEXLOWER;

/// What an entry id says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum EntryId<'a> {
    /// Somebody whom no directory knows: all that is known of them.
    OneOff(OneOff),
    /// Somebody in the directory, by X.500 name.
    Directory(String),
    /// A contact of a mailbox, by the id of its item.
    Contact(&'a [u8]),
    /// A personal list of a mailbox, by the id of its item.
    List(&'a [u8]),
}

/// A one-off entry id (MS-OXCDATA §2.2.5.1).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct OneOff {
    pub(crate) name: String,
    /// `SMTP`, `EX`, `FAX`.
    pub(crate) kind: String,
    pub(crate) address: String,
}

const ONE_OFF: [u8; 16] = [
    0x81, 0x2B, 0x1F, 0xA4, 0xBE, 0xA3, 0x10, 0x19, 0x9D, 0x6E, 0x00, 0xDD, 0x01, 0x0F, 0x54, 0x02,
];
const WRAPPED: [u8; 16] = [
    0xC0, 0x91, 0xAD, 0xD3, 0x51, 0x9D, 0xCF, 0x11, 0xA4, 0xA9, 0x00, 0xAA, 0x00, 0x47, 0xFA, 0xA4,
];
const DIRECTORY: [u8; 16] = [
    0xDC, 0xA7, 0x40, 0xC8, 0xC0, 0x42, 0x10, 0x1A, 0xB4, 0xB9, 0x08, 0x00, 0x2B, 0x2F, 0xE1, 0x82,
];
const CONTACTS: [u8; 16] = [
    0xFE, 0x42, 0xAA, 0x0A, 0x18, 0xC7, 0x1A, 0x10, 0xE8, 0x85, 0x0B, 0x65, 0x1C, 0x24, 0x00, 0x00,
];

/// The flags of a one-off entry id: its texts are UTF-16 and not of some code page.
const UNICODE: u16 = 0x8000;

/// Octets from the beginning, each read once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Octets<'a>(pub(crate) &'a [u8]);

impl<'a> Octets<'a> {
    pub(crate) fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }

    pub(crate) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_le_bytes)
    }

    pub(crate) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_le_bytes)
    }

    /// So many octets as the four before them say.
    pub(crate) fn sized(&mut self) -> Option<&'a [u8]> {
        let size = self.u32()?;
        self.take(usize::try_from(size).ok()?)
    }
}

/// Reads an entry id. `None`: no kind that this crate knows, or one that ends too early.
pub(crate) fn read(octets: &[u8]) -> Option<EntryId<'_>> {
    let mut octets = octets;
    // What a wrapping said is inside, where the inside does not say so itself.
    let mut told = None;
    // A wrapping is 21 octets long, and the next one is shorter: this ends.
    loop {
        let mut rest = Octets(octets);
        rest.take(4)?;
        let provider: [u8; 16] = rest.array()?;
        match provider {
            WRAPPED => {
                told = Some(rest.array::<1>()?[0] & 0x0F);
                octets = rest.0;
            }
            ONE_OFF => return one_off(rest).map(EntryId::OneOff),
            DIRECTORY => {
                // The version and the kind of object.
                rest.take(8)?;
                let name = narrow(until_nul(rest.0).0);
                return (!name.is_empty()).then_some(EntryId::Directory(name));
            }
            CONTACTS => {
                rest.take(4)?;
                let is_list = rest.u32()? == 5;
                rest.take(4)?;
                let item = rest.sized()?;
                return Some(if is_list { EntryId::List(item) } else { EntryId::Contact(item) });
            }
            _ => {
                return match told {
                    Some(3) => Some(EntryId::Contact(octets)),
                    Some(4) => Some(EntryId::List(octets)),
                    _ => None,
                };
            }
        }
    }
}

fn one_off(mut rest: Octets<'_>) -> Option<OneOff> {
    rest.take(2)?;
    let unicode = rest.u16()? & UNICODE != 0;
    let mut text = || {
        let (text, after) = if unicode { wide(rest.0) } else { until_nul_narrow(rest.0) };
        rest = Octets(after);
        text
    };
    Some(OneOff { name: text(), kind: text(), address: text() })
}

/// UTF-16, least octet first, up to its end or a null; and what follows.
fn wide(octets: &[u8]) -> (String, &[u8]) {
    let (pairs, _) = octets.as_chunks::<2>();
    let end = pairs.iter().position(|pair| *pair == [0; 2]);
    let text = pairs.get(..end.unwrap_or(pairs.len())).unwrap_or_default();
    let units = text.iter().map(|pair| u16::from_le_bytes(*pair));
    let text = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER));
    let after = end.and_then(|end| octets.get(2 * end + 2..)).unwrap_or_default();
    (text.collect(), after)
}

fn until_nul(octets: &[u8]) -> (&[u8], &[u8]) {
    let end = octets.iter().position(|octet| *octet == 0);
    let text = octets.get(..end.unwrap_or(octets.len())).unwrap_or_default();
    (text, end.and_then(|end| octets.get(end + 1..)).unwrap_or_default())
}

fn until_nul_narrow(octets: &[u8]) -> (String, &[u8]) {
    let (text, after) = until_nul(octets);
    (narrow(text), after)
}

/// A text of no known code page: UTF-8 if it is that, the one of western Windows otherwise.
fn narrow(octets: &[u8]) -> String {
    match std::str::from_utf8(octets) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::WINDOWS_1252.decode_without_bom_handling(octets).0.into_owned(),
    }
}

/// An entry id as the digits that name it in the table of identities.
pub(crate) fn digits(octets: &[u8]) -> String {
    HEXLOWER.encode(octets)
}

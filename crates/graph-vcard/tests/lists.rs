//! Personal lists: what an encoder puts into their octets is read back, and no octets are too odd.

use std::collections::BTreeSet;

use arbitrary::{Result, Unstructured};
use viaduc_fixture_runner::search;
use viaduc_graph_vcard::invariants::{Told, Way, any_octets_of_a_list, members_are_read_back};

const WAYS: [Way; 5] = [Way::OneOff, Way::Narrow, Way::Wrapped, Way::Contact, Way::Directory];

/// A name as people have them, which neither is an address nor ends with one.
fn name(u: &mut Unstructured<'_>) -> Result<String> {
    const POOL: [&str; 10] = [
        "Ada",
        "Martin, Jr.",
        "a;b\\c",
        "Zoé",
        "東京 👩‍👩‍👧",
        "שלום",
        "\"x\"",
        "",
        "a^b",
        "O'Neill (home)",
    ];
    Ok((*u.choose(&POOL)?).to_owned())
}

#[test]
fn members_survive_the_way_through_octets() {
    search(200, |u| {
        let mut names = Vec::new();
        let mut taken = BTreeSet::new();
        while names.len() < 40 && !u.is_empty() {
            let way = *u.choose(&WAYS)?;
            let local: u16 = u.arbitrary()?;
            let address = match way {
                Way::Directory => format!("/o=Town/cn=Recipients/cn={local:032x}-a{local}"),
                Way::OneOff | Way::Narrow | Way::Wrapped | Way::Contact => format!(
                    "a{}{local}@valmont.example",
                    u.choose(&["", "+", "%", "?x=", "é&", "#/"])?
                ),
            };
            if taken.insert(address.to_lowercase()) {
                names.push((name(u)?, address, way));
            }
        }
        let members: Vec<Told<'_>> =
            names.iter().map(|(name, address, way)| Told { name, address, way: *way }).collect();
        members_are_read_back(&members);
        Ok(())
    });
}

#[test]
fn any_octets_are_a_list_or_reported() {
    search(200, |u| {
        let octets: Vec<u8> = u.arbitrary()?;
        any_octets_of_a_list(&octets);
        Ok(())
    });
}

/// Entry ids cut short, with a wrong octet, inside one another, and counts that promise more than there is.
#[test]
fn damaged_entry_ids_harm_nothing() {
    const ONE_OFF: &[u8] =
        b"\0\0\0\0\x81\x2B\x1F\xA4\xBE\xA3\x10\x19\x9D\x6E\x00\xDD\x01\x0F\x54\x02\0\0\x01\x90A\0\0\0S\0\0\0a\0@\0b\0\0\0";
    const WRAPPING: &[u8] =
        b"\0\0\0\0\xC0\x91\xAD\xD3\x51\x9D\xCF\x11\xA4\xA9\x00\xAA\x00\x47\xFA\xA4\xC3";
    const STREAM: &[u8] = b"\x01\0\0\0\0\0\0\0\0\0\0\0\xFF\xFF\xFF\xFF\0\0\0\0\0\0\0\0\0\0\0\0";
    for end in 0..ONE_OFF.len() {
        any_octets_of_a_list(&ONE_OFF[..end]);
        let mut wrong = ONE_OFF.to_vec();
        wrong[end] ^= 0x81;
        any_octets_of_a_list(&wrong);
        let size = u32::try_from(end).unwrap().to_le_bytes();
        any_octets_of_a_list(&[STREAM, &size, &ONE_OFF[..end], &[0xFF; 4]].concat());
    }
    any_octets_of_a_list(&WRAPPING.repeat(2_000));
    any_octets_of_a_list(&[&WRAPPING.repeat(2_000), ONE_OFF].concat());
    any_octets_of_a_list(&[STREAM, &[0; 12_000]].concat());
}

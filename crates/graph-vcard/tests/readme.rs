//! The mapping tables name every member of a contact and every code, and no code that is not there.

use std::collections::BTreeSet;

use viaduc_graph_types::Contact;
use viaduc_graph_vcard::CODES;

const README: &str = include_str!("../README.md");

/// The words between backticks.
fn quoted() -> BTreeSet<&'static str> {
    README.split('`').skip(1).step_by(2).collect()
}

/// Every member of a contact, from values made of bytes until no new one comes.
fn members() -> BTreeSet<String> {
    let mut members = BTreeSet::new();
    let mut state = 7_u32;
    for _ in 0..400 {
        let mut bytes = vec![0_u8; 40_000];
        for byte in &mut bytes {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            *byte = state.to_be_bytes()[0];
        }
        let mut u = arbitrary::Unstructured::new(&bytes);
        let contact: Contact = u.arbitrary().unwrap_or_default();
        if let Ok(serde_json::Value::Object(object)) = serde_json::to_value(&contact) {
            members.extend(object.into_iter().map(|(name, _)| name));
        }
    }
    members
}

#[test]
fn every_member_of_a_contact_has_a_row() {
    let quoted = quoted();
    let members: Vec<String> = members()
        .into_iter()
        .filter(|name| !name.starts_with('$') && !name.starts_with("@odata."))
        .collect();
    assert!(members.len() > 50, "{members:?}");
    let missing: Vec<_> = members.iter().filter(|name| !quoted.contains(name.as_str())).collect();
    assert_eq!(missing, Vec::<&String>::new());
}

#[test]
fn every_code_named_is_declared() {
    let declared: BTreeSet<&str> = CODES.iter().map(|code| code.name).collect();
    let named: BTreeSet<&str> = quoted()
        .into_iter()
        .filter(|word| word.starts_with("graph.") && !word.contains(char::is_whitespace))
        .collect();
    assert_eq!(named, declared);
}

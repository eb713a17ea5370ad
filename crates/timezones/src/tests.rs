//! The generated tables are what the generator wrote, and everything in them leads to a zone.

use sha2::{Digest, Sha256};

use crate::display_names::DISPLAY_NAMES;
use crate::generated::{aliases, windows};
use crate::*;

fn sha256(lines: impl Iterator<Item = String>) -> String {
    let mut hash = Sha256::new();
    lines.for_each(|line| hash.update(line));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn the_tables_are_as_generated() {
    let rows = windows::WINDOWS.iter().map(|(name, at, zones)| format!("{name}\t{at}\t{zones}\n"));
    assert_eq!(sha256(rows), windows::DIGEST, "run `cargo xtask zones`; additions go to data/");
    let rows = aliases::ALIASES.iter().map(|(name, canonical)| format!("{name}\t{canonical}\n"));
    assert_eq!(sha256(rows), aliases::DIGEST, "run `cargo xtask zones`");
    assert_eq!(windows::VERSION, aliases::VERSION);
}

#[test]
fn every_row_leads_to_a_bundled_zone() {
    for (name, territory, zones) in windows::WINDOWS {
        for id in zones.split(' ') {
            assert!(zone(id).is_some(), "{name} in {territory}: {id}");
            assert!(canonical(id).is_some(), "{id}");
        }
        let upper = name.to_ascii_uppercase();
        assert!(resolve(&upper, Some(territory)).is_some(), "{name}");
    }
    for (name, canonical) in aliases::ALIASES {
        assert!(zone(canonical).is_some(), "{name}: {canonical}");
        assert_eq!(crate::canonical(canonical), Some(*canonical), "{name}");
    }
}

#[test]
fn every_bundled_name_has_a_canonical_one() {
    for name in jiff::tz::TimeZoneDatabase::bundled().available() {
        let name = name.as_str();
        assert!(canonical(name).is_some() || ["Factory"].contains(&name), "{name}");
    }
}

#[test]
fn canonical_names_have_the_rules_of_their_aliases() {
    let db = jiff::tz::TimeZoneDatabase::bundled();
    for (alias, canonical) in aliases::ALIASES {
        let (Ok(a), Some(b)) = (db.get(alias), zone(canonical)) else { continue };
        for half in 0..200 {
            let at = jiff::Timestamp::from_second(half * 15_778_800).unwrap();
            assert_eq!(a.to_offset(at), b.to_offset(at), "{alias} {canonical} {at}");
        }
    }
}

#[test]
fn shown_texts_resolve_to_their_windows_name() {
    for (text, windows) in DISPLAY_NAMES {
        let expected = windows_to_iana(windows, None).unwrap_or_else(|| panic!("{windows}"));
        let found = resolve(text, None).unwrap_or_else(|| panic!("{text}"));
        let same_text = DISPLAY_NAMES.iter().filter(|(other, _)| other == text).count() > 1;
        assert!(found.id == expected || same_text || canonical(text).is_some(), "{text}");
    }
}

#[test]
fn no_text_fails_and_every_answer_has_rules() {
    viaduc_fixture_runner::search(200, |u| {
        let name: &str = u.arbitrary()?;
        let territory: Option<&str> = u.arbitrary()?;
        for name in [name.to_owned(), format!("(UTC+01:00) {name}"), format!("GMT{name}")] {
            invariants::check_name(&name, territory);
        }
        Ok(())
    });
}

//! Messages built from Graph's JSON, one file a case: what is in them, what is not, and what is told.
#![expect(clippy::unwrap_used, reason = "a broken case stops the test")]

use std::path::Path;

use viaduc_graph_types::Message;
use viaduc_identities::Identities;
use viaduc_mime_normalise::{Options, build_message, normalise, parts};

/// The message, and what its encoded texts say.
fn readable(bytes: &[u8]) -> String {
    let mut text = String::from_utf8(bytes.to_vec()).unwrap();
    for part in parts(bytes).iter().filter(|part| &*part.media_type == "text/calendar") {
        text.push_str("\n--decoded--\n");
        text.push_str(
            &String::from_utf8(part.content().into_owned()).unwrap().replace("\r\n ", ""),
        );
    }
    text
}

#[test]
fn cases() {
    let identities: Identities =
        [("/o=Valmont/cn=bob", "bob@valmont.example")].into_iter().collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/built");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let case: toml::Table = std::fs::read_to_string(&path).unwrap().parse().unwrap();
        let name = path.display();
        assert!(case["why"].as_str().is_some_and(|why| why.len() > 20), "{name}");
        let message: Message = viaduc_wire::read_str(case["message"].as_str().unwrap()).unwrap();
        let built = build_message(&message, &[], &identities).unwrap();
        assert_eq!(built, build_message(&message, &[], &identities).unwrap(), "{name}");
        let (bytes, losses) = built.into_parts();
        assert!(!normalise(&bytes, &Options::default()).is_changed(), "{name}");
        let text = readable(&bytes);
        let list = |key: &str| {
            let found = case[key].as_array().unwrap().iter();
            found.map(|piece| piece.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        for piece in list("has") {
            assert!(text.contains(&piece), "{name}: {piece} is not in\n{text}");
        }
        for piece in list("has_not") {
            assert!(!text.contains(&piece), "{name}: {piece} is in\n{text}");
        }
        let told: Vec<String> =
            losses.iter().map(|loss| format!("{} {}", loss.code.name, loss.path)).collect();
        for wanted in list("losses") {
            assert!(told.iter().any(|told| told.trim() == wanted), "{name}: {wanted} in {told:#?}");
        }
        count += 1;
    }
    assert!(count > 10, "the cases are found");
}

//! The demo tenant is the same for a seed, and is what its documentation says.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests fails the test")]

use serde_json::Value;
use viaduc_graph_testserver::demo::{self, Kind as Who, ROSTER};
use viaduc_graph_testserver::{Container, Kind, Tenant};

fn containers(tenant: &Tenant, kind: Kind) -> Vec<&Container> {
    tenant.users.iter().flat_map(|user| &user.containers).filter(|one| one.kind == kind).collect()
}

fn count(tenant: &Tenant, kind: Kind) -> usize {
    containers(tenant, kind).iter().map(|one| one.items.len()).sum()
}

/// Everything that is served: objects, ids, bytes.
fn content(tenant: &Tenant) -> Vec<(&str, &Value, Option<&[u8]>)> {
    let all = tenant.users.iter().flat_map(|user| &user.containers).flat_map(|one| &one.items);
    all.map(|item| (item.id.as_str(), &item.json, item.mime.as_deref())).collect()
}

#[test]
fn one_seed_makes_one_tenant() {
    let (one, same, other) = (demo::town_hall(1), demo::town_hall(1), demo::town_hall(2));
    assert_eq!(content(&one), content(&same));
    assert_ne!(content(&one), content(&other));
    let ids =
        |tenant: &Tenant| tenant.users.iter().map(|user| user.id().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids(&one), ids(&other));
}

#[test]
fn the_roster_is_what_is_served() {
    let tenant = demo::town_hall(3);
    let with_mailbox = ROSTER.iter().filter(|entry| entry.kind != Who::Group);
    assert_eq!(tenant.users.len(), with_mailbox.clone().count());
    for entry in with_mailbox {
        let user = tenant.user(entry.address).unwrap();
        assert_eq!(user.json["displayName"], entry.name);
    }
    assert_eq!(tenant.groups.len(), 1);
    assert!(tenant.groups[0].members.iter().all(|id| tenant.user(id).is_some()));
}

#[test]
fn it_is_small_and_has_every_kind() {
    for seed in [0, 1, 42] {
        let tenant = demo::town_hall(seed);
        let messages = count(&tenant, Kind::Mail);
        assert!((600..=1500).contains(&messages), "{messages} messages");
        assert!(count(&tenant, Kind::Calendar) > 200);
        assert!(count(&tenant, Kind::Contacts) > 150);
        assert!(count(&tenant, Kind::Tasks) >= 80);
    }
}

#[test]
fn ids_are_unique_in_each_mailbox() {
    let tenant = demo::town_hall(5);
    for user in &tenant.users {
        let mut ids: Vec<&str> = Vec::new();
        for container in &user.containers {
            ids.push(&container.id);
            for item in &container.items {
                ids.extend([item.id.as_str(), item.immutable_id.as_str()]);
                ids.extend(item.exceptions.iter().filter_map(|one| one["id"].as_str()));
                ids.extend(item.attachments.iter().filter_map(|one| one.json["id"].as_str()));
            }
        }
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all, "{}", user.address());
    }
}

#[test]
fn every_defect_occurs() {
    let tenant = demo::town_hall(1);
    let all: Vec<&[u8]> = containers(&tenant, Kind::Mail)
        .into_iter()
        .flat_map(|folder| &folder.items)
        .filter_map(|item| item.mime.as_deref())
        .collect();
    let any = |test: &dyn Fn(&[u8]) -> bool| all.iter().any(|mime| test(mime));
    assert!(any(&|mime| !mime.contains(&b'\r')), "bare LF");
    assert!(any(&|mime| mime.contains(&0)), "NUL");
    assert!(any(&|mime| mime.starts_with(b"\xef\xbb\xbf")), "BOM");
    assert!(any(&|mime| mime.starts_with(b"\r\n")), "blank line first");
    assert!(any(&|mime| mime.starts_with(b"From ")), "mbox line");
    assert!(any(&|mime| mime.starts_with(b"Subject:")), "missing headers");
    assert!(any(&|mime| std::str::from_utf8(mime).is_err()), "raw 8-bit");
    assert!(
        all.iter().filter(|mime| mime.windows(10).any(|part| part == b"<le-meme@v")).count() > 40
    );
}

#[test]
fn series_cross_the_changes_of_the_clock() {
    let tenant = demo::town_hall(1);
    let user = tenant.user("claire.dupont@valmont.example").unwrap();
    let calendar = user.default_container(Kind::Calendar).unwrap();
    let board =
        calendar.items.iter().find(|item| item.json["subject"] == "Réunion de direction").unwrap();
    assert_eq!(board.json["start"]["dateTime"], "2026-01-05T08:00:00.0000000");
    assert_eq!(board.exceptions[0]["originalStart"], "2026-03-30T07:00:00Z");
    assert_eq!(board.exceptions[0]["start"]["dateTime"], "2026-03-30T12:00:00.0000000");
    assert_eq!(board.cancelled, ["2026-04-06", "2026-05-25"]);
    let remote = calendar.items.iter().find(|item| item.json["subject"] == "Télétravail").unwrap();
    let original = remote.exceptions[0]["originalStart"].as_str().unwrap();
    assert!(original.ends_with("T22:00:00Z"), "{original}");
    assert_eq!(remote.json["recurrence"]["range"]["recurrenceTimeZone"], "");
}

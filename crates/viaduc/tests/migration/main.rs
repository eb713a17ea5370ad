//! The whole, between the two test servers: once, again, killed, disturbed, and after changes on the source.
#![expect(clippy::unwrap_used, reason = "helpers of tests, where a failure is a failure")]
mod town;

use std::sync::atomic::{AtomicU64, Ordering};

use town::{PEOPLE, Town, assert_sound, counts};
use viaduc::{Migration, Phase};
use viaduc_bluemind_testserver::{Fault as BlueMindFault, Point, Trouble as BlueMindTrouble};
use viaduc_graph_testserver::faults::{Action, Fault};
use viaduc_graph_testserver::{Access, Failure, Kind as Holds};
use viaduc_pipeline::{Kind, Progress, Scope};

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_carried_and_verified_and_a_second_run_writes_nothing() {
    let town = Town::new(2).await;
    let first = town.migrate(&PEOPLE).await.unwrap();
    assert!(counts(&first).written > 100, "{:?}", first.outcome.tallies);
    assert_sound(&town, &PEOPLE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_run_asks_for_one_page_of_changes_a_folder() {
    let town = Town::new(2).await;
    town.migrate(&PEOPLE[..1]).await.unwrap();
    town.graph.clear_requests();
    let config = town.config(&PEOPLE[..1], "kinds = [\"mail\"]");
    let migration = Migration::connect(&config).await.unwrap();
    let run = migration.run(&[Phase::Mail], &|_| ()).await.unwrap();
    let folders = run.outcome.total(Kind::Folder).seen;
    let requests = town.graph.requests();
    let deltas = requests.iter().filter(|r| r.path.contains("messages/delta")).count();
    assert_eq!(u64::try_from(deltas).unwrap(), folders);
    assert!(requests.iter().all(|r| !r.path.contains("$value")), "a message was read again");
}

#[tokio::test(flavor = "multi_thread")]
async fn killed_twice_nothing_is_missing_and_nothing_twice() {
    let town = Town::new(3).await;
    for items in [20, 60] {
        let migration = Migration::connect(&town.config(&PEOPLE, "")).await.unwrap();
        let (seen, killed) = (AtomicU64::new(0), tokio::sync::Notify::new());
        let observer = |progress: Progress<'_>| {
            if let Progress::Items(_, _, more) = progress
                && seen.fetch_add(more, Ordering::Relaxed) + more >= items
            {
                killed.notify_one();
            }
        };
        tokio::select! {
            run = migration.run(&[], &observer) => panic!("it ended before it was killed: {run:?}"),
            () = killed.notified() => {}
        }
    }
    assert_sound(&town, &PEOPLE).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn faults_on_both_sides_delay_and_lose_nothing() {
    let town = Town::new(4).await;
    let throttle = || Action::Throttle { retry_after: Some("0".to_owned()) };
    town.graph.fault(Fault::on("/users", throttle()));
    town.graph.fault(Fault::on("messages/delta", Action::Empty { status: 503 }).after(2));
    town.graph.fault(Fault::on("$value", Action::Drop { bytes: 100 }).after(5).times(2));
    town.graph.fault(Fault::on("events/delta", Action::Truncate { bytes: 50 }));
    for point in [Point::Before, Point::After, Point::Reply, Point::Literal] {
        let fault = BlueMindFault::new("imap.APPEND", BlueMindTrouble::Drop).at(point).skip(4);
        town.bluemind.add_fault(fault.times(1));
    }
    for point in [Point::Before, Point::After] {
        let fault = BlueMindFault::new("ICalendar.updates", BlueMindTrouble::Drop).at(point);
        town.bluemind.add_fault(fault.times(1));
    }
    town.bluemind
        .add_fault(BlueMindFault::new("IAddressBook.updates", BlueMindTrouble::ExpireKey).times(1));
    let run = town.migrate(&PEOPLE[..2]).await.unwrap();
    assert!(counts(&run).is_sound(), "{:#?}", run.outcome.failures);
    town.graph.expire_tokens();
    assert_sound(&town, &PEOPLE[..2]).await;
}

/// The uploads are disturbed before and after they are done; then all is carried again with an empty ledger, and then the
/// file is another.
#[tokio::test(flavor = "multi_thread")]
async fn files_of_events_are_uploaded_once_and_events_point_to_them() {
    let town = Town::new(7).await;
    let user = PEOPLE[0];
    for point in [Point::Before, Point::After, Point::Reply] {
        let fault = BlueMindFault::new("IAttachment.shareDedup", BlueMindTrouble::Drop).at(point);
        town.bluemind.add_fault(fault.times(1));
    }
    let calendar = format!("calendar:Default:{}", town.bluemind.uid("claire.dupont"));
    let pointing = || {
        let of = |file: &serde_json::Value, name: &str| file[name].as_str().unwrap().to_owned();
        let items = town.bluemind.items(&calendar).into_values();
        let files = items.filter_map(|item| item.pointer("/main/attachments/0").cloned());
        files.map(|file| (of(&file, "name"), of(&file, "publicUrl"))).collect::<Vec<_>>()
    };
    let carry = async |written: u64| {
        let migration = Migration::connect(&town.config(&[user], "")).await.unwrap();
        let run = migration.run(&[Phase::Calendar, Phase::Verify], &|_| ()).await.unwrap();
        assert!(run.outcome.is_sound(), "{:#?}", run.outcome.failures);
        let tally = run.outcome.total(Kind::Event);
        assert_eq!((tally.altered, tally.verified), (0, tally.seen));
        assert!(tally.written >= written, "{} written", tally.written);
        run.report("Valmont").to_html()
    };
    let html = carry(2).await;
    assert!(html.contains("icalendar.attach.inline"), "the report tells of the file");
    town.forget();
    carry(2).await;
    let files = town.bluemind.attachments();
    assert_eq!(files.len(), 1, "{:?}", files.keys());
    let [(name, url)] = &pointing()[..] else { panic!("{:?}", pointing()) };
    assert_eq!(
        (name.as_str(), &files[url][..]),
        ("ordre du jour.txt", "1. Voirie\r\n2. École\r\n".as_bytes())
    );
    let with_file = town.graph.tenant(|tenant| {
        let calendar = tenant.user(user).unwrap().default_container(Holds::Calendar).unwrap();
        let item = calendar.items.iter().find(|item| !item.attachments.is_empty()).unwrap();
        item.immutable_id.clone()
    });
    town.graph.tenant(|tenant| {
        tenant
            .edit_item(user, Holds::Calendar, &with_file, |item| {
                item.attachments[0].bytes = Some(b"3. Parking".to_vec().into());
            })
            .unwrap();
    });
    carry(1).await;
    let files = town.bluemind.attachments();
    assert_eq!((files.len(), &files[&pointing()[0].1][..]), (2, &b"3. Parking"[..]));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_is_refused_is_left_out_and_told() {
    let town = Town::new(7).await;
    let user = PEOPLE[0];
    let fault = BlueMindFault::new("IAttachment.shareDedup", BlueMindTrouble::Status);
    town.bluemind.add_fault(fault.status(500, "FORBIDDEN"));
    let migration = Migration::connect(&town.config(&[user], "")).await.unwrap();
    let run = migration.run(&[Phase::Calendar, Phase::Verify], &|_| ()).await.unwrap();
    let tally = run.outcome.total(Kind::Event);
    assert_eq!((tally.failed, tally.losses["bluemind.file.refused"]), (0, 1));
    assert_eq!((tally.altered, tally.verified), (1, tally.seen - 1), "it is there, and not whole");
    assert!(town.bluemind.attachments().is_empty());
    let html = run.report("Valmont").to_html();
    assert!(html.contains("bluemind.file.refused"), "the report tells of the file");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_file_of_which_nobody_knows_comes_with_the_next_run() {
    let town = Town::new(7).await;
    let user = PEOPLE[0];
    let events = async || {
        let migration = Migration::connect(&town.config(&[user], "")).await.unwrap();
        let run = migration.run(&[Phase::Calendar, Phase::Verify], &|_| ()).await.unwrap();
        (run.outcome.is_sound(), run.outcome.total(Kind::Event))
    };
    // A proxy's page says nothing of the file.
    let fault = BlueMindFault::new("IAttachment.shareDedup", BlueMindTrouble::Html);
    town.bluemind.add_fault(fault.times(1));
    let (is_sound, tally) = events().await;
    assert_eq!((is_sound, tally.failed), (false, 1), "it is told");
    assert!(!tally.losses.contains_key("bluemind.file.refused"));
    let (is_sound, tally) = events().await;
    assert_eq!((is_sound, tally.failed, tally.altered), (true, 0, 0));
    assert_eq!((town.bluemind.attachments().len(), tally.verified), (1, tally.seen));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_changes_on_the_source_changes_on_the_target() {
    let town = Town::new(5).await;
    let user = PEOPLE[0];
    town.migrate(&[user]).await.unwrap();
    let ids = |folder: &str| {
        town.graph.tenant(|tenant| {
            let folder = tenant.user(user).unwrap().container(Holds::Mail, folder).unwrap();
            folder.items.iter().map(|item| item.immutable_id.clone()).collect::<Vec<_>>()
        })
    };
    let inbox = ids("inbox");
    town.graph.tenant(|tenant| {
        tenant.move_item(user, Holds::Mail, &inbox[0], "deleteditems").unwrap();
        tenant.remove_item(user, Holds::Mail, &inbox[1]).unwrap();
        tenant
            .edit_item(user, Holds::Mail, &inbox[2], |item| {
                let read = item.json["isRead"] == true;
                item.json["isRead"] = (!read).into();
            })
            .unwrap();
    });
    let stored = || town.bluemind.mail(&town.bluemind.uid("claire.dupont")).len();
    let before = stored();
    let run = town.migrate(&[user]).await.unwrap();
    let tally = run.outcome.total(Kind::Message);
    assert_eq!((tally.written, tally.removed), (2, 1), "moved and re-flagged; deleted");
    assert_eq!(stored(), before - 1);
    // A delta link that the service forgot is healed by comparing sets.
    town.graph.expire_delta_tokens();
    town.graph.tenant(|tenant| tenant.remove_item(user, Holds::Mail, &inbox[3]).unwrap());
    assert_eq!(town.migrate(&[user]).await.unwrap().outcome.total(Kind::Message).removed, 1);
    assert_sound(&town, &[user]).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mailbox_that_cannot_be_read_is_named_with_its_remedy_and_stops_nobody() {
    let town = Town::new(6).await;
    let access = [Access::OutOfScope, Access::NoMailbox];
    town.graph.tenant(|tenant| {
        for (user, access) in PEOPLE.iter().zip(access) {
            tenant.user_mut(user).unwrap().access = access;
        }
    });
    let users = [PEOPLE[0], PEOPLE[1], PEOPLE[2], "nobody@valmont.example"];
    let run = town.migrate(&users).await.unwrap();
    assert!(!run.outcome.is_sound());
    assert_eq!(run.outcome.failures.len(), 3, "{:#?}", run.outcome.failures);
    for failure in &run.outcome.failures {
        assert_eq!(failure.scope, Scope::Mailbox, "{failure:?}");
        assert!(failure.remedy.is_some(), "{failure:?}");
    }
    assert!(run.outcome.total(Kind::Message).verified > 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_message_that_cannot_be_read_is_rebuilt_and_the_rest_goes_on() {
    let town = Town::new(7).await;
    let user = PEOPLE[1];
    town.graph.tenant(|tenant| {
        let owner = tenant.user_mut(user).unwrap();
        let folder = owner.containers.iter_mut().find(|c| c.well_known.as_deref() == Some("inbox"));
        folder.unwrap().items[0].broken = Some(Failure::new(500, "ErrorCorruptData", "no"));
    });
    let run = town.migrate(&[user]).await.unwrap();
    assert!(run.outcome.is_sound(), "{:#?}", run.outcome.failures);
    let losses = run.outcome.total(Kind::Message).losses;
    assert_eq!(losses.get("graph.message.rebuilt"), Some(&1), "{losses:?}");
}

#[tokio::test]
async fn what_is_wrong_is_said_with_what_to_do() {
    let town = Town::new(1).await;
    let config = || town.config(&[], "");
    let connect = async |config| Migration::connect(&config).await.unwrap_err().to_string();
    let mut wrong = config();
    wrong.graph.client_secret_file = Some("/nowhere".into());
    assert!(connect(wrong).await.contains("/nowhere"));
    let mut wrong = config();
    wrong.graph.client_secret_file = wrong.bluemind.password_file.clone();
    let said = connect(wrong).await;
    assert!(said.contains("AADSTS7000215") && said.contains("secret"), "{said}");
    let mut wrong = config();
    wrong.bluemind.password_file = wrong.graph.client_secret_file.clone();
    let said = connect(wrong).await;
    assert!(said.contains("password"), "{said}");
    let mut wrong = config();
    wrong.ledger.url = "sqlite:///nowhere/ledger.db".into();
    assert!(connect(wrong).await.contains("folder that can be written"));
    let mut wrong = config();
    wrong.bluemind.imap = Some("imap://mail.example".into());
    assert!(connect(wrong).await.contains("imap"));
    let error = viaduc::Config::parse("[graph]\ncolour = 1\n").unwrap_err().to_string();
    assert!(error.contains("line 2") && error.contains("colour"), "{error}");
}

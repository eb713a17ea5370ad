//! Law 5: running twice equals running once; killed anywhere, nothing is missing and nothing is there twice.
#![expect(clippy::unwrap_used, reason = "helpers of tests, where a failure is a failure")]
mod faulty;

use arbitrary::{self, Unstructured};
use faulty::{Faulty, Fuse};
use viaduc_fidelity::Converted;
use viaduc_pipeline::{
    Kind, Ledger, MemoryLedger, MemorySink, MemorySource, Note, Outcome, Owner, Pace, Route, Sink,
    Trouble, Verification, carry, verify,
};

const FOLDERS: [&str; 2] = ["a", "b"];

fn alice() -> Owner {
    Owner { id: "1".into(), address: "alice@valmont.example".into(), ..Owner::default() }
}

/// Notes that begin with `!` cannot be carried.
fn shout(_: &Owner, note: Note) -> Result<Converted<Note>, Trouble> {
    if note.text.starts_with('!') {
        return Err(Trouble::item("unspeakable"));
    }
    Ok(Converted::lossless(Note { text: note.text.to_uppercase() }))
}

async fn run<K: Sink<Item = Note>, L: Ledger>(
    source: &MemorySource,
    sink: &K,
    ledger: &L,
) -> Result<Outcome, Trouble> {
    let pace = Pace::default();
    let route = Route { kind: Kind::Message, source, transform: &shout, sink, ledger, pace };
    carry(&route, &alice(), &|_| ()).await
}

async fn check(source: &MemorySource, sink: &MemorySink, ledger: &MemoryLedger) {
    let mut again = run(source, sink, ledger).await.unwrap();
    let tally = again.tally(&alice(), Kind::Message).clone();
    assert_eq!((tally.written, tally.removed), (0, 0), "a second run wrote: {tally:?}");
    assert_eq!(tally.seen, tally.unchanged + tally.failed, "{tally:?}");
    for folder in FOLDERS {
        let mut wanted: Vec<String> = source.texts(folder);
        wanted.retain(|text| !text.starts_with('!'));
        let wanted: Vec<String> = wanted.iter().map(|text| text.to_uppercase()).collect();
        assert_eq!(sink.texts(folder), wanted, "folder {folder}");
    }
    let verification = Verification { kind: Kind::Message, source, sink, ledger };
    let mut outcome = verify(&verification, &alice(), &|_| ()).await.unwrap();
    assert!(outcome.is_sound(), "{outcome:?}");
    assert_eq!(outcome.tally(&alice(), Kind::Message).verified, tally.unchanged);
}

/// Does something to the source that a user could have done.
fn step(u: &mut Unstructured<'_>, source: &MemorySource) -> arbitrary::Result<()> {
    let id = u.int_in_range(0..=9)?.to_string();
    match u.int_in_range(0..=9)? {
        0 => source.delete(&id),
        1 => source.delete(&format!("x{id}")),
        2 => source.forget(),
        n => {
            let text = *u.choose(&["one", "two", "same", "!no"])?;
            let text = if n > 6 { text.to_owned() } else { format!("{text}{id}") };
            // Items that fail have ids of their own: an earlier state that could be carried would rightly stay.
            let id = if text.starts_with('!') { format!("x{id}") } else { id };
            source.put(FOLDERS[usize::from(n % 2 == 0)], &id, &text);
        }
    }
    Ok(())
}

fn steps(u: &mut Unstructured<'_>, source: &MemorySource) -> arbitrary::Result<()> {
    for _ in 0..u.int_in_range(1..=12)? {
        step(u, source)?;
    }
    Ok(())
}

fn tokio_paused() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
}

fn law(u: &mut Unstructured<'_>, fuse: impl Fn(u64, bool) -> Fuse) -> arbitrary::Result<()> {
    let source = MemorySource::new(u.int_in_range(1..=4)?);
    source.container("a", &["a"]);
    source.container("b", &["b"]);
    let sink = if u.arbitrary()? { MemorySink::appending() } else { MemorySink::upserting() };
    let ledger = MemoryLedger::new();
    let runtime = tokio_paused();
    for _ in 0..u.int_in_range(1..=4)? {
        steps(u, &source)?;
        let fuse = fuse(u.int_in_range(1..=40)?, u.arbitrary()?);
        let sink = Faulty { inner: &sink, fuse: &fuse };
        let ledger = Faulty { inner: &ledger, fuse: &fuse };
        let _ = runtime.block_on(run(&source, &sink, &ledger));
    }
    runtime.block_on(async {
        run(&source, &sink, &ledger).await.unwrap();
        check(&source, &sink, &ledger).await;
    });
    Ok(())
}

#[test]
fn killed_anywhere_nothing_is_missing_and_nothing_twice() {
    viaduc_fixture_runner::search(400, |u| law(u, Fuse::kill));
}

#[test]
fn a_lost_connection_loses_and_doubles_nothing() {
    viaduc_fixture_runner::search(400, |u| law(u, Fuse::drop));
}

#[tokio::test(start_paused = true)]
async fn a_lost_connection_is_got_over_in_the_same_run() {
    for at in 1..12 {
        let source = MemorySource::new(10);
        source.container("a", &["a"]);
        (0..7).for_each(|n| source.put("a", &n.to_string(), "same"));
        let (sink, ledger) = (MemorySink::appending(), MemoryLedger::new());
        let fuse = Fuse::drop(at, true);
        let mut outcome =
            run(&source, &Faulty { inner: &sink, fuse: &fuse }, &ledger).await.unwrap();
        assert_eq!(outcome.tally(&alice(), Kind::Message).written, 7, "fuse at {at}");
        assert_eq!(sink.writes(), 7, "fuse at {at}");
    }
}

#[tokio::test]
async fn a_failed_item_is_tried_again_and_counted_once_each_run() {
    let source = MemorySource::new(2);
    source.container("a", &["a"]);
    source.put("a", "1", "!no");
    source.put("a", "2", "yes");
    let (sink, ledger) = (MemorySink::upserting(), MemoryLedger::new());
    for _ in 0..3 {
        let mut outcome = run(&source, &sink, &ledger).await.unwrap();
        let tally = outcome.tally(&alice(), Kind::Message);
        assert_eq!((tally.seen, tally.failed), (2, 1));
        assert!(outcome.failures[0].reason.contains("unspeakable"));
    }
    source.put("a", "1", "well");
    run(&source, &sink, &ledger).await.unwrap();
    check(&source, &sink, &ledger).await;
    assert_eq!(sink.texts("a"), ["WELL", "YES"]);
}

#[tokio::test]
async fn a_renamed_container_is_renamed_and_nothing_is_written() {
    let source = MemorySource::new(2);
    source.container("a", &["old"]);
    source.put("a", "1", "one");
    let (sink, ledger) = (MemorySink::appending(), MemoryLedger::new());
    run(&source, &sink, &ledger).await.unwrap();
    source.container("a", &["new"]);
    let mut outcome = run(&source, &sink, &ledger).await.unwrap();
    assert_eq!(outcome.tally(&alice(), Kind::Message).unchanged, 1);
    assert_eq!((sink.writes(), sink.texts("new").len(), sink.texts("old").len()), (1, 1, 0));
    source.put("a", "1", "two");
    run(&source, &sink, &ledger).await.unwrap();
    assert_eq!(sink.texts("new"), ["TWO"]);
}

#[tokio::test]
async fn verification_sees_what_is_missing_doubled_and_altered() {
    let source = MemorySource::new(10);
    source.container("a", &["a"]);
    for (id, text) in [("1", "one"), ("2", "two"), ("3", "three")] {
        source.put("a", id, text);
    }
    let (sink, ledger) = (MemorySink::appending(), MemoryLedger::new());
    run(&source, &sink, &ledger).await.unwrap();
    let present = sink.present(&alice(), &"a".into()).await.unwrap();
    let placed = |text: &str| viaduc_pipeline::Placed {
        container: "a".into(),
        uid: present.iter().find(|item| item.key == text).unwrap().uid.clone(),
        fingerprint: text.into(),
    };
    sink.remove(&alice(), &placed("ONE")).await.unwrap();
    let write = |text: &str| viaduc_pipeline::Write {
        uid: "x".into(),
        previous: None,
        item: Note { text: text.to_owned() },
    };
    sink.write(&alice(), &"a".into(), &[write("TWO")]).await;
    source.put("a", "4", "late: the next run carries it");
    let verification =
        Verification { kind: Kind::Message, source: &source, sink: &sink, ledger: &ledger };
    let mut outcome = verify(&verification, &alice(), &|_| ()).await.unwrap();
    let tally = outcome.tally(&alice(), Kind::Message);
    assert_eq!((tally.verified, tally.missing, tally.doubled), (2, 1, 1));
    assert!(!outcome.is_sound());
}

//! The SQLite ledger keeps the laws of ledgers, remembers, and is used by one run at a time.
use viaduc_ledger::SqliteLedger;
use viaduc_pipeline::{Commit, Container, Kind, Ledger, Owner, Row, RowState, conformance};

fn alice() -> Owner {
    Owner { id: "a".into(), ..Owner::default() }
}

#[tokio::test]
async fn it_keeps_the_laws() {
    let folder = tempfile::tempdir().unwrap();
    let ledger = SqliteLedger::open(&folder.path().join("l.db")).unwrap();
    conformance::ledger(&ledger).await.unwrap();
}

#[tokio::test]
async fn it_remembers_after_it_was_closed() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("l.db");
    let row = Row {
        id: "1".into(),
        container: "c".into(),
        version: "v".into(),
        state: RowState::Gone,
        losses: std::collections::BTreeMap::new(),
    };
    let commit = Commit {
        rows: vec![row.clone()],
        placed: Some((Container { id: "c".into(), ..Container::default() }, "t".into())),
        checkpoint: Some("link".into()),
    };
    let ledger = SqliteLedger::open(&file).unwrap();
    ledger.commit(&alice(), Kind::Event, &"c".into(), commit).await.unwrap();
    drop(ledger);
    let ledger = SqliteLedger::open(&file).unwrap();
    assert_eq!(ledger.rows_in(&alice(), Kind::Event, &"c".into()).await.unwrap(), [row]);
    let container = ledger.container(&alice(), Kind::Event, &"c".into()).await.unwrap().unwrap();
    assert_eq!(container.checkpoint, Some("link".into()));
}

#[test]
fn a_second_run_on_the_same_file_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("l.db");
    let first = SqliteLedger::open(&file).unwrap();
    let error = SqliteLedger::open(&file).unwrap_err();
    assert!(error.to_string().contains("another run is using this ledger"), "{error}");
    drop(first);
    assert!(SqliteLedger::open(&file).is_ok());
}

/// A run that is dropped in the middle of a write ends with it: the next one waits for that.
#[test]
fn the_end_of_a_dropped_run_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("l.db");
    for _ in 0..20 {
        let first = SqliteLedger::open(&file).unwrap();
        let begins = std::sync::Barrier::new(2);
        std::thread::scope(|threads| {
            let next = threads.spawn(|| {
                begins.wait();
                SqliteLedger::open(&file).map(drop)
            });
            begins.wait();
            for _ in 0..200 {
                std::thread::yield_now();
            }
            drop(first);
            next.join().unwrap().unwrap();
        });
    }
}

#[test]
fn what_is_no_ledger_is_refused_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("l.db");
    std::fs::write(&file, "not a database, only text that is long enough to be looked at").unwrap();
    for path in [file, folder.path().to_path_buf(), folder.path().join("none/l.db")] {
        let error = SqliteLedger::open(&path).unwrap_err();
        assert!(error.to_string().contains(&*path.to_string_lossy()), "{error}");
    }
}

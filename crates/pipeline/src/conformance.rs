//! What every [`Ledger`] must do, as functions to call from the tests of one.

use crate::{
    Commit, Container, Intent, Kind, Ledger, Owner, Placed, Row, RowState, SourceId,
    TargetContainer, Trouble,
};

/// The whole suite, on an empty ledger.
///
/// # Errors
/// Whatever trouble the ledger answers.
///
/// # Panics
/// With a message, at the first law that does not hold.
pub async fn ledger<L: Ledger>(ledger: &L) -> Result<(), Trouble> {
    containers(ledger).await?;
    intents_are_settled_by_rows(ledger).await?;
    rows_follow_their_item(ledger).await?;
    owners_and_kinds_are_apart(ledger).await
}

fn owner(id: &str) -> Owner {
    Owner { id: id.into(), address: format!("{id}@valmont.example"), ..Owner::default() }
}

fn inbox() -> Container {
    Container {
        id: "in/É=".into(),
        path: vec!["Boîte".to_owned(), "a/b".to_owned()],
        role: Some("inbox".to_owned()),
        root_role: Some("archive".to_owned()),
        colour: Some("#00ff00".to_owned()),
    }
}

fn placed(uid: &str) -> Placed {
    Placed { container: "INBOX".into(), uid: uid.into(), fingerprint: format!("f-{uid}").into() }
}

fn intent(id: &str, mark: &str) -> Intent {
    Intent {
        id: id.into(),
        version: "v1".into(),
        fingerprint: "f".into(),
        uid: "u".into(),
        mark: mark.into(),
        previous: Some(placed("0")),
        losses: [("graph.x".to_owned(), 2)].into(),
    }
}

fn row(id: &str, container: &str, state: RowState) -> Row {
    Row {
        id: id.into(),
        container: container.into(),
        version: "v1".into(),
        state,
        losses: [("graph.y".to_owned(), 1)].into(),
    }
}

/// A container is found as it was stored; its checkpoint survives another placing.
async fn containers<L: Ledger>(ledger: &L) -> Result<(), Trouble> {
    let (alice, inbox) = (owner("a"), inbox());
    assert_eq!(ledger.container(&alice, Kind::Message, &inbox.id).await?, None);
    let target = TargetContainer::from("INBOX");
    let commit = Commit {
        placed: Some((inbox.clone(), target.clone())),
        checkpoint: Some("link 1".into()),
        ..Commit::default()
    };
    ledger.commit(&alice, Kind::Message, &inbox.id, commit).await?;
    let renamed = Container { path: vec!["Neuf".to_owned()], ..inbox.clone() };
    let commit = Commit { placed: Some((renamed.clone(), target.clone())), ..Commit::default() };
    ledger.commit(&alice, Kind::Message, &inbox.id, commit).await?;
    let found = ledger.container(&alice, Kind::Message, &inbox.id).await?.into_iter();
    let all = ledger.containers(&alice, Kind::Message).await?;
    for row in found.chain(all) {
        assert_eq!((row.container, row.target), (renamed.clone(), target.clone()));
        assert_eq!(row.checkpoint, Some("link 1".into()), "placing forgot the checkpoint");
    }
    Ok(())
}

/// An intent is pending until a row settles it; a later one of the same item replaces it.
async fn intents_are_settled_by_rows<L: Ledger>(ledger: &L) -> Result<(), Trouble> {
    let (alice, inbox) = (owner("a"), inbox());
    let intents = [intent("1", "m1"), intent("2", "m1"), intent("3", "m1")];
    ledger.intend(&alice, Kind::Message, &inbox.id, &intents).await?;
    ledger.intend(&alice, Kind::Message, &inbox.id, &[intent("3", "m2")]).await?;
    let mut pending = ledger.pending(&alice, Kind::Message, &inbox.id).await?;
    pending.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(pending, [intent("1", "m1"), intent("2", "m1"), intent("3", "m2")]);
    let commit = Commit {
        rows: vec![
            row("1", "in/É=", RowState::Written(placed("7"))),
            row("2", "in/É=", RowState::Gone),
        ],
        ..Commit::default()
    };
    ledger.commit(&alice, Kind::Message, &inbox.id, commit).await?;
    let pending = ledger.pending(&alice, Kind::Message, &inbox.id).await?;
    assert_eq!(pending, [intent("3", "m2")]);
    let commit = Commit { rows: vec![row("3", "in/É=", RowState::Gone)], ..Commit::default() };
    ledger.commit(&alice, Kind::Message, &inbox.id, commit).await?;
    assert_eq!(ledger.pending(&alice, Kind::Message, &inbox.id).await?, []);
    Ok(())
}

/// A row is found by id, whole, and in the container it was last seen in only.
async fn rows_follow_their_item<L: Ledger>(ledger: &L) -> Result<(), Trouble> {
    let (alice, inbox) = (owner("a"), inbox());
    let failed =
        RowState::Failed { reason: "née trop tôt".to_owned(), previous: Some(placed("8")) };
    let rows = vec![
        row("moved", "in/É=", RowState::Written(placed("9"))),
        row("failed", "in/É=", failed),
        row("gone", "in/É=", RowState::Gone),
    ];
    let commit = Commit { rows: rows.clone(), ..Commit::default() };
    ledger.commit(&alice, Kind::Message, &inbox.id, commit).await?;
    let ids: Vec<SourceId> = ["gone", "none", "failed"].map(SourceId::from).to_vec();
    let found = ledger.rows(&alice, Kind::Message, &ids).await?;
    assert_eq!(found, [Some(rows[2].clone()), None, Some(rows[1].clone())]);
    let moved = row("moved", "other", RowState::Written(placed("10")));
    let commit = Commit { rows: vec![moved.clone()], ..Commit::default() };
    ledger.commit(&alice, Kind::Message, &"other".into(), commit).await?;
    assert_eq!(ledger.rows_in(&alice, Kind::Message, &"other".into()).await?, [moved]);
    let here = ledger.rows_in(&alice, Kind::Message, &inbox.id).await?;
    assert!(here.iter().all(|row| row.id.as_str() != "moved"), "the row stayed where it was");
    assert_eq!(here.len(), 5, "rows 1, 2, 3, failed and gone");
    Ok(())
}

/// The same ids of another owner or kind are other items.
async fn owners_and_kinds_are_apart<L: Ledger>(ledger: &L) -> Result<(), Trouble> {
    let (alice, bob, inbox) = (owner("a"), owner("b"), inbox());
    let before = ledger.rows_in(&alice, Kind::Message, &inbox.id).await?;
    let commit = Commit { rows: vec![row("1", "in/É=", RowState::Gone)], ..Commit::default() };
    ledger.commit(&bob, Kind::Message, &inbox.id, commit.clone()).await?;
    ledger.commit(&alice, Kind::Event, &inbox.id, commit).await?;
    assert_eq!(ledger.rows_in(&alice, Kind::Message, &inbox.id).await?, before);
    assert_eq!(ledger.rows_in(&bob, Kind::Message, &inbox.id).await?.len(), 1);
    assert_eq!(ledger.container(&bob, Kind::Message, &inbox.id).await?, None);
    Ok(())
}

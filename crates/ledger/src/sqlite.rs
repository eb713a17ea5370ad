use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rusqlite::{Connection, ErrorCode, Transaction, params};
use viaduc_pipeline::{
    Commit, Container, ContainerRow, Intent, Kind, Ledger, Owner, Row, SourceId, TargetContainer,
    Trouble,
};

use crate::{rows, schema};

/// A ledger in one SQLite file.
#[derive(Clone, Debug)]
pub struct SqliteLedger {
    connection: Arc<Mutex<Connection>>,
}

/// Whose rows: the first columns of every table.
#[derive(Clone)]
struct Whose {
    owner: String,
    kind: &'static str,
}

impl Whose {
    fn new(owner: &Owner, kind: Kind) -> Self {
        Self { owner: owner.id.as_str().to_owned(), kind: kind.as_str() }
    }
}

impl SqliteLedger {
    /// Opens the file, and makes it if it is missing. The folder must exist.
    ///
    /// # Errors
    /// [`Trouble`] of scope run: the file cannot be made or written to, is no ledger, is of another version, or is in
    /// use by another process.
    pub fn open(path: &Path) -> Result<Self, Trouble> {
        Ok(Self { connection: Arc::new(Mutex::new(schema::open(path)?)) })
    }

    /// Does `work` where waiting for the disk holds nobody up.
    async fn on_disk<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Connection) -> rusqlite::Result<T> + Send + 'static,
    ) -> Result<T, Trouble> {
        let connection = Arc::clone(&self.connection);
        let done = tokio::task::spawn_blocking(move || {
            work(&mut connection.lock().unwrap_or_else(PoisonError::into_inner))
        });
        match done.await {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(disk_trouble(error)),
            Err(error) => Err(Trouble::run("the ledger's thread ended").because(error)),
        }
    }
}

fn disk_trouble(error: rusqlite::Error) -> Trouble {
    let remedy = match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => {
            "make room on the ledger's disk and start again: nothing is lost"
        }
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            "make the ledger's file and folder writable and start again: nothing is lost"
        }
        _ => "start again: what was not stored is asked for again",
    };
    Trouble::run("the ledger cannot be read or written").remedy(remedy).because(error)
}

impl Ledger for SqliteLedger {
    async fn container(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Option<ContainerRow>, Trouble> {
        let (whose, id) = (Whose::new(owner, kind), container.as_str().to_owned());
        self.on_disk(move |connection| {
            let sql = format!(
                "SELECT {} FROM container WHERE owner = ?1 AND kind = ?2 AND id = ?3",
                rows::CONTAINER
            );
            let mut query = connection.prepare_cached(&sql)?;
            let found = query.query_map(params![whose.owner, whose.kind, id], rows::container)?;
            found.into_iter().next().transpose()
        })
        .await
    }

    async fn containers(&self, owner: &Owner, kind: Kind) -> Result<Vec<ContainerRow>, Trouble> {
        let whose = Whose::new(owner, kind);
        self.on_disk(move |connection| {
            let sql = format!(
                "SELECT {} FROM container WHERE owner = ?1 AND kind = ?2 ORDER BY id",
                rows::CONTAINER
            );
            let mut query = connection.prepare_cached(&sql)?;
            query.query_map(params![whose.owner, whose.kind], rows::container)?.collect()
        })
        .await
    }

    async fn rows(
        &self,
        owner: &Owner,
        kind: Kind,
        ids: &[SourceId],
    ) -> Result<Vec<Option<Row>>, Trouble> {
        let (whose, ids) = (Whose::new(owner, kind), ids.to_vec());
        self.on_disk(move |connection| {
            let sql = format!(
                "SELECT {} FROM item WHERE owner = ?1 AND kind = ?2 AND id = ?3",
                rows::ITEM
            );
            let mut query = connection.prepare_cached(&sql)?;
            let mut one = |id: &SourceId| {
                let key = params![whose.owner, whose.kind, id.as_str()];
                query.query_map(key, rows::item)?.next().transpose()
            };
            ids.iter().map(&mut one).collect()
        })
        .await
    }

    async fn rows_in(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Vec<Row>, Trouble> {
        let (whose, id) = (Whose::new(owner, kind), container.as_str().to_owned());
        self.on_disk(move |connection| {
            let sql = format!(
                "SELECT {} FROM item WHERE owner = ?1 AND kind = ?2 AND container = ?3 ORDER BY id",
                rows::ITEM
            );
            let mut query = connection.prepare_cached(&sql)?;
            query.query_map(params![whose.owner, whose.kind, id], rows::item)?.collect()
        })
        .await
    }

    async fn pending(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
    ) -> Result<Vec<Intent>, Trouble> {
        let (whose, id) = (Whose::new(owner, kind), container.as_str().to_owned());
        self.on_disk(move |connection| {
            let sql = format!(
                "SELECT {} FROM intent WHERE owner = ?1 AND kind = ?2 AND container = ?3 ORDER BY mark, id",
                rows::INTENT
            );
            let mut query = connection.prepare_cached(&sql)?;
            query.query_map(params![whose.owner, whose.kind, id], rows::intent)?.collect()
        })
        .await
    }

    async fn intend(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
        intents: &[Intent],
    ) -> Result<(), Trouble> {
        let (whose, id) = (Whose::new(owner, kind), container.as_str().to_owned());
        let intents = intents.to_vec();
        self.on_disk(move |connection| {
            let transaction = connection.transaction()?;
            for intent in &intents {
                insert_intent(&transaction, &whose, &id, intent)?;
            }
            transaction.commit()
        })
        .await
    }

    async fn commit(
        &self,
        owner: &Owner,
        kind: Kind,
        container: &SourceId,
        commit: Commit,
    ) -> Result<(), Trouble> {
        let (whose, id) = (Whose::new(owner, kind), container.as_str().to_owned());
        self.on_disk(move |connection| {
            let transaction = connection.transaction()?;
            for row in &commit.rows {
                insert_row(&transaction, &whose, row)?;
            }
            if let Some((container, target)) = &commit.placed {
                place(&transaction, &whose, &id, container, target)?;
            }
            if let Some(checkpoint) = &commit.checkpoint {
                let sql = "UPDATE container SET checkpoint = ?4 WHERE owner = ?1 AND kind = ?2 AND id = ?3";
                let mut update = transaction.prepare_cached(sql)?;
                update.execute(params![whose.owner, whose.kind, id, checkpoint.as_str()])?;
            }
            transaction.commit()
        })
        .await
    }
}

fn insert_intent(
    transaction: &Transaction<'_>,
    whose: &Whose,
    container: &str,
    intent: &Intent,
) -> rusqlite::Result<()> {
    let previous = intent.previous.as_ref();
    let mut insert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO intent VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
    )?;
    insert.execute(params![
        whose.owner,
        whose.kind,
        intent.id.as_str(),
        container,
        intent.version.as_str(),
        intent.fingerprint.as_str(),
        intent.uid.as_str(),
        intent.mark.as_str(),
        previous.map(|placed| placed.container.as_str()),
        previous.map(|placed| placed.uid.as_str()),
        previous.map(|placed| placed.fingerprint.as_str()),
        rows::losses(&intent.losses)?,
    ])?;
    Ok(())
}

fn insert_row(transaction: &Transaction<'_>, whose: &Whose, row: &Row) -> rusqlite::Result<()> {
    let (state, reason, placed) = rows::state(row);
    let mut insert = transaction.prepare_cached(
        "INSERT OR REPLACE INTO item VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?;
    insert.execute(params![
        whose.owner,
        whose.kind,
        row.id.as_str(),
        row.container.as_str(),
        row.version.as_str(),
        state,
        reason,
        placed.map(|placed| placed.container.as_str()),
        placed.map(|placed| placed.uid.as_str()),
        placed.map(|placed| placed.fingerprint.as_str()),
        rows::losses(&row.losses)?,
    ])?;
    let sql = "DELETE FROM intent WHERE owner = ?1 AND kind = ?2 AND id = ?3";
    let mut settle = transaction.prepare_cached(sql)?;
    settle.execute(params![whose.owner, whose.kind, row.id.as_str()])?;
    Ok(())
}

fn place(
    transaction: &Transaction<'_>,
    whose: &Whose,
    id: &str,
    container: &Container,
    target: &TargetContainer,
) -> rusqlite::Result<()> {
    let mut insert = transaction.prepare_cached(
        "INSERT INTO container VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, NULL)
         ON CONFLICT DO UPDATE SET path = ?4, role = ?5, root_role = ?6, colour = ?7, target = ?8",
    )?;
    insert.execute(params![
        whose.owner,
        whose.kind,
        id,
        rows::path(&container.path)?,
        container.role,
        container.root_role,
        container.colour,
        target.as_str(),
    ])?;
    Ok(())
}

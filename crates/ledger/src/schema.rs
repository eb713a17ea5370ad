//! The tables, and how a file is opened.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode};
use viaduc_pipeline::Trouble;

/// The shape below; a file of another version is refused.
const VERSION: i64 = 1;

const TABLES: &str = "
CREATE TABLE container (
    owner TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    path TEXT NOT NULL, role TEXT, root_role TEXT, colour TEXT, target TEXT NOT NULL,
    checkpoint TEXT,
    PRIMARY KEY (owner, kind, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE item (
    owner TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    container TEXT NOT NULL, version TEXT NOT NULL, state TEXT NOT NULL, reason TEXT,
    target_container TEXT, target_uid TEXT, fingerprint TEXT, losses TEXT NOT NULL,
    PRIMARY KEY (owner, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_container ON item (owner, kind, container);
CREATE TABLE intent (
    owner TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL,
    container TEXT NOT NULL, version TEXT NOT NULL, fingerprint TEXT NOT NULL, uid TEXT NOT NULL,
    mark TEXT NOT NULL, previous_container TEXT, previous_uid TEXT, previous_fingerprint TEXT,
    losses TEXT NOT NULL,
    PRIMARY KEY (owner, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX intent_container ON intent (owner, kind, container);
";

pub(crate) fn open(path: &Path) -> Result<Connection, Trouble> {
    let shown = path.display();
    let trouble = |error: rusqlite::Error| {
        let busy = error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy);
        let remedy = if busy {
            "another run is using this ledger; wait for it, or give this one a ledger of its own"
        } else {
            "name a file in a folder that can be written to"
        };
        Trouble::run(format!("the ledger {shown} cannot be opened")).remedy(remedy).because(error)
    };
    let connection = Connection::open(path).map_err(trouble)?;
    prepare(&connection).map_err(trouble)?;
    let version: i64 =
        connection.pragma_query_value(None, "user_version", |row| row.get(0)).map_err(trouble)?;
    match version {
        0 => create(&connection).map_err(trouble)?,
        VERSION => {}
        other => {
            let message =
                format!("the ledger {shown} has the shape {other}, this program knows {VERSION}");
            return Err(
                Trouble::run(message).remedy("finish the migration with the version that began it")
            );
        }
    }
    Ok(connection)
}

/// So long is waited for a ledger in use: a run that was dropped may still be at the disk.
const PATIENCE: Duration = Duration::from_secs(2);

fn prepare(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(PATIENCE)?;
    // Exclusive before WAL: then there is no shared memory file, and the lock lasts as long as the process.
    connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.execute_batch("BEGIN IMMEDIATE; COMMIT;")
}

fn create(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(&format!("BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;"))
}

//! Rows of the tables, and what the pipeline calls them.

use std::collections::BTreeMap;

use rusqlite::types::Type;
use rusqlite::{Error, Result, Row as SqlRow};
use viaduc_pipeline::{Container, ContainerRow, Intent, Placed, Row, RowState};

pub(crate) const CONTAINER: &str = "id, path, role, root_role, colour, target, checkpoint";

pub(crate) const ITEM: &str =
    "id, container, version, state, reason, target_container, target_uid, fingerprint, losses";

pub(crate) const INTENT: &str = "id, version, fingerprint, uid, mark, previous_container, \
     previous_uid, previous_fingerprint, losses";

pub(crate) fn container(row: &SqlRow<'_>) -> Result<ContainerRow> {
    let checkpoint: Option<String> = row.get(6)?;
    Ok(ContainerRow {
        container: Container {
            id: text(row, 0)?.into(),
            path: json(row, 1)?,
            role: row.get(2)?,
            root_role: row.get(3)?,
            colour: row.get(4)?,
        },
        target: text(row, 5)?.into(),
        checkpoint: checkpoint.map(Into::into),
    })
}

pub(crate) fn item(row: &SqlRow<'_>) -> Result<Row> {
    let placed = placed(row, 5)?;
    let state = match (text(row, 3)?.as_str(), placed) {
        ("written", Some(placed)) => RowState::Written(placed),
        ("failed", previous) => RowState::Failed { reason: text(row, 4)?, previous },
        ("gone", _) => RowState::Gone,
        (other, _) => {
            let message = format!("no such state of an item: {other:?}");
            return Err(Error::FromSqlConversionFailure(3, Type::Text, message.into()));
        }
    };
    Ok(Row {
        id: text(row, 0)?.into(),
        container: text(row, 1)?.into(),
        version: text(row, 2)?.into(),
        state,
        losses: json(row, 8)?,
    })
}

/// The columns of [`RowState`]: state, reason, and where the item stands.
pub(crate) fn state(row: &Row) -> (&'static str, Option<&str>, Option<&Placed>) {
    match &row.state {
        RowState::Written(placed) => ("written", None, Some(placed)),
        RowState::Failed { reason, previous } => ("failed", Some(reason), previous.as_ref()),
        RowState::Gone | _ => ("gone", None, None),
    }
}

pub(crate) fn intent(row: &SqlRow<'_>) -> Result<Intent> {
    Ok(Intent {
        id: text(row, 0)?.into(),
        version: text(row, 1)?.into(),
        fingerprint: text(row, 2)?.into(),
        uid: text(row, 3)?.into(),
        mark: text(row, 4)?.into(),
        previous: placed(row, 5)?,
        losses: json(row, 8)?,
    })
}

fn placed(row: &SqlRow<'_>, first: usize) -> Result<Option<Placed>> {
    let container: Option<String> = row.get(first)?;
    let Some(container) = container else { return Ok(None) };
    Ok(Some(Placed {
        container: container.into(),
        uid: text(row, first + 1)?.into(),
        fingerprint: text(row, first + 2)?.into(),
    }))
}

fn text(row: &SqlRow<'_>, column: usize) -> Result<String> {
    row.get(column)
}

fn json<T: serde::de::DeserializeOwned>(row: &SqlRow<'_>, column: usize) -> Result<T> {
    serde_json::from_str(&text(row, column)?)
        .map_err(|error| Error::FromSqlConversionFailure(column, Type::Text, error.into()))
}

pub(crate) fn losses(losses: &BTreeMap<String, u64>) -> Result<String> {
    serde_json::to_string(losses).map_err(|error| Error::ToSqlConversionFailure(error.into()))
}

pub(crate) fn path(path: &[String]) -> Result<String> {
    serde_json::to_string(path).map_err(|error| Error::ToSqlConversionFailure(error.into()))
}

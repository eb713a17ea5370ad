use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use crate::member::{Any, FromJson, Reading};
use crate::repair::{repair, source_offset};

/// Input that could not be read at all: where and what, never its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{kind} at line {line}, column {column}, byte {offset}")]
#[non_exhaustive]
pub struct ReadError {
    /// What is the matter.
    pub kind: ReadErrorKind,
    /// The line, counted from 1.
    pub line: usize,
    /// The column in bytes, counted from 1.
    pub column: usize,
    /// The offset in bytes, counted from 0.
    pub offset: usize,
}

/// What is the matter with an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ReadErrorKind {
    /// It ends in the middle.
    #[error("truncated JSON")]
    Truncated,
    /// It is not JSON.
    #[error("malformed JSON")]
    Malformed,
    /// It is JSON, but of another shape: what it should have been.
    #[error("JSON value that is not what was asked for")]
    WrongShape,
}

/// Reads one JSON value, after [repair] if it does not parse as it stands.
///
/// ```
/// viaduc_wire::object! {
///     /// A note.
///     pub struct Note { /// What it says.
///         text: Option<String> = "text" }
/// }
/// let note: Note = viaduc_wire::read(b"{\"text\": \"a\x0bb \\ud800\"}")?;
/// assert_eq!(note.text.as_deref(), Some("a\u{b}b \u{fffd}"));
/// let error = viaduc_wire::read::<Note>(b"{\"text\":\n oops}").unwrap_err();
/// assert_eq!(error.to_string(), "malformed JSON at line 2, column 2, byte 10");
/// # Ok::<(), viaduc_wire::ReadError>(())
/// ```
///
/// # Errors
/// [`ReadError`] where even the mended text is no JSON or is of another shape.
pub fn read<T: DeserializeOwned>(json: &[u8]) -> Result<T, ReadError> {
    // Text is checked once as a whole, which is faster than each string by itself.
    let read = match std::str::from_utf8(json) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_slice(json),
    };
    let first = match read {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let Cow::Owned(mended) = repair(json) else {
        return Err(place(json, json, &first));
    };
    serde_json::from_slice(&mended).map_err(|error| place(json, &mended, &error))
}

/// [`read`] for text.
///
/// # Errors
/// Those of [`read`].
pub fn read_str<T: DeserializeOwned>(json: &str) -> Result<T, ReadError> {
    read(json.as_bytes())
}

/// Reads a value that was kept as it came, for instance the item inside an attachment.
///
/// # Errors
/// The value itself, where it is of another shape.
pub fn from_value<T: FromJson>(value: Value) -> Result<T, Value> {
    use serde::de::DeserializeSeed as _;
    match Any::<T>::new().deserialize(value) {
        Ok(Reading::Right(value)) => Ok(value),
        Ok(Reading::Wrong(value)) => Err(value),
        // Reading from a value has no syntax to fail on.
        Ok(Reading::Null) | Err(_) => Err(Value::Null),
    }
}

/// The error of `mended` told in the places of `json`.
fn place(json: &[u8], mended: &[u8], error: &serde_json::Error) -> ReadError {
    let kind = match error.classify() {
        Category::Eof | Category::Io => ReadErrorKind::Truncated,
        Category::Data => ReadErrorKind::WrongShape,
        Category::Syntax => ReadErrorKind::Malformed,
    };
    let offset = source_offset(json, offset_of(mended, error.line(), error.column()));
    let before = json.get(..offset).unwrap_or(json);
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    ReadError { kind, line, column: offset - line_start + 1, offset }
}

/// The byte offset of a line and column, both counted from 1.
fn offset_of(text: &[u8], line: usize, column: usize) -> usize {
    let mut start = 0;
    for _ in 1..line {
        match text.get(start..).and_then(|rest| rest.iter().position(|byte| *byte == b'\n')) {
            Some(at) => start += at + 1,
            None => break,
        }
    }
    (start + column.saturating_sub(1)).min(text.len())
}

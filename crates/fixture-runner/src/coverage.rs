use arbitrary::{Result, Unstructured};
use serde_json::Value;
use viaduc_fidelity::Loss;

use crate::{Document, Schema};

/// The law of coverage: every leaf of a document is in the output or in the losses.
///
/// A leaf that is neither can be changed without anybody noticing. So some leaves are changed, each to another value of its kind:
/// then the output or the losses must change, unless a loss stands at the leaf or at a member above it. One that stands at the
/// whole document says nothing of any leaf. Answers the pointers of those that fell
/// silently, each with the value that went unnoticed.
///
/// `convert` answers the output and the losses; `None` is a document that is refused, of which nothing is asked.
///
/// # Errors
/// Where `u` has no more to give.
pub fn silent_leaves(
    schema: &Schema,
    document: &Document,
    at_most: usize,
    u: &mut Unstructured<'_>,
    convert: impl Fn(&Value) -> Option<(String, Vec<Loss>)>,
) -> Result<Vec<String>> {
    let Some(before) = convert(&document.value) else { return Ok(Vec::new()) };
    let mut silent = Vec::new();
    for _ in 0..at_most.min(document.leaves.len()) {
        let leaf = u.choose(&document.leaves)?;
        if before.1.iter().any(|loss| covers(loss.path.as_str(), &leaf.pointer)) {
            continue;
        }
        let mut changed = document.value.clone();
        let Some(place) = changed.pointer_mut(&leaf.pointer) else { continue };
        let other = schema.other(leaf, place, u)?;
        let was = std::mem::replace(place, other.clone());
        if convert(&changed).is_some_and(|after| after == before) {
            silent.push(format!("{}: {was} or {other}", leaf.pointer));
        }
    }
    Ok(silent)
}

/// Whether a loss at `path` speaks of `pointer`: it stands there, or at a member above it.
fn covers(path: &str, pointer: &str) -> bool {
    !path.is_empty()
        && pointer.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

//! Answers that were given before: the items of a mailbox name few zones, each many times.

use std::collections::HashMap;
use std::sync::{LazyLock, PoisonError, RwLock};

use crate::Resolved;

/// So many names are kept for so many territories: what hostile items name must not fill the memory.
const NAMES: usize = 512;
const TERRITORIES: usize = 16;

/// The names of a territory.
type Names = (Option<Box<str>>, HashMap<Box<str>, Resolved>);

/// What a name means is a function of the name and the territory, so that keeping it is not to be seen from outside.
static KEPT: LazyLock<RwLock<Vec<Names>>> = LazyLock::new(RwLock::default);

/// The answer to a name: that of before, or else what `search` finds.
pub(crate) fn answer(
    name: &str,
    territory: Option<&str>,
    search: impl FnOnce() -> Option<Resolved>,
) -> Option<Resolved> {
    {
        let kept = KEPT.read().unwrap_or_else(PoisonError::into_inner);
        let names = kept.iter().find(|(of, _)| of.as_deref() == territory);
        if let Some(found) = names.and_then(|(_, names)| names.get(name)) {
            return Some(found.clone());
        }
    }
    let found = search()?;
    let mut kept = KEPT.write().unwrap_or_else(PoisonError::into_inner);
    let of = |(of, _): &Names| of.as_deref() == territory;
    if kept.len() < TERRITORIES && !kept.iter().any(of) {
        kept.push((territory.map(Box::from), HashMap::new()));
    }
    let names = kept.iter_mut().find(|names| of(names));
    if let Some((_, names)) = names.filter(|(_, names)| names.len() < NAMES) {
        names.insert(name.into(), found.clone());
    }
    Some(found)
}

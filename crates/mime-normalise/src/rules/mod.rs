//! The rules: each looks at the message and its tree, and adds repairs to the plan.

mod cover;

use sha2::Digest as _;

pub(crate) use cover::cover;

use crate::Options;
use crate::outcome::{Digest, Frozen};
use crate::plan::Plan;
use crate::scan::{Tree, slice};

/// The repairs of one round.
pub(crate) fn plan(_bytes: &[u8], _tree: &Tree, _options: &Options) -> Plan {
    Plan::default()
}

/// The regions kept as they are, of a message whose line ends are in order.
pub(crate) fn frozen(bytes: &[u8], tree: &Tree) -> Vec<Frozen> {
    let outermost = |index: &usize| {
        let parent = tree.nodes.get(*index).map(|node| node.freeze);
        parent == Some(crate::scan::Freeze::Open)
    };
    (0..tree.nodes.len())
        .filter(outermost)
        .filter_map(|index| {
            let region = tree.nodes.get(index)?.frozen()?;
            let sha256 = Digest(sha2::Sha256::digest(slice(bytes, region)).into());
            Some(Frozen { part: tree.path(index).into_boxed_str(), sha256 })
        })
        .collect()
}

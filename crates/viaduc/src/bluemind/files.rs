//! Files inside events and tasks: BlueMind keeps them beside the items, which point to them.

use std::borrow::Cow;
use std::collections::HashMap;

use bytes::Bytes;
use viaduc_bluemind_client::attachments::ShareDedup;
use viaduc_bluemind_icalendar::Upload;
use viaduc_bluemind_types::AttachedFile;
use viaduc_fidelity::loss_codes;
use viaduc_pipeline::{LossCounts, Scope, Trouble};
use viaduc_rest::{ApiError, ErrorKind};

use super::Place;
use super::collection::{Collection, Entry};
use crate::trouble::rest;

loss_codes! {
    /// What is lost while an item is written.
    pub(crate) CODES = {
        /// The server refused a file of an event or a task: the item is there without it, and does not count as verified.
        FILE_REFUSED = ("bluemind.file.refused", Dropped);
    }
}

/// The files of one batch: what several items hold is uploaded once. The server knows a file by its content, so that a
/// run after a broken one makes no second.
#[derive(Debug)]
pub(crate) struct Files<'a> {
    place: &'a Place,
    there: HashMap<(String, &'a [u8]), String>,
}

/// An item whose files were uploaded.
#[derive(Debug)]
pub(crate) struct Attached<'a, V: Clone> {
    /// The item, pointing to them.
    pub(crate) value: Cow<'a, V>,
    /// The files that the server refused.
    pub(crate) losses: LossCounts,
    /// Why a file is not there that another run may bring: the item is written without it, and again then.
    pub(crate) missing: Option<Trouble>,
}

/// Whether the server has looked at a file and will never take it. What it answered besides, a page or half a reply, says nothing
/// of the file.
fn is_refusal(error: &ApiError) -> bool {
    matches!(error.kind(), ErrorKind::Rejected | ErrorKind::TooLarge | ErrorKind::Forbidden)
}

impl<'a> Files<'a> {
    pub(crate) fn new(place: &'a Place) -> Self {
        Self { place, there: HashMap::new() }
    }

    /// The item with its files uploaded and attached. A file that the server refuses is left out, and counted; one of which
    /// nobody knows whether it is there is left out of this run only.
    pub(crate) async fn attach<C: Collection>(
        &mut self,
        item: &'a Entry<C::Value>,
    ) -> Result<Attached<'a, C::Value>, Trouble> {
        let (mut value, mut losses) = (Cow::Borrowed(&item.value), LossCounts::new());
        let mut missing = None;
        for upload in &item.uploads {
            match self.url(upload).await {
                Ok(Some(url)) => {
                    C::attach(value.to_mut(), upload.occurrence, attached(upload, Some(url)));
                }
                Ok(None) => *losses.entry(FILE_REFUSED.name.to_owned()).or_default() += 1,
                Err(trouble) if trouble.scope() == Scope::Item && !trouble.is_retryable() => {
                    missing = Some(trouble);
                }
                Err(trouble) => return Err(trouble),
            }
        }
        Ok(Attached { value, losses, missing })
    }

    /// Where a file is; `None` if the server refuses it.
    async fn url(&mut self, upload: &'a Upload) -> Result<Option<String>, Trouble> {
        let key = (ending(&upload.name), upload.bytes.as_slice());
        if let Some(url) = self.there.get(&key) {
            return Ok(Some(url.clone()));
        }
        let content = Bytes::copy_from_slice(&upload.bytes);
        let call = ShareDedup::new(&self.place.domain, &key.0, &content);
        let shared = match self.place.client.call(&call).await {
            Ok(shared) => shared,
            Err(error) if is_refusal(&error) => return Ok(None),
            Err(error) => return Err(rest(error, Scope::Item)),
        };
        let Some(url) = shared.public_url.filter(|url| !url.is_empty()) else {
            return Err(Trouble::item("the server took a file and does not say where it is"));
        };
        self.there.insert(key, url.clone());
        Ok(Some(url))
    }
}

/// How an item points to a file.
pub(crate) fn attached(upload: &Upload, url: Option<String>) -> AttachedFile {
    let Upload { occurrence: _, name, media_type: _, cid, bytes: _ } = upload;
    AttachedFile {
        name: Some(name.clone()),
        public_url: url,
        cid: cid.clone(),
        ..AttachedFile::default()
    }
}

/// The names of files, in one order; their addresses are the server's.
pub(crate) fn names(files: &[AttachedFile]) -> String {
    let mut names: Vec<&str> = files.iter().filter_map(|file| file.name.as_deref()).collect();
    names.sort_unstable();
    names.join("/")
}

/// What stands behind the last dot of a name, if it is a word; the server names files by it.
fn ending(name: &str) -> String {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    let is_word =
        (1..=16).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    if is_word { ending.to_ascii_lowercase() } else { "bin".to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ending_of_a_file_is_a_word() {
        for (name, expected) in [
            ("plan.PDF", "pdf"),
            ("a.b.tar.gz", "gz"),
            ("README", "bin"),
            (".", "bin"),
            ("x.a/b", "bin"),
            ("x.été", "bin"),
            ("x.12345678901234567", "bin"),
            ("", "bin"),
        ] {
            assert_eq!(ending(name), expected, "{name}");
        }
    }
}

//! ATTACH (RFC 5545 §3.8.1.1): links stay, bytes are to be uploaded.

use viaduc_bluemind_types::AttachedFile;
use viaduc_contentline::{Exact, Property};
use viaduc_fidelity::Place;
use viaduc_wire::{List, from_base64};

use super::Cx;
use super::raw::Raw;
use crate::EXACT;
use crate::Upload;
use crate::codes::{ATTACH_UNUSABLE, ATTACH_UPLOAD};
use crate::element::Element;

impl Cx<'_> {
    /// Links become attached files; the files inside the text are answered.
    pub(super) fn attachments(
        &mut self,
        raw: &Raw<'_>,
        element: &mut Element,
        place: &Place<'_>,
    ) -> Vec<Upload> {
        let mut files = Vec::new();
        let mut uploads = Vec::new();
        for (at, property) in &raw.attach {
            let name = place.key("ATTACH");
            let place = name.index(*at);
            let inline = property
                .parameter("VALUE")
                .is_some_and(|v| v.eq_ignore_ascii_case("BINARY"))
                || property.parameter("ENCODING").is_some_and(|e| e.eq_ignore_ascii_case("BASE64"));
            let cid =
                property.parameter("X-CID").map(|cid| cid.trim_matches(['<', '>']).to_owned());
            let cid = EXACT.told(property, "X-CID", cid.as_deref().unwrap_or_default()).or(cid);
            if !inline {
                let told = EXACT
                    .told(property, Exact::VALUE, &property.value)
                    .filter(|url| !is_active(url));
                match told.or_else(|| link(&property.value).map(str::to_owned)) {
                    Some(url) => files.push(AttachedFile {
                        name: Some(name_of(property).unwrap_or_else(|| last_segment(&url))),
                        public_url: Some(url),
                        cid,
                        ..AttachedFile::default()
                    }),
                    None => self.losses.report(&ATTACH_UNUSABLE, &place),
                }
                continue;
            }
            match from_base64(&property.value) {
                Some(bytes) if !bytes.is_empty() => {
                    self.losses.report(&ATTACH_UPLOAD, &place);
                    uploads.push(Upload {
                        occurrence: None,
                        name: name_of(property).unwrap_or_else(|| format!("attachment_{at}")),
                        media_type: property.parameter("FMTTYPE").map(str::to_owned),
                        cid,
                        bytes,
                    });
                }
                _ => self.losses.report(&ATTACH_UNUSABLE, &place),
            }
        }
        if !files.is_empty() {
            element.attachments = List::from(files);
        }
        uploads
    }
}

/// A link that leads somewhere for everybody.
pub(crate) fn link(value: &str) -> Option<&str> {
    let url = value.trim();
    let scheme = url.split_once(':')?.0.to_ascii_lowercase();
    matches!(scheme.as_str(), "http" | "https" | "ftp" | "ftps").then_some(url)
}

/// Whether a link runs something instead of leading somewhere. Browsers pass over blanks and controls in a scheme.
pub(super) fn is_active(url: &str) -> bool {
    let visible = url.chars().filter(|c| !c.is_whitespace() && !c.is_control());
    let start: String = visible.take(11).collect::<String>().to_ascii_lowercase();
    ["javascript:", "vbscript:", "data:"].iter().any(|scheme| start.starts_with(scheme))
}

/// The name the file brings, without folders.
fn name_of(property: &Property<'_>) -> Option<String> {
    let told = property.parameter("FILENAME").and_then(|n| EXACT.told(property, "FILENAME", n));
    told.filter(|name| !name.is_empty()).or_else(|| said_name(property))
}

fn said_name(property: &Property<'_>) -> Option<String> {
    ["FILENAME", "X-FILENAME", "X-FILE-NAME", "X-APPLE-FILENAME", "X-ORACLE-FILENAME"]
        .into_iter()
        .find_map(|name| property.parameter(name))
        .map(base_name)
        .filter(|name| !name.is_empty())
}

/// The end of the path of a link.
fn last_segment(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    let path = path.split_once("://").map_or(path, |(_, rest)| rest);
    match path.split_once('/') {
        Some((_, path)) if !base_name(path).is_empty() => base_name(path),
        _ => "attachment".to_owned(),
    }
}

pub(crate) fn base_name(path: &str) -> String {
    path.trim_end_matches('/').rsplit(['/', '\\']).next().unwrap_or_default().trim().to_owned()
}

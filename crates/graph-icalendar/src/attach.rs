//! Attachments as ATTACH (RFC 5545 §3.8.1.1, RFC 8607 §4; Graph: attachment).

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{Attachment, AttachmentType, LinkedResource, TaskAttachment};
use viaduc_wire::List;

use crate::codes;
use crate::cx::{Cx, push, said};
use crate::uri;

/// The kind of a task's files.
const TASK_FILE: &str = "#microsoft.graph.taskFileAttachment";

pub(crate) fn write<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    attachments: &'a List<Attachment>,
    has: Option<bool>,
    at: &Place<'_>,
) {
    if has == Some(true) && attachments.is_empty() && attachments.strays().is_empty() {
        cx.report(&codes::ATTACHMENTS_UNREAD, &at.key("hasAttachments"));
    }
    let at = at.key("attachments");
    cx.strays(attachments, &at);
    for (position, attachment) in attachments.enumerate() {
        let at = at.index(position);
        if let Some(property) = attachment_property(cx, attachment, &at) {
            to.push(property);
        }
    }
}

pub(crate) fn write_task<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    attachments: &'a List<TaskAttachment>,
    has: Option<bool>,
    at: &Place<'_>,
) {
    if has == Some(true) && attachments.is_empty() && attachments.strays().is_empty() {
        cx.report(&codes::ATTACHMENTS_UNREAD, &at.key("hasAttachments"));
    }
    let at = at.key("attachments");
    cx.strays(attachments, &at);
    for (position, attachment) in attachments.enumerate() {
        let TaskAttachment {
            id,
            content_type,
            last_modified_date_time,
            name,
            size,
            odata_type,
            content_bytes,
            other,
        } = attachment;
        let at = at.index(position);
        cx.other(other, &at);
        if let Some(kind) = said(odata_type).filter(|kind| *kind != TASK_FILE) {
            cx.note(&codes::ATTACHMENT_TYPE, &at.key("@odata.type"), kind);
        }
        let Some(property) = inside(content_bytes.as_deref()) else {
            cx.note(&codes::ATTACHMENT_EMPTY, &at, name.as_deref().unwrap_or_default());
            continue;
        };
        let property = described(property, content_type.as_deref(), name.as_deref());
        let property = with(property, "X-ATTACHMENT-ID", id.as_ref().map(|id| id.as_str()));
        let property = with(property, "X-LAST-MODIFIED", last_modified_date_time.as_deref());
        to.push(sized(property, *size));
    }
}

/// Links as ATTACH, the first as URL too.
pub(crate) fn links<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    resources: &'a List<LinkedResource>,
    at: &Place<'_>,
) {
    let at = at.key("linkedResources");
    cx.strays(resources, &at);
    for (position, resource) in resources.enumerate() {
        let LinkedResource { id, application_name, display_name, external_id, web_url, other } =
            resource;
        let at = at.index(position);
        cx.other(other, &at);
        let url = said(web_url);
        let mut property = match url.and_then(|url| uri::link(cx, url, &at.key("webUrl"))) {
            Some(url) => {
                if to.property("URL").is_none() {
                    push(to, "URL", url.clone());
                }
                Property::new("ATTACH", url)
            }
            None => Property::text("X-VIADUC-LINK", url.unwrap_or_default()),
        };
        let parameters = [
            ("FILENAME", display_name),
            ("X-APPLICATION", application_name),
            ("X-EXTERNAL-ID", external_id),
            ("X-ATTACHMENT-ID", id),
        ];
        for (name, value) in parameters {
            if let Some(value) = said(value) {
                property = property.with(name, value);
            }
        }
        to.push(property);
    }
}

fn attachment_property<'a>(
    cx: &mut Cx<'_>,
    attachment: &'a Attachment,
    at: &Place<'_>,
) -> Option<Property<'a>> {
    let Attachment {
        id,
        content_type,
        is_inline,
        last_modified_date_time,
        name,
        size,
        odata_type,
        odata_media_content_type,
        content_bytes,
        content_id,
        content_location,
        item,
        source_url,
        provider_type,
        permission,
        thumbnail_url,
        preview_url,
        is_folder,
        other,
    } = attachment;
    cx.other(other, at);
    match odata_type {
        None | Some(AttachmentType::File | AttachmentType::Item | AttachmentType::Reference) => {}
        Some(kind) => {
            cx.note(&codes::ATTACHMENT_TYPE, &at.key("@odata.type"), kind.as_str());
        }
    }
    let url = said(source_url);
    let kind = content_type.as_deref();
    let mut is_link = false;
    let file = inside(content_bytes.as_deref());
    if file.is_none() && content_bytes.is_some() && (item.is_some() || url.is_some()) {
        cx.report(&codes::ATTACHMENT_EMPTY, &at.key("contentBytes"));
    }
    let property = if let Some(file) = file {
        if item.is_some() {
            cx.report(&codes::UNREAD, &at.key("item"));
        }
        Some(described(file, kind, name.as_deref()))
    } else if let Some(item) = item {
        cx.report(&codes::ATTACHMENT_ITEM, &at.key("item"));
        let json = serde_json::to_vec(&item.value).unwrap_or_default();
        let file = format!("{}.json", said(name).unwrap_or("item"));
        let property = binary(STANDARD.encode(json)).with("FMTTYPE", "application/json");
        Some(with(property.with("FILENAME", file), "X-CONTENT-TYPE", kind))
    } else {
        is_link = true;
        url.map(|url| described(reference(cx, url, &at.key("sourceUrl")), kind, name.as_deref()))
    };
    let Some(property) = property else {
        let is_link = *odata_type == Some(AttachmentType::Reference);
        let code = if is_link { &codes::ATTACHMENT_LINK } else { &codes::ATTACHMENT_EMPTY };
        cx.note(code, at, name.as_deref().unwrap_or_default());
        return None;
    };
    let flag = |flag: Option<bool>| flag.filter(|flag| *flag).map(|_| "TRUE");
    let mut property = property;
    for (parameter, value) in [
        ("X-ATTACHMENT-ID", id.as_ref().map(|id| id.as_str())),
        ("X-INLINE", flag(*is_inline)),
        ("X-CONTENT-ID", content_id.as_deref()),
        ("X-CONTENT-LOCATION", content_location.as_deref()),
        ("X-LAST-MODIFIED", last_modified_date_time.as_deref()),
        ("X-PROVIDER", provider_type.as_deref()),
        ("X-PERMISSION", permission.as_deref()),
        ("X-THUMBNAIL", thumbnail_url.as_deref()),
        ("X-PREVIEW", preview_url.as_deref()),
        ("X-FOLDER", flag(*is_folder)),
        ("X-MEDIA-TYPE", odata_media_content_type.as_deref().filter(|media| Some(*media) != kind)),
        ("X-SOURCE-URL", url.filter(|_| !is_link)),
    ] {
        property = with(property, parameter, value);
    }
    Some(sized(property, *size))
}

/// A link, or the text that should be one.
fn reference<'a>(cx: &mut Cx<'_>, url: &'a str, at: &Place<'_>) -> Property<'a> {
    match uri::link(cx, url, at) {
        Some(uri) => Property::new("ATTACH", uri),
        None => {
            cx.report(&codes::ATTACHMENT_URI, at);
            cx.text("X-VIADUC-LINK", url, at)
        }
    }
}

/// The size as stored, with its overhead: not that of what is written.
fn sized(property: Property<'_>, size: Option<i32>) -> Property<'_> {
    match size {
        Some(size) => property.with("X-SIZE", size.to_string()),
        None => property,
    }
}

/// The content itself, if it is base64.
fn inside(content: Option<&str>) -> Option<Property<'_>> {
    let content = content?;
    let valid = |text: &str| {
        let data = text.trim_end_matches('=');
        text.len().is_multiple_of(4)
            && text.len() - data.len() <= 2
            && data.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+' || b == b'/')
    };
    if valid(content) {
        return Some(binary(content));
    }
    let tidy: String = content.chars().filter(|c| !c.is_ascii_whitespace()).collect();
    valid(&tidy).then(|| binary(tidy))
}

fn binary<'a>(content: impl Into<Cow<'a, str>>) -> Property<'a> {
    Property::new("ATTACH", content).with("ENCODING", "BASE64").with("VALUE", "BINARY")
}

fn described<'a>(
    property: Property<'a>,
    kind: Option<&'a str>,
    name: Option<&'a str>,
) -> Property<'a> {
    let token = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b))
    };
    let is_type =
        |kind: &str| kind.split_once('/').is_some_and(|(kind, of)| token(kind) && token(of));
    let parameter = if kind.is_some_and(is_type) { "FMTTYPE" } else { "X-CONTENT-TYPE" };
    with(with(property, parameter, kind), "FILENAME", name)
}

fn with<'a>(
    property: Property<'a>,
    parameter: &'static str,
    value: Option<&'a str>,
) -> Property<'a> {
    match value.filter(|value| !value.is_empty()) {
        Some(value) => property.with(parameter, value),
        None => property,
    }
}

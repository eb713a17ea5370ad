//! Attachments as parts.

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{Attachment, AttachmentType};
use viaduc_identities::Identities;

use super::codes::{
    ATTACHMENT_BASE64, ATTACHMENT_EMPTY, ATTACHMENT_STORE, ITEM_DROPPED, REFERENCE, REFERENCE_LOST,
};
use super::file::{self, Media};
use super::part::Leaf;
use super::unsaid::{Kind, is_location, unsaid};
use super::{body, embedded, item, line};
use crate::codec::base64;

/// Where a part goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Shown inside the body.
    Inline,
    /// The body in another form: what a meeting message means.
    Alternative,
    /// After the body.
    Attached,
}

/// What an attachment is read with.
#[derive(Debug)]
pub(super) struct Scope<'a> {
    /// What the body shows, less what was written for it.
    pub(super) shown: body::Shown,
    pub(super) identities: &'a Identities,
    /// Whether the message is about a meeting and still has no iCalendar part.
    pub(super) wants_calendar: bool,
    /// How many messages this one is inside of.
    pub(super) depth: usize,
}

/// What is left of an attachment for a part.
#[derive(Debug)]
pub(super) struct Facts<'a> {
    pub(super) name: Option<&'a str>,
    media: Option<&'a str>,
    content_id: Option<String>,
    location: Option<&'a str>,
    is_inline: bool,
}

/// The part that `attachment` is, if anything of it can be written.
pub(super) fn part(
    attachment: &Attachment,
    scope: &mut Scope<'_>,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Option<(Role, Leaf)> {
    let Attachment {
        id: _,
        content_type,
        is_inline,
        last_modified_date_time: _,
        name,
        size: _,
        odata_type,
        odata_media_content_type: _,
        content_bytes,
        content_id,
        content_location,
        item,
        source_url,
        provider_type: _,
        permission: _,
        thumbnail_url: _,
        preview_url: _,
        is_folder: _,
        other,
    } = attachment;
    store(attachment, place, losses);
    super::unknown(other, place, losses);
    let facts = Facts {
        name: name.as_deref(),
        media: content_type.as_deref(),
        content_id: file::content_id(content_id.as_deref(), losses, place),
        location: content_location.as_deref(),
        is_inline: is_inline.unwrap_or(true),
    };
    let bytes = content_bytes.as_deref();
    let kind = match odata_type {
        Some(AttachmentType::Item) => Kind::Item,
        Some(AttachmentType::Reference) => Kind::Reference,
        Some(AttachmentType::File) => Kind::File,
        _ if bytes.is_some() => Kind::File,
        _ if source_url.is_some() => Kind::Reference,
        _ if item.is_some() => Kind::Item,
        _ => Kind::File,
    };
    let made = match (bytes, kind) {
        (_, Kind::Reference) => Some(reference(&facts, source_url, place, losses)),
        (Some(bytes), Kind::Item) => {
            item_bytes(&facts, &decoded(bytes, place, losses), scope, place, losses)
        }
        (Some(bytes), Kind::File) => file(&facts, bytes, scope, place, losses),
        (None, Kind::Item) => {
            let leaf = item::rebuilt(&facts, item.as_ref(), scope, place, losses);
            leaf.map(|leaf| (Role::Attached, leaf))
        }
        (None, Kind::File) => {
            losses.note(
                &ATTACHMENT_EMPTY,
                &place.key("contentBytes"),
                facts.name.unwrap_or_default(),
            );
            None
        }
    };
    unsaid(attachment, kind, made.as_ref().map(|(role, _)| *role), place, losses);
    made
}

/// Tells what only the source's store says of an attachment.
pub(super) fn store(attachment: &Attachment, place: &Place<'_>, losses: &mut Losses) {
    let members = [
        ("id", attachment.id.is_some()),
        ("lastModifiedDateTime", attachment.last_modified_date_time.is_some()),
        ("size", attachment.size.is_some()),
        ("@odata.mediaContentType", attachment.odata_media_content_type.is_some()),
        ("providerType", attachment.provider_type.is_some()),
        ("permission", attachment.permission.is_some()),
        ("thumbnailUrl", attachment.thumbnail_url.is_some()),
        ("previewUrl", attachment.preview_url.is_some()),
        ("isFolder", attachment.is_folder.is_some()),
    ];
    super::present(&members, &ATTACHMENT_STORE, place, losses);
}

/// The bytes of an attachment.
pub(super) fn decoded(text: &str, place: &Place<'_>, losses: &mut Losses) -> Vec<u8> {
    if !base64::look(text.as_bytes()).is_sound {
        losses.report(&ATTACHMENT_BASE64, &place.key("contentBytes"));
    }
    let mut out = Vec::with_capacity(text.len() / 4 * 3 + 3);
    base64::decode(text.as_bytes(), &mut |piece| out.extend_from_slice(piece));
    out
}

fn file(
    facts: &Facts<'_>,
    text: &str,
    scope: &mut Scope<'_>,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Option<(Role, Leaf)> {
    let media = Media::read(facts.media, losses, place);
    let bytes = decoded(text, place, losses);
    if media.name == "message/rfc822" {
        return item_bytes(facts, &bytes, scope, place, losses);
    }
    let media = media.of_file(losses, place);
    let role = if media.name == "text/calendar" && scope.wants_calendar {
        Role::Alternative
    } else if facts.is_inline && is_shown(facts, scope) {
        Role::Inline
    } else {
        Role::Attached
    };
    Some((role, leaf(facts, media, &bytes, role, scope, place, losses)))
}

/// Whether the body shows it; of several with one Content-ID, readers show the first.
fn is_shown(facts: &Facts<'_>, scope: &mut Scope<'_>) -> bool {
    let by_id = facts.content_id.as_ref().is_some_and(|id| scope.shown.ids.remove(id));
    let location = facts.location.filter(|url| is_location(url));
    by_id || location.is_some_and(|url| scope.shown.locations.remove(url))
}

/// A part in base64.
fn leaf(
    facts: &Facts<'_>,
    mut media: Media,
    bytes: &[u8],
    role: Role,
    scope: &mut Scope<'_>,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Leaf {
    if media.name == "text/calendar" {
        if !media.parameters.iter().any(|(name, _)| *name == "charset") {
            media.parameters.push(("charset", "utf-8".to_owned()));
        }
        if let Some(method) = method(bytes) {
            media.parameters.retain(|(name, _)| *name != "method");
            media.parameters.push(("method", method));
        }
    }
    if role == Role::Alternative {
        scope.wants_calendar = false;
    }
    let mut head = head(facts, &media, role, place, losses);
    head.extend_from_slice(b"Content-Transfer-Encoding: base64\r\n");
    Leaf { head, body: base64::encode(bytes), is_8bit: false }
}

/// The MIME header lines of an attachment, but for its transfer encoding.
fn head(
    facts: &Facts<'_>,
    media: &Media,
    role: Role,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Vec<u8> {
    let mut head = media.write();
    if role == Role::Alternative {
        head.extend_from_slice(b"\r\n");
        return head;
    }
    let name = file::name(facts.name, &media.name, losses, place);
    line::parameter(&mut head, "name", &name);
    let disposition = if role == Role::Inline { "inline" } else { "attachment" };
    head.extend_from_slice(format!("\r\nContent-Disposition: {disposition}").as_bytes());
    line::parameter(&mut head, "filename", &name);
    head.extend_from_slice(b"\r\n");
    if let Some(id) = &facts.content_id {
        head.extend_from_slice(format!("Content-ID: <{id}>\r\n").as_bytes());
    }
    let location = facts.location.filter(|url| is_location(url));
    if let Some(location) = location {
        line::field(&mut head, "Content-Location", location);
    }
    head
}

/// The method of an iCalendar text.
fn method(bytes: &[u8]) -> Option<String> {
    let line = bytes.split(|b| *b == b'\n').take(200).find_map(|line| {
        let name = line.get(..7)?;
        name.eq_ignore_ascii_case(b"method:").then(|| line.get(7..).unwrap_or_default())
    })?;
    let method = std::str::from_utf8(line).ok()?.trim();
    let plain = (1..=20).contains(&method.len())
        && method.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
    plain.then(|| method.to_ascii_uppercase())
}

/// An item as Exchange writes it: a message, an event, or a contact.
fn item_bytes(
    facts: &Facts<'_>,
    bytes: &[u8],
    scope: &mut Scope<'_>,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Option<(Role, Leaf)> {
    let start = bytes.trim_ascii_start();
    let begins = |text: &str| {
        start.get(..text.len()).is_some_and(|head| head.eq_ignore_ascii_case(text.as_bytes()))
    };
    let media = if begins("BEGIN:VCALENDAR") {
        "text/calendar"
    } else if begins("BEGIN:VCARD") {
        "text/vcard"
    } else if start.is_empty() {
        losses.note(&ITEM_DROPPED, place, facts.name.unwrap_or_default());
        return None;
    } else {
        return Some((Role::Attached, message(facts, bytes, place, losses)));
    };
    Some((Role::Attached, text_item(facts, media, bytes, scope, place, losses)))
}

/// An event or a contact as a file whose name says what it is.
pub(super) fn text_item(
    facts: &Facts<'_>,
    media: &str,
    bytes: &[u8],
    scope: &mut Scope<'_>,
    place: &Place<'_>,
    losses: &mut Losses,
) -> Leaf {
    let charset = vec![("charset", "utf-8".to_owned())];
    let extension = if media == "text/calendar" { ".ics" } else { ".vcf" };
    let media = Media { name: media.to_owned(), parameters: charset };
    let named = with_extension(facts.name, extension);
    let facts = Facts { name: named.as_deref(), content_id: facts.content_id.clone(), ..*facts };
    leaf(&facts, media, bytes, Role::Attached, scope, place, losses)
}

/// The name, if there is one, with this extension.
fn with_extension(name: Option<&str>, extension: &str) -> Option<String> {
    let name = name.map(str::trim).filter(|name| !name.is_empty())?;
    let is_there = name.to_ascii_lowercase().ends_with(extension);
    Some(if is_there { name.to_owned() } else { format!("{name}{extension}") })
}

/// A message inside a message (RFC 2046 §5.2.1): in no encoding, so its line ends must be in order. Nothing else in it is
/// touched, as in any message inside another.
pub(super) fn message(
    facts: &Facts<'_>,
    bytes: &[u8],
    place: &Place<'_>,
    losses: &mut Losses,
) -> Leaf {
    let body = embedded::acceptable(bytes, place, losses);
    let media = Media { name: "message/rfc822".to_owned(), parameters: Vec::new() };
    let named = with_extension(facts.name, ".eml");
    let facts = Facts { name: named.as_deref(), content_id: facts.content_id.clone(), ..*facts };
    let mut head = head(&facts, &media, Role::Attached, place, losses);
    let is_8bit = !body.is_ascii();
    let encoding = if is_8bit { "8bit" } else { "7bit" };
    head.extend_from_slice(format!("Content-Transfer-Encoding: {encoding}\r\n").as_bytes());
    Leaf { head, body, is_8bit }
}

/// A page with a link to a file that lies elsewhere.
fn reference(
    facts: &Facts<'_>,
    url: &Option<String>,
    place: &Place<'_>,
    losses: &mut Losses,
) -> (Role, Leaf) {
    let name = facts.name.map(line::one_line).unwrap_or_else(|| "Unnamed".to_owned());
    let is_web = |url: &&str| {
        let lower = url.get(..8).unwrap_or_default().to_ascii_lowercase();
        lower.starts_with("https://") || lower.starts_with("http://")
    };
    let url = url.as_deref().map(str::trim).filter(is_web).map(escaped_url);
    let shown = escaped_html(&name);
    let link = match &url {
        Some(url) => {
            losses.note(&REFERENCE, place, &name);
            format!("<a href=\"{}\">{shown}</a>", escaped_html(url))
        }
        None => {
            losses.note(&REFERENCE_LOST, &place.key("sourceUrl"), &name);
            shown
        }
    };
    let page = format!(
        "<!DOCTYPE html>\r\n<html><head><meta charset=\"utf-8\"></head><body>\r\n<p>{link}</p>\r\n</body></html>\r\n"
    );
    let charset = vec![("charset", "utf-8".to_owned())];
    let media = Media { name: "text/html".to_owned(), parameters: charset };
    let named = format!("{name}.html");
    let facts = Facts { name: Some(&named), content_id: facts.content_id.clone(), ..*facts };
    let mut head = head(&facts, &media, Role::Attached, place, losses);
    line::field(&mut head, "X-MS-Cloud-Attachment", url.as_deref().unwrap_or("unknown"));
    let head = String::from_utf8_lossy(&head).into_owned();
    (Role::Attached, body::text(&head, &page))
}

/// What no web address may have, percent-encoded (RFC 3986 §2.1); at most 2000 bytes are looked at.
fn escaped_url(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for byte in url.bytes().take(2000) {
        if byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn escaped_html(text: &str) -> String {
    let escaped = text.replace('&', "&amp;").replace('<', "&lt;");
    escaped.replace('>', "&gt;").replace('"', "&quot;").replace('\0', "")
}

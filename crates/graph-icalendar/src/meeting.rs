//! Online meetings as CONFERENCE (RFC 7986 §5.11).

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{OnlineMeetingInfo, OnlineMeetingProvider, Phone};

use crate::codes;
use crate::cx::{Cx, said};

/// The members of an event that speak of its online meeting.
pub(crate) struct Meeting<'a> {
    pub(crate) is_online: Option<bool>,
    pub(crate) info: Option<&'a OnlineMeetingInfo>,
    pub(crate) provider: Option<&'a OnlineMeetingProvider>,
    pub(crate) url: Option<&'a str>,
}

pub(crate) fn write<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    meeting: &Meeting<'a>,
    at: &Place<'_>,
) {
    let label = provider(meeting.provider);
    let join = meeting.info.and_then(|info| said(&info.join_url));
    if let Some(url) = join {
        let at = at.key("onlineMeeting");
        link(cx, to, url, label, &at.key("joinUrl"));
        if meeting.provider == Some(&OnlineMeetingProvider::TeamsForBusiness) && is_uri(url) {
            to.push(Property::new("X-MICROSOFT-SKYPETEAMSMEETINGURL", url));
        }
    }
    if let Some(url) = meeting.url.filter(|url| Some(*url) != join && !url.trim().is_empty()) {
        link(cx, to, url, label, &at.key("onlineMeetingUrl"));
    }
    let linked = to.property("CONFERENCE").is_some();
    if let Some(info) = meeting.info {
        details(cx, to, info, &at.key("onlineMeeting"));
    }
    if meeting.is_online == Some(false) && to.property("CONFERENCE").is_some() {
        to.push(Property::new("X-VIADUC-IS-ONLINE", "FALSE"));
    }
    if !linked && (meeting.is_online == Some(true) || label.is_some()) {
        let member = if meeting.is_online == Some(true) {
            "isOnlineMeeting"
        } else {
            "onlineMeetingProvider"
        };
        cx.note(&codes::MEETING_LINK, &at.key(member), label.unwrap_or_default());
    }
}

fn provider(provider: Option<&OnlineMeetingProvider>) -> Option<&str> {
    match provider? {
        OnlineMeetingProvider::Unknown => None,
        OnlineMeetingProvider::SkypeForBusiness => Some("Skype for Business"),
        OnlineMeetingProvider::SkypeForConsumer => Some("Skype"),
        OnlineMeetingProvider::TeamsForBusiness => Some("Microsoft Teams"),
        word @ (OnlineMeetingProvider::Other(_) | _) => Some(word.as_str()),
    }
}

fn link<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    url: &'a str,
    label: Option<&'a str>,
    at: &Place<'_>,
) {
    if !is_uri(url) {
        cx.report(&codes::MEETING_URI, at);
        let property = cx.text("X-VIADUC-MEETING", url, at);
        to.push(labelled(property, label));
        return;
    }
    to.push(labelled(conference(url, "AUDIO,VIDEO"), label));
}

fn labelled<'a>(property: Property<'a>, label: Option<&'a str>) -> Property<'a> {
    match label {
        Some(label) => property.with("LABEL", label),
        None => property,
    }
}

fn conference<'a>(
    uri: impl Into<std::borrow::Cow<'a, str>>,
    features: &'static str,
) -> Property<'a> {
    features
        .split(',')
        .fold(Property::new("CONFERENCE", uri).with("VALUE", "URI"), |property, feature| {
            property.with("FEATURE", feature)
        })
}

fn details<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    info: &'a OnlineMeetingInfo,
    at: &Place<'_>,
) {
    let OnlineMeetingInfo {
        conference_id,
        join_url: _,
        phones,
        quick_dial,
        toll_free_numbers,
        toll_number,
        other,
    } = info;
    cx.other(other, at);
    cx.strays(phones, &at.key("phones"));
    cx.strays(toll_free_numbers, &at.key("tollFreeNumbers"));
    if let Some(id) = said(conference_id) {
        let property = cx.text("X-VIADUC-CONFERENCE-ID", id, &at.key("conferenceId"));
        to.push(property);
    }
    for number in [said(quick_dial), said(toll_number)].into_iter().flatten() {
        telephone(to, number, number.to_owned());
    }
    for number in toll_free_numbers.iter().filter(|number| !number.trim().is_empty()) {
        telephone(to, number, number.clone());
    }
    for (position, phone) in phones.enumerate() {
        let Phone { language, number, region, kind, other } = phone;
        cx.other(other, &at.key("phones").index(position));
        let words = [
            number.as_deref(),
            region.as_deref(),
            language.as_deref(),
            kind.as_ref().map(|kind| kind.as_str()),
        ];
        let label: Vec<&str> =
            words.into_iter().flatten().filter(|word| !word.is_empty()).collect();
        if !label.is_empty() {
            telephone(to, number.as_deref().unwrap_or_default(), label.join(" "));
        }
    }
}

/// A number to call. The label has it as it came: a `tel:` URI has room for digits and little else (RFC 3966).
fn telephone(to: &mut Component<'_>, number: &str, label: String) {
    let dial: String =
        number.chars().filter(|c| c.is_ascii_digit() || "+-.()*#,;=".contains(*c)).collect();
    to.push(conference(format!("tel:{dial}"), "PHONE").with("LABEL", label));
}

/// Whether a text can stand as a URI: a scheme, and nothing that would end or break one (RFC 3986).
pub(crate) fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let letters = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(letters)
        && !rest.is_empty()
        && !rest.chars().any(|c| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c))
        && !["javascript", "data", "vbscript"].iter().any(|bad| scheme.eq_ignore_ascii_case(bad))
}

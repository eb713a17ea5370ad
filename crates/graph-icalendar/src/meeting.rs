//! Online meetings as CONFERENCE (RFC 7986 §5.11).

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{OnlineMeetingInfo, OnlineMeetingProvider, Phone};

use crate::codes;
use crate::cx::{Cx, said};
use crate::{telephone, uri};

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
        if meeting.provider == Some(&OnlineMeetingProvider::TeamsForBusiness)
            && let Some(uri) = uri::uri(url)
        {
            to.push(Property::new("X-MICROSOFT-SKYPETEAMSMEETINGURL", uri));
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
    let Some(uri) = uri::link(cx, url, at) else {
        cx.report(&codes::MEETING_URI, at);
        let property = cx.text("X-VIADUC-MEETING", url, at);
        to.push(labelled(property, label));
        return;
    };
    to.push(labelled(conference(uri, "AUDIO,VIDEO"), label));
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
    for (number, name) in [(said(quick_dial), "quickDial"), (said(toll_number), "tollNumber")] {
        if let Some(number) = number {
            telephone(cx, to, number, number.to_owned(), &at.key(name));
        }
    }
    for (position, number) in toll_free_numbers.enumerate() {
        if !number.trim().is_empty() {
            let at = at.key("tollFreeNumbers");
            telephone(cx, to, number, number.clone(), &at.index(position));
        }
    }
    for (position, phone) in phones.enumerate() {
        let Phone { language, number, region, kind, other } = phone;
        let list_at = at.key("phones");
        let at = list_at.index(position);
        cx.other(other, &at);
        let words = [
            number.as_deref(),
            region.as_deref(),
            language.as_deref(),
            kind.as_ref().map(|kind| kind.as_str()),
        ];
        let label: Vec<&str> =
            words.into_iter().flatten().filter(|word| !word.is_empty()).collect();
        if !label.is_empty() {
            let number = number.as_deref().unwrap_or_default();
            telephone(cx, to, number, label.join(" "), &at);
        }
    }
}

/// A number to call. The label has it as it came, with what is dialled after the connection.
fn telephone(cx: &mut Cx<'_>, to: &mut Component<'_>, number: &str, label: String, at: &Place<'_>) {
    if let Some(uri) = telephone::uri(number) {
        to.push(conference(uri, "PHONE").with("LABEL", label));
    } else {
        cx.report(&codes::MEETING_PHONE, at);
        let property = cx.text("X-VIADUC-PHONE", label, at);
        to.push(property);
    }
}

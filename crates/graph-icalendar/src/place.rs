//! Places as LOCATION and GEO (RFC 5545 §3.8.1.7, §3.8.1.6).

use std::borrow::Cow;
use std::collections::HashSet;

use viaduc_contentline::{Component, Property};
use viaduc_fidelity::Place;
use viaduc_graph_types::{
    Location, LocationType, LocationUniqueIdType, OutlookGeoCoordinates, PhysicalAddress,
};
use viaduc_wire::List;

use crate::codes;
use crate::cx::{Cx, said};

pub(crate) fn write<'a>(
    cx: &mut Cx<'_>,
    to: &mut Component<'a>,
    location: Option<&'a Location>,
    locations: &'a List<Location>,
    at: &Place<'_>,
) {
    let all_at = at.key("locations");
    cx.strays(locations, &all_at);
    // `location` is the first of `locations`, or the names of all of them joined.
    let alone = location.filter(|location| !locations.contains(location));
    let all: Vec<&Location> = alone.into_iter().chain(locations.iter()).collect();
    let text = text(&all);
    if !text.trim().is_empty() {
        let property = cx.text("LOCATION", text, &at.key("location"));
        to.push(property);
    }
    if let Some(geo) = all.iter().find_map(|location| geo(location.coordinates.as_ref()?)) {
        to.push(geo);
    }
    if let Some(location) = location {
        repeated(cx, location, &at.key("location"));
    }
    for (position, location) in locations.enumerate() {
        repeated(cx, location, &all_at.index(position));
    }
    let of_one = alone.is_some_and(has_details);
    let of_several = locations.iter().any(has_details);
    for (_, at) in
        [(of_one, at.key("location")), (of_several, all_at)].iter().filter(|(has, _)| *has)
    {
        cx.report(&codes::PLACE_DETAILS, at);
    }
    if (of_one || of_several)
        && let Ok(json) = serde_json::to_string(&all)
    {
        to.push(Property::text("X-VIADUC-LOCATIONS", json));
    }
}

/// Reports members that stand more than once: of those, JSON has the last.
fn repeated(cx: &mut Cx<'_>, location: &Location, at: &Place<'_>) {
    cx.repeated(&location.other, at);
    if let Some(address) = &location.address {
        cx.repeated(&address.other, &at.key("address"));
    }
    if let Some(coordinates) = &location.coordinates {
        cx.repeated(&coordinates.other, &at.key("coordinates"));
    }
}

/// The names, each with its address if it does not hold it, each once.
fn text<'a>(all: &[&'a Location]) -> Cow<'a, str> {
    if let [Location { display_name: Some(name), address: None, .. }] = all {
        return Cow::Borrowed(name);
    }
    let mut text = String::new();
    let mut seen = HashSet::new();
    for location in all {
        let name = said(&location.display_name).unwrap_or_default();
        let mut parts = name.split("; ").map(str::trim).filter(|part| !part.is_empty());
        // The first name may be all of them joined.
        if parts.clone().any(|part| !seen.contains(part)) {
            join(&mut text, name, "; ");
            parts.by_ref().for_each(|part| {
                seen.insert(part.to_owned());
            });
        }
        let address = location.address.as_ref().filter(|known| lacks_any(known, name));
        let address = address.map(self::address).unwrap_or_default();
        if !address.is_empty() && seen.insert(address.clone()) {
            join(&mut text, &address, if name.is_empty() { "; " } else { ", " });
        }
    }
    Cow::Owned(text)
}

fn join(text: &mut String, part: &str, separator: &str) {
    if !text.is_empty() {
        text.push_str(separator);
    }
    text.push_str(part);
}

/// Whether the street or the town is not in the text yet.
fn lacks_any(address: &PhysicalAddress, text: &str) -> bool {
    [&address.street, &address.city].into_iter().filter_map(said).any(|part| !text.contains(part))
        || (said(&address.street).is_none() && said(&address.city).is_none())
}

fn address(address: &PhysicalAddress) -> String {
    let PhysicalAddress {
        city,
        country_or_region,
        postal_code,
        state,
        street,
        post_office_box,
        kind: _,
        other: _,
    } = address;
    let parts = [
        said(post_office_box),
        said(street),
        said(postal_code),
        said(city),
        said(state),
        said(country_or_region),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    parts.join(", ")
}

/// `latitude;longitude` where both are numbers on the globe.
fn geo(coordinates: &OutlookGeoCoordinates) -> Option<Property<'static>> {
    let (latitude, longitude) = (coordinates.latitude?, coordinates.longitude?);
    let on_globe = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    on_globe.then(|| Property::new("GEO", format!("{latitude};{longitude}")))
}

/// Whether a place says more than its name. An id that repeats the name, and the words for "nothing special", say nothing.
fn has_details(location: &Location) -> bool {
    let Location {
        address,
        coordinates,
        display_name,
        location_email_address,
        location_type,
        location_uri,
        unique_id,
        unique_id_type,
        odata_type,
        other,
    } = location;
    let known_address =
        address.as_ref().is_some_and(|address| *address != PhysicalAddress::default());
    let known_point =
        coordinates.as_ref().is_some_and(|point| *point != OutlookGeoCoordinates::default());
    let own_id = unique_id.is_some() && unique_id != display_name;
    known_address
        || known_point
        || own_id
        || said(location_email_address).is_some()
        || said(location_uri).is_some()
        || !matches!(location_type, None | Some(LocationType::Default))
        || !matches!(unique_id_type, None | Some(LocationUniqueIdType::Private))
        || said(odata_type).is_some_and(|kind| kind != "#microsoft.graph.location")
        || !other.is_empty()
}

//! The header of the source: as it was transported, and as Graph lists it.

use std::collections::HashMap;

use viaduc_fidelity::{Losses, Place};
use viaduc_graph_types::{InternetMessageHeader, Message, SingleValueProperty};

use super::codes::HEADER_INVALID;
use super::line;
use crate::codec::words;
use crate::scan::{FaultKind, scan_header, unfold};

/// One field of the source's header.
#[derive(Clone, Debug)]
pub(crate) struct Header {
    pub(crate) name: String,
    pub(crate) value: String,
    /// The property it stands in, and where.
    pub(crate) member: &'static str,
    pub(crate) index: usize,
}

impl Header {
    /// What it says, however it is folded or encoded.
    fn said(&self) -> (String, String) {
        let read = words::decode_text(line::one_line(&self.value).trim().as_bytes(), &[]);
        let dense = read.split_whitespace().collect::<Vec<_>>().join(" ");
        (self.name.trim().to_ascii_lowercase(), dense)
    }
}

/// `PidTagTransportMessageHeaders`.
pub(super) const TRANSPORT: u32 = 0x7d;

/// The source's header: the transport headers, which are the block as it came, and after them the fields of
/// `internetMessageHeaders` that they do not have.
pub(super) fn source(message: &Message, losses: &mut Losses) -> Vec<Header> {
    let listed = listed(&message.internet_message_headers, losses);
    let properties = message.single_value_extended_properties.enumerate();
    let block =
        properties.into_iter().find_map(|(index, property)| Some((index, transport_of(property)?)));
    let Some((index, text)) = block else { return listed };
    let root = Place::root();
    let all = root.key("singleValueExtendedProperties");
    let (mut found, lost) = read(text);
    found.iter_mut().for_each(|header| header.index = index);
    lost.iter().for_each(|text| losses.note(&HEADER_INVALID, &all.index(index), text));
    let mut said: HashMap<_, usize> = HashMap::new();
    found.iter().for_each(|header| *said.entry(header.said()).or_default() += 1);
    let more = listed.into_iter().filter(|header| match said.get_mut(&header.said()) {
        Some(left) if *left > 0 => {
            *left -= 1;
            false
        }
        _ => true,
    });
    let more: Vec<Header> = more.collect();
    found.extend(more);
    found
}

/// The transport headers that a property holds.
pub(super) fn transport_of(property: &SingleValueProperty) -> Option<&str> {
    let (kind, number) = tag(property.id.as_deref()?)?;
    let is_it = number == TRANSPORT && kind.eq_ignore_ascii_case("string");
    property.value.as_deref().filter(|_| is_it)
}

fn listed(headers: &[InternetMessageHeader], losses: &mut Losses) -> Vec<Header> {
    let root = Place::root();
    let member = "internetMessageHeaders";
    let all = root.key(member);
    let mut found = Vec::with_capacity(headers.len());
    for (index, header) in headers.iter().enumerate() {
        let InternetMessageHeader { name, value, other } = header;
        super::unknown(other, &all.index(index), losses);
        found.push(Header {
            name: name.clone().unwrap_or_default(),
            value: value.clone().unwrap_or_default(),
            member,
            index,
        });
    }
    found
}

/// Exchange puts this before the header of some messages.
const BANNER: &str = "Microsoft Mail Internet Headers Version 2.0";

/// The fields of a header as Exchange keeps it (`PidTagTransportMessageHeaders`).
pub(crate) fn transport(text: &str) -> Vec<Header> {
    read(text).0
}

/// The same, and the lines that are part of no field.
fn read(text: &str) -> (Vec<Header>, Vec<&str>) {
    let text = text.strip_prefix(BANNER).unwrap_or(text).trim_start();
    let bytes = text.as_bytes();
    let (mut fields, mut faults) = (Vec::new(), Vec::new());
    let end = scan_header(bytes, 0, bytes.len(), &|_| false, &mut fields, &mut faults);
    let owned = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let header = |field: &crate::scan::Field| Header {
        name: owned(field.name(bytes)),
        value: owned(&unfold(field.raw(bytes))),
        member: "singleValueExtendedProperties",
        index: 0,
    };
    let is_lost = |kind| matches!(kind, FaultKind::Garbage | FaultKind::EmptyName);
    let lost = faults.iter().filter(|fault| is_lost(fault.kind));
    let mut lost: Vec<&str> =
        lost.map(|fault| text.get(fault.start..fault.end).unwrap_or_default()).collect();
    lost.extend(text.get(end.body..).map(str::trim).filter(|rest| !rest.is_empty()));
    (fields.iter().map(header).collect(), lost)
}

/// The MAPI property `tag` of type `kind`, in any spelling of its id.
pub(crate) fn property<'a>(
    properties: &'a [SingleValueProperty],
    kind: &str,
    tag: u32,
) -> Option<&'a str> {
    properties.iter().find_map(|SingleValueProperty { id, value, other: _ }| {
        let (found, number) = self::tag(id.as_deref()?)?;
        (found.eq_ignore_ascii_case(kind) && number == tag).then_some(value.as_deref()).flatten()
    })
}

/// The type and the number of a property's id (`Integer 0x1081`).
pub(crate) fn tag(id: &str) -> Option<(&str, u32)> {
    let (kind, number) = id.trim().split_once(' ')?;
    let number = number.trim().to_ascii_lowercase();
    Some((kind, u32::from_str_radix(number.strip_prefix("0x")?, 16).ok()?))
}

//! A personal list (MAPI: `IPM.DistList`), as the raw mailbox items have it (MS-OXOCNTC §2.2.2; Graph: mailboxItem).

use uuid::Uuid;
use viaduc_contentline::{Component, Property};
use viaduc_fidelity::{Converted, Place};
use viaduc_graph_types::{MailboxItem, MultiValueProperty, SingleValueProperty};
use viaduc_wire::{List, from_base64};

use crate::card::{Card, is_something, some};
use crate::codes::{EXTENDED_UNKNOWN, LIST_STREAM, LIST_SUPERSEDED};
use crate::contact::NAMESPACE;
use crate::extended::{Key, key};
use crate::list_members::{self, Member, Stands};
use crate::name::Name;
use crate::{CardError, Context, Options};

/// The message class of personal lists.
pub(crate) const CLASS: &str = "IPM.DistList";

/// Whether a message class is that of personal lists, or one made from it.
pub(crate) fn is_list_class(class: &str) -> bool {
    class.get(..CLASS.len()).is_some_and(|start| start.eq_ignore_ascii_case(CLASS))
        && matches!(class.as_bytes().get(CLASS.len()), None | Some(b'.'))
}

/// What the properties of one value say of a list.
#[derive(Debug, Default)]
struct Told<'a> {
    /// The name to show, and where it stands.
    name: Option<(&'a str, usize)>,
    /// The list's own name, its display name and its subject, first to last.
    names: [Option<(&'a str, usize)>; 3],
    note: Option<(&'a str, usize)>,
    stream: Option<(&'a str, usize)>,
    class: Option<&'a str>,
}

impl<'a> Told<'a> {
    fn read(list: &'a List<SingleValueProperty>) -> Self {
        let mut told = Self::default();
        for (position, property) in list.enumerate() {
            let Some(value) = some(&property.value) else { continue };
            let here = Some((value, position));
            match key(property.id.as_deref().unwrap_or_default()) {
                Some(Key::Address(0x8053)) => told.names[0] = here,
                Some(Key::Tag(0x3001)) => told.names[1] = here,
                Some(Key::Tag(0x0037)) => told.names[2] = here,
                Some(Key::Tag(0x1000)) => told.note = here,
                Some(Key::Address(0x8064)) => told.stream = here,
                Some(Key::Tag(0x001A)) => told.class = Some(value),
                _ => {}
            }
        }
        told.name = told.names.iter().flatten().next().copied();
        told
    }
}

/// Turns a personal list into a card of kind `group`. Its members are read from the entry ids in its MAPI properties: those of
/// `BinaryArray {00062004-0000-0000-C000-000000000046} Id 0x8055` with what `Id 0x8054` tells of each, or those of the stream
/// `Binary … Id 0x8064` of large lists.
///
/// A member that is an item of the mailbox is looked up in [`Context::identities`] by its entry id in hexadecimal digits, where
/// the answer may be an SMTP address or a `urn:`; a colleague by X.500 name.
///
/// # Errors
/// [`CardError`], where the item is of another class, removed, or holds nothing.
pub fn distribution_list_to_card<'a>(
    item: &'a MailboxItem,
    options: &Options,
    context: &Context<'_>,
) -> Result<Converted<Component<'a>>, CardError> {
    let MailboxItem {
        // Of the answer, of the delta, and of the copy in the mailbox: not of what the card shows.
        odata_type: _,
        odata_etag: _,
        odata_context: _,
        removed,
        change_key: _,
        size: _,
        id,
        categories,
        created_date_time,
        last_modified_date_time,
        kind,
        multi_value_extended_properties,
        single_value_extended_properties,
        other,
    } = item;
    if removed.is_some() {
        return Err(CardError::Removed);
    }
    let told = Told::read(single_value_extended_properties);
    if some(kind).or(told.class).is_some_and(|class| !is_list_class(class.trim())) {
        return Err(CardError::NotAList);
    }
    let root = Place::root();
    let mut card = Card::new(options, context);
    if let Some(id) = id.as_ref().filter(|id| !id.as_str().is_empty()) {
        let uid = Uuid::new_v5(&NAMESPACE, id.as_str().as_bytes());
        card.push(Property::new("UID", uid.urn().to_string()));
    }
    card.stamps(created_date_time.as_deref(), last_modified_date_time.as_deref());
    card.kind_group();
    card.begin();
    let single = root.key("singleValueExtendedProperties");
    if let Some((name, position)) = told.name {
        card.checked(name, &single.index(position).key("value"));
        card.name(&Name { display: Some(name), ..Name::default() }, []);
    }
    card.list("CATEGORIES", categories, "categories");
    if let Some((note, position)) = told.note {
        let note = card.checked(note, &single.index(position).key("value"));
        card.push(Property::text("NOTE", note));
    }
    card.list_properties(single_value_extended_properties, &told);
    card.list_members(multi_value_extended_properties, told.stream);
    card.unknown(other, &root);
    card.finish()
}

impl<'a> Card<'a, '_> {
    /// `KIND:group`, or what says it in vCard 3.0.
    pub(crate) fn kind_group(&mut self) {
        let kind = if self.is_v3() { "X-ADDRESSBOOKSERVER-KIND" } else { "KIND" };
        self.push(Property::new(kind, "group"));
    }

    /// The properties of one value but for those that were read already.
    fn list_properties(&mut self, list: &'a List<SingleValueProperty>, told: &Told<'a>) {
        self.each_extended(list, |card, position, id, value, place| {
            let is_read =
                |known: Option<(&str, usize)>| known.is_some_and(|(_, at)| at == position);
            let repeats = |known: Option<(&str, usize)>| {
                known.is_some_and(|(text, _)| text.trim() == value.trim())
            };
            match key(id) {
                Some(Key::Tag(0x0036)) => card.sensitivity(value.trim(), &place.key("value")),
                Some(Key::Tag(0x001A)) if value.trim().eq_ignore_ascii_case(CLASS) => {}
                // The checksum is one of the members.
                Some(Key::Address(0x804C)) => {}
                _ if [told.name, told.note, told.stream].into_iter().any(is_read) => {}
                Some(Key::Address(0x8053) | Key::Tag(0x3001 | 0x0037)) if repeats(told.name) => {}
                _ => card.losses.note(&EXTENDED_UNKNOWN, place, id),
            }
        });
    }

    fn list_members(
        &mut self,
        list: &'a List<MultiValueProperty>,
        stream: Option<(&'a str, usize)>,
    ) {
        let root = Place::root();
        let root = root.key("multiValueExtendedProperties");
        let mut paired = [None; 2];
        for (position, property) in list.enumerate() {
            let place = root.index(position);
            let MultiValueProperty { id, value, other } = property;
            self.unknown(other, &place);
            self.strays(value, &place.key("value"));
            let slot = match key(id.as_deref().unwrap_or_default()) {
                Some(Key::Address(0x8055)) => paired.first_mut(),
                Some(Key::Address(0x8054)) => paired.last_mut(),
                _ => None,
            };
            match slot {
                Some(slot) if slot.is_none() => *slot = Some((value, position)),
                _ if value.iter().any(|value| is_something(value)) => {
                    self.losses.note(&EXTENDED_UNKNOWN, &place, id.as_deref().unwrap_or_default());
                }
                _ => {}
            }
        }
        self.strays(list, &root);
        let members = match stream.and_then(|stream| self.streamed(stream)) {
            Some(members) => {
                for (values, position) in paired.into_iter().flatten() {
                    if values.iter().any(|value| is_something(value)) {
                        self.losses.report(&LIST_SUPERSEDED, &root.index(position).key("value"));
                    }
                }
                members
            }
            None => list_members::paired(paired),
        };
        self.write_members(&members);
    }

    /// The members of a large list, if its stream holds some.
    fn streamed(&mut self, (text, position): (&'a str, usize)) -> Option<Vec<Member>> {
        let root = Place::root();
        let list = root.key("singleValueExtendedProperties");
        let place = list.index(position);
        let octets = from_base64(text).unwrap_or_default();
        let (members, whole) = list_members::of_stream(&octets, Stands::InStream(position));
        if !whole {
            let note = format!("{} members could be read", members.len());
            self.losses.note(&LIST_STREAM, &place.key("value"), &note);
        }
        (!members.is_empty() || whole).then_some(members)
    }
}

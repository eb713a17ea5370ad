//! Properties, of which some are taken out to become members.

use crate::property::{Property, Value};

/// Ids of properties (MS-OXPROPS, "PidTag…").
pub(super) mod tag {
    pub(crate) const IMPORTANCE: u16 = 0x0017;
    pub(crate) const CLASS: u16 = 0x001A;
    pub(crate) const SENSITIVITY: u16 = 0x0036;
    pub(crate) const SUBJECT: u16 = 0x0037;
    pub(crate) const SENT: u16 = 0x0039;
    pub(crate) const SUBJECT_PREFIX: u16 = 0x003D;
    pub(crate) const HEADERS: u16 = 0x007D;
    pub(crate) const RECIPIENT_TYPE: u16 = 0x0C15;
    pub(crate) const RECEIVED: u16 = 0x0E06;
    pub(crate) const NORMALIZED_SUBJECT: u16 = 0x0E1D;
    pub(crate) const BODY: u16 = 0x1000;
    pub(crate) const REPORT_TEXT: u16 = 0x1001;
    pub(crate) const RTF: u16 = 0x1009;
    pub(crate) const HTML: u16 = 0x1013;
    pub(crate) const MESSAGE_ID: u16 = 0x1035;
    pub(crate) const REFERENCES: u16 = 0x1039;
    pub(crate) const IN_REPLY_TO: u16 = 0x1042;
    pub(crate) const DISPLAY_NAME: u16 = 0x3001;
    pub(crate) const ATTACH_DATA: u16 = 0x3701;
    pub(crate) const ATTACH_ENCODING: u16 = 0x3702;
    pub(crate) const ATTACH_FILENAME: u16 = 0x3704;
    pub(crate) const ATTACH_LONG_FILENAME: u16 = 0x3707;
    pub(crate) const ATTACH_PATHNAME: u16 = 0x3708;
    pub(crate) const ATTACH_LONG_PATHNAME: u16 = 0x370D;
    pub(crate) const ATTACH_MIME_TAG: u16 = 0x370E;
    pub(crate) const ATTACH_CONTENT_ID: u16 = 0x3712;
    pub(crate) const ATTACH_CONTENT_LOCATION: u16 = 0x3713;
    pub(crate) const ATTACH_FLAGS: u16 = 0x3714;
    pub(crate) const INTERNET_CODE_PAGE: u16 = 0x3FDE;
    pub(crate) const MESSAGE_CODE_PAGE: u16 = 0x3FFD;
    pub(crate) const ATTACHMENT_HIDDEN: u16 = 0x7FFE;
}

#[derive(Debug, Default)]
pub(super) struct Bag<'a> {
    list: Vec<Property<'a>>,
}

impl<'a> Bag<'a> {
    pub(super) fn new(list: Vec<Property<'a>>) -> Self {
        Self { list }
    }

    pub(super) fn get(&self, id: u16) -> Option<&Value<'a>> {
        self.list.iter().find(|property| property.id == id).map(|property| &property.value)
    }

    /// Takes the first property `id` out whose value `read` accepts.
    pub(super) fn take<T>(&mut self, id: u16, read: impl Fn(&Value<'a>) -> Option<T>) -> Option<T> {
        let found = self.list.iter().enumerate().filter(|(_, property)| property.id == id);
        let (index, value) =
            found.filter_map(|(index, property)| Some((index, read(&property.value)?))).next()?;
        self.list.remove(index);
        Some(value)
    }

    pub(super) fn take_number(&mut self, id: u16) -> Option<i32> {
        self.take(id, Value::as_i32)
    }

    /// What was not taken.
    pub(super) fn rest(self) -> Vec<Property<'a>> {
        self.list
    }
}

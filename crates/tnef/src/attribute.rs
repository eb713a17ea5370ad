//! Attributes (MS-OXTNEF 2.1.3): the records a stream is made of.

use crate::cursor::Cursor;

/// The first four bytes of every stream (MS-OXTNEF 2.1.3.1), as a number in little endian.
pub(crate) const SIGNATURE: u32 = 0x223E_9F78;

/// The low half of an attribute's id: what it says. The high half is its type.
pub(crate) mod id {
    pub(crate) const OWNER: u16 = 0x0000;
    pub(crate) const SENT_FOR: u16 = 0x0001;
    pub(crate) const DELEGATE: u16 = 0x0002;
    pub(crate) const DATE_START: u16 = 0x0006;
    pub(crate) const DATE_END: u16 = 0x0007;
    pub(crate) const AID_OWNER: u16 = 0x0008;
    pub(crate) const REQUEST_RES: u16 = 0x0009;
    pub(crate) const FROM: u16 = 0x8000;
    pub(crate) const SUBJECT: u16 = 0x8004;
    pub(crate) const DATE_SENT: u16 = 0x8005;
    pub(crate) const DATE_RECEIVED: u16 = 0x8006;
    pub(crate) const STATUS: u16 = 0x8007;
    pub(crate) const CLASS: u16 = 0x8008;
    pub(crate) const MESSAGE_ID: u16 = 0x8009;
    pub(crate) const PARENT_ID: u16 = 0x800A;
    pub(crate) const CONVERSATION_ID: u16 = 0x800B;
    pub(crate) const BODY: u16 = 0x800C;
    pub(crate) const PRIORITY: u16 = 0x800D;
    pub(crate) const ATTACH_DATA: u16 = 0x800F;
    pub(crate) const ATTACH_TITLE: u16 = 0x8010;
    pub(crate) const ATTACH_METAFILE: u16 = 0x8011;
    pub(crate) const ATTACH_CREATED: u16 = 0x8012;
    pub(crate) const ATTACH_MODIFIED: u16 = 0x8013;
    pub(crate) const MODIFIED: u16 = 0x8020;
    pub(crate) const ATTACH_TRANSPORT_NAME: u16 = 0x9001;
    pub(crate) const ATTACH_RENDER: u16 = 0x9002;
    pub(crate) const PROPERTIES: u16 = 0x9003;
    pub(crate) const RECIPIENTS: u16 = 0x9004;
    pub(crate) const ATTACHMENT: u16 = 0x9005;
    pub(crate) const VERSION: u16 = 0x9006;
    pub(crate) const CODE_PAGE: u16 = 0x9007;
}

/// One record.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Attribute<'a> {
    pub(crate) id: u16,
    pub(crate) data: &'a [u8],
    pub(crate) is_sound: bool,
}

/// What comes next in a stream.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Next<'a> {
    Attribute(Attribute<'a>),
    /// One that the end of the stream cuts off, as far as it goes.
    Truncated(Option<Attribute<'a>>),
    /// Bytes that are no attribute; how many.
    Garbage(usize),
    End,
}

pub(crate) fn next<'a>(stream: &mut Cursor<'a>) -> Next<'a> {
    let left = stream.rest.len();
    let Some(level) = stream.u8() else { return Next::End };
    if !matches!(level, 1 | 2) {
        stream.rest = &[];
        return Next::Garbage(left);
    }
    let (Some(id), Some(_kind), Some(length)) = (stream.u16(), stream.u16(), stream.length())
    else {
        stream.rest = &[];
        return Next::Truncated(None);
    };
    let Some(data) = stream.take(length) else {
        let data = std::mem::take(&mut stream.rest);
        return Next::Truncated(Some(Attribute { id, data, is_sound: true }));
    };
    let Some(told) = stream.u16() else {
        stream.rest = &[];
        return Next::Truncated(Some(Attribute { id, data, is_sound: true }));
    };
    Next::Attribute(Attribute { id, data, is_sound: checksum(data) == told })
}

/// The sum of all bytes, in sixteen bits (MS-OXTNEF 2.1.3.2).
pub(crate) fn checksum(data: &[u8]) -> u16 {
    // Chunks of 256 bytes cannot overflow; the sums of all of them wrap as they must.
    data.chunks(256).fold(0_u16, |sum, chunk| {
        sum.wrapping_add(chunk.iter().fold(0_u16, |sum, byte| sum.wrapping_add(u16::from(*byte))))
    })
}

//! MAPI properties (MS-OXTNEF 2.1.3.4).

use crate::cursor::Cursor;

/// One MAPI property as the stream has it.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Property<'a> {
    /// Its id (MS-OXPROPS), the upper half of its tag. From 0x8000 on it means something only by its name.
    pub id: u16,
    /// Its name, if it has one.
    pub name: Option<Box<Name<'a>>>,
    /// Its value.
    pub value: Value<'a>,
}

/// The name of a property (MS-OXCDATA 2.6.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Name<'a> {
    /// A number in a set of names.
    Number {
        /// The set: a GUID in its bytes' order on the wire.
        set: [u8; 16],
        /// The number (`PidLid…`).
        number: u32,
    },
    /// A text in a set of names.
    Text {
        /// The set: a GUID in its bytes' order on the wire.
        set: [u8; 16],
        /// The text, in UTF-16LE, without its final NUL.
        text: &'a [u8],
    },
}

/// The value of a property (MS-OXCDATA 2.11.1). Texts are not decoded: their charset is told elsewhere.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Value<'a> {
    /// No value, or one of a type without any.
    Null,
    /// `PtypInteger16`.
    Integer16(i16),
    /// `PtypInteger32`.
    Integer32(i32),
    /// `PtypFloating32`.
    Floating32(f32),
    /// `PtypFloating64`.
    Floating64(f64),
    /// `PtypCurrency`, in ten thousandths.
    Currency(i64),
    /// `PtypFloatingTime`: days since 1899-12-30.
    FloatingTime(f64),
    /// `PtypErrorCode`.
    ErrorCode(u32),
    /// `PtypBoolean`.
    Boolean(bool),
    /// `PtypInteger64`.
    Integer64(i64),
    /// `PtypTime`: hundreds of nanoseconds since 1601 (UTC).
    Time(u64),
    /// `PtypGuid`, in the order of the wire.
    Guid([u8; 16]),
    /// `PtypString8`, without its final NUL.
    String8(&'a [u8]),
    /// `PtypString` in UTF-16LE, without its final NUL.
    Unicode(&'a [u8]),
    /// `PtypBinary`.
    Binary(&'a [u8]),
    /// `PtypObject`: the interface it is reached by, and its bytes.
    Object {
        /// The interface, a GUID in the order of the wire.
        interface: [u8; 16],
        /// The bytes behind it.
        data: &'a [u8],
    },
    /// Several values of one type.
    Multiple(Vec<Self>),
}

impl<'a> Value<'a> {
    /// The bytes of a `PtypBinary`.
    #[must_use]
    pub fn as_binary(&self) -> Option<&'a [u8]> {
        if let Self::Binary(bytes) = self { Some(bytes) } else { None }
    }

    /// A `PtypBoolean`.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        if let Self::Boolean(value) = self { Some(*value) } else { None }
    }

    /// A `PtypInteger32` or `PtypInteger16`.
    #[must_use]
    pub fn as_i32(&self) -> Option<i32> {
        if let Self::Integer16(number) = self {
            return Some(i32::from(*number));
        }
        if let Self::Integer32(number) = self { Some(*number) } else { None }
    }

    /// A `PtypTime`, in hundreds of nanoseconds since 1601 (UTC).
    #[must_use]
    pub fn as_time(&self) -> Option<u64> {
        if let Self::Time(ticks) = self { Some(*ticks) } else { None }
    }
}

/// Why a list of properties was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It breaks off, or has a type that nobody knows: nothing tells where the next one starts.
    Broken,
    /// There are more than the limit.
    Limit,
}

/// Properties as far as they can be read, and why not further. `budget`: how many more may be.
pub(crate) fn list<'a>(
    cursor: &mut Cursor<'a>,
    budget: &mut usize,
) -> (Vec<Property<'a>>, Option<Stop>) {
    let mut found = Vec::new();
    let Some(count) = cursor.length() else { return (found, Some(Stop::Broken)) };
    for _ in 0..count {
        if *budget == 0 {
            return (found, Some(Stop::Limit));
        }
        *budget -= 1;
        match property(cursor, budget) {
            Ok(property) => found.push(property),
            Err(stop) => return (found, Some(stop)),
        }
    }
    (found, None)
}

fn property<'a>(cursor: &mut Cursor<'a>, budget: &mut usize) -> Result<Property<'a>, Stop> {
    let broken = Stop::Broken;
    let kind = cursor.u16().ok_or(broken)?;
    let id = cursor.u16().ok_or(broken)?;
    let name = if id >= 0x8000 { Some(Box::new(name(cursor).ok_or(broken)?)) } else { None };
    let single = kind & !MULTIPLE;
    if kind & MULTIPLE == 0 && !is_counted(single) {
        let value = fixed(single, cursor).ok_or(broken)?;
        return Ok(Property { id, name, value });
    }
    let count = cursor.length().ok_or(broken)?;
    let mut values = Vec::new();
    for _ in 0..count {
        if *budget == 0 {
            return Err(Stop::Limit);
        }
        *budget -= 1;
        let value =
            if is_counted(single) { counted(single, cursor) } else { fixed(single, cursor) };
        values.push(value.ok_or(broken)?);
    }
    let value = match (kind & MULTIPLE, values.pop()) {
        (0, value) => value.unwrap_or(Value::Null),
        (_, last) => {
            values.extend(last);
            Value::Multiple(values)
        }
    };
    Ok(Property { id, name, value })
}

/// The bit of a type that says there are several values.
const MULTIPLE: u16 = 0x1000;

/// Whether the values of a type have a count and lengths.
fn is_counted(kind: u16) -> bool {
    matches!(kind, 0x000D | 0x001E | 0x001F | 0x0102)
}

fn name<'a>(cursor: &mut Cursor<'a>) -> Option<Name<'a>> {
    let set = cursor.array()?;
    match cursor.u32()? {
        0 => Some(Name::Number { set, number: cursor.u32()? }),
        1 => {
            let length = cursor.length()?;
            Some(Name::Text { set, text: without_nul(cursor.padded(length)?, 2) })
        }
        _ => None,
    }
}

/// A value of a fixed size; shorter ones are filled up to four bytes.
fn fixed<'a>(kind: u16, cursor: &mut Cursor<'a>) -> Option<Value<'a>> {
    Some(match kind {
        // PtypUnspecified and PtypNull have four bytes without meaning.
        0x0000 | 0x0001 => {
            cursor.u32()?;
            Value::Null
        }
        0x0002 => {
            let [low, high, ..] = cursor.array::<4>()?;
            Value::Integer16(i16::from_le_bytes([low, high]))
        }
        0x0003 => Value::Integer32(i32::from_le_bytes(cursor.array()?)),
        0x0004 => Value::Floating32(f32::from_le_bytes(cursor.array()?)),
        0x0005 => Value::Floating64(f64::from_le_bytes(cursor.array()?)),
        0x0006 => Value::Currency(i64::from_le_bytes(cursor.array()?)),
        0x0007 => Value::FloatingTime(f64::from_le_bytes(cursor.array()?)),
        0x000A => Value::ErrorCode(cursor.u32()?),
        0x000B => {
            let [low, high, ..] = cursor.array::<4>()?;
            Value::Boolean(low != 0 || high != 0)
        }
        0x0014 => Value::Integer64(i64::from_le_bytes(cursor.array()?)),
        0x0040 => Value::Time(u64::from_le_bytes(cursor.array()?)),
        0x0048 => Value::Guid(cursor.array()?),
        _ => return None,
    })
}

/// A value behind its length.
fn counted<'a>(kind: u16, cursor: &mut Cursor<'a>) -> Option<Value<'a>> {
    let length = cursor.length()?;
    let bytes = cursor.padded(length)?;
    Some(match kind {
        0x001E => Value::String8(without_nul(bytes, 1)),
        0x001F => Value::Unicode(without_nul(bytes, 2)),
        0x0102 => Value::Binary(bytes),
        _ => {
            let (interface, data) = bytes.split_first_chunk::<16>()?;
            Value::Object { interface: *interface, data }
        }
    })
}

/// A text without the NUL characters at its end, of `width` bytes each.
pub(crate) fn without_nul(text: &[u8], width: usize) -> &[u8] {
    let mut text = text.get(..text.len() - text.len() % width).unwrap_or_default();
    while let Some((rest, last)) = text.split_at_checked(text.len().saturating_sub(width)) {
        if last.is_empty() || last.iter().any(|byte| *byte != 0) {
            break;
        }
        text = rest;
    }
    text
}

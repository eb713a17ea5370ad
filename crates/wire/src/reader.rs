//! A reader of JSON text that knows right JSON alone. What it does not read, rightly or not, is read again by serde_json, which
//! also tells what is the matter: this one has no errors to tell apart.

mod string;

use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess,
    Visitor,
};
use serde::forward_to_deserialize_any;
use string::Text;

/// Reads a whole text as one value.
pub(crate) fn read<'de, T: serde::Deserialize<'de>>(text: &'de str) -> Result<T, Unread> {
    let mut reader = Reader { text, at: 0, depth: DEEPEST, scratch: String::new() };
    let value = T::deserialize(&mut reader)?;
    match reader.peek() {
        None => Ok(value),
        Some(_) => Err(Unread),
    }
}

/// Something that this reader does not read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Unread;

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not read")
    }
}

impl std::error::Error for Unread {}

impl Error for Unread {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}

type Result<T, E = Unread> = std::result::Result<T, E>;

/// Deeper values are left to the reader with an error for them.
const DEEPEST: u8 = 100;

/// So many digits fit in 64 bits whatever they are.
const DIGITS: usize = 18;

struct Reader<'de> {
    text: &'de str,
    at: usize,
    /// How many more levels there may be.
    depth: u8,
    /// A string with escapes.
    scratch: String,
}

impl<'de> Reader<'de> {
    #[inline]
    fn byte(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte that is no space.
    #[inline]
    fn peek(&mut self) -> Option<u8> {
        loop {
            let byte = self.byte()?;
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
    }

    /// Passes a byte that must come next, after spaces.
    #[inline]
    fn expect(&mut self, byte: u8) -> Result<()> {
        if self.peek() != Some(byte) {
            return Err(Unread);
        }
        self.at += 1;
        Ok(())
    }

    #[inline]
    fn word(&mut self, word: &str) -> Result<()> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err(Unread);
        }
        self.at += word.len();
        Ok(())
    }

    fn number<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value> {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let negative = rest.starts_with('-');
        let digits = rest.get(usize::from(negative)..).unwrap_or_default();
        let mut value = 0;
        let mut len = 0;
        for byte in digits.bytes().take_while(u8::is_ascii_digit).take(DIGITS + 1) {
            value = value * 10 + u64::from(byte - b'0');
            len += 1;
        }
        let next = digits.as_bytes().get(len);
        let plain = (1..=DIGITS).contains(&len)
            && !(len > 1 && digits.starts_with('0'))
            && !matches!(next, Some(b'.' | b'e' | b'E' | b'0'..=b'9'));
        match i64::try_from(value) {
            Ok(value) if plain && negative && value > 0 => {
                self.at += 1 + len;
                visitor.visit_i64(-value)
            }
            Ok(_) if plain && !negative => {
                self.at += len;
                visitor.visit_u64(value)
            }
            _ => self.odd_number(rest, visitor),
        }
    }

    /// A number with a fraction or an exponent, a very long one, `-0`, or none.
    fn odd_number<V: Visitor<'de>>(&mut self, rest: &'de str, visitor: V) -> Result<V::Value> {
        let part = |byte: &u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let len = rest.bytes().take_while(|byte| part(byte)).count();
        let number = rest.get(..len).ok_or(Unread)?;
        self.at += len;
        let mut reader = serde_json::Deserializer::from_str(number);
        let value = reader.deserialize_any(visitor).map_err(|_| Unread)?;
        reader.end().map_err(|_| Unread)?;
        Ok(value)
    }

    #[inline]
    fn deeper(&mut self) -> Result<()> {
        self.depth = self.depth.checked_sub(1).ok_or(Unread)?;
        self.at += 1;
        Ok(())
    }
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self.peek().ok_or(Unread)? {
            b'"' => {
                self.at += 1;
                match self.string()? {
                    Text::Plain(text) => visitor.visit_borrowed_str(text),
                    Text::Decoded => visitor.visit_str(&self.scratch),
                }
            }
            b'n' => self.word("null").and_then(|()| visitor.visit_unit()),
            b't' => self.word("true").and_then(|()| visitor.visit_bool(true)),
            b'f' => self.word("false").and_then(|()| visitor.visit_bool(false)),
            b'{' => {
                self.deeper()?;
                let mut inside = Inside { reader: self, state: State::First };
                let value = visitor.visit_map(&mut inside)?;
                inside.end(b'}')?;
                Ok(value)
            }
            b'[' => {
                self.deeper()?;
                let mut inside = Inside { reader: self, state: State::First };
                let value = visitor.visit_seq(&mut inside)?;
                inside.end(b']')?;
                Ok(value)
            }
            b'-' | b'0'..=b'9' => self.number(visitor),
            _ => Err(Unread),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        if self.peek() == Some(b'n') {
            self.word("null")?;
            return visitor.visit_none();
        }
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value> {
        visitor.visit_newtype_struct(self)
    }

    /// Words only: what else may be an enumeration is left to serde_json.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value> {
        self.expect(b'"')?;
        match self.string()? {
            Text::Plain(text) => visitor.visit_enum(word(text)),
            Text::Decoded => Err(Unread),
        }
    }

    fn deserialize_bytes<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
        Err(Unread)
    }

    fn deserialize_byte_buf<V: Visitor<'de>>(self, _: V) -> Result<V::Value> {
        Err(Unread)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string
        unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}

fn word<'de>(text: &'de str) -> impl EnumAccess<'de, Error = Unread> {
    IntoDeserializer::<Unread>::into_deserializer(text)
}

/// What stands between brackets.
struct Inside<'r, 'de> {
    reader: &'r mut Reader<'de>,
    state: State,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    First,
    Later,
    Ended,
}

impl Inside<'_, '_> {
    /// Whether there is one more, which then begins here.
    #[inline]
    fn more(&mut self, end: u8) -> Result<bool> {
        if self.state == State::Ended {
            return Ok(false);
        }
        let next = self.reader.peek().ok_or(Unread)?;
        if next == end {
            self.reader.at += 1;
            self.reader.depth += 1;
            self.state = State::Ended;
            return Ok(false);
        }
        match self.state {
            State::First => self.state = State::Later,
            State::Later if next == b',' => self.reader.at += 1,
            State::Later | State::Ended => return Err(Unread),
        }
        Ok(true)
    }

    /// The end, which a visitor need not have come to.
    #[inline]
    fn end(&mut self, end: u8) -> Result<()> {
        if self.more(end)? { Err(Unread) } else { Ok(()) }
    }
}

impl<'de> MapAccess<'de> for &mut Inside<'_, 'de> {
    type Error = Unread;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>> {
        if !self.more(b'}')? {
            return Ok(None);
        }
        self.reader.expect(b'"')?;
        match self.reader.string()? {
            Text::Plain(name) => seed.deserialize(Name::Plain(name)),
            Text::Decoded => seed.deserialize(Name::Decoded(&self.reader.scratch)),
        }
        .map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value> {
        self.reader.expect(b':')?;
        seed.deserialize(&mut *self.reader)
    }
}

impl<'de> SeqAccess<'de> for &mut Inside<'_, 'de> {
    type Error = Unread;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>> {
        if !self.more(b']')? {
            return Ok(None);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }
}

/// A member's name. Names that are numbers or enumerations are left to serde_json.
enum Name<'de, 's> {
    Plain(&'de str),
    Decoded(&'s str),
}

impl<'de> Deserializer<'de> for Name<'de, '_> {
    type Error = Unread;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value> {
        match self {
            Self::Plain(name) => visitor.visit_borrowed_str(name),
            Self::Decoded(name) => visitor.visit_str(name),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier
        ignored_any
    }
}

#[cfg(test)]
mod tests;

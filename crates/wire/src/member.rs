use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};
use serde_json::{Number, Value};

use crate::Other;

/// What one JSON value was, read as a `T`.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::exhaustive_enums,
    reason = "a value is of the right shape, null, or of a wrong shape"
)]
pub enum Reading<T> {
    /// A value of the right shape.
    Right(T),
    /// `null`.
    Null,
    /// A value of another shape, kept as it came.
    Wrong(Value),
}

impl<T> Reading<T> {
    /// The right value turned into another type.
    pub fn map<U>(self, turn: impl FnOnce(T) -> U) -> Reading<U> {
        match self {
            Self::Right(value) => Reading::Right(turn(value)),
            Self::Null => Reading::Null,
            Self::Wrong(value) => Reading::Wrong(value),
        }
    }
}

/// A type that can be read from one JSON value without ever failing on its shape.
///
/// Implement only the methods for the shapes the type accepts: the others keep the value as
/// [`Reading::Wrong`]. The errors are those of the input itself (syntax, truncation, depth).
pub trait FromJson: Sized {
    /// What the value should have been, for messages: `an object`, `a string`.
    const SHAPE: &'static str;

    /// Reads `true` or `false`.
    fn from_bool(value: bool) -> Reading<Self> {
        Reading::Wrong(Value::Bool(value))
    }

    /// Reads an integer below zero.
    fn from_i64(value: i64) -> Reading<Self> {
        Reading::Wrong(Value::from(value))
    }

    /// Reads an integer from zero up.
    fn from_u64(value: u64) -> Reading<Self> {
        Reading::Wrong(Value::from(value))
    }

    /// Reads a number with a fraction or an exponent.
    fn from_f64(value: f64) -> Reading<Self> {
        Reading::Wrong(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    /// Reads a string that is not ours to keep.
    fn from_text(value: &str) -> Reading<Self> {
        Self::from_string(value.to_owned())
    }

    /// Reads a string.
    fn from_string(value: String) -> Reading<Self> {
        Reading::Wrong(Value::String(value))
    }

    /// Reads an array.
    ///
    /// # Errors
    /// Those of the input.
    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Reading<Self>, A::Error> {
        Value::deserialize(SeqAccessDeserializer::new(seq)).map(Reading::Wrong)
    }

    /// Reads an object.
    ///
    /// # Errors
    /// Those of the input.
    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Reading<Self>, A::Error> {
        wrong_map(map)
    }
}

/// An object where none was expected.
#[doc(hidden)]
pub fn wrong_map<'de, T, A: MapAccess<'de>>(map: A) -> Result<Reading<T>, A::Error> {
    Value::deserialize(MapAccessDeserializer::new(map)).map(Reading::Wrong)
}

/// Reads any JSON value as a `T`: seed and visitor in one.
pub(crate) struct Any<T>(PhantomData<T>);

impl<T> Any<T> {
    pub(crate) const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<'de, T: FromJson> DeserializeSeed<'de> for Any<T> {
    type Value = Reading<T>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, T: FromJson> Visitor<'de> for Any<T> {
    type Value = Reading<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Self::Value, E> {
        Ok(T::from_bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Self::Value, E> {
        Ok(T::from_i64(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Self::Value, E> {
        Ok(T::from_u64(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Self::Value, E> {
        Ok(T::from_f64(value))
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Self::Value, E> {
        Ok(T::from_text(value))
    }

    fn visit_string<E: Error>(self, value: String) -> Result<Self::Value, E> {
        Ok(T::from_string(value))
    }

    fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Reading::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Self::Value, E> {
        Ok(Reading::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, value: D) -> Result<Self::Value, D::Error> {
        value.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, seq: A) -> Result<Self::Value, A::Error> {
        T::from_seq(seq)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        T::from_map(map)
    }
}

/// `serde::Deserialize` for a [`FromJson`] type: another shape than its own is an error that names the shape only.
#[doc(hidden)]
pub fn deserialize<'de, T: FromJson, D: Deserializer<'de>>(d: D) -> Result<T, D::Error> {
    match d.deserialize_any(Any::<T>::new())? {
        Reading::Right(value) => Ok(value),
        Reading::Null | Reading::Wrong(_) => {
            Err(D::Error::custom(format_args!("not {}", T::SHAPE)))
        }
    }
}

/// A field of an [`object!`](crate::object) struct: present or absent.
pub trait Member: Default + Serialize {
    /// What the member holds where it is present.
    type Value: FromJson;

    /// Whether the member is left out when the object is written.
    fn is_absent(&self) -> bool;

    /// The member holding `value`.
    fn present(value: Self::Value) -> Self;
}

impl<T: FromJson + Serialize> Member for Option<T> {
    type Value = T;

    fn is_absent(&self) -> bool {
        self.is_none()
    }

    fn present(value: T) -> Self {
        Some(value)
    }
}

/// Reads the value of the member `name` into `field`, or into `other` if it has another shape.
#[doc(hidden)]
pub fn fill<'de, M: Member, A: MapAccess<'de>>(
    field: &mut M,
    map: &mut A,
    name: &'static str,
    other: &mut Other,
    again: bool,
) -> Result<(), A::Error> {
    if again {
        other.repeat(name);
    }
    *field = match map.next_value_seed(Any::<M::Value>::new())? {
        Reading::Right(value) => M::present(value),
        Reading::Null => M::default(),
        Reading::Wrong(value) => {
            other.insert(name, value);
            M::default()
        }
    };
    Ok(())
}

/// The next member's name: one of the known, or its text.
#[doc(hidden)]
#[expect(missing_debug_implementations, reason = "private to the macro")]
#[expect(clippy::exhaustive_enums, reason = "private to the macro")]
pub enum NextKey<K> {
    Known(K),
    Unknown(String),
}

/// Reads the next member's name without allocating for known ones.
#[doc(hidden)]
pub fn next_key<'de, K, A: MapAccess<'de>>(
    map: &mut A,
    known: impl FnOnce(&str) -> Option<K>,
) -> Result<Option<NextKey<K>>, A::Error> {
    map.next_key_seed(KeySeed(known, PhantomData))
}

struct KeySeed<F, K>(F, PhantomData<K>);

impl<'de, K, F: FnOnce(&str) -> Option<K>> DeserializeSeed<'de> for KeySeed<F, K> {
    type Value = NextKey<K>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Self::Value, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl<K, F: FnOnce(&str) -> Option<K>> Visitor<'_> for KeySeed<F, K> {
    type Value = NextKey<K>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<Self::Value, E> {
        Ok((self.0)(name).map_or_else(|| NextKey::Unknown(name.to_owned()), NextKey::Known))
    }
}

impl FromJson for String {
    const SHAPE: &'static str = "a string";

    fn from_string(value: String) -> Reading<Self> {
        Reading::Right(value)
    }
}

impl FromJson for bool {
    const SHAPE: &'static str = "true or false";

    fn from_bool(value: bool) -> Reading<Self> {
        Reading::Right(value)
    }
}

/// Above this, not every integer has its own `f64`.
const EXACT: f64 = 9_007_199_254_740_992.0;

macro_rules! integers {
    ($($type:ident)*) => {$(
        impl FromJson for $type {
            const SHAPE: &'static str = "an integer in range";

            fn from_i64(value: i64) -> Reading<Self> {
                Self::try_from(value).map_or_else(|_| Reading::Wrong(value.into()), Reading::Right)
            }

            fn from_u64(value: u64) -> Reading<Self> {
                Self::try_from(value).map_or_else(|_| Reading::Wrong(value.into()), Reading::Right)
            }

            fn from_f64(value: f64) -> Reading<Self> {
                if value.fract() == 0.0 && value.abs() < EXACT {
                    #[expect(clippy::cast_possible_truncation, reason = "integral and within 53 bits")]
                    let whole = value as i64;
                    if let Reading::Right(whole) = Self::from_i64(whole) {
                        return Reading::Right(whole);
                    }
                }
                Reading::Wrong(Value::from(value))
            }
        }
    )*};
}

integers!(i16 i32 i64 u32 u64);

impl FromJson for f64 {
    const SHAPE: &'static str = "a number";

    fn from_i64(value: i64) -> Reading<Self> {
        #[expect(clippy::cast_precision_loss, reason = "checked to be exact")]
        let float = value as Self;
        if float.abs() < EXACT { Reading::Right(float) } else { Reading::Wrong(value.into()) }
    }

    fn from_u64(value: u64) -> Reading<Self> {
        #[expect(clippy::cast_precision_loss, reason = "checked to be exact")]
        let float = value as Self;
        if float < EXACT { Reading::Right(float) } else { Reading::Wrong(value.into()) }
    }

    fn from_f64(value: f64) -> Reading<Self> {
        Reading::Right(value)
    }
}

impl<T: FromJson> FromJson for Box<T> {
    const SHAPE: &'static str = T::SHAPE;

    fn from_bool(value: bool) -> Reading<Self> {
        T::from_bool(value).map(Self::new)
    }

    fn from_i64(value: i64) -> Reading<Self> {
        T::from_i64(value).map(Self::new)
    }

    fn from_u64(value: u64) -> Reading<Self> {
        T::from_u64(value).map(Self::new)
    }

    fn from_f64(value: f64) -> Reading<Self> {
        T::from_f64(value).map(Self::new)
    }

    fn from_text(value: &str) -> Reading<Self> {
        T::from_text(value).map(Self::new)
    }

    fn from_string(value: String) -> Reading<Self> {
        T::from_string(value).map(Self::new)
    }

    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Reading<Self>, A::Error> {
        T::from_seq(seq).map(|read| read.map(Self::new))
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Reading<Self>, A::Error> {
        T::from_map(map).map(|read| read.map(Self::new))
    }
}

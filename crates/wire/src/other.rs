use std::collections::BTreeMap;
use std::fmt;

use serde::de::MapAccess;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserializer, SeqAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::member::deserialize;
use crate::{FromJson, Reading};

/// What an object held beyond its fields: unknown members, and known members whose value has a wrong type.
///
/// They are written back with the object. It takes one word where there is nothing to keep.
#[derive(Clone, Default, PartialEq)]
pub struct Other(Option<Box<Kept>>);

#[derive(Clone, Debug, Default, PartialEq)]
struct Kept {
    members: BTreeMap<String, Value>,
    repeated: Vec<String>,
}

/// At most this many repeated names are remembered: a hostile object must not cost more than it is long.
const MOST: usize = 64;

impl Other {
    /// Whether every member was known, of the right type and there once.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_none_or(|kept| kept.members.is_empty() && kept.repeated.is_empty())
    }

    /// The members, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0
            .iter()
            .flat_map(|kept| kept.members.iter().map(|(name, value)| (name.as_str(), value)))
    }

    /// The member `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.as_ref()?.members.get(name)
    }

    /// Names that stood more than once in the object; the last value won. At most 64 of them; not written back.
    #[must_use]
    pub fn repeated(&self) -> &[String] {
        self.0.as_ref().map_or(&[], |kept| &kept.repeated)
    }

    /// Sets the member `name`; it is written only while the field of that name is absent.
    pub fn insert(&mut self, name: impl Into<String>, value: Value) -> Option<Value> {
        self.0.get_or_insert_default().members.insert(name.into(), value)
    }

    /// Takes the member `name` out.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        self.0.as_mut()?.members.remove(name)
    }

    /// Notes that `name` came again; what it held so far is forgotten.
    pub(crate) fn repeat(&mut self, name: &str) {
        let kept = self.0.get_or_insert_default();
        kept.members.remove(name);
        if kept.repeated.len() < MOST && !kept.repeated.iter().any(|known| known == name) {
            kept.repeated.push(name.to_owned());
        }
    }

    /// Reads the value of the unknown member `name`.
    #[doc(hidden)]
    pub fn read<'de, A: MapAccess<'de>>(
        &mut self,
        name: String,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let value: Value = map.next_value()?;
        if self.get(&name).is_some() {
            self.repeat(&name);
        }
        self.insert(name, value);
        Ok(())
    }

    /// Writes the members whose field is not set.
    #[doc(hidden)]
    pub fn write<M: SerializeMap>(
        &self,
        map: &mut M,
        is_set: impl Fn(&str) -> bool,
    ) -> Result<(), M::Error> {
        for (name, value) in self.iter() {
            if !is_set(name) {
                map.serialize_entry(name, value)?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Other {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        map.entries(self.iter());
        if !self.repeated().is_empty() {
            map.entry(&"(repeated)", &self.repeated());
        }
        map.finish()
    }
}

impl FromIterator<(String, Value)> for Other {
    fn from_iter<I: IntoIterator<Item = (String, Value)>>(members: I) -> Self {
        let mut other = Self::default();
        for (name, value) in members {
            other.insert(name, value);
        }
        other
    }
}

/// Any JSON value but `null`, for members whose type differs from item to item.
#[derive(Clone, Debug, Default, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a plain wrapper")]
pub struct Json(pub Value);

impl From<Value> for Json {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl FromJson for Json {
    const SHAPE: &'static str = "a value";

    fn from_bool(value: bool) -> Reading<Self> {
        Reading::Right(Self(value.into()))
    }

    fn from_i64(value: i64) -> Reading<Self> {
        Reading::Right(Self(value.into()))
    }

    fn from_u64(value: u64) -> Reading<Self> {
        Reading::Right(Self(value.into()))
    }

    fn from_f64(value: f64) -> Reading<Self> {
        Reading::Right(Self(value.into()))
    }

    fn from_string(value: String) -> Reading<Self> {
        Reading::Right(Self(Value::String(value)))
    }

    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Reading<Self>, A::Error> {
        let value: Value = serde::Deserialize::deserialize(SeqAccessDeserializer::new(seq))?;
        Ok(Reading::Right(Self(value)))
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Reading<Self>, A::Error> {
        let value: Value = serde::Deserialize::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Reading::Right(Self(value)))
    }
}

impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

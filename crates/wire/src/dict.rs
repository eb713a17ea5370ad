use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use serde::de::{Deserializer, MapAccess};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::Value;

use crate::member::{Any, deserialize};
use crate::{FromJson, Member, Reading};

/// An object used as a map, which may be absent, and that keeps values of a wrong type aside.
///
/// It reads like a [`BTreeMap`] of its good entries. [`Default`] is the absent map, which is not written;
/// `Dict::from(BTreeMap::new())` is the empty one, written `{}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Dict<T> {
    entries: BTreeMap<String, T>,
    present: bool,
    strays: BTreeMap<String, Value>,
}

impl<T> Dict<T> {
    /// Whether the map was there at all, if only empty.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.present
    }

    /// The values that could not be read (`null` among them), by name.
    #[must_use]
    pub const fn strays(&self) -> &BTreeMap<String, Value> {
        &self.strays
    }

    /// Sets an entry; the map is present from now on.
    pub fn insert(&mut self, name: impl Into<String>, value: T) -> Option<T> {
        self.present = true;
        let name = name.into();
        self.strays.remove(&name);
        self.entries.insert(name, value)
    }

    /// The good entries; the others are forgotten.
    #[must_use]
    pub fn into_map(self) -> BTreeMap<String, T> {
        self.entries
    }
}

impl<T> Default for Dict<T> {
    fn default() -> Self {
        Self { entries: BTreeMap::new(), present: false, strays: BTreeMap::new() }
    }
}

impl<T> Deref for Dict<T> {
    type Target = BTreeMap<String, T>;

    fn deref(&self) -> &Self::Target {
        &self.entries
    }
}

impl<T> DerefMut for Dict<T> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.entries
    }
}

impl<T> From<BTreeMap<String, T>> for Dict<T> {
    fn from(entries: BTreeMap<String, T>) -> Self {
        Self { entries, present: true, strays: BTreeMap::new() }
    }
}

impl<K: Into<String>, T> FromIterator<(K, T)> for Dict<T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        Self::from(
            entries
                .into_iter()
                .map(|(name, value)| (name.into(), value))
                .collect::<BTreeMap<_, _>>(),
        )
    }
}

impl<T: FromJson> FromJson for Dict<T> {
    const SHAPE: &'static str = "an object";

    fn from_map<'de, A: MapAccess<'de>>(mut map: A) -> Result<Reading<Self>, A::Error> {
        let mut dict = Self::from(BTreeMap::new());
        while let Some(name) = map.next_key::<String>()? {
            let stray = match map.next_value_seed(Any::<T>::new())? {
                Reading::Right(value) => {
                    dict.insert(name, value);
                    continue;
                }
                Reading::Null => Value::Null,
                Reading::Wrong(value) => value,
            };
            dict.entries.remove(&name);
            dict.strays.insert(name, stray);
        }
        Ok(Reading::Right(dict))
    }
}

impl<T: FromJson + Serialize> Member for Dict<T> {
    type Value = Self;

    fn is_absent(&self) -> bool {
        !self.present
    }

    fn present(value: Self) -> Self {
        value
    }
}

impl<T: Serialize> Serialize for Dict<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, value) in &self.entries {
            map.serialize_entry(name, value)?;
        }
        for (name, value) in &self.strays {
            if !self.entries.contains_key(name) {
                map.serialize_entry(name, value)?;
            }
        }
        map.end()
    }
}

impl<'de, T: FromJson> serde::Deserialize<'de> for Dict<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

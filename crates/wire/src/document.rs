use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde::ser::{Serialize, Serializer};
use serde_json::Value;

use crate::member::deserialize;
use crate::{FromJson, Reading};

/// At most this many repeated members are remembered: a hostile item must not cost more than it is long.
const MOST: usize = 64;

/// Any JSON value but `null`, for members that are items of their own: like [`Json`](crate::Json), but what stood more than
/// once in it is told.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Document {
    /// The value.
    pub value: Value,
    repeated: Vec<String>,
}

impl Document {
    /// JSON pointers (RFC 6901) to the members, at any depth, that stood more than once in their object; the last value
    /// won. At most 64 of them; not written back.
    #[must_use]
    pub fn repeated(&self) -> &[String] {
        &self.repeated
    }

    fn read(value: Value, repeated: Vec<String>) -> Reading<Self> {
        Reading::Right(Self { value, repeated })
    }
}

impl From<Value> for Document {
    fn from(value: Value) -> Self {
        Self { value, repeated: Vec::new() }
    }
}

/// Reads a value, and notes the members that stand more than once.
struct Noting<'r>(&'r mut Vec<String>);

impl Noting<'_> {
    /// Puts the step to a child before the pointers found in it.
    fn step(&mut self, from: usize, step: &str) {
        let step = step.replace('~', "~0").replace('/', "~1");
        for pointer in self.0.iter_mut().skip(from) {
            pointer.insert_str(0, &format!("/{step}"));
        }
    }
}

impl<'de> DeserializeSeed<'de> for Noting<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Noting<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(Document::SHAPE)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut seq: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        loop {
            let from = self.0.len();
            let Some(value) = seq.next_element_seed(Noting(self.0))? else { break };
            if self.0.len() > from {
                self.step(from, &list.len().to_string());
            }
            list.push(value);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<Value, A::Error> {
        let mut members = serde_json::Map::new();
        while let Some(name) = map.next_key::<String>()? {
            let from = self.0.len();
            let value = map.next_value_seed(Noting(self.0))?;
            let is_again = members.contains_key(&name);
            if is_again && self.0.len() < MOST {
                self.0.push(String::new());
            }
            if self.0.len() > from {
                self.step(from, &name);
            }
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}

impl FromJson for Document {
    const SHAPE: &'static str = "a value";

    fn from_bool(value: bool) -> Reading<Self> {
        Reading::Right(Self { value: value.into(), repeated: Vec::new() })
    }

    fn from_i64(value: i64) -> Reading<Self> {
        Reading::Right(Self { value: value.into(), repeated: Vec::new() })
    }

    fn from_u64(value: u64) -> Reading<Self> {
        Reading::Right(Self { value: value.into(), repeated: Vec::new() })
    }

    fn from_f64(value: f64) -> Reading<Self> {
        Reading::Right(Self { value: value.into(), repeated: Vec::new() })
    }

    fn from_string(value: String) -> Reading<Self> {
        Reading::Right(Self { value: Value::String(value), repeated: Vec::new() })
    }

    fn from_seq<'de, A: SeqAccess<'de>>(seq: A) -> Result<Reading<Self>, A::Error> {
        let mut repeated = Vec::new();
        let value = Noting(&mut repeated).visit_seq(seq)?;
        Ok(Self::read(value, repeated))
    }

    fn from_map<'de, A: MapAccess<'de>>(map: A) -> Result<Reading<Self>, A::Error> {
        let mut repeated = Vec::new();
        let value = Noting(&mut repeated).visit_map(map)?;
        Ok(Self::read(value, repeated))
    }
}

impl Serialize for Document {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<'de> serde::Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repeated_members_are_told_wherever_they_stand() {
        let text = r#"{"a":1,"b":[{"c/d":1,"c/d":{"e":1,"e":2}}],"a":{"f":1}}"#;
        let document: Document = serde_json::from_str(text).unwrap();
        let expected = serde_json::json!({"a": {"f": 1}, "b": [{"c/d": {"e": 2}}]});
        assert_eq!(document.value, expected);
        assert_eq!(document.repeated(), ["/b/0/c~1d/e", "/b/0/c~1d", "/a"]);
        assert_eq!(Document::from(expected.clone()).repeated(), [""; 0]);
        let many = format!("[{}]", vec![r#"{"a":1,"a":2}"#; 100].join(","));
        let document: Document = serde_json::from_str(&many).unwrap();
        assert_eq!(document.repeated().len(), MOST);
    }
}

use std::collections::BTreeMap;

use ::arbitrary::{Arbitrary, Result, Unstructured};
use serde_json::Value;

use crate::{Dict, Document, Json, List, Other};

/// How deep made-up values nest.
const DEPTH: u8 = 4;

fn value(u: &mut Unstructured<'_>, depth: u8) -> Result<Value> {
    Ok(match u.int_in_range(0..=if depth == 0 { 5 } else { 7 })? {
        0 => Value::Null,
        1 => Value::Bool(u.arbitrary()?),
        2 => Value::from(u.arbitrary::<i64>()?),
        3 => Value::from(u.arbitrary::<u64>()?),
        4 => Value::from(f64::from(u.arbitrary::<f32>()?)),
        5 => Value::String(u.arbitrary()?),
        6 => {
            let mut list = Vec::new();
            for _ in 0..u.int_in_range(0..=4)? {
                list.push(value(u, depth - 1)?);
            }
            Value::Array(list)
        }
        _ => {
            let mut map = serde_json::Map::new();
            for _ in 0..u.int_in_range(0..=4)? {
                map.insert(u.arbitrary()?, value(u, depth - 1)?);
            }
            Value::Object(map)
        }
    })
}

impl<'a> Arbitrary<'a> for Document {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Json::arbitrary(u).map(|Json(value)| value.into())
    }
}

impl<'a> Arbitrary<'a> for Json {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let value = value(u, DEPTH)?;
        Ok(Self(if value.is_null() { Value::Bool(true) } else { value }))
    }
}

impl<'a> Arbitrary<'a> for Other {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        let mut other = Self::default();
        for _ in 0..u.int_in_range(0..=2)? {
            // A dollar sign stands in no member name of the mirrored services.
            let name: String = u.arbitrary()?;
            other.insert(format!("${name}"), value(u, DEPTH)?);
        }
        Ok(other)
    }
}

/// The elements of a list out of at most half of what is left, so that recursive types end.
fn elements<'a, T: Arbitrary<'a>>(u: &mut Unstructured<'a>) -> Result<Vec<T>> {
    let half = u.len() / 2;
    let mut part = Unstructured::new(u.bytes(half)?);
    let mut items = Vec::new();
    while !part.is_empty() && items.len() < 4 && part.arbitrary()? {
        items.push(part.arbitrary()?);
    }
    Ok(items)
}

impl<'a, T: Arbitrary<'a>> Arbitrary<'a> for List<T> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(if u.arbitrary()? { elements(u)?.into() } else { Self::absent() })
    }
}

impl<'a, T: Arbitrary<'a>> Arbitrary<'a> for Dict<T> {
    fn arbitrary(u: &mut Unstructured<'a>) -> Result<Self> {
        Ok(if u.arbitrary()? {
            elements::<(String, T)>(u)?.into_iter().collect::<BTreeMap<_, _>>().into()
        } else {
            Self::default()
        })
    }
}

/// One of the known texts, or any.
#[doc(hidden)]
pub fn choose_text(u: &mut Unstructured<'_>, known: &[&str]) -> Result<String> {
    if !known.is_empty() && u.ratio(7, 8)? {
        return u.choose(known).map(|text| (*text).to_owned());
    }
    u.arbitrary()
}

use std::ops::{Deref, DerefMut};

use serde::de::{Deserializer, SeqAccess};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use serde_json::Value;

use crate::member::{Any, deserialize};
use crate::{FromJson, Member, Reading};

/// A list that may be absent, and that keeps elements of a wrong type aside.
///
/// It reads like a slice of its good elements. [`Default`] is the absent list, which is not written;
/// `List::from(vec![])` is the empty one, written `[]`.
#[derive(Clone, Debug, PartialEq)]
pub struct List<T> {
    items: Vec<T>,
    present: bool,
    strays: Vec<Stray>,
}

/// An element of a wrong type (or `null`) in a [`List`].
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::exhaustive_structs, reason = "a position and a value, nothing more to come")]
pub struct Stray {
    /// Where it stood in the array, counted from 0 over all elements.
    pub index: usize,
    /// The element as it came.
    pub value: Value,
}

impl<T> List<T> {
    /// The absent list.
    #[must_use]
    pub const fn absent() -> Self {
        Self { items: Vec::new(), present: false, strays: Vec::new() }
    }

    /// Whether the list was there at all, if only empty.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.present
    }

    /// The elements that could not be read, in order.
    #[must_use]
    pub fn strays(&self) -> &[Stray] {
        &self.strays
    }

    /// The good elements.
    #[must_use]
    pub fn as_slice(&self) -> &[T] {
        &self.items
    }

    /// Appends an element; the list is present from now on.
    pub fn push(&mut self, item: T) {
        self.present = true;
        self.items.push(item);
    }

    /// The good elements; the others are forgotten.
    #[must_use]
    pub fn into_vec(self) -> Vec<T> {
        self.items
    }

    /// The good elements, each with the place it had in the array as it came.
    pub fn enumerate(&self) -> impl Iterator<Item = (usize, &T)> {
        let mut strays = self.strays.iter().map(|stray| stray.index).peekable();
        let mut next = 0;
        self.items.iter().map(move |item| {
            while strays.next_if_eq(&next).is_some() {
                next += 1;
            }
            let here = next;
            next += 1;
            (here, item)
        })
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::absent()
    }
}

impl<T> Deref for List<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.items
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.items
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(items: Vec<T>) -> Self {
        Self { items, present: true, strays: Vec::new() }
    }
}

impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Self::from(Vec::from_iter(items))
    }
}

impl<T> Extend<T> for List<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        self.present = true;
        self.items.extend(items);
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<T: FromJson> FromJson for List<T> {
    const SHAPE: &'static str = "an array";

    fn from_seq<'de, A: SeqAccess<'de>>(mut seq: A) -> Result<Reading<Self>, A::Error> {
        let mut list = Self::from(Vec::new());
        while let Some(element) = seq.next_element_seed(Any::<T>::new())? {
            let index = list.items.len() + list.strays.len();
            match element {
                Reading::Right(item) => list.items.push(item),
                Reading::Null => list.strays.push(Stray { index, value: Value::Null }),
                Reading::Wrong(value) => list.strays.push(Stray { index, value }),
            }
        }
        Ok(Reading::Right(list))
    }
}

impl<T: FromJson + Serialize> Member for List<T> {
    type Value = Self;

    fn is_absent(&self) -> bool {
        !self.present
    }

    fn present(value: Self) -> Self {
        value
    }
}

impl<T: Serialize> Serialize for List<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let total = self.items.len() + self.strays.len();
        let mut seq = serializer.serialize_seq(Some(total))?;
        let mut strays = self.strays.iter().peekable();
        let mut items = self.items.iter();
        for place in 0..total {
            if let Some(stray) = strays.next_if(|stray| stray.index <= place) {
                seq.serialize_element(&stray.value)?;
            } else if let Some(item) = items.next() {
                seq.serialize_element(item)?;
            } else if let Some(stray) = strays.next() {
                seq.serialize_element(&stray.value)?;
            }
        }
        seq.end()
    }
}

impl<'de, T: FromJson> serde::Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserialize(deserializer)
    }
}

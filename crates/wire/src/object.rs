/// Declares a struct that mirrors a JSON object.
///
/// Every field names its member. Its type is `Option<T>` with `T: FromJson`, [`List<T>`](crate::List) or
/// [`Dict<T>`](crate::Dict). A field `other: `[`Other`](crate::Other) is added for everything else. The struct derives
/// `Clone`, `Debug`, `Default` and `PartialEq`, implements [`FromJson`](crate::FromJson), `serde::Serialize` and
/// `serde::Deserialize`, and under the calling crate's feature `arbitrary` derives `arbitrary::Arbitrary`.
///
/// ```
/// viaduc_wire::object! {
///     /// A chair.
///     pub struct Chair {
///         /// How many legs.
///         legs: Option<i32> = "legs",
///         /// Who sat here.
///         sitters: viaduc_wire::List<String> = "sat@here",
///     }
/// }
/// let chair: Chair = viaduc_wire::read(br#"{"legs": "four", "colour": "red", "sat@here": ["Ada", 3]}"#)?;
/// assert_eq!(chair.legs, None);
/// assert_eq!(chair.sitters[..], ["Ada"]);
/// let kept: Vec<&str> = chair.other.iter().map(|(name, _)| name).collect();
/// assert_eq!(kept, ["colour", "legs"]);
/// assert_eq!(
///     serde_json::to_string(&chair).unwrap(),
///     r#"{"sat@here":["Ada",3],"colour":"red","legs":"four"}"#
/// );
/// # Ok::<(), viaduc_wire::ReadError>(())
/// ```
#[macro_export]
macro_rules! object {
    (
        $(#[$meta:meta])*
        $vis:vis struct $name:ident $(<$generic:ident>)? {
            $( $(#[$field_meta:meta])* $field:ident : $type:ty = $json:literal ),* $(,)?
        }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq)]
        #[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
        #[allow(clippy::exhaustive_structs, reason = "converters destructure without `..`, so that a new field gets its fate decided")]
        $vis struct $name $(<$generic>)? {
            $( $(#[$field_meta])* pub $field: $type, )*
            /// Unknown members, and known members whose value has a wrong type, as they came.
            pub other: $crate::Other,
        }

        impl $(<$generic: $crate::FromJson + $crate::__private::Serialize + Default>)? $crate::FromJson
            for $name $(<$generic>)?
        {
            const SHAPE: &'static str = concat!("an object (", stringify!($name), ")");

            fn from_map<'de, A: $crate::__private::MapAccess<'de>>(
                mut map: A,
            ) -> Result<$crate::Reading<Self>, A::Error> {
                #[allow(non_camel_case_types, reason = "named like the fields")]
                enum Key { $($field,)* }
                #[derive(Default)]
                struct Seen { $($field: bool,)* }
                let mut seen = Seen::default();
                let mut out = Self::default();
                while let Some(key) = $crate::__private::next_key(&mut map, |name| match name {
                    $( $json => Some(Key::$field), )*
                    _ => None,
                })? {
                    match key {
                        $( $crate::__private::NextKey::Known(Key::$field) => {
                            let again = std::mem::replace(&mut seen.$field, true);
                            $crate::__private::fill(&mut out.$field, &mut map, $json, &mut out.other, again)?;
                        } )*
                        $crate::__private::NextKey::Unknown(name) => out.other.read(name, &mut map)?,
                    }
                }
                Ok($crate::Reading::Right(out))
            }
        }

        impl $(<$generic: $crate::FromJson + $crate::__private::Serialize>)? $crate::__private::Serialize
            for $name $(<$generic>)?
        {
            fn serialize<S: $crate::__private::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use $crate::__private::SerializeMap as _;
                let mut map = serializer.serialize_map(None)?;
                $( if !$crate::Member::is_absent(&self.$field) {
                    map.serialize_entry($json, &self.$field)?;
                } )*
                self.other.write(&mut map, |name| match name {
                    $( $json => !$crate::Member::is_absent(&self.$field), )*
                    _ => false,
                })?;
                map.end()
            }
        }

        impl<'de $(, $generic: $crate::FromJson + $crate::__private::Serialize + Default)?>
            $crate::__private::Deserialize<'de> for $name $(<$generic>)?
        {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

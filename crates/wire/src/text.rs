/// Declares newtypes over text: ids, change keys, links. Opaque, case sensitive, any text allowed.
///
/// ```
/// viaduc_wire::texts! {
///     /// The id of a chair.
///     pub struct ChairId;
/// }
/// let id = ChairId::from("AAMk=");
/// assert_eq!(id.as_str(), "AAMk=");
/// assert_eq!(serde_json::to_string(&id).unwrap(), r#""AAMk=""#);
/// ```
#[macro_export]
macro_rules! texts {
    ($( $(#[$meta:meta])* $vis:vis struct $name:ident; )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "arbitrary", derive(arbitrary::Arbitrary))]
        $vis struct $name(String);

        impl $name {
            /// The text as it came.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, owned.
            #[must_use]
            pub fn into_string(self) -> String {
                self.0
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.to_owned())
            }
        }

        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        $crate::__text_impls!($name);
    )*};
}

/// Declares enumerations that the service may extend: a value without a variant is kept as `Other`.
///
/// `(any_case)` after the name reads without regard to ASCII case, `(exact)` with it. Writing uses the declared text.
///
/// ```
/// viaduc_wire::open_enums! {
///     /// What a chair is made of.
///     pub enum Material (any_case) {
///         /// A tree.
///         Wood = "wood",
///         /// An ore.
///         Metal = "metal",
///     }
/// }
/// assert_eq!(Material::from("WOOD"), Material::Wood);
/// assert_eq!(Material::from("glass").as_str(), "glass");
/// ```
#[macro_export]
macro_rules! open_enums {
    ($(
        $(#[$meta:meta])*
        $vis:vis enum $name:ident ($case:ident) {
            $( $(#[$variant_meta:meta])* $variant:ident = $text:literal ),* $(,)?
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        $vis enum $name {
            $( $(#[$variant_meta])* $variant, )*
            /// A value this crate does not know, as it came.
            Other(String),
        }

        impl $name {
            /// Every known value as it is written.
            pub const KNOWN: &'static [&'static str] = &[$($text),*];

            /// The value as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $( Self::$variant => $text, )*
                    Self::Other(text) => text,
                }
            }

            fn known(text: &str) -> Option<Self> {
                $( if $crate::__same_text!(text, $text, $case) { return Some(Self::$variant); } )*
                None
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self::known(&text).unwrap_or(Self::Other(text))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self::known(text).unwrap_or_else(|| Self::Other(text.to_owned()))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        #[cfg(feature = "arbitrary")]
        impl<'a> arbitrary::Arbitrary<'a> for $name {
            fn arbitrary(u: &mut arbitrary::Unstructured<'a>) -> arbitrary::Result<Self> {
                $crate::__private::choose_text(u, Self::KNOWN).map(Self::from)
            }
        }

        $crate::__text_impls!($name);
    )*};
}

/// Whether a text is the declared one.
#[doc(hidden)]
#[macro_export]
macro_rules! __same_text {
    ($given:expr, $declared:literal, any_case) => {
        $given.eq_ignore_ascii_case($declared)
    };
    ($given:expr, $declared:literal, exact) => {
        $given == $declared
    };
}

/// Reading and writing of a type that is `From<String>`, `From<&str>` and has `as_str`.
#[doc(hidden)]
#[macro_export]
macro_rules! __text_impls {
    ($name:ident) => {
        impl $crate::FromJson for $name {
            const SHAPE: &'static str = "a string";

            fn from_text(value: &str) -> $crate::Reading<Self> {
                $crate::Reading::Right(Self::from(value))
            }

            fn from_string(value: String) -> $crate::Reading<Self> {
                $crate::Reading::Right(Self::from(value))
            }
        }

        impl $crate::__private::Serialize for $name {
            fn serialize<S: $crate::__private::Serializer>(
                &self,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> $crate::__private::Deserialize<'de> for $name {
            fn deserialize<D: $crate::__private::Deserializer<'de>>(
                deserializer: D,
            ) -> Result<Self, D::Error> {
                $crate::__private::deserialize(deserializer)
            }
        }
    };
}

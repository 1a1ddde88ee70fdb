//! Records as the JSON they are kept as.

use std::collections::BTreeMap;

use jiangxing::label::Label;
use jiangxing::report::v1::{Rating, Standing};

use crate::json::Json;

/// Something that is kept as JSON.
pub trait Kept: Sized {
    /// It, from what stands under `key`, if anything does.
    ///
    /// # Errors
    /// The key of what is missing or of another kind.
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str>;

    /// It as JSON; `None` where its key is left out.
    fn to_json(&self) -> Option<Json>;
}

/// What stands under the key of a field: its name, with hyphens.
pub fn member<'a>(json: &'a Json, field: &str) -> Option<&'a Json> {
    let key = || field.bytes().map(|byte| if byte == b'_' { b'-' } else { byte });
    json.members().iter().find(|(each, _)| each.bytes().eq(key())).map(|(_, member)| member)
}

/// An object of these fields, those left out that have nothing.
pub fn object(fields: Vec<(&str, Option<Json>)>) -> Json {
    let key = |field: &str| field.replace('_', "-");
    let there = |(field, found): (&str, Option<Json>)| Some((key(field), found?));
    Json::Object(fields.into_iter().filter_map(there).collect())
}

/// Reads and writes records field by field.
///
/// A field that is followed by `= value` has that value where its key is missing.
macro_rules! kept {
    ($name:ident { $($field:ident $(= $default:expr)?),* $(,)? }) => {
        impl $crate::storage::reading::Kept for $name {
            fn from_json(
                found: Option<&$crate::json::Json>,
                key: &'static str,
            ) -> Result<Self, &'static str> {
                use $crate::storage::reading::{Kept, member};
                let json = found.ok_or(key)?;
                Ok(Self {
                    $($field: {
                        let found = member(json, stringify!($field));
                        $(if found.is_none() { $default } else)? {
                            Kept::from_json(found, stringify!($field))?
                        }
                    },)*
                })
            }

            fn to_json(&self) -> Option<$crate::json::Json> {
                use $crate::storage::reading::{Kept, object};
                Some(object(vec![$((stringify!($field), Kept::to_json(&self.$field))),*]))
            }
        }
    };
}

/// Reads and writes words.
macro_rules! kept_words {
    ($name:ident { $($variant:ident = $word:literal),* $(,)? }) => {
        impl $crate::storage::reading::Kept for $name {
            fn from_json(
                found: Option<&$crate::json::Json>,
                key: &'static str,
            ) -> Result<Self, &'static str> {
                match found {
                    $(Some($crate::json::Json::Text(word)) if word == $word => Ok(Self::$variant),)*
                    _ => Err(key),
                }
            }

            fn to_json(&self) -> Option<$crate::json::Json> {
                Some($crate::json::Json::text(match self { $(Self::$variant => $word),* }))
            }
        }
    };
}

pub(super) use {kept, kept_words};

kept! { Rating { id, stars, half = false, name } }

kept_words! {
    Standing { Settled = "settled", Open = "open", Withheld = "withheld", LeftOut = "left-out" }
}

impl Kept for String {
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str> {
        if let Some(Json::Text(text)) = found { Ok(text.clone()) } else { Err(key) }
    }

    fn to_json(&self) -> Option<Json> {
        Some(Json::text(self))
    }
}

impl Kept for bool {
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str> {
        if let Some(Json::Bool(whether)) = found { Ok(*whether) } else { Err(key) }
    }

    fn to_json(&self) -> Option<Json> {
        Some(Json::Bool(*self))
    }
}

impl Kept for u64 {
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str> {
        if let Some(Json::Number(digits)) = found {
            digits.parse().map_err(|_| key)
        } else {
            Err(key)
        }
    }

    fn to_json(&self) -> Option<Json> {
        Some(Json::Number(self.to_string()))
    }
}

impl Kept for u32 {
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str> {
        u64::from_json(found, key)?.try_into().map_err(|_| key)
    }

    fn to_json(&self) -> Option<Json> {
        u64::from(*self).to_json()
    }
}

/// Nothing where the key is missing or `null` stands under it.
impl<Thing: Kept> Kept for Option<Thing> {
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str> {
        match found {
            None | Some(Json::Null) => Ok(None),
            found => Thing::from_json(found, key).map(Some),
        }
    }

    fn to_json(&self) -> Option<Json> {
        self.as_ref()?.to_json()
    }
}

impl<Thing: Kept> Kept for Vec<Thing> {
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str> {
        let Some(Json::List(entries)) = found else { return Err(key) };
        entries.iter().map(|entry| Thing::from_json(Some(entry), key)).collect()
    }

    fn to_json(&self) -> Option<Json> {
        Some(Json::List(self.iter().filter_map(Kept::to_json).collect()))
    }
}

impl Kept for BTreeMap<String, String> {
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str> {
        let Some(Json::Object(members)) = found else { return Err(key) };
        let mut texts = Self::new();
        for (each, text) in members {
            texts.insert(each.clone(), String::from_json(Some(text), key)?);
        }
        Ok(texts)
    }

    fn to_json(&self) -> Option<Json> {
        Some(Json::object(self.iter().map(|(each, text)| (each, Json::text(text)))))
    }
}

impl Kept for Label {
    fn from_json(found: Option<&Json>, key: &'static str) -> Result<Self, &'static str> {
        BTreeMap::from_json(found, key).map(Self::from_pairs)
    }

    fn to_json(&self) -> Option<Json> {
        Some(Json::object(self.pairs().map(|(language, text)| (language, Json::text(text)))))
    }
}

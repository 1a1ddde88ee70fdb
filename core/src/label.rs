//! Words in one or more languages. Core carries them; it never chooses one and never reads one.

use alloc::collections::BTreeMap;
use alloc::string::String;
use serde::{Deserialize, Serialize};

/// Words for people, by language code (`zh`, `en`).
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Label {
    by_language: BTreeMap<String, String>,
}

impl Label {
    /// A label from pairs of language code and words.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        Self { by_language: pairs.into_iter().collect() }
    }

    /// The words in `language`; else in Chinese; else in whichever language comes first; else
    /// nothing at all.
    pub fn in_language(&self, language: &str) -> &str {
        self.exactly_in(language)
            .or_else(|| self.exactly_in("zh"))
            .or_else(|| self.by_language.values().next().map(String::as_str))
            .unwrap_or_default()
    }

    /// The words in `language`, if they were given in it.
    pub fn exactly_in(&self, language: &str) -> Option<&str> {
        self.by_language.get(language).map(String::as_str)
    }

    /// Whether there are no words in any language.
    pub fn is_empty(&self) -> bool {
        self.by_language.is_empty()
    }
}

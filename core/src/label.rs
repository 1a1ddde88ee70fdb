//! Words in one or more languages. Core carries them; it never chooses one and never reads one.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use serde::{Deserialize, Serialize};

/// Words for people, by language code (`zh`, `en`).
///
/// A copy shares the words: plans for several kinds of subject, and the reports made by them, hold
/// every word once.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(transparent)]
pub struct Label {
    by_language: Arc<BTreeMap<String, String>>,
}

impl Label {
    /// A label from pairs of language code and words.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        // Put in one by one: gathering them at once would bring a sort along.
        let mut by_language = BTreeMap::new();
        by_language.extend(pairs);
        Self { by_language: Arc::new(by_language) }
    }

    /// The pairs of language code and words.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.by_language.iter().map(|(language, words)| (language.as_str(), words.as_str()))
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

//! The engine's own short phrases inside facts ("a number", "a table"), in the reader's language.
//!
//! The engine writes them in English; what is not in the table is shown as it was written, which is
//! right for keys, ids and anything somebody typed.

use crate::Language;
use crate::names::written;
use alloc::string::{String, ToString};

/// A phrase of the engine in the reader's language; anything else as something that was written.
pub(crate) fn phrase(phrase: &str, language: Language) -> String {
    match PHRASES.iter().find(|(english, _)| *english == phrase) {
        Some((english, chinese)) => language.pick(*chinese, *english).to_string(),
        None => written(phrase, language),
    }
}

/// Each phrase in English, as the engine writes it, and in Chinese.
const PHRASES: &[(&str, &str)] = &[
    ("nothing", "空白"),
    ("a list", "一个列表"),
    ("a table", "一组键值"),
    ("a text", "一段文字"),
    ("a number", "一个数"),
    ("true | false", "true 或 false"),
    (
        "words by language, such as { zh = \"…\", en = \"…\" }",
        "分语言的文字，如 { zh = \"…\", en = \"…\" }",
    ),
];

/// A phrase of the engine in the reader's language; anything else bare.
pub(crate) fn plain(phrase: &str, language: Language) -> String {
    match PHRASES.iter().find(|(english, _)| *english == phrase) {
        Some((english, chinese)) => language.pick(*chinese, *english).to_string(),
        None => phrase.to_string(),
    }
}

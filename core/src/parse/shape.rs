//! From a tree to typed shapes, without stopping at the first mistake.
//!
//! A shape is declared once, with [`shapes`] or [`word_shapes`], and that declaration is at once
//! the reader (every unknown, missing or misfit key reported with its place) and, with the feature
//! `schema`, the JSON Schema.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::ops::Deref;

use crate::diagnostic::Fault;
use crate::label::Label;
use crate::named::{ByName, in_order};
use crate::number::Number;
use crate::parse::node::{Entry, Node, NodeKind, shortened};
use crate::parse::suggest::nearest;
use crate::span::Span;

/// Something read, and where it stood.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct At<T> {
    pub(crate) it: T,
    pub(crate) at: Span,
}

impl<T> Deref for At<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.it
    }
}

/// A fault found while reading, with its place in the text and its path of keys.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct ReadFault {
    pub(crate) fault: Fault,
    pub(crate) at: Span,
    pub(crate) path: String,
}

/// Collects what is wrong while shapes are read.
#[derive(Default)]
pub(crate) struct Reader {
    pub(crate) faults: Vec<ReadFault>,
    /// The keys above what is being read, with slashes between them.
    path: String,
    /// Where each of them begins.
    keys: Vec<usize>,
}

impl Reader {
    pub(crate) fn report(&mut self, at: Span, fault: Fault) {
        self.faults.push(ReadFault { fault, at, path: self.path.clone() });
    }

    /// What is read from now on stands below `key`, so that faults carry their path; until
    /// [`Self::leave`].
    fn enter(&mut self, key: &str) {
        if !self.keys.is_empty() {
            self.path.push('/');
        }
        self.keys.push(self.path.len());
        self.path.push_str(key);
    }

    fn leave(&mut self) {
        // With the slash before it.
        let key = self.keys.pop().unwrap_or_default();
        self.path.truncate(key.saturating_sub(1));
    }

    fn misfit(&mut self, node: &Node, expected: &str) {
        let key = self.keys.last().and_then(|key| self.path.get(*key..));
        let key = key.unwrap_or_default().to_owned();
        let fault =
            Fault::WrongShape { key, expected: expected.to_owned(), found: node.describe() };
        self.report(node.at, fault);
    }
}

/// Whatever can be read from a node.
pub(crate) trait Shape: Sized {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self>;

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value;
}

/// An id: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Id(pub(crate) String);

impl Deref for Id {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl Id {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether `text` is an id.
pub(crate) fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !text.is_empty()
        && text.bytes().all(allowed)
        && !text.starts_with('-')
        && !text.ends_with('-')
        && text.len() <= LONGEST_ID
}

const LONGEST_ID: usize = 64;

/// Declares structs that are read from tables: `req` must be there, `opt` may, `many` is a list
/// that may be missing. A trailing underscore in a field's name keeps it from being a keyword.
macro_rules! shapes {
    ($( $(#[doc = $doc:literal])+ $name:ident { $( $(#[doc = $field_doc:literal])+ $how:ident $field:ident : $type:ty, )* } )*) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Debug, PartialEq)]
        pub(crate) struct $name {
            $( $(#[doc = $field_doc])+ pub(crate) $field: shapes!(@type $how $type), )*
        }

        impl $crate::parse::shape::Shape for $name {
            fn read(node: &$crate::parse::node::Node, reader: &mut $crate::parse::shape::Reader) -> Option<Self> {
                const KEYS: &[&str] = &[$(stringify!($field)),*];
                let table = $crate::parse::shape::table(node, KEYS, reader)?;
                $( let $field = shapes!(@read $how table stringify!($field), reader); )*
                Some(Self { $( $field: shapes!(@unwrap $how $field), )* })
            }

            #[cfg(feature = "schema")]
            fn schema() -> serde_json::Value {
                #[allow(unused_mut, reason = "a shape may have no field that must be there")]
                let mut needed: alloc::vec::Vec<alloc::string::String> = alloc::vec::Vec::new();
                let mut properties = serde_json::Map::new();
                let mut order: alloc::vec::Vec<alloc::string::String> = alloc::vec::Vec::new();
                $(
                    let key = $crate::parse::shape::key(stringify!($field));
                    order.push(key.clone());
                    let described = $crate::parse::shape::described(shapes!(@schema $how $type), concat!($($field_doc),+));
                    shapes!(@needed $how needed key);
                    properties.insert(key, described);
                )*
                serde_json::json!({
                    "type": "object",
                    "title": $crate::parse::shape::title(stringify!($name)),
                    "description": concat!($($doc),+).trim(),
                    "x-about": concat!($($doc),+).trim(),
                    "x-order": order,
                    "properties": properties,
                    "required": needed,
                    "additionalProperties": false,
                })
            }
        }
    )* };
    (@type req $type:ty) => { $crate::parse::shape::At<$type> };
    (@type opt $type:ty) => { Option<$crate::parse::shape::At<$type>> };
    (@type many $type:ty) => { Vec<$crate::parse::shape::At<$type>> };
    (@read req $table:ident $key:expr, $reader:ident) => { $crate::parse::shape::needed($table, $key, $reader) };
    (@read opt $table:ident $key:expr, $reader:ident) => { $crate::parse::shape::optional($table, $key, $reader) };
    (@read many $table:ident $key:expr, $reader:ident) => { $crate::parse::shape::list($table, $key, $reader) };
    (@unwrap req $field:ident) => { $field? };
    (@unwrap opt $field:ident) => { $field };
    (@unwrap many $field:ident) => { $field };
    (@schema req $type:ty) => { <$type as $crate::parse::shape::Shape>::schema() };
    (@schema opt $type:ty) => { <$type as $crate::parse::shape::Shape>::schema() };
    (@schema many $type:ty) => { serde_json::json!({ "type": "array", "items": <$type as $crate::parse::shape::Shape>::schema() }) };
    (@needed req $needed:ident $key:ident) => { $needed.push($key.clone()) };
    (@needed opt $needed:ident $key:ident) => {};
    (@needed many $needed:ident $key:ident) => {};
}

/// Declares enums that are read from one word each.
macro_rules! word_shapes {
    ($( $(#[doc = $doc:literal])+ $name:ident { $( $(#[doc = $word_doc:literal])+ $variant:ident = $word:literal, )* } )*) => { $(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $name { $( $(#[doc = $word_doc])+ $variant, )* }

        #[cfg(feature = "schema")]
        #[allow(dead_code, reason = "few words are listed by themselves")]
        impl $name {
            /// Every one of them.
            pub(crate) const ALL: &[Self] = &[$(Self::$variant),*];

            /// As written.
            pub(crate) fn word(self) -> &'static str {
                match self { $( Self::$variant => $word, )* }
            }
        }

        impl $crate::parse::shape::Shape for $name {
            fn read(node: &$crate::parse::node::Node, reader: &mut $crate::parse::shape::Reader) -> Option<Self> {
                const WORDS: &[&str] = &[$($word),*];
                let word = $crate::parse::shape::word(node, WORDS, reader)?;
                match word.as_str() { $( $word => Some(Self::$variant), )* _ => None }
            }

            #[cfg(feature = "schema")]
            fn schema() -> serde_json::Value {
                serde_json::json!({
                    "enum": [$($word),*],
                    "enumDescriptions": [$(concat!($($word_doc),+).trim()),*],
                    "description": concat!($($doc),+).trim(),
                })
            }
        }
    )* };
}

pub(crate) use {shapes, word_shapes};

/// The key a field is read from: hyphens for underscores, none at the end.
pub(crate) fn key(field: &str) -> String {
    field.trim_end_matches('_').replace('_', "-")
}

/// Whether `key` is the one that the field is read from.
fn is_key(field: &str, key: &str) -> bool {
    let field = field.trim_end_matches('_').bytes();
    field.map(|byte| if byte == b'_' { b'-' } else { byte }).eq(key.bytes())
}

/// The entry of a table from which a field is read, the first if there are several.
fn entry<'a>(table: &'a Node, field: &str) -> Option<&'a Entry> {
    table.entries().iter().find(|entry| is_key(field, &entry.key))
}

/// The entries of `node`, after reporting keys that are none of `fields`.
pub(crate) fn table<'a>(node: &'a Node, fields: &[&str], reader: &mut Reader) -> Option<&'a Node> {
    let NodeKind::Table(entries) = &node.kind else {
        reader.misfit(node, "a table");
        return None;
    };
    report_repeated(entries, reader);
    for entry in entries {
        if !fields.iter().any(|field| is_key(field, &entry.key)) {
            let known: Vec<String> = fields.iter().map(|field| key(field)).collect();
            let near = nearest(&entry.key, known.iter().map(String::as_str));
            let fault = Fault::UnknownKey { key: shortened(&entry.key), nearest: near };
            reader.report(entry.key_at, fault);
        }
    }
    Some(node)
}

/// So many keys are compared with one another sooner than put in order.
const FEW: usize = 24;

fn are_all_others(entries: &[Entry]) -> bool {
    let mut after = entries.iter();
    while let Some(entry) = after.next() {
        if after.as_slice().iter().any(|other| other.key == entry.key) {
            return false;
        }
    }
    true
}

/// A key that occurs again: the first one counts.
fn report_repeated(entries: &[Entry], reader: &mut Reader) {
    if entries.len() <= FEW && are_all_others(entries) {
        return;
    }
    let key = |place: usize| entries.get(place).map(|entry| entry.key.as_str()).unwrap_or_default();
    for pair in in_order(entries.len(), &key).windows(2) {
        let [before, place] = pair else { continue };
        if let Some(entry) = entries.get(*place).filter(|entry| entry.key == key(*before)) {
            reader.report(entry.key_at, Fault::DuplicateId { id: shortened(&entry.key) });
        }
    }
}

pub(crate) fn needed<T: Shape>(table: &Node, field: &str, reader: &mut Reader) -> Option<At<T>> {
    match entry(table, field) {
        Some(entry) => at(&entry.node, &entry.key, reader),
        None => {
            let key = key(field);
            reader.report(head_of(table), Fault::MissingKey { key });
            None
        }
    }
}

pub(crate) fn optional<T: Shape>(table: &Node, field: &str, reader: &mut Reader) -> Option<At<T>> {
    entry(table, field).and_then(|entry| at(&entry.node, &entry.key, reader))
}

pub(crate) fn list<T: Shape>(table: &Node, field: &str, reader: &mut Reader) -> Vec<At<T>> {
    let Some(Entry { key, node, .. }) = entry(table, field) else {
        return Vec::new();
    };
    let NodeKind::List(nodes) = &node.kind else {
        reader.enter(key);
        reader.misfit(node, "a list");
        reader.leave();
        return Vec::new();
    };
    reader.enter(key);
    let mut read = Vec::with_capacity(nodes.len());
    for (index, each) in nodes.iter().enumerate() {
        read.extend(at(each, &index.to_string(), reader));
    }
    reader.leave();
    read
}

pub(crate) fn word(node: &Node, words: &[&str], reader: &mut Reader) -> Option<String> {
    let NodeKind::Text(text) = &node.kind else {
        reader.misfit(node, &words.join(" | "));
        return None;
    };
    if words.contains(&text.as_str()) {
        return Some(text.clone());
    }
    let fault = Fault::UnknownWord {
        word: shortened(text),
        allowed: words.iter().map(ToString::to_string).collect(),
        nearest: nearest(text, words.iter().copied()),
    };
    reader.report(node.at, fault);
    None
}

fn at<T: Shape>(node: &Node, key: &str, reader: &mut Reader) -> Option<At<T>> {
    reader.enter(key);
    let read = T::read(node, reader);
    reader.leave();
    read.map(|it| At { it, at: node.at })
}

/// The first characters of a table: where a missing key is best shown.
fn head_of(table: &Node) -> Span {
    match table.entries().first() {
        Some(Entry { key_at, .. }) => *key_at,
        None => table.at,
    }
}

/// What readers call a shape: its name without the word that keeps it apart from the model's own.
#[cfg(feature = "schema")]
pub(crate) fn title(name: &str) -> &str {
    ["Rule", "Keys", "File"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name)
}

#[cfg(feature = "schema")]
pub(crate) fn described(mut schema: serde_json::Value, doc: &str) -> serde_json::Value {
    if let Some(object) = schema.as_object_mut() {
        object.insert("description".to_owned(), doc.trim().into());
    }
    schema
}

impl Shape for String {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.kind {
            NodeKind::Text(text) => Some(text.clone()),
            NodeKind::Nothing
            | NodeKind::Bool(_)
            | NodeKind::Number(_)
            | NodeKind::List(_)
            | NodeKind::Table(_) => {
                reader.misfit(node, "a text");
                None
            }
        }
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "string" })
    }
}

impl Shape for bool {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match node.kind {
            NodeKind::Bool(yes) => Some(yes),
            NodeKind::Nothing
            | NodeKind::Number(_)
            | NodeKind::Text(_)
            | NodeKind::List(_)
            | NodeKind::Table(_) => {
                reader.misfit(node, "true | false");
                None
            }
        }
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "boolean" })
    }
}

impl Shape for Number {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.kind {
            NodeKind::Number(text) | NodeKind::Text(text) => {
                let number = text.parse().ok();
                if number.is_none() {
                    reader.report(node.at, Fault::NotANumber { text: shortened(text) });
                }
                number
            }
            NodeKind::Nothing | NodeKind::Bool(_) | NodeKind::List(_) | NodeKind::Table(_) => {
                reader.misfit(node, "a number");
                None
            }
        }
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "x-kind": "number", "type": ["number", "string"], "examples": [0.8, "85%", "1/3"], "pattern": "^[-+]?[0-9]+([.][0-9]+)?(%|/[0-9]+([.][0-9]+)?)?$" })
    }
}

impl Shape for Id {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let text = String::read(node, reader)?;
        if is_id(&text) {
            return Some(Self(text));
        }
        reader.report(node.at, Fault::NotAnId { text: shortened(&text) });
        None
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "x-kind": "id", "type": "string", "pattern": "^[a-z0-9]([a-z0-9-]*[a-z0-9])?$", "maxLength": 64 })
    }
}

impl Shape for Label {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::Table(entries) = &node.kind else {
            reader.misfit(node, "words by language, such as { zh = \"…\", en = \"…\" }");
            return None;
        };
        let words = |entry: &Entry, reader: &mut Reader| {
            reader.enter(&entry.key);
            let words = String::read(&entry.node, reader);
            reader.leave();
            let words = words?;
            Some((entry.key.clone(), words))
        };
        Some(Self::from_pairs(entries.iter().filter_map(|entry| words(entry, reader))))
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({
            "x-kind": "label",
            "type": "object",
            "additionalProperties": { "type": "string" },
            "examples": [{ "zh": "星级", "en": "Rating" }],
        })
    }
}

impl<T: Shape> Shape for Vec<At<T>> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::List(nodes) = &node.kind else {
            reader.misfit(node, "a list");
            return None;
        };
        let each = |(index, node): (usize, &Node)| at(node, &index.to_string(), reader);
        Some(nodes.iter().enumerate().filter_map(each).collect())
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "array", "items": T::schema() })
    }
}

/// A table whose keys are names, each with the same kind of value.
impl<T: Shape> Shape for ByName<At<T>> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let NodeKind::Table(entries) = &node.kind else {
            reader.misfit(node, "a table");
            return None;
        };
        report_repeated(entries, reader);
        let mut found = Vec::with_capacity(entries.len());
        for entry in entries {
            if let Some(thing) = at(&entry.node, &entry.key, reader) {
                found.push((entry.key.clone(), thing));
            }
        }
        Some(Self::from_entries(found))
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "object", "additionalProperties": T::schema() })
    }
}

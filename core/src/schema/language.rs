//! The language of rubric files as data: every construct, its keys in the order in which the shapes
//! declare them, the words it admits, and the functions of expressions.
//!
//! All of it comes from the types that read a rubric, so that whoever writes it down (a reference, a
//! formatter, an editor) does not say it a second time.

use alloc::borrow::ToOwned;
use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value};

use crate::model::rubric::Rubric;
use crate::parse::shape::Shape;
use crate::plan::functions;
use crate::schema::construct::{referred, split};

/// The language of rubric files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Language {
    /// The name of the construct that a whole file is.
    pub root: String,
    /// Every construct by its name.
    pub constructs: BTreeMap<String, Construct>,
    /// The functions of expressions, in the order of their names.
    pub functions: Vec<Function>,
}

/// A table of a rubric file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Construct {
    /// What it is, in a sentence.
    pub about: String,
    /// Its keys, in their order.
    pub keys: Vec<Key>,
}

/// A key of a construct.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// As written.
    pub key: String,
    /// What it says, in a sentence.
    pub about: String,
    /// Whether it must be there.
    pub is_needed: bool,
    /// What stands under it.
    pub takes: Takes,
}

/// What stands under a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Words for people, by language.
    Label,
    /// A text.
    Text,
    /// A number, from its characters.
    Number,
    /// `true` or `false`.
    Truth,
    /// An id.
    Id,
    /// One of some words.
    Word(Vec<Word>),
    /// A table of this construct.
    Construct(String),
    /// A list.
    List(Box<Takes>),
    /// A table whose keys are names.
    ByName(Box<Takes>),
    /// One of several.
    OneOf(Vec<Takes>),
    /// What the types do not say more about.
    Other,
}

/// A word that a key admits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// As written.
    pub word: String,
    /// What it says, in a sentence.
    pub about: String,
}

/// A function of expressions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// As written.
    pub name: String,
    /// How many arguments it takes, in words.
    pub arguments: String,
}

impl Language {
    /// The construct named `name`.
    pub fn construct(&self, name: &str) -> Option<&Construct> {
        self.constructs.get(name)
    }

    /// The construct that a variant replaces keys of; another construct itself.
    pub fn base<'a>(&self, name: &'a str) -> &'a str {
        name.strip_suffix("Variant")
            .filter(|base| self.constructs.contains_key(*base))
            .unwrap_or(name)
    }
}

impl Construct {
    /// The key written `key`.
    pub fn key(&self, key: &str) -> Option<&Key> {
        self.keys.iter().find(|known| known.key == key)
    }
}

impl Takes {
    /// The construct that stands here, in a list, under names, or by itself; the first of several.
    pub fn construct(&self) -> Option<&str> {
        self.constructs().first().copied()
    }

    /// The constructs that may stand here, in a list, under names, or by themselves.
    pub fn constructs(&self) -> Vec<&str> {
        match self {
            Self::Construct(name) => Vec::from([name.as_str()]),
            Self::List(inner) | Self::ByName(inner) => inner.constructs(),
            Self::OneOf(all) => all.iter().flat_map(Self::constructs).collect(),
            Self::Label
            | Self::Text
            | Self::Number
            | Self::Truth
            | Self::Id
            | Self::Word(_)
            | Self::Other => Vec::new(),
        }
    }

    /// The words that may stand here, in a list, under names, or by themselves.
    pub fn words(&self) -> Vec<&str> {
        match self {
            Self::Word(all) => all.iter().map(|word| word.word.as_str()).collect(),
            Self::List(inner) | Self::ByName(inner) => inner.words(),
            Self::OneOf(all) => all.iter().flat_map(Self::words).collect(),
            Self::Label
            | Self::Text
            | Self::Number
            | Self::Truth
            | Self::Id
            | Self::Construct(_)
            | Self::Other => Vec::new(),
        }
    }
}

/// The language, from the types.
pub fn language() -> Language {
    let (constructs, root) = split(Rubric::schema());
    let name = text(&root, "title");
    let mut by_name: BTreeMap<String, Construct> =
        constructs.iter().map(|(name, schema)| (name.clone(), construct(schema))).collect();
    by_name.insert(name.clone(), construct(&root));
    let known = functions().map(|(name, arguments)| Function {
        name: name.to_owned(),
        arguments: arguments.to_owned(),
    });
    let mut functions: Vec<Function> = known.collect();
    functions.sort_by(|a, b| a.name.cmp(&b.name));
    Language { root: name, constructs: by_name, functions }
}

fn construct(schema: &Value) -> Construct {
    let needed = list(schema, "required");
    let nothing = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&nothing);
    let key = |key: &str| {
        let under = properties.get(key)?;
        Some(Key {
            key: key.to_owned(),
            about: text(under, "description"),
            is_needed: needed.contains(&key),
            takes: takes(under),
        })
    };
    let keys = in_order(schema, properties).into_iter().filter_map(key).collect();
    Construct { about: text(schema, "description"), keys }
}

/// The keys as declared; those that a shape added to its declaration come last, but for the head of
/// a variant.
fn in_order<'a>(schema: &'a Value, properties: &'a Map<String, Value>) -> Vec<&'a str> {
    let declared = list(schema, "x-order");
    let added = properties.keys().map(String::as_str).filter(|key| !declared.contains(key));
    let (mut heads, tails): (Vec<&str>, Vec<&str>) = added.partition(|key| *key == "for");
    heads.extend(declared.iter().copied().chain(tails));
    heads
}

fn takes(schema: &Value) -> Takes {
    if let Some(name) = referred(schema) {
        return Takes::Construct(name.to_owned());
    }
    if let Some(words) = schema.get("enum") {
        let about = list(schema, "enumDescriptions");
        let words = words.as_array().into_iter().flatten().filter_map(Value::as_str).enumerate();
        let word = |(place, word): (usize, &str)| Word {
            word: word.to_owned(),
            about: about.get(place).copied().unwrap_or_default().to_owned(),
        };
        return Takes::Word(words.map(word).collect());
    }
    if let Some(word) = schema.get("const").and_then(Value::as_str) {
        return Takes::Word([Word { word: word.to_owned(), about: String::new() }].into());
    }
    if let Some(all) = ["anyOf", "oneOf"].iter().find_map(|key| schema.get(*key)?.as_array()) {
        return Takes::OneOf(all.iter().map(takes).collect());
    }
    if schema.get("x-kind").and_then(Value::as_str) == Some("cut-off") {
        return Takes::OneOf(Vec::from([Takes::Number, Takes::Text]));
    }
    let inner = |key: &str| schema.get(key).map_or(Takes::Other, takes);
    match (schema.get("x-kind").and_then(Value::as_str), schema.get("type").and_then(Value::as_str))
    {
        (Some("label"), _) => Takes::Label,
        (Some("id"), _) => Takes::Id,
        (Some("number"), _) => Takes::Number,
        (_, Some("string")) => Takes::Text,
        (_, Some("boolean")) => Takes::Truth,
        (_, Some("number" | "integer")) => Takes::Number,
        (_, Some("array")) => Takes::List(Box::new(inner("items"))),
        (_, Some("object")) if schema.get("additionalProperties").is_some_and(Value::is_object) => {
            Takes::ByName(Box::new(inner("additionalProperties")))
        }
        _ => Takes::Other,
    }
}

fn text(schema: &Value, key: &str) -> String {
    schema.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn list<'a>(schema: &'a Value, key: &str) -> Vec<&'a str> {
    let all = schema.get(key).and_then(Value::as_array);
    all.into_iter().flatten().filter_map(Value::as_str).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_come_in_the_order_of_their_shape() {
        let language = language();
        let keys = |name: &str| -> Vec<&str> {
            language.constructs[name].keys.iter().map(|key| key.key.as_str()).collect()
        };
        assert_eq!(language.root, "Rubric");
        assert_eq!(keys("Rubric")[..3], ["format", "id", "edition"]);
        assert_eq!(keys("Criterion")[..4], ["id", "in", "name", "weight"]);
        assert_eq!(keys("Criterion").last(), Some(&"variant"));
        assert_eq!(keys("CriterionVariant")[..2], ["for", "id"]);
        assert_eq!(keys("Clause"), ["basis", "source", "at", "quote", "note"]);
    }

    #[test]
    fn what_stands_under_a_key_is_known() {
        let language = language();
        let takes = |name: &str, key: &str| {
            language.constructs[name]
                .key(key)
                .map(|key| key.takes.clone())
                .expect("the key is known")
        };
        assert_eq!(takes("Criterion", "name"), Takes::Label);
        assert_eq!(takes("Criterion", "weight"), Takes::Number);
        assert_eq!(takes("Criterion", "in"), Takes::Id);
        assert_eq!(takes("Criterion", "clauses").construct(), Some("Clause"));
        assert_eq!(takes("Gate", "unmet").constructs(), ["Cap", "Set"]);
        assert_eq!(takes("Ask", "anchors"), Takes::ByName(Box::new(Takes::Label)));
        let Takes::Word(words) = takes("Clause", "basis") else { panic!("a word") };
        assert_eq!(words[0].about, "A published document decrees it.");
    }
}

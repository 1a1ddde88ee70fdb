//! A text as a tree, whatever its notation: every value with its place, numbers as characters.

use alloc::string::String;
use alloc::vec::Vec;

use crate::span::Span;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Node {
    pub(crate) at: Span,
    pub(crate) kind: NodeKind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum NodeKind {
    Nothing,
    Bool(bool),
    /// The characters, as written.
    Number(String),
    Text(String),
    List(Vec<Node>),
    /// In the order of the text; a key may occur twice.
    Table(Vec<Entry>),
}

/// A key and its value.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) key_at: Span,
    pub(crate) node: Node,
}

/// A text that is not in its notation.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct SyntaxFault {
    pub(crate) at: Span,
    pub(crate) detail: String,
}

impl Node {
    /// What the value is, in a word.
    pub(crate) fn describe(&self) -> String {
        match &self.kind {
            NodeKind::Nothing => "nothing".into(),
            NodeKind::Bool(yes) => alloc::format!("{yes}"),
            NodeKind::Number(text) => text.clone(),
            NodeKind::Text(text) => shortened(text),
            NodeKind::List(_) => "a list".into(),
            NodeKind::Table(_) => "a table".into(),
        }
    }

    /// The entries of a table; none for anything else.
    pub(crate) fn entries(&self) -> &[Entry] {
        match &self.kind {
            NodeKind::Table(entries) => entries,
            NodeKind::Nothing
            | NodeKind::Bool(_)
            | NodeKind::Number(_)
            | NodeKind::Text(_)
            | NodeKind::List(_) => &[],
        }
    }

    /// The value under `key`, the first if there are several.
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|entry| entry.key == key).map(|entry| &entry.node)
    }
}

/// The most characters of a text that a message repeats.
const LONGEST_QUOTE: usize = 40;

/// `text`, cut where a message would become unreadable.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => alloc::format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.into(),
    }
}

//! The content of a rubric's text, beside the plans made of it: most of its words stand there already.

use alloc::string::String;
use alloc::vec::Vec;

#[cfg(feature = "bytes")]
use super::Packer;
use super::{Key, Packed, Unpacker};
use crate::label::Label;
use crate::parse::node::{Entry, Node, NodeKind};
use crate::span::Span;

/// Deeper than any rubric, and not so deep that following it runs out of room.
const DEEPEST: usize = 64;

const NOTHING: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;
const NUMBER: u8 = 3;
const TEXT: u8 = 4;
const LIST: u8 = 5;
const TABLE: u8 = 6;
/// A table of words by language that is among the labels.
const LABEL: u8 = 7;

/// Without the places in the text, and the keys of a table in the order of their names.
impl Packed for Node {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        if let Some(label) = label(self).filter(|label| to.place_of_label.contains_key(label)) {
            to.byte(LABEL);
            return label.pack(to);
        }
        match &self.kind {
            NodeKind::Nothing => to.byte(NOTHING),
            NodeKind::Bool(yes) => to.byte(if *yes { YES } else { NO }),
            NodeKind::Number(characters) => {
                to.byte(NUMBER);
                characters.pack(to);
            }
            NodeKind::Text(words) => {
                to.byte(TEXT);
                words.pack(to);
            }
            NodeKind::List(nodes) => {
                to.byte(LIST);
                nodes.pack(to);
            }
            NodeKind::Table(entries) => {
                to.byte(TABLE);
                entries.pack(to);
            }
        }
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        if from.depth > DEEPEST {
            from.refuse();
        }
        from.depth = from.depth.saturating_add(1);
        let kind = match from.byte() {
            NOTHING => NodeKind::Nothing,
            NO => NodeKind::Bool(false),
            YES => NodeKind::Bool(true),
            NUMBER => NodeKind::Number(String::unpack(from)),
            TEXT => NodeKind::Text(String::unpack(from)),
            LIST => NodeKind::List(Vec::unpack(from)),
            TABLE => NodeKind::Table(Vec::unpack(from)),
            LABEL => NodeKind::Table(Label::unpack(from).pairs().map(entry).collect()),
            _ => {
                from.refuse();
                NodeKind::Nothing
            }
        };
        from.depth = from.depth.saturating_sub(1);
        Self { at: Span::default(), kind }
    }
}

impl Packed for Entry {
    #[cfg(feature = "bytes")]
    fn pack(&self, to: &mut Packer) {
        Key(self.key.clone()).pack(to);
        self.node.pack(to);
    }

    fn unpack(from: &mut Unpacker<'_>) -> Self {
        let key = Key::unpack(from).0;
        Self { key, key_at: Span::default(), node: Node::unpack(from) }
    }
}

fn entry((key, words): (&str, &str)) -> Entry {
    let node = Node { at: Span::default(), kind: NodeKind::Text(words.into()) };
    Entry { key: key.into(), key_at: Span::default(), node }
}

/// The label that a table of nothing but words comes to.
#[cfg(feature = "bytes")]
fn label(node: &Node) -> Option<Label> {
    let pair = |entry: &Entry| match &entry.node.kind {
        NodeKind::Text(words) => Some((entry.key.clone(), words.clone())),
        NodeKind::Nothing
        | NodeKind::Bool(_)
        | NodeKind::Number(_)
        | NodeKind::List(_)
        | NodeKind::Table(_) => None,
    };
    let pairs: Vec<_> = node.entries().iter().map(pair).collect::<Option<_>>()?;
    (!pairs.is_empty()).then(|| Label::from_pairs(pairs))
}

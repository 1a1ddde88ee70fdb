//! The assessment file, key for key.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::named::{ByName, in_order};
use crate::number::Number;
use crate::parse::node::{Entry, Node, NodeKind};
use crate::parse::shape::{At, Id, Reader, Shape, shapes, word_shapes};

word_shapes! {
    /// Whether answers may still come.
    StateWord {
        /// They may.
        Draft = "draft",
        /// They may not.
        Final = "final",
    }
}

shapes! {
    /// The answers on one subject under one rubric.
    AssessmentFile {
        /// The version of the file format: 1.
        req format: Number,
        /// The rubric the answers belong to.
        req rubric: RubricName,
        /// Who is assessed.
        opt subject: SubjectFile,
        /// The cycle, as its organiser calls it.
        opt cycle: String,
        /// Whether answers may still come; draft when it is missing.
        opt state: StateWord,
        /// Who assesses.
        many assessors: AssessorFile,
        /// The responses by the id of what is asked.
        req responses: ByName<At<ResponseFile>>,
    }

    /// The rubric the answers belong to.
    RubricName {
        /// Its id.
        req id: Id,
        /// Its edition.
        req edition: String,
        /// The digest of its text, when it is pinned.
        opt digest: String,
    }

    /// Who is assessed.
    SubjectFile {
        /// Its name.
        opt name: String,
        /// Its unified social credit code.
        opt code: String,
        /// Its region.
        opt region: String,
        /// Its address.
        opt address: String,
        /// Who recommends it.
        opt recommended_by: String,
        /// The categories: category to option.
        opt categories: ByName<At<String>>,
    }

    /// Who assesses.
    AssessorFile {
        /// Their name.
        opt name: String,
        /// Where they belong.
        opt unit: String,
    }

    /// What was said to one thing: a value, or why there is none.
    ResponseFile {
        /// The answer.
        opt value: Raw,
        /// It does not apply, and why.
        opt not_applicable: String,
        /// It cannot be decided yet, and why.
        opt pending: String,
        /// The subject would not say, and what was said.
        opt declined: String,
        /// A note.
        opt note: String,
        /// What was shown.
        many evidence: EvidenceFile,
    }

    /// One piece of evidence.
    EvidenceFile {
        /// Its title.
        opt title: String,
        /// Its number.
        opt number: String,
        /// Its date.
        opt date: String,
        /// The page.
        opt page: String,
        /// What kind it is.
        opt kind: String,
    }
}

/// A value as it stands, for reading once it is known what was asked.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Raw(pub(crate) Node);

impl Shape for Raw {
    fn read(node: &Node, _: &mut Reader) -> Option<Self> {
        Some(Self(node.clone()))
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": ["string", "number", "boolean", "object"] })
    }
}

/// One spelling of a tree, whatever the order of its keys and the space between them.
pub(crate) fn canonical(node: &Node) -> String {
    let mut written = String::new();
    write(node, &mut written);
    written
}

fn write(node: &Node, out: &mut String) {
    match &node.kind {
        NodeKind::Nothing => out.push_str("null"),
        NodeKind::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        NodeKind::Number(text) => out.push_str(text),
        NodeKind::Text(text) => write_text(text, out),
        NodeKind::List(nodes) => {
            out.push('[');
            for (index, each) in nodes.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(each, out);
            }
            out.push(']');
        }
        NodeKind::Table(entries) => write_table(entries, out),
    }
}

fn write_table(entries: &[Entry], out: &mut String) {
    let key = |place: usize| entries.get(place).map(|entry| entry.key.as_str()).unwrap_or_default();
    let order = in_order(entries.len(), &key);
    let sorted = order.iter().filter_map(|place| entries.get(*place));
    out.push('{');
    for (index, entry) in sorted.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_text(&entry.key, out);
        out.push(':');
        write(&entry.node, out);
    }
    out.push('}');
}

fn write_text(text: &str, out: &mut String) {
    out.push_str(&serde_json::Value::from(text).to_string());
}

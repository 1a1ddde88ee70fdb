//! The assessment file, key for key.

use alloc::string::String;
use alloc::vec::Vec;

use crate::named::ByName;
use crate::number::Number;
use crate::parse::node::Node;
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

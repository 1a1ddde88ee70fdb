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

word_shapes! {
    /// Which round of answers it is.
    LayerWord {
        /// The subject's own.
        Self_ = "self",
        /// Those of who recommends it.
        Recommended = "recommended",
        /// Those of who assesses it.
        Verified = "verified",
    }

    /// What an assessor is to a panel.
    RoleWord {
        /// Decides where the rubric says so.
        Lead = "lead",
        /// One of several.
        Member = "member",
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
        /// Which round of answers it is; verified when it is missing.
        opt layer: Unread<LayerWord>,
        /// Who assesses.
        many assessors: AssessorFile,
        /// The device that the answers were given on.
        opt device: Unread<String>,
        /// The responses by the id of what is asked.
        req responses: ByName<At<ResponseFile>>,
        /// What was ever said of each field, by the keys that lead to it (`/responses/a1-1`).
        opt revisions: Unread<Revisions>,
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
        /// What tells them apart from others; their name when it is missing.
        opt id: Unread<String>,
        /// What they are to the panel; a member when it is missing.
        opt role: Unread<RoleWord>,
        /// Their conflict of interest: their sheet does not count.
        opt conflict: Unread<String>,
        /// Whether they scored before they saw what the subject says of itself.
        opt blind: Unread<bool>,
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

shapes! {
    /// One thing that was said of a field.
    RevisionFile {
        /// The device it was said on; empty where that is not known.
        req device: String,
        /// The how-manieth revision of the field on that device.
        req count: Number,
        /// The names of the revisions that it comes after.
        many after: String,
        /// What was said; missing when it was taken back.
        opt says: Raw,
    }
}

/// The histories of fields.
type Revisions = ByName<At<Vec<At<RevisionFile>>>>;

/// Something that is kept and not read here: only panels and merging look at it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Unread<T> {
    shape: core::marker::PhantomData<T>,
}

impl<T: Shape> Shape for Unread<T> {
    fn read(_: &Node, _: &mut Reader) -> Option<Self> {
        Some(Self { shape: core::marker::PhantomData })
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        T::schema()
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

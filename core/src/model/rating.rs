//! The rating scale: the lowest rating, and what each other one asks.

use alloc::string::String;
use alloc::vec::Vec;

use crate::label::Label;
use crate::model::criterion::Clause;
use crate::number::Number;
use crate::parse::node::{Node, NodeKind};
use crate::parse::shape::{Id, Reader, Shape, shapes, word_shapes};
use crate::rounding::RoundingMode;

word_shapes! {
    /// Which number is held against the cut-offs.
    Judged {
        /// The exact one.
        Exact = "exact",
        /// The published, rounded one.
        Published = "published",
    }

    /// What becomes of the digits that are not shown.
    RoundingWord {
        /// A half goes away from zero.
        HalfUp = "half-up",
        /// A half goes to the even neighbour.
        HalfEven = "half-even",
        /// Towards zero.
        Down = "down",
        /// Away from zero.
        Up = "up",
    }
}

impl RoundingWord {
    pub(crate) fn mode(self) -> RoundingMode {
        match self {
            Self::HalfUp => RoundingMode::HalfUp,
            Self::HalfEven => RoundingMode::HalfEven,
            Self::Down => RoundingMode::Down,
            Self::Up => RoundingMode::Up,
        }
    }
}

shapes! {
    /// From scores to a rating.
    RatingScale {
        /// What the ratings are called together.
        req name: Label,
        /// Which number is held against the cut-offs.
        req judged: Judged,
        /// Decimal places of published numbers.
        req places: Number,
        /// How they are rounded.
        req rounding: RoundingWord,
        /// What is held against the cut-offs instead of the total.
        opt of: String,
        /// What the weights of the base score add up to, for every kind of subject.
        opt full: Number,
        /// Whether a rating counts only when all lower ones hold too.
        opt cumulative: bool,
        /// The rating below all others.
        req lowest: LowestRating,
        /// The other ratings, highest first.
        many levels: RatingLevel,
        /// What moves the rating afterwards, in this order.
        many adjust: AdjustRule,
        /// Where the scale comes from.
        many clauses: Clause,
    }

    /// The rating below all others.
    LowestRating {
        /// Its id.
        req id: Id,
        /// How many stars draw it; a half is a half star.
        opt stars: Number,
        /// Its number for expressions; the stars, else nothing.
        opt worth: Number,
        /// Its name.
        req name: Label,
    }

    /// A rating and what it asks.
    RatingLevel {
        /// Its id.
        req id: Id,
        /// How many stars draw it; a half is a half star.
        opt stars: Number,
        /// Its number for expressions; the stars, else its place counted from the lowest as 0.
        opt worth: Number,
        /// Its name.
        req name: Label,
        /// The total from which it is earned, included.
        opt total: CutOff,
        /// The same as `total`.
        opt from: CutOff,
        /// The total above which it is earned, not included.
        opt above: CutOff,
        /// The total up to which it is earned, included.
        opt at_most: CutOff,
        /// The total below which it is earned, not included.
        opt below: CutOff,
        /// A condition.
        opt that: String,
        /// The share of its full points that each dimension must reach.
        opt each_dimension: Number,
        /// Further conditions.
        many require: RatingCondition,
        /// Where it comes from.
        many clauses: Clause,
    }

    /// A further condition of a rating.
    RatingCondition {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// The condition.
        req that: String,
    }

    /// A step that moves a rating under a condition.
    AdjustRule {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// Where it comes from.
        many clauses: Clause,
        /// The condition; `so-far` is the worth after the steps before, and an earlier step's id
        /// whether that step changed the rating.
        req when: String,
        /// By how many ratings, up or down, within the scale.
        opt by: Number,
        /// To this rating.
        opt to: Id,
        /// To this rating at most.
        opt at_most: Id,
        /// To this rating at least.
        opt at_least: Id,
    }
}

/// A cut-off: a number, or an expression of constants, categories and tables.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum CutOff {
    Number(Number),
    Expression(String),
}

impl Shape for CutOff {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        match &node.kind {
            NodeKind::Text(text) => Some(match text.parse() {
                Ok(number) => Self::Number(number),
                Err(_) => Self::Expression(text.clone()),
            }),
            NodeKind::Nothing
            | NodeKind::Bool(_)
            | NodeKind::Number(_)
            | NodeKind::List(_)
            | NodeKind::Table(_) => Number::read(node, reader).map(Self::Number),
        }
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": ["number", "string"], "x-kind": "cut-off" })
    }
}

//! Grades: ratings of parts, which the rating itself may be made of.

use alloc::string::String;
use alloc::vec::Vec;

use crate::label::Label;
use crate::model::criterion::Clause;
use crate::model::rating::{AdjustRule, Judged, LowestRating, RatingLevel};
use crate::parse::shape::{Id, shapes};

shapes! {
    /// The rating of a part.
    GradeRule {
        /// Its id; in an expression, the worth of the level reached.
        req id: Id,
        /// Its name.
        req name: Label,
        /// Where it comes from.
        many clauses: Clause,
        /// What is held against the cut-offs: an expression, or a dimension for its score.
        opt of: String,
        /// Which number that is; the exact one when it is missing.
        opt judged: Judged,
        /// Whether a level counts only when all lower ones hold too.
        opt cumulative: bool,
        /// The level below all others.
        req lowest: LowestRating,
        /// The other levels, highest first.
        many levels: RatingLevel,
        /// What moves the grade afterwards, in this order.
        many adjust: AdjustRule,
        /// A condition under which there is no grade.
        opt absent_when: String,
        /// Why there is none then.
        opt absent_reason: Label,
    }
}

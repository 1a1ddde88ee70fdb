//! The rating scale: the lowest rating, and what each other one asks.

use alloc::string::String;
use alloc::vec::Vec;

use crate::label::Label;
use crate::model::criterion::Clause;
use crate::number::Number;
use crate::parse::shape::{Id, shapes, word_shapes};
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
        /// The rating below all others.
        req lowest: LowestRating,
        /// What the weights of the base score add up to, for every kind of subject.
        opt full: Number,
        /// The other ratings, highest first.
        many levels: RatingLevel,
        /// Where the scale comes from.
        many clauses: Clause,
    }

    /// The rating below all others.
    LowestRating {
        /// Its id.
        req id: Id,
        /// How many stars draw it.
        req stars: Number,
        /// Its name.
        req name: Label,
    }

    /// A rating and what it asks.
    RatingLevel {
        /// Its id.
        req id: Id,
        /// How many stars draw it.
        req stars: Number,
        /// Its name.
        req name: Label,
        /// The total from which it is earned, included.
        req total: Number,
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
}

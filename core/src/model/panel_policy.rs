//! How many assessors, how their answers come together, when they must talk.

use alloc::vec::Vec;

use crate::model::criterion::Clause;
use crate::number::Number;
use crate::parse::shape::{Id, shapes, word_shapes};

word_shapes! {
    /// How the scores of several assessors come together.
    Combining {
        /// The mean.
        Mean = "mean",
        /// The middle one, or the mean of the two in the middle.
        Median = "median",
        /// The mean of what is left without a share of the highest and of the lowest.
        Trimmed = "trimmed",
        /// The mean of what is left without the highest and the lowest.
        DropExtremes = "drop-extremes",
        /// What the lead says.
        Lead = "lead",
    }

    /// What is put in order to see what is dropped or in the middle.
    RankedBy {
        /// The scores of each criterion by itself.
        Criterion = "criterion",
        /// The assessors' totals: a sheet is dropped as a whole.
        Total = "total",
    }

    /// What an item counts that too few assessors have scored.
    TooFew {
        /// Nothing: it waits, and the rating with it.
        Withhold = "withhold",
        /// What those few make of it.
        Combine = "combine",
    }

    /// What an item counts that was talked over without agreement.
    NoConsensus {
        /// What the scores come to all the same.
        Combine = "combine",
        /// What the lead says.
        Lead = "lead",
        /// Nothing: it waits, and the rating with it.
        Withhold = "withhold",
    }
}

shapes! {
    /// Several assessors, one result.
    PanelRule {
        /// The fewest assessors whose sheets count; 2 when it is missing.
        opt at_least: Number,
        /// The most of them; without end when it is missing.
        opt at_most: Number,
        /// How their scores of a criterion come together.
        req combine: Combining,
        /// What is put in order for that; the scores of each criterion when it is missing.
        opt rank_by: RankedBy,
        /// The fewest scores of which any are dropped; 3, or 5 when trimmed.
        opt drop_from: Number,
        /// The share that is cut off at either end when trimmed, in whole scores.
        opt trim: Number,
        /// How far apart answers may be before they are talked over.
        opt spread: SpreadRule,
        /// The fewest assessors who score an item; 2, but no more than a panel has, when it is
        /// missing.
        opt each: Number,
        /// What it counts when they are fewer; it is withheld when this is missing.
        opt too_few: TooFew,
        /// What it counts when it was talked over without agreement; what the scores come to when
        /// this is missing.
        opt no_consensus: NoConsensus,
        /// Criteria for which something else holds.
        many except: PanelExceptionRule,
        /// Where the rules come from.
        many clauses: Clause,
    }

    /// Criteria for which something else holds.
    PanelExceptionRule {
        /// The criteria.
        many criteria: Id,
        /// How scores of them come together.
        opt combine: Combining,
        /// How far apart answers to them may be before they are talked over.
        opt spread: SpreadRule,
        /// What they count when they were talked over without agreement.
        opt no_consensus: NoConsensus,
        /// Where the rule comes from.
        many clauses: Clause,
    }

    /// How far apart answers may be before they are talked over: beyond any of these.
    SpreadRule {
        /// Levels, options with a worth, or bands of a score; 2 when it is missing.
        opt levels: Number,
        /// Numbers, as a share of the larger of two.
        opt relative: Number,
        /// Numbers, in their own unit.
        opt absolute: Number,
    }
}

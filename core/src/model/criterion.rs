//! What is asked, how it becomes points, where it comes from; and the groups criteria stand in.

use alloc::string::String;
use alloc::vec::Vec;

use crate::clause::Basis;
use crate::diagnostic::Fault;
use crate::label::Label;
use crate::model::ask::Ask;
use crate::model::rubric::{MayNotApply, Missing, WhenUndefined};
use crate::model::varied::Varied;
use crate::named::ByName;
use crate::number::Number;
use crate::parse::node::Node;
use crate::parse::shape::{At, Id, Reader, Shape, shapes, word_shapes};

/// The options of categories for which something holds.
pub(crate) type Selector = ByName<At<Vec<At<String>>>>;

word_shapes! {
    /// Who says so.
    BasisWord {
        /// A published document decrees it.
        Decreed = "decreed",
        /// The rubric's authors propose it.
        Proposed = "proposed",
    }

    /// How what is in a dimension comes together.
    Combine {
        /// The mean of shares, each counted by its weight.
        Mean = "mean",
        /// The lowest share.
        Lowest = "lowest",
        /// The highest share.
        Highest = "highest",
        /// The product of shares.
        Product = "product",
        /// The share, by weight, of what is full.
        ShareMet = "share-met",
    }

    /// What counts of a dimension.
    Counts {
        /// Its score.
        Score = "score",
        /// Its grade: the worth over the highest worth.
        Grade = "grade",
    }

    /// A way of checking.
    MethodWord {
        /// By the documents.
        Documents = "documents",
        /// On site.
        SiteVisit = "site-visit",
        /// By interview.
        Interview = "interview",
        /// By data.
        Data = "data",
    }

    /// Whether a criterion counts in this edition.
    Standing {
        /// It counts.
        Current = "current",
        /// It will: asked and shown, not counted.
        Future = "future",
        /// It did: kept for the record, not asked.
        Obsolete = "obsolete",
    }

    /// Which way a measure should go.
    Better {
        /// The more the better.
        Higher = "higher",
        /// The less the better.
        Lower = "lower",
        /// Best somewhere between.
        Between = "between",
    }
}

impl BasisWord {
    pub(crate) fn basis(self) -> Basis {
        match self {
            Self::Decreed => Basis::Decreed,
            Self::Proposed => Basis::Proposed,
        }
    }
}

shapes! {
    /// A group of criteria scored together.
    Dimension {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// Its full points; its criteria's weights must add up to them.
        opt weight: Number,
        /// Points on top, instead of a part of the base score.
        opt bonus: BonusRule,
        /// Points taken off the total, instead of a part of the base score.
        opt demerit: DemeritRule,
        /// What it means.
        opt guidance: Label,
        /// Where it comes from.
        many clauses: Clause,
        /// The dimension that it is a part of.
        opt in_: Id,
        /// How what is in it comes together; the weighted mean when it is missing.
        opt combine: Combine,
        /// What a criterion in it counts when it is unanswered at finalisation.
        opt missing: Missing,
        /// The share of its criteria, by number, from which on those unanswered at finalisation are
        /// left out; below it there is no score.
        opt answered: Number,
        /// How much of it may be marked not applicable; beyond it the rating is withheld.
        opt na_limit: Number,
        /// What a criterion in it counts that is marked not applicable.
        opt na_counts: Missing,
        /// What the dimension above, or the total, takes of it; its score when it is missing.
        opt counts: Counts,
        /// The grade that counts.
        opt grade: Id,
    }

    /// Points taken off the total.
    DemeritRule {
        /// The most they come to.
        req cap: Number,
        /// Whether they count; otherwise they are recorded only. They count when it is missing.
        opt active: bool,
    }

    /// Points on top.
    BonusRule {
        /// The most they come to.
        req cap: Number,
        /// By how many ratings they may lift.
        req lifts: Number,
        /// Whether they count; otherwise they are recorded only.
        req active: bool,
    }

    /// Where a rule comes from.
    Clause {
        /// Decreed or proposed.
        req basis: BasisWord,
        /// The document.
        opt source: Id,
        /// Where in it.
        opt at: String,
        /// Its own words.
        opt quote: String,
        /// What the rubric's authors add.
        opt note: Label,
    }

    /// One thing that is judged or measured.
    Criterion {
        /// Its id.
        req id: Id,
        /// Its dimension.
        req in_: Id,
        /// Its name.
        req name: Label,
        /// Its points when full; 0 records without scoring.
        req weight: Number,
        /// Whether it counts in this edition; it does when this is missing.
        opt standing: Standing,
        /// What it means.
        opt guidance: Label,
        /// Where it comes from.
        many clauses: Clause,
        /// What is wanted as evidence.
        many evidence: Label,
        /// How to check it on site.
        opt verify: Label,
        /// Ways of checking.
        many methods: MethodWord,
        /// The subjects it is asked of; all when it is missing.
        opt applies: Selector,
        /// Whether it may be marked not applicable.
        opt na: MayNotApply,
        /// What it counts when it is marked so.
        opt na_counts: Missing,
        /// A condition under which it is left out by rule.
        opt leave_out_when: String,
        /// Why it is then left out.
        opt leave_out_reason: Label,
        /// Levels with which a note is wanted.
        many reason_at: String,
        /// What it counts when the measure cannot be computed.
        opt undefined: WhenUndefined,
        /// What it counts when it is unanswered at finalisation.
        opt missing: Missing,
        /// What is asked.
        many ask: Ask,
        /// The quantity that is judged; the single ask when it is missing.
        opt measure: String,
        /// Which way the measure should go; higher for levels, for others as the points go.
        opt better: Better,
        /// From the quantity to a share of the full points.
        opt points: Points,
        /// Quantities shown beside it, without effect.
        many figures: FigureRule,
        /// Questions for a person, without effect.
        many flags: FlagRule,
    }

    /// A quantity shown beside a criterion.
    FigureRule {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// The quantity.
        req of: String,
    }

    /// A question for a person.
    FlagRule {
        /// Its id.
        req id: Id,
        /// When it arises.
        req when: String,
        /// The words.
        req say: Label,
    }

    /// From a quantity to a share of the full points: one of the four.
    Points {
        /// Points of a curve, straight lines between, flat outside: quantity and share.
        opt curve: Vec<At<Pair>>,
        /// Rows of a table, each from its bound upwards.
        opt steps: Vec<At<StepRow>>,
        /// The id of a table that gives the share.
        opt table: Id,
        /// The quantity is itself in points, out of so many.
        opt of: Number,
        /// (of) The least that counts.
        opt floor: Number,
        /// (of) The most that counts.
        opt cap: Number,
    }

    /// A row of a step table.
    StepRow {
        /// The bound, included.
        opt from: Number,
        /// The bound, not included.
        opt above: Number,
        /// The share of the full points.
        req share: Number,
    }
}

/// A point of a curve.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Pair {
    pub(crate) x: At<Number>,
    pub(crate) share: At<Number>,
}

impl Shape for Pair {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let numbers = Vec::<At<Number>>::read(node, reader)?;
        let [x, share] = numbers.as_slice() else {
            let fault = Fault::WrongShape {
                key: "curve".into(),
                expected: "a quantity and a share, such as [\"85%\", 0.8]".into(),
                found: node.describe(),
            };
            reader.report(node.at, fault);
            return None;
        };
        Some(Self { x: x.clone(), share: share.clone() })
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "array", "items": Number::schema(), "minItems": 2, "maxItems": 2 })
    }
}

/// A criterion and its variants by kind of subject.
pub(crate) type CriterionEntry = Varied<Criterion>;

//! Title, edition, publisher, and everything the rest of a rubric refers to.

use alloc::vec::Vec;

use crate::label::Label;
use crate::model::criterion::{CriterionEntry, Dimension};
use crate::model::gate::{FactRule, GateRule};
use crate::model::grade::GradeRule;
use crate::model::panel_policy::PanelRule;
use crate::model::quantity::QuantityRule;
use crate::model::rating::RatingScale;
use crate::model::table::TableRule;
use crate::model::varied::Varied;
use crate::number::Number;
use crate::parse::shape::{At, Id, shapes, word_shapes};

type Text = alloc::string::String;

word_shapes! {
    /// How binding the rubric is.
    Status {
        /// Not yet for use.
        Draft = "draft",
        /// Somebody's proposal.
        Proposal = "proposal",
        /// Decreed for trial.
        Trial = "trial",
        /// In force.
        Official = "official",
    }

    /// What an unanswered criterion counts once the assessment is final.
    Missing {
        /// The least still possible.
        Lowest = "lowest",
        /// Nothing: the rating is withheld.
        Withhold = "withhold",
        /// The most still possible.
        Full = "full",
        /// Nothing: the criterion is left out.
        LeaveOut = "leave-out",
    }

    /// What a measure counts that cannot be computed.
    WhenUndefined {
        /// The least possible.
        Lowest = "lowest",
        /// Nothing: the criterion is left out.
        LeaveOut = "leave-out",
        /// Nothing: the rating is withheld.
        Withhold = "withhold",
    }

    /// Whether an assessor may mark something not applicable.
    MayNotApply {
        /// Never.
        Never = "never",
        /// With a justification.
        WithReason = "with-reason",
    }
}

shapes! {
    /// A rubric: the published criteria and the rules for rating by them.
    Rubric {
        /// The version of the file format: 1.
        req format: Number,
        /// Its id.
        req id: Id,
        /// Its edition.
        req edition: Text,
        /// How binding it is.
        req status: Status,
        /// The languages every label must have.
        req languages: Vec<At<Text>>,
        /// Its title.
        req title: Label,
        /// Who publishes it.
        req publisher: Label,
        /// What is printed with every result.
        req notice: Label,
        /// The edition that this one follows.
        opt predecessor: Predecessor,
        /// The days between which it is in force.
        opt in_force: InForce,
        /// The period that counts.
        opt period: Period,
        /// The documents that clauses quote.
        many source: Source,
        /// The choices about the subject that select variants.
        many category: Category,
        /// The units of quantities.
        many unit: Unit,
        /// Levels used by several criteria.
        many scale: Scale,
        /// Derived numbers and conditions with names.
        many quantity: Varied<QuantityRule>,
        /// Tables with names.
        many table: Varied<TableRule>,
        /// The groups of criteria.
        many dimension: Dimension,
        /// The criteria.
        many criterion: CriterionEntry,
        /// What must hold whatever the score.
        many gate: GateRule,
        /// What is asked about the subject without points.
        many fact: FactRule,
        /// The ratings of parts.
        many grade: GradeRule,
        /// What silence means.
        opt missing: MissingRule,
        /// How much may be left out.
        opt not_applicable: NotApplicableRule,
        /// Several assessors, one result.
        opt panel: PanelRule,
        /// From scores to a rating.
        req rating: RatingScale,
    }

    /// The edition that a rubric follows.
    Predecessor {
        /// Its id.
        req id: Id,
        /// Its edition.
        req edition: Text,
        /// The digest of its content.
        opt digest: Text,
    }

    /// The days between which a rubric is in force; without an end where one is missing.
    InForce {
        /// The first day, `YYYY-MM-DD`.
        opt from: Text,
        /// The last day, `YYYY-MM-DD`.
        opt to: Text,
    }

    /// The period that counts, by month and day.
    Period {
        /// The first day, `MM-DD`; in the year before when it is later than `to`.
        req from: Text,
        /// The last day, `MM-DD`.
        req to: Text,
    }

    /// A document that clauses quote.
    Source {
        /// Its id.
        req id: Id,
        /// Its title.
        req title: Label,
        /// Its number.
        opt number: Text,
        /// Its date, `YYYY-MM-DD`.
        opt date: Text,
        /// What readers call it.
        req short: Label,
    }

    /// A choice about the subject.
    Category {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// What it means.
        opt guidance: Label,
        /// The options.
        many options: CategoryOption,
    }

    /// One option of a category.
    CategoryOption {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// What it means.
        opt guidance: Label,
    }

    /// The unit of a quantity.
    Unit {
        /// Its id.
        req id: Id,
        /// Its name.
        req name: Label,
        /// Whether only whole numbers count.
        opt whole: bool,
    }

    /// Levels used by several criteria.
    Scale {
        /// Its id.
        req id: Id,
        /// The levels, lowest first.
        many levels: ScaleLevel,
    }

    /// One level of a scale.
    ScaleLevel {
        /// Its id.
        req id: Id,
        /// What it is worth.
        req worth: Number,
        /// Its name.
        req name: Label,
    }

    /// What silence means.
    MissingRule {
        /// Once the assessment is final.
        req final_: Missing,
    }

    /// What is not applicable.
    NotApplicableRule {
        /// The share of all weight; beyond it the rating is withheld.
        req limit: Number,
        /// What a criterion counts that is marked so; nothing, it is left out, when this is missing.
        opt counts: Missing,
    }
}

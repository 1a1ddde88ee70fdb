//! A checked rubric for one kind of subject, flat and ordered, every name resolved.
//!
//! ```text
//! asks ──▶ nodes: quantities and conditions ──▶ criteria ──▶ dimensions ──▶ total
//!                        │                                                   │
//!                        └──────────▶ gates, figures, flags                  ▼
//!                                        └──────────────────────────────▶ ladder
//! ```
//!
//! A node looks only at nodes before it, so one pass computes them all, and the slots they leave
//! behind are the trace.

mod aggregates;
pub(crate) mod build;
pub(crate) mod bytes;
pub(crate) mod calls;
mod collections;
mod criteria;
mod days;
mod gates;
mod grades;
mod groups;
pub(crate) mod items;
mod lookup;
pub(crate) mod names;
pub(crate) mod node;
#[cfg(feature = "panel")]
pub(crate) mod panel_policy;
pub(crate) mod points;
pub(crate) mod profile;
mod quantities;
mod references;
mod roundings;
mod scale;

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::check::CheckedRubric;
use crate::clause::ClauseRef;
use crate::label::Label;
use crate::model::rubric::{Missing, WhenUndefined};
use crate::number::Number;
use crate::plan::node::{Change, Node, NodeId};
use crate::report::v1;
use crate::rounding::Rounding;

/// A rubric ready to run, for one choice of categories.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The choice of categories, complete.
    pub(crate) profile: BTreeMap<String, String>,
    pub(crate) asks: Vec<Ask>,
    /// Criteria, gates and facts: whatever owns asks and can be marked as a whole.
    pub(crate) items: Vec<Item>,
    pub(crate) nodes: Vec<Node>,
    /// Derived numbers and conditions, by their places in the rubric.
    pub(crate) quantities: Vec<NamedNode>,
    pub(crate) criteria: Vec<Criterion>,
    pub(crate) dimensions: Vec<Dimension>,
    pub(crate) gates: Vec<Gate>,
    pub(crate) base: NodeId,
    pub(crate) total: NodeId,
    /// The total as it is held against the cut-offs.
    pub(crate) judged_total: NodeId,
    /// The full points of the base score.
    pub(crate) full: Number,
    /// The rating's own scale.
    pub(crate) scale: Scale,
    /// The expression that is held against the cut-offs instead of the total.
    pub(crate) of: Option<String>,
    pub(crate) grades: Vec<Grade>,
    /// By how many ratings bonus may lift; `None` without an active bonus.
    pub(crate) lifts: Option<usize>,
    pub(crate) not_applicable_limit: Option<Number>,
    pub(crate) rounding: Rounding,
    /// Ids of items that other kinds of subject are asked.
    pub(crate) not_asked: Vec<String>,
}

/// Something that is answered.
#[derive(Clone, Debug)]
pub(crate) struct Ask {
    pub(crate) id: String,
    pub(crate) item: usize,
    pub(crate) name: Label,
    pub(crate) guidance: Label,
    pub(crate) optional: bool,
    pub(crate) kind: AskKind,
}

/// What kind of answer an ask takes.
#[derive(Clone, Debug)]
pub(crate) enum AskKind {
    Level {
        levels: Vec<Level>,
    },
    YesNo,
    Checklist {
        parts: Vec<Part>,
    },
    Number(Measured),
    Choice {
        options: Vec<Level>,
    },
    /// Days since the first of January 1970.
    Date(Range),
    Period(Range),
    Distribution {
        options: Vec<Level>,
    },
    Series {
        periods: Vec<Part>,
        measured: Measured,
    },
}

/// The days that are admitted.
#[derive(Clone, Debug)]
pub(crate) struct Range {
    pub(crate) least: Option<Number>,
    pub(crate) most: Option<Number>,
}

/// A band inside which the assessor chooses.
#[derive(Clone, Debug)]
pub(crate) struct Band {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) anchor: Label,
    pub(crate) from: Number,
    pub(crate) to: Number,
}

impl AskKind {
    /// The levels or options of which one is chosen; none for another kind.
    pub(crate) fn options(&self) -> &[Level] {
        match self {
            Self::Level { levels: options } | Self::Choice { options } => options,
            Self::YesNo
            | Self::Checklist { .. }
            | Self::Number(_)
            | Self::Date(_)
            | Self::Period(_)
            | Self::Distribution { .. }
            | Self::Series { .. } => &[],
        }
    }

    /// The ids under which several numbers are given; none for another kind.
    pub(crate) fn part_ids(&self) -> Vec<String> {
        match self {
            Self::Distribution { options } => options.iter().map(|each| each.id.clone()).collect(),
            Self::Series { periods, .. } => periods.iter().map(|each| each.id.clone()).collect(),
            Self::Period(_) => ["from", "to"].map(String::from).into(),
            Self::Level { .. }
            | Self::YesNo
            | Self::Checklist { .. }
            | Self::Number(_)
            | Self::Choice { .. }
            | Self::Date(_) => Vec::new(),
        }
    }

    /// Whether what is chosen is worth a number.
    pub(crate) fn is_worth_something(&self) -> bool {
        let options = match self {
            Self::Distribution { options } => options,
            Self::Level { .. }
            | Self::YesNo
            | Self::Checklist { .. }
            | Self::Number(_)
            | Self::Choice { .. }
            | Self::Date(_)
            | Self::Period(_)
            | Self::Series { .. } => self.options(),
        };
        options.iter().any(|option| option.worth.is_some())
    }
}

/// A quantity as it may be typed.
#[derive(Clone, Debug)]
pub(crate) struct Measured {
    pub(crate) unit_id: Option<String>,
    pub(crate) unit: Label,
    /// Typed from 0 to 100, kept as a share.
    pub(crate) percent: bool,
    pub(crate) whole: bool,
    /// As typed.
    pub(crate) least: Option<Number>,
    pub(crate) most: Option<Number>,
    pub(crate) places: Option<u32>,
    /// The ask it is a part of.
    pub(crate) within: Option<usize>,
    /// The bands, inside one of which it must lie; none for all but scores.
    pub(crate) bands: Vec<Band>,
}

impl Band {
    /// Whether the band holds `number`.
    pub(crate) fn holds(&self, number: &Number) -> bool {
        self.from <= *number && *number <= self.to
    }
}

impl Measured {
    /// How many replied: a whole number, from nothing on.
    pub(crate) fn replies() -> Self {
        Self {
            unit_id: None,
            unit: Label::default(),
            percent: false,
            whole: true,
            least: Some(Number::zero()),
            most: None,
            places: None,
            within: None,
            bands: Vec::new(),
        }
    }
}

/// A level or option.
#[derive(Clone, Debug)]
pub(crate) struct Level {
    pub(crate) id: String,
    /// `None` for an option that only names a kind of thing.
    pub(crate) worth: Option<Number>,
    pub(crate) name: Label,
    pub(crate) anchor: Label,
    pub(crate) wants_note: bool,
}

/// A part of a checklist.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) may_not_apply: bool,
}

/// Where rules come from; shared by the plans for several kinds of subject.
pub(crate) type Clauses = Arc<[ClauseRef]>;

/// A criterion, gate or fact.
#[derive(Clone, Debug)]
pub(crate) struct Item {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) role: Role,
    pub(crate) may_not_apply: bool,
    pub(crate) asks: Vec<usize>,
    pub(crate) guidance: Label,
    pub(crate) clauses: Clauses,
    pub(crate) evidence: Vec<Label>,
    pub(crate) verify: Label,
    pub(crate) methods: Vec<crate::report::form::Method>,
}

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Criterion(usize),
    Gate(usize),
    Fact,
}

/// A criterion, with its nodes.
#[derive(Clone, Debug)]
pub(crate) struct Criterion {
    pub(crate) item: usize,
    pub(crate) dimension: usize,
    /// Its points when full; none for one that counts in a later edition only.
    pub(crate) weight: Number,
    pub(crate) is_future: bool,
    /// The quantity that is judged.
    pub(crate) measure: NodeId,
    /// The expression that makes it, when it is not simply an ask.
    pub(crate) expression: Option<String>,
    /// The share of full points, before anything is missing.
    pub(crate) raw_share: NodeId,
    /// The share of full points that counts.
    pub(crate) share: NodeId,
    pub(crate) leave_out: Option<NodeId>,
    pub(crate) leave_out_reason: Label,
    pub(crate) undefined: WhenUndefined,
    pub(crate) missing: Missing,
    /// What it counts when it is marked not applicable.
    pub(crate) na_counts: Missing,
    /// Its part of the full points of the base score.
    pub(crate) part: Number,
    /// The least share possible.
    pub(crate) lowest: Number,
    /// The asks on which the share depends.
    pub(crate) needs: Vec<usize>,
    /// Those of them behind its share, not only behind the rule that leaves it out.
    pub(crate) measured_by: Vec<usize>,
    /// Whether its share looks at the scores of others.
    pub(crate) leans: bool,
    pub(crate) figures: Vec<NamedNode>,
    pub(crate) flags: Vec<Flag>,
}

/// A quantity with a name.
#[derive(Clone, Debug)]
pub(crate) struct NamedNode {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) node: NodeId,
}

/// A question for a person.
#[derive(Clone, Debug)]
pub(crate) struct Flag {
    pub(crate) id: String,
    pub(crate) when: NodeId,
    pub(crate) say: Label,
}

/// A dimension, with its nodes.
#[derive(Clone, Debug)]
pub(crate) struct Dimension {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) guidance: Label,
    /// The dimension that it is a part of.
    pub(crate) within: Option<usize>,
    /// The full points: of the base score, or the cap of a bonus or demerit.
    pub(crate) weight: Number,
    /// Its part of the full points of the base score.
    pub(crate) part: Number,
    pub(crate) bonus: v1::Bonus,
    /// Whether its members count by their weights, so that what is left out gives its weight to the
    /// rest.
    pub(crate) is_weighted: bool,
    pub(crate) criteria: Vec<usize>,
    /// The share of full points; for a bonus or demerit, the points.
    pub(crate) score: NodeId,
    /// The share as it is held against minima.
    pub(crate) judged: NodeId,
    pub(crate) not_applicable_limit: Option<Number>,
    /// The share of its criteria that must be answered.
    pub(crate) answered: Option<Number>,
}

/// A gate, with its nodes.
#[derive(Clone, Debug)]
pub(crate) struct Gate {
    pub(crate) item: usize,
    pub(crate) verdict: NodeId,
    pub(crate) condition: String,
    /// The quantities its condition looks at.
    pub(crate) looks_at: Vec<NamedNode>,
    pub(crate) effect: Effect,
    pub(crate) undecided_is_unmet: bool,
    pub(crate) group: v1::GateGroup,
}

/// What follows when a gate is not met; places are counted from the lowest rating as 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Withhold,
    Cap(usize),
    Set(usize),
}

/// A scale of ratings, with its nodes.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    /// The ratings above the lowest, highest first.
    pub(crate) rungs: Vec<Rung>,
    pub(crate) lowest: v1::Rating,
    /// The number of each rating, from the lowest on.
    pub(crate) worths: Vec<Number>,
    /// What is held against the cut-offs, and its name and expression when it is not the total.
    pub(crate) of: Option<NodeId>,
    pub(crate) of_name: Label,
    pub(crate) of_expression: String,
    /// The place that the conditions give.
    pub(crate) earned: NodeId,
    /// The place before the steps.
    pub(crate) before: NodeId,
    pub(crate) steps: Vec<Adjustment>,
    /// The place after the steps.
    pub(crate) outcome: NodeId,
}

/// The rating of a part, with its nodes.
#[derive(Clone, Debug)]
pub(crate) struct Grade {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) scale: Scale,
    /// Its number for expressions.
    pub(crate) worth: NodeId,
    pub(crate) absent_when: Option<NodeId>,
    pub(crate) absent_reason: Label,
    pub(crate) clauses: Clauses,
}

/// A rating and its conditions.
#[derive(Clone, Debug)]
pub(crate) struct Rung {
    pub(crate) rating: v1::Rating,
    pub(crate) cuts: Vec<Cut>,
    pub(crate) each_dimension: Option<Number>,
    /// The dimensions held against that minimum, each with its condition.
    pub(crate) minima: Vec<(usize, NodeId)>,
    pub(crate) that: Option<Condition>,
    pub(crate) conditions: Vec<Condition>,
    /// Whether all of them hold.
    pub(crate) verdict: NodeId,
    pub(crate) clauses: Clauses,
}

/// A cut-off, with its condition.
#[derive(Clone, Debug)]
pub(crate) struct Cut {
    pub(crate) side: v1::Side,
    pub(crate) bound: Number,
    pub(crate) verdict: NodeId,
}

/// A condition of a rating or a step.
#[derive(Clone, Debug)]
pub(crate) struct Condition {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) text: String,
    /// As it is, and as it counts once the assessment is final.
    pub(crate) open: NodeId,
    pub(crate) held: NodeId,
    pub(crate) looks_at: Vec<NamedNode>,
}

/// A step that moves a rating, with its nodes.
#[derive(Clone, Debug)]
pub(crate) struct Adjustment {
    pub(crate) when: Condition,
    pub(crate) change: Change,
    pub(crate) before: NodeId,
    pub(crate) after: NodeId,
    pub(crate) clauses: Clauses,
}

impl Scale {
    /// The rating at `rank`: 0 is the lowest, then upwards.
    pub(crate) fn rating(&self, rank: usize) -> &v1::Rating {
        rank.checked_sub(1)
            .and_then(|above| self.rungs.iter().rev().nth(above))
            .map_or(&self.lowest, |rung| &rung.rating)
    }
}

impl Plan {
    pub(crate) fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id.0)
    }

    /// The rating at `rank`: 0 is the lowest, then upwards.
    pub(crate) fn rating(&self, rank: usize) -> &v1::Rating {
        self.scale.rating(rank)
    }

    /// Whether the dimension at `place` is the one at `other`, or a part of it.
    pub(crate) fn is_inside(&self, place: usize, other: usize) -> bool {
        let parent = |place: usize| self.dimensions.get(place).and_then(|one| one.within);
        let chain = core::iter::successors(Some(place), |place| parent(*place));
        chain.take(self.dimensions.len()).any(|each| each == other)
    }

    /// Whether anything of the rating rests on the total, so that it stands and falls with it.
    pub(crate) fn rests_on_total(&self) -> bool {
        let rests = |rung: &Rung| !rung.cuts.is_empty() || !rung.minima.is_empty();
        self.of.is_none() && self.scale.rungs.iter().any(rests)
    }
}

/// The functions of expressions, with how many arguments each takes.
#[cfg(feature = "schema")]
pub(crate) fn functions() -> impl Iterator<Item = (&'static str, &'static str)> {
    calls::FUNCTIONS.iter().map(|(name, takes)| (*name, *takes))
}

/// The plan of `rubric` for the subject that `chosen` describes (category to option).
///
/// A category that is not stated, or with an option that does not exist, is taken as its first
/// option; whoever admits answers remembers that it was a guess.
pub fn compile<'a>(rubric: &'a CheckedRubric, chosen: &BTreeMap<String, String>) -> &'a Plan {
    rubric.plan(&profile::complete(&rubric.head.categories, chosen).chosen)
}

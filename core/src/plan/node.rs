//! The few operations a plan is made of.

use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::label::Label;
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::real::RealFunction;
use crate::report::v1::Side;
use crate::rounding::Rounder;
use crate::span::Span;

/// The place of a node in its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// Walks through the nodes of a plan, one after the other, that come to each node once.
#[derive(Debug, Default)]
pub(crate) struct Walk {
    round: usize,
    /// For each node the walk that came by last.
    marks: Vec<usize>,
}

impl Walk {
    /// Begins the next walk.
    pub(crate) fn begin(&mut self) {
        self.round = self.round.saturating_add(1);
    }

    /// Whether the walk comes to `node` for the first time.
    pub(crate) fn comes_to(&mut self, node: NodeId) -> bool {
        if self.marks.len() <= node.0 {
            self.marks.resize(node.0.saturating_add(1), 0);
        }
        let round = self.round;
        self.marks.get_mut(node.0).is_some_and(|mark| core::mem::replace(mark, round) != round)
    }
}

/// An operation, and what kind of thing it gives.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) operation: Operation,
    pub(crate) kind: Kind,
    /// The words of its unit, for showing.
    pub(crate) unit: Label,
    /// Numbers it is held against: what is shown never crosses them.
    pub(crate) bounds: Vec<Number>,
    /// The part of an expression that says so; empty when none does.
    #[cfg_attr(not(feature = "proofs"), expect(dead_code, reason = "only proofs point at it"))]
    pub(crate) at: Span,
}

/// What a node gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A number of a unit (unit ids with their powers; none for a plain number).
    Quantity { unit: Units, percent: bool },
    /// A day, in days since the first of January 1970.
    Date,
    /// A condition.
    Truth,
    /// An answer without a number of its own: only functions read it.
    Answer,
}

/// Units with their powers: people per session is `person` 1, `session` −1.
pub(crate) type Units = Vec<(String, i32)>;

/// What a node does.
#[derive(Clone, Debug)]
pub(crate) enum Operation {
    Constant(Number),
    /// The number of an answer.
    Ask(usize),
    /// A yes-no answer as a condition.
    AskTruth(usize),
    /// Whether an answer was given.
    Given(usize),
    /// How many parts of a checklist are ticked.
    Ticked(usize),
    /// Whether this option or level was chosen.
    Chosen(usize, usize),
    /// One of several numbers of an answer.
    Part(usize, usize),
    /// The mean of these worths by how many replied so.
    Spread(usize, Vec<Number>),
    /// What a calendar says of one or two days.
    Calendar(CalendarPart, Vec<NodeId>),
    /// A condition that holds or does not, whatever the answers.
    Truth(bool),
    Pair(Pairing, NodeId, NodeId),
    Negate(NodeId),
    Magnitude(NodeId),
    Aggregate(Aggregate, Vec<NodeId>),
    /// Weights and what they weigh.
    WeightedMean(Vec<(NodeId, NodeId)>),
    Product(Vec<NodeId>),
    Clamp(NodeId, NodeId, NodeId),
    If(NodeId, NodeId, NodeId),
    Compare(Comparison, NodeId, NodeId),
    And(NodeId, NodeId),
    Or(NodeId, NodeId),
    Not(NodeId),
    /// Whether at least so many of these hold.
    AtLeast(usize, Vec<NodeId>),
    /// How many of these hold.
    Count(Vec<NodeId>),
    /// Whether there is a number.
    HasValue(NodeId),
    /// The first, or the second where the first has no number.
    OrElse(NodeId, NodeId),
    Round(Rounder, Number, NodeId),
    Power(NodeId, u32),
    /// A function with a real value, rounded to so many places.
    Real(RealFunction, u32, Vec<NodeId>),
    /// A quantity of the rubric by its place, under its own name.
    Quantity(usize, NodeId),
    LookUp(Arc<Table>, Vec<NodeId>),
    /// The entry for the option or level that was chosen.
    ByOption(Arc<Table>, usize),
    /// One when the condition holds, else nothing.
    AsShare(NodeId),
    Curve(NodeId, Vec<(Number, Number)>),
    Steps(NodeId, Vec<Step>),
    /// A criterion's share, once the rubric has had its say about what is missing.
    Counted(usize),
    /// The mean of shares, each counted by its weight; what is left out takes its weight with it.
    Mean(Vec<(Number, NodeId)>),
    /// The sum of points, at most a cap; what is left out is nothing.
    Capped(Vec<(Number, NodeId)>, Number),
    /// The number as published, at this many places more than the rubric's.
    Published(NodeId, u32),
    /// Shares of a dimension's members, combined otherwise than by their mean.
    Combined(Combining, Vec<NodeId>),
    /// One when the share is full, else nothing.
    Full(NodeId),
    /// The dimension's score, unless too little of it is answered.
    Enough(NodeId, usize),
    /// Whether a score stands on the right side of a cut-off; what is left out does.
    Reaches(NodeId, Side, Number),
    /// The condition; what is pending at finalisation does not hold.
    Held(NodeId),
    /// The same of a requirement: one that does not apply is fulfilled.
    Fulfilled(NodeId),
    /// The place on a scale, its lowest rating as 0.
    Ranked(Ranking),
    /// The place after a step.
    Adjusted(Move),
    /// Whether the step changes the place.
    Changes(Move),
    /// The worth of the place: one number for each, from the lowest on.
    Worth(NodeId, Vec<Number>),
}

/// How shares come together that are not counted by weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Combining {
    Lowest,
    Highest,
    Product,
}

/// A scale of ratings with what decides.
#[derive(Clone, Debug)]
pub(crate) struct Ranking {
    /// The conditions of the ratings, highest first.
    pub(crate) rungs: Vec<NodeId>,
    pub(crate) cumulative: bool,
    /// Without it there is no place.
    pub(crate) of: Option<NodeId>,
    /// The asks behind it.
    pub(crate) asks: Vec<usize>,
    /// The condition under which there is no place.
    pub(crate) absent_when: Option<NodeId>,
}

/// A step on a scale.
#[derive(Clone, Debug)]
pub(crate) struct Move {
    pub(crate) from: NodeId,
    pub(crate) when: NodeId,
    pub(crate) change: Change,
    /// The highest place.
    pub(crate) top: usize,
}

/// What a step does to a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Up(usize),
    Down(usize),
    To(usize),
    AtMost(usize),
    AtLeast(usize),
}

impl Change {
    /// Where `place` comes to, on a scale up to `top`.
    pub(crate) fn of(self, place: usize, top: usize) -> usize {
        match self {
            Self::Up(by) => place.saturating_add(by).min(top),
            Self::Down(by) => place.saturating_sub(by),
            Self::To(there) => there,
            Self::AtMost(most) => place.min(most),
            Self::AtLeast(least) => place.max(least),
        }
    }
}

/// What becomes of two quantities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pairing {
    Plus,
    Minus,
    Times,
    Over,
    /// A share whose part may turn out larger than its whole.
    Share,
    /// A share whose part is never larger: answers that say so are refused.
    ShareOfWhole,
    Growth,
}

/// What a calendar says of days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CalendarPart {
    Year,
    Month,
    MonthsBetween,
    YearsBetween,
}

/// What becomes of several quantities, whatever their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Aggregate {
    /// The sum of the highest, so many of them.
    Highest(usize),
    /// The sum of the lowest, so many of them.
    Lowest(usize),
    Mean,
    Median,
}

impl Aggregate {
    pub(crate) const SUM: Self = Self::Highest(usize::MAX);
    pub(crate) const LEAST: Self = Self::Lowest(1);
    pub(crate) const MOST: Self = Self::Highest(1);
}

/// A table with a name.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table {
    pub(crate) id: String,
    pub(crate) name: Label,
    pub(crate) shape: TableShape,
}

/// What a table is made of.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum TableShape {
    /// Results by row and column; without columns there is one, that everything is in.
    Grid { rows: Vec<Bound>, columns: Vec<Bound>, cells: Vec<Vec<Number>> },
    /// Straight lines between points, flat outside.
    Curve(Vec<(Number, Number)>),
    /// Results by option.
    Options(Vec<(String, Number)>),
}

/// Where a row or column begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Bound {
    pub(crate) at: Number,
    pub(crate) included: bool,
}

impl Bound {
    /// Whether `quantity` has reached this row.
    pub(crate) fn reaches(&self, quantity: &Number) -> bool {
        if self.included { *quantity >= self.at } else { *quantity > self.at }
    }
}

/// A row of a step table: from its bound upwards.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub(crate) bound: Number,
    pub(crate) included: bool,
    pub(crate) share: Number,
}

impl Step {
    /// Whether `quantity` has reached this row.
    pub(crate) fn reaches(&self, quantity: &Number) -> bool {
        if self.included { *quantity >= self.bound } else { *quantity > self.bound }
    }
}

impl Operation {
    /// The nodes this one looks at.
    pub(crate) fn operands(&self) -> Vec<NodeId> {
        let mut operands = Vec::new();
        self.each_operand(&mut |operand| operands.push(operand));
        operands
    }

    /// Gives `each` every node this one looks at.
    pub(crate) fn each_operand(&self, each: &mut dyn FnMut(NodeId)) {
        match self {
            Self::Constant(_)
            | Self::Truth(_)
            | Self::Ask(_)
            | Self::AskTruth(_)
            | Self::Given(_)
            | Self::Ticked(_)
            | Self::Chosen(..)
            | Self::Part(..)
            | Self::Spread(..)
            | Self::ByOption(..)
            | Self::Counted(_) => (),
            Self::Negate(a)
            | Self::Magnitude(a)
            | Self::Not(a)
            | Self::HasValue(a)
            | Self::Round(_, _, a)
            | Self::Power(a, _)
            | Self::Quantity(_, a)
            | Self::AsShare(a)
            | Self::Curve(a, _)
            | Self::Steps(a, _)
            | Self::Full(a)
            | Self::Enough(a, _)
            | Self::Reaches(a, ..)
            | Self::Held(a)
            | Self::Fulfilled(a)
            | Self::Worth(a, _)
            | Self::Published(a, _) => each(*a),
            Self::Adjusted(step) | Self::Changes(step) => {
                [step.from, step.when].into_iter().for_each(each)
            }
            Self::Ranked(ranking) => {
                let others = [ranking.of, ranking.absent_when].into_iter().flatten();
                ranking.rungs.iter().copied().chain(others).for_each(each);
            }
            Self::Pair(_, a, b)
            | Self::Compare(_, a, b)
            | Self::And(a, b)
            | Self::Or(a, b)
            | Self::OrElse(a, b) => [*a, *b].into_iter().for_each(each),
            Self::Clamp(a, b, c) | Self::If(a, b, c) => [*a, *b, *c].into_iter().for_each(each),
            Self::Aggregate(_, all)
            | Self::Combined(_, all)
            | Self::Product(all)
            | Self::AtLeast(_, all)
            | Self::Count(all)
            | Self::Calendar(_, all)
            | Self::Real(_, _, all)
            | Self::LookUp(_, all) => all.iter().copied().for_each(each),
            Self::WeightedMean(pairs) => pairs.iter().flat_map(|(a, b)| [*a, *b]).for_each(each),
            Self::Mean(terms) | Self::Capped(terms, _) => {
                terms.iter().map(|(_, node)| *node).for_each(each);
            }
        }
    }

    /// The ask this one looks at.
    #[expect(clippy::wildcard_enum_match_arm, reason = "all others look at nodes")]
    pub(crate) fn ask(&self) -> Option<usize> {
        match self {
            Self::Ask(ask)
            | Self::AskTruth(ask)
            | Self::Given(ask)
            | Self::Ticked(ask)
            | Self::Chosen(ask, _)
            | Self::Part(ask, _)
            | Self::Spread(ask, _)
            | Self::ByOption(_, ask) => Some(*ask),
            _ => None,
        }
    }
}

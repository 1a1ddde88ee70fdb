//! The few operations a plan is made of.

use alloc::string::String;
use alloc::vec::Vec;

use crate::label::Label;
use crate::number::Number;
use crate::parse::expression::Comparison;

/// The place of a node in its plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct NodeId(pub(crate) usize);

/// An operation, and what kind of thing it gives.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) operation: Operation,
    pub(crate) kind: Kind,
    /// The words of its unit, for showing.
    pub(crate) unit: Label,
    /// Numbers it is held against: what is shown never crosses them.
    pub(crate) bounds: Vec<Number>,
}

/// What a node gives.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    /// A number of a unit (unit ids with their powers; none for a plain number).
    Quantity { unit: Units, percent: bool },
    /// A condition.
    Truth,
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
    Pair(Pairing, NodeId, NodeId),
    Negate(NodeId),
    Magnitude(NodeId),
    Extreme(Extreme, Vec<NodeId>),
    Clamp(NodeId, NodeId, NodeId),
    If(NodeId, NodeId, NodeId),
    Compare(Comparison, NodeId, NodeId),
    And(NodeId, NodeId),
    Or(NodeId, NodeId),
    Not(NodeId),
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

/// Which of several quantities counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extreme {
    Least,
    Most,
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
        match self {
            Self::Constant(_)
            | Self::Ask(_)
            | Self::AskTruth(_)
            | Self::Given(_)
            | Self::Ticked(_)
            | Self::Counted(_) => Vec::new(),
            Self::Negate(a)
            | Self::Magnitude(a)
            | Self::Not(a)
            | Self::AsShare(a)
            | Self::Curve(a, _)
            | Self::Steps(a, _)
            | Self::Published(a, _) => [*a].into(),
            Self::Pair(_, a, b) | Self::Compare(_, a, b) | Self::And(a, b) | Self::Or(a, b) => {
                [*a, *b].into()
            }
            Self::Clamp(a, b, c) | Self::If(a, b, c) => [*a, *b, *c].into(),
            Self::Extreme(_, all) => all.clone(),
            Self::Mean(terms) | Self::Capped(terms, _) => {
                terms.iter().map(|(_, node)| *node).collect()
            }
        }
    }

    /// The ask this one looks at.
    pub(crate) fn ask(&self) -> Option<usize> {
        match self {
            Self::Ask(ask) | Self::AskTruth(ask) | Self::Given(ask) | Self::Ticked(ask) => {
                Some(*ask)
            }
            Self::Constant(_)
            | Self::Counted(_)
            | Self::Negate(_)
            | Self::Magnitude(_)
            | Self::Not(_)
            | Self::AsShare(_)
            | Self::Curve(..)
            | Self::Steps(..)
            | Self::Published(..)
            | Self::Pair(..)
            | Self::Compare(..)
            | Self::And(..)
            | Self::Or(..)
            | Self::Clamp(..)
            | Self::If(..)
            | Self::Extreme(..)
            | Self::Mean(_)
            | Self::Capped(..) => None,
        }
    }
}

//! Plan and assessment → scorecard; total and pure.
//!
//! One pass over the nodes leaves a slot for each. While answers are missing, a slot holds the
//! range still possible; the slots together are the trace, and [`replay`] computes them again from
//! one another to show it.

mod aggregate;
mod arithmetic;
mod calendar;
pub(crate) mod combine;
pub(crate) mod criterion;
pub(crate) mod enough;
pub(crate) mod interval;
pub(crate) mod mean;
pub(crate) mod node;
pub(crate) mod rank;
mod real;
pub(crate) mod said;
pub(crate) mod slot;
pub(crate) mod table;
pub(crate) mod truth;

#[cfg(feature = "panel")]
use alloc::collections::BTreeMap;
use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::evaluate::enough::Tally;
use crate::evaluate::node::Answers;
use crate::evaluate::slot::Slot;
use crate::plan::Plan;
use crate::plan::node::{NodeId, Operation};

/// All scores of one assessment: a slot for each node of its plan.
#[derive(Clone, Debug)]
pub struct Scorecard {
    slots: Vec<Slot>,
}

impl Scorecard {
    /// How much of a dimension is answered.
    pub(crate) fn tally(&self, plan: &Plan, assessment: &Assessment, place: usize) -> Tally {
        enough::tally_of(plan, assessment, place, &self.slots)
    }

    #[cfg(any(feature = "columns", feature = "proofs"))]
    pub(crate) fn into_slots(self) -> Vec<Slot> {
        self.slots
    }

    #[cfg(feature = "live")]
    pub(crate) fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Puts `slot` at this place; what was there, when it is another.
    #[cfg(feature = "live")]
    pub(crate) fn renew(&mut self, place: usize, slot: Slot) -> Option<Slot> {
        let place = self.slots.get_mut(place).filter(|place| **place != slot)?;
        Some(core::mem::replace(place, slot))
    }

    pub(crate) fn slot(&self, node: NodeId) -> &Slot {
        self.slots.get(node.0).unwrap_or(&Slot::NOTHING)
    }
}

/// The scorecard of `assessment` under `plan`.
///
/// What is missing leaves a range; what cannot be computed is absent, with its reason. Nothing is
/// rounded.
pub fn evaluate(plan: &Plan, assessment: &Assessment) -> Scorecard {
    let mut slots: Vec<Slot> = Vec::with_capacity(plan.nodes.len());
    for node in &plan.nodes {
        let slot = slot_of(plan, assessment, &node.operation, &slots);
        slots.push(slot);
    }
    Scorecard { slots }
}

/// The scorecard as it is where others have settled some nodes: those in `settled` hold what they
/// were settled at, and what is after them follows.
#[cfg(feature = "panel")]
pub(crate) fn evaluate_settled(
    plan: &Plan,
    assessment: &Assessment,
    settled: &BTreeMap<NodeId, Slot>,
) -> Scorecard {
    let mut slots: Vec<Slot> = Vec::with_capacity(plan.nodes.len());
    for (index, node) in plan.nodes.iter().enumerate() {
        let slot = match settled.get(&NodeId(index)) {
            Some(slot) => slot.clone(),
            None => slot_of(plan, assessment, &node.operation, &slots),
        };
        slots.push(slot);
    }
    Scorecard { slots }
}

/// What an operation comes to, after the slots of those before it.
pub(crate) fn slot_of(
    plan: &Plan,
    assessment: &Assessment,
    operation: &Operation,
    slots: &[Slot],
) -> Slot {
    if let Operation::Counted(index) = operation {
        return match plan.criteria.get(*index) {
            Some(rule) => Slot::Quantity(criterion::counted(plan, assessment, rule, slots)),
            None => Slot::NOTHING,
        };
    }
    if let Operation::Enough(score, place) = operation {
        let score = slots.get(score.0).unwrap_or(&Slot::NOTHING).quantity();
        return Slot::Quantity(enough::enough(plan, assessment, *place, score, slots));
    }
    let answers = Answers {
        items: &plan.items,
        asks: &plan.asks,
        given: &assessment.answers,
        state: assessment.state,
    };
    node::slot(operation, slots, answers, plan.rounding)
}

/// Whether every slot follows from the slots before it: proof that the trace is the sum.
pub fn replay(plan: &Plan, assessment: &Assessment, scorecard: &Scorecard) -> bool {
    plan.nodes.iter().enumerate().all(|(index, node)| {
        let before = scorecard.slots.get(..index).unwrap_or_default();
        scorecard.slots.get(index) == Some(&slot_of(plan, assessment, &node.operation, before))
    })
}

/// The scorecard as it would be with `node` at `value`: only what is after it is computed again.
pub(crate) fn with(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    node: NodeId,
    value: Slot,
) -> Scorecard {
    let mut slots = scorecard.slots.clone();
    let mut changed: Vec<bool> = alloc::vec![false; slots.len()];
    if let (Some(slot), Some(mark)) = (slots.get_mut(node.0), changed.get_mut(node.0)) {
        *slot = value;
        *mark = true;
    }
    for (index, planned) in plan.nodes.iter().enumerate().skip(node.0.saturating_add(1)) {
        let depends = |id: &NodeId| changed.get(id.0).copied().unwrap_or_default();
        let mut operands = planned.operation.operands();
        if let Operation::Counted(criterion) = planned.operation
            && let Some(rule) = plan.criteria.get(criterion)
        {
            operands.extend([Some(rule.raw_share), rule.leave_out].into_iter().flatten());
        }
        if !operands.iter().any(depends) {
            continue;
        }
        let next =
            slot_of(plan, assessment, &planned.operation, slots.get(..index).unwrap_or_default());
        if let (Some(slot), Some(mark)) = (slots.get_mut(index), changed.get_mut(index)) {
            *slot = next;
            *mark = true;
        }
    }
    Scorecard { slots }
}

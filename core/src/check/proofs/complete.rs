//! A plan on a complete set of answers, and what becomes of it when one of them is another.

use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::assessment::answer::{Answer, Given};
use crate::check::proofs::possible::Possible;
use crate::evaluate::slot::Slot;
use crate::evaluate::{evaluate, slot_of};
use crate::number::Number;
use crate::plan::node::{NodeId, Operation};
use crate::plan::{AskKind, Plan};

/// Every answer at one end of its range, and what the plan comes to.
pub(crate) struct Complete<'a> {
    plan: &'a Plan,
    assessment: Assessment,
    slots: Vec<Slot>,
}

impl<'a> Complete<'a> {
    /// What `plan` comes to with these answers.
    pub(crate) fn of(plan: &'a Plan, mut assessment: Assessment) -> Self {
        keep_within(plan, &mut assessment.answers);
        let scorecard = evaluate(plan, &assessment);
        let slots = (0..plan.nodes.len()).map(|id| scorecard.slot(NodeId(id)).clone()).collect();
        Self { plan, assessment, slots }
    }

    /// The number of `node` with another answer to `ask`; `None` when there is none, when the answer
    /// does not go with the others, or when enough has been tried.
    pub(crate) fn number(
        &self,
        ask: usize,
        given: &Given,
        node: NodeId,
        possible: &Possible<'_>,
    ) -> Option<Number> {
        let mut assessment = self.assessment.clone();
        *assessment.answers.get_mut(ask)? = Answer::Given(given.clone());
        let mut kept = assessment.answers.clone();
        keep_within(self.plan, &mut kept);
        if kept != assessment.answers {
            return None;
        }
        let mut slots = self.slots.clone();
        let mut is_other = alloc::vec![false; slots.len()];
        for (place, planned) in self.plan.nodes.iter().enumerate().take(node.0.saturating_add(1)) {
            if !self.hangs_on(ask, &planned.operation, &is_other) {
                continue;
            }
            if !possible.may_try(1) {
                return None;
            }
            let before = slots.get(..place).unwrap_or_default();
            let next = slot_of(self.plan, &assessment, &planned.operation, before);
            if let (Some(slot), Some(mark)) = (slots.get_mut(place), is_other.get_mut(place)) {
                *mark = *slot != next;
                *slot = next;
            }
        }
        slots.get(node.0)?.quantity().number().cloned()
    }

    /// Whether an operation looks at the ask, or at something that came out otherwise.
    fn hangs_on(&self, ask: usize, operation: &Operation, is_other: &[bool]) -> bool {
        let is_other = |id: &NodeId| is_other.get(id.0).copied().unwrap_or_default();
        if let Operation::Counted(index) = operation {
            return self.plan.criteria.get(*index).is_some_and(|rule| {
                is_other(&rule.raw_share) || rule.leave_out.as_ref().is_some_and(is_other)
            });
        }
        // Which of several count is decided by all that is answered.
        matches!(operation, Operation::Enough(..))
            || operation.ask() == Some(ask)
            || operation.operands().iter().any(is_other)
    }
}

/// No part is above its whole: an answer that says so is refused.
fn keep_within(plan: &Plan, answers: &mut [Answer]) {
    for place in 0..plan.asks.len() {
        let Some(AskKind::Number(measured)) = plan.asks.get(place).map(|ask| &ask.kind) else {
            continue;
        };
        let whole = measured.within.and_then(|whole| answers.get(whole).cloned());
        if let (Some(Answer::Given(Given::Number(whole))), Some(Answer::Given(Given::Number(part)))) =
            (whole, answers.get_mut(place))
            && *part > whole
        {
            *part = whole;
        }
    }
}

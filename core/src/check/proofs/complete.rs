//! A plan on a complete set of answers, and what becomes of it when one of them is another.

use alloc::collections::BinaryHeap;
use alloc::vec::Vec;
use core::cmp::Reverse;

use crate::assessment::Assessment;
use crate::assessment::answer::{Answer, Given};
use crate::check::proofs::possible::Possible;
use crate::evaluate::mean::Sum;
use crate::evaluate::slot::{Absence, Quantity, Slot};
use crate::evaluate::{evaluate, slot_of};
use crate::number::Number;
use crate::plan::node::{Node, NodeId, Operation};
use crate::plan::{AskKind, Plan};

/// Every answer at one end of its range, and what the plan comes to.
pub(crate) struct Complete<'a> {
    plan: &'a Plan,
    readers: &'a Readers,
    assessment: Assessment,
    slots: Vec<Slot>,
    /// The means of settled shares, in order.
    means: Vec<(NodeId, Mean<'a>)>,
    /// The parts and wholes, both asks, that each ask is one of, in order.
    pairs: Vec<(usize, (usize, usize))>,
    /// Those of them whose part is above its whole all the same: the whole was cut later.
    above: Vec<(usize, usize)>,
}

/// A mean of shares all of which are settled: its sum, and each share's weight, in order.
struct Mean<'a> {
    sum: Sum,
    weights: Vec<(NodeId, &'a Number)>,
}

impl<'a> Mean<'a> {
    fn of(terms: &'a [(Number, NodeId)], slots: &[Slot]) -> Option<Self> {
        let mut sum = Sum::default();
        for (weight, node) in terms {
            match slots.get(node.0)?.quantity() {
                Quantity::Known(share) => sum.add(weight, share),
                Quantity::Absent(Absence::LeftOut) => (),
                Quantity::Open(_) | Quantity::Absent(_) => return None,
            }
        }
        let mut weights: Vec<_> = terms.iter().map(|(weight, node)| (*node, weight)).collect();
        weights.sort_unstable_by_key(|(node, _)| *node);
        Some(Self { sum, weights })
    }

    /// The mean with those shares that are other than `before`; `None` where one is not settled.
    fn with(&self, before: &[(NodeId, Slot)], slots: &[Slot]) -> Option<Quantity> {
        let mut sum = self.sum.clone();
        let others = before.iter().flat_map(|(node, slot)| {
            beginning(&self.weights, *node).map(move |weight| (node, slot, weight))
        });
        for (node, slot, weight) in others {
            if let Quantity::Known(share) = slot.quantity() {
                sum.take_off(weight, share);
            }
            match slots.get(node.0)?.quantity() {
                Quantity::Known(share) => sum.add(weight, share),
                Quantity::Absent(Absence::LeftOut) => (),
                Quantity::Open(_) | Quantity::Absent(_) => return None,
            }
        }
        Some(sum.settled())
    }
}

/// Which nodes look at each ask and at each node, in order, and which at all that is answered.
pub(crate) struct Readers {
    of_asks: Vec<(usize, NodeId)>,
    of_nodes: Vec<(NodeId, NodeId)>,
    of_everything: Vec<NodeId>,
}

impl Readers {
    pub(crate) fn of(plan: &Plan) -> Self {
        let mut readers =
            Self { of_asks: Vec::new(), of_nodes: Vec::new(), of_everything: Vec::new() };
        for (place, planned) in plan.nodes.iter().enumerate() {
            let (operation, reader) = (&planned.operation, NodeId(place));
            readers.of_asks.extend(operation.ask().map(|ask| (ask, reader)));
            operation.each_operand(&mut |operand| readers.of_nodes.push((operand, reader)));
            if let Operation::Counted(index) = operation
                && let Some(rule) = plan.criteria.get(*index)
            {
                let looks_at = [Some(rule.raw_share), rule.leave_out].into_iter().flatten();
                readers.of_nodes.extend(looks_at.map(|operand| (operand, reader)));
            }
            // Which of several count is decided by all that is answered.
            if matches!(operation, Operation::Enough(..)) {
                readers.of_everything.push(reader);
            }
        }
        readers.of_asks.sort_unstable();
        readers.of_nodes.sort_unstable();
        readers
    }
}

/// The pairs that begin with `first`, of pairs in order: what they end with.
fn beginning<T: Ord + Copy, U: Copy>(pairs: &[(T, U)], first: T) -> impl Iterator<Item = U> {
    let start = pairs.partition_point(|(one, _)| *one < first);
    let all = pairs.get(start..).unwrap_or_default().iter();
    all.take_while(move |(one, _)| *one == first).map(|(_, other)| *other)
}

impl<'a> Complete<'a> {
    /// What `plan` comes to with these answers.
    pub(crate) fn of(plan: &'a Plan, readers: &'a Readers, mut assessment: Assessment) -> Self {
        let within = |place: usize| {
            let AskKind::Number(measured) = &plan.asks.get(place)?.kind else { return None };
            measured.within.map(|whole| (place, whole))
        };
        let pairs: Vec<(usize, usize)> = (0..plan.asks.len()).filter_map(within).collect();
        for (part, whole) in &pairs {
            if is_above(&assessment.answers, *part, *whole)
                && let Some(least) = assessment.answers.get(*whole).cloned()
                && let Some(answer) = assessment.answers.get_mut(*part)
            {
                *answer = least;
            }
        }
        let is_still =
            |(part, whole): &&(usize, usize)| is_above(&assessment.answers, *part, *whole);
        let above = pairs.iter().filter(is_still).copied().collect();
        let both = |pair: &(usize, usize)| [(pair.0, *pair), (pair.1, *pair)];
        let mut pairs: Vec<_> = pairs.iter().flat_map(both).collect();
        pairs.sort_unstable();
        let slots = evaluate(plan, &assessment).into_slots();
        let mean = |(place, node): (usize, &'a Node)| {
            let Operation::Mean(terms) = &node.operation else { return None };
            Some((NodeId(place), Mean::of(terms, &slots)?))
        };
        let means = plan.nodes.iter().enumerate().filter_map(mean).collect();
        Self { plan, readers, assessment, slots, means, pairs, above }
    }

    /// The number of `node` with another answer to `ask`; `None` when there is none, when the answer
    /// does not go with the others, or when enough has been tried.
    pub(crate) fn number(
        &mut self,
        ask: usize,
        given: &Given,
        node: NodeId,
        possible: &Possible<'_>,
    ) -> Option<Number> {
        let answer = self.assessment.answers.get_mut(ask)?;
        let kept = core::mem::replace(answer, Answer::Given(given.clone()));
        let mut before = Vec::new();
        let number = if self.is_refused(ask) {
            None
        } else {
            self.follow(ask, node, possible, &mut before)
                .and_then(|()| self.slots.get(node.0)?.quantity().number().cloned())
        };
        for (id, slot) in before {
            if let Some(place) = self.slots.get_mut(id.0) {
                *place = slot;
            }
        }
        if let Some(answer) = self.assessment.answers.get_mut(ask) {
            *answer = kept;
        }
        number
    }

    /// Whether some part is above its whole, now that `ask` has another answer.
    fn is_refused(&self, ask: usize) -> bool {
        let answers = &self.assessment.answers;
        let is_another = |(part, whole): &(usize, usize)| *part != ask && *whole != ask;
        self.above.iter().any(is_another)
            || beginning(&self.pairs, ask).any(|(part, whole)| is_above(answers, part, whole))
    }

    /// Computes again, up to `node`, what hangs on `ask`; `before` takes what stood there.
    fn follow(
        &mut self,
        ask: usize,
        node: NodeId,
        possible: &Possible<'_>,
        before: &mut Vec<(NodeId, Slot)>,
    ) -> Option<()> {
        let mut due: BinaryHeap<Reverse<NodeId>> =
            beginning(&self.readers.of_asks, ask).map(Reverse).collect();
        due.extend(self.readers.of_everything.iter().copied().map(Reverse));
        let mut last = None;
        while let Some(Reverse(id)) = due.pop().filter(|Reverse(id)| *id <= node) {
            if last.replace(id) == Some(id) {
                continue;
            }
            if !possible.may_try(1) {
                return None;
            }
            let next = self.next(id, before)?;
            let slot = self.slots.get_mut(id.0)?;
            if *slot != next {
                before.push((id, core::mem::replace(slot, next)));
                due.extend(beginning(&self.readers.of_nodes, id).map(Reverse));
            }
        }
        Some(())
    }

    /// What `id` comes to now; `before` is what stood in the nodes that came out otherwise.
    fn next(&self, id: NodeId, before: &[(NodeId, Slot)]) -> Option<Slot> {
        let operation = &self.plan.node(id)?.operation;
        let mean = self.means.binary_search_by_key(&id, |(node, _)| *node).ok();
        let mean = mean.and_then(|place| self.means.get(place));
        if let Some(mean) = mean.and_then(|(_, mean)| mean.with(before, &self.slots)) {
            return Some(Slot::Quantity(mean));
        }
        let ahead = self.slots.get(..id.0).unwrap_or_default();
        Some(slot_of(self.plan, &self.assessment, operation, ahead))
    }
}

/// Whether a part is above its whole: an answer that says so is refused.
fn is_above(answers: &[Answer], part: usize, whole: usize) -> bool {
    matches!(
        (answers.get(part), answers.get(whole)),
        (Some(Answer::Given(Given::Number(part))), Some(Answer::Given(Given::Number(whole))))
            if part > whole
    )
}

//! What the exact engine says, where floats cannot: of one criterion, or of a whole row.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::assessment::answer::{Answer, Mark};
use crate::columns::sheet::Sheet;
use crate::evaluate::criterion::counted;
use crate::evaluate::slot::{Absence, Quantity, Slot, Undefined};
use crate::evaluate::{Scorecard, evaluate, slot_of};
use crate::number::Number;
use crate::plan::node::{NodeId, Operation};
use crate::plan::{Criterion, Plan};
use crate::rate::{Award, rate};
use crate::report::v1::State;
use crate::rounding::Rounding;

/// The nodes that an operation looks at, those of a criterion included.
pub(crate) fn operands(plan: &Plan, operation: &Operation) -> Vec<NodeId> {
    let mut operands = operation.operands();
    if let Operation::Counted(place) = operation
        && let Some(rule) = plan.criteria.get(*place)
    {
        operands.extend([Some(rule.raw_share), rule.leave_out].into_iter().flatten());
    }
    operands
}

/// A final assessment in which nothing is answered.
fn silence(plan: &Plan) -> Assessment {
    Assessment {
        digest: alloc::string::String::new(),
        subject: crate::assessment::Subject::default(),
        state: State::Final,
        is_of_other_rubric: false,
        unstated: Vec::new(),
        answers: alloc::vec![Answer::Unanswered; plan.asks.len()],
        marks: alloc::vec![Mark::None; plan.items.len()],
    }
}

/// A plan on which nothing is answered.
#[derive(Clone, Debug)]
pub(crate) struct Silent<'p> {
    plan: &'p Plan,
    assessment: Assessment,
    slots: Vec<Slot>,
}

impl<'p> Silent<'p> {
    pub(crate) fn new(plan: &'p Plan) -> Self {
        let assessment = silence(plan);
        let slots = evaluate(plan, &assessment).into_slots();
        Self { plan, assessment, slots }
    }

    /// What a criterion counts when it is marked not applicable, when it has no result, and when nothing
    /// of it is answered, as long as no rule leaves it out.
    pub(crate) fn outcomes(&mut self, rule: &Criterion) -> [Quantity; 3] {
        let rule = Criterion { leave_out: None, ..rule.clone() };
        let unanswered = self.counted(&rule);
        self.mark(&rule, Mark::NotApplicable(alloc::string::String::new()));
        let not_applicable = self.counted(&rule);
        self.mark(&rule, Mark::None);
        let nothing = Absence::Undefined(Undefined::OverNothing);
        let before = self.put(&rule, Slot::Quantity(Quantity::Absent(nothing)));
        let undefined = self.counted(&rule);
        self.put(&rule, before);
        [not_applicable, undefined, unanswered]
    }

    fn counted(&self, rule: &Criterion) -> Quantity {
        counted(self.plan, &self.assessment, rule, &self.slots)
    }

    fn mark(&mut self, rule: &Criterion, mark: Mark) {
        if let Some(place) = self.assessment.marks.get_mut(rule.item) {
            *place = mark;
        }
    }

    /// Puts something in the place of its raw share; gives what stood there.
    fn put(&mut self, rule: &Criterion, slot: Slot) -> Slot {
        let place = self.slots.get_mut(rule.raw_share.0);
        place.map_or(Slot::NOTHING, |place| core::mem::replace(place, slot))
    }
}

/// The nodes behind each criterion, in order.
#[derive(Clone, Debug)]
pub(crate) struct Cones {
    of: Vec<Vec<usize>>,
    asks: Vec<Vec<usize>>,
}

impl Cones {
    pub(crate) fn new(plan: &Plan) -> Self {
        let of: Vec<Vec<usize>> = plan.criteria.iter().map(|rule| cone(plan, rule.share)).collect();
        let asked = |cone: &Vec<usize>| {
            let asks = cone.iter().filter_map(|node| plan.nodes.get(*node)?.operation.ask());
            let mut asks: Vec<usize> = asks.collect();
            asks.extend(cone.iter().flat_map(|node| counted_asks(plan, *node)));
            asks.sort_unstable();
            asks.dedup();
            asks
        };
        let asks = of.iter().map(asked).collect();
        Self { of, asks }
    }

    /// What one criterion of one row comes to.
    pub(crate) fn resolve(
        &self,
        plan: &Plan,
        sheet: &Sheet<'_>,
        scratch: &mut Scratch,
        (row, criterion): (usize, usize),
    ) -> Quantity {
        scratch.marks_of(sheet, plan, row);
        let assessment = &mut scratch.assessment;
        for ask in self.asks.get(criterion).into_iter().flatten() {
            let answer = sheet.given(row, *ask, &assessment.marks);
            if let Some(place) = assessment.answers.get_mut(*ask) {
                *place = answer;
            }
        }
        let mut outcome = Quantity::Absent(Absence::Withheld);
        for index in self.of.get(criterion).into_iter().flatten() {
            let Some(node) = plan.nodes.get(*index) else { continue };
            let slot = slot_of(plan, assessment, &node.operation, &scratch.slots);
            outcome = slot.quantity().clone();
            if let Some(place) = scratch.slots.get_mut(*index) {
                *place = slot;
            }
        }
        outcome
    }
}

/// The asks that a criterion's own rule looks at.
fn counted_asks(plan: &Plan, node: usize) -> &[usize] {
    match plan.nodes.get(node).map(|node| &node.operation) {
        Some(Operation::Counted(place)) => {
            plan.criteria.get(*place).map_or(&[], |rule| rule.needs.as_slice())
        }
        _ => &[],
    }
}

/// Which nodes lead to `wanted`.
pub(crate) fn needed(plan: &Plan, wanted: &[NodeId]) -> Vec<bool> {
    let mut needed = alloc::vec![false; plan.nodes.len()];
    let mark = |needed: &mut Vec<bool>, node: &NodeId| {
        if let Some(mark) = needed.get_mut(node.0) {
            *mark = true;
        }
    };
    wanted.iter().for_each(|node| mark(&mut needed, node));
    for (index, node) in plan.nodes.iter().enumerate().rev() {
        if needed.get(index) == Some(&true) {
            operands(plan, &node.operation).iter().for_each(|node| mark(&mut needed, node));
        }
    }
    needed
}

/// The nodes that lead to one, in order.
fn cone(plan: &Plan, of: NodeId) -> Vec<usize> {
    let mut inside = BTreeSet::from([of.0]);
    let mut next = Vec::from([of.0]);
    while let Some(index) = next.pop() {
        let Some(node) = plan.nodes.get(index) else { continue };
        next.extend(
            operands(plan, &node.operation)
                .iter()
                .map(|operand| operand.0)
                .filter(|operand| inside.insert(*operand)),
        );
    }
    inside.into_iter().collect()
}

/// Room for one row.
#[derive(Clone, Debug)]
pub(crate) struct Scratch {
    assessment: Assessment,
    slots: Vec<Slot>,
    row: Option<usize>,
}

impl Scratch {
    pub(crate) fn new(plan: &Plan) -> Self {
        let slots = alloc::vec![Slot::NOTHING; plan.nodes.len()];
        Self { assessment: silence(plan), slots, row: None }
    }

    fn marks_of(&mut self, sheet: &Sheet<'_>, plan: &Plan, row: usize) {
        if self.row == Some(row) {
            return;
        }
        self.row = Some(row);
        for item in 0..plan.items.len() {
            if let Some(mark) = self.assessment.marks.get_mut(item) {
                *mark = sheet.mark_of(row, item);
            }
        }
    }
}

/// What the exact engine makes of one row.
pub(crate) fn whole(plan: &Plan, sheet: &Sheet<'_>, row: usize) -> (Scorecard, Award) {
    let assessment = sheet.assessment(row);
    let scorecard = evaluate(plan, &assessment);
    let award = rate(plan, &assessment, &scorecard);
    (scorecard, award)
}

/// `number`, rounded, in units of its last place; `None` beyond what such a number holds.
pub(crate) fn published(rounding: Rounding, number: &Number) -> Option<i64> {
    rounding.publish(number.clone()).published.scaled_by_ten(rounding.places).to_whole()
}

//! R155: a condition holds for some answers and not for others.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an operation that is not named here is taken as it is: nothing more is claimed of it"
)]

use alloc::vec::Vec;

use crate::check::proofs::possible::{Holds, Possible};
use crate::check::proofs::{Ledger, criteria};
use crate::diagnostic::Fault;
use crate::model::rubric::Rubric;
use crate::plan::node::{Kind, NodeId, Operation};
use crate::span::Span;

/// Conditions, and parts of conditions, of which something follows.
pub(crate) fn conditions(rubric: &Rubric, possible: &Possible<'_>, ledger: &mut Ledger) {
    let plan = possible.plan;
    let mut asked: Vec<Option<Span>> = alloc::vec![None; plan.nodes.len()];
    let mut ask = |node: NodeId, at: Span| {
        if let Some(place) = asked.get_mut(node.0) {
            *place = Some(at);
        }
    };
    for planned in &plan.nodes {
        let inner = match &planned.operation {
            Operation::If(condition, _, _) => Vec::from([*condition]),
            Operation::And(a, b) | Operation::Or(a, b) => [*a, *b].into(),
            _ => continue,
        };
        for condition in inner {
            let at = plan.node(condition).map(|node| node.at).unwrap_or_default();
            if at != Span::default() {
                ask(condition, at);
            }
        }
    }
    for (rule, criterion) in criteria(rubric, plan) {
        if let (Some(node), Some(text)) = (criterion.leave_out, &rule.leave_out_when) {
            ask(node, text.at);
        }
        for (flag, rule) in criterion.flags.iter().zip(&rule.flags) {
            ask(flag.when, rule.when.at);
        }
    }
    for grade in &plan.grades {
        let rule = rubric.grade.iter().find(|rule| rule.id.as_str() == grade.id);
        let written = rule.and_then(|rule| rule.absent_when.as_ref());
        if let (Some(node), Some(text)) = (grade.absent_when, written) {
            ask(node, text.at);
        }
    }
    // Ratings, steps and gates are told apart.
    let scales = plan.grades.iter().map(|grade| &grade.scale).chain([&plan.scale]);
    let rungs = scales.flat_map(|scale| {
        let of_rungs = scale.rungs.iter();
        let of_rungs = of_rungs.flat_map(|rung| rung.that.iter().chain(&rung.conditions));
        of_rungs.chain(scale.steps.iter().map(|step| &step.when))
    });
    let rungs = rungs.map(|each| each.open);
    let mut told = alloc::vec![false; plan.nodes.len()];
    for node in rungs.chain(plan.gates.iter().map(|gate| gate.verdict)) {
        if let Some(mark) = told.get_mut(node.0) {
            *mark = true;
        }
    }
    told_from_the_outside(possible, &asked, &told, ledger);
}

/// Of a condition inside a constant one nothing more is said.
fn told_from_the_outside(
    possible: &Possible<'_>,
    asked: &[Option<Span>],
    told: &[bool],
    ledger: &mut Ledger,
) {
    let plan = possible.plan;
    let mut covered = alloc::vec![false; plan.nodes.len()];
    for (index, planned) in plan.nodes.iter().enumerate().rev() {
        let id = NodeId(index);
        let is_told = told.get(index).copied().unwrap_or_default();
        let is_covered = covered.get(index).copied().unwrap_or_default();
        let at = asked.get(index).copied().flatten();
        if planned.kind != Kind::Truth || (at.is_none() && !is_told && !is_covered) {
            continue;
        }
        let holds = possible.holds(id);
        if let (Some(at), false) = (at, is_told) {
            let is_constant = holds != Holds::Sometimes && !is_covered;
            let fault = Fault::ConditionConstant { always: holds == Holds::Always };
            ledger.see(at, "R155", is_constant.then_some(fault));
        }
        if holds == Holds::Sometimes && !is_covered {
            continue;
        }
        for operand in planned.operation.operands() {
            if let Some(mark) = covered.get_mut(operand.0) {
                *mark = true;
            }
        }
    }
}

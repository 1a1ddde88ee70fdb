//! R162: a better answer does not come out worse, by whatever way.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::answer::{Given, PartAnswer};
use crate::check::proofs::complete::{Complete, Readers};
use crate::check::proofs::direction::{Goal, are_bad, goal, graph};
use crate::check::proofs::effect::is_scored;
use crate::check::proofs::possible::Possible;
use crate::check::proofs::{Ledger, criteria};
use crate::diagnostic::Fault;
use crate::model::criterion::{Better, Combine, Criterion as CriterionRule};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::plan::node::{NodeId, Operation};
use crate::plan::{AskKind, Criterion, Level, Measured, Plan};

/// No better answer comes out worse than the one below it; of the nodes in `told` enough is said.
pub(crate) fn better_comes_out_no_worse(
    rubric: &Rubric,
    possible: &Possible<'_>,
    told: &[bool],
    ledger: &mut Ledger,
) {
    let plan = possible.plan;
    let concerned = concerned(plan);
    let leave_out = leave_out(plan);
    let told_apart = told_apart(plan);
    let goal = goal(plan);
    let readers = Readers::of(plan);
    let mut ends = [false, true].map(|highest| possible.complete(&readers, highest));
    for (rule, criterion) in criteria(rubric, plan) {
        let asks = plan.items.get(criterion.item).map(|item| item.asks.as_slice());
        for (written, ask) in rule.ask.iter().zip(asks.unwrap_or_default()) {
            let at = written.it.0.id.as_ref().map_or(rule.id.at, |id| id.at);
            let bears_on = concerned.get(*ask).map(Vec::as_slice).unwrap_or_default();
            let is_told = bears_on
                .iter()
                .any(|criterion| told.get(criterion.raw_share.0).copied().unwrap_or_default());
            let answers = if is_told || bears_on.is_empty() || has(&leave_out, *ask) {
                Vec::new()
            } else {
                rising(rule, criterion, *ask, has(&told_apart, *ask), possible)
            };
            let worse = goal
                .as_ref()
                .and_then(|goal| comes_out_worse(*ask, &answers, goal, &mut ends, possible));
            let is_plain = !is_told && is_added_up(rubric, plan, bears_on);
            let worse = worse
                .or_else(|| costs_points(*ask, bears_on, &answers, possible).filter(|_| is_plain));
            ledger.see(at, "R162", worse);
        }
    }
}

/// The criteria that are scored by each ask.
fn concerned(plan: &Plan) -> Vec<Vec<&Criterion>> {
    let mut concerned: Vec<Vec<&Criterion>> = alloc::vec![Vec::new(); plan.asks.len()];
    for criterion in plan.criteria.iter().filter(|criterion| is_scored(plan, criterion)) {
        for ask in &criterion.needs {
            concerned.get_mut(*ask).into_iter().for_each(|those| those.push(criterion));
        }
    }
    concerned
}

/// The answers to an ask, the worst first, as they are told and as they are given; none where
/// nothing says which is better.
fn rising(
    rule: &CriterionRule,
    criterion: &Criterion,
    ask: usize,
    is_told_apart: bool,
    possible: &Possible<'_>,
) -> Vec<(String, Given)> {
    let plan = possible.plan;
    let declared = rule.better.as_ref().map(|word| word.it);
    let measured = plan.node(criterion.measure).map(|node| &node.operation);
    let is_measure = matches!(measured, Some(Operation::Ask(of)) if *of == ask);
    let Some(asked) = plan.asks.get(ask) else { return Vec::new() };
    let level = |(place, level): (usize, &Level)| (level.id.clone(), Given::Level(place));
    let mut answers: Vec<(String, Given)> = match &asked.kind {
        AskKind::Level { levels } => levels.iter().enumerate().map(level).collect(),
        AskKind::Choice { options } if asked.kind.is_worth_something() && !is_told_apart => {
            options.iter().enumerate().map(level).collect()
        }
        AskKind::Checklist { parts } => (0..=parts.len())
            .map(|ticked| {
                let part =
                    |place| if place < ticked { PartAnswer::Ticked } else { PartAnswer::NotTicked };
                (ticked.to_string(), Given::Parts((0..parts.len()).map(part).collect()))
            })
            .collect(),
        AskKind::Number(measured) if is_measure && declared.is_some() => {
            numbers(measured, criterion, possible)
        }
        AskKind::Choice { .. }
        | AskKind::YesNo
        | AskKind::Number(_)
        | AskKind::Date(_)
        | AskKind::Period(_)
        | AskKind::Distribution { .. }
        | AskKind::Series { .. } => Vec::new(),
    };
    match declared {
        None if are_bad(plan, criterion) != Some(false) => Vec::new(),
        None | Some(Better::Higher) => answers,
        Some(Better::Lower) if is_measure => {
            answers.reverse();
            answers
        }
        Some(Better::Lower | Better::Between) => Vec::new(),
    }
}

/// The asks whose options select something by themselves, so that none is better.
fn told_apart(plan: &Plan) -> Vec<bool> {
    let mut told_apart = alloc::vec![false; plan.asks.len()];
    for node in &plan.nodes {
        if let Operation::Chosen(ask, _) | Operation::ByOption(_, ask) = node.operation
            && let Some(mark) = told_apart.get_mut(ask)
        {
            *mark = true;
        }
    }
    told_apart
}

/// The numbers at which points turn, as typed, with the ends of what is admitted.
fn numbers(
    measured: &Measured,
    criterion: &Criterion,
    possible: &Possible<'_>,
) -> Vec<(String, Given)> {
    let typed = |number: &Number| {
        if measured.percent { number.times(&Number::from_whole(100)) } else { number.clone() }
    };
    let turns = graph(criterion, possible).map(|(_, graph)| graph).unwrap_or_default();
    let mut all: Vec<Number> = turns.iter().map(|(at, _)| typed(at)).collect();
    all.extend(measured.least.iter().chain(&measured.most).cloned());
    let is_admitted = |number: &Number| {
        measured.least.as_ref().is_none_or(|least| least <= number)
            && measured.most.as_ref().is_none_or(|most| number <= most)
            && (!measured.whole || number.is_whole())
            && (measured.bands.is_empty() || measured.bands.iter().any(|band| band.holds(number)))
    };
    all.retain(is_admitted);
    all.sort();
    all.dedup();
    all.into_iter().map(|number| (number.to_string(), Given::Number(number))).collect()
}

/// The asks by whose answers some criterion is left out: then what counts is another thing, and the
/// two totals do not compare.
fn leave_out(plan: &Plan) -> Vec<bool> {
    let mut open: Vec<NodeId> =
        plan.criteria.iter().filter_map(|criterion| criterion.leave_out).collect();
    let mut leave_out = alloc::vec![false; plan.asks.len()];
    let mut seen = alloc::vec![false; plan.nodes.len()];
    while let Some(id) = open.pop() {
        match seen.get_mut(id.0) {
            Some(mark) if !*mark => *mark = true,
            Some(_) | None => continue,
        }
        let Some(node) = plan.node(id) else { continue };
        if let Some(mark) = node.operation.ask().and_then(|ask| leave_out.get_mut(ask)) {
            *mark = true;
        }
        node.operation.each_operand(&mut |operand| open.push(operand));
    }
    leave_out
}

fn has(marks: &[bool], place: usize) -> bool {
    marks.get(place).copied().unwrap_or_default()
}

/// A better answer with which the rating goes by a worse number, with every other answer the same:
/// one such case is proof. The others are taken at both ends of their ranges.
fn comes_out_worse(
    ask: usize,
    answers: &[(String, Given)],
    goal: &Goal,
    ends: &mut [Complete<'_>],
    possible: &Possible<'_>,
) -> Option<Fault> {
    let plan = possible.plan;
    let id = plan.asks.get(ask)?.id.clone();
    ends.iter_mut().find_map(|end| {
        let numbers = answers.iter().map(|(_, given)| end.number(ask, given, goal.node, possible));
        let numbers: Vec<Number> = numbers.collect::<Option<_>>()?;
        let pairs = numbers.windows(2).zip(answers.windows(2));
        pairs.into_iter().find_map(|(numbers, answers)| {
            let ([before, now], [(worse, _), (better, _)]) = (numbers, answers) else {
                return None;
            };
            let lost = if goal.is_rising { before.minus(now) } else { now.minus(before) };
            let is_worse = !lost.is_zero() && !lost.is_negative();
            let (ask, better, worse) = (id.clone(), better.clone(), worse.clone());
            is_worse.then_some(Fault::BetterCostsPoints { ask, better, worse, points: lost })
        })
    })
}

/// Whether the criteria's points simply add up to the total that is judged: then their sum tells
/// what becomes of it.
fn is_added_up(rubric: &Rubric, plan: &Plan, concerned: &[&Criterion]) -> bool {
    let adds = |criterion: &&&Criterion| {
        let rule = rubric.dimension.get(criterion.dimension);
        rule.is_some_and(|rule| {
            rule.in_.is_none()
                && rule.counts.is_none()
                && rule.demerit.is_none()
                && rule.combine.as_ref().is_none_or(|word| word.it == Combine::Mean)
        })
    };
    plan.of.is_none() && concerned.iter().filter(adds).count() == concerned.len()
}

/// A level that earns fewer points in all than the one below it, with every other answer the same.
fn costs_points(
    ask: usize,
    concerned: &[&Criterion],
    answers: &[(String, Given)],
    possible: &Possible<'_>,
) -> Option<Fault> {
    let plan = possible.plan;
    let levels = plan.asks.get(ask)?.kind.options().len();
    if concerned.iter().any(|criterion| criterion.leave_out.is_some()) || answers.len() != levels {
        return None;
    }
    let at_end = |highest: bool| {
        let points = points(ask, levels, highest, concerned, possible);
        points.windows(2).zip(answers.windows(2)).find_map(|(points, answers)| {
            let ([Some(before), Some(now)], [(worse, _), (better, _)]) = (points, answers) else {
                return None;
            };
            (now < before).then(|| Fault::BetterCostsPoints {
                ask: plan.asks.get(ask).map(|ask| ask.id.clone()).unwrap_or_default(),
                better: better.clone(),
                worse: worse.clone(),
                points: before.minus(now),
            })
        })
    };
    at_end(false).or_else(|| at_end(true))
}

/// The points of the criteria concerned with the ask at each of its levels; `None` for a level with
/// which a number is missing.
fn points(
    ask: usize,
    levels: usize,
    highest: bool,
    concerned: &[&Criterion],
    possible: &Possible<'_>,
) -> Vec<Option<Number>> {
    let shares: Vec<NodeId> = concerned.iter().map(|criterion| criterion.raw_share).collect();
    let of_level = possible.with_levels(ask, levels, highest, &shares);
    let sum = |shares: Vec<Number>| {
        concerned.iter().zip(shares).fold(Number::zero(), |sum, (criterion, share)| {
            sum.plus(&criterion.weight.times(&share))
        })
    };
    of_level.into_iter().map(|shares| shares.map(sum)).collect()
}

//! R161, R162: a better answer does not score less.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an operation that is not named here is taken as it is: nothing more is claimed of it"
)]

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::check::proofs::effect::is_scored;
use crate::check::proofs::possible::Possible;
use crate::check::proofs::rows::Quantity;
use crate::check::proofs::{Ledger, criteria};
use crate::diagnostic::Fault;
use crate::model::criterion::{Better, Criterion as CriterionRule};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::plan::node::{NodeId, Operation};
use crate::plan::{AskKind, Criterion, Plan};

/// Tables and curves rise where the answers do; and no level, by whatever way, costs points.
pub(crate) fn better_scores_more(rubric: &Rubric, possible: &Possible<'_>, ledger: &mut Ledger) {
    let plan = possible.plan;
    let mut told = alloc::vec![false; plan.nodes.len()];
    for (rule, criterion) in criteria(rubric, plan) {
        let Some(points) = &rule.points else { continue };
        let found = table(rule, criterion, possible);
        if let Some(mark) = told.get_mut(criterion.raw_share.0) {
            *mark |= found.is_some();
        }
        ledger.see(points.at, "R161", found);
    }
    let concerned = concerned(plan);
    for (rule, criterion) in criteria(rubric, plan) {
        let declared = matches!(
            rule.better.as_ref().map(|word| word.it),
            Some(Better::Lower | Better::Between)
        );
        let asks = plan.items.get(criterion.item).map(|item| item.asks.as_slice());
        for (written, ask) in rule.ask.iter().zip(asks.unwrap_or_default()) {
            let at = written.it.0.id.as_ref().map_or(rule.id.at, |id| id.at);
            let bears_on = concerned.get(*ask).map(Vec::as_slice).unwrap_or_default();
            let found = if declared { None } else { costs_points(*ask, bears_on, &told, possible) };
            ledger.see(at, "R162", found);
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

/// The quantities at which a table is looked up, and what each earns.
fn graph(
    criterion: &Criterion,
    possible: &Possible<'_>,
) -> Option<(NodeId, Vec<(Number, Number)>)> {
    match &possible.plan.node(criterion.raw_share)?.operation {
        Operation::Curve(of, points) => {
            let quantity = Quantity::of(possible, *of)?;
            let places = points.iter().enumerate();
            let bends = places.filter(|(place, _)| quantity.bends_at(points, *place));
            Some((*of, bends.map(|(_, point)| point.clone()).collect()))
        }
        Operation::Steps(of, rows) => {
            let quantity = Quantity::of(possible, *of)?;
            let places = rows.iter().enumerate();
            let reached = places.filter(|(place, _)| quantity.reaches(rows, *place));
            Some((*of, reached.map(|(_, row)| (row.bound.clone(), row.share.clone())).collect()))
        }
        _ => None,
    }
}

/// A fall of a table that should rise, or a rise of one that should fall.
fn table(rule: &CriterionRule, criterion: &Criterion, possible: &Possible<'_>) -> Option<Fault> {
    let (of, graph) = graph(criterion, possible)?;
    let fall = graph.windows(2).find(|pair| matches!(pair, [(_, a), (_, b)] if b < a));
    let rise = graph.windows(2).find(|pair| matches!(pair, [(_, a), (_, b)] if b > a));
    let found = match rule.better.as_ref().map(|word| word.it) {
        Some(Better::Between) => None,
        Some(Better::Lower) => rise,
        Some(Better::Higher) => fall,
        None if is_ordered(of, possible.plan) => fall,
        // Nothing says which way is better: a table that goes both ways is wrong in one of them.
        None => fall.filter(|_| rise.is_some()),
    };
    let [(from, share), (to, then)] = found? else { return None };
    Some(Fault::BetterScoresLess {
        criterion: rule.id.to_string(),
        from: from.clone(),
        share: share.clone(),
        to: to.clone(),
        then: then.clone(),
    })
}

/// Whether the quantity is an answer on a scale that says by itself what is better.
fn is_ordered(node: NodeId, plan: &Plan) -> bool {
    match plan.node(node).map(|node| &node.operation) {
        Some(Operation::Ticked(_)) => true,
        Some(Operation::Ask(ask)) => match plan.asks.get(*ask).map(|ask| &ask.kind) {
            Some(AskKind::Level { .. } | AskKind::Choice { .. } | AskKind::Checklist { .. }) => {
                true
            }
            Some(
                AskKind::YesNo
                | AskKind::Number(_)
                | AskKind::Date(_)
                | AskKind::Period(_)
                | AskKind::Distribution { .. }
                | AskKind::Series { .. },
            )
            | None => false,
        },
        Some(_) | None => false,
    }
}

/// A level that earns fewer points in all than the one below it, with every other answer the same:
/// one such case is proof. The others are taken at both ends of their ranges.
fn costs_points(
    ask: usize,
    concerned: &[&Criterion],
    told: &[bool],
    possible: &Possible<'_>,
) -> Option<Fault> {
    let plan = possible.plan;
    let rule = plan.asks.get(ask)?;
    let levels = match &rule.kind {
        AskKind::Level { levels } | AskKind::Choice { options: levels } => levels,
        AskKind::YesNo
        | AskKind::Checklist { .. }
        | AskKind::Number(_)
        | AskKind::Date(_)
        | AskKind::Period(_)
        | AskKind::Distribution { .. }
        | AskKind::Series { .. } => return None,
    };
    let is_plain = |criterion: &&Criterion| {
        criterion.leave_out.is_none()
            && !told.get(criterion.raw_share.0).copied().unwrap_or_default()
    };
    let is_itself = |criterion: &&Criterion| matches!(plan.node(criterion.measure).map(|node| &node.operation), Some(Operation::Ask(of)) if *of == ask);
    // Alone and looked up as it is, the table has told already.
    let is_told = concerned.len() == 1 && concerned.iter().all(is_itself);
    if concerned.is_empty() || is_told || !concerned.iter().all(is_plain) {
        return None;
    }
    let at_end = |highest: bool| {
        let points = |place: usize| points_at(ask, place, highest, concerned, possible);
        let mut before = points(0)?;
        for place in 1..levels.len() {
            let now = points(place)?;
            if now < before {
                let word = |place: usize| levels.get(place).map(|level| level.id.clone());
                return Some((word(place)?, word(place.saturating_sub(1))?, before.minus(&now)));
            }
            before = now;
        }
        None
    };
    let (better, worse, points): (String, String, Number) =
        at_end(false).or_else(|| at_end(true))?;
    Some(Fault::BetterCostsPoints { ask: rule.id.clone(), better, worse, points })
}

/// The points of the criteria concerned with the ask at one level; `None` when a number is missing.
fn points_at(
    ask: usize,
    place: usize,
    highest: bool,
    concerned: &[&Criterion],
    possible: &Possible<'_>,
) -> Option<Number> {
    let shares: Vec<NodeId> = concerned.iter().map(|criterion| criterion.raw_share).collect();
    let values = possible.with_level(ask, place, highest, &shares)?;
    let terms = concerned.iter().zip(values);
    Some(
        terms.fold(Number::zero(), |sum, (criterion, share)| {
            sum.plus(&criterion.weight.times(&share))
        }),
    )
}

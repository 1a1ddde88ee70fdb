//! R161: a better answer does not score less.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an operation that is not named here is taken as it is: nothing more is claimed of it"
)]

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::check::proofs::possible::Possible;
use crate::check::proofs::rows::{Quantity, begins};
use crate::check::proofs::{Ledger, criteria};
use crate::diagnostic::Fault;
use crate::model::criterion::{Better, Criterion as CriterionRule};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::plan::node::{Bound, NodeId, Operation, TableShape};
use crate::plan::{AskKind, Criterion, Plan};
use crate::report::v1::{Bonus, Side};

/// Points rise where the answers do. Gives the nodes of which it was told.
pub(crate) fn better_scores_more(
    rubric: &Rubric,
    possible: &Possible<'_>,
    ledger: &mut Ledger,
) -> Vec<bool> {
    let plan = possible.plan;
    let mut told = alloc::vec![false; plan.nodes.len()];
    for (rule, criterion) in criteria(rubric, plan) {
        let at = rule.points.as_ref().map(|points| points.at);
        let Some(at) = at.or(rule.better.as_ref().map(|word| word.at)) else { continue };
        let found = points(rule, criterion, possible);
        if let Some(mark) = told.get_mut(criterion.raw_share.0) {
            *mark |= found.is_some();
        }
        ledger.see(at, "R161", found);
    }
    told
}

/// Quantities, and what each earns.
pub(crate) type Graph = Vec<(Number, Number)>;

/// The quantities at which points turn, and what each earns; the two ends, where points simply rise
/// with the measure.
pub(crate) fn graph(criterion: &Criterion, possible: &Possible<'_>) -> Option<(NodeId, Graph)> {
    let steps = |of: NodeId, rows: &[Bound], shares: Vec<&Number>| {
        let quantity = Quantity::of(possible, of)?;
        let all = rows.iter().zip(shares).enumerate();
        let reached = all.filter(|(place, _)| quantity.reaches(rows, *place));
        let reached = reached.map(|(_, (row, share))| (row.at.clone(), share.clone()));
        Some((of, reached.collect()))
    };
    let curve = |of: NodeId, points: &[(Number, Number)]| {
        let quantity = Quantity::of(possible, of)?;
        let places = points.iter().enumerate();
        let bends = places.filter(|(place, _)| quantity.bends_at(points, *place));
        Some((of, bends.map(|(_, point)| point.clone()).collect()))
    };
    match &possible.plan.node(criterion.raw_share)?.operation {
        Operation::Curve(of, points) => curve(*of, points),
        Operation::Steps(of, rows) => {
            steps(*of, &begins(rows), rows.iter().map(|row| &row.share).collect())
        }
        Operation::LookUp(table, of) => match (&table.shape, of.as_slice()) {
            (TableShape::Curve(points), [of]) => curve(*of, points),
            (TableShape::Grid { rows, cells, .. }, [of]) => {
                steps(*of, rows, cells.iter().filter_map(|row| row.first()).collect())
            }
            _ => None,
        },
        _ => straight(criterion, possible),
    }
}

/// The ends of a measure that earns in proportion, or within a floor and a cap.
fn straight(criterion: &Criterion, possible: &Possible<'_>) -> Option<(NodeId, Graph)> {
    let measure = possible.range(criterion.measure)?;
    let share = possible.range(criterion.raw_share)?;
    let ends = [(measure.low?, share.low?), (measure.high?, share.high?)];
    Some((criterion.measure, ends.into()))
}

/// A fall of points that should rise, or a rise of those that should fall.
fn points(rule: &CriterionRule, criterion: &Criterion, possible: &Possible<'_>) -> Option<Fault> {
    let plan = possible.plan;
    let (of, graph) = graph(criterion, possible)?;
    let fall = graph.windows(2).find(|pair| matches!(pair, [(_, a), (_, b)] if b < a));
    let rise = graph.windows(2).find(|pair| matches!(pair, [(_, a), (_, b)] if b > a));
    // Points that are taken off, or that a ladder wants few of, are the better the fewer they are.
    let are_bad = are_bad(plan, criterion);
    let (fall, rise) = if are_bad == Some(true) { (rise, fall) } else { (fall, rise) };
    let found = match (rule.better.as_ref().map(|word| word.it), are_bad) {
        (Some(Better::Between), _) => None,
        (Some(Better::Lower), Some(_)) => rise,
        (Some(Better::Higher), Some(_)) => fall,
        (None, Some(false)) if is_ordered(of, plan) => fall,
        // Nothing says which way is better: a table that goes both ways is wrong in one of them.
        (_, _) => fall.filter(|_| rise.is_some()),
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

/// What the rating goes by, and whether more of it is better: its cut-offs say so.
pub(crate) struct Goal {
    pub(crate) node: NodeId,
    pub(crate) is_rising: bool,
}

pub(crate) fn goal(plan: &Plan) -> Option<Goal> {
    let cuts = plan.scale.rungs.iter().flat_map(|rung| &rung.cuts);
    let sides: Vec<bool> = cuts.map(|cut| matches!(cut.side, Side::From | Side::Above)).collect();
    let is_rising = *sides.first()?;
    let node = plan.scale.of.filter(|_| sides.iter().all(|side| *side == is_rising))?;
    Some(Goal { node, is_rising })
}

/// Whether more points of the criterion are worse; `None` where an expression has the say.
pub(crate) fn are_bad(plan: &Plan, criterion: &Criterion) -> Option<bool> {
    let dimension = plan.dimensions.get(criterion.dimension);
    let is_taken_off =
        dimension.is_some_and(|one| matches!(one.bonus, Bonus::Demerit | Bonus::DemeritRecorded));
    let few_are_wanted = goal(plan).is_some_and(|goal| !goal.is_rising);
    (plan.of.is_none() || !few_are_wanted).then_some(is_taken_off != few_are_wanted)
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

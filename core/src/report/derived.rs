//! The part of the working between answers and measure: named quantities, and tables looked up.

use alloc::vec::Vec;

use crate::named::sorted;
use crate::plan::Criterion;
use crate::plan::node::{NodeId, Operation};
use crate::report::v1::{Figure, Step, Verdict};
use crate::report::working::Source;

/// What was derived and looked up on the way to the criterion's share, in the order in which it
/// could be computed. What did not count (the other branch of a condition) is not told.
pub(crate) fn steps(source: Source<'_>, rule: &Criterion) -> Vec<Step> {
    let behind = sorted(counted(source, rule.raw_share), NodeId::cmp);
    behind.into_iter().filter_map(|node| step(source, node)).collect()
}

/// The nodes whose values made that of `node`.
fn counted(source: Source<'_>, node: NodeId) -> Vec<NodeId> {
    let mut seen = alloc::vec![false; source.plan.nodes.len()];
    let mut open = Vec::from([node]);
    let mut found = Vec::new();
    while let Some(next) = open.pop() {
        match seen.get_mut(next.0) {
            Some(seen) if !*seen => *seen = true,
            Some(_) | None => continue,
        }
        let Some(planned) = source.plan.node(next) else { continue };
        found.push(next);
        open.extend(that_count(source, &planned.operation));
    }
    found
}

/// The operands that count, as the answers are.
fn that_count(source: Source<'_>, operation: &Operation) -> Vec<NodeId> {
    if let Operation::If(condition, yes, no) = operation {
        return match source.scorecard.slot(*condition).verdict() {
            Verdict::Met => [*condition, *yes].into(),
            Verdict::NotMet => [*condition, *no].into(),
            Verdict::Pending => operation.operands(),
        };
    }
    if let Operation::OrElse(first, _) = operation
        && source.quantity(*first).number().is_some()
    {
        return [*first].into();
    }
    operation.operands()
}

#[expect(clippy::wildcard_enum_match_arm, reason = "all others are told by the expression")]
fn step(source: Source<'_>, node: NodeId) -> Option<Step> {
    let gives = source.figure(node)?;
    match &source.plan.node(node)?.operation {
        Operation::Quantity(place, _) => {
            let named = source.plan.quantities.get(*place)?;
            let (quantity, name) = (named.id.clone(), named.name.clone());
            Some(Step::Derived { quantity, name, gives })
        }
        Operation::LookUp(table, by) => {
            let at = by.iter().filter_map(|node| source.figure(*node)).collect();
            Some(Step::LookedUp { table: table.id.clone(), name: table.name.clone(), at, gives })
        }
        Operation::ByOption(table, _) => {
            let (table, name) = (table.id.clone(), table.name.clone());
            Some(Step::LookedUp { table, name, at: Vec::new(), gives })
        }
        _ => None,
    }
}

/// How points earned became a share of full points.
pub(crate) fn out_of(
    source: Source<'_>,
    at: Figure,
    held: NodeId,
    of: NodeId,
    gives: Figure,
) -> Option<Step> {
    let Operation::Clamp(measure, least, most) = source.plan.node(held)?.operation else {
        return None;
    };
    let end = |node: NodeId| (node != measure).then(|| source.figure(node)).flatten();
    Some(Step::OutOf { at, floor: end(least), cap: end(most), of: source.figure(of)?, gives })
}

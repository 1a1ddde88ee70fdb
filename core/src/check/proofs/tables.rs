//! R156, R171: every row, column and point of a table with a name is looked up by some answer, and
//! nothing on which a rating hangs is looked up below the first row.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "an operation that is not named here is taken as it is: nothing more is claimed of it"
)]

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::check::proofs::Ledger;
use crate::check::proofs::possible::Possible;
use crate::check::proofs::rows::Quantity;
use crate::diagnostic::Fault;
use crate::model::rubric::Rubric;
use crate::model::table::TableRule;
use crate::number::Number;
use crate::parse::shape::At;
use crate::plan::node::{Bound, Node, NodeId, Operation, Table, TableShape};
use crate::plan::{Plan, profile};

/// The tables with names, wherever they are looked up.
pub(crate) fn are_reached(rubric: &Rubric, possible: &Possible<'_>, ledger: &mut Ledger) {
    let plan = possible.plan;
    let heeded = heeded(plan);
    for entry in &rubric.table {
        let rule = profile::variant(&entry.it, &plan.profile);
        let calls = calls(rule.id.as_str(), plan);
        for (axis, bounds) in axes(rule).into_iter().enumerate() {
            rows(&calls, axis, &bounds, possible, ledger);
            let Some(first) = bounds.first() else { continue };
            let short =
                calls.iter().filter(|call| heeded.get(call.node.0).copied().unwrap_or_default());
            let short = short.filter_map(|call| call.falls_short(axis, possible));
            let low = short.min();
            let fault = low.map(|low| Fault::TableFallsShort {
                table: rule.id.to_string(),
                first: first.it.clone(),
                low,
            });
            ledger.see(first.at, "R171", fault);
        }
    }
}

/// A row that no call comes to is dead.
fn rows(
    calls: &[Call<'_>],
    axis: usize,
    bounds: &[&At<Number>],
    possible: &Possible<'_>,
    ledger: &mut Ledger,
) {
    let looked_up = |call: &Call<'_>| Quantity::of(possible, *call.of.get(axis)?);
    let looked_up: Option<Vec<Quantity>> = calls.iter().map(looked_up).collect();
    let Some(looked_up) = looked_up else { return };
    let Some(first) = looked_up.first() else { return };
    for (place, bound) in bounds.iter().enumerate() {
        let all = calls.iter().zip(&looked_up);
        let is_alive = all.into_iter().any(|(call, quantity)| match &call.table.shape {
            TableShape::Grid { rows, columns, .. } => {
                quantity.reaches(if axis == 0 { rows } else { columns }, place)
            }
            TableShape::Curve(points) => quantity.bends_at(points, place),
            TableShape::Options(_) => true,
        });
        ledger.see(bound.at, "R156", (!is_alive).then(|| first.misses(bound)));
    }
}

/// A call of a table.
struct Call<'a> {
    node: NodeId,
    table: &'a Table,
    /// What is looked up, by row and by column.
    of: &'a [NodeId],
}

impl Call<'_> {
    /// The lowest quantity that is looked up, when it lies below the first row; `None` inside when
    /// there is no lowest.
    fn falls_short(&self, axis: usize, possible: &Possible<'_>) -> Option<Option<Number>> {
        let TableShape::Grid { rows, columns, .. } = &self.table.shape else { return None };
        let first: &Bound = if axis == 0 { rows } else { columns }.first()?;
        let range = possible.range(*self.of.get(axis)?)?;
        match range.low {
            Some(low) if first.reaches(&low) => None,
            low => Some(low),
        }
    }
}

fn calls<'a>(id: &str, plan: &'a Plan) -> Vec<Call<'a>> {
    let call = |(place, node): (usize, &'a Node)| match &node.operation {
        Operation::LookUp(table, of) if table.id == id => {
            Some(Call { node: NodeId(place), table, of })
        }
        _ => None,
    };
    plan.nodes.iter().enumerate().filter_map(call).collect()
}

/// Where the rows and columns of a table are written to begin, or the points of its curve.
fn axes(rule: &TableRule) -> Vec<Vec<&At<Number>>> {
    if let Some(steps) = &rule.steps {
        let bounds = steps.iter().filter_map(|row| row.from.as_ref().or(row.above.as_ref()));
        return Vec::from([bounds.collect()]);
    }
    if let Some(curve) = &rule.curve {
        return Vec::from([curve.iter().map(|pair| &pair.x).collect()]);
    }
    let sides = [&rule.rows, &rule.columns].into_iter().flatten();
    let bounds = sides.map(|side| {
        side.iter().filter_map(|row| row.from.as_ref().or(row.above.as_ref())).collect()
    });
    bounds.collect()
}

/// The nodes of which a gate or rating must have a number: those that a cut-off or condition looks
/// at, but not where another number stands in for one that is missing, where one of two is chosen, or
/// where a criterion says what it counts without one.
fn heeded(plan: &Plan) -> Vec<bool> {
    let mut heeded = alloc::vec![false; plan.nodes.len()];
    let scales = plan.grades.iter().map(|grade| &grade.scale).chain([&plan.scale]);
    let rungs = scales.flat_map(|scale| scale.rungs.iter().map(|rung| rung.verdict));
    let mut open: Vec<NodeId> = rungs.chain(plan.gates.iter().map(|gate| gate.verdict)).collect();
    while let Some(id) = open.pop() {
        match heeded.get_mut(id.0) {
            Some(mark) if !*mark => *mark = true,
            Some(_) | None => continue,
        }
        let Some(node) = plan.node(id) else { continue };
        match &node.operation {
            Operation::OrElse(_, second) => open.push(*second),
            Operation::If(condition, _, _) => open.push(*condition),
            Operation::HasValue(_) | Operation::Or(..) | Operation::AtLeast(..) => (),
            other => open.extend(other.operands()),
        }
    }
    heeded
}

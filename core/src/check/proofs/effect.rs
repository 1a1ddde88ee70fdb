//! R159, R160: whatever is asked can change something.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::check::proofs::possible::Possible;
use crate::check::proofs::{Ledger, applies, criteria};
use crate::diagnostic::Fault;
use crate::model::ask::Ask;
use crate::model::criterion::Standing;
use crate::model::rubric::Rubric;
use crate::parse::shape::{At, Id};
use crate::plan::node::{NodeId, Operation};
use crate::plan::{AskKind, Criterion, Plan, Role};
use crate::report::v1::Bonus;

/// Criteria, facts and asks that nothing looks at; and criteria that always earn the same.
pub(crate) fn everything_counts(rubric: &Rubric, possible: &Possible<'_>, ledger: &mut Ledger) {
    let plan = possible.plan;
    let used = Used::of(plan, Grades::AreShown);
    for (rule, criterion) in criteria(rubric, plan) {
        let is_future = rule.standing.as_ref().is_some_and(|word| word.it == Standing::Future);
        let is_scored = is_scored(plan, criterion);
        let asks = plan.items.get(criterion.item).map(|item| item.asks.as_slice());
        let is_looked_at = asks.unwrap_or_default().iter().any(|ask| used.asks(*ask))
            || used.node(criterion.measure);
        let is_shown = !criterion.figures.is_empty() || !criterion.flags.is_empty();
        let is_recorded = is_for_the_record(plan, criterion) || is_future;
        let is_idle = !is_scored && !is_looked_at && !is_shown && !is_recorded;
        unused("criterion", &rule.id, is_idle, ledger);
        if is_scored || is_looked_at {
            asks_count(&rule.id, &rule.ask, asks.unwrap_or_default(), &used, ledger);
        }
        let range = possible.range(criterion.raw_share);
        let only = range.filter(|range| !range.may_be_nothing && range.low == range.high);
        let only = only.and_then(|range| range.low).filter(|_| is_scored);
        let fault =
            only.map(|share| Fault::ScoreConstant { criterion: rule.id.to_string(), share });
        ledger.see(rule.id.at, "R160", fault);
    }
    tables_count(rubric, plan, &used, ledger);
    grades_count(rubric, plan, ledger);
    let of_role = |is_it: fn(Role) -> bool| plan.items.iter().filter(move |item| is_it(item.role));
    let facts = rubric.fact.iter().filter(|fact| applies(fact.applies.as_ref(), plan));
    for (fact, item) in facts.zip(of_role(|role| role == Role::Fact)) {
        let is_idle = !item.asks.iter().any(|ask| used.asks(*ask));
        unused("fact", &fact.id, is_idle, ledger);
        if !is_idle {
            asks_count(&fact.id, &fact.ask, &item.asks, &used, ledger);
        }
    }
    let gates = rubric.gate.iter().filter(|gate| applies(gate.applies.as_ref(), plan));
    for (gate, item) in gates.zip(of_role(|role| matches!(role, Role::Gate(_)))) {
        asks_count(&gate.id, &gate.ask, &item.asks, &used, ledger);
    }
}

/// Grades that nothing reads.
fn grades_count(rubric: &Rubric, plan: &Plan, ledger: &mut Ledger) {
    let used = Used::of(plan, Grades::MustBeRead);
    for grade in &plan.grades {
        let is_read = used.node(grade.worth) || used.node(grade.scale.outcome);
        if let Some(rule) = rubric.grade.iter().find(|rule| rule.id.as_str() == grade.id) {
            unused("grade", &rule.id, !is_read, ledger);
        }
    }
}

/// Tables that nothing looks up.
fn tables_count(rubric: &Rubric, plan: &Plan, used: &Used, ledger: &mut Ledger) {
    let mut looked_up: Vec<&str> = Vec::new();
    for (place, planned) in plan.nodes.iter().enumerate() {
        if let Operation::LookUp(table, _) | Operation::ByOption(table, _) = &planned.operation
            && used.node(NodeId(place))
        {
            looked_up.push(&table.id);
        }
    }
    looked_up.sort_unstable();
    for entry in &rubric.table {
        let id = &entry.base.id;
        unused("table", id, looked_up.binary_search(&id.as_str()).is_err(), ledger);
    }
}

/// Of several asks each is looked at, unless it says that it need not be answered.
fn asks_count(owner: &At<Id>, rules: &[At<Ask>], asks: &[usize], used: &Used, ledger: &mut Ledger) {
    for (rule, ask) in rules.iter().zip(asks) {
        let keys = &rule.it.0;
        let id = keys.id.as_ref().unwrap_or(owner);
        let is_optional = keys.optional.as_ref().is_some_and(|optional| optional.it);
        let at = keys.id.as_ref().map_or(keys.kind.at, |id| id.at);
        let is_idle = !is_optional && !used.asks(*ask);
        let fault = || Fault::NeverCounts { what: "ask".into(), id: id.to_string() };
        ledger.see(at, "R159", is_idle.then(fault));
    }
}

fn unused(what: &str, id: &At<Id>, is_idle: bool, ledger: &mut Ledger) {
    let fault = || Fault::NeverCounts { what: what.to_string(), id: id.to_string() };
    ledger.see(id.at, "R159", is_idle.then(fault));
}

fn bonus_of(plan: &Plan, criterion: &Criterion) -> Option<Bonus> {
    plan.dimensions.get(criterion.dimension).map(|dimension| dimension.bonus)
}

/// Whether the criterion's dimension is recorded without counting.
fn is_for_the_record(plan: &Plan, criterion: &Criterion) -> bool {
    matches!(bonus_of(plan, criterion), Some(Bonus::Recorded | Bonus::DemeritRecorded))
}

/// Whether the criterion's points are part of the total.
pub(crate) fn is_scored(plan: &Plan, criterion: &Criterion) -> bool {
    !criterion.weight.is_zero() && !is_for_the_record(plan, criterion)
}

/// The nodes from which something follows: points, gates, ratings, and what is shown.
struct Used {
    nodes: Vec<bool>,
    asks: Vec<bool>,
}

/// Whether grades are looked at by whoever reads them beside the rating.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Grades {
    AreShown,
    MustBeRead,
}

impl Used {
    fn of(plan: &Plan, grades: Grades) -> Self {
        let mut open: Vec<NodeId> = Vec::new();
        for criterion in &plan.criteria {
            if is_scored(plan, criterion) {
                open.extend([criterion.raw_share]);
            }
            // What is left out is shown so, scored or not.
            open.extend(criterion.leave_out);
            open.extend(criterion.figures.iter().map(|figure| figure.node));
            open.extend(criterion.flags.iter().map(|flag| flag.when));
        }
        // Named quantities are shown beside the rating.
        open.extend(plan.quantities.iter().map(|quantity| quantity.node));
        open.extend(plan.gates.iter().map(|gate| gate.verdict));
        open.push(plan.scale.outcome);
        if grades == Grades::AreShown {
            open.extend(plan.grades.iter().map(|grade| grade.worth));
        }
        let mut used = Self {
            nodes: alloc::vec![false; plan.nodes.len()],
            asks: alloc::vec![false; plan.asks.len()],
        };
        while let Some(id) = open.pop() {
            match used.nodes.get_mut(id.0) {
                Some(seen) if !*seen => *seen = true,
                Some(_) | None => continue,
            }
            let Some(planned) = plan.node(id) else { continue };
            open.extend(planned.operation.operands());
            if let Operation::Counted(index) = planned.operation
                && let Some(criterion) = plan.criteria.get(index)
            {
                open.push(criterion.raw_share);
                open.extend(criterion.leave_out);
            }
            if let Some(mark) = planned.operation.ask().and_then(|ask| used.asks.get_mut(ask)) {
                *mark = true;
            }
        }
        used.wholes_of_parts(plan);
        used
    }

    /// The whole that a counted part may not exceed bears on it.
    fn wholes_of_parts(&mut self, plan: &Plan) {
        for place in 0..plan.asks.len() {
            let mut part = place;
            while self.asks(part)
                && let Some(AskKind::Number(measured)) = plan.asks.get(part).map(|ask| &ask.kind)
                && let Some(whole) = measured.within.filter(|whole| !self.asks(*whole))
                && let Some(mark) = self.asks.get_mut(whole)
            {
                *mark = true;
                part = whole;
            }
        }
    }

    fn asks(&self, ask: usize) -> bool {
        self.asks.get(ask).copied().unwrap_or_default()
    }

    fn node(&self, node: NodeId) -> bool {
        self.nodes.get(node.0).copied().unwrap_or_default()
    }
}

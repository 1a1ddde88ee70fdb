//! What nobody said, once the assessment is final: each thing that was decided without an answer.

use alloc::vec::Vec;

use crate::assessment::answer::Answer;
use crate::evaluate::slot::{Absence, Quantity};
use crate::finding::Finding;
use crate::model::rubric::Missing;
use crate::plan::{Criterion, Item, Role};
use crate::report::v1::{Bonus, Fact, State, Verdict};
use crate::report::working::{self, Source};

/// A finding for each thing that silence decided.
pub(crate) fn findings(source: Source<'_>) -> Vec<Finding> {
    let mut found = by_rule(source);
    if source.assessment.state == State::Final {
        found.extend(unknown_facts(source));
        found.extend(unknown_conditions(source));
    }
    found
}

/// Criteria without an answer: each as its rubric counts silence.
fn by_rule(source: Source<'_>) -> Vec<Finding> {
    let counts = |rule: &&Criterion| {
        let dimension = source.plan.dimensions.get(rule.dimension);
        !rule.weight.is_zero()
            && dimension.is_some_and(|dimension| dimension.bonus != Bonus::Recorded)
    };
    let taken = source.plan.criteria.iter().filter(counts).filter_map(|rule| {
        let share = source.quantity(rule.share);
        let Fact::NotProvided { criterion: id } = working::taken_as_lowest(source, rule)? else {
            return None;
        };
        let is_silence =
            || matches!(working::why_absent(source, rule), Some(Fact::NotProvided { .. }));
        match (share, rule.missing) {
            (Quantity::Known(_), Missing::Full) => Some(Finding::CountedAsFull { id }),
            (Quantity::Known(_), _) => Some(Finding::CountedAsLowest { id }),
            (Quantity::Absent(Absence::LeftOut), _) if is_silence() => {
                Some(Finding::LeftOutUnanswered { id })
            }
            (Quantity::Absent(_) | Quantity::Open(_), _) => None,
        }
    });
    taken.collect()
}

/// Facts without an answer that something looks at.
fn unknown_facts(source: Source<'_>) -> Vec<Finding> {
    let is_looked_at =
        |ask: &usize| source.plan.nodes.iter().any(|node| node.operation.ask() == Some(*ask));
    let is_silent = |ask: &usize| {
        let is_needed = source.plan.asks.get(*ask).is_some_and(|ask| !ask.optional);
        is_needed && source.assessment.answers.get(*ask) == Some(&Answer::Unanswered)
    };
    let is_unknown = |item: &&Item| {
        item.role == Role::Fact && item.asks.iter().any(|ask| is_silent(ask) && is_looked_at(ask))
    };
    let facts = source.plan.items.iter().filter(is_unknown);
    facts.map(|item| Finding::StillUnknown { id: item.id.clone() }).collect()
}

/// Conditions of ratings that cannot be decided.
fn unknown_conditions(source: Source<'_>) -> Vec<Finding> {
    let conditions = source.plan.ladder.iter().flat_map(|rung| &rung.conditions);
    let is_open = |node| source.scorecard.slot(node).verdict() == Verdict::Pending;
    let open = conditions.filter(|condition| is_open(condition.node));
    open.map(|condition| Finding::StillUnknown { id: condition.id.clone() }).collect()
}

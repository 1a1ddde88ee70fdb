//! What nobody said, once the assessment is final: each thing that was decided without an answer.

use alloc::vec::Vec;

use crate::assessment::answer::Answer;
use crate::finding::Finding;
use crate::plan::{Criterion, Item, Role};
use crate::report::v1::{Bonus, Fact, State, Verdict};
use crate::report::working::{self, Source};

/// A finding for each thing that silence decided.
pub(crate) fn findings(source: Source<'_>) -> Vec<Finding> {
    let mut found = counted_as_lowest(source);
    if source.assessment.state == State::Final {
        found.extend(unknown_facts(source));
        found.extend(unknown_conditions(source));
    }
    found
}

fn counted_as_lowest(source: Source<'_>) -> Vec<Finding> {
    let counts = |rule: &&Criterion| {
        let dimension = source.plan.dimensions.get(rule.dimension);
        !rule.weight.is_zero()
            && dimension.is_some_and(|dimension| dimension.bonus != Bonus::Recorded)
    };
    let taken = source.plan.criteria.iter().filter(counts).filter_map(|rule| {
        let settled = source.quantity(rule.share).number().is_some();
        let why = working::taken_as_lowest(source, rule).filter(|_| settled)?;
        let Fact::NotProvided { criterion } = why else {
            return None;
        };
        Some(Finding::CountedAsLowest { id: criterion })
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

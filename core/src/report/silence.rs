//! What nobody said, once the assessment is final: each thing that was decided without an answer.

use alloc::vec::Vec;

use crate::assessment::answer::Answer;
use crate::evaluate::slot::{Absence, Quantity};
use crate::finding::Finding;
use crate::model::rubric::Missing;
use crate::plan::{Condition, Criterion, Item, Role};
use crate::report::v1::{Fact, State, Verdict};
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
        !rule.weight.is_zero() && dimension.is_some_and(|dimension| dimension.bonus.counts())
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

/// Conditions of ratings, grades and steps that cannot be decided; one without an id of its own
/// under its rating's.
fn unknown_conditions(source: Source<'_>) -> Vec<Finding> {
    let plan = source.plan;
    let scales = plan.grades.iter().map(|grade| &grade.scale).chain([&plan.scale]);
    let mut found = Vec::new();
    for scale in scales {
        for rung in &scale.rungs {
            let own = rung.that.iter().map(|that| (&rung.rating.id, that));
            let named = rung.conditions.iter().map(|condition| (&condition.id, condition));
            found.extend(own.chain(named));
        }
        found.extend(scale.steps.iter().map(|step| (&step.when.id, &step.when)));
    }
    let is_open =
        |condition: &Condition| source.scorecard.slot(condition.open).verdict() == Verdict::Pending;
    let open = found.into_iter().filter(|(_, condition)| is_open(condition));
    open.map(|(id, _)| Finding::StillUnknown { id: id.clone() }).collect()
}

//! What the panel comes to as a whole: one assessment, with the scores that came together.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::assessment::answer::{Answer, Mark};
use crate::evaluate::slot::Slot;
use crate::evaluate::{Scorecard, evaluate_settled, slot_of};
use crate::panel::items::{Outcome, Said, Standing, Table};
use crate::panel::sheets::{Sheet, digests};
use crate::plan::node::{NodeId, Operation};
use crate::plan::{Plan, Role};
use crate::rate::{Award, rate};
use crate::report::canonical::digest;
use crate::report::v1::State;

/// The panel's assessment, what it comes to, and the nodes that were settled by combining.
#[derive(Clone, Debug)]
pub(crate) struct Joint {
    pub(crate) assessment: Assessment,
    pub(crate) settled: BTreeMap<NodeId, Slot>,
    pub(crate) scorecard: Scorecard,
    pub(crate) award: Award,
}

/// What the outcomes come to together; nothing without a sheet.
pub(crate) fn joint(table: &Table<'_>, outcomes: &[Outcome]) -> Option<Joint> {
    let (first, plan) = (table.sheets.first()?, table.plan);
    let mut assessment = first.draft.clone();
    for (ask, answer) in assessment.answers.iter_mut().enumerate() {
        *answer = in_common(table.sheets.iter(), ask);
    }
    for mark in &mut assessment.marks {
        *mark = Mark::None;
    }
    let is_final = |sheet: &Sheet<'_>| sheet.assessment.state == State::Final;
    let is_settled = outcomes.iter().all(|outcome| !outcome.is_unsettled());
    if is_settled && table.sheets.iter().all(is_final) {
        assessment.state = State::Final;
    }
    let all: Vec<&Sheet<'_>> = table.sheets.iter().chain(table.consensus).collect();
    assessment.digest = digest(&digests(&all));
    let mut settled = BTreeMap::new();
    for outcome in outcomes {
        take(table, outcome, &mut assessment);
        if let Standing::Combined(combined) = &outcome.standing {
            // What looks at answers that differ sees an open one; what counts is the combined score.
            leave_open(plan, &assessment, &outcome.differing, &mut settled);
            represent(table, outcome, &mut assessment);
            let share = shared_node(plan, outcome.item);
            settled.extend(share.map(|share| (share, Slot::known(combined.gives.clone()))));
        }
    }
    let scorecard = evaluate_settled(plan, &assessment, &settled);
    let award = rate(plan, &assessment, &scorecard);
    Some(Joint { assessment, settled, scorecard, award })
}

/// The node of the share that a criterion counts.
pub(crate) fn shared_node(plan: &Plan, item: usize) -> Option<NodeId> {
    match plan.items.get(item)?.role {
        Role::Criterion(place) => plan.criteria.get(place).map(|rule| rule.share),
        Role::Gate(_) | Role::Fact => None,
    }
}

/// What all sheets that answer the ask say of it; unanswered where they say different things.
fn in_common<'a>(sheets: impl Iterator<Item = &'a Sheet<'a>> + Clone, ask: usize) -> Answer {
    let said = || sheets.clone().filter_map(move |sheet| sheet.draft.answers.get(ask));
    let given = || said().filter(|answer| matches!(answer, Answer::Given(_) | Answer::Declined));
    if let Some(first) = given().next() {
        let is_same = given().all(|answer| answer == first);
        return if is_same { first.clone() } else { Answer::Unanswered };
    }
    let other = [Answer::Pending, Answer::NotApplicable];
    let found = other.into_iter().find(|wanted| said().any(|answer| answer == wanted));
    found.unwrap_or(Answer::Unanswered)
}

/// Puts what became of an item into the panel's assessment.
fn take(table: &Table<'_>, outcome: &Outcome, into: &mut Assessment) {
    let sayers = || {
        let sheets = table.sheets.iter().zip(&outcome.said);
        sheets.filter(|(_, said)| **said != Said::Nothing).map(|(sheet, _)| sheet)
    };
    let asks = table.plan.items.get(outcome.item).map(|item| item.asks.clone()).unwrap_or_default();
    match &outcome.standing {
        Standing::Silent => {
            let waiting = table.sheets.iter().map(|sheet| mark_of(sheet, outcome.item));
            mark(into, outcome.item, joined(waiting));
        }
        Standing::Same | Standing::Differs => {
            answer(into, &asks, |ask| in_common(sayers(), ask));
            mark(into, outcome.item, joined(sayers().map(|sheet| mark_of(sheet, outcome.item))));
        }
        Standing::Combined(_) => answer(into, &asks, |ask| in_common(sayers(), ask)),
        Standing::Lead => {
            if let Some(lead) = table.sheets.iter().find(|sheet| sheet.is_lead()) {
                copy(lead, outcome.item, &asks, into);
            }
        }
        Standing::Agreed => {
            answer(into, &asks, |ask| in_common(sayers(), ask));
            if let Some(sheet) = table.consensus {
                let said = |ask: &usize| sheet.draft.answers.get(*ask) != Some(&Answer::Unanswered);
                let agreed: Vec<usize> = asks.iter().filter(|ask| said(ask)).copied().collect();
                copy(sheet, outcome.item, &agreed, into);
            }
        }
        Standing::TalkOver => {
            let differs = |ask: usize| outcome.differing.contains(&ask);
            let is_mixed = outcome.said.contains(&Said::LeftOut);
            answer(into, &asks, |ask| {
                if is_mixed || differs(ask) { Answer::Unanswered } else { in_common(sayers(), ask) }
            });
        }
        Standing::TooFew | Standing::Waits => {
            answer(into, &asks, |_| Answer::Pending);
            mark(into, outcome.item, Mark::Pending(outcome.reason.clone()));
        }
    }
}

fn answer(into: &mut Assessment, asks: &[usize], said: impl Fn(usize) -> Answer) {
    for ask in asks {
        if let Some(place) = into.answers.get_mut(*ask) {
            *place = said(*ask);
        }
    }
}

fn mark(into: &mut Assessment, item: usize, found: Mark) {
    if let Some(place) = into.marks.get_mut(item) {
        *place = found;
    }
}

fn mark_of(sheet: &Sheet<'_>, item: usize) -> Mark {
    sheet.draft.marks.get(item).cloned().unwrap_or(Mark::None)
}

/// Everything that `sheet` says of an item, in place of what was there.
pub(crate) fn copy(sheet: &Sheet<'_>, item: usize, asks: &[usize], into: &mut Assessment) {
    let said = |ask: usize| sheet.draft.answers.get(ask).cloned().unwrap_or(Answer::Unanswered);
    answer(into, asks, said);
    mark(into, item, mark_of(sheet, item));
}

/// Marks of one kind as one, with all that was said for it; the first of several kinds.
fn joined(marks: impl Iterator<Item = Mark>) -> Mark {
    let marks: Vec<Mark> = marks.filter(|mark| *mark != Mark::None).collect();
    let reasons = |of: fn(&Mark) -> Option<&String>| {
        let mut found: Vec<&str> = Vec::new();
        for reason in marks.iter().filter_map(of) {
            if !found.contains(&reason.as_str()) {
                found.push(reason);
            }
        }
        found.join("；")
    };
    match marks.first() {
        None | Some(Mark::None) => Mark::None,
        Some(Mark::NotApplicable(_)) => Mark::NotApplicable(reasons(|mark| match mark {
            Mark::NotApplicable(why) => Some(why),
            Mark::None | Mark::Pending(_) | Mark::Declined(_) => None,
        })),
        Some(Mark::Declined(_)) => Mark::Declined(reasons(|mark| match mark {
            Mark::Declined(why) => Some(why),
            Mark::None | Mark::Pending(_) | Mark::NotApplicable(_) => None,
        })),
        Some(Mark::Pending(_)) => Mark::Pending(reasons(|mark| match mark {
            Mark::Pending(why) => Some(why),
            Mark::None | Mark::NotApplicable(_) | Mark::Declined(_) => None,
        })),
    }
}

/// Nodes that look at the asks that differ hold what they hold while those are open.
fn leave_open(
    plan: &Plan,
    assessment: &Assessment,
    differing: &[usize],
    settled: &mut BTreeMap<NodeId, Slot>,
) {
    for (index, node) in plan.nodes.iter().enumerate() {
        let looks = node.operation.ask().filter(|ask| differing.contains(ask));
        if looks.is_none() || matches!(node.operation, Operation::Given(_)) {
            continue;
        }
        let open = Assessment { state: State::Draft, ..assessment.clone() };
        settled.insert(NodeId(index), slot_of(plan, &open, &node.operation, &[]));
    }
}

/// Someone's answers for those that differ, so that the item counts as answered. No number is made
/// of them.
fn represent(table: &Table<'_>, outcome: &Outcome, into: &mut Assessment) {
    let sheets = table.sheets.iter().zip(&outcome.said);
    let scored = |(_, said): &(&Sheet<'_>, &Said)| matches!(said, Said::Scored(_));
    let Some((first, _)) = sheets.into_iter().find(scored) else { return };
    answer(into, &outcome.differing, |ask| {
        first.draft.answers.get(ask).cloned().unwrap_or(Answer::Unanswered)
    });
}

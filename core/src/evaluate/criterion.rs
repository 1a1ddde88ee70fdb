//! A criterion's share, once the rubric has had its say about what is missing.

use crate::assessment::Assessment;
use crate::assessment::answer::{Answer, Given, Mark, PartAnswer};
use crate::evaluate::arithmetic::either;
use crate::evaluate::slot::{Absence, Doubts, Open, Quantity, Slot};
use crate::model::rubric::{Missing, WhenUndefined};
use crate::number::Number;
use crate::plan::node::NodeId;
use crate::plan::{Criterion, Plan};
use crate::report::v1::{State, Verdict};

/// Why a criterion is not settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Gap {
    /// Every answer that matters was given.
    None,
    /// What is missing was declined.
    Declined,
    /// Something was not answered.
    Unanswered,
    /// Something waits for a later decision.
    Pending,
}

/// What is missing of the answers behind the share of `rule`: the least settled of them. Where
/// one is not answered, an answer that waits and decides whether it is left out makes it wait too.
pub(crate) fn gap(assessment: &Assessment, rule: &Criterion) -> Gap {
    let gap_of = |ask: &usize| assessment.answers.get(*ask).map_or(Gap::Unanswered, gap_of);
    let own = || rule.measured_by.iter().map(gap_of).max().unwrap_or(Gap::None);
    let gap = match assessment.marks.get(rule.item) {
        Some(Mark::Pending(_)) => Gap::Pending,
        Some(Mark::Declined(_)) => Gap::Declined,
        Some(Mark::None | Mark::NotApplicable(_)) | None => own(),
    };
    let waits = |ask: &usize| gap_of(ask) == Gap::Pending;
    if gap == Gap::Unanswered && rule.needs.iter().any(waits) { Gap::Pending } else { gap }
}

/// Whether everything that `rule` asks was answered, or, where it asks nothing itself, everything
/// behind its share; a refusal is an answer.
pub(crate) fn is_answered(plan: &Plan, assessment: &Assessment, rule: &Criterion) -> bool {
    let own = plan.items.get(rule.item).map_or(&[][..], |item| &item.asks);
    let asks = if own.is_empty() { &rule.measured_by } else { own };
    let must_be = |ask: &&usize| plan.asks.get(**ask).is_some_and(|ask| !ask.optional);
    let gap_of = |ask: &usize| assessment.answers.get(*ask).map_or(Gap::Unanswered, gap_of);
    let mut gaps = asks.iter().filter(must_be).map(gap_of);
    match assessment.marks.get(rule.item) {
        Some(Mark::Pending(_)) => false,
        Some(Mark::Declined(_)) => true,
        Some(Mark::None | Mark::NotApplicable(_)) | None => gaps.all(|gap| gap <= Gap::Declined),
    }
}

/// What is missing of one answer.
pub(crate) fn gap_of(answer: &Answer) -> Gap {
    match answer {
        Answer::Given(Given::Parts(parts)) if parts.contains(&PartAnswer::Unanswered) => {
            Gap::Unanswered
        }
        Answer::Given(Given::Several(numbers)) if numbers.contains(&None) => Gap::Unanswered,
        Answer::Given(_) => Gap::None,
        Answer::Declined => Gap::Declined,
        Answer::Pending => Gap::Pending,
        Answer::Unanswered | Answer::NotApplicable => Gap::Unanswered,
    }
}

/// The share of full points that counts.
pub(crate) fn counted(
    plan: &Plan,
    assessment: &Assessment,
    rule: &Criterion,
    slots: &[Slot],
) -> Quantity {
    let slot = |node: NodeId| slots.get(node.0).unwrap_or(&Slot::NOTHING);
    let leave_out = rule.leave_out.map_or(Verdict::NotMet, |node| slot(node).verdict());
    let mark = assessment.marks.get(rule.item);
    if leave_out == Verdict::Met {
        return Quantity::Absent(Absence::LeftOut);
    }
    if matches!(mark, Some(Mark::NotApplicable(_))) {
        return not_applicable(rule);
    }
    let gap = gap(assessment, rule);
    let is_draft = assessment.state == State::Draft;
    let may_not_apply = plan.items.get(rule.item).is_some_and(|item| item.may_not_apply);
    let may_be_marked = is_draft && may_not_apply && gap >= Gap::Unanswered;
    let may_be_left_out = (is_draft && leave_out == Verdict::Pending)
        || (may_be_marked && rule.na_counts == Missing::LeaveOut);
    let raw = match mark {
        Some(Mark::Pending(_)) => Quantity::Open(Open {
            low: Some(rule.lowest.clone()),
            high: Some(Number::one()),
            doubts: Doubts {
                left_out: rule.undefined == WhenUndefined::LeaveOut,
                ..Doubts::default()
            },
        }),
        Some(Mark::None | Mark::NotApplicable(_) | Mark::Declined(_)) | None => {
            slot(rule.raw_share).quantity().clone()
        }
    };
    let raw = match raw {
        Quantity::Absent(Absence::Undefined(_)) => undefined(rule),
        Quantity::Known(_) | Quantity::Open(_) | Quantity::Absent(_) => raw,
    };
    let raw = match rule.na_counts {
        Missing::LeaveOut => raw,
        Missing::Lowest | Missing::Full | Missing::Withhold if !may_be_marked => raw,
        Missing::Lowest | Missing::Full | Missing::Withhold => either(&raw, &not_applicable(rule)),
    };
    let open = match raw {
        Quantity::Open(open) => open,
        Quantity::Known(share) if may_be_left_out => {
            let doubts = Doubts { left_out: true, ..Doubts::default() };
            return Quantity::from_range(Some(share.clone()), Some(share), doubts);
        }
        Quantity::Absent(Absence::Withheld) if may_be_left_out => {
            let doubts = Doubts { left_out: true, withheld: true, undefined: None };
            return Quantity::from_range(Some(rule.lowest.clone()), Some(Number::one()), doubts);
        }
        settled @ (Quantity::Known(_) | Quantity::Absent(_)) => return settled,
    };
    match possible(rule, &open, may_be_left_out) {
        Quantity::Open(range) if is_draft => in_draft(rule, gap, range),
        Quantity::Open(range) => at_the_end(rule, gap, range),
        settled @ (Quantity::Known(_) | Quantity::Absent(_)) => settled,
    }
}

/// What a criterion counts that is marked not applicable.
fn not_applicable(rule: &Criterion) -> Quantity {
    match rule.na_counts {
        Missing::Lowest => Quantity::Known(rule.lowest.clone()),
        Missing::Full => Quantity::Known(Number::one()),
        Missing::LeaveOut => Quantity::Absent(Absence::LeftOut),
        Missing::Withhold => Quantity::Absent(Absence::Withheld),
    }
}

/// What a share counts that cannot be computed.
fn undefined(rule: &Criterion) -> Quantity {
    match rule.undefined {
        WhenUndefined::Lowest => Quantity::Known(rule.lowest.clone()),
        WhenUndefined::LeaveOut => Quantity::Absent(Absence::LeftOut),
        WhenUndefined::Withhold => Quantity::Absent(Absence::Withheld),
    }
}

/// What an open share may still come to by being answered, having no result included.
fn possible(rule: &Criterion, open: &Open, may_be_left_out: bool) -> Quantity {
    let undefined = open.doubts.undefined.is_some();
    let or_lowest = |low: Number| match rule.undefined {
        WhenUndefined::Lowest if undefined => low.min(rule.lowest.clone()),
        WhenUndefined::Lowest | WhenUndefined::LeaveOut | WhenUndefined::Withhold => low,
    };
    let doubts = Doubts {
        undefined: None,
        left_out: may_be_left_out
            || open.doubts.left_out
            || (undefined && rule.undefined == WhenUndefined::LeaveOut),
        withheld: open.doubts.withheld || (undefined && rule.undefined == WhenUndefined::Withhold),
    };
    Quantity::from_range(open.low.clone().map(or_lowest), open.high.clone(), doubts)
}

/// An open share while answers may still come. One that waits, or that the rubric will not count
/// without an answer, may end without a score.
fn in_draft(rule: &Criterion, gap: Gap, mut range: Open) -> Quantity {
    // A share that leans on others may rise with them.
    if gap == Gap::Declined && !rule.leans {
        let low = range.low.unwrap_or_else(|| rule.lowest.clone());
        return Quantity::from_range(Some(low.clone()), Some(low), range.doubts);
    }
    range.doubts.withheld |=
        gap == Gap::Pending || (gap == Gap::Unanswered && rule.missing == Missing::Withhold);
    range.doubts.left_out |= gap == Gap::Unanswered && rule.missing == Missing::LeaveOut;
    Quantity::Open(range)
}

/// An open share when no answers come any more.
fn at_the_end(rule: &Criterion, gap: Gap, range: Open) -> Quantity {
    match (gap, rule.missing) {
        (Gap::Declined, _) | (Gap::Unanswered, Missing::Lowest) => lowest(rule, range),
        (Gap::Unanswered, Missing::Full) => Quantity::Known(range.high.unwrap_or_else(Number::one)),
        (Gap::Unanswered, Missing::LeaveOut) => Quantity::Absent(Absence::LeftOut),
        (Gap::Unanswered, Missing::Withhold) | (Gap::Pending | Gap::None, _) => {
            Quantity::Absent(Absence::Withheld)
        }
    }
}

/// The least share still possible.
fn lowest(rule: &Criterion, range: Open) -> Quantity {
    Quantity::Known(range.low.unwrap_or_else(|| rule.lowest.clone()))
}

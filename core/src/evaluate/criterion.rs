//! A criterion's share, once the rubric has had its say about what is missing.

use crate::assessment::Assessment;
use crate::assessment::answer::{Answer, Given, Mark, PartAnswer};
use crate::evaluate::slot::{Absence, Doubts, Open, Quantity, Slot};
use crate::model::rubric::{Missing, WhenUndefined};
use crate::number::Number;
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

/// What is missing of the answers that `rule` needs: the least settled of them.
pub(crate) fn gap(assessment: &Assessment, rule: &Criterion) -> Gap {
    rule.needs.iter().map(|ask| gap_of(assessment.answers.get(*ask))).max().unwrap_or(Gap::None)
}

fn gap_of(answer: Option<&Answer>) -> Gap {
    match answer {
        Some(Answer::Given(Given::Parts(parts))) if parts.contains(&PartAnswer::Unanswered) => {
            Gap::Unanswered
        }
        Some(Answer::Given(_) | Answer::NotApplicable) => Gap::None,
        Some(Answer::Declined) => Gap::Declined,
        Some(Answer::Pending) => Gap::Pending,
        Some(Answer::Unanswered) | None => Gap::Unanswered,
    }
}

/// The share of full points that counts.
pub(crate) fn counted(
    plan: &Plan,
    assessment: &Assessment,
    rule: &Criterion,
    slots: &[Slot],
) -> Quantity {
    if matches!(assessment.marks.get(rule.item), Some(Mark::NotApplicable(_))) {
        return Quantity::Absent(Absence::LeftOut);
    }
    let slot = |node: crate::plan::node::NodeId| slots.get(node.0).unwrap_or(&Slot::NOTHING);
    let leave_out = rule.leave_out.map_or(Verdict::NotMet, |node| slot(node).verdict());
    if leave_out == Verdict::Met {
        return Quantity::Absent(Absence::LeftOut);
    }
    let may_be_left_out = leave_out == Verdict::Pending && assessment.state == State::Draft;
    match slot(rule.raw_share).quantity() {
        Quantity::Known(share) if !may_be_left_out => Quantity::Known(share.clone()),
        Quantity::Known(share) => {
            let doubts = Doubts { left_out: true, ..Doubts::default() };
            Quantity::from_range(Some(share.clone()), Some(share.clone()), doubts)
        }
        Quantity::Open(open) => unsettled(plan, assessment, rule, open, may_be_left_out),
        Quantity::Absent(Absence::Undefined(_)) => undefined(rule),
        Quantity::Absent(absence) => Quantity::Absent(*absence),
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

/// What an open share counts: by state, by what is missing, by the rubric's policy.
fn unsettled(
    plan: &Plan,
    assessment: &Assessment,
    rule: &Criterion,
    open: &Open,
    may_be_left_out: bool,
) -> Quantity {
    let least = least(rule, open);
    let lowest = || Quantity::Known(least.clone().unwrap_or_else(|| rule.lowest.clone()));
    match (gap(assessment, rule), assessment.state) {
        (Gap::Declined, _) => lowest(),
        (Gap::Unanswered, State::Final) => match rule.missing {
            Missing::Lowest => lowest(),
            Missing::Withhold => Quantity::Absent(Absence::Withheld),
        },
        (Gap::Pending | Gap::None, State::Final) => Quantity::Absent(Absence::Withheld),
        (Gap::Unanswered | Gap::Pending | Gap::None, State::Draft) => {
            let may_not_apply = plan.items.get(rule.item).is_some_and(|item| item.may_not_apply);
            let undefined = open.doubts.undefined.is_some();
            let doubts = Doubts {
                undefined: None,
                left_out: may_be_left_out
                    || may_not_apply
                    || open.doubts.left_out
                    || (undefined && rule.undefined == WhenUndefined::LeaveOut),
                withheld: open.doubts.withheld
                    || (undefined && rule.undefined == WhenUndefined::Withhold),
            };
            Quantity::from_range(least.clone(), open.high.clone(), doubts)
        }
    }
}

/// The least share still possible, having no result included.
fn least(rule: &Criterion, open: &Open) -> Option<Number> {
    let low = open.low.clone()?;
    let may_count_lowest =
        open.doubts.undefined.is_some() && rule.undefined == WhenUndefined::Lowest;
    Some(if may_count_lowest { low.min(rule.lowest.clone()) } else { low })
}

//! Whether enough of a dimension is answered for it to have a score.

use crate::assessment::Assessment;
use crate::assessment::answer::Mark;
use crate::evaluate::criterion::is_answered;
use crate::evaluate::slot::{Absence, Quantity, Slot};
use crate::number::Number;
use crate::plan::{Criterion, Plan};
use crate::report::v1::{State, Verdict};

/// How many criteria of a dimension are answered, of those that apply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) answered: usize,
    pub(crate) applying: usize,
}

impl Tally {
    /// Whether the answered ones are at least `share` of them all; of none that apply they are.
    pub(crate) fn reaches(self, share: &Number) -> bool {
        let wanted = Number::from_count(self.applying).times(share);
        Number::from_count(self.answered) >= wanted
    }
}

/// The answered criteria of the dimension at `place`, and all of them that apply: those of the
/// dimensions in it included, those without weight and those marked or ruled out left aside. One
/// that may yet be ruled out does not count as answered.
pub(crate) fn tally(
    plan: &Plan,
    assessment: &Assessment,
    place: usize,
    is_ruled_out: impl Fn(&Criterion) -> bool,
    may_be_ruled_out: impl Fn(&Criterion) -> bool,
) -> Tally {
    let mut tally = Tally { answered: 0, applying: 0 };
    let inside = plan.criteria.iter().filter(|rule| plan.is_inside(rule.dimension, place));
    for rule in inside.filter(|rule| !rule.weight.is_zero() && !is_ruled_out(rule)) {
        tally.applying = tally.applying.saturating_add(1);
        let is_answered = is_answered(plan, assessment, rule) && !may_be_ruled_out(rule);
        tally.answered = tally.answered.saturating_add(usize::from(is_answered));
    }
    tally
}

/// The tally as the slots have it.
pub(crate) fn tally_of(
    plan: &Plan,
    assessment: &Assessment,
    place: usize,
    slots: &[Slot],
) -> Tally {
    let by_rule = |rule: &Criterion| {
        let slot = rule.leave_out.and_then(|node| slots.get(node.0));
        slot.map_or(Verdict::NotMet, Slot::verdict)
    };
    let is_draft = assessment.state == State::Draft;
    let is_ruled_out = |rule: &Criterion| {
        by_rule(rule) == Verdict::Met
            || matches!(assessment.marks.get(rule.item), Some(Mark::NotApplicable(_)))
    };
    let may_be = |rule: &Criterion| is_draft && by_rule(rule) == Verdict::Pending;
    tally(plan, assessment, place, is_ruled_out, may_be)
}

/// `score`, unless too few criteria of the dimension at `place` are answered; in a draft, with the
/// doubt that it may come to that.
pub(crate) fn enough(
    plan: &Plan,
    assessment: &Assessment,
    place: usize,
    score: &Quantity,
    slots: &[Slot],
) -> Quantity {
    let wanted = plan.dimensions.get(place).and_then(|dimension| dimension.answered.as_ref());
    let Some(wanted) = wanted else { return score.clone() };
    if tally_of(plan, assessment, place, slots).reaches(wanted) {
        return score.clone();
    }
    match (assessment.state, score.open()) {
        (State::Final, _) => Quantity::Absent(Absence::Withheld),
        (State::Draft, Some(mut open)) => {
            open.doubts.withheld = true;
            Quantity::from_range(open.low, open.high, open.doubts)
        }
        (State::Draft, None) => score.clone(),
    }
}

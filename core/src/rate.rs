//! Scorecard → award: the rating earned, the gates and minima, the rating awarded.
//!
//! Ranks count from the lowest rating, which is 0.

use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::assessment::answer::Mark;
use crate::evaluate::Scorecard;
use crate::evaluate::slot::{Absence, Open, Quantity};
use crate::number::Number;
use crate::plan::node::NodeId;
use crate::plan::{Gate, NamedNode, Plan, Role, Rung};
use crate::report::v1::{Bonus, Standing, State, Verdict};

/// What an assessment earns, and everything that bears on it.
#[derive(Clone, Debug)]
pub struct Award {
    pub(crate) standing: Standing,
    /// Each rating's conditions, highest first, the bonus counted.
    pub(crate) rungs: Vec<RungVerdict>,
    /// Each gate's verdict, once silence has been read as the rubric says.
    pub(crate) gates: Vec<Verdict>,
    /// Why there is no rating.
    pub(crate) withheld: Vec<Withholding>,
    /// The rank that the total alone earns, once it is settled.
    pub(crate) earned: Option<usize>,
    /// The rank that is certain; `None` while the rating may still be withheld.
    pub(crate) locked: Option<usize>,
    /// The best rank still possible; `None` when the rating is withheld for certain.
    pub(crate) best: Option<usize>,
    /// The rank that the bonus may not go beyond, when it would.
    pub(crate) bonus_limit: Option<usize>,
    /// The share of all weight that not-applicable answers leave out.
    pub(crate) not_applicable: Number,
    /// The items that still want an answer, in the plan's order.
    pub(crate) open: Vec<usize>,
}

/// A rating's conditions.
#[derive(Clone, Debug)]
pub(crate) struct RungVerdict {
    pub(crate) verdict: Verdict,
    pub(crate) total: Verdict,
    /// One for each dimension of the base score, by its place in the plan.
    pub(crate) dimensions: Vec<(usize, Verdict)>,
    pub(crate) conditions: Vec<Verdict>,
}

/// A reason for which there is no rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Withholding {
    OtherRubric,
    CategoryUnstated(usize),
    GateUnmet(usize),
    GateUndecided(usize),
    NotApplicableBeyond,
    CriterionWithheld(usize),
    NothingApplies,
}

/// The award that `scorecard` comes to.
///
/// The highest rating counts of which every condition holds; the lowest cap of the gates not met
/// lowers it, and one withholding gate withholds it. While anything is pending, `locked` and
/// `best` hold every way in which it can end.
pub fn rate(plan: &Plan, assessment: &Assessment, scorecard: &Scorecard) -> Award {
    let gates: Vec<Verdict> =
        plan.gates.iter().map(|gate| verdict_of(plan, gate, assessment, scorecard)).collect();
    let rungs = rungs(plan, assessment, scorecard, plan.judged_total);
    let by_base = rungs_bounds(plan, &self::rungs(plan, assessment, scorecard, plan.judged_base));
    let limit = limited(plan, rungs_bounds(plan, &rungs), by_base);
    let open = open_items(plan, assessment, scorecard, &gates);
    let not_applicable = not_applicable_share(plan, assessment, scorecard);
    let withheld = withholdings(plan, assessment, scorecard, &gates, &not_applicable);
    let may_be_withheld = may_be_withheld(plan, assessment, scorecard, &gates);
    let (locked, best) = capped(plan, &gates, limit.range);
    let is_settled = withheld.is_empty() && (open.is_empty() || assessment.state == State::Final);
    let standing = if !withheld.is_empty() {
        Standing::Withheld
    } else if is_settled && locked == best && !may_be_withheld {
        Standing::Settled
    } else {
        Standing::Open
    };
    let total = scorecard.slot(plan.judged_total).quantity().number();
    let earned = total.map(|total| highest(plan, &rungs_by_total(plan, total)));
    Award {
        standing,
        rungs,
        gates,
        earned,
        locked: (withheld.is_empty() && !may_be_withheld).then_some(locked),
        best: withheld.is_empty().then_some(best),
        bonus_limit: limit.bites.then_some(limit.range.1),
        withheld,
        not_applicable,
        open,
    }
}

fn verdict_of(plan: &Plan, gate: &Gate, assessment: &Assessment, scorecard: &Scorecard) -> Verdict {
    // A requirement that follows from other answers may still be marked not applicable.
    let may_be_lifted =
        plan.items.get(gate.item).is_some_and(|item| item.may_not_apply && item.asks.is_empty());
    if matches!(assessment.marks.get(gate.item), Some(Mark::NotApplicable(_))) {
        return Verdict::Met;
    }
    let verdict = match assessment.marks.get(gate.item) {
        Some(Mark::Pending(_) | Mark::Declined(_)) => Verdict::Pending,
        Some(Mark::None | Mark::NotApplicable(_)) | None => scorecard.slot(gate.verdict).verdict(),
    };
    match (verdict, assessment.state) {
        (Verdict::Pending, State::Final) if gate.undecided_is_unmet => Verdict::NotMet,
        (Verdict::NotMet, State::Draft) if may_be_lifted => Verdict::Pending,
        (verdict, _) => verdict,
    }
}

/// Whether a score reaches `least`, whatever is still open. What is left out need not.
pub(crate) fn reaches(score: &Quantity, least: &Number) -> Verdict {
    match score {
        Quantity::Known(number) if number >= least => Verdict::Met,
        Quantity::Known(_) => Verdict::NotMet,
        Quantity::Open(Open { low, high, doubts }) => {
            if low.as_ref().is_some_and(|low| low >= least) {
                Verdict::Met
            } else if high.as_ref().is_some_and(|high| high < least) && !doubts.left_out {
                Verdict::NotMet
            } else {
                Verdict::Pending
            }
        }
        Quantity::Absent(Absence::LeftOut) => Verdict::Met,
        Quantity::Absent(Absence::Withheld | Absence::Undefined(_)) => Verdict::Pending,
    }
}

fn all(verdicts: impl IntoIterator<Item = Verdict>) -> Verdict {
    verdicts.into_iter().fold(Verdict::Met, crate::evaluate::truth::and)
}

fn rungs(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    total: NodeId,
) -> Vec<RungVerdict> {
    let verdict = |rung| rung_verdict(plan, assessment, scorecard, rung, total);
    plan.ladder.iter().map(verdict).collect()
}

fn rung_verdict(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    rung: &Rung,
    total: NodeId,
) -> RungVerdict {
    let total = reaches(scorecard.slot(total).quantity(), &rung.total);
    let base =
        plan.dimensions.iter().enumerate().filter(|(_, dimension)| dimension.bonus == Bonus::No);
    let dimensions: Vec<(usize, Verdict)> = match &rung.each_dimension {
        Some(least) => base
            .map(|(place, dimension)| {
                (place, reaches(scorecard.slot(dimension.judged).quantity(), least))
            })
            .collect(),
        None => Vec::new(),
    };
    // What nobody knows at the end does not hold.
    let settled = |verdict| match (verdict, assessment.state) {
        (Verdict::Pending, State::Final) => Verdict::NotMet,
        (verdict, _) => verdict,
    };
    let held = |condition: &NamedNode| settled(scorecard.slot(condition.node).verdict());
    let conditions: Vec<Verdict> = rung.conditions.iter().map(held).collect();
    let parts = dimensions.iter().map(|(_, verdict)| *verdict).chain(conditions.iter().copied());
    RungVerdict { verdict: all(parts.chain([total])), total, dimensions, conditions }
}

/// The ratings whose cut-off `total` reaches, highest first.
fn rungs_by_total(plan: &Plan, total: &Number) -> Vec<bool> {
    plan.ladder.iter().map(|rung| *total >= rung.total).collect()
}

/// The rank of the first that holds, highest first; 0 when none does.
fn highest(plan: &Plan, holds: &[bool]) -> usize {
    let place = holds.iter().position(|holds| *holds);
    place.map_or(0, |place| plan.ladder.len().saturating_sub(place))
}

/// The highest rank that is certain, and the highest that is possible.
fn rungs_bounds(plan: &Plan, rungs: &[RungVerdict]) -> (usize, usize) {
    let certain: Vec<bool> = rungs.iter().map(|rung| rung.verdict == Verdict::Met).collect();
    let possible: Vec<bool> = rungs.iter().map(|rung| rung.verdict != Verdict::NotMet).collect();
    (highest(plan, &certain), highest(plan, &possible))
}

struct Limited {
    range: (usize, usize),
    bites: bool,
}

/// The bonus lifts the rating by so many at most.
fn limited(plan: &Plan, with_bonus: (usize, usize), without: (usize, usize)) -> Limited {
    let Some(lifts) = plan.lifts else {
        return Limited { range: with_bonus, bites: false };
    };
    let locked = with_bonus.0.min(without.0.saturating_add(lifts));
    let best = with_bonus.1.min(without.1.saturating_add(lifts));
    Limited { range: (locked, best), bites: best < with_bonus.1 }
}

/// Caps of gates: a certain one lowers both, a possible one what is certain.
fn capped(plan: &Plan, gates: &[Verdict], (locked, best): (usize, usize)) -> (usize, usize) {
    plan.gates.iter().zip(gates).fold((locked, best), |(locked, best), (gate, verdict)| {
        match (gate.cap, verdict) {
            (Some(cap), Verdict::NotMet) => (locked.min(cap), best.min(cap)),
            (Some(cap), Verdict::Pending) => (locked.min(cap), best),
            (Some(_), Verdict::Met) | (None, _) => (locked, best),
        }
    })
}

/// The criteria that count toward the base score.
fn base_criteria(plan: &Plan) -> impl Iterator<Item = (usize, &crate::plan::Criterion)> {
    plan.criteria.iter().enumerate().filter(|(_, criterion)| {
        let dimension = plan.dimensions.get(criterion.dimension);
        dimension.is_some_and(|dimension| dimension.bonus == Bonus::No)
    })
}

fn weight_share(plan: &Plan, counts: impl Fn(&crate::plan::Criterion) -> bool) -> Number {
    let counted = base_criteria(plan).filter(|(_, criterion)| counts(criterion));
    let weight = counted.fold(Number::zero(), |sum, (_, criterion)| sum.plus(&criterion.weight));
    weight.over(&plan.full).unwrap_or_else(Number::zero)
}

/// Whether it is the assessor, and not a rule, who leaves the criterion out.
fn is_not_applicable(
    assessment: &Assessment,
    scorecard: &Scorecard,
    criterion: &crate::plan::Criterion,
) -> bool {
    let by_rule = criterion.leave_out.map(|node| scorecard.slot(node).verdict());
    by_rule != Some(Verdict::Met)
        && matches!(assessment.marks.get(criterion.item), Some(Mark::NotApplicable(_)))
}

/// The share of all weight that assessors marked not applicable. What a rule leaves out does not
/// count: it is the rubric's own doing.
fn not_applicable_share(plan: &Plan, assessment: &Assessment, scorecard: &Scorecard) -> Number {
    weight_share(plan, |criterion| is_not_applicable(assessment, scorecard, criterion))
}

fn withholdings(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    gates: &[Verdict],
    not_applicable: &Number,
) -> Vec<Withholding> {
    let mut found = Vec::new();
    if assessment.is_of_other_rubric {
        found.push(Withholding::OtherRubric);
    }
    found.extend((0..assessment.unstated.len()).map(Withholding::CategoryUnstated));
    for (index, (gate, verdict)) in plan.gates.iter().zip(gates).enumerate() {
        match (verdict, gate.cap, assessment.state) {
            (Verdict::NotMet, None, _) => found.push(Withholding::GateUnmet(index)),
            (Verdict::Pending, _, State::Final) => found.push(Withholding::GateUndecided(index)),
            (Verdict::NotMet, Some(_), _)
            | (Verdict::Pending, _, State::Draft)
            | (Verdict::Met, _, _) => (),
        }
    }
    if plan.not_applicable_limit.as_ref().is_some_and(|limit| not_applicable > limit) {
        found.push(Withholding::NotApplicableBeyond);
    }
    let withheld = base_criteria(plan).filter(|(_, criterion)| {
        let slot = scorecard.slot(criterion.share).quantity();
        !criterion.weight.is_zero()
            && matches!(slot, Quantity::Absent(Absence::Withheld | Absence::Undefined(_)))
    });
    found.extend(withheld.map(|(index, _)| Withholding::CriterionWithheld(index)));
    if *scorecard.slot(plan.base).quantity() == Quantity::Absent(Absence::LeftOut) {
        found.push(Withholding::NothingApplies);
    }
    found
}

/// Whether some way of finishing withholds the rating.
fn may_be_withheld(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    gates: &[Verdict],
) -> bool {
    let by_gate = plan.gates.iter().zip(gates).any(|(gate, verdict)| {
        *verdict == Verdict::Pending && (gate.cap.is_none() || !gate.undecided_is_unmet)
    });
    let doubts = match scorecard.slot(plan.total).quantity() {
        Quantity::Open(open) => open.doubts,
        Quantity::Known(_) | Quantity::Absent(_) => crate::evaluate::slot::Doubts::default(),
    };
    let possible = weight_share(plan, |criterion| {
        let may = plan.items.get(criterion.item).is_some_and(|item| item.may_not_apply);
        let is_open = matches!(scorecard.slot(criterion.share).quantity(), Quantity::Open(_));
        is_not_applicable(assessment, scorecard, criterion) || (may && is_open)
    });
    let by_limit = plan.not_applicable_limit.as_ref().is_some_and(|limit| possible > *limit);
    by_gate || doubts.withheld || doubts.left_out || by_limit
}

/// The items that still want an answer: open criteria that are scored, pending gates that are
/// asked directly, and facts without an answer.
fn open_items(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    gates: &[Verdict],
) -> Vec<usize> {
    let is_open = |item: &crate::plan::Item| match item.role {
        Role::Criterion(criterion) => plan.criteria.get(criterion).is_some_and(|criterion| {
            let dimension = plan.dimensions.get(criterion.dimension);
            let counts = dimension.is_some_and(|dimension| dimension.bonus != Bonus::Recorded);
            let slot = scorecard.slot(criterion.share).quantity();
            counts && !criterion.weight.is_zero() && matches!(slot, Quantity::Open(_))
        }),
        Role::Gate(gate) => {
            let is_asked =
                item.asks.iter().any(|ask| plan.asks.get(*ask).is_some_and(|ask| !ask.optional));
            is_asked && gates.get(gate) == Some(&Verdict::Pending)
        }
        Role::Fact => {
            let unanswered = crate::assessment::answer::Answer::Unanswered;
            let wants = |ask: &usize| {
                plan.asks.get(*ask).is_some_and(|ask| !ask.optional)
                    && assessment.answers.get(*ask) == Some(&unanswered)
            };
            item.asks.iter().any(wants)
        }
    };
    let items = plan.items.iter().enumerate().filter(|(_, item)| is_open(item));
    items.map(|(index, _)| index).collect()
}

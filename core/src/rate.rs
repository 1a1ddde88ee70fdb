//! Scorecard → award: the rating earned, the gates and minima, the rating awarded.
//!
//! Ranks count from the lowest rating, which is 0.

use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::assessment::answer::Mark;
use crate::evaluate::Scorecard;
use crate::evaluate::rank;
use crate::evaluate::slot::{Absence, Quantity};
use crate::model::rubric::Missing;
use crate::number::Number;
use crate::plan::node::NodeId;
use crate::plan::{Criterion, Cut, Effect, Gate, Grade, Plan, Role};
use crate::report::v1::{Bonus, Standing, State, Verdict};

/// What an assessment earns, and everything that bears on it.
#[derive(Clone, Debug)]
pub struct Award {
    pub(crate) standing: Standing,
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

/// A reason for which there is no rating.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Withholding {
    OtherRubric,
    CategoryUnstated(usize),
    GateUnmet(usize),
    GateUndecided(usize),
    NotApplicableBeyond,
    CriterionWithheld(usize),
    /// Too few criteria of a dimension are answered.
    TooLittleAnswered(usize),
    /// Too much of a dimension is not applicable.
    DimensionNotApplicable(usize),
    /// There is no grade.
    NoGrade(usize),
    /// What the rating is judged by has no number.
    NotRated,
    NothingApplies,
}

/// The award that `scorecard` comes to.
///
/// The place on the ladder, after the steps that move it, is lowered by the lowest cap of the gates
/// not met, or forced by one of them; one withholding gate withholds it. While anything is pending,
/// `locked` and `best` hold every way in which it can end.
pub fn rate(plan: &Plan, assessment: &Assessment, scorecard: &Scorecard) -> Award {
    let gates: Vec<Verdict> =
        plan.gates.iter().map(|gate| verdict_of(plan, gate, assessment, scorecard)).collect();
    let place = |node: NodeId| rank::ends(scorecard.slot(node).quantity());
    let limited = place(plan.scale.before);
    let bonus_bites = limited.1 < place(plan.scale.earned).1;
    let open = open_items(plan, assessment, scorecard, &gates);
    let not_applicable = not_applicable_share(plan, assessment, scorecard);
    let withheld = withholdings(plan, assessment, scorecard, &gates, &not_applicable);
    let may_be_withheld = may_be_withheld(plan, assessment, scorecard, &gates);
    let (locked, best) = forced(plan, &gates, capped(plan, &gates, place(plan.scale.outcome)));
    let is_settled = withheld.is_empty() && (open.is_empty() || assessment.state == State::Final);
    let standing = if !withheld.is_empty() {
        Standing::Withheld
    } else if is_settled && locked == best && !may_be_withheld {
        Standing::Settled
    } else {
        Standing::Open
    };
    Award {
        standing,
        gates,
        earned: earned(plan, scorecard),
        locked: (withheld.is_empty() && !may_be_withheld).then_some(locked),
        best: withheld.is_empty().then_some(best),
        bonus_limit: bonus_bites.then_some(limited.1),
        withheld,
        not_applicable,
        open,
    }
}

/// The rank that the cut-offs alone give, once what they are held against is settled.
fn earned(plan: &Plan, scorecard: &Scorecard) -> Option<usize> {
    let score = scorecard.slot(plan.scale.of?).quantity();
    let rungs = &plan.scale.rungs;
    if score.number().is_none() || rungs.iter().any(|rung| rung.cuts.is_empty()) {
        return None;
    }
    let holds = |cut: &Cut| rank::reaches(score, cut.side, &cut.bound) == Verdict::Met;
    let place = rungs.iter().position(|rung| rung.cuts.iter().all(holds));
    Some(place.map_or(0, |place| rungs.len().saturating_sub(place)))
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
        Some(Mark::None | Mark::NotApplicable(_)) | None => {
            scorecard.slot(gate.verdict).fulfilled()
        }
    };
    match (verdict, assessment.state) {
        (Verdict::Pending, State::Final) if gate.undecided_is_unmet => Verdict::NotMet,
        (Verdict::NotMet, State::Draft) if may_be_lifted => Verdict::Pending,
        (verdict, _) => verdict,
    }
}

/// Caps of gates: a certain one lowers both, a possible one what is certain.
fn capped(plan: &Plan, gates: &[Verdict], (locked, best): (usize, usize)) -> (usize, usize) {
    plan.gates.iter().zip(gates).fold((locked, best), |(locked, best), (gate, verdict)| {
        match (gate.effect, verdict) {
            (Effect::Cap(cap), Verdict::NotMet) => (locked.min(cap), best.min(cap)),
            (Effect::Cap(cap), Verdict::Pending) => (locked.min(cap), best),
            (Effect::Cap(_), Verdict::Met) | (Effect::Withhold | Effect::Set(_), _) => {
                (locked, best)
            }
        }
    })
}

/// Ratings forced by gates: the lowest of the certain ones, unless a possible one is lower still.
fn forced(plan: &Plan, gates: &[Verdict], (locked, best): (usize, usize)) -> (usize, usize) {
    let of = |wanted: Verdict| {
        let gates = plan.gates.iter().zip(gates);
        let places = gates.filter_map(move |(gate, verdict)| match gate.effect {
            Effect::Set(place) if *verdict == wanted => Some(place),
            Effect::Set(_) | Effect::Withhold | Effect::Cap(_) => None,
        });
        places.collect::<Vec<usize>>()
    };
    let (certain, possible) = (of(Verdict::NotMet), of(Verdict::Pending));
    let least = |places: &[usize], other: usize| places.iter().copied().fold(other, usize::min);
    match certain.iter().min() {
        Some(set) => (least(&possible, *set), *set),
        None => (least(&possible, locked), possible.iter().copied().fold(best, usize::max)),
    }
}

/// The criteria that count toward the base score.
pub(crate) fn base_criteria(plan: &Plan) -> impl Iterator<Item = (usize, &Criterion)> {
    plan.criteria.iter().enumerate().filter(|(_, criterion)| {
        let dimension = plan.dimensions.get(criterion.dimension);
        dimension.is_some_and(|dimension| dimension.bonus == Bonus::No)
    })
}

fn weight_share(plan: &Plan, counts: impl Fn(&Criterion) -> bool) -> Number {
    let counted = base_criteria(plan).filter(|(_, criterion)| counts(criterion));
    let weight = counted.fold(Number::zero(), |sum, (_, criterion)| sum.plus(&criterion.part));
    weight.over(&plan.full).unwrap_or_else(Number::zero)
}

/// Whether it is the assessor, and not a rule, who leaves the criterion out. One that counts
/// something when it is not applicable is not left out.
fn is_not_applicable(
    assessment: &Assessment,
    scorecard: &Scorecard,
    criterion: &Criterion,
) -> bool {
    let by_rule = criterion.leave_out.map(|node| scorecard.slot(node).verdict());
    may_leave_out(criterion)
        && by_rule != Some(Verdict::Met)
        && matches!(assessment.marks.get(criterion.item), Some(Mark::NotApplicable(_)))
}

/// Whether being marked not applicable leaves the criterion out.
pub(crate) fn may_leave_out(criterion: &Criterion) -> bool {
    criterion.na_counts == Missing::LeaveOut
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
        match (verdict, gate.effect, assessment.state) {
            (Verdict::NotMet, Effect::Withhold, _) => found.push(Withholding::GateUnmet(index)),
            (Verdict::Pending, _, State::Final) => found.push(Withholding::GateUndecided(index)),
            (Verdict::NotMet, Effect::Cap(_) | Effect::Set(_), _)
            | (Verdict::Pending, _, State::Draft)
            | (Verdict::Met, _, _) => (),
        }
    }
    if plan.not_applicable_limit.as_ref().is_some_and(|limit| not_applicable > limit) {
        found.push(Withholding::NotApplicableBeyond);
    }
    found.extend(dimensions_not_applicable(plan, assessment, scorecard));
    let score = plan.scale.of.map(|of| scorecard.slot(of).quantity());
    let is_unknown = matches!(score, Some(Quantity::Open(_))) && assessment.state == State::Final;
    let has_none = is_unknown || matches!(score, Some(Quantity::Absent(_)));
    let absent_grades = || {
        let is_absent =
            |grade: &Grade| matches!(scorecard.slot(grade.worth).quantity(), Quantity::Absent(_));
        let grades = plan.grades.iter().enumerate().filter(move |(_, grade)| is_absent(grade));
        grades.map(|(index, _)| Withholding::NoGrade(index))
    };
    if plan.of.is_some() && has_none {
        found.push(Withholding::NotRated);
        found.extend(absent_grades());
    }
    if plan.rests_on_total() || (plan.of.is_some() && has_none) {
        let scores = scores_withheld(plan, scorecard);
        // A dimension that counts by its grade takes the total with it when there is no grade.
        let base = scorecard.slot(plan.base).quantity();
        let is_by_grade = plan.rests_on_total()
            && scores.is_empty()
            && matches!(base, Quantity::Absent(Absence::Withheld | Absence::Undefined(_)));
        if is_by_grade {
            found.extend(absent_grades());
        }
        found.extend(scores);
    }
    let nothing_applies = Quantity::Absent(Absence::LeftOut);
    if plan.rests_on_total() && *scorecard.slot(plan.base).quantity() == nothing_applies {
        found.push(Withholding::NothingApplies);
    }
    found
}

/// Criteria and dimensions of the base score that are withheld.
fn scores_withheld(plan: &Plan, scorecard: &Scorecard) -> Vec<Withholding> {
    let is_withheld = |node: NodeId| {
        let slot = scorecard.slot(node).quantity();
        matches!(slot, Quantity::Absent(Absence::Withheld | Absence::Undefined(_)))
    };
    let takes_it_along =
        |criterion: &Criterion| !criterion.weight.is_zero() && is_withheld(criterion.share);
    let criteria = base_criteria(plan).filter(|(_, criterion)| takes_it_along(criterion));
    let mut found: Vec<Withholding> =
        criteria.map(|(index, _)| Withholding::CriterionWithheld(index)).collect();
    let dimensions = plan.dimensions.iter().enumerate();
    let answered = dimensions.filter(|(index, dimension)| {
        dimension.answered.is_some()
            && is_withheld(dimension.score)
            && !inside(plan, *index).any(takes_it_along)
    });
    found.extend(answered.map(|(index, _)| Withholding::TooLittleAnswered(index)));
    found
}

/// The criteria in a dimension and in the dimensions in it.
pub(crate) fn inside(plan: &Plan, place: usize) -> impl Iterator<Item = &Criterion> {
    plan.criteria.iter().filter(move |criterion| plan.is_inside(criterion.dimension, place))
}

/// Dimensions of which more is marked not applicable than they admit.
fn dimensions_not_applicable(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
) -> Vec<Withholding> {
    let counts = |criterion: &Criterion| is_not_applicable(assessment, scorecard, criterion);
    let dimensions = plan.dimensions.iter().enumerate();
    let beyond = dimensions.filter(|(index, dimension)| {
        let limit = dimension.not_applicable_limit.as_ref();
        limit.is_some_and(|limit| share_inside(plan, *index, counts) > *limit)
    });
    beyond.map(|(index, _)| Withholding::DimensionNotApplicable(index)).collect()
}

/// The share of a dimension's weight that `counts` says.
fn share_inside(plan: &Plan, place: usize, counts: impl Fn(&Criterion) -> bool) -> Number {
    let sum = |all: &mut dyn Iterator<Item = &Criterion>| {
        all.fold(Number::zero(), |sum, criterion| sum.plus(&criterion.part))
    };
    let counted = sum(&mut inside(plan, place).filter(|criterion| counts(criterion)));
    counted.over(&sum(&mut inside(plan, place))).unwrap_or_else(Number::zero)
}

/// The share of a dimension's weight that is marked not applicable.
pub(crate) fn not_applicable_inside(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    place: usize,
) -> Number {
    share_inside(plan, place, |one| is_not_applicable(assessment, scorecard, one))
}

/// Whether some way of finishing withholds the rating.
fn may_be_withheld(
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    gates: &[Verdict],
) -> bool {
    let by_gate = plan.gates.iter().zip(gates).any(|(gate, verdict)| {
        let withholds = gate.effect == Effect::Withhold;
        *verdict == Verdict::Pending && (withholds || !gate.undecided_is_unmet)
    });
    let rests = plan.of.is_some() || plan.rests_on_total();
    let score = plan.scale.of.filter(|_| rests).map(|of| scorecard.slot(of).quantity());
    let doubts = match score.unwrap_or(&Quantity::Absent(Absence::LeftOut)) {
        Quantity::Open(open) => open.doubts,
        Quantity::Known(_) | Quantity::Absent(_) => crate::evaluate::slot::Doubts::default(),
    };
    let possibly = |criterion: &Criterion| {
        let may = may_leave_out(criterion)
            && plan.items.get(criterion.item).is_some_and(|item| item.may_not_apply);
        let is_open = matches!(scorecard.slot(criterion.share).quantity(), Quantity::Open(_));
        is_not_applicable(assessment, scorecard, criterion) || (may && is_open)
    };
    let possible = weight_share(plan, possibly);
    let by_limit = plan.not_applicable_limit.as_ref().is_some_and(|limit| possible > *limit);
    let by_dimension = plan.dimensions.iter().enumerate().any(|(index, dimension)| {
        let limit = dimension.not_applicable_limit.as_ref();
        limit.is_some_and(|limit| share_inside(plan, index, possibly) > *limit)
    });
    let by_score = doubts.withheld || doubts.left_out || doubts.undefined.is_some();
    by_gate || by_score || by_limit || by_dimension
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
            let counts = dimension.is_some_and(|dimension| dimension.bonus.counts());
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

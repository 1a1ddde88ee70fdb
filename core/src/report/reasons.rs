//! Why the rating is what it is: conditions as reasons, and what separates from the next rating.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::answer::Mark;
use crate::evaluate::rank;
use crate::evaluate::slot::{Absence, Quantity, Slot};
use crate::evaluate::with;
use crate::label::Label;
use crate::named::sorted;
use crate::number::Number;
use crate::plan::node::{Change, NodeId};
use crate::plan::{Adjustment, Condition, Cut, Effect, Gate, Grade, Rung, Scale};
use crate::rate::{Award, Withholding, not_applicable_inside, rate};
use crate::report::figure;
use crate::report::v1::{
    self, AdjustmentEffect, Fact, Next, Opening, Reason, Side, Standing, Verdict,
};
use crate::report::weights::Weights;
use crate::report::working::{Source, why_absent};

/// Every rating of a scale with its conditions, highest first.
pub(crate) fn ladder(source: Source<'_>, scale: &Scale, weights: &Weights) -> Vec<v1::Rung> {
    let verdict = |rung: &Rung| source.scorecard.slot(rung.verdict).verdict();
    let rungs = scale.rungs.iter();
    rungs
        .map(|rung| v1::Rung {
            rating: rung.rating.clone(),
            verdict: verdict(rung),
            conditions: conditions(source, scale, rung, weights),
        })
        .collect()
}

fn conditions(source: Source<'_>, scale: &Scale, rung: &Rung, weights: &Weights) -> Vec<Reason> {
    let rating = rung.rating.id.clone();
    let verdict = |condition: &Condition| source.scorecard.slot(condition.held).verdict();
    let cuts = rung.cuts.iter().filter_map(|cut| cut_off(source, scale, rung, cut));
    let mut reasons: Vec<Reason> = cuts.collect();
    for (place, node) in &rung.minima {
        let verdict = source.scorecard.slot(*node).verdict();
        reasons.extend(dimension(source, rung, *place, verdict, weights));
    }
    reasons.extend(rung.that.iter().map(|that| Reason {
        verdict: verdict(that),
        fact: Fact::That {
            rating: rating.clone(),
            condition: that.text.clone(),
            figures: crate::report::build::named(source, &that.looks_at),
        },
        clauses: rung.clauses.to_vec(),
    }));
    reasons.extend(rung.conditions.iter().map(|condition| Reason {
        verdict: verdict(condition),
        fact: Fact::Condition {
            rating: rating.clone(),
            condition: condition.id.clone(),
            name: condition.name.clone(),
        },
        clauses: rung.clauses.to_vec(),
    }));
    reasons
}

fn cut_off(source: Source<'_>, scale: &Scale, rung: &Rung, cut: &Cut) -> Option<Reason> {
    let plan = source.plan;
    let of = scale.of?;
    let is_total = of == plan.judged_total;
    let written = |number: &Number, bounds: &[Number]| {
        if is_total {
            figure::points(plan, number, bounds)
        } else {
            figure::of_node(plan, of, number)
        }
    };
    let most = if is_total { plan.full.clone() } else { cut.bound.clone() };
    let (low, high) = figure::ends(source.quantity(of), &most);
    let bounds = [cut.bound.clone()];
    let missing = match cut.side {
        Side::From | Side::Above => cut.bound.minus(&low),
        Side::AtMost | Side::Below => high.minus(&cut.bound),
    };
    let verdict = source.scorecard.slot(cut.verdict).verdict();
    let zero = Number::zero();
    let is_short = missing > zero;
    let fact = Fact::Total {
        rating: rung.rating.id.clone(),
        need: written(&cut.bound, &[]),
        low: written(&low, &bounds),
        high: written(&high, &bounds),
        short: is_short.then(|| written(&missing, &[zero])),
        side: cut.side,
        name: scale.of_name.clone(),
        expression: scale.of_expression.clone(),
    };
    Some(Reason { verdict, fact, clauses: rung.clauses.to_vec() })
}

fn dimension(
    source: Source<'_>,
    rung: &Rung,
    place: usize,
    verdict: Verdict,
    weights: &Weights,
) -> Option<Reason> {
    let plan = source.plan;
    let (dimension, least) = (plan.dimensions.get(place)?, rung.each_dimension.as_ref()?);
    let (low, high) = figure::ends(source.quantity(dimension.judged), &Number::one());
    let bounds = [least.clone()];
    let full = weights.dimension(place);
    let short = (low < *least)
        .then(|| figure::points(plan, &least.minus(&low).times(&full), &[Number::zero()]));
    let fact = Fact::Dimension {
        rating: rung.rating.id.clone(),
        dimension: dimension.id.clone(),
        name: dimension.name.clone(),
        need: figure::percent(plan, least, &[]),
        low: figure::percent(plan, &low, &bounds),
        high: figure::percent(plan, &high, &bounds),
        short: short.filter(|_| verdict != Verdict::Met),
    };
    Some(Reason { verdict, fact, clauses: rung.clauses.to_vec() })
}

/// The steps of a scale as they went.
pub(crate) fn adjustments(source: Source<'_>, scale: &Scale) -> Vec<v1::Adjustment> {
    let settled = |node| {
        let place = source.quantity(node).number()?.to_count()?;
        Some(scale.rating(place).clone())
    };
    let count = |by: usize| u32::try_from(by).unwrap_or(u32::MAX);
    let rating = |place: usize| scale.rating(place).clone();
    let steps = scale.steps.iter().map(|step| v1::Adjustment {
        id: step.when.id.clone(),
        name: step.when.name.clone(),
        verdict: source.scorecard.slot(step.when.held).verdict(),
        condition: step.when.text.clone(),
        effect: match step.change {
            Change::Up(by) => AdjustmentEffect::Up { by: count(by) },
            Change::Down(by) => AdjustmentEffect::Down { by: count(by) },
            Change::To(place) => AdjustmentEffect::To { rating: rating(place) },
            Change::AtMost(place) => AdjustmentEffect::AtMost { rating: rating(place) },
            Change::AtLeast(place) => AdjustmentEffect::AtLeast { rating: rating(place) },
        },
        from: settled(step.before),
        to: settled(step.after),
        figures: crate::report::build::named(source, &step.when.looks_at),
        clauses: step.clauses.to_vec(),
    });
    steps.collect()
}

/// The steps that changed the rating, or may: as reasons.
fn adjusted(source: Source<'_>, scale: &Scale) -> Vec<Reason> {
    let changed = |step: &&Adjustment| {
        let (before, after) = (source.quantity(step.before), source.quantity(step.after));
        before != after
    };
    let reasons = scale.steps.iter().filter(changed).map(|step| {
        // Of an open place, the best that is still possible is spoken of.
        let rating = |node| scale.rating(rank::ends(source.quantity(node)).1).clone();
        Reason {
            verdict: source.scorecard.slot(step.when.held).verdict(),
            fact: Fact::Adjusted {
                adjustment: step.when.id.clone(),
                name: step.when.name.clone(),
                from: rating(step.before),
                to: rating(step.after),
            },
            clauses: step.clauses.to_vec(),
        }
    });
    reasons.collect()
}

/// The rank a reader starts from: the awarded one, or what is certain so far.
fn current(award: &Award) -> usize {
    match award.standing {
        Standing::Settled => award.best.unwrap_or_default(),
        Standing::Open | Standing::Withheld | Standing::LeftOut => award.locked.unwrap_or_default(),
    }
}

/// The rung above `rank`.
fn rung_above(source: Source<'_>, rank: usize) -> Option<&Rung> {
    let rungs = &source.plan.scale.rungs;
    rungs.get(rungs.len().checked_sub(rank.saturating_add(1))?)
}

/// What binds, most weighty first: what withholds; else caps, then the conditions of the next
/// rating that do not hold, then what is unanswered.
pub(crate) fn because(source: Source<'_>, award: &Award, weights: &Weights) -> Vec<Reason> {
    if !award.withheld.is_empty() {
        return award.withheld.iter().filter_map(|why| withheld(source, award, why)).collect();
    }
    let rank = current(award);
    let mut reasons = unmet_gates(source, award, rank.saturating_add(1));
    reasons.extend(bonus_limited(source, award));
    reasons.extend(adjusted(source, &source.plan.scale));
    if let Some(rung) = rung_above(source, rank) {
        let conditions = conditions(source, &source.plan.scale, rung, weights);
        reasons.extend(conditions.into_iter().filter(|reason| reason.verdict != Verdict::Met));
    }
    let put_off = put_off(source, award, rank.saturating_add(1));
    let is_put_off = |item: &usize| put_off.iter().any(|(gate, _)| gate.item == *item);
    let open: Vec<usize> = award.open.iter().copied().filter(|item| !is_put_off(item)).collect();
    reasons
        .extend(put_off.iter().filter_map(|(gate, verdict)| gate_reason(source, gate, *verdict)));
    if !open.is_empty() {
        reasons.push(unanswered(source, &open));
    }
    let is_late = |reason: &Reason| reason.verdict != Verdict::NotMet;
    sorted(reasons, |a, b| is_late(a).cmp(&is_late(b)))
}

/// The gates that somebody put off or would not speak of and that keep no rating below `rank`: they
/// are not without an answer, and still keep the rating open.
fn put_off<'a>(source: Source<'a>, award: &Award, rank: usize) -> Vec<(&'a Gate, Verdict)> {
    let is_marked = |gate: &Gate| {
        let mark = source.assessment.marks.get(gate.item);
        matches!(mark, Some(Mark::Pending(_) | Mark::Declined(_)))
    };
    let gates = source.plan.gates.iter().zip(award.gates.iter().copied());
    let binds_not = |gate: &Gate| matches!(gate.effect, Effect::Cap(cap) if cap >= rank);
    let pending = gates.filter(|(gate, verdict)| *verdict == Verdict::Pending && binds_not(gate));
    pending.filter(|(gate, _)| is_marked(gate)).collect()
}

fn unanswered(source: Source<'_>, open: &[usize]) -> Reason {
    let id = |item: &usize| source.plan.items.get(*item).map(|item| item.id.clone());
    let fact = Fact::Unanswered { open: open.iter().filter_map(id).collect() };
    Reason { verdict: Verdict::Pending, fact, clauses: Vec::new() }
}

fn bonus_limited(source: Source<'_>, award: &Award) -> Option<Reason> {
    let base = award.bonus_limit?.checked_sub(source.plan.lifts?)?;
    let lifts = u32::try_from(source.plan.lifts?).ok()?;
    let fact = Fact::BonusLimited { base: source.plan.rating(base).clone(), lifts };
    Some(Reason { verdict: Verdict::NotMet, fact, clauses: Vec::new() })
}

/// The gates that keep the rating below `rank`, or may.
fn unmet_gates(source: Source<'_>, award: &Award, rank: usize) -> Vec<Reason> {
    let gates = source.plan.gates.iter().zip(&award.gates);
    let binding = gates.filter(|(gate, verdict)| {
        **verdict != Verdict::Met && !matches!(gate.effect, Effect::Cap(cap) if cap >= rank)
    });
    binding.filter_map(|(gate, verdict)| gate_reason(source, gate, *verdict)).collect()
}

fn gate_reason(source: Source<'_>, gate: &Gate, verdict: Verdict) -> Option<Reason> {
    let item = source.plan.items.get(gate.item)?;
    let (id, name) = (item.id.clone(), item.name.clone());
    let figures = || crate::report::build::named(source, &gate.looks_at);
    let fact = match gate.effect {
        Effect::Withhold => Fact::Gate { gate: id, name },
        Effect::Cap(cap) => {
            let rating = source.plan.rating(cap).clone();
            Fact::Cap { gate: id, name, rating, figures: figures() }
        }
        Effect::Set(place) => {
            let rating = source.plan.rating(place).clone();
            Fact::Forced { gate: id, name, rating, figures: figures() }
        }
    };
    Some(Reason { verdict, fact, clauses: item.clauses.to_vec() })
}

fn withheld(source: Source<'_>, award: &Award, why: &Withholding) -> Option<Reason> {
    let plan = source.plan;
    let plainly = |fact: Fact| Some(Reason { verdict: Verdict::NotMet, fact, clauses: Vec::new() });
    match why {
        Withholding::OtherRubric => plainly(Fact::OtherRubric {}),
        Withholding::CategoryUnstated(place) => {
            let (category, name) = source.assessment.unstated.get(*place)?.clone();
            plainly(Fact::CategoryMissing { category, name })
        }
        Withholding::GateUnmet(place) => {
            gate_reason(source, plan.gates.get(*place)?, Verdict::NotMet)
        }
        Withholding::GateUndecided(place) => {
            gate_reason(source, plan.gates.get(*place)?, Verdict::Pending)
        }
        Withholding::NotApplicableBeyond => {
            let limit = plan.not_applicable_limit.clone()?;
            plainly(Fact::NotApplicableBeyond {
                share: figure::percent(plan, &award.not_applicable, core::slice::from_ref(&limit)),
                limit: figure::percent(plan, &limit, &[]),
                dimension: String::new(),
                name: Label::default(),
            })
        }
        Withholding::DimensionNotApplicable(place) => {
            let dimension = plan.dimensions.get(*place)?;
            let limit = dimension.not_applicable_limit.clone()?;
            let share = not_applicable_inside(plan, source.assessment, source.scorecard, *place);
            plainly(Fact::NotApplicableBeyond {
                share: figure::percent(plan, &share, core::slice::from_ref(&limit)),
                limit: figure::percent(plan, &limit, &[]),
                dimension: dimension.id.clone(),
                name: dimension.name.clone(),
            })
        }
        Withholding::TooLittleAnswered(place) => {
            plainly(crate::report::build::too_little_answered(source, *place)?)
        }
        Withholding::NoGrade(place) => {
            let grade = plan.grades.get(*place)?;
            let (fact, clauses) = (no_grade(source, grade), grade.clauses.to_vec());
            Some(Reason { verdict: Verdict::NotMet, fact, clauses })
        }
        Withholding::NotRated => {
            let why = without_number(source, plan.scale.of?);
            plainly(Fact::NotRated { expression: plan.of.clone()?, why: why.to_string() })
        }
        Withholding::CriterionWithheld(place) => {
            let rule = plan.criteria.get(*place)?;
            let clauses = plan.items.get(rule.item)?.clauses.to_vec();
            let fact = why_absent(source, rule)?;
            Some(Reason { verdict: Verdict::Pending, fact, clauses })
        }
        Withholding::NothingApplies => {
            let dimension = plan.dimensions.first().map(|dimension| dimension.id.to_string())?;
            plainly(Fact::NothingApplies { dimension })
        }
    }
}

/// That there is no grade, and why.
pub(crate) fn no_grade(source: Source<'_>, grade: &Grade) -> Fact {
    let is_absent = |node: &NodeId| source.scorecard.slot(*node).verdict() == Verdict::Met;
    let by_rule = grade.absent_when.as_ref().is_some_and(is_absent);
    let operation = grade.scale.of.filter(|_| !by_rule).map(|of| without_number(source, of));
    Fact::NoGrade {
        grade: grade.id.clone(),
        name: grade.name.clone(),
        why: if by_rule { grade.absent_reason.clone() } else { Label::default() },
        operation: operation.unwrap_or_default().to_string(),
    }
}

/// Why a quantity has no number, in the word that reports use.
fn without_number(source: Source<'_>, node: NodeId) -> &'static str {
    match source.quantity(node) {
        Quantity::Absent(Absence::Undefined(why)) => why.word(),
        Quantity::Absent(Absence::LeftOut) => "left-out",
        Quantity::Absent(Absence::Withheld) => "withheld",
        Quantity::Open(_) | Quantity::Known(_) => "unknown",
    }
}

/// What separates the subject from the rating above the one it has.
pub(crate) fn next(source: Source<'_>, award: &Award, weights: &Weights) -> Option<Next> {
    let rank = current(award);
    let rung = rung_above(source, rank)?;
    let conditions = conditions(source, &source.plan.scale, rung, weights);
    let mut obstacles: Vec<Reason> =
        conditions.into_iter().filter(|reason| reason.verdict != Verdict::Met).collect();
    obstacles.extend(unmet_gates(source, award, rank.saturating_add(1)));
    obstacles.extend(lowering(source));
    Some(Next { rating: rung.rating.clone(), obstacles, openings: openings(source, rank) })
}

/// The steps that lowered the rating, or may.
fn lowering(source: Source<'_>) -> Vec<Reason> {
    let steps = &source.plan.scale.steps;
    let lowers = |id: &str| {
        let place = |node| rank::ends(source.quantity(node));
        let step = steps.iter().find(|step| step.when.id == id);
        step.is_some_and(|step| {
            let (before, after) = (place(step.before), place(step.after));
            after.0 < before.0 || after.1 < before.1
        })
    };
    let mut reasons = adjusted(source, &source.plan.scale);
    reasons.retain(
        |reason| matches!(&reason.fact, Fact::Adjusted { adjustment, .. } if lowers(adjustment)),
    );
    reasons
}

/// Above so many criteria no openings are looked for: each costs a look at all.
const MOST_OPENINGS: usize = 300;

/// Where points can still be won: each criterion, answered in full, everything else as it is.
fn openings(source: Source<'_>, rank: usize) -> Vec<Opening> {
    let plan = source.plan;
    let least = |quantity: &Quantity| figure::ends(quantity, &plan.full).0;
    // With something else than the total held against the cut-offs, that is what must rise.
    let judged = plan.scale.of.filter(|_| plan.of.is_some()).unwrap_or(plan.total);
    let written = |gain: &Number| match plan.of {
        Some(_) => figure::of_node(plan, judged, gain),
        None => figure::points(plan, gain, &[]),
    };
    let now = least(source.quantity(judged));
    let mut openings: Vec<(Number, Opening)> = Vec::new();
    if plan.criteria.len() > MOST_OPENINGS {
        return Vec::new();
    }
    for rule in plan.criteria.iter().filter(|rule| !rule.weight.is_zero()) {
        let slot = source.quantity(rule.share);
        if matches!(slot, Quantity::Absent(_))
            || slot.number().is_some_and(|share| *share >= Number::one())
        {
            continue;
        }
        let full =
            with(plan, source.assessment, source.scorecard, rule.share, Slot::known(Number::one()));
        let gain = least(full.slot(judged).quantity()).minus(&now);
        let Some(item) = plan.items.get(rule.item).filter(|_| gain > Number::zero()) else {
            continue;
        };
        let locked = rate(plan, source.assessment, &full).locked;
        let opening = Opening {
            criterion: item.id.clone(),
            name: item.name.clone(),
            gain: written(&gain),
            enough: locked.is_some_and(|locked| locked > rank),
        };
        openings.push((gain, opening));
    }
    sorted(openings, |(a, _), (b, _)| b.cmp(a)).into_iter().map(|(_, opening)| opening).collect()
}

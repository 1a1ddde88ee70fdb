//! Why the rating is what it is: conditions as reasons, and what separates from the next rating.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::assessment::answer::Mark;
use crate::evaluate::slot::{Quantity, Slot};
use crate::evaluate::with;
use crate::named::sorted;
use crate::number::Number;
use crate::plan::{Gate, Rung};
use crate::rate::{Award, RungVerdict, Withholding, rate};
use crate::report::build::Weights;
use crate::report::figure;
use crate::report::v1::{self, Fact, Next, Opening, Reason, Standing, Verdict};
use crate::report::working::{Source, why_absent};

/// Every rating with its conditions, highest first.
pub(crate) fn ladder(source: Source<'_>, award: &Award, weights: &Weights) -> Vec<v1::Rung> {
    let rungs = source.plan.ladder.iter().zip(&award.rungs);
    rungs
        .map(|(rung, verdict)| v1::Rung {
            rating: rung.rating.clone(),
            verdict: verdict.verdict,
            conditions: conditions(source, rung, verdict, weights),
        })
        .collect()
}

fn conditions(
    source: Source<'_>,
    rung: &Rung,
    verdict: &RungVerdict,
    weights: &Weights,
) -> Vec<Reason> {
    let rating = rung.rating.id.clone();
    let mut reasons = Vec::from([total(source, rung, verdict.total)]);
    for (place, of_dimension) in &verdict.dimensions {
        reasons.extend(dimension(source, rung, *place, *of_dimension, weights));
    }
    for (condition, of_condition) in rung.conditions.iter().zip(&verdict.conditions) {
        reasons.push(Reason {
            verdict: *of_condition,
            fact: Fact::Condition {
                rating: rating.clone(),
                condition: condition.id.clone(),
                name: condition.name.clone(),
            },
            clauses: rung.clauses.clone(),
        });
    }
    reasons
}

fn total(source: Source<'_>, rung: &Rung, verdict: Verdict) -> Reason {
    let plan = source.plan;
    let (low, high) = figure::ends(source.quantity(plan.judged_total), &plan.full);
    let bounds = [rung.total.clone()];
    let short = (low < rung.total)
        .then(|| figure::points(plan, &rung.total.minus(&low), &[Number::zero()]));
    let fact = Fact::Total {
        rating: rung.rating.id.clone(),
        need: figure::points(plan, &rung.total, &[]),
        low: figure::points(plan, &low, &bounds),
        high: figure::points(plan, &high, &bounds),
        short,
    };
    Reason { verdict, fact, clauses: rung.clauses.clone() }
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
    Some(Reason { verdict, fact, clauses: rung.clauses.clone() })
}

/// The rank a reader starts from: the awarded one, or what is certain so far.
fn current(award: &Award) -> usize {
    match award.standing {
        Standing::Settled => award.best.unwrap_or_default(),
        Standing::Open | Standing::Withheld | Standing::LeftOut => award.locked.unwrap_or_default(),
    }
}

/// The place of the rung above `rank`, and the rung.
fn rung_above(source: Source<'_>, rank: usize) -> Option<(usize, &Rung)> {
    let place = source.plan.ladder.len().checked_sub(rank.saturating_add(1))?;
    source.plan.ladder.get(place).map(|rung| (place, rung))
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
    if let Some((place, rung)) = rung_above(source, rank)
        && let Some(verdict) = award.rungs.get(place)
    {
        let conditions = conditions(source, rung, verdict, weights);
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
    let binds_not = |gate: &Gate| gate.cap.is_some_and(|cap| cap >= rank);
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
        **verdict != Verdict::Met && gate.cap.is_none_or(|cap| cap < rank)
    });
    binding.filter_map(|(gate, verdict)| gate_reason(source, gate, *verdict)).collect()
}

fn gate_reason(source: Source<'_>, gate: &Gate, verdict: Verdict) -> Option<Reason> {
    let item = source.plan.items.get(gate.item)?;
    let (id, name) = (item.id.clone(), item.name.clone());
    let fact = match gate.cap {
        None => Fact::Gate { gate: id, name },
        Some(cap) => Fact::Cap {
            gate: id,
            name,
            rating: source.plan.rating(cap).clone(),
            figures: crate::report::build::named(source, &gate.looks_at),
        },
    };
    Some(Reason { verdict, fact, clauses: item.clauses.clone() })
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
            })
        }
        Withholding::CriterionWithheld(place) => {
            let rule = plan.criteria.get(*place)?;
            let clauses = plan.items.get(rule.item)?.clauses.clone();
            let fact = why_absent(source, rule)?;
            Some(Reason { verdict: Verdict::Pending, fact, clauses })
        }
        Withholding::NothingApplies => {
            let dimension = plan.dimensions.first().map(|dimension| dimension.id.to_string())?;
            plainly(Fact::NothingApplies { dimension })
        }
    }
}

/// What separates the subject from the rating above the one it has.
pub(crate) fn next(source: Source<'_>, award: &Award, weights: &Weights) -> Option<Next> {
    let rank = current(award);
    let (place, rung) = rung_above(source, rank)?;
    let verdict = award.rungs.get(place)?;
    let conditions = conditions(source, rung, verdict, weights);
    let mut obstacles: Vec<Reason> =
        conditions.into_iter().filter(|reason| reason.verdict != Verdict::Met).collect();
    obstacles.extend(unmet_gates(source, award, rank.saturating_add(1)));
    Some(Next { rating: rung.rating.clone(), obstacles, openings: openings(source, rank) })
}

/// Above so many criteria no openings are looked for: each costs a look at all.
const MOST_OPENINGS: usize = 300;

/// Where points can still be won: each criterion, answered in full, everything else as it is.
fn openings(source: Source<'_>, rank: usize) -> Vec<Opening> {
    let plan = source.plan;
    let least = |quantity: &Quantity| figure::ends(quantity, &plan.full).0;
    let now = least(source.quantity(plan.total));
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
        let gain = least(full.slot(plan.total).quantity()).minus(&now);
        let Some(item) = plan.items.get(rule.item).filter(|_| gain > Number::zero()) else {
            continue;
        };
        let locked = rate(plan, source.assessment, &full).locked;
        let opening = Opening {
            criterion: item.id.clone(),
            name: item.name.clone(),
            gain: figure::points(plan, &gain, &[]),
            enough: locked.is_some_and(|locked| locked > rank),
        };
        openings.push((gain, opening));
    }
    sorted(openings, |(a, _), (b, _)| b.cmp(a)).into_iter().map(|(_, opening)| opening).collect()
}

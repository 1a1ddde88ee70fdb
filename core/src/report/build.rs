//! Scorecard and award → the written report.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::check::CheckedRubric;
use crate::evaluate::Scorecard;
use crate::evaluate::rank;
use crate::evaluate::slot::{Absence, Quantity};
use crate::finding::Finding;
use crate::number::Number;
use crate::plan::{Dimension, Effect, Grade, Item, NamedNode, Plan, Role};
use crate::rate::Award;
use crate::report::figure::{self, Scored};
use crate::report::v1::{self, Bonus, Fact, Report, Standing, Verdict};
use crate::report::weights::Weights;
use crate::report::working::{self, Source};
use crate::report::{REPORT_FORMAT, reasons, silence};

/// Everything the outside is told.
pub(crate) fn report(
    rubric: &CheckedRubric,
    plan: &Plan,
    assessment: &Assessment,
    scorecard: &Scorecard,
    award: &Award,
    mut findings: Vec<Finding>,
) -> Report {
    let source = Source { plan, assessment, scorecard };
    let weights = Weights::new(source);
    findings.extend(silence::findings(source));
    Report {
        format: REPORT_FORMAT,
        engine: env!("CARGO_PKG_VERSION").to_string(),
        rubric: rubric.identity().clone(),
        assessment: v1::AssessmentIdentity {
            digest: assessment.digest.clone(),
            subject: assessment.subject.name.clone(),
            code: assessment.subject.code.clone(),
            region: assessment.subject.region.clone(),
            cycle: assessment.subject.cycle.clone(),
            categories: assessment.subject.categories.clone(),
            state: assessment.state,
        },
        award: written_award(source, award, &weights),
        total: total(source, plan.total),
        base: total(source, plan.base),
        coverage: coverage(source, award),
        dimensions: dimensions(source, &weights),
        grades: grades(source, &weights),
        gates: gates(source, award),
        quantities: named(source, &source.plan.quantities),
        findings,
        hints: hints(source),
    }
}

fn written_award(source: Source<'_>, award: &Award, weights: &Weights) -> v1::Award {
    let rating = |rank: usize| source.plan.rating(rank).clone();
    let is_settled = award.standing == Standing::Settled;
    v1::Award {
        standing: award.standing,
        awarded: award.best.filter(|_| is_settled).map(rating),
        earned: award.earned.map(rating),
        locked: award.locked.map(rating),
        best: award.best.map(rating),
        because: reasons::because(source, award, weights),
        ladder: reasons::ladder(source, &source.plan.scale, weights),
        adjustments: reasons::adjustments(source, &source.plan.scale),
        next: reasons::next(source, award, weights),
    }
}

fn total(source: Source<'_>, node: crate::plan::node::NodeId) -> v1::Score {
    let plan = source.plan;
    let scored = Scored {
        quantity: source.quantity(node),
        is_share: false,
        full: &plan.full,
        point_bounds: &total_bounds(plan),
        share_bounds: &[],
        why: None,
    };
    figure::score(plan, &scored)
}

/// The cut-offs that the total as shown never crosses.
pub(crate) fn total_bounds(plan: &Plan) -> Vec<Number> {
    // Where the published number is the one that is judged, it is shown as it is.
    let is_exact = plan.judged_total == plan.total;
    let rungs = plan.scale.rungs.iter().filter(|_| is_exact && plan.of.is_none());
    rungs.flat_map(|rung| &rung.cuts).map(|cut| cut.bound.clone()).collect()
}

fn coverage(source: Source<'_>, award: &Award) -> v1::Coverage {
    let plan = source.plan;
    let is_asked = |item: &&Item| match item.role {
        Role::Criterion(place) => plan.criteria.get(place).is_some_and(|criterion| {
            let dimension = plan.dimensions.get(criterion.dimension);
            !criterion.weight.is_zero()
                && dimension.is_some_and(|dimension| dimension.bonus.counts())
        }),
        Role::Gate(_) | Role::Fact => !item.asks.is_empty(),
    };
    let asked = plan.items.iter().filter(is_asked).count();
    let settled = asked.saturating_sub(award.open.len());
    let base = |criterion: &&crate::plan::Criterion| {
        plan.dimensions
            .get(criterion.dimension)
            .is_some_and(|dimension| dimension.bonus == Bonus::No)
    };
    let is_settled = |criterion: &&crate::plan::Criterion| {
        !matches!(source.quantity(criterion.share), Quantity::Open(_))
    };
    let weight = plan.criteria.iter().filter(base).filter(is_settled);
    let weight = weight.fold(Number::zero(), |sum, criterion| sum.plus(&criterion.part));
    let weight = weight.over(&plan.full).unwrap_or_else(Number::zero);
    let limit = plan.not_applicable_limit.as_slice();
    let open = award.open.iter().filter_map(|item| plan.items.get(*item));
    v1::Coverage {
        settled: u32::try_from(settled).unwrap_or(u32::MAX),
        asked: u32::try_from(asked).unwrap_or(u32::MAX),
        weight: figure::percent(plan, &weight, &[Number::one()]),
        position: Number::from_count(settled).position(&Number::zero(), &Number::from_count(asked)),
        not_applicable: figure::percent(plan, &award.not_applicable, limit),
        open: open.map(|item| item.id.clone()).collect(),
    }
}

fn dimensions(source: Source<'_>, weights: &Weights) -> Vec<v1::Dimension> {
    let all = source.plan.dimensions.iter().enumerate();
    let (base, bonus): (Vec<_>, Vec<_>) =
        all.partition(|(_, dimension)| dimension.bonus == Bonus::No);
    base.into_iter()
        .chain(bonus)
        .map(|(place, one)| dimension(source, place, one, weights))
        .collect()
}

fn dimension(
    source: Source<'_>,
    place: usize,
    rule: &Dimension,
    weights: &Weights,
) -> v1::Dimension {
    let plan = source.plan;
    let full = weights.dimension(place);
    let rungs = plan.scale.rungs.iter();
    let minima = rungs.filter_map(|rung| Some((rung, rung.each_dimension.as_ref()?)));
    let minima: Vec<(&crate::plan::Rung, &Number)> =
        minima.filter(|_| rule.bonus == Bonus::No && rule.within.is_none()).collect();
    let is_exact = rule.judged == rule.score;
    let bounds = minima.iter().filter(|_| is_exact).map(|(_, least)| (*least).clone());
    let bounds: Vec<Number> = bounds.collect();
    let quantity = source.quantity(rule.score);
    let nothing_applies = *quantity == Quantity::Absent(Absence::LeftOut);
    let scored = Scored {
        quantity,
        is_share: rule.bonus == Bonus::No,
        full: &full,
        point_bounds: &[],
        share_bounds: &bounds,
        why: match nothing_applies {
            true => Some(Fact::NothingApplies { dimension: rule.id.clone() }),
            false => too_little_answered(source, place),
        },
    };
    v1::Dimension {
        id: rule.id.clone(),
        name: rule.name.clone(),
        within: rule.within.and_then(|place| plan.dimensions.get(place)).map(|one| one.id.clone()),
        score: figure::score(plan, &scored),
        minima: minima
            .iter()
            .map(|(rung, least)| v1::Minimum {
                rating: rung.rating.id.clone(),
                share: figure::percent(plan, least, &[]),
                position: least.position(&Number::zero(), &Number::one()),
                verdict: rank::reaches(source.quantity(rule.judged), v1::Side::From, least),
            })
            .collect(),
        bonus: rule.bonus,
        criteria: rule
            .criteria
            .iter()
            .filter_map(|place| criterion(source, *place, weights))
            .collect(),
    }
}

/// That too few criteria of the dimension are answered, when that is so and the assessment is final.
pub(crate) fn too_little_answered(source: Source<'_>, place: usize) -> Option<Fact> {
    let rule = source.plan.dimensions.get(place)?;
    let need = rule.answered.as_ref()?;
    let tally = source.scorecard.tally(source.plan, source.assessment, place);
    if tally.reaches(need) || source.assessment.state != v1::State::Final {
        return None;
    }
    Some(Fact::TooLittleAnswered {
        dimension: rule.id.clone(),
        name: rule.name.clone(),
        answered: u32::try_from(tally.answered).unwrap_or(u32::MAX),
        applying: u32::try_from(tally.applying).unwrap_or(u32::MAX),
        need: figure::percent(source.plan, need, &[]),
    })
}

fn grades(source: Source<'_>, weights: &Weights) -> Vec<v1::Grade> {
    let grade = |grade: &Grade| {
        let quantity = source.quantity(grade.scale.outcome);
        let (low, high) = rank::ends(quantity);
        let rating = |place: usize| grade.scale.rating(place).clone();
        let (standing, may_be_none) = match quantity {
            Quantity::Known(_) => (Standing::Settled, false),
            Quantity::Open(open) => (Standing::Open, open.doubts.any()),
            Quantity::Absent(Absence::LeftOut) => (Standing::LeftOut, true),
            Quantity::Absent(Absence::Withheld | Absence::Undefined(_)) => {
                (Standing::Withheld, true)
            }
        };
        let has_none = matches!(standing, Standing::LeftOut | Standing::Withheld);
        v1::Grade {
            id: grade.id.clone(),
            name: grade.name.clone(),
            standing,
            awarded: (standing == Standing::Settled).then(|| rating(high)),
            locked: (!may_be_none).then(|| rating(low)),
            best: (!has_none).then(|| rating(high)),
            worth: source.figure(grade.worth),
            why: (standing == Standing::Withheld).then(|| reasons::no_grade(source, grade)),
            ladder: reasons::ladder(source, &grade.scale, weights),
            adjustments: reasons::adjustments(source, &grade.scale),
            clauses: grade.clauses.to_vec(),
        }
    };
    source.plan.grades.iter().map(grade).collect()
}

fn criterion(source: Source<'_>, place: usize, weights: &Weights) -> Option<v1::Criterion> {
    let plan = source.plan;
    let rule = plan.criteria.get(place)?;
    let item = plan.items.get(rule.item)?;
    let is_left_out = *source.quantity(rule.share) == Quantity::Absent(Absence::LeftOut);
    let full = if is_left_out { rule.weight.clone() } else { weights.criterion(place) };
    let scored = Scored {
        quantity: source.quantity(rule.share),
        is_share: true,
        full: &full,
        point_bounds: &[],
        share_bounds: &[],
        why: working::why_absent(source, rule).or_else(|| working::taken_as_lowest(source, rule)),
    };
    Some(v1::Criterion {
        id: item.id.clone(),
        name: item.name.clone(),
        response: working::response(source, rule),
        score: figure::score(plan, &scored),
        weight: figure::points(plan, &rule.weight, &[]),
        future: rule.is_future,
        measure: source.figure(rule.measure),
        working: working::steps(source, rule, &full),
        figures: named(source, &rule.figures),
        clauses: item.clauses.to_vec(),
    })
}

pub(crate) fn named(source: Source<'_>, nodes: &[NamedNode]) -> Vec<v1::NamedFigure> {
    let mut seen: Vec<&str> = Vec::new();
    let mut figures = Vec::new();
    for node in nodes {
        if !node.id.is_empty() && seen.contains(&node.id.as_str()) {
            continue;
        }
        seen.push(&node.id);
        figures.push(v1::NamedFigure {
            id: node.id.clone(),
            name: node.name.clone(),
            figure: source.figure(node.node),
        });
    }
    figures
}

fn gates(source: Source<'_>, award: &Award) -> Vec<v1::Gate> {
    let gates = source.plan.gates.iter().zip(&award.gates);
    gates
        .filter_map(|(gate, verdict)| {
            let item = source.plan.items.get(gate.item)?;
            let response = match (item.asks.is_empty(), verdict) {
                (true, Verdict::Pending) => v1::Response::Unanswered {},
                (true, Verdict::Met | Verdict::NotMet) => v1::Response::Given {},
                (false, _) => working::said(source, gate.item, item),
            };
            Some(v1::Gate {
                id: item.id.clone(),
                name: item.name.clone(),
                group: gate.group,
                verdict: *verdict,
                response,
                effect: match gate.effect {
                    Effect::Withhold => v1::GateEffect::Withhold {},
                    Effect::Cap(cap) => {
                        v1::GateEffect::CapAt { rating: source.plan.rating(cap).clone() }
                    }
                    Effect::Set(place) => {
                        v1::GateEffect::SetTo { rating: source.plan.rating(place).clone() }
                    }
                },
                condition: gate.condition.clone(),
                figures: named(source, &gate.looks_at),
                clauses: item.clauses.to_vec(),
            })
        })
        .collect()
}

fn hints(source: Source<'_>) -> Vec<v1::Hint> {
    let mut hints = Vec::new();
    for rule in &source.plan.criteria {
        let id: String =
            source.plan.items.get(rule.item).map(|item| item.id.clone()).unwrap_or_default();
        let raised = rule
            .flags
            .iter()
            .filter(|flag| source.scorecard.slot(flag.when).verdict() == Verdict::Met);
        hints.extend(raised.map(|flag| v1::Hint {
            criterion: id.clone(),
            id: flag.id.clone(),
            say: flag.say.clone(),
        }));
    }
    hints
}

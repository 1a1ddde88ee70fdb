//! Scorecard and award → the written report.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::Assessment;
use crate::check::CheckedRubric;
use crate::evaluate::Scorecard;
use crate::evaluate::slot::{Absence, Quantity};
use crate::finding::Finding;
use crate::number::Number;
use crate::plan::{Criterion, Dimension, Item, NamedNode, Plan, Role};
use crate::rate::Award;
use crate::report::figure::{self, Scored};
use crate::report::v1::{self, Bonus, Fact, Report, Standing, Verdict};
use crate::report::working::{self, Source};
use crate::report::{REPORT_FORMAT, reasons, silence};

/// The full points of dimensions and criteria, once what is left out has given its weight to the
/// rest.
pub(crate) struct Weights {
    dimensions: Vec<Number>,
    criteria: Vec<Number>,
}

impl Weights {
    fn new(source: Source<'_>) -> Self {
        let plan = source.plan;
        let applies = |dimension: &&Dimension| {
            dimension.bonus == Bonus::No
                && *source.quantity(dimension.score) != Quantity::Absent(Absence::LeftOut)
        };
        let applying = plan.dimensions.iter().filter(applies);
        let sum = applying.fold(Number::zero(), |sum, dimension| sum.plus(&dimension.weight));
        let scale = plan.full.over(&sum).unwrap_or_else(Number::one);
        let of_dimension = |dimension: &Dimension| match dimension.bonus {
            Bonus::No => dimension.weight.times(&scale),
            Bonus::Counted | Bonus::Recorded => dimension.weight.clone(),
        };
        let dimensions: Vec<Number> = plan.dimensions.iter().map(of_dimension).collect();
        let criteria = plan.criteria.iter().map(|criterion| {
            let place = criterion.dimension;
            let (Some(dimension), Some(full)) = (plan.dimensions.get(place), dimensions.get(place))
            else {
                return criterion.weight.clone();
            };
            if dimension.bonus != Bonus::No {
                return criterion.weight.clone();
            }
            let own = dimension.criteria.iter().filter_map(|index| plan.criteria.get(*index));
            let applying =
                own.filter(|one| *source.quantity(one.share) != Quantity::Absent(Absence::LeftOut));
            let sum = applying.fold(Number::zero(), |sum, one| sum.plus(&one.weight));
            criterion.weight.times(full).over(&sum).unwrap_or_else(|| criterion.weight.clone())
        });
        let criteria = criteria.collect();
        Self { dimensions, criteria }
    }

    pub(crate) fn dimension(&self, place: usize) -> Number {
        self.dimensions.get(place).cloned().unwrap_or_else(Number::zero)
    }

    fn criterion(&self, place: usize) -> Number {
        self.criteria.get(place).cloned().unwrap_or_else(Number::zero)
    }
}

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
        ladder: reasons::ladder(source, award, weights),
        next: reasons::next(source, award, weights),
    }
}

fn total(source: Source<'_>, node: crate::plan::node::NodeId) -> v1::Score {
    let plan = source.plan;
    // Where the published number is the one that is judged, it is shown as it is.
    let is_exact = plan.judged_total == plan.total;
    let rungs = plan.ladder.iter().filter(|_| is_exact);
    let cut_offs: Vec<Number> = rungs.map(|rung| rung.total.clone()).collect();
    let scored = Scored {
        quantity: source.quantity(node),
        is_share: false,
        full: &plan.full,
        point_bounds: &cut_offs,
        share_bounds: &[],
        why: None,
    };
    figure::score(plan, &scored)
}

fn coverage(source: Source<'_>, award: &Award) -> v1::Coverage {
    let plan = source.plan;
    let is_asked = |item: &&Item| match item.role {
        Role::Criterion(place) => plan.criteria.get(place).is_some_and(|criterion| {
            let dimension = plan.dimensions.get(criterion.dimension);
            !criterion.weight.is_zero()
                && dimension.is_some_and(|dimension| dimension.bonus != Bonus::Recorded)
        }),
        Role::Gate(_) | Role::Fact => !item.asks.is_empty(),
    };
    let asked = plan.items.iter().filter(is_asked).count();
    let settled = asked.saturating_sub(award.open.len());
    let base = |criterion: &&Criterion| {
        plan.dimensions
            .get(criterion.dimension)
            .is_some_and(|dimension| dimension.bonus == Bonus::No)
    };
    let is_settled =
        |criterion: &&Criterion| !matches!(source.quantity(criterion.share), Quantity::Open(_));
    let weight = plan.criteria.iter().filter(base).filter(is_settled);
    let weight = weight.fold(Number::zero(), |sum, criterion| sum.plus(&criterion.weight));
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
    let minima = plan.ladder.iter().filter_map(|rung| Some((rung, rung.each_dimension.as_ref()?)));
    let minima: Vec<(&crate::plan::Rung, &Number)> =
        minima.filter(|_| rule.bonus == Bonus::No).collect();
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
        why: nothing_applies.then(|| Fact::NothingApplies { dimension: rule.id.clone() }),
    };
    v1::Dimension {
        id: rule.id.clone(),
        name: rule.name.clone(),
        score: figure::score(plan, &scored),
        minima: minima
            .iter()
            .map(|(rung, least)| v1::Minimum {
                rating: rung.rating.id.clone(),
                share: figure::percent(plan, least, &[]),
                position: least.position(&Number::zero(), &Number::one()),
                verdict: crate::rate::reaches(source.quantity(rule.judged), least),
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
        clauses: item.clauses.clone(),
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
                effect: match gate.cap {
                    None => v1::GateEffect::Withhold {},
                    Some(cap) => v1::GateEffect::CapAt { rating: source.plan.rating(cap).clone() },
                },
                condition: gate.condition.clone(),
                figures: named(source, &gate.looks_at),
                clauses: item.clauses.clone(),
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

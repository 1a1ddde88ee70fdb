//! Several sheets → what they come to, written.

pub mod v1;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given};
use crate::assessment::file::LayerWord;
use crate::check::CheckedRubric;
use crate::evaluate::evaluate;
use crate::label::Label;
use crate::model::panel_policy::{Combining, RankedBy};
use crate::number::Number;
use crate::panel::agreement::{self, Metric, Row, Weighting};
use crate::panel::deviation::{Beside, beside, turns};
use crate::panel::items::{Outcome, Said, Standing};
use crate::panel::joint::Joint;
use crate::panel::sheets::{Obstacle, Sheet, Sheets, ids_of};
use crate::panel::spread::{Apart, Measure};
use crate::panel::{Panel, panel};
use crate::plan::panel_policy::PanelPolicy;
use crate::plan::{AskKind, Plan, Role};
use crate::rate::rate;
use crate::report::panel::v1::{
    PanelAgreement, PanelApart, PanelBeside, PanelItem, PanelItemStanding, PanelKappa, PanelLayer,
    PanelLayers, PanelMeasure, PanelObstacle, PanelReport, PanelRules, PanelSaid, PanelSheet,
    PanelStanding, PanelTurn, PanelWay,
};
use crate::report::v1::{Bonus, Figure, Report, Standing as Settled, Step};
use crate::report::working::{self, Source};
use crate::report::{REPORT_FORMAT, build, figure};

/// What the sheets in `texts` come to together under `rubric`, with what was agreed in `consensus`.
///
/// The result is the same in whatever order the sheets come. Sheets whose `layer` is `self` or
/// `recommended` do not count; they are held beside the result.
pub fn panel_report(
    rubric: &CheckedRubric,
    texts: &[&str],
    consensus: Option<&str>,
) -> PanelReport {
    let found = panel(rubric, texts, consensus);
    let is_open = found.outcomes.iter().any(Outcome::is_unsettled);
    let standing = match (&found.joint, is_open) {
        (None, _) => PanelStanding::None,
        (Some(_), true) => PanelStanding::TalkOver,
        (Some(_), false) => PanelStanding::Stands,
    };
    let counted = found.sheets.counted.first();
    PanelReport {
        format: REPORT_FORMAT,
        engine: env!("CARGO_PKG_VERSION").to_string(),
        rubric: rubric.identity().clone(),
        standing,
        obstacles: found.sheets.obstacles.iter().map(obstacle).collect(),
        rules: rubric.panel().map(rules),
        sheets: all(&found.sheets).into_iter().map(|sheet| sheet_of(rubric, sheet)).collect(),
        consensus: found.consensus.as_ref().map(|sheet| sheet_of(rubric, sheet)),
        items: found.outcomes.iter().filter_map(|one| item(rubric, &found, one)).collect(),
        agreement: counted.map(|first| agreements(first.plan, &found)).unwrap_or_default(),
        layers: found.joint.as_ref().and_then(|joint| layers(&found, joint)),
        result: counted.and_then(|first| result(rubric, first.plan, &found)),
    }
}

/// Every sheet that could be read, in the order of the files.
fn all<'a>(sheets: &'a Sheets<'a>) -> Vec<&'a Sheet<'a>> {
    let others = sheets.excluded.iter().chain(&sheets.own).chain(&sheets.recommended);
    let all = sheets.counted.iter().chain(others).collect();
    crate::named::sorted(all, |a: &&Sheet<'_>, b: &&Sheet<'_>| a.file.cmp(&b.file))
}

fn short(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn obstacle(found: &Obstacle) -> PanelObstacle {
    match found {
        Obstacle::Unreadable(file, findings) => {
            PanelObstacle::Unreadable { file: short(*file), findings: findings.clone() }
        }
        Obstacle::OtherRubric(file) => PanelObstacle::OtherRubric { file: short(*file) },
        Obstacle::OtherSubject(file) => PanelObstacle::OtherSubject { file: short(*file) },
        Obstacle::NotOneAssessor(file) => PanelObstacle::NotOneAssessor { file: short(*file) },
        Obstacle::SameAssessor(file, other) => {
            PanelObstacle::SameAssessor { file: short(*file), other: short(*other) }
        }
        Obstacle::NoRules => PanelObstacle::NoRules {},
        Obstacle::TooFew(found, least) => {
            PanelObstacle::TooFew { found: short(*found), least: short(*least) }
        }
        Obstacle::TooMany(found, most) => {
            PanelObstacle::TooMany { found: short(*found), most: short(*most) }
        }
        Obstacle::SeveralLeads(file, other) => {
            PanelObstacle::SeveralLeads { file: short(*file), other: short(*other) }
        }
        Obstacle::WithoutTotal(file) => PanelObstacle::WithoutTotal { file: short(*file) },
    }
}

fn way(combining: Combining) -> PanelWay {
    match combining {
        Combining::Mean => PanelWay::Mean,
        Combining::Median => PanelWay::Median,
        Combining::Trimmed => PanelWay::Trimmed,
        Combining::DropExtremes => PanelWay::DropExtremes,
        Combining::Lead => PanelWay::Lead,
    }
}

fn rules(policy: &PanelPolicy) -> PanelRules {
    PanelRules {
        at_least: short(policy.at_least),
        at_most: policy.at_most.map(short),
        combine: way(policy.general().combine),
        by_total: policy.ranked_by == RankedBy::Total,
        each: short(policy.each),
        levels: short(policy.general().spread.levels),
        clauses: policy.clauses.clone(),
    }
}

fn sheet_of(rubric: &CheckedRubric, sheet: &Sheet<'_>) -> PanelSheet {
    let (plan, assessment) = (sheet.plan, &sheet.assessment);
    let scorecard = evaluate(plan, assessment);
    let award = rate(plan, assessment, &scorecard);
    // What silence counts in a sheet by itself is no matter of the panel's.
    let report = build::report(rubric, plan, assessment, &scorecard, &award, Vec::new());
    let assessor = sheet.head.assessors.first();
    let conflict = sheet.head.assessors.iter().find_map(|one| one.conflict.clone());
    PanelSheet {
        file: short(sheet.file),
        assessor: assessor.map(|one| one.id.clone()).unwrap_or_default(),
        name: assessor.map(|one| one.name.clone()).unwrap_or_default(),
        lead: sheet.is_lead(),
        layer: match sheet.head.layer {
            LayerWord::Self_ => PanelLayer::Own,
            LayerWord::Recommended => PanelLayer::Recommended,
            LayerWord::Verified => PanelLayer::Verified,
        },
        device: sheet.head.device.clone(),
        blind: assessor.and_then(|one| one.blind),
        conflict,
        state: sheet.assessment.state,
        digest: report.assessment.digest,
        total: report.total,
        awarded: report.award.awarded,
        findings: sheet.findings.clone(),
    }
}

fn item(rubric: &CheckedRubric, found: &Panel<'_>, outcome: &Outcome) -> Option<PanelItem> {
    let plan = found.sheets.counted.first()?.plan;
    let known = plan.items.get(outcome.item)?;
    let rule = match known.role {
        Role::Criterion(place) => plan.criteria.get(place),
        Role::Gate(_) | Role::Fact => None,
    };
    let points =
        |share: &Number| rule.map(|rule| figure::points(plan, &share.times(&rule.weight), &[]));
    let weights = outcome.combined().map(|combined| &combined.weights);
    let said = found.sheets.counted.iter().zip(&outcome.said).enumerate();
    let said = said.map(|(place, (sheet, said))| {
        let counts = weights.and_then(|weights| weights.get(place)?.as_ref());
        PanelSaid {
            points: match said {
                Said::Scored(share) => points(share),
                Said::Nothing | Said::LeftOut | Said::Answered => None,
            },
            counts: counts.map(|weight| figure::bare(plan, weight)),
            ..said_by(found, sheet, outcome.item, said)
        }
    });
    let counted = rule.zip(found.joint.as_ref());
    let counted = counted.and_then(|(rule, joint)| {
        joint.scorecard.slot(rule.share).quantity().number().and_then(points)
    });
    let exception = rubric.panel().map(|policy| policy.of(&known.id).clauses.clone());
    Some(PanelItem {
        id: known.id.clone(),
        name: known.name.clone(),
        standing: standing_of(&outcome.standing),
        said: said.collect(),
        apart: outcome.apart.iter().filter_map(|one| apart(plan, one)).collect(),
        combine: outcome.combined().map(|combined| way(combined.way)),
        points: counted,
        full: rule.map(|rule| figure::points(plan, &rule.weight, &[])),
        reason: outcome.reason.clone(),
        clauses: exception.unwrap_or_default(),
    })
}

fn standing_of(standing: &Standing) -> PanelItemStanding {
    match standing {
        Standing::Silent => PanelItemStanding::Silent,
        Standing::Same => PanelItemStanding::Same,
        Standing::Combined(_) => PanelItemStanding::Combined,
        Standing::Lead => PanelItemStanding::Lead,
        Standing::Agreed => PanelItemStanding::Agreed,
        Standing::TalkOver => PanelItemStanding::TalkOver,
        Standing::TooFew => PanelItemStanding::TooFew,
        Standing::Waits => PanelItemStanding::Waits,
        Standing::Differs => PanelItemStanding::Differs,
    }
}

/// What a sheet says, but for its points.
fn said_by(found: &Panel<'_>, sheet: &Sheet<'_>, place: usize, said: &Said) -> PanelSaid {
    let plan = sheet.plan;
    let source = Source { plan, assessment: &sheet.draft, scorecard: &sheet.scorecard };
    let known = plan.items.get(place);
    let asks = known.into_iter().flat_map(|item| &item.asks);
    let answers: Vec<Step> = asks.filter_map(|ask| working::answered(source, *ask)).collect();
    let verbatim = ids_of(plan, place).filter_map(|id| {
        let response = sheet.responses.get(id).filter(|response| response.answers)?;
        Some((id.to_string(), response.verbatim.clone()))
    });
    let note = sheet.note(plan, place);
    // Taken off from what the subject says of itself; without its own answers from full points.
    let claimed = found.sheets.own.as_ref().and_then(|own| {
        let share = crate::panel::joint::shared_node(plan, place)?;
        own.scorecard.slot(share).quantity().number().cloned()
    });
    let claimed = claimed.unwrap_or_else(Number::one);
    let is_less = matches!(said, Said::Scored(share) if *share < claimed);
    PanelSaid {
        assessor: sheet.name(),
        response: known.map_or(crate::report::v1::Response::Unanswered {}, |item| {
            working::said(source, place, item)
        }),
        answers,
        verbatim: verbatim.collect(),
        points: None,
        counts: None,
        unexplained: is_less && note.is_empty(),
        note,
    }
}

fn apart(plan: &Plan, found: &Apart) -> Option<PanelApart> {
    let ask = plan.asks.get(found.ask)?;
    let written = |number: &Number| match found.measure {
        Measure::Relative => figure::percent(plan, number, &[]),
        Measure::Levels | Measure::Absolute | Measure::Otherwise => figure::bare(plan, number),
    };
    Some(PanelApart {
        ask: ask.id.clone(),
        measure: match found.measure {
            Measure::Levels => PanelMeasure::Levels,
            Measure::Relative => PanelMeasure::Relative,
            Measure::Absolute => PanelMeasure::Absolute,
            Measure::Otherwise => PanelMeasure::Otherwise,
        },
        found: found.found.as_ref().map(written),
        limit: found.limit.as_ref().map(written),
        too_far: found.is_too_far(),
    })
}

/// One for each scale of levels, in the order in which they are met.
fn agreements(plan: &Plan, found: &Panel<'_>) -> Vec<PanelAgreement> {
    let sheets = &found.sheets.counted;
    // Of those that nobody signed there is nothing to say who agrees with whom.
    if sheets.len() < 2 || sheets.iter().any(|sheet| sheet.name().is_empty()) {
        return Vec::new();
    }
    let mut scales: Vec<(Vec<String>, Vec<usize>)> = Vec::new();
    for (place, ask) in plan.asks.iter().enumerate() {
        let AskKind::Level { levels } = &ask.kind else { continue };
        let ids: Vec<String> = levels.iter().map(|level| level.id.clone()).collect();
        match scales.iter_mut().find(|(known, _)| *known == ids) {
            Some((_, asks)) => asks.push(place),
            None => scales.push((ids, [place].into())),
        }
    }
    let scales = scales.into_iter();
    scales.map(|(levels, asks)| agreement(plan, sheets, levels, &asks)).collect()
}

fn agreement(
    plan: &Plan,
    sheets: &[Sheet<'_>],
    levels: Vec<String>,
    asks: &[usize],
) -> PanelAgreement {
    let place = |sheet: &Sheet<'_>, ask: usize| match sheet.draft.answers.get(ask) {
        Some(Answer::Given(Given::Level(place))) => Some(*place),
        Some(_) | None => None,
    };
    let row = |ask: &usize| -> Row {
        sheets.iter().map(|sheet| place(sheet, *ask).map(Number::from_count)).collect()
    };
    let worth = |ask: &usize| -> Row {
        let options = plan.asks.get(*ask).map(|ask| ask.kind.options()).unwrap_or_default();
        let worth = |place: usize| options.get(place).and_then(|level| level.worth.clone());
        sheets.iter().map(|sheet| place(sheet, *ask).and_then(worth)).collect()
    };
    let rows: Vec<Row> = asks.iter().map(row).collect();
    let worths: Vec<Row> = asks.iter().map(worth).collect();
    let exact = agreement::pairs(&rows, &Number::zero());
    let adjacent = agreement::pairs(&rows, &Number::one());
    let share = |share: Option<Number>| share.map(|share| figure::percent(plan, &share, &[]));
    let figure = |number: Option<Number>| number.map(|number| statistic(plan, &number));
    PanelAgreement {
        levels,
        items: short(asks.len()),
        pairs: short(exact.of),
        exact: share(exact.share()),
        adjacent: share(adjacent.share()),
        kappas: kappas(plan, sheets, &rows),
        fleiss: figure(agreement::fleiss_kappa(&rows)),
        alpha_nominal: figure(agreement::alpha(&rows, Metric::Nominal)),
        alpha_ordinal: figure(agreement::alpha(&rows, Metric::Ordinal)),
        alpha_interval: figure(agreement::alpha(&worths, Metric::Interval)),
    }
}

/// A statistic, with three places.
fn statistic(plan: &Plan, number: &Number) -> Figure {
    let rounding =
        crate::rounding::Rounding { mode: crate::rounding::RoundingMode::HalfUp, places: 3 };
    let shown = rounding.publish(number.clone()).published.to_decimal(3).unwrap_or_default();
    Figure { shown, ..figure::bare(plan, number) }
}

fn kappas(plan: &Plan, sheets: &[Sheet<'_>], rows: &[Row]) -> Vec<PanelKappa> {
    let mut found = Vec::new();
    for (place, one) in sheets.iter().enumerate() {
        for (next, other) in sheets.iter().enumerate().skip(place.saturating_add(1)) {
            let both = |row: &Row| Some((row.get(place)?.clone()?, row.get(next)?.clone()?));
            let said: Vec<(Number, Number)> = rows.iter().filter_map(both).collect();
            let kappa = |weighting| {
                let kappa = agreement::weighted_kappa(&said, weighting);
                kappa.map(|number| statistic(plan, &number))
            };
            found.push(PanelKappa {
                one: one.name(),
                other: other.name(),
                linear: kappa(Weighting::Linear),
                quadratic: kappa(Weighting::Quadratic),
            });
        }
    }
    found
}

fn result(rubric: &CheckedRubric, plan: &Plan, found: &Panel<'_>) -> Option<Report> {
    let joint = found.joint.as_ref()?;
    let findings = Vec::new();
    let mut report =
        build::report(rubric, plan, &joint.assessment, &joint.scorecard, &joint.award, findings);
    let combined: Vec<&str> = found
        .outcomes
        .iter()
        .filter(|outcome| outcome.combined().is_some())
        .filter_map(|outcome| plan.items.get(outcome.item))
        .map(|item| item.id.as_str())
        .collect();
    // How scores came together stands beside the result; no one answer is behind them.
    let criteria = report.dimensions.iter_mut().flat_map(|dimension| &mut dimension.criteria);
    for criterion in criteria.filter(|one| combined.contains(&one.id.as_str())) {
        criterion.working.retain(|step| matches!(step, Step::Weighted { .. }));
    }
    Some(report)
}

fn layers(found: &Panel<'_>, joint: &Joint) -> Option<PanelLayers> {
    let (own, recommended) = (found.sheets.own.as_ref(), found.sheets.recommended.as_ref());
    let other = own.or(recommended)?;
    let plan = other.plan;
    let is_comparable = |sheet: &&Sheet<'_>| core::ptr::eq(sheet.plan, plan);
    let first = found.sheets.counted.first().filter(is_comparable)?;
    let recommended = recommended.filter(is_comparable);
    let rows = beside(first.plan, own, recommended, joint);
    let sums = Sums::of(plan, &rows);
    let turn = |turn: crate::panel::deviation::Turn| {
        let item = plan.items.get(turn.item)?;
        let then = turn.award.best.map(|rank| plan.rating(rank).clone());
        let is_rated = turn.award.standing != Settled::Withheld;
        Some(PanelTurn {
            id: item.id.clone(),
            name: item.name.clone(),
            then: then.filter(|_| is_rated),
        })
    };
    Some(PanelLayers {
        compared: if own.is_some() { PanelLayer::Own } else { PanelLayer::Recommended },
        criteria: rows.iter().filter_map(|row| of_criterion(plan, row)).collect(),
        dimensions: dimensions(plan, own, recommended, joint),
        deviation: sums.share(plan, &sums.apart),
        overclaimed: sums.share(plan, &sums.over),
        underclaimed: sums.share(plan, &sums.under),
        turns: turns(plan, other, joint).into_iter().filter_map(turn).collect(),
    })
}

/// Deviations in points, added up.
struct Sums {
    apart: Number,
    over: Number,
    under: Number,
    full: Number,
}

impl Sums {
    /// Of the criteria that count toward the base score and are settled on both sides.
    fn of(plan: &Plan, rows: &[Beside]) -> Self {
        let zero = Number::zero;
        let mut sums = Self { apart: zero(), over: zero(), under: zero(), full: zero() };
        for row in rows {
            let rule = plan.criteria.get(row.criterion);
            let dimension = rule.and_then(|rule| plan.dimensions.get(rule.dimension));
            let counts = dimension.is_some_and(|one| one.bonus == Bonus::No);
            let other = row.own.as_ref().or(row.recommended.as_ref());
            let (Some(rule), Some(other), Some(verified), true) =
                (rule, other, row.verified.as_ref(), counts)
            else {
                continue;
            };
            let less = other.minus(verified).times(&rule.part);
            sums.apart = sums.apart.plus(&less.magnitude());
            let side = if less.is_negative() { &mut sums.under } else { &mut sums.over };
            *side = side.plus(&less.magnitude());
            sums.full = sums.full.plus(&rule.part);
        }
        sums
    }

    fn share(&self, plan: &Plan, points: &Number) -> Option<Figure> {
        Some(figure::percent(plan, &points.over(&self.full)?, &[]))
    }
}

fn of_criterion(plan: &Plan, row: &Beside) -> Option<PanelBeside> {
    let rule = plan.criteria.get(row.criterion)?;
    let item = plan.items.get(rule.item)?;
    let found = Shares {
        own: row.own.as_ref(),
        recommended: row.recommended.as_ref(),
        verified: row.verified.as_ref(),
    };
    found.written(plan, &item.id, &item.name, &rule.weight)
}

fn dimensions(
    plan: &Plan,
    own: Option<&Sheet<'_>>,
    recommended: Option<&Sheet<'_>>,
    joint: &Joint,
) -> Vec<PanelBeside> {
    let counted = plan.dimensions.iter().filter(|one| one.bonus == Bonus::No);
    let row = |one: &crate::plan::Dimension| {
        let of = |sheet: Option<&Sheet<'_>>| {
            sheet.and_then(|sheet| sheet.scorecard.slot(one.score).quantity().number().cloned())
        };
        let (own, recommended) = (of(own), of(recommended));
        let found = Shares {
            own: own.as_ref(),
            recommended: recommended.as_ref(),
            verified: joint.scorecard.slot(one.score).quantity().number(),
        };
        found.written(plan, &one.id, &one.name, &one.weight)
    };
    counted.filter_map(row).collect()
}

/// Shares of one thing in every layer, where they are settled.
struct Shares<'a> {
    own: Option<&'a Number>,
    recommended: Option<&'a Number>,
    verified: Option<&'a Number>,
}

impl Shares<'_> {
    /// In points; nothing where all layers say the same, or only one says anything.
    fn written(&self, plan: &Plan, id: &str, name: &Label, full: &Number) -> Option<PanelBeside> {
        let all = [self.own, self.recommended, self.verified];
        let mut said = all.iter().flatten();
        let first = said.next()?;
        if said.all(|other| other == first) {
            return None;
        }
        let points = |share: Option<&Number>| {
            share.map(|share| figure::points(plan, &share.times(full), &[]))
        };
        let other = self.own.or(self.recommended);
        let deviation = self.verified.zip(other).map(|(verified, other)| verified.minus(other));
        Some(PanelBeside {
            id: id.to_string(),
            name: name.clone(),
            own: points(self.own),
            recommended: points(self.recommended),
            verified: points(self.verified),
            deviation: points(deviation.as_ref()),
            full: figure::points(plan, full, &[]),
        })
    }
}

//! Several sheets → what they come to, written.

mod agreement;
mod layers;
pub mod v1;

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::assessment::file::LayerWord;
use crate::check::CheckedRubric;
use crate::evaluate::evaluate;
use crate::model::panel_policy::{Combining, RankedBy};
use crate::named::sorted;
use crate::number::Number;
use crate::panel::items::{Outcome, Said, Standing, from};
use crate::panel::joint::shared_node;
use crate::panel::sheets::{Obstacle, Sheet, Sheets, ids_of};
use crate::panel::spread::{Apart, Measure};
use crate::panel::{Panel, panel};
use crate::plan::panel_policy::PanelPolicy;
use crate::plan::{Plan, Role};
use crate::rate::rate;
use crate::report::panel::v1::{
    PanelApart, PanelItem, PanelItemStanding, PanelLayer, PanelMeasure, PanelObstacle, PanelReport,
    PanelRules, PanelSaid, PanelSheet, PanelStanding, PanelWay,
};
use crate::report::v1::{Report, Response, Step};
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
        agreement: counted
            .map(|first| agreement::agreements(first.plan, &found))
            .unwrap_or_default(),
        layers: found.joint.as_ref().and_then(|joint| layers::layers(&found, joint)),
        result: counted.and_then(|first| result(rubric, first.plan, &found)),
    }
}

/// Every sheet that could be read, in the order of the files.
fn all<'a>(sheets: &'a Sheets<'a>) -> Vec<&'a Sheet<'a>> {
    let others = sheets.excluded.iter().chain(&sheets.own).chain(&sheets.recommended);
    let all = sheets.counted.iter().chain(others).collect();
    sorted(all, |a: &&Sheet<'_>, b: &&Sheet<'_>| a.file.cmp(&b.file))
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
    let combine = policy.general().combine;
    let drops = matches!(combine, Combining::Trimmed | Combining::DropExtremes);
    PanelRules {
        drop_from: drops.then(|| short(from(policy, combine))),
        at_least: short(policy.at_least),
        at_most: policy.at_most.map(short),
        combine: way(combine),
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
        let share = shared_node(plan, place)?;
        own.scorecard.slot(share).quantity().number().cloned()
    });
    let claimed = claimed.unwrap_or_else(Number::one);
    let is_less = matches!(said, Said::Scored(share) if *share < claimed);
    PanelSaid {
        assessor: sheet.name(),
        response: known.map_or(Response::Unanswered {}, |item| working::said(source, place, item)),
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

//! What a report says of one row, where columns cannot say it.

use jiangxing::finding::Finding;
use jiangxing::report::v1::{Bonus, Report, Score, Standing};
use serde_json::Value;

use crate::batch::lines::{Line, Which};

/// The line of a report, without the points of criteria.
pub(crate) fn line(report: &Report, which: &Which<'_>, places: u32) -> Line {
    let award = &report.award;
    let text = |score: &Score| score.points.as_ref().map(|points| points.shown.clone());
    let dimensions = which.dimensions.iter().map(|id| {
        let dimension = report.dimensions.iter().find(|one| one.id == *id)?;
        match dimension.bonus {
            Bonus::No => dimension.score.share.as_ref().map(|share| padded(&share.shown, places)),
            Bonus::Counted | Bonus::Recorded | Bonus::Demerit | Bonus::DemeritRecorded => {
                text(&dimension.score)
            }
        }
    });
    let is_withheld = award.standing == Standing::Withheld;
    let reasons = award.because.iter().filter(|_| is_withheld);
    Line {
        standing: award.standing.into(),
        rating: award.awarded.clone(),
        total: text(&report.total),
        why: reasons.map(|reason| coded(serde_json::to_value(&reason.fact).ok())).collect(),
        dimensions: dimensions.collect(),
        points: Vec::new(),
        ends: Some([award.locked.clone(), award.best.clone()].map(|one| one.map(|one| one.id))),
    }
}

/// A code and what it is about: `gate g3`.
fn coded(fact: Option<Value>) -> String {
    let Some(Value::Object(fact)) = fact else { return String::new() };
    let text = |key: &str| fact.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let about = ["gate", "criterion", "dimension", "grade", "category", "rating"];
    let code = text("code").unwrap_or_default();
    match about.into_iter().find_map(text) {
        Some(id) => format!("{code} {id}"),
        None => code.to_owned(),
    }
}

/// A finding's code and what it is about: `A027 trained`.
pub(crate) fn finding(finding: &Finding) -> String {
    let about = about(finding);
    let code = finding.code();
    if about.is_empty() { code.to_owned() } else { format!("{code} {about}") }
}

/// The id of what a finding is about.
pub(crate) fn about(finding: &Finding) -> String {
    let Ok(Value::Object(facts)) = serde_json::to_value(finding) else { return String::new() };
    let text = |key: &str| facts.get(key).and_then(Value::as_str).filter(|text| !text.is_empty());
    let found = ["id", "part", "category", "path"].into_iter().find_map(text).unwrap_or_default();
    found.strip_prefix("responses/").unwrap_or(found).to_owned()
}

/// A decimal with so many places at least.
fn padded(shown: &str, places: u32) -> String {
    let places = usize::try_from(places).unwrap_or_default();
    let given = shown.split_once('.').map_or(0, |(_, rest)| rest.len());
    let (dot, zeros) = (if given == 0 && places > 0 { "." } else { "" }, places);
    format!("{shown}{dot}{}", "0".repeat(zeros.saturating_sub(given)))
}

//! How far assessors agree, written: for each scale of levels by itself.

use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given};
use crate::number::Number;
use crate::panel::Panel;
use crate::panel::agreement::{self, Metric, Row, Weighting};
use crate::panel::sheets::Sheet;
use crate::plan::{AskKind, Plan};
use crate::report::figure;
use crate::report::panel::short;
use crate::report::panel::v1::{PanelAgreement, PanelKappa};
use crate::report::v1::Figure;
use crate::rounding::{Rounding, RoundingMode};

/// One for each scale of levels, in the order in which they are met.
pub(super) fn agreements(plan: &Plan, found: &Panel<'_>) -> Vec<PanelAgreement> {
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
    let rounding = Rounding { mode: RoundingMode::HalfUp, places: 3 };
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

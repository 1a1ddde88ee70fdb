//! R01x: levels rise, parts are several, tables rise and stay within shares.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::check::names::{criteria, list_is_unique};
use crate::diagnostic::{Diagnostic, Fault};
use crate::model::ask::{Ask, AskKeys, BandRule};
use crate::model::criterion::Points;
use crate::model::rubric::Rubric;
use crate::model::table::TableRule;
use crate::number::Number;
use crate::parse::shape::{At, Id};
use crate::span::Span;

fn report(out: &mut Vec<Diagnostic>, at: Span, fault: Fault) {
    out.push(Diagnostic { fault, at, related: Vec::new() });
}

/// R013, R014: a scale has levels, and they rise in worth.
pub(crate) fn levels_rise(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    for scale in &rubric.scale {
        if scale.levels.len() < 2 {
            report(out, scale.id.at, Fault::TooFewLevels { found: scale.levels.len() });
        }
        for pair in scale.levels.windows(2) {
            let [before, level] = pair else { continue };
            if level.worth.it <= before.worth.it {
                let fault = Fault::LevelsNotRising {
                    level: level.id.to_string(),
                    worth: level.worth.it.clone(),
                    before: before.worth.it.clone(),
                };
                report(out, level.worth.at, fault);
            }
        }
    }
}

/// Everything that is asked, of criteria, gates and facts.
pub(crate) fn asks(rubric: &Rubric) -> impl Iterator<Item = &At<Ask>> {
    let of_criteria = criteria(rubric).flat_map(|criterion| &criterion.ask);
    let of_gates = rubric.gate.iter().flat_map(|gate| &gate.ask);
    of_criteria.chain(of_gates).chain(rubric.fact.iter().flat_map(|fact| &fact.ask))
}

/// R010, R013: the parts of a checklist and the options of a choice are several, each once.
pub(crate) fn parts_are_several(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    for ask in asks(rubric) {
        let keys = &ask.it.0;
        let parts = keys.parts.as_ref().map(|parts| parts.iter().map(|part| &part.id).collect());
        let options =
            keys.options.as_ref().map(|options| options.iter().map(|option| &option.id).collect());
        worth_for_all_or_none(keys, out);
        let periods =
            keys.periods.as_ref().map(|periods| periods.iter().map(|period| &period.id).collect());
        let bands = keys.bands.as_ref().map(|bands| bands.iter().map(|band| &band.id).collect());
        bands_follow(keys, out);
        for (ids, least) in [(parts, 1), (options, 2), (periods, 2), (bands, 1)] {
            let Some(ids): Option<Vec<&At<Id>>> = ids else { continue };
            list_is_unique(&ids, out);
            if ids.len() < least {
                report(out, ask.at, Fault::TooFewLevels { found: ids.len() });
            }
        }
    }
    for criterion in criteria(rubric) {
        list_is_unique(&criterion.figures.iter().map(|figure| &figure.id).collect::<Vec<_>>(), out);
        list_is_unique(&criterion.flags.iter().map(|flag| &flag.id).collect::<Vec<_>>(), out);
    }
}

/// R015, R018, R172: bands hold something, and each begins where the one before ends.
fn bands_follow(keys: &AskKeys, out: &mut Vec<Diagnostic>) {
    let bands: Vec<&At<BandRule>> = keys.bands.iter().flat_map(|bands| &bands.it).collect();
    for band in bands.iter().filter(|band| band.from.it > band.to.it) {
        let (low, high) = (band.from.it.clone(), band.to.it.clone());
        report(out, band.to.at, Fault::EmptyRange { low, high });
    }
    for pair in bands.windows(2) {
        let [before, band] = pair else { continue };
        if band.from.it <= before.to.it {
            let (bound, before) = (band.from.it.clone(), before.to.it.clone());
            report(out, band.from.at, Fault::BoundsNotRising { bound, before });
        }
        let places = keys.places.as_ref().and_then(|places| places.to_count());
        let places = places.and_then(|places| u32::try_from(places).ok()).unwrap_or_default();
        let next = before.to.plus(&Number::one().over_ten(places));
        if next < band.from.it && band.from.it <= band.to.it {
            let (from, to) = (before.to.it.clone(), band.from.it.clone());
            report(out, band.from.at, Fault::BandsApart { from, to });
        }
    }
}

/// R004: either every option is worth something, or none is.
fn worth_for_all_or_none(keys: &AskKeys, out: &mut Vec<Diagnostic>) {
    let options = || keys.options.iter().flat_map(|options| &options.it);
    let worths = options().filter(|option| option.worth.is_some()).count();
    let is_needed = worths > 0;
    for option in options().filter(|option| is_needed && option.worth.is_none()) {
        report(out, option.id.at, Fault::MissingKey { key: "worth".into() });
    }
}

/// R018, R019: the bounds of curves and steps rise, and their shares are shares.
pub(crate) fn tables_rise_within_shares(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    for points in criteria(rubric).filter_map(|criterion| criterion.points.as_ref()) {
        table(&points.it, points.at, out);
    }
}

fn table(points: &Points, at: Span, out: &mut Vec<Diagnostic>) {
    let curve = points.curve.iter().flat_map(|curve| &curve.it);
    let on_curve: Vec<(&At<Number>, &At<Number>)> =
        curve.map(|pair| (&pair.x, &pair.share)).collect();
    let steps = points.steps.iter().flat_map(|steps| &steps.it);
    let in_rows: Vec<(&At<Number>, &At<Number>)> = steps
        .filter_map(|row| Some((row.from.as_ref().or(row.above.as_ref())?, &row.share)))
        .collect();
    let rows = points.steps.iter().flat_map(|steps| &steps.it);
    for row in rows.filter(|row| row.from.is_some() == row.above.is_some()) {
        let (expected, found) = ("either `from` or `above`".into(), "both or neither".into());
        report(out, row.at, Fault::WrongShape { key: "steps".into(), expected, found });
    }
    let count = on_curve.len().max(in_rows.len());
    let shapes = [
        points.curve.is_some(),
        points.steps.is_some(),
        points.table.is_some(),
        points.of.is_some(),
    ];
    let shapes = shapes.into_iter().filter(|is_there| *is_there);
    let is_drawn_here = points.curve.is_some() || points.steps.is_some();
    if shapes.count() != 1 || (is_drawn_here && count == 0) {
        let expected = "one of `curve`, `steps`, `table` and `of`, with its rows".into();
        let found = "none or several".into();
        report(out, at, Fault::WrongShape { key: "points".into(), expected, found });
    }
    if count > MOST_ROWS {
        let (found, most) = (count.to_string(), MOST_ROWS.to_string());
        report(out, at, Fault::TooLarge { what: "the rows of the table".into(), found, most });
        return;
    }
    for rows in [on_curve, in_rows] {
        bounds_rise(&rows.iter().map(|(bound, _)| *bound).collect::<Vec<_>>(), out);
        for (_, share) in rows {
            if share.it.is_negative() || share.it > Number::one() {
                report(out, share.at, Fault::ShareOutOfRange { share: share.it.clone() });
            }
        }
    }
}

/// R018: each bound lies above the one before.
pub(crate) fn bounds_rise(bounds: &[&At<Number>], out: &mut Vec<Diagnostic>) {
    for pair in bounds.windows(2) {
        let [before, bound] = pair else {
            continue;
        };
        if bound.it <= before.it {
            let fault =
                Fault::BoundsNotRising { bound: bound.it.clone(), before: before.it.clone() };
            report(out, bound.at, fault);
        }
    }
}

/// How much a plan holds: levels, parts, options, figures, flags and the items themselves.
pub(crate) fn parts(rubric: &Rubric) -> usize {
    let levels = |ask: &At<Ask>| {
        let keys = &ask.it.0;
        let scale = keys.scale.as_ref();
        let scale = scale.and_then(|id| rubric.scale.iter().find(|scale| scale.id.it == id.it));
        let of_scale = scale.map_or(0, |scale| scale.levels.len());
        let of_parts = keys.parts.as_ref().map_or(0, |parts| parts.it.len());
        let of_options = keys.options.as_ref().map_or(0, |options| options.it.len());
        // A function of a series has a node or two for each of its periods.
        let of_periods = keys.periods.as_ref().map_or(0, |all| all.it.len().saturating_mul(4));
        let of_bands = keys.bands.as_ref().map_or(0, |bands| bands.it.len());
        [1, of_scale, of_parts, of_options, of_periods, of_bands]
            .into_iter()
            .fold(0, usize::saturating_add)
    };
    let of_asks = asks(rubric).map(levels);
    let of_criteria = criteria(rubric).map(|criterion| {
        let words = [criterion.measure.as_ref(), criterion.leave_out_when.as_ref()];
        let figures = criterion.figures.iter().map(|figure| figure.of.it.len());
        let flags = criterion.flags.iter().map(|flag| flag.when.it.len());
        let expressions = words.into_iter().flatten().map(|text| text.it.len());
        // An expression makes at most a node for every other of its characters.
        let nodes = figures.chain(flags).chain(expressions).fold(0, usize::saturating_add) / 2;
        nodes.saturating_add(criterion.evidence.len()).saturating_add(criterion.clauses.len())
    });
    let quantities = rubric.quantity.iter().map(|entry| entry.base.of.it.len() / 2);
    let rows = |rule: &TableRule| {
        let sides =
            [&rule.rows, &rule.columns].map(|side| side.as_ref().map_or(0, |rows| rows.len()));
        let steps = rule.steps.as_ref().map_or(0, |rows| rows.len());
        let curve = rule.curve.as_ref().map_or(0, |rows| rows.len());
        let cells = rule.cells.iter().flat_map(|cells| &cells.it).map(|row| row.len());
        let rows = cells.chain(sides).fold(steps, usize::saturating_add);
        rows.saturating_add(curve)
    };
    let tables = rubric.table.iter().map(|entry| rows(&entry.base));
    of_asks.chain(of_criteria).chain(quantities).chain(tables).fold(0, usize::saturating_add)
}

/// The most rows of a curve or of steps.
pub(crate) const MOST_ROWS: usize = 1_000;

//! R01x: levels rise, ranges hold something, tables rise and stay within shares.

use alloc::string::ToString;
use alloc::vec::Vec;

use crate::check::names::criteria;
use crate::diagnostic::{Diagnostic, Fault};
use crate::model::ask::Ask;
use crate::model::criterion::Points;
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::shape::At;
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

fn asks(rubric: &Rubric) -> impl Iterator<Item = &At<Ask>> {
    let of_criteria = criteria(rubric).flat_map(|criterion| &criterion.ask);
    let of_gates = rubric.gate.iter().flat_map(|gate| &gate.ask);
    of_criteria.chain(of_gates).chain(rubric.fact.iter().flat_map(|fact| &fact.ask))
}

/// R015: the lowest answer admitted is not above the highest.
pub(crate) fn ranges_hold_something(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    for ask in asks(rubric) {
        if let (Some(low), Some(high)) = (&ask.it.0.at_least, &ask.it.0.at_most)
            && low.it > high.it
        {
            let fault = Fault::EmptyRange { low: low.it.clone(), high: high.it.clone() };
            report(out, high.at, fault);
        }
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
    let rows = points.steps.as_ref().map_or(0, |steps| steps.it.len());
    if in_rows.len() != rows {
        report(out, at, Fault::MissingKey { key: "from".into() });
    }
    for rows in [on_curve, in_rows] {
        rising(&rows, out);
    }
}

fn rising(rows: &[(&At<Number>, &At<Number>)], out: &mut Vec<Diagnostic>) {
    for pair in rows.windows(2) {
        let [(before, _), (bound, _)] = pair else {
            continue;
        };
        if bound.it <= before.it {
            let fault =
                Fault::BoundsNotRising { bound: bound.it.clone(), before: before.it.clone() };
            report(out, bound.at, fault);
        }
    }
    for (_, share) in rows {
        if share.it.is_negative() || share.it > Number::one() {
            report(out, share.at, Fault::ShareOutOfRange { share: share.it.clone() });
        }
    }
}

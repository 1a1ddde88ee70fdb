//! R01x and R11x: tables have one shape, their bounds rise, their cells are all there; what a
//! criterion's points are out of is more than nothing.

use alloc::format;
use alloc::vec::Vec;

use crate::check::names::criteria;
use crate::check::scales::{MOST_ROWS, bounds_rise};
use crate::diagnostic::{Diagnostic, Fault};
use crate::model::criterion::Points;
use crate::model::rubric::Rubric;
use crate::model::table::{BoundRow, TableRule};
use crate::number::Number;
use crate::parse::shape::At;
use crate::plan::calls::FUNCTIONS;
use crate::span::Span;

fn report(out: &mut Vec<Diagnostic>, at: Span, fault: Fault) {
    out.push(Diagnostic { fault, at, related: Vec::new() });
}

fn misfit(out: &mut Vec<Diagnostic>, at: Span, key: &str, expected: &str, found: &str) {
    let (key, expected, found) = (key.into(), expected.into(), found.into());
    report(out, at, Fault::WrongShape { key, expected, found });
}

/// R004, R009, R010, R015, R018: tables, and points out of a table or a number.
pub(crate) fn are_whole(rubric: &Rubric, out: &mut Vec<Diagnostic>) {
    for entry in &rubric.table {
        let id = &entry.base.id;
        if FUNCTIONS.iter().any(|(name, _)| *name == id.as_str()) {
            report(out, id.at, Fault::DuplicateId { id: id.it.0.clone() });
        }
        entry.all().for_each(|rule| table(rule, out));
    }
    for points in criteria(rubric).filter_map(|criterion| criterion.points.as_ref()) {
        out_of(points, out);
    }
}

fn out_of(points: &At<Points>, out: &mut Vec<Diagnostic>) {
    let Some(of) = &points.of else {
        if let Some(end) = points.floor.as_ref().or(points.cap.as_ref()) {
            misfit(out, end.at, "points", "`of` beside `floor` and `cap`", "none");
        }
        return;
    };
    if of.is_negative() || of.is_zero() {
        misfit(out, of.at, "of", "a number above 0", &format!("{}", of.it));
    }
    if let (Some(floor), Some(cap)) = (&points.floor, &points.cap)
        && floor.it > cap.it
    {
        let (low, high) = (floor.it.clone(), cap.it.clone());
        report(out, cap.at, Fault::EmptyRange { low, high });
    }
}

fn table(rule: &TableRule, out: &mut Vec<Diagnostic>) {
    let is_two_way = rule.rows.is_some() || rule.columns.is_some() || rule.cells.is_some();
    let shapes = [rule.steps.is_some(), rule.curve.is_some(), is_two_way, rule.options.is_some()];
    if shapes.iter().filter(|is_there| **is_there).count() != 1 {
        let expected = "`steps`, `curve`, `options`, or `rows`, `columns` and `cells`";
        misfit(out, rule.id.at, "table", expected, "none or several");
        return;
    }
    if let Some(steps) = &rule.steps {
        let ends = steps.iter().map(|row| (row.at, row.from.as_ref(), row.above.as_ref()));
        rows("steps", steps.at, ends, out);
    }
    if let Some(curve) = &rule.curve {
        let ends = curve.iter().map(|pair| (pair.at, Some(&pair.x), None));
        rows("curve", curve.at, ends, out);
    }
    if is_two_way {
        two_way(rule, out);
    }
    if let Some(unit) = rule.column_unit.as_ref().filter(|_| !is_two_way) {
        misfit(out, unit.at, "column-unit", "`rows`, `columns` and `cells`", "none");
    }
}

fn two_way(rule: &TableRule, out: &mut Vec<Diagnostic>) {
    let (Some(down), Some(across), Some(cells)) = (&rule.rows, &rule.columns, &rule.cells) else {
        let missing = match (&rule.rows, &rule.columns) {
            (None, _) => "rows",
            (_, None) => "columns",
            _ => "cells",
        };
        report(out, rule.id.at, Fault::MissingKey { key: missing.into() });
        return;
    };
    for (key, side) in [("rows", down), ("columns", across)] {
        let ends =
            side.iter().map(|row: &At<BoundRow>| (row.at, row.from.as_ref(), row.above.as_ref()));
        rows(key, side.at, ends, out);
    }
    let wanted = format!("{} × {}", down.len(), across.len());
    if cells.len() != down.len() {
        misfit(out, cells.at, "cells", &wanted, &format!("{}", cells.len()));
    }
    for row in cells.iter().filter(|row| row.len() != across.len()) {
        misfit(out, row.at, "cells", &wanted, &format!("{}", row.len()));
    }
}

/// The rows of one side: some, not too many, each with one bound, rising.
fn rows<'a>(
    key: &str,
    at: Span,
    ends: impl Iterator<Item = (Span, Option<&'a At<Number>>, Option<&'a At<Number>>)>,
    out: &mut Vec<Diagnostic>,
) {
    let mut bounds: Vec<&At<Number>> = Vec::new();
    for (row, from, above) in ends {
        match (from, above) {
            (Some(bound), None) | (None, Some(bound)) => bounds.push(bound),
            _ => misfit(out, row, key, "either `from` or `above`", "both or neither"),
        }
    }
    if bounds.is_empty() {
        misfit(out, at, key, "at least one row", "none");
    }
    if bounds.len() > MOST_ROWS {
        let (found, most) = (format!("{}", bounds.len()), format!("{MOST_ROWS}"));
        report(out, at, Fault::TooLarge { what: "the rows of the table".into(), found, most });
        return;
    }
    bounds_rise(&bounds, out);
}

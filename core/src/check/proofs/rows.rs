//! R156: every row of a table and every point of a curve is reached by some answer.

use alloc::vec::Vec;

use crate::check::proofs::possible::{Possible, Range};
use crate::check::proofs::{Ledger, criteria};
use crate::diagnostic::Fault;
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::shape::At;
use crate::plan::node::{Bound, NodeId, Operation, Step};

/// The tables and curves of criteria.
pub(crate) fn are_reached(rubric: &Rubric, possible: &Possible<'_>, ledger: &mut Ledger) {
    for (rule, criterion) in criteria(rubric, possible.plan) {
        let Some(points) = &rule.points else { continue };
        let Some(node) = possible.plan.node(criterion.raw_share) else { continue };
        if let (Operation::Steps(of, rows), Some(written)) = (&node.operation, &points.steps) {
            let Some(quantity) = Quantity::of(possible, *of) else { continue };
            let bounds = written.iter().map(|row| row.from.as_ref().or(row.above.as_ref()));
            let rows = begins(rows);
            each(bounds, &quantity, |place| quantity.reaches(&rows, place), ledger);
        }
        if let (Operation::Curve(of, points), Some(written)) = (&node.operation, &points.curve) {
            let Some(quantity) = Quantity::of(possible, *of) else { continue };
            let bounds = written.iter().map(|pair| Some(&pair.x));
            each(bounds, &quantity, |place| quantity.bends_at(points, place), ledger);
        }
    }
}

/// Sees whether each row is alive.
fn each<'a>(
    bounds: impl Iterator<Item = Option<&'a At<Number>>>,
    quantity: &Quantity,
    is_alive: impl Fn(usize) -> bool,
    ledger: &mut Ledger,
) {
    for (place, bound) in bounds.enumerate() {
        let Some(bound) = bound else { continue };
        ledger.see(bound.at, "R156", (!is_alive(place)).then(|| quantity.misses(bound)));
    }
}

/// What is looked up.
pub(crate) struct Quantity {
    pub(crate) range: Range,
    values: Option<Vec<Number>>,
    counts: bool,
}

impl Quantity {
    pub(crate) fn of(possible: &Possible<'_>, node: NodeId) -> Option<Self> {
        let range = possible.range(node)?;
        let (values, counts) = (possible.values(node), possible.counts(node));
        Some(Self { range, values, counts })
    }

    pub(crate) fn misses(&self, bound: &At<Number>) -> Fault {
        Fault::RowNeverReached {
            bound: bound.it.clone(),
            low: self.range.low.clone(),
            high: self.range.high.clone(),
        }
    }

    /// Whether some answer comes to the row at `place`, and not beyond it. Nothing comes below the
    /// first row, or nothing is given there.
    pub(crate) fn reaches(&self, rows: &[Bound], place: usize) -> bool {
        let (Some(row), next) = (rows.get(place), rows.get(place.saturating_add(1))) else {
            return true;
        };
        let is_in =
            |number: &Number| row.reaches(number) && !next.is_some_and(|next| next.reaches(number));
        if let Some(values) = &self.values {
            return values.iter().any(is_in);
        }
        let low = least_above(&self.range, row, self.counts);
        let high = most_below(&self.range, next, self.counts);
        match (low, high) {
            (Some((low, low_is_in)), Some((high, high_is_in))) => {
                low < high || (low == high && low_is_in && high_is_in)
            }
            _ => true,
        }
    }

    /// Whether the curve at `place` bends within the range, or at its ends.
    pub(crate) fn bends_at(&self, points: &[(Number, Number)], place: usize) -> bool {
        let before = place.checked_sub(1).and_then(|before| points.get(before));
        let after = points.get(place.saturating_add(1));
        let is_beyond =
            before.zip(self.range.high.as_ref()).is_some_and(|((x, _), high)| x >= high);
        let is_short = after.zip(self.range.low.as_ref()).is_some_and(|((x, _), low)| x <= low);
        !is_beyond && !is_short
    }
}

/// Where the rows of a table of shares begin.
pub(crate) fn begins(rows: &[Step]) -> Vec<Bound> {
    let bound = |row: &Step| Bound { at: row.bound.clone(), included: row.included };
    rows.iter().map(bound).collect()
}

/// The least number of the range in a row that begins at `row`, and whether it is in it itself.
fn least_above(range: &Range, row: &Bound, counts: bool) -> Option<(Number, bool)> {
    let from_range = range.low.clone().map(|low| (low, true));
    let from_row = if !counts {
        (row.at.clone(), row.included)
    } else if row.included {
        (row.at.negated().floored().negated(), true)
    } else {
        (row.at.floored().plus(&Number::one()), true)
    };
    match from_range {
        Some((low, _)) if low > from_row.0 => Some((low, true)),
        _ => Some(from_row),
    }
}

/// The greatest number of the range before `next` begins, and whether it is before it itself.
fn most_below(range: &Range, next: Option<&Bound>, counts: bool) -> Option<(Number, bool)> {
    let from_range = range.high.clone().map(|high| (high, true));
    let Some(next) = next else { return from_range };
    let before = if !counts {
        (next.at.clone(), !next.included)
    } else if next.included {
        let least = next.at.negated().floored().negated();
        (least.minus(&Number::one()), true)
    } else {
        (next.at.floored(), true)
    };
    match from_range {
        Some((high, _)) if high < before.0 => Some((high, true)),
        _ => Some(before),
    }
}

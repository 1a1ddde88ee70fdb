//! Curves and step tables on slots.

use alloc::vec::Vec;

use crate::evaluate::interval::Interval;
use crate::evaluate::slot::Quantity;
use crate::number::Number;
use crate::plan::node::Step;

use crate::evaluate::arithmetic::mapped;
/// The share at `x`: straight lines between the points, flat outside.
pub(crate) fn on_curve(points: &[(Number, Number)], x: &Number) -> Number {
    let after = points.iter().position(|(at, _)| x <= at);
    let (left, right) = match after {
        Some(0) => {
            return points.first().map_or_else(Number::zero, |(_, share)| share.clone());
        }
        None => {
            return points.last().map_or_else(Number::zero, |(_, share)| share.clone());
        }
        Some(index) => (points.get(index.saturating_sub(1)), points.get(index)),
    };
    let (Some((from, low)), Some((to, high))) = (left, right) else {
        return Number::zero();
    };
    let along = x.minus(from).over(&to.minus(from)).unwrap_or_else(Number::zero);
    low.plus(&high.minus(low).times(&along))
}

/// The curve on a number or a range: between its points it is straight, so the range of its values
/// is that of the ends and of the points inside.
pub(crate) fn curved(a: &Quantity, points: &[(Number, Number)]) -> Quantity {
    mapped(
        a,
        |x| on_curve(points, x),
        |range| {
            let first = points.first().map(|(at, _)| at);
            let last = points.last().map(|(at, _)| at);
            let ends = [range.low.as_ref().or(first), range.high.as_ref().or(last)];
            let inside = points.iter().map(|(at, _)| at).filter(|at| range.holds(at));
            let values: Vec<Number> =
                inside.chain(ends.into_iter().flatten()).map(|at| on_curve(points, at)).collect();
            Interval { low: values.iter().min().cloned(), high: values.into_iter().max() }
        },
    )
}

/// The share of the last row that `quantity` reaches; the first row's below all of them.
pub(crate) fn row_of<'a>(rows: &'a [Step], quantity: &Number) -> Option<&'a Step> {
    rows.iter().rev().find(|row| row.reaches(quantity)).or_else(|| rows.first())
}

pub(crate) fn stepped(a: &Quantity, rows: &[Step]) -> Quantity {
    let value = |x: &Number| row_of(rows, x).map_or_else(Number::zero, |row| row.share.clone());
    mapped(a, value, |range| {
        let ends = [range.low.as_ref(), range.high.as_ref()].into_iter().flatten().map(value);
        let begins_inside = |row: &&Step| {
            range.low.as_ref().is_none_or(|low| row.bound >= *low)
                && range.high.as_ref().is_none_or(|high| row.reaches(high))
        };
        let inside = rows.iter().filter(begins_inside).map(|row| row.share.clone());
        let from_below = rows.first().filter(|_| range.low.is_none()).map(|row| row.share.clone());
        let values: Vec<Number> = ends.chain(inside).chain(from_below).collect();
        Interval { low: values.iter().min().cloned(), high: values.into_iter().max() }
    })
}

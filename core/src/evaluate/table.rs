//! Curves and step tables on slots.

use alloc::vec::Vec;

use crate::assessment::answer::{Answer, Given};
use crate::evaluate::arithmetic::{absent, interval, mapped};
use crate::evaluate::interval::Interval;
use crate::evaluate::slot::{Absence, Doubts, Quantity, Undefined};
use crate::number::Number;
use crate::plan::Ask;
use crate::plan::node::{Bound, Step, Table, TableShape};

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

/// The rows that a quantity may be in, first and last, and whether it may be below all of them.
struct Reach {
    first: usize,
    last: usize,
    may_miss: bool,
}

/// Where `range` lies among `rows`; `None` below all of them. Everything is in the one row that has
/// no bound.
fn reach(rows: &[Bound], range: &Interval) -> Option<Reach> {
    if rows.is_empty() {
        return Some(Reach { first: 0, last: 0, may_miss: false });
    }
    let last = match &range.high {
        Some(high) => row_at(rows, high)?,
        None => rows.len().saturating_sub(1),
    };
    let first = range.low.as_ref().and_then(|low| row_at(rows, low));
    Some(Reach { first: first.unwrap_or_default(), last, may_miss: first.is_none() })
}

/// The place of the last row that `quantity` reaches.
pub(crate) fn row_at(rows: &[Bound], quantity: &Number) -> Option<usize> {
    rows.iter().rposition(|row| row.reaches(quantity))
}

/// What the table gives for one quantity, or for two by row and column.
pub(crate) fn looked_up(table: &Table, row: &Quantity, column: Option<&Quantity>) -> Quantity {
    let (rows, columns, cells) = match &table.shape {
        TableShape::Curve(points) => return curved(row, points),
        TableShape::Options(_) => return Quantity::Absent(Absence::Withheld),
        TableShape::Grid { rows, columns, cells } => (rows, columns, cells),
    };
    let nothing = Quantity::Known(Number::zero());
    let column = column.unwrap_or(&nothing);
    let (Some(across), Some(down)) = (row.open(), column.open()) else {
        return absent(row, column);
    };
    let no_row = Some(Undefined::NoRow);
    let places = (reach(rows, &interval(&across)), reach(columns, &interval(&down)));
    let (Some(across_rows), Some(across_columns)) = places else {
        return Quantity::Absent(Absence::Undefined(Undefined::NoRow));
    };
    let mut doubts = across.doubts.or(down.doubts);
    if across_rows.may_miss || across_columns.may_miss {
        doubts.undefined = doubts.undefined.or(no_row);
    }
    let within = cells.get(across_rows.first..=across_rows.last).unwrap_or_default();
    let within = within.iter().flat_map(|cells| {
        cells.get(across_columns.first..=across_columns.last).unwrap_or_default()
    });
    Quantity::from_range(within.clone().min().cloned(), within.max().cloned(), doubts)
}

/// What the table gives for the option or level that was chosen.
pub(crate) fn by_option(table: &Table, ask: Option<&Ask>, answer: &Answer) -> Quantity {
    let TableShape::Options(entries) = &table.shape else {
        return Quantity::Absent(Absence::Withheld);
    };
    let options = ask.map(|ask| ask.kind.options()).unwrap_or_default();
    let result = |id: &str| entries.iter().find(|(option, _)| option == id).map(|(_, n)| n);
    let chosen = match answer {
        Answer::Given(Given::Level(place)) => options.get(*place),
        Answer::Given(_)
        | Answer::NotApplicable
        | Answer::Pending
        | Answer::Declined
        | Answer::Unanswered => None,
    };
    if let Some(chosen) = chosen {
        return match result(&chosen.id) {
            Some(number) => Quantity::Known(number.clone()),
            None => Quantity::Absent(Absence::Undefined(Undefined::NoRow)),
        };
    }
    let results: Vec<Option<&Number>> = options.iter().map(|option| result(&option.id)).collect();
    let doubts = Doubts {
        undefined: results.contains(&None).then_some(Undefined::NoRow),
        ..Doubts::default()
    };
    let numbers = || results.iter().flatten().copied();
    Quantity::from_range(numbers().min().cloned(), numbers().max().cloned(), doubts)
}

//! What a calendar says of days that are known, or that lie in a range.

use crate::calendar::Day;
use crate::evaluate::aggregate::rising;
use crate::evaluate::arithmetic::{exactly, mapped};
use crate::evaluate::interval::Interval;
use crate::evaluate::slot::Quantity;
use crate::number::Number;
use crate::plan::node::CalendarPart;

/// Years later than this are not told apart from one another.
const LAST_DAY: i64 = 100_000_000;

/// The year or the month of a day.
pub(crate) fn in_calendar(part: CalendarPart, day: &Quantity) -> Quantity {
    match part {
        CalendarPart::Month => {
            let month = |day: &Number| Number::from_whole(date(day).month);
            mapped(day, month, months)
        }
        CalendarPart::Year | CalendarPart::MonthsBetween | CalendarPart::YearsBetween => {
            rising(day, |day| Number::from_whole(date(day).year))
        }
    }
}

/// A day far beyond all that have names is taken as the last that has one.
fn date(day: &Number) -> Day {
    let last = Number::from_whole(LAST_DAY);
    Day::of(&day.clone().clamp(last.negated(), last))
}

/// The months that days in a range can fall in.
fn months(range: &Interval) -> Interval {
    let ends = range.low.as_ref().zip(range.high.as_ref());
    let within_a_year = ends.map(|(low, high)| (date(low), date(high)));
    let (low, high) = match within_a_year.filter(|(low, high)| low.year == high.year) {
        Some((low, high)) => (low.month, high.month),
        None => (1, 12),
    };
    Interval { low: Some(Number::from_whole(low)), high: Some(Number::from_whole(high)) }
}

/// Whole months or years from one day to another: fewer the later it begins, more the later it ends.
pub(crate) fn between(part: CalendarPart, from: &Quantity, to: &Quantity) -> Quantity {
    let count = |from: &Number, to: &Number| {
        let months = date(from).months_until(date(to));
        Number::from_whole(if part == CalendarPart::YearsBetween { months / 12 } else { months })
    };
    let of_ends =
        |from: &Option<Number>, to: &Option<Number>| Some(count(from.as_ref()?, to.as_ref()?));
    exactly(
        from,
        to,
        |from, to| Ok(count(from, to)),
        |from, to| {
            let range =
                Interval { low: of_ends(&from.high, &to.low), high: of_ends(&from.low, &to.high) };
            (range, None)
        },
    )
}

//! Arithmetic on slots: on numbers exactly, on open ones by their ranges.

use crate::evaluate::interval::Interval;
use crate::evaluate::slot::{Absence, Doubts, Open, Quantity, Undefined};
use crate::number::Number;

pub(crate) type Ranged = (Interval, Option<Undefined>);

/// Two quantities into one: on numbers, and on ranges of numbers.
pub(crate) fn exactly(
    a: &Quantity,
    b: &Quantity,
    on_numbers: impl Fn(&Number, &Number) -> Result<Number, Undefined>,
    on_ranges: impl Fn(&Interval, &Interval) -> Ranged,
) -> Quantity {
    if let (Quantity::Known(x), Quantity::Known(y)) = (a, b) {
        return match on_numbers(x, y) {
            Ok(number) if number.is_extravagant() => {
                Quantity::Absent(Absence::Undefined(Undefined::OutOfRange))
            }
            Ok(number) => Quantity::Known(number),
            Err(why) => Quantity::Absent(Absence::Undefined(why)),
        };
    }
    match (a.open(), b.open()) {
        (Some(x), Some(y)) => {
            let (range, undefined) = on_ranges(&interval(&x), &interval(&y));
            let mut doubts = x.doubts.or(y.doubts);
            doubts.undefined = doubts.undefined.or(undefined);
            bounded(range, doubts)
        }
        _ => absent(a, b),
    }
}

/// The range as a quantity; an end that is too large to go on with is none.
fn bounded(range: Interval, mut doubts: Doubts) -> Quantity {
    let is_extravagant = |end: &Option<Number>| end.as_ref().is_some_and(Number::is_extravagant);
    if is_extravagant(&range.low) || is_extravagant(&range.high) {
        doubts.undefined = doubts.undefined.or(Some(Undefined::OutOfRange));
    }
    let end = |end: Option<Number>| end.filter(|end| !end.is_extravagant());
    Quantity::from_range(end(range.low), end(range.high), doubts)
}

pub(crate) fn times(a: &Quantity, b: &Quantity) -> Quantity {
    exactly(a, b, |x, y| Ok(x.times(y)), |x, y| (x.times(y), None))
}

/// The first, or the second where the first turns out to have no number.
pub(crate) fn or_else(first: &Quantity, second: &Quantity) -> Quantity {
    match first {
        Quantity::Absent(_) => second.clone(),
        Quantity::Open(open) if open.doubts.any() => {
            let range = interval(open);
            either(&Quantity::from_range(range.low, range.high, Doubts::default()), second)
        }
        Quantity::Known(_) | Quantity::Open(_) => first.clone(),
    }
}

/// Of two quantities of which at least one is absent, the absence that counts.
pub(crate) fn absent(a: &Quantity, b: &Quantity) -> Quantity {
    let absence = |quantity: &Quantity| match quantity {
        Quantity::Absent(absence) => Some(*absence),
        Quantity::Known(_) | Quantity::Open(_) => None,
    };
    Quantity::Absent(absence(a).or(absence(b)).unwrap_or(Absence::Withheld))
}

pub(crate) fn mapped(
    a: &Quantity,
    on_number: impl Fn(&Number) -> Number,
    on_range: impl Fn(&Interval) -> Interval,
) -> Quantity {
    match a {
        Quantity::Known(number) => Quantity::Known(on_number(number)),
        Quantity::Open(open) => {
            let range = on_range(&interval(open));
            Quantity::from_range(range.low, range.high, open.doubts)
        }
        Quantity::Absent(absence) => Quantity::Absent(*absence),
    }
}

/// One of the two, nobody knows which.
pub(crate) fn either(yes: &Quantity, no: &Quantity) -> Quantity {
    let doubt = |quantity: &Quantity| match quantity {
        Quantity::Known(_) => Doubts::default(),
        Quantity::Open(open) => open.doubts,
        Quantity::Absent(Absence::LeftOut) => Doubts { left_out: true, ..Doubts::default() },
        Quantity::Absent(Absence::Withheld) => Doubts { withheld: true, ..Doubts::default() },
        Quantity::Absent(Absence::Undefined(why)) => {
            Doubts { undefined: Some(*why), ..Doubts::default() }
        }
    };
    let doubts = doubt(yes).or(doubt(no));
    match (yes.open(), no.open()) {
        (Some(x), Some(y)) => {
            let range = interval(&x).hull(&interval(&y));
            Quantity::from_range(range.low, range.high, doubts)
        }
        (Some(one), None) | (None, Some(one)) => Quantity::from_range(one.low, one.high, doubts),
        (None, None) => absent(yes, no),
    }
}

pub(crate) fn interval(open: &Open) -> Interval {
    Interval { low: open.low.clone(), high: open.high.clone() }
}

pub(crate) fn nothing_in(range: &Interval, why: Undefined) -> Option<Undefined> {
    range.holds(&Number::zero()).then_some(why)
}

/// Whether a part may turn out larger than its whole, or either of them below nothing.
pub(crate) fn may_exceed(part: &Interval, whole: &Interval) -> Option<Undefined> {
    let fits =
        part.high.as_ref().zip(whole.low.as_ref()).is_some_and(|(most, least)| most <= least);
    (!fits).then_some(Undefined::PartBeyondWhole).or(may_be_negative(part, whole))
}

/// Whether a part or its whole may turn out below nothing.
pub(crate) fn may_be_negative(part: &Interval, whole: &Interval) -> Option<Undefined> {
    let is_not = |range: &Interval| range.low.as_ref().is_some_and(|low| !low.is_negative());
    (!is_not(part) || !is_not(whole)).then_some(Undefined::PartBeyondWhole)
}

pub(crate) fn share(part: &Number, whole: &Number) -> Result<Number, Undefined> {
    let share = part.over(whole).ok_or(Undefined::ShareOfNothing)?;
    if share.is_negative() || share > Number::one() {
        Err(Undefined::PartBeyondWhole)
    } else {
        Ok(share)
    }
}

/// A share lies between 0 and 1, however little is known.
pub(crate) fn share_range(part: &Interval, whole: &Interval) -> Ranged {
    let unit = Interval { low: Some(Number::zero()), high: Some(Number::one()) };
    let ratio = part.times(&whole.inverted());
    let undefined = nothing_in(whole, Undefined::ShareOfNothing);
    (
        ratio
            .most(&Interval { low: unit.low.clone(), high: unit.low })
            .least(&Interval { low: unit.high.clone(), high: unit.high }),
        undefined,
    )
}

pub(crate) fn growth(now: &Number, before: &Number) -> Result<Number, Undefined> {
    now.minus(before).over(before).ok_or(Undefined::GrowthFromNothing)
}

/// Growth is the quotient less one.
pub(crate) fn growth_range(now: &Interval, before: &Interval) -> Ranged {
    let less_one =
        Interval { low: Some(Number::one().negated()), high: Some(Number::one().negated()) };
    let ratio = now.times(&before.inverted());
    (ratio.plus(&less_one), nothing_in(before, Undefined::GrowthFromNothing))
}

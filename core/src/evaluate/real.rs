//! Functions with real values on slots. All but the power rise with their one argument, so the ends
//! of a range give the ends of the values.

use crate::evaluate::arithmetic::{absent, exactly};
use crate::evaluate::interval::Interval;
use crate::evaluate::slot::{Absence, Quantity, Undefined};
use crate::number::Number;
use crate::real::{NoValue, RealFunction, rounded};

/// A function of one argument.
pub(crate) fn real(function: RealFunction, digits: u32, x: &Quantity) -> Quantity {
    let value = |x: &Number| rounded(function, x, None, digits).map_err(reason);
    let open = match x {
        Quantity::Known(x) => {
            return value(x)
                .map_or_else(|why| Quantity::Absent(Absence::Undefined(why)), Quantity::Known);
        }
        Quantity::Absent(_) => return x.clone(),
        Quantity::Open(open) => open,
    };
    let (least, most) = limits(function);
    let mut doubts = open.doubts;
    let low = match open.low.as_ref().map(value) {
        Some(Ok(low)) => Some(low),
        // Where even the least is too large, so is everything.
        Some(Err(why @ Undefined::OutOfRange)) => return Quantity::Absent(Absence::Undefined(why)),
        Some(Err(why)) => {
            doubts.undefined = Some(why);
            least
        }
        None => {
            if has_domain(function) {
                doubts.undefined = Some(Undefined::OutOfDomain);
            }
            least
        }
    };
    let high = match open.high.as_ref().map(value) {
        Some(Ok(high)) => Some(high),
        Some(Err(why @ Undefined::OutOfRange)) => {
            doubts.undefined = Some(why);
            None
        }
        Some(Err(why)) => return Quantity::Absent(Absence::Undefined(why)),
        None => {
            if function == RealFunction::Exponential {
                doubts.undefined = Some(Undefined::OutOfRange);
            }
            most
        }
    };
    Quantity::from_range(low, high, doubts)
}

fn reason(why: NoValue) -> Undefined {
    match why {
        NoValue::OutOfDomain => Undefined::OutOfDomain,
        NoValue::OutOfRange => Undefined::OutOfRange,
    }
}

/// What the values cannot go below and above.
fn limits(function: RealFunction) -> (Option<Number>, Option<Number>) {
    match function {
        RealFunction::NaturalLogarithm | RealFunction::CommonLogarithm => (None, None),
        RealFunction::Exponential | RealFunction::SquareRoot | RealFunction::Power => {
            (Some(Number::zero()), None)
        }
        RealFunction::NormalDistribution => (Some(Number::zero()), Some(Number::one())),
        RealFunction::ErrorFunction => (Some(Number::one().negated()), Some(Number::one())),
    }
}

/// Whether there are numbers for which the function has no value.
fn has_domain(function: RealFunction) -> bool {
    match function {
        RealFunction::NaturalLogarithm
        | RealFunction::CommonLogarithm
        | RealFunction::SquareRoot
        | RealFunction::Power => true,
        RealFunction::Exponential
        | RealFunction::NormalDistribution
        | RealFunction::ErrorFunction => false,
    }
}

/// A number to the power of another: it rises or falls with each of the two, so that its ends are
/// at the corners of their ranges.
pub(crate) fn real_power(digits: u32, x: &Quantity, y: &Quantity) -> Quantity {
    let value =
        |x: &Number, y: &Number| rounded(RealFunction::Power, x, Some(y), digits).map_err(reason);
    if matches!(x, Quantity::Absent(_)) || matches!(y, Quantity::Absent(_)) {
        return absent(x, y);
    }
    exactly(x, y, value, |x, y| {
        let ends = |range: &Interval| range.low.clone().zip(range.high.clone());
        let corners = ends(x)
            .zip(ends(y))
            .map(|((a, b), (c, d))| [value(&a, &c), value(&a, &d), value(&b, &c), value(&b, &d)]);
        let is_positive = x.low.as_ref().is_some_and(|low| !low.is_negative() && !low.is_zero());
        let known: Option<[Number; 4]> = corners.filter(|_| is_positive).and_then(|corners| {
            let [a, b, c, d] = corners;
            Some([a.ok()?, b.ok()?, c.ok()?, d.ok()?])
        });
        match known {
            Some(known) => {
                let range =
                    Interval { low: known.iter().min().cloned(), high: known.into_iter().max() };
                (range, None)
            }
            None => {
                let why = if is_positive { Undefined::OutOfRange } else { Undefined::OutOfDomain };
                (Interval { low: Some(Number::zero()), high: None }, Some(why))
            }
        }
    })
}

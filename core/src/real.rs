//! Functions whose values are seldom fractions, rounded half away from zero to a number of decimal
//! places: correctly, as if the value were known to its last digit.
//!
//! Everything is reckoned in whole numbers of units of 2⁻ᵇ. Each function says its value to within
//! [`ERROR`] units; when both ends of that round alike, so does the value between them, and when
//! they do not, the units are made finer. Only a value exactly half-way between two results would
//! never be settled: those are fractions, and found apart.

use crate::number::Number;
use crate::whole::Whole;

/// A function with a real value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RealFunction {
    Power,
    NaturalLogarithm,
    CommonLogarithm,
    Exponential,
    SquareRoot,
    NormalDistribution,
    ErrorFunction,
}

/// Why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoValue {
    /// The function has none there.
    OutOfDomain,
    /// It, or what it is of, is too large to reckon with.
    OutOfRange,
}

/// The most decimal places.
pub(crate) const MOST_DIGITS: usize = 12;

/// The largest exponent of e that is reckoned with.
const LARGEST_EXPONENT: i64 = 10_000;

/// By how many units a value may be off.
const ERROR: i64 = 4;

/// Bits beyond those that are asked for, so that what is cut off on the way adds up to nothing.
const GUARD: u64 = 64;

/// Units finer than these are not tried: no value is known that would need them.
const FINEST: u64 = 16_384;

/// From here on, both functions of the bell curve are nothing or one to [`MOST_DIGITS`] places.
const TAIL: i64 = 8;

/// The value of `function`, rounded to `digits` places.
pub(crate) fn rounded(
    function: RealFunction,
    x: &Number,
    y: Option<&Number>,
    digits: u32,
) -> Result<Number, NoValue> {
    let one = Number::one;
    match function {
        RealFunction::SquareRoot => square_root(x, digits),
        RealFunction::Exponential => exponential(digits, &|bits| fixed(x, bits)),
        RealFunction::NaturalLogarithm | RealFunction::CommonLogarithm if !is_above_zero(x) => {
            Err(NoValue::OutOfDomain)
        }
        RealFunction::NaturalLogarithm => Ok(settled(digits, |bits| logarithm(x, bits))),
        RealFunction::CommonLogarithm => Ok(settled(digits, |bits| {
            let fine = bits.saturating_add(GUARD);
            let ten = Number::from_whole(10);
            narrowed((logarithm(x, fine) << fine) / logarithm(&ten, fine), GUARD)
        })),
        RealFunction::Power => power(x, y.unwrap_or(&one()), digits),
        RealFunction::NormalDistribution => Ok(normal(x, digits)),
        RealFunction::ErrorFunction => Ok(error_function(x, digits)),
    }
}

fn is_above_zero(x: &Number) -> bool {
    !x.is_negative() && !x.is_zero()
}

/// Rounds the value that `value` gives in units of 2⁻ᵇ, in units fine enough to be certain.
fn settled(digits: u32, value: impl Fn(u64) -> Whole) -> Number {
    let (mut bits, error) = (64, Whole::from(ERROR));
    loop {
        let middle = value(bits);
        let low = rounded_units(&(&middle - &error), bits, digits);
        let high = rounded_units(&(&middle + &error), bits, digits);
        if low == high || bits >= FINEST {
            return Number::from_big(high, digits);
        }
        bits = bits.saturating_mul(2);
    }
}

/// So many units of 2⁻ᵇ as a whole number of units of the last decimal place, half away from zero.
fn rounded_units(units: &Whole, bits: u64, digits: u32) -> Whole {
    let scaled = units.magnitude() * Whole::from(10).power(digits);
    let magnitude = ((scaled << 1) + (Whole::from(1) << bits)) >> bits.saturating_add(1);
    if units.is_negative() { -magnitude } else { magnitude }
}

/// Cuts off the last bits.
fn narrowed(units: Whole, by: u64) -> Whole {
    units >> by
}

/// A fraction in units of 2⁻ᵇ.
fn fixed(x: &Number, bits: u64) -> Whole {
    let (above, below) = x.parts();
    (above << bits) / below
}

/// By whole numbers: twice the root, cut off, says which way it rounds.
fn square_root(x: &Number, digits: u32) -> Result<Number, NoValue> {
    if x.is_negative() {
        return Err(NoValue::OutOfDomain);
    }
    let (above, below) = x.parts();
    let scale = Whole::from(400) * Whole::from(100).power(digits);
    let twice_squared = above * scale / (below * Whole::from(100));
    let twice = twice_squared.root(2);
    Ok(Number::from_big((twice + Whole::from(1)) >> 1, digits))
}

/// The natural logarithm: of `x` as a fraction near one, times a power of two.
fn logarithm(x: &Number, bits: u64) -> Whole {
    let fine = bits.saturating_add(GUARD);
    let (mut above, mut below) = x.parts();
    let length = |part: &Whole| i64::try_from(part.bits()).unwrap_or(i64::MAX);
    let twos = length(&above).saturating_sub(length(&below));
    if twos > 0 {
        below = below << twos.unsigned_abs();
    } else {
        above = above << twos.unsigned_abs();
    }
    let near_one = inverse_tangent(&(&above - &below), &(above + below), fine, 1);
    let two = inverse_tangent(&Whole::from(1), &Whole::from(3), fine, 1);
    narrowed((near_one + two * Whole::from(twos)) << 1, GUARD)
}

/// The sum of z + s·z³/3 + z⁵/5 + s·z⁷/7 …: the hyperbolic inverse tangent of z for s = 1, the
/// common one for s = −1.
fn inverse_tangent(above: &Whole, below: &Whole, bits: u64, sign: i64) -> Whole {
    let mut term = (above.clone() << bits) / below;
    let square = ((&term * &term) >> bits) * Whole::from(sign);
    let (mut sum, mut odd) = (Whole::zero(), 1_i64);
    // A negative number cut off stays at −1 for ever.
    while term.magnitude() > Whole::from(1) {
        sum = sum + &term / &Whole::from(odd);
        term = (term * &square) >> bits;
        odd = odd.saturating_add(2);
    }
    sum
}

/// e to a power that is given in any units.
fn exponential(digits: u32, exponent: &dyn Fn(u64) -> Whole) -> Result<Number, NoValue> {
    if exponent(GUARD).magnitude() > Whole::from(LARGEST_EXPONENT) << GUARD {
        return Err(NoValue::OutOfRange);
    }
    let value = settled(digits, |bits| e_to_the(exponent, bits));
    if value.is_extravagant() { Err(NoValue::OutOfRange) } else { Ok(value) }
}

/// e to a power within the limits: as a power of two times e to a power below one.
fn e_to_the(exponent: &dyn Fn(u64) -> Whole, bits: u64) -> Whole {
    let two = Number::from_whole(2);
    let twos = exponent(GUARD).divided_down(&logarithm(&two, GUARD)).to_i64().unwrap_or_default();
    let up = u64::try_from(twos).unwrap_or_default();
    let fine = bits.saturating_add(GUARD).saturating_add(up);
    let rest = exponent(fine) - logarithm(&two, fine) * Whole::from(twos);
    let mut term = Whole::from(1) << fine;
    let (mut sum, mut count) = (Whole::zero(), 1_i64);
    while !term.is_zero() {
        sum = sum + &term;
        // Towards zero, so that a falling term ends at nothing.
        term = &term * &rest / (Whole::from(count) << fine);
        count = count.saturating_add(1);
    }
    let cut = fine.saturating_sub(bits);
    if twos < 0 {
        sum >> cut.saturating_add(twos.unsigned_abs())
    } else {
        sum >> cut.saturating_sub(up)
    }
}

/// `x` to the power of `y`, a fraction where that is one.
fn power(x: &Number, y: &Number, digits: u32) -> Result<Number, NoValue> {
    if y.is_zero() || *x == Number::one() {
        return Ok(Number::one());
    }
    if x.is_zero() && !y.is_negative() {
        return Ok(Number::zero());
    }
    if !is_above_zero(x) {
        return Err(NoValue::OutOfDomain);
    }
    if let Some(exact) = exact_power(x, y) {
        return Ok(settled_fraction(&exact, digits));
    }
    let (above, below) = y.parts();
    let length = above.bits();
    exponential(digits, &|bits| {
        let fine = bits.saturating_add(length).saturating_add(GUARD);
        narrowed(logarithm(x, fine) * &above / &below, fine.saturating_sub(bits))
    })
}

/// The power as a fraction, where it is one that could lie half-way between two results: with a
/// larger exponent its last digit is beyond all places.
fn exact_power(x: &Number, y: &Number) -> Option<Number> {
    const MOST: i64 = 64;
    let (above, below) = y.parts();
    let exponent = above.to_i64().filter(|exponent| exponent.abs() <= MOST)?;
    let degree = u32::try_from(below.to_i64()?).ok().filter(|degree| *degree <= 4096)?;
    let (top, bottom) = x.parts();
    let root = |part: &Whole| {
        let root = part.root(degree);
        (root.power(degree) == *part).then_some(root)
    };
    let (top, bottom) = (root(&top)?, root(&bottom)?);
    let times = u32::try_from(exponent.unsigned_abs()).ok()?;
    if top.bits().max(bottom.bits()).saturating_mul(u64::from(times)) > FINEST {
        return None;
    }
    let (top, bottom) = (top.power(times), bottom.power(times));
    let (top, bottom) = if exponent < 0 { (bottom, top) } else { (top, bottom) };
    Number::from_big(top, 0).over(&Number::from_big(bottom, 0))
}

fn settled_fraction(exact: &Number, digits: u32) -> Number {
    let (above, below) = exact.scaled_by_ten(digits).parts();
    Number::from_big(((above << 1) + &below).divided_down(&(below << 1)), digits)
}

/// The share of the standard bell curve that lies below `z`.
fn normal(z: &Number, digits: u32) -> Number {
    if z.is_zero() {
        return settled_fraction(&Number::from_big(Whole::from(5), 1), digits);
    }
    if z.magnitude() >= Number::from_whole(TAIL) {
        return if z.is_negative() { Number::zero() } else { Number::one() };
    }
    let square = z.times(z);
    settled(digits, |bits| {
        (Whole::from(1) << bits.saturating_sub(1)) + bell(z, &square, &|fine| pi(fine) << 1, bits)
    })
}

/// The error function.
fn error_function(z: &Number, digits: u32) -> Number {
    if z.magnitude() >= Number::from_whole(TAIL) {
        let one = Number::one();
        return if z.is_negative() { one.negated() } else { one };
    }
    let twice_square = z.times(z).times(&Number::from_whole(2));
    settled(digits, |bits| bell(z, &twice_square, &pi, bits.saturating_add(1)))
}

/// z · exp(−s/2) · (1 + s/3 + s²/15 + s³/105 …) ÷ √c: every term above zero, so that none takes
/// another's digits away.
fn bell(z: &Number, s: &Number, c: &dyn Fn(u64) -> Whole, bits: u64) -> Whole {
    // The terms rise to e⁶⁴ before they fall.
    let fine = bits.saturating_add(GUARD).saturating_add(GUARD);
    let by = fixed(s, fine);
    let mut term = Whole::from(1) << fine;
    let (mut sum, mut odd) = (Whole::zero(), 1_i64);
    while !term.is_zero() {
        sum = sum + &term;
        odd = odd.saturating_add(2);
        term = (term * &by) / (Whole::from(odd) << fine);
    }
    let falls = e_to_the(&|bits| -fixed(s, bits) >> 1, fine);
    let root = (c(fine) << fine).root(2);
    narrowed(((fixed(z, fine) * falls) >> fine) * sum / root, fine.saturating_sub(bits))
}

/// π, as Machin reckoned it: 16 times the inverse tangent of a fifth less 4 times that of 1/239.
fn pi(bits: u64) -> Whole {
    let fine = bits.saturating_add(GUARD);
    let of = |below: i64| inverse_tangent(&Whole::from(1), &Whole::from(below), fine, -1);
    narrowed((of(5) << 4) - (of(239) << 2), GUARD)
}

#[cfg(test)]
mod tests {
    use super::RealFunction::{
        CommonLogarithm, ErrorFunction, Exponential, NaturalLogarithm, NormalDistribution, Power,
        SquareRoot,
    };
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    fn value(function: RealFunction, x: &str, y: &str, digits: u32) -> Result<Number, NoValue> {
        let y = (!y.is_empty()).then(|| number(y));
        rounded(function, &number(x), y.as_ref(), digits)
    }

    /// Digits that books print.
    #[test]
    fn known_digits_are_met() {
        for (function, x, y, digits, known) in [
            (Exponential, "1", "", 12, "2.718281828459"),
            (Exponential, "-1", "", 12, "0.367879441171"),
            (Exponential, "10", "", 6, "22026.465795"),
            (Exponential, "0.5", "", 12, "1.648721270700"),
            (Exponential, "-10000", "", 12, "0"),
            (NaturalLogarithm, "2", "", 12, "0.693147180560"),
            (NaturalLogarithm, "10", "", 12, "2.302585092994"),
            (NaturalLogarithm, "0.5", "", 12, "-0.693147180560"),
            (NaturalLogarithm, "3", "", 10, "1.0986122887"),
            (CommonLogarithm, "2", "", 12, "0.301029995664"),
            (CommonLogarithm, "5", "", 12, "0.698970004336"),
            (SquareRoot, "2", "", 12, "1.414213562373"),
            (SquareRoot, "1/3", "", 12, "0.577350269190"),
            (Power, "2", "0.5", 12, "1.414213562373"),
            (Power, "10", "1/3", 12, "2.154434690032"),
            (Power, "2", "-1.5", 12, "0.353553390593"),
            (ErrorFunction, "1", "", 12, "0.842700792950"),
            (ErrorFunction, "0.5", "", 12, "0.520499877813"),
            (ErrorFunction, "-2", "", 12, "-0.995322265019"),
            (ErrorFunction, "3", "", 12, "0.999977909503"),
            (NormalDistribution, "1", "", 12, "0.841344746069"),
            (NormalDistribution, "1.96", "", 12, "0.975002104852"),
            (NormalDistribution, "-1", "", 12, "0.158655253931"),
            (NormalDistribution, "3", "", 12, "0.998650101968"),
        ] {
            assert_eq!(value(function, x, y, digits), Ok(number(known)), "{function:?} {x} {y}");
        }
    }

    #[test]
    fn fractions_are_rounded_as_fractions() {
        for (function, x, y, digits, exact) in [
            (SquareRoot, "0.25", "", 0, "1"),
            (SquareRoot, "2.25", "", 0, "2"),
            (SquareRoot, "144", "", 3, "12"),
            (CommonLogarithm, "1000", "", 2, "3"),
            (CommonLogarithm, "0.001", "", 2, "-3"),
            (NaturalLogarithm, "1", "", 6, "0"),
            (Exponential, "0", "", 6, "1"),
            (Power, "0.25", "0.5", 0, "1"),
            (Power, "0.25", "1.5", 2, "0.13"),
            (Power, "4", "-1.5", 2, "0.13"),
            (Power, "8", "2/3", 0, "4"),
            (Power, "0", "2", 0, "0"),
            (Power, "7", "0", 0, "1"),
            (Power, "1.5", "2", 1, "2.3"),
            (NormalDistribution, "0", "", 0, "1"),
            (NormalDistribution, "0", "", 1, "0.5"),
            (ErrorFunction, "0", "", 4, "0"),
            (ErrorFunction, "9", "", 12, "1"),
            (NormalDistribution, "-9", "", 12, "0"),
        ] {
            assert_eq!(value(function, x, y, digits), Ok(number(exact)), "{function:?} {x} {y}");
        }
    }

    #[test]
    fn outside_its_domain_a_function_has_no_value() {
        for (function, x, y, why) in [
            (SquareRoot, "-1", "", NoValue::OutOfDomain),
            (NaturalLogarithm, "0", "", NoValue::OutOfDomain),
            (CommonLogarithm, "-3", "", NoValue::OutOfDomain),
            (Power, "-8", "1/3", NoValue::OutOfDomain),
            (Power, "0", "-1", NoValue::OutOfDomain),
            (Exponential, "10001", "", NoValue::OutOfRange),
            (Exponential, "9999", "", NoValue::OutOfRange),
            (Power, "10", "100000", NoValue::OutOfRange),
        ] {
            assert_eq!(value(function, x, y, 6), Err(why), "{function:?} {x} {y}");
        }
    }

    /// More digits never contradict fewer: the shorter result is the longer one rounded, unless that
    /// ends in a half that rounding made.
    #[test]
    fn results_of_more_digits_round_to_those_of_fewer_and_rise_with_the_argument() {
        use crate::rounding::{Rounding, RoundingMode};
        let half_up = |places| Rounding { mode: RoundingMode::HalfUp, places };
        for function in [
            Exponential,
            NaturalLogarithm,
            CommonLogarithm,
            SquareRoot,
            NormalDistribution,
            ErrorFunction,
        ] {
            let mut before: Option<Number> = None;
            for step in 1..240_i64 {
                let x = Number::from_whole(step).over(&Number::from_whole(37)).unwrap();
                let long = rounded(function, &x, None, 12).unwrap();
                let short = |digits| rounded(function, &x, None, digits).unwrap();
                let from_long = |digits| half_up(digits).publish(long.clone()).published;
                let digits = [0, 3, 7];
                assert_eq!(digits.map(short), digits.map(from_long), "{function:?} {x}");
                assert!(before.is_none_or(|before| before <= long), "{function:?} {x}");
                before = Some(long);
            }
        }
    }

    #[test]
    fn logarithm_and_exponential_undo_one_another() {
        for text in ["0.001", "0.7", "1.0001", "2", "12345.678"] {
            let exponent = rounded(NaturalLogarithm, &number(text), None, 12).unwrap();
            let back = rounded(Exponential, &exponent, None, 6).unwrap();
            let apart = back.minus(&number(text)).magnitude();
            assert!(apart <= number("0.000001"), "{text}: {back}");
        }
    }
}

//! Exact numbers, and their spelling.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

/// An exact fraction.
pub type Fraction = BigRational;

/// The fraction that `text` spells: `12`, `-0.5`, `85%`, `200/3`; `None` when it spells none.
pub fn fraction(text: &str) -> Option<Fraction> {
    if let Some(percent) = text.strip_suffix('%') {
        return Some(decimal(percent)? / whole(100));
    }
    if let Some((above, below)) = text.split_once('/') {
        let below = decimal(below)?;
        return if below.is_zero() { None } else { Some(decimal(above)? / below) };
    }
    decimal(text)
}

fn decimal(text: &str) -> Option<Fraction> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text),
    };
    let (before, after) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
    if !all_digits(before) || !all_digits(after) {
        return None;
    }
    let all: BigInt = format!("{before}{after}").parse().ok()?;
    Some(Fraction::new(all * sign, BigInt::from(10).pow(after.len() as u32)))
}

/// A whole number as a fraction.
pub(crate) fn whole(number: i64) -> Fraction {
    Fraction::from_integer(BigInt::from(number))
}

/// A float's shortest spelling, read exactly.
pub(crate) fn from_float(float: f64) -> Fraction {
    fraction(&format!("{float}")).expect("a finite float spells a decimal")
}

/// `number` as numerator and denominator in lowest terms, `200/3` or `5`.
pub fn spell(number: &Fraction) -> String {
    number.to_string()
}

/// Stands for a quantity without an upper bound.
pub(crate) fn huge() -> Fraction {
    Fraction::from_integer(BigInt::from(10).pow(30))
}

/// What `number` tends to when the huge stand-in grows on: the simplest fraction close by, for a
/// number in which the stand-in has left its mark.
pub(crate) fn limit(number: &Fraction) -> Fraction {
    let left_its_mark = number.denom().to_string().len() > 25;
    if !left_its_mark {
        return number.clone();
    }
    let near = Fraction::new(BigInt::from(1), BigInt::from(10).pow(18));
    simplest(&(number - &near), &(number + near))
}

/// The fraction with the smallest denominator between two others, as continued fractions find it.
fn simplest(low: &Fraction, high: &Fraction) -> Fraction {
    let below = low.floor();
    if below == *low {
        return below;
    }
    if &below + whole(1) <= *high {
        return below + whole(1);
    }
    let rest = simplest(&(high - &below).recip(), &(low - &below).recip());
    below + rest.recip()
}

/// `number` with `places` decimals, as `mode` says.
pub(crate) fn rounded(number: &Fraction, places: u32, mode: &str) -> Fraction {
    let step = Fraction::new(BigInt::from(1), BigInt::from(10).pow(places));
    to_step(number, &step, mode)
}

/// The multiple of `step` that `mode` finds for `number`.
pub(crate) fn to_step(number: &Fraction, step: &Fraction, mode: &str) -> Fraction {
    let scaled = number / step;
    if mode == "floor" {
        return scaled.floor() * step;
    }
    if mode == "ceiling" {
        return scaled.ceil() * step;
    }
    let size = scaled.abs();
    let down = size.floor();
    let rest = &size - &down;
    let half = Fraction::new(BigInt::from(1), BigInt::from(2));
    let is_odd = !(down.to_integer() % BigInt::from(2)).is_zero();
    let up = match mode {
        "down" => false,
        "up" => !rest.is_zero(),
        "half-up" => rest >= half,
        "half-even" => rest > half || (rest == half && is_odd),
        other => panic!("no such rounding: {other}"),
    };
    let kept = if up { down + whole(1) } else { down };
    let kept = if number.is_negative() { -kept } else { kept };
    kept * step
}

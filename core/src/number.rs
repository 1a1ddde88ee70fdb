//! Exact fractions: read from their characters, compared and printed by all, computed only in here.
//!
//! Nothing outside the engine can add two numbers: `Number` has no public arithmetic, so whatever a
//! screen shows was settled by the engine.

use alloc::boxed::Box;
use alloc::format;
use alloc::string::{String, ToString};
use core::cmp::Ordering;
use core::fmt;
use core::str::FromStr;

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, ToPrimitive};
use serde::{Serialize, Serializer};

/// The most characters a number may have when it is read.
///
/// Long enough for any figure a person writes, short enough that arithmetic on it stays quick.
pub const LONGEST_NUMBER: usize = 40;

/// The most characters below the line of a fraction: sums of many stay short.
const LONGEST_DENOMINATOR: usize = 9;

/// The most bits above or below the line of what an expression computes: its cost stays bounded.
const MOST_BITS: u64 = 4096;

/// An exact fraction of whole numbers of any size.
///
/// A third is a third: three of them make one.
#[derive(Clone, PartialEq, Eq)]
pub struct Number(Fraction);

/// Small fractions are kept in place; what does not fit goes to the heap.
///
/// Invariant: in lowest terms, denominator above zero, and `Small` whenever both fit: so equal
/// numbers are equal values.
#[derive(Clone, PartialEq, Eq)]
enum Fraction {
    Small { above: i64, below: i64 },
    Big(Box<BigRational>),
}

impl Fraction {
    fn from_big(big: BigRational) -> Self {
        match (big.numer().to_i64(), big.denom().to_i64()) {
            (Some(above), Some(below)) => Self::Small { above, below },
            _ => Self::Big(Box::new(big)),
        }
    }

    /// `above` over `below`, which is not zero.
    fn from_wide(above: i128, below: i128) -> Self {
        let common = above.gcd(&below);
        let sign = if below < 0 { -1 } else { 1 };
        let reduced = |part: i128| part.checked_div(common).and_then(|part| part.checked_mul(sign));
        let small = |part: i128| reduced(part).and_then(|part| i64::try_from(part).ok());
        match (small(above), small(below)) {
            (Some(above), Some(below)) => Self::Small { above, below },
            _ => Self::from_big(BigRational::new(BigInt::from(above), BigInt::from(below))),
        }
    }

    fn to_big(&self) -> BigRational {
        match self {
            Self::Small { above, below } => {
                BigRational::new_raw(BigInt::from(*above), BigInt::from(*below))
            }
            Self::Big(big) => (**big).clone(),
        }
    }
}

/// Two small fractions on wide whole numbers, where nothing can overflow; anything else on big ones.
fn combined(
    left: &Fraction,
    right: &Fraction,
    wide: impl Fn([i128; 4]) -> Option<(i128, i128)>,
    big: impl Fn(BigRational, BigRational) -> BigRational,
) -> Number {
    if let (Fraction::Small { above: a, below: b }, Fraction::Small { above: c, below: d }) =
        (left, right)
        && let Some((above, below)) = wide([a, b, c, d].map(|part| i128::from(*part)))
    {
        return Number(Fraction::from_wide(above, below));
    }
    Number(Fraction::from_big(big(left.to_big(), right.to_big())))
}

/// Why characters are not a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotANumber {
    /// They are no number at all (`NaN`, `约300`, the empty text).
    Shape,
    /// They are more than [`LONGEST_NUMBER`] characters.
    TooLong,
    /// They have an exponent (`1e3`): written out, it can be checked by eye.
    Exponent,
    /// They are a fraction of nothing (`1/0`).
    OverNothing,
}

impl Number {
    /// Nothing.
    pub const fn zero() -> Self {
        Self(Fraction::Small { above: 0, below: 1 })
    }

    /// One.
    pub const fn one() -> Self {
        Self(Fraction::Small { above: 1, below: 1 })
    }

    /// `whole`, exactly.
    pub const fn from_whole(whole: i64) -> Self {
        Self(Fraction::Small { above: whole, below: 1 })
    }

    /// How many there are of something.
    pub fn from_count(count: usize) -> Self {
        Self::from_big(BigInt::from(count), 0)
    }

    /// Whether this is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Fraction::Small { below, .. } => *below == 1,
            Fraction::Big(big) => big.is_integer(),
        }
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Fraction::Small { above, .. } => *above < 0,
            Fraction::Big(big) => big.is_negative(),
        }
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Fraction::Small { above: 0, .. })
    }

    /// How many decimal places write this number completely; `None` for an endless decimal.
    pub fn places(&self) -> Option<u32> {
        let (twos, rest) = match &self.0 {
            Fraction::Small { below, .. } => {
                let (twos, rest) = divided_out(i128::from(*below), 2);
                (twos, divided_out(rest, 5))
            }
            Fraction::Big(big) => {
                let (twos, rest) = divided_out(big.denom().clone(), 2);
                let (fives, rest) = divided_out(rest, 5);
                return rest.is_one().then_some(twos.max(fives));
            }
        };
        let (fives, rest) = rest;
        (rest == 1).then_some(twos.max(fives))
    }

    /// The number with exactly `places` decimals, if that writes it completely.
    pub fn to_decimal(&self, places: u32) -> Option<String> {
        let scaled = self.scaled_by_ten(places);
        match &scaled.0 {
            Fraction::Small { above, below: 1 } => {
                Some(decimal_text(*above < 0, &above.unsigned_abs().to_string(), places))
            }
            Fraction::Small { .. } => None,
            Fraction::Big(big) => big.is_integer().then(|| big_decimal_text(big.numer(), places)),
        }
    }

    /// Where the number lies between `low` and `high`, from 0 to 1 with four digits, for drawing.
    ///
    /// Outside the two it is 0 or 1; when the two coincide it is 0.
    pub fn position(&self, low: &Self, high: &Self) -> String {
        let width = high.minus(low);
        let Some(share) = self.minus(low).over(&width) else {
            return "0.0000".to_string();
        };
        let share = share.clamp(Self::zero(), Self::one());
        share.scaled_by_ten(4).floored().over_ten(4).to_decimal(4).unwrap_or_default()
    }

    /// The number as a `usize`, if it is a whole number of that size.
    pub fn to_count(&self) -> Option<usize> {
        match &self.0 {
            Fraction::Small { above, below: 1 } => usize::try_from(*above).ok(),
            Fraction::Small { .. } | Fraction::Big(_) => None,
        }
    }

    /// What stands above and below the line, where both are short.
    #[cfg(feature = "bytes")]
    pub(crate) fn small_parts(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Fraction::Small { above, below } => Some((*above, *below)),
            Fraction::Big(_) => None,
        }
    }

    /// The fraction of two whole numbers in digits; `None` over nothing.
    pub(crate) fn from_written_parts(above: &str, below: &str) -> Option<Self> {
        let (above, below) = (above.parse::<BigInt>().ok()?, below.parse::<BigInt>().ok()?);
        let is_over_nothing = below.sign() == Sign::NoSign;
        (!is_over_nothing).then(|| Self(Fraction::from_big(BigRational::new(above, below))))
    }

    /// What stands above and below the line.
    pub(crate) fn parts(&self) -> (BigInt, BigInt) {
        match &self.0 {
            Fraction::Small { above, below } => (BigInt::from(*above), BigInt::from(*below)),
            Fraction::Big(big) => (big.numer().clone(), big.denom().clone()),
        }
    }

    /// Whether it has more digits than is worth going on with.
    pub(crate) fn is_extravagant(&self) -> bool {
        match &self.0 {
            Fraction::Small { .. } => false,
            Fraction::Big(big) => big.numer().bits().max(big.denom().bits()) > MOST_BITS,
        }
    }

    /// The number as an `i64`, if it is a whole number of that size.
    pub(crate) fn to_whole(&self) -> Option<i64> {
        match &self.0 {
            Fraction::Small { above, below: 1 } => Some(*above),
            Fraction::Small { .. } | Fraction::Big(_) => None,
        }
    }

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let wide = |[a, b, c, d]: [i128; 4]| Some(((a * d).checked_add(c * b)?, b * d));
        combined(&self.0, &other.0, wide, |left, right| left + right)
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        let wide = |[a, b, c, d]: [i128; 4]| Some(((a * d).checked_sub(c * b)?, b * d));
        combined(&self.0, &other.0, wide, |left, right| left - right)
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let wide = |[a, b, c, d]: [i128; 4]| Some((a * c, b * d));
        combined(&self.0, &other.0, wide, |left, right| left * right)
    }

    /// The quotient, or `None` over nothing.
    pub(crate) fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let wide = |[a, b, c, d]: [i128; 4]| Some((a * d, b * c));
        Some(combined(&self.0, &other.0, wide, |left, right| left / right))
    }

    pub(crate) fn negated(&self) -> Self {
        Self::zero().minus(self)
    }

    pub(crate) fn magnitude(&self) -> Self {
        if self.is_negative() { self.negated() } else { self.clone() }
    }

    pub(crate) fn scaled_by_ten(&self, places: u32) -> Self {
        match 10_i64.checked_pow(places) {
            Some(power) => self.times(&Self::from_whole(power)),
            None => self.times(&Self::from_big(power_of_ten(places), 0)),
        }
    }

    pub(crate) fn over_ten(&self, places: u32) -> Self {
        self.over(&Self::one().scaled_by_ten(places)).unwrap_or_else(Self::zero)
    }

    /// A percent as a share.
    pub(crate) fn scaled_by_hundredth(&self) -> Self {
        self.times(&Self(Fraction::Small { above: 1, below: 100 }))
    }

    /// The next whole number below, or the number itself.
    pub(crate) fn floored(&self) -> Self {
        match &self.0 {
            Fraction::Small { above, below } => Self::from_whole(Integer::div_floor(above, below)),
            Fraction::Big(big) => Self::from_big(big.floor().to_integer(), 0),
        }
    }

    /// Whether this is an odd whole number.
    pub(crate) fn is_odd(&self) -> bool {
        match &self.0 {
            Fraction::Small { above, below } => *below == 1 && Integer::is_odd(above),
            Fraction::Big(big) => big.is_integer() && big.numer().is_odd(),
        }
    }

    pub(crate) fn from_big(whole: BigInt, places: u32) -> Self {
        Self(Fraction::from_big(BigRational::new(whole, power_of_ten(places))))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Fraction::Small { above: a, below: b }, Fraction::Small { above: c, below: d }) => {
                // Each product of two 64-bit numbers fits into 128 bits.
                let (left, right) =
                    (i128::from(*a) * i128::from(*d), i128::from(*c) * i128::from(*b));
                left.cmp(&right)
            }
            (left, right) => left.to_big().cmp(&right.to_big()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

fn power_of_ten(places: u32) -> BigInt {
    Pow::pow(BigInt::from(10), places)
}

/// How often `divisor` divides `whole`, and what is left.
fn divided_out<T>(whole: T, divisor: u8) -> (u32, T)
where
    T: Integer + From<u8>,
{
    let divisor = T::from(divisor);
    let (mut times, mut rest) = (0_u32, whole);
    loop {
        let (quotient, left) = rest.div_rem(&divisor);
        if !left.is_zero() || quotient.is_zero() {
            return (times, rest);
        }
        rest = quotient;
        times = times.saturating_add(1);
    }
}

fn big_decimal_text(scaled: &BigInt, places: u32) -> String {
    decimal_text(scaled.sign() == Sign::Minus, &scaled.magnitude().to_string(), places)
}

fn decimal_text(is_negative: bool, digits: &str, places: u32) -> String {
    let sign = if is_negative { "-" } else { "" };
    let places = places as usize;
    if places == 0 {
        return format!("{sign}{digits}");
    }
    let padded = format!("{digits:0>width$}", width = places.saturating_add(1));
    let (whole, fraction) = padded.split_at(padded.len().saturating_sub(places));
    format!("{sign}{whole}.{fraction}")
}

/// The number in full: a decimal when it ends, otherwise a fraction such as `200/3`.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.places().and_then(|places| self.to_decimal(places)) {
            Some(decimal) => formatter.write_str(&decimal),
            None => {
                let big = self.0.to_big();
                write!(formatter, "{}/{}", big.numer(), big.denom())
            }
        }
    }
}

/// Reads `12`, `-0.5`, `85%`, `1/3`. Never through a float; `-0` is zero.
impl FromStr for Number {
    type Err = NotANumber;

    fn from_str(text: &str) -> Result<Self, NotANumber> {
        if text.len() > LONGEST_NUMBER {
            return Err(NotANumber::TooLong);
        }
        if let Some(percent) = text.strip_suffix('%') {
            return Ok(decimal(percent)?.scaled_by_hundredth());
        }
        if let Some((above, below)) = text.split_once('/') {
            if below.len() > LONGEST_DENOMINATOR {
                return Err(NotANumber::TooLong);
            }
            return decimal(above)?.over(&decimal(below)?).ok_or(NotANumber::OverNothing);
        }
        decimal(text)
    }
}

fn decimal(text: &str) -> Result<Number, NotANumber> {
    let (negative, digits) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_digits(whole) || !is_digits(fraction) {
        let has_exponent = digits.starts_with(|first: char| first.is_ascii_digit())
            && digits.contains(['e', 'E'])
            && digits.chars().all(|each| each.is_ascii_digit() || ".eE+-".contains(each));
        return Err(if has_exponent { NotANumber::Exponent } else { NotANumber::Shape });
    }
    let places = u32::try_from(fraction.len()).map_err(|_| NotANumber::TooLong)?;
    let scaled = format!("{whole}{fraction}").parse::<BigInt>().map_err(|_| NotANumber::Shape)?;
    Ok(Number::from_big(if negative { -scaled } else { scaled }, places))
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(feature = "schema")]
impl schemars::JsonSchema for Number {
    fn schema_name() -> alloc::borrow::Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string",
            "description": "An exact number: a decimal, or a fraction where the decimal is endless",
            "pattern": "^-?[0-9]+(\\.[0-9]+|/[0-9]+)?$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    #[test]
    fn three_thirds_make_one() {
        let third = number("1/3");
        assert_eq!(third.plus(&third).plus(&third), Number::one());
    }

    #[test]
    fn small_and_big_fractions_agree() {
        let big = number("9223372036854775807");
        let more = big.plus(&Number::one());
        assert_eq!(more.to_string(), "9223372036854775808");
        assert_eq!(more.minus(&Number::one()), big);
        assert!(more > big && big.negated() > more.negated());
        let least = more.negated();
        assert_eq!(least.magnitude(), more);
        assert_eq!(least.times(&least).over(&more), Some(more.clone()));
        let tiny = Number::one().over(&more).unwrap_or_else(Number::zero);
        assert_eq!(tiny.times(&more), Number::one());
        assert_eq!(tiny.plus(&tiny.negated()), Number::zero());
        assert!(!more.is_negative() && more.is_whole() && !tiny.is_whole());
    }

    #[test]
    fn a_number_is_written_in_full() {
        for (read, written) in [
            ("-0", "0"),
            ("007.50", "7.5"),
            ("85%", "0.85"),
            ("200/3", "200/3"),
            ("-1/8", "-0.125"),
        ] {
            assert_eq!(number(read).to_string(), written);
        }
    }

    #[test]
    fn what_is_no_number_says_why() {
        for (text, why) in [
            ("", NotANumber::Shape),
            ("NaN", NotANumber::Shape),
            ("Infinity", NotANumber::Shape),
            ("1,200", NotANumber::Shape),
            ("约300", NotANumber::Shape),
            (".5", NotANumber::Shape),
            ("1e309", NotANumber::Exponent),
            ("1/0", NotANumber::OverNothing),
            ("1111111111111111111111111111111111111111111111111111111111111", NotANumber::TooLong),
        ] {
            assert_eq!(text.parse::<Number>(), Err(why), "{text}");
        }
    }
}

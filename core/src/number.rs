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

use serde::{Serialize, Serializer};

use crate::whole::Whole;

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
    Big(Box<Big>),
}

/// What stands above and below the line.
#[derive(Clone, PartialEq, Eq)]
struct Big {
    above: Whole,
    below: Whole,
}

impl Big {
    fn cmp(&self, other: &Self) -> Ordering {
        (&self.above * &other.below).cmp(&(&other.above * &self.below))
    }
}

impl Fraction {
    /// `above` over `below`, which is not zero.
    fn from_big(above: Whole, below: Whole) -> Self {
        let common = above.common(&below);
        let common = if below.is_negative() { -common } else { common };
        let (above, below) = (&above / &common, &below / &common);
        match (above.to_i64(), below.to_i64()) {
            (Some(above), Some(below)) => Self::Small { above, below },
            _ => Self::Big(Box::new(Big { above, below })),
        }
    }

    /// `above` over `below`, which is not zero.
    fn from_wide(above: i128, below: i128) -> Self {
        let common = common(above, below);
        let sign = if below < 0 { -1 } else { 1 };
        let reduced = |part: i128| over(part, common).and_then(|part| part.checked_mul(sign));
        let small = |part: i128| reduced(part).and_then(|part| i64::try_from(part).ok());
        match (small(above), small(below)) {
            (Some(above), Some(below)) => Self::Small { above, below },
            _ => Self::from_big(Whole::from_wide(above), Whole::from_wide(below)),
        }
    }

    fn to_big(&self) -> Big {
        match self {
            Self::Small { above, below } => {
                Big { above: Whole::from(*above), below: Whole::from(*below) }
            }
            Self::Big(big) => (**big).clone(),
        }
    }
}

/// The greatest that divides both.
fn common(mut a: i128, mut b: i128) -> i128 {
    loop {
        // Machine words divide many times faster.
        if let (Ok(x), Ok(y)) = (u64::try_from(a.unsigned_abs()), u64::try_from(b.unsigned_abs())) {
            return i128::from(common_of_words(x, y));
        }
        match a.checked_rem(b) {
            Some(rest) => (a, b) = (b, rest),
            None => return a.saturating_abs(),
        }
    }
}

fn common_of_words(mut a: u64, mut b: u64) -> u64 {
    if let (Ok(a), Ok(b)) = (u32::try_from(a), u32::try_from(b)) {
        return u64::from(common_of_halves(a, b));
    }
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

/// Half a word divides in half the time.
fn common_of_halves(mut a: u32, mut b: u32) -> u32 {
    while let Some(rest) = a.checked_rem(b) {
        (a, b) = (b, rest);
    }
    a
}

/// The product, if it is small. Most parts are so short that it cannot be anything else: asking first
/// spares WebAssembly a product of twice the width.
fn product(a: i64, b: i64) -> Option<i64> {
    match (i32::try_from(a), i32::try_from(b)) {
        (Ok(a), Ok(b)) => Some(i64::from(a) * i64::from(b)),
        _ => a.checked_mul(b),
    }
}

/// The quotient by what is above zero and divides `whole`.
fn part_of(whole: i64, by: i64) -> Option<i64> {
    if by == 1 { Some(whole) } else { whole.checked_div(by) }
}

/// The greatest whole number that divides `part` and `below`, which is above zero.
fn common_below(part: i64, below: i64) -> i64 {
    if below == 1 {
        return 1;
    }
    if part == 0 {
        return below;
    }
    // It divides a number above zero of this type.
    i64::try_from(common_of_words(part.unsigned_abs(), below.unsigned_abs())).unwrap_or(1)
}

/// `part` over `by`, which divides it.
fn over(part: i128, by: i128) -> Option<i128> {
    match (i64::try_from(part), i64::try_from(by)) {
        (_, Ok(1)) => Some(part),
        (Ok(part), Ok(by)) => part.checked_div(by).map(i128::from),
        _ => part.checked_div(by),
    }
}

/// The sum of two small fractions, if it and what leads to it are small.
///
/// What two denominators have in common is all that can be reduced.
fn small_sum([a, b, c, d]: [i64; 4]) -> Option<Number> {
    if b == 1 && d == 1 {
        return Some(Number::from_whole(a.checked_add(c)?));
    }
    let shared = common_below(b, d);
    let (b, d) = (part_of(b, shared)?, part_of(d, shared)?);
    let sum = product(a, d)?.checked_add(product(c, b)?)?;
    let reducible = common_below(sum, shared);
    let below = product(product(b, d)?, part_of(shared, reducible)?)?;
    Some(Number(Fraction::Small { above: part_of(sum, reducible)?, below }))
}

/// The product of two small fractions, if it is small.
///
/// What is above one line and below the other is all that can be reduced.
fn small_product([a, b, c, d]: [i64; 4]) -> Option<Number> {
    let (left, right) = (common_below(a, d), common_below(c, b));
    let above = product(part_of(a, left)?, part_of(c, right)?)?;
    let below = product(part_of(b, right)?, part_of(d, left)?)?;
    Some(Number(Fraction::Small { above, below }))
}

/// Two small fractions on machine words, where that does, else on wide whole numbers, where nothing
/// can overflow; anything else on big ones.
fn combined(
    left: &Fraction,
    right: &Fraction,
    small: fn([i64; 4]) -> Option<Number>,
    wide: fn([i128; 4]) -> Option<(i128, i128)>,
    big: fn(&Big, &Big) -> (Whole, Whole),
) -> Number {
    if let (Fraction::Small { above: a, below: b }, Fraction::Small { above: c, below: d }) =
        (left, right)
    {
        let parts = [*a, *b, *c, *d];
        if let Some(number) = small(parts) {
            return number;
        }
        if let Some((above, below)) = wide(parts.map(i128::from)) {
            return Number(Fraction::from_wide(above, below));
        }
    }
    let (above, below) = big(&left.to_big(), &right.to_big());
    Number(Fraction::from_big(above, below))
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

/// How the product of one pair stands to that of the other.
fn cmp_of_products(left: [i64; 2], right: [i64; 2]) -> Ordering {
    if let (Some(left), Some(right)) = (short_product(left), short_product(right)) {
        return left.cmp(&right);
    }
    // Each product of two 64-bit numbers fits into 128 bits.
    let wide = |[a, b]: [i64; 2]| i128::from(a) * i128::from(b);
    wide(left).cmp(&wide(right))
}

/// The product of two that are short.
fn short_product([a, b]: [i64; 2]) -> Option<i64> {
    Some(i64::from(i32::try_from(a).ok()?) * i64::from(i32::try_from(b).ok()?))
}

/// A sum of fractions over one line, not in lowest terms.
#[derive(Clone, Copy)]
struct OverOneLine {
    above: i64,
    /// Above zero.
    below: i64,
}

impl OverOneLine {
    const NOTHING: Self = Self { above: 0, below: 1 };

    /// With `above` over `below` more; `None` where that is long.
    fn plus(self, above: i64, below: i64) -> Option<Self> {
        if below == self.below {
            return Some(Self { above: self.above.checked_add(above)?, below });
        }
        if below == 1 || self.below.checked_rem(below)? == 0 {
            let by = part_of(self.below, below)?;
            let above = self.above.checked_add(product(above, by)?)?;
            return Some(Self { above, below: self.below });
        }
        let shared = common_below(below, self.below);
        let (own, its) = (part_of(below, shared)?, part_of(self.below, shared)?);
        let above = product(self.above, own)?.checked_add(product(above, its)?)?;
        Some(Self { above, below: product(self.below, own)? })
    }

    fn reduced(self) -> Number {
        let shared = common_below(self.above, self.below);
        // It divides both.
        let part = |whole: i64| part_of(whole, shared).unwrap_or_default();
        Number(Fraction::Small { above: part(self.above), below: part(self.below) })
    }
}

/// What is left of a whole number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Rest {
    Nothing,
    LessThanHalf,
    Half,
    MoreThanHalf,
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
        let count = i128::try_from(count).unwrap_or(i128::MAX);
        Self(Fraction::from_wide(count, 1))
    }

    /// Whether this is a whole number.
    pub fn is_whole(&self) -> bool {
        match &self.0 {
            Fraction::Small { below, .. } => *below == 1,
            Fraction::Big(big) => big.below.is_one(),
        }
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Fraction::Small { above, .. } => *above < 0,
            Fraction::Big(big) => big.above.is_negative(),
        }
    }

    /// Whether this is zero.
    pub fn is_zero(&self) -> bool {
        matches!(self.0, Fraction::Small { above: 0, .. })
    }

    /// How many decimal places write this number completely; `None` for an endless decimal.
    pub fn places(&self) -> Option<u32> {
        match &self.0 {
            Fraction::Small { below, .. } => {
                let (twos, rest) = divided_out(*below, 2);
                let (fives, rest) = divided_out(rest, 5);
                (rest == 1).then_some(twos.max(fives))
            }
            Fraction::Big(big) => {
                let (twos, rest) = big_divided_out(&big.below, 2);
                let (fives, rest) = big_divided_out(&rest, 5);
                rest.is_one().then_some(twos.max(fives))
            }
        }
    }

    /// The number with exactly `places` decimals, if that writes it completely.
    pub fn to_decimal(&self, places: u32) -> Option<String> {
        self.scaled_by_ten(places).with_point(places)
    }

    /// The digits of a whole number with a point before the last `places` of them; `None` for any
    /// other number.
    pub(crate) fn with_point(&self, places: u32) -> Option<String> {
        let (is_negative, digits) = match &self.0 {
            Fraction::Small { above, below: 1 } => (*above < 0, above.unsigned_abs().to_string()),
            Fraction::Big(big) if big.below.is_one() => {
                (big.above.is_negative(), big.above.magnitude().to_string())
            }
            Fraction::Small { .. } | Fraction::Big(_) => return None,
        };
        Some(decimal_text(is_negative, digits, places))
    }

    /// The number in full: a decimal when it ends, otherwise a fraction such as `200/3`.
    pub(crate) fn in_full(&self) -> String {
        match self.places().and_then(|places| self.to_decimal(places)) {
            Some(decimal) => decimal,
            None => {
                let big = self.0.to_big();
                format!("{}/{}", big.above, big.below)
            }
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
        let (above, below) = (Whole::from_written(above)?, Whole::from_written(below)?);
        (!below.is_zero()).then(|| Self(Fraction::from_big(above, below)))
    }

    /// What stands above and below the line.
    pub(crate) fn parts(&self) -> (Whole, Whole) {
        let Big { above, below } = self.0.to_big();
        (above, below)
    }

    /// Whether it has more digits than is worth going on with.
    pub(crate) fn is_extravagant(&self) -> bool {
        match &self.0 {
            Fraction::Small { .. } => false,
            Fraction::Big(big) => big.above.bits().max(big.below.bits()) > MOST_BITS,
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
        let big =
            |a: &Big, b: &Big| (&a.above * &b.below + &b.above * &a.below, &a.below * &b.below);
        let wide = |[a, b, c, d]: [i128; 4]| Some(((a * d).checked_add(c * b)?, b * d));
        combined(&self.0, &other.0, small_sum, wide, big)
    }

    pub(crate) fn minus(&self, other: &Self) -> Self {
        let big =
            |a: &Big, b: &Big| (&a.above * &b.below - &b.above * &a.below, &a.below * &b.below);
        let wide = |[a, b, c, d]: [i128; 4]| Some(((a * d).checked_sub(c * b)?, b * d));
        let small = |[a, b, c, d]: [i64; 4]| small_sum([a, b, c.checked_neg()?, d]);
        combined(&self.0, &other.0, small, wide, big)
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let wide = |[a, b, c, d]: [i128; 4]| Some((a * c, b * d));
        let big = |a: &Big, b: &Big| (&a.above * &b.above, &a.below * &b.below);
        combined(&self.0, &other.0, small_product, wide, big)
    }

    /// The quotient, or `None` over nothing.
    pub(crate) fn over(&self, other: &Self) -> Option<Self> {
        if other.is_zero() {
            return None;
        }
        let small = |[a, b, c, d]: [i64; 4]| {
            let (c, d) = if c < 0 { (c.checked_neg()?, d.checked_neg()?) } else { (c, d) };
            small_product([a, b, d, c])
        };
        let wide = |[a, b, c, d]: [i128; 4]| Some((a * d, b * c));
        let big = |a: &Big, b: &Big| (&a.above * &b.below, &a.below * &b.above);
        Some(combined(&self.0, &other.0, small, wide, big))
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
        if let (Fraction::Small { above, below }, Some(power)) =
            (&self.0, 10_i64.checked_pow(places))
            && let Some(short) = small_product([*above, *below, 1, power])
        {
            return short;
        }
        self.over(&Self::one().scaled_by_ten(places)).unwrap_or_else(Self::zero)
    }

    /// A percent as a share.
    pub(crate) fn scaled_by_hundredth(&self) -> Self {
        self.times(&Self(Fraction::Small { above: 1, below: 100 }))
    }

    /// The next whole number below, or the number itself.
    pub(crate) fn floored(&self) -> Self {
        match &self.0 {
            Fraction::Small { above, below } => {
                Self::from_whole(above.checked_div_euclid(*below).unwrap_or_default())
            }
            Fraction::Big(big) => Self::from_big(big.above.divided_down(&big.below), 0),
        }
    }

    /// The mean of these numbers by their weights, as far as that needs no long number: put over one
    /// line, which is reduced once and not after each of them. `None` also where nothing weighs.
    pub(crate) fn short_mean<'a>(
        all: impl Iterator<Item = Option<(&'a Self, &'a Self)>>,
    ) -> Option<Self> {
        let (mut weight, mut points) = (OverOneLine::NOTHING, OverOneLine::NOTHING);
        for pair in all {
            let (one, other) = pair?;
            let (Fraction::Small { above: a, below: b }, Fraction::Small { above: c, below: d }) =
                (&one.0, &other.0)
            else {
                return None;
            };
            weight = weight.plus(*a, *b)?;
            points = points.plus(product(*a, *c)?, product(*b, *d)?)?;
        }
        points.reduced().over(&weight.reduced())
    }

    /// What stands before the point of its magnitude with so many decimals more, and twice the rest
    /// held against what would be the next one; `None` where that needs a long number.
    pub(crate) fn short_last_places(&self, places: u32) -> Option<(i64, Rest)> {
        let Fraction::Small { above, below } = &self.0 else { return None };
        let scaled = product(above.checked_abs()?, 10_i64.checked_pow(places)?)?;
        if *below == 1 {
            return Some((scaled, Rest::Nothing));
        }
        let (whole, rest) = (scaled.checked_div(*below)?, scaled.checked_rem(*below)?);
        let rest = match rest.checked_mul(2)?.cmp(below) {
            _ if rest == 0 => Rest::Nothing,
            Ordering::Less => Rest::LessThanHalf,
            Ordering::Equal => Rest::Half,
            Ordering::Greater => Rest::MoreThanHalf,
        };
        Some((whole, rest))
    }

    /// How this number over ten to the power of `places` stands to `other`.
    pub(crate) fn cmp_over_ten(&self, places: u32, other: &Self) -> Ordering {
        if let (
            Fraction::Small { above: a, below: b },
            Fraction::Small { above: c, below: d },
            Some(power),
        ) = (&self.0, &other.0, 10_i64.checked_pow(places))
            && let Some(line) = product(*b, power)
        {
            return cmp_of_products([*a, *d], [*c, line]);
        }
        self.over_ten(places).cmp(other)
    }

    /// Whether this is an odd whole number.
    pub(crate) fn is_odd(&self) -> bool {
        match &self.0 {
            Fraction::Small { above, below } => *below == 1 && above & 1 == 1,
            Fraction::Big(big) => big.below.is_one() && big.above.is_odd(),
        }
    }

    pub(crate) fn from_big(whole: Whole, places: u32) -> Self {
        Self(Fraction::from_big(whole, power_of_ten(places)))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        match (&self.0, &other.0) {
            (Fraction::Small { above: a, below: b }, Fraction::Small { above: c, below: d }) => {
                if b == d { a.cmp(c) } else { cmp_of_products([*a, *d], [*c, *b]) }
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

fn power_of_ten(places: u32) -> Whole {
    Whole::from(10).power(places)
}

/// How often `divisor` divides `whole`, which is not zero, and what is left.
fn divided_out(mut whole: i64, divisor: i64) -> (u32, i64) {
    let mut times = 0_u32;
    while whole.checked_rem(divisor) == Some(0) {
        whole = whole.checked_div(divisor).unwrap_or_default();
        times = times.saturating_add(1);
    }
    (times, whole)
}

fn big_divided_out(whole: &Whole, divisor: i64) -> (u32, Whole) {
    let divisor = Whole::from(divisor);
    let (mut times, mut left) = (0_u32, whole.clone());
    loop {
        let (quotient, rest) = left.divided(&divisor);
        if !rest.is_zero() || quotient.is_zero() {
            return (times, left);
        }
        left = quotient;
        times = times.saturating_add(1);
    }
}

fn decimal_text(is_negative: bool, digits: String, places: u32) -> String {
    let places = places as usize;
    if !is_negative && places == 0 {
        return digits;
    }
    let whole = digits.len().saturating_sub(places);
    let mut text = String::with_capacity(digits.len().saturating_add(places).saturating_add(3));
    text.push_str(if is_negative { "-" } else { "" });
    text.push_str(if whole == 0 { "0" } else { digits.get(..whole).unwrap_or_default() });
    if places > 0 {
        text.push('.');
        (digits.len()..places).for_each(|_| text.push('0'));
        text.push_str(digits.get(whole..).unwrap_or_default());
    }
    text
}

/// The number in full: a decimal when it ends, otherwise a fraction such as `200/3`.
impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.in_full())
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
    let scaled = Whole::from_written(&format!("{whole}{fraction}")).ok_or(NotANumber::Shape)?;
    Ok(Number::from_big(if negative { -scaled } else { scaled }, places))
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.in_full())
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
    fn small_fractions_are_reckoned_as_big_ones_are() {
        let mut rng = fastrand::Rng::with_seed(1);
        let mut part = || match rng.u8(0..6) {
            0 => rng.i64(-3..=3),
            1 => [i64::MIN, i64::MIN + 1, i64::MAX, 1 << 32][rng.usize(0..4)],
            2 => rng.i64(..),
            3 => 360 * rng.i64(-100..=100),
            _ => rng.i64(-1000..=1000),
        };
        for _ in 0..50_000 {
            let [a, b, c, d] = [part(), part(), part(), part()].map(Whole::from);
            let number = |above: &Whole, below: &Whole| {
                Number(Fraction::from_big(above.clone(), below.clone()))
            };
            if b.is_zero() || d.is_zero() {
                continue;
            }
            let (x, y) = (number(&a, &b), number(&c, &d));
            let below = &b * &d;
            assert_eq!(x.plus(&y), number(&(&a * &d + &c * &b), &below), "{x} + {y}");
            assert_eq!(x.minus(&y), number(&(&a * &d - &c * &b), &below), "{x} - {y}");
            assert_eq!(x.times(&y), number(&(&a * &c), &below), "{x} * {y}");
            let quotient = (!c.is_zero()).then(|| number(&(&a * &d), &(&b * &c)));
            assert_eq!(x.over(&y), quotient, "{x} / {y}");
            assert_eq!(x.negated(), number(&(Whole::zero() - &a), &b), "-{x}");
            assert_eq!(x.cmp(&y), x.0.to_big().cmp(&y.0.to_big()), "{x} to {y}");
        }
    }

    fn rest_is_right(number: &Number, other: &Number, places: u32) {
        assert_eq!(number.cmp_over_ten(places, other), number.over_ten(places).cmp(other));
        let Some((whole, rest)) = number.short_last_places(places) else { return };
        let scaled = number.magnitude().scaled_by_ten(places);
        assert_eq!(Number::from_whole(whole), scaled.floored());
        let left = scaled.minus(&scaled.floored());
        let expected = match left.plus(&left).cmp(&Number::one()) {
            _ if left.is_zero() => Rest::Nothing,
            Ordering::Less => Rest::LessThanHalf,
            Ordering::Equal => Rest::Half,
            Ordering::Greater => Rest::MoreThanHalf,
        };
        assert_eq!(rest, expected);
    }

    #[test]
    fn short_ways_come_to_the_same() {
        let mut rng = fastrand::Rng::with_seed(2);
        let mut shorts = 0;
        for _ in 0..20_000 {
            let mut part = || match rng.u8(0..4) {
                0 => rng.i64(-3..=3),
                1 => rng.i64(-1_000_000_000..=1_000_000_000),
                _ => rng.i64(-150..=150),
            };
            let parts = [0; 6].map(|_| (part(), part().abs().max(1)));
            let all = parts.map(|(above, below)| {
                Number::from_whole(above).over(&Number::from_whole(below)).unwrap()
            });
            let pairs = || all.iter().zip(all.iter().skip(1));
            let sum = pairs().fold(Number::zero(), |sum, (a, b)| sum.plus(&a.times(b)));
            let weight = pairs().fold(Number::zero(), |sum, (a, _)| sum.plus(a));
            if let Some(short) = Number::short_mean(pairs().map(Some)) {
                assert_eq!(Some(short), sum.over(&weight));
                shorts += 1;
            }
            let [number, other, ..] = all;
            [0, 2, 9].into_iter().for_each(|places| rest_is_right(&number, &other, places));
        }
        assert!(shorts > 5_000, "{shorts}");
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

//! What is known of a register before anything is run: how large it may become, and how far floats may
//! lead it astray.
//!
//! A register holds a number times its `unit`. In a lane that is *exact* it holds a whole number below
//! 2⁵³, on which floats add and multiply without an error. In a lane that is *loose* the number lies
//! within [`Bound::slack`] of the true one:
//!
//! ```text
//! |stored − true × unit| ≤ error + relative × |stored|
//! ```
//!
//! The bound follows from the standard model of floats: a correctly rounded operation has a relative
//! error of at most u = 2⁻⁵³, so a sum of n products errs by at most (n + 2) u times the sum of their
//! magnitudes, and errors of operands come on top, times the factors that they meet. Each function here
//! rounds its bound up generously (`ULP` is 2⁻⁵²); nothing is ever subtracted from it.

use crate::number::Number;

/// Twice the largest relative error of one operation.
pub(crate) const ULP: f64 = f64::EPSILON;

/// Up to here floats hold every whole number.
pub(crate) const WHOLE: f64 = 9_007_199_254_740_992.0;

/// The largest unit that is tried for staying exact.
const LARGEST_UNIT: i64 = 1 << 40;

/// How large a register may become, and how far astray it may be.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bound {
    /// What a stored number is divided by to give the true one.
    pub(crate) unit: f64,
    /// Whether lanes are exact, unless they are marked as loose.
    pub(crate) is_exact: bool,
    /// The least and the most that are stored.
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// How far loose lanes may be astray.
    pub(crate) error: f64,
    pub(crate) relative: f64,
}

/// One operand of a sum, with what it is multiplied by.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Term {
    pub(crate) bound: Bound,
    /// The true factor.
    pub(crate) factor: f64,
}

impl Bound {
    /// A whole number that is stored as it is.
    pub(crate) fn whole(unit: f64, low: f64, high: f64) -> Self {
        let is_exact = low.abs().max(high.abs()) <= WHOLE;
        Self { unit, is_exact, low, high, error: 0.0, relative: 0.0 }.drifting(0.0)
    }

    /// Whether no lane is ever loose.
    pub(crate) fn is_sure(self) -> bool {
        self.is_exact && self.error <= 0.0 && self.relative <= 0.0
    }

    /// The largest magnitude that is stored.
    pub(crate) fn magnitude(self) -> f64 {
        self.low.abs().max(self.high.abs())
    }

    /// How far a loose lane may be astray when it holds about `stored`.
    pub(crate) fn slack(self, stored: f64) -> f64 {
        (self.error + self.relative * stored.abs() * 1.001) * 1.001
    }

    /// How far any loose lane may be astray.
    pub(crate) fn most_slack(self) -> f64 {
        self.slack(self.magnitude())
    }

    /// The same with one rounding and `more` of error on top.
    fn drifting(mut self, more: f64) -> Self {
        self.error += more + ULP * self.magnitude().min(1e300) * f64::from(!self.is_exact);
        self
    }

    /// The least magnitude other than zero that is stored; `None` when it may be any.
    fn least_magnitude(self) -> Option<f64> {
        let away = if self.low > 0.0 {
            self.low
        } else if self.high < 0.0 {
            -self.high
        } else {
            0.0
        };
        if self.is_sure() {
            return Some(away.max(1.0));
        }
        // So that what is small beside one stays so.
        let slack = self.slack(away);
        (away > 1_000.0 * slack).then_some(away - slack)
    }

    /// A sum: `unit` is what its terms were brought to, exactly when `is_exact`.
    pub(crate) fn sum(unit: f64, is_exact: bool, terms: &[Term]) -> Self {
        let (mut low, mut high, mut error, mut size) = (0.0, 0.0, 0.0, 0.0_f64);
        for term in terms {
            let factor = term.factor * unit / term.bound.unit;
            let (a, b) = (factor * term.bound.low, factor * term.bound.high);
            low += a.min(b);
            high += a.max(b);
            error += factor.abs() * term.bound.most_slack();
            size += factor.abs() * term.bound.magnitude();
        }
        let count = f64::from(u32::try_from(terms.len()).unwrap_or(u32::MAX));
        let is_exact = is_exact && size <= WHOLE;
        let error = if is_exact && terms.iter().all(|term| term.bound.is_sure()) {
            0.0
        } else {
            error * 1.001 + (count + 2.0) * ULP * size
        };
        Self { unit, is_exact, low, high, error, relative: 0.0 }.widened()
    }

    /// The ends with room for the roundings in computing them.
    fn widened(mut self) -> Self {
        if self.is_sure() {
            return self;
        }
        let room = self.error + 4.0 * ULP * self.magnitude();
        self.low -= room;
        self.high += room;
        self
    }

    pub(crate) fn product(a: Self, b: Self) -> Self {
        let ends = [a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high];
        let (low, high) = ends_of(&ends);
        let size = a.magnitude() * b.magnitude();
        let (slack, other) = (a.most_slack(), b.most_slack());
        let error = slack * b.magnitude() + other * a.magnitude() + slack * other;
        let is_exact =
            a.is_exact && b.is_exact && size <= WHOLE && whole_unit(a.unit * b.unit).is_some();
        let is_sure = is_exact && a.is_sure() && b.is_sure();
        let error = if is_sure { 0.0 } else { error * 1.001 + 2.0 * ULP * size };
        Self { unit: a.unit * b.unit, is_exact, low, high, error, relative: 0.0 }.widened()
    }

    /// A quotient, in plain numbers; `None` when what is below may be as little as it likes.
    pub(crate) fn quotient(a: Self, b: Self) -> Option<Self> {
        let least = b.least_magnitude()? / b.unit;
        let most = a.magnitude() / a.unit / least;
        // An absolute error below the line is a relative one, as it is away from zero.
        let below = b.error / b.unit / least + b.relative;
        Some(Self {
            unit: 1.0,
            is_exact: false,
            low: if a.low < 0.0 || b.low < 0.0 { -most } else { 0.0 },
            high: most,
            error: a.error / a.unit / least * 1.01,
            relative: (a.relative + below) * 1.01 + 8.0 * ULP,
        })
    }

    /// The larger or smaller of two in the same unit, or one of the two.
    pub(crate) fn either(a: Self, b: Self) -> Self {
        Self {
            unit: a.unit,
            is_exact: a.is_exact && b.is_exact,
            low: a.low.min(b.low),
            high: a.high.max(b.high),
            error: a.error.max(b.error),
            relative: a.relative.max(b.relative),
        }
    }

    /// The same in another unit, by a factor that is exact where `is_exact`.
    pub(crate) fn scaled(self, unit: f64, is_exact: bool) -> Self {
        let factor = unit / self.unit;
        let (a, b) = (self.low * factor, self.high * factor);
        let size = self.magnitude() * factor.abs();
        let is_exact = self.is_exact && is_exact && size <= WHOLE;
        let is_sure = is_exact && self.is_sure();
        Self {
            unit,
            is_exact,
            low: a.min(b),
            high: a.max(b),
            error: self.error * factor.abs() * 1.001,
            relative: if is_sure { 0.0 } else { self.relative * 1.001 + 4.0 * ULP },
        }
    }

    /// What follows from a register by straight lines of at most this `slope`, flat beyond `reach`,
    /// between `low` and `high`.
    pub(crate) fn by_lines(self, lines: &Lines) -> Self {
        let at = lines.reach.min(self.magnitude());
        let drift = self.error + self.relative * lines.reach * 1.001 + 8.0 * ULP * at;
        let size = lines.low.abs().max(lines.high.abs());
        let is_exact = self.is_exact && lines.is_exact && size + lines.travel <= WHOLE;
        let error = if is_exact && self.is_sure() {
            0.0
        } else {
            lines.slope * drift * 1.001 + lines.pieces * 8.0 * ULP * (size + lines.travel)
        };
        let Lines { unit, low, high, .. } = *lines;
        Self { unit, is_exact, low, high, error, relative: 0.0 }.widened()
    }
}

/// Straight lines, for their bound.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Lines {
    pub(crate) unit: f64,
    pub(crate) is_exact: bool,
    pub(crate) low: f64,
    pub(crate) high: f64,
    /// The steepest slope, stored by stored.
    pub(crate) slope: f64,
    /// The farthest point from zero.
    pub(crate) reach: f64,
    /// How many there are.
    pub(crate) pieces: f64,
    /// How far up and down they go altogether.
    pub(crate) travel: f64,
}

fn ends_of(ends: &[f64]) -> (f64, f64) {
    let first = ends.first().copied().unwrap_or_default();
    ends.iter().fold((first, first), |(low, high), end| (low.min(*end), high.max(*end)))
}

/// A number as the nearest float (or the one beside it).
pub(crate) fn float(number: &Number) -> f64 {
    let (above, below) = number.parts();
    match (above.to_i64(), below.to_i64()) {
        #[expect(clippy::cast_precision_loss, reason = "its error is in every bound")]
        (Some(above), Some(below)) => above as f64 / below as f64,
        // Far beyond what is measured: read from its digits.
        _ => number
            .to_decimal(20)
            .or_else(|| number.scaled_by_ten(20).floored().over_ten(20).to_decimal(20))
            .and_then(|digits| digits.parse().ok())
            .unwrap_or(f64::INFINITY),
    }
}

/// The least unit in which all of `numbers` are whole, if there is a handy one.
pub(crate) fn common_unit<'a>(numbers: impl Iterator<Item = &'a Number>) -> Option<i64> {
    let mut unit: i64 = 1;
    for number in numbers {
        let below = number.parts().1.to_i64()?;
        unit = common_multiple(unit, below)?;
    }
    Some(unit)
}

pub(crate) fn common_multiple(a: i64, b: i64) -> Option<i64> {
    let multiple = a.checked_div(common_divisor(a, b))?.checked_mul(b)?;
    (1..=LARGEST_UNIT).contains(&multiple).then_some(multiple)
}

/// The greatest whole number that divides both; of nothing and another the other.
pub(crate) fn common_divisor(a: i64, b: i64) -> i64 {
    let (mut x, mut y) = (a, b);
    while let Some(rest) = x.checked_rem(y) {
        (x, y) = (y, rest);
    }
    x.abs()
}

/// Adding and taking away this leaves the nearest whole number.
const NEAREST: f64 = 6_755_399_441_055_744.0;

/// The nearest whole number, below 2⁵¹.
#[inline(always)]
pub(crate) fn nearest(value: f64) -> f64 {
    (value + NEAREST) - NEAREST
}

/// A whole number below 2⁵¹: the lowest bits of `NEAREST` hold it.
#[inline(always)]
pub(crate) fn from_whole(whole: i64) -> f64 {
    f64::from_bits(NEAREST.to_bits().wrapping_add_signed(whole)) - NEAREST
}

/// The nearest whole number to one below 2⁵¹, as such.
#[inline(always)]
pub(crate) fn to_whole(value: f64) -> i64 {
    (value + NEAREST).to_bits().wrapping_sub(NEAREST.to_bits()).cast_signed()
}

/// `unit` as a whole number, where it is one.
pub(crate) fn whole_unit(unit: f64) -> Option<i64> {
    #[expect(clippy::cast_possible_truncation, reason = "looked at right after")]
    let whole = unit as i64;
    #[expect(clippy::cast_precision_loss, clippy::float_cmp, reason = "whole numbers")]
    let is_same = whole as f64 == unit;
    (is_same && (1..=LARGEST_UNIT).contains(&whole)).then_some(whole)
}

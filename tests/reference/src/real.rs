//! Real functions, rounded half away from zero to so many decimal places, and correctly so.
//!
//! Each is enclosed between two fractions: a series of Taylor with a bound on what is left of it,
//! ends pushed outwards to so many decimals. When both ends round to the same, that is the answer;
//! otherwise more decimals are taken. Results that are fractions themselves are found first, for
//! these alone can lie on the edge between two roundings for ever.

use num_bigint::BigInt;
use num_integer::Integer;
use num_traits::{One, Signed, Zero};

use crate::fraction::{Fraction, rounded, whole};

/// Two fractions with a number between them, or on them.
#[derive(Clone, Debug)]
struct Around {
    low: Fraction,
    high: Fraction,
}

fn ten_to(decimals: u32) -> Fraction {
    Fraction::from_integer(BigInt::from(10).pow(decimals))
}

impl Around {
    fn exactly(number: Fraction) -> Self {
        Self { low: number.clone(), high: number }
    }

    /// The same with ends of so many decimals, pushed outwards.
    fn trimmed(self, decimals: u32) -> Self {
        let scale = ten_to(decimals);
        Self {
            low: (self.low * &scale).floor() / &scale,
            high: (self.high * &scale).ceil() / scale,
        }
    }

    fn plus(&self, other: &Self) -> Self {
        Self { low: &self.low + &other.low, high: &self.high + &other.high }
    }

    fn scaled(&self, by: &Fraction) -> Self {
        let (a, b) = (&self.low * by, &self.high * by);
        if a <= b { Self { low: a, high: b } } else { Self { low: b, high: a } }
    }

    fn times(&self, other: &Self) -> Self {
        let ends = [
            &self.low * &other.low,
            &self.low * &other.high,
            &self.high * &other.low,
            &self.high * &other.high,
        ];
        Self { low: ends.iter().min().unwrap().clone(), high: ends.iter().max().unwrap().clone() }
    }

    /// One over it; it must be above nothing.
    fn inverted(&self) -> Self {
        assert!(self.low.is_positive(), "only what is above nothing is turned over");
        Self { low: self.high.recip(), high: self.low.recip() }
    }
}

/// The rounding of the number that `around` encloses ever more closely.
fn settle(digits: u32, around: impl Fn(u32) -> Around) -> Fraction {
    let mut decimals = digits + 10;
    loop {
        let Around { low, high } = around(decimals);
        let (low, high) = (rounded(&low, digits, "half-up"), rounded(&high, digits, "half-up"));
        if low == high {
            return low;
        }
        decimals *= 2;
        assert!(decimals < 200_000, "the rounding does not settle");
    }
}

// ── series ──

/// e to the power `x`: halved until it is small, the series, squared back.
fn e_to(x: &Fraction, decimals: u32) -> Around {
    let mut small = x.clone();
    let mut halvings = 0_u32;
    while small.abs() > Fraction::new(1.into(), 4.into()) {
        small /= whole(2);
        halvings += 1;
    }
    // Squaring doubles what is uncertain and multiplies it with the result, at most 3^|x|.
    let size: u32 = x.abs().ceil().to_integer().try_into().unwrap();
    let inside = decimals + halvings + size / 2 + 5;
    let mut power = small_e_to(&small, inside);
    for _ in 0..halvings {
        power = power.times(&power.clone()).trimmed(inside);
        power.low = power.low.max(Fraction::zero());
    }
    power
}

/// The same for |x| up to a quarter: after the term n what is left is less than twice the next.
fn small_e_to(x: &Fraction, decimals: u32) -> Around {
    let enough = ten_to(decimals).recip();
    let mut sum = Around::exactly(whole(0));
    let mut term = Around::exactly(whole(1));
    let mut n = 0;
    loop {
        sum = sum.plus(&term);
        n += 1;
        term = term.scaled(&(x / whole(n))).trimmed(decimals + 5);
        let next = term.low.abs().max(term.high.abs());
        if next <= enough {
            let left = next * whole(2);
            return Around { low: sum.low - &left, high: sum.high + left };
        }
    }
}

/// ½ ln((1+z)/(1−z)) for |z| up to a half: z + z³/3 + z⁵/5 + …
fn half_log(z: &Fraction, decimals: u32) -> Around {
    odd_series(z, decimals, &whole(1))
}

/// z + z³·s/3 + z⁵·s²/5 + …, for s = 1 or −1 and |z| up to a half: what is left after a term is
/// less than one and a half times the next power.
fn odd_series(z: &Fraction, decimals: u32, sign: &Fraction) -> Around {
    let enough = ten_to(decimals).recip();
    let by = z * z * sign;
    let mut power = Around::exactly(z.clone()).trimmed(decimals + 5);
    let mut sum = Around::exactly(whole(0));
    let mut n = 1;
    loop {
        sum = sum.plus(&power.scaled(&Fraction::new(1.into(), n.into())));
        n += 2;
        power = power.scaled(&by).trimmed(decimals + 5);
        let next = power.low.abs().max(power.high.abs());
        if next <= enough {
            let left = next * whole(2);
            return Around { low: sum.low - &left, high: sum.high + left }.trimmed(decimals + 5);
        }
    }
}

/// The natural logarithm of a number above nothing.
fn natural_log(x: &Fraction, decimals: u32) -> Around {
    let (mut rest, mut doublings) = (x.clone(), 0_i64);
    while rest > Fraction::new(4.into(), 3.into()) {
        rest /= whole(2);
        doublings += 1;
    }
    while rest < Fraction::new(2.into(), 3.into()) {
        rest *= whole(2);
        doublings -= 1;
    }
    let z = (&rest - whole(1)) / (&rest + whole(1));
    let of_two = half_log(&Fraction::new(1.into(), 3.into()), decimals + 10);
    half_log(&z, decimals + 10)
        .scaled(&whole(2))
        .plus(&of_two.scaled(&whole(2 * doublings)))
        .trimmed(decimals + 3)
}

/// π after Machin: 16 arctan(1/5) − 4 arctan(1/239).
fn pi(decimals: u32) -> Around {
    let arctan =
        |of: i64| odd_series(&Fraction::new(1.into(), of.into()), decimals + 10, &whole(-1));
    arctan(5).scaled(&whole(16)).plus(&arctan(239).scaled(&whole(-4))).trimmed(decimals + 5)
}

/// The square root of a number not below nothing, from whole numbers.
fn root(x: &Fraction, decimals: u32) -> Around {
    let scale = BigInt::from(10).pow(2 * decimals);
    let scaled = (x * Fraction::from_integer(scale)).floor().to_integer();
    let down = scaled.sqrt();
    let unit = ten_to(decimals);
    Around {
        low: Fraction::from_integer(down.clone()) / &unit,
        high: Fraction::from_integer(down + BigInt::one()) / unit,
    }
}

fn root_around(x: &Around, decimals: u32) -> Around {
    Around { low: root(&x.low, decimals).low, high: root(&x.high, decimals).high }
}

/// ∫ from 0 to x of e^(−t²·c): x − c·x³/3 + c²·x⁵/(2!·5) − …; the terms alternate, so that what is
/// left is less than the next once they fall.
fn bell(x: &Fraction, c: &Fraction, decimals: u32) -> Around {
    let enough = ten_to(decimals).recip();
    let square = x * x * c;
    let mut power = Around::exactly(x.clone());
    let mut sum = Around::exactly(whole(0));
    let mut n = 0_i64;
    loop {
        let term = power.scaled(&Fraction::new(1.into(), (2 * n + 1).into()));
        let size = term.low.abs().max(term.high.abs());
        if whole(n) > square && size <= enough {
            return Around { low: sum.low - &size, high: sum.high + size };
        }
        sum = if n % 2 == 0 { sum.plus(&term) } else { sum.plus(&term.scaled(&whole(-1))) };
        n += 1;
        power = power.scaled(&(&square / whole(n))).trimmed(decimals + 10);
    }
}

// ── the functions ──

/// e^x; `None` when x is of extravagant size.
pub(crate) fn exp(x: &Fraction, digits: u32) -> Option<Fraction> {
    if x.is_zero() {
        return Some(whole(1));
    }
    // e³ is above ten: below this not even half a unit of the last place is there.
    if whole(-10_000) <= *x && *x < whole(-3 * (i64::from(digits) + 1)) {
        return Some(whole(0));
    }
    (x.abs() <= whole(10_000)).then(|| settle(digits, |decimals| e_to(x, decimals)))
}

/// ln x; `None` when there is none.
pub(crate) fn ln(x: &Fraction, digits: u32) -> Option<Fraction> {
    if !x.is_positive() {
        return None;
    }
    if x.is_one() {
        return Some(whole(0));
    }
    Some(settle(digits, |decimals| natural_log(x, decimals)))
}

/// log₁₀ x; `None` when there is none.
pub(crate) fn log10(x: &Fraction, digits: u32) -> Option<Fraction> {
    if !x.is_positive() {
        return None;
    }
    if let Some(exact) = whole_log10(x) {
        return Some(whole(exact));
    }
    Some(settle(digits, |decimals| {
        let under = natural_log(&whole(10), decimals + 5).inverted();
        natural_log(x, decimals + 5).times(&under)
    }))
}

fn whole_log10(x: &Fraction) -> Option<i64> {
    let zeros = |number: &BigInt| {
        let text = number.to_string();
        (text.trim_end_matches('0') == "1").then(|| text.len() as i64 - 1)
    };
    match (x.numer().is_one(), x.denom().is_one()) {
        (_, true) => zeros(x.numer()),
        (true, false) => zeros(x.denom()).map(|zeros| -zeros),
        (false, false) => None,
    }
}

/// √x; `None` when there is none.
pub(crate) fn square_root(x: &Fraction, digits: u32) -> Option<Fraction> {
    if x.is_negative() {
        return None;
    }
    if let Some(exact) = exact_root(x, 2) {
        return Some(rounded(&exact, digits, "half-up"));
    }
    Some(settle(digits, |decimals| root(x, decimals)))
}

/// The fraction whose `degree`th power is `x`, if there is one.
fn exact_root(x: &Fraction, degree: u32) -> Option<Fraction> {
    let of = |number: &BigInt| {
        let root = number.nth_root(degree);
        (root.pow(degree) == *number).then_some(root)
    };
    Some(Fraction::new(of(x.numer())?, of(x.denom())?))
}

/// x to the power y; `None` when there is none or it is of extravagant size.
///
/// Nothing to a power above nothing is nothing; anything to the power nothing is 1.
pub(crate) fn power(x: &Fraction, y: &Fraction, digits: u32) -> Option<Fraction> {
    if y.is_zero() {
        return Some(whole(1));
    }
    if x.is_zero() {
        return y.is_positive().then(|| whole(0));
    }
    if x.is_negative() {
        return None;
    }
    let size = natural_log(x, 20).scaled(y);
    if size.low.abs().max(size.high.abs()) > whole(10_000) {
        return None;
    }
    // In lowest terms, x^(p/q) is a fraction only when x is a qth power.
    let degree: Option<u32> = y.denom().try_into().ok();
    if let Some(exact) = degree.and_then(|degree| exact_root(x, degree)) {
        let times: u32 = y.numer().abs().try_into().unwrap();
        let raised = Fraction::new(exact.numer().pow(times), exact.denom().pow(times));
        let raised = if y.is_negative() { raised.recip() } else { raised };
        return Some(rounded(&raised, digits, "half-up"));
    }
    Some(settle(digits, |decimals| {
        let size: u32 = y.abs().ceil().to_integer().to_string().len() as u32;
        let exponent = natural_log(x, 2 * decimals + size + 10).scaled(y);
        Around { low: e_to(&exponent.low, decimals).low, high: e_to(&exponent.high, decimals).high }
    }))
}

/// The error function.
pub(crate) fn erf(x: &Fraction, digits: u32) -> Fraction {
    if x.is_zero() {
        return whole(0);
    }
    // Beyond 8 less than 10^−28 is missing from 1.
    if x.abs() >= whole(8) {
        return x.signum();
    }
    settle(digits, |decimals| {
        let roots = root_around(&pi(decimals + 20), decimals + 15);
        bell(x, &whole(1), decimals + 15).scaled(&whole(2)).times(&roots.inverted())
    })
}

/// The share of a normal distribution up to z.
pub(crate) fn normal_cdf(z: &Fraction, digits: u32) -> Fraction {
    let half = Fraction::new(1.into(), 2.into());
    if z.is_zero() {
        return rounded(&half, digits, "half-up");
    }
    // Beyond 10 less than 10^−22 is missing.
    if z.abs() >= whole(10) {
        return if z.is_positive() { whole(1) } else { whole(0) };
    }
    settle(digits, |decimals| {
        let two_pi = pi(decimals + 20).scaled(&whole(2));
        let under = root_around(&two_pi, decimals + 15).inverted();
        bell(z, &half, decimals + 15).times(&under).plus(&Around::exactly(half.clone()))
    })
}

/// Whether a number is of extravagant size.
pub(crate) fn is_extravagant(number: &Fraction) -> bool {
    let bits = |part: &BigInt| part.bits();
    bits(number.numer()) > 4096 || bits(number.denom()) > 4096
}

/// x to a whole power not below nothing, exactly.
pub(crate) fn whole_power(x: &Fraction, n: u32) -> Fraction {
    debug_assert!(x.denom().gcd(x.numer()).is_one());
    (0..n).fold(whole(1), |power, _| power * x)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fraction::fraction;

    fn number(text: &str) -> Fraction {
        fraction(text).unwrap()
    }

    /// Digits from tables.
    #[test]
    fn known_values_come_out() {
        assert_eq!(exp(&number("1"), 12), fraction("2.718281828459"));
        assert_eq!(exp(&number("-1"), 12), fraction("0.367879441171"));
        assert_eq!(exp(&number("10"), 6), fraction("22026.465795"));
        assert_eq!(exp(&number("-10000"), 12), Some(whole(0)));
        assert_eq!(exp(&number("10001"), 2), None);
        assert_eq!(ln(&number("2"), 12), fraction("0.693147180560"));
        assert_eq!(ln(&number("0.001"), 9), fraction("-6.907755279"));
        assert_eq!(ln(&number("0"), 9), None);
        assert_eq!(log10(&number("2"), 12), fraction("0.301029995664"));
        assert_eq!(log10(&number("0.001"), 5), Some(whole(-3)));
        assert_eq!(square_root(&number("2"), 12), fraction("1.414213562373"));
        assert_eq!(square_root(&number("0.25"), 0), Some(whole(1)));
        assert_eq!(power(&number("2"), &number("0.5"), 6), fraction("1.414214"));
        assert_eq!(power(&number("8"), &number("-2/3"), 2), fraction("0.25"));
        assert_eq!(power(&number("10"), &number("0.3010299957"), 6), fraction("2.000000"));
        assert_eq!(erf(&number("1"), 12), number("0.842700792950"));
        assert_eq!(erf(&number("-0.5"), 12), number("-0.520499877813"));
        assert_eq!(normal_cdf(&number("1.96"), 12), number("0.975002104852"));
        assert_eq!(normal_cdf(&number("-1"), 12), number("0.158655253931"));
        assert_eq!(normal_cdf(&number("-6"), 12), number("0.000000000987"));
        assert_eq!(normal_cdf(&number("9"), 12), whole(1));
    }

    #[test]
    fn each_undoes_the_other() {
        for tenths in 1..60 {
            let x = Fraction::new(tenths.into(), 10.into());
            let log = ln(&x, 40).unwrap();
            assert_eq!(exp(&log, 12).unwrap(), rounded(&x, 12, "half-up"));
            let root = square_root(&x, 40).unwrap();
            assert_eq!(rounded(&(&root * &root), 12, "half-up"), x);
        }
    }
}

//! Whole numbers of any size, by the methods that schools teach.
//!
//! What is reckoned here has a hundred digits, seldom a thousand: cleverer methods would gain nothing
//! and cost as much of a page as everything else that rates.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cmp::Ordering;
use core::fmt;
use core::ops::{Add, Div, Mul, Neg, Shl, Shr, Sub};

/// The bits of a digit.
const BITS: u64 = 32;

/// A whole number of any size.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Whole {
    /// Invariant: not of nothing.
    is_negative: bool,
    /// To the base 2³², the lowest first. Invariant: the last is not zero.
    digits: Vec<u32>,
}

impl Whole {
    pub(crate) const fn zero() -> Self {
        Self { is_negative: false, digits: Vec::new() }
    }

    fn new(is_negative: bool, mut digits: Vec<u32>) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
        }
        Self { is_negative: is_negative && !digits.is_empty(), digits }
    }

    pub(crate) fn from_wide(whole: i128) -> Self {
        let mut rest = whole.unsigned_abs();
        let mut digits = Vec::new();
        while rest > 0 {
            digits.push(u32::try_from(rest & u128::from(u32::MAX)).unwrap_or_default());
            rest >>= BITS;
        }
        Self::new(whole < 0, digits)
    }

    /// What decimal digits write, perhaps after a minus.
    pub(crate) fn from_written(text: &str) -> Option<Self> {
        let (is_negative, written) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut digits = Vec::new();
        for character in written.chars() {
            let mut carry = u64::from(character.to_digit(10)?);
            for digit in &mut digits {
                let grown = u64::from(*digit).wrapping_mul(10).wrapping_add(carry);
                *digit = low(grown);
                carry = grown >> BITS;
            }
            if carry > 0 {
                digits.push(low(carry));
            }
        }
        (!written.is_empty()).then(|| Self::new(is_negative, digits))
    }

    pub(crate) fn is_zero(&self) -> bool {
        self.digits.is_empty()
    }

    pub(crate) fn is_negative(&self) -> bool {
        self.is_negative
    }

    pub(crate) fn is_odd(&self) -> bool {
        self.digits.first().is_some_and(|lowest| lowest & 1 == 1)
    }

    pub(crate) fn is_one(&self) -> bool {
        !self.is_negative && self.digits == [1]
    }

    pub(crate) fn magnitude(&self) -> Self {
        Self { is_negative: false, digits: self.digits.clone() }
    }

    /// How many bits the magnitude takes.
    pub(crate) fn bits(&self) -> u64 {
        let Some(highest) = self.digits.last() else { return 0 };
        let below = u64::try_from(self.digits.len()).unwrap_or(u64::MAX).saturating_sub(1);
        below.saturating_mul(BITS).saturating_add(u64::from(u32::BITS - highest.leading_zeros()))
    }

    pub(crate) fn to_i64(&self) -> Option<i64> {
        let magnitude = match *self.digits {
            [] => 0,
            [low] => i128::from(low),
            [low, high] => i128::from(high) << BITS | i128::from(low),
            _ => return None,
        };
        i64::try_from(if self.is_negative { -magnitude } else { magnitude }).ok()
    }

    pub(crate) fn power(&self, exponent: u32) -> Self {
        let mut power = Self::from(1);
        for bit in (0..u32::BITS - exponent.leading_zeros()).rev() {
            power = &power * &power;
            if exponent >> bit & 1 == 1 {
                power = &power * self;
            }
        }
        power
    }

    /// The quotient towards zero, and what is left, with the sign of what was divided; by nothing,
    /// nothing, and all is left.
    pub(crate) fn divided(&self, by: &Self) -> (Self, Self) {
        let (quotient, rest) = match *by.digits {
            [] => (Vec::new(), self.digits.clone()),
            [by] => divided_by_digit(&self.digits, by),
            _ => divided(self, by),
        };
        let is_negative = self.is_negative != by.is_negative;
        (Self::new(is_negative, quotient), Self::new(self.is_negative, rest))
    }

    /// The quotient towards what is less.
    pub(crate) fn divided_down(&self, by: &Self) -> Self {
        let (quotient, rest) = self.divided(by);
        if rest.is_zero() || self.is_negative == by.is_negative {
            quotient
        } else {
            &quotient - &Self::from(1)
        }
    }

    /// The greatest that divides both.
    pub(crate) fn common(&self, other: &Self) -> Self {
        let (mut a, mut b) = (self.magnitude(), other.magnitude());
        while !b.is_zero() {
            (a, b) = (b.clone(), a.divided(&b).1);
        }
        a
    }

    /// The root of a magnitude, cut off; of degree 1 or more.
    pub(crate) fn root(&self, degree: u32) -> Self {
        if self.is_zero() || degree < 2 {
            return self.magnitude();
        }
        // From above, every step comes nearer until the root is reached.
        let length = self.bits() / u64::from(degree);
        let mut root = Self::from(1) << length.saturating_add(1);
        let (one_less, all) = (degree.saturating_sub(1), Self::from(i64::from(degree)));
        loop {
            let other = self.magnitude().divided(&root.power(one_less)).0;
            let next = (&root * &Self::from(i64::from(one_less)) + other).divided(&all).0;
            if next >= root {
                return root;
            }
            root = next;
        }
    }
}

/// The lowest digit of several.
#[expect(clippy::cast_possible_truncation, reason = "that is what is wanted")]
const fn low(digits: u64) -> u32 {
    digits as u32
}

fn compared(a: &[u32], b: &[u32]) -> Ordering {
    a.len().cmp(&b.len()).then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn added(a: &[u32], b: &[u32]) -> Vec<u32> {
    let (long, short) = if a.len() < b.len() { (b, a) } else { (a, b) };
    let mut sum = Vec::new();
    let mut carry = 0_u64;
    for (digit, other) in long.iter().zip(short.iter().chain(core::iter::repeat(&0))) {
        carry = carry.wrapping_add(u64::from(*digit)).wrapping_add(u64::from(*other));
        sum.push(low(carry));
        carry >>= BITS;
    }
    sum.push(low(carry));
    sum
}

/// `many` less `few`, which is no more than `many`.
fn lessened(many: &[u32], few: &[u32]) -> Vec<u32> {
    let mut rest = many.to_vec();
    take_away(&mut rest, few, 1);
    rest
}

/// Takes `times` times `few` away, and says whether that was more than there was.
fn take_away(many: &mut [u32], few: &[u32], times: u32) -> bool {
    let mut carry = 0_u64;
    for (digit, other) in many.iter_mut().zip(few.iter().chain(core::iter::repeat(&0))) {
        let taken = u64::from(times).wrapping_mul(u64::from(*other)).wrapping_add(carry);
        let (left, is_less) = digit.overflowing_sub(low(taken));
        *digit = left;
        carry = (taken >> BITS).wrapping_add(u64::from(is_less));
    }
    carry > 0
}

fn multiplied(a: &[u32], b: &[u32]) -> Vec<u32> {
    let mut product = alloc::vec![0; a.len().saturating_add(b.len())];
    for (place, digit) in a.iter().enumerate() {
        let mut carry = 0_u64;
        for (sum, other) in product.iter_mut().skip(place).zip(b.iter().chain([&0])) {
            let grown = u64::from(*digit).wrapping_mul(u64::from(*other));
            carry = carry.wrapping_add(grown).wrapping_add(u64::from(*sum));
            *sum = low(carry);
            carry >>= BITS;
        }
    }
    product
}

fn divided_by_digit(digits: &[u32], by: u32) -> (Vec<u32>, Vec<u32>) {
    let mut quotient = Vec::new();
    let mut rest = 0_u64;
    for digit in digits.iter().rev() {
        let part = rest << BITS | u64::from(*digit);
        quotient.push(low(part.checked_div(u64::from(by)).unwrap_or_default()));
        rest = part.checked_rem(u64::from(by)).unwrap_or_default();
    }
    quotient.reverse();
    (quotient, Vec::from([low(rest)]))
}

/// Digit by digit, by a divisor of two digits or more: each is guessed from the highest three of what
/// is left and the highest two of the divisor, and is then right or one too many.
fn divided(whole: &Whole, by: &Whole) -> (Vec<u32>, Vec<u32>) {
    // The guess is that good when the divisor begins with a bit.
    let up = by.digits.last().map_or(0, |highest| u64::from(highest.leading_zeros()));
    let divisor = (by.magnitude() << up).digits;
    let mut rest = (whole.magnitude() << up).digits;
    rest.push(0);
    let places = rest.len().saturating_sub(divisor.len());
    let mut quotient = Vec::new();
    let top = |digits: &[u32], count: usize| {
        let highest = digits.iter().rev().take(count);
        highest.fold(0_u128, |sum, digit| sum << BITS | u128::from(*digit))
    };
    let highest_two = top(&divisor, 2);
    for place in (0..places).rev() {
        let end = place.saturating_add(divisor.len()).saturating_add(1);
        let Some(part) = rest.get_mut(place..end) else { continue };
        let guess = top(part, 3).checked_div(highest_two).unwrap_or_default();
        let mut digit = u32::try_from(guess).unwrap_or(u32::MAX);
        if take_away(part, &divisor, digit) {
            digit = digit.wrapping_sub(1);
            let back = added(part, &divisor);
            part.iter_mut().zip(back).for_each(|(digit, right)| *digit = right);
        }
        quotient.push(digit);
    }
    quotient.reverse();
    (quotient, (Whole::new(false, rest) >> up).digits)
}

impl From<i64> for Whole {
    fn from(whole: i64) -> Self {
        Self::from_wide(i128::from(whole))
    }
}

impl Ord for Whole {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.is_negative, other.is_negative) {
            (false, false) => compared(&self.digits, &other.digits),
            (true, true) => compared(&other.digits, &self.digits),
            (true, false) => Ordering::Less,
            (false, true) => Ordering::Greater,
        }
    }
}

impl PartialOrd for Whole {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Neg for Whole {
    type Output = Self;

    fn neg(self) -> Self {
        Self::new(!self.is_negative, self.digits)
    }
}

/// The sum, with the sign of `b` as said.
fn sum(a: &Whole, b: &Whole, is_negative: bool) -> Whole {
    if a.is_negative == is_negative {
        return Whole::new(is_negative, added(&a.digits, &b.digits));
    }
    if compared(&a.digits, &b.digits).is_lt() {
        Whole::new(is_negative, lessened(&b.digits, &a.digits))
    } else {
        Whole::new(a.is_negative, lessened(&a.digits, &b.digits))
    }
}

fn plus(a: &Whole, b: &Whole) -> Whole {
    sum(a, b, b.is_negative)
}

fn minus(a: &Whole, b: &Whole) -> Whole {
    sum(a, b, !b.is_negative)
}

fn times(a: &Whole, b: &Whole) -> Whole {
    Whole::new(a.is_negative != b.is_negative, multiplied(&a.digits, &b.digits))
}

fn over(a: &Whole, b: &Whole) -> Whole {
    a.divided(b).0
}

/// Each operator for what is there to keep and what is not.
macro_rules! operators {
    ($($operator:ident $method:ident $of:ident),*) => { $(
        impl $operator<&Whole> for &Whole {
            type Output = Whole;

            fn $method(self, other: &Whole) -> Whole {
                $of(self, other)
            }
        }

        impl $operator<Whole> for Whole {
            type Output = Whole;

            fn $method(self, other: Whole) -> Whole {
                $of(&self, &other)
            }
        }

        impl $operator<&Whole> for Whole {
            type Output = Whole;

            fn $method(self, other: &Whole) -> Whole {
                $of(&self, other)
            }
        }
    )* };
}

operators! { Add add plus, Sub sub minus, Mul mul times, Div div over }

impl Shl<u64> for Whole {
    type Output = Self;

    fn shl(self, bits: u64) -> Self {
        let zeros = usize::try_from(bits / BITS).unwrap_or_default();
        let mut digits = alloc::vec![0; zeros];
        let mut carry = 0_u64;
        for digit in self.digits {
            carry |= u64::from(digit) << (bits % BITS);
            digits.push(low(carry));
            carry >>= BITS;
        }
        digits.push(low(carry));
        Self::new(self.is_negative, digits)
    }
}

/// Towards what is less.
impl Shr<u64> for Whole {
    type Output = Self;

    fn shr(self, bits: u64) -> Self {
        let gone = usize::try_from(bits / BITS).unwrap_or(usize::MAX);
        let mut digits = Vec::new();
        let mut above = 0_u64;
        let mut is_cut = self.digits.iter().take(gone).any(|digit| *digit != 0);
        for digit in self.digits.iter().skip(gone).rev() {
            let both = above << BITS | u64::from(*digit);
            digits.push(low(both >> (bits % BITS)));
            above = u64::from(*digit);
        }
        let lost = above & (1_u64 << (bits % BITS)).wrapping_sub(1);
        is_cut |= lost != 0;
        digits.reverse();
        let cut = Self::new(self.is_negative, digits);
        if self.is_negative && is_cut { &cut - &Self::from(1) } else { cut }
    }
}

impl fmt::Display for Whole {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        const GROUP: u32 = 1_000_000_000;
        let mut written = String::new();
        let mut rest = self.digits.clone();
        while rest.len() > 1 || rest.first().is_some_and(|last| *last >= GROUP) {
            let (quotient, group) = divided_by_digit(&rest, GROUP);
            let group = group.first().copied().unwrap_or_default();
            written.insert_str(0, &format!("{group:09}"));
            rest = Self::new(false, quotient).digits;
        }
        written.insert_str(0, &rest.first().copied().unwrap_or_default().to_string());
        let sign = if self.is_negative { "-" } else { "" };
        write!(formatter, "{sign}{written}")
    }
}

impl fmt::Debug for Whole {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use num_bigint::BigInt;
    use num_integer::Integer;

    use super::*;

    fn whole(text: &str) -> Whole {
        Whole::from_written(text).unwrap_or_else(|| panic!("{text}"))
    }

    /// Numbers of up to 700 bits, many of them at the edge of a digit.
    fn some(rng: &mut fastrand::Rng) -> BigInt {
        let mut some = BigInt::from(0);
        for _ in 0..rng.usize(0..22) {
            let digit = match rng.u8(0..5) {
                0 => 0,
                1 => u32::MAX,
                2 => 1 << 31,
                _ => rng.u32(..),
            };
            some = (some << 32_u8) + digit;
        }
        if rng.bool() { -some } else { some }
    }

    #[test]
    fn everything_is_as_another_says() {
        let mut rng = fastrand::Rng::with_seed(1);
        for _ in 0..20_000 {
            let (a, b) = (some(&mut rng), some(&mut rng));
            let (own, other) = (whole(&a.to_string()), whole(&b.to_string()));
            assert_eq!(own.to_string(), a.to_string());
            let same = |own: &Whole, theirs: BigInt, what: &str| {
                assert_eq!(own.to_string(), theirs.to_string(), "{a} {what} {b}");
                assert_eq!(*own, whole(&theirs.to_string()), "{a} {what} {b}");
                assert_eq!(own.bits(), theirs.bits(), "{a} {what} {b}");
            };
            same(&(&own + &other), &a + &b, "+");
            same(&(&own - &other), &a - &b, "-");
            same(&(&own * &other), &a * &b, "*");
            same(&own.common(&other), a.gcd(&b), "common");
            let bits = rng.u64(0..100);
            same(&(own.clone() << bits), &a << bits, "<<");
            same(&(own.clone() >> bits), &a >> bits, ">>");
            assert_eq!(own.cmp(&other), a.cmp(&b));
            assert_eq!(own.is_odd(), a.is_odd());
            assert_eq!(own.to_i64(), i64::try_from(&a).ok());
            if b != BigInt::from(0) {
                same(&own.divided(&other).0, &a / &b, "/");
                same(&own.divided(&other).1, &a % &b, "%");
                same(&own.divided_down(&other), a.div_floor(&b), "down");
                // A quotient with digits that are guessed one too many.
                let near: BigInt = &a * &b - 1;
                same(&whole(&near.to_string()).divided(&other).0, &near / &b, "near");
            }
        }
    }

    #[test]
    fn powers_and_roots_are_as_another_says() {
        let mut rng = fastrand::Rng::with_seed(2);
        for _ in 0..500 {
            let a = some(&mut rng);
            let (a, degree) = (if a < BigInt::from(0) { -a } else { a }, rng.u32(1..9));
            let own = whole(&a.to_string());
            assert_eq!(own.root(degree).to_string(), a.nth_root(degree).to_string());
            assert_eq!(own.power(degree).to_string(), a.pow(degree).to_string());
            assert_eq!(own.power(degree).root(degree), own);
        }
        assert_eq!(whole("7").power(0), Whole::from(1));
        assert_eq!(whole("1").root(4096), Whole::from(1));
    }

    #[test]
    fn nothing_is_not_negative_and_what_is_no_number_is_none() {
        assert_eq!(whole("-0"), Whole::zero());
        assert_eq!(-Whole::zero(), Whole::zero());
        assert_eq!(whole("12").divided(&Whole::zero()), (Whole::zero(), whole("12")));
        for text in ["", "-", "1a", "+1", "1.5"] {
            assert_eq!(Whole::from_written(text), None, "{text}");
        }
        for number in [i64::MIN, -1, 0, 1, i64::MAX] {
            assert_eq!(Whole::from(number).to_i64(), Some(number));
            assert_eq!(Whole::from(number).to_string(), number.to_string());
        }
    }
}

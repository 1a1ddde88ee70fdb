//! Shares of a dimension's members → its share, where it is not their mean.

use alloc::vec::Vec;

use crate::evaluate::arithmetic::mapped;
use crate::evaluate::interval::Interval;
use crate::evaluate::slot::{Absence, Doubts, Open, Quantity};
use crate::number::Number;
use crate::plan::node::Combining;

/// The lowest, the highest or the product of `shares`, passing over what is left out.
///
/// If everything is left out, so is the outcome; one withheld share withholds it. Shares lie
/// between 0 and 1, so that one more makes the lowest and the product no higher.
pub(crate) fn combined<'a>(
    combining: Combining,
    shares: impl Iterator<Item = &'a Quantity>,
) -> Quantity {
    let mut open: Vec<Open> = Vec::new();
    for share in shares {
        match share.open() {
            Some(range) => open.push(range),
            None if *share == Quantity::Absent(Absence::LeftOut) => (),
            None => return Quantity::Absent(Absence::Withheld),
        }
    }
    if open.is_empty() {
        return Quantity::Absent(Absence::LeftOut);
    }
    let low = |range: &Open| range.low.clone().unwrap_or_else(Number::zero);
    let high = |range: &Open| range.high.clone().unwrap_or_else(Number::one);
    let is_certain = |range: &&Open| !range.doubts.left_out;
    let lows: Vec<Number> = open.iter().map(low).collect();
    let highs: Vec<Number> = open.iter().map(high).collect();
    let certain_lows: Vec<Number> = open.iter().filter(is_certain).map(low).collect();
    let certain_highs: Vec<Number> = open.iter().filter(is_certain).map(high).collect();
    let least = |all: &[Number]| all.iter().min().cloned();
    let most = |all: &[Number]| all.iter().max().cloned();
    let product = |all: &[Number]| {
        (!all.is_empty()).then(|| all.iter().fold(Number::one(), |so_far, next| so_far.times(next)))
    };
    let (low, high) = match combining {
        Combining::Lowest => (least(&lows), least(&certain_highs).or_else(|| most(&highs))),
        Combining::Highest => (most(&certain_lows).or_else(|| least(&lows)), most(&highs)),
        Combining::Product => (product(&lows), product(&certain_highs).or_else(|| most(&highs))),
    };
    let doubts = Doubts {
        undefined: None,
        left_out: certain_lows.is_empty(),
        withheld: open.iter().any(|range| range.doubts.withheld),
    };
    Quantity::from_range(low, high, doubts)
}

/// One when the share is full, else nothing.
pub(crate) fn full(share: &Quantity) -> Quantity {
    let step = |x: &Number| if *x >= Number::one() { Number::one() } else { Number::zero() };
    mapped(share, step, |range| Interval {
        low: Some(range.low.as_ref().map_or_else(Number::zero, step)),
        high: Some(range.high.as_ref().map_or_else(Number::one, step)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    fn open(low: &str, high: &str, left_out: bool) -> Quantity {
        let doubts = Doubts { left_out, ..Doubts::default() };
        Quantity::from_range(Some(number(low)), Some(number(high)), doubts)
    }

    #[test]
    fn what_may_be_left_out_widens_the_range() {
        let shares = [open("0.5", "0.5", false), open("0.2", "0.4", true)];
        let of = |combining| combined(combining, shares.iter());
        assert_eq!(of(Combining::Lowest), open("0.2", "0.5", false));
        assert_eq!(of(Combining::Highest), open("0.5", "0.5", false));
        assert_eq!(of(Combining::Product), open("0.1", "0.5", false));
        let only = [open("0.2", "0.4", true)];
        assert_eq!(combined(Combining::Product, only.iter()), open("0.2", "0.4", true));
    }

    #[test]
    fn full_is_all_or_nothing() {
        assert_eq!(full(&open("0.5", "1", false)), open("0", "1", false));
        assert_eq!(full(&open("1", "1", false)), open("1", "1", false));
        assert_eq!(full(&open("0.5", "0.9", false)), open("0", "0", false));
    }
}

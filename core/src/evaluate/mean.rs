//! Shares → the share of their group, weighted; and points on top, capped.

use alloc::vec::Vec;

use crate::evaluate::slot::{Absence, Doubts, Open, Quantity};
use crate::named::sorted;
use crate::number::Number;

/// The mean of shares, each counted by its weight.
///
/// What is left out takes its weight with it; a group of which everything is left out is left out
/// itself. One withheld share withholds the mean. While shares are open, the range holds every way
/// of settling them, leaving out what may be left out included.
pub(crate) fn mean<'a>(
    terms: impl Iterator<Item = (&'a Number, &'a Quantity)> + Clone,
) -> Quantity {
    if let Some(mean) = short_mean(terms.clone()) {
        return Quantity::Known(mean);
    }
    let mut settled = Sum::default();
    let mut open: Vec<(&Number, &Open)> = Vec::new();
    for (weight, share) in terms {
        match share {
            Quantity::Known(share) => settled.add(weight, share),
            Quantity::Open(range) => open.push((weight, range)),
            Quantity::Absent(Absence::LeftOut) => (),
            Quantity::Absent(Absence::Withheld | Absence::Undefined(_)) => {
                return Quantity::Absent(Absence::Withheld);
            }
        }
    }
    if open.is_empty() {
        return settled.settled();
    }
    let doubts = Doubts {
        undefined: None,
        left_out: settled.is_empty() && open.iter().all(|(_, range)| range.doubts.left_out),
        withheld: open.iter().any(|(_, range)| range.doubts.withheld),
    };
    let low = extreme(&settled, &open, |range| range.low.clone(), |new, mean| new < mean);
    let high = extreme(&settled, &open, |range| range.high.clone(), |new, mean| new > mean);
    Quantity::from_range(low, high, doubts)
}

/// The mean where every share is settled or left out and no number is long; `None` for any other.
fn short_mean<'a>(terms: impl Iterator<Item = (&'a Number, &'a Quantity)>) -> Option<Number> {
    let counted = terms.filter_map(|(weight, share)| match share {
        Quantity::Known(share) => Some(Some((weight, share))),
        Quantity::Absent(Absence::LeftOut) => None,
        Quantity::Open(_) | Quantity::Absent(Absence::Withheld | Absence::Undefined(_)) => {
            Some(None)
        }
    });
    Number::short_mean(counted)
}

/// The sum of points, at most `cap`. What is left out or withheld adds nothing.
pub(crate) fn capped<'a>(
    terms: impl Iterator<Item = (&'a Number, &'a Quantity)>,
    cap: &Number,
) -> Quantity {
    let (mut low, mut high) = (Number::zero(), Number::zero());
    for (weight, share) in terms {
        let Some(range) = share.open() else { continue };
        let least = range.low.filter(|_| !range.doubts.any()).unwrap_or_else(Number::zero);
        low = low.plus(&weight.times(&least));
        high = high.plus(&weight.times(&range.high.unwrap_or_else(Number::one)));
    }
    Quantity::from_range(Some(low.min(cap.clone())), Some(high.min(cap.clone())), Doubts::default())
}

/// Weighted shares added up.
#[derive(Clone)]
pub(crate) struct Sum {
    weight: Number,
    points: Number,
}

impl Default for Sum {
    fn default() -> Self {
        Self { weight: Number::zero(), points: Number::zero() }
    }
}

impl Sum {
    pub(crate) fn add(&mut self, weight: &Number, share: &Number) {
        self.weight = self.weight.plus(weight);
        self.points = self.points.plus(&weight.times(share));
    }

    /// Undoes an addition.
    #[cfg(feature = "proofs")]
    pub(crate) fn take_off(&mut self, weight: &Number, share: &Number) {
        self.weight = self.weight.minus(weight);
        self.points = self.points.minus(&weight.times(share));
    }

    /// The mean of settled shares.
    pub(crate) fn settled(&self) -> Quantity {
        self.mean().map_or(Quantity::Absent(Absence::LeftOut), Quantity::Known)
    }

    fn is_empty(&self) -> bool {
        self.weight.is_zero()
    }

    fn mean(&self) -> Option<Number> {
        self.points.over(&self.weight)
    }
}

/// The most extreme mean: everything that must count at its end of the range, then of what may be
/// left out, from its most extreme on, as much as still moves the mean that way.
fn extreme(
    settled: &Sum,
    open: &[(&Number, &Open)],
    end: impl Fn(&Open) -> Option<Number>,
    moves: impl Fn(&Number, &Number) -> bool,
) -> Option<Number> {
    let mut sum = settled.clone();
    let mut optional: Vec<(&Number, Number)> = Vec::new();
    for (weight, range) in open {
        let share = end(range)?;
        if range.doubts.left_out {
            optional.push((weight, share));
        } else {
            sum.add(weight, &share);
        }
    }
    let optional = sorted(optional, |(_, a), (_, b)| {
        if moves(a, b) {
            core::cmp::Ordering::Less
        } else if moves(b, a) {
            core::cmp::Ordering::Greater
        } else {
            core::cmp::Ordering::Equal
        }
    });
    for (weight, share) in optional {
        match sum.mean() {
            Some(mean) if !moves(&share, &mean) => break,
            _ => sum.add(weight, &share),
        }
    }
    sum.mean()
}

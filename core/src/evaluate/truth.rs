//! Conditions over three values.

use core::cmp::Ordering;

use crate::evaluate::slot::{Absence, Doubts, Open, Quantity};
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::report::v1::Verdict;

pub(crate) fn compared(comparison: Comparison, a: &Quantity, b: &Quantity) -> Verdict {
    let left_out = Quantity::Absent(Absence::LeftOut);
    if *a == left_out || *b == left_out {
        return Verdict::Met;
    }
    let (Some(x), Some(y)) = (a.open(), b.open()) else {
        return Verdict::Pending;
    };
    if x.doubts.any() || y.doubts.any() {
        return Verdict::Pending;
    }
    match comparison {
        Comparison::AtLeast => at_least(&x, &y),
        Comparison::AtMost => at_least(&y, &x),
        Comparison::Above => not(at_least(&y, &x)),
        Comparison::Below => not(at_least(&x, &y)),
        Comparison::Equal => and(at_least(&x, &y), at_least(&y, &x)),
        Comparison::NotEqual => not(and(at_least(&x, &y), at_least(&y, &x))),
    }
}

/// Whether one is at least the other, whatever the numbers inside. Equal meets it.
pub(crate) fn at_least(x: &Open, y: &Open) -> Verdict {
    let order = |a: &Option<Number>, b: &Option<Number>| Some(a.as_ref()?.cmp(b.as_ref()?));
    if order(&x.low, &y.high).is_some_and(Ordering::is_ge) {
        return Verdict::Met;
    }
    if order(&x.high, &y.low).is_some_and(Ordering::is_lt) {
        return Verdict::NotMet;
    }
    Verdict::Pending
}

/// Both: not met as soon as one is not.
pub(crate) fn and(a: Verdict, b: Verdict) -> Verdict {
    match (a, b) {
        (Verdict::NotMet, _) | (_, Verdict::NotMet) => Verdict::NotMet,
        (Verdict::Pending, _) | (_, Verdict::Pending) => Verdict::Pending,
        (Verdict::Met, Verdict::Met) => Verdict::Met,
    }
}

/// Whether at least `least` of `all` hold: decided as soon as the others cannot matter.
pub(crate) fn at_least_of(least: usize, all: impl Iterator<Item = Verdict>) -> Verdict {
    let (certain, possible) = tally(all);
    if certain >= least {
        Verdict::Met
    } else if possible < least {
        Verdict::NotMet
    } else {
        Verdict::Pending
    }
}

/// How many of `all` hold.
pub(crate) fn count(all: impl Iterator<Item = Verdict>) -> Quantity {
    let (certain, possible) = tally(all);
    let number = |count| Some(Number::from_count(count));
    Quantity::from_range(number(certain), number(possible), Doubts::default())
}

/// How many hold for certain, and how many may.
fn tally(all: impl Iterator<Item = Verdict>) -> (usize, usize) {
    all.fold((0, 0), |(certain, possible): (usize, usize), verdict| {
        let may = usize::from(verdict != Verdict::NotMet);
        let does = usize::from(verdict == Verdict::Met);
        (certain.saturating_add(does), possible.saturating_add(may))
    })
}

/// Whether there is a number.
pub(crate) fn has_value(quantity: &Quantity) -> Verdict {
    match quantity {
        Quantity::Known(_) => Verdict::Met,
        Quantity::Open(_) => Verdict::Pending,
        Quantity::Absent(_) => Verdict::NotMet,
    }
}

/// The contrary; what is pending stays pending.
pub(crate) fn not(a: Verdict) -> Verdict {
    match a {
        Verdict::Met => Verdict::NotMet,
        Verdict::NotMet => Verdict::Met,
        Verdict::Pending => Verdict::Pending,
    }
}

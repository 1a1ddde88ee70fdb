//! Conditions over three values, and a fourth: `None` where a condition does not apply, because what
//! it looks at is left out. Such a condition is passed over by those around it.

use core::cmp::Ordering;

use crate::evaluate::slot::{Absence, Doubts, Open, Quantity};
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::report::v1::Verdict;

pub(crate) fn compared(comparison: Comparison, a: &Quantity, b: &Quantity) -> Option<Verdict> {
    if let (Quantity::Known(x), Quantity::Known(y)) = (a, b) {
        let order = x.cmp(y);
        let holds = match comparison {
            Comparison::AtLeast => order.is_ge(),
            Comparison::AtMost => order.is_le(),
            Comparison::Above => order.is_gt(),
            Comparison::Below => order.is_lt(),
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
        };
        return Some(if holds { Verdict::Met } else { Verdict::NotMet });
    }
    let left_out = Quantity::Absent(Absence::LeftOut);
    if *a == left_out || *b == left_out {
        return None;
    }
    let (Some(x), Some(y)) = (a.open(), b.open()) else {
        return Some(Verdict::Pending);
    };
    if x.doubts.any() || y.doubts.any() {
        return Some(Verdict::Pending);
    }
    Some(match comparison {
        Comparison::AtLeast => at_least(&x, &y),
        Comparison::AtMost => at_least(&y, &x),
        Comparison::Above => not(at_least(&y, &x)),
        Comparison::Below => not(at_least(&x, &y)),
        Comparison::Equal => and(at_least(&x, &y), at_least(&y, &x)),
        Comparison::NotEqual => not(and(at_least(&x, &y), at_least(&y, &x))),
    })
}

/// Both, as far as they apply.
pub(crate) fn both(a: Option<Verdict>, b: Option<Verdict>) -> Option<Verdict> {
    Some(match (a, b) {
        (Some(a), Some(b)) => and(a, b),
        (one, other) => one.or(other)?,
    })
}

/// One of them, as far as they apply.
pub(crate) fn one_of(a: Option<Verdict>, b: Option<Verdict>) -> Option<Verdict> {
    both(a.map(not), b.map(not)).map(not)
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

/// Whether at least `least` of those of `all` that apply hold: decided as soon as the others cannot
/// matter.
pub(crate) fn at_least_of(
    least: usize,
    all: impl Iterator<Item = Option<Verdict>>,
) -> Option<Verdict> {
    let tally = tally(all);
    if tally.certain >= least {
        Some(Verdict::Met)
    } else if tally.applying == 0 {
        None
    } else if tally.possible < least && tally.settled > 0 {
        Some(Verdict::NotMet)
    } else {
        // As long as none is settled, all may yet turn out not to apply.
        Some(Verdict::Pending)
    }
}

/// How many of those of `all` that apply hold.
pub(crate) fn count(all: impl Iterator<Item = Option<Verdict>>) -> Quantity {
    let tally = tally(all);
    let number = |count| Some(Number::from_count(count));
    Quantity::from_range(number(tally.certain), number(tally.possible), Doubts::default())
}

/// How many conditions apply, are settled, hold for certain, and may hold.
#[derive(Default)]
struct Tally {
    applying: usize,
    settled: usize,
    certain: usize,
    possible: usize,
}

fn tally(all: impl Iterator<Item = Option<Verdict>>) -> Tally {
    let mut tally = Tally::default();
    for verdict in all.flatten() {
        for (counter, counts) in [
            (&mut tally.applying, true),
            (&mut tally.settled, verdict != Verdict::Pending),
            (&mut tally.certain, verdict == Verdict::Met),
            (&mut tally.possible, verdict != Verdict::NotMet),
        ] {
            *counter = counter.saturating_add(usize::from(counts));
        }
    }
    tally
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

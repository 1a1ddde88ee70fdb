//! A share, its two counts, and when it is undefined.

use alloc::string::String;
use alloc::vec::Vec;

use crate::ledger::count::Count;
use crate::ledger::rules::Rules;
use crate::number::Number;
use crate::rounding::{Rounding, RoundingMode};

/// A part of a whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Share {
    /// Above the line.
    pub part: Number,
    /// Below the line.
    pub whole: Number,
    /// From 0 on; above 1 where the part is no part of the whole. `None` of nothing.
    pub share: Option<Number>,
    /// In percent, with as many places as it takes not to seem on the other side of a bound.
    pub shown: Option<String>,
}

/// One share for each of the rules.
pub(crate) fn shares(rules: &Rules, counts: &[Count]) -> Vec<Share> {
    let number =
        |index: usize| counts.get(index).map_or_else(Number::zero, |count| count.number.clone());
    let share = |part: Number, whole: Number, bounds: &[Number]| {
        let share = part.over(&whole);
        let shown = share.as_ref().map(|share| percent(share, bounds));
        Share { part, whole, share, shown }
    };
    rules
        .shares
        .iter()
        .map(|rule| share(number(rule.part), number(rule.whole), &rule.bounds))
        .collect()
}

/// A share in percent, as it is shown beside `bounds`.
pub(crate) fn percent(share: &Number, bounds: &[Number]) -> String {
    let bounds: Vec<Number> = bounds.iter().map(|bound| bound.scaled_by_ten(2)).collect();
    let rounding = Rounding { mode: RoundingMode::HalfUp, places: 1 };
    rounding.show(&share.scaled_by_ten(2), &bounds)
}

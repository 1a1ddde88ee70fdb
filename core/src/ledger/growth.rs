//! This period against the one before, and when that says nothing.

use alloc::string::String;
use alloc::vec::Vec;

use crate::ledger::count::Count;
use crate::ledger::rate::percent;
use crate::ledger::rules::Rules;
use crate::number::Number;

/// An indicator in two periods.
#[derive(Clone, Debug, PartialEq)]
pub struct Growth {
    /// In the period that counts.
    pub now: Number,
    /// In the period before; `None` when no row falls in it.
    pub before: Option<Number>,
    /// By how much it grew, as a share of what it was, or why that says nothing.
    pub growth: Result<Number, GrowthWhy>,
    /// In percent, with as many places as it takes not to seem on the other side of a bound.
    pub shown: Option<String>,
}

/// Why growth says nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GrowthWhy {
    /// No row falls in the period before: a first period, or its rows were not brought.
    NoRowsBefore,
    /// It was nothing, and is something.
    FromZero,
    /// It was nothing, and is nothing.
    BothZero,
}

/// One growth for each of the rules.
pub(crate) fn growths(rules: &Rules, now: &[Count], before: Option<&[Count]>) -> Vec<Growth> {
    let number = |counts: &[Count], index: usize| {
        counts.get(index).map_or_else(Number::zero, |count| count.number.clone())
    };
    let growth = |of: usize, bounds: &[Number]| {
        let now = number(now, of);
        let before = before.map(|counts| number(counts, of));
        let growth = grown(&now, before.as_ref());
        let shown = growth.as_ref().ok().map(|growth| percent(growth, bounds));
        Growth { now, before, growth, shown }
    };
    rules.growths.iter().map(|rule| growth(rule.of, &rule.bounds)).collect()
}

fn grown(now: &Number, before: Option<&Number>) -> Result<Number, GrowthWhy> {
    let Some(before) = before else { return Err(GrowthWhy::NoRowsBefore) };
    let why = if now.is_zero() { GrowthWhy::BothZero } else { GrowthWhy::FromZero };
    now.minus(before).over(before).ok_or(why)
}

//! Several quantities into one, whatever their order. What is left out is passed over.
//!
//! An aggregate rises with each of its operands, so the ends of its range come from their ends. Of
//! those that may still be left out, leaving in the lowest (or the highest) of them, however many,
//! goes furthest.

use alloc::vec::Vec;

use crate::evaluate::arithmetic::{interval, mapped, times};
use crate::evaluate::interval::{Bound, Interval, order};
use crate::evaluate::mean;
use crate::evaluate::slot::{Absence, Doubts, Quantity, Undefined};
use crate::named::sorted;
use crate::number::Number;
use crate::plan::node::Aggregate;

/// Quantities that are there, and those that may be.
struct Operands {
    certain: Vec<Interval>,
    /// They may still be left out.
    possible: Vec<Interval>,
    doubts: Doubts,
}

impl Operands {
    /// The operands, or why there is no outcome.
    fn new<'a>(all: impl Iterator<Item = &'a Quantity>) -> Result<Self, Absence> {
        let (mut certain, mut possible) = (Vec::new(), Vec::new());
        let mut doubts = Doubts::default();
        for quantity in all {
            match quantity {
                Quantity::Known(number) => certain.push(Interval::exactly(number.clone())),
                Quantity::Open(open) if open.doubts.left_out => possible.push(interval(open)),
                Quantity::Open(open) => certain.push(interval(open)),
                Quantity::Absent(Absence::LeftOut) => (),
                Quantity::Absent(why) => return Err(*why),
            }
            if let Quantity::Open(open) = quantity {
                doubts = doubts.or(open.doubts);
            }
        }
        doubts.left_out = certain.is_empty();
        if certain.is_empty() && possible.is_empty() {
            return Err(Absence::LeftOut);
        }
        Ok(Self { certain, possible, doubts })
    }
}

/// The outcome of `aggregate` on `all`.
pub(crate) fn aggregated<'a>(
    aggregate: Aggregate,
    all: impl Iterator<Item = &'a Quantity> + Clone,
) -> Quantity {
    if let Some(outcome) = furthest_known(aggregate, all.clone()) {
        return outcome;
    }
    let operands = match Operands::new(all) {
        Ok(operands) => operands,
        Err(why) => return Quantity::Absent(why),
    };
    let low = furthest(aggregate, &operands, Interval::bottom, &order);
    let is_settled = operands.possible.is_empty()
        && operands.certain.iter().all(|each| each.low.is_some() && each.low == each.high);
    if is_settled {
        return Quantity::from_range(low.clone(), low, operands.doubts);
    }
    let high = furthest(aggregate, &operands, Interval::top, &|a, b| order(b, a));
    Quantity::from_range(low, high, operands.doubts)
}

/// The lowest or highest of numbers that are all there.
fn furthest_known<'a>(
    aggregate: Aggregate,
    all: impl Iterator<Item = &'a Quantity>,
) -> Option<Quantity> {
    let is_least = aggregate == Aggregate::LEAST;
    if !is_least && aggregate != Aggregate::MOST {
        return None;
    }
    let mut furthest: Option<&Number> = None;
    for each in all {
        let number = each.number()?;
        let is_further =
            furthest.is_none_or(|so_far| if is_least { number < so_far } else { number > so_far });
        furthest = if is_further { Some(number) } else { furthest };
    }
    furthest.map(|number| Quantity::Known(number.clone()))
}

/// The outcome that comes first by `order`, of the ends that `end` gives.
fn furthest(
    aggregate: Aggregate,
    operands: &Operands,
    end: impl Fn(&Interval) -> Bound,
    first: &dyn Fn(&Bound, &Bound) -> core::cmp::Ordering,
) -> Option<Number> {
    let mut counted: Vec<Bound> = operands.certain.iter().map(&end).collect();
    let possible = sorted(operands.possible.iter().map(&end).collect(), first);
    let mut found = (!counted.is_empty()).then(|| of_bounds(aggregate, &counted));
    for each in possible {
        counted.push(each);
        let next = of_bounds(aggregate, &counted);
        found = Some(match found {
            Some(found) if first(&found, &next).is_le() => found,
            Some(_) | None => next,
        });
    }
    found.and_then(Bound::number)
}

fn of_bounds(aggregate: Aggregate, bounds: &[Bound]) -> Bound {
    let sum = |of: &[Bound]| of.iter().fold(Bound::At(Number::zero()), |sum, each| sum.plus(each));
    let count = bounds.len();
    match aggregate {
        Aggregate::Mean => return sum(bounds).over(count),
        Aggregate::Highest(most) if most >= count => return sum(bounds),
        Aggregate::Highest(_) | Aggregate::Lowest(_) | Aggregate::Median => (),
    }
    let sorted = sorted(bounds.to_vec(), order);
    match aggregate {
        Aggregate::Highest(most) => {
            sum(sorted.get(count.saturating_sub(most)..).unwrap_or_default())
        }
        Aggregate::Lowest(most) => sum(sorted.get(..most.min(count)).unwrap_or_default()),
        Aggregate::Mean | Aggregate::Median => {
            let middle = count.saturating_sub(1) / 2..(count / 2).saturating_add(1);
            let width = middle.len();
            sum(sorted.get(middle).unwrap_or_default()).over(width)
        }
    }
}

/// The product of `all`.
pub(crate) fn product<'a>(all: impl Iterator<Item = &'a Quantity>) -> Quantity {
    let one = Interval::exactly(Number::one());
    let mut may_be_empty = true;
    let mut is_empty = true;
    let mut outcome = Quantity::Known(Number::one());
    for each in all {
        let factor = match each {
            Quantity::Absent(Absence::LeftOut) => continue,
            Quantity::Open(open) if open.doubts.left_out => {
                let doubts = Doubts { left_out: false, ..open.doubts };
                let range = interval(open).hull(&one);
                Quantity::from_range(range.low, range.high, doubts)
            }
            Quantity::Open(_) | Quantity::Known(_) | Quantity::Absent(_) => {
                may_be_empty = false;
                each.clone()
            }
        };
        is_empty = false;
        outcome = times(&outcome, &factor);
    }
    if is_empty {
        return Quantity::Absent(Absence::LeftOut);
    }
    match outcome {
        Quantity::Open(mut open) => {
            open.doubts.left_out |= may_be_empty;
            Quantity::Open(open)
        }
        settled @ (Quantity::Known(_) | Quantity::Absent(_)) => settled,
    }
}

/// The mean of values by their weights; undefined where the weights come to nothing.
pub(crate) fn weighted_mean<'a>(
    pairs: impl Iterator<Item = (&'a Quantity, &'a Quantity)>,
) -> Quantity {
    let left_out = Quantity::Absent(Absence::LeftOut);
    let pairs: Vec<(&Quantity, &Quantity)> =
        pairs.filter(|(weight, value)| **weight != left_out && **value != left_out).collect();
    let both = pairs.iter().flat_map(|(weight, value)| [*weight, *value]);
    let doubts = match Operands::new(both) {
        Ok(operands) => operands.doubts,
        Err(why) => return Quantity::Absent(why),
    };
    let known = |(weight, value): &(&Quantity, &'a Quantity)| {
        let weight = weight.number().filter(|weight| !weight.is_negative())?.clone();
        Some((weight, *value))
    };
    match pairs.iter().map(known).collect::<Option<Vec<_>>>() {
        Some(terms) => by_known_weights(&terms, doubts),
        None => by_open_weights(&pairs, doubts),
    }
}

fn by_known_weights(terms: &[(Number, &Quantity)], doubts: Doubts) -> Quantity {
    let counted = || terms.iter().filter(|(weight, _)| !weight.is_zero());
    let nothing = Absence::Undefined(Undefined::NothingWeighs);
    let is_left_out = |quantity: &Quantity| match quantity {
        Quantity::Open(open) => open.doubts.left_out,
        Quantity::Known(_) | Quantity::Absent(_) => false,
    };
    let may_weigh_nothing = counted().all(|(_, value)| is_left_out(value))
        && terms.iter().any(|(weight, value)| weight.is_zero() && !is_left_out(value));
    match mean::mean(counted().map(|(weight, value)| (weight, *value))) {
        Quantity::Absent(Absence::LeftOut) => Quantity::Absent(nothing),
        Quantity::Open(mut open) => {
            open.doubts.undefined = doubts.undefined;
            if may_weigh_nothing {
                open.doubts.undefined = Some(Undefined::NothingWeighs);
            }
            Quantity::Open(open)
        }
        settled @ (Quantity::Known(_) | Quantity::Absent(_)) => settled,
    }
}

/// By the quotient of the sums; with weights that cannot be negative, between the least and the
/// most of the values.
fn by_open_weights(pairs: &[(&Quantity, &Quantity)], mut doubts: Doubts) -> Quantity {
    let zero = Interval::exactly(Number::zero());
    let (mut above, mut below) = (zero.clone(), zero.clone());
    let mut values: Option<Interval> = None;
    let (mut is_convex, mut may_be_empty) = (true, true);
    for (weight, value) in pairs {
        let (Some(weight), Some(value)) = (weight.open(), value.open()) else { continue };
        let may_go = weight.doubts.left_out || value.doubts.left_out;
        may_be_empty &= may_go;
        let (weight, value) = (interval(&weight), interval(&value));
        is_convex &= weight.low.as_ref().is_some_and(|low| !low.is_negative());
        let or_none = |range: Interval| if may_go { range.hull(&zero) } else { range };
        above = above.plus(&or_none(weight.times(&value)));
        below = below.plus(&or_none(weight));
        values = Some(values.map_or_else(|| value.clone(), |values| values.hull(&value)));
    }
    if below == zero {
        return Quantity::Absent(Absence::Undefined(Undefined::NothingWeighs));
    }
    doubts.left_out = may_be_empty;
    if below.holds(&Number::zero()) {
        doubts.undefined = doubts.undefined.or(Some(Undefined::NothingWeighs));
    }
    let quotient = above.times(&below.inverted());
    let range = match values.filter(|_| is_convex) {
        Some(values) => quotient.within(&values),
        None => quotient,
    };
    Quantity::from_range(range.low, range.high, doubts)
}

/// `quantity`, rounded by a rule that rises with it.
pub(crate) fn rising(quantity: &Quantity, rule: impl Fn(&Number) -> Number) -> Quantity {
    mapped(quantity, &rule, |range| Interval {
        low: range.low.as_ref().map(&rule),
        high: range.high.as_ref().map(&rule),
    })
}

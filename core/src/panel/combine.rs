//! Several numbers → one: which of them count, and what they come to.

use alloc::vec::Vec;

use crate::model::panel_policy::Combining;
use crate::named::sorted;
use crate::number::Number;

/// How much each of `numbers` counts, from nothing to one, in their own order; `from` are the
/// fewest of which any are dropped, and `trim` what is cut off at either end.
///
/// Where equal numbers stand at the edge of what is dropped, each of them counts the same part: so
/// it never matters which of them was dropped. A lead's word is no matter of numbers: all count.
pub(crate) fn weights(
    combining: Combining,
    numbers: &[Number],
    from: usize,
    trim: &Number,
) -> Vec<Number> {
    let (low, high) = kept(combining, numbers.len(), from, trim);
    let of = |number: &Number| {
        let below = numbers.iter().filter(|other| *other < number).count();
        let equal = numbers.iter().filter(|other| *other == number).count();
        let (first, end) = (below.max(low), below.saturating_add(equal).min(high));
        let counted = Number::from_count(end.saturating_sub(first));
        counted.over(&Number::from_count(equal)).unwrap_or_else(Number::zero)
    };
    numbers.iter().map(of).collect()
}

/// The places that count when `count` numbers stand in order: from the first on, up to the second.
fn kept(combining: Combining, count: usize, from: usize, trim: &Number) -> (usize, usize) {
    let without = |each: usize| (each, count.saturating_sub(each));
    let half = count.div_ceil(2).saturating_sub(1);
    match combining {
        Combining::Mean | Combining::Lead => without(0),
        Combining::Median => without(half),
        Combining::Trimmed | Combining::DropExtremes if count < from => without(0),
        Combining::DropExtremes => without(1),
        Combining::Trimmed => {
            without(trim.times(&Number::from_count(count)).floored().to_count().unwrap_or_default())
        }
    }
}

/// The mean of what counts; `None` where nothing does.
pub(crate) fn mean(numbers: &[Number], weights: &[Number]) -> Option<Number> {
    let sum = |numbers: &mut dyn Iterator<Item = Number>| {
        numbers.fold(Number::zero(), |sum, one| sum.plus(&one))
    };
    let above = sum(&mut numbers.iter().zip(weights).map(|(number, weight)| number.times(weight)));
    above.over(&sum(&mut weights.iter().cloned()))
}

/// The lowest and the highest; `None` of nothing.
pub(crate) fn ends(numbers: Vec<Number>) -> Option<(Number, Number)> {
    let sorted = sorted(numbers, Number::cmp);
    Some((sorted.first()?.clone(), sorted.last()?.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(all: &[i64]) -> Vec<Number> {
        all.iter().map(|each| Number::from_whole(*each)).collect()
    }

    fn combined(combining: Combining, all: &[i64]) -> Number {
        let all = numbers(all);
        let trim = Number::from_whole(1).over(&Number::from_whole(5)).unwrap();
        let from = if combining == Combining::Trimmed { 5 } else { 3 };
        mean(&all, &weights(combining, &all, from, &trim)).unwrap()
    }

    #[test]
    fn each_way_gives_what_its_name_says() {
        let five = [90, 70, 100, 80, 95];
        assert_eq!(combined(Combining::Mean, &five), Number::from_whole(87));
        assert_eq!(combined(Combining::Median, &five), Number::from_whole(90));
        assert_eq!(combined(Combining::Median, &[1, 4, 2, 10]), Number::from_whole(3));
        assert_eq!(combined(Combining::DropExtremes, &[80, 85, 90]), Number::from_whole(85));
        let third = "265/3".parse().unwrap();
        assert_eq!(combined(Combining::DropExtremes, &five), third);
        assert_eq!(combined(Combining::Trimmed, &five), third);
    }

    #[test]
    fn too_few_are_all_kept() {
        assert_eq!(combined(Combining::DropExtremes, &[70, 80]), Number::from_whole(75));
        assert_eq!(combined(Combining::Trimmed, &[0, 80, 80, 80]), Number::from_whole(60));
        assert_eq!(combined(Combining::Median, &[7]), Number::from_whole(7));
    }

    #[test]
    fn equal_numbers_at_the_edge_count_alike() {
        let all = numbers(&[5, 3, 5, 1]);
        let half = "1/2".parse().unwrap();
        let found = weights(Combining::DropExtremes, &all, 3, &Number::zero());
        assert_eq!(found, [&half, &Number::one(), &half, &Number::zero()].map(Number::clone));
    }
}

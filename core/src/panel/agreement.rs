//! How often assessors coincide, and how much of that is more than chance. Exact fractions, all.
//!
//! What was said comes in rows: one for each thing that was judged, in each a place for every
//! assessor, empty where one said nothing.

use alloc::vec::Vec;

use crate::named::sorted;
use crate::number::Number;

/// What each assessor said of one thing.
pub type Row = Vec<Option<Number>>;

/// How many pairs of answers to one thing there are, and how many of them agree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pairs {
    /// Those that agree.
    pub agreeing: usize,
    /// All of them.
    pub of: usize,
}

impl Pairs {
    /// The share that agrees, from 0 to 1; `None` without pairs.
    pub fn share(&self) -> Option<Number> {
        Number::from_count(self.agreeing).over(&Number::from_count(self.of))
    }
}

/// What a disagreement weighs in a weighted kappa.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// One, however far apart: Cohen's kappa of 1960.
    Unweighted,
    /// As far as it is apart.
    Linear,
    /// The square of that.
    Quadratic,
}

/// What the difference of two answers means to Krippendorff's alpha.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Metric {
    /// Names: they are the same or not.
    Nominal,
    /// Ranks: by how many answers lie between.
    Ordinal,
    /// Numbers: the square of their distance.
    Interval,
}

/// The pairs of answers to one thing that are at most `apart` from one another: nothing for exact
/// agreement, one (of levels by their places) for adjacent.
pub fn pairs(rows: &[Row], apart: &Number) -> Pairs {
    let mut found = Pairs { agreeing: 0, of: 0 };
    for row in rows {
        let said: Vec<&Number> = row.iter().flatten().collect();
        for (place, one) in said.iter().enumerate() {
            for other in said.iter().skip(place.saturating_add(1)) {
                found.of = found.of.saturating_add(1);
                let agrees = one.minus(other).magnitude() <= *apart;
                found.agreeing = found.agreeing.saturating_add(usize::from(agrees));
            }
        }
    }
    found
}

/// Cohen's kappa of two assessors, weighted by how far apart their numbers are: of levels, their
/// places.
///
/// Things that one of the two left out are passed over. `None` where chance alone leaves nothing to
/// disagree about: nothing in common, or one answer throughout.
///
/// Source: J. Cohen, Weighted kappa, Psychological Bulletin 70 (1968).
pub fn weighted_kappa(said: &[(Number, Number)], weighting: Weighting) -> Option<Number> {
    let weight = |one: &Number, other: &Number| {
        let apart = one.minus(other).magnitude();
        match weighting {
            Weighting::Unweighted if apart.is_zero() => Number::zero(),
            Weighting::Unweighted => Number::one(),
            Weighting::Linear => apart,
            Weighting::Quadratic => apart.times(&apart),
        }
    };
    let sum = |numbers: &mut dyn Iterator<Item = Number>| {
        numbers.fold(Number::zero(), |sum, one| sum.plus(&one))
    };
    let observed = sum(&mut said.iter().map(|(one, other)| weight(one, other)));
    let ones = tally(said.iter().map(|(one, _)| one));
    let others = tally(said.iter().map(|(_, other)| other));
    let by_chance = ones.iter().map(|(one, count)| {
        let each = others.iter().map(|(other, times)| weight(one, other).times(times));
        sum(&mut each.into_iter()).times(count)
    });
    let expected = sum(&mut by_chance.into_iter());
    let ratio = observed.times(&Number::from_count(said.len())).over(&expected)?;
    Some(Number::one().minus(&ratio))
}

/// Fleiss' kappa of any number of assessors, for answers without an order.
///
/// Things that not everybody answered are passed over. `None` where nothing is left, with fewer than
/// two assessors, or where all answers are one.
///
/// Source: J. L. Fleiss, Measuring nominal scale agreement among many raters, Psychological Bulletin
/// 76 (1971).
pub fn fleiss_kappa(rows: &[Row]) -> Option<Number> {
    let is_whole = |row: &&Row| row.iter().all(Option::is_some);
    let whole: Vec<Row> = rows.iter().filter(is_whole).cloned().collect();
    let observed = pairs(&whole, &Number::zero()).share()?;
    let said = Number::from_count(whole.iter().map(Vec::len).sum());
    let counts = tally(whole.iter().flatten().flatten());
    let shares = counts.iter().filter_map(|(_, count)| count.over(&said));
    let expected = shares.fold(Number::zero(), |sum, share| sum.plus(&share.times(&share)));
    let beyond_chance = Number::one().minus(&expected);
    observed.minus(&expected).over(&beyond_chance)
}

/// Krippendorff's alpha of any number of assessors, some of whom may have left things out.
///
/// 1 is perfect agreement, 0 what chance gives. Things that fewer than two answered are passed over.
/// `None` where nothing is left, or all answers are one.
///
/// Source: K. Krippendorff, Computing Krippendorff's alpha-reliability (2011).
pub fn alpha(rows: &[Row], metric: Metric) -> Option<Number> {
    let answered = |row: &Row| row.iter().flatten().count();
    let rows: Vec<&Row> = rows.iter().filter(|row| answered(row) >= 2).collect();
    let counts = tally(rows.iter().flat_map(|row| row.iter().flatten()));
    let distance = |one: usize, other: usize| distance(&counts, metric, one, other);
    let place = |said: &Number| counts.binary_search_by(|(known, _)| known.cmp(said)).ok();
    let mut observed = Number::zero();
    for row in &rows {
        let places: Vec<usize> = row.iter().flatten().filter_map(place).collect();
        let mut apart = Number::zero();
        for one in &places {
            for other in &places {
                apart = apart.plus(&distance(*one, *other));
            }
        }
        let others = Number::from_count(places.len().saturating_sub(1));
        observed = observed.plus(&apart.over(&others)?);
    }
    let mut expected = Number::zero();
    for (one, (_, count)) in counts.iter().enumerate() {
        for (other, (_, times)) in counts.iter().enumerate() {
            expected = expected.plus(&distance(one, other).times(count).times(times));
        }
    }
    let said = rows.iter().map(|row| answered(row)).sum::<usize>();
    let others = Number::from_count(said.saturating_sub(1));
    let ratio = observed.times(&others).over(&expected)?;
    Some(Number::one().minus(&ratio))
}

/// The distance of two answers by their places in `counts`, squared.
fn distance(counts: &[(Number, Number)], metric: Metric, one: usize, other: usize) -> Number {
    let (low, high) = (one.min(other), one.max(other));
    let (Some((least, few)), Some((most, many))) = (counts.get(low), counts.get(high)) else {
        return Number::zero();
    };
    if low == high {
        return Number::zero();
    }
    let apart = match metric {
        Metric::Nominal => Number::one(),
        Metric::Interval => most.minus(least),
        Metric::Ordinal => {
            let between = counts.iter().take(high.saturating_add(1)).skip(low);
            let between = between.fold(Number::zero(), |sum, (_, count)| sum.plus(count));
            between.minus(&halved(&few.plus(many)))
        }
    };
    apart.times(&apart)
}

fn halved(number: &Number) -> Number {
    number.over(&Number::from_whole(2)).unwrap_or_else(Number::zero)
}

/// Each number that is said, lowest first, with how often.
fn tally<'a>(said: impl Iterator<Item = &'a Number>) -> Vec<(Number, Number)> {
    let mut counts: Vec<(Number, usize)> = Vec::new();
    for number in sorted(said.collect(), |a: &&Number, b: &&Number| a.cmp(b)) {
        match counts.last_mut() {
            Some((last, count)) if last == number => *count = count.saturating_add(1),
            Some(_) | None => counts.push((number.clone(), 1)),
        }
    }
    counts.into_iter().map(|(number, count)| (number, Number::from_count(count))).collect()
}

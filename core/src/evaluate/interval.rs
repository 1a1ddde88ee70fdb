//! Arithmetic on ranges: whatever the numbers inside, the outcome lies inside.
//!
//! A bound of `None` is none: the range goes on without end.

use core::cmp::Ordering;

use crate::number::Number;

/// A range; `None` is no bound.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) low: Option<Number>,
    pub(crate) high: Option<Number>,
}

/// A number, or beyond all numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Bound {
    Below,
    At(Number),
    Above,
}

impl Interval {
    pub(crate) const ALL: Self = Self { low: None, high: None };

    pub(crate) fn plus(&self, other: &Self) -> Self {
        let add = |a: &Option<Number>, b: &Option<Number>| Some(a.as_ref()?.plus(b.as_ref()?));
        Self { low: add(&self.low, &other.low), high: add(&self.high, &other.high) }
    }

    pub(crate) fn negated(&self) -> Self {
        let flip = |bound: &Option<Number>| bound.as_ref().map(Number::negated);
        Self { low: flip(&self.high), high: flip(&self.low) }
    }

    pub(crate) fn times(&self, other: &Self) -> Self {
        let corners = [
            product(&self.bottom(), &other.bottom()),
            product(&self.bottom(), &other.top()),
            product(&self.top(), &other.bottom()),
            product(&self.top(), &other.top()),
        ];
        let low = corners.iter().min_by(|a, b| order(a, b)).cloned();
        let high = corners.iter().max_by(|a, b| order(a, b)).cloned();
        Self { low: low.and_then(Bound::number), high: high.and_then(Bound::number) }
    }

    /// One over the range; without bounds when the range holds zero inside.
    pub(crate) fn inverted(&self) -> Self {
        let zero = Number::zero();
        let over = |bound: &Option<Number>| match bound {
            Some(number) => Number::one().over(number),
            None => Some(zero.clone()),
        };
        let is_positive = self.low.as_ref().is_some_and(|low| *low >= zero);
        let is_negative = self.high.as_ref().is_some_and(|high| *high <= zero);
        if is_positive || is_negative {
            return Self { low: over(&self.high), high: over(&self.low) };
        }
        Self::ALL
    }

    pub(crate) fn magnitude(&self) -> Self {
        let zero = Number::zero();
        if self.low.as_ref().is_some_and(|low| *low >= zero) {
            return self.clone();
        }
        if self.high.as_ref().is_some_and(|high| *high <= zero) {
            return self.negated();
        }
        let far = self.low.as_ref().map(Number::negated).zip(self.high.clone());
        Self { low: Some(zero), high: far.map(|(left, right)| left.max(right)) }
    }

    pub(crate) fn least(&self, other: &Self) -> Self {
        let low = self.low.clone().zip(other.low.clone()).map(|(a, b)| a.min(b));
        let high = match (&self.high, &other.high) {
            (Some(a), Some(b)) => Some(a.min(b).clone()),
            (one, None) | (None, one) => one.clone(),
        };
        Self { low, high }
    }

    pub(crate) fn most(&self, other: &Self) -> Self {
        self.negated().least(&other.negated()).negated()
    }

    /// The smallest range that holds both.
    pub(crate) fn hull(&self, other: &Self) -> Self {
        Self {
            low: self.low.clone().zip(other.low.clone()).map(|(a, b)| a.min(b)),
            high: self.high.clone().zip(other.high.clone()).map(|(a, b)| a.max(b)),
        }
    }

    /// What both have in common, where they have something in common.
    pub(crate) fn within(&self, other: &Self) -> Self {
        let nearer = |a: &Option<Number>,
                      b: &Option<Number>,
                      is_nearer: fn(&Number, &Number) -> bool| {
            match (a, b) {
                (Some(a), Some(b)) => Some(if is_nearer(a, b) { a } else { b }.clone()),
                (one, None) | (None, one) => one.clone(),
            }
        };
        Self {
            low: nearer(&self.low, &other.low, |a, b| a > b),
            high: nearer(&self.high, &other.high, |a, b| a < b),
        }
    }

    pub(crate) fn holds(&self, number: &Number) -> bool {
        self.low.as_ref().is_none_or(|low| low <= number)
            && self.high.as_ref().is_none_or(|high| number <= high)
    }

    pub(crate) fn exactly(number: Number) -> Self {
        Self { low: Some(number.clone()), high: Some(number) }
    }

    pub(crate) fn bottom(&self) -> Bound {
        self.low.clone().map_or(Bound::Below, Bound::At)
    }

    pub(crate) fn top(&self) -> Bound {
        self.high.clone().map_or(Bound::Above, Bound::At)
    }
}

impl Bound {
    pub(crate) fn number(self) -> Option<Number> {
        match self {
            Self::At(number) => Some(number),
            Self::Below | Self::Above => None,
        }
    }

    /// The sum; never of one beyond all numbers below and one above.
    pub(crate) fn plus(&self, other: &Self) -> Self {
        match (self, other) {
            (Self::At(left), Self::At(right)) => Self::At(left.plus(right)),
            (Self::At(_), beyond) | (beyond, _) => beyond.clone(),
        }
    }

    pub(crate) fn over(&self, count: usize) -> Self {
        match self {
            Self::At(number) => {
                Self::At(number.over(&Number::from_count(count)).unwrap_or_else(Number::zero))
            }
            Self::Below | Self::Above => self.clone(),
        }
    }

    fn sign(&self) -> Ordering {
        match self {
            Self::Below => Ordering::Less,
            Self::Above => Ordering::Greater,
            Self::At(number) => number.cmp(&Number::zero()),
        }
    }
}

fn product(a: &Bound, b: &Bound) -> Bound {
    if let (Bound::At(left), Bound::At(right)) = (a, b) {
        return Bound::At(left.times(right));
    }
    match (a.sign(), b.sign()) {
        (Ordering::Equal, _) | (_, Ordering::Equal) => Bound::At(Number::zero()),
        (left, right) if left == right => Bound::Above,
        _ => Bound::Below,
    }
}

pub(crate) fn order(a: &Bound, b: &Bound) -> Ordering {
    match (a, b) {
        (Bound::At(left), Bound::At(right)) => left.cmp(right),
        (Bound::Below, Bound::Below) | (Bound::Above, Bound::Above) => Ordering::Equal,
        (Bound::Below, _) | (_, Bound::Above) => Ordering::Less,
        (Bound::Above, _) | (_, Bound::Below) => Ordering::Greater,
    }
}

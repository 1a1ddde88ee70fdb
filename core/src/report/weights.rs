//! The full points of dimensions and criteria, once what is left out has given its weight to the
//! rest.

use alloc::vec::Vec;

use crate::evaluate::slot::{Absence, Quantity};
use crate::number::Number;
use crate::plan::node::NodeId;
use crate::plan::{Dimension, Plan};
use crate::report::v1::Bonus;
use crate::report::working::Source;

/// The full points of each dimension and criterion, by its place.
pub(crate) struct Weights {
    dimensions: Vec<Number>,
    criteria: Vec<Number>,
}

impl Weights {
    pub(crate) fn new(source: Source<'_>) -> Self {
        let plan = source.plan;
        let mut weights = Self {
            dimensions: plan.dimensions.iter().map(|one| one.weight.clone()).collect(),
            criteria: plan.criteria.iter().map(|one| one.weight.clone()).collect(),
        };
        let top: Vec<usize> = base(plan, None).map(|(place, _)| place).collect();
        let applying = base(plan, None).filter(|(_, dimension)| applies(source, dimension.score));
        let sum = applying.fold(Number::zero(), |sum, (_, dimension)| sum.plus(&dimension.weight));
        let scale = plan.full.over(&sum).unwrap_or_else(Number::one);
        for place in top {
            let full = plan.dimensions.get(place).map(|one| one.weight.times(&scale));
            if let Some(full) = full {
                weights.share_out(source, place, full);
            }
        }
        weights
    }

    /// Gives the dimension at `place` its full points, and what is in it its share of them.
    fn share_out(&mut self, source: Source<'_>, place: usize, full: Number) {
        let plan = source.plan;
        let Some(dimension) = plan.dimensions.get(place) else { return };
        let inner: Vec<(usize, &Dimension)> = base(plan, Some(place)).collect();
        let own = dimension.criteria.iter();
        let own: Vec<(usize, &crate::plan::Criterion)> =
            own.filter_map(|index| Some((*index, plan.criteria.get(*index)?))).collect();
        let of_criteria = own.iter().filter(|(_, one)| applies(source, one.share));
        let of_inner = inner.iter().filter(|(_, one)| applies(source, one.score));
        let sum = of_criteria
            .map(|(_, one)| &one.weight)
            .chain(of_inner.map(|(_, one)| &one.weight))
            .fold(Number::zero(), |sum, weight| sum.plus(weight));
        let share = |weight: &Number| match dimension.is_weighted {
            true => weight.times(&full).over(&sum).unwrap_or_else(|| weight.clone()),
            false => weight.clone(),
        };
        for (index, criterion) in own {
            if let Some(slot) = self.criteria.get_mut(index) {
                *slot = share(&criterion.weight);
            }
        }
        for (index, one) in inner {
            self.share_out(source, index, share(&one.weight));
        }
        if let Some(slot) = self.dimensions.get_mut(place) {
            *slot = full;
        }
    }

    pub(crate) fn dimension(&self, place: usize) -> Number {
        self.dimensions.get(place).cloned().unwrap_or_else(Number::zero)
    }

    pub(crate) fn criterion(&self, place: usize) -> Number {
        self.criteria.get(place).cloned().unwrap_or_else(Number::zero)
    }
}

/// The dimensions of the base score that are parts of `within`.
fn base(plan: &Plan, within: Option<usize>) -> impl Iterator<Item = (usize, &Dimension)> {
    let all = plan.dimensions.iter().enumerate();
    all.filter(move |(_, one)| one.bonus == Bonus::No && one.within == within)
}

fn applies(source: Source<'_>, node: NodeId) -> bool {
    *source.quantity(node) != Quantity::Absent(Absence::LeftOut)
}

//! How what came of a sheet is written.

use alloc::vec::Vec;

use crate::columns::Columns;
use crate::number::Number;
use crate::plan::Plan;
use crate::report::v1::{Bonus, Rating};

impl Columns<'_> {
    /// The decimal places of published numbers: totals, shares in percent and points are given in
    /// units of the last of them.
    pub fn places(&self) -> u32 {
        self.plan.rounding.places
    }

    /// The rating at each place, the lowest first.
    pub fn ratings(&self) -> Vec<&Rating> {
        (0..=self.plan.scale.rungs.len()).map(|place| self.plan.rating(place)).collect()
    }

    /// Published totals that may stand on the other side of a cut-off than the exact total, by which
    /// the verdict goes. What is shown of these is the report's to say: as many more places as it
    /// takes.
    pub fn near_totals(&self) -> Vec<i64> {
        let plan = self.plan;
        let is_exact = plan.judged_total == plan.total && plan.of.is_none();
        let rungs = plan.scale.rungs.iter().filter(|_| is_exact);
        around(plan, rungs.flat_map(|rung| &rung.cuts).map(|cut| cut.bound.clone()))
    }

    /// The same of the published shares of each dimension, in the order of [`Ratings::dimensions`].
    ///
    /// [`Ratings::dimensions`]: crate::columns::Ratings::dimensions
    pub fn near_shares(&self) -> Vec<Vec<i64>> {
        let plan = self.plan;
        let least = || plan.scale.rungs.iter().filter_map(|rung| rung.each_dimension.as_ref());
        let near = |dimension: &crate::plan::Dimension| {
            let is_held = dimension.bonus == Bonus::No
                && dimension.within.is_none()
                && dimension.judged == dimension.score;
            around(plan, least().filter(|_| is_held).map(|least| least.scaled_by_ten(2)))
        };
        plan.dimensions.iter().map(near).collect()
    }
}

/// The published numbers next to each bound.
fn around(plan: &Plan, bounds: impl Iterator<Item = Number>) -> Vec<i64> {
    let ends = |bound: Number| {
        let scaled = bound.scaled_by_ten(plan.rounding.places);
        let above = scaled.negated().floored().negated();
        [scaled.floored().to_whole(), above.to_whole()]
    };
    let mut near: Vec<i64> = bounds.flat_map(ends).flatten().collect();
    near.sort_unstable();
    near.dedup();
    near
}

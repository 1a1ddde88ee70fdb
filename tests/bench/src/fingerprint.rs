//! All that came of a sheet as one number, the same on every machine.

use std::hash::{DefaultHasher, Hasher};

use jiangxing::columns::{Columns, Detail, Ratings};

use crate::REF_1;
use crate::site::{Kind, sheet, sites};

/// One number from every rating, total, dimension and point, in order.
///
/// The standard library fixes its hash for a version of the compiler, which builds both sides.
#[must_use]
pub fn of(ratings: &Ratings) -> u64 {
    let mut hasher = DefaultHasher::new();
    hasher.write(&ratings.places);
    let columns = ratings.dimensions.iter().chain(&ratings.points);
    for column in std::iter::once(&ratings.totals).chain(columns) {
        column.iter().for_each(|number| hasher.write_i64(*number));
    }
    hasher.finish()
}

/// How a lot of sites is rated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// A column at a time.
    InColumns,
    /// One by one, by the exact engine.
    Exactly,
}

/// What comes of so many sites of a kind under the reference rubric, from a seed.
///
/// # Panics
/// When the rubric is not in order.
#[must_use]
pub fn of_sites(kind: Kind, count: usize, seed: u64, how: How) -> u64 {
    let rubric = jiangxing::open(REF_1).rubric.expect("the rubric is in order");
    let plan = jiangxing::compile(&rubric, &std::collections::BTreeMap::new());
    let columns = Columns::new(plan, Detail::Points);
    let sheet = sheet(&columns, &sites(kind, count, seed));
    of(&match how {
        How::InColumns => columns.rate(&sheet),
        How::Exactly => columns.rate_exactly(&sheet),
    })
}

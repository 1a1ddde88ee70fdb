//! Very many assessments at once: the same ratings, totals and points, a column at a time.
//!
//! ```text
//! plan ──▶ program: steps over registers of 64 rows, each with a proven bound
//! assessments ──▶ sheet: a column for each ask
//! program × sheet ──▶ ratings; rows too near to a verge, and odd ones, by the exact engine
//! ```
//!
//! Floats never decide. A lane is either exact (whole numbers below 2⁵³) or carries a bound of its error
//! that follows from the plan (`filter.rs`); where a number stands within that bound of a cut-off, of a
//! row of a table or of where rounding turns, the row is rated by [`evaluate`](crate::evaluate()) and
//! [`rate`](crate::rate()). So is a row that holds what the columns have no form for: something pending,
//! declined or withheld. A criterion that is half answered is looked at exactly by itself.

mod exact;
mod filter;
mod half;
mod lanes;
mod numbers;
mod program;
mod run;
mod sheet;
mod shown;
mod truths;

use alloc::vec::Vec;

use crate::columns::exact::{Cones, Scratch};
use crate::columns::program::step::Output;
use crate::columns::program::{Program, Published, Refused};
pub use crate::columns::sheet::{Field, ROWS, Sheet, Takes};
use crate::number::Number;
use crate::plan::node::NodeId;
use crate::plan::{Criterion, Dimension, Effect, Plan};
use crate::report::v1::Bonus;

/// How much is told of each row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Detail {
    /// The rating and the total.
    Ratings,
    /// And the dimensions.
    Dimensions,
    /// And the points of each criterion.
    #[default]
    Points,
}

/// A plan that is ready to be run over sheets.
#[derive(Clone, Debug)]
pub struct Columns<'p> {
    plan: &'p Plan,
    detail: Detail,
    cones: Cones,
    ready: Result<Ready, Refused>,
}

/// Steps, and where their outcomes stand.
#[derive(Clone, Debug)]
struct Ready {
    program: Program,
    place: usize,
    /// What must be there for the rating.
    must_be: Vec<usize>,
    gates: Vec<GateColumn>,
    limits: Vec<Limit>,
}

/// A gate: the register of its condition, what it is a condition of, and what follows.
#[derive(Clone, Copy, Debug)]
struct GateColumn {
    verdict: usize,
    item: usize,
    effect: Effect,
}

/// How much may be marked not applicable: by criterion its item, its rule and its weight.
#[derive(Clone, Debug)]
struct Limit {
    parts: Vec<Part>,
    /// More than this withholds the rating.
    most: f64,
}

#[derive(Clone, Copy, Debug)]
struct Part {
    item: usize,
    leave_out: Option<usize>,
    weight: f64,
}

/// What came of a sheet, row by row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ratings {
    /// The place of the rating, the lowest being 0; [`WITHHELD`] where there is none.
    pub places: Vec<u8>,
    /// The published totals, in units of their last place; [`NONE`] where there is none.
    pub totals: Vec<i64>,
    /// By dimension, where that is told: the published shares in percent (of a bonus or demerit the points), likewise.
    pub dimensions: Vec<Vec<i64>>,
    /// By criterion, where that is told: the published points, by the weight as written, likewise.
    pub points: Vec<Vec<i64>>,
    /// How many rows were looked at exactly.
    pub looked_at: usize,
}

/// There is no rating.
pub const WITHHELD: u8 = u8::MAX;

/// There is no number.
pub const NONE: i64 = i64::MIN;

impl<'p> Columns<'p> {
    /// `plan`, ready for sheets, of which so much is told.
    pub fn new(plan: &'p Plan, detail: Detail) -> Self {
        Self { plan, detail, cones: Cones::new(plan), ready: Ready::new(plan, detail) }
    }

    /// What the plan has that columns have no form for: every row is looked at exactly then.
    pub fn refused(&self) -> Option<&'static str> {
        self.ready.as_ref().err().copied()
    }

    /// What is asked, in the order of a sheet's cells.
    pub fn fields(&self) -> Vec<Field> {
        Sheet::fields(self.plan)
    }

    /// The ids of the dimensions, in the order of [`Ratings::dimensions`].
    pub fn dimensions(&self) -> impl Iterator<Item = &str> {
        self.plan.dimensions.iter().map(|dimension| dimension.id.as_str())
    }

    /// The ids of the criteria, in the order of [`Ratings::points`].
    pub fn criteria(&self) -> impl Iterator<Item = &str> {
        let item = |criterion: &Criterion| self.plan.items.get(criterion.item);
        self.plan.criteria.iter().map(move |one| item(one).map_or("", |item| item.id.as_str()))
    }

    /// A sheet without rows.
    pub fn sheet(&self) -> Sheet<'p> {
        Sheet::new(self.plan)
    }

    /// The ratings of all rows, every one by the exact engine: what [`Columns::rate`] must give.
    pub fn rate_exactly(&self, sheet: &Sheet<'p>) -> Ratings {
        let mut ratings = Ratings::of(self.plan, self.detail, sheet.rows());
        (0..sheet.rows()).for_each(|row| run::exactly(self.plan, sheet, row, &mut ratings));
        ratings
    }

    /// The ratings of all rows.
    pub fn rate(&self, sheet: &Sheet<'p>) -> Ratings {
        let mut ratings = Ratings::of(self.plan, self.detail, sheet.rows());
        let mut scratch = Scratch::new(self.plan);
        match &self.ready {
            Ok(ready) => run::all(self, ready, sheet, (&mut ratings, &mut scratch)),
            Err(_) => {
                (0..sheet.rows()).for_each(|row| run::exactly(self.plan, sheet, row, &mut ratings))
            }
        }
        ratings
    }
}

impl Ready {
    fn new(plan: &Plan, detail: Detail) -> Result<Self, Refused> {
        let gates = plan.gates.iter().map(|gate| gate.verdict);
        let rules = plan.criteria.iter().filter_map(|criterion| criterion.leave_out);
        let rests = plan.rests_on_total();
        let must_be = plan.scale.of.filter(|_| rests || plan.of.is_some());
        let must_be: Vec<NodeId> = must_be.into_iter().chain(rests.then_some(plan.base)).collect();
        let mut wanted = Vec::from([plan.scale.outcome]);
        wanted.extend(must_be.iter().copied().chain(gates).chain(rules));
        let mut program = Program::new(plan, &wanted, &published(plan, detail))?;
        let place = program.place(plan.scale.outcome)?;
        let limits = limits(plan, &program)?;
        let gate = |gate: &crate::plan::Gate| {
            let verdict = program.truth(gate.verdict)?;
            Ok(GateColumn { verdict, item: gate.item, effect: gate.effect })
        };
        let gates: Result<Vec<GateColumn>, Refused> = plan.gates.iter().map(gate).collect();
        let must_be: Result<Vec<usize>, Refused> =
            must_be.into_iter().map(|node| program.number(node)).collect();
        let (gates, mut must_be) = (gates?, must_be?);
        let rules = limits.iter().flat_map(|limit| &limit.parts).filter_map(|part| part.leave_out);
        let conditions: Vec<usize> = gates.iter().map(|gate| gate.verdict).chain(rules).collect();
        program.finish(plan, &mut must_be, &conditions);
        Ok(Self { program, place, must_be, gates, limits })
    }
}

/// What is published of a row.
fn published(plan: &Plan, detail: Detail) -> Vec<Published> {
    let places = plan.rounding.places;
    let one = |node, decimals, to| Published { node, weight: Number::one(), decimals, to };
    let mut all = Vec::from([one(plan.total, places, Output::Total)]);
    if detail >= Detail::Dimensions {
        all.extend(plan.dimensions.iter().enumerate().map(|(place, dimension)| {
            one(dimension.score, decimals(plan, dimension), Output::Dimension(place))
        }));
    }
    if detail >= Detail::Points {
        all.extend(plan.criteria.iter().enumerate().map(|(place, criterion)| Published {
            weight: criterion.weight.clone(),
            ..one(criterion.share, places, Output::Points(place))
        }));
    }
    all
}

/// The decimals that a dimension's score is published with: a share has two more than points.
fn decimals(plan: &Plan, dimension: &Dimension) -> u32 {
    let more = if dimension.bonus == Bonus::No { 2 } else { 0 };
    plan.rounding.places.saturating_add(more)
}

/// What may be marked not applicable, altogether and in each dimension.
fn limits(plan: &Plan, program: &Program) -> Result<Vec<Limit>, Refused> {
    let all = plan.not_applicable_limit.iter().map(|most| (None, most));
    let each = plan.dimensions.iter().enumerate().filter_map(|(place, dimension)| {
        Some((Some(place), dimension.not_applicable_limit.as_ref()?))
    });
    let limit = |(place, most): (Option<usize>, &Number)| {
        let criteria: Vec<_> = match place {
            None => crate::rate::base_criteria(plan).map(|(_, rule)| rule).collect(),
            Some(place) => crate::rate::inside(plan, place).collect(),
        };
        let of_all = criteria.iter().fold(Number::zero(), |sum, rule| sum.plus(&rule.part));
        let whole = if place.is_none() { plan.full.clone() } else { of_all };
        let parts = criteria.iter().map(|rule| &rule.part);
        let scale = filter::common_unit(parts).ok_or("odd weights")?;
        let scale = Number::from_whole(scale);
        let counts = criteria.iter().filter(|rule| crate::rate::may_leave_out(rule));
        let part = |rule: &&&Criterion| {
            let leave_out = rule.leave_out.map(|node| program.truth(node)).transpose()?;
            let weight = filter::float(&rule.part.times(&scale));
            Ok(Part { item: rule.item, leave_out, weight })
        };
        let parts: Result<Vec<Part>, Refused> = counts.map(|rule| part(&rule)).collect();
        // Weights are whole here: what is more than the limit is more than the whole number below it.
        let most = filter::float(&most.times(&whole).times(&scale).floored());
        Ok(Limit { parts: parts?, most })
    };
    all.chain(each).map(limit).collect()
}

impl Ratings {
    fn of(plan: &Plan, detail: Detail, rows: usize) -> Self {
        let columns = |from: Detail, count: usize| alloc::vec![alloc::vec![NONE; rows]; if detail >= from { count } else { 0 }];
        Self {
            places: alloc::vec![WITHHELD; rows],
            totals: alloc::vec![NONE; rows],
            dimensions: columns(Detail::Dimensions, plan.dimensions.len()),
            points: columns(Detail::Points, plan.criteria.len()),
            looked_at: 0,
        }
    }
}

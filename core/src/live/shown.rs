//! The figures of a live assessment, as the report writes them, renewed only where they change.

use alloc::vec::Vec;

use crate::evaluate::slot::{Absence, Quantity};
use crate::live::wires::{Shows, Wires};
use crate::number::Number;
use crate::plan::Plan;
use crate::rate::Award;
use crate::report::build::total_bounds;
use crate::report::figure;
use crate::report::v1::{Bonus, Rating, Standing};
use crate::report::weights::Weights;
use crate::report::working::Source;

/// What is shown of a live assessment: everything as the report of the same answers writes it.
#[derive(Clone, Debug)]
pub struct Shown {
    /// How far the rating is settled.
    pub standing: Standing,
    /// The rating, once it is settled.
    pub awarded: Option<Rating>,
    /// The rating that is certain, whatever comes; `None` while there may be none.
    pub locked: Option<Rating>,
    /// The best rating still possible; `None` when there is none.
    pub best: Option<Rating>,
    /// The total.
    pub total: Points,
    /// The points of the dimensions, in the order of the rubric.
    pub dimensions: Vec<Points>,
    /// The points of the criteria, in the order of the rubric.
    pub criteria: Vec<Points>,
    full: Full,
    bounds: Vec<Number>,
    ranks: (Standing, Option<usize>, Option<usize>),
}

/// A number as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The digits, a whole number.
    kept: Number,
    /// How many of them stand behind the point.
    places: u32,
}

impl Written {
    /// The digits, and how many of them stand behind the point, where the digits are at most 15.
    pub fn digits(&self) -> Option<(i64, u32)> {
        let digits = self.kept.to_whole().filter(|digits| digits.unsigned_abs() < MOST_DIGITS)?;
        Some((digits, self.places))
    }
}

/// Any whole number below it is written with 15 digits at most.
const MOST_DIGITS: u64 = 1_000_000_000_000_000;

impl core::fmt::Display for Written {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.write_str(&self.kept.with_point(self.places).unwrap_or_default())
    }
}

/// Points as they are published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Points {
    /// They are settled.
    Settled(Written),
    /// The least and the most still possible; twice nothing where there are none to come.
    Open(Written, Written),
}

/// What is shown otherwise than before.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// The rating, or how far it is settled.
    pub rating: bool,
    /// The total.
    pub total: bool,
    /// The places of the dimensions.
    pub dimensions: Vec<usize>,
    /// The places of the criteria.
    pub criteria: Vec<usize>,
}

/// The full points of everything that is shown.
#[derive(Clone, Debug, Default)]
struct Full {
    dimensions: Vec<Number>,
    criteria: Vec<Number>,
}

/// What has changed since figures were last shown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Moved {
    /// Nodes with another number, or with one where there was none.
    pub(crate) nodes: Vec<usize>,
    /// Something that the award looks at.
    pub(crate) is_weighed: bool,
    /// Whether something is there, not there, or not yet there that was otherwise.
    pub(crate) is_shaped: bool,
}

impl Changes {
    /// Whether there are any.
    pub fn any(&self) -> bool {
        self.rating || self.total || !self.dimensions.is_empty() || !self.criteria.is_empty()
    }

    pub(crate) fn clear(&mut self) {
        (self.rating, self.total) = (false, false);
        self.dimensions.clear();
        self.criteria.clear();
    }
}

impl Points {
    const NONE: Self = Self::Settled(Written { kept: Number::zero(), places: u32::MAX });
}

impl Shown {
    pub(crate) fn new(source: Source<'_>, award: &Award) -> Self {
        let plan = source.plan;
        let mut shown = Self {
            standing: award.standing,
            awarded: None,
            locked: None,
            best: None,
            total: Points::NONE,
            dimensions: alloc::vec![Points::NONE; plan.dimensions.len()],
            criteria: alloc::vec![Points::NONE; plan.criteria.len()],
            full: Full::default(),
            bounds: total_bounds(plan),
            ranks: (award.standing, None, None),
        };
        shown.rating(plan, award);
        shown.full = Full::new(source);
        let all = (0..plan.dimensions.len()).map(Shows::Dimension);
        let all = all.chain((0..plan.criteria.len()).map(Shows::Criterion)).chain([Shows::Total]);
        all.for_each(|each| _ = shown.figure(source, each));
        shown
    }

    pub(crate) fn renew(
        &mut self,
        source: Source<'_>,
        wires: &Wires,
        award: &Award,
        (moved, changes): (&mut Moved, &mut Changes),
    ) {
        if moved.is_weighed {
            changes.rating = self.rating(source.plan, award);
        }
        if moved.is_shaped {
            for each in self.full.renew(source) {
                self.renew_figure(source, each, changes);
            }
        }
        for node in &moved.nodes {
            for each in wires.shows(*node) {
                self.renew_figure(source, *each, changes);
            }
        }
        moved.nodes.clear();
        (moved.is_weighed, moved.is_shaped) = (false, false);
    }

    fn renew_figure(&mut self, source: Source<'_>, each: Shows, changes: &mut Changes) {
        if !self.figure(source, each) {
            return;
        }
        match each {
            Shows::Total => changes.total = true,
            Shows::Dimension(place) => changes.dimensions.push(place),
            Shows::Criterion(place) => changes.criteria.push(place),
        }
    }

    /// Whether the rating is another.
    fn rating(&mut self, plan: &Plan, award: &Award) -> bool {
        let ranks = (award.standing, award.locked, award.best);
        let is_first = self.best.is_none() && self.locked.is_none();
        if self.ranks == ranks && !is_first {
            return false;
        }
        let rating = |rank: usize| plan.rating(rank).clone();
        self.standing = award.standing;
        self.awarded = award.best.filter(|_| award.standing == Standing::Settled).map(rating);
        self.locked = award.locked.map(rating);
        self.best = award.best.map(rating);
        core::mem::replace(&mut self.ranks, ranks) != ranks
    }

    /// Whether a figure is another.
    fn figure(&mut self, source: Source<'_>, which: Shows) -> bool {
        let plan = source.plan;
        let (place, points) = match which {
            Shows::Total => {
                let scale = Scale { full: &plan.full, is_share: false, bounds: &self.bounds };
                (Some(&mut self.total), points(source, plan.total, &scale))
            }
            Shows::Dimension(place) => {
                let (Some(rule), Some(full)) =
                    (plan.dimensions.get(place), self.full.dimensions.get(place))
                else {
                    return false;
                };
                let scale = Scale { full, is_share: rule.bonus == Bonus::No, bounds: &[] };
                (self.dimensions.get_mut(place), points(source, rule.score, &scale))
            }
            Shows::Criterion(place) => {
                let (Some(rule), Some(full)) =
                    (plan.criteria.get(place), self.full.criteria.get(place))
                else {
                    return false;
                };
                let scale = Scale { full, is_share: true, bounds: &[] };
                (self.criteria.get_mut(place), points(source, rule.share, &scale))
            }
        };
        match place {
            Some(place) if *place != points => {
                *place = points;
                true
            }
            Some(_) | None => false,
        }
    }
}

impl Full {
    fn new(source: Source<'_>) -> Self {
        let plan = source.plan;
        let weights = Weights::new(source);
        let is_left_out = |rule: &crate::plan::Criterion| {
            *source.quantity(rule.share) == Quantity::Absent(Absence::LeftOut)
        };
        let criteria = plan.criteria.iter().enumerate();
        let criterion = |(place, rule): (usize, &crate::plan::Criterion)| match is_left_out(rule) {
            true => rule.weight.clone(),
            false => weights.criterion(place),
        };
        Self {
            dimensions: (0..plan.dimensions.len()).map(|place| weights.dimension(place)).collect(),
            criteria: criteria.map(criterion).collect(),
        }
    }

    /// What has other full points than before.
    fn renew(&mut self, source: Source<'_>) -> Vec<Shows> {
        let before = core::mem::replace(self, Self::new(source));
        let differ = |(place, (a, b)): (usize, (&Number, &Number))| (a != b).then_some(place);
        let dimensions = self.dimensions.iter().zip(&before.dimensions).enumerate();
        let criteria = self.criteria.iter().zip(&before.criteria).enumerate();
        let dimensions = dimensions.filter_map(differ).map(Shows::Dimension);
        dimensions.chain(criteria.filter_map(differ).map(Shows::Criterion)).collect()
    }
}

struct Scale<'a> {
    full: &'a Number,
    /// The quantity is a share of the full points; otherwise it is points.
    is_share: bool,
    bounds: &'a [Number],
}

fn points(source: Source<'_>, node: crate::plan::node::NodeId, scale: &Scale<'_>) -> Points {
    let show = |number: &Number| {
        let shown = match scale.is_share {
            true => source.plan.rounding.shown(&number.times(scale.full), scale.bounds),
            false => source.plan.rounding.shown(number, scale.bounds),
        };
        Written { kept: shown.0, places: shown.1 }
    };
    let one = Number::one();
    let most = if scale.is_share { &one } else { scale.full };
    match source.quantity(node) {
        Quantity::Known(number) => Points::Settled(show(number)),
        other @ (Quantity::Open(_) | Quantity::Absent(_)) => {
            let (low, high) = figure::ends(other, most);
            Points::Open(show(&low), show(&high))
        }
    }
}

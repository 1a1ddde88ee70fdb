//! Numbers → figures: written once, never contradicting the verdict beside them.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::calendar::Day;
use crate::evaluate::slot::{Absence, Quantity};
use crate::label::Label;
use crate::number::Number;
use crate::plan::Plan;
use crate::plan::node::{Kind, NodeId};
use crate::report::v1::{Fact, Figure, Notation, Score, Standing};

/// Exact decimals of a quantity are shown in full up to this many places.
const PLACES_IN_FULL: u32 = 6;

/// `number` as points, with the rubric's places or as many more as `bounds` need.
pub(crate) fn points(plan: &Plan, number: &Number, bounds: &[Number]) -> Figure {
    let shown = plan.rounding.show(number, bounds);
    figure(number, shown, Notation::Points, Label::default())
}

/// `share` in percent, without needless zeros.
pub(crate) fn percent(plan: &Plan, share: &Number, bounds: &[Number]) -> Figure {
    let hundredfold = |number: &Number| number.scaled_by_ten(2);
    let bounds: Vec<Number> = bounds.iter().map(hundredfold).collect();
    let shown = trimmed(plan.rounding.show(&hundredfold(share), &bounds));
    figure(share, shown, Notation::Percent, Label::default())
}

/// The number of a node, in its own notation and unit.
pub(crate) fn of_node(plan: &Plan, node: NodeId, number: &Number) -> Figure {
    let planned = plan.node(node);
    let bounds = planned.map(|node| node.bounds.as_slice()).unwrap_or_default();
    let unit = planned.map(|node| node.unit.clone()).unwrap_or_default();
    match planned.map(|node| &node.kind) {
        Some(Kind::Quantity { percent: true, .. }) => percent(plan, number, bounds),
        Some(Kind::Date) => day(number),
        Some(Kind::Quantity { percent: false, .. } | Kind::Truth | Kind::Answer) | None => {
            figure(number, plain(plan, number, bounds), Notation::Plain, unit)
        }
    }
}

/// A bare number.
pub(crate) fn bare(plan: &Plan, number: &Number) -> Figure {
    figure(number, plain(plan, number, &[]), Notation::Plain, Label::default())
}

/// A yes or no.
pub(crate) fn yes_no(yes: bool) -> Figure {
    let number = if yes { Number::one() } else { Number::zero() };
    figure(&number, number.to_string(), Notation::YesNo, Label::default())
}

/// A day.
pub(crate) fn day(days: &Number) -> Figure {
    let written = Day::of(days).to_string();
    Figure {
        exact: written.clone(),
        shown: written,
        notation: Notation::Date,
        unit: Label::default(),
    }
}

/// Words that stand where a number would.
pub(crate) fn words(id: &str) -> Figure {
    let (exact, shown) = (id.to_string(), id.to_string());
    Figure { exact, shown, notation: Notation::Words, unit: Label::default() }
}

fn plain(plan: &Plan, number: &Number, bounds: &[Number]) -> String {
    match number.places() {
        Some(places) if places <= PLACES_IN_FULL => number.in_full(),
        Some(_) | None => trimmed(plan.rounding.show(number, bounds)),
    }
}

fn figure(number: &Number, shown: String, notation: Notation, unit: Label) -> Figure {
    Figure { exact: number.in_full(), shown, notation, unit }
}

fn trimmed(mut shown: String) -> String {
    if shown.contains('.') {
        shown.truncate(shown.trim_end_matches('0').trim_end_matches('.').len());
    }
    shown
}

/// The least and the most of a quantity; nothing and `most` where there is no bound or no number.
pub(crate) fn ends(quantity: &Quantity, most: &Number) -> (Number, Number) {
    match quantity.open() {
        Some(open) => {
            (open.low.unwrap_or_else(Number::zero), open.high.unwrap_or_else(|| most.clone()))
        }
        None => (Number::zero(), Number::zero()),
    }
}

/// What a score is made of: points or a share of `full`, and what they are held against.
pub(crate) struct Scored<'a> {
    pub(crate) quantity: &'a Quantity,
    /// The quantity is a share of `full`; otherwise it is points.
    pub(crate) is_share: bool,
    pub(crate) full: &'a Number,
    pub(crate) point_bounds: &'a [Number],
    pub(crate) share_bounds: &'a [Number],
    pub(crate) why: Option<Fact>,
}

/// The score as it is written.
pub(crate) fn score(plan: &Plan, scored: &Scored<'_>) -> Score {
    let one = Number::one();
    let most = if scored.is_share { &one } else { scored.full };
    let (low, high) = ends(scored.quantity, most);
    let as_points = |end: &Number| {
        if scored.is_share { end.times(scored.full) } else { end.clone() }
    };
    let as_share = |end: &Number| {
        if scored.is_share { Some(end.clone()) } else { end.over(scored.full) }
    };
    let standing = match scored.quantity {
        Quantity::Known(_) => Standing::Settled,
        Quantity::Open(_) => Standing::Open,
        Quantity::Absent(Absence::LeftOut) => Standing::LeftOut,
        Quantity::Absent(Absence::Withheld | Absence::Undefined(_)) => Standing::Withheld,
    };
    let settled = scored.quantity.number();
    let zero = Number::zero();
    let (low_points, high_points) = (as_points(&low), as_points(&high));
    Score {
        standing,
        points: settled.map(|number| points(plan, &as_points(number), scored.point_bounds)),
        share: settled.and_then(as_share).map(|share| percent(plan, &share, scored.share_bounds)),
        low: points(plan, &low_points, scored.point_bounds),
        high: points(plan, &high_points, scored.point_bounds),
        full: points(plan, scored.full, &[]),
        low_position: low_points.position(&zero, scored.full),
        high_position: high_points.position(&zero, scored.full),
        why: scored.why.clone(),
    }
}

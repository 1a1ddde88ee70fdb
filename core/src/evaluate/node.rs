//! One operation on the slots before it.

use crate::assessment::answer::Answer;
use crate::evaluate::arithmetic::{
    chosen, either, exactly, growth, growth_range, mapped, may_be_negative, may_exceed, nothing_in,
    share, share_range,
};
use crate::evaluate::interval::Interval;
use crate::evaluate::mean;
use crate::evaluate::said::{asked, given, ticked, yes_or_no};
use crate::evaluate::slot::{Absence, Doubts, Quantity, Slot, Undefined};
use crate::evaluate::table::{curved, stepped};
use crate::evaluate::truth::{and, compared, not};
use crate::number::Number;
use crate::plan::Ask;
use crate::plan::node::{Extreme, NodeId, Operation, Pairing};
use crate::report::v1::{State, Verdict};
use crate::rounding::Rounding;

/// What was said, ask by ask.
#[derive(Clone, Copy)]
pub(crate) struct Answers<'a> {
    pub(crate) asks: &'a [Ask],
    pub(crate) given: &'a [Answer],
    pub(crate) state: State,
}

impl Answers<'_> {
    fn of(&self, ask: usize) -> &Answer {
        self.given.get(ask).unwrap_or(&Answer::Unanswered)
    }
}

/// The slot that `operation` leaves.
pub(crate) fn slot(
    operation: &Operation,
    slots: &[Slot],
    answers: Answers<'_>,
    rounding: Rounding,
) -> Slot {
    let at = |id: &NodeId| slots.get(id.0).unwrap_or(&Slot::NOTHING);
    let number = |id: &NodeId| at(id).quantity();
    let truth = |id: &NodeId| at(id).verdict();
    let quantity = match operation {
        Operation::AskTruth(ask) => return Slot::Truth(yes_or_no(answers.of(*ask))),
        Operation::Given(ask) => return Slot::Truth(given(answers.of(*ask), answers.state)),
        Operation::Compare(comparison, a, b) => {
            return Slot::Truth(compared(*comparison, number(a), number(b)));
        }
        Operation::And(a, b) => return Slot::Truth(and(truth(a), truth(b))),
        Operation::Or(a, b) => return Slot::Truth(not(and(not(truth(a)), not(truth(b))))),
        Operation::Not(a) => return Slot::Truth(not(truth(a))),
        Operation::Constant(constant) => Quantity::Known(constant.clone()),
        Operation::Ask(ask) => asked(answers.asks.get(*ask), answers.of(*ask)),
        Operation::Ticked(ask) => ticked(answers.asks.get(*ask), answers.of(*ask)),
        Operation::Pair(pairing, a, b) => paired(*pairing, number(a), number(b)),
        Operation::Negate(a) => mapped(number(a), |x| x.negated(), Interval::negated),
        Operation::Magnitude(a) => mapped(number(a), |x| x.magnitude(), Interval::magnitude),
        Operation::Extreme(extreme, all) => extreme_of(*extreme, all.iter().map(number)),
        Operation::Clamp(a, low, high) => {
            let raised = extreme_of(Extreme::Most, [number(a), number(low)]);
            extreme_of(Extreme::Least, [&raised, number(high)])
        }
        Operation::If(condition, yes, no) => match truth(condition) {
            Verdict::Met => number(yes).clone(),
            Verdict::NotMet => number(no).clone(),
            Verdict::Pending => either(number(yes), number(no)),
        },
        Operation::AsShare(a) => as_share(truth(a)),
        Operation::Curve(a, points) => curved(number(a), points),
        Operation::Steps(a, rows) => stepped(number(a), rows),
        Operation::Mean(terms) => {
            mean::mean(terms.iter().map(|(weight, node)| (weight, number(node))))
        }
        Operation::Capped(terms, cap) => {
            mean::capped(terms.iter().map(|(weight, node)| (weight, number(node))), cap)
        }
        Operation::Published(a, extra) => published(
            number(a),
            Rounding { places: rounding.places.saturating_add(*extra), ..rounding },
        ),
        Operation::Counted(_) => Quantity::Absent(Absence::Withheld),
    };
    Slot::Quantity(quantity)
}

/// Why a quotient has no result whatever stands above it; `None` when it may have one.
fn over_nothing(pairing: Pairing, above: &Quantity, below: &Quantity) -> Option<Undefined> {
    let is_open = matches!(above, Quantity::Open(open) if !open.doubts.any());
    if !is_open || below.number().is_none_or(|below| !below.is_zero()) {
        return None;
    }
    match pairing {
        Pairing::Plus | Pairing::Minus | Pairing::Times => None,
        Pairing::Over => Some(Undefined::OverNothing),
        Pairing::Share | Pairing::ShareOfWhole => Some(Undefined::ShareOfNothing),
        Pairing::Growth => Some(Undefined::GrowthFromNothing),
    }
}

fn paired(pairing: Pairing, a: &Quantity, b: &Quantity) -> Quantity {
    if let Some(why) = over_nothing(pairing, a, b) {
        return Quantity::Absent(Absence::Undefined(why));
    }
    match pairing {
        Pairing::Plus => exactly(a, b, |x, y| Ok(x.plus(y)), |x, y| (x.plus(y), None)),
        Pairing::Minus => exactly(a, b, |x, y| Ok(x.minus(y)), |x, y| (x.plus(&y.negated()), None)),
        Pairing::Times => exactly(a, b, |x, y| Ok(x.times(y)), |x, y| (x.times(y), None)),
        Pairing::Over => exactly(
            a,
            b,
            |x, y| x.over(y).ok_or(Undefined::OverNothing),
            |x, y| (x.times(&y.inverted()), nothing_in(y, Undefined::OverNothing)),
        ),
        Pairing::Share => exactly(a, b, share, |x, y| {
            let (range, undefined) = share_range(x, y);
            (range, undefined.or(may_exceed(x, y)))
        }),
        Pairing::ShareOfWhole => exactly(a, b, share, |x, y| {
            let (range, undefined) = share_range(x, y);
            (range, undefined.or(may_be_negative(x, y)))
        }),
        Pairing::Growth => exactly(a, b, growth, growth_range),
    }
}

fn extreme_of<'a>(extreme: Extreme, all: impl IntoIterator<Item = &'a Quantity>) -> Quantity {
    match extreme {
        Extreme::Least => chosen(all, |x, y| x.min(y).clone(), Interval::least),
        Extreme::Most => chosen(all, |x, y| x.max(y).clone(), Interval::most),
    }
}

fn as_share(verdict: Verdict) -> Quantity {
    match verdict {
        Verdict::Met => Quantity::Known(Number::one()),
        Verdict::NotMet => Quantity::Known(Number::zero()),
        Verdict::Pending => {
            Quantity::from_range(Some(Number::zero()), Some(Number::one()), Doubts::default())
        }
    }
}

fn published(quantity: &Quantity, rounding: Rounding) -> Quantity {
    let publish = |x: &Number| rounding.publish(x.clone()).published;
    mapped(quantity, publish, |range| Interval {
        low: range.low.as_ref().map(publish),
        high: range.high.as_ref().map(publish),
    })
}

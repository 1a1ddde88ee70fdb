//! One operation on the slots before it.

use alloc::vec::Vec;

use crate::assessment::answer::Answer;
use crate::evaluate::aggregate::{aggregated, product, rising, weighted_mean};
use crate::evaluate::arithmetic::{
    either, exactly, growth, growth_range, mapped, may_be_negative, may_exceed, nothing_in,
    or_else, share, share_range, times,
};
use crate::evaluate::calendar::{between, in_calendar};
use crate::evaluate::criterion::{Gap, gap_of};
use crate::evaluate::interval::Interval;
use crate::evaluate::real::{real, real_power};
use crate::evaluate::said::{asked, chosen, given, part, spread, ticked, yes_or_no};
use crate::evaluate::slot::{Absence, Doubts, Quantity, Slot, Undefined};
use crate::evaluate::table::{by_option, curved, looked_up, stepped};
use crate::evaluate::truth::{at_least_of, both, compared, count, has_value, not, one_of};
use crate::evaluate::{combine, mean, rank};
use crate::number::Number;
use crate::plan::node::{NodeId, Operation, Pairing};
use crate::plan::{Ask, Item};
use crate::report::v1::{State, Verdict};
use crate::rounding::Rounding;

/// What was said, ask by ask.
#[derive(Clone, Copy)]
pub(crate) struct Answers<'a> {
    pub(crate) items: &'a [Item],
    pub(crate) asks: &'a [Ask],
    pub(crate) given: &'a [Answer],
    pub(crate) state: State,
}

impl Answers<'_> {
    fn of(&self, ask: usize) -> &Answer {
        self.given.get(ask).unwrap_or(&Answer::Unanswered)
    }

    /// Whether the value of `ask` may never be known: it was refused, or does not apply, or may
    /// still be said not to.
    fn may_stay_unknown(&self, ask: usize) -> bool {
        if matches!(self.of(ask), Answer::NotApplicable | Answer::Declined) {
            return true;
        }
        let item = self.asks.get(ask).and_then(|ask| self.items.get(ask.item));
        let is_open = |ask: &usize| gap_of(self.of(*ask)) >= Gap::Unanswered;
        item.is_some_and(|item| item.may_not_apply && item.asks.iter().any(is_open))
    }
}

/// The slot that `operation` leaves.
#[expect(clippy::too_many_lines, reason = "one line or two for each operation")]
pub(crate) fn slot(
    operation: &Operation,
    slots: &[Slot],
    answers: Answers<'_>,
    rounding: Rounding,
) -> Slot {
    let at = |id: &NodeId| slots.get(id.0).unwrap_or(&Slot::NOTHING);
    let number = |id: &NodeId| at(id).quantity();
    let truth = |id: &NodeId| at(id).truth();
    let holds = |id: &NodeId| at(id).verdict();
    let quantity = match operation {
        Operation::Truth(true) => return Slot::Truth(Verdict::Met),
        Operation::Truth(false) => return Slot::Truth(Verdict::NotMet),
        Operation::AskTruth(ask) => return Slot::Truth(yes_or_no(answers.of(*ask))),
        Operation::Given(ask) => return Slot::Truth(given(answers.of(*ask), answers.state)),
        Operation::Chosen(ask, place) => return Slot::Truth(chosen(answers.of(*ask), *place)),
        Operation::Compare(comparison, a, b) => {
            return Slot::of_truth(compared(*comparison, number(a), number(b)));
        }
        Operation::And(a, b) => return Slot::of_truth(both(truth(a), truth(b))),
        Operation::Or(a, b) => return Slot::of_truth(one_of(truth(a), truth(b))),
        Operation::Not(a) => return Slot::of_truth(truth(a).map(not)),
        Operation::AtLeast(least, all) => {
            return Slot::of_truth(at_least_of(*least, all.iter().map(truth)));
        }
        Operation::HasValue(a) => return Slot::Truth(has_value(number(a))),
        Operation::Quantity(_, a) => return at(a).clone(),
        Operation::Reaches(a, side, bound) => {
            return Slot::Truth(rank::reaches(number(a), *side, bound));
        }
        Operation::Held(a) => return Slot::Truth(rank::held(holds(a), answers.state)),
        Operation::Fulfilled(a) => {
            return Slot::Truth(rank::held(at(a).fulfilled(), answers.state));
        }
        Operation::Changes(step) => {
            return Slot::Truth(rank::changes(number(&step.from), holds(&step.when), step));
        }
        Operation::Constant(constant) => Quantity::Known(constant.clone()),
        Operation::Ask(ask) => asked(answers.asks.get(*ask), answers.of(*ask)),
        Operation::Ticked(ask) => ticked(answers.asks.get(*ask), answers.of(*ask)),
        Operation::Part(ask, place) => part(answers.asks.get(*ask), *place, answers.of(*ask)),
        Operation::Spread(ask, worths) => spread(worths, answers.of(*ask)),
        Operation::Calendar(part, days) => match days.as_slice() {
            [day] => in_calendar(*part, number(day)),
            [from, to, ..] => between(*part, number(from), number(to)),
            [] => Quantity::Absent(Absence::Withheld),
        },
        Operation::Count(all) => count(all.iter().map(truth)),
        Operation::Pair(pairing, a, b) => paired(*pairing, number(a), number(b)),
        Operation::Negate(a) => mapped(number(a), |x| x.negated(), Interval::negated),
        Operation::Magnitude(a) => mapped(number(a), |x| x.magnitude(), Interval::magnitude),
        Operation::Round(rounder, step, a) => rising(number(a), |x| rounder.round(x, step)),
        Operation::Power(a, exponent) => power(number(a), *exponent),
        Operation::Real(function, digits, all) => match all.as_slice() {
            [x] => real(*function, *digits, number(x)),
            [x, y, ..] => real_power(*digits, number(x), number(y)),
            [] => Quantity::Absent(Absence::Withheld),
        },
        Operation::Aggregate(aggregate, all) => aggregated(*aggregate, all.iter().map(number)),
        Operation::WeightedMean(pairs) => {
            weighted_mean(pairs.iter().map(|(weight, value)| (number(weight), number(value))))
        }
        Operation::Product(all) => product(all.iter().map(number)),
        Operation::Clamp(a, low, high) => clamped(number(a), number(low), number(high)),
        Operation::If(condition, yes, no) => match holds(condition) {
            Verdict::Met => number(yes).clone(),
            Verdict::NotMet => number(no).clone(),
            Verdict::Pending => either(number(yes), number(no)),
        },
        Operation::OrElse(a, b) => or_else(number(a), number(b)),
        Operation::AsShare(a) => as_share(holds(a)),
        Operation::Curve(a, points) => curved(number(a), points),
        Operation::Steps(a, rows) => stepped(number(a), rows),
        Operation::LookUp(table, by) => match by.as_slice() {
            [row] => looked_up(table, number(row), None),
            [row, column, ..] => looked_up(table, number(row), Some(number(column))),
            [] => Quantity::Absent(Absence::Withheld),
        },
        Operation::ByOption(table, ask) => {
            by_option(table, answers.asks.get(*ask), answers.of(*ask))
        }
        Operation::Mean(terms) => {
            mean::mean(terms.iter().map(|(weight, node)| (weight, number(node))))
        }
        Operation::Capped(terms, cap) => {
            mean::capped(terms.iter().map(|(weight, node)| (weight, number(node))), cap)
        }
        Operation::Published(a, extra) => {
            let places = rounding.places.saturating_add(*extra);
            rising(number(a), |x| Rounding { places, ..rounding }.published(x))
        }
        Operation::Combined(combining, all) => {
            combine::combined(*combining, all.iter().map(number))
        }
        Operation::Full(a) => combine::full(number(a)),
        Operation::Ranked(ranking) => {
            let rungs: Vec<Verdict> = ranking.rungs.iter().map(holds).collect();
            rank::unless_absent(
                rank::ranked(&rungs, ranking.cumulative),
                ranking.of.as_ref().map(number),
                ranking.asks.iter().any(|ask| answers.may_stay_unknown(*ask)),
                ranking.absent_when.as_ref().map(holds),
                answers.state,
            )
        }
        Operation::Adjusted(step) => rank::adjusted(number(&step.from), holds(&step.when), step),
        Operation::Worth(a, worths) => rank::worth(number(a), worths),
        // What the plan and the marks decide, not the slots alone.
        Operation::Counted(_) => Quantity::Absent(Absence::Withheld),
        Operation::Enough(a, _) => number(a).clone(),
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
        Pairing::Times => times(a, b),
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

/// The number itself, or the end of the range that it lies beyond.
fn clamped(a: &Quantity, low: &Quantity, high: &Quantity) -> Quantity {
    let raised = exactly(a, low, |x, y| Ok(x.max(y).clone()), |x, y| (x.most(y), None));
    exactly(&raised, high, |x, y| Ok(x.min(y).clone()), |x, y| (x.least(y), None))
}

/// A range times itself forgets that both are one number: an even power is that of the magnitude.
fn power(base: &Quantity, exponent: u32) -> Quantity {
    let magnitude = mapped(base, |x| x.magnitude(), Interval::magnitude);
    let base = if exponent.is_multiple_of(2) { &magnitude } else { base };
    let one = match base {
        Quantity::Known(_) | Quantity::Open(_) => Quantity::Known(Number::one()),
        Quantity::Absent(_) => base.clone(),
    };
    (0..exponent).fold(one, |product, _| times(&product, base))
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

//! Criteria that ask one graded thing each, taken together where only their mean is wanted.
//!
//! A level, a choice or a yes is a small code, and weights are small as well: their sums fit into
//! sixteen bits, of which four times as many go through at once as of floats.

use alloc::vec::Vec;

use crate::columns::filter::{Bound, common_divisor, nearest, to_whole};
use crate::columns::numbers::{Graded, Item, Mean, Weighed, Worth};
use crate::columns::program::plain;
use crate::columns::program::step::{Counting, NumberStep, Outcome, Step, TruthStep};
use crate::columns::sheet::LARGEST;
use crate::plan::{AskKind, Plan};

/// Has means read the codes themselves where they can. Each register is written only once here.
pub(super) fn take_together(plan: &Plan, steps: &mut [Step], kept: &[usize], bounds: &[Bound]) {
    let reads = reads(steps, kept, bounds.len());
    for place in 0..steps.len() {
        let Some((before, step)) = steps.split_at_mut_checked(place) else { return };
        if let Some(Step::Number(target, NumberStep::Mean(mean))) = step.first_mut()
            && target.is_exact
        {
            gather(mean, &Around { plan, steps: before, bounds, reads: &reads });
        }
    }
}

/// How often each register of numbers is read.
fn reads(steps: &mut [Step], kept: &[usize], count: usize) -> Vec<usize> {
    let mut reads = alloc::vec![0; count];
    let read = steps.iter_mut().flat_map(Step::reads).map(|read| *read);
    for register in read.chain(kept.iter().copied()) {
        if let Some(reads) = reads.get_mut(register) {
            *reads += 1;
        }
    }
    reads
}

/// What a mean stands among.
struct Around<'a> {
    plan: &'a Plan,
    /// The steps before it.
    steps: &'a [Step],
    bounds: &'a [Bound],
    reads: &'a [usize],
}

/// Takes the graded terms of a mean together, if their sums are small enough.
fn gather(mean: &mut Mean, around: &Around<'_>) {
    let (mut graded, mut rest) = (Vec::new(), Vec::new());
    for term in &mean.terms {
        let is_free = around.reads.get(term.register) == Some(&1);
        match is_free.then(|| around.term(term)).flatten() {
            Some(term) => graded.push(term),
            None => rest.push(*term),
        }
    }
    if let Some(graded) = together(&graded) {
        (mean.graded, mean.terms) = (graded, rest);
    }
}

/// A graded criterion in a mean.
struct Term<'a> {
    counting: &'a Counting,
    ask: usize,
    /// What the lowest level adds to the sum, and each further one.
    start: i64,
    each: i64,
    /// The largest magnitude that it adds.
    most: i64,
    weight: i64,
}

impl<'a> Around<'a> {
    fn term(&self, term: &Weighed) -> Option<Term<'a>> {
        let NumberStep::Counted(counting) = self.number(term.register)? else { return None };
        let (raw, factor) = counting.raw;
        let (ask, start, each) = self.code_of(raw)?;
        let is_plain = |outcome: &Outcome| match outcome {
            Outcome::LeftOut => true,
            Outcome::Known(value, is_exact) => *is_exact && value.abs() < 0.5,
            Outcome::Exactly => false,
        };
        let is_alone = counting.asks == [ask] && counting.leave_out.is_none();
        if !is_alone || !is_plain(&counting.unanswered) || !is_plain(&counting.not_applicable) {
            return None;
        }
        let times = factor * term.factor;
        Some(Term {
            counting,
            ask,
            start: whole(start * times)?,
            each: whole(each * times)?,
            most: whole(self.bounds.get(raw)?.magnitude() * times.abs())?,
            weight: whole(term.weight)?,
        })
    }

    /// The ask whose code a register follows, what that counts at nothing, and how much more for each.
    fn code_of(&self, register: usize) -> Option<(usize, f64, f64)> {
        let step = self.number(register)?;
        if let NumberStep::Codes(ask, Worth::Even(start, each)) = step {
            return Some((*ask, *start, *each));
        }
        let NumberStep::AsShare(of) = step else { return None };
        let TruthStep::IsCode(ask, 1) = self.truth(*of)? else { return None };
        let kind = self.plan.asks.get(*ask).map(|ask| &ask.kind);
        matches!(kind, Some(AskKind::YesNo)).then_some((*ask, 0.0, 1.0))
    }

    /// What is written into a register of numbers.
    fn number(&self, register: usize) -> Option<&'a NumberStep> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Number(target, step) if target.register == register => Some(step),
            Step::Number(..) | Step::Truth(..) | Step::Place(..) | Step::Write(..) => None,
        })
    }

    /// What is written into a register of conditions.
    fn truth(&self, register: usize) -> Option<&'a TruthStep> {
        self.steps.iter().rev().find_map(|step| match step {
            Step::Truth(to, step) if *to == register => Some(step),
            Step::Truth(..) | Step::Number(..) | Step::Place(..) | Step::Write(..) => None,
        })
    }
}

/// The terms as sixteen bits hold them; `None` where they are too large.
fn together(terms: &[Term<'_>]) -> Option<Graded> {
    let worths = terms.iter().flat_map(|term| [term.start, term.each]);
    let times = worths.fold(0, common_divisor).max(1);
    let weights: i64 = terms.iter().map(|term| term.weight).sum();
    let most = terms.iter().map(|term| term.start.abs() + term.most);
    let is_small = |most: i64| most <= i64::from(i16::MAX);
    if terms.is_empty() || !is_small(weights) || !is_small(most.sum::<i64>() / times) {
        return None;
    }
    let small = |number: i64| i16::try_from(number / times).ok();
    let is_left = |outcome: Outcome| matches!(outcome, Outcome::LeftOut);
    let item = |term: &Term<'_>| {
        Some(Item {
            ask: term.ask,
            item: term.counting.item,
            start: small(term.start)?,
            each: small(term.each)?,
            weight: i16::try_from(term.weight).ok()?,
            unanswered_is_left: is_left(term.counting.unanswered),
            not_applicable_is_left: is_left(term.counting.not_applicable),
        })
    };
    let items: Option<Vec<Item>> = terms.iter().map(item).collect();
    Some(Graded { items: items?, times: plain(times) })
}

/// A whole number of moderate size, as one.
fn whole(number: f64) -> Option<i64> {
    let is_whole = number.abs() < plain(LARGEST) && (nearest(number) - number).abs() <= 0.0;
    is_whole.then(|| to_whole(number))
}

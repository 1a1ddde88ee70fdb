//! Comparisons, shares of criteria, means, and places on a scale.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::columns::exact;
use crate::columns::filter::{
    Bound, Term, ULP, common_multiple, common_unit, float, nearest, whole_unit,
};
use crate::columns::half::Behind;
use crate::columns::numbers::{Graded, Mean, Verge, Weighed};
use crate::columns::program::step::{Counting, NumberStep, Outcome, PlaceStep, Rungs, TruthStep};
use crate::columns::program::{Program, Refused, Register, plain, stored_in};
use crate::columns::sheet::LARGEST;
use crate::columns::truths::Test;
use crate::evaluate::slot::{Absence, Quantity};
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::plan::Plan;
use crate::plan::node::{Move, NodeId, Ranking};

/// The most places of a scale.
const MOST_PLACES: usize = 250;

impl Program {
    pub(super) fn counted(&mut self, plan: &Plan, place: usize) -> Result<Register, Refused> {
        let rule = plan.criteria.get(place).ok_or("a criterion")?;
        let raw = self.number(rule.raw_share)?;
        let bound = self.bound(raw)?;
        let outcomes = exact::outcomes(plan, rule);
        let unit = whole_unit(bound.unit).and_then(|unit| {
            let others = outcomes.iter().filter_map(Quantity::number);
            common_multiple(unit, common_unit(others)?)
        });
        let (is_exact, unit) = (unit.is_some(), unit.map_or(bound.unit, plain));
        let factor = unit / bound.unit;
        let put = |quantity: &Quantity| match quantity {
            Quantity::Known(number) => Outcome::Known(stored_in(unit, number).0, is_exact),
            Quantity::Absent(Absence::LeftOut) => Outcome::LeftOut,
            Quantity::Absent(Absence::Withheld | Absence::Undefined(_)) | Quantity::Open(_) => {
                Outcome::Exactly
            }
        };
        let [not_applicable, undefined, unanswered] = outcomes.each_ref().map(put);
        let mut counted = bound.scaled(unit, is_exact);
        (counted.low, counted.high) = (counted.low.min(0.0), counted.high.max(unit));
        counted.error += 16.0 * ULP * unit;
        let leave_out = rule.leave_out.map(|node| self.truth(node)).transpose()?;
        // Only what is asked more than once can be answered in part.
        let behind = (rule.measured_by.len() > 1 && !rule.leans)
            .then(|| Behind::new(&self.steps, &self.bounds, raw, (rule.missing, rule.undefined)))
            .flatten()
            .map(Box::new);
        let step = NumberStep::Counted(Counting {
            is_sure: bound.is_sure() && is_exact,
            behind,
            criterion: place,
            raw: (raw, factor),
            leave_out,
            item: rule.item,
            asks: rule.measured_by.clone(),
            not_applicable,
            undefined,
            unanswered: if rule.leans { Outcome::Exactly } else { unanswered },
            unit,
        });
        self.add(counted, step)
    }

    pub(super) fn mean(&mut self, terms: &[(Number, NodeId)]) -> Result<Register, Refused> {
        let terms: Vec<&(Number, NodeId)> =
            terms.iter().filter(|(weight, _)| !weight.is_zero()).collect();
        if terms.is_empty() {
            return self.add(Bound::whole(1.0, 0.0, 1.0), NumberStep::LeftOut);
        }
        let scale = common_unit(terms.iter().map(|(weight, _)| weight)).ok_or("odd weights")?;
        let scale = Number::from_whole(scale);
        let whole =
            terms.iter().fold(Number::zero(), |sum, (weight, _)| sum.plus(&weight.times(&scale)));
        let whole = whole.to_whole().filter(|whole| *whole > 0).ok_or("weights of nothing")?;
        let mut unit = Some(1);
        for (_, node) in &terms {
            let own = whole_unit(self.bound(self.number(*node)?)?.unit);
            unit = unit.zip(own).and_then(|(unit, own)| common_multiple(unit, own));
        }
        // Where rounding turns stands a whole number, too.
        let finer = unit.and_then(|unit| common_multiple(unit, self.turns));
        let unit =
            finer.filter(|unit| unit.checked_mul(whole).is_some_and(|all| all <= LARGEST)).or(unit);
        let all = unit.and_then(|unit| unit.checked_mul(whole)).filter(|unit| *unit <= LARGEST);
        // Stored is the weighted sum itself: nothing is divided while nothing is left out.
        let (is_exact, inner) = (all.is_some(), all.and(unit).map_or(1.0, plain));
        let (mut weighed, mut sums) = (Vec::new(), Vec::new());
        let mut least = f64::INFINITY;
        for (weight, node) in &terms {
            let register = self.number(*node)?;
            let bound = self.bound(register)?;
            let weight = float(&weight.times(&scale));
            let factor = weight * (inner / bound.unit);
            weighed.push(Weighed { register, factor, weight });
            sums.push(Term { bound, factor: weight });
            least = least.min(weight);
        }
        let is_exact = is_exact && sums.iter().all(|term| term.bound.is_exact);
        let mut bound = Bound::sum(inner, is_exact, &sums);
        let whole = plain(whole);
        bound.unit = inner * whole;
        // Where only the lightest is left, it counts for the whole.
        let grown = whole / least;
        bound.error = bound.error * grown * 1.001 + 8.0 * ULP * bound.magnitude() * grown;
        (bound.low, bound.high) = (bound.low.min(0.0) * grown, bound.high.max(0.0) * grown);
        let ends =
            |of: fn(&Bound) -> f64| sums.iter().map(move |term| of(&term.bound) / term.bound.unit);
        let low = ends(|bound| bound.low).fold(f64::INFINITY, f64::min) * bound.unit;
        let high = ends(|bound| bound.high).fold(f64::NEG_INFINITY, f64::max) * bound.unit;
        bound.low = bound.low.max(low.min(0.0) - bound.error);
        bound.high = bound.high.min(high.max(0.0) + bound.error);
        let mean = Mean { graded: Graded::default(), terms: weighed, whole };
        self.add(bound, NumberStep::Mean(mean))
    }

    pub(super) fn capped(
        &mut self,
        terms: &[(Number, NodeId)],
        cap: &Number,
    ) -> Result<Register, Refused> {
        let weights = terms.iter().map(|(weight, _)| weight);
        let mut unit = common_unit(weights.chain([cap]));
        for (_, node) in terms {
            let own = whole_unit(self.bound(self.number(*node)?)?.unit);
            unit = unit
                .zip(own)
                .and_then(|(unit, own)| unit.checked_mul(own))
                .filter(|all| *all <= LARGEST);
        }
        let (is_exact, unit) = (unit.is_some(), unit.map_or(1.0, plain));
        let (mut scaled, mut sums) = (Vec::new(), Vec::new());
        for (weight, node) in terms {
            let register = self.number(*node)?;
            let bound = self.bound(register)?;
            let factor = float(weight);
            scaled.push((register, factor * (unit / bound.unit)));
            sums.push(Term { bound, factor });
        }
        let is_exact = is_exact && sums.iter().all(|term| term.bound.is_exact);
        let mut bound = Bound::sum(unit, is_exact, &sums);
        let cap = float(&cap.times(&Number::from_whole(whole_unit(unit).unwrap_or(1))));
        bound.low = bound.low.min(0.0);
        bound.high = bound.high.max(0.0).min(cap + bound.error);
        self.add(bound, NumberStep::Capped(scaled, cap))
    }

    pub(super) fn ranked(&mut self, ranking: &Ranking) -> Result<Register, Refused> {
        let rungs: Result<Vec<usize>, Refused> =
            ranking.rungs.iter().map(|rung| self.truth(*rung)).collect();
        let rungs = Rungs {
            all: rungs?,
            cumulative: ranking.cumulative,
            of: ranking.of.map(|of| self.number(of)).transpose()?,
            absent_when: ranking.absent_when.map(|when| self.truth(when)).transpose()?,
        };
        if rungs.all.len() >= MOST_PLACES {
            return Err("a scale of very many places");
        }
        Ok(Register::Place(self.add_place(PlaceStep::Ranked(rungs))?))
    }

    pub(super) fn moved(&mut self, step: &Move) -> Result<(usize, usize, Box<[u8; 256]>), Refused> {
        let mut table = Box::new([0_u8; 256]);
        for (place, cell) in table.iter_mut().enumerate() {
            *cell = u8::try_from(step.change.of(place, step.top)).unwrap_or(u8::MAX);
        }
        Ok((self.place(step.from)?, self.truth(step.when)?, table))
    }

    /// What `register` is held against.
    pub(super) fn verge(
        &self,
        register: usize,
        at: &Number,
        included: bool,
    ) -> Result<Verge, Refused> {
        let bound = self.bound(register)?;
        let unit = whole_unit(bound.unit);
        let exact = unit.map(|unit| at.times(&Number::from_whole(unit)));
        let stored = exact.as_ref().map_or_else(|| float(at) * bound.unit, float);
        let is_whole = exact.as_ref().is_some_and(|at| at.to_whole().is_some());
        let off = (stored - nearest(stored)).abs();
        let is_sharp = is_whole || off > 8.0 * ULP * stored.abs().max(1.0);
        let slack = bound.slack(stored) + 8.0 * ULP * stored.abs();
        Ok(Verge { at: stored, included, slack, is_sharp: is_sharp && bound.is_exact })
    }

    pub(super) fn compare(
        &mut self,
        comparison: Comparison,
        a: usize,
        b: usize,
    ) -> Result<Register, Refused> {
        if let Some(constant) = self.constant_of(b) {
            return self.hold_against(comparison, a, &constant);
        }
        if let Some(constant) = self.constant_of(a) {
            return self.hold_against(turned(comparison), b, &constant);
        }
        let Register::Number(difference) = self.sum((a, 1), (b, -1), self.common(a, b)?)? else {
            return Err("a number");
        };
        self.hold_against(comparison, difference, &Number::zero())
    }

    fn hold_against(
        &mut self,
        comparison: Comparison,
        a: usize,
        constant: &Number,
    ) -> Result<Register, Refused> {
        let (test, included) = match comparison {
            Comparison::AtLeast => (Test::Reached, true),
            Comparison::Above => (Test::Reached, false),
            Comparison::AtMost => (Test::Missed, false),
            Comparison::Below => (Test::Missed, true),
            Comparison::Equal => (Test::Equal, true),
            Comparison::NotEqual => (Test::Unequal, true),
        };
        let verge = self.verge(a, constant, included)?;
        Ok(self.add_truth(TruthStep::Compare(a, test, verge)))
    }
}

/// The same, said the other way round.
fn turned(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::AtLeast => Comparison::AtMost,
        Comparison::AtMost => Comparison::AtLeast,
        Comparison::Above => Comparison::Below,
        Comparison::Below => Comparison::Above,
        same @ (Comparison::Equal | Comparison::NotEqual) => same,
    }
}

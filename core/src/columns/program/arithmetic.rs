//! Sums, products, quotients, extremes, powers and roundings.

use alloc::vec::Vec;

use crate::columns::filter::{Bound, Term, ULP, WHOLE, common_multiple, float, whole_unit};
use crate::columns::numbers::{Division, Publishing};
use crate::columns::program::step::{NumberStep, Scaled};
use crate::columns::program::{Program, Refused, Register, Rounded, plain};
use crate::columns::sheet::LARGEST;
use crate::number::Number;
use crate::plan::node::{Aggregate, NodeId, Pairing};
use crate::rounding::{Rounder, RoundingMode};

/// The highest power that columns have a form for.
const HIGHEST_POWER: u32 = 8;

/// What quotients are multiplied by, the first that numbers leave room for: those of few decimals are
/// whole then, and so are those that put a mean where rounding turns.
const LUCKY: [f64; 3] = [240_000.0, 20_000.0, 1.0];

impl Program {
    /// Two registers in one unit, with what they are multiplied by, and what holds of either.
    pub(super) fn alike(&self, a: usize, b: usize) -> Result<(Scaled, Scaled, Bound), Refused> {
        let (first, second) = (self.bound(a)?, self.bound(b)?);
        let common = whole_unit(first.unit).zip(whole_unit(second.unit));
        let common = common.and_then(|(x, y)| common_multiple(x, y));
        let unit = common.map_or(1.0, plain);
        let (is_exact, by, times) = (common.is_some(), unit / first.unit, unit / second.unit);
        let (first, second) = (first.scaled(unit, is_exact), second.scaled(unit, is_exact));
        Ok(((a, by), (b, times), Bound::either(first, second)))
    }

    pub(super) fn extreme(
        &mut self,
        a: usize,
        b: usize,
        highest: bool,
    ) -> Result<Register, Refused> {
        let (a, b, bound) = self.alike(a, b)?;
        let (x, y) = (self.bound(a.0)?, self.bound(b.0)?);
        let ends = |x: f64, y: f64| if highest { x.max(y) } else { x.min(y) };
        let low = ends(x.low * a.1, y.low * b.1) - bound.most_slack();
        let high = ends(x.high * a.1, y.high * b.1) + bound.most_slack();
        let bound = Bound { low: low.min(high), high: high.max(low), ..bound };
        let slack = (x.most_slack() * a.1 + y.most_slack() * b.1) * 1.001
            + 8.0 * ULP * (x.magnitude() * a.1 + y.magnitude() * b.1);
        self.add(bound, NumberStep::Extreme(a, b, (highest, slack)))
    }

    /// `a` times one small whole number and `b` times another.
    pub(super) fn sum(
        &mut self,
        (a, by): (usize, i32),
        (b, times): (usize, i32),
        unit: f64,
    ) -> Result<Register, Refused> {
        let (by, times) = (f64::from(by), f64::from(times));
        let (first, second) = (self.bound(a)?, self.bound(b)?);
        let is_exact = first.is_exact
            && second.is_exact
            && whole_unit(unit / first.unit).is_some()
            && whole_unit(unit / second.unit).is_some();
        let terms = [Term { bound: first, factor: by }, Term { bound: second, factor: times }];
        let bound = Bound::sum(unit, is_exact, &terms);
        self.add(
            bound,
            NumberStep::Sum((a, by * (unit / first.unit)), (b, times * (unit / second.unit))),
        )
    }

    /// The unit in which both are whole, or one.
    pub(super) fn common(&self, a: usize, b: usize) -> Result<f64, Refused> {
        let units = whole_unit(self.bound(a)?.unit).zip(whole_unit(self.bound(b)?.unit));
        Ok(units.and_then(|(a, b)| common_multiple(a, b)).map_or(1.0, plain))
    }

    pub(super) fn pair(
        &mut self,
        pairing: Pairing,
        a: NodeId,
        b: NodeId,
    ) -> Result<Register, Refused> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        match pairing {
            Pairing::Plus => self.sum((a, 1), (b, 1), self.common(a, b)?),
            Pairing::Minus => self.sum((a, 1), (b, -1), self.common(a, b)?),
            Pairing::Times => {
                if let Some(constant) = self.constant_of(b)
                    && let Some(over) = Number::one().over(&constant)
                    && let Some(same) = self.in_unit(a, &over)?
                {
                    return Ok(same);
                }
                if let Some(constant) = self.constant_of(a)
                    && let Some(over) = Number::one().over(&constant)
                    && let Some(same) = self.in_unit(b, &over)?
                {
                    return Ok(same);
                }
                let bound = Bound::product(self.bound(a)?, self.bound(b)?);
                self.add(bound, NumberStep::Product(a, b))
            }
            Pairing::Over | Pairing::Share | Pairing::ShareOfWhole | Pairing::Growth => {
                self.quotient(pairing, a, b)
            }
        }
    }

    /// So much of register `a` as if it were one: nothing is written, only the unit is another.
    fn in_unit(&mut self, a: usize, of: &Number) -> Result<Option<Register>, Refused> {
        let bound = self.bound(a)?;
        let unit = whole_unit(bound.unit).map(|unit| of.times(&Number::from_whole(unit)));
        let unit = unit.and_then(|unit| whole_unit(plain(unit.to_whole()?)));
        let Some(unit) = unit else { return Ok(None) };
        let bound = Bound { unit: plain(unit), ..bound };
        self.add(bound, NumberStep::Same(a)).map(Some)
    }

    pub(super) fn quotient(
        &mut self,
        pairing: Pairing,
        a: usize,
        b: usize,
    ) -> Result<Register, Refused> {
        let unit = self.common(a, b)?;
        let (first, second) = (self.bound(a)?, self.bound(b)?);
        let is_exact =
            whole_unit(unit / first.unit).is_some() && whole_unit(unit / second.unit).is_some();
        let (above, below) = (first.scaled(unit, is_exact), second.scaled(unit, is_exact));
        let less_one = pairing == Pairing::Growth;
        let is_share = matches!(pairing, Pairing::Share | Pairing::ShareOfWhole);
        let always_is = !is_share || (first.low >= 0.0 && above.high <= below.low);
        if let Some(constant) = self.constant_of(b).filter(|_| !less_one && always_is)
            && let Some(same) = self.in_unit(a, &constant)?
        {
            return Ok(same);
        }
        let above = if less_one {
            let terms = [Term { bound: above, factor: 1.0 }, Term { bound: below, factor: -1.0 }];
            Bound::sum(unit, is_exact, &terms)
        } else {
            above
        };
        let refused = "a quotient by next to nothing";
        let mut bound = Bound::quotient(above, below).ok_or(refused)?;
        let is_clear = above.is_exact && below.is_exact;
        if is_share && !(above.is_sure() && below.is_sure()) {
            return Err("a share of what is itself inexact");
        }
        if is_share && below.low < 0.0 {
            return Err("a share of what may be below nothing");
        }
        if is_share {
            (bound.low, bound.high) = (0.0, 1.0);
        }
        // A quotient of few decimals is exact after all.
        let has_room = |luck: &f64| is_clear && above.magnitude() * luck <= WHOLE;
        let luck = LUCKY.into_iter().find(has_room).unwrap_or(1.0);
        bound = bound.scaled(luck, false);
        bound.is_exact = luck > 1.0;
        let division = Division { less_one, is_share, unit: luck };
        let step = NumberStep::Quotient((a, unit / first.unit), (b, unit / second.unit), division);
        self.add(bound, step)
    }

    pub(super) fn aggregate(
        &mut self,
        aggregate: Aggregate,
        all: &[NodeId],
    ) -> Result<Register, Refused> {
        let all: Result<Vec<usize>, Refused> = all.iter().map(|node| self.number(*node)).collect();
        let all = all?;
        if let Some(of_rounded) = self.rounded_last(aggregate, &all)? {
            return Ok(of_rounded);
        }
        self.aggregate_of(aggregate, &all)
    }

    /// The extreme of rounded numbers is the rounded extreme: rounding keeps their order.
    fn rounded_last(
        &mut self,
        aggregate: Aggregate,
        all: &[usize],
    ) -> Result<Option<Register>, Refused> {
        let find = |to: &usize| self.rounded.iter().find(|rounded| rounded.to == *to);
        let rounded: Option<Vec<&Rounded>> = all.iter().map(find).collect();
        let is_extreme = matches!(aggregate, Aggregate::MOST | Aggregate::LEAST);
        let Some(rounded) = rounded.filter(|_| is_extreme) else { return Ok(None) };
        let Some(first) = rounded.first().map(|first| (*first).clone()) else { return Ok(None) };
        if !rounded.iter().all(|other| other.is_alike(&first)) {
            return Ok(None);
        }
        let of: Vec<usize> = rounded.iter().map(|rounded| rounded.of).collect();
        let Register::Number(extreme) = self.aggregate_of(aggregate, &of)? else { return Ok(None) };
        // Ties are told only where the numbers have a common measure.
        if !self.bound(extreme)?.is_exact {
            return Ok(None);
        }
        let Rounded { how, kept, unit, .. } = first;
        Ok(self.keeping(extreme, how.mode, &kept, unit).ok().map(Register::Number))
    }

    fn aggregate_of(&mut self, aggregate: Aggregate, all: &[usize]) -> Result<Register, Refused> {
        let mut unit = Some(1);
        for register in all {
            let own = whole_unit(self.bound(*register)?.unit);
            unit = unit.zip(own).and_then(|(unit, own)| common_multiple(unit, own));
        }
        let (is_exact, unit) = (unit.is_some(), unit.map_or(1.0, plain));
        let mut terms = Vec::new();
        let mut scaled = Vec::new();
        for register in all {
            let bound = self.bound(*register)?;
            terms.push(Term { bound, factor: 1.0 });
            scaled.push((*register, unit / bound.unit));
        }
        let is_exact = is_exact && terms.iter().all(|term| term.bound.is_exact);
        let is_one = |highest: bool| {
            let bounds = terms.iter().map(|term| term.bound.scaled(unit, is_exact));
            let bound = bounds.reduce(Bound::either).ok_or("an aggregate of nothing")?;
            let slacks = terms.iter().map(|term| {
                let factor = unit / term.bound.unit;
                (term.bound.most_slack() + 8.0 * ULP * term.bound.magnitude()) * factor
            });
            let slack = 2.02 * slacks.fold(0.0, f64::max);
            Ok((bound, NumberStep::ExtremeOf(scaled.clone(), (highest, slack))))
        };
        let (bound, step) = match aggregate {
            Aggregate::SUM => {
                let mut bound = Bound::sum(unit, is_exact, &terms);
                // Some may be left out.
                (bound.low, bound.high) = (bound.low.min(0.0), bound.high.max(0.0));
                for term in &terms {
                    let factor = unit / term.bound.unit;
                    bound.low -= (term.bound.low * factor).max(0.0);
                    bound.high -= (term.bound.high * factor).min(0.0);
                }
                (bound, NumberStep::Total(scaled))
            }
            Aggregate::MOST => is_one(true)?,
            Aggregate::LEAST => is_one(false)?,
            Aggregate::Highest(_) | Aggregate::Lowest(_) => return Err("some of many"),
            Aggregate::Mean => return Err("a mean of what varies"),
            Aggregate::Median => return Err("a median"),
        };
        self.add(bound, step)
    }

    pub(super) fn power(&mut self, a: usize, exponent: u32) -> Result<Register, Refused> {
        // Nothing is absent in one that is multiplied by nothing; and what grows beyond all bounds is
        // for the exact engine to end.
        if !(1..=HIGHEST_POWER).contains(&exponent) {
            return Err("a high power");
        }
        let Register::Number(mut power) = self.constant(&Number::one())? else {
            return Err("a number");
        };
        for _ in 0..exponent {
            let bound = Bound::product(self.bound(power)?, self.bound(a)?);
            let Register::Number(next) = self.add(bound, NumberStep::Product(power, a))? else {
                return Err("a number");
            };
            power = next;
        }
        Ok(Register::Number(power))
    }

    pub(super) fn round(
        &mut self,
        rounder: Rounder,
        step: &Number,
        a: usize,
    ) -> Result<Register, Refused> {
        let mode = match rounder {
            Rounder::To(mode) => mode,
            Rounder::Floor if self.bound(a)?.low >= 0.0 => RoundingMode::Down,
            Rounder::Ceiling if self.bound(a)?.low >= 0.0 => RoundingMode::Up,
            Rounder::Floor | Rounder::Ceiling => {
                return Err("a rounding of what may be below zero");
            }
        };
        let parts = Number::one().over(step).and_then(|parts| parts.to_whole());
        let parts = parts.filter(|parts| *parts <= LARGEST).ok_or("a rounding to odd steps")?;
        Ok(Register::Number(self.keeping(a, mode, &Number::from_whole(parts), plain(parts))?))
    }

    /// So many times a number, rounded to a whole one, which is stored in `unit`.
    pub(super) fn keeping(
        &mut self,
        register: usize,
        mode: RoundingMode,
        kept: &Number,
        unit: f64,
    ) -> Result<usize, Refused> {
        let bound = self.bound(register)?;
        let factor = float(kept) / bound.unit;
        let largest = bound.magnitude() * factor.abs();
        if largest > 1e15 {
            return Err("more digits than floats have");
        }
        // As a fraction of whole numbers, of which floats make no mistake.
        let own = whole_unit(bound.unit).map(Number::from_whole);
        let by = own.and_then(|own| kept.over(&own));
        let fraction = by.as_ref().and_then(|by| {
            let (above, below) = by.parts();
            let (above, below) = (plain(above.to_i64()?), plain(below.to_i64()?));
            let most = (bound.magnitude() * above).max((largest + 2.0) * below);
            (bound.is_exact && most <= WHOLE).then_some((above, below))
        });
        let (above, below) = fraction.unwrap_or((factor, 1.0));
        let slack = bound.most_slack() * above.abs() * 1.001
            + 8.0 * ULP * bound.magnitude() * above.abs()
            + 1e-300;
        let is_sharp = fraction.is_some();
        let is_positive = bound.low * factor > -0.25;
        let publishing = Publishing { mode, factor, above, below, slack, is_sharp, is_positive };
        let before = self.rounded.iter().find(|before| {
            before.of == register
                && before.unit.to_bits() == unit.to_bits()
                && before.how.is_as(&publishing)
        });
        if let Some(before) = before {
            return Ok(before.to);
        }
        let ends = [bound.low * factor, bound.high * factor];
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min) - 2.0;
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max) + 2.0;
        let step = NumberStep::Publish(register, publishing);
        let Register::Number(to) = self.add(Bound::whole(unit, low, high), step)? else {
            return Err("a number");
        };
        self.rounded.push(Rounded { of: register, how: publishing, kept: kept.clone(), unit, to });
        Ok(to)
    }
}

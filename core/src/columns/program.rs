//! A plan → steps over registers, with what is known of each register.

mod arithmetic;
mod graded;
mod room;
mod score;
pub(crate) mod step;
mod table;

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::columns::exact;
use crate::columns::filter::{Bound, ULP, float, whole_unit};
use crate::columns::numbers::Publishing;
use crate::columns::program::step::{NumberStep, Output, PlaceStep, Step, Target, TruthStep};
use crate::columns::sheet::{LARGEST, places_of};
use crate::columns::truths::Test;
use crate::number::Number;
use crate::plan::node::{NodeId, Operation, Step as TableRow};
use crate::plan::{AskKind, Plan};
use crate::report::v1::Side;
use crate::rounding::RoundingMode;

/// The most conditions that are counted.
const MOST_COUNTED: usize = 255;

/// Where the outcome of a node stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Register {
    Number(usize),
    Truth(usize),
    Place(usize),
}

/// Steps in order, and what came of which node.
#[derive(Clone, Debug)]
pub(crate) struct Program {
    pub(crate) steps: Vec<Step>,
    /// How many registers of numbers there are, of conditions and of places.
    pub(crate) numbers: usize,
    pub(crate) truths: usize,
    pub(crate) places: usize,
    /// What is known of each number, while steps are added.
    bounds: Vec<Bound>,
    registers: Vec<Option<Register>>,
    /// The places as numbers.
    ranks: Vec<usize>,
    /// In so many parts of one rounding turns.
    turns: i64,
    rounded: Vec<Rounded>,
    constants: Vec<(usize, Number)>,
    /// The conditions that an ask was answered so.
    chosen: Vec<(usize, u8, usize)>,
    /// What was read already: of which ask, and where it stands.
    typed: Vec<(usize, usize)>,
    /// Which conditions were joined already: both or either, and where that stands.
    joined: Vec<(usize, usize, bool, usize)>,
}

/// What was rounded already: of which register, how, by what, in which unit, and where it stands.
#[derive(Clone, Debug)]
struct Rounded {
    of: usize,
    how: Publishing,
    /// What it was multiplied by.
    kept: Number,
    unit: f64,
    to: usize,
}

impl Rounded {
    /// Whether equal numbers are rounded to equal ones.
    fn is_alike(&self, other: &Self) -> bool {
        self.how.mode == other.how.mode
            && self.kept == other.kept
            && self.unit.to_bits() == other.unit.to_bits()
    }
}

/// A number that is published: by its weight, with so many decimals.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    pub(crate) node: NodeId,
    pub(crate) weight: Number,
    pub(crate) decimals: u32,
    pub(crate) to: Output,
}

/// Why a plan has no columns: what has no form in them.
pub(crate) type Refused = &'static str;

impl Program {
    /// The steps that lead to `wanted` and to what is `published`.
    pub(crate) fn new(
        plan: &Plan,
        wanted: &[NodeId],
        published: &[Published],
    ) -> Result<Self, Refused> {
        let mut program = Self {
            steps: Vec::new(),
            numbers: 0,
            truths: 0,
            places: 0,
            bounds: Vec::new(),
            registers: alloc::vec![None; plan.nodes.len()],
            ranks: Vec::new(),
            turns: 10_i64.pow(plan.rounding.places.min(6)).saturating_mul(200),
            rounded: Vec::new(),
            constants: Vec::new(),
            chosen: Vec::new(),
            typed: Vec::new(),
            joined: Vec::new(),
        };
        let ends: Vec<NodeId> =
            wanted.iter().copied().chain(published.iter().map(|one| one.node)).collect();
        let needed = exact::needed(plan, &ends);
        for ((index, node), needed) in plan.nodes.iter().enumerate().zip(needed) {
            if !needed {
                continue;
            }
            let register = program.step(plan, &node.operation)?;
            if let Some(place) = program.registers.get_mut(index) {
                *place = Some(register);
            }
            for one in published.iter().filter(|one| one.node.0 == index) {
                program.write(plan, one)?;
            }
        }
        Ok(program)
    }

    /// Drops what nobody reads and lets registers be used again; the numbers in `kept` and the
    /// `conditions` are read in the end.
    pub(crate) fn finish(&mut self, plan: &Plan, kept: &mut [usize], conditions: &[usize]) {
        let steps = core::mem::take(&mut self.steps);
        (self.steps, self.numbers) = room::furnish(plan, steps, (kept, conditions), &self.bounds);
    }

    fn write(&mut self, plan: &Plan, one: &Published) -> Result<(), Refused> {
        let from = self.number(one.node)?;
        let register = self.published(from, plan.rounding.mode, (one.decimals, &one.weight))?;
        self.steps.push(Step::Write(one.to, register));
        Ok(())
    }

    pub(crate) fn number(&self, node: NodeId) -> Result<usize, Refused> {
        match self.registers.get(node.0) {
            Some(Some(Register::Number(register))) => Ok(*register),
            Some(Some(Register::Place(place))) => self.ranks.get(*place).copied().ok_or("a number"),
            Some(Some(Register::Truth(_)) | None) | None => Err("a number"),
        }
    }

    pub(crate) fn truth(&self, node: NodeId) -> Result<usize, Refused> {
        match self.registers.get(node.0) {
            Some(Some(Register::Truth(register))) => Ok(*register),
            Some(Some(Register::Number(_) | Register::Place(_)) | None) | None => {
                Err("a condition")
            }
        }
    }

    pub(crate) fn place(&mut self, node: NodeId) -> Result<usize, Refused> {
        match self.registers.get(node.0) {
            Some(Some(Register::Place(register))) => Ok(*register),
            Some(Some(Register::Number(number))) => {
                let number = *number;
                let Bound { unit, low, .. } = self.bound(number)?;
                if unit > 1.0 || low < -0.5 {
                    return Err("a place");
                }
                self.add_place(PlaceStep::OfNumber(number))
            }
            Some(Some(Register::Truth(_)) | None) | None => Err("a place"),
        }
    }

    pub(crate) fn bound(&self, register: usize) -> Result<Bound, Refused> {
        self.bounds.get(register).copied().ok_or("a number")
    }

    /// The number of `node` as it is published, in so many parts of one.
    pub(crate) fn published(
        &mut self,
        register: usize,
        mode: RoundingMode,
        (places, weight): (u32, &Number),
    ) -> Result<usize, Refused> {
        let unit = Number::one().scaled_by_ten(places);
        self.keeping(register, mode, &weight.times(&unit), float(&unit))
    }

    fn add(&mut self, bound: Bound, step: NumberStep) -> Result<Register, Refused> {
        if !bound.low.is_finite() || !bound.high.is_finite() || !bound.error.is_finite() {
            return Err("a number without an end");
        }
        let register = self.bounds.len();
        self.bounds.push(bound);
        self.steps.push(Step::Number(Target { register, is_exact: bound.is_exact }, step));
        Ok(Register::Number(register))
    }

    fn add_truth(&mut self, step: TruthStep) -> Register {
        let register = self.truths;
        self.truths += 1;
        self.steps.push(Step::Truth(register, step));
        Register::Truth(register)
    }

    fn add_place(&mut self, step: PlaceStep) -> Result<usize, Refused> {
        let register = self.places;
        self.places += 1;
        self.steps.push(Step::Place(register, step));
        let mut ranks = Box::new([0.0; 256]);
        for (place, rank) in ranks.iter_mut().enumerate() {
            *rank = f64::from(u8::try_from(place).unwrap_or(u8::MAX));
        }
        let bound = Bound::whole(1.0, 0.0, 255.0);
        let Register::Number(rank) = self.add(bound, NumberStep::OfPlace(register, ranks))? else {
            return Err("a number");
        };
        self.ranks.push(rank);
        Ok(register)
    }

    #[expect(clippy::too_many_lines, reason = "one line or two for each operation")]
    fn step(&mut self, plan: &Plan, operation: &Operation) -> Result<Register, Refused> {
        match operation {
            Operation::Constant(number) => self.constant(number),
            Operation::Truth(holds) => Ok(self.add_truth(TruthStep::Fill(*holds))),
            Operation::Ask(ask) => self.ask(plan, *ask),
            Operation::AskTruth(ask) => Ok(self.is_code(*ask, 1)),
            Operation::Chosen(ask, place) => {
                let code = u8::try_from(*place).map_err(|_| "a choice of very many")?;
                Ok(self.is_code(*ask, code))
            }
            Operation::Given(ask) => Ok(self.add_truth(TruthStep::IsGiven(*ask))),
            Operation::Ticked(ask) => {
                let kind = plan.asks.get(*ask).map(|ask| &ask.kind);
                let Some(AskKind::Checklist { parts }) = kind else { return Err("a checklist") };
                self.tally(*ask, parts.len(), |ticked, _| (ticked, 1))
            }
            Operation::Quantity(_, of) => {
                self.registers.get(of.0).copied().flatten().ok_or("a quantity")
            }
            Operation::Pair(pairing, a, b) => self.pair(*pairing, *a, *b),
            Operation::Negate(a) => {
                let a = self.number(*a)?;
                self.sum((a, -1), (a, 0), self.bound(a)?.unit)
            }
            Operation::Magnitude(a) => {
                let a = self.number(*a)?;
                let bound = self.bound(a)?;
                let bound = Bound { low: 0.0, high: bound.magnitude(), ..bound };
                self.add(bound, NumberStep::Magnitude(a))
            }
            Operation::Aggregate(aggregate, all) => self.aggregate(*aggregate, all),
            Operation::Clamp(a, low, high) => {
                let (a, low, high) = (self.number(*a)?, self.number(*low)?, self.number(*high)?);
                let Register::Number(raised) = self.extreme(a, low, true)? else {
                    return Err("a number");
                };
                self.extreme(raised, high, false)
            }
            Operation::If(condition, yes, no) => {
                let condition = self.truth(*condition)?;
                let (yes, no, bound) = self.alike(self.number(*yes)?, self.number(*no)?)?;
                self.add(bound, NumberStep::Choice(condition, yes, no))
            }
            Operation::OrElse(a, b) => {
                let (a, b, bound) = self.alike(self.number(*a)?, self.number(*b)?)?;
                self.add(bound, NumberStep::OrElse(a, b))
            }
            Operation::Compare(comparison, a, b) => {
                self.compare(*comparison, self.number(*a)?, self.number(*b)?)
            }
            Operation::And(a, b) => Ok(self.join(self.truth(*a)?, self.truth(*b)?, false)),
            Operation::Or(a, b) => Ok(self.join(self.truth(*a)?, self.truth(*b)?, true)),
            Operation::Not(a) => {
                let a = self.truth(*a)?;
                Ok(self.add_truth(TruthStep::Not(a)))
            }
            Operation::AtLeast(least, all) => {
                if all.len() > MOST_COUNTED {
                    return Err("very many conditions");
                }
                let all: Result<Vec<usize>, Refused> =
                    all.iter().map(|each| self.truth(*each)).collect();
                Ok(self.add_truth(TruthStep::AtLeast(*least, all?)))
            }
            Operation::HasValue(a) => {
                let a = self.number(*a)?;
                Ok(self.add_truth(TruthStep::HasValue(a)))
            }
            Operation::AsShare(of) => {
                let of = self.truth(*of)?;
                self.add(Bound::whole(1.0, 0.0, 1.0), NumberStep::AsShare(of))
            }
            Operation::Curve(a, points) => self.curve(self.number(*a)?, points),
            Operation::Steps(a, rows) => self.steps_of(self.number(*a)?, rows),
            Operation::LookUp(table, by) => self.look_up(table, by),
            Operation::ByOption(table, ask) => self.by_option(plan, table, *ask),
            Operation::Counted(place) => self.counted(plan, *place),
            Operation::Mean(terms) => self.mean(terms),
            Operation::Capped(terms, cap) => self.capped(terms, cap),
            Operation::Published(a, extra) => {
                let places = plan.rounding.places.saturating_add(*extra);
                let a = self.number(*a)?;
                let one = Number::one();
                Ok(Register::Number(self.published(a, plan.rounding.mode, (places, &one))?))
            }
            Operation::Full(a) => {
                let one = TableRow { bound: Number::one(), included: true, share: Number::one() };
                let nothing =
                    TableRow { bound: Number::zero(), share: Number::zero(), ..one.clone() };
                self.steps_of(self.number(*a)?, &[nothing, one])
            }
            Operation::Reaches(a, side, bound) => {
                let a = self.number(*a)?;
                let (test, included) = match side {
                    Side::From => (Test::Reached, true),
                    Side::Above => (Test::Reached, false),
                    Side::AtMost => (Test::Missed, false),
                    Side::Below => (Test::Missed, true),
                };
                let verge = self.verge(a, bound, included)?;
                Ok(self.add_truth(TruthStep::Reaches(a, test, verge)))
            }
            Operation::Held(a) => {
                let a = self.truth(*a)?;
                Ok(self.add_truth(TruthStep::Held(a, false)))
            }
            Operation::Fulfilled(a) => {
                let a = self.truth(*a)?;
                Ok(self.add_truth(TruthStep::Held(a, true)))
            }
            Operation::Ranked(ranking) => self.ranked(ranking),
            Operation::Adjusted(step) => {
                let (from, when, table) = self.moved(step)?;
                Ok(Register::Place(self.add_place(PlaceStep::Adjusted(from, when, table))?))
            }
            Operation::Changes(step) => {
                let (from, when, table) = self.moved(step)?;
                Ok(self.add_truth(TruthStep::Changes(from, when, table)))
            }
            Operation::Part(..) => Err("a part of an answer"),
            Operation::Spread(..) => Err("a distribution"),
            Operation::Calendar(..) => Err("a calendar"),
            Operation::Count(all) => {
                let most = f64::from(u32::try_from(all.len()).unwrap_or(u32::MAX));
                let all: Result<Vec<usize>, Refused> =
                    all.iter().map(|each| self.truth(*each)).collect();
                self.add(Bound::whole(1.0, 0.0, most), NumberStep::Count(all?))
            }
            Operation::Round(rounder, step, a) => self.round(*rounder, step, self.number(*a)?),
            Operation::Power(a, exponent) => self.power(self.number(*a)?, *exponent),
            Operation::Real(..) => Err("a real function"),
            Operation::WeightedMean(_) => Err("a mean with weights that vary"),
            Operation::Product(_) => Err("a product"),
            Operation::Combined(..) => Err("a dimension that is no mean"),
            Operation::Enough(..) => Err("a dimension that wants answers"),
            Operation::Worth(a, worths) => self.worth(*a, worths),
        }
    }

    fn join(&mut self, a: usize, b: usize, one_is_enough: bool) -> Register {
        let before =
            self.joined.iter().find(|(x, y, either, _)| (*x, *y, *either) == (a, b, one_is_enough));
        if let Some((.., register)) = before {
            return Register::Truth(*register);
        }
        let register = self.add_truth(TruthStep::Both(a, b, one_is_enough));
        if let Register::Truth(register) = register {
            self.joined.push((a, b, one_is_enough, register));
        }
        register
    }

    fn is_code(&mut self, ask: usize, code: u8) -> Register {
        let before = self.chosen.iter().find(|(of, is, _)| (*of, *is) == (ask, code));
        if let Some((.., register)) = before {
            return Register::Truth(*register);
        }
        let register = self.add_truth(TruthStep::IsCode(ask, code));
        if let Register::Truth(register) = register {
            self.chosen.push((ask, code, register));
        }
        register
    }

    fn constant(&mut self, number: &Number) -> Result<Register, Refused> {
        let unit = number.parts().1.to_i64().filter(|unit| *unit <= LARGEST);
        let value = float(&number.times(&Number::from_whole(unit.unwrap_or(1))));
        let unit = unit.map_or(1.0, plain);
        let mut bound = Bound::whole(unit, value, value);
        if !number.times(&Number::from_whole(whole_unit(unit).unwrap_or(1))).is_whole() {
            (bound.is_exact, bound.error) = (false, ULP * value.abs());
        }
        let register = self.add(bound, NumberStep::Fill(value))?;
        if let (Register::Number(register), true) = (register, bound.is_sure()) {
            self.constants.push((register, number.clone()));
        }
        Ok(register)
    }

    /// The number that a register always holds.
    fn constant_of(&self, register: usize) -> Option<Number> {
        let constant = self.constants.iter().find(|(known, _)| *known == register);
        constant.map(|(_, number)| number.clone())
    }

    fn ask(&mut self, plan: &Plan, ask: usize) -> Result<Register, Refused> {
        match plan.asks.get(ask).map(|ask| &ask.kind) {
            Some(AskKind::Level { levels: options } | AskKind::Choice { options }) => {
                let worths: Option<Vec<Number>> =
                    options.iter().map(|option| option.worth.clone()).collect();
                self.table_of(ask, &worths.ok_or("an option without a worth")?)
            }
            Some(AskKind::Checklist { parts }) => {
                self.tally(ask, parts.len(), |ticked, applying| (ticked, applying))
            }
            Some(AskKind::Number(measured)) => {
                let places = places_of(measured);
                let ends = (&measured.least, &measured.most);
                self.read(ask, (places, if measured.percent { 2 } else { 0 }), ends)
            }
            Some(AskKind::Date(range)) => self.read(ask, (0, 0), (&range.least, &range.most)),
            Some(
                AskKind::YesNo
                | AskKind::Period(_)
                | AskKind::Distribution { .. }
                | AskKind::Series { .. },
            )
            | None => Err("an answer of several numbers"),
        }
    }

    fn read(
        &mut self,
        ask: usize,
        (places, percent): (u32, u32),
        (least, most): (&Option<Number>, &Option<Number>),
    ) -> Result<Register, Refused> {
        if let Some((_, register)) = self.typed.iter().find(|(of, _)| *of == ask) {
            return Ok(Register::Number(*register));
        }
        let largest = plain(LARGEST);
        let end = |end: &Option<Number>| end.as_ref().map(|end| float(&end.scaled_by_ten(places)));
        let (least, most) = (end(least), end(most));
        let ends = (least.unwrap_or(f64::NEG_INFINITY), most.unwrap_or(f64::INFINITY));
        let held = |end: f64| end.clamp(-largest, largest);
        let unit = float(&Number::one().scaled_by_ten(places + percent));
        let bound = Bound::whole(unit, held(ends.0), held(ends.1));
        let register = self.add(bound, NumberStep::Read(ask, ends))?;
        if let Register::Number(register) = register {
            self.typed.push((ask, register));
        }
        Ok(register)
    }
}

/// What stands for `number` in `unit`, and whether exactly.
pub(crate) fn stored_in(unit: f64, number: &Number) -> (f64, bool) {
    let Some(whole) = whole_unit(unit) else { return (float(number) * unit, false) };
    let stored = number.times(&Number::from_whole(whole));
    (float(&stored), stored.is_whole())
}

/// A whole number of moderate size.
#[expect(clippy::cast_precision_loss, reason = "units are far below 2⁵³")]
fn plain(whole: i64) -> f64 {
    whole as f64
}

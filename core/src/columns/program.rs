//! A plan → steps over registers, with what is known of each register.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::columns::exact;
use crate::columns::filter::{
    Bound, Lines, Term, ULP, WHOLE, common_multiple, common_unit, float, nearest, whole_unit,
};
use crate::columns::kernel::{Curve, Division, Line, Publishing, Row, Test, Turns, Verge, Weighed};
use crate::columns::sheet::{LARGEST, places_of, tally_code, tally_of};
use crate::evaluate::slot::{Absence, Quantity};
use crate::number::Number;
use crate::parse::expression::Comparison;
use crate::plan::node::{
    Aggregate, Bound as TableBound, Move, NodeId, Operation, Pairing, Ranking, Step as TableRow,
    Table, TableShape,
};
use crate::plan::{AskKind, Criterion, Plan};
use crate::report::v1::Side;
use crate::rounding::{Rounder, Rounding, RoundingMode};

/// What quotients are multiplied by: those of few decimals are whole then.
const LUCKY: f64 = 20_000.0;

/// The highest power that columns have a form for.
const HIGHEST_POWER: u32 = 8;

/// The most conditions that are counted.
const MOST_COUNTED: usize = 255;

/// The most places of a scale.
const MOST_PLACES: usize = 250;

/// A register and what its numbers are multiplied by.
pub(crate) type Scaled = (usize, f64);

/// One step: what is written, and how.
#[derive(Clone, Debug)]
pub(crate) enum Step {
    Number(usize, NumberStep),
    Truth(usize, TruthStep),
    Place(usize, PlaceStep),
}

/// How numbers come about.
#[derive(Clone, Debug)]
pub(crate) enum NumberStep {
    Fill(f64),
    /// Nothing is there to count.
    LeftOut,
    Codes(usize, Box<[f64; 256]>),
    /// A number for each place.
    OfPlace(usize, Box<[f64; 256]>),
    /// How many of these hold.
    Count(Vec<usize>),
    Read(usize),
    Sum(Scaled, Scaled),
    Total(Vec<Scaled>),
    Product(usize, usize),
    Quotient(Scaled, Scaled, Division),
    Magnitude(usize),
    Extreme(Scaled, Scaled, (bool, f64)),
    ExtremeOf(Vec<Scaled>, bool),
    Choice(usize, Scaled, Scaled),
    OrElse(Scaled, Scaled),
    OnCurve(usize, Curve),
    ByRows(usize, Option<f64>, Vec<Row>),
    AsShare(usize),
    Counted(Counting),
    Mean(Vec<Weighed>, f64),
    Capped(Vec<Scaled>, f64),
    Publish(usize, Publishing, Box<Kept>),
}

/// What is kept of a whole number that is stored in a unit, exactly.
#[derive(Clone, Debug)]
pub(crate) struct Kept {
    /// From what is stored to so many times the last place that is kept.
    by: Number,
    mode: RoundingMode,
}

impl Kept {
    pub(crate) fn of(&self, stored: f64) -> f64 {
        #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2⁵³")]
        let exact = Number::from_whole(stored as i64).times(&self.by);
        float(&Rounding { mode: self.mode, places: 0 }.publish(exact).published)
    }
}

/// How conditions come about.
#[derive(Clone, Debug)]
pub(crate) enum TruthStep {
    Fill(bool),
    IsCode(usize, u8),
    IsGiven(usize),
    Compare(usize, Test, Verge),
    Reaches(usize, Test, Verge),
    Not(usize),
    Both(usize, usize, bool),
    AtLeast(usize, Vec<usize>),
    HasValue(usize),
    Held(usize, bool),
    Changes(usize, usize, Box<[u8; 256]>),
}

/// How places on a scale come about.
#[derive(Clone, Debug)]
pub(crate) enum PlaceStep {
    Ranked(Rungs),
    /// A place that was reckoned with.
    OfNumber(usize),
    /// Where each place goes under a condition.
    Adjusted(usize, usize, Box<[u8; 256]>),
}

/// The conditions of places, highest first.
#[derive(Clone, Debug)]
pub(crate) struct Rungs {
    pub(crate) all: Vec<usize>,
    pub(crate) cumulative: bool,
    /// The number without which there is no place.
    pub(crate) of: Option<usize>,
    /// The condition under which there is none.
    pub(crate) absent_when: Option<usize>,
}

/// How a criterion's share comes to count.
#[derive(Clone, Debug)]
pub(crate) struct Counting {
    pub(crate) criterion: usize,
    pub(crate) raw: Scaled,
    pub(crate) leave_out: Option<usize>,
    pub(crate) item: usize,
    pub(crate) asks: Vec<usize>,
    pub(crate) not_applicable: Outcome,
    pub(crate) undefined: Outcome,
    /// When nothing of it is answered.
    pub(crate) unanswered: Outcome,
    /// What a true number is multiplied by to be stored.
    pub(crate) unit: f64,
}

/// What is put in the place of a share.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Outcome {
    /// This, stored; whether it is exact.
    Known(f64, bool),
    LeftOut,
    /// The exact engine says.
    Exactly,
}

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
    pub(crate) bounds: Vec<Bound>,
    pub(crate) truths: usize,
    pub(crate) places: usize,
    registers: Vec<Option<Register>>,
    /// The places as numbers.
    ranks: Vec<usize>,
    /// In so many parts of one rounding turns.
    turns: i64,
}

/// Why a plan has no columns: what has no form in them.
pub(crate) type Refused = &'static str;

impl Program {
    /// The steps that lead to `wanted`.
    pub(crate) fn new(plan: &Plan, wanted: &[NodeId]) -> Result<Self, Refused> {
        let mut program = Self {
            steps: Vec::new(),
            bounds: Vec::new(),
            truths: 0,
            places: 0,
            registers: alloc::vec![None; plan.nodes.len()],
            ranks: Vec::new(),
            turns: 10_i64.pow(plan.rounding.places.min(6)).saturating_mul(200),
        };
        let needed = exact::needed(plan, wanted);
        for ((index, node), needed) in plan.nodes.iter().enumerate().zip(needed) {
            if !needed {
                continue;
            }
            let register = program.step(plan, &node.operation)?;
            if let Some(place) = program.registers.get_mut(index) {
                *place = Some(register);
            }
        }
        Ok(program)
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
        self.steps.push(Step::Number(register, step));
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
            Operation::AskTruth(ask) => Ok(self.add_truth(TruthStep::IsCode(*ask, 1))),
            Operation::Chosen(ask, place) => {
                let code = u8::try_from(*place).map_err(|_| "a choice of very many")?;
                Ok(self.add_truth(TruthStep::IsCode(*ask, code)))
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
            Operation::And(a, b) => {
                let (a, b) = (self.truth(*a)?, self.truth(*b)?);
                Ok(self.add_truth(TruthStep::Both(a, b, false)))
            }
            Operation::Or(a, b) => {
                let (a, b) = (self.truth(*a)?, self.truth(*b)?);
                Ok(self.add_truth(TruthStep::Both(a, b, true)))
            }
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

    fn constant(&mut self, number: &Number) -> Result<Register, Refused> {
        let unit = number.parts().1.to_i64().filter(|unit| *unit <= LARGEST);
        let value = float(&number.times(&Number::from_whole(unit.unwrap_or(1))));
        let unit = unit.map_or(1.0, plain);
        let mut bound = Bound::whole(unit, value, value);
        if !number.times(&Number::from_whole(whole_unit(unit).unwrap_or(1))).is_whole() {
            (bound.is_exact, bound.error) = (false, ULP * value.abs());
        }
        self.add(bound, NumberStep::Fill(value))
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
        let largest = plain(LARGEST);
        let end = |end: &Option<Number>, otherwise: f64| {
            let stored = end.as_ref().map(|end| float(&end.scaled_by_ten(places)));
            stored.unwrap_or(otherwise).clamp(-largest, largest)
        };
        let unit = float(&Number::one().scaled_by_ten(places + percent));
        let bound = Bound::whole(unit, end(least, -largest), end(most, largest));
        self.add(bound, NumberStep::Read(ask))
    }

    /// A number for each option.
    fn table_of(&mut self, ask: usize, numbers: &[Number]) -> Result<Register, Refused> {
        let (bound, table) = stored(numbers)?;
        self.add(bound, NumberStep::Codes(ask, table))
    }

    /// A share for each tally of a checklist.
    fn tally(
        &mut self,
        ask: usize,
        parts: usize,
        share: impl Fn(usize, usize) -> (usize, usize),
    ) -> Result<Register, Refused> {
        let most = tally_code(parts, parts).ok_or("a checklist of very many parts")?;
        let of = |code: u8| {
            let (ticked, applying) = tally_of(code);
            let (above, below) = share(ticked, applying);
            Number::from_count(above).over(&Number::from_count(below)).unwrap_or_else(Number::zero)
        };
        let numbers: Vec<Number> = (0..=most).map(of).collect();
        self.table_of(ask, &numbers)
    }

    /// Two registers in one unit, with what they are multiplied by, and what holds of either.
    fn alike(&self, a: usize, b: usize) -> Result<(Scaled, Scaled, Bound), Refused> {
        let (first, second) = (self.bound(a)?, self.bound(b)?);
        let common = whole_unit(first.unit).zip(whole_unit(second.unit));
        let common = common.and_then(|(x, y)| common_multiple(x, y));
        let unit = common.map_or(1.0, plain);
        let (is_exact, by, times) = (common.is_some(), unit / first.unit, unit / second.unit);
        let (first, second) = (first.scaled(unit, is_exact), second.scaled(unit, is_exact));
        Ok(((a, by), (b, times), Bound::either(first, second)))
    }

    fn extreme(&mut self, a: usize, b: usize, highest: bool) -> Result<Register, Refused> {
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
    fn sum(
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
    fn common(&self, a: usize, b: usize) -> Result<f64, Refused> {
        let units = whole_unit(self.bound(a)?.unit).zip(whole_unit(self.bound(b)?.unit));
        Ok(units.and_then(|(a, b)| common_multiple(a, b)).map_or(1.0, plain))
    }

    fn pair(&mut self, pairing: Pairing, a: NodeId, b: NodeId) -> Result<Register, Refused> {
        let (a, b) = (self.number(a)?, self.number(b)?);
        match pairing {
            Pairing::Plus => self.sum((a, 1), (b, 1), self.common(a, b)?),
            Pairing::Minus => self.sum((a, 1), (b, -1), self.common(a, b)?),
            Pairing::Times => {
                let bound = Bound::product(self.bound(a)?, self.bound(b)?);
                self.add(bound, NumberStep::Product(a, b))
            }
            Pairing::Over | Pairing::Share | Pairing::ShareOfWhole | Pairing::Growth => {
                self.quotient(pairing, a, b)
            }
        }
    }

    fn quotient(&mut self, pairing: Pairing, a: usize, b: usize) -> Result<Register, Refused> {
        let unit = self.common(a, b)?;
        let (first, second) = (self.bound(a)?, self.bound(b)?);
        let is_exact =
            whole_unit(unit / first.unit).is_some() && whole_unit(unit / second.unit).is_some();
        let (above, below) = (first.scaled(unit, is_exact), second.scaled(unit, is_exact));
        let less_one = pairing == Pairing::Growth;
        let is_share = matches!(pairing, Pairing::Share | Pairing::ShareOfWhole);
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
        let luck = if is_clear && above.magnitude() * LUCKY <= WHOLE { LUCKY } else { 1.0 };
        bound = bound.scaled(luck, false);
        bound.is_exact = luck > 1.0;
        let division = Division { less_one, is_share, unit: luck };
        let step = NumberStep::Quotient((a, unit / first.unit), (b, unit / second.unit), division);
        self.add(bound, step)
    }

    fn aggregate(&mut self, aggregate: Aggregate, all: &[NodeId]) -> Result<Register, Refused> {
        let all: Result<Vec<usize>, Refused> = all.iter().map(|node| self.number(*node)).collect();
        let all = all?;
        let mut unit = Some(1);
        for register in &all {
            let own = whole_unit(self.bound(*register)?.unit);
            unit = unit.zip(own).and_then(|(unit, own)| common_multiple(unit, own));
        }
        let (is_exact, unit) = (unit.is_some(), unit.map_or(1.0, plain));
        let mut terms = Vec::new();
        let mut scaled = Vec::new();
        for register in &all {
            let bound = self.bound(*register)?;
            terms.push(Term { bound, factor: 1.0 });
            scaled.push((*register, unit / bound.unit));
        }
        let is_exact = is_exact && terms.iter().all(|term| term.bound.is_exact);
        let is_one = |highest: bool| {
            let bounds = terms.iter().map(|term| term.bound.scaled(unit, is_exact));
            let bound = bounds.reduce(Bound::either).ok_or("an aggregate of nothing")?;
            Ok((bound, NumberStep::ExtremeOf(scaled.clone(), highest)))
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

    /// What `register` is held against.
    fn verge(&self, register: usize, at: &Number, included: bool) -> Result<Verge, Refused> {
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

    fn compare(&mut self, comparison: Comparison, a: usize, b: usize) -> Result<Register, Refused> {
        let Register::Number(difference) = self.sum((a, 1), (b, -1), self.common(a, b)?)? else {
            return Err("a number");
        };
        let (test, included) = match comparison {
            Comparison::AtLeast => (Test::Reached, true),
            Comparison::Above => (Test::Reached, false),
            Comparison::AtMost => (Test::Missed, false),
            Comparison::Below => (Test::Missed, true),
            Comparison::Equal => (Test::Equal, true),
            Comparison::NotEqual => (Test::Unequal, true),
        };
        let verge = self.verge(difference, &Number::zero(), included)?;
        Ok(self.add_truth(TruthStep::Compare(difference, test, verge)))
    }

    fn curve(&mut self, a: usize, points: &[(Number, Number)]) -> Result<Register, Refused> {
        let bound = self.bound(a)?;
        let first = points.first().ok_or("a curve without points")?;
        let slopes: Vec<(Number, Number, Number)> = points
            .iter()
            .zip(points.iter().skip(1))
            .map(|((from, low), (to, high))| {
                let length = to.minus(from);
                let slope = high.minus(low).over(&length).unwrap_or_else(Number::zero);
                (from.clone(), length, slope)
            })
            .collect();
        let exact = whole_unit(bound.unit).and_then(|unit| exact_lines(unit, &first.1, &slopes));
        let unit = exact.unwrap_or(1);
        let of_stored = |number: &Number| float(number) * bound.unit;
        let stored = |number: &Number| match whole_unit(bound.unit) {
            Some(unit) => float(&number.times(&Number::from_whole(unit))),
            None => of_stored(number),
        };
        let risen = |number: &Number| float(&number.times(&Number::from_whole(unit)));
        let line = |(from, length, slope): &(Number, Number, Number)| Line {
            from: stored(from),
            length: stored(length),
            slope: match whole_unit(bound.unit) {
                Some(own) => {
                    risen(&slope.over(&Number::from_whole(own)).unwrap_or_else(Number::zero))
                }
                None => risen(slope) / bound.unit,
            },
        };
        let lines: Vec<Line> = slopes.iter().map(line).collect();
        let values: Vec<f64> = points.iter().map(|(_, value)| risen(value)).collect();
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let known = Lines {
            unit: plain(unit),
            is_exact: exact.is_some(),
            low: least,
            high: most,
            slope: lines.iter().map(|line| line.slope.abs()).fold(0.0, f64::max),
            reach: points.iter().map(|(at, _)| stored(at).abs()).fold(0.0, f64::max),
            pieces: f64::from(u32::try_from(points.len()).unwrap_or(u32::MAX)),
            travel: lines.iter().map(|line| (line.slope * line.length).abs()).sum(),
        };
        let end = |point: Option<&(Number, Number)>| point.map_or(0.0, |(at, _)| stored(at));
        let (least, most) = (end(points.first()), end(points.last()));
        let room = |at: f64| bound.slack(at) + 8.0 * ULP * at.abs();
        let ends = (least - room(least), most + room(most));
        let curve = Curve { start: risen(&first.1), lines, ends };
        self.add(bound.by_lines(&known), NumberStep::OnCurve(a, curve))
    }

    /// A table: from each bound on its number, below the first the first number, or none.
    fn rows(
        &mut self,
        a: usize,
        below: Option<&Number>,
        rows: &[(TableBound, Number)],
    ) -> Result<Register, Refused> {
        let numbers: Vec<&Number> =
            below.into_iter().chain(rows.iter().map(|row| &row.1)).collect();
        let unit =
            common_unit(numbers.iter().copied()).ok_or("a table without a common measure")?;
        let scale = Number::from_whole(unit);
        let mut before = below.cloned().unwrap_or_else(Number::zero);
        let mut steps = Vec::new();
        for (bound, number) in rows {
            steps.push(Row {
                verge: self.verge(a, &bound.at, bound.included)?,
                jump: float(&number.minus(&before).times(&scale)),
            });
            before = number.clone();
        }
        let stored: Vec<f64> = numbers.iter().map(|one| float(&one.times(&scale))).collect();
        let low = stored.iter().copied().fold(0.0, f64::min);
        let high = stored.iter().copied().fold(0.0, f64::max);
        let start = below.map(|below| float(&below.times(&scale)));
        self.add(Bound::whole(plain(unit), low, high), NumberStep::ByRows(a, start, steps))
    }

    fn steps_of(&mut self, a: usize, rows: &[TableRow]) -> Result<Register, Refused> {
        let first = rows.first().ok_or("a table without rows")?;
        let bound = |row: &TableRow| TableBound { at: row.bound.clone(), included: row.included };
        let all: Vec<(TableBound, Number)> =
            rows.iter().skip(1).map(|row| (bound(row), row.share.clone())).collect();
        self.rows(a, Some(&first.share), &all)
    }

    fn look_up(&mut self, table: &Table, by: &[NodeId]) -> Result<Register, Refused> {
        match (&table.shape, by) {
            (TableShape::Curve(points), [a]) => self.curve(self.number(*a)?, points),
            (TableShape::Grid { rows, columns, cells }, [a])
                if columns.is_empty() && !rows.is_empty() =>
            {
                let cells = cells.iter().filter_map(|cells| cells.first().cloned());
                let rows: Vec<(TableBound, Number)> = rows.iter().cloned().zip(cells).collect();
                self.rows(self.number(*a)?, None, &rows)
            }
            (TableShape::Curve(_) | TableShape::Grid { .. } | TableShape::Options(_), _) => {
                Err("a table of two ways")
            }
        }
    }

    fn by_option(&mut self, plan: &Plan, table: &Table, ask: usize) -> Result<Register, Refused> {
        let TableShape::Options(entries) = &table.shape else { return Err("a table") };
        let options = plan.asks.get(ask).map(|ask| ask.kind.options()).unwrap_or_default();
        let entry = |id: &str| entries.iter().find(|(option, _)| option == id);
        let numbers: Option<Vec<Number>> =
            options.iter().map(|option| Some(entry(&option.id)?.1.clone())).collect();
        self.table_of(ask, &numbers.ok_or("an option that the table does not know")?)
    }

    fn counted(&mut self, plan: &Plan, place: usize) -> Result<Register, Refused> {
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
        let step = NumberStep::Counted(Counting {
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

    fn mean(&mut self, terms: &[(Number, NodeId)]) -> Result<Register, Refused> {
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
        self.add(bound, NumberStep::Mean(weighed, whole))
    }

    fn capped(&mut self, terms: &[(Number, NodeId)], cap: &Number) -> Result<Register, Refused> {
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

    /// So many times a number, rounded to a whole one, which is stored in `unit`.
    fn keeping(
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
        let slack = bound.most_slack() * factor.abs() * 1.001 + 8.0 * ULP * largest + 1e-300;
        let turns = match mode {
            RoundingMode::HalfUp | RoundingMode::HalfEven => Turns::AtHalves,
            RoundingMode::Down => Turns::Down,
            RoundingMode::Up => Turns::Up,
        };
        let ends = [bound.low * factor, bound.high * factor];
        let low = ends.iter().copied().fold(f64::INFINITY, f64::min) - 2.0;
        let high = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max) + 2.0;
        let own = Number::from_whole(whole_unit(bound.unit).unwrap_or(1));
        let by = kept.over(&own).unwrap_or_else(Number::zero);
        let publishing = Publishing { factor, slack, turns };
        let step = NumberStep::Publish(register, publishing, Box::new(Kept { by, mode }));
        match self.add(Bound::whole(unit, low, high), step)? {
            Register::Number(to) => Ok(to),
            Register::Truth(_) | Register::Place(_) => Err("a number"),
        }
    }

    fn ranked(&mut self, ranking: &Ranking) -> Result<Register, Refused> {
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

    /// The number of each place.
    fn worth(&mut self, a: NodeId, worths: &[Number]) -> Result<Register, Refused> {
        let place = self.place(a)?;
        let (bound, table) = stored(worths)?;
        self.add(bound, NumberStep::OfPlace(place, table))
    }

    fn power(&mut self, a: usize, exponent: u32) -> Result<Register, Refused> {
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

    fn round(&mut self, rounder: Rounder, step: &Number, a: usize) -> Result<Register, Refused> {
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

    fn moved(&mut self, step: &Move) -> Result<(usize, usize, Box<[u8; 256]>), Refused> {
        let mut table = Box::new([0_u8; 256]);
        for (place, cell) in table.iter_mut().enumerate() {
            *cell = u8::try_from(step.change.of(place, step.top)).unwrap_or(u8::MAX);
        }
        Ok((self.place(step.from)?, self.truth(step.when)?, table))
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

/// Numbers in a unit in which all are whole, with what is known of them.
fn stored(numbers: &[Number]) -> Result<(Bound, Box<[f64; 256]>), Refused> {
    let unit = common_unit(numbers.iter()).ok_or("numbers without a common measure")?;
    let scale = Number::from_whole(unit);
    let mut table = Box::new([0.0; 256]);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (cell, number) in table.iter_mut().zip(numbers) {
        *cell = float(&number.times(&scale));
        (low, high) = (low.min(*cell), high.max(*cell));
    }
    Ok((Bound::whole(plain(unit), low, high), table))
}

/// The unit in which lines over whole numbers of `unit` give whole numbers, if there is one.
fn exact_lines(unit: i64, start: &Number, lines: &[(Number, Number, Number)]) -> Option<i64> {
    let own = Number::from_whole(unit);
    let slopes: Option<Vec<Number>> = lines.iter().map(|(_, _, slope)| slope.over(&own)).collect();
    let slopes = slopes?;
    let whole = |number: &Number| number.times(&own).is_whole();
    if !lines.iter().all(|(from, length, _)| whole(from) && whole(length)) {
        return None;
    }
    common_unit([start].into_iter().chain(&slopes))
}

/// The criteria's own shares.
pub(crate) fn shares(plan: &Plan) -> impl Iterator<Item = NodeId> {
    plan.criteria.iter().map(|criterion: &Criterion| criterion.share)
}

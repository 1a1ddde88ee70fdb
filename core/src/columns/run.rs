//! A program over a sheet, block by block; and rows by the exact engine.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::columns::exact::{Scratch, published, whole as by_engine};
use crate::columns::filter::to_whole;
use crate::columns::half::{Clear, Half};
use crate::columns::lanes::{ALL, LANES, Numbers, Truths, add_in, lanes};
use crate::columns::numbers::Weighed;
use crate::columns::program::step::{
    Counting, NumberStep, Outcome, Output, PlaceStep, Step, Target, TruthStep,
};
use crate::columns::program::{Program, stored_in};
use crate::columns::sheet::{Rows, Sheet};
use crate::columns::{
    Columns, GateColumn, Limit, NONE, Ratings, Ready, WITHHELD, decimals, numbers, truths,
};
use crate::evaluate::slot::{Absence, Quantity};
use crate::number::Number;
use crate::plan::node::NodeId;
use crate::plan::{Effect, Plan};
use crate::report::v1::Standing;
use crate::rounding::Rounding;

/// The registers, while a block is looked at.
struct Block<'a> {
    columns: &'a Columns<'a>,
    program: &'a Program,
    sheet: &'a Sheet<'a>,
    ratings: &'a mut Ratings,
    scratch: &'a mut Scratch,
    room: Vec<Half>,
    /// Which block of the sheet.
    at: usize,
    /// The rows of the block that there are.
    live: u64,
    /// None while it is written.
    numbers: Vec<Option<Box<Numbers>>>,
    truths: Vec<Truths>,
    places: Vec<[u8; LANES]>,
    /// Rows for the exact engine.
    doubtful: u64,
}

/// Every row of the sheet, by the widest vectors there are.
pub(crate) fn all<'a>(
    columns: &'a Columns<'a>,
    ready: &'a Ready,
    sheet: &'a Sheet<'a>,
    room: (&'a mut Ratings, &'a mut Scratch),
) {
    let all = All { columns, ready, sheet, room };
    #[cfg(feature = "simd")]
    pulp::Arch::new().dispatch(all);
    #[cfg(not(feature = "simd"))]
    all.look();
}

struct All<'a> {
    columns: &'a Columns<'a>,
    ready: &'a Ready,
    sheet: &'a Sheet<'a>,
    room: (&'a mut Ratings, &'a mut Scratch),
}

#[cfg(feature = "simd")]
impl pulp::NullaryFnOnce for All<'_> {
    type Output = ();

    #[inline(always)]
    fn call(self) {
        self.look();
    }
}

impl All<'_> {
    #[inline(always)]
    fn look(self) {
        in_blocks(self.columns, self.ready, self.sheet, self.room);
    }
}

#[inline(always)]
fn in_blocks<'a>(
    columns: &'a Columns<'a>,
    ready: &'a Ready,
    sheet: &'a Sheet<'a>,
    (ratings, scratch): (&'a mut Ratings, &'a mut Scratch),
) {
    let program = &ready.program;
    let mut block = Block {
        columns,
        program,
        sheet,
        ratings,
        scratch,
        room: Vec::new(),
        at: 0,
        live: ALL,
        numbers: alloc::vec![Some(Box::new(Numbers::EMPTY)); program.numbers],
        truths: alloc::vec![Truths::default(); program.truths],
        places: alloc::vec![[0; LANES]; program.places],
        doubtful: 0,
    };
    block.fill();
    for at in 0..sheet.rows().div_ceil(LANES) {
        block.at = at;
        let left = sheet.rows() - at * LANES;
        block.live = if left >= LANES { ALL } else { (1 << left) - 1 };
        block.doubtful = sheet.block(at).block.apart;
        for step in &program.steps {
            let doubtful = block.step(step);
            block.doubtful |= doubtful.unwrap_or(ALL);
        }
        block.rate(ready);
        for lane in lanes(block.doubtful & block.live) {
            exactly(columns.plan, sheet, at * LANES + lane, block.ratings);
        }
    }
}

impl<'a> Block<'a> {
    /// What is the same in every block.
    #[inline(always)]
    fn fill(&mut self) {
        for step in &self.program.steps {
            let _filled = self.constant(step);
        }
    }

    #[inline(always)]
    fn constant(&mut self, step: &Step) -> Option<()> {
        match step {
            Step::Number(target, NumberStep::Fill(value)) => {
                let numbers = self.numbers.get_mut(target.register)?.as_mut()?;
                numbers.values = [*value; LANES];
                numbers.loose = if target.is_exact { 0 } else { ALL };
            }
            Step::Number(target, NumberStep::LeftOut) => {
                self.numbers.get_mut(target.register)?.as_mut()?.left = ALL;
            }
            Step::Truth(to, TruthStep::Fill(holds)) => {
                self.truths.get_mut(*to)?.met = if *holds { ALL } else { 0 };
            }
            Step::Number(..) | Step::Truth(..) | Step::Place(..) | Step::Write(..) => (),
        }
        Some(())
    }

    /// Takes one step; gives the rows that are doubtful now.
    #[inline(always)]
    fn step(&mut self, step: &Step) -> Option<u64> {
        match step {
            Step::Number(_, NumberStep::Fill(_) | NumberStep::LeftOut)
            | Step::Truth(_, TruthStep::Fill(_)) => Some(0),
            Step::Number(target, step) => {
                let mut to = self.numbers.get_mut(target.register)?.take()?;
                let doubtful = self.number(&mut to, *target, step);
                if !target.is_exact {
                    to.loose = ALL;
                }
                *self.numbers.get_mut(target.register)? = Some(to);
                doubtful
            }
            Step::Truth(to, step) => {
                let (truths, doubtful) = self.truth(step)?;
                *self.truths.get_mut(*to)? = truths;
                Some(doubtful)
            }
            Step::Place(to, step) => self.place(*to, step),
            Step::Write(to, register) => self.write(*to, *register),
        }
    }

    #[inline(always)]
    fn rows(&self) -> Rows<'a> {
        self.sheet.block(self.at)
    }

    #[inline(always)]
    fn at(&self, register: usize) -> Option<&Numbers> {
        self.numbers.get(register)?.as_deref()
    }

    #[inline(always)]
    fn scaled(&self, (register, factor): (usize, f64)) -> Option<(&Numbers, f64)> {
        Some((self.at(register)?, factor))
    }

    #[inline(always)]
    fn all(&self, all: &[(usize, f64)]) -> impl Iterator<Item = (&Numbers, f64)> + Clone {
        all.iter().filter_map(|one| self.scaled(*one))
    }

    #[inline(always)]
    fn holds(&self, register: usize) -> Option<Truths> {
        self.truths.get(register).copied()
    }

    /// Writes one register of numbers; gives the rows that are doubtful now.
    #[inline(always)]
    fn number(&mut self, to: &mut Numbers, target: Target, step: &NumberStep) -> Option<u64> {
        match step {
            NumberStep::Counted(counting) => return self.counted(to, target, counting),
            NumberStep::Mean(mean) => {
                let term = |term: &Weighed| Some((self.at(term.register)?, *term));
                let terms = mean.terms.iter().filter_map(term);
                return Some(numbers::mean(to, (self.rows(), &mean.graded), terms, mean.whole));
            }
            NumberStep::Capped(terms, cap) => {
                return Some(numbers::capped(to, self.all(terms), *cap));
            }
            NumberStep::ByRows(a, start, rows) => {
                return Some(numbers::by_rows(to, self.at(*a)?, *start, rows));
            }
            NumberStep::Publish(a, publishing) => {
                return Some(numbers::publish(to, self.at(*a)?, *publishing));
            }
            NumberStep::Fill(_) | NumberStep::LeftOut | NumberStep::Same(_) => (),
            NumberStep::OfPlace(place, table) => {
                numbers::of_places(to, self.places.get(*place)?, table);
            }
            NumberStep::Count(all) => {
                numbers::count(to, all.iter().filter_map(|of| self.holds(*of)));
            }
            NumberStep::Codes(ask, worth) => numbers::codes(to, self.rows(), *ask, worth),
            NumberStep::Read(ask, _) => numbers::read(to, self.rows(), *ask),
            NumberStep::Sum(a, b) => numbers::sum(to, self.scaled(*a)?, self.scaled(*b)?),
            NumberStep::Total(all) => numbers::total(to, self.all(all)),
            NumberStep::Product(a, b) => numbers::product(to, self.at(*a)?, self.at(*b)?),
            NumberStep::Quotient(a, b, division) => {
                numbers::quotient(to, self.scaled(*a)?, self.scaled(*b)?, *division);
            }
            NumberStep::Magnitude(a) => numbers::magnitude(to, self.at(*a)?),
            NumberStep::Extreme(a, b, how) => {
                numbers::extreme(to, self.scaled(*a)?, self.scaled(*b)?, *how);
            }
            NumberStep::ExtremeOf(all, how) => numbers::extreme_of(to, self.all(all), *how),
            NumberStep::Choice(condition, yes, no) => {
                let condition = self.holds(*condition)?;
                numbers::choice(to, condition, self.scaled(*yes)?, self.scaled(*no)?);
            }
            NumberStep::OrElse(a, b) => {
                numbers::or_else(to, self.scaled(*a)?, self.scaled(*b)?);
            }
            NumberStep::OnCurve(a, curve) => numbers::on_curve(to, self.at(*a)?, curve),
            NumberStep::AsShare(of) => numbers::as_share(to, self.holds(*of)?),
        }
        Some(0)
    }

    /// One register of conditions, and the rows that are doubtful now.
    #[inline(always)]
    fn truth(&self, step: &TruthStep) -> Option<(Truths, u64)> {
        let holds = |register: &usize| self.holds(*register);
        let truths = match step {
            TruthStep::Fill(_) => Truths::default(),
            TruthStep::IsCode(ask, code) => truths::is_code(self.rows(), *ask, *code),
            TruthStep::IsGiven(ask) => truths::is_given(self.rows(), *ask),
            TruthStep::Compare(a, test, verge) => {
                return Some(truths::compare(self.at(*a)?, *test, *verge));
            }
            TruthStep::Reaches(a, test, verge) => {
                return Some(truths::reaches(self.at(*a)?, *test, *verge));
            }
            TruthStep::Not(a) => holds(a)?.not(),
            TruthStep::Both(a, b, true) => holds(a)?.or(holds(b)?),
            TruthStep::Both(a, b, false) => holds(a)?.and(holds(b)?),
            TruthStep::AtLeast(least, all) => {
                truths::at_least(*least, all.iter().filter_map(holds))
            }
            TruthStep::HasValue(a) => truths::has_value(self.at(*a)?),
            TruthStep::Held(a, left_holds) => holds(a)?.held(*left_holds),
            TruthStep::Changes(from, when, table) => {
                let (from, when) = (self.places.get(*from)?, holds(when)?);
                return Some((truths::changes(from, when, table), when.open));
            }
        };
        Some((truths, 0))
    }

    #[inline(always)]
    fn place(&mut self, to: usize, step: &PlaceStep) -> Option<u64> {
        let (before, rest) = self.places.split_at_mut_checked(to)?;
        let out = rest.first_mut()?;
        let holds = |register: usize| self.truths.get(register).copied();
        let number = |register: usize| self.numbers.get(register)?.as_deref();
        match step {
            PlaceStep::Ranked(rungs) => {
                let all = rungs.all.iter().rev().filter_map(|rung| holds(*rung));
                let mut doubtful = truths::ranked(out, all, rungs.cumulative);
                if let Some(of) = rungs.of {
                    doubtful |= number(of)?.absent();
                }
                if let Some(when) = rungs.absent_when {
                    let when = holds(when)?;
                    doubtful |= when.open | when.met;
                }
                Some(doubtful)
            }
            PlaceStep::OfNumber(of) => {
                let numbers = number(*of)?;
                truths::places_of(out, numbers);
                Some(numbers.absent() | numbers.loose)
            }
            PlaceStep::Adjusted(from, when, table) => {
                let when = holds(*when)?;
                truths::moved(out, before.get(*from)?, when, table);
                Some(when.open)
            }
        }
    }

    /// A criterion's share, once the rubric has had its say. It may stand where the raw one stood.
    #[inline(always)]
    fn counted(&mut self, to: &mut Numbers, target: Target, counting: &Counting) -> Option<u64> {
        let (raw, factor) = counting.raw;
        let rows = self.rows();
        if let Some(raw) = self.at(raw) {
            for (to, value) in to.values.iter_mut().zip(&raw.values) {
                *to = value * factor;
            }
            to.absences_like(raw);
        } else if factor > 1.0 {
            to.values.iter_mut().for_each(|value| *value *= factor);
        }
        let (undefined, open, there) = (to.undefined, to.open, !to.absent());
        (to.undefined, to.open) = (0, 0);
        if !target.is_exact {
            to.loose = ALL;
        }
        let rule = counting.leave_out.map_or(Some(Truths::default()), |rule| self.holds(rule))?;
        let (ruled_out, unsure) = (rule.met, rule.open);
        let marked = rows.marked(counting.item) & !ruled_out;
        let asks = || counting.asks.iter().map(|ask| rows.given(*ask));
        let given = asks().fold(0, |any, given| any | given);
        let complete = asks().fold(ALL, |all, given| all & given);
        let missing = open & !ruled_out & !marked;
        let mut doubtful = 0;
        for (of, outcome) in [
            (undefined & !open & !ruled_out & !marked, counting.undefined),
            (missing & !given, counting.unanswered),
            (marked, counting.not_applicable),
            (ruled_out, Outcome::LeftOut),
        ] {
            doubtful |= put(to, (of & !unsure, there), outcome);
        }
        let in_part = (missing & given) | unsure;
        for lane in lanes((in_part | doubtful) & self.live & !self.doubtful) {
            let row = self.at * LANES + lane;
            let bit = 1 << lane;
            let behind = counting
                .behind
                .as_ref()
                .filter(|_| missing & given & !complete & !unsure & bit != 0);
            match behind
                .and_then(|behind| behind.look((self.sheet.plan, rows), lane, &mut self.room))
            {
                Some(Clear::LeftOut) => {
                    put(to, (bit, there), Outcome::LeftOut);
                    continue;
                }
                Some(Clear::At(raw)) => {
                    put(to, (bit, there), Outcome::Known(raw * factor, counting.is_sure));
                    continue;
                }
                None => (),
            }
            let columns = self.columns;
            let place = (row, counting.criterion);
            let found = columns.cones.resolve(columns.plan, self.sheet, self.scratch, place);
            doubtful = (doubtful & !(1 << lane)) | resolved(to, lane, &found, counting.unit);
        }
        Some(doubtful)
    }

    /// Writes a register of published numbers.
    #[inline(always)]
    fn write(&mut self, to: Output, register: usize) -> Option<u64> {
        let from = self.at * LANES;
        let numbers = self.numbers.get(register)?.as_deref()?;
        let column = match to {
            Output::Total => &mut self.ratings.totals,
            Output::Dimension(place) => self.ratings.dimensions.get_mut(place)?,
            Output::Points(place) => self.ratings.points.get_mut(place)?,
        };
        let to = column.get_mut(from..)?;
        to.iter_mut().zip(&numbers.values).for_each(|(to, value)| *to = to_whole(*value));
        for lane in lanes(numbers.absent() & self.live) {
            if let Some(to) = to.get_mut(lane) {
                *to = NONE;
            }
        }
        Some(0)
    }

    /// The rating, once the gates have had their say.
    #[inline(always)]
    fn rate(&mut self, ready: &Ready) {
        let mut places = self.places.get(ready.place).copied().unwrap_or([0; LANES]);
        let mut withheld = 0;
        for gate in &ready.gates {
            withheld |= self.gate(gate, &mut places);
        }
        self.force(&ready.gates, &mut places);
        for limit in &ready.limits {
            withheld |= self.beyond(limit);
        }
        for register in &ready.must_be {
            self.doubtful |= self.at(*register).map_or(ALL, Numbers::absent);
        }
        for lane in lanes(withheld) {
            if let Some(place) = places.get_mut(lane) {
                *place = WITHHELD;
            }
        }
        let to = self.ratings.places.get_mut(self.at * LANES..).unwrap_or_default();
        to.iter_mut().zip(&places).for_each(|(to, place)| *to = *place);
    }

    /// What a gate does; gives the rows whose rating it withholds.
    #[inline(always)]
    fn gate(&mut self, gate: &GateColumn, places: &mut [u8; LANES]) -> u64 {
        let Some(met) = self.met(gate) else { return 0 };
        match gate.effect {
            Effect::Withhold => !met,
            Effect::Cap(cap) => {
                at_most(places, !met, u8::try_from(cap).unwrap_or(u8::MAX));
                0
            }
            Effect::Set(_) => 0,
        }
    }

    /// The rows in which a gate is no obstacle.
    #[inline(always)]
    fn met(&mut self, gate: &GateColumn) -> Option<u64> {
        let lifted = self.rows().marked(gate.item);
        let verdict = self.holds(gate.verdict)?;
        self.doubtful |= verdict.open & !lifted;
        Some(verdict.met | verdict.left | lifted)
    }

    /// The lowest of the ratings that gates force.
    #[inline(always)]
    fn force(&mut self, gates: &[GateColumn], places: &mut [u8; LANES]) {
        let mut forced = [u8::MAX; LANES];
        for gate in gates {
            let Effect::Set(set) = gate.effect else { continue };
            let Some(met) = self.met(gate) else { continue };
            at_most(&mut forced, !met, u8::try_from(set).unwrap_or(u8::MAX));
        }
        for (place, forced) in places.iter_mut().zip(&forced) {
            *place = if *forced == u8::MAX { *place } else { *forced };
        }
    }

    /// The rows in which more is marked not applicable than may be.
    #[inline(always)]
    fn beyond(&mut self, limit: &Limit) -> u64 {
        let mut sums = [0.0; LANES];
        let mut any = 0;
        for part in &limit.parts {
            let rule = part.leave_out.and_then(|register| self.holds(register)).unwrap_or_default();
            let marked = self.rows().marked(part.item) & !rule.met;
            self.doubtful |= marked & rule.open;
            any |= marked;
            add_in(&mut sums, marked, part.weight);
        }
        let is_beyond = |lane: &usize| sums.get(*lane).is_some_and(|sum| *sum > limit.most);
        lanes(any).filter(is_beyond).fold(0, |beyond, lane| beyond | 1 << lane)
    }
}

/// Brings these lanes down to at most so much.
fn at_most(places: &mut [u8; LANES], of: u64, most: u8) {
    for lane in lanes(of) {
        if let Some(place) = places.get_mut(lane) {
            *place = (*place).min(most);
        }
    }
}

/// Puts an outcome in the place of a share; gives the lanes that the exact engine must say.
fn put(out: &mut Numbers, (of, given): (u64, u64), outcome: Outcome) -> u64 {
    match outcome {
        Outcome::Known(value, is_exact) => {
            for lane in lanes(of) {
                out.put(lane, value);
            }
            out.left &= !of;
            if is_exact {
                out.loose &= !of;
            } else {
                out.loose |= of;
            }
            0
        }
        Outcome::LeftOut => {
            // Nothing stands where nothing was given.
            for lane in lanes(of & given) {
                out.put(lane, 0.0);
            }
            out.left |= of;
            0
        }
        Outcome::Exactly => of,
    }
}

/// Puts what the exact engine found; gives the lane back when the whole row is for it.
fn resolved(out: &mut Numbers, lane: usize, found: &Quantity, unit: f64) -> u64 {
    let bit = 1 << lane;
    match found {
        Quantity::Known(number) => {
            let (stored, is_exact) = stored_in(unit, number);
            out.put(lane, stored);
            out.left &= !bit;
            if !is_exact {
                out.loose |= bit;
            }
            0
        }
        Quantity::Absent(Absence::LeftOut) => {
            out.put(lane, 0.0);
            out.left |= bit;
            0
        }
        Quantity::Absent(Absence::Withheld | Absence::Undefined(_)) | Quantity::Open(_) => bit,
    }
}

/// One row by the exact engine.
pub(crate) fn exactly(plan: &Plan, sheet: &Sheet<'_>, row: usize, ratings: &mut Ratings) {
    let (scorecard, award) = by_engine(plan, sheet, row);
    ratings.looked_at += 1;
    let settled = award.standing == Standing::Settled;
    let place = award.best.filter(|_| settled).and_then(|place| u8::try_from(place).ok());
    put_in(&mut ratings.places, row, place.unwrap_or(WITHHELD));
    let rounded = |node: NodeId, places: u32, weight: &Number| {
        let number = scorecard.slot(node).quantity().number()?.times(weight);
        published(Rounding { places, ..plan.rounding }, &number)
    };
    let (places, one) = (plan.rounding.places, Number::one());
    put_in(&mut ratings.totals, row, rounded(plan.total, places, &one).unwrap_or(NONE));
    for (to, dimension) in ratings.dimensions.iter_mut().zip(&plan.dimensions) {
        let decimals = decimals(plan, dimension);
        put_in(to, row, rounded(dimension.score, decimals, &one).unwrap_or(NONE));
    }
    for (to, criterion) in ratings.points.iter_mut().zip(&plan.criteria) {
        put_in(to, row, rounded(criterion.share, places, &criterion.weight).unwrap_or(NONE));
    }
}

fn put_in<T>(to: &mut [T], row: usize, value: T) {
    if let Some(to) = to.get_mut(row) {
        *to = value;
    }
}

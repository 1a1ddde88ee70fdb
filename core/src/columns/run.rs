//! A program over a sheet, block by block; and rows by the exact engine.

use crate::columns::exact::{Scratch, published, whole};
use crate::columns::kernel::{self, ALL, Numbers, Truths, lanes, mask};
use crate::columns::program::{
    Counting, NumberStep, Outcome, PlaceStep, Program, Step, TruthStep, stored_in,
};
use crate::columns::sheet::{LANES, Sheet};
use crate::columns::{Columns, GateColumn, Limit, NONE, Ratings, Ready, WITHHELD};
use crate::evaluate::slot::{Absence, Quantity};
use crate::number::Number;
use crate::plan::node::NodeId;
use crate::plan::{Effect, Plan};
use crate::report::v1::{Bonus, Standing};
use crate::rounding::Rounding;

use alloc::vec::Vec;

/// The registers, while a block is looked at.
struct Block<'a> {
    columns: &'a Columns<'a>,
    program: &'a Program,
    sheet: &'a Sheet<'a>,
    /// Which block of the sheet.
    at: usize,
    numbers: Vec<Numbers>,
    truths: Vec<Truths>,
    places: Vec<[u8; LANES]>,
    /// Rows for the exact engine.
    doubtful: u64,
}

/// Every row of the sheet.
pub(crate) fn all<'a>(
    columns: &'a Columns<'a>,
    ready: &'a Ready,
    sheet: &'a Sheet<'a>,
    (ratings, scratch): (&mut Ratings, &mut Scratch),
) {
    let program = &ready.program;
    let mut block = Block {
        columns,
        program,
        sheet,
        at: 0,
        numbers: kernel::fresh(Numbers::EMPTY, program.bounds.len()),
        truths: kernel::fresh(Truths::EMPTY, program.truths),
        places: kernel::fresh([0; LANES], program.places),
        doubtful: 0,
    };
    block.fill();
    for at in 0..sheet.rows().div_ceil(LANES) {
        block.at = at;
        let left = sheet.rows() - at * LANES;
        let live = if left >= LANES { ALL } else { (1 << left) - 1 };
        block.doubtful = sheet.apart.block(at);
        for step in &program.steps {
            block.step(step, live, scratch);
        }
        block.write(ready, live, ratings);
        for lane in lanes(block.doubtful & live) {
            exactly(columns.plan, sheet, at * LANES + lane, ratings);
        }
    }
}

impl Block<'_> {
    /// What is the same in every block.
    fn fill(&mut self) {
        for step in &self.program.steps {
            let _filled = self.constant(step);
        }
        for (numbers, bound) in self.numbers.iter_mut().zip(&self.program.bounds) {
            numbers.loose = if bound.is_exact { 0 } else { ALL };
        }
    }

    fn constant(&mut self, step: &Step) -> Option<()> {
        match step {
            Step::Number(to, NumberStep::Fill(value)) => {
                self.numbers.get_mut(*to)?.values = [*value; LANES];
            }
            Step::Number(to, NumberStep::LeftOut) => self.numbers.get_mut(*to)?.left = ALL,
            Step::Truth(to, TruthStep::Fill(holds)) => {
                self.truths.get_mut(*to)?.met = [u8::from(*holds); LANES];
            }
            Step::Number(..) | Step::Truth(..) | Step::Place(..) => (),
        }
        Some(())
    }

    fn step(&mut self, step: &Step, live: u64, scratch: &mut Scratch) {
        let doubtful = match step {
            Step::Number(to, step) => self.number(*to, step, live, scratch),
            Step::Truth(to, step) => self.truth(*to, step),
            Step::Place(to, step) => self.place(*to, step),
        };
        self.doubtful |= doubtful.unwrap_or(ALL);
    }

    /// Writes one register of numbers; gives the rows that are doubtful now.
    fn number(
        &mut self,
        to: usize,
        step: &NumberStep,
        live: u64,
        scratch: &mut Scratch,
    ) -> Option<u64> {
        if let NumberStep::Counted(counting) = step {
            return self.counted(to, counting, live, scratch);
        }
        let (before, rest) = self.numbers.split_at_mut_checked(to)?;
        let out = rest.first_mut()?;
        let at = |register: &usize| before.get(*register);
        let scaled = |(register, factor): &(usize, f64)| Some((before.get(*register)?, *factor));
        let several = |all: &[(usize, f64)]| all.iter().map(scaled).collect::<Option<Vec<_>>>();
        let mut doubtful = 0;
        match step {
            NumberStep::Fill(_) | NumberStep::LeftOut | NumberStep::Counted(_) => return Some(0),
            NumberStep::OfPlace(place, table) => {
                kernel::of_places(out, self.places.get(*place)?, table);
            }
            NumberStep::Count(all) => {
                let all: Option<Vec<&Truths>> = all.iter().map(|of| self.truths.get(*of)).collect();
                kernel::count(out, all?.into_iter());
            }
            NumberStep::Codes(ask, table) => kernel::codes(out, self.sheet, self.at, *ask, table),
            NumberStep::Read(ask) => kernel::read(out, self.sheet, self.at, *ask),
            NumberStep::Sum(a, b) => kernel::sum(out, scaled(a)?, scaled(b)?),
            NumberStep::Total(all) => kernel::total(out, several(all)?.into_iter()),
            NumberStep::Product(a, b) => kernel::product(out, at(a)?, at(b)?),
            NumberStep::Quotient(a, b, division) => {
                kernel::quotient(out, scaled(a)?, scaled(b)?, *division);
            }
            NumberStep::Magnitude(a) => kernel::magnitude(out, at(a)?),
            NumberStep::Extreme(a, b, how) => {
                kernel::extreme(out, scaled(a)?, scaled(b)?, *how);
            }
            NumberStep::ExtremeOf(all, highest) => {
                kernel::extreme_of(out, several(all)?.into_iter(), *highest);
            }
            NumberStep::Choice(condition, yes, no) => {
                kernel::choice(out, self.truths.get(*condition)?, scaled(yes)?, scaled(no)?);
            }
            NumberStep::OrElse(a, b) => kernel::or_else(out, scaled(a)?, scaled(b)?),
            NumberStep::OnCurve(a, curve) => kernel::on_curve(out, at(a)?, curve),
            NumberStep::ByRows(a, start, rows) => {
                doubtful = kernel::by_rows(out, at(a)?, *start, rows);
            }
            NumberStep::AsShare(of) => kernel::as_share(out, self.truths.get(*of)?),
            NumberStep::Mean(terms, whole) => doubtful = kernel::mean(out, before, terms, *whole),
            NumberStep::Capped(terms, cap) => doubtful = kernel::capped(out, before, terms, *cap),
            NumberStep::Publish(a, publishing, exact) => {
                let a = at(a)?;
                let near = kernel::publish(out, a, *publishing);
                for lane in lanes(near & !a.loose) {
                    out.put(lane, exact.of(a.at(lane)));
                }
                doubtful = near & a.loose;
            }
        }
        if !self.program.bounds.get(to)?.is_exact {
            out.loose = ALL;
        }
        Some(doubtful)
    }

    fn truth(&mut self, to: usize, step: &TruthStep) -> Option<u64> {
        let (before, rest) = self.truths.split_at_mut_checked(to)?;
        let out = rest.first_mut()?;
        let at = |register: &usize| before.get(*register);
        let number = |register: &usize| self.numbers.get(*register);
        match step {
            TruthStep::Fill(_) => (),
            TruthStep::IsCode(ask, code) => kernel::is_code(out, self.sheet, self.at, *ask, *code),
            TruthStep::IsGiven(ask) => kernel::is_given(out, self.sheet, self.at, *ask),
            TruthStep::Compare(a, test, verge) => {
                return Some(kernel::compare(out, number(a)?, *test, *verge));
            }
            TruthStep::Reaches(a, test, verge) => {
                return Some(kernel::reaches(out, number(a)?, *test, *verge));
            }
            TruthStep::Not(a) => kernel::not(out, at(a)?),
            TruthStep::Both(a, b, one) => kernel::both(out, at(a)?, at(b)?, *one),
            TruthStep::AtLeast(least, all) => {
                let all: Option<Vec<&Truths>> = all.iter().map(at).collect();
                kernel::at_least(out, *least, all?.into_iter());
            }
            TruthStep::HasValue(a) => kernel::has_value(out, number(a)?),
            TruthStep::Held(a, left_holds) => kernel::held(out, at(a)?, *left_holds),
            TruthStep::Changes(from, when, table) => {
                let (from, when) = (self.places.get(*from)?, at(when)?);
                kernel::changes(out, from, when, table);
                return Some(when.open);
            }
        }
        Some(0)
    }

    fn place(&mut self, to: usize, step: &PlaceStep) -> Option<u64> {
        let (before, rest) = self.places.split_at_mut_checked(to)?;
        let out = rest.first_mut()?;
        match step {
            PlaceStep::Ranked(rungs) => {
                let all: Option<Vec<&Truths>> =
                    rungs.all.iter().map(|rung| self.truths.get(*rung)).collect();
                let mut doubtful = kernel::ranked(out, all?.into_iter(), rungs.cumulative);
                if let Some(of) = rungs.of {
                    doubtful |= self.numbers.get(of)?.absent();
                }
                if let Some(when) = rungs.absent_when {
                    let when = self.truths.get(when)?;
                    doubtful |= when.open | mask(&when.met);
                }
                Some(doubtful)
            }
            PlaceStep::OfNumber(number) => {
                let numbers = self.numbers.get(*number)?;
                kernel::places_of(out, numbers);
                Some(numbers.absent() | numbers.loose)
            }
            PlaceStep::Adjusted(from, when, table) => {
                let (from, when) = (before.get(*from)?, self.truths.get(*when)?);
                kernel::moved(out, from, when, table);
                Some(when.open)
            }
        }
    }

    /// A criterion's share, once the rubric has had its say.
    fn counted(
        &mut self,
        to: usize,
        counting: &Counting,
        live: u64,
        scratch: &mut Scratch,
    ) -> Option<u64> {
        let (before, rest) = self.numbers.split_at_mut_checked(to)?;
        let (out, raw) = (rest.first_mut()?, before.get(counting.raw.0)?);
        for (out, value) in out.values.iter_mut().zip(&raw.values) {
            *out = value * counting.raw.1;
        }
        (out.left, out.undefined, out.open) = (raw.left, 0, 0);
        out.loose = if self.program.bounds.get(to)?.is_exact { raw.loose } else { ALL };
        let rule = match counting.leave_out {
            Some(register) => Some(self.truths.get(register)?),
            None => None,
        };
        let (ruled_out, unsure) = rule.map_or((0, 0), |rule| (mask(&rule.met), rule.open));
        let marked = self.sheet.not_applicable.get(counting.item)?.block(self.at) & !ruled_out;
        let given = counting.asks.iter().fold(0, |given, ask| {
            given | self.sheet.asks.get(*ask).map_or(0, |column| column.given.block(self.at))
        });
        let missing = raw.open & !ruled_out & !marked;
        let mut doubtful = 0;
        for (of, outcome) in [
            (raw.undefined & !raw.open & !ruled_out & !marked, counting.undefined),
            (missing & !given, counting.unanswered),
            (marked, counting.not_applicable),
            (ruled_out, Outcome::LeftOut),
        ] {
            doubtful |= put(out, of & !unsure, outcome);
        }
        let in_part = (missing & given) | unsure;
        for lane in lanes((in_part | doubtful) & live & !self.doubtful) {
            let row = self.at * LANES + lane;
            let columns = self.columns;
            let place = (row, counting.criterion);
            let found = columns.cones.resolve(columns.plan, self.sheet, scratch, place);
            doubtful = (doubtful & !(1 << lane)) | resolved(out, lane, &found, counting.unit);
        }
        Some(doubtful)
    }

    fn write(&mut self, ready: &Ready, live: u64, ratings: &mut Ratings) {
        let mut places = self.places.get(ready.place).copied().unwrap_or([0; LANES]);
        let mut withheld = 0;
        for gate in &ready.gates {
            withheld |= self.gate(gate, &mut places);
        }
        self.force(&ready.gates, &mut places);
        for limit in &ready.limits {
            withheld |= self.beyond(limit);
        }
        for register in ready.must_be.iter().copied() {
            self.doubtful |= self.numbers.get(register).map_or(ALL, Numbers::absent);
        }
        for lane in lanes(withheld) {
            if let Some(place) = places.get_mut(lane) {
                *place = WITHHELD;
            }
        }
        let from = self.at * LANES;
        let count = live.count_ones() as usize;
        if let Some(to) = ratings.places.get_mut(from..from + count) {
            for (to, place) in to.iter_mut().zip(&places) {
                *to = *place;
            }
        }
        self.put_out(&mut ratings.totals, ready.total, count);
        for (to, register) in ratings.dimensions.iter_mut().zip(&ready.dimensions) {
            self.put_out(to, *register, count);
        }
        for (to, register) in ratings.points.iter_mut().zip(&ready.points) {
            self.put_out(to, *register, count);
        }
    }

    /// Writes a register of published numbers.
    fn put_out(&self, to: &mut [i64], register: usize, count: usize) {
        let from = self.at * LANES;
        let Some(numbers) = self.numbers.get(register) else { return };
        let Some(to) = to.get_mut(from..from + count) else { return };
        for (to, value) in to.iter_mut().zip(&numbers.values) {
            #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2⁵³")]
            let whole = *value as i64;
            *to = whole;
        }
        for lane in lanes(numbers.absent()) {
            if let Some(to) = to.get_mut(lane) {
                *to = NONE;
            }
        }
    }

    /// What a gate does; gives the rows whose rating it withholds.
    fn gate(&mut self, gate: &GateColumn, places: &mut [u8; LANES]) -> u64 {
        let Some((verdict, lifted)) = self.verdict(gate) else { return 0 };
        match gate.effect {
            Effect::Withhold => !mask(&verdict.met) & !lifted,
            Effect::Cap(cap) => {
                let cap = u8::try_from(cap).unwrap_or(u8::MAX);
                kernel::lower(places, !mask(&verdict.met) & !lifted, cap);
                0
            }
            Effect::Set(_) => 0,
        }
    }

    /// A gate's condition, and the rows in which it is marked not applicable.
    fn verdict(&mut self, gate: &GateColumn) -> Option<(Truths, u64)> {
        let lifted = self.sheet.not_applicable.get(gate.item)?.block(self.at);
        let verdict = self.truths.get(gate.verdict)?;
        self.doubtful |= verdict.open & !lifted;
        let mut verdict = verdict.clone();
        for lane in lanes(verdict.left) {
            verdict.put(lane, true);
        }
        Some((verdict, lifted))
    }

    /// The lowest of the ratings that gates force.
    fn force(&mut self, gates: &[GateColumn], places: &mut [u8; LANES]) {
        let mut forced = [u8::MAX; LANES];
        for gate in gates {
            let Effect::Set(set) = gate.effect else { continue };
            let Some((verdict, lifted)) = self.verdict(gate) else { continue };
            let set = u8::try_from(set).unwrap_or(u8::MAX);
            kernel::lower(&mut forced, !mask(&verdict.met) & !lifted, set);
        }
        for (place, forced) in places.iter_mut().zip(&forced) {
            *place = if *forced == u8::MAX { *place } else { *forced };
        }
    }

    /// The rows in which more is marked not applicable than may be.
    fn beyond(&mut self, limit: &Limit) -> u64 {
        let mut sums = [0.0; LANES];
        let mut any = 0;
        for part in &limit.parts {
            let marked = self.sheet.not_applicable.get(part.item);
            let ruled_out = part.leave_out.and_then(|register| self.truths.get(register));
            let (ruled_out, unsure) = ruled_out.map_or((0, 0), |rule| (mask(&rule.met), rule.open));
            let marked = marked.map_or(0, |bits| bits.block(self.at)) & !ruled_out;
            self.doubtful |= marked & unsure;
            any |= marked;
            kernel::raise(&mut sums, marked, part.weight);
        }
        let is_beyond = |lane: &usize| sums.get(*lane).is_some_and(|sum| *sum > limit.most);
        lanes(any).filter(is_beyond).fold(0, |beyond, lane| beyond | 1 << lane)
    }
}

/// Puts an outcome in the place of a share; gives the lanes that the exact engine must say.
fn put(out: &mut Numbers, of: u64, outcome: Outcome) -> u64 {
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
            for lane in lanes(of) {
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
    let (scorecard, award) = whole(plan, sheet, row);
    ratings.looked_at += 1;
    let settled = award.standing == Standing::Settled;
    let place = award.best.filter(|_| settled).and_then(|place| u8::try_from(place).ok());
    write(&mut ratings.places, row, place.unwrap_or(WITHHELD));
    let rounded = |node: NodeId, extra: u32, weight: &Number| {
        let places = plan.rounding.places.saturating_add(extra);
        let number = scorecard.slot(node).quantity().number()?.times(weight);
        published(Rounding { places, ..plan.rounding }, &number)
    };
    let one = Number::one();
    write(&mut ratings.totals, row, rounded(plan.total, 0, &one).unwrap_or(NONE));
    for (to, dimension) in ratings.dimensions.iter_mut().zip(&plan.dimensions) {
        let extra = if dimension.bonus == Bonus::No { 2 } else { 0 };
        write(to, row, rounded(dimension.score, extra, &one).unwrap_or(NONE));
    }
    for (to, criterion) in ratings.points.iter_mut().zip(&plan.criteria) {
        write(to, row, rounded(criterion.share, 0, &criterion.weight).unwrap_or(NONE));
    }
}

fn write<T>(to: &mut [T], row: usize, value: T) {
    if let Some(to) = to.get_mut(row) {
        *to = value;
    }
}

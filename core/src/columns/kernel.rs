//! The steps of a plan over sixty-four rows at a time.
//!
//! Each step writes one register from earlier ones. The loops run over whole arrays, which the compiler
//! turns into vector instructions; what only some rows have (nothing to count, no result, no answer) is a
//! bit for each lane, and is looked at lane by lane.

use alloc::vec::Vec;

use crate::columns::filter::{WHOLE, nearest};
use crate::columns::sheet::{Cells, LANES, Sheet};

/// Every lane.
pub(crate) const ALL: u64 = u64::MAX;

pub(crate) type Values = [f64; LANES];

/// Numbers, one for each row.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    /// Zero in lanes without a number.
    pub(crate) values: Values,
    /// Lanes that are left out.
    pub(crate) left: u64,
    /// Lanes without a result.
    pub(crate) undefined: u64,
    /// Lanes in which an answer is missing: what it comes to is not known here.
    pub(crate) open: u64,
    /// Lanes that are as exact as floats are, and no more.
    pub(crate) loose: u64,
}

/// Conditions, one for each row.
#[derive(Clone, Debug)]
pub(crate) struct Truths {
    /// One where it holds. Nothing is said in lanes that are open.
    pub(crate) met: [u8; LANES],
    /// Lanes to which the condition does not apply; it does not hold there.
    pub(crate) left: u64,
    /// Lanes in which an answer is missing.
    pub(crate) open: u64,
}

impl Numbers {
    pub(crate) const EMPTY: Self =
        Self { values: [0.0; LANES], left: 0, undefined: 0, open: 0, loose: 0 };

    /// Lanes without a number.
    pub(crate) fn absent(&self) -> u64 {
        self.left | self.undefined | self.open
    }

    pub(crate) fn put(&mut self, lane: usize, value: f64) {
        if let Some(cell) = self.values.get_mut(lane) {
            *cell = value;
        }
    }

    pub(crate) fn at(&self, lane: usize) -> f64 {
        self.values.get(lane).copied().unwrap_or_default()
    }

    /// Nothing is held in lanes without a number.
    fn settle(&mut self) {
        for lane in lanes(self.absent()) {
            self.put(lane, 0.0);
        }
    }

    /// The absences of two operands: the first one's counts.
    fn absences_of(&mut self, a: &Self, b: &Self) {
        let gone = a.left | a.undefined;
        self.left = a.left | (b.left & !gone);
        self.undefined = a.undefined | (b.undefined & !gone);
        self.open = a.open | b.open;
        self.loose = a.loose | b.loose;
    }

    /// One more operand: left out is only what all of them are.
    fn gather(&mut self, term: &Self) {
        self.left &= term.left;
        self.undefined |= term.undefined;
        self.open |= term.open;
        self.loose |= term.loose;
    }

    fn absences_like(&mut self, a: &Self) {
        (self.left, self.undefined, self.open, self.loose) = (a.left, a.undefined, a.open, a.loose);
    }
}

impl Truths {
    pub(crate) const EMPTY: Self = Self { met: [0; LANES], left: 0, open: 0 };

    pub(crate) fn holds(&self, lane: usize) -> bool {
        self.met.get(lane) == Some(&1)
    }

    pub(crate) fn put(&mut self, lane: usize, met: bool) {
        if let Some(cell) = self.met.get_mut(lane) {
            *cell = u8::from(met);
        }
    }

    fn settle(&mut self) {
        for lane in lanes(self.left | self.open) {
            self.put(lane, false);
        }
    }
}

/// The lanes of a mask, one after the other.
pub(crate) fn lanes(mut mask: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let lane = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        lane
    })
}

/// A mask of the lanes whose byte is not zero.
pub(crate) fn mask(bytes: &[u8; LANES]) -> u64 {
    let mut mask = 0;
    for (place, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        // The lowest bit of each byte, gathered by one multiplication.
        let bits = u64::from_le_bytes(*eight) & 0x0101_0101_0101_0101;
        mask |= (bits.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * place);
    }
    mask
}

/// Lanes of which the byte is set, none of which is usual.
fn rare(bytes: &[u8; LANES]) -> u64 {
    if bytes.iter().fold(0, |any, byte| any | byte) == 0 { 0 } else { mask(bytes) }
}

// ── numbers ──

pub(crate) fn codes(
    to: &mut Numbers,
    sheet: &Sheet<'_>,
    block: usize,
    ask: usize,
    table: &[f64; 256],
) {
    let column = sheet.asks.get(ask);
    if let Some(Cells::Codes(codes)) = column.map(|column| &column.cells) {
        let from = codes.get(block * LANES..).unwrap_or_default();
        for (value, code) in to.values.iter_mut().zip(from) {
            *value = table.get(usize::from(*code)).copied().unwrap_or_default();
        }
    }
    to.open = !column.map_or(0, |column| column.given.block(block));
    to.settle();
}

pub(crate) fn read(to: &mut Numbers, sheet: &Sheet<'_>, block: usize, ask: usize) {
    let column = sheet.asks.get(ask);
    if let Some(Cells::Numbers(numbers, _)) = column.map(|column| &column.cells) {
        let from = numbers.get(block * LANES..).unwrap_or_default();
        for (value, number) in to.values.iter_mut().zip(from) {
            *value = *number;
        }
    }
    // What is not given is zero already.
    to.open = !column.map_or(0, |column| column.given.block(block));
}

/// `a` times one factor and `b` times another, added up.
pub(crate) fn sum(to: &mut Numbers, (a, by): (&Numbers, f64), (b, times): (&Numbers, f64)) {
    for ((to, a), b) in to.values.iter_mut().zip(&a.values).zip(&b.values) {
        *to = a * by + b * times;
    }
    to.absences_of(a, b);
    to.settle();
}

/// The sum of those that are there.
pub(crate) fn total<'a>(to: &mut Numbers, terms: impl Iterator<Item = (&'a Numbers, f64)>) {
    to.values = [0.0; LANES];
    (to.left, to.undefined, to.open, to.loose) = (ALL, 0, 0, 0);
    for (term, factor) in terms {
        for (to, value) in to.values.iter_mut().zip(&term.values) {
            *to += value * factor;
        }
        to.gather(term);
    }
    to.left &= !to.undefined;
    to.settle();
}

pub(crate) fn product(to: &mut Numbers, a: &Numbers, b: &Numbers) {
    for ((to, a), b) in to.values.iter_mut().zip(&a.values).zip(&b.values) {
        *to = a * b;
    }
    to.absences_of(a, b);
    to.settle();
}

/// What is divided, and how a quotient of nothing or beyond one is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Division {
    /// Growth is what is more than before.
    pub(crate) less_one: bool,
    /// A share lies from nothing to one.
    pub(crate) is_share: bool,
    /// What a quotient is multiplied by: whole numbers are exact then.
    pub(crate) unit: f64,
}

/// `a` over `b`, both in one unit and, of a share, both exact.
pub(crate) fn quotient(
    to: &mut Numbers,
    (a, by): (&Numbers, f64),
    (b, times): (&Numbers, f64),
    division: Division,
) {
    let less = f64::from(division.less_one);
    let mut odd = [0_u8; LANES];
    let mut loose = [0_u8; LANES];
    let cells = to.values.iter_mut().zip(&a.values).zip(&b.values);
    for (((to, a), b), (odd, loose)) in cells.zip(odd.iter_mut().zip(&mut loose)) {
        let (above, below) = (a * by, b * times);
        let is_nothing = below == 0.0;
        let is_beyond = division.is_share & ((above > below) | (above < 0.0));
        let over = if is_nothing { 1.0 } else { below };
        let all = (above - less * below) * division.unit;
        let quotient = all / over;
        let whole = nearest(quotient);
        let back = whole * over;
        *odd = u8::from(is_nothing | is_beyond);
        *loose = u8::from((back < all) | (back > all));
        *to = quotient;
    }
    to.absences_of(a, b);
    to.undefined |= rare(&odd) & !to.absent();
    to.loose |= rare(&loose);
    to.settle();
}

pub(crate) fn magnitude(to: &mut Numbers, a: &Numbers) {
    for (to, a) in to.values.iter_mut().zip(&a.values) {
        *to = a.abs();
    }
    to.absences_like(a);
}

/// The larger of two, or the smaller; where they differ by more than `slack` one of them clearly is.
pub(crate) fn extreme(
    to: &mut Numbers,
    (a, by): (&Numbers, f64),
    (b, times): (&Numbers, f64),
    (highest, slack): (bool, f64),
) {
    let mut is_first = [0_u8; LANES];
    let mut near = [0_u8; LANES];
    let cells = to.values.iter_mut().zip(&a.values).zip(&b.values);
    for (((to, a), b), (is_first, near)) in cells.zip(is_first.iter_mut().zip(&mut near)) {
        let (a, b) = (a * by, b * times);
        let first = (a > b) == highest;
        *to = if first { a } else { b };
        *is_first = u8::from(first);
        *near = u8::from((a - b).abs() <= slack);
    }
    to.absences_of(a, b);
    if to.loose != 0 {
        let first = mask(&is_first);
        to.loose &= (a.loose & first) | (b.loose & !first) | mask(&near);
    }
    to.settle();
}

/// The extreme of those that are there.
pub(crate) fn extreme_of<'a>(
    to: &mut Numbers,
    terms: impl Iterator<Item = (&'a Numbers, f64)>,
    highest: bool,
) {
    to.values = [if highest { f64::NEG_INFINITY } else { f64::INFINITY }; LANES];
    (to.left, to.undefined, to.open, to.loose) = (ALL, 0, 0, 0);
    for (term, factor) in terms {
        let before = to.values;
        for (to, value) in to.values.iter_mut().zip(&term.values) {
            let value = value * factor;
            *to = if (value > *to) == highest { value } else { *to };
        }
        for lane in lanes(term.left) {
            to.put(lane, before.get(lane).copied().unwrap_or_default());
        }
        to.gather(term);
    }
    to.left &= !to.undefined;
    to.settle();
}

/// The one where the condition holds, the other where it does not.
pub(crate) fn choice(
    to: &mut Numbers,
    condition: &Truths,
    (yes, by): (&Numbers, f64),
    (no, times): (&Numbers, f64),
) {
    let chosen = condition.met.iter().zip(&yes.values).zip(&no.values);
    for (to, ((met, yes), no)) in to.values.iter_mut().zip(chosen) {
        *to = if *met == 1 { yes * by } else { no * times };
    }
    let met = mask(&condition.met);
    let of = |yes: u64, no: u64| (yes & met) | (no & !met);
    to.left = of(yes.left, no.left);
    to.undefined = of(yes.undefined, no.undefined);
    to.open = of(yes.open, no.open) | condition.open;
    to.loose = of(yes.loose, no.loose);
    to.settle();
}

/// The first, or the second where the first has no number.
pub(crate) fn or_else(to: &mut Numbers, (a, by): (&Numbers, f64), (b, times): (&Numbers, f64)) {
    for (to, a) in to.values.iter_mut().zip(&a.values) {
        *to = a * by;
    }
    let gone = a.left | a.undefined;
    for lane in lanes(gone) {
        to.put(lane, b.at(lane) * times);
    }
    to.left = b.left & gone;
    to.undefined = b.undefined & gone;
    to.open = a.open | (b.open & gone);
    to.loose = (a.loose & !gone) | (b.loose & gone);
    to.settle();
}

/// A straight line: where it begins, how far it goes, and how steeply.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) from: f64,
    pub(crate) length: f64,
    pub(crate) slope: f64,
}

/// Straight lines, flat outside.
#[derive(Clone, Debug)]
pub(crate) struct Curve {
    pub(crate) start: f64,
    pub(crate) lines: Vec<Line>,
    /// Clearly outside of these it is flat, and exact.
    pub(crate) ends: (f64, f64),
}

pub(crate) fn on_curve(to: &mut Numbers, a: &Numbers, curve: &Curve) {
    let Curve { start, lines, ends: (first, last) } = curve;
    for (to, a) in to.values.iter_mut().zip(&a.values) {
        let mut sum = *start;
        for line in lines {
            // In this order NaN, of which there is none, would not come through.
            let along = (a - line.from).max(0.0).min(line.length);
            sum += along * line.slope;
        }
        *to = sum;
    }
    to.absences_like(a);
    if to.loose != 0 {
        let mut within = [0_u8; LANES];
        for (within, a) in within.iter_mut().zip(&a.values) {
            *within = u8::from(*a >= *first) & u8::from(*a <= *last);
        }
        to.loose &= mask(&within);
    }
    to.settle();
}

/// A row of a table: from where on, and what is added there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) verge: Verge,
    pub(crate) jump: f64,
}

/// A number that others are held against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verge {
    pub(crate) at: f64,
    pub(crate) included: bool,
    /// So near to it a loose lane is looked at exactly.
    pub(crate) slack: f64,
    /// Whether exact lanes stand clearly on one side.
    pub(crate) is_sharp: bool,
}

impl Verge {
    /// Which values have reached it, and which lanes are too near to say.
    fn reached(self, a: &Numbers, reached: &mut [u8; LANES]) -> u64 {
        let is_doubtful = a.loose != 0 || !self.is_sharp;
        if self.included {
            for (reached, value) in reached.iter_mut().zip(&a.values) {
                *reached = u8::from(*value >= self.at);
            }
        } else {
            for (reached, value) in reached.iter_mut().zip(&a.values) {
                *reached = u8::from(*value > self.at);
            }
        }
        if !is_doubtful {
            return 0;
        }
        let mut near = [0_u8; LANES];
        for (near, value) in near.iter_mut().zip(&a.values) {
            *near = u8::from((*value - self.at).abs() <= self.slack);
        }
        rare(&near) & !a.absent() & if self.is_sharp { a.loose } else { ALL }
    }
}

/// The table's result for each value; below the first row `start`, or none.
pub(crate) fn by_rows(to: &mut Numbers, a: &Numbers, start: Option<f64>, rows: &[Row]) -> u64 {
    to.values = [start.unwrap_or_default(); LANES];
    let mut doubtful = 0;
    let mut in_any = 0;
    for row in rows {
        let mut reached = [0_u8; LANES];
        doubtful |= row.verge.reached(a, &mut reached);
        for (to, reached) in to.values.iter_mut().zip(&reached) {
            *to += if *reached == 1 { row.jump } else { 0.0 };
        }
        if start.is_none() && in_any == 0 {
            in_any = mask(&reached);
        }
    }
    to.absences_like(a);
    to.loose = 0;
    if start.is_none() {
        to.undefined |= !in_any & !to.absent();
    }
    to.settle();
    doubtful
}

/// A number for each place.
pub(crate) fn of_places(to: &mut Numbers, places: &[u8; LANES], table: &[f64; 256]) {
    for (to, place) in to.values.iter_mut().zip(places) {
        *to = table.get(usize::from(*place)).copied().unwrap_or_default();
    }
}

/// How many hold.
pub(crate) fn count<'a>(to: &mut Numbers, all: impl Iterator<Item = &'a Truths>) {
    to.values = [0.0; LANES];
    (to.left, to.undefined, to.open, to.loose) = (0, 0, 0, 0);
    for each in all {
        for (to, met) in to.values.iter_mut().zip(&each.met) {
            *to += f64::from(*met);
        }
        to.open |= each.open;
    }
    to.settle();
}

pub(crate) fn as_share(to: &mut Numbers, of: &Truths) {
    for (to, met) in to.values.iter_mut().zip(&of.met) {
        *to = f64::from(*met);
    }
    (to.left, to.undefined, to.loose, to.open) = (0, 0, 0, of.open);
    to.settle();
}

/// One operand of a mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighed {
    pub(crate) register: usize,
    /// What its numbers are multiplied by.
    pub(crate) factor: f64,
    /// Its weight, a whole number.
    pub(crate) weight: f64,
}

/// The weighted sum; in lanes where something is left out, its weight goes to the others. Gives lanes
/// in which something else is missing.
pub(crate) fn mean(to: &mut Numbers, before: &[Numbers], terms: &[Weighed], whole: f64) -> u64 {
    to.values = [0.0; LANES];
    (to.left, to.undefined, to.open, to.loose) = (0, 0, 0, 0);
    let (mut out, mut doubtful) = (0, 0);
    for term in terms {
        let Some(of) = before.get(term.register) else { continue };
        for (to, value) in to.values.iter_mut().zip(&of.values) {
            *to += value * term.factor;
        }
        out |= of.left;
        doubtful |= of.undefined | of.open;
        to.loose |= of.loose & !of.left;
    }
    if out != 0 {
        share_out(to, before, terms, (whole, out));
    }
    doubtful
}

fn share_out(to: &mut Numbers, before: &[Numbers], terms: &[Weighed], (whole, out): (f64, u64)) {
    let mut weights = [whole; LANES];
    for term in terms {
        let Some(of) = before.get(term.register) else { continue };
        for lane in lanes(of.left) {
            if let Some(weight) = weights.get_mut(lane) {
                *weight -= term.weight;
            }
        }
    }
    for lane in lanes(out) {
        let weight = weights.get(lane).copied().unwrap_or_default();
        let bit = 1 << lane;
        if weight <= 0.0 {
            to.left |= bit;
            to.put(lane, 0.0);
            continue;
        }
        // A whole number again, more often than not.
        let all = to.at(lane) * whole;
        let shared = nearest(all / weight);
        if all.abs() <= WHOLE && is_same(shared * weight, all) {
            to.put(lane, shared);
        } else {
            to.put(lane, all / weight);
            to.loose |= bit;
        }
    }
    to.loose &= !to.left;
}

/// Whether two whole numbers are one.
#[expect(clippy::float_cmp, reason = "whole numbers")]
fn is_same(a: f64, b: f64) -> bool {
    a == b
}

/// The sum of points, at most a cap; what is left out or has no result adds nothing.
pub(crate) fn capped(
    to: &mut Numbers,
    before: &[Numbers],
    terms: &[(usize, f64)],
    cap: f64,
) -> u64 {
    to.values = [0.0; LANES];
    (to.left, to.undefined, to.open, to.loose) = (0, 0, 0, 0);
    let mut doubtful = 0;
    for (register, factor) in terms {
        let Some(of) = before.get(*register) else { continue };
        for (to, value) in to.values.iter_mut().zip(&of.values) {
            *to += value * factor;
        }
        doubtful |= of.open;
        to.loose |= of.loose;
    }
    for to in &mut to.values {
        *to = to.min(cap);
    }
    doubtful
}

/// What is kept of the digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Publishing {
    /// From what is stored to so many times the last place that is kept.
    pub(crate) factor: f64,
    /// So near to where it turns, a number is looked at exactly.
    pub(crate) slack: f64,
    pub(crate) turns: Turns,
}

/// Where rounding turns from one number to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turns {
    AtHalves,
    Down,
    Up,
}

/// The rounded numbers; gives lanes that are near to a turn.
pub(crate) fn publish(to: &mut Numbers, a: &Numbers, publishing: Publishing) -> u64 {
    let mut near = [0_u8; LANES];
    let Publishing { factor, slack, turns } = publishing;
    for ((to, a), near) in to.values.iter_mut().zip(&a.values).zip(&mut near) {
        let scaled = a * factor;
        let nearest = nearest(scaled);
        let rest = scaled - nearest;
        *to = match turns {
            Turns::AtHalves => nearest,
            Turns::Down if scaled >= 0.0 => nearest - if rest < 0.0 { 1.0 } else { 0.0 },
            Turns::Up if scaled < 0.0 => nearest - if rest < 0.0 { 1.0 } else { 0.0 },
            Turns::Down | Turns::Up => nearest + if rest > 0.0 { 1.0 } else { 0.0 },
        };
        let away = if turns == Turns::AtHalves { 0.5 - rest.abs() } else { rest.abs() };
        *near = u8::from(away <= slack);
    }
    to.absences_like(a);
    to.loose = 0;
    let near = rare(&near) & !to.absent();
    to.settle();
    near
}

// ── conditions ──

pub(crate) fn is_code(to: &mut Truths, sheet: &Sheet<'_>, block: usize, ask: usize, code: u8) {
    let column = sheet.asks.get(ask);
    if let Some(Cells::Codes(codes)) = column.map(|column| &column.cells) {
        let from = codes.get(block * LANES..).unwrap_or_default();
        for (met, found) in to.met.iter_mut().zip(from) {
            *met = u8::from(*found == code);
        }
    }
    to.left = 0;
    to.open = !column.map_or(0, |column| column.given.block(block));
    to.settle();
}

pub(crate) fn is_given(to: &mut Truths, sheet: &Sheet<'_>, block: usize, ask: usize) {
    let given = sheet.asks.get(ask).map_or(0, |column| column.given.block(block));
    to.met = [0; LANES];
    for lane in lanes(given) {
        to.put(lane, true);
    }
    (to.left, to.open) = (0, 0);
}

/// What is held against a verge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// It has reached it.
    Reached,
    /// It has not.
    Missed,
    Equal,
    Unequal,
}

/// A comparison with one number; gives lanes that are too near to say.
pub(crate) fn compare(to: &mut Truths, a: &Numbers, test: Test, verge: Verge) -> u64 {
    let doubtful = verge.reached(a, &mut to.met);
    match test {
        Test::Reached => (),
        Test::Missed => invert(&mut to.met),
        Test::Equal | Test::Unequal => {
            for (met, value) in to.met.iter_mut().zip(&a.values) {
                let is_equal = u8::from(*value >= verge.at) & u8::from(*value <= verge.at);
                *met = is_equal ^ u8::from(test == Test::Unequal);
            }
        }
    }
    to.left = a.left;
    // Without a result nothing can be said; it is for the exact engine to say what follows.
    to.open = a.open | a.undefined;
    to.settle();
    doubtful
}

/// The same of a score: what is left out reaches everything.
pub(crate) fn reaches(to: &mut Truths, a: &Numbers, test: Test, verge: Verge) -> u64 {
    let doubtful = compare(to, a, test, verge);
    for lane in lanes(to.left) {
        to.put(lane, true);
    }
    to.left = 0;
    doubtful
}

fn invert(met: &mut [u8; LANES]) {
    for met in met {
        *met ^= 1;
    }
}

pub(crate) fn not(to: &mut Truths, a: &Truths) {
    to.met = a.met;
    invert(&mut to.met);
    (to.left, to.open) = (a.left, a.open);
    to.settle();
}

/// Both (or one of them), as far as they apply.
pub(crate) fn both(to: &mut Truths, a: &Truths, b: &Truths, one_is_enough: bool) {
    for ((to, a), b) in to.met.iter_mut().zip(&a.met).zip(&b.met) {
        *to = if one_is_enough { a | b } else { a & b };
    }
    (to.left, to.open) = (a.left & b.left, 0);
    for lane in lanes(a.left | b.left | a.open | b.open) {
        let bit = 1 << lane;
        let settled = |of: &Truths| ((of.left | of.open) & bit == 0).then(|| of.holds(lane));
        let (first, second) = (settled(a), settled(b));
        let decides = Some(one_is_enough);
        if (a.open | b.open) & bit == 0 {
            // One of them does not apply, or neither.
            to.put(lane, first.or(second).unwrap_or_default());
        } else if first == decides || second == decides {
            to.put(lane, one_is_enough);
        } else {
            to.put(lane, false);
            to.open |= bit;
        }
    }
    to.left &= !to.open;
}

/// Whether at least so many hold of those that apply.
pub(crate) fn at_least<'a>(to: &mut Truths, least: usize, all: impl Iterator<Item = &'a Truths>) {
    let mut counts = [0_u8; LANES];
    (to.left, to.open) = (ALL, 0);
    for each in all {
        for (count, met) in counts.iter_mut().zip(&each.met) {
            *count = count.saturating_add(*met);
        }
        to.left &= each.left;
        to.open |= each.open;
    }
    for (met, count) in to.met.iter_mut().zip(&counts) {
        *met = u8::from(usize::from(*count) >= least);
    }
    // Enough of them is enough, whether they apply or not.
    to.left &= !mask(&to.met) & !to.open;
    to.settle();
}

pub(crate) fn has_value(to: &mut Truths, a: &Numbers) {
    to.met = [1; LANES];
    for lane in lanes(a.left | a.undefined) {
        to.put(lane, false);
    }
    (to.left, to.open) = (0, a.open);
    to.settle();
}

/// A condition as it counts in the end: one that does not apply holds, or does not.
pub(crate) fn held(to: &mut Truths, a: &Truths, left_holds: bool) {
    to.met = a.met;
    (to.left, to.open) = (0, a.open);
    if left_holds {
        for lane in lanes(a.left) {
            to.put(lane, true);
        }
    }
}

// ── places on a scale ──

/// The place that the conditions give, highest first.
pub(crate) fn ranked<'a>(
    to: &mut [u8; LANES],
    rungs: impl DoubleEndedIterator<Item = &'a Truths> + ExactSizeIterator,
    cumulative: bool,
) -> u64 {
    let mut doubtful = 0;
    *to = [0; LANES];
    for (below, rung) in rungs.rev().enumerate() {
        let here = u8::try_from(below + 1).unwrap_or(u8::MAX);
        doubtful |= rung.open;
        for (to, met) in to.iter_mut().zip(&rung.met) {
            let rises = *met == 1 && (!cumulative || usize::from(*to) == below);
            *to = if rises { here } else { *to };
        }
    }
    doubtful
}

/// Where each place goes where the condition holds.
pub(crate) fn moved(to: &mut [u8; LANES], from: &[u8; LANES], when: &Truths, table: &[u8; 256]) {
    for ((to, place), met) in to.iter_mut().zip(from).zip(&when.met) {
        let there = table.get(usize::from(*place)).copied().unwrap_or(*place);
        *to = if *met == 1 { there } else { *place };
    }
}

/// Whether the place changes.
pub(crate) fn changes(to: &mut Truths, from: &[u8; LANES], when: &Truths, table: &[u8; 256]) {
    let mut there = [0; LANES];
    moved(&mut there, from, when, table);
    for ((to, there), place) in to.met.iter_mut().zip(&there).zip(from) {
        *to = u8::from(there != place);
    }
    (to.left, to.open) = (0, 0);
}

/// Places out of small whole numbers.
pub(crate) fn places_of(to: &mut [u8; LANES], of: &Numbers) {
    for (to, value) in to.iter_mut().zip(&of.values) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place is a small whole number"
        )]
        let place = *value as u8;
        *to = place;
    }
}

/// Brings these lanes down to at most so much.
pub(crate) fn lower(places: &mut [u8; LANES], of: u64, most: u8) {
    for lane in lanes(of) {
        if let Some(place) = places.get_mut(lane) {
            *place = (*place).min(most);
        }
    }
}

/// Adds to these lanes.
pub(crate) fn raise(sums: &mut Values, of: u64, by: f64) {
    for lane in lanes(of) {
        if let Some(sum) = sums.get_mut(lane) {
            *sum += by;
        }
    }
}

/// Registers that no step has written yet.
pub(crate) fn fresh<T: Clone>(empty: T, count: usize) -> Vec<T> {
    alloc::vec![empty; count]
}

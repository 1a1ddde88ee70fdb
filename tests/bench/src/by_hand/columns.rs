//! The reference task written by hand in columns: blocks of 64 rows, no branches, the widest vectors
//! that the processor has; whatever stands near to where rounding turns is done again in whole numbers.
//!
//! Nothing here is general. It knows that curves are the least or the most of a few lines; that each
//! dimension is a quotient of two whole numbers that floats hold exactly, so that only the total is in
//! doubt; and that a level's conditions hold whenever those of a higher one do.

#![allow(
    clippy::needless_range_loop,
    reason = "columns side by side: one row of each after the other"
)]

use jiangxing_bench::exact::{FOCUS, LEVELS, WEIGHTS};
use jiangxing_bench::site::{GRADED, NUMBERS, Site};

const ROWS: usize = 64;

/// Not applicable.
const NONE: u8 = u8::MAX;

/// Nearer than this to where rounding turns, in hundredths, floats do not decide; they are wrong by
/// less than a hundredth of it.
const NEAR: f64 = 1e-8;

/// The sites, in blocks of columns.
pub(crate) struct Table {
    rows: usize,
    blocks: Vec<Block>,
}

struct Block {
    gates: [[u8; ROWS]; 6],
    graded: [[u8; ROWS]; GRADED],
    /// Without their decimal points.
    numbers: [[f64; ROWS]; 12],
}

/// Stars, totals and dimensions in hundredths; nothing stands as [`i32::MIN`].
#[derive(Default)]
pub(crate) struct Rated {
    pub(crate) stars: Vec<u8>,
    pub(crate) totals: Vec<i32>,
    /// Where they were wanted.
    pub(crate) dimensions: [Vec<i32>; 8],
    /// How many rows were done again in fractions.
    pub(crate) redone: usize,
}

impl Table {
    pub(crate) fn new(sites: &[Site]) -> Self {
        let mut blocks = Vec::with_capacity(sites.len().div_ceil(ROWS));
        for rows in sites.chunks(ROWS) {
            let mut block = Block {
                gates: [[0; ROWS]; 6],
                graded: [[NONE; ROWS]; GRADED],
                numbers: [[f64::NAN; ROWS]; 12],
            };
            for (row, site) in rows.iter().enumerate() {
                site.gates
                    .iter()
                    .zip(&mut block.gates)
                    .for_each(|(met, to)| to[row] = (*met).into());
                let graded = site.graded.iter().zip(&mut block.graded);
                graded.for_each(|(level, to)| to[row] = level.unwrap_or(NONE));
                for ((.., of), to) in NUMBERS.iter().zip(&mut block.numbers) {
                    to[row] = of(site).map_or(f64::NAN, |digits| digits as f64);
                }
            }
            blocks.push(block);
        }
        Self { rows: sites.len(), blocks }
    }

    /// Rates every row; `DIMENSIONS` says whether the dimensions are written down too.
    pub(crate) fn rate<const DIMENSIONS: bool>(&self) -> Rated {
        let mut rated = Rated::default();
        pulp::Arch::new().dispatch(
            #[inline(always)]
            || self.all::<DIMENSIONS>(&mut rated),
        );
        rated
    }

    #[inline(always)]
    fn all<const DIMENSIONS: bool>(&self, rated: &mut Rated) {
        let rows = self.blocks.len() * ROWS;
        rated.stars = vec![0; rows];
        rated.totals = vec![0; rows];
        if DIMENSIONS {
            rated.dimensions = std::array::from_fn(|_| vec![0; rows]);
        }
        let mut scratch = Scratch::new();
        for (at, block) in self.blocks.iter().enumerate() {
            let rows = at * ROWS..(at + 1) * ROWS;
            let is_any_near = scratch.rate::<DIMENSIONS>(block);
            rated.stars[rows.clone()].copy_from_slice(&scratch.stars);
            whole(&mut rated.totals[rows.clone()], &scratch.total);
            if DIMENSIONS {
                for (to, score) in rated.dimensions.iter_mut().zip(&scratch.dimensions) {
                    whole(&mut to[rows.clone()], score);
                }
            }
            if is_any_near {
                self.again(at, &scratch, rated);
            }
        }
        rated.stars.truncate(self.rows);
        rated.totals.truncate(self.rows);
        rated.dimensions.iter_mut().for_each(|column| column.truncate(self.rows));
    }

    /// Does rows again in whole numbers.
    #[cold]
    #[inline(never)]
    fn again(&self, at: usize, scratch: &Scratch, rated: &mut Rated) {
        let live = ROWS.min(self.rows - at * ROWS);
        for lane in (0..live).filter(|lane| scratch.near[*lane] < NEAR) {
            let (stars, total) = scratch.exactly(&self.blocks[at], lane);
            rated.redone += 1;
            rated.stars[at * ROWS + lane] = stars;
            rated.totals[at * ROWS + lane] = i32::try_from(total).expect("0 to 10,000");
        }
    }
}

/// What is known of a block so far.
struct Scratch {
    /// F1 to F5, above over below, in weights of a twentieth; and O1 to O3, all of them whole.
    focus: [Quotient<u8>; 5],
    outcomes: [Quotient<f64>; 3],
    /// How many gates are met before one is not.
    gates: [u8; ROWS],
    /// The total and, where they are wanted, the dimensions in hundredths, whole; less than 0 where
    /// nothing applies.
    total: [f64; ROWS],
    dimensions: [[f64; ROWS]; 8],
    /// Less than [`NEAR`] where the floats do not decide.
    near: [f64; ROWS],
    stars: [u8; ROWS],
}

#[derive(Clone, Copy)]
struct Quotient<T> {
    above: [T; ROWS],
    below: [T; ROWS],
}

/// The dimensions of one row as they come in.
struct Sums {
    /// The total of what applies times its weight, and the weight of it.
    sum: f64,
    weight: f64,
    /// The weakest so far, in hundredths, not rounded.
    least: f64,
}

impl Scratch {
    fn new() -> Self {
        let zero = [0.0; ROWS];
        Self {
            focus: [Quotient { above: [0; ROWS], below: [0; ROWS] }; 5],
            outcomes: [Quotient { above: zero, below: zero }; 3],
            gates: [0; ROWS],
            total: zero,
            dimensions: [zero; 8],
            near: zero,
            stars: [0; ROWS],
        }
    }

    /// F1 to F5, and the gates.
    #[inline(always)]
    fn small(&mut self, block: &Block) {
        for (dimension, (weights, to)) in FOCUS.iter().zip(&mut self.focus).enumerate() {
            (to.above, to.below) = ([0; ROWS], [0; ROWS]);
            for (item, weight) in weights.iter().enumerate() {
                let levels = &block.graded[dimension * 4 + item];
                // All weights are multiples of five: everything stays below 256.
                let weight = weight / 5;
                for row in 0..ROWS {
                    let level = levels[row];
                    let weight = if level == NONE { 0 } else { weight };
                    to.above[row] += weight.wrapping_mul(level);
                    to.below[row] += weight;
                }
            }
        }
        self.gates = [0; ROWS];
        let mut still = [1_u8; ROWS];
        for gate in &block.gates {
            for row in 0..ROWS {
                still[row] &= gate[row];
                self.gates[row] += still[row];
            }
        }
    }

    /// The three outcomes of one row, all in whole numbers.
    #[inline(always)]
    fn outcomes(numbers: &[[f64; ROWS]; 12], row: usize) -> [(f64, f64); 3] {
        let [x, p, a, held, reached, female, rest @ ..] = numbers;
        let (x, p, a, held, reached) = (x[row], p[row], a[row], held[row], reached[row]);
        let trained = low(low(80.0 * x, 2_500.0 + 30.0 * x), 5_200.0 + 12.0 * x);
        let (weight, trained) = part(is(x), 2.0, trained, 10_000.0);
        let has_rate = is(p) & (a > 0.0);
        let (p, a) = (if has_rate { p } else { 0.0 }, if has_rate { a } else { 1.0 });
        let rise = low(600.0 * p - 180.0 * a, 450.0 * p - 105.0 * a);
        let rise = low(rise, low(400.0 * p - 70.0 * a, 300.0 * p + 15.0 * a));
        let (with_rate, pass) = part(has_rate, 2.0, rise, 300.0 * a);
        let is_met = (held >= 4.0) | (reached >= 200.0);
        let is_known = is_met | (is(held) & is(reached));
        let outreach = if is_met { 30_000.0 } else { 0.0 };
        let weight = weight + with_rate + if is_known { 1.0 } else { 0.0 };
        let first = (a * (3.0 * trained + outreach) + 100.0 * pass, 300.0 * a * weight);

        let [y, z, c, q, cost, n] = rest;
        let (x, y, z) = (female[row], y[row], z[row]);
        let female = low(72.0 * x, 6_000.0 + 48.0 * x);
        let retention = low(60.0 * y - 24_000.0, 50.0 * y - 16_500.0);
        let retention = low(retention, 30.0 * y + 1_500.0);
        let satisfaction = high(60.0 * z - 6_000.0, 120.0 * z - 24_000.0);
        let satisfaction = low(satisfaction, 75.0 * z - 6_000.0);
        let (one, female) = part(is(x), 7.0, female, 30_000.0);
        let (two, retention) = part(is(y), 7.0, retention, 30_000.0);
        let (three, satisfaction) = part(is(z), 6.0, satisfaction, 30_000.0);
        let second = (female + retention + satisfaction, 300.0 * (one + two + three));

        let (c, q, x, n) = (c[row], q[row], cost[row], n[row]);
        // From nothing to something is past the last corner; from nothing to nothing is nothing.
        let has_growth = is(c) & is(q) & (c + q > 0.0);
        let is_new = has_growth & (q <= 0.0);
        let q = if has_growth { high(q, 1.0) } else { 1.0 };
        let rise = high(300.0 * c - 150.0 * q, 450.0 * c - 300.0 * q);
        let rise = if is_new { 300.0 } else { low(rise, 200.0 * c) };
        let (one, growth) = part(has_growth, 4.0, rise, 300.0 * q);
        let cost = high(455_000.0 - 70.0 * x, 441_000.0 - 63.0 * x);
        let (two, cost) = part(is(x), 3.0, high(cost, 216_000.0 - 18.0 * x), 420_000.0);
        let partners = low(84_000.0 * n, 56_000.0 + 56_000.0 * n);
        let partners = low(partners, 252_000.0 + 16_800.0 * n);
        let (three, partners) = part(is(n), 3.0, partners, 420_000.0);
        let above = 1_400.0 * growth + q * (cost + partners);
        [first, second, (above, 4_200.0 * q * (one + two + three))]
    }

    /// Everything but what is near; whether anything is.
    #[inline(always)]
    fn rate<const DIMENSIONS: bool>(&mut self, block: &Block) -> bool {
        self.small(block);
        let mut is_any_near = 0;
        for row in 0..ROWS {
            let mut sums = Sums { sum: 0.0, weight: 0.0, least: f64::MAX };
            for (dimension, score) in self.focus.iter().enumerate() {
                let score = (f64::from(score.above[row]) * 20.0, f64::from(score.below[row]));
                sums.take_in(score, dimension);
                if DIMENSIONS {
                    self.dimensions[dimension][row] = rounded(score);
                }
            }
            let focus = sums.least;
            sums.least = f64::MAX;
            for (place, score) in Self::outcomes(&block.numbers, row).into_iter().enumerate() {
                sums.take_in(score, FOCUS.len() + place);
                (self.outcomes[place].above[row], self.outcomes[place].below[row]) = score;
                if DIMENSIONS {
                    self.dimensions[FOCUS.len() + place][row] = rounded(score);
                }
            }
            let outcome = sums.least;
            let hundredths = sums.sum / sums.weight * 100.0 + 0.5;
            let total = hundredths.floor();
            let over = hundredths - total;
            let gates = f64::from(self.gates[row]);
            let (mut sure, mut possible) = (0.0, 0.0);
            for [cut, weakest, least, wanted] in LEVELS {
                let holds = (total >= cut as f64)
                    & (focus >= weakest as f64 - 0.5)
                    & (gates >= wanted as f64);
                let least = least as f64 - 0.5;
                sure += if holds & (outcome >= least + NEAR) { 1.0 } else { 0.0 };
                possible += if holds & (outcome >= least - NEAR) { 1.0 } else { 0.0 };
            }
            let near = if sure < possible { 0.0 } else { low(over, 1.0 - over) };
            self.total[row] = total;
            self.stars[row] = bits(sure) as u8;
            self.near[row] = near;
            is_any_near |= u64::from(near < NEAR);
        }
        is_any_near != 0
    }

    /// The stars and the total of one row, in whole numbers of 128 bits.
    fn exactly(&self, block: &Block, lane: usize) -> (u8, i128) {
        let focus = self
            .focus
            .iter()
            .map(|score| (i128::from(score.above[lane]) * 20, i128::from(score.below[lane])));
        let outcomes = self
            .outcomes
            .iter()
            .map(|score| (score.above[lane] as i128, score.below[lane] as i128));
        // The total, above over below; each dimension is one more term.
        let (mut above, mut below, mut weights) = (0, 1, 0);
        let mut least = [i128::MAX; 2];
        for (dimension, (a, b)) in focus.chain(outcomes).enumerate() {
            let weight = WEIGHTS[dimension];
            if b > 0 {
                above = above * b + a * i128::from(weight) * below;
                below *= b;
                weights += i128::from(weight);
                let least = &mut least[usize::from(dimension >= FOCUS.len())];
                *least = (*least).min(published(a, b));
            }
        }
        let total = published(above, below * weights);
        let gates = block.gates.iter().take_while(|gate| gate[lane] == 1).count();
        let stars = LEVELS.iter().filter(|level| {
            let [cut, weakest, outcome, wanted] = level.map(i128::from);
            total >= cut && least[0] >= weakest && least[1] >= outcome && gates as i128 >= wanted
        });
        (stars.count() as u8, total)
    }
}

impl Sums {
    /// Takes in a dimension, above over below, both at least 1 where anything applies.
    #[inline(always)]
    fn take_in(&mut self, (above, below): (f64, f64), dimension: usize) {
        let applies = low(below, 1.0);
        let of_total = f64::from(WEIGHTS[dimension]);
        let score = above / high(below, 0.5);
        self.sum += score * of_total;
        self.weight += applies * of_total;
        self.least = low(self.least, score * 100.0 + (1.0 - applies) * 1e9);
    }
}

/// Whole hundredths, a half going up; -1 of nothing. A quotient of two whole numbers is a whole float
/// only where it is one, so its floor is right.
#[inline(always)]
fn rounded((above, below): (f64, f64)) -> f64 {
    let rounded = ((200.0 * above + below) / (2.0 * below)).floor();
    if below > 0.0 { rounded } else { -1.0 }
}

/// A quotient in hundredths, a half going up.
fn published(above: i128, below: i128) -> i128 {
    (200 * above + below) / (2 * below)
}

#[inline(always)]
fn whole(to: &mut [i32], from: &[f64; ROWS]) {
    for (to, from) in to.iter_mut().zip(from) {
        let number = bits(*from) as i32;
        *to = if number < 0 { i32::MIN } else { number };
    }
}

/// The bits of a small whole number: added to so large a float, it stands in the last of them.
#[inline(always)]
fn bits(number: f64) -> u64 {
    (number + 6_755_399_441_055_744.0).to_bits()
}

/// A part of a mean: its weight, and its points between nothing and all times that.
#[inline(always)]
fn part(is_there: bool, weight: f64, points: f64, all: f64) -> (f64, f64) {
    let weight = if is_there { weight } else { 0.0 };
    (weight, high(low(points, all), 0.0) * weight)
}

/// Whether it is a number.
#[inline(always)]
fn is(number: f64) -> bool {
    !number.is_nan()
}

#[inline(always)]
fn low(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

#[inline(always)]
fn high(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

//! The reference task written by hand, row by row, in fractions: what is right, and whether it is a
//! tie.

use std::cmp::Ordering;
use std::ops::{Add, Div, Mul, Sub};

use crate::site::Site;

/// What a site comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The stars, 0 to 5.
    pub stars: u8,
    /// The published total, in hundredths.
    pub total: i64,
    /// The published dimensions, F1 to F5 and O1 to O3, in hundredths; nothing where nothing applies.
    pub dimensions: [Option<i64>; 8],
}

/// The stars, the total and the dimensions of a site.
#[must_use]
pub fn rate(site: &Site) -> Outcome {
    let scores = scores(site);
    let dimensions = scores.map(|score| score.map(published));
    let total = published(total(&scores));
    let least = |of: &[Option<i64>]| of.iter().flatten().copied().min().unwrap_or(i64::MAX);
    let (focus, outcome) = (least(&dimensions[..5]), least(&dimensions[5..]));
    let gates = site.gates.iter().take_while(|gate| **gate).count();
    let reached = LEVELS.iter().position(|[cut, weakest, least, wanted]| {
        total >= *cut && focus >= *weakest && outcome >= *least && gates as i64 >= *wanted
    });
    Outcome { stars: reached.map_or(0, |place| 5 - place as u8), total, dimensions }
}

/// Whether the total stands exactly on a cut-off or exactly between two published numbers.
#[must_use]
pub fn is_tie(site: &Site) -> bool {
    let total = total(&scores(site));
    let twice = total * Fraction(200, 1);
    let on_cut = LEVELS.iter().any(|[cut, ..]| twice == Fraction(i128::from(*cut) * 2, 1));
    on_cut || (twice.1 == 1 && twice.0 % 2 != 0)
}

/// Five stars first: total, weakest focus, weakest outcome, in hundredths; gates.
pub const LEVELS: [[i64; 4]; 5] = [
    [9_000, 7_500, 6_500, 6],
    [8_000, 6_000, 5_000, 5],
    [7_000, 4_500, 3_500, 3],
    [6_000, 3_000, 2_000, 2],
    [5_000, 2_000, 2_000, 1],
];

/// The weights of the items of F1 to F5, in percent.
pub const FOCUS: [[u8; 4]; 5] =
    [[30, 30, 20, 20], [40, 25, 20, 15], [25, 25, 25, 25], [35, 30, 20, 15], [40, 30, 20, 10]];

/// The weights of the dimensions, in percent.
pub const WEIGHTS: [u8; 8] = [15, 15, 10, 10, 10, 15, 15, 10];

/// A curve's corners: where, over how much, and the points there.
type Curve = &'static [(i64, i64)];

const TRAINED: (Curve, i64) = (&[(0, 0), (50, 40), (150, 70), (400, 100)], 1);
const PASS: (Curve, i64) = (&[(30, 0), (50, 40), (70, 70), (85, 90), (95, 100)], 100);
const FEMALE: (Curve, i64) = (&[(0, 0), (25, 60), (50, 100)], 1);
const RETENTION: (Curve, i64) = (&[(40, 0), (60, 40), (75, 70), (90, 95), (95, 100)], 1);
const SATISFACTION: (Curve, i64) = (&[(10, 0), (30, 40), (40, 80), (48, 100)], 10);
const GROWTH: (Curve, i64) = (&[(-5, 0), (0, 50), (2, 80), (5, 100)], 10);
const COST: (Curve, i64) = (&[(5, 100), (20, 75), (50, 30), (120, 0)], 1);
const PARTNERS: (Curve, i64) = (&[(0, 0), (2, 40), (5, 80), (10, 100)], 1);

/// The dimensions, 0 to 100.
fn scores(site: &Site) -> [Option<Fraction>; 8] {
    let whole = |number: Option<i64>| number.map(|number| Fraction::new(number, 1));
    let over = |number: Option<i64>, scale| number.map(|number| Fraction::new(number, scale));
    let on = |(curve, scale): (Curve, i64), x: Option<Fraction>| x.map(|x| at(curve, scale, x));
    let focus = |dimension: usize| {
        let levels = site.graded[dimension * 4..].iter().zip(FOCUS[dimension]);
        mean(levels.map(|(level, weight)| {
            (level.map(|level| Fraction::new(i64::from(level) * 20, 1)), weight)
        }))
    };
    let pass = match (site.passed, site.assessed) {
        (Some(passed), Some(assessed)) if assessed > 0 => Some(Fraction::new(passed, assessed)),
        _ => None,
    };
    let reached = |number: Option<i64>, least| number.map(|number| number >= least);
    let outreach = match (reached(site.sessions, 4), reached(site.people, 200)) {
        (Some(true), _) | (_, Some(true)) => Some(Fraction(100, 1)),
        (Some(false), Some(false)) => Some(Fraction(0, 1)),
        _ => None,
    };
    let growth = match (site.cur, site.prev) {
        (Some(cur), Some(0)) => (cur > 0).then_some(Fraction(1, 1)),
        (Some(cur), Some(prev)) => Some(Fraction::new(cur - prev, prev)),
        _ => None,
    };
    let (female, retention) = (over(site.female, 10), over(site.retention, 10));
    let (satisfaction, cost) = (over(site.satisfaction, 100), over(site.cost, 100));
    [
        focus(0),
        focus(1),
        focus(2),
        focus(3),
        focus(4),
        mean([(on(TRAINED, whole(site.trained)), 40), (on(PASS, pass), 40), (outreach, 20)]),
        mean([
            (on(FEMALE, female), 35),
            (on(RETENTION, retention), 35),
            (on(SATISFACTION, satisfaction), 30),
        ]),
        mean([
            (on(GROWTH, growth), 40),
            (on(COST, cost), 30),
            (on(PARTNERS, whole(site.partners)), 30),
        ]),
    ]
}

fn total(scores: &[Option<Fraction>; 8]) -> Fraction {
    mean(scores.iter().copied().zip(WEIGHTS)).expect("something applies")
}

/// The weighted mean of what there is.
fn mean(parts: impl IntoIterator<Item = (Option<Fraction>, u8)>) -> Option<Fraction> {
    let (mut sum, mut weights) = (Fraction(0, 1), 0);
    for (part, weight) in parts {
        if let Some(part) = part {
            sum = sum + part * Fraction::new(i64::from(weight), 1);
            weights += i64::from(weight);
        }
    }
    (weights > 0).then(|| sum / Fraction::new(weights, 1))
}

fn at(curve: Curve, scale: i64, x: Fraction) -> Fraction {
    let corner = |(x, y): (i64, i64)| (Fraction::new(x, scale), Fraction::new(y, 1));
    let (mut left, mut below) = corner(curve[0]);
    if x <= left {
        return below;
    }
    for point in &curve[1..] {
        let (right, above) = corner(*point);
        if x <= right {
            return below + (x - left) / (right - left) * (above - below);
        }
        (left, below) = (right, above);
    }
    below
}

/// In hundredths, a half going up.
fn published(score: Fraction) -> i64 {
    let twice = score * Fraction(200, 1) + Fraction(1, 1);
    i64::try_from(twice.0.div_euclid(twice.1 * 2)).expect("0 to 10,000")
}

/// Above over below, in lowest terms, with what is below above zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction(i128, i128);

impl Fraction {
    fn new(above: i64, below: i64) -> Self {
        Self::reduced(i128::from(above), i128::from(below))
    }

    fn reduced(above: i128, below: i128) -> Self {
        let divisor = common(above.unsigned_abs(), below.unsigned_abs()) as i128;
        let divisor = if below < 0 { -divisor } else { divisor };
        if divisor == 1 { Self(above, below) } else { Self(above / divisor, below / divisor) }
    }
}

/// The greatest common divisor; most are found in small numbers, which is far quicker.
fn common(a: u128, b: u128) -> u128 {
    let (mut a, mut b) = (a, b);
    while b != 0 {
        if let (Ok(mut small), Ok(mut other)) = (u64::try_from(a), u64::try_from(b)) {
            while other != 0 {
                (small, other) = (other, small % other);
            }
            return small.into();
        }
        (a, b) = (b, a % b);
    }
    a
}

impl Add for Fraction {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::reduced(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }
}

impl Sub for Fraction {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        self + Self(-other.0, other.1)
    }
}

impl Mul for Fraction {
    type Output = Self;

    fn mul(self, other: Self) -> Self {
        Self::reduced(self.0 * other.0, self.1 * other.1)
    }
}

impl Div for Fraction {
    type Output = Self;

    fn div(self, other: Self) -> Self {
        Self::reduced(self.0 * other.1, self.1 * other.0)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some((self.0 * other.1).cmp(&(other.0 * self.1)))
    }
}

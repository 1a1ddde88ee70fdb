//! The sites of the reference task, from a seed.

use fastrand::Rng;
use jiangxing::columns::{Columns, Sheet};

use crate::exact;

/// How many items are graded.
pub const GRADED: usize = 20;

/// One site.
#[derive(Clone, Copy, Debug, Default)]
pub struct Site {
    /// Whether each gate is met.
    pub gates: [bool; 6],
    /// Each level, or not applicable.
    pub graded: [Option<u8>; GRADED],
    /// People trained.
    pub trained: Option<i64>,
    /// Of those assessed, how many passed.
    pub passed: Option<i64>,
    /// People assessed.
    pub assessed: Option<i64>,
    /// Sessions held.
    pub sessions: Option<i64>,
    /// People reached.
    pub people: Option<i64>,
    /// The share of women, in tenths of a percent.
    pub female: Option<i64>,
    /// The share that stayed, in tenths of a percent.
    pub retention: Option<i64>,
    /// Satisfaction, in hundredths of a mark.
    pub satisfaction: Option<i64>,
    /// People this year.
    pub cur: Option<i64>,
    /// People last year.
    pub prev: Option<i64>,
    /// Cost, in hundredths of a yuan.
    pub cost: Option<i64>,
    /// Partners.
    pub partners: Option<i64>,
}

/// What kind of sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Anything, with some answers missing.
    Random,
    /// Round numbers, each total exactly on a cut-off or exactly between two published numbers.
    Ties,
    /// The ends of everything.
    Edges,
}

/// So many sites of a kind.
#[must_use]
pub fn sites(kind: Kind, count: usize, seed: u64) -> Vec<Site> {
    let mut rng = Rng::with_seed(seed);
    let all = std::iter::repeat_with(|| site(kind, &mut rng));
    all.filter(|site| kind != Kind::Ties || exact::is_tie(site)).take(count).collect()
}

fn site(kind: Kind, rng: &mut Rng) -> Site {
    // Most sites are good at most things, so that every rating occurs.
    let skill = rng.u8(0..=5);
    let level = |rng: &mut Rng| (skill.max(rng.u8(0..=5))).min(5);
    let missing = |rng: &mut Rng| kind == Kind::Random && rng.u8(0..50) == 0;
    let number = |rng: &mut Rng, ends: [i64; 2], round: &[i64]| {
        if missing(rng) {
            return None;
        }
        Some(match kind {
            Kind::Random => rng.i64(ends[0]..=ends[1]),
            Kind::Ties => round[rng.u32(0..round.len() as u32) as usize],
            Kind::Edges => ends[usize::from(rng.bool())],
        })
    };
    let assessed = number(rng, [0, 2_000], &[0, 20, 100, 200, 400]);
    let passed = match (kind, assessed) {
        (Kind::Ties, Some(assessed)) => Some(assessed * rng.i64(0..=20) / 20),
        (_, Some(assessed)) => number(rng, [0, assessed.max(1)], &[0]),
        (_, None) => None,
    };
    Site {
        gates: [0; 6].map(|_: u8| rng.u8(0..12) != 0),
        graded: [0; GRADED].map(|_: u8| {
            let na = kind != Kind::Ties && rng.u8(0..25) == 0;
            (!na).then(|| level(rng))
        }),
        trained: number(rng, [0, 600], &[0, 25, 50, 100, 150, 200, 400]),
        passed,
        assessed,
        sessions: number(rng, [0, 8], &[0, 3, 4]),
        people: number(rng, [0, 400], &[0, 199, 200]),
        female: number(rng, [0, 1_000], &[0, 100, 250, 300, 500]),
        retention: number(rng, [0, 1_000], &[400, 500, 600, 750, 800, 900, 950]),
        satisfaction: number(rng, [100, 500], &[100, 200, 300, 325, 350, 375, 400, 440, 480]),
        cur: number(rng, [0, 3_000], &[0, 100, 110, 120, 150]),
        prev: number(rng, [0, 3_000], &[0, 100]),
        cost: number(rng, [0, 20_000], &[500, 800, 2_000, 3_500, 5_000, 8_500, 12_000]),
        partners: number(rng, [0, 15], &[0, 1, 2, 3, 5, 7, 10]),
    }
}

/// The sites as a sheet.
///
/// # Panics
/// When the rubric does not ask what the task asks.
#[must_use]
pub fn sheet<'p>(columns: &Columns<'p>, sites: &[Site]) -> Sheet<'p> {
    let fields = columns.fields();
    let place = |id: &str| fields.iter().position(|field| field.id == id).expect("it is asked");
    let graded: Vec<usize> =
        (0..GRADED).map(|item| place(&format!("f{}-{}", item / 4 + 1, item % 4 + 1))).collect();
    let gates: Vec<usize> = (1..=6).map(|gate| place(&format!("g{gate}"))).collect();
    let numbers = NUMBERS.map(|(id, places, of)| (place(id), places, of));
    let mut sheet = columns.sheet();
    for site in sites {
        sheet.start();
        for (ask, level) in graded.iter().zip(site.graded) {
            let admitted = match level {
                Some(level) => sheet.code(*ask, level),
                None => sheet.not_applicable(*ask),
            };
            assert!(admitted, "a level");
        }
        for (ask, met) in gates.iter().zip(site.gates) {
            assert!(sheet.code(*ask, u8::from(met)), "a gate");
        }
        for (ask, places, of) in numbers {
            if let Some(digits) = of(site) {
                assert!(sheet.decimal(ask, digits, places), "a number");
            }
        }
        assert!(sheet.fits(), "a site");
    }
    sheet
}

/// A number of a site: its name in the rubric, its decimals, and where it stands.
pub type Number = (&'static str, u32, fn(&Site) -> Option<i64>);

/// The numbers of a site, in the order of a table.
pub const NUMBERS: [Number; 12] = [
    ("trained", 0, |site| site.trained),
    ("passed", 0, |site| site.passed),
    ("assessed", 0, |site| site.assessed),
    ("sessions", 0, |site| site.sessions),
    ("people", 0, |site| site.people),
    ("female", 1, |site| site.female),
    ("retention", 1, |site| site.retention),
    ("satisfaction", 2, |site| site.satisfaction),
    ("cur", 0, |site| site.cur),
    ("prev", 0, |site| site.prev),
    ("cost", 2, |site| site.cost),
    ("partners", 0, |site| site.partners),
];

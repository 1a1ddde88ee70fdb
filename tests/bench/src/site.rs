//! The sites of the reference task, from a seed.

use fastrand::Rng;
use jiangxing::columns::{Columns, Sheet};

/// The names of the graded items, in the order of the rubric.
pub(crate) const GRADED: usize = 20;

/// One site.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Site {
    /// Whether each gate is met.
    pub(crate) gates: [bool; 6],
    /// Each level, or not applicable.
    pub(crate) graded: [Option<u8>; GRADED],
    pub(crate) trained: Option<i64>,
    pub(crate) passed: Option<i64>,
    pub(crate) assessed: Option<i64>,
    pub(crate) sessions: Option<i64>,
    pub(crate) people: Option<i64>,
    /// In tenths of a percent.
    pub(crate) female: Option<i64>,
    pub(crate) retention: Option<i64>,
    /// In hundredths.
    pub(crate) satisfaction: Option<i64>,
    pub(crate) cur: Option<i64>,
    pub(crate) prev: Option<i64>,
    /// In hundredths.
    pub(crate) cost: Option<i64>,
    pub(crate) partners: Option<i64>,
}

/// What kind of sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Anything, with some answers missing.
    Random,
    /// Round numbers: totals stand on cut-offs and halves of the last place again and again.
    Coarse,
    /// The ends of everything.
    Edges,
}

/// So many sites of a kind.
pub(crate) fn sites(kind: Kind, count: usize, seed: u64) -> Vec<Site> {
    let mut rng = Rng::with_seed(seed);
    (0..count).map(|_| site(kind, &mut rng)).collect()
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
            Kind::Coarse => round[rng.usize(0..round.len())],
            Kind::Edges => ends[rng.usize(0..2)],
        })
    };
    let assessed = number(rng, [0, 2_000], &[0, 20, 100, 200, 400]);
    let passed = match (kind, assessed) {
        (Kind::Coarse, Some(assessed)) => Some(assessed * rng.i64(0..=20) / 20),
        (_, Some(assessed)) => number(rng, [0, assessed.max(1)], &[0]),
        (_, None) => None,
    };
    Site {
        gates: [0; 6].map(|_: u8| rng.u8(0..12) != 0),
        graded: [0; GRADED].map(|_: u8| {
            let na = kind != Kind::Coarse && rng.u8(0..25) == 0;
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
pub(crate) fn sheet<'p>(columns: &Columns<'p>, sites: &[Site]) -> Sheet<'p> {
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
pub(crate) type Number = (&'static str, u32, fn(&Site) -> Option<i64>);

pub(crate) const NUMBERS: [Number; 12] = [
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

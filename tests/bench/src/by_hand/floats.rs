//! The reference task written by hand, row by row, in floats: what a programmer would do.

use jiangxing_bench::exact::LEVELS;
use jiangxing_bench::site::Site;

/// The rating and the total, in hundredths.
pub(crate) fn rate(site: &Site) -> (u8, i64) {
    let of = |number: Option<i64>| number.map(|number| number as f64);
    let mut focus = [None; 5];
    for (place, weights) in FOCUS.iter().enumerate() {
        let graded = &site.graded[place * 4..place * 4 + 4];
        let shares = graded.iter().map(|level| level.map(|level| f64::from(level) * 20.0));
        focus[place] = mean(shares.zip(weights.iter().copied()));
    }
    let pass = match (of(site.passed), of(site.assessed)) {
        (Some(passed), Some(assessed)) if assessed > 0.0 => Some(passed / assessed),
        _ => None,
    };
    let outreach = match (site.sessions, site.people) {
        (Some(sessions), Some(people)) => {
            Some(if sessions >= 4 || people >= 200 { 100.0 } else { 0.0 })
        }
        (Some(sessions), None) if sessions >= 4 => Some(100.0),
        (None, Some(people)) if people >= 200 => Some(100.0),
        _ => None,
    };
    let growth = match (of(site.cur), of(site.prev)) {
        (Some(cur), Some(0.0)) => (cur > 0.0).then_some(1.0),
        (Some(cur), Some(prev)) => Some((cur - prev) / prev),
        _ => None,
    };
    let tenths = |number: Option<i64>| of(number).map(|number| number / 10.0);
    let hundredths = |number: Option<i64>| of(number).map(|number| number / 100.0);
    let on = |points: &[(f64, f64)], x: Option<f64>| x.map(|x| curve(points, x));
    let outcomes = [
        mean([(on(&TRAINED, of(site.trained)), 40.0), (on(&PASS, pass), 40.0), (outreach, 20.0)]),
        mean([
            (on(&FEMALE, tenths(site.female)), 35.0),
            (on(&RETENTION, tenths(site.retention)), 35.0),
            (on(&SATISFACTION, hundredths(site.satisfaction)), 30.0),
        ]),
        mean([
            (on(&GROWTH, growth), 40.0),
            (on(&COST, hundredths(site.cost)), 30.0),
            (on(&PARTNERS, of(site.partners)), 30.0),
        ]),
    ];
    let all = focus.iter().chain(&outcomes).copied();
    let total = mean(all.zip([15.0, 15.0, 10.0, 10.0, 10.0, 15.0, 15.0, 10.0]));
    let total = rounded(total.unwrap_or_default());
    let least = |scores: &[Option<f64>]| {
        scores.iter().flatten().map(|score| rounded(*score)).min().unwrap_or(i64::MAX)
    };
    let (focus, outcome) = (least(&focus), least(&outcomes));
    let gates = site.gates.iter().take_while(|gate| **gate).count();
    let star = LEVELS.iter().position(|[cut, weakest, least, wanted]| {
        total >= *cut && focus >= *weakest && outcome >= *least && gates as i64 >= *wanted
    });
    (star.map_or(0, |place| 5 - place as u8), total)
}

const FOCUS: [[f64; 4]; 5] = [
    [30.0, 30.0, 20.0, 20.0],
    [40.0, 25.0, 20.0, 15.0],
    [25.0, 25.0, 25.0, 25.0],
    [35.0, 30.0, 20.0, 15.0],
    [40.0, 30.0, 20.0, 10.0],
];

const TRAINED: [(f64, f64); 4] = [(0.0, 0.0), (50.0, 40.0), (150.0, 70.0), (400.0, 100.0)];
const PASS: [(f64, f64); 5] = [(0.3, 0.0), (0.5, 40.0), (0.7, 70.0), (0.85, 90.0), (0.95, 100.0)];
const FEMALE: [(f64, f64); 3] = [(0.0, 0.0), (25.0, 60.0), (50.0, 100.0)];
const RETENTION: [(f64, f64); 5] =
    [(40.0, 0.0), (60.0, 40.0), (75.0, 70.0), (90.0, 95.0), (95.0, 100.0)];
const SATISFACTION: [(f64, f64); 4] = [(1.0, 0.0), (3.0, 40.0), (4.0, 80.0), (4.8, 100.0)];
const GROWTH: [(f64, f64); 4] = [(-0.5, 0.0), (0.0, 50.0), (0.2, 80.0), (0.5, 100.0)];
const COST: [(f64, f64); 4] = [(5.0, 100.0), (20.0, 75.0), (50.0, 30.0), (120.0, 0.0)];
const PARTNERS: [(f64, f64); 4] = [(0.0, 0.0), (2.0, 40.0), (5.0, 80.0), (10.0, 100.0)];

fn mean(terms: impl IntoIterator<Item = (Option<f64>, f64)>) -> Option<f64> {
    let (mut sum, mut weights) = (0.0, 0.0);
    for (value, weight) in terms {
        if let Some(value) = value {
            sum += value * weight;
            weights += weight;
        }
    }
    (weights > 0.0).then(|| sum / weights)
}

fn curve(points: &[(f64, f64)], x: f64) -> f64 {
    let mut before = points[0];
    if x <= before.0 {
        return before.1;
    }
    for point in &points[1..] {
        if x <= point.0 {
            return before.1 + (x - before.0) / (point.0 - before.0) * (point.1 - before.1);
        }
        before = *point;
    }
    before.1
}

fn rounded(score: f64) -> i64 {
    (score * 100.0 + 0.5).floor() as i64
}

//! Measures the engine beside others on one task, in one run, and checks every result.
//!
//! `cargo xtask bench` runs it. Absolute times move with the machine; the ratios hold.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::float_cmp,
    reason = "a program for the terminal that stops at the first surprise"
)]

mod by_hand;
mod site;

use std::collections::BTreeMap;
use std::time::Instant;

use jiangxing::columns::{Columns, Detail, Ratings};
use site::{Kind, Site};

const REF_1: &str = include_str!("../ref-1.toml");

/// So often each is measured; the median counts.
const ROUNDS: usize = 9;

fn main() {
    let count = std::env::args().nth(1).map_or(100_000, |count| count.parse().expect("a number"));
    let rubric = jiangxing::open(REF_1).rubric.expect("the rubric is in order");
    let plan = jiangxing::compile(&rubric, &BTreeMap::new());
    let (brief, columns) =
        (Columns::new(plan, Detail::Ratings), Columns::new(plan, Detail::Points));
    assert_eq!(columns.refused(), None);
    for (kind, count) in [(Kind::Random, count / 5), (Kind::Coarse, 5_000), (Kind::Edges, 1_000)] {
        check(&columns, &site::sites(kind, count, 1), kind);
    }
    let sites = site::sites(Kind::Random, count, 2);
    let sheet = site::sheet(&columns, &sites);
    let fast = median(|| brief.rate(&sheet));
    let whole = median(|| columns.rate(&sheet));
    let hand = median(|| sites.iter().map(by_hand::rate).collect::<Vec<_>>());
    let preparing = median(|| Columns::new(plan, Detail::Ratings));
    let looked_at = columns.rate(&sheet).looked_at;
    println!("{count} sites, one thread, median of {ROUNDS}");
    let each = |seconds: f64| seconds / count as f64 * 1e9;
    println!("columns, rating and total             {:8.1} ns a site", each(fast));
    println!("columns, every number of every site   {:8.1} ns a site", each(whole));
    println!("by hand in floats, row by row         {:8.1} ns a site", each(hand));
    println!("by hand / columns                     {:8.2}", hand / fast);
    println!(
        "looked at exactly                     {:8.4} %",
        looked_at as f64 / count as f64 * 100.0
    );
    println!("columns from a plan                   {:8.1} µs", preparing * 1e6);
}

/// Compares every number with the exact engine's, and counts how often floats by hand are wrong.
fn check(columns: &Columns<'_>, sites: &[Site], kind: Kind) {
    let sheet = site::sheet(columns, sites);
    let started = Instant::now();
    let exact = columns.rate_exactly(&sheet);
    let seconds = started.elapsed().as_secs_f64();
    let fast = columns.rate(&sheet);
    let looked_at = fast.looked_at;
    let same = |ratings: &Ratings| Ratings { looked_at: 0, ..ratings.clone() };
    assert!(same(&fast) == same(&exact), "columns differ from the exact engine: {kind:?}");
    let wrong = sites
        .iter()
        .zip(exact.places.iter().zip(&exact.totals))
        .filter(|(site, (place, total))| by_hand::rate(site) != (**place, **total))
        .count();
    println!(
        "{kind:?}: {} sites, all as the exact engine ({:.1} µs a site); {looked_at} looked at \
         exactly; floats by hand wrong {wrong} times",
        sites.len(),
        seconds / sites.len() as f64 * 1e6,
    );
}

/// The median time in seconds.
fn median<T>(run: impl Fn() -> T) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            std::hint::black_box(run());
            started.elapsed().as_secs_f64()
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[ROUNDS / 2]
}

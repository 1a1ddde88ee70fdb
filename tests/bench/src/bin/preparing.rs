//! Measures what happens before and after rating: a rubric from text to plan, and an assessment from
//! text to report; and how checking grows with the rubric.
//!
//! `cargo run --profile native -p jiangxing-bench --bin preparing`; with `--features proofs` checking
//! includes the proofs. One thread, the least of
//! many rounds.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program for the terminal that stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use jiangxing::CheckedRubric;
use jiangxing_bench::grown::{flat, grouped};

const DEFAULT: &str = include_str!("../../../../rubrics/acftu-1p1pn-2024/rubric.toml");

/// Examples under the default rubric, and how far each is.
const EXAMPLES: [(&str, &str); 3] = [
    (
        "complete",
        include_str!("../../../../rubrics/acftu-1p1pn-2024/examples/strong-enterprise.json"),
    ),
    (
        "capped",
        include_str!("../../../../rubrics/acftu-1p1pn-2024/examples/misses-85-by-a-hair.json"),
    ),
    (
        "draft",
        include_str!("../../../../rubrics/acftu-1p1pn-2024/examples/half-finished-draft.json"),
    ),
];

/// Each is measured again and again for so long.
const ENOUGH: Duration = Duration::from_millis(400);

fn main() {
    let only = std::env::args().nth(1);
    let is_wanted = |part: &str| only.as_deref().is_none_or(|only| only == part);
    println!("proofs: {}", if cfg!(feature = "proofs") { "yes" } else { "no" });
    if is_wanted("text") {
        from_text();
    }
    if is_wanted("report") {
        from_answers();
    }
    if is_wanted("growth") {
        growth();
    }
}

fn from_text() {
    let rubric = open(DEFAULT);
    let profiles: Vec<BTreeMap<String, String>> = rubric.profiles().cloned().collect();
    let bytes = rubric.to_bytes(DEFAULT).expect("the rubric has bytes");
    show("parse", least(|| jiangxing::parse(DEFAULT)));
    let draft = jiangxing::parse(DEFAULT);
    let copying = least(|| draft.clone());
    show("check", least(|| jiangxing::check(draft.clone())) - copying);
    show("open: parse, check", least(|| jiangxing::open(DEFAULT)));
    let all = || profiles.iter().for_each(|kind| _ = black_box(jiangxing::compile(&rubric, kind)));
    show("compile, all kinds of subject", least(all));
    show("open from bytes", least(|| CheckedRubric::from_bytes(&bytes)));
}

fn from_answers() {
    let rubric = open(DEFAULT);
    for (name, answers) in EXAMPLES {
        println!("{name}");
        let admitted = jiangxing::admit(&rubric, answers).expect("an example");
        let plan = admitted.plan;
        let assessment = &admitted.assessment;
        let scorecard = jiangxing::evaluate(plan, assessment);
        show("  admit", least(|| jiangxing::admit(&rubric, answers)));
        show("  evaluate", least(|| jiangxing::evaluate(plan, assessment)));
        show("  rate", least(|| jiangxing::rate(plan, assessment, &scorecard)));
        let report = jiangxing::report(&rubric, answers).expect("an example");
        show("  report, all of these", least(|| jiangxing::report(&rubric, answers)));
        show("  report to JSON", least(|| jiangxing::report::to_json(&report)));
    }
}

/// What a rubric grows by, the text of one with so many, and how many.
type Shape = (&'static str, fn(usize) -> String, &'static [usize]);

/// Rubrics of more and more of one thing.
fn growth() {
    let shapes: [Shape; 4] = [
        ("criteria in one dimension", flat, &[10, 100, 1_000, 10_000]),
        ("criteria, ten to a dimension", grouped, &[10, 100, 1_000, 10_000]),
        ("quantities, each the sum of two others", summed, &[10, 100, 1_000, 10_000]),
        ("quantities, each from the one before", chained, &[10, 20, 40]),
    ];
    for (what, make, counts) in shapes {
        println!("{what}");
        for count in counts {
            let text = make(*count);
            let parsing = least(|| jiangxing::parse(&text));
            let draft = jiangxing::parse(&text);
            let checked = jiangxing::check(draft.clone());
            let copying = least(|| draft.clone());
            let checking = least(|| jiangxing::check(draft.clone())) - copying;
            let told: Vec<String> =
                checked.diagnostics.iter().take(2).map(|each| format!("{each:?}")).collect();
            assert!(checked.rubric.is_some(), "{what}, {count}: {told:?}");
            println!(
                "  {count:6} ({:5} KB): parse {:9.3} ms, check {:9.3} ms; each {:8.1} µs",
                text.len() / 1_000,
                parsing * 1e3,
                checking * 1e3,
                (parsing + checking) / *count as f64 * 1e6,
            );
        }
    }
}

fn open(text: &str) -> CheckedRubric {
    jiangxing::open(text).rubric.expect("the rubric is in order")
}

fn show(what: &str, seconds: f64) {
    println!("{what:32} {:10.1} µs", seconds * 1e6);
}

/// The least time in seconds: what else the machine does does not count.
fn least<T>(run: impl Fn() -> T) -> f64 {
    let begun = Instant::now();
    let mut least = f64::INFINITY;
    while begun.elapsed() < ENOUGH {
        let started = Instant::now();
        black_box(run());
        least = least.min(started.elapsed().as_secs_f64());
    }
    least
}

/// Quantities, each the sum of two answers or quantities before it, in no deep chain; the rating looks
/// at the last.
fn summed(count: usize) -> String {
    let mut text = grouped(10);
    for id in 0..count {
        let of = match id {
            0 | 1 => "c1 + c4".to_owned(),
            _ => format!("q{} + q{}", id / 2, (id - 1) / 2),
        };
        writeln!(text, "[[quantity]]\nid = \"q{id}\"\nname = {{ en = \"Q\" }}\nof = \"{of}\"")
            .unwrap();
    }
    text
}

fn chained(count: usize) -> String {
    let mut text = grouped(10);
    for id in 0..count {
        let of = if id == 0 { "c1".to_owned() } else { format!("q{} + q{0}", id - 1) };
        writeln!(text, "[[quantity]]\nid = \"q{id}\"\nname = {{ en = \"Q\" }}\nof = \"{of}\"")
            .unwrap();
    }
    text
}

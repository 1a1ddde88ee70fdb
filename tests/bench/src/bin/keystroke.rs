//! Measures one changed answer: what it takes until the new rating, total and points are there.
//!
//! `cargo run --profile native -p jiangxing-bench --bin keystroke`. One thread, the median of many
//! rounds. `keystroke.mjs` does the same in WebAssembly, through the npm package.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    reason = "a program for the terminal that stops at the first surprise"
)]

use std::hint::black_box;
use std::sync::Arc;
use std::time::Instant;

use jiangxing::CheckedRubric;
use jiangxing::live::{Live, Value};

const REF_1: &str = include_str!("../../ref-1.toml");

const ROUNDS: usize = 41;
const EACH: usize = 2_000;

fn main() {
    let rubric = Arc::new(jiangxing::open(REF_1).rubric.expect("the rubric is in order"));
    let opening = median(|| _ = black_box(open(&rubric, "final")));
    println!("open                              {:8.2} µs", opening * 1e6);
    for state in ["final", "draft"] {
        let mut live = open(&rubric, state);
        fill(&mut live, &[]);
        live.rate();
        println!("{state}, all answered");
        one(&mut live, "a level", "f1-1", [Value::Level(3), Value::Level(4)]);
        let decimal = |digits, places| Value::Decimal { digits, places };
        one(&mut live, "a number", "trained", [decimal(149, 0), decimal(151, 0)]);
        one(&mut live, "a decimal", "satisfaction", [decimal(333, 2), decimal(455, 2)]);
        one(&mut live, "a quotient", "passed", [decimal(77, 0), decimal(91, 0)]);
        one(&mut live, "a gate", "g3", [Value::Yes(false), Value::Yes(true)]);
        one(&mut live, "an answer given and taken back", "f2-3", [Value::Nothing, Value::Level(4)]);
        let report = median(|| _ = black_box(live.report()));
        println!("  report                          {:8.2} µs", report * 1e6);
    }
    let mut live = open(&rubric, "draft");
    fill(&mut live, &["f3-", "female", "cost", "g5"]);
    live.rate();
    println!("draft, half answered");
    one(&mut live, "a level", "f1-1", [Value::Level(3), Value::Level(4)]);
    one(&mut live, "an answer given and taken back", "f2-3", [Value::Nothing, Value::Level(4)]);
}

fn open(rubric: &Arc<CheckedRubric>, state: &str) -> Live {
    let text = format!(
        "{{\"format\":1,\"rubric\":{{\"id\":\"ref-1\",\"edition\":\"1\"}},\"state\":\"{state}\",\"responses\":{{}}}}"
    );
    Live::open(rubric.clone(), &text).expect("an assessment").0
}

/// Answers everything but what begins so.
fn fill(live: &mut Live, except: &[&str]) {
    let ids: Vec<String> = live.fields().map(str::to_owned).collect();
    for (field, id) in ids.iter().enumerate() {
        let value = match id.as_str() {
            id if except.iter().any(|start| id.starts_with(start)) => Value::Nothing,
            id if id.starts_with('f') && id.contains('-') => Value::Level(3),
            id if id.starts_with('g') && id.len() == 2 => Value::Yes(true),
            "satisfaction" => Value::Decimal { digits: 377, places: 2 },
            "cost" => Value::Decimal { digits: 3_125, places: 2 },
            "female" | "retention" => Value::Decimal { digits: 805, places: 1 },
            "passed" => Value::Decimal { digits: 83, places: 0 },
            _ => Value::Decimal { digits: 101, places: 0 },
        };
        assert_eq!(live.set(field, value), Vec::new(), "{id}");
    }
}

/// Times one field going from one answer to another and back.
fn one(live: &mut Live, what: &str, id: &str, values: [Value; 2]) {
    let field = live.field(id).expect("it is asked");
    let seconds = median(|| {
        for value in values.into_iter().cycle().take(EACH) {
            black_box(live.set(field, value));
            black_box(live.rate());
        }
    });
    println!("  {what:31} {:8.3} µs", seconds / EACH as f64 * 1e6);
}

/// The median time in seconds.
fn median(mut run: impl FnMut()) -> f64 {
    let mut times: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let started = Instant::now();
            run();
            started.elapsed().as_secs_f64()
        })
        .collect();
    *times.select_nth_unstable_by(ROUNDS / 2, f64::total_cmp).1
}

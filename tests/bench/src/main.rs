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
mod exactly;
mod memory;

use std::path::Path;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/bench");
    std::fs::create_dir_all(&folder).expect("a folder");
    let count = |default: usize| arguments.get(1).map_or(default, |count| count.parse().expect("a number"));
    match arguments.first().map(String::as_str) {
        Some("memory") => memory::compare(count(100_000), &folder).iter().for_each(|line| println!("{line}")),
        Some("exactly") => exactly::compare(count(10_000_000), &[]).iter().for_each(|line| println!("{line}")),
        _ => panic!(),
    }
}

//! Measures the engine beside others on one task, in one run, and checks every result.
//!
//! `cargo xtask bench` runs it. Absolute times move with the machine; the ratios hold.
//!
//! ```text
//! jiangxing-bench [memory|rubrics|exactly|growth] [--quick] [--sites N] [--wasm NAME=MODULE]…
//! ```
//!
//! Without a word all four, and what they found is written to `tests/bench/results`.

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
mod chart;
mod exactly;
mod growth;
mod memory;
mod rubrics;

use std::path::{Path, PathBuf};
use std::process::Command;

/// What was asked for.
#[derive(Default)]
struct Asked {
    only: Option<String>,
    is_quick: bool,
    sites: Option<usize>,
    /// The engine in WebAssembly: a name, and the module that Node loads.
    modules: Vec<(String, PathBuf)>,
}

fn main() {
    let asked = asked();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let (folder, results) = (root.join("target/bench"), root.join("tests/bench/results"));
    for folder in [&folder, &results] {
        std::fs::create_dir_all(folder).expect("a folder");
    }
    let is_wanted = |part: &str| asked.only.as_deref().is_none_or(|only| only == part);
    let mut text = vec![
        "# 实测 · What was measured".to_owned(),
        String::new(),
        format!(
            "`cargo xtask bench{}`: {}",
            if asked.is_quick { " --quick" } else { "" },
            machine()
        ),
    ];
    let mut tell = |heading: &str, lines: Vec<String>| {
        println!();
        lines.iter().for_each(|line| println!("{line}"));
        text.extend([String::new(), format!("## {heading}"), String::new()]);
        text.extend(lines);
    };
    if is_wanted("memory") {
        println!("==> 内存中 · in memory");
        let count = if asked.is_quick { 20_000 } else { 100_000 };
        tell("内存中，单线程 · In memory, one thread", memory::compare(count, &folder));
    }
    if is_wanted("rubrics") {
        println!("\n==> 其他标准 · other rubrics");
        tell("其他标准 · Other rubrics, in columns", rubrics::compare(&root));
    }
    if is_wanted("exactly") {
        println!("\n==> 逐份核对 · every one compared");
        let count = asked.sites.unwrap_or(if asked.is_quick { 200_000 } else { 10_000_000 });
        tell("逐份核对 · Every number compared", exactly::compare(count, &asked.modules));
    }
    if is_wanted("growth") {
        println!("\n==> 增长 · growth");
        tell("增长 · Growth", growth::grow(asked.is_quick, &results));
    }
    if asked.only.is_none() {
        let path = results.join("table.md");
        std::fs::write(path, text.join("\n") + "\n").expect("it can be written");
        println!("\ntests/bench/results/table.md");
    }
}

fn asked() -> Asked {
    let mut asked = Asked::default();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "memory" | "rubrics" | "exactly" | "growth" => asked.only = Some(argument),
            "--quick" => asked.is_quick = true,
            "--sites" => asked.sites = arguments.next().and_then(|count| count.parse().ok()),
            "--wasm" => {
                let named = arguments.next().unwrap_or_default();
                let (name, path) = named.split_once('=').expect("--wasm NAME=MODULE");
                asked.modules.push((name.to_owned(), path.into()));
            }
            other => panic!("not understood: {other}"),
        }
    }
    asked
}

/// What this machine is: processor, cores, compiler.
fn machine() -> String {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
    let model = model.map_or(std::env::consts::ARCH, |(_, model)| model.trim());
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let rustc = Command::new("rustc").arg("--version").output().ok();
    let rustc = rustc.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    format!("{model}, {cores} cores, {}", rustc.unwrap_or_default())
}

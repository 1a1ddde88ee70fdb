//! Measures `jiangxing batch` beside Polars and DuckDB, from a file of CSV to a file of CSV, with one
//! thread each, and checks every row of all three.
//!
//! `cargo xtask bench` runs it. Of the command the whole process counts, with reading and checking the
//! rubric; of the others what they do once they are loaded. `--large` rates ten million rows and says
//! how much memory that took at most.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::float_cmp,
    reason = "a program for the terminal that stops at the first surprise"
)]

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jiangxing::columns::{Columns, Detail};
use jiangxing_bench::REF_1;
use jiangxing_bench::rivals::{Language, Rivals, Run};
use jiangxing_bench::site::{self, GRADED, Kind, NUMBERS};
use jiangxing_bench::table::{csv, results};

const SITES: usize = 100_000;
/// The command is measured so often before, between and after the others.
const ROUNDS: usize = 5;

fn main() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = root.join("target/bench");
    std::fs::create_dir_all(&folder).expect("a folder");
    let program = std::env::current_exe().expect("a program").with_file_name("jiangxing");
    if !program.exists() {
        println!(
            "{} is not there: cargo build --profile native -p jiangxing-cli",
            program.display()
        );
        return;
    }
    let rivals = Rivals::install(&folder);
    let bench = Bench { rubric: root.join("tests/bench/ref-1.toml"), folder, program, rivals };
    if std::env::args().any(|argument| argument == "--large") {
        bench.large();
        return;
    }
    let rubric = jiangxing::open(REF_1).rubric.expect("the rubric is in order");
    let columns = Columns::new(jiangxing::compile(&rubric, &BTreeMap::new()), Detail::Points);
    let kinds = [(Kind::Random, SITES), (Kind::Ties, 5_000), (Kind::Edges, 1_000)];
    for (kind, count) in kinds {
        let sites = site::sites(kind, count, 3);
        std::fs::write(bench.table(kind), csv(&sites)).expect("it can be written");
        let ratings = columns.rate_exactly(&site::sheet(&columns, &sites));
        let exact: Vec<(u8, i64)> =
            ratings.places.iter().copied().zip(ratings.totals.iter().copied()).collect();
        bench.ours(kind, 1);
        assert!(results(&bench.result("ours")) == exact, "{kind:?}: not as the exact engine");
        println!("{kind:?}: {count} rows, all as the exact engine");
        for rival in ["polars", "duckdb"] {
            if let Some(Run { version, rated: found, .. }) = bench.rival(rival, kind) {
                let wrong = found.iter().zip(&exact).filter(|(a, b)| a != b).count();
                assert_eq!(found.len(), exact.len(), "{rival} has as many rows");
                println!("{kind:?}: {rival} {version} is wrong {wrong} times");
            }
        }
    }
    bench.measure();
}

struct Bench {
    rubric: PathBuf,
    folder: PathBuf,
    program: PathBuf,
    rivals: Rivals,
}

impl Bench {
    fn measure(&self) {
        let mut ours = Vec::new();
        let mut rivals = Vec::new();
        let mut again = || ours.extend((0..ROUNDS).map(|_| self.ours(Kind::Random, 1)));
        again();
        for rival in ["polars", "duckdb"] {
            if let Some(Run { seconds, .. }) = self.rival(rival, Kind::Random) {
                rivals.push((rival, seconds));
            }
            again();
        }
        let one = least(ours);
        let all = least((0..ROUNDS).map(|_| self.ours(Kind::Random, 0)).collect());
        let none = csv(&[]);
        std::fs::write(self.folder.join("none.csv"), none).expect("it can be written");
        let start = least((0..ROUNDS).map(|_| self.run("none.csv", 1)).collect());
        let each = |seconds: f64| seconds / SITES as f64 * 1e9;
        println!(
            "{SITES} rows of {} cells, CSV to CSV, the least of {ROUNDS} and more",
            GRADED + 6 + NUMBERS.len() + 1
        );
        println!(
            "jiangxing, one thread, whole process  {:8.1} ms {:8.1} ns a row",
            one * 1e3,
            each(one)
        );
        println!("  of that: starting, rubric read      {:8.1} ms", start * 1e3);
        println!(
            "jiangxing, all cores                  {:8.1} ms {:8.1} ns a row",
            all * 1e3,
            each(all)
        );
        for (rival, seconds) in rivals {
            println!(
                "{rival:<9} one thread                  {:8.1} ms {:8.1} ns a row; takes {:.1} times as long",
                seconds * 1e3,
                each(seconds),
                seconds / one
            );
        }
    }

    fn table(&self, kind: Kind) -> PathBuf {
        self.folder.join(format!("{kind:?}.csv"))
    }

    fn result(&self, whose: &str) -> PathBuf {
        self.folder.join(format!("{whose}.out.csv"))
    }

    /// Rates a table of sites and gives how long it took, in seconds.
    fn ours(&self, kind: Kind, threads: usize) -> f64 {
        self.run(&format!("{kind:?}.csv"), threads)
    }

    fn run(&self, table: &str, threads: usize) -> f64 {
        let mut command = self.command(table);
        if threads > 0 {
            command.arg("--threads").arg(threads.to_string());
        }
        let out = std::fs::File::create(self.result("ours")).expect("it can be written");
        command.stdout(out).stderr(Stdio::null());
        let started = Instant::now();
        assert!(command.status().expect("it runs").success(), "every row is rated");
        started.elapsed().as_secs_f64()
    }

    fn command(&self, table: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.current_dir(&self.folder).arg("batch").arg(&self.rubric).arg(table);
        command
    }

    fn rival(&self, rival: &str, kind: Kind) -> Option<Run> {
        let files = (self.table(kind), self.result(rival));
        self.rivals.run((Language::Python, rival), "batch", (&files.0, &files.1), SITES)
    }

    /// Ten million rows, and the most memory that took.
    fn large(&self) {
        const TIMES: usize = 100;
        let (path, out) = (self.folder.join("large.csv"), self.folder.join("large.out.csv"));
        let text = csv(&site::sites(Kind::Random, SITES, 3));
        let (titles, rows) = text.split_at(text.find('\n').expect("titles") + 1);
        let mut file = std::fs::File::create(&path).expect("it can be written");
        file.write_all(titles.as_bytes()).expect("it can be written");
        for _ in 0..TIMES {
            file.write_all(rows.as_bytes()).expect("it can be written");
        }
        drop(file);
        for left in ["large.out.csv.progress", "large.out.csv.part"] {
            let _was_there = std::fs::remove_file(self.folder.join(left));
        }
        let mut command = self.command("large.csv");
        command.arg("-o").arg(&out);
        let started = Instant::now();
        let mut child = command.stderr(Stdio::null()).spawn().expect("it runs");
        let mut most = 0;
        while child.try_wait().expect("it can be asked").is_none() {
            most = most.max(peak(child.id()).unwrap_or_default());
            std::thread::sleep(Duration::from_millis(20));
        }
        let seconds = started.elapsed().as_secs_f64();
        let lines =
            std::fs::read(&out).expect("results").iter().filter(|byte| **byte == b'\n').count();
        assert_eq!(lines, SITES * TIMES + 1, "a line for each row");
        println!("{} rows in {seconds:.1} s, at most {} KB of memory", SITES * TIMES, most);
        for path in [path, out] {
            std::fs::remove_file(path).expect("it can be removed");
        }
    }
}

/// The most memory that a process has had, in kilobytes.
fn peak(id: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// The least: what else the machine does does not count.
fn least(times: Vec<f64>) -> f64 {
    times.into_iter().fold(f64::INFINITY, f64::min)
}

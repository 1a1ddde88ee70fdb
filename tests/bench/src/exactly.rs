//! Millions of sites in columns beside the exact engine, and beside WebAssembly: every number of each.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use jiangxing::columns::{Columns, Detail, Ratings};
use jiangxing_bench::site::{Kind, sheet, sites};
use jiangxing_bench::{REF_1, fingerprint};

/// So many sites are looked at together.
const LOT: usize = 50_000;

/// Of WebAssembly's exact engine, which is slow, so many of each kind.
const SAMPLE: usize = 2_000;

/// Sites of one kind from a seed.
#[derive(Clone, Copy)]
struct Lot {
    kind: Kind,
    count: usize,
    seed: u32,
}

/// What was found of a lot.
#[derive(Clone, Copy, Default)]
struct Found {
    looked_at: usize,
    fingerprint: u64,
}

/// Compares `count` random sites, the ties and the edges, natively and in each of the modules of
/// WebAssembly, which have a name and a path; says what was found, as lines of a table.
pub(crate) fn compare(count: usize, modules: &[(String, PathBuf)]) -> Vec<String> {
    let of = |kind, seed: usize, count| Lot { kind, count, seed: seed as u32 };
    let random = (0..count.div_ceil(LOT))
        .map(|lot| of(Kind::Random, lot + 1_000, LOT.min(count - lot * LOT)));
    let others = [of(Kind::Ties, 1, 5_000), of(Kind::Ties, 2, 5_000), of(Kind::Edges, 1, 1_000)];
    let lots: Vec<Lot> = random.chain(others).collect();
    let started = Instant::now();
    let found = natively(&lots);
    let all: usize = lots.iter().map(|lot| lot.count).sum();
    println!("  {all} sites as the exact engine, in {:.0} s", started.elapsed().as_secs_f64());
    let mut lines = vec![
        "| | 份 · sites | 与精确引擎不同 · differ | 精确重算 · looked at exactly |".to_owned(),
        "|---|--:|--:|--:|".to_owned(),
    ];
    for kind in [Kind::Random, Kind::Ties, Kind::Edges] {
        let of_kind = || lots.iter().zip(&found).filter(move |(lot, _)| lot.kind == kind);
        let sites: usize = of_kind().map(|(lot, _)| lot.count).sum();
        let looked_at: usize = of_kind().map(|(_, found)| found.looked_at).sum();
        let share = looked_at as f64 / sites as f64 * 100.0;
        lines.push(format!("| {kind:?} | {sites} | 0 | {looked_at} ({share:.3} %) |"));
    }
    std::thread::scope(|scope| {
        for (name, module) in modules {
            let (lots, found) = (&lots, &found);
            scope.spawn(move || in_wasm(name, module, lots, found));
        }
    });
    lines.extend(
        modules.iter().map(|(name, _)| format!("| {name} | {all} | 0 | 同上 · the same |")),
    );
    lines
}

/// Every number of every lot in columns beside the exact engine, on all cores.
fn natively(lots: &[Lot]) -> Vec<Found> {
    let rubric = jiangxing::open(REF_1).rubric.expect("the rubric is in order");
    let plan = jiangxing::compile(&rubric, &BTreeMap::new());
    let columns = Columns::new(plan, Detail::Points);
    let (next, done) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let found = Mutex::new(vec![Found::default(); lots.len()]);
    let work = || {
        while let Some((at, lot)) =
            lots.iter().enumerate().nth(next.fetch_add(1, Ordering::Relaxed))
        {
            let sheet = sheet(&columns, &sites(lot.kind, lot.count, lot.seed.into()));
            let fast = columns.rate(&sheet);
            let looked_at = fast.looked_at;
            let exact = columns.rate_exactly(&sheet);
            let same = |ratings: &Ratings| Ratings { looked_at: 0, ..ratings.clone() };
            assert!(same(&fast) == same(&exact), "{:?} of seed {} differ", lot.kind, lot.seed);
            let fingerprint = fingerprint::of(&fast);
            found.lock().expect("nobody panicked")[at] = Found { looked_at, fingerprint };
            let done = done.fetch_add(1, Ordering::Relaxed) + 1;
            if done.is_multiple_of(20) || done == lots.len() {
                println!("  {done} of {} lots", lots.len());
            }
        }
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        (0..cores).for_each(|_| drop(scope.spawn(work)));
    });
    found.into_inner().expect("nobody panicked")
}

/// The same lots in Node, whose numbers must be the same; and a few of each kind one by one.
fn in_wasm(name: &str, module: &Path, lots: &[Lot], found: &[Found]) {
    let json = |lot: &Lot, exactly: bool| {
        let kind = format!("{:?}", lot.kind).to_lowercase();
        format!("[\"{kind}\",{},{},{exactly}]", lot.count, lot.seed)
    };
    let samples =
        [Kind::Random, Kind::Ties, Kind::Edges].map(|kind| Lot { kind, count: SAMPLE, seed: 9 });
    let all = lots.iter().map(|lot| json(lot, false));
    let all: Vec<String> = all.chain(samples.iter().map(|lot| json(lot, true))).collect();
    let wanted = found.iter().map(|found| found.fingerprint).chain(samples.map(|lot| {
        fingerprint::of_sites(lot.kind, lot.count, lot.seed.into(), fingerprint::How::Exactly)
    }));
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../parity/fingerprints.mjs");
    let started = Instant::now();
    let output = Command::new("node")
        .args([&script, module])
        .arg(format!("[{}]", all.join(",")))
        .stderr(Stdio::inherit())
        .output()
        .expect("Node is there");
    assert!(output.status.success(), "{name}: Node did not end well");
    let said = String::from_utf8(output.stdout).expect("it is text");
    let in_wasm: Vec<&str> = said.lines().collect();
    let wanted: Vec<String> = wanted.map(|number| number.to_string()).collect();
    assert!(in_wasm == wanted, "{name}: WebAssembly differs");
    let sites: usize = lots.iter().map(|lot| lot.count).sum();
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "  {name}: {sites} sites, every number as natively; {} one by one; {seconds:.0} s",
        samples.len() * SAMPLE
    );
}

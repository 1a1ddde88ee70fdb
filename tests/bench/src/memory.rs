//! The reference task in memory: columns, floats and fractions by hand, engines for tables, engines
//! for rules; what each takes for a site, and how often each is wrong.

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use jiangxing::columns::{Columns, Detail, Ratings};
use jiangxing_bench::exact::{self, Outcome};
use jiangxing_bench::rivals::{Language, Rivals};
use jiangxing_bench::site::{self, Kind, Site};
use jiangxing_bench::{REF_1, table};

use crate::by_hand::columns::Table;
use crate::by_hand::floats;

/// Another, how it is called, what it is called here, how many sites it gets at most, and whether it
/// rates a table at once.
type Rival = (Language, &'static str, &'static str, usize, bool);

const RIVALS: [Rival; 11] = [
    (Language::Python, "polars", "Polars", usize::MAX, true),
    (Language::Python, "pandas", "pandas + NumPy", usize::MAX, true),
    (Language::Python, "duckdb", "DuckDB", usize::MAX, true),
    (Language::Python, "datafusion", "DataFusion", usize::MAX, true),
    (Language::JavaScript, "javascript", "JavaScript 手写 · by hand, Node", 100_000, false),
    (Language::Python, "datalogic", "datalogic-rs", 5_000, false),
    (Language::JavaScript, "cel", "CEL (cel-js)", 5_000, false),
    (Language::JavaScript, "zen", "ZEN (GoRules)", 5_000, false),
    (Language::JavaScript, "json-logic", "json-logic-js", 5_000, false),
    (Language::JavaScript, "hyperformula", "HyperFormula", 2_000, false),
    (Language::JavaScript, "survey", "SurveyJS", 200, false),
];

/// One line of the table.
struct Line {
    name: String,
    /// Nanoseconds a site.
    each: f64,
    /// How many were wrong, and of how many: random, ties, edges.
    wrong: [(usize, usize); 3],
}

/// Measures all of them with so many sites, and gives the lines of a table.
pub(crate) fn compare(count: usize, folder: &Path) -> Vec<String> {
    let rubric = jiangxing::open(REF_1).rubric.expect("the rubric is in order");
    let plan = jiangxing::compile(&rubric, &BTreeMap::new());
    let columns = [Detail::Ratings, Detail::Dimensions, Detail::Points]
        .map(|detail| Columns::new(plan, detail));
    assert_eq!(columns[0].refused(), None);
    let kinds = [(Kind::Random, count), (Kind::Ties, 5_000), (Kind::Edges, 1_000)];
    let sets = kinds.map(|(kind, count)| site::sites(kind, count, 2));
    let right = [0, 1, 2].map(|set: usize| checked(&columns[2], &sets[set], kinds[set].0));
    let mut lines = in_process(&columns, &sets, &right);
    let rivals = Rivals::install(folder);
    let files = kinds.map(|(kind, _)| folder.join(format!("{kind:?}.csv")));
    for (file, sites) in files.iter().zip(&sets) {
        std::fs::write(file, table::csv(sites)).expect("it can be written");
    }
    for (language, rival, name, most, at_once) in RIVALS {
        let out = folder.join(format!("{rival}.out.csv"));
        let runs: Option<Vec<_>> = files
            .iter()
            .map(|file| rivals.run((language, rival), "memory", (file, &out), most))
            .collect();
        let Some(runs) = runs else { continue };
        let each = runs[0].seconds * 1e9 / if at_once { count as f64 } else { 1.0 };
        let wrong = [0, 1, 2].map(|set: usize| {
            let pairs = runs[set].rated.iter().zip(&right[set]);
            let wrong = pairs.filter(|(rated, right)| **rated != (right.stars, right.total));
            (wrong.count(), runs[set].rated.len())
        });
        lines.push(Line { name: format!("{name} {}", runs[0].version), each, wrong });
        println!("  {name}: {each:.0} ns");
    }
    written(&lines)
}

/// What is right; columns, the exact engine, columns by hand and fractions by hand all say so.
fn checked(columns: &Columns<'_>, sites: &[Site], kind: Kind) -> Vec<Outcome> {
    let sheet = site::sheet(columns, sites);
    let (fast, engine) = (columns.rate(&sheet), columns.rate_exactly(&sheet));
    let looked_at = fast.looked_at;
    let same = |ratings: &Ratings| Ratings { looked_at: 0, ..ratings.clone() };
    assert!(same(&fast) == same(&engine), "columns differ from the exact engine: {kind:?}");
    let by_hand = Table::new(sites).rate::<true>();
    let right: Vec<Outcome> = sites.iter().map(exact::rate).collect();
    for (row, right) in right.iter().enumerate() {
        assert_eq!((engine.places[row], engine.totals[row]), (right.stars, right.total));
        let hand = (by_hand.stars[row], i64::from(by_hand.totals[row]));
        assert_eq!(hand, (right.stars, right.total), "by hand: {kind:?}, {row}");
        for (dimension, score) in right.dimensions.iter().enumerate() {
            assert_eq!(engine.dimensions[dimension][row], score.unwrap_or(i64::MIN));
            let score = score.map_or(i32::MIN, |score| score as i32);
            assert_eq!(by_hand.dimensions[dimension][row], score, "by hand: {kind:?}, {row}");
        }
    }
    println!(
        "  {kind:?}: {} sites, the same four ways; looked at exactly: {looked_at} in columns, {} by hand",
        sites.len(),
        by_hand.redone
    );
    right
}

/// Ours, and those written by hand in the same language: turn by turn, the least of all rounds.
fn in_process(
    columns: &[Columns<'_>; 3],
    sets: &[Vec<Site>; 3],
    right: &[Vec<Outcome>; 3],
) -> Vec<Line> {
    let sites = &sets[0];
    let table = Table::new(sites);
    let sheets = columns.each_ref().map(|columns| site::sheet(columns, sites));
    let few = &sites[..sites.len().min(10_000)];
    let tasks: [(&str, usize, &dyn Fn()); 8] = [
        ("匠星 · Jiangxing: columns, rating and total", sites.len(), &|| {
            black_box(columns[0].rate(&sheets[0]));
        }),
        ("— and dimensions", sites.len(), &|| drop(black_box(columns[1].rate(&sheets[1])))),
        ("— and points of every item", sites.len(), &|| {
            black_box(columns[2].rate(&sheets[2]));
        }),
        (
            "手写 SIMD 列 · by hand, SIMD columns with guard: rating and total",
            sites.len(),
            &|| {
                black_box(table.rate::<false>());
            },
        ),
        ("— and dimensions", sites.len(), &|| drop(black_box(table.rate::<true>()))),
        ("手写浮点逐行 · by hand, floats row by row", sites.len(), &|| {
            black_box(sites.iter().map(floats::rate).collect::<Vec<_>>());
        }),
        ("手写分数逐行 · by hand, i128 fractions row by row", few.len(), &|| {
            black_box(few.iter().map(exact::rate).collect::<Vec<_>>());
        }),
        ("匠星精确引擎 · Jiangxing, the exact engine, one by one", 1_000, &|| {
            let sheet = site::sheet(&columns[0], &sites[..1_000]);
            black_box(columns[0].rate_exactly(&sheet));
        }),
    ];
    let mut least = [f64::INFINITY; 8];
    for _ in 0..ROUNDS {
        for (least, (_, count, run)) in least.iter_mut().zip(&tasks) {
            let started = Instant::now();
            run();
            *least = least.min(started.elapsed().as_secs_f64() * 1e9 / *count as f64);
        }
    }
    let floats_wrong = [0, 1, 2].map(|set: usize| {
        let pairs = sets[set].iter().zip(&right[set]);
        let wrong = pairs.filter(|(site, right)| floats::rate(site) != (right.stars, right.total));
        (wrong.count(), sets[set].len())
    });
    let none = [0, 1, 2].map(|set: usize| (0, sets[set].len()));
    let all = tasks.iter().zip(least).enumerate();
    all.map(|(at, ((name, ..), each))| {
        let wrong = if at == FLOATS { floats_wrong } else { none };
        Line { name: (*name).to_owned(), each, wrong }
    })
    .collect()
}

/// Which of them floats row by row are.
const FLOATS: usize = 5;

/// So often each is measured.
const ROUNDS: usize = 25;

/// The lines as a table of Markdown, each beside the first.
fn written(lines: &[Line]) -> Vec<String> {
    let ours = lines[0].each;
    let mut all = vec![
        "| | 每份 · a site | 倍数 · × columns | 错：随机 · wrong: random | 恰好在线 · ties | 边缘 · edges |"
            .to_owned(),
        "|---|--:|--:|--:|--:|--:|".to_owned(),
    ];
    all.extend(lines.iter().map(|Line { name, each, wrong }| {
        let time = match *each {
            each if each < 1e3 => format!("{each:.1} ns"),
            each if each < 1e6 => format!("{:.2} µs", each / 1e3),
            each => format!("{:.2} ms", each / 1e6),
        };
        let ratio = each / ours;
        let ratio = if ratio < 100.0 { format!("{ratio:.2}") } else { format!("{ratio:.0}") };
        let [random, ties, edges] = wrong.map(|(wrong, of)| format!("{wrong} / {of}"));
        format!("| {name} | {time} | {ratio} | {random} | {ties} | {edges} |")
    }));
    all
}

//! How time grows: with sites, with items, with depth.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use fastrand::Rng;
use jiangxing::CheckedRubric;
use jiangxing::columns::{Columns, Detail, Sheet, Takes};
use jiangxing_bench::REF_1;
use jiangxing_bench::grown::{grouped, nested};
use jiangxing_bench::site::{self, Kind};

use crate::chart::{Line, Words, svg};

/// A chart, its file's name, and what the numbers are called.
struct Growth {
    file: &'static str,
    words: Words,
    lines: Vec<Line>,
}

/// Measures, writes a chart of each and all numbers into `folder`, and gives lines that show them.
pub(crate) fn grow(is_quick: bool, folder: &Path) -> Vec<String> {
    let all = [sites(is_quick), items(is_quick), depth()];
    let mut twin = String::from("what,line,count,seconds\n");
    let mut shown = Vec::new();
    for Growth { file, words, lines } in &all {
        std::fs::write(folder.join(format!("{file}.svg")), svg(words, lines))
            .expect("it can be written");
        shown.extend([format!("![{}]({file}.svg)", words.title), String::new()]);
        shown.push(
            "| | 从 · from | 到 · to | 幂，1 为按比例 · powers, 1 is in proportion |".to_owned(),
        );
        shown.push("|---|--:|--:|---|".to_owned());
        for Line { name, points } in lines {
            for (count, seconds) in points {
                writeln!(twin, "{file},{name},{count},{seconds:.4e}").expect("text");
            }
            shown.push(format!("| {name} | {} |", slopes(points)));
        }
        shown.push(String::new());
    }
    std::fs::write(folder.join("growth.csv"), twin).expect("it can be written");
    shown.push("[数字 · the numbers](growth.csv)".to_owned());
    shown
}

/// From one point to the next: the power by which the time grows; 1 is in proportion.
fn slopes(points: &[(f64, f64)]) -> String {
    let pairs = points.windows(2).map(|pair| {
        let power = (pair[1].1 / pair[0].1).ln() / (pair[1].0 / pair[0].0).ln();
        format!("{power:.2}")
    });
    let end = |(count, seconds): (f64, f64)| match seconds {
        short if short < 1e-6 => format!("{count}: {:.1} ns", short * 1e9),
        short if short < 1e-3 => format!("{count}: {:.1} µs", short * 1e6),
        short if short < 1.0 => format!("{count}: {:.1} ms", short * 1e3),
        long => format!("{count}: {long:.2} s"),
    };
    let powers: Vec<String> = pairs.collect();
    format!("{} | {} | {}", end(points[0]), end(points[points.len() - 1]), powers.join(" "))
}

fn sites(is_quick: bool) -> Growth {
    let rubric = jiangxing::open(REF_1).rubric.expect("the rubric is in order");
    let plan = jiangxing::compile(&rubric, &BTreeMap::new());
    let columns = Columns::new(plan, Detail::Ratings);
    let (mut fast, mut exact) = (Vec::new(), Vec::new());
    let powers = if is_quick { 2..=5 } else { 2..=7 };
    for count in powers.map(|power| 10_usize.pow(power)) {
        println!("  {count}");
        // Those of a hundred thousand again and again: making as many anew takes longer than rating.
        let some = site::sites(Kind::Random, count.min(100_000), 5);
        let all: Vec<_> = some.iter().copied().cycle().take(count).collect();
        let sheet = site::sheet(&columns, &all);
        drop(all);
        fast.push((count as f64, least(|| columns.rate(&sheet))));
        if count <= if is_quick { 10_000 } else { 100_000 } {
            exact.push((count as f64, least(|| columns.rate_exactly(&sheet))));
        }
    }
    Growth {
        file: "sites",
        words: Words {
            title: "份数 · Sites (reference task, one thread)",
            across: "份数 · sites",
            up: "时间 · time",
        },
        lines: vec![
            Line { name: "精确引擎 · the exact engine", points: exact },
            Line { name: "列 · columns", points: fast },
        ],
    }
}

fn items(is_quick: bool) -> Growth {
    let counts: &[usize] =
        if is_quick { &[10, 100, 1_000] } else { &[10, 30, 100, 300, 1_000, 3_000, 10_000] };
    let rubrics = counts.iter().map(|count| (*count, grouped(*count)));
    Growth {
        file: "items",
        words: Words {
            title: "评定项 · Items (ten to a dimension, one thread)",
            across: "评定项 · items",
            up: "时间 · time",
        },
        lines: measured(rubrics),
    }
}

fn depth() -> Growth {
    let depths = [1, 2, 4, 8, 16, 32];
    Growth {
        file: "depth",
        words: Words {
            title: "层数 · Depth (64 items, one thread)",
            across: "维度的层数 · dimensions inside each other",
            up: "时间 · time",
        },
        lines: measured(depths.into_iter().map(|depth| (depth, nested(64, depth)))),
    }
}

/// Longer than this, in seconds, and columns are not made.
const LONG: f64 = 40.0;

/// Opening each rubric, and rating a site under it.
fn measured(rubrics: impl Iterator<Item = (usize, String)>) -> Vec<Line> {
    let mut lines = [
        "读入、检查、编译 · opening and compiling",
        "由方案得列 · columns from a plan",
        "精确引擎，每份 · exact engine, a site",
        "列，每份 · columns, a site",
    ]
    .map(|name| Line { name, points: Vec::new() });
    for (count, text) in rubrics {
        println!("  {count}");
        let rubric = open(&text);
        let plan = jiangxing::compile(&rubric, &BTreeMap::new());
        let opening = least(|| {
            let rubric = open(&text);
            black_box(jiangxing::compile(&rubric, &BTreeMap::new()));
        });
        lines[0].points.push((count as f64, opening));
        // Were it to grow with the square, as it has.
        let before = lines[1].points.last();
        let expected = before.map_or(0.0, |(less, took)| took * (count as f64 / less).powi(2));
        if expected > LONG {
            println!("  {count}: columns would take {expected:.0} s to make; left out");
            continue;
        }
        let columns = Columns::new(plan, Detail::Ratings);
        if let Some(why) = columns.refused() {
            println!("  {count}: not in columns, {why}");
        }
        let rows = (2_000_000 / (count + 100)).clamp(256, 8_192);
        let sheet = filled(&columns, rows);
        let few = filled(&columns, 16);
        let seconds = [
            least(|| Columns::new(plan, Detail::Ratings)),
            least(|| columns.rate_exactly(&few)) / 16.0,
            least(|| columns.rate(&sheet)) / rows as f64,
        ];
        // What columns refuse goes to the exact engine, row by row: no point of theirs.
        let shown = if columns.refused().is_some() { 2 } else { 3 };
        for (line, seconds) in lines[1..].iter_mut().zip(seconds).take(shown) {
            line.points.push((count as f64, seconds));
        }
    }
    lines.into()
}

fn open(text: &str) -> CheckedRubric {
    let checked = jiangxing::open(text);
    checked.rubric.unwrap_or_else(|| panic!("{:?}", checked.diagnostics.first()))
}

/// So many sites under any rubric, everything answered that has a simple answer.
pub(crate) fn filled<'p>(columns: &Columns<'p>, rows: usize) -> Sheet<'p> {
    let fields = columns.fields();
    let mut rng = Rng::with_seed(6);
    let mut sheet = columns.sheet();
    let mut misfits = 0;
    while sheet.rows() < rows {
        sheet.start();
        // Where parts and wholes do not come to fit by chance, all of a row are alike.
        let alike = (misfits > 3).then(|| rng.i64(0..=1_000));
        for (ask, field) in fields.iter().enumerate() {
            let _answered = match &field.takes {
                Takes::YesNo => sheet.code(ask, rng.u8(0..2)),
                Takes::OneOf(options) => sheet.code(ask, rng.u8(0..options.len().min(255) as u8)),
                Takes::Decimal => [1_000, 100, 10, 2, 1, -100].into_iter().any(|most: i64| {
                    let number = alike.unwrap_or_else(|| rng.i64(most.min(0)..=most.max(0)));
                    sheet.decimal(ask, number % (most.abs() + 1), 0)
                }),
                Takes::Other => false,
            };
        }
        misfits += 1;
        if sheet.fits() {
            misfits = 0;
        } else {
            assert!(misfits < 100, "parts and wholes do not fit");
            sheet.take_back();
        }
    }
    sheet
}

/// The least time in seconds of three runs or more, fewer where they take seconds.
pub(crate) fn least<T>(run: impl Fn() -> T) -> f64 {
    let begun = Instant::now();
    let (mut least, mut runs) = (f64::INFINITY, 0);
    while (runs < 3 && begun.elapsed().as_secs_f64() < 5.0) || begun.elapsed().as_secs_f64() < 0.2 {
        let started = Instant::now();
        black_box(run());
        least = least.min(started.elapsed().as_secs_f64());
        runs += 1;
    }
    least
}

//! Columns under real rubrics: what an item of a site takes, beside the reference task.

use std::path::Path;

use jiangxing::CheckedRubric;
use jiangxing::Plan;
use jiangxing::columns::{Columns, Detail, Sheet};
use jiangxing_bench::site::{self, Kind};

use crate::growth::{filled, least};

/// The rubrics, from the project's root.
const RUBRICS: [&str; 4] = [
    "tests/bench/ref-1.toml",
    "rubrics/acftu-1p1pn-2024/rubric.toml",
    "tests/corpus/published/green-building/rubric.toml",
    "tests/corpus/published/openssf-scorecard/rubric.toml",
];

const ROWS: usize = 20_000;

/// Measures each, and gives the lines of a table.
pub(crate) fn compare(root: &Path) -> Vec<String> {
    let mut lines = vec![
        "| 标准 · rubric | 评定项 · items | 每份 · a site | 每项 · an item | 精确重算 · looked at exactly |"
            .to_owned(),
        "|---|--:|--:|--:|--:|".to_owned(),
    ];
    for path in RUBRICS {
        let text = std::fs::read_to_string(root.join(path)).expect("a rubric");
        let rubric = jiangxing::open(&text).rubric.expect("the rubric is in order");
        let plan = plan(&rubric, &root.join(path));
        let columns = Columns::new(plan, Detail::Ratings);
        let sheet = match path.strip_suffix("rubric.toml").map(|folder| root.join(folder)) {
            None => site::sheet(&columns, &site::sites(Kind::Random, ROWS, 2)),
            Some(folder) if folder.join("examples").is_dir() => {
                examples(&rubric, &columns, &folder.join("examples"))
            }
            Some(_) => filled(&columns, ROWS),
        };
        let seconds = least(|| columns.rate(&sheet));
        let (each, items) = (seconds / ROWS as f64 * 1e9, columns.criteria().count());
        let share = columns.rate(&sheet).looked_at as f64 / ROWS as f64 * 100.0;
        let refused = columns.refused().map(|why| format!(" ({why})")).unwrap_or_default();
        let name = path.trim_end_matches("/rubric.toml").rsplit('/').next().unwrap_or(path);
        lines.push(format!(
            "| `{name}`{refused} | {items} | {each:.1} ns | {:.2} ns | {share:.2} % |",
            each / items as f64
        ));
    }
    lines
}

/// The plan for the kind of subject of the rubric's example, or for the first kind.
fn plan<'r>(rubric: &'r CheckedRubric, path: &Path) -> &'r Plan {
    if let Ok(text) = std::fs::read_to_string(path.with_file_name("examples").join(EXAMPLE)) {
        return jiangxing::admit(rubric, &text).expect("an example").plan;
    }
    jiangxing::compile(rubric, rubric.profiles().next().expect("a kind of subject"))
}

/// An example that is answered in full.
const EXAMPLE: &str = "strong-enterprise.json";

/// The finished examples of one kind of subject, again and again.
fn examples<'p>(rubric: &CheckedRubric, columns: &Columns<'p>, folder: &Path) -> Sheet<'p> {
    let mut sheet = columns.sheet();
    let names = [EXAMPLE, "capped-999-people.json", "misses-85-by-a-hair.json"];
    let texts = names.map(|name| std::fs::read_to_string(folder.join(name)).expect("an example"));
    let admitted = texts.each_ref().map(|text| jiangxing::admit(rubric, text).expect("an example"));
    admitted.iter().cycle().take(ROWS).for_each(|admitted| sheet.push(&admitted.assessment));
    sheet
}

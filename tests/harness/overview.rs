//! The table that tells a reader what each example comes to, held against what it does come to.

use std::path::Path;

use jiangxing::report::v1::{Award, Bonus, Rating, Report, Score, Standing, Verdict};

use crate::{OVERVIEW, read};

/// What the table says of one example.
#[derive(Debug)]
pub struct Row {
    /// The example's file, without its ending.
    pub example: String,
    /// The total, or the range that it lies in.
    pub total: String,
    /// The share of each dimension in percent, one after the other; a dash while they are open.
    pub shares: String,
    /// The rating in words.
    pub rating: String,
}

/// The rows of the tables, in order: those whose first cell is a name in backquotes.
///
/// The columns are: file, what it shows, total, shares, rating, why.
pub fn rows() -> Vec<Row> {
    let text = read(OVERVIEW);
    let lines = text.lines().filter_map(|line| line.strip_prefix("| `"));
    lines
        .map(|line| row(line).unwrap_or_else(|| panic!("{OVERVIEW}: not six cells: {line}")))
        .collect()
}

fn row(line: &str) -> Option<Row> {
    let cells: Vec<&str> = line.split('|').map(str::trim).collect();
    let [file, _, total, shares, rating, _, ""] = cells.as_slice() else { return None };
    Some(Row {
        example: file.strip_suffix('`')?.to_owned(),
        total: (*total).to_owned(),
        shares: (*shares).to_owned(),
        rating: (*rating).to_owned(),
    })
}

/// The name of an example in the table.
pub fn name(path: &str) -> String {
    let stem = Path::new(path).file_stem().expect("an example is a file");
    stem.to_string_lossy().into_owned()
}

/// Each difference between an example's row and what it comes to.
pub fn differences(path: &str, report: &Report) -> Vec<String> {
    let example = name(path);
    let Some(row) = rows().into_iter().find(|row| row.example == example) else {
        return vec![format!("the example {example} has no row in {OVERVIEW}")];
    };
    let told = [
        ("total", row.total, total(&report.total)),
        ("share of each dimension", row.shares, shares(report)),
        ("rating", row.rating, rating(&report.award)),
    ];
    let apart = told.into_iter().filter(|(_, expected, found)| expected != found);
    apart
        .map(|(what, expected, found)| {
            format!("{OVERVIEW}: the {what} of {example}: expected {expected}, found {found}")
        })
        .collect()
}

fn total(score: &Score) -> String {
    match &score.points {
        Some(points) => points.shown.clone(),
        None => format!("{}–{}", score.low.shown, score.high.shown),
    }
}

fn shares(report: &Report) -> String {
    let counted = report.dimensions.iter().filter(|dimension| dimension.bonus == Bonus::No);
    let shares: Option<Vec<_>> = counted
        .map(|dimension| dimension.score.share.as_ref().map(|share| share.shown.as_str()))
        .collect();
    shares.map_or("—".to_owned(), |shares| shares.join(" / "))
}

/// The rating, and beside it the one that the total alone earns, where it is another.
fn rating(award: &Award) -> String {
    let words = |rating: &Option<Rating>, language: &str| {
        rating
            .as_ref()
            .map_or("?".to_owned(), |rating| rating.name.in_language(language).to_owned())
    };
    let chinese = |rating: &Option<Rating>| words(rating, "zh");
    match award.standing {
        Standing::Settled if award.earned == award.awarded => chinese(&award.awarded),
        Standing::Settled => {
            format!("{}（总分可达{}）", chinese(&award.awarded), chinese(&award.earned))
        }
        Standing::Open => {
            let english = words(&award.best, "en").to_lowercase();
            format!("尚未确定，最高可达{} · open, at best {english}", chinese(&award.best))
        }
        Standing::Withheld => {
            let first = award.because.first().map(|reason| reason.verdict);
            let chinese =
                if first == Some(Verdict::Pending) { "暂不定星" } else { "不予定星" };
            format!("{chinese} · withheld")
        }
        Standing::LeftOut => panic!("an award is never left out"),
    }
}

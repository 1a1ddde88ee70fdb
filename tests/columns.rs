//! Columns give what the exact engine gives, row by row: ratings, totals, dimensions and points.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::BTreeMap;

use fastrand::Rng;
use jiangxing::columns::{Columns, Detail, NONE, Ratings, WITHHELD};
use jiangxing::report::v1::Standing;
use jiangxing_tests::generate::{self, Mood};
use jiangxing_tests::run::{self, CheckedRubric};
use jiangxing_tests::{
    DEFAULT_RUBRIC, examples, files, generate_rubric, generate_wide, published, read,
};

/// What was compared.
#[derive(Default)]
struct Tally {
    rows: usize,
    looked_at: usize,
    refused: BTreeMap<&'static str, usize>,
    in_columns: usize,
}

fn complete(rng: &mut Rng) -> Mood {
    Mood { silent: 0, pending: 0, declined: 0, wrong: 0, draft: false, ..generate::mood(rng) }
}

fn final_ones(rng: &mut Rng) -> Mood {
    Mood { draft: rng.u8(0..40) == 0, ..generate::mood(rng) }
}

/// Compares `count` assessments nobody wrote for each kind of subject of a rubric.
fn compare(
    rubric: &CheckedRubric,
    (seed, count): (u64, usize),
    mood: impl Fn(&mut Rng) -> Mood,
    tally: &mut Tally,
    what: &str,
) {
    for chosen in rubric.profiles() {
        let form = run::form(rubric, chosen);
        let columns = Columns::new(jiangxing::compile(rubric, chosen), Detail::Points);
        let mut sheet = columns.sheet();
        let mut rng = Rng::with_seed(seed);
        let texts: Vec<String> = (0..count)
            .map(|_| {
                let mood = mood(&mut rng);
                generate::assessment(&form, mood, &mut rng).text()
            })
            .collect();
        for text in &texts {
            sheet.push(&jiangxing::admit(rubric, text).unwrap().assessment);
        }
        let (fast, exact) = (columns.rate(&sheet), columns.rate_exactly(&sheet));
        tell_apart(&fast, &exact, &texts, what);
        let brief = Columns::new(jiangxing::compile(rubric, chosen), Detail::Ratings).rate(&sheet);
        assert_eq!((&brief.places, &brief.totals), (&exact.places, &exact.totals), "{what}");
        assert!(brief.dimensions.is_empty() && brief.points.is_empty());
        match columns.refused() {
            Some(why) => *tally.refused.entry(why).or_default() += 1,
            None => {
                tally.in_columns += 1;
                tally.rows += sheet.rows();
                tally.looked_at += fast.looked_at;
            }
        }
    }
}

fn tell_apart(fast: &Ratings, exact: &Ratings, texts: &[String], what: &str) {
    for (row, text) in texts.iter().enumerate() {
        let of = |ratings: &Ratings| {
            let each = |columns: &[Vec<i64>]| -> Vec<i64> {
                columns.iter().map(|column| column[row]).collect()
            };
            let (dimensions, points) = (each(&ratings.dimensions), each(&ratings.points));
            (ratings.places[row], ratings.totals[row], dimensions, points)
        };
        assert_eq!(of(fast), of(exact), "{what}, row {row}\n{text}");
    }
}

/// Of rows that are answered in full most are not looked at exactly.
fn are_in_columns(tally: &Tally) {
    assert!(tally.looked_at * 4 < tally.rows, "{} of {}", tally.looked_at, tally.rows);
}

#[test]
fn columns_agree_on_the_default_rubric() {
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    let (mut careless, mut careful) = (Tally::default(), Tally::default());
    compare(&rubric, (1, 300), final_ones, &mut careless, "careless");
    compare(&rubric, (2, 700), complete, &mut careful, "complete");
    assert_eq!(careful.refused, BTreeMap::new());
    are_in_columns(&careful);
}

#[test]
fn columns_agree_on_every_rubric_of_the_corpus() {
    let (mut careless, mut careful) = (Tally::default(), Tally::default());
    let all = published::rubrics().into_iter().chain(files("tests/corpus/rubrics/good", ".toml"));
    for path in all {
        let rubric = run::rubric(&read(&path));
        compare(&rubric, (3, 130), final_ones, &mut careless, &path);
        compare(&rubric, (4, 130), complete, &mut careful, &path);
    }
    let refused: usize = careful.refused.values().sum();
    assert!(careful.in_columns > 5 * refused, "{:?}", careful.refused);
    are_in_columns(&careful);
}

#[test]
fn columns_agree_under_rubrics_nobody_wrote() {
    let mut tally = Tally::default();
    for seed in 0..300 {
        let text = generate_rubric::rubric(&mut Rng::with_seed(seed));
        if let Some(rubric) = run::open(&text).0 {
            compare(&rubric, (seed, 70), final_ones, &mut tally, &text);
        }
    }
    for seed in 0..300 {
        let text = generate_wide::rubric(&mut Rng::with_seed(seed));
        if let Some(rubric) = run::open(&text).0 {
            compare(&rubric, (seed, 70), final_ones, &mut tally, &text);
            compare(&rubric, (seed, 70), complete, &mut tally, &text);
        }
    }
    assert!(tally.in_columns > 300, "{}", tally.in_columns);
}

#[test]
fn what_is_left_out_spoils_no_extreme() {
    let rubric = run::rubric(&read("tests/corpus/rubrics/good/extremes-of-what-applies.toml"));
    let columns = Columns::new(jiangxing::compile(&rubric, &BTreeMap::new()), Detail::Points);
    assert_eq!(columns.refused(), None);
    let fields = columns.fields();
    let place = |id: &str| fields.iter().position(|field| field.id == id).unwrap();
    let (a, b, c) = (place("a"), place("b"), place("c"));
    let mut sheet = columns.sheet();
    for percent in 0..=100 {
        for yes in [None, Some(0), Some(1)] {
            for other in [None, Some(percent), Some(100 - percent)] {
                sheet.start();
                assert!(sheet.decimal(a, percent, 0));
                assert!(match yes {
                    Some(yes) => sheet.code(b, yes),
                    None => sheet.not_applicable(b),
                });
                assert!(match other {
                    Some(other) => sheet.decimal(c, other, 0),
                    None => sheet.not_applicable(c),
                });
                assert!(sheet.fits());
            }
        }
    }
    let fast = columns.rate(&sheet);
    assert_eq!(fast.looked_at, 0);
    assert_eq!(Ratings { looked_at: sheet.rows(), ..fast }, columns.rate_exactly(&sheet));
}

#[test]
fn graded_criteria_are_summed_up_as_each_counts() {
    let rubric = run::rubric(&read("tests/corpus/rubrics/good/graded-means.toml"));
    let columns = Columns::new(jiangxing::compile(&rubric, &BTreeMap::new()), Detail::Ratings);
    assert_eq!(columns.refused(), None);
    let known: Vec<u8> = [4, 3, 3, 3, 2].to_vec();
    assert_eq!(columns.fields().len(), known.len());
    // Every answer to each, silence and not applicable, in every combination.
    let choices: usize = known.iter().map(|known| usize::from(*known) + 2).product();
    let mut sheet = columns.sheet();
    for mut choice in 0..choices {
        sheet.start();
        for (ask, known) in known.iter().enumerate() {
            let ways = usize::from(*known) + 2;
            match u8::try_from(choice % ways).unwrap() {
                code if code < *known => assert!(sheet.code(ask, code)),
                code if code == *known => assert!(sheet.not_applicable(ask)),
                _ => (),
            }
            choice /= ways;
        }
    }
    let fast = columns.rate(&sheet);
    assert!(fast.looked_at * 20 < sheet.rows(), "{}", fast.looked_at);
    assert_eq!(Ratings { looked_at: sheet.rows(), ..fast }, columns.rate_exactly(&sheet));
}

#[test]
fn a_row_that_is_taken_back_leaves_nothing_behind() {
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    let draft = read("rubrics/acftu-1p1pn-2024/examples/half-finished-draft.json");
    let text = read("rubrics/acftu-1p1pn-2024/examples/strong-enterprise.json");
    let strong = jiangxing::admit(&rubric, &text).unwrap();
    let columns = Columns::new(strong.plan, Detail::Points);
    let (mut sheet, mut alone) = (columns.sheet(), columns.sheet());
    sheet.push(&jiangxing::admit(&rubric, &draft).unwrap().assessment);
    sheet.take_back();
    sheet.push(&strong.assessment);
    alone.push(&strong.assessment);
    assert_eq!(columns.rate(&sheet), columns.rate(&alone));
    sheet.clear();
    sheet.push(&strong.assessment);
    assert_eq!(columns.rate(&sheet), columns.rate(&alone));
}

#[test]
fn a_cell_is_answered_or_does_not_apply() {
    let rubric = run::rubric(&read("tests/corpus/rubrics/good/extremes-of-what-applies.toml"));
    let columns = Columns::new(jiangxing::compile(&rubric, &BTreeMap::new()), Detail::Points);
    let b = columns.fields().iter().position(|field| field.id == "b").unwrap();
    let mut sheet = columns.sheet();
    sheet.start();
    assert!(sheet.code(b, 1));
    assert!(!sheet.not_applicable(b) && !sheet.code(b, 2) && !sheet.decimal(b, 1, 0));
    sheet.start();
    assert!(sheet.not_applicable(b) && !sheet.code(b, 1));
}

#[test]
fn what_columns_say_is_what_reports_say() {
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    let mut compared = 0;
    for path in examples() {
        let text = read(&path);
        let report = run::report(&rubric, &text).unwrap();
        let admitted = jiangxing::admit(&rubric, &text).unwrap();
        let columns = Columns::new(admitted.plan, Detail::Points);
        let mut sheet = columns.sheet();
        sheet.push(&admitted.assessment);
        let ratings = columns.rate(&sheet);
        let settled = report.award.standing == Standing::Settled;
        let awarded = report.award.awarded.filter(|_| settled);
        let place = awarded.map_or(WITHHELD, |rating| {
            let ladder = report.award.ladder.iter().rev();
            let above = ladder.map(|rung| &rung.rating.id).position(|id| *id == rating.id);
            above.map_or(0, |above| u8::try_from(above + 1).unwrap())
        });
        assert_eq!(ratings.places, [place], "{path}");
        // One more decimal is shown where two would contradict a verdict.
        let total = report.total.points.as_ref().map(|figure| figure.shown.as_str());
        let (whole, decimals) = total.and_then(|shown| shown.split_once('.')).unzip();
        if total.is_none() || decimals.is_some_and(|decimals| decimals.len() == 2) {
            let digits = whole.zip(decimals).map(|(whole, rest)| format!("{whole}{rest}"));
            let total = digits.map_or(NONE, |digits| digits.parse().unwrap());
            assert_eq!(ratings.totals, [total], "{path}");
            compared += 1;
        }
    }
    assert!(compared > 15, "{compared}");
}

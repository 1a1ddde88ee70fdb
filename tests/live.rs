//! An assessment that is kept rated comes, after every answer, to what it comes to from its text.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use std::sync::Arc;

use fastrand::Rng;
use jiangxing::finding::Finding;
use jiangxing::live::{Changes, Live, Points, Value};
use jiangxing::report::to_json;
use jiangxing::report::v1::{Report, Score};
use jiangxing_tests::generate::{self, Mood};
use jiangxing_tests::run::{self, CheckedRubric};
use jiangxing_tests::{DEFAULT_RUBRIC, files, generate_rubric, generate_wide, published, read};
use serde_json::Value as Json;

/// What happened in a test.
#[derive(Default)]
struct Tally {
    edits: usize,
    misfits: usize,
    ratings: usize,
    stayed: usize,
}

/// Edits an assessment nobody wrote, for each kind of subject of a rubric.
fn follow(rubric: &CheckedRubric, seed: u64, count: usize, tally: &mut Tally, what: &str) {
    let shared = Arc::new(rubric.clone());
    for chosen in rubric.profiles() {
        let form = run::form(rubric, chosen);
        let mut rng = Rng::with_seed(seed);
        let mut assessment = |mood: Mood| generate::assessment(&form, mood, &mut rng).text();
        let moods =
            [true, false].map(|draft| Mood { draft, ..generate::mood(&mut Rng::with_seed(seed)) });
        let sources: Vec<Json> = (0..4)
            .map(|turn| assessment(Mood { wrong: turn * 4, ..moods[0] }))
            .map(|text| serde_json::from_str(&text).unwrap())
            .collect();
        let texts = moods.map(&mut assessment);
        for text in texts {
            let (mut live, findings) = Live::open(shared.clone(), &text).unwrap();
            assert_eq!(findings, jiangxing::admit(rubric, &text).unwrap().findings, "{what}");
            for _ in 0..count {
                let edit = edit(&mut live, &sources, &mut rng, tally);
                let before = live.shown().clone();
                let changes = live.rate().clone();
                agrees(rubric, &live, &format!("{what}\n{text}\n{edit}"));
                is_told(&before, live.shown(), &changes, tally);
            }
        }
    }
}

/// One answer, said in one way or the other; gives what was said.
fn edit(live: &mut Live, sources: &[Json], rng: &mut Rng, tally: &mut Tally) -> String {
    tally.edits += 1;
    if rng.u8(0..3) == 0 {
        let responses = sources[rng.usize(0..sources.len())]["responses"].as_object().unwrap();
        if let Some((id, response)) = responses.iter().nth(rng.usize(0..=responses.len())) {
            let response = if rng.u8(0..6) == 0 { "null".to_owned() } else { response.to_string() };
            match live.respond(id, &response) {
                Ok(found) | Err(found) => tally.misfits += found.len(),
            }
            return format!("{id}: {response}");
        }
    }
    let field = rng.usize(0..24);
    let value = match rng.u8(0..8) {
        0 => Value::Nothing,
        1 => Value::Yes(rng.bool()),
        2..=4 => Value::Level(rng.usize(0..5)),
        5 => Value::Decimal { digits: rng.i64(-5..1_500), places: rng.u32(0..3) },
        _ => Value::Decimal { digits: rng.i64(0..500), places: 0 },
    };
    tally.misfits += live.set(field, value).len();
    format!("field {field}: {value:?}")
}

/// The live assessment is what its text comes to.
fn agrees(rubric: &CheckedRubric, live: &Live, what: &str) {
    let text = live.clone().text();
    let admitted = jiangxing::admit(rubric, &text).unwrap();
    let scorecard = jiangxing::evaluate(admitted.plan, &admitted.assessment);
    let award = jiangxing::rate(admitted.plan, &admitted.assessment, &scorecard);
    assert_eq!(format!("{:?}", live.scorecard()), format!("{scorecard:?}"), "{what}");
    assert_eq!(format!("{:?}", live.award()), format!("{award:?}"), "{what}");
    let report = jiangxing::report(rubric, &text).unwrap();
    is_shown(live, &report, what);
    assert_eq!(to_json(&live.clone().report()), to_json(&report), "{what}");
}

/// What is shown is what the report says.
fn is_shown(live: &Live, report: &Report, what: &str) {
    let shown = live.shown();
    assert_eq!(shown.standing, report.award.standing, "{what}");
    assert_eq!(shown.awarded, report.award.awarded, "{what}");
    assert_eq!(shown.locked, report.award.locked, "{what}");
    assert_eq!(shown.best, report.award.best, "{what}");
    assert_eq!(texts(&shown.total), written(&report.total), "{what}");
    let dimensions = || report.dimensions.iter();
    let criteria = || dimensions().flat_map(|dimension| &dimension.criteria);
    for (place, id) in live.dimensions().enumerate() {
        let found = dimensions().find(|dimension| dimension.id == id).unwrap();
        assert_eq!(texts(&shown.dimensions[place]), written(&found.score), "{id}\n{what}");
    }
    for (place, id) in live.criteria().enumerate() {
        let found = criteria().find(|criterion| criterion.id == id).unwrap();
        assert_eq!(texts(&shown.criteria[place]), written(&found.score), "{id}\n{what}");
    }
}

/// Points as the report writes them: settled ones, or the ends of what is possible.
fn written(score: &Score) -> Vec<String> {
    match &score.points {
        Some(points) => vec![points.shown.clone()],
        None => vec![score.low.shown.clone(), score.high.shown.clone()],
    }
}

fn texts(points: &Points) -> Vec<String> {
    match points {
        Points::Settled(number) => vec![number.to_string()],
        Points::Open(low, high) => vec![low.to_string(), high.to_string()],
    }
}

/// What is told to be another is, and nothing else is.
fn is_told(
    before: &jiangxing::live::Shown,
    after: &jiangxing::live::Shown,
    changes: &Changes,
    tally: &mut Tally,
) {
    let rating = |shown: &jiangxing::live::Shown| {
        (shown.standing, shown.awarded.clone(), shown.locked.clone(), shown.best.clone())
    };
    assert_eq!(changes.rating, rating(before) != rating(after));
    assert_eq!(changes.total, before.total != after.total);
    let other = |a: &[Points], b: &[Points]| -> Vec<usize> {
        (0..a.len()).filter(|place| a[*place] != b[*place]).collect()
    };
    let sorted = |places: &[usize]| {
        let mut places = places.to_vec();
        places.sort_unstable();
        places
    };
    assert_eq!(sorted(&changes.dimensions), other(&before.dimensions, &after.dimensions));
    assert_eq!(sorted(&changes.criteria), other(&before.criteria, &after.criteria));
    tally.ratings += usize::from(changes.rating);
    tally.stayed += usize::from(*changes == Changes::default());
}

/// All kinds of edits were among them.
fn was_thorough(tally: &Tally) {
    let Tally { edits, misfits, ratings, stayed } = *tally;
    assert!(edits < 100 * misfits.min(ratings).min(stayed), "{edits} {misfits} {ratings} {stayed}");
}

#[test]
fn the_default_rubric_and_the_reference_task_stay_rated() {
    let mut tally = Tally::default();
    for path in [DEFAULT_RUBRIC, "tests/bench/ref-1.toml"] {
        let rubric = run::rubric(&read(path));
        for seed in 0..8 {
            follow(&rubric, seed, 60, &mut tally, path);
        }
    }
    was_thorough(&tally);
}

#[test]
fn every_rubric_of_the_corpus_stays_rated() {
    let mut tally = Tally::default();
    let all = published::rubrics().into_iter().chain(files("tests/corpus/rubrics/good", ".toml"));
    for path in all {
        let rubric = run::rubric(&read(&path));
        follow(&rubric, 5, 30, &mut tally, &path);
    }
    was_thorough(&tally);
}

#[test]
fn rubrics_nobody_wrote_stay_rated() {
    let mut tally = Tally::default();
    for seed in 0..150 {
        let plain = generate_rubric::rubric(&mut Rng::with_seed(seed));
        let wide = generate_wide::rubric(&mut Rng::with_seed(seed));
        for text in [plain, wide] {
            if let Some(rubric) = run::open(&text).0 {
                follow(&rubric, seed, 20, &mut tally, &text);
            }
        }
    }
    was_thorough(&tally);
}

#[test]
fn what_is_no_field_or_no_level_changes_nothing() {
    let rubric = run::rubric(&read("tests/bench/ref-1.toml"));
    let text = r#"{"format":1,"rubric":{"id":"ref-1","edition":"1"},"responses":{}}"#;
    let (mut live, _) = Live::open(Arc::new(rubric), text).unwrap();
    let before = live.text();
    assert_eq!(live.field("f1-1").map(|field| live.set(field, Value::Level(6))), Some(Vec::new()));
    assert_eq!(live.set(usize::MAX, Value::Yes(true)), Vec::new());
    assert_eq!(live.field("nobody"), None);
    let found = live.respond("f1-11", "{\"value\": 3}").unwrap_err();
    assert!(matches!(found[0], Finding::UnknownResponse { .. }));
    let found = live.respond("f1-1", "{").unwrap_err();
    assert!(matches!(found[0], Finding::Unreadable { .. }));
    assert_eq!((live.rate().clone(), live.text()), (Changes::default(), before));
}

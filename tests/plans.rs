//! A rubric opened from its bytes is the rubric that was read from its text: the same questions and
//! the same reports, byte for byte. Wrong bytes are refused.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::BTreeMap;

use fastrand::Rng;
use jiangxing::NotARubric;
use jiangxing_tests::case::Case;
use jiangxing_tests::run::{self, CheckedRubric};
use jiangxing_tests::{
    DEFAULT_RUBRIC, examples, files, generate, generate_rubric, generate_wide, published, read,
};

/// Assessments nobody wrote, under each rubric.
const UNDER_EACH: u64 = 12;

/// Rubrics nobody wrote.
const RUBRICS: u64 = 60;

fn bytes_of(text: &str) -> Vec<u8> {
    run::rubric(text).to_bytes(text).expect("it is its text")
}

fn reopened(bytes: &[u8]) -> (CheckedRubric, String) {
    CheckedRubric::from_bytes(bytes).expect("what was written is read")
}

/// What comes out of a rubric for one assessment.
fn report(rubric: &CheckedRubric, assessment: &str) -> String {
    match run::report(rubric, assessment) {
        Ok(report) => run::canonical(&report),
        Err(findings) => format!("{findings:?}"),
    }
}

fn questions(rubric: &CheckedRubric, chosen: &BTreeMap<String, String>) -> String {
    serde_json::to_string(&run::form(rubric, chosen)).unwrap()
}

/// Opens the rubric of `text` from its bytes too, and asks the same of both.
fn are_the_same(text: &str, assessments: &[String], what: &str) {
    let rubric = run::rubric(text);
    let (again, condensed) = reopened(&bytes_of(text));
    assert_eq!(Some(&condensed), jiangxing::condensed(text).as_ref(), "{what}");
    assert_eq!(again.to_bytes(&condensed), Some(bytes_of(text)), "{what}: written again");
    assert_eq!(again.identity(), rubric.identity(), "{what}");
    let profiles: Vec<_> = rubric.profiles().cloned().collect();
    assert_eq!(again.profiles().cloned().collect::<Vec<_>>(), profiles, "{what}");
    for profile in profiles.iter().chain([&BTreeMap::new()]) {
        assert_eq!(questions(&again, profile), questions(&rubric, profile), "{what}: {profile:?}");
    }
    let plain = run::form(&rubric, &BTreeMap::new());
    let mut rng = Rng::with_seed(21);
    let nobodys = (0..UNDER_EACH).map(|_| {
        let form = run::form(&rubric, &generate::categories(&plain, &mut rng));
        let mood = generate::mood(&mut rng);
        generate::assessment(&form, mood, &mut rng).text()
    });
    for assessment in nobodys.collect::<Vec<_>>().iter().chain(assessments) {
        assert_eq!(report(&again, assessment), report(&rubric, assessment), "{what}\n{assessment}");
    }
}

#[test]
fn the_rubric_that_ships_gives_the_same_reports_from_its_bytes() {
    let assessments: Vec<String> = examples().iter().map(|path| read(path)).collect();
    assert!(assessments.len() > 20);
    are_the_same(&read(DEFAULT_RUBRIC), &assessments, DEFAULT_RUBRIC);
}

#[test]
fn every_rubric_of_the_corpus_gives_the_same_reports_from_its_bytes() {
    let mut answers: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for folder in ["tests/corpus/answers/bad", "tests/corpus/scorecards"] {
        for path in files(folder, ".toml") {
            let case =
                Case::from_text(&read(&path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            answers.entry(case.rubric.clone()).or_default().push(case.assessment());
        }
    }
    for (_, case) in published::cases() {
        answers.entry(case.rubric.clone()).or_default().push(case.assessment());
    }
    let mut rubrics = files("tests/corpus/rubrics/good", ".toml");
    rubrics.extend(files("tests/corpus/published", "/rubric.toml"));
    assert!(rubrics.len() > 40, "{}", rubrics.len());
    rubrics.extend(
        answers.keys().filter(|path| !rubrics.contains(*path)).cloned().collect::<Vec<_>>(),
    );
    for path in rubrics {
        let own = answers.get(&path).map(Vec::as_slice).unwrap_or_default();
        are_the_same(&read(&path), own, &path);
    }
}

#[test]
fn rubrics_nobody_wrote_give_the_same_reports_from_their_bytes() {
    let mut opened = 0;
    for seed in 0..RUBRICS {
        let narrow = generate_rubric::rubric(&mut Rng::with_seed(seed));
        are_the_same(&narrow, &[], &format!("seed {seed}"));
        // Some of these have a rating that nothing reaches, and do not open.
        let wide = generate_wide::rubric(&mut Rng::with_seed(seed));
        if run::open(&wide).0.is_some() {
            are_the_same(&wide, &[], &format!("wide, seed {seed}"));
            opened += 1;
        }
    }
    assert!(opened > RUBRICS / 2, "{opened} of {RUBRICS}");
}

#[test]
fn bytes_that_break_off_are_refused() {
    let bytes = bytes_of(&read(DEFAULT_RUBRIC));
    let ends = (0..2_000).chain((2_000..bytes.len()).step_by(97)).chain([bytes.len() - 1]);
    for end in ends {
        assert!(CheckedRubric::from_bytes(&bytes[..end]).is_err(), "{end} of {}", bytes.len());
    }
}

#[test]
fn bytes_that_are_not_as_they_were_written_are_refused() {
    let bytes = bytes_of(&read(DEFAULT_RUBRIC));
    let mut rng = Rng::with_seed(22);
    for _ in 0..2_000 {
        let (place, change) = (rng.usize(0..bytes.len()), rng.u8(1..));
        let mut wrong = bytes.clone();
        wrong[place] ^= change;
        assert!(CheckedRubric::from_bytes(&wrong).is_err(), "{change} at {place}");
    }
}

#[test]
fn bytes_of_another_form_are_told_apart_from_damaged_ones() {
    let bytes = bytes_of(&read(DEFAULT_RUBRIC));
    let refused = |bytes: &[u8]| CheckedRubric::from_bytes(bytes).err();
    assert_eq!(refused(b""), Some(NotARubric::OtherForm));
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    assert_eq!(rubric.to_bytes("id = \"another\""), None);
    assert_eq!(rubric.to_bytes("id ="), None);
    assert_eq!(refused(read(DEFAULT_RUBRIC).as_bytes()), Some(NotARubric::OtherForm));
    assert_eq!(refused(&bytes[..bytes.len() - 1]), Some(NotARubric::Damaged));
    assert_eq!(refused(&[bytes.as_slice(), b"\0"].concat()), Some(NotARubric::Damaged));
}

//! The engine and the reference agree on answers and rubrics nobody wrote.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use fastrand::Rng;
use jiangxing::report::form::Form;
use jiangxing_reference::{Outcome, Reference, Score, Tally, fraction};
use jiangxing_tests::generate::{self, Generated, Lean};
use jiangxing_tests::run::{self, CheckedRubric};
use jiangxing_tests::versus::{self, Ranges};
use jiangxing_tests::{DEFAULT_RUBRIC, generate_answers, generate_rubric, generate_wide, read};

/// How many assessments each of the two large tests generates.
const ASSESSMENTS: u64 = 10_000;

/// Seeds shared out among the processors; each worker stops at its first surprise.
fn for_each_seed(count: u64, check: impl Fn(u64) + Sync) {
    let workers = thread::available_parallelism().map_or(1, |found| found.get() as u64);
    thread::scope(|scope| {
        for worker in 0..workers {
            let check = &check;
            scope.spawn(move || (worker..count).step_by(workers as usize).for_each(check));
        }
    });
}

/// A whole number that the environment asks for by name.
fn asked_for(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|seed| seed.parse().expect("a whole number"))
}

/// The forms of a rubric, one for each kind of subject met so far.
struct Forms<'a> {
    rubric: &'a CheckedRubric,
    plain: Form,
}

impl<'a> Forms<'a> {
    fn new(rubric: &'a CheckedRubric) -> Self {
        Self { rubric, plain: run::form(rubric, &BTreeMap::new()) }
    }

    fn any(&self, rng: &mut Rng) -> Form {
        run::form(self.rubric, &generate::categories(&self.plain, rng))
    }
}

/// What went wrong, each with its seed; gathered by all workers and told together.
#[derive(Default)]
struct Differences(Mutex<Vec<String>>);

impl Differences {
    /// Compares the engines on one assessment.
    fn agree(
        &self,
        (rubric, reference): (&CheckedRubric, &mut Reference),
        generated: &Generated,
        ranges: Ranges,
        name: &str,
    ) {
        let text = generated.text();
        let report = run::report(rubric, &text)
            .unwrap_or_else(|findings| panic!("{name}: no report: {findings:?}\n{text}"));
        let found = versus::differences(&report, &reference.rate(&text), ranges);
        if !found.is_empty() {
            let told = format!("{name}:\n  {}\n  {text}", found.join("\n  "));
            self.0.lock().unwrap().push(told);
        }
    }

    fn add(&self, told: String) {
        self.0.lock().unwrap().push(told);
    }

    fn are_none(self, of: u64) {
        let mut all = self.0.into_inner().unwrap();
        all.sort_by_key(String::len);
        let first: Vec<&str> = all.iter().take(60).map(String::as_str).collect();
        assert!(
            all.is_empty(),
            "{} of {of} differ; the shortest:\n{}",
            all.len(),
            first.join("\n")
        );
    }
}

#[test]
fn the_engines_agree_on_ten_thousand_assessments_under_the_default_rubric() {
    let text = read(DEFAULT_RUBRIC);
    let rubric = run::rubric(&text);
    let forms = Forms::new(&rubric);
    let differences = Differences::default();
    for_each_seed(ASSESSMENTS / 50, |chunk| {
        let mut reference = Reference::new(&text);
        for seed in chunk * 50..(chunk + 1) * 50 {
            let mut rng = Rng::with_seed(seed);
            let form = forms.any(&mut rng);
            let mood = generate::mood(&mut rng);
            let generated = generate::assessment(&form, mood, &mut rng);
            let engines = (&rubric, &mut reference);
            differences.agree(engines, &generated, Ranges::Hold, &format!("seed {seed}"));
        }
    });
    differences.are_none(ASSESSMENTS);
}

#[test]
fn the_engines_agree_on_ten_thousand_assessments_under_rubrics_nobody_wrote() {
    let differences = Differences::default();
    for_each_seed(ASSESSMENTS / 20, |rubric_seed| {
        let text = generate_rubric::rubric(&mut Rng::with_seed(rubric_seed));
        let (rubric, diagnostics) = run::open(&text);
        let rubric =
            rubric.unwrap_or_else(|| panic!("rubric {rubric_seed}: {diagnostics:?}\n{text}"));
        let form = run::form(&rubric, &BTreeMap::new());
        let mut reference = Reference::new(&text);
        for seed in 0..20 {
            let mut rng = Rng::with_seed(rubric_seed * 1000 + seed);
            let mood = generate::mood(&mut rng);
            let generated = generate::assessment(&form, mood, &mut rng);
            let engines = (&rubric, &mut reference);
            differences.agree(
                engines,
                &generated,
                Ranges::Hold,
                &format!("rubric {rubric_seed}, seed {seed}"),
            );
        }
    });
    differences.are_none(ASSESSMENTS);
}

/// `cargo test … -- --nocapture` with `RUBRIC=3` prints the generated rubric of that seed.
#[test]
fn the_same_seed_gives_the_same_rubric() {
    let asked = asked_for("RUBRIC");
    let seed = asked.unwrap_or(0);
    let text = generate_rubric::rubric(&mut Rng::with_seed(seed));
    if asked.is_some() {
        println!("{text}");
    }
    assert_eq!(text, generate_rubric::rubric(&mut Rng::with_seed(seed)));
}

/// `WIDE_RUBRIC=3` prints the rubric of that seed that may use everything.
#[test]
fn the_same_wide_seed_gives_the_same_rubric() {
    let asked = asked_for("WIDE_RUBRIC");
    let seed = asked.unwrap_or(0);
    let text = generate_wide::rubric(&mut Rng::with_seed(seed));
    if asked.is_some() {
        println!("{text}");
    }
    assert_eq!(text, generate_wide::rubric(&mut Rng::with_seed(seed)));
}

/// Every way of finishing a draft that is tried lies in the range that the draft showed.
fn finishing_stays_inside(
    rubric: &CheckedRubric,
    reference: &mut Reference,
    form: &Form,
    rng: &mut Rng,
    name: &str,
) {
    let mood = generate::Mood { draft: true, ..generate::mood(rng) };
    let draft = generate::assessment(form, mood, rng);
    let shown =
        run::report(rubric, &draft.text()).unwrap_or_else(|found| panic!("{name}: {found:?}"));
    let number = |text: &str| fraction(text).expect("the engine writes numbers");
    let (low, high) = (number(&shown.total.low.exact), number(&shown.total.high.exact));
    let rank = |id: &str| {
        let place = shown.award.ladder.iter().rev().position(|rung| rung.rating.id == id);
        place.map_or(0, |place| place + 1)
    };
    for lean in [Lean::Least, Lean::Most, Lean::Any, Lean::Any] {
        let finished = generate::finished(form, &draft, lean, rng);
        let Outcome::Final(outcome) = reference.rate(&finished.text()) else {
            panic!("{name}: what is finished is final")
        };
        if let Score::Number(total) = &outcome.total {
            assert!(
                low <= *total && *total <= high,
                "{name}: finished at {total}, outside {low} to {high}\n{}\n{}",
                draft.text(),
                finished.text()
            );
        }
        if let Some(rating) = &outcome.award {
            let at = rank(rating);
            let best = shown
                .award
                .best
                .as_ref()
                .unwrap_or_else(|| panic!("{name}: withheld for certain, yet rated {rating}"));
            let locked = shown.award.locked.as_ref().map_or(0, |rating| rank(&rating.id));
            assert!(
                locked <= at && at <= rank(&best.id),
                "{name}: finished at {rating}, outside {:?} to {}\n{}\n{}",
                shown.award.locked.as_ref().map(|rating| &rating.id),
                best.id,
                draft.text(),
                finished.text()
            );
        } else {
            assert!(
                shown.award.locked.is_none(),
                "{name}: a rating was locked, yet the finished one is withheld\n{}\n{}",
                draft.text(),
                finished.text()
            );
        }
    }
}

#[test]
fn the_range_of_a_draft_holds_every_finish_under_the_default_rubric() {
    let text = read(DEFAULT_RUBRIC);
    let rubric = run::rubric(&text);
    let forms = Forms::new(&rubric);
    for_each_seed(40, |chunk| {
        let mut reference = Reference::new(&text);
        for seed in chunk * 10..(chunk + 1) * 10 {
            let mut rng = Rng::with_seed(1_000_000 + seed);
            let form = forms.any(&mut rng);
            finishing_stays_inside(
                &rubric,
                &mut reference,
                &form,
                &mut rng,
                &format!("seed {seed}"),
            );
        }
    });
}

#[test]
fn the_range_of_a_draft_holds_every_finish_under_rubrics_nobody_wrote() {
    for_each_seed(300, |rubric_seed| {
        let text = generate_rubric::rubric(&mut Rng::with_seed(rubric_seed));
        let rubric = run::rubric(&text);
        let form = run::form(&rubric, &BTreeMap::new());
        let mut reference = Reference::new(&text);
        let mut rng = Rng::with_seed(2_000_000 + rubric_seed);
        for _ in 0..5 {
            let name = format!("rubric {rubric_seed}\n{text}");
            finishing_stays_inside(&rubric, &mut reference, &form, &mut rng, &name);
        }
    });
}

/// One ask for each criterion, none of which may be left out: the two ends are reached.
#[test]
fn the_ends_of_a_simple_drafts_range_are_reached() {
    let text = read("tests/corpus/rubrics/good/bands.toml");
    let rubric = run::rubric(&text);
    let form = run::form(&rubric, &BTreeMap::new());
    let mut reference = Reference::thorough(&text);
    let differences = Differences::default();
    for seed in 0..40 {
        let mut rng = Rng::with_seed(seed);
        let mood =
            generate::Mood { draft: true, silent: 50, pending: 0, ..generate::mood(&mut rng) };
        let generated = generate::assessment(&form, mood, &mut rng);
        let engines = (&rubric, &mut reference);
        differences.agree(engines, &generated, Ranges::Same, &format!("seed {seed}"));
    }
    differences.are_none(40);
}

/// Assessments generated under rubrics that use everything, and how many under each of them.
const WIDE: u64 = 100_000;
const UNDER_EACH: u64 = 50;

#[test]
fn the_engines_agree_on_a_hundred_thousand_assessments_under_rubrics_that_use_everything() {
    let count = asked_for("WIDE").unwrap_or(WIDE);
    let differences = Differences::default();
    let tally = Mutex::new(Tally::default());
    let compared = AtomicU64::new(0);
    let only = asked_for("WIDE_RUBRIC");
    // Some rubrics are refused; a tenth more than are wanted makes up for them.
    let rubrics = (count / UNDER_EACH).saturating_mul(11) / 10;
    for_each_seed(only.map_or(rubrics, |_| 1), |place| {
        let rubric_seed = only.unwrap_or(place);
        let text = generate_wide::rubric(&mut Rng::with_seed(rubric_seed));
        let (rubric, diagnostics) = run::open(&text);
        let Some(rubric) = rubric else {
            let errors = run::errors(&diagnostics);
            // What is proven of conditions put together at random: nobody can meet them.
            if errors.iter().all(|found| ["R150", "R153"].contains(&found.fault.code())) {
                return;
            }
            let told: Vec<String> = errors
                .iter()
                .map(|found| {
                    let place = found.at.place_in(&text);
                    let line = text.lines().nth(place.line as usize - 1).unwrap_or_default();
                    format!("{:?} at `{line}`", found.fault)
                })
                .collect();
            differences.add(format!("rubric {rubric_seed} does not open: {}", told.join("; ")));
            return;
        };
        let mut reference = Reference::new(&text);
        let categories = reference.categories();
        for seed in 0..UNDER_EACH {
            let mut rng = Rng::with_seed(rubric_seed * 1000 + seed);
            let chosen = generate_answers::categories(&categories, &mut rng);
            let questions = reference.questions(&chosen);
            let mood = generate::mood(&mut rng);
            let file = generate_answers::assessment(&questions, &chosen, mood, &mut rng);
            let generated = Generated { file, open: Vec::new() };
            let engines = (&rubric, &mut reference);
            let name = format!("wide rubric {rubric_seed}, seed {seed}");
            differences.agree(engines, &generated, Ranges::Hold, &name);
        }
        compared.fetch_add(UNDER_EACH, Ordering::Relaxed);
        tally.lock().unwrap().and(&reference.tally());
    });
    let compared = compared.into_inner();
    differences.are_none(compared);
    if only.is_some() {
        return;
    }
    assert!(count <= compared, "only {compared} were compared");
    let rare = tally.into_inner().unwrap().rarer_than(count / 5_000);
    assert!(rare.is_empty(), "met too rarely with effect: {rare:#?}");
}

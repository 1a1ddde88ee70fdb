//! What the checker proves of a rubric, no assessment contradicts: tried on the rubrics of the corpus
//! that have something proven of them, and on rubrics nobody wrote.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::wildcard_enum_match_arm,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::BTreeMap;

use fastrand::Rng;
use jiangxing::diagnostic::{Diagnostic, Fault};
use jiangxing::report::v1::{Report, Standing, Verdict};
use jiangxing_tests::generate;
use jiangxing_tests::run::{self, CheckedRubric};
use jiangxing_tests::{files, generate_rubric, read};

/// The rank of a rating among all of them, the lowest first.
fn rank(report: &Report, rating: &str) -> usize {
    report
        .award
        .ladder
        .iter()
        .rev()
        .position(|rung| rung.rating.id == rating)
        .map_or(0, |place| place + 1)
}

/// What contradicts a fault in a report; nothing, when it holds there.
fn contradiction(fault: &Fault, report: &Report, profile: &str) -> Option<String> {
    let is_final = report.award.standing == Standing::Settled;
    let earned = report.award.earned.as_ref().map(|rating| rating.id.as_str());
    let awarded = report.award.awarded.as_ref().map(|rating| rating.id.as_str());
    match fault {
        Fault::RatingOutOfReachForSome { rating, profile: of, .. } if of == profile => {
            (awarded == Some(rating)).then(|| format!("{rating} was awarded"))
        }
        Fault::RatingNeverMissed { rating } if is_final => {
            let earned = earned?;
            (rank(report, earned) < rank(report, rating)).then(|| format!("{earned} was earned"))
        }
        Fault::StepNeverApplies { step } | Fault::StepChangesNothing { step } => {
            let step = report.award.adjustments.iter().find(|each| each.id == *step)?;
            let (from, to) = (step.from.as_ref()?, step.to.as_ref()?);
            (from.id != to.id).then(|| format!("{} moved the rating", step.id))
        }
        Fault::GateAlwaysMet { gate } => {
            let gate = report.gates.iter().find(|each| each.id == *gate)?;
            (gate.verdict == Verdict::NotMet).then(|| format!("{} was not met", gate.id))
        }
        Fault::ScoreConstant { criterion, share } => {
            let all = report.dimensions.iter().flat_map(|dimension| &dimension.criteria);
            let found = all
                .filter(|each| each.id == *criterion)
                .find_map(|each| each.score.share.as_ref().map(|share| share.exact.to_string()))?;
            (found != share.to_string()).then(|| format!("{criterion} earned {found}"))
        }
        Fault::CutOffFollows { rating, .. } => {
            let rung = report.award.ladder.iter().find(|each| each.rating.id == *rating)?;
            let of = |is_total: bool| {
                rung.conditions.iter().filter(move |condition| {
                    matches!(condition.fact, jiangxing::report::v1::Fact::Total { .. }) == is_total
                })
            };
            let minima_hold = of(false).all(|condition| condition.verdict == Verdict::Met);
            let total_fails = of(true).any(|condition| condition.verdict == Verdict::NotMet);
            (minima_hold && total_fails).then(|| format!("{rating} was missed by the total alone"))
        }
        _ => None,
    }
}

fn written(profile: &BTreeMap<String, String>) -> String {
    let pairs: Vec<String> =
        profile.iter().map(|(category, option)| format!("{category} = {option}")).collect();
    pairs.join(", ")
}

/// How many claims were tried, and those that an assessment contradicts.
fn tried(
    rubric: &CheckedRubric,
    found: &[Diagnostic],
    seed: u64,
    name: &str,
) -> (usize, Vec<String>) {
    let mut wrong = Vec::new();
    let mut tried = 0;
    let mut rng = Rng::with_seed(seed);
    for profile in rubric.profiles().cloned().collect::<Vec<_>>() {
        let form = run::form(rubric, &profile);
        for _ in 0..20 {
            let mood = generate::mood(&mut rng);
            let generated = generate::assessment(&form, mood, &mut rng);
            let Ok(report) = run::report(rubric, &generated.file.to_string()) else { continue };
            for diagnostic in found {
                tried += 1;
                let profile = written(&report.assessment.categories);
                let what = contradiction(&diagnostic.fault, &report, &profile);
                wrong.extend(
                    what.map(|what| format!("{name}, {}: {what}", diagnostic.fault.code())),
                );
            }
        }
    }
    (tried, wrong)
}

#[test]
fn no_assessment_contradicts_what_is_proven_of_the_corpus() {
    let mut claims = 0;
    for path in files("tests/corpus/rubrics/bad", ".toml") {
        let (Some(rubric), found) = run::open(&read(&path)) else { continue };
        let (count, wrong) = tried(&rubric, &found, 7, &path);
        claims += count;
        assert_eq!(wrong, Vec::<String>::new());
    }
    assert!(claims > 500, "{claims}");
}

#[test]
fn no_assessment_contradicts_what_is_proven_of_rubrics_nobody_wrote() {
    let mut claims = 0;
    for seed in 0..300 {
        let (Some(rubric), found) = run::open(&generate_rubric::rubric(&mut Rng::with_seed(seed)))
        else {
            continue;
        };
        let (count, wrong) = tried(&rubric, &found, seed, &format!("rubric {seed}"));
        claims += count;
        assert_eq!(wrong, Vec::<String>::new());
    }
    assert!(claims > 100, "{claims}");
}

//! Laws that hold for every rubric, tried on rubrics and answers nobody wrote.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::BTreeMap;

use fastrand::Rng;
use jiangxing::report::form::{AnswerKind, Form};
use jiangxing::report::v1::{Fact, Report, Standing, Verdict};
use jiangxing_reference::{Fraction, fraction};
use jiangxing_tests::generate::{self, Generated, Lean, Mood};
use jiangxing_tests::run::{self, CheckedRubric};
use jiangxing_tests::{DEFAULT_RUBRIC, examples, generate_rubric, read};
use serde_json::{Map, Value, json};

/// A rubric nobody wrote with answers nobody gave, and what they come to.
struct Tried {
    rubric_text: String,
    rubric: CheckedRubric,
    form: Form,
    generated: Generated,
    report: Report,
    rng: Rng,
}

/// Tries `law` on many rubrics; the name of each is its seed.
fn for_many(count: u64, mood: impl Fn(&mut Rng) -> Mood, mut law: impl FnMut(&mut Tried)) {
    for seed in 0..count {
        let rubric_text = generate_rubric::rubric(&mut Rng::with_seed(seed));
        let rubric = run::rubric(&rubric_text);
        let form = run::form(&rubric, &BTreeMap::new());
        let mut rng = Rng::with_seed(seed + 3_000_000);
        for _ in 0..3 {
            let wanted = mood(&mut rng);
            let generated = generate::assessment(&form, wanted, &mut rng);
            let report = rate(&rubric, &generated.file);
            let mut tried = Tried {
                rubric_text: rubric_text.clone(),
                rubric: run::rubric(&rubric_text),
                form: form.clone(),
                generated,
                report,
                rng: rng.fork(),
            };
            law(&mut tried);
        }
    }
}

fn rate(rubric: &CheckedRubric, file: &Value) -> Report {
    let text = file.to_string();
    run::report(rubric, &text).unwrap_or_else(|findings| panic!("no report: {findings:?}\n{text}"))
}

fn any(rng: &mut Rng) -> Mood {
    generate::mood(rng)
}

/// Everything answered, nothing else said.
fn complete(rng: &mut Rng) -> Mood {
    Mood {
        silent: 0,
        pending: 0,
        declined: 0,
        not_applicable: 0,
        wrong: 0,
        draft: false,
        ..generate::mood(rng)
    }
}

fn number(text: &str) -> Fraction {
    fraction(text).unwrap_or_else(|| panic!("`{text}` is a number"))
}

/// The total when there is one.
fn total(report: &Report) -> Option<Fraction> {
    report.total.points.as_ref().map(|points| number(&points.exact))
}

/// The place of the rating awarded; 0 for the lowest and for none.
fn rank(report: &Report) -> usize {
    let Some(awarded) = &report.award.awarded else { return 0 };
    let place = report.award.ladder.iter().rev().position(|rung| rung.rating == *awarded);
    place.map_or(0, |place| place + 1)
}

fn context(tried: &Tried) -> String {
    format!("{}\n{}", tried.rubric_text, tried.generated.text())
}

#[test]
fn a_better_answer_never_lowers_the_total() {
    for_many(300, complete, |tried| {
        for section in &tried.form.sections {
            for ask in section.questions.iter().flat_map(|question| &question.asks) {
                let mut better = tried.generated.file.clone();
                let value = &mut better["responses"][&ask.id]["value"];
                match &ask.answer {
                    AnswerKind::Level { levels } => *value = json!(levels.last().unwrap().id),
                    AnswerKind::Choice { options } => *value = json!(options.last().unwrap().id),
                    AnswerKind::Checklist { parts } => {
                        *value = parts
                            .iter()
                            .map(|part| (part.id.clone(), json!(true)))
                            .collect::<Map<_, _>>()
                            .into();
                    }
                    // A fact may leave something out by rule; numbers may be parts of others.
                    AnswerKind::YesNo {}
                    | AnswerKind::Number { .. }
                    | AnswerKind::Date { .. }
                    | AnswerKind::Period { .. }
                    | AnswerKind::Distribution { .. }
                    | AnswerKind::Series { .. } => continue,
                }
                let after = rate(&tried.rubric, &better);
                let (Some(before), Some(after)) = (total(&tried.report), total(&after)) else {
                    continue;
                };
                assert!(
                    before <= after,
                    "{} made {before} into {after}\n{}",
                    ask.id,
                    context(tried)
                );
            }
        }
    });
}

#[test]
fn the_order_of_answers_changes_nothing() {
    for_many(150, any, |tried| {
        let responses = tried.generated.file["responses"].as_object().unwrap();
        let backwards: Vec<String> = responses
            .iter()
            .rev()
            .map(|(id, response)| format!("{}:{response}", json!(id)))
            .collect();
        let mut file = tried.generated.file.clone();
        file["responses"] = json!("here");
        let text = file.to_string().replace("\"here\"", &format!("{{{}}}", backwards.join(",")));
        let mut turned = run::report(&tried.rubric, &text).expect("the same answers are read");
        let sorted = |report: &Report| {
            let mut spelt: Vec<String> =
                report.findings.iter().map(|found| format!("{found:?}")).collect();
            spelt.sort();
            spelt
        };
        assert_eq!(sorted(&turned), sorted(&tried.report), "{}", context(tried));
        turned.findings = tried.report.findings.clone();
        assert_eq!(turned, tried.report, "{}", context(tried));
    });
}

#[test]
fn multiplying_all_weights_and_cut_offs_by_three_changes_no_rating() {
    for_many(150, any, |tried| {
        let mut file: toml::Table = tried.rubric_text.parse().unwrap();
        for list in ["dimension", "criterion"] {
            for row in file[list].as_array_mut().unwrap() {
                let row = row.as_table_mut().unwrap();
                if let Some(toml::Value::Integer(weight)) = row.get_mut("weight") {
                    *weight *= 3;
                }
                if let Some(toml::Value::Integer(cap)) =
                    row.get_mut("bonus").and_then(|bonus| bonus.get_mut("cap"))
                {
                    *cap *= 3;
                }
            }
        }
        // Rounded totals do not scale: this law is for exact judgement.
        file["rating"].as_table_mut().unwrap().insert("judged".into(), "exact".into());
        let exact = run::rubric(&file_without_scaling(&tried.rubric_text));
        for level in file["rating"]["levels"].as_array_mut().unwrap() {
            let total = level["total"].as_float().unwrap();
            let scaled = number(&format!("{total}")) * Fraction::from_integer(3.into());
            level.as_table_mut().unwrap().insert("total".into(), scaled.to_string().into());
        }
        let scaled = run::rubric(&write(&file));
        let (before, after) =
            (rate(&exact, &tried.generated.file), rate(&scaled, &tried.generated.file));
        assert_eq!(before.award.standing, after.award.standing, "{}", context(tried));
        assert_eq!(before.award.awarded, after.award.awarded, "{}", context(tried));
        assert_eq!(before.award.locked, after.award.locked, "{}", context(tried));
        assert_eq!(before.award.best, after.award.best, "{}", context(tried));
    });
}

fn file_without_scaling(text: &str) -> String {
    text.replace("judged = \"published\"", "judged = \"exact\"")
}

/// TOML again, as JSON-like inline values: enough for a reader of TOML.
fn write(table: &toml::Table) -> String {
    table.iter().map(|(key, value)| format!("{key} = {}\n", inline(value))).collect()
}

fn inline(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => json!(text).to_string(),
        toml::Value::Array(rows) => {
            format!("[{}]", rows.iter().map(inline).collect::<Vec<_>>().join(", "))
        }
        toml::Value::Table(rows) => {
            let rows: Vec<String> = rows
                .iter()
                .map(|(key, value)| format!("{} = {}", json!(key), inline(value)))
                .collect();
            format!("{{ {} }}", rows.join(", "))
        }
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => format!("{number:?}"),
        toml::Value::Boolean(truth) => truth.to_string(),
        toml::Value::Datetime(date) => date.to_string(),
    }
}

#[test]
fn a_gate_never_raises_the_award_and_never_touches_a_score() {
    for_many(300, complete, |tried| {
        for section in &tried.form.sections {
            for question in section.questions.iter().filter(|question| question.group.is_some()) {
                let Some(ask) = question.asks.first() else { continue };
                let with = |answer: Value| {
                    let mut file = tried.generated.file.clone();
                    file["responses"][&ask.id] = answer;
                    rate(&tried.rubric, &file)
                };
                let met = with(json!({ "value": true }));
                for worse in [
                    json!({ "value": false }),
                    json!({}),
                    json!({ "pending": "待核" }),
                    json!({ "declined": "不说" }),
                ] {
                    let other = with(worse.clone());
                    assert_eq!(met.total, other.total, "{} {worse}\n{}", ask.id, context(tried));
                    assert_eq!(
                        met.dimensions,
                        other.dimensions,
                        "{} {worse}\n{}",
                        ask.id,
                        context(tried)
                    );
                    assert!(rank(&other) <= rank(&met), "{} {worse}\n{}", ask.id, context(tried));
                }
            }
        }
    });
}

#[test]
fn settling_a_pending_gate_never_raises_the_award_above_its_upper_bound() {
    let mood = |rng: &mut Rng| Mood { draft: true, pending: 20, ..complete(rng) };
    for_many(200, mood, |tried| {
        let best = tried.report.award.best.clone();
        for lean in [Lean::Least, Lean::Most, Lean::Any] {
            let finished = generate::finished(&tried.form, &tried.generated, lean, &mut tried.rng);
            let after = rate(&tried.rubric, &finished.file);
            let bound = best.as_ref().map_or(0, |best| {
                let place =
                    tried.report.award.ladder.iter().rev().position(|rung| rung.rating == *best);
                place.map_or(0, |place| place + 1)
            });
            assert!(rank(&after) <= bound, "{}\n{}", context(tried), finished.text());
        }
    });
}

#[test]
fn a_criterion_that_does_not_apply_and_its_absence_score_alike() {
    let mut tried_once = false;
    for_many(200, complete, |tried| {
        for section in tried.form.sections.iter().filter(|section| section.questions.len() > 1) {
            let is_dimension =
                tried.report.dimensions.iter().any(|dimension| dimension.id == section.id);
            let Some(question) = section.questions.iter().find(|question| question.may_not_apply)
            else {
                continue;
            };
            if !is_dimension || question.weight.as_ref().is_none_or(|weight| weight.exact == "0") {
                continue;
            }
            let mut file = tried.generated.file.clone();
            for ask in &question.asks {
                file["responses"].as_object_mut().unwrap().remove(&ask.id);
            }
            let id = &question.id;
            file["responses"][id] = json!({ "not-applicable": "没有此项" });
            let marked = rate(&tried.rubric, &file);
            let Some(without) = without_criterion(&tried.rubric_text, id) else { continue };
            let (Some(rubric), _) = run::open(&without) else { continue };
            file["responses"].as_object_mut().unwrap().remove(id);
            let absent = rate(&rubric, &file);
            let share = |report: &Report| {
                let dimension =
                    report.dimensions.iter().find(|each| each.id == section.id).unwrap();
                (dimension.score.standing, dimension.score.share.clone().map(|share| share.exact))
            };
            if share(&absent).0 == Standing::Settled {
                tried_once = true;
            }
            assert_eq!(share(&marked), share(&absent), "{id}\n{}", context(tried));
        }
    });
    assert!(tried_once, "no generated rubric put the law to the test");
}

/// The rubric without one criterion, its dimension's weight lowered; `None` when something names it.
fn without_criterion(text: &str, id: &str) -> Option<String> {
    let mut file: toml::Table = text.parse().unwrap();
    let criteria = file["criterion"].as_array_mut().unwrap();
    let place = criteria.iter().position(|row| row["id"].as_str() == Some(id))?;
    let gone = criteria.remove(place);
    let (weight, dimension) = (gone["weight"].as_integer()?, gone["in"].as_str()?.to_owned());
    for row in file["dimension"].as_array_mut().unwrap() {
        if row["id"].as_str() == Some(&dimension) {
            let row = row.as_table_mut().unwrap();
            let old = row.get("weight")?.as_integer()?;
            row.insert("weight".into(), (old - weight).into());
        }
    }
    // Cut-offs above the smaller total would be refused; they do not matter to shares.
    let levels = file["rating"].as_table_mut().unwrap()["levels"].as_array_mut().unwrap();
    for (index, level) in levels.iter_mut().enumerate() {
        let total = ["0.3", "0.2", "0.1"][index];
        level.as_table_mut().unwrap().insert("total".into(), total.into());
    }
    Some(write(&file))
}

#[test]
fn raising_a_cut_off_never_raises_a_rating() {
    for_many(200, complete, |tried| {
        let mut file: toml::Table = tried.rubric_text.parse().unwrap();
        for level in file["rating"]["levels"].as_array_mut().unwrap() {
            let total = number(&format!("{}", level["total"].as_float().unwrap()));
            let raised = total * Fraction::new(101.into(), 100.into());
            level.as_table_mut().unwrap().insert("total".into(), raised.to_string().into());
        }
        let stricter = run::rubric(&write(&file));
        let after = rate(&stricter, &tried.generated.file);
        assert!(rank(&after) <= rank(&tried.report), "{}", context(tried));
    });
}

#[test]
fn what_is_shown_is_the_exact_number_rounded_once_and_never_across_a_bound() {
    let text = read("tests/corpus/rubrics/good/judged-exact.toml");
    let rubric = run::rubric(&text);
    let mut rng = Rng::with_seed(7);
    let cut_offs = [number("90"), number("60")];
    for _ in 0..2000 {
        let near = rng.choice([60_u64, 90]).unwrap() * 100_000;
        let thousandths = (near + rng.u64(0..2000)).saturating_sub(1000);
        let score = format!("{}.{:05}", thousandths / 100_000, thousandths % 100_000);
        let file = json!({
            "format": 1, "rubric": { "id": "judged-exact", "edition": "1" },
            "subject": { "name": "虚构", "categories": {} }, "cycle": "2026", "state": "final",
            "responses": { "score": { "value": score } },
        });
        let report = rate(&rubric, &file);
        let points = report.total.points.as_ref().unwrap();
        let (exact, shown) = (number(&points.exact), number(&points.shown));
        assert_eq!(exact, number(&score));
        for cut_off in &cut_offs {
            assert_eq!(
                exact.cmp(cut_off),
                shown.cmp(cut_off),
                "{score} is shown as {}",
                points.shown
            );
        }
        let places = points.shown.split_once('.').map_or(0, |(_, places)| places.len());
        assert!(2 <= places, "{score} is shown as {}", points.shown);
        let unit = Fraction::new(1.into(), 10_u64.pow(places as u32).into());
        let off = if exact < shown { shown - exact } else { exact - shown };
        assert!(
            off * Fraction::from_integer(2.into()) <= unit,
            "{score} is shown as {}",
            points.shown
        );
    }
}

#[test]
fn a_draft_in_which_everything_is_answered_comes_to_the_same_as_the_final_one() {
    for_many(200, complete, |tried| {
        let mut file = tried.generated.file.clone();
        file["state"] = json!("draft");
        let draft = rate(&tried.rubric, &file);
        assert_eq!(draft.total, tried.report.total, "{}", context(tried));
        assert_eq!(draft.dimensions, tried.report.dimensions, "{}", context(tried));
    });
}

#[test]
fn a_report_reads_back_as_it_was_written_and_is_written_the_same_again() {
    for_many(150, any, |tried| {
        let written = run::canonical(&tried.report);
        let read_back = run::read_back(&written).expect("what the engine writes it reads");
        assert_eq!(read_back, tried.report);
        assert_eq!(run::canonical(&read_back), written);
    });
}

#[test]
fn an_assessment_spelt_otherwise_has_the_same_digest_and_another_answer_another() {
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    for path in examples() {
        let text = read(&path);
        let file: Value = serde_json::from_str(&text).unwrap();
        let close = run::report(&rubric, &file.to_string()).unwrap();
        let wide = run::report(&rubric, &serde_json::to_string_pretty(&file).unwrap()).unwrap();
        assert_eq!(close.assessment.digest, wide.assessment.digest, "{path}");
        let mut other = file.clone();
        other["responses"]["d5"]["value"] =
            json!(if file["responses"]["d5"]["value"] == "4" { "3" } else { "4" });
        let changed = run::report(&rubric, &other.to_string()).unwrap();
        assert_ne!(close.assessment.digest, changed.assessment.digest, "{path}");
    }
}

#[test]
fn what_binds_is_said_whenever_the_top_is_not_reached() {
    for_many(300, any, |tried| {
        let award = &tried.report.award;
        let top = award.ladder.first().map(|rung| &rung.rating);
        // A gate that keeps a draft open without changing its rating goes unsaid: a known gap
        // (`what-keeps-a-draft-open-is-said` among the scorecards).
        let is_known_gap = award.standing == Standing::Open
            && tried.report.gates.iter().any(|gate| gate.verdict == Verdict::Pending);
        let is_top = award.awarded.as_ref() == top && award.standing == Standing::Settled;
        if !is_top && !is_known_gap {
            assert!(!award.because.is_empty(), "{:?}\n{}", award.standing, context(tried));
        }
        if award.standing == Standing::Withheld {
            assert!(award.awarded.is_none() && award.best.is_none(), "{}", context(tried));
        }
        let only_open =
            award.because.iter().all(|reason| matches!(reason.fact, Fact::Unanswered { .. }));
        assert!(
            !(only_open && award.standing == Standing::Settled && !award.because.is_empty()),
            "{:?}\n{}",
            award.because,
            context(tried)
        );
    });
}

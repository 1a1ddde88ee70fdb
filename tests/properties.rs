//! Laws that hold for every rubric, tried on rubrics and answers nobody wrote.

#![allow(
    clippy::wildcard_enum_match_arm,
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
use jiangxing_reference::{Fraction, Question, Reference, fraction};
use jiangxing_tests::generate::{self, Generated, Lean, Mood};
use jiangxing_tests::run::{self, CheckedRubric};
use jiangxing_tests::{
    DEFAULT_RUBRIC, examples, generate_answers, generate_rubric, generate_wide, read,
};
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

// ── the same laws where everything is used ──

/// A rubric that uses anything, answers nobody gave, and what they come to.
struct Wide {
    text: String,
    rubric: CheckedRubric,
    questions: Vec<Question>,
    file: Value,
    report: Report,
}

impl Wide {
    fn told(&self) -> String {
        format!("{}\n{}", self.text, self.file)
    }

    /// The rubric with its tables changed.
    fn changed(&self, change: impl Fn(&mut toml::Table)) -> Option<CheckedRubric> {
        let mut file: toml::Table = self.text.parse().unwrap();
        change(&mut file);
        run::open(&write(&file)).0
    }
}

/// Tries `law` on many rubrics that use anything; gives how often it was put to the test.
fn for_wide(
    count: u64,
    mood: impl Fn(&mut Rng) -> Mood,
    law: impl Fn(&Wide) -> bool + Sync,
) -> usize {
    let mut tested = 0;
    for seed in 0..count {
        let text = generate_wide::rubric(&mut Rng::with_seed(seed));
        let Some(rubric) = run::open(&text).0 else { continue };
        let mut reference = Reference::new(&text);
        let categories = reference.categories();
        let mut rng = Rng::with_seed(seed + 4_000_000);
        for _ in 0..3 {
            let chosen = generate_answers::categories(&categories, &mut rng);
            let questions = reference.questions(&chosen);
            let wanted = mood(&mut rng);
            let file = generate_answers::assessment(&questions, &chosen, wanted, &mut rng);
            let report = rate(&rubric, &file);
            let rubric = run::rubric(&text);
            let wide = Wide { text: text.clone(), rubric, questions, file, report };
            tested += usize::from(law(&wide));
        }
    }
    tested
}

#[test]
fn a_better_level_never_lowers_the_total_whatever_combines_it() {
    let tested = for_wide(300, complete, |wide| {
        // A grade may be turned upside down, and a rule may look at any answer.
        if ["counts = \"grade\"", "leave-out-when", "earned(", "score("]
            .iter()
            .any(|word| wide.text.contains(word))
        {
            return false;
        }
        let file: toml::Table = wide.text.parse().unwrap();
        let criteria = file["criterion"].as_array().unwrap();
        let mut is_tested = false;
        for criterion in
            criteria.iter().filter(|one| one["ask"][0]["kind"].as_str() == Some("level"))
        {
            let id = criterion["id"].as_str().unwrap();
            let is_demerit = criterion["in"].as_str() == Some("y");
            if is_demerit || wide.file["responses"][id].get("value").is_none() {
                continue;
            }
            let mut better = wide.file.clone();
            better["responses"][id]["value"] = json!("3");
            let after = rate(&wide.rubric, &better);
            let (Some(before), Some(after)) = (total(&wide.report), total(&after)) else {
                continue;
            };
            assert!(before <= after, "{id} made {before} into {after}\n{}", wide.told());
            is_tested = true;
        }
        is_tested
    });
    assert!(tested > 30, "{tested}");
}

#[test]
fn the_order_of_answers_changes_nothing_where_everything_is_used() {
    let tested = for_wide(150, any, |wide| {
        let responses = wide.file["responses"].as_object().unwrap();
        let backwards: Vec<String> = responses
            .iter()
            .rev()
            .map(|(id, response)| format!("{}:{response}", json!(id)))
            .collect();
        let mut file = wide.file.clone();
        file["responses"] = json!("here");
        let text = file.to_string().replace("\"here\"", &format!("{{{}}}", backwards.join(",")));
        let mut turned = run::report(&wide.rubric, &text).expect("the same answers are read");
        turned.findings = wide.report.findings.clone();
        assert_eq!(turned, wide.report, "{}", wide.told());
        true
    });
    assert!(tested > 100, "{tested}");
}

/// A number, however it is written, times another.
fn scaled(value: &toml::Value, by: &Fraction) -> toml::Value {
    let written = match value {
        toml::Value::Integer(number) => number.to_string(),
        toml::Value::Float(number) => format!("{number}"),
        other => panic!("{other:?} is a number"),
    };
    (number(&written) * by).to_string().into()
}

fn times_three(table: &mut toml::Table, key: &str) {
    if let Some(value) = table.get_mut(key) {
        *value = scaled(value, &Fraction::from_integer(3.into()));
    }
}

#[test]
fn multiplying_weights_caps_and_cut_offs_by_three_changes_no_rating_whatever_combines() {
    let looks_at_points = ["points(", "total", "if(is(year", "judged = \"published\""];
    let tested = for_wide(400, any, |wide| {
        let (head, rating) = wide.text.split_once("[rating]").unwrap();
        let is_exact = !rating.contains("\nof = ")
            && !looks_at_points.iter().any(|word| head.contains(word) && *word != "total")
            && !rating.contains("judged = \"published\"")
            && !rating.contains("if(is(year")
            && !rating.contains("points(");
        if !is_exact {
            return false;
        }
        let scaled = wide.changed(|file| {
            for list in ["dimension", "criterion"] {
                for row in file[list].as_array_mut().unwrap() {
                    let row = row.as_table_mut().unwrap();
                    times_three(row, "weight");
                    for on_top in ["bonus", "demerit"] {
                        if let Some(table) = row.get_mut(on_top) {
                            times_three(table.as_table_mut().unwrap(), "cap");
                        }
                    }
                }
            }
            for level in file["rating"]["levels"].as_array_mut().unwrap() {
                for key in ["total", "from", "above"] {
                    times_three(level.as_table_mut().unwrap(), key);
                }
            }
        });
        let scaled = scaled.unwrap_or_else(|| panic!("it opens no more\n{}", wide.text));
        let after = rate(&scaled, &wide.file);
        let (before, after) = (&wide.report.award, &after.award);
        assert_eq!(before.standing, after.standing, "{}", wide.told());
        assert_eq!(before.awarded, after.awarded, "{}", wide.told());
        assert_eq!(before.locked, after.locked, "{}", wide.told());
        assert_eq!(before.best, after.best, "{}", wide.told());
        true
    });
    assert!(tested > 100, "{tested}");
}

#[test]
fn a_gate_that_caps_or_withholds_never_raises_the_award_and_never_touches_a_score() {
    let tested = for_wide(300, complete, |wide| {
        let file: toml::Table = wide.text.parse().unwrap();
        let Some(gates) = file.get("gate").and_then(toml::Value::as_array) else { return false };
        let sets = |gate: &toml::Value| gate["unmet"].get("set").is_some();
        // One that sets a rating may raise it, and one that does not may then be passed over.
        if gates.iter().any(sets) {
            return false;
        }
        let mut is_tested = false;
        for gate in gates.iter().filter(|gate| gate.get("ask").is_some()) {
            let id = gate["id"].as_str().unwrap();
            let with = |answer: Value| {
                let mut file = wide.file.clone();
                file["responses"][id] = answer;
                rate(&wide.rubric, &file)
            };
            let met = with(json!({ "value": true }));
            for worse in [json!({ "value": false }), json!({}), json!({ "declined": "不说" })] {
                let other = with(worse);
                assert_eq!(met.total, other.total, "{id}\n{}", wide.told());
                assert_eq!(met.dimensions, other.dimensions, "{id}\n{}", wide.told());
                assert!(rank(&other) <= rank(&met), "{id}\n{}", wide.told());
                is_tested = true;
            }
        }
        is_tested
    });
    assert!(tested > 30, "{tested}");
}

#[test]
fn raising_a_cut_off_never_raises_a_rating_where_everything_is_used() {
    let tested = for_wide(300, complete, |wide| {
        let (_, rating) = wide.text.split_once("[rating]").unwrap();
        // An adjustment may look at how far the rating has come, and turn it round.
        if rating.contains("[[rating.adjust]]") || rating.contains("if(is(year") {
            return false;
        }
        let stricter = wide.changed(|file| {
            for level in file["rating"]["levels"].as_array_mut().unwrap() {
                let level = level.as_table_mut().unwrap();
                for key in ["total", "from", "above"] {
                    if let Some(cut) = level.get_mut(key) {
                        *cut = scaled(cut, &Fraction::new(103.into(), 100.into()));
                    }
                }
            }
        });
        let Some(stricter) = stricter else { return false };
        let after = rate(&stricter, &wide.file);
        assert!(rank(&after) <= rank(&wide.report), "{}", wide.told());
        true
    });
    assert!(tested > 100, "{tested}");
}

/// Whether the rubric or a dimension counts what does not apply.
fn policies_count(rubric: &str) -> bool {
    ["lowest", "full", "withhold"].iter().any(|policy| {
        rubric.contains(&format!("\ncounts = \"{policy}\""))
            || rubric.contains(&format!("\nna-counts = \"{policy}\""))
    })
}

#[test]
fn a_criterion_that_does_not_apply_and_its_absence_score_alike_however_they_combine() {
    let tested = for_wide(400, complete, |wide| {
        let file: toml::Table = wide.text.parse().unwrap();
        let criteria = file["criterion"].as_array().unwrap();
        let mut is_tested = false;
        for question in wide.questions.iter().filter(|question| question.may_not_apply) {
            let Some(criterion) =
                criteria.iter().find(|one| one["id"].as_str() == Some(&question.id))
            else {
                continue;
            };
            let counts = criterion.get("na-counts").and_then(toml::Value::as_str);
            if counts.is_some_and(|policy| policy != "leave-out")
                || (counts.is_none() && policies_count(&wide.text))
            {
                continue;
            }
            let dimension = criterion["in"].as_str().unwrap().to_owned();
            // Whatever else looks at it or at its asks would look at nothing.
            let rest = wide.text.replace(&written_criterion(&wide.text, &question.id), "");
            let parts = format!("{}-", question.id);
            let is_named = rest
                .split(|c: char| !c.is_ascii_alphanumeric() && c != '-')
                .any(|word| word == question.id || word.starts_with(&parts));
            if is_named || dimension == "z" || dimension == "y" {
                continue;
            }
            let mut marked = wide.file.clone();
            let responses = marked["responses"].as_object_mut().unwrap();
            for ask in &question.asks {
                responses.remove(&ask.id);
            }
            let mut gone = marked.clone();
            marked["responses"][&question.id] = json!({ "not-applicable": "没有此项" });
            gone["responses"].as_object_mut().unwrap().remove(&question.id);
            let without = wide.changed(|file| without_weight(file, &question.id, &dimension));
            let Some(without) = without else { continue };
            let share = |report: &Report| {
                let found = report.dimensions.iter().find(|each| each.id == dimension).unwrap();
                (found.score.standing, found.score.share.clone().map(|share| share.exact))
            };
            let (marked, absent) = (rate(&wide.rubric, &marked), rate(&without, &gone));
            assert_eq!(share(&marked), share(&absent), "{}\n{}", question.id, wide.told());
            is_tested = true;
        }
        is_tested
    });
    assert!(tested > 20, "{tested}");
}

/// The part of a rubric's text in which one criterion is written.
fn written_criterion(text: &str, id: &str) -> String {
    let start = text.find(&format!("[[criterion]]\nid = \"{id}\"")).unwrap();
    let end = text[start..].find("\n\n").map_or(text.len(), |length| start + length);
    text[start..end].to_owned()
}

/// Takes a criterion away, and its weight from its dimension and from those around it.
fn without_weight(file: &mut toml::Table, id: &str, dimension: &str) {
    let criteria = file["criterion"].as_array_mut().unwrap();
    let place = criteria.iter().position(|row| row["id"].as_str() == Some(id)).unwrap();
    let weight = criteria.remove(place)["weight"].as_integer().unwrap();
    let mut inside = Some(dimension.to_owned());
    while let Some(id) = inside {
        let dimensions = file["dimension"].as_array_mut().unwrap();
        let row = dimensions.iter_mut().find(|row| row["id"].as_str() == Some(&id)).unwrap();
        let row = row.as_table_mut().unwrap();
        let old = row["weight"].as_integer().unwrap();
        row.insert("weight".into(), (old - weight).into());
        inside = row.get("in").map(|parent| parent.as_str().unwrap().to_owned());
    }
    // Cut-offs above the smaller total would be refused; they do not matter to shares.
    for (index, level) in file["rating"]["levels"].as_array_mut().unwrap().iter_mut().enumerate() {
        for key in ["total", "from", "above"] {
            if let Some(cut) = level.as_table_mut().unwrap().get_mut(key) {
                *cut = ["0.3", "0.2", "0.1"][index].into();
            }
        }
    }
}

#[test]
fn a_draft_in_which_everything_is_answered_comes_to_the_same_where_everything_is_used() {
    let tested = for_wide(200, complete, |wide| {
        // Only the end decides what no answer can.
        if wide.report.findings.iter().any(|found| found.code() == "A042") {
            return false;
        }
        let mut file = wide.file.clone();
        file["state"] = json!("draft");
        let draft = rate(&wide.rubric, &file);
        assert_eq!(draft.total, wide.report.total, "{}", wide.told());
        assert_eq!(draft.dimensions, wide.report.dimensions, "{}", wide.told());
        assert_eq!(draft.award.awarded, wide.report.award.awarded, "{}", wide.told());
        true
    });
    assert!(tested > 200, "{tested}");
}

#[test]
fn a_report_reads_back_as_it_was_written_where_everything_is_used() {
    let tested = for_wide(100, any, |wide| {
        let written = run::canonical(&wide.report);
        let read_back = run::read_back(&written).expect("what the engine writes it reads");
        assert_eq!(read_back, wide.report, "{}", wide.told());
        assert_eq!(run::canonical(&read_back), written);
        true
    });
    assert!(tested > 100, "{tested}");
}

#[test]
fn every_trace_replays_and_no_others_does() {
    let tested = for_wide(100, any, |wide| {
        let text = wide.file.to_string();
        assert!(run::replays(&wide.rubric, &text, &text), "{}\n{text}", wide.text);
        true
    });
    assert!(200 < tested, "only {tested}");
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    let folder = "rubrics/acftu-1p1pn-2024/examples";
    let (one, other) =
        (format!("{folder}/strong-enterprise.json"), format!("{folder}/middling-enterprise.json"));
    assert!(!run::replays(&rubric, &read(&one), &read(&other)), "a trace of other answers replays");
}

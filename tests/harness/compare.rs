//! Expected and found, side by side: one line for each difference, none when they agree.

use jiangxing::finding::Finding;
use jiangxing::report::v1::{Figure, Rating, Reason, Report, Score, Step};
use jiangxing_reference::fraction;
use serde_json::Value;

use crate::case::{Expect, ExpectedScore};

/// Each difference between what a case expects and what was found.
pub fn differences(expect: &Expect, found: &Result<Report, Vec<Finding>>) -> Vec<String> {
    let mut out = Differences::default();
    match found {
        Err(findings) => {
            if expect.readable != Some(false) {
                out.0.push(format!("there is no report, only {findings:?}"));
            }
            let spelt = findings.iter().map(spell_finding).collect();
            out.lists("findings", expect.findings.as_ref(), &spelt);
        }
        Ok(report) => {
            if expect.readable == Some(false) {
                out.0.push("there is a report, where none was expected".into());
            }
            compare_report(expect, report, &mut out);
        }
    }
    out.0
}

fn compare_report(expect: &Expect, report: &Report, out: &mut Differences) {
    let award = &report.award;
    out.words("standing", expect.standing.as_ref(), &word(&award.standing));
    out.words("awarded", expect.awarded.as_ref(), &rating(award.awarded.as_ref()));
    out.words("earned", expect.earned.as_ref(), &rating(award.earned.as_ref()));
    out.words("locked", expect.locked.as_ref(), &rating(award.locked.as_ref()));
    out.words("best", expect.best.as_ref(), &rating(award.best.as_ref()));
    out.score("total", expect.total.as_ref(), &report.total);
    out.score("base", expect.base.as_ref(), &report.base);
    for (id, expected) in &expect.dimensions {
        match report.dimensions.iter().find(|dimension| dimension.id == *id) {
            Some(found) => out.score(&format!("dimension {id}"), Some(expected), &found.score),
            None => out.0.push(format!("dimension {id} is not in the report")),
        }
    }
    for (id, expected) in &expect.criteria {
        compare_criterion(id, expected, report, out);
    }
    for (id, expected) in &expect.quantities {
        let known = report.quantities.iter().find(|quantity| quantity.id == *id);
        let exact = known.and_then(|quantity| quantity.figure.as_ref());
        let exact = exact.map_or("nothing", |figure| &figure.exact);
        out.numbers(&format!("quantity {id}"), Some(expected), exact);
    }
    for (id, expected) in &expect.working {
        out.lists(&format!("working {id}"), Some(expected), &working(id, report));
    }
    for (id, expected) in &expect.gates {
        match report.gates.iter().find(|gate| gate.id == *id) {
            Some(found) => out.words(&format!("gate {id}"), Some(expected), &word(&found.verdict)),
            None => out.words(&format!("gate {id}"), Some(expected), "absent"),
        }
    }
    out.lists(
        "because",
        expect.because.as_ref(),
        &award.because.iter().map(spell_reason).collect(),
    );
    out.lists(
        "findings",
        expect.findings.as_ref(),
        &report.findings.iter().map(spell_finding).collect(),
    );
    let hints = report.hints.iter().map(|hint| format!("{} {}", hint.criterion, hint.id)).collect();
    out.lists("hints", expect.hints.as_ref(), &hints);
    for (path, expected) in &expect.figures {
        out.words(&format!("figure {path}"), Some(expected), &figure_at(path, report));
    }
    out.words(
        "not-applicable",
        expect.not_applicable.as_ref(),
        &report.coverage.not_applicable.shown,
    );
    out.lists("open", expect.open.as_ref(), &report.coverage.open);
}

fn compare_criterion(id: &str, expected: &ExpectedScore, report: &Report, out: &mut Differences) {
    let all = report.dimensions.iter().flat_map(|dimension| &dimension.criteria);
    let Some(found) = all.into_iter().find(|criterion| criterion.id == id) else {
        out.0.push(format!("criterion {id} is not in the report"));
        return;
    };
    let name = format!("criterion {id}");
    out.score(&name, Some(expected), &found.score);
    let measure = found.measure.as_ref();
    let exact = measure.map_or("nothing", |figure| &figure.exact);
    let shown = measure.map_or("nothing", |figure| &figure.shown);
    out.numbers(&format!("{name} measure"), expected.measure.as_ref(), exact);
    out.words(&format!("{name} measure-shown"), expected.measure_shown.as_ref(), shown);
    let said = serde_json::to_value(&found.response).expect("a response can be written");
    out.words(
        &format!("{name} said"),
        expected.said.as_ref(),
        said["said"].as_str().unwrap_or_default(),
    );
}

/// The steps that name something answered, derived or looked up.
fn working(id: &str, report: &Report) -> Vec<String> {
    let all = report.dimensions.iter().flat_map(|dimension| &dimension.criteria);
    let steps = all.filter(|criterion| criterion.id == id).flat_map(|each| &each.working);
    let spelt = steps.filter_map(|step| match step {
        Step::Answered { ask, figure, .. } => Some(format!("answered {ask} {}", figure.shown)),
        Step::Derived { quantity, gives, .. } => {
            Some(format!("derived {quantity} {}", gives.shown))
        }
        Step::LookedUp { table, gives, .. } => Some(format!("looked-up {table} {}", gives.shown)),
        Step::OutOf { at, of, gives, .. } => {
            Some(format!("out-of {} {} {}", at.shown, of.shown, gives.shown))
        }
        _ => None,
    });
    spelt.collect()
}

fn figure_at(path: &str, report: &Report) -> String {
    let (of, id) = path.split_once('/').expect("a figure is named `criterion/figure`");
    let criteria = report.dimensions.iter().flat_map(|dimension| &dimension.criteria);
    let in_criteria = criteria.filter(|each| each.id == of).flat_map(|each| &each.figures);
    let in_gates = report.gates.iter().filter(|each| each.id == of).flat_map(|each| &each.figures);
    let named = in_criteria.chain(in_gates).find(|figure| figure.id == id);
    match named.map(|named| named.figure.as_ref()) {
        None => "absent".to_owned(),
        Some(None) => "nothing".to_owned(),
        Some(Some(figure)) => figure.shown.clone(),
    }
}

/// Lines collected as they are found.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn words(&mut self, what: &str, expected: Option<&String>, found: &str) {
        if expected.is_some_and(|expected| expected != found) {
            let expected = expected.expect("it was just looked at");
            self.0.push(format!("{what}: expected {expected}, found {found}"));
        }
    }

    /// The same, with numbers compared as numbers: `0.5` and `1/2` agree.
    fn numbers(&mut self, what: &str, expected: Option<&String>, found: &str) {
        let Some(expected) = expected else { return };
        let agree = match (fraction(expected), fraction(found)) {
            (Some(expected), Some(found)) => expected == found,
            _ => expected == found,
        };
        if !agree {
            self.0.push(format!("{what}: expected {expected}, found {found}"));
        }
    }

    fn lists(&mut self, what: &str, expected: Option<&Vec<String>>, found: &Vec<String>) {
        if expected.is_some_and(|expected| expected != found) {
            let expected = expected.expect("it was just looked at");
            self.0.push(format!("{what}: expected {expected:#?}, found {found:#?}"));
        }
    }

    fn score(&mut self, what: &str, expected: Option<&ExpectedScore>, found: &Score) {
        let Some(expected) = expected else { return };
        let exact =
            |figure: Option<&Figure>| figure.map_or("nothing".to_owned(), |f| f.exact.clone());
        let shown =
            |figure: Option<&Figure>| figure.map_or("nothing".to_owned(), |f| f.shown.clone());
        self.words(&format!("{what} standing"), expected.standing.as_ref(), &word(&found.standing));
        self.numbers(
            &format!("{what} exact"),
            expected.exact.as_ref(),
            &exact(found.points.as_ref()),
        );
        self.words(
            &format!("{what} shown"),
            expected.shown.as_ref(),
            &shown(found.points.as_ref()),
        );
        self.numbers(
            &format!("{what} share"),
            expected.share.as_ref(),
            &exact(found.share.as_ref()),
        );
        self.words(
            &format!("{what} share-shown"),
            expected.share_shown.as_ref(),
            &shown(found.share.as_ref()),
        );
        self.numbers(&format!("{what} low"), expected.low.as_ref(), &found.low.exact);
        self.numbers(&format!("{what} high"), expected.high.as_ref(), &found.high.exact);
        self.numbers(&format!("{what} full"), expected.full.as_ref(), &found.full.exact);
        let why = found
            .why
            .as_ref()
            .map(|fact| serde_json::to_value(fact).expect("a fact can be written"));
        let why = why.as_ref().and_then(|why| why["code"].as_str()).unwrap_or("nothing");
        self.words(&format!("{what} why"), expected.why.as_ref(), why);
    }
}

fn rating(rating: Option<&Rating>) -> String {
    rating.map_or("nothing".to_owned(), |rating| rating.id.clone())
}

/// A word of the written form, without its quotes.
fn word(of: &impl serde::Serialize) -> String {
    match serde_json::to_value(of).expect("a word can be written") {
        Value::String(word) => word,
        other => panic!("{other} is not a word"),
    }
}

/// A reason on one line: its code, the ids it is about, its verdict.
pub fn spell_reason(reason: &Reason) -> String {
    let fact = serde_json::to_value(&reason.fact).expect("a fact can be written");
    let keys = [
        "gate",
        "grade",
        "dimension",
        "condition",
        "criterion",
        "category",
        "adjustment",
        "rating",
        "from",
        "to",
        "base",
        "open",
    ];
    let mut words = vec![fact["code"].as_str().expect("a fact has a code").to_owned()];
    words.extend(keys.iter().filter_map(|key| about(&fact[*key])));
    words.push(word(&reason.verdict));
    words.join(" ")
}

fn about(value: &Value) -> Option<String> {
    match value {
        Value::String(id) => Some(id.clone()),
        Value::Object(rating) => rating.get("id").and_then(Value::as_str).map(str::to_owned),
        Value::Array(ids) => {
            Some(ids.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(","))
        }
        _ => None,
    }
}

/// A finding on one line: its code and what it is about.
pub fn spell_finding(finding: &Finding) -> String {
    let fact = serde_json::to_value(finding).expect("a finding can be written");
    let keys = [
        "path", "id", "category", "option", "part", "whole", "level", "text", "code", "what",
        "parts", "keys", "nearest", "cycle", "from", "to",
    ];
    let mut words = vec![finding.code().to_owned()];
    words.extend(keys.iter().filter_map(|key| about(&fact[*key])));
    words.join(" ")
}

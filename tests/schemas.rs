//! The schemas that `jiangxing schema` prints describe the files that ship.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use jiangxing_tests::{DEFAULT_RUBRIC, examples, files, published, read, run};
use jsonschema::Validator;
use serde_json::{Value, json};

fn validator(schema: &str) -> Validator {
    let schema: Value = serde_json::from_str(schema).expect("a schema is JSON");
    assert!(schema.is_object(), "a schema is a table");
    jsonschema::validator_for(&schema).expect("the schema is a schema")
}

fn faults(validator: &Validator, file: &Value) -> Vec<String> {
    validator.iter_errors(file).map(|fault| format!("{}: {fault}", fault.instance_path())).collect()
}

/// TOML as JSON.
fn as_json(path: &str) -> Value {
    let table: toml::Table = read(path).parse().unwrap_or_else(|fault| panic!("{path}: {fault}"));
    serde_json::to_value(table).unwrap()
}

#[test]
fn the_rubrics_that_ship_and_the_good_ones_of_the_corpus_fit_the_rubric_schema() {
    let validator = validator(&jiangxing::schema::rubric());
    let mut paths = files("tests/corpus/rubrics/good", ".toml");
    paths.push(DEFAULT_RUBRIC.to_owned());
    paths.extend(published::rubrics());
    for path in paths {
        assert_eq!(faults(&validator, &as_json(&path)), Vec::<String>::new(), "{path}");
    }
}

/// An ask of each kind with what it needs, and a key that only others have.
const ASKS: &[(&str, &str, &str)] = &[
    ("level", r#"{ "scale": "three" }"#, r#"{ "unit": "person" }"#),
    ("yes-no", "{}", r#"{ "scale": "three" }"#),
    ("checklist", r#"{ "parts": [] }"#, r#"{ "options": [] }"#),
    ("count", r#"{ "unit": "person", "at-least": 1 }"#, r#"{ "places": 1 }"#),
    ("number", r#"{ "places": 1 }"#, r#"{ "whole": true }"#),
    ("percent", r#"{ "at-most": 100 }"#, r#"{ "unit": "person" }"#),
    ("choice", r#"{ "options": [] }"#, r#"{ "parts": [] }"#),
    ("money", r#"{ "unit": "yuan", "within": "sum" }"#, r#"{ "bands": [] }"#),
    ("date", r#"{ "at-least": "2026-01-01" }"#, r#"{ "at-most": 5 }"#),
    ("period", r#"{ "at-most": "2026-12-31" }"#, r#"{ "periods": [] }"#),
    ("score", r#"{ "bands": [] }"#, r#"{ "at-least": 0 }"#),
    ("distribution", r#"{ "options": [] }"#, r#"{ "within": "sum" }"#),
    ("series", r#"{ "periods": [], "whole": true }"#, r#"{ "at-least": "2026-01-01" }"#),
];

#[test]
fn an_ask_has_the_keys_of_its_kind_and_no_others() {
    let mut schema: Value = serde_json::from_str(&jiangxing::schema::rubric()).unwrap();
    let kinds = schema["$defs"]["Ask"]["properties"]["kind"]["enum"].clone();
    let told: Vec<Value> = ASKS.iter().map(|(kind, ..)| json!(kind)).collect();
    assert_eq!(kinds, Value::Array(told), "every kind is tried");
    schema["$ref"] = json!("#/$defs/Ask");
    for key in ["type", "properties", "required", "additionalProperties"] {
        schema.as_object_mut().unwrap().remove(key);
    }
    let validator = jsonschema::validator_for(&schema).unwrap();
    let ask = |kind: &str, keys: &[&str]| {
        let mut ask = json!({ "kind": kind, "name": { "zh": "甲" } });
        for text in keys {
            let keys: Value = serde_json::from_str(text).unwrap();
            ask.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
        }
        ask
    };
    for (kind, own, foreign) in ASKS {
        assert_eq!(faults(&validator, &ask(kind, &[own])), Vec::<String>::new(), "{kind}");
        assert!(!validator.is_valid(&ask(kind, &[own, foreign])), "{kind} with {foreign}");
        if !["yes-no", "number", "percent", "date", "period"].contains(kind) {
            assert!(!validator.is_valid(&ask(kind, &[])), "{kind} without {own}");
        }
    }
}

#[test]
fn the_examples_fit_the_assessment_schema() {
    let validator = validator(&jiangxing::schema::assessment());
    for path in examples() {
        let file: Value = serde_json::from_str(&read(&path)).unwrap();
        assert_eq!(faults(&validator, &file), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn reports_fit_the_report_schema() {
    let validator = validator(&jiangxing::schema::report());
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    for path in examples() {
        let report = run::report(&rubric, &read(&path)).unwrap();
        let file: Value = serde_json::from_str(&run::canonical(&report)).unwrap();
        assert_eq!(faults(&validator, &file), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn a_schema_refuses_what_the_engine_refuses() {
    let rubric = validator(&jiangxing::schema::rubric());
    let mut file = as_json(DEFAULT_RUBRIC);
    file["titel"] = json!({ "zh": "错字" });
    assert!(!rubric.is_valid(&file), "an unknown key in a rubric");
    let assessment = validator(&jiangxing::schema::assessment());
    let mut file: Value = serde_json::from_str(&read(&examples()[0])).unwrap();
    file["responses"] = json!([]);
    assert!(!assessment.is_valid(&file), "responses as a list");
    let report = validator(&jiangxing::schema::report());
    assert!(!report.is_valid(&json!({ "format": 1 })), "a report with nothing in it");
}

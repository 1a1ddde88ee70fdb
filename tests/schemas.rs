//! The schemas that `jiangxing schema` prints describe the files that ship.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use jiangxing_tests::{DEFAULT_RUBRIC, examples, files, read, run};
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
    for path in paths {
        assert_eq!(faults(&validator, &as_json(&path)), Vec::<String>::new(), "{path}");
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

//! JSON Schemas of the written forms, generated from the types that read and write them.

mod construct;
pub mod language;
pub mod misfit;
pub mod spoil;
pub mod uses;

use alloc::string::{String, ToString};

use serde_json::{Value, json};

use crate::assessment::file::AssessmentFile;
use crate::model::rubric::Rubric;
use crate::parse::shape::Shape;
use crate::report::v1::Report;

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// The schema of a rubric file. The file is TOML; the schema holds for its tables and values.
pub fn rubric() -> String {
    titled(construct::written(Rubric::schema()), "Jiangxing rubric, format 1")
}

/// The schema of an assessment file.
pub fn assessment() -> String {
    titled(construct::written(AssessmentFile::schema()), "Jiangxing assessment, format 1")
}

/// The schema of a written report.
pub fn report() -> String {
    titled(schemars::schema_for!(Report).to_value(), "Jiangxing report, format 1")
}

fn titled(mut schema: Value, title: &str) -> String {
    if let Some(object) = schema.as_object_mut() {
        object.insert("$schema".to_string(), json!(DIALECT));
        object.insert("title".to_string(), json!(title));
    }
    schema.to_string()
}

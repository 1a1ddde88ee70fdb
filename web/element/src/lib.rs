//! The boundary: text in, plain objects out, no logic.
//!
//! What is wrong with a rubric or an assessment comes back as data; nothing is thrown for it.

mod wire;

use jiangxing::CheckedRubric;
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

use crate::wire::{CheckReply, ReportReply};

/// What is the case with the rubric in `rubric` (TOML).
///
/// # Errors
/// When the reply cannot be turned into an object, which the tests show never to happen.
#[wasm_bindgen]
pub fn check(rubric: &str) -> Result<JsValue, JsError> {
    object(&CheckReply::new(rubric, &jiangxing::open(rubric)))
}

/// A rubric that has been read and checked, for rating many assessments.
#[wasm_bindgen]
pub struct Rubric {
    checked: CheckedRubric,
}

#[wasm_bindgen]
impl Rubric {
    /// The rubric in `text` (TOML), or nothing when it cannot be used: [`check`] says why.
    pub fn open(text: &str) -> Option<Rubric> {
        jiangxing::open(text).rubric.map(|checked| Self { checked })
    }

    /// The report on `assessment` (JSON), or what is wrong with it.
    ///
    /// # Errors
    /// When the reply cannot be turned into an object.
    pub fn report(&self, assessment: &str) -> Result<JsValue, JsError> {
        object(&ReportReply::from(jiangxing::report(&self.checked, assessment)))
    }

    /// The report as its canonical text, byte for byte what the command line prints; nothing when
    /// the assessment cannot be read.
    #[wasm_bindgen(js_name = reportText)]
    pub fn report_text(&self, assessment: &str) -> Option<String> {
        let report = jiangxing::report(&self.checked, assessment).ok()?;
        Some(jiangxing::report::to_json(&report))
    }
}

fn object(reply: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(reply.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

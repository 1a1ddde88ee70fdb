//! The boundary: plain objects in, plain objects out, no logic.
//!
//! What is wrong with a rubric or an assessment comes back as data; nothing is thrown for it.

mod answer;
mod live;
mod rated;
pub mod wire;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiangxing::CheckedRubric;
use jiangxing::finding::Finding;
use jiangxing::live::Live as Kept;
use jiangxing::report::v1::Report;
use jiangxing_text::{Language, Names};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsError, JsValue};

pub use crate::live::Live;
use crate::wire::{Checking, Explanation, Problem, Reporting};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");

/// What is the case with the rubric in `rubric` (TOML or JSON).
///
/// # Errors
/// When the reply cannot be turned into an object, which the tests show never to happen.
#[wasm_bindgen(unchecked_return_type = "Checking")]
pub fn check(rubric: &str) -> Result<JsValue, JsError> {
    object(&Checking::new(rubric, &jiangxing::open(rubric)))
}

/// The rubric in `rubric` (TOML or JSON), read and checked once for many assessments, and what is the
/// case with it.
///
/// # Errors
/// As [`check`].
#[wasm_bindgen(unchecked_return_type = "Preparing")]
pub fn prepare(rubric: &str) -> Result<JsValue, JsError> {
    let checked = jiangxing::open(rubric);
    let problems = object(&Checking::new(rubric, &checked).problems)?;
    let prepared = checked.rubric.map(|checked| Prepared { rubric: Arc::new(checked) });
    Ok(rated::pair("prepared", prepared.map_or(JsValue::NULL, JsValue::from), &problems))
}

/// What `assessment` comes to under `rubric`.
///
/// # Errors
/// As [`check`].
#[wasm_bindgen(unchecked_return_type = "Assessing")]
pub fn rate(
    rubric: &str,
    #[wasm_bindgen(unchecked_param_type = "string | Assessment")] assessment: &JsValue,
) -> Result<JsValue, JsError> {
    under(rubric, "rated", |prepared| prepared.rate(assessment))
}

/// The report on `assessment` under `rubric`.
///
/// # Errors
/// As [`check`].
#[wasm_bindgen(unchecked_return_type = "Reporting")]
pub fn report(
    rubric: &str,
    #[wasm_bindgen(unchecked_param_type = "string | Assessment")] assessment: &JsValue,
) -> Result<JsValue, JsError> {
    under(rubric, "report", |prepared| prepared.report(assessment))
}

/// Why `assessment` comes to what it does under `rubric`: in Chinese, or in English when `language` is
/// `"en"`.
///
/// # Errors
/// As [`check`].
#[wasm_bindgen(unchecked_return_type = "Explanation")]
pub fn explain(
    rubric: &str,
    #[wasm_bindgen(unchecked_param_type = "string | Assessment")] assessment: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Language")] language: Option<String>,
) -> Result<JsValue, JsError> {
    under(rubric, "lines", |prepared| prepared.explain(assessment, language))
}

/// What `made` makes under the rubric in `text`; without it nothing, and what is wrong with the text.
fn under(
    text: &str,
    key: &str,
    made: impl FnOnce(&Prepared) -> Result<JsValue, JsError>,
) -> Result<JsValue, JsError> {
    let checked = jiangxing::open(text);
    match checked.rubric {
        Some(rubric) => made(&Prepared { rubric: Arc::new(rubric) }),
        None => {
            let problems = object(&Checking::new(text, &checked).problems)?;
            Ok(rated::pair(key, JsValue::NULL, &problems))
        }
    }
}

/// A rubric that has been read and checked.
#[wasm_bindgen]
pub struct Prepared {
    rubric: Arc<CheckedRubric>,
}

#[wasm_bindgen]
impl Prepared {
    /// Opens `assessment` for answers to come: it is kept rated from then on.
    ///
    /// # Errors
    /// As [`check`].
    #[wasm_bindgen(unchecked_return_type = "Opening")]
    pub fn open(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Assessment")] assessment: &JsValue,
    ) -> Result<JsValue, JsError> {
        let (live, findings) = self.kept(assessment);
        let problems = object(&Problem::all(&findings, &self.names(live.as_ref())))?;
        let live = live.map_or(JsValue::NULL, |live| JsValue::from(Live::new(live)));
        Ok(rated::pair("live", live, &problems))
    }

    /// What `assessment` comes to.
    ///
    /// # Errors
    /// As [`check`].
    #[wasm_bindgen(unchecked_return_type = "Assessing")]
    pub fn rate(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Assessment")] assessment: &JsValue,
    ) -> Result<JsValue, JsError> {
        let (live, findings) = self.kept(assessment);
        let problems = object(&Problem::all(&findings, &self.names(live.as_ref())))?;
        let rated = live.map_or(JsValue::NULL, |live| Live::new(live).rated());
        Ok(rated::pair("rated", rated, &problems))
    }

    /// The report on `assessment`.
    ///
    /// # Errors
    /// As [`check`].
    #[wasm_bindgen(unchecked_return_type = "Reporting")]
    pub fn report(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Assessment")] assessment: &JsValue,
    ) -> Result<JsValue, JsError> {
        object(&match jiangxing::report(&self.rubric, &text_of(assessment)) {
            Ok(report) => Reporting { problems: problems_of(&report), report: Some(report) },
            Err(findings) => {
                Reporting { report: None, problems: Problem::all(&findings, &self.names(None)) }
            }
        })
    }

    /// The report as its canonical text, byte for byte what the command line prints; nothing when
    /// the assessment cannot be read.
    #[wasm_bindgen(js_name = reportText)]
    pub fn report_text(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Assessment")] assessment: &JsValue,
    ) -> Option<String> {
        let report = jiangxing::report(&self.rubric, &text_of(assessment)).ok()?;
        Some(jiangxing::report::to_json(&report))
    }

    /// Why `assessment` comes to what it does: in Chinese, or in English when `language` is `"en"`.
    ///
    /// # Errors
    /// As [`check`].
    #[wasm_bindgen(unchecked_return_type = "Explanation")]
    pub fn explain(
        &self,
        #[wasm_bindgen(unchecked_param_type = "string | Assessment")] assessment: &JsValue,
        #[wasm_bindgen(unchecked_param_type = "Language")] language: Option<String>,
    ) -> Result<JsValue, JsError> {
        let language = language_of(language);
        object(&match jiangxing::report(&self.rubric, &text_of(assessment)) {
            Ok(report) => Explanation {
                lines: Some(Explanation::lines_of(&report, language)),
                problems: problems_of(&report),
            },
            Err(findings) => {
                Explanation { lines: None, problems: Problem::all(&findings, &self.names(None)) }
            }
        })
    }

    fn kept(&self, assessment: &JsValue) -> (Option<Kept>, Vec<Finding>) {
        match Kept::open(self.rubric.clone(), &text_of(assessment)) {
            Ok((live, findings)) => (Some(live), findings),
            Err(findings) => (None, findings),
        }
    }

    fn names(&self, live: Option<&Kept>) -> Names {
        let nothing = BTreeMap::new();
        let chosen = live.map_or(&nothing, Kept::profile);
        Names::of_form(&jiangxing::form(&self.rubric, chosen))
    }
}

/// What the report says does not fit.
pub(crate) fn problems_of(report: &Report) -> Vec<Problem> {
    Problem::all(&report.findings, &Names::of_report(report))
}

pub(crate) fn language_of(code: Option<String>) -> Language {
    code.and_then(|code| Language::from_code(&code)).unwrap_or(Language::Chinese)
}

/// An assessment as its text: what is no text already is written as JSON.
fn text_of(assessment: &JsValue) -> String {
    assessment.as_string().unwrap_or_else(|| answer::response(assessment))
}

pub(crate) fn object(reply: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(reply.serialize(&serde_wasm_bindgen::Serializer::json_compatible())?)
}

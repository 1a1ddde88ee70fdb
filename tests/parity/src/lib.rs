//! The engine for WebAssembly, as small a door as can be: `parity.rs` holds what comes out of it
//! against what the native engine gives.

use jiangxing::CheckedRubric;
use wasm_bindgen::prelude::wasm_bindgen;

/// A rubric, opened once for many assessments.
#[wasm_bindgen]
pub struct Opened {
    rubric: Option<CheckedRubric>,
    diagnostics: String,
}

#[wasm_bindgen]
impl Opened {
    /// The rubric that `text` holds.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new(text: &str) -> Self {
        let checked = jiangxing::open(text);
        Self { rubric: checked.rubric, diagnostics: format!("{:?}", checked.diagnostics) }
    }

    /// Everything that is the case with the rubric.
    #[must_use]
    pub fn diagnostics(&self) -> String {
        self.diagnostics.clone()
    }

    /// The report on `assessment` in its canonical spelling; or, when there is none, everything
    /// that is wrong with the assessment or the rubric.
    #[must_use]
    pub fn report(&self, assessment: &str) -> String {
        let Some(rubric) = &self.rubric else { return self.diagnostics() };
        match jiangxing::report(rubric, assessment) {
            Ok(report) => jiangxing::report::to_json(&report),
            Err(findings) => format!("{findings:?}"),
        }
    }
}

//! The engine for WebAssembly, as small a door as can be: `parity.rs` holds what comes out of it
//! against what the native engine gives.

use jiangxing::CheckedRubric;
use jiangxing_bench::fingerprint::{How, of_sites};
use jiangxing_bench::site::Kind;
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

/// Everything that comes of `count` sites of the reference task from a seed, as one number: of the
/// random ones, or of `"ties"` or `"edges"`; in columns, or one by one by the exact engine.
#[wasm_bindgen]
#[must_use]
pub fn fingerprint(kind: &str, count: usize, seed: u32, exactly: bool) -> u64 {
    let kind = match kind {
        "ties" => Kind::Ties,
        "edges" => Kind::Edges,
        _ => Kind::Random,
    };
    of_sites(kind, count, seed.into(), if exactly { How::Exactly } else { How::InColumns })
}

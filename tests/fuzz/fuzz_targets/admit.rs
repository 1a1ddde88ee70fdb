//! Any bytes as an assessment: a report that reads back as itself, or findings.
#![no_main]

use std::sync::LazyLock;

use jiangxing::CheckedRubric;
use libfuzzer_sys::fuzz_target;

static RUBRIC: LazyLock<CheckedRubric> = LazyLock::new(|| {
    let text = include_str!("../../corpus/rubrics/good/every-kind.toml");
    jiangxing::open(text).rubric.expect("the corpus opens")
});

fuzz_target!(|text: &str| {
    match jiangxing::report(&RUBRIC, text) {
        Ok(report) => {
            let written = jiangxing::report::to_json(&report);
            assert_eq!(jiangxing::report::read(&written).ok().as_ref(), Some(&report));
        }
        Err(findings) => assert!(!findings.is_empty()),
    }
});

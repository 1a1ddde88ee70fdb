//! Any bytes as a rubric: diagnostics lie inside the text, and what opens can be asked and rated.
#![no_main]

use std::collections::BTreeMap;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let checked = jiangxing::open(text);
    for diagnostic in &checked.diagnostics {
        assert!(text.get(diagnostic.at.start..diagnostic.at.end).is_some());
    }
    match checked.rubric {
        Some(rubric) => {
            let _ = jiangxing::form(&rubric, &BTreeMap::new());
            let _ = jiangxing::report(&rubric, "{}");
        }
        None => assert!(!checked.diagnostics.is_empty()),
    }
});

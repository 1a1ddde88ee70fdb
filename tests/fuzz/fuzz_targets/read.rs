//! Any bytes as a saved report: it is refused, or it is written again as it was read.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Ok(report) = jiangxing::report::read(text) {
        let written = jiangxing::report::to_json(&report);
        assert_eq!(jiangxing::report::read(&written).ok().as_ref(), Some(&report));
    }
});

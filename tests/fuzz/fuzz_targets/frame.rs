//! Any text as what a camera has read: each line is a frame that belongs, or is refused; whatever
//! the frames come to is bounded.
#![no_main]

use jiangxing_package::frames::{MOST_TRANSFERRED, Transfer};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let mut transfer = Transfer::new();
    for line in text.lines() {
        let before = transfer.clone();
        if transfer.take(line).is_err() {
            assert_eq!(transfer, before);
        }
    }
    if let Ok(content) = transfer.content() {
        assert!(content.len() <= MOST_TRANSFERRED);
    }
});

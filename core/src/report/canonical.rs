//! One spelling for each report, and the digest of a text.

use alloc::format;
use alloc::string::String;

use sha2::{Digest, Sha256};

use crate::report::v1::Report;

/// The report as JSON: the same report, the same bytes, everywhere.
pub fn to_json(report: &Report) -> String {
    // A report holds text, lists and maps with text keys: writing it cannot fail.
    serde_json::to_string(report).unwrap_or_default()
}

/// The SHA-256 of `text`, as `sha256:` and 64 hexadecimal digits.
pub fn digest(text: &str) -> String {
    let mut written = String::from("sha256:");
    for byte in Sha256::digest(text.as_bytes()) {
        written.push_str(&format!("{byte:02x}"));
    }
    written
}

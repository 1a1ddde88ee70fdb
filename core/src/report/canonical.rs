//! One spelling for each report, and the digest of a text.

use alloc::format;
use alloc::string::String;

use sha2::{Digest, Sha256};

/// The SHA-256 of `text`, as `sha256:` and 64 hexadecimal digits.
pub fn digest(text: &str) -> String {
    let mut written = String::from("sha256:");
    for byte in Sha256::digest(text.as_bytes()) {
        written.push_str(&format!("{byte:02x}"));
    }
    written
}

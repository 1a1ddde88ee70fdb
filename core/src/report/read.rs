//! Any version ever written → today's report.

use alloc::string::ToString;

use serde::Deserialize;

use crate::finding::Finding;
use crate::report::REPORT_FORMAT;
use crate::report::v1::Report;

/// Only the version of a report.
#[derive(Deserialize)]
struct Version {
    format: u32,
}

/// The report that `text` holds.
///
/// # Errors
/// The finding, when the text is no report or one of a format newer than this engine.
pub fn read(text: &str) -> Result<Report, Finding> {
    let unreadable = |error: serde_json::Error| Finding::Unreadable {
        detail: error.to_string(),
        line: error.line(),
        column: error.column(),
    };
    let version: Version = serde_json::from_str(text).map_err(unreadable)?;
    if version.format > REPORT_FORMAT {
        let (format, known) = (version.format.to_string(), REPORT_FORMAT.to_string());
        return Err(Finding::TooNew { format, known });
    }
    serde_json::from_str(text).map_err(unreadable)
}

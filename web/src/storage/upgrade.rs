//! Older records → today's. Whatever was ever written can be read.
//!
//! A record is upgraded as it is read and written anew only when the assessment is next changed; the
//! old text stays where it is until the new one is on the device.

use std::borrow::Cow;

use serde::Deserialize;

use super::StorageError;
use super::record::VERSION;

/// The version of a record, whatever else is in it.
#[derive(Deserialize)]
struct Version {
    version: u32,
}

/// The text of the record as today's version would write it.
///
/// # Errors
/// When a newer version of the app wrote it, or it states no version.
pub fn to_today(text: &str) -> Result<Cow<'_, str>, StorageError> {
    let Version { version } = serde_json::from_str(text)
        .map_err(|error| StorageError::Damaged { detail: error.to_string() })?;
    match version {
        VERSION => Ok(Cow::Borrowed(text)),
        0 => Err(StorageError::Damaged { detail: "version 0".to_owned() }),
        // There is no older version than the first one.
        _ => Err(StorageError::Newer),
    }
}

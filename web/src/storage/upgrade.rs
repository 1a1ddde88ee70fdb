//! Older records → today's. Whatever was ever written can be read.
//!
//! A record is upgraded as it is read and written anew only when the assessment is next changed; the
//! old text stays where it is until the new one is on the device.

use super::StorageError;
use super::reading::Kept;
use super::record::VERSION;
use crate::json::Json;

/// The record as today's version would write it.
///
/// # Errors
/// When a newer version of the app wrote it, or it states no version.
pub fn to_today(json: &Json) -> Result<&Json, StorageError> {
    let damaged = |detail: &str| StorageError::Damaged { detail: detail.to_owned() };
    match u32::from_json(json.get("version"), "version").map_err(damaged)? {
        VERSION => Ok(json),
        0 => Err(damaged("version 0")),
        // There is no older version than the first one.
        _ => Err(StorageError::Newer),
    }
}

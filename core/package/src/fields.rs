//! The fields of an assessment, each with the first digits of its digest, so that it can be told
//! which answers were changed.

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;

use nojson::{JsonParseError, JsonValueKind, RawJson, RawJsonValue};

use crate::digest::short_digest;

/// Keys whose parts are fields of their own.
const DIVIDED: &[&str] = &["responses", "revisions", "subject"];

/// The fields of the assessment in `text` by JSON pointer; nothing, when it is no JSON object.
pub(crate) fn fields(text: &[u8]) -> BTreeMap<String, String> {
    let text = core::str::from_utf8(text).unwrap_or_default();
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    RawJson::parse(text).and_then(|json| of_file(json.value())).unwrap_or_default()
}

fn of_file(file: RawJsonValue<'_, '_>) -> Result<BTreeMap<String, String>, JsonParseError> {
    let mut fields = BTreeMap::new();
    for (key, value) in file.to_object()? {
        let key = key.to_unquoted_string_str()?;
        let path = String::from("/") + &escaped(&key);
        if DIVIDED.contains(&key.as_ref()) && value.kind() == JsonValueKind::Object {
            for (key, value) in value.to_object()? {
                let key = key.to_unquoted_string_str()?;
                add(path.clone() + "/" + &escaped(&key), value, &mut fields);
            }
        } else {
            add(path, value, &mut fields);
        }
    }
    Ok(fields)
}

fn add(path: String, value: RawJsonValue<'_, '_>, to: &mut BTreeMap<String, String>) {
    to.insert(path, short_digest(value.as_raw_str().as_bytes()));
}

/// RFC 6901: `~0` for a tilde and `~1` for a slash in a key.
fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The fields that differ, are gone or were added between two assessments, as JSON pointers in
/// their order.
pub fn changed_fields(
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
) -> Vec<String> {
    let paths: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let differs = |path: &&String| before.get(*path) != after.get(*path);
    paths.into_iter().filter(differs).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_that_differ_are_named() {
        let one = fields(br#"{"cycle":"2026","responses":{"a/b~":{"value":1},"c":{"value":2}}}"#);
        let two = fields(br#"{ "cycle":"2026", "responses":{"a/b~":{"value":3},"d":{}} }"#);
        assert_eq!(changed_fields(&one, &one), [""; 0]);
        assert_eq!(
            changed_fields(&one, &two),
            ["/responses/a~1b~0", "/responses/c", "/responses/d"]
        );
    }

    #[test]
    fn what_is_no_object_has_no_fields() {
        for text in ["", "[]", "1", "{", "{\"a\":1"] {
            assert!(fields(text.as_bytes()).is_empty(), "{text}");
        }
        assert!(fields("[".repeat(1_000_000).as_bytes()).is_empty());
        assert!(fields(&[0xff]).is_empty());
    }
}

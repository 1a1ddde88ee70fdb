//! What the app gave as files before there were packages: these can be read for ever.
//!
//! An assessment exported from the list is the assessment file itself. A record that could not be
//! opened was exported as it is kept: an object of the store's shelves (`sites`, `documents`,
//! `revisions`, `places`, `changes`), each text in the characters of the store.

use alloc::string::{String, ToString};

use nojson::{JsonParseError, RawJson, RawJsonValue};

/// The assessment file in `text`: itself, or the document in it that was kept.
pub fn assessment(text: &str) -> String {
    let plain = text.strip_prefix('\u{feff}').unwrap_or(text);
    kept(plain).ok().flatten().unwrap_or_else(|| plain.to_string())
}

/// The document in an export of everything that is kept of a site; `None` for anything else.
fn kept(text: &str) -> Result<Option<String>, JsonParseError> {
    let json = RawJson::parse(text)?;
    let Some(document) = member(json.value(), "documents")? else { return Ok(None) };
    let document = document.to_unquoted_string_str()?;
    let json = RawJson::parse(&document)?;
    let Some(record) = member(json.value(), "record")? else { return Ok(None) };
    let Some(text) = member(record, "text")? else { return Ok(None) };
    Ok(Some(text.to_unquoted_string_str()?.to_string()))
}

fn member<'text, 'raw>(
    table: RawJsonValue<'text, 'raw>,
    name: &str,
) -> Result<Option<RawJsonValue<'text, 'raw>>, JsonParseError> {
    for (key, value) in table.to_object()? {
        if key.to_unquoted_string_str()? == name {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_in_what_was_kept_is_found() {
        let kept = r#"{"sites":"{}","documents":"{\"version\":1,\"record\":{\"revision\":3,\"rubric\":\"sha256:0\",\"text\":\"{\\\"format\\\":1}\"}}","changes":{}}"#;
        assert_eq!(assessment(kept), r#"{"format":1}"#);
    }

    #[test]
    fn an_assessment_is_itself() {
        for text in [r#"{"format":1,"responses":{}}"#, "no JSON", "[]", r#"{"documents":"{}"}"#] {
            assert_eq!(assessment(text), text);
        }
        assert_eq!(assessment("\u{feff}{}"), "{}");
    }
}

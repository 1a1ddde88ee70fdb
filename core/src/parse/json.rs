//! JSON → tree.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use nojson::{JsonParseError, JsonValueKind, RawJson, RawJsonValue};

use crate::parse::node::{Entry, Node, NodeKind, SyntaxFault};
use crate::span::Span;

/// The tree of `text`, or where it stops being JSON.
pub(crate) fn read(text: &str) -> Result<Node, SyntaxFault> {
    let unmarked = text.strip_prefix('\u{feff}').unwrap_or(text);
    let skipped = text.len().saturating_sub(unmarked.len());
    RawJson::parse(unmarked).and_then(|raw| from_value(raw.value(), skipped)).map_err(|error| {
        let start = error.position().saturating_add(skipped);
        SyntaxFault { at: Span { start, end: start }, detail: detail(&error) }
    })
}

fn detail(error: &JsonParseError) -> String {
    match error {
        JsonParseError::UnexpectedEos { .. } => "the text ends too early".to_string(),
        JsonParseError::UnexpectedTrailingChar { .. } => "text follows after the end".to_string(),
        JsonParseError::UnexpectedValueChar { .. } => {
            "this character does not belong here".to_string()
        }
        JsonParseError::InvalidValue { error, .. } => error.to_string(),
    }
}

fn from_value(value: RawJsonValue<'_, '_>, skipped: usize) -> Result<Node, JsonParseError> {
    let start = value.position();
    let at = Span { start, end: start.saturating_add(value.as_raw_str().len()) }.shifted(skipped);
    let kind = match value.kind() {
        JsonValueKind::Null => NodeKind::Nothing,
        JsonValueKind::Boolean => NodeKind::Bool(value.as_boolean_str()? == "true"),
        JsonValueKind::Integer | JsonValueKind::Float => {
            NodeKind::Number(value.as_number_str()?.to_string())
        }
        JsonValueKind::String => NodeKind::Text(value.to_unquoted_string_str()?.to_string()),
        JsonValueKind::Array => NodeKind::List(
            value.to_array()?.map(|each| from_value(each, skipped)).collect::<Result<_, _>>()?,
        ),
        JsonValueKind::Object => NodeKind::Table(
            value
                .to_object()?
                .map(|pair| from_pair(pair, skipped))
                .collect::<Result<Vec<_>, _>>()?,
        ),
    };
    Ok(Node { at, kind })
}

fn from_pair(
    (key, value): (RawJsonValue<'_, '_>, RawJsonValue<'_, '_>),
    skipped: usize,
) -> Result<Entry, JsonParseError> {
    let key = from_value(key, skipped)?;
    let text = match key.kind {
        NodeKind::Text(text) => text,
        NodeKind::Nothing
        | NodeKind::Bool(_)
        | NodeKind::Number(_)
        | NodeKind::List(_)
        | NodeKind::Table(_) => String::new(),
    };
    Ok(Entry { key: text, key_at: key.at, node: from_value(value, skipped)? })
}

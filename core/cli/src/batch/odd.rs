//! Rows with more than plain answers: as an assessment, for the exact engine.

use std::borrow::Cow;
use std::collections::BTreeMap;

use jiangxing::report::form::AnswerKind;
use jiangxing::report::v1::RubricIdentity;
use serde_json::{Map, Value, json};

use crate::batch::cells::Cells;
use crate::batch::kinds::Kind;
use crate::batch::mapping::{Column, Mapping, Role};
use crate::batch::words::{self, Said};

/// What every assessment of a batch has in common.
pub(crate) struct Common<'a> {
    pub(crate) identity: &'a RubricIdentity,
    pub(crate) mapping: &'a Mapping,
    /// Why what is marked not applicable without a reason of its own is so.
    pub(crate) reason: Option<&'a str>,
    pub(crate) is_draft: bool,
}

impl Column {
    /// What a cell says, words of the mapping replaced by what they mean.
    pub(crate) fn said<'a>(&'a self, cell: &'a [u8]) -> Cow<'a, str> {
        let text = String::from_utf8_lossy(cell);
        match self.words.get(text.trim()) {
            Some(meant) => Cow::Borrowed(meant.as_str()),
            None => text,
        }
    }
}

impl Common<'_> {
    /// The assessment that a row of cells is, as a file of one would have it.
    pub(crate) fn assessment(
        &self,
        cells: Cells<'_>,
        kind: &Kind<'_>,
        categories: &BTreeMap<String, String>,
    ) -> String {
        let mut responses: BTreeMap<&str, Map<String, Value>> = BTreeMap::new();
        for (place, column) in self.mapping.columns.iter().enumerate() {
            let said = column.said(cells.get(place));
            self.respond(column, &said, kind, &mut responses);
        }
        let state = if self.is_draft { "draft" } else { "final" };
        let assessment = json!({
            "format": 1,
            "rubric": { "id": self.identity.id, "edition": self.identity.edition },
            "subject": { "categories": categories },
            "state": state,
            "responses": responses,
        });
        assessment.to_string()
    }

    fn respond<'a>(
        &self,
        column: &'a Column,
        text: &str,
        kind: &'a Kind<'_>,
        responses: &mut BTreeMap<&'a str, Map<String, Value>>,
    ) {
        let said = words::said(text);
        if said == Said::Nothing {
            return;
        }
        let mut put = |id: &'a str, key: &str, value: Value| {
            responses.entry(id).or_default().insert(key.to_owned(), value);
        };
        match (&column.role, said) {
            (Role::Note(ask), _) => put(ask, "note", text.trim().into()),
            (Role::Answer(ask), Said::Value(text)) => put(ask, "value", value(ask, text, kind)),
            (Role::Answer(id) | Role::Whole(id), Said::NotApplicable(why)) => {
                // The whole criterion, gate or fact is marked, not one of the things it asks.
                let item = kind.asks.get(id).map_or(id.as_str(), |asked| asked.item.as_str());
                let why = if why.is_empty() { self.reason.unwrap_or_default() } else { why };
                put(item, "not-applicable", why.into());
            }
            (Role::Answer(id) | Role::Whole(id), Said::Pending(why)) => {
                put(id, "pending", why.into());
            }
            (Role::Answer(id) | Role::Whole(id), Said::Declined(why)) => {
                put(id, "declined", why.into());
            }
            (Role::Whole(id), Said::Value(text)) => put(id, "value", text.into()),
            (Role::Part(ask, part), said) => {
                let response = responses.entry(ask).or_default();
                let parts = response.entry("value").or_insert_with(|| json!({}));
                if let Value::Object(parts) = parts {
                    parts.insert(part.clone(), part_of(ask, said, text, kind));
                }
            }
            (Role::Category(_) | Role::Kept | Role::Aside | Role::Unknown, _)
            | (_, Said::Nothing) => (),
        }
    }
}

/// A cell as the value that the ask takes; what it does not take stays as it is, for the finding.
fn value(ask: &str, text: &str, kind: &Kind<'_>) -> Value {
    let Some(asked) = kind.asks.get(ask) else { return text.into() };
    match &asked.answer {
        AnswerKind::Level { .. } | AnswerKind::Choice { .. } => {
            asked.options.get(text).map_or(text, String::as_str).into()
        }
        AnswerKind::YesNo {} => words::yes_no(text).map_or_else(|| text.into(), Value::Bool),
        AnswerKind::Number { percent, .. } => words::number(text, *percent).into(),
        AnswerKind::Date { .. } => words::day(text).into(),
        AnswerKind::Checklist { .. }
        | AnswerKind::Period { .. }
        | AnswerKind::Distribution { .. }
        | AnswerKind::Series { .. } => {
            let object = serde_json::from_str::<Map<String, Value>>(text);
            object.map_or_else(|_| text.into(), |object| as_typed(object, text))
        }
    }
}

/// An object whose numbers are written as texts, so that their characters stay as they are.
fn as_typed(object: Map<String, Value>, text: &str) -> Value {
    let has_float = object.values().any(|value| value.is_f64());
    if !has_float {
        return Value::Object(object);
    }
    let Ok(raw) = nojson::RawJson::parse(text) else { return text.into() };
    let Ok(members) = raw.value().to_object() else { return text.into() };
    let member = |(key, value): (nojson::RawJsonValue<'_, '_>, nojson::RawJsonValue<'_, '_>)| {
        let key = key.to_unquoted_string_str().ok()?.into_owned();
        let typed = object.get(&key)?.clone();
        let written = value.as_raw_str();
        Some((key, if typed.is_f64() { written.into() } else { typed }))
    };
    Value::Object(members.filter_map(member).collect())
}

fn part_of(ask: &str, said: Said<'_>, text: &str, kind: &Kind<'_>) -> Value {
    let answer = kind.asks.get(ask).map(|asked| &asked.answer);
    match (answer, said) {
        (Some(AnswerKind::Checklist { .. }), Said::NotApplicable(_)) => "na".into(),
        (Some(AnswerKind::Checklist { .. }), Said::Value(word)) => {
            words::yes_no(word).map_or_else(|| word.into(), Value::Bool)
        }
        (Some(AnswerKind::Period { .. }), Said::Value(word)) => words::day(word).into(),
        (Some(AnswerKind::Distribution { .. } | AnswerKind::Series { .. }), Said::Value(word)) => {
            words::number(word, false).into()
        }
        _ => text.trim().into(),
    }
}

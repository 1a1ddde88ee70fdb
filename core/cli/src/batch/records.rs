//! Lines of JSON → cells.

use std::collections::BTreeMap;

use nojson::{JsonParseError, JsonValueKind, RawJson, RawJsonValue};

use crate::batch::cells::length;
use crate::batch::mapping::{Column, Mapping, Role};

/// The keys of an object, in order; none when the text is none.
pub(crate) fn keys(text: &str) -> Vec<String> {
    let Ok(raw) = RawJson::parse(text) else { return Vec::new() };
    let Ok(members) = raw.value().to_object() else { return Vec::new() };
    let key = |(key, _): (RawJsonValue<'_, '_>, RawJsonValue<'_, '_>)| {
        key.to_unquoted_string_str().ok().map(|key| key.trim().to_owned())
    };
    members.filter_map(key).collect()
}

/// The keys under which a whole assessment holds its answers, and who is assessed.
const RESPONSES: &str = "responses";
const SUBJECT: &str = "subject";

/// So many keys that no column has are told; nobody reads more.
const MOST_UNKNOWN: usize = 100;

/// Why a line gives no cells.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Odd {
    /// It is not JSON from this character on, counted from 1.
    NotJson(usize),
    NotAnObject,
    /// A key twice.
    Twice(String),
    /// A list, which no cell holds.
    List(String),
}

/// Reads objects into cells.
pub(crate) struct Objects {
    /// Where each key belongs; nowhere what is set aside.
    places: BTreeMap<String, Option<usize>>,
    columns: usize,
    /// Keys that no column has, in the order in which they were met.
    pub(crate) unknown: Vec<String>,
}

impl Objects {
    pub(crate) fn new(mapping: &Mapping) -> Self {
        let columns = mapping.columns.iter().enumerate();
        let place = |(place, column): (usize, &Column)| {
            (column.title.clone(), Some(place).filter(|_| column.role != Role::Aside))
        };
        let places = columns.map(place).collect();
        Self { places, columns: mapping.columns.len(), unknown: Vec::new() }
    }

    /// The cells of one object, behind what is in `aside`: numbers as typed, truths as `true` and `false`, objects
    /// as JSON, a subject by its name. Whether it is a whole assessment instead.
    pub(crate) fn read(
        &mut self,
        line: &str,
        aside: &mut Vec<u8>,
        spans: &mut Vec<(u32, u32)>,
    ) -> Result<bool, Odd> {
        let not_json = |error: JsonParseError| {
            let before = line.get(..error.position()).unwrap_or(line);
            Odd::NotJson(before.chars().count().saturating_add(1))
        };
        let raw = RawJson::parse(line).map_err(not_json)?;
        let members = raw.value().to_object().map_err(|_| Odd::NotAnObject)?;
        spans.resize(self.columns, (0, 0));
        let mut seen = vec![false; self.columns];
        let mut is_assessment = false;
        for (key, value) in members {
            let key = key.to_unquoted_string_str().map_err(not_json)?;
            if key == RESPONSES && value.kind() == JsonValueKind::Object {
                is_assessment = true;
                continue;
            }
            let Some(place) = self.places.get(key.trim()).copied() else {
                let is_new = !self.unknown.iter().any(|known| *known == key);
                let has_room = self.unknown.len() < MOST_UNKNOWN;
                self.unknown.extend((is_new && has_room).then(|| key.into_owned()));
                continue;
            };
            let Some(place) = place else { continue };
            if seen.get_mut(place).is_some_and(|seen| std::mem::replace(seen, true)) {
                return Err(Odd::Twice(key.into_owned()));
            }
            let from = length(aside);
            match value.kind() {
                JsonValueKind::Null => (),
                JsonValueKind::Array => return Err(Odd::List(key.into_owned())),
                JsonValueKind::Object if key == SUBJECT => {
                    let name = value.to_member("name").ok().and_then(|name| name.optional());
                    let name = name.and_then(|name| name.to_unquoted_string_str().ok());
                    aside.extend_from_slice(name.unwrap_or_default().as_bytes());
                }
                JsonValueKind::String => {
                    let text = value.to_unquoted_string_str().map_err(not_json)?;
                    aside.extend_from_slice(text.as_bytes());
                }
                JsonValueKind::Boolean
                | JsonValueKind::Integer
                | JsonValueKind::Float
                | JsonValueKind::Object => {
                    aside.extend_from_slice(value.as_raw_str().as_bytes());
                }
            }
            if let Some(span) = spans.get_mut(place) {
                *span = (from, length(aside));
            }
        }
        Ok(is_assessment)
    }
}

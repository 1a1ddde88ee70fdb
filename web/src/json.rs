//! A JSON document kept as it was written: keys in order, twice where they stood twice, numbers in
//! their own characters. What is not understood here goes out as it came in.

use std::fmt;

use nojson::{JsonValueKind, RawJson, RawJsonValue};

/// A value of a JSON document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, in the characters of the file.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Keys and what stands under them, in the order of the file.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// An object without keys.
    pub fn empty() -> Self {
        Self::Object(Vec::new())
    }

    /// A text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    /// An object with these keys.
    pub fn object<Key: Into<String>>(members: impl IntoIterator<Item = (Key, Self)>) -> Self {
        Self::Object(members.into_iter().map(|(key, member)| (key.into(), member)).collect())
    }

    /// The document that `text` writes, or what the reader of the notation says against it.
    ///
    /// # Errors
    /// When `text` is not JSON.
    pub fn parse(text: &str) -> Result<Self, String> {
        let document = RawJson::parse(text).map_err(|error| error.to_string())?;
        Self::from_raw(document.value()).map_err(|error| error.to_string())
    }

    fn from_raw(raw: RawJsonValue<'_, '_>) -> Result<Self, nojson::JsonParseError> {
        Ok(match raw.kind() {
            JsonValueKind::Null => Self::Null,
            JsonValueKind::Boolean => Self::Bool(raw.as_raw_str() == "true"),
            JsonValueKind::Integer | JsonValueKind::Float => {
                Self::Number(raw.as_raw_str().to_owned())
            }
            JsonValueKind::String => Self::Text(raw.to_unquoted_string_str()?.into_owned()),
            JsonValueKind::Array => {
                Self::List(raw.to_array()?.map(Self::from_raw).collect::<Result<_, _>>()?)
            }
            JsonValueKind::Object => {
                let mut members = Vec::new();
                for (key, member) in raw.to_object()? {
                    let key = key.to_unquoted_string_str()?.into_owned();
                    members.push((key, Self::from_raw(member)?));
                }
                Self::Object(members)
            }
        })
    }

    /// What stands under `key`; the first where it stands twice.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(each, _)| each == key).map(|(_, member)| member)
    }

    /// What stands at the end of `path`.
    pub fn at(&self, path: &[String]) -> Option<&Self> {
        path.iter().try_fold(self, |here, key| here.get(key))
    }

    /// Puts `to` at the end of `path`, making objects on the way; `None` takes away what is there.
    ///
    /// Another value than an object on the way is replaced by one: only a document of the wrong
    /// shape has that, and it cannot hold an answer otherwise.
    pub fn set(&mut self, path: &[String], to: Option<Self>) {
        let Some((key, rest)) = path.split_first() else {
            *self = to.unwrap_or(Self::Null);
            return;
        };
        if !matches!(self, Self::Object(_)) {
            if to.is_none() {
                return;
            }
            *self = Self::empty();
        }
        let Self::Object(members) = self else { return };
        let place = members.iter().position(|(each, _)| each == key);
        match (place, rest.is_empty(), to) {
            (Some(place), true, None) => {
                members.remove(place);
            }
            (None, _, None) => {}
            (Some(place), _, to) => {
                if let Some((_, member)) = members.get_mut(place) {
                    member.set(rest, to);
                }
            }
            (None, _, to) => {
                let mut member = Self::empty();
                member.set(rest, to);
                members.push((key.clone(), member));
            }
        }
    }

    /// The keys and what stands under them; none unless this is an object.
    pub fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::List(_) => &[],
        }
    }

    /// The entries; none unless this is a list.
    pub fn entries(&self) -> &[Self] {
        match self {
            Self::List(entries) => entries,
            Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_) | Self::Object(_) => &[],
        }
    }

    /// The characters of a text or a number; empty for everything else.
    pub fn characters(&self) -> &str {
        match self {
            Self::Text(text) | Self::Number(text) => text,
            Self::Null | Self::Bool(_) | Self::List(_) | Self::Object(_) => "",
        }
    }

    fn write(&self, indent: usize, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => out.write_str("null"),
            Self::Bool(whether) => write!(out, "{whether}"),
            Self::Number(characters) => out.write_str(characters),
            Self::Text(text) => write_text(text, out),
            Self::List(entries) => write_each(entries, ('[', ']'), indent, out, |entry, out| {
                entry.write(indent + 1, out)
            }),
            Self::Object(members) => {
                write_each(members, ('{', '}'), indent, out, |(key, member), out| {
                    write_text(key, out)?;
                    out.write_str(": ")?;
                    member.write(indent + 1, out)
                })
            }
        }
    }
}

/// Two spaces for each level, one entry on a line: a file that a person can read and compare.
impl fmt::Display for Json {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write(0, out)
    }
}

fn write_each<Entry>(
    entries: &[Entry],
    (open, close): (char, char),
    indent: usize,
    out: &mut fmt::Formatter<'_>,
    write: impl Fn(&Entry, &mut fmt::Formatter<'_>) -> fmt::Result,
) -> fmt::Result {
    write!(out, "{open}")?;
    for (index, entry) in entries.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        write!(out, "{comma}\n{:width$}", "", width = indent * 2 + 2)?;
        write(entry, out)?;
    }
    if !entries.is_empty() {
        write!(out, "\n{:width$}", "", width = indent * 2)?;
    }
    write!(out, "{close}")
}

fn write_text(text: &str, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    write!(out, "{}", nojson::Json(text))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::*;

    #[test]
    fn what_is_read_is_written_again_with_nothing_lost() {
        let text =
            r#"{"b": 1.50, "a": [1e400, -0, "\u00e9\n<b>"], "b": 2, "c": {"x": null, "y": {}}}"#;
        let once = Json::parse(text).unwrap();
        let written = once.to_string();
        assert_eq!(Json::parse(&written).unwrap(), once);
        for kept in ["1.50", "1e400", "-0", "é\\n<b>"] {
            assert!(written.contains(kept), "{kept} in {written}");
        }
        assert_eq!(once.get("b"), Some(&Json::Number("1.50".into())));
        assert_eq!(once.members().len(), 4);
    }

    #[test]
    fn setting_makes_the_way_and_taking_away_does_not() {
        let path = |keys: &[&str]| keys.iter().map(|&key| key.to_owned()).collect::<Vec<_>>();
        let mut document = Json::empty();
        document.set(&path(&["responses", "a", "note"]), None);
        assert_eq!(document, Json::empty());
        document.set(&path(&["responses", "a", "note"]), Some(Json::text("见附件")));
        assert_eq!(document.at(&path(&["responses", "a", "note"])), Some(&Json::text("见附件")));
        document.set(&path(&["responses", "a"]), None);
        assert_eq!(document.at(&path(&["responses"])), Some(&Json::empty()));
    }

    #[test]
    fn what_is_not_json_is_refused() {
        for text in ["", "{", "{\"a\" 1}", "nul", "[1,]", "\u{feff}{}"] {
            assert!(Json::parse(text).is_err(), "{text}");
        }
    }
}

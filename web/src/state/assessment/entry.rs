//! What was said under one id: the answer or its absence, the note, what was shown.

use super::owned;
use crate::json::Json;

/// What was said under one id, in the terms of the assessment file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The answer, or its absence.
    pub said: Said,
    /// The note; empty when there is none.
    pub note: String,
    /// What was shown.
    pub evidence: Vec<Evidence>,
}

/// An answer, or its absence: five different things.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Said {
    /// Nobody has said anything.
    #[default]
    Unanswered,
    /// An answer.
    Given(Answer),
    /// It does not apply, and why.
    NotApplicable(String),
    /// It cannot be decided yet, and why.
    Pending(String),
    /// The subject would not say, and why.
    Declined(String),
}

/// An answer as it stands in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The id of a level or an option, or a number in the characters that were typed.
    Text(String),
    /// Yes or no.
    YesNo(bool),
    /// Several parts, each under its id: those of a checklist, the numbers of a distribution or a
    /// series, the two days of a period.
    Parts(Json),
    /// Something else, kept as it is: the engine's findings say what is wrong with it.
    Other(Json),
}

/// One part of a checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// It is there.
    Ticked,
    /// It is not there.
    NotTicked,
    /// It does not apply.
    NotApplicable,
}

/// Something that was shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Evidence {
    /// What it is called.
    pub title: String,
    /// Its document number.
    pub number: String,
    /// Its date, as written.
    pub date: String,
    /// The page.
    pub page: String,
}

pub(super) const NOT_APPLICABLE: &str = "not-applicable";
pub(super) const PENDING: &str = "pending";
pub(super) const DECLINED: &str = "declined";
pub(super) const VALUE: &str = "value";
pub(super) const SAYS: [&str; 4] = [VALUE, NOT_APPLICABLE, PENDING, DECLINED];

impl Entry {
    /// What `response` says.
    pub(super) fn from_json(response: &Json) -> Self {
        let of = |key: &str| response.get(key).map(Json::characters).unwrap_or_default().to_owned();
        let said = SAYS.into_iter().find(|key| response.get(key).is_some());
        Self {
            said: match said {
                Some(NOT_APPLICABLE) => Said::NotApplicable(of(NOT_APPLICABLE)),
                Some(PENDING) => Said::Pending(of(PENDING)),
                Some(DECLINED) => Said::Declined(of(DECLINED)),
                Some(_) => Said::Given(Answer::from_json(response.get(VALUE))),
                None => Said::Unanswered,
            },
            note: of("note"),
            evidence: evidence_of(response).iter().map(Evidence::from_json).collect(),
        }
    }
}

impl Part {
    pub(super) fn to_json(self) -> Json {
        match self {
            Self::Ticked => Json::Bool(true),
            Self::NotTicked => Json::Bool(false),
            Self::NotApplicable => Json::text("na"),
        }
    }

    fn from_json(json: &Json) -> Option<Self> {
        match json {
            Json::Bool(true) => Some(Self::Ticked),
            Json::Bool(false) => Some(Self::NotTicked),
            Json::Text(text) if text == "na" => Some(Self::NotApplicable),
            Json::Null | Json::Number(_) | Json::Text(_) | Json::List(_) | Json::Object(_) => None,
        }
    }
}

impl Answer {
    pub(super) fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => Json::text(text),
            Self::YesNo(whether) => Json::Bool(*whether),
            Self::Parts(json) | Self::Other(json) => json.clone(),
        }
    }

    /// The answer in characters, whatever it is.
    pub fn written(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::YesNo(whether) => whether.to_string(),
            Self::Parts(json) | Self::Other(json) => json.to_string(),
        }
    }

    /// What was said about one part of a checklist.
    pub fn part(&self, part: &str) -> Option<Part> {
        self.under(part).and_then(Part::from_json)
    }

    /// The characters typed for one part; empty where there are none.
    pub fn typed(&self, part: &str) -> &str {
        self.under(part).map(Json::characters).unwrap_or_default()
    }

    fn under(&self, part: &str) -> Option<&Json> {
        match self {
            Self::Parts(parts) => parts.get(part),
            Self::Text(_) | Self::YesNo(_) | Self::Other(_) => None,
        }
    }

    fn from_json(json: Option<&Json>) -> Self {
        match json {
            Some(Json::Text(text) | Json::Number(text)) => Self::Text(text.clone()),
            Some(Json::Bool(whether)) => Self::YesNo(*whether),
            Some(parts @ Json::Object(_)) => Self::Parts(parts.clone()),
            Some(other) => Self::Other(other.clone()),
            None => Self::Other(Json::Null),
        }
    }
}

impl Evidence {
    fn from_json(json: &Json) -> Self {
        let of = |key: &str| json.get(key).map(Json::characters).unwrap_or_default().to_owned();
        Self { title: of("title"), number: of("number"), date: of("date"), page: of("page") }
    }

    /// This evidence written over `json`: keys that are not known here stay.
    pub(super) fn over(&self, json: Json) -> Json {
        let mut json = json;
        let fields = [
            ("title", &self.title),
            ("number", &self.number),
            ("date", &self.date),
            ("page", &self.page),
        ];
        for (key, text) in fields {
            let is_kept = key == "title" || !text.is_empty();
            json.set(&owned(&[key]), is_kept.then(|| Json::text(text)));
        }
        json
    }
}

/// The pieces of evidence in `response`.
pub(super) fn evidence_of(response: &Json) -> &[Json] {
    response.get("evidence").map(Json::entries).unwrap_or_default()
}

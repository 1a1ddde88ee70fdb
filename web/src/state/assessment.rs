//! The answers being given, as they stand in the assessment file, and every way of changing them.
//!
//! An [`AssessmentFile`] is the file itself, seen through its format: what the format does not know
//! stays where it is. An [`Action`] says what a person did; [`AssessmentFile::change`] says which
//! places of the file that touches. Nothing here knows the rubric: whether an answer fits is the
//! engine's to say.

use std::collections::BTreeMap;

use super::json::Json;

/// An assessment file: see the format in the project's documentation of its files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssessmentFile {
    document: Json,
}

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
    /// The parts of a checklist that were answered.
    Parts(BTreeMap<String, Part>),
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

/// Which line of a subject's particulars.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Particular {
    /// The site's name.
    Name,
    /// Its unified social credit code.
    Code,
    /// Its region.
    Region,
}

/// Something a person does to the assessment that is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Answers `ask`, which belongs to `question`: whatever said that either does not apply, is
    /// pending or declined goes.
    SetValue {
        /// The question's id.
        question: String,
        /// The ask's id; the same as the question's when it has only one.
        ask: String,
        /// The answer.
        answer: Answer,
    },
    /// Answers one part of a checklist, or with `None` makes it unanswered again.
    SetPart {
        /// The question's id.
        question: String,
        /// The ask's id.
        ask: String,
        /// The part's id.
        part: String,
        /// The answer.
        to: Option<Part>,
    },
    /// Makes `id` unanswered again; its note and evidence stay.
    Clear {
        /// The question's or the ask's id.
        id: String,
    },
    /// Says that the question does not apply.
    MarkNotApplicable {
        /// The question's id.
        id: String,
        /// Why; may be empty while it is being typed, and counts as unanswered until it is not.
        why: String,
    },
    /// Says that the question cannot be decided yet.
    MarkPending {
        /// The question's id.
        id: String,
        /// What is waited for.
        why: String,
    },
    /// Says that the subject would not answer.
    MarkDeclined {
        /// The question's id.
        id: String,
        /// What was said.
        why: String,
    },
    /// Writes the note of `id`; an empty one goes.
    SetNote {
        /// The question's or the ask's id.
        id: String,
        /// The note.
        note: String,
    },
    /// Adds a piece of evidence at the end.
    AddEvidence {
        /// The question's or the ask's id.
        id: String,
        /// What was shown.
        evidence: Evidence,
    },
    /// Changes the piece of evidence at `index`, from 0.
    ChangeEvidence {
        /// The question's or the ask's id.
        id: String,
        /// Which.
        index: usize,
        /// What it becomes.
        evidence: Evidence,
    },
    /// Takes away the piece of evidence at `index`, from 0.
    RemoveEvidence {
        /// The question's or the ask's id.
        id: String,
        /// Which.
        index: usize,
    },
    /// Writes a line of the subject's particulars.
    SetSubject {
        /// Which line.
        particular: Particular,
        /// What it becomes.
        to: String,
    },
    /// Chooses an option of a category, or with `None` none.
    SetCategory {
        /// The category's id.
        category: String,
        /// The option's id.
        option: Option<String>,
    },
    /// Writes the cycle.
    SetCycle(String),
    /// Writes who assesses; empty names are kept while they are being typed.
    SetAssessors(Vec<String>),
    /// No more answers.
    Finalise,
    /// Answers may come again.
    Reopen,
}

/// One place of the file before and after a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch {
    /// The keys that lead to the place.
    pub path: Vec<String>,
    /// What stood there.
    pub before: Option<Json>,
    /// What stands there now.
    pub after: Option<Json>,
}

const NOT_APPLICABLE: &str = "not-applicable";
const PENDING: &str = "pending";
const DECLINED: &str = "declined";
const VALUE: &str = "value";
const SAYS: [&str; 4] = [VALUE, NOT_APPLICABLE, PENDING, DECLINED];

impl AssessmentFile {
    /// A new draft under a rubric, with nothing answered.
    pub fn new(rubric: &jiangxing::report::v1::RubricIdentity) -> Self {
        Self {
            document: Json::object([
                ("format", Json::Number("1".into())),
                (
                    "rubric",
                    Json::object([
                        ("id", Json::text(&rubric.id)),
                        ("edition", Json::text(&rubric.edition)),
                        ("digest", Json::text(&rubric.digest)),
                    ]),
                ),
                (
                    "subject",
                    Json::object([
                        ("name", Json::text("")),
                        ("code", Json::text("")),
                        ("region", Json::text("")),
                        ("categories", Json::empty()),
                    ]),
                ),
                ("cycle", Json::text("")),
                ("state", Json::text("draft")),
                ("assessors", Json::List(Vec::new())),
                ("responses", Json::empty()),
            ]),
        }
    }

    /// The file that `text` writes, whatever it holds, or what is wrong with its notation.
    ///
    /// # Errors
    /// When `text` is not JSON.
    pub fn parse(text: &str) -> Result<Self, String> {
        Json::parse(text).map(|document| Self { document })
    }

    /// The file as text.
    pub fn text(&self) -> String {
        format!("{}\n", self.document)
    }

    /// What stands under the key `path` of the file, where that is a text or a number; else empty.
    fn characters(&self, path: &[&str]) -> &str {
        self.document
            .at(&owned(path))
            .map(Json::characters)
            .unwrap_or_default()
    }

    /// A line of the subject's particulars, as written.
    pub fn subject(&self, particular: Particular) -> &str {
        self.characters(&["subject", particular.key()])
    }

    /// The site's name, as written.
    pub fn name(&self) -> &str {
        self.subject(Particular::Name)
    }

    /// The option chosen for each category.
    pub fn categories(&self) -> BTreeMap<String, String> {
        self.document
            .at(&owned(&["subject", "categories"]))
            .map(Json::members)
            .unwrap_or_default()
            .iter()
            .filter(|(_, option)| matches!(option, Json::Text(_)))
            .map(|(category, option)| (category.clone(), option.characters().to_owned()))
            .collect()
    }

    /// The cycle, as written.
    pub fn cycle(&self) -> &str {
        self.characters(&["cycle"])
    }

    /// The id, edition and digest of the rubric that the file names; empty where it does not.
    pub fn rubric(&self) -> (&str, &str, &str) {
        (
            self.characters(&["rubric", "id"]),
            self.characters(&["rubric", "edition"]),
            self.characters(&["rubric", "digest"]),
        )
    }

    /// Whether no more answers come.
    pub fn is_final(&self) -> bool {
        self.characters(&["state"]) == "final"
    }

    /// The names of those who assess, in order.
    pub fn assessors(&self) -> Vec<String> {
        self.document
            .get("assessors")
            .map(Json::entries)
            .unwrap_or_default()
            .iter()
            .map(|assessor| {
                assessor
                    .get("name")
                    .map(Json::characters)
                    .unwrap_or_default()
            })
            .map(str::to_owned)
            .collect()
    }

    /// What was said under `id`.
    pub fn entry(&self, id: &str) -> Entry {
        let Some(response) = self.document.at(&owned(&["responses", id])) else {
            return Entry::default();
        };
        let of = |key: &str| {
            response
                .get(key)
                .map(Json::characters)
                .unwrap_or_default()
                .to_owned()
        };
        let said = SAYS.into_iter().find(|key| response.get(key).is_some());
        Entry {
            said: match said {
                Some(NOT_APPLICABLE) => Said::NotApplicable(of(NOT_APPLICABLE)),
                Some(PENDING) => Said::Pending(of(PENDING)),
                Some(DECLINED) => Said::Declined(of(DECLINED)),
                Some(_) => Said::Given(Answer::from_json(response.get(VALUE))),
                None => Said::Unanswered,
            },
            note: of("note"),
            evidence: evidence_of(response)
                .iter()
                .map(Evidence::from_json)
                .collect(),
        }
    }

    /// Every id under which something was said, in the order of the file.
    pub fn answered_ids(&self) -> impl Iterator<Item = &str> {
        let responses = self
            .document
            .get("responses")
            .map(Json::members)
            .unwrap_or_default();
        responses.iter().map(|(id, _)| id.as_str())
    }

    /// Does `action`, and gives the places that differ afterwards; none when nothing does.
    pub fn change(&mut self, action: &Action) -> Vec<Patch> {
        let mut patches: Vec<Patch> = Vec::new();
        for (path, after) in self.writes(action) {
            let before = self.document.at(&path).cloned();
            if before != after {
                self.document.set(&path, after.clone());
                patches.push(Patch {
                    path,
                    before,
                    after,
                });
            }
        }
        patches
    }

    /// Brings about what `patches` say, in order.
    pub fn redo(&mut self, patches: &[Patch]) {
        for patch in patches {
            self.document.set(&patch.path, patch.after.clone());
        }
    }

    /// Takes back what `patches` say, last first.
    pub fn undo(&mut self, patches: &[Patch]) {
        for patch in patches.iter().rev() {
            self.document.set(&patch.path, patch.before.clone());
        }
    }

    /// The places that `action` writes, each whole.
    fn writes(&self, action: &Action) -> Vec<(Vec<String>, Option<Json>)> {
        match action {
            Action::SetValue {
                question,
                ask,
                answer,
            } => self.answer_writes(question, ask, Some(answer.to_json())),
            Action::SetPart {
                question,
                ask,
                part,
                to,
            } => {
                let mut answer = match self.response(ask).get(VALUE) {
                    Some(parts @ Json::Object(_)) => parts.clone(),
                    Some(_) | None => Json::empty(),
                };
                answer.set(&owned(&[part]), to.map(Part::to_json));
                let answer = (!answer.members().is_empty()).then_some(answer);
                self.answer_writes(question, ask, answer)
            }
            Action::Clear { id } => vec![self.says(id, None)],
            Action::MarkNotApplicable { id, why } => {
                vec![self.says(id, Some((NOT_APPLICABLE, Json::text(why))))]
            }
            Action::MarkPending { id, why } => {
                vec![self.says(id, Some((PENDING, Json::text(why))))]
            }
            Action::MarkDeclined { id, why } => {
                vec![self.says(id, Some((DECLINED, Json::text(why))))]
            }
            Action::SetNote { id, note } => {
                vec![self.response_with(id, "note", (!note.is_empty()).then(|| Json::text(note)))]
            }
            Action::AddEvidence { .. }
            | Action::ChangeEvidence { .. }
            | Action::RemoveEvidence { .. } => self.evidence_writes(action),
            Action::SetSubject { particular, to } => {
                vec![(owned(&["subject", particular.key()]), Some(Json::text(to)))]
            }
            Action::SetCategory { category, option } => vec![(
                owned(&["subject", "categories", category]),
                option.as_ref().map(Json::text),
            )],
            Action::SetCycle(cycle) => vec![(owned(&["cycle"]), Some(Json::text(cycle)))],
            Action::SetAssessors(names) => {
                let name = |name: &String| Json::object([("name", Json::text(name))]);
                vec![(
                    owned(&["assessors"]),
                    Some(Json::List(names.iter().map(name).collect())),
                )]
            }
            Action::Finalise => vec![(owned(&["state"]), Some(Json::text("final")))],
            Action::Reopen => vec![(owned(&["state"]), Some(Json::text("draft")))],
        }
    }

    /// What stands under `id`; an empty object where there is nothing or something else.
    fn response(&self, id: &str) -> Json {
        match self.document.at(&owned(&["responses", id])) {
            Some(response @ Json::Object(_)) => response.clone(),
            Some(_) | None => Json::empty(),
        }
    }

    /// The response to `id` with `key` set or taken away. A response without a key goes.
    fn response_with(&self, id: &str, key: &str, to: Option<Json>) -> (Vec<String>, Option<Json>) {
        let mut response = self.response(id);
        response.set(&owned(&[key]), to);
        (owned(&["responses", id]), kept(response))
    }

    /// The response to `id` that says this and nothing else; note and evidence stay.
    fn says(&self, id: &str, said: Option<(&str, Json)>) -> (Vec<String>, Option<Json>) {
        let mut response = self.response(id);
        for key in SAYS {
            while response.get(key).is_some() && said.as_ref().is_none_or(|(says, _)| *says != key)
            {
                response.set(&owned(&[key]), None);
            }
        }
        if let Some((key, says)) = said {
            response.set(&owned(&[key]), Some(says));
        }
        (owned(&["responses", id]), kept(response))
    }

    fn answer_writes(
        &self,
        question: &str,
        ask: &str,
        answer: Option<Json>,
    ) -> Vec<(Vec<String>, Option<Json>)> {
        let mut writes = vec![self.says(ask, answer.map(|answer| (VALUE, answer)))];
        let is_set_aside = match self.entry(question).said {
            Said::NotApplicable(_) | Said::Pending(_) | Said::Declined(_) => true,
            Said::Unanswered | Said::Given(_) => false,
        };
        if question != ask && is_set_aside {
            writes.push(self.says(question, None));
        }
        writes
    }

    fn evidence_writes(&self, action: &Action) -> Vec<(Vec<String>, Option<Json>)> {
        let (Action::AddEvidence { id, .. }
        | Action::ChangeEvidence { id, .. }
        | Action::RemoveEvidence { id, .. }) = action
        else {
            return Vec::new();
        };
        let response = self.response(id);
        let mut entries = evidence_of(&response).to_vec();
        match action {
            Action::AddEvidence { evidence, .. } => entries.push(evidence.over(Json::empty())),
            Action::ChangeEvidence {
                index, evidence, ..
            } => {
                if let Some(entry) = entries.get_mut(*index) {
                    *entry = evidence.over(entry.clone());
                }
            }
            Action::RemoveEvidence { index, .. } if *index < entries.len() => {
                entries.remove(*index);
            }
            _ => {}
        }
        let entries = (!entries.is_empty()).then_some(Json::List(entries));
        vec![self.response_with(id, "evidence", entries)]
    }
}

impl Action {
    /// Whether this change goes on with `earlier`, so that both are taken back in one go: typing
    /// into one field is one change.
    pub fn continues(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (
                Self::SetValue {
                    ask,
                    answer: Answer::Text(_),
                    ..
                },
                Self::SetValue {
                    ask: earlier,
                    answer: Answer::Text(_),
                    ..
                },
            )
            | (Self::SetNote { id: ask, .. }, Self::SetNote { id: earlier, .. })
            | (
                Self::MarkNotApplicable { id: ask, .. },
                Self::MarkNotApplicable { id: earlier, .. },
            )
            | (Self::MarkPending { id: ask, .. }, Self::MarkPending { id: earlier, .. })
            | (Self::MarkDeclined { id: ask, .. }, Self::MarkDeclined { id: earlier, .. }) => {
                ask == earlier
            }
            (
                Self::ChangeEvidence { id, index, .. },
                Self::ChangeEvidence {
                    id: earlier,
                    index: earlier_index,
                    ..
                },
            ) => (id, index) == (earlier, earlier_index),
            (
                Self::SetSubject { particular, .. },
                Self::SetSubject {
                    particular: earlier,
                    ..
                },
            ) => particular == earlier,
            (Self::SetCycle(_), Self::SetCycle(_))
            | (Self::SetAssessors(_), Self::SetAssessors(_)) => true,
            _ => false,
        }
    }
}

impl Particular {
    fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Code => "code",
            Self::Region => "region",
        }
    }
}

impl Part {
    fn to_json(self) -> Json {
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
    fn to_json(&self) -> Json {
        match self {
            Self::Text(text) => Json::text(text),
            Self::YesNo(whether) => Json::Bool(*whether),
            Self::Parts(parts) => {
                Json::object(parts.iter().map(|(part, answer)| (part, answer.to_json())))
            }
            Self::Other(json) => json.clone(),
        }
    }

    fn from_json(json: Option<&Json>) -> Self {
        match json {
            Some(Json::Text(text) | Json::Number(text)) => Self::Text(text.clone()),
            Some(Json::Bool(whether)) => Self::YesNo(*whether),
            Some(Json::Object(parts)) => Self::Parts(
                parts
                    .iter()
                    .filter_map(|(part, answer)| Some((part.clone(), Part::from_json(answer)?)))
                    .collect(),
            ),
            Some(other) => Self::Other(other.clone()),
            None => Self::Other(Json::Null),
        }
    }
}

impl Evidence {
    fn from_json(json: &Json) -> Self {
        let of = |key: &str| {
            json.get(key)
                .map(Json::characters)
                .unwrap_or_default()
                .to_owned()
        };
        Self {
            title: of("title"),
            number: of("number"),
            date: of("date"),
            page: of("page"),
        }
    }

    /// This evidence written over `json`: keys that are not known here stay.
    fn over(&self, json: Json) -> Json {
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

fn evidence_of(response: &Json) -> &[Json] {
    response
        .get("evidence")
        .map(Json::entries)
        .unwrap_or_default()
}

fn kept(response: Json) -> Option<Json> {
    (!response.members().is_empty()).then_some(response)
}

fn owned(path: &[&str]) -> Vec<String> {
    path.iter().map(|&key| key.to_owned()).collect()
}

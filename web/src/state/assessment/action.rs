//! Every way of changing an assessment, and the places of the file that it touches.

use super::entry::{DECLINED, NOT_APPLICABLE, PENDING, SAYS, VALUE, evidence_of};
use super::{Answer, AssessmentFile, Evidence, Part, Said, owned};
use crate::format;
use crate::json::Json;

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
    /// Writes one part of an answer that has several: a number of a series, a day of a period. An
    /// empty text makes the part unanswered again.
    WritePart {
        /// The question's id.
        question: String,
        /// The ask's id.
        ask: String,
        /// The part's id.
        part: String,
        /// The characters.
        text: String,
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

/// A place of the file, and what it becomes; `None` takes away what is there.
type Write = (Vec<String>, Option<Json>);

impl Action {
    /// Whether this change goes on with `earlier`, so that both are taken back in one go: typing
    /// into one field is one change, choosing one level and then another is two.
    pub fn continues(&self, earlier: &Self) -> bool {
        match (self, earlier) {
            (
                Self::SetValue { ask, answer: Answer::Text(text), .. },
                Self::SetValue { ask: earlier, answer: Answer::Text(typed), .. },
            ) => {
                // A browser spells a day anew with each digit of it.
                let is_day = || format::is_day(text) && format::is_day(typed);
                ask == earlier && (text.starts_with(typed) || typed.starts_with(text) || is_day())
            }
            (
                Self::WritePart { ask, part, .. },
                Self::WritePart { ask: earlier, part: earlier_part, .. },
            ) => (ask, part) == (earlier, earlier_part),
            (Self::SetNote { id: ask, .. }, Self::SetNote { id: earlier, .. })
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
                Self::ChangeEvidence { id: earlier, index: earlier_index, .. },
            ) => (id, index) == (earlier, earlier_index),
            (Self::SetSubject { particular, .. }, Self::SetSubject { particular: earlier, .. }) => {
                particular == earlier
            }
            (Self::SetCycle(_), Self::SetCycle(_))
            | (Self::SetAssessors(_), Self::SetAssessors(_)) => true,
            _ => false,
        }
    }
}

impl AssessmentFile {
    /// The places that `action` writes, each whole.
    pub(super) fn writes(&self, action: &Action) -> Vec<Write> {
        match action {
            Action::SetValue { question, ask, answer } => {
                self.answer_writes(question, ask, Some(answer.to_json()))
            }
            Action::SetPart { question, ask, part, to } => {
                self.part_writes(question, ask, part, to.map(Part::to_json))
            }
            Action::WritePart { question, ask, part, text } => {
                let text = (!text.is_empty()).then(|| Json::text(text));
                self.part_writes(question, ask, part, text)
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
            Action::AddEvidence { id, evidence } => self.evidence_writes(id, |entries| {
                entries.push(evidence.over(Json::empty()));
            }),
            Action::ChangeEvidence { id, index, evidence } => self.evidence_writes(id, |entries| {
                if let Some(entry) = entries.get_mut(*index) {
                    *entry = evidence.over(entry.clone());
                }
            }),
            Action::RemoveEvidence { id, index } => self.evidence_writes(id, |entries| {
                if *index < entries.len() {
                    entries.remove(*index);
                }
            }),
            Action::SetSubject { particular, to } => {
                vec![(owned(&["subject", particular.key()]), Some(Json::text(to)))]
            }
            Action::SetCategory { category, option } => {
                vec![(owned(&["subject", "categories", category]), option.as_ref().map(Json::text))]
            }
            Action::SetCycle(cycle) => vec![(owned(&["cycle"]), Some(Json::text(cycle)))],
            Action::SetAssessors(names) => {
                let name = |name: &String| Json::object([("name", Json::text(name))]);
                vec![(owned(&["assessors"]), Some(Json::List(names.iter().map(name).collect())))]
            }
            Action::Finalise => vec![(owned(&["state"]), Some(Json::text("final")))],
            Action::Reopen => vec![(owned(&["state"]), Some(Json::text("draft")))],
        }
    }

    fn answer_writes(&self, question: &str, ask: &str, answer: Option<Json>) -> Vec<Write> {
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

    fn part_writes(&self, question: &str, ask: &str, part: &str, to: Option<Json>) -> Vec<Write> {
        let mut answer = match self.response(ask).get(VALUE) {
            Some(parts @ Json::Object(_)) => parts.clone(),
            Some(_) | None => Json::empty(),
        };
        answer.set(&owned(&[part]), to);
        let answer = (!answer.members().is_empty()).then_some(answer);
        self.answer_writes(question, ask, answer)
    }

    fn evidence_writes(&self, id: &str, change: impl FnOnce(&mut Vec<Json>)) -> Vec<Write> {
        let mut entries = evidence_of(&self.response(id)).to_vec();
        change(&mut entries);
        let entries = (!entries.is_empty()).then_some(Json::List(entries));
        vec![self.response_with(id, "evidence", entries)]
    }

    /// What stands under `id`; an empty object where there is nothing or something else.
    fn response(&self, id: &str) -> Json {
        match self.document.at(&owned(&["responses", id])) {
            Some(response @ Json::Object(_)) => response.clone(),
            Some(_) | None => Json::empty(),
        }
    }

    /// The response to `id` with `key` set or taken away. A response without a key goes.
    fn response_with(&self, id: &str, key: &str, to: Option<Json>) -> Write {
        let mut response = self.response(id);
        response.set(&owned(&[key]), to);
        (owned(&["responses", id]), kept(response))
    }

    /// The response to `id` that says this and nothing else; note and evidence stay.
    fn says(&self, id: &str, said: Option<(&str, Json)>) -> Write {
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
}

impl Particular {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Code => "code",
            Self::Region => "region",
        }
    }
}

fn kept(response: Json) -> Option<Json> {
    (!response.members().is_empty()).then_some(response)
}

//! What is to be answered, and the answer that was given.

use jiangxing::report::form::{AnswerKind, Ask, Choice, Question};
use jiangxing_text::{Language, words};

use super::Known;
use crate::state::assessment::{Answer, Part, Said};
use crate::view::reason::FindingView;

/// One thing to be answered, and the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskView {
    /// Its id.
    pub id: String,
    /// Its name; empty when the question's own name stands for it.
    pub name: String,
    /// What it is called where it must stand alone.
    pub label: String,
    /// What it means.
    pub guidance: String,
    /// Whether it may be left open without effect.
    pub is_optional: bool,
    /// The kind of answer, with what was said.
    pub answer: AnswerView,
    /// What does not fit in the answer.
    pub findings: Vec<FindingView>,
}

/// The kind of answer, with what was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerView {
    /// One of several: levels with their descriptors, or options.
    OneOf {
        /// What can be chosen, in order.
        options: Vec<OptionView>,
        /// What was chosen.
        chosen: Option<String>,
        /// Whether these are levels, reached by their digit.
        is_level: bool,
    },
    /// Yes or no.
    YesNo(Option<bool>),
    /// Parts, each there or not.
    Checklist(Vec<PartView>),
    /// A number, in the characters typed.
    Number {
        /// The characters.
        text: String,
        /// The unit, or the sign of percent.
        unit: String,
        /// Which keys a tablet should offer.
        keys: &'static str,
        /// What is admitted, in words.
        admitted: String,
    },
}

/// One of several answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OptionView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// The words that define it.
    pub descriptor: String,
    /// Whether a note is wanted with it.
    pub wants_note: bool,
}

/// A part of a checklist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What was said.
    pub said: Option<Part>,
    /// Whether it may be marked not applicable by itself.
    pub may_not_apply: bool,
}

pub(super) fn chosen_wants_note(ask: &AskView) -> bool {
    match &ask.answer {
        AnswerView::OneOf { options, chosen: Some(chosen), .. } => {
            options.iter().any(|option| option.wants_note && option.id == *chosen)
        }
        AnswerView::OneOf { .. }
        | AnswerView::YesNo(_)
        | AnswerView::Checklist(_)
        | AnswerView::Number { .. } => false,
    }
}

pub(super) fn ask_view(ask: &Ask, question: &Question, known: Known<'_>) -> AskView {
    let language = known.language;
    let name = ask.name.in_language(language.code());
    let question_name = question.name.in_language(language.code());
    let said = known.file.entry(&ask.id).said;
    AskView {
        id: ask.id.clone(),
        name: if question.asks.len() == 1 || name == question_name {
            String::new()
        } else {
            name.into()
        },
        label: if name.is_empty() { question_name.into() } else { name.into() },
        guidance: ask.guidance.in_language(language.code()).into(),
        is_optional: ask.optional,
        answer: answer_view(&ask.answer, &said, known),
        findings: known.findings_about(&ask.id),
    }
}

pub(super) fn answer_view(kind: &AnswerKind, said: &Said, known: Known<'_>) -> AnswerView {
    let language = known.language;
    // An answer of another kind is kept in the file, shows as none here, and has its finding.
    let given = match said {
        Said::Given(answer) => Some(answer),
        Said::Unanswered | Said::NotApplicable(_) | Said::Pending(_) | Said::Declined(_) => None,
    };
    let typed = || match given {
        Some(Answer::Text(text)) => Some(text.clone()),
        Some(Answer::YesNo(_) | Answer::Parts(_) | Answer::Other(_)) | None => None,
    };
    match kind {
        AnswerKind::Level { levels } => AnswerView::OneOf {
            options: levels.iter().map(|level| option_view(level, language)).collect(),
            chosen: typed(),
            is_level: true,
        },
        AnswerKind::Choice { options } => AnswerView::OneOf {
            options: options.iter().map(|option| option_view(option, language)).collect(),
            chosen: typed(),
            is_level: false,
        },
        AnswerKind::YesNo {} => AnswerView::YesNo(match given {
            Some(Answer::YesNo(answer)) => Some(*answer),
            Some(Answer::Text(_) | Answer::Parts(_) | Answer::Other(_)) | None => None,
        }),
        AnswerKind::Checklist { parts } => AnswerView::Checklist(
            parts.iter().map(|part| part_view(part, given, language)).collect(),
        ),
        AnswerKind::Date { .. }
        | AnswerKind::Period { .. }
        | AnswerKind::Distribution { .. }
        | AnswerKind::Series { .. } => AnswerView::Number {
            text: typed().unwrap_or_default(),
            unit: String::new(),
            keys: "text",
            admitted: String::new(),
        },
        AnswerKind::Number { unit, percent, whole, least, most, within, .. } => {
            AnswerView::Number {
                text: typed().unwrap_or_default(),
                unit: if *percent { "%".into() } else { unit.in_language(language.code()).into() },
                keys: if *whole { "numeric" } else { "decimal" },
                admitted: admitted(least.as_deref(), most.as_deref(), within.as_deref(), known),
            }
        }
    }
}

pub(super) fn admitted(
    least: Option<&str>,
    most: Option<&str>,
    within: Option<&str>,
    known: Known<'_>,
) -> String {
    let language = known.language;
    match (least, most, within) {
        (_, _, Some(within)) => words::not_more_than(language, known.names.name(within, language)),
        (Some(least), Some(most), None) => words::from_to(language, least, most),
        (Some("0") | None, None, None) => String::new(),
        (Some(least), None, None) => words::at_least(language, least),
        (None, Some(most), None) => words::at_most(language, most),
    }
}

pub(super) fn option_view(choice: &Choice, language: Language) -> OptionView {
    OptionView {
        id: choice.id.clone(),
        name: choice.name.in_language(language.code()).into(),
        descriptor: choice.descriptor.in_language(language.code()).into(),
        wants_note: choice.wants_note,
    }
}

pub(super) fn part_view(part: &Choice, given: Option<&Answer>, language: Language) -> PartView {
    PartView {
        id: part.id.clone(),
        name: part.name.in_language(language.code()).into(),
        said: match given {
            Some(Answer::Parts(parts)) => parts.get(&part.id).copied(),
            Some(Answer::Text(_) | Answer::YesNo(_) | Answer::Other(_)) | None => None,
        },
        may_not_apply: part.may_not_apply,
    }
}

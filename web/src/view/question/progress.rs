//! How a question stands.

use jiangxing::report::form::{Ask, Question};
use jiangxing::report::v1::Response;
use jiangxing_text::{Language, words};

use super::Known;
use crate::component::tag::Tone;
use crate::state::assessment::Said;

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Nobody has answered.
    Unanswered,
    /// Something is missing.
    Partly,
    /// All that is needed is there.
    Done,
    /// Somebody said that it does not apply.
    NotApplicable,
    /// The rubric leaves it out here.
    LeftOut,
    /// It cannot be decided yet.
    Pending,
    /// The subject would not say.
    Declined,
    /// It follows from other answers.
    Follows,
}

impl Progress {
    /// How it stands, in a word.
    pub fn words(self, language: Language) -> &'static str {
        match self {
            Self::Unanswered => words::unanswered(language),
            Self::Partly => words::partly_answered(language),
            Self::Done => words::answered(language),
            Self::NotApplicable => words::not_applicable(language),
            Self::LeftOut => words::left_out(language),
            Self::Pending => words::pending(language),
            Self::Declined => words::declined(language),
            Self::Follows => words::follows(language),
        }
    }

    /// How it is marked.
    pub fn tone(self) -> Tone {
        match self {
            Self::Unanswered | Self::NotApplicable | Self::LeftOut | Self::Follows => Tone::Even,
            Self::Partly | Self::Pending => Tone::Open,
            Self::Done => Tone::Met,
            Self::Declined => Tone::Heed,
        }
    }

    /// Whether somebody still has to come back to it.
    pub fn is_unfinished(self) -> bool {
        match self {
            Self::Unanswered | Self::Partly | Self::Pending => true,
            Self::Done | Self::NotApplicable | Self::LeftOut | Self::Declined | Self::Follows => {
                false
            }
        }
    }
}

/// How a question stands.
pub fn progress(question: &Question, known: Known<'_>) -> Progress {
    if question.asks.is_empty() {
        return Progress::Follows;
    }
    let response = known
        .criterion(&question.id)
        .map(|criterion| &criterion.response)
        .or_else(|| known.gate(&question.id).map(|gate| &gate.response));
    match response {
        Some(Response::Given {}) => Progress::Done,
        Some(Response::Partly {}) => Progress::Partly,
        // What the engine cannot take is no answer to it, but somebody has begun.
        Some(Response::Unanswered {}) if is_any_given(question, known) => Progress::Partly,
        Some(Response::Unanswered {}) => Progress::Unanswered,
        Some(Response::NotApplicable { .. }) => Progress::NotApplicable,
        Some(Response::LeftOut { .. }) => Progress::LeftOut,
        Some(Response::Pending { .. }) => Progress::Pending,
        Some(Response::Declined { .. }) => Progress::Declined,
        None => progress_of_fact(question, known),
    }
}

/// A fact has no place in a report: it stands as its answers do.
pub(super) fn progress_of_fact(question: &Question, known: Known<'_>) -> Progress {
    match known.file.entry(&question.id).said {
        Said::NotApplicable(_) => return Progress::NotApplicable,
        Said::Pending(_) => return Progress::Pending,
        Said::Declined(_) => return Progress::Declined,
        Said::Given(_) | Said::Unanswered => (),
    }
    let needed = || question.asks.iter().filter(|ask| !ask.optional);
    let is_any = is_any_given(question, known);
    if needed().next().is_none() && !is_any {
        return Progress::Unanswered;
    }
    // What does not fit, or lacks a part, is not the whole answer.
    let is_amiss = |ask: &Ask| known.findings_about(&ask.id).iter().any(|each| each.is_error);
    let is_done = |ask: &Ask| is_given(ask, known) && !is_amiss(ask);
    match (needed().all(is_done), is_any) {
        (true, _) => Progress::Done,
        (false, true) => Progress::Partly,
        (false, false) => Progress::Unanswered,
    }
}

fn is_given(ask: &Ask, known: Known<'_>) -> bool {
    matches!(known.file.entry(&ask.id).said, Said::Given(_))
}

fn is_any_given(question: &Question, known: Known<'_>) -> bool {
    question.asks.iter().any(|ask| is_given(ask, known))
}

/// Whether anybody has to answer `question` at all.
pub fn is_needed(question: &Question) -> bool {
    question.asks.iter().any(|ask| !ask.optional)
}

//! What is said instead of an answer: it does not apply, it cannot be decided yet, the site would
//! not say. Each has its reason and its effect.

use jiangxing::report::form::NotApplicableCounts;
use jiangxing_text::{Language, name, words};
use yew::prelude::*;

use super::choice_row::{ChoiceRow, Size, choice_row};
use super::text_field::{Lines, TextField};
use crate::state::assessment::Said;

/// What the row of exceptions shows.
pub struct ExceptionPicker<'a> {
    /// The question's id.
    pub id: &'a str,
    /// What was said; an answer counts as nothing here.
    pub said: &'a Said,
    /// Whether it may be marked not applicable.
    pub may_not_apply: bool,
    /// What it counts when it is marked so.
    pub not_applicable_counts: NotApplicableCounts,
    /// The reader's language.
    pub language: Language,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// What is said now; `Unanswered` goes back to an answer.
    pub on_say: Callback<Said>,
}

/// The exceptions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exception {
    None,
    NotApplicable,
    Pending,
    Declined,
}

impl Exception {
    const ALL: [Self; 4] = [Self::None, Self::Pending, Self::NotApplicable, Self::Declined];

    fn of(said: &Said) -> Self {
        match said {
            Said::Unanswered | Said::Given(_) => Self::None,
            Said::NotApplicable(_) => Self::NotApplicable,
            Said::Pending(_) => Self::Pending,
            Said::Declined(_) => Self::Declined,
        }
    }

    fn with(self, why: String) -> Said {
        match self {
            Self::None => Said::Unanswered,
            Self::NotApplicable => Said::NotApplicable(why),
            Self::Pending => Said::Pending(why),
            Self::Declined => Said::Declined(why),
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::NotApplicable => "not-applicable",
            Self::Pending => "pending",
            Self::Declined => "declined",
        }
    }

    fn words(self, language: Language) -> &'static str {
        match self {
            Self::None => words::answer_as_asked(language),
            Self::NotApplicable => words::not_applicable(language),
            Self::Pending => words::pending(language),
            Self::Declined => words::declined(language),
        }
    }

    fn effect(self, counts: NotApplicableCounts, language: Language) -> &'static str {
        match self {
            Self::None => "",
            Self::NotApplicable => name::not_applicable_effect(counts, language),
            Self::Pending => words::pending_explained(language),
            Self::Declined => words::declined_explained(language),
        }
    }
}

/// The exceptions in a row; below, the reason and what the exception does.
pub fn exception_picker(props: &ExceptionPicker<'_>) -> Html {
    let language = props.language;
    let exception = Exception::of(props.said);
    let why = match props.said {
        Said::NotApplicable(why) | Said::Pending(why) | Said::Declined(why) => why.clone(),
        Said::Unanswered | Said::Given(_) => String::new(),
    };
    let options: Vec<(&str, &str)> = Exception::ALL
        .iter()
        .filter(|each| **each != Exception::NotApplicable || props.may_not_apply)
        .map(|each| (each.code(), each.words(language)))
        .collect();
    let (on_say, kept) = (props.on_say.clone(), why.clone());
    let on_choose = Callback::from(move |code: &'static str| {
        if let Some(exception) = Exception::ALL.iter().find(|each| each.code() == code) {
            on_say.emit(exception.with(kept.clone()));
        }
    });
    let on_say = props.on_say.clone();
    let on_change = Callback::from(move |why: String| on_say.emit(exception.with(why)));
    html! {
        <div class="exception">
            { choice_row(&ChoiceRow {
                id: format!("{}-exception", props.id), label: words::exceptions(language), options: &options,
                chosen: Some(exception.code()), size: Size::Plain, is_read_only: props.is_read_only, on_choose,
            }) }
            if exception != Exception::None {
                <TextField id={format!("{}-why", props.id)} label={words::reason(language)} value={why.clone()} lines={Lines::Several}
                    takes_focus={why.is_empty()} is_read_only={props.is_read_only}
                    aside={if why.is_empty() { words::reason_wanted(language) } else { "" }}
                    help={exception.effect(props.not_applicable_counts, language)} {on_change} />
            }
        </div>
    }
}

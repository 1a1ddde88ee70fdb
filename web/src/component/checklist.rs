//! Parts, each of which is there, is not there, or does not apply. A part without an answer is
//! none of these.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::choice_row::{ChoiceRow, Size, choice_row};
use crate::state::assessment::Part;
use crate::view::question::PartView;

/// What a checklist shows.
pub struct Checklist<'a> {
    /// The group's name on the page.
    pub id: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// The parts.
    pub parts: &'a [PartView],
    /// The reader's language.
    pub language: Language,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// The part and what was said about it.
    pub on_answer: Callback<(String, Part)>,
}

const SAID: [(Part, &str); 3] =
    [(Part::Ticked, "yes"), (Part::NotTicked, "no"), (Part::NotApplicable, "na")];

/// The parts one below the other, and how many are there.
pub fn checklist(props: &Checklist<'_>) -> Html {
    let ticked = props.parts.iter().filter(|part| part.said == Some(Part::Ticked)).count();
    html! {
        <div class="checklist" role="group" aria-label={props.label.to_owned()}>
            <ul class="checklist__parts">
                { for props.parts.iter().map(|part| one(props, part)) }
            </ul>
            <p class="quiet">{ words::ticked_of(props.language, ticked, props.parts.len()) }</p>
        </div>
    }
}

fn one(props: &Checklist<'_>, part: &PartView) -> Html {
    let language = props.language;
    let options: Vec<(&str, &str)> = SAID
        .iter()
        .filter(|(said, _)| *said != Part::NotApplicable || part.may_not_apply)
        .map(|(said, code)| (*code, part_words(*said, language)))
        .collect();
    let chosen = SAID.iter().find(|(said, _)| part.said == Some(*said));
    let (on_answer, id) = (props.on_answer.clone(), part.id.clone());
    let on_choose = Callback::from(move |code: &'static str| {
        if let Some((said, _)) = SAID.iter().find(|(_, each)| *each == code) {
            on_answer.emit((id.clone(), *said));
        }
    });
    html! {
        <li class="checklist__part" key={part.id.clone()}>
            <span class="checklist__name">{ &part.name }</span>
            { choice_row(&ChoiceRow {
                id: format!("{}-{}", props.id, part.id), label: &part.name, options: &options,
                chosen: chosen.map(|(_, code)| *code), size: Size::Plain, is_read_only: props.is_read_only,
                on_choose,
            }) }
        </li>
    }
}

/// What was said about a part, in a word.
pub fn part_words(said: Part, language: Language) -> &'static str {
    match said {
        Part::Ticked => words::there(language),
        Part::NotTicked => words::not_there(language),
        Part::NotApplicable => words::not_applicable(language),
    }
}

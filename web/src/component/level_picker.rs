//! One answer from a scale or a list, by mouse, touch or key: every answer with its words in view.

use yew::prelude::*;

use super::icon::{Drawing, icon_in};
use super::tag::{Tone, tag};
use crate::view::question::OptionView;

/// What a list of answers shows.
pub struct LevelPicker<'a> {
    /// The group's name on the page.
    pub id: &'a str,
    /// What is asked.
    pub label: &'a str,
    /// What can be chosen, lowest first.
    pub options: &'a [OptionView],
    /// What was chosen.
    pub chosen: Option<&'a str>,
    /// Whether the options are levels, marked by their id.
    pub is_level: bool,
    /// The words for an option that wants a note.
    pub wants_note: &'a str,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// The option chosen.
    pub on_choose: Callback<String>,
}

/// The answers one below the other, each large enough for a gloved hand.
pub fn level_picker(props: &LevelPicker<'_>) -> Html {
    html! {
        <fieldset class="picks">
            <legend class="said">{ props.label }</legend>
            { for props.options.iter().map(|option| one(props, option)) }
        </fieldset>
    }
}

fn one(props: &LevelPicker<'_>, option: &OptionView) -> Html {
    let is_chosen = props.chosen == Some(&option.id);
    let (on_choose, id) = (props.on_choose.clone(), option.id.clone());
    html! {
        <label class="pick" key={option.id.clone()}>
            <input class="pick__input" type="radio" name={props.id.to_owned()} value={option.id.clone()} checked={is_chosen}
                disabled={props.is_read_only} onchange={move |_| on_choose.emit(id.clone())} />
            if props.is_level {
                <span class="pick__digit" aria-hidden="true">{ &option.id }</span>
            } else {
                <span class="pick__dot" aria-hidden="true" />
            }
            <span class="pick__words">
                <span class="pick__name">
                    if props.is_level { <span class="said">{ &option.id }{ " " }</span> }
                    { &option.name }
                    if option.wants_note && is_chosen {
                        { tag(Tone::Heed, props.wants_note) }
                    }
                </span>
                if !option.descriptor.is_empty() { <span class="pick__descriptor">{ &option.descriptor }</span> }
            </span>
            if is_chosen { { icon_in("pick__tick", Drawing::Tick) } }
        </label>
    }
}

//! One answer from a scale or a list, by mouse, touch or key: every answer with its words in view.

use yew::prelude::*;

use super::icon::{Drawing, Icon};
use super::tag::{Tag, Tone};
use crate::view::question::OptionView;

/// Props of [`LevelPicker`].
#[derive(Properties, PartialEq)]
pub struct LevelPickerProps {
    /// The group's name on the page.
    pub id: AttrValue,
    /// What is asked.
    pub label: AttrValue,
    /// What can be chosen, lowest first.
    pub options: Vec<OptionView>,
    /// What was chosen.
    pub chosen: Option<String>,
    /// Whether the options are levels, marked by their id.
    pub is_level: bool,
    /// The words for an option that wants a note.
    pub wants_note: AttrValue,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// The option chosen.
    pub on_choose: Callback<String>,
}

/// The answers one below the other, each large enough for a gloved hand.
#[component]
pub fn LevelPicker(props: &LevelPickerProps) -> Html {
    html! {
        <fieldset class="picks">
            <legend class="said">{ &props.label }</legend>
            { for props.options.iter().map(|option| one(props, option)) }
        </fieldset>
    }
}

fn one(props: &LevelPickerProps, option: &OptionView) -> Html {
    let is_chosen = props.chosen.as_ref() == Some(&option.id);
    let (on_choose, id) = (props.on_choose.clone(), option.id.clone());
    html! {
        <label class="pick" key={option.id.clone()}>
            <input class="pick__input" type="radio" name={props.id.clone()} value={option.id.clone()} checked={is_chosen}
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
                        <Tag tone={Tone::Heed} words={props.wants_note.clone()} />
                    }
                </span>
                if !option.descriptor.is_empty() { <span class="pick__descriptor">{ &option.descriptor }</span> }
            </span>
            if is_chosen { <Icon drawing={Drawing::Tick} class="pick__tick" /> }
        </label>
    }
}

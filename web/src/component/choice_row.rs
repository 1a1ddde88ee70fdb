//! One of a few short answers, side by side.

use yew::prelude::*;

/// Props of [`ChoiceRow`].
#[derive(Properties, PartialEq)]
pub struct ChoiceRowProps {
    /// The group's name on the page.
    pub id: AttrValue,
    /// What is asked; not shown, the heading beside it says it.
    pub label: AttrValue,
    /// What can be chosen: id and words.
    pub options: Vec<(AttrValue, AttrValue)>,
    /// What was chosen.
    pub chosen: Option<AttrValue>,
    /// How large.
    #[prop_or_default]
    pub size: Size,
    /// Whether it can be changed.
    #[prop_or_default]
    pub is_read_only: bool,
    /// The option chosen.
    pub on_choose: Callback<AttrValue>,
}

/// How large the answers are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// As large as any button.
    #[default]
    Plain,
    /// As wide as there is room, for the one answer of a question.
    Large,
}

/// Answers in a row.
#[component]
pub fn ChoiceRow(props: &ChoiceRowProps) -> Html {
    html! {
        <fieldset class={classes!("choice-row", (props.size == Size::Large).then_some("choice-row--large"))}>
            <legend class="said">{ &props.label }</legend>
            { for props.options.iter().map(|(id, words)| {
                let (on_choose, chosen) = (props.on_choose.clone(), id.clone());
                html! {
                    <label class="choice-row__one" key={id.to_string()}>
                        <input class="choice-row__input" type="radio" name={props.id.clone()} value={id.clone()}
                            checked={props.chosen.as_ref() == Some(id)} disabled={props.is_read_only}
                            onchange={move |_| on_choose.emit(chosen.clone())} />
                        <span>{ words }</span>
                    </label>
                }
            }) }
        </fieldset>
    }
}

//! One of a few short answers, side by side.

use yew::prelude::*;

/// What a row of answers shows.
pub struct ChoiceRow<'a> {
    /// The group's name on the page.
    pub id: String,
    /// What is asked; not shown, the heading beside it says it.
    pub label: &'a str,
    /// What can be chosen: id and words.
    pub options: &'a [(&'static str, &'static str)],
    /// What was chosen.
    pub chosen: Option<&'a str>,
    /// How large.
    pub size: Size,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// The option chosen.
    pub on_choose: Callback<&'static str>,
}

/// How large the answers are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// As large as any button.
    Plain,
    /// As wide as there is room, for the one answer of a question.
    Large,
}

/// Answers in a row.
pub fn choice_row(props: &ChoiceRow<'_>) -> Html {
    html! {
        <fieldset class={classes!("choice-row", (props.size == Size::Large).then_some("choice-row--large"))}>
            <legend class="said">{ props.label }</legend>
            { for props.options.iter().map(|&(id, words)| {
                let on_choose = props.on_choose.clone();
                html! {
                    <label class="choice-row__one" key={id}>
                        <input class="choice-row__input" type="radio" name={props.id.clone()} value={id}
                            checked={props.chosen == Some(id)} disabled={props.is_read_only}
                            onchange={move |_| on_choose.emit(id)} />
                        <span>{ words }</span>
                    </label>
                }
            }) }
        </fieldset>
    }
}

//! A number or a day, in the characters that are typed. Whether it fits is the engine's to say.

use web_sys::{FocusEvent, HtmlInputElement};
use yew::prelude::*;

use super::text_field::use_typed;
use crate::format;
use crate::view::question::{FieldView, Typing};

/// Props of [`AnswerField`].
#[derive(Properties, PartialEq)]
pub struct AnswerFieldProps {
    /// The element's id.
    pub id: AttrValue,
    /// What is asked; not shown when the heading above says it.
    pub label: AttrValue,
    /// Whether the label is shown.
    pub shows_label: bool,
    /// A word beside the label.
    #[prop_or_default]
    pub aside: AttrValue,
    /// What is typed and kept, and what is said about it.
    pub field: FieldView,
    /// The words for a day that lacks its year, its month or its day.
    pub half: &'static str,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// The characters without space around them.
    pub on_change: Callback<String>,
}

/// A field for a number or a day, with its unit, and below it a place for what does not fit.
///
/// A day is chosen in the browser's own field for days. That field shows nothing but days: for
/// anything else, as a file may bring it, it is one for characters, and nothing is hidden. What is
/// half typed into it no page can read: it is said to be half, and counts as nothing.
#[component]
pub fn AnswerField(props: &AnswerFieldProps) -> Html {
    let field = &props.field;
    let told = props.on_change.clone();
    let trimmed = Callback::from(move |text: String| told.emit(text.trim().to_owned()));
    let typed = use_typed(field.text.clone().into(), trimmed);
    let is_half = use_state_eq(|| false);
    let oninput = Callback::from({
        let (take, is_half) = (typed.take.clone(), is_half.setter());
        move |event: InputEvent| {
            let element: HtmlInputElement = event.target_unchecked_into();
            is_half.set(element.validity().bad_input());
            take.emit(element.value());
        }
    });
    let onfocusout = Callback::from({
        let is_half = is_half.setter();
        move |event: FocusEvent| {
            let element: HtmlInputElement = event.target_unchecked_into();
            is_half.set(element.validity().bad_input());
        }
    });
    let shown = (*typed.shown).clone();
    let (kind, keys, from, to) = match &field.typing {
        Typing::Digits(keys) => ("text", Some(*keys), None, None),
        Typing::Day { from, to } if shown.is_empty() || format::is_day(&shown) => {
            ("date", None, (!from.is_empty()).then(|| from.clone()), Some(to.clone()))
        }
        Typing::Day { .. } => ("text", None, None, None),
    };
    let amiss_id = format!("{}-amiss", props.id);
    let is_error = *is_half || field.findings.iter().any(|finding| finding.is_error);
    html! {
        <div class="field">
            <label class={classes!("field__label", (!props.shows_label).then_some("said"))} for={props.id.clone()}>
                { &props.label }
                if !props.aside.is_empty() { <span class="field__aside">{ &props.aside }</span> }
            </label>
            <div class="field__numeric">
                <input class="field__input" id={props.id.clone()} type={kind} inputmode={keys} min={from} max={to} autocomplete="off"
                    value={shown} readonly={props.is_read_only} aria-describedby={amiss_id.clone()}
                    aria-invalid={is_error.then_some("true")} {oninput} {onfocusout} />
                if !field.unit.is_empty() { <span class="field__unit">{ &field.unit }</span> }
            </div>
            <p class={classes!("field__amiss", (!is_error).then_some("field__amiss--warning"))} id={amiss_id} role="status">
                if *is_half {
                    <span>{ props.half }</span>
                } else if field.findings.is_empty() {
                    if !field.admitted.is_empty() { <span class="field__help">{ &field.admitted }</span> }
                } else {
                    { for field.findings.iter().map(|finding| html! { <span>{ &finding.sentence }</span> }) }
                }
            </p>
        </div>
    }
}

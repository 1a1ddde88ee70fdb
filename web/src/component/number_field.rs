//! A number, in the characters that are typed. Whether it fits is the engine's to say.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::text_field::use_typed;
use crate::view::reason::FindingView;

/// Props of [`NumberField`].
#[derive(Properties, PartialEq)]
pub struct NumberFieldProps {
    /// The element's id.
    pub id: AttrValue,
    /// What is asked; not shown when the heading above says it.
    pub label: AttrValue,
    /// Whether the label is shown.
    pub shows_label: bool,
    /// A word beside the label.
    #[prop_or_default]
    pub aside: AttrValue,
    /// The unit.
    pub unit: AttrValue,
    /// Which keys a tablet should offer.
    pub keys: &'static str,
    /// What is admitted, in words.
    pub admitted: AttrValue,
    /// What is kept.
    pub value: AttrValue,
    /// What does not fit.
    pub findings: Vec<FindingView>,
    /// Whether it can be changed.
    pub is_read_only: bool,
    /// The characters without space around them.
    pub on_change: Callback<String>,
}

/// A field for a number, with its unit, and below it a place for what does not fit.
#[component]
pub fn NumberField(props: &NumberFieldProps) -> Html {
    let told = props.on_change.clone();
    let trimmed = Callback::from(move |text: String| told.emit(text.trim().to_owned()));
    let typed = use_typed(props.value.clone(), trimmed);
    let take = typed.take.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let element: HtmlInputElement = event.target_unchecked_into();
        take.emit(element.value());
    });
    let amiss_id = format!("{}-amiss", props.id);
    let is_error = props.findings.iter().any(|finding| finding.is_error);
    html! {
        <div class="field">
            <label class={classes!("field__label", (!props.shows_label).then_some("said"))} for={props.id.clone()}>
                { &props.label }
                if !props.aside.is_empty() { <span class="field__aside">{ &props.aside }</span> }
            </label>
            <div class="field__numeric">
                <input class="field__input" id={props.id.clone()} type="text" inputmode={props.keys} autocomplete="off"
                    value={(*typed.shown).clone()} readonly={props.is_read_only} aria-describedby={amiss_id.clone()}
                    aria-invalid={is_error.then_some("true")} {oninput} />
                if !props.unit.is_empty() { <span class="field__unit">{ &props.unit }</span> }
            </div>
            <p class={classes!("field__amiss", (!is_error).then_some("field__amiss--warning"))} id={amiss_id} role="status">
                if props.findings.is_empty() {
                    <span class="field__help">{ &props.admitted }</span>
                } else {
                    { for props.findings.iter().map(|finding| html! { <span>{ &finding.sentence }</span> }) }
                }
            </p>
        </div>
    }
}

//! Something to type. What is typed is shown from here at once, so that nothing that comes back can
//! disturb a character being composed; whoever keeps it is told of every change.

use web_sys::{HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;

/// Props of [`TextField`].
#[derive(Properties, PartialEq)]
pub struct TextFieldProps {
    /// The element's id; the label and the messages refer to it.
    pub id: AttrValue,
    /// What it is called.
    pub label: AttrValue,
    /// A word beside the label.
    #[prop_or_default]
    pub aside: Html,
    /// A sentence below it.
    #[prop_or_default]
    pub help: AttrValue,
    /// What is kept.
    pub value: AttrValue,
    /// One line, or several.
    #[prop_or_default]
    pub lines: Lines,
    /// Which keys a tablet should offer.
    #[prop_or("text")]
    pub keys: &'static str,
    /// What is the matter with it.
    #[prop_or_default]
    pub amiss: AttrValue,
    /// Whether it can be changed.
    #[prop_or_default]
    pub is_read_only: bool,
    /// Whether the focus goes there when it appears.
    #[prop_or_default]
    pub takes_focus: bool,
    /// The class of the whole.
    #[prop_or_default]
    pub class: Classes,
    /// What stands there now.
    pub on_change: Callback<String>,
}

/// How much is expected.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Lines {
    /// One line.
    #[default]
    One,
    /// Several.
    Several,
}

/// The characters being typed, and how to tell of them.
pub struct Typed {
    /// What is shown.
    pub shown: UseStateHandle<AttrValue>,
    /// Takes what the element holds now.
    pub take: Callback<String>,
}

/// What is typed into a field that keeps `value`: shown at once, told at once.
#[hook]
pub fn use_typed(value: AttrValue, on_change: Callback<String>) -> Typed {
    let shown = use_state(|| value.clone());
    let told = use_mut_ref(|| value.clone());
    use_effect_with(value, {
        let (shown, told) = (shown.clone(), told.clone());
        move |value| {
            let is_from_elsewhere = *told.borrow() != *value;
            if is_from_elsewhere {
                told.replace(value.clone());
                shown.set(value.clone());
            }
        }
    });
    let take = Callback::from({
        let shown = shown.clone();
        move |text: String| {
            shown.set(text.clone().into());
            told.replace(text.clone().into());
            on_change.emit(text);
        }
    });
    Typed { shown, take }
}

/// A labelled field for words.
#[component]
pub fn TextField(props: &TextFieldProps) -> Html {
    let typed = use_typed(props.value.clone(), props.on_change.clone());
    let node = use_node_ref();
    use_effect_with((), {
        let (node, takes_focus) = (node.clone(), props.takes_focus);
        move |()| {
            if takes_focus && let Some(element) = node.cast::<web_sys::HtmlElement>() {
                // An element that cannot take the focus leaves it where it is.
                element.focus().ok();
            }
        }
    });
    let (help_id, amiss_id) = (format!("{}-help", props.id), format!("{}-amiss", props.id));
    let said_by = format!("{help_id} {amiss_id}");
    let is_amiss = !props.amiss.is_empty();
    html! {
        <div class={classes!("field", props.class.clone())}>
            <label class="field__label" for={props.id.clone()}>
                { &props.label }
                <span class="field__aside">{ props.aside.clone() }</span>
            </label>
            { match props.lines {
                Lines::One => one_line(props, &typed, &node, &said_by, is_amiss),
                Lines::Several => several_lines(props, &typed, &node, &said_by, is_amiss),
            } }
            if !props.help.is_empty() {
                <p class="field__help" id={help_id}>{ &props.help }</p>
            }
            if is_amiss {
                <p class="field__amiss" id={amiss_id} role="status">{ &props.amiss }</p>
            }
        </div>
    }
}

fn one_line(
    props: &TextFieldProps,
    typed: &Typed,
    node: &NodeRef,
    said_by: &str,
    is_amiss: bool,
) -> Html {
    let take = typed.take.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let element: HtmlInputElement = event.target_unchecked_into();
        take.emit(element.value());
    });
    html! {
        <input ref={node} class="field__input" id={props.id.clone()} type="text" inputmode={props.keys} autocomplete="off"
            value={(*typed.shown).clone()} readonly={props.is_read_only} aria-describedby={said_by.to_owned()}
            aria-invalid={is_amiss.then_some("true")} {oninput} />
    }
}

fn several_lines(
    props: &TextFieldProps,
    typed: &Typed,
    node: &NodeRef,
    said_by: &str,
    is_amiss: bool,
) -> Html {
    let take = typed.take.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        let element: HtmlTextAreaElement = event.target_unchecked_into();
        take.emit(element.value());
    });
    html! {
        <textarea ref={node} class="field__input" id={props.id.clone()} rows="2"
            value={(*typed.shown).clone()} readonly={props.is_read_only} aria-describedby={said_by.to_owned()}
            aria-invalid={is_amiss.then_some("true")} {oninput} />
    }
}

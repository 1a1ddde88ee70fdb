//! A question that takes the focus and gives it back.

use web_sys::HtmlDialogElement;
use yew::prelude::*;

/// Props of [`Dialog`].
#[derive(Properties, PartialEq)]
pub struct DialogProps {
    /// The element's id.
    pub id: &'static str,
    /// Whether it is open.
    pub is_open: bool,
    /// What it is about.
    pub title: AttrValue,
    /// What is inside.
    pub children: Html,
    /// The buttons below, the one that goes on last.
    #[prop_or_default]
    pub actions: Html,
    /// It is to be closed: by its button, by Escape, by whatever it asked.
    pub on_close: Callback<()>,
}

/// A box above everything else. The browser keeps the focus inside, and puts it back afterwards.
#[component]
pub fn Dialog(props: &DialogProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.is_open, {
        let node = node.clone();
        move |is_open| {
            if let Some(dialog) = node.cast::<HtmlDialogElement>() {
                show(&dialog, *is_open);
            }
        }
    });
    let on_close = props.on_close.clone();
    let title_id = format!("{}-title", props.id);
    html! {
        <dialog ref={node} class="dialog" id={props.id} aria-labelledby={title_id.clone()} onclose={move |_| on_close.emit(())}>
            <h2 class="dialog__title" id={title_id}>{ &props.title }</h2>
            if props.is_open {
                <div class="dialog__body">{ props.children.clone() }</div>
                <div class="dialog__actions">{ props.actions.clone() }</div>
            }
        </dialog>
    }
}

fn show(dialog: &HtmlDialogElement, is_open: bool) {
    if is_open && !dialog.open() {
        // Refused only for an element that is not on the page, which then shows nothing.
        dialog.show_modal().ok();
    } else if !is_open && dialog.open() {
        dialog.close();
    }
}

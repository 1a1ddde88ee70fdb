//! Something at hand and out of the way.

use yew::prelude::*;

/// Props of [`Fold`].
#[derive(Properties, PartialEq)]
pub struct FoldProps {
    /// What is inside.
    pub title: AttrValue,
    /// A word beside it.
    #[prop_or_default]
    pub aside: AttrValue,
    /// Whether it is open when it appears.
    #[prop_or_default]
    pub is_open: bool,
    /// What is inside.
    pub children: Html,
}

/// A heading that opens what is below it.
#[component]
pub fn Fold(props: &FoldProps) -> Html {
    html! {
        <details class="fold" open={props.is_open}>
            <summary class="fold__summary">
                { &props.title }
                if !props.aside.is_empty() { <span class="fold__count">{ &props.aside }</span> }
            </summary>
            <div class="fold__body">{ props.children.clone() }</div>
        </details>
    }
}

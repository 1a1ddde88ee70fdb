//! Something at hand and out of the way.

use yew::prelude::*;

/// A heading, and a word beside it, that open what is below.
pub fn fold(title: &str, aside: &str, inside: Html) -> Html {
    html! {
        <details class="fold">
            <summary class="fold__summary">
                { title }
                if !aside.is_empty() { <span class="fold__count">{ aside }</span> }
            </summary>
            <div class="fold__body">{ inside }</div>
        </details>
    }
}

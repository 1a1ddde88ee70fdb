//! A sentence that stands above the rest, with what can be done about it.

use yew::prelude::*;

use super::tag::Tone;

/// A sentence in a frame, said to those who do not see it as soon as it appears; below it more about
/// it, and what can be done.
pub fn notice(tone: Tone, words: &str, more: Html, actions: Html) -> Html {
    let tone = match tone {
        Tone::Amiss => Some("notice--amiss"),
        Tone::Heed => Some("notice--heed"),
        Tone::Met => Some("notice--met"),
        Tone::Even | Tone::Open | Tone::Seal => None,
    };
    html! {
        <div class={classes!("notice", tone)} role="status">
            <div class="notice__words">
                <p>{ words }</p>
                { more }
            </div>
            <div class="buttons">{ actions }</div>
        </div>
    }
}

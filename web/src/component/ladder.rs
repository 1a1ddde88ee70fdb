//! The ladder of ratings: every rung with its conditions.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::reason_list::reason_list;
use super::stars::star_row;
use super::tag::{Tone, tag};
use crate::view::scorecard::RungView;

/// Rungs one below the other, the conditions of each at hand.
pub fn rung_list(rungs: &[RungView], language: Language) -> Html {
    html! {
        <ol class="ladder">
            { for rungs.iter().map(|rung| html! {
                <li class={classes!("ladder__rung", rung.is_awarded.then_some("ladder__rung--awarded"))}>
                    <details>
                        <summary class="ladder__summary">
                            { star_row(&rung.stars, "stars--small") }
                            <span class="ladder__name">{ &rung.name }</span>
                            if rung.is_awarded { { tag(Tone::Seal, words::awarded(language)) } }
                            { tag(rung.tone, rung.verdict) }
                        </summary>
                        { reason_list(&rung.conditions, words::clause(language)) }
                    </details>
                </li>
            }) }
        </ol>
    }
}

//! The ladder of ratings: every rung with its conditions.

use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::reason_list::ReasonList;
use super::stars::Stars;
use super::tag::{Tag, Tone};
use crate::view::scorecard::RungView;

/// Props of [`Ladder`].
#[derive(Properties, PartialEq)]
pub struct LadderProps {
    /// The rungs, highest first.
    pub rungs: Vec<RungView>,
    /// The reader's language.
    pub language: Language,
}

/// Rungs one below the other, the conditions of each at hand.
#[component]
pub fn Ladder(LadderProps { rungs, language }: &LadderProps) -> Html {
    html! {
        <ol class="ladder">
            { for rungs.iter().map(|rung| html! {
                <li class={classes!("ladder__rung", rung.is_awarded.then_some("ladder__rung--awarded"))}>
                    <details>
                        <summary class="ladder__summary">
                            <Stars stars={rung.stars.clone()} size="stars--small" />
                            <span class="ladder__name">{ &rung.name }</span>
                            if rung.is_awarded { <Tag tone={Tone::Seal} words={words::awarded(*language)} /> }
                            <Tag tone={rung.tone} words={rung.verdict} />
                        </summary>
                        <ReasonList reasons={rung.conditions.clone()} clause_words={words::clause(*language)} />
                    </details>
                </li>
            }) }
        </ol>
    }
}

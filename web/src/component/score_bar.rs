//! A score on its line, from nothing to full: what is certain, what is still possible, and the
//! lines to reach.

use jiangxing::report::v1::Verdict;
use yew::prelude::*;

use crate::view::rating::BarView;

/// How the marks are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// As ticks alone.
    Ticks,
    /// With their words.
    Named,
}

/// A score drawn. The words of the bar say the same to those who do not see it.
pub fn score_bar(bar: &BarView, marks: Marks) -> Html {
    let is_named = marks == Marks::Named;
    html! {
        <svg class={classes!("score-bar", is_named.then_some("score-bar--named"))} role="img" aria-label={bar.words.clone()}>
            <line class="score-bar__line" x1="0%" x2="100%" y1="0.5rem" y2="0.5rem" />
            <line class="score-bar__possible" x1={bar.low.clone()} x2={bar.high.clone()} y1="0.5rem" y2="0.5rem" />
            <line class="score-bar__certain" x1="0%" x2={bar.low.clone()} y1="0.5rem" y2="0.5rem" />
            { for bar.marks.iter().map(|mark| html! {
                <>
                    <line class="score-bar__tick" x1={mark.at.clone()} x2={mark.at.clone()} y1="0" y2="1rem" />
                    if is_named {
                        <text class={classes!("score-bar__words", (mark.verdict == Verdict::Met).then_some("score-bar__words--met"))}
                            x={mark.at.clone()} y="2rem" text-anchor="middle">{ &mark.words }</text>
                    }
                </>
            }) }
        </svg>
    }
}

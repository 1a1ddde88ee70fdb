//! The rating as it stands, always in view.

use jiangxing::report::v1::Standing;
use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::score_bar::{Marks, score_bar};
use super::stars::{MIDDLING, star_row};
use super::tag::{Tone, tag};
use crate::view::rating::RatingView;

/// What the bar of the rating shows.
pub struct LiveBar<'a> {
    /// The rating.
    pub rating: &'a RatingView,
    /// Whether it is of earlier answers, and a newer one is on its way.
    pub is_catching_up: bool,
    /// The reader's language.
    pub language: Language,
    /// The way to the result.
    pub on_open: Callback<()>,
}

/// Stars, total and what binds; the whole of it leads to the result.
pub fn live_bar(props: &LiveBar<'_>) -> Html {
    let RatingView { stars, headline, total, full, bar, binds, progress, standing, .. } =
        props.rating;
    let language = props.language;
    let on_open = props.on_open.clone();
    html! {
        <section class={classes!("live", props.is_catching_up.then_some("live--behind"))} aria-label={words::rating_now(language)}>
            <div class="live__head">
                { star_row(stars, MIDDLING) }
                <p class="live__headline" role="status">{ headline }</p>
                { tag(Tone::Seal, words::trial(language)) }
                <p class="live__total">
                    <span class="live__figure">{ total }</span>
                    <span class="quiet">{ " / " }{ full }</span>
                </p>
            </div>
            { score_bar(bar, Marks::Named) }
            <p class="live__binds">
                { binds }
                if *standing == Standing::Open && binds.is_empty() { { progress } }
            </p>
            <button type="button" class="live__open" onclick={move |_| on_open.emit(())}>{ words::why_this(language) }</button>
        </section>
    }
}

//! The rating itself, and what can be done with it: print, finalise, hand over.

use jiangxing::report::v1::State;
use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::Drawn;
use crate::component::dialog::Dialog;
use crate::component::fold::fold;
use crate::component::icon::{Drawing, icon};
use crate::component::score_bar::{Marks, score_bar};
use crate::component::stars::star_row;
use crate::component::tag::{Tone, tag};
use crate::route::{Route, Side};
use crate::state::Access;
use crate::state::assessment::Action;
use crate::view::rating::{of_full, rating_view};

/// The rating itself.
pub(super) fn hero(drawn: &Drawn<'_>, is_finalising: &UseStateHandle<bool>) -> Html {
    let Drawn { report, language, open, .. } = drawn;
    let rating = rating_view(report, &drawn.names, *language);
    let has_bonus = report.base.low.exact != report.total.low.exact
        || report.base.high.exact != report.total.high.exact;
    html! {
        <section class="hero">
            <div class="hero__stars">{ star_row(&rating.stars, "stars--large") }</div>
            <h1 class="hero__headline">{ &rating.headline }</h1>
            if rating.is_trial { <p class="hero__seal" aria-hidden="true">{ words::trial(*language) }</p> }
            if !report.dimensions.is_empty() { <p class="hero__total">
                <span class="hero__figure">{ &rating.total }</span>
                <span class="hero__full">{ " / " }{ words::points_in_short(*language, &rating.full) }</span>
            </p> }
            if has_bonus { <p class="quiet">{ words::without_bonus(*language, of_full(&report.base, *language)) }</p> }
            if !report.dimensions.is_empty() { <div class="hero__bar">{ score_bar(&rating.bar, Marks::Named) }</div> }
            <p class="hero__facts">
                { tag(state_tone(report.assessment.state), state_words(report.assessment.state, *language)) }
                <span class="quiet">{ &rating.progress }</span>
                <span class="quiet">{ &rating.notice }</span>
            </p>
            <div class="buttons hero__ways">
                <a class="button button--main" href={Route::site(&open.id, Side::Sheet).address()}>
                    { icon(Drawing::Printer) }{ words::print_sheet(*language) }
                </a>
                { finish(drawn, is_finalising) }
                { export(drawn) }
            </div>
        </section>
    }
}

pub(super) fn state_tone(state: State) -> Tone {
    match state {
        State::Draft => Tone::Open,
        State::Final => Tone::Met,
    }
}

pub(super) fn state_words(state: State, language: Language) -> &'static str {
    match state {
        State::Draft => words::draft(language),
        State::Final => words::final_state(language),
    }
}

/// Finalises, or opens again.
pub(super) fn finish(drawn: &Drawn<'_>, is_finalising: &UseStateHandle<bool>) -> Html {
    let language = drawn.language;
    let asks = is_finalising.setter();
    match drawn.open.access {
        Access::Writable => html! {
            <button type="button" class="button" onclick={move |_| asks.set(true)}>{ icon(Drawing::Lock) }{ words::finalise_asks(language) }</button>
        },
        Access::Final | Access::Elsewhere | Access::Overtaken => Html::default(),
    }
}

pub(super) fn export(drawn: &Drawn<'_>) -> Html {
    let (app, id) = (drawn.app.clone(), drawn.open.id.clone());
    html! {
        <button type="button" class="button" onclick={move |_| app.export(&id)}>{ icon(Drawing::Export) }{ words::export(drawn.language) }</button>
    }
}

/// Asks before no more answers are taken, and says what is still open.
pub(super) fn finalising(drawn: &Drawn<'_>, is_open: &UseStateHandle<bool>) -> Html {
    let Drawn { report, language, .. } = drawn;
    let language = *language;
    let (cancel, close, app) = (is_open.setter(), is_open.setter(), drawn.app.clone());
    let closing = is_open.setter();
    let actions = html! {
        <>
            <button type="button" class="button" onclick={move |_| cancel.set(false)}>{ words::cancel(language) }</button>
            <button type="button" class="button button--main" onclick={move |_| {
                close.set(false);
                app.act(Action::Finalise);
            }}>{ words::finalise(language) }</button>
        </>
    };
    let still_open = html! {
        <ul class="dots">
            { for report.coverage.open.iter().map(|id| html! { <li>{ drawn.names.name(id, language).to_owned() }</li> }) }
        </ul>
    };
    html! {
        <Dialog id="finalise" title={words::finalise(language)} is_open={**is_open} on_close={move |()| closing.set(false)} {actions}>
            <p>{ words::finalise_explained(language) }</p>
            if !report.coverage.open.is_empty() {
                { fold(&words::still_open(language, report.coverage.open.len()), "", still_open) }
            }
        </Dialog>
    }
}

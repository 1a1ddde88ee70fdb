//! Route → screen.
#![deny(clippy::arithmetic_side_effects, clippy::float_arithmetic)]

pub mod assess;
pub mod bar;
pub mod details;
pub mod opened;
pub mod result;
pub mod settings;
pub mod sheet;
pub mod sites;
pub mod told;

use jiangxing_text::{Language, words};
use yew::prelude::*;

use self::assess::Assess;
use self::bar::Bar;
use self::details::Details;
use self::result::ResultScreen;
use self::settings::SettingsScreen;
use self::sheet::Sheet;
use self::sites::Sites;
use crate::route::{Route, Side};
use crate::state::App;

/// The screen of a place.
pub fn screen(app: &App, route: &Route) -> Html {
    match route {
        Route::Sites => html! { <Sites /> },
        Route::Settings => html! { <SettingsScreen /> },
        Route::NotFound => not_found(app.settings.language),
        Route::Site { id, side } => {
            let id = AttrValue::from(id.clone());
            match side {
                Side::Details => html! { <Details {id} /> },
                Side::Assess => html! { <Assess {id} question={None::<AttrValue>} /> },
                Side::Question(question) => {
                    html! { <Assess {id} question={Some(AttrValue::from(question.clone()))} /> }
                }
                Side::Result => html! { <ResultScreen {id} /> },
                Side::Sheet => html! { <Sheet {id} /> },
            }
        }
    }
}

/// An address that leads nowhere, and the way back.
fn not_found(language: Language) -> Html {
    html! {
        <>
            <Bar title={words::not_found_title(language)} />
            <main class="page page--narrow" id="content" tabindex="-1">
                <div class="empty">
                    <h1>{ words::not_found_title(language) }</h1>
                    <p>{ words::not_found_help(language) }</p>
                    <a class="button button--main" href={Route::Sites.address()}>{ words::to_sites(language) }</a>
                </div>
            </main>
        </>
    }
}

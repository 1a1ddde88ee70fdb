//! The sites on this device: open, make, import, copy, delete, hand over.

mod beside;
mod card;

use jiangxing::report::form::Form;
use jiangxing_text::{parted, words};
use yew::prelude::*;

use self::beside::{deleted, unreadable};
use self::card::card;
use super::bar::{Back, Bar, seal};
use super::told::storage_words;
use crate::component::file_button::file_button;
use crate::component::icon::{Drawing, icon};
use crate::component::notice::notice;
use crate::component::tag::{Tone, tag};
use crate::component::text_field::TextField;
use crate::platform::clock;
use crate::platform::page;
use crate::route::{Route, Side};
use crate::state::library::{Library, Site};
use crate::state::{App, Keeping, Loaded, NewSite, use_app};

/// How many sites make a search worth its place.
const MANY: usize = 6;

/// The list of sites.
#[component]
pub fn Sites() -> Html {
    let app = use_app();
    let language = app.settings.language;
    let sought = use_state(String::new);
    let asked = use_state(|| None::<Site>);
    let form = (*use_memo((), |()| app.blank_form())).clone();
    use_effect_with((), {
        let app = app.clone();
        move |()| app.close()
    });
    let body = match &app.library {
        Loaded::Waiting => {
            html! { <p class="waiting" role="status">{ words::loading(language) }</p> }
        }
        Loaded::Ready(library) if library.sites.is_empty() => match &app.keeping {
            // What is kept is not known: nobody says that nothing is.
            Keeping::Failing { .. } => Html::default(),
            Keeping::NotAsked | Keeping::Persistent | Keeping::MayGo => empty(&app),
        },
        Loaded::Ready(library) => list(&app, library, &sought, form.as_deref()),
    };
    let beside = match &app.library {
        Loaded::Ready(library) => {
            html! { <>{ unreadable(&app, library) }{ deleted(&app, library, &asked) }</> }
        }
        Loaded::Waiting => Html::default(),
    };
    html! {
        <>
            <Bar title={words::app_name(language)} back={Back::Nowhere} />
            <main class="page" id="content" tabindex="-1">
                <div class="page__head">
                    <div>
                        <h1 class="page__title">{ words::sites(language) }</h1>
                        <p class="quiet">{ words::app_subtitle(language) }</p>
                    </div>
                    { ways_to_begin(&app) }
                </div>
                { keeping_caution(&app) }
                { body }
                { beside }
                <footer class="page__foot">
                    <p>{ tag(Tone::Seal, words::trial(language)) }{ " " }{ words::trial_notice(language) }</p>
                </footer>
            </main>
        </>
    }
}

fn ways_to_begin(app: &App) -> Html {
    let language = app.settings.language;
    let import = app.clone();
    html! {
        <div class="buttons">
            { file_button(words::import(language), ".json,application/json", Callback::from(move |file| import.import(file))) }
            <button type="button" class="button button--main" onclick={begins_new(app)}>
                { icon(Drawing::Plus) }{ words::new_site(language) }
            </button>
        </div>
    }
}

fn begins_new(app: &App) -> Callback<MouseEvent> {
    let app = app.clone();
    Callback::from(move |_| {
        let id = app.create(NewSite {
            cycle: clock::now().date().split('-').next().unwrap_or_default().into(),
            ..NewSite::default()
        });
        page::go(&Route::site(&id, Side::Details));
    })
}

fn opens_example(app: &App) -> Callback<MouseEvent> {
    let app = app.clone();
    Callback::from(move |_| {
        let id = app.create_example();
        page::go(&Route::site(&id, Side::Result));
    })
}

fn keeping_caution(app: &App) -> Html {
    let language = app.settings.language;
    match &app.keeping {
        Keeping::Failing { why } => {
            let more = html! { <p class="quiet">{ storage_words(why, language) }</p> };
            notice(Tone::Amiss, words::storage_failing(language), more, Html::default())
        }
        Keeping::NotAsked | Keeping::Persistent | Keeping::MayGo => Html::default(),
    }
}

/// Nothing is there yet: the first step, and an example to look at.
fn empty(app: &App) -> Html {
    let language = app.settings.language;
    let steps = [words::first_step, words::second_step, words::third_step];
    html! {
        <section class="empty">
            <div class="empty__seal">{ seal() }</div>
            <h2>{ words::no_sites_title(language) }</h2>
            <ol class="empty__steps">
                { for steps.iter().zip(["1", "2", "3"]).map(|(step, number)| html! {
                    <li class="empty__step"><span class="empty__number" aria-hidden="true">{ number }</span>{ step(language) }</li>
                }) }
            </ol>
            <div class="buttons">
                <button type="button" class="button button--main" onclick={begins_new(app)}>
                    { icon(Drawing::Plus) }{ words::new_site(language) }
                </button>
                <button type="button" class="button" onclick={opens_example(app)}>{ words::try_example(language) }</button>
            </div>
            <p class="quiet">{ words::privacy_sentence(language) }</p>
        </section>
    }
}

fn list(
    app: &App,
    library: &Library,
    sought: &UseStateHandle<String>,
    form: Option<&Form>,
) -> Html {
    let language = app.settings.language;
    let wanted = page::in_lower_case(sought.trim());
    let found: Vec<_> = library
        .sites
        .iter()
        .filter(|site| {
            wanted.is_empty() || parted(&page::in_lower_case(&site.name), &wanted).is_some()
        })
        .collect();
    let sought = sought.clone();
    let value = (*sought).clone();
    html! {
        <>
            if library.sites.len() > MANY {
                <TextField id="search" class="search" label={words::search(language)} {value} on_change={move |text| sought.set(text)} />
            }
            <ul class="sites">
                { for found.iter().map(|site| card(app, site, form)) }
            </ul>
            if found.is_empty() { <p class="quiet" role="status">{ words::nothing_found(language) }</p> }
            <p class="sites__more">
                <button type="button" class="button button--plain" onclick={opens_example(app)}>{ words::try_example(language) }</button>
            </p>
        </>
    }
}

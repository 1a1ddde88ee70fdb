//! The sites on this device: open, make, import, copy, delete, hand over.

use jiangxing::report::form::Form;
use jiangxing::report::v1::Standing;
use jiangxing_text::{Language, words};
use yew::prelude::*;

use super::bar::{Back, Bar, seal};
use super::told::{site_name, storage_words};
use crate::component::file_button::FileButton;
use crate::component::icon::{Drawing, Icon};
use crate::component::notice::Notice;
use crate::component::stars::Stars;
use crate::component::tag::{Tag, Tone};
use crate::component::text_field::TextField;
use crate::format;
use crate::page;
use crate::platform::clock;
use crate::route::{Route, Side};
use crate::state::library::{Library, Site};
use crate::state::{App, Keeping, Loaded, NewSite, use_app};
use crate::view::position::length;
use crate::view::rating::StarsView;

/// How many sites make a search worth its place.
const MANY: usize = 6;

/// The list of sites.
#[component]
pub fn Sites() -> Html {
    let app = use_app();
    let language = app.settings.language;
    let sought = use_state(String::new);
    let form = (*use_memo((), |()| app.blank_form())).clone();
    use_effect_with((), {
        let app = app.clone();
        move |()| app.close()
    });
    let body = match &app.library {
        Loaded::Waiting => {
            html! { <p class="waiting" role="status">{ words::loading(language) }</p> }
        }
        Loaded::Failed(why) => {
            html! { <Notice tone={Tone::Amiss} words={storage_words(why, language)} /> }
        }
        Loaded::Ready(library) if library.sites.is_empty() => empty(&app),
        Loaded::Ready(library) => list(&app, library, &sought, form.as_deref()),
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
                <footer class="page__foot">
                    <p><Tag tone={Tone::Seal} words={words::trial(language)} />{ " " }{ words::trial_notice(language) }</p>
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
            <FileButton words={words::import(language)} accept=".json,application/json" on_file={move |file| import.import(file)} />
            <button type="button" class="button button--main" onclick={begins_new(app)}>
                <Icon drawing={Drawing::Plus} />{ words::new_site(language) }
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
        Keeping::InMemory { why } => html! {
            <Notice tone={Tone::Amiss} words={words::kept_in_memory(language)}>
                <p class="quiet">{ storage_words(why, language) }</p>
            </Notice>
        },
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
                    <Icon drawing={Drawing::Plus} />{ words::new_site(language) }
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
    let wanted = sought.trim().to_lowercase();
    let found: Vec<_> = library
        .sites
        .iter()
        .filter(|site| wanted.is_empty() || site.name.to_lowercase().contains(&wanted))
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

fn card(app: &App, site: &Site, form: Option<&Form>) -> Html {
    let language = app.settings.language;
    let name = site_name(&site.name, language);
    let to = |side| Route::site(&site.id, side).address();
    let state = if site.is_final { words::final_state(language) } else { words::draft(language) };
    html! {
        <li class="site" key={site.id.clone()}>
            <div class="site__head">
                <h2 class="site__name"><a class="site__link" href={to(Side::Assess)}>{ &name }</a></h2>
                <Tag tone={if site.is_final { Tone::Met } else { Tone::Even }} words={state} />
            </div>
            { standing(site, language) }
            <p class="quiet">{ particulars(site, form, language) }</p>
            <div class="site__ways">
                <a class="button" href={to(Side::Result)}><Icon drawing={Drawing::Chart} />{ words::result(language) }</a>
                { way(words::export(language), Drawing::Export, app, site, App::export) }
                { way(words::duplicate(language), Drawing::Copy, app, site, App::duplicate) }
                { way(words::delete(language), Drawing::Bin, app, site, App::delete) }
            </div>
        </li>
    }
}

/// The kind of site, its cycle, and when it was changed.
fn particulars(site: &Site, form: Option<&Form>, language: Language) -> String {
    let categories = form.map_or(&[][..], |form| &form.categories);
    let kinds = categories.iter().filter_map(|category| {
        let chosen = site.categories.get(&category.id)?;
        let option = category.options.iter().find(|option| option.id == *chosen)?;
        Some(option.name.in_language(language.code()).to_owned())
    });
    let changed = words::last_changed(language, changed(site, language));
    kinds
        .chain([site.cycle.clone(), changed])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn changed(site: &Site, language: Language) -> String {
    format!("{} {}", format::date(site.saved.date(), language), site.saved.time())
}

fn way(words: &'static str, drawing: Drawing, app: &App, site: &Site, go: fn(&App, &str)) -> Html {
    let (app, id) = (app.clone(), site.id.clone());
    html! {
        <button type="button" class="button button--plain button--square" aria-label={words} title={words} onclick={move |_| go(&app, &id)}>
            <Icon {drawing} />
        </button>
    }
}

/// How a site stood when it was last looked at.
fn standing(site: &Site, language: Language) -> Html {
    let Some(progress) = &site.progress else {
        return Html::default();
    };
    let named = |rating: &jiangxing::report::v1::Rating| {
        rating.name.in_language(language.code()).to_owned()
    };
    let stars = |rating: &Option<jiangxing::report::v1::Rating>| {
        rating.as_ref().map_or(0, |rating| rating.stars)
    };
    let (lit, possible, words) = match (progress.standing, &progress.awarded, &progress.best) {
        (Standing::Settled, Some(awarded), _) => (awarded.stars, awarded.stars, named(awarded)),
        (Standing::Open, _, Some(best)) => {
            (stars(&progress.locked), best.stars, words::best_only(language, named(best)))
        }
        (Standing::Settled | Standing::Open | Standing::Withheld | Standing::LeftOut, _, _) => {
            (0, 0, jiangxing_text::name::standing(Standing::Withheld, language).to_owned())
        }
    };
    let total = if progress.low == progress.high {
        progress.low.clone()
    } else {
        format!("{}–{}", progress.low, progress.high)
    };
    html! {
        <>
            <div class="site__rating">
                <Stars stars={StarsView::new(lit, possible, 5, words.clone())} size="stars--small" />
                <span>{ words }</span>
                <span class="site__total number">{ words::points_in_short(language, total) }</span>
            </div>
            <div class="site__progress">
                <svg class="progress" aria-hidden="true">
                    <line class="progress__line" x1="0%" x2="100%" y1="0.25rem" y2="0.25rem" />
                    <line class="progress__done" x1="0%" x2={length(&progress.position)} y1="0.25rem" y2="0.25rem" />
                </svg>
                <span class="quiet">{ words::progress(language, progress.settled, progress.asked) }</span>
            </div>
        </>
    }
}

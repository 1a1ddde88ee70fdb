//! One site of the list: how it stands, and what can be done with it.

use jiangxing::report::form::Form;
use jiangxing::report::v1::Standing;
use jiangxing_text::{Language, words};
use yew::prelude::*;

use crate::component::icon::{Drawing, icon};
use crate::component::stars::star_row;
use crate::component::tag::{Tone, tag};
use crate::format;
use crate::platform::clock::Stamp;
use crate::route::{Route, Side};
use crate::screen::told::site_name;
use crate::state::App;
use crate::state::library::Site;
use crate::view::position::length;
use crate::view::rating::StarsView;

pub(super) fn card(app: &App, site: &Site, form: Option<&Form>) -> Html {
    let language = app.settings.language;
    let name = site_name(&site.name, language);
    let to = |side| Route::site(&site.id, side).address();
    let state = if site.is_final { words::final_state(language) } else { words::draft(language) };
    html! {
        <li class="site" key={site.id.clone()}>
            <div class="site__head">
                <h2 class="site__name"><a class="site__link" href={to(Side::Assess)}>{ &name }</a></h2>
                { tag(if site.is_final { Tone::Met } else { Tone::Even }, state) }
            </div>
            { standing(site, language) }
            <p class="quiet">{ particulars(site, form, language) }</p>
            <div class="site__ways">
                <a class="button" href={to(Side::Result)}>{ icon(Drawing::Chart) }{ words::result(language) }</a>
                { way(words::export(language), Drawing::Export, app, site, App::export) }
                { way(words::duplicate(language), Drawing::Copy, app, site, App::duplicate) }
                { way(words::delete(language), Drawing::Bin, app, site, App::delete) }
            </div>
        </li>
    }
}

/// The kind of site, its cycle, and when it was changed.
pub(super) fn particulars(site: &Site, form: Option<&Form>, language: Language) -> String {
    let categories = form.map_or(&[][..], |form| &form.categories);
    let kinds = categories.iter().filter_map(|category| {
        let chosen = site.categories.get(&category.id)?;
        let option = category.options.iter().find(|option| option.id == *chosen)?;
        Some(option.name.in_language(language.code()).to_owned())
    });
    let changed = words::last_changed(language, moment(&site.saved, language));
    kinds
        .chain([site.cycle.clone(), changed])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

/// A date and a time of day.
pub(super) fn moment(stamp: &Stamp, language: Language) -> String {
    format!("{} {}", format::date(stamp.date(), language), stamp.time())
}

pub(super) fn way(
    words: &'static str,
    drawing: Drawing,
    app: &App,
    site: &Site,
    go: fn(&App, &str),
) -> Html {
    let (app, id) = (app.clone(), site.id.clone());
    html! {
        <button type="button" class="button button--plain button--square" aria-label={words} title={words} onclick={move |_| go(&app, &id)}>
            { icon(drawing) }
        </button>
    }
}

/// How a site stood when it was last looked at.
pub(super) fn standing(site: &Site, language: Language) -> Html {
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
                { star_row(&StarsView::new(lit, possible, 5, words.clone()), "stars--small") }
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

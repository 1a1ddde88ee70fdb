//! Below the list: records that cannot be read, and sites that were deleted.

use jiangxing_text::words;
use yew::prelude::*;

use super::card::moment;
use crate::component::dialog::Dialog;
use crate::component::fold::fold;
use crate::screen::told::{site_name, storage_words};
use crate::state::App;
use crate::state::library::{Library, Site};

/// Each record that cannot be read, why, and the way to have it as it is; nothing when there is
/// none.
pub(super) fn unreadable(app: &App, library: &Library) -> Html {
    let language = app.settings.language;
    if library.unreadable.is_empty() {
        return Html::default();
    }
    html! {
        <section class="card">
            <h2 class="card__title">{ words::unreadable_sites(language) }</h2>
            <p class="quiet">{ words::unreadable_sites_help(language) }</p>
            <ul class="kept-apart">
                { for library.unreadable.iter().map(|(id, why)| html! {
                    <li class="kept-apart__one" key={id.clone()}>
                        <div class="kept-apart__words">
                            <p><code>{ id }</code></p>
                            <p class="quiet">{ storage_words(why, language) }</p>
                        </div>
                        <button type="button" class="button" onclick={does(app, id, App::export_as_kept)}>{ words::export_as_kept(language) }</button>
                    </li>
                }) }
            </ul>
        </section>
    }
}

/// The sites that were deleted, each with the way back and the way out; nothing when there is none.
/// `asked` is the one that is about to go for good.
pub(super) fn deleted(app: &App, library: &Library, asked: &UseStateHandle<Option<Site>>) -> Html {
    let language = app.settings.language;
    let rows = library.deleted.iter().map(|site| {
        let (ask, about) = (asked.setter(), site.clone());
        let when = site.deleted.as_ref().map(|stamp| moment(stamp, language)).unwrap_or_default();
        html! {
            <li class="kept-apart__one" key={site.id.clone()}>
                <div class="kept-apart__words">
                    <p>{ site_name(&site.name, language) }</p>
                    <p class="quiet">{ words::deleted_on(language, when) }</p>
                </div>
                <button type="button" class="button" onclick={does(app, &site.id, App::restore)}>{ words::restore(language) }</button>
                <button type="button" class="button button--plain" onclick={move |_| ask.set(Some(about.clone()))}>{ words::delete_for_good_asks(language) }</button>
            </li>
        }
    });
    let rows = html! { <ul class="kept-apart">{ for rows }</ul> };
    html! {
        <>
            if !library.deleted.is_empty() {
                { fold(words::deleted_sites(language), &library.deleted.len().to_string(), rows) }
            }
            { question(app, asked) }
        </>
    }
}

fn question(app: &App, asked: &UseStateHandle<Option<Site>>) -> Html {
    let language = app.settings.language;
    let site = (**asked).clone();
    let (cancel, close, done, app) = (asked.setter(), asked.setter(), asked.setter(), app.clone());
    let name = site.as_ref().map(|site| site_name(&site.name, language)).unwrap_or_default();
    let is_open = site.is_some();
    let goes = move |_: MouseEvent| {
        if let Some(site) = &site {
            app.delete_for_good(&site.id);
        }
        done.set(None);
    };
    let actions = html! {
        <>
            <button type="button" class="button" onclick={move |_| cancel.set(None)}>{ words::cancel(language) }</button>
            <button type="button" class="button button--main" onclick={goes}>{ words::delete_for_good(language) }</button>
        </>
    };
    html! {
        <Dialog id="delete-for-good" title={words::delete_for_good(language)} {is_open} on_close={move |()| close.set(None)} {actions}>
            <p>{ words::delete_for_good_explained(language, name) }</p>
        </Dialog>
    }
}

fn does(app: &App, id: &str, it: fn(&App, &str)) -> Callback<MouseEvent> {
    let (app, id) = (app.clone(), id.to_owned());
    Callback::from(move |_| it(&app, &id))
}

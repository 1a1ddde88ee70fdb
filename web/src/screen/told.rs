//! What there is to be told about the last thing done.

use jiangxing_text::{Language, Names, words};
use yew::prelude::*;

use crate::component::icon::{Drawing, icon};
use crate::component::reason_list::finding_list;
use crate::platform::page;
use crate::route::{Route, Side};
use crate::state::{App, Notice};
use crate::storage::StorageError;
use crate::view::reason::finding_views;

/// The last thing done, with what can be done about it.
pub fn told(app: &App) -> Html {
    let language = app.settings.language;
    let Some(notice) = &app.notice else {
        return Html::default();
    };
    let handle = app.clone();
    let dismiss = Callback::from(move |_: MouseEvent| handle.dismiss_notice());
    let (sentence, more) = match notice {
        Notice::NotSaved { why } => (
            words::save_failed(language).into(),
            html! { <span>{ storage_words(why, language) }</span> },
        ),
        Notice::Cleared => (words::storage_cleared(language).into(), Html::default()),
        Notice::Deleted { id, name } => {
            (words::deleted_site(language, site_name(name, language)), restore(app, id))
        }
        Notice::Imported { id, file, findings } => (
            words::imported(language, file),
            html! {
                <>
                    <a class="toast__button toast__link" href={Route::site(id, Side::Assess).address()} onclick={dismiss.clone()}>{ words::open_it(language) }</a>
                    if !findings.is_empty() {
                        { finding_list(&finding_views(findings, &Names::none(), language), None) }
                    }
                </>
            },
        ),
        Notice::NotImported { file, findings } => (
            words::not_imported(language, file),
            finding_list(&finding_views(findings, &Names::none(), language), None),
        ),
        Notice::NotDone { why } => {
            (words::not_done(language, storage_words(why, language)), Html::default())
        }
    };
    html! {
        <div class="toast" role="status">
            <div class="toast__one">
                <span>{ sentence }</span>
                { more }
                <button type="button" class="toast__button" onclick={dismiss} aria-label={words::close(language)}>
                    { icon(Drawing::Cross) }
                </button>
            </div>
        </div>
    }
}

fn restore(app: &App, id: &str) -> Html {
    let language = app.settings.language;
    let (app, id) = (app.clone(), id.to_owned());
    let onclick = Callback::from(move |_: MouseEvent| {
        app.restore(&id);
        app.dismiss_notice();
    });
    html! { <button type="button" class="toast__button" {onclick}>{ words::undo(language) }</button> }
}

/// A site's name, or that it has none yet.
pub fn site_name(name: &str, language: Language) -> String {
    match name.trim() {
        "" => words::unnamed_site(language).into(),
        name => name.into(),
    }
}

/// What the store has against a request, in words.
pub fn storage_words(why: &StorageError, language: Language) -> String {
    match why {
        StorageError::Full => words::storage_full(language).into(),
        StorageError::Unavailable { .. } => words::storage_unavailable(language).into(),
        StorageError::Overtaken => words::storage_overtaken(language).into(),
        StorageError::Newer => words::storage_newer(language).into(),
        StorageError::Damaged { detail } => words::storage_damaged(language, detail),
        StorageError::Other { detail } => words::storage_other(language, detail),
    }
}

/// A callback that goes to `route`.
pub fn goes_to<Event: 'static>(route: Route) -> Callback<Event> {
    Callback::from(move |_| page::go(&route))
}

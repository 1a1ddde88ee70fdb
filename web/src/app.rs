//! Providers, routes, the frame around every screen.

use jiangxing_text::words;
use yew::prelude::*;

use crate::component::icon::{Drawing, icon};
use crate::platform::page;
use crate::route::{Route, Side};
use crate::screen::screen;
use crate::screen::told::told;
use crate::state::{App as Handle, AppProvider, use_app};

/// The whole app.
#[component]
pub fn App() -> Html {
    html! { <AppProvider><Frame /></AppProvider> }
}

/// The place one is at, followed as the address changes.
#[hook]
fn use_route() -> Route {
    let route = use_state_eq(|| Route::from_address(&page::address()));
    use_effect_with((), {
        let route = route.clone();
        move |()| {
            let listening =
                page::on_address(move || route.set(Route::from_address(&page::address())));
            move || drop(listening)
        }
    });
    (*route).clone()
}

/// Every screen begins at its top; moving from question to question is the assess screen's own.
#[hook]
fn use_beginning(route: &Route) {
    let screen = match route {
        Route::Site { id, side: Side::Question(_) } => Route::site(id, Side::Assess),
        Route::Sites | Route::Settings | Route::NotFound | Route::Site { .. } => route.clone(),
    };
    let is_first = use_mut_ref(|| true);
    use_effect_with(screen, move |_| {
        if !is_first.replace(false) {
            page::begin();
        }
    });
}

/// What stands around every screen: the way to its content, and what there is to be told.
#[component]
fn Frame() -> Html {
    let app = use_app();
    let route = use_route();
    let language = app.settings.language;
    use_effect_with(app.settings, |settings| page::dress(*settings));
    use_effect_with(app.last_address.clone(), |last| {
        if let (Some(last), true) = (last, page::address().is_empty()) {
            page::rename(last);
        }
    });
    use_effect_with(route.clone(), {
        let app = app.clone();
        move |route| {
            if !page::address().is_empty() {
                app.remember_address(&route.address());
            }
        }
    });
    use_beginning(&route);
    html! {
        <>
            <a class="skip" href="#content" onclick={Callback::from(|event: MouseEvent| {
                event.prevent_default();
                page::bring_into_view("content");
            })}>{ words::skip_to_content(language) }</a>
            { screen(&app, &route) }
            { told(&app) }
            { update_offer(&app) }
        </>
    }
}

/// A new version is offered, never forced.
fn update_offer(app: &Handle) -> Html {
    let language = app.settings.language;
    if !app.update_ready {
        return Html::default();
    }
    let handle = app.clone();
    html! {
        <aside class="update" role="status">
            { icon(Drawing::Redo) }
            <span>{ words::update_ready(language) }</span>
            <button type="button" class="button" onclick={move |_| handle.apply_update()}>{ words::update_now(language) }</button>
        </aside>
    }
}

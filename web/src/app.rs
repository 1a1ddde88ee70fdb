//! Providers, routes, the frame around every screen.

use yew::prelude::*;

/// The whole app.
#[component]
pub fn App() -> Html {
    html! {}
}

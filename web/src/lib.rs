//! The app: screens, state, storage, and the browser named in one place.

mod app;
pub mod by_key;
pub mod component;
pub mod engine;
pub mod format;
pub mod json;
pub mod platform;
pub mod route;
pub mod screen;
pub mod state;
pub mod storage;
pub mod view;

use wasm_bindgen::prelude::*;

/// Starts the app; the module calls it by itself once it is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    yew::Renderer::<app::App>::new().render();
}

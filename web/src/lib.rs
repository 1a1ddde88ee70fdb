//! The app: screens, state, storage, and the browser named in one place.

mod app;
pub mod engine;
pub mod platform;
pub mod state;
pub mod storage;

use wasm_bindgen::prelude::*;

/// Starts the app; the module calls it by itself once it is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    yew::Renderer::<app::App>::new().render();
}

//! The app: screens, state, storage, and the browser named in one place.

mod app;
pub mod engine;
pub mod platform;
pub mod state;
pub mod storage;

use wasm_bindgen::prelude::*;

/// Starts the app; the page's loader calls it once, after the module is there.
#[wasm_bindgen]
pub fn start() {
    yew::Renderer::<app::App>::new().render();
}

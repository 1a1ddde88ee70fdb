//! Set-up: everything that building and testing need, each part only when it is missing.

use crate::progress::step;
use crate::{Trouble, axe, browser, rust, tools};

/// What building the app needs.
pub(crate) fn for_building() -> Result<(), Trouble> {
    step("准备 Rust 的 WASM 目标和 wasm-pack · WASM target and wasm-pack", || {
        rust::set_up_wasm_target()?;
        tools::set_up()
    })
}

/// What the format check and the lints need.
pub(crate) fn for_checking() -> Result<(), Trouble> {
    step("准备格式和检查工具 · formatter and linter", rust::set_up_components)
}

/// What the tests in a browser need.
pub(crate) fn for_browsing() -> Result<(), Trouble> {
    step("准备浏览器 · browser", || {
        browser::set_up()?;
        axe::set_up()
    })
}

/// All of it.
pub(crate) fn everything() -> Result<(), Trouble> {
    for_building()?;
    for_checking()?;
    for_browsing()
}

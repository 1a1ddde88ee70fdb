//! The page that everything is drawn on: its address, its language and colours, its title, where
//! it is scrolled to, and the keys pressed anywhere on it.

use gloo_events::{EventListener, EventListenerOptions};
use gloo_utils::{document, document_element, window};
use jiangxing_text::Language;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};

use crate::route::Route;
use crate::state::settings::Settings;

/// What stands behind the `#`, with it; empty when nothing does.
pub fn address() -> String {
    window().location().hash().unwrap_or_default()
}

/// Goes to `route`, as a step that the back button takes back.
pub fn go(route: &Route) {
    // A browser that does not let the address change stays where it is.
    window().location().set_hash(&route.address()).ok();
}

/// Changes the address to that of `route` without a step, as when the same place gets its name.
pub fn rename(address: &str) {
    window().location().replace(address).ok();
}

/// Gives the page its language, its colours and the size of its text.
pub fn dress(settings: Settings) {
    let root = document_element();
    let language = match settings.language {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    for (name, value) in [
        ("lang", language),
        ("data-theme", settings.theme.code()),
        ("data-text-size", settings.text_size.code()),
    ] {
        root.set_attribute(name, value).ok();
    }
}

/// Gives the page its title.
pub fn entitle(title: &str) {
    document().set_title(title);
}

/// Words for the margins of printed pages, as custom properties of the page: style sheets read
/// them there, and a strict policy for styles allows it.
pub fn set_margin_words(words: &[(&str, String)]) {
    let Ok(root) = document_element().dyn_into::<HtmlElement>() else {
        return;
    };
    for (name, text) in words {
        let quoted = format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        root.style().set_property(name, &quoted).ok();
    }
}

/// Opens the print dialog.
pub fn print() {
    window().print().ok();
}

/// Begins a screen: at its top, the focus on its content unless something in it has taken it.
pub fn begin() {
    scroll_to_top();
    let active = document().active_element();
    if active.is_none_or(|active| active.tag_name() == "BODY") {
        focus("content");
    }
}

/// Goes back to where one was before.
pub fn go_back() {
    if let Ok(history) = window().history() {
        history.back().ok();
    }
}

/// Scrolls to the top and puts the focus on the element `id`, so that a reader begins there.
pub fn begin_at(id: &str) {
    scroll_to_top();
    focus(id);
}

fn scroll_to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// Brings the element `id` into view and puts the focus there.
pub fn bring_into_view(id: &str) {
    if let Some(element) = element(id) {
        element.scroll_into_view();
    }
    focus(id);
}

fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        element.focus_with_options(&options).ok();
    }
}

/// Whether keys now belong to something that is typed into, or to a dialog.
pub fn is_typing() -> bool {
    let Some(active) = document().active_element() else {
        return false;
    };
    let is_text = match active.tag_name().as_str() {
        "INPUT" => matches!(active.get_attribute("type").as_deref(), Some("text" | "date")),
        "TEXTAREA" | "SELECT" => true,
        _ => false,
    };
    is_text || active.closest("dialog").ok().flatten().is_some()
}

/// Calls `then` whenever the address changes, until what this gives is dropped.
pub fn on_address(then: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| then())
}

/// Calls `then` for every key pressed, wherever the focus is, until what this gives is dropped.
pub fn on_key(then: impl Fn(&KeyboardEvent) + 'static) -> EventListener {
    let may_be_taken = EventListenerOptions::enable_prevent_default();
    EventListener::new_with_options(&window(), "keydown", may_be_taken, move |event| {
        if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
            then(event);
        }
    })
}

/// `text` in lower case, by the browser's own tables: they need not be carried.
pub fn in_lower_case(text: &str) -> String {
    js_sys::JsString::from(text).to_lower_case().into()
}

fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

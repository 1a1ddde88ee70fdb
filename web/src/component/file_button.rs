//! A file, chosen by the person.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::icon::{Drawing, icon};

/// A button that asks for a file and gives it to `on_file`; files that are `accept`ed are offered.
pub fn file_button(words: &'static str, accept: &'static str, on_file: Callback<File>) -> Html {
    let onchange = Callback::from(move |event: Event| {
        let input: HtmlInputElement = event.target_unchecked_into();
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            on_file.emit(file);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    });
    html! {
        <label class="button file-button">
            { icon(Drawing::Import) }
            { words }
            <input class="file-button__input" type="file" {accept} {onchange} />
        </label>
    }
}

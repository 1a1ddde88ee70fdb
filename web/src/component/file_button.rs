//! A file, chosen by the person.

use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::icon::{Drawing, Icon};

/// Props of [`FileButton`].
#[derive(Properties, PartialEq)]
pub struct FileButtonProps {
    /// What it does.
    pub words: AttrValue,
    /// Which files are offered.
    pub accept: &'static str,
    /// The file chosen.
    pub on_file: Callback<File>,
}

/// A button that asks for a file.
#[component]
pub fn FileButton(FileButtonProps { words, accept, on_file }: &FileButtonProps) -> Html {
    let on_file = on_file.clone();
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
            <Icon drawing={Drawing::Import} />
            { words }
            <input class="file-button__input" type="file" accept={*accept} {onchange} />
        </label>
    }
}

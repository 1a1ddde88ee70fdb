//! Reading and saving files.

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

/// The text of a file that the person chose. Bytes that are no UTF-8 become replacement characters.
///
/// # Errors
/// What the browser says when the file cannot be read.
pub async fn text_of(file: &File) -> Result<String, String> {
    let text = JsFuture::from(file.text()).await.map_err(said)?;
    Ok(text.as_string().unwrap_or_default())
}

/// Gives the person a file by this name.
///
/// # Errors
/// What the browser says when it does not.
pub fn give(name: &str, text: &str) -> Result<(), String> {
    let kind = BlobPropertyBag::new();
    kind.set_type("application/json");
    let parts = Array::of1(&text.into());
    let blob = Blob::new_with_str_sequence_and_options(&parts, &kind).map_err(said)?;
    let address = Url::create_object_url_with_blob(&blob).map_err(said)?;
    let link: HtmlAnchorElement =
        gloo_utils::document().create_element("a").map_err(said)?.dyn_into().map_err(|_| "a")?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The download has its own hold on the content by now in some browsers and not in others.
    let forget = Timeout::new(60_000, move || {
        let _revoked = Url::revoke_object_url(&address);
    });
    forget.forget();
    Ok(())
}

fn said(error: JsValue) -> String {
    match error.dyn_ref::<js_sys::Error>() {
        Some(error) => String::from(error.message()),
        None => format!("{error:?}"),
    }
}

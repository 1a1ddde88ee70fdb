//! The boundary as JavaScript sees it, in a browser.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says so by failing")]

use jiangxing_element::{Rubric, check};
use js_sys::{Array, JSON, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const RUBRIC: &str = include_str!("../../../rubrics/acftu-1p1pn-2024/rubric.toml");
const DRAFT: &str =
    include_str!("../../../rubrics/acftu-1p1pn-2024/examples/half-finished-draft.json");

fn under(object: &JsValue, path: &[&str]) -> JsValue {
    path.iter().fold(object.clone(), |here, key| Reflect::get(&here, &(*key).into()).unwrap())
}

#[wasm_bindgen_test]
fn a_sound_rubric_is_named_and_one_that_is_not_says_why() {
    let reply = check(RUBRIC).expect("a reply");
    assert_eq!(under(&reply, &["rubric", "id"]).as_string().as_deref(), Some("acftu-1p1pn-2024"));

    let reply = check("[rubric").expect("a reply");
    assert!(under(&reply, &["rubric"]).is_null());
    let diagnostics = Array::from(&under(&reply, &["diagnostics"]));
    assert_ne!(diagnostics.length(), 0);
    assert!(under(&diagnostics.get(0), &["code"]).as_string().is_some());
    assert_eq!(under(&diagnostics.get(0), &["place", "line"]).as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
fn a_report_is_a_plain_object_and_the_same_as_its_text() {
    let rubric = Rubric::open(RUBRIC).expect("a sound rubric");
    let reply = rubric.report(DRAFT).expect("a reply");
    let report = under(&reply, &["report"]);
    let text = rubric.report_text(DRAFT).expect("a report");
    assert_eq!(String::from(JSON::stringify(&report).unwrap()), text);
}

#[wasm_bindgen_test]
fn what_cannot_be_read_comes_back_as_data() {
    assert!(Rubric::open("nonsense = ").is_none());
    let rubric = Rubric::open(RUBRIC).expect("a sound rubric");
    let reply = rubric.report("{").expect("a reply");
    assert_ne!(Array::from(&under(&reply, &["findings"])).length(), 0);
    assert_eq!(rubric.report_text("{"), None);
}

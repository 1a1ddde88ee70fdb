//! The boundary as JavaScript sees it, in a browser. `tests/npm.rs` holds the package against the
//! engine in Node.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, clippy::expect_used, reason = "a test says so by failing")]

use jiangxing_element::{check, rate, report};
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
    let problems = Array::from(&under(&reply, &["problems"]));
    assert_ne!(problems.length(), 0);
    assert!(under(&problems.get(0), &["says", "zh"]).as_string().is_some());
    assert_eq!(under(&problems.get(0), &["place", "line"]).as_f64(), Some(1.0));
}

#[wasm_bindgen_test]
fn an_assessment_is_rated_from_its_text_and_from_its_object() {
    let text = rate(RUBRIC, &DRAFT.into()).expect("a reply");
    let object = rate(RUBRIC, &JSON::parse(DRAFT).unwrap()).expect("a reply");
    assert_eq!(under(&text, &["rated", "standing"]).as_string().as_deref(), Some("open"));
    let written = |reply: &JsValue| String::from(JSON::stringify(reply).unwrap());
    assert_eq!(written(&text), written(&object));
}

#[wasm_bindgen_test]
fn what_cannot_be_read_comes_back_as_data() {
    for (rubric, assessment) in [("nonsense = ", DRAFT), (RUBRIC, "{")] {
        let reply = report(rubric, &assessment.into()).expect("a reply");
        assert!(under(&reply, &["report"]).is_null());
        assert_ne!(Array::from(&under(&reply, &["problems"])).length(), 0);
    }
}

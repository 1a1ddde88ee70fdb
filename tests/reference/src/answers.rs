//! An assessment file, read: what was said under each id, unjudged.

use serde_json::{Map, Value};
use std::collections::BTreeMap;

pub(crate) struct Assessment {
    pub(crate) categories: BTreeMap<String, String>,
    pub(crate) is_final: bool,
    pub(crate) said: BTreeMap<String, Said>,
}

/// What stands under one id.
pub(crate) enum Said {
    Given(Value),
    NotApplicable,
    Pending,
    Declined,
}

pub(crate) fn read(text: &str) -> Assessment {
    let file: Value = serde_json::from_str(text).expect("the assessment is JSON");
    let categories = match &file["subject"]["categories"] {
        Value::Object(chosen) => chosen
            .iter()
            .map(|(category, option)| (category.clone(), option.as_str().unwrap().to_owned()))
            .collect(),
        _ => BTreeMap::new(),
    };
    let mut said = BTreeMap::new();
    if let Value::Object(responses) = &file["responses"] {
        for (id, response) in responses {
            if let Some(one) = response.as_object().and_then(what_was_said) {
                said.insert(id.clone(), one);
            }
        }
    }
    Assessment { categories, is_final: file["state"] == "final", said }
}

/// One of the four, or nothing: two at once contradict each other, and not applicable without a
/// reason is no answer.
fn what_was_said(response: &Map<String, Value>) -> Option<Said> {
    let keys = ["value", "not-applicable", "pending", "declined"];
    let present: Vec<&str> = keys.into_iter().filter(|key| response.contains_key(*key)).collect();
    match present[..] {
        ["value"] => Some(Said::Given(response["value"].clone())),
        ["not-applicable"] => {
            let reason = response["not-applicable"].as_str()?;
            (!reason.trim().is_empty()).then_some(Said::NotApplicable)
        }
        ["pending"] => Some(Said::Pending),
        ["declined"] => Some(Said::Declined),
        _ => None,
    }
}

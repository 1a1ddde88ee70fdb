//! Schemas as they are written: each construct once, under its name.

use alloc::borrow::ToOwned;
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use serde_json::{Map, Value, json};

/// Every construct in `root` once, by its name, and a reference wherever one stood. The root itself
/// comes last.
pub(super) fn split(root: Value) -> (Map<String, Value>, Value) {
    let mut constructs = Map::new();
    let root = match root {
        Value::Object(object) => Value::Object(below(object, &mut constructs)),
        other @ (Value::Null
        | Value::Bool(_)
        | Value::Number(_)
        | Value::String(_)
        | Value::Array(_)) => other,
    };
    (constructs, root)
}

/// `root` as a schema that others read: constructs under `$defs`, without what is for us alone.
pub(super) fn written(root: Value) -> Value {
    let (constructs, mut root) = split(root);
    if let Some(object) = root.as_object_mut() {
        object.insert("$defs".to_owned(), Value::Object(constructs));
    }
    public(by_kind(root))
}

/// The schema with every construct of several kinds told apart: beside the keys that all kinds have,
/// each admits its own alone, so that an editor offers no others.
fn by_kind(mut root: Value) -> Value {
    let constructs = root.get_mut("$defs").and_then(Value::as_object_mut);
    for construct in constructs.into_iter().flat_map(Map::values_mut) {
        if let Some(object) = construct.as_object_mut() {
            tell_apart(object);
        }
    }
    root
}

fn tell_apart(construct: &mut Map<String, Value>) {
    let Some(Value::Array(kinds)) = construct.remove("x-kinds") else { return };
    let own = |kind: &Value| -> Vec<String> {
        let keys = kind.get("own").and_then(Value::as_array);
        keys.into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let Some(properties) = construct.get_mut("properties").and_then(Value::as_object_mut) else {
        return;
    };
    let mut of_kinds = Map::new();
    for key in kinds.iter().flat_map(own) {
        if let Some(schema) = properties.remove(&key) {
            of_kinds.insert(key, schema);
        }
    }
    let then = |kind: &Value| {
        let word = kind.get("kind").cloned().unwrap_or_default();
        let has_days = kind.get("days").and_then(Value::as_bool).unwrap_or_default();
        let properties: Map<String, Value> = own(kind)
            .into_iter()
            .filter_map(|key| {
                let schema = limited(of_kinds.get(&key)?, has_days);
                Some((key, schema))
            })
            .collect();
        let needed: Vec<&Value> =
            kind.get("needed").filter(|key| key.is_string()).into_iter().collect();
        json!({
            "if": { "properties": { "kind": { "const": word } }, "required": ["kind"] },
            "then": { "properties": properties, "required": needed },
        })
    };
    let all: Vec<Value> = kinds.iter().map(then).collect();
    construct.remove("additionalProperties");
    construct.insert("allOf".to_owned(), Value::Array(all));
    construct.insert("unevaluatedProperties".to_owned(), Value::Bool(false));
}

/// A limit as its kind has it: a day or a number. Anything else as it is.
fn limited(schema: &Value, has_days: bool) -> Value {
    let Some([number, day]) = schema.get("anyOf").and_then(Value::as_array).map(Vec::as_slice)
    else {
        return schema.clone();
    };
    let mut limited = if has_days { day.clone() } else { number.clone() };
    if let (Some(object), Some(about)) = (limited.as_object_mut(), schema.get("description")) {
        object.insert("description".to_owned(), about.clone());
    }
    limited
}

/// What a reference leads to.
pub(super) fn referred(schema: &Value) -> Option<&str> {
    schema.get("$ref")?.as_str()?.strip_prefix(PLACE)
}

const PLACE: &str = "#/$defs/";

fn below(object: Map<String, Value>, constructs: &mut Map<String, Value>) -> Map<String, Value> {
    object.into_iter().map(|(key, value)| (key, hoisted(value, constructs))).collect()
}

fn hoisted(value: Value, constructs: &mut Map<String, Value>) -> Value {
    match value {
        Value::Array(all) => all.into_iter().map(|each| hoisted(each, constructs)).collect(),
        Value::Object(object) => {
            let object = below(object, constructs);
            match name_of(&object) {
                Some(name) => referring(object, name, constructs),
                None => Value::Object(object),
            }
        }
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}

/// The name of a construct. What replaces keys of another for some kinds of subject is its variant.
fn name_of(schema: &Map<String, Value>) -> Option<String> {
    let title = schema.get("title")?.as_str()?;
    let properties = schema.get("properties")?.as_object()?;
    let is_variant = properties.contains_key("for");
    Some(if is_variant { format!("{title}Variant") } else { title.to_owned() })
}

/// Puts a construct under its name, and gives the reference to it. Of two unlike constructs with one
/// name the second stays where it stands.
fn referring(
    mut schema: Map<String, Value>,
    name: String,
    constructs: &mut Map<String, Value>,
) -> Value {
    let here = schema.get("description").cloned().unwrap_or_default();
    let about = schema.get("x-about").cloned().unwrap_or_default();
    schema.insert("title".to_owned(), json!(name));
    schema.insert("description".to_owned(), about);
    let kept = constructs.entry(name.clone()).or_insert_with(|| Value::Object(schema.clone()));
    if kept.as_object() != Some(&schema) {
        schema.insert("description".to_owned(), here);
        return Value::Object(schema);
    }
    json!({ "$ref": format!("{PLACE}{name}"), "description": here })
}

/// Without the keys that begin with `x-`; the names of properties are not ours to choose.
fn public(value: Value) -> Value {
    match value {
        Value::Array(all) => all.into_iter().map(public).collect(),
        Value::Object(object) => {
            let kept: Vec<(String, Value)> =
                object.into_iter().filter(|(key, _)| !key.starts_with("x-")).collect();
            kept.into_iter().map(|(key, value)| (key, public(value))).collect()
        }
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}

//! Looking for things on the screen, by what assistive technology is told of them.

use fantoccini::Client;
use serde_json::{Value, json};

use crate::devtools::command;
use crate::{Element, Failure, Name, Outcome};

/// The things of `role` that `name` fits, in the order of the page; inside `scope`, if one is given.
pub(crate) async fn matches(
    client: &Client,
    scope: Option<i64>,
    role: &str,
    name: &Name,
) -> Outcome<Vec<Element>> {
    let scope = match scope {
        Some(node) => node,
        None => document(client).await?,
    };
    let query = json!({ "backendNodeId": scope, "role": role });
    let answer = command(client, "Accessibility.queryAXTree", query).await?;
    let nodes = answer["nodes"].as_array().cloned().unwrap_or_default();
    let elements = nodes.iter().filter_map(|node| element(client, node));
    Ok(elements.filter(|element| name.fits(element.name())).collect())
}

/// Everything of a role that a person can act on or read as a landmark, as lines `role "name"`.
pub(crate) async fn inventory(client: &Client) -> Outcome<Vec<String>> {
    let answer = command(client, "Accessibility.getFullAXTree", json!({})).await?;
    let nodes = answer["nodes"].as_array().cloned().unwrap_or_default();
    let silent = ["none", "generic", "StaticText", "InlineTextBox", "RootWebArea", "LineBreak"];
    let lines = nodes.iter().filter_map(|node| {
        let element = element(client, node)?;
        let is_silent = silent.contains(&element.role());
        (!is_silent).then(|| format!("{} \"{}\"", element.role(), element.name()))
    });
    Ok(lines.collect())
}

/// What assistive technology is told of one node of the page.
pub(crate) async fn described(client: &Client, node: i64) -> Outcome<Value> {
    let query = json!({ "backendNodeId": node, "fetchRelatives": false });
    let answer = command(client, "Accessibility.getPartialAXTree", query).await?;
    let found = answer["nodes"].as_array().and_then(|nodes| nodes.first().cloned());
    found.ok_or_else(|| Failure("the thing is no longer on the page".into()))
}

/// The element that `node` of the accessibility tree stands for, unless it is hidden.
pub(crate) fn element(client: &Client, node: &Value) -> Option<Element> {
    if node["ignored"] == true {
        return None;
    }
    let text = |field: &str| node[field]["value"].as_str().unwrap_or_default().to_owned();
    let backend_node = node["backendDOMNodeId"].as_i64()?;
    Some(Element::new(client.clone(), backend_node, text("role"), text("name")))
}

async fn document(client: &Client) -> Outcome<i64> {
    let answer = command(client, "DOM.getDocument", json!({ "depth": 0 })).await?;
    let node = answer["root"]["backendNodeId"].as_i64();
    node.ok_or_else(|| Failure("there is no page".into()))
}

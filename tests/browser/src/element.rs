//! One thing on the screen: touched, clicked, typed into, read.

use std::time::Instant;

use fantoccini::Client;
use serde_json::{Value, json};

use crate::browser::{PATIENCE, next_change};
use crate::devtools::command;
use crate::{Failure, Outcome, query};

/// One thing on the screen, as it was found.
#[derive(Clone)]
pub struct Element {
    client: Client,
    backend_node: i64,
    role: String,
    name: String,
}

/// Where `this` can be hit: its middle, or that of a label it has, in the page's pixels.
/// It must be on the screen, at rest, and covered by nothing else.
const POINT: &str = "function () {
    const candidates = [this, ...(this.labels ?? [])];
    for (const candidate of candidates) {
        if (!(candidate instanceof Element)) continue;
        const box = candidate.getBoundingClientRect();
        const x = box.left + box.width / 2;
        const y = box.top + box.height / 2;
        if (box.width < 2 || box.height < 2) continue;
        let top = candidate.ownerDocument.elementFromPoint(x, y);
        while (top?.shadowRoot) {
            const inner = top.shadowRoot.elementFromPoint(x, y);
            if (!inner || inner === top) break;
            top = inner;
        }
        if (top && (candidate.contains(top) || top.control === this)) return { x, y };
    }
    return null;
}";

impl Element {
    pub(crate) fn new(client: Client, backend_node: i64, role: String, name: String) -> Element {
        Element { client, backend_node, role, name }
    }

    /// Its role: `button`, `textbox`, `radio`.
    #[must_use]
    pub fn role(&self) -> &str {
        &self.role
    }

    /// Its name, as it was when it was found.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    pub(crate) fn backend_node(&self) -> i64 {
        self.backend_node
    }

    /// Touches it once with one finger.
    pub async fn tap(&self) -> Outcome {
        let (x, y) = self.point().await?;
        let touch = |kind: &str, points: Value| json!({ "type": kind, "touchPoints": points });
        let down = touch("touchStart", json!([{ "x": x, "y": y }]));
        command(&self.client, "Input.dispatchTouchEvent", down).await?;
        let up = touch("touchEnd", json!([]));
        command(&self.client, "Input.dispatchTouchEvent", up).await?;
        Ok(())
    }

    /// Clicks it once with the mouse.
    pub async fn click(&self) -> Outcome {
        let (x, y) = self.point().await?;
        for kind in ["mouseMoved", "mousePressed", "mouseReleased"] {
            let button = if kind == "mouseMoved" { "none" } else { "left" };
            let event = json!({ "type": kind, "x": x, "y": y, "button": button, "clickCount": 1 });
            command(&self.client, "Input.dispatchMouseEvent", event).await?;
        }
        Ok(())
    }

    /// Gives it the focus.
    pub async fn focus(&self) -> Outcome {
        let node = json!({ "backendNodeId": self.backend_node });
        command(&self.client, "DOM.focus", node).await.map(|_| ())
    }

    /// Puts `text` in the place of what the field holds.
    pub async fn enter(&self, text: &str) -> Outcome {
        self.focus().await?;
        self.call("function () { this.select?.(); }", &[]).await?;
        if text.is_empty() {
            for event in crate::keys::strokes("Delete", crate::Held::Nothing)? {
                command(&self.client, "Input.dispatchKeyEvent", event).await?;
            }
            return Ok(());
        }
        command(&self.client, "Input.insertText", json!({ "text": text })).await.map(|_| ())
    }

    /// Takes the option called `option` of a drop-down list.
    pub async fn choose(&self, option: &str) -> Outcome {
        let chosen = self
            .call(
                "function (name) {
                    const option = [...this.options].find((it) => it.label.trim() === name);
                    if (!option) return false;
                    this.value = option.value;
                    this.dispatchEvent(new Event('input', { bubbles: true }));
                    this.dispatchEvent(new Event('change', { bubbles: true }));
                    return true;
                }",
                &[json!(option)],
            )
            .await?;
        crate::failure::ensure(chosen == true, || format!("`{}` has no `{option}`", self.name))
    }

    /// Gives a file chooser the file at `path`, as if it had been picked.
    pub async fn choose_file(&self, path: &std::path::Path) -> Outcome {
        let files = json!({ "files": [path], "backendNodeId": self.backend_node });
        command(&self.client, "DOM.setFileInputFiles", files).await.map(|_| ())
    }

    /// What the field holds now, as written in it.
    pub async fn entered(&self) -> Outcome<String> {
        let held = self.call("function () { return this.value ?? null; }", &[]).await?;
        let held = held.as_str().map(str::to_owned);
        held.ok_or_else(|| Failure(format!("{} \"{}\" is no field", self.role, self.name)))
    }

    /// The text in it, as shown.
    pub async fn text(&self) -> Outcome<String> {
        let text = self.call("function () { return this.innerText ?? this.textContent; }", &[]);
        Ok(text.await?.as_str().unwrap_or_default().to_owned())
    }

    /// Whether assistive technology is told that it is `state`: `checked`, `pressed`, `expanded`,
    /// `selected`, `disabled`, `focused`, `required`, `invalid`.
    pub async fn is(&self, state: &str) -> Outcome<bool> {
        let node = query::described(&self.client, self.backend_node).await?;
        let properties = node["properties"].as_array().cloned().unwrap_or_default();
        let property = properties.iter().find(|property| property["name"] == state);
        Ok(property.is_some_and(|property| {
            let told = &property["value"]["value"];
            *told == true || *told == "true"
        }))
    }

    /// Its left, top, width and height on the screen, in the page's pixels.
    pub async fn area(&self) -> Outcome<[f64; 4]> {
        let area = self
            .call(
                "function () {
                    const box = this.getBoundingClientRect();
                    return [box.left, box.top, box.width, box.height];
                }",
                &[],
            )
            .await?;
        Ok(serde_json::from_value(area)?)
    }

    /// What `function`, JavaScript with the element as `this`, returns for `arguments`.
    pub async fn call(&self, function: &str, arguments: &[Value]) -> Outcome<Value> {
        let node = json!({ "backendNodeId": self.backend_node });
        let object = command(&self.client, "DOM.resolveNode", node).await?;
        let arguments: Vec<_> = arguments.iter().map(|it| json!({ "value": it })).collect();
        let call = json!({
            "objectId": object["object"]["objectId"], "functionDeclaration": function,
            "arguments": arguments, "returnByValue": true, "awaitPromise": true,
        });
        let answer = command(&self.client, "Runtime.callFunctionOn", call).await?;
        if let Some(thrown) = answer.get("exceptionDetails") {
            return Err(Failure(format!("{} \"{}\": {thrown}", self.role, self.name)));
        }
        Ok(answer["result"]["value"].clone())
    }

    /// Where it can be hit, once it is on the screen, at rest and uncovered.
    async fn point(&self) -> Outcome<(f64, f64)> {
        let begun = Instant::now();
        let mut before = None;
        loop {
            let node = json!({ "backendNodeId": self.backend_node });
            command(&self.client, "DOM.scrollIntoViewIfNeeded", node).await?;
            let point = self.call(POINT, &[]).await?;
            let now = point["x"].as_f64().zip(point["y"].as_f64());
            if let Some(point) = now.filter(|_| now == before) {
                return Ok(point);
            }
            if PATIENCE < begun.elapsed() {
                let Element { role, name, .. } = self;
                return Err(Failure(format!("{role} \"{name}\" is covered, moving or too small")));
            }
            // The first look is followed at once by the one that shows it at rest.
            if now.is_none() {
                next_change(&self.client).await?;
            }
            before = now;
        }
    }
}

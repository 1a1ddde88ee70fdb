//! Commands to the browser that WebDriver itself has no word for.

use fantoccini::Client;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use http::Method;
use serde_json::{Value, json};
use url::{ParseError, Url};

use crate::{Failure, Outcome};

/// A command below the session: an address and a body.
#[derive(Debug)]
struct Extension {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Extension {
    fn endpoint(&self, base: &Url, session: Option<&str>) -> Result<Url, ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &Url) -> (Method, Option<String>) {
        (Method::POST, Some(self.body.to_string()))
    }
}

/// A command of the DevTools protocol to the page, and its answer.
pub(crate) async fn command(client: &Client, name: &str, parameters: Value) -> Outcome<Value> {
    let body = json!({ "cmd": name, "params": parameters });
    let answer = client.issue_cmd(Extension { path: "goog/cdp/execute", body }).await;
    answer.map_err(|error| Failure(format!("{name}: {}", reason(&error))))
}

/// What one of the browser's logs has gathered since it was last read: `browser`, `performance`.
pub(crate) async fn log(client: &Client, kind: &str) -> Outcome<Vec<Value>> {
    let body = json!({ "type": kind });
    let answer = client.issue_cmd(Extension { path: "se/log", body }).await;
    let entries = answer.map_err(|error| Failure(format!("log {kind}: {}", reason(&error))))?;
    Ok(entries.as_array().cloned().unwrap_or_default())
}

/// What went wrong, without the stack of the driver's own functions.
pub(crate) fn reason(error: &CmdError) -> String {
    if let CmdError::Standard(error) = error {
        return error.message.lines().next().unwrap_or_default().to_owned();
    }
    error.to_string()
}

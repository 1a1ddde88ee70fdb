//! A browser without a window: opened, told what to pretend, looked at, killed.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::devtools::{self, command};
use crate::driver::{Driver, kill_process};
use crate::failure::ensure;
use crate::files::file_to_write;
use crate::keys::strokes;
use crate::{Element, Failure, Held, Name, Outcome, Profile, query};

/// How long anything that is looked for may take to appear.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

/// What a browser is from its start on.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// The language its user prefers.
    pub language: Language,
    /// The size of ordinary text, in pixels: 16, or 32 for text at 200 %.
    pub text_pixels: u32,
}

impl Default for Options {
    fn default() -> Options {
        Options { language: Language::Chinese, text_pixels: 16 }
    }
}

/// A language its user prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Simplified Chinese.
    Chinese,
    /// English.
    English,
}

/// What the browser pretends to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A tablet lying: 1280 × 800, touch.
    Tablet,
    /// A tablet standing: 800 × 1280, touch.
    TabletUpright,
    /// A phone: 390 × 844, touch.
    Phone,
    /// A desk: 1440 × 900, mouse.
    Desk,
}

/// The colours its user prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A line of the browser's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleEntry {
    /// `SEVERE` for errors, `WARNING`, `INFO`.
    pub level: String,
    /// What it says.
    pub message: String,
}

/// A browser. Dropping it kills it.
pub struct Browser {
    client: Client,
    process: u32,
    base: String,
    // Dropped last: the browser is killed before the driver that would report it.
    _driver: Driver,
}

impl Browser {
    /// Starts a browser with `profile`, for the site whose start page is `base`.
    pub async fn start(profile: &Profile, base: &str, options: Options) -> Outcome<Browser> {
        let driver = Driver::start()?;
        let capabilities = capabilities(profile, options);
        let mut builder = ClientBuilder::new(HttpConnector::new());
        let connecting = builder.capabilities(capabilities).connect(&driver.address()).await;
        let client = connecting.map_err(|error| {
            Failure(format!("the browser does not start ({error}): run `cargo xtask setup`"))
        })?;
        let process = profile.user();
        let process = process.ok_or_else(|| Failure("the browser has no profile lock".into()))?;
        let browser = Browser { client, process, base: base.to_owned(), _driver: driver };
        browser.prefer(Scheme::Light).await?;
        Ok(browser)
    }

    // ---- what it pretends ----

    /// Takes the size and the way of pointing of `device`.
    pub async fn use_device(&self, device: Device) -> Outcome {
        let (width, height, scale, is_touch) = match device {
            Device::Tablet => (1280, 800, 1, true),
            Device::TabletUpright => (800, 1280, 1, true),
            Device::Phone => (390, 844, 2, true),
            Device::Desk => (1440, 900, 1, false),
        };
        let metrics = json!({
            "width": width, "height": height, "deviceScaleFactor": scale, "mobile": is_touch,
        });
        self.command("Emulation.setDeviceMetricsOverride", metrics).await?;
        let touch = json!({ "enabled": is_touch, "maxTouchPoints": 5 });
        self.command("Emulation.setTouchEmulationEnabled", touch).await.map(|_| ())
    }

    /// Prefers the colours `scheme`, and as little motion as possible.
    pub async fn prefer(&self, scheme: Scheme) -> Outcome {
        let scheme = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = json!({ "features": [
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": "reduce" },
        ]});
        self.command("Emulation.setEmulatedMedia", features).await.map(|_| ())
    }

    /// Makes its processor `factor` times slower; 1 is as fast as it is.
    pub async fn slow_down(&self, factor: u32) -> Outcome {
        self.command("Emulation.setCPUThrottlingRate", json!({ "rate": factor })).await.map(|_| ())
    }

    // ---- where it is ----

    /// Goes to `path` of the site: `""` is the start page, `"#/settings"` a route.
    pub async fn open(&self, path: &str) -> Outcome {
        let address = format!("{}{path}", self.base);
        self.client
            .goto(&address)
            .await
            .map_err(|error| Failure(format!("{address}: {}", devtools::reason(&error))))
    }

    /// Loads the page again.
    pub async fn reload(&self) -> Outcome {
        Ok(self.client.refresh().await?)
    }

    /// Goes back one page.
    pub async fn back(&self) -> Outcome {
        Ok(self.client.back().await?)
    }

    /// Where it is, from the site's start page on: `"#/settings"`.
    pub async fn path(&self) -> Outcome<String> {
        let address = self.client.current_url().await?;
        let address = address.as_str();
        Ok(address.strip_prefix(&self.base).unwrap_or(address).to_owned())
    }

    /// The title of the page.
    pub async fn title(&self) -> Outcome<String> {
        Ok(self.client.title().await?)
    }

    // ---- what is on the screen ----

    /// The one thing of `role` called `name`, once it is there.
    pub async fn find(&self, role: &str, name: impl Into<Name>) -> Outcome<Element> {
        self.find_one(None, role, &name.into()).await
    }

    /// As [`Browser::find`], inside `scope`.
    pub async fn find_in(
        &self,
        scope: &Element,
        role: &str,
        name: impl Into<Name>,
    ) -> Outcome<Element> {
        self.find_one(Some(scope.backend_node()), role, &name.into()).await
    }

    /// Everything of `role` that `name` fits, now, in the order of the page; perhaps nothing.
    pub async fn find_all(&self, role: &str, name: impl Into<Name>) -> Outcome<Vec<Element>> {
        query::matches(&self.client, None, role, &name.into()).await
    }

    /// As [`Browser::find_all`], inside `scope`.
    pub async fn find_all_in(
        &self,
        scope: &Element,
        role: &str,
        name: impl Into<Name>,
    ) -> Outcome<Vec<Element>> {
        query::matches(&self.client, Some(scope.backend_node()), role, &name.into()).await
    }

    /// Waits until nothing of `role` is called `name` any more.
    pub async fn gone(&self, role: &str, name: impl Into<Name>) -> Outcome {
        let name = &name.into();
        self.until(&format!("no {role} {name:?} on the screen"), async || {
            Ok(query::matches(&self.client, None, role, name).await?.is_empty())
        })
        .await
    }

    /// The thing that has the focus.
    pub async fn focused(&self) -> Outcome<Element> {
        let expression = "(() => {
            let it = document.activeElement;
            while (it?.shadowRoot?.activeElement) it = it.shadowRoot.activeElement;
            return it;
        })()";
        let found = self.command("Runtime.evaluate", json!({ "expression": expression })).await?;
        let object = json!({ "objectId": found["result"]["objectId"] });
        let node = self.command("DOM.describeNode", object).await?;
        let node = node["node"]["backendNodeId"].as_i64();
        let node = node.ok_or_else(|| Failure("nothing has the focus".into()))?;
        let described = query::described(&self.client, node).await?;
        query::element(&self.client, &described)
            .ok_or_else(|| Failure("the focus is on something hidden".into()))
    }

    /// All the text on the page.
    pub async fn text(&self) -> Outcome<String> {
        let text = self.evaluate("return document.body.innerText").await?;
        Ok(text.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until `part` is somewhere in the text of the page.
    pub async fn see(&self, part: &str) -> Outcome {
        let what = format!("the text \"{part}\" on the page");
        self.until(&what, async || Ok(self.text().await?.contains(part))).await
    }

    /// Waits until `holds` does; `what` says in words what is waited for.
    pub async fn until(
        &self,
        what: &str,
        mut holds: impl AsyncFnMut() -> Outcome<bool>,
    ) -> Outcome {
        let begun = Instant::now();
        loop {
            if holds().await? {
                return Ok(());
            }
            if PATIENCE < begun.elapsed() {
                return Err(self.missing(what).await);
            }
            next_change(&self.client).await?;
        }
    }

    /// Waits until the app is kept on the device, so that it opens without a network.
    pub async fn until_kept_offline(&self) -> Outcome {
        self.until("the app to be kept offline", async || {
            Ok(self.evaluate("return window.jiangxingOffline").await? == "ready")
        })
        .await
    }

    async fn find_one(&self, scope: Option<i64>, role: &str, name: &Name) -> Outcome<Element> {
        let begun = Instant::now();
        loop {
            let mut found = query::matches(&self.client, scope, role, name).await?;
            if let (1, Some(element)) = (found.len(), found.pop()) {
                return Ok(element);
            }
            if PATIENCE < begun.elapsed() {
                let count = query::matches(&self.client, scope, role, name).await?.len();
                let what = format!("one {role} {name:?}, and not {count}");
                return Err(self.missing(&what).await);
            }
            next_change(&self.client).await?;
        }
    }

    /// Says what was waited for, and what is there in its place.
    async fn missing(&self, what: &str) -> Failure {
        let there = query::inventory(&self.client).await.unwrap_or_default();
        let path = self.path().await.unwrap_or_default();
        Failure(format!("waited for {what} at \"{path}\"; there is:\n  {}", there.join("\n  ")))
    }

    // ---- keyboard ----

    /// Presses `key` once: `"Tab"`, `"Enter"`, `" "`, `"3"`, `"z"`.
    pub async fn press(&self, key: &str) -> Outcome {
        self.press_with(Held::Nothing, key).await
    }

    /// Presses `key` once while `held` is held down.
    pub async fn press_with(&self, held: Held, key: &str) -> Outcome {
        for event in strokes(key, held)? {
            self.command("Input.dispatchKeyEvent", event).await?;
        }
        Ok(())
    }

    /// Types `text` where the focus is.
    pub async fn type_text(&self, text: &str) -> Outcome {
        self.command("Input.insertText", json!({ "text": text })).await.map(|_| ())
    }

    // ---- what it has to tell ----

    /// The lines of its console since they were last asked for.
    pub async fn console(&self) -> Outcome<Vec<ConsoleEntry>> {
        let text =
            |entry: &Value, field: &str| entry[field].as_str().unwrap_or_default().to_owned();
        let entries = devtools::log(&self.client, "browser").await?;
        Ok(entries
            .iter()
            .map(|entry| ConsoleEntry {
                level: text(entry, "level"),
                message: text(entry, "message"),
            })
            .collect())
    }

    /// The addresses that pages have asked for since they were last asked for. What the service
    /// worker asks for by itself is in [`crate::Site::served`].
    pub async fn requested(&self) -> Outcome<Vec<String>> {
        let entries = devtools::log(&self.client, "performance").await?;
        let mut addresses = Vec::new();
        for entry in entries {
            let event: Value = serde_json::from_str(entry["message"].as_str().unwrap_or("{}"))?;
            let event = &event["message"];
            let from = event["params"]["documentURL"].as_str().unwrap_or_default();
            // The browser's own start page is of no interest.
            if event["method"] == "Network.requestWillBeSent" && !from.starts_with("chrome:") {
                let address = event["params"]["request"]["url"].as_str();
                addresses.extend(address.map(str::to_owned));
            }
        }
        Ok(addresses)
    }

    /// A picture of the screen, kept as `target/screenshots/{name}.png`.
    pub async fn screenshot(&self, name: &str) -> Outcome {
        self.picture(name, json!({ "format": "png" })).await
    }

    /// A picture of the whole page, however long.
    pub async fn long_screenshot(&self, name: &str) -> Outcome {
        self.picture(name, json!({ "format": "png", "captureBeyondViewport": true })).await
    }

    async fn picture(&self, name: &str, options: Value) -> Outcome {
        let answer = self.command("Page.captureScreenshot", options).await?;
        let file = file_to_write("screenshots", &format!("{name}.png"))?;
        fs::write(file, bytes(&answer["data"])?)?;
        Ok(())
    }

    /// The page as printed on paper of its own choice, kept as `target/print/{name}.pdf`.
    pub async fn print(&self, name: &str) -> Outcome<PathBuf> {
        let options = json!({ "printBackground": true, "preferCSSPageSize": true });
        let answer = self.command("Page.printToPDF", options).await?;
        let file = file_to_write("print", &format!("{name}.pdf"))?;
        fs::write(&file, bytes(&answer["data"])?)?;
        Ok(file)
    }

    /// Lets the page save files into `target/downloads/{name}`, and says where that is.
    pub async fn allow_downloads(&self, name: &str) -> Outcome<PathBuf> {
        let folder = file_to_write("downloads", name)?;
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        let allowed = json!({ "behavior": "allow", "downloadPath": folder });
        self.command("Browser.setDownloadBehavior", allowed).await?;
        Ok(folder)
    }

    // ---- below ----

    /// What the body of a JavaScript function, run in the page, returns.
    pub async fn evaluate(&self, body: &str) -> Outcome<Value> {
        let answer = self.client.execute(body, Vec::new()).await;
        answer.map_err(|error| Failure(devtools::reason(&error)))
    }

    /// What the promise that a JavaScript function body returns comes to.
    pub async fn evaluate_promise(&self, body: &str) -> Outcome<Value> {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async () => {{ {body} }})().then(
                 (it) => done({{ it: it ?? null }}), (error) => done({{ error: String(error) }}));"
        );
        let answer = self.client.execute_async(&script, Vec::new()).await;
        let answer = answer.map_err(|error| Failure(devtools::reason(&error)))?;
        let error = answer["error"].as_str().unwrap_or_default();
        ensure(error.is_empty(), || error.to_owned())?;
        Ok(answer["it"].clone())
    }

    /// A command of the DevTools protocol to the page, and its answer.
    pub async fn command(&self, name: &str, parameters: Value) -> Outcome<Value> {
        command(&self.client, name, parameters).await
    }

    /// Kills the browser at once, as a crash or a dead battery would.
    pub fn kill(self) {
        drop(self);
    }

    /// Kills its process, and leaves a browser that can do no more.
    pub(crate) fn end(&self) {
        kill_process(self.process);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        self.end();
    }
}

/// Waits until the page changes, but for no longer than a tenth of a second: what is looked for
/// may come by means that the page itself does not notice, such as a page being loaded.
pub(crate) async fn next_change(client: &Client) -> Outcome {
    let script = "const done = arguments[arguments.length - 1];
        const observer = new MutationObserver(finish);
        const timer = setTimeout(finish, 100);
        function finish() { observer.disconnect(); clearTimeout(timer); done(null); }
        observer.observe(document, {
            subtree: true, childList: true, attributes: true, characterData: true });";
    match client.execute_async(script, Vec::new()).await {
        // A page that goes away while it is waited for has changed.
        Ok(_) | Err(fantoccini::error::CmdError::Standard(_)) => Ok(()),
        Err(error) => Err(Failure(devtools::reason(&error))),
    }
}

fn bytes(base64: &Value) -> Outcome<Vec<u8>> {
    Ok(STANDARD.decode(base64.as_str().unwrap_or_default())?)
}

fn capabilities(profile: &Profile, options: Options) -> serde_json::Map<String, Value> {
    let languages = match options.language {
        Language::Chinese => "zh-CN,zh",
        Language::English => "en-GB,en",
    };
    let arguments = [
        "--headless=new".to_owned(),
        // Root may not use the sandbox, and in a container it is root that tests.
        "--no-sandbox".to_owned(),
        "--disable-dev-shm-usage".to_owned(),
        "--disable-background-networking".to_owned(),
        "--disable-component-update".to_owned(),
        "--no-first-run".to_owned(),
        "--window-size=1280,800".to_owned(),
        format!("--user-data-dir={}", profile.folder().display()),
    ];
    let wanted = json!({
        "goog:chromeOptions": {
            "args": arguments,
            "prefs": {
                "intl.accept_languages": languages,
                "webkit.webprefs.default_font_size": options.text_pixels,
            },
            "perfLoggingPrefs": { "enableNetwork": true, "enablePage": false },
        },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "timeouts": { "script": 60_000, "pageLoad": 60_000 },
    });
    wanted.as_object().cloned().unwrap_or_default()
}

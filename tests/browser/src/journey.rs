//! One journey from its start to its end.

use std::path::Path;
use std::time::Duration;

use crate::{Browser, Failure, Options, Outcome, Profile, Site};

/// How long a journey may take in all.
const LONGEST: Duration = Duration::from_secs(15 * 60);

/// What a journey has at hand.
pub struct Journey {
    /// The app's site. Stopping it is being without a network.
    pub site: Site,
    /// The browser. It must be [`Journey::restart_browser`] that replaces it.
    pub browser: Browser,
    profile: Profile,
    options: Options,
    expected_errors: Vec<String>,
}

impl Journey {
    /// Errors in the console that have `part` in them are no fault.
    pub fn expects_error(&mut self, part: &str) {
        self.expected_errors.push(part.to_owned());
    }

    /// Takes the network away: the site's address answers no more, and the browser may say so.
    pub fn lose_network(&mut self) {
        self.site.stop();
        self.expects_error("ERR_CONNECTION_REFUSED");
    }

    /// Kills the browser as a dead battery would, and starts it again with what it had kept.
    /// Its device and colours must be set again.
    pub async fn restart_browser(&mut self) -> Outcome {
        self.browser.end();
        self.browser = Browser::start(&self.profile, &self.site.address(""), self.options).await?;
        Ok(())
    }

    /// Fails when the console holds an error that was not expected.
    pub async fn has_no_error(&self) -> Outcome {
        let errors: Vec<_> = self
            .browser
            .console()
            .await?
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .filter(|message| !self.expected_errors.iter().any(|part| message.contains(part)))
            .collect();
        crate::failure::ensure(errors.is_empty(), || {
            format!("errors in the browser's console:\n  {}", errors.join("\n  "))
        })
    }
}

/// Goes on the journey `name`, with a browser that prefers Chinese and remembers nothing.
///
/// # Panics
/// When `way` fails, or the console holds an error at its end: the test has failed.
pub fn journey(name: &str, way: impl AsyncFnOnce(&mut Journey) -> Outcome) {
    journey_with(Options::default(), name, way);
}

/// As [`journey`], with a browser started with `options`.
///
/// # Panics
/// As [`journey`].
pub fn journey_with(options: Options, name: &str, way: impl AsyncFnOnce(&mut Journey) -> Outcome) {
    start_at(Site::start, options, name, way);
}

/// As [`journey`], through the files in the folder `root` in place of the app.
///
/// # Panics
/// As [`journey`].
pub fn journey_through(root: &Path, name: &str, way: impl AsyncFnOnce(&mut Journey) -> Outcome) {
    journey_through_with(root, Options::default(), name, way);
}

/// As [`journey_through`], with a browser started with `options`.
///
/// # Panics
/// As [`journey`].
pub fn journey_through_with(
    root: &Path,
    options: Options,
    name: &str,
    way: impl AsyncFnOnce(&mut Journey) -> Outcome,
) {
    start_at(|| Site::start_at(root), options, name, way);
}

#[expect(clippy::panic, reason = "this is how a test fails")]
fn start_at(
    site: impl FnOnce() -> Outcome<Site>,
    options: Options,
    name: &str,
    way: impl AsyncFnOnce(&mut Journey) -> Outcome,
) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let outcome = runtime.map_err(Failure::from).and_then(|runtime| {
        runtime.block_on(async {
            let limit = tokio::time::timeout(LONGEST, travel(site, options, name, way));
            limit.await.unwrap_or_else(|_| Err(Failure(format!("no end after {LONGEST:?}"))))
        })
    });
    if let Err(failure) = outcome {
        panic!("{name}: {failure:?}");
    }
}

async fn travel(
    site: impl FnOnce() -> Outcome<Site>,
    options: Options,
    name: &str,
    way: impl AsyncFnOnce(&mut Journey) -> Outcome,
) -> Outcome {
    let site = site()?;
    let profile = Profile::fresh()?;
    let browser = Browser::start(&profile, &site.address(""), options).await?;
    let mut journey = Journey { site, browser, profile, options, expected_errors: Vec::new() };
    let mut outcome = way(&mut journey).await;
    if outcome.is_ok() {
        outcome = journey.has_no_error().await;
    }
    if let Err(Failure(sentence)) = &mut outcome {
        let picture = format!("failed/{name}");
        match journey.browser.screenshot(&picture).await {
            Ok(()) => sentence.push_str(&format!("\n  (picture: screenshots/{picture}.png)")),
            Err(failure) => sentence.push_str(&format!("\n  (no picture: {failure:?})")),
        }
        if let Ok(console) = journey.browser.console().await {
            for entry in console {
                sentence.push_str(&format!("\n  console {}: {}", entry.level, entry.message));
            }
        }
    }
    outcome
}

//! The app without a network, and the app when a new version of it is put up.
//!
//! A version here is the built site with one file changed, and with the service worker that the
//! build would have written for it.

use std::fs;
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiangxing_journeys::{Browser, Failure, Journey, Outcome, journey, target};
use jiangxing_text::{Language, words};
use sha2::{Digest, Sha256};

/// A folder with the built site, `change` made to its files; removed when dropped.
struct Version {
    folder: PathBuf,
}

impl Version {
    fn of_the_site(name: &str, change: impl FnOnce(&Path) -> Outcome) -> Outcome<Version> {
        let folder = target().join("versions").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        copy_folder(&target().join("site"), &folder)?;
        change(&folder)?;
        Ok(Version { folder })
    }

    /// A version that differs in its style, complete and consistent.
    fn restyled(name: &str) -> Outcome<Version> {
        Version::of_the_site(name, |folder| {
            let old = fs::read(folder.join("style.css"))?;
            let new = [old.as_slice(), b"\n:root { --version: 2; }\n"].concat();
            fs::write(folder.join("style.css"), &new)?;
            renew_worker(folder, &[(integrity(&old), integrity(&new))])
        })
    }
}

impl Drop for Version {
    fn drop(&mut self) {
        // What is left lies in the target folder.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Copies the files of a site, without their compressed twins, which would be of the old content.
fn copy_folder(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let copy = to.join(entry.file_name());
        let is_twin = [".br", ".gz"].iter().any(|end| copy.to_string_lossy().ends_with(end));
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &copy)?;
        } else if !is_twin {
            fs::copy(entry.path(), copy)?;
        }
    }
    Ok(())
}

fn integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// Gives the worker in `folder` another version, and other digests.
fn renew_worker(folder: &Path, digests: &[(String, String)]) -> Outcome {
    let file = folder.join("service-worker.js");
    let mut worker = fs::read_to_string(&file)?;
    for (old, new) in digests {
        if !worker.contains(old) {
            return Err(Failure(format!("the worker does not list {old}")));
        }
        worker = worker.replace(old, new);
    }
    worker = worker.replacen("version: \"", "version: \"next-", 1);
    fs::write(file, worker)?;
    Ok(())
}

const IS_RESTYLED: &str =
    "return getComputedStyle(document.documentElement).getPropertyValue('--version') === '2'";

async fn is_restyled(browser: &Browser) -> Outcome<bool> {
    Ok(browser.evaluate(IS_RESTYLED).await? == true)
}

async fn caches(browser: &Browser) -> Outcome<usize> {
    let names = browser.evaluate_promise("return await caches.keys()").await?;
    Ok(names.as_array().map_or(0, Vec::len))
}

/// The app is open, has looked at its store, and is kept on the device.
async fn settled(journey: &Journey) -> Outcome {
    journey.browser.open("").await?;
    journey.browser.find("heading", words::no_sites_title(Language::Chinese)).await?;
    journey.browser.until_kept_offline().await
}

async fn until_offered(browser: &Browser) -> Outcome {
    browser
        .until("a new version to be offered", async || {
            Ok(browser.evaluate("return window.jiangxingUpdateReady").await? == true)
        })
        .await
}

#[test]
fn after_one_visit_the_app_opens_without_a_network() {
    journey("offline", async |journey| {
        settled(journey).await?;
        let before = journey.browser.text().await?;
        journey.lose_network();
        for path in ["", "index.html", "?from=home", "#/"] {
            journey.browser.open("about:blank").await.ok();
            journey.browser.open(path).await?;
            let browser = &journey.browser;
            browser
                .until("the app to look as it did", async || Ok(browser.text().await? == before))
                .await?;
        }
        journey.restart_browser().await?;
        journey.browser.open("").await?;
        let browser = &journey.browser;
        browser
            .until("the app to look as it did", async || Ok(browser.text().await? == before))
            .await
    });
}

#[test]
fn a_new_version_is_offered_and_waits_to_be_taken() {
    journey("update", async |journey| {
        let restyled = Version::restyled("update")?;
        settled(journey).await?;
        journey.site.start_again_with(&restyled.folder)?;
        journey.browser.reload().await?;
        let browser = &journey.browser;
        until_offered(browser).await?;
        assert!(!is_restyled(browser).await?);
        browser.reload().await?;
        until_offered(browser).await?;
        assert!(!is_restyled(browser).await?);
        assert_eq!(caches(browser).await?, 2);
        browser.evaluate("window.jiangxingApplyUpdate()").await?;
        browser.until("the new version", async || is_restyled(browser).await).await?;
        browser
            .until("the old version to be cleared away", async || Ok(caches(browser).await? == 1))
            .await?;
        browser
            .until("no more to be offered", async || {
                Ok(browser.evaluate("return window.jiangxingUpdateReady").await? == false)
            })
            .await
    });
}

#[test]
fn a_version_of_which_a_file_is_missing_is_not_installed() {
    journey("half-an-update", async |journey| {
        let half = Version::of_the_site("half-an-update", |folder| {
            fs::remove_file(folder.join("app/app.js"))?;
            renew_worker(folder, &[])
        })?;
        stays_as_it_was(journey, &half).await?;
        journey.expects_error("404");
        Ok(())
    });
}

#[test]
fn a_version_of_which_a_file_is_another_is_not_installed() {
    journey("mixed-update", async |journey| {
        let mixed = Version::of_the_site("mixed-update", |folder| {
            fs::write(folder.join("app/app.js"), "<!doctype html>")?;
            renew_worker(folder, &[])
        })?;
        stays_as_it_was(journey, &mixed).await?;
        journey.expects_error("integrity");
        Ok(())
    });
}

/// Puts up `broken`, lets the browser look at it, and sees that the app goes on as before.
async fn stays_as_it_was(journey: &mut Journey, broken: &Version) -> Outcome {
    settled(journey).await?;
    let before = journey.browser.text().await?;
    journey.site.start_again_with(&broken.folder)?;
    let browser = &journey.browser;
    let refused = "const registration = await navigator.serviceWorker.ready;
        await registration.update();
        const worker = registration.installing ?? registration.waiting;
        if (!worker) return 'none';
        while (worker.state === 'installing') {
            await new Promise((done) =>
                worker.addEventListener('statechange', done, { once: true }));
        }
        return worker.state;";
    assert_eq!(browser.evaluate_promise(refused).await?, "redundant");
    assert_eq!(caches(browser).await?, 1);
    browser.reload().await?;
    browser.until("the app to look as it did", async || Ok(browser.text().await? == before)).await
}

#[test]
fn an_app_that_cannot_be_loaded_says_so_in_both_languages() {
    journey("not-loaded", async |journey| {
        let without = Version::of_the_site("not-loaded", |folder| {
            Ok(fs::remove_file(folder.join("app/app_bg.wasm"))?)
        })?;
        journey.site.start_again_with(&without.folder)?;
        journey.expects_error("");
        let browser = &journey.browser;
        browser.open("").await?;
        let notice = browser.find("alert", jiangxing_journeys::any()).await?;
        let text = notice.text().await?;
        assert!(text.contains("没有完整载入"), "{text}");
        assert!(text.contains("did not load completely"), "{text}");
        browser.find("button", "重新打开 · Open again").await?;
        Ok(())
    });
}

#[test]
fn the_page_asks_for_its_own_files_and_for_nothing_else() {
    journey("own-files", async |journey| {
        settled(journey).await?;
        journey.browser.reload().await?;
        journey.browser.until_kept_offline().await?;
        let base = journey.site.address("");
        let requested = journey.browser.requested().await?;
        assert!(requested.iter().any(|it| it.ends_with("app/app_bg.wasm")), "{requested:?}");
        for address in requested {
            let is_own = address.starts_with(&base) || address.starts_with("data:");
            assert!(is_own || address.starts_with("blob:"), "{address}");
        }
        Ok(())
    });
}

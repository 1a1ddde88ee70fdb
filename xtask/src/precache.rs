//! What the service worker keeps for offline use: each file with the digest it must have.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::Trouble;
use crate::site::Files;

/// The service worker, as a file of the site.
const SERVICE_WORKER: &str = "service-worker.js";

/// The line in the service worker that the build replaces.
const UNFILLED: &str = "const SITE = { version: \"unbuilt\", files: [] };";

/// Whether a page asks for the file at `path`, and so the app needs it to open without a network.
///
/// The worker is kept by the browser itself, and icons are fetched once, when the app is installed;
/// only the one that the page shows in its tab is needed again.
pub(crate) fn is_kept(path: &str) -> bool {
    path != SERVICE_WORKER && (!path.starts_with("icons/") || path == "icons/icon.svg")
}

/// Writes the list of files and the version into the service worker among `files`.
///
/// The version is the digest of everything listed and of the worker itself: it changes when any
/// byte does, and only then.
pub(crate) fn fill_in(files: &mut Files) -> Result<String, Trouble> {
    let worker = files.get(SERVICE_WORKER).ok_or("缺少 · lacks web/public/service-worker.js")?;
    let worker = String::from_utf8(worker.clone()).map_err(|error| error.to_string())?;
    if worker.matches(UNFILLED).count() != 1 {
        return Err(format!(
            "service-worker.js: 应有且只有一行 · must hold just once `{UNFILLED}`"
        ));
    }
    let mut whole = Sha256::new();
    whole.update(&worker);
    let mut list = String::new();
    for (path, content) in files.iter().filter(|(path, _)| is_kept(path)) {
        // The page is kept under the address that servers give it by; `index.html` itself is
        // redirected by some, and a redirected answer cannot open a page.
        let address = if path == "index.html" { "./" } else { path.as_str() };
        let integrity = format!("sha256-{}", STANDARD.encode(Sha256::digest(content)));
        whole.update(format!("{address} {integrity}\n"));
        list.push_str(&format!("\n    [{}, \"{integrity}\"],", serde_json::json!(address)));
    }
    let version: String =
        whole.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    let filled = format!("const SITE = {{\n  version: \"{version}\",\n  files: [{list}\n  ],\n}};");
    files.insert(SERVICE_WORKER.into(), worker.replacen(UNFILLED, &filled, 1).into_bytes());
    Ok(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(page: &str) -> Files {
        Files::from([
            ("index.html".to_owned(), page.as_bytes().to_vec()),
            ("icons/icon-512.png".to_owned(), b"large".to_vec()),
            (SERVICE_WORKER.to_owned(), format!("{UNFILLED}\nrest").into_bytes()),
        ])
    }

    fn worker(files: &Files) -> String {
        String::from_utf8(files[SERVICE_WORKER].clone()).unwrap()
    }

    #[test]
    fn every_file_is_listed_with_its_digest() {
        let mut files = files("abc");
        let version = fill_in(&mut files).unwrap();
        let worker = worker(&files);
        assert!(worker.contains(&version));
        // The digest of "abc" is the first example of the standard, FIPS 180-2.
        let abc = r#"["./", "sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0="],"#;
        assert!(worker.contains(abc), "{worker}");
        assert!(!worker.contains("icon-512"));
        assert!(worker.ends_with("rest"));
    }

    #[test]
    fn the_version_changes_with_any_byte_and_only_then() {
        let version = |page: &str| fill_in(&mut files(page)).unwrap();
        assert_eq!(version("one"), version("one"));
        assert_ne!(version("one"), version("two"));
    }

    #[test]
    fn a_worker_without_the_line_is_refused() {
        let mut files = files("abc");
        files.insert(SERVICE_WORKER.into(), b"nothing".to_vec());
        assert!(fill_in(&mut files).is_err());
        files.remove(SERVICE_WORKER);
        assert!(fill_in(&mut files).is_err());
    }
}

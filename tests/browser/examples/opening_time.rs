//! How long the app takes from navigation to a question that can be answered, on a processor four
//! times slower, with everything on the device: one figure, not a test.
//!
//! ```text
//! cargo xtask build && cargo run -p jiangxing-journeys --example opening_time
//! ```

#![expect(
    clippy::print_stdout,
    clippy::indexing_slicing,
    reason = "a figure is printed; what is missing of JSON is null"
)]

use jiangxing_journeys::{Device, any, journey};
use jiangxing_text::{Language, words};

/// Resolves with the milliseconds since navigation once a question can be answered.
const USABLE: &str = "return new Promise((done) => {
    const look = () => {
        if (document.querySelector('article input')) {
            requestAnimationFrame(() => setTimeout(() => done(performance.now())));
            return true;
        }
        return false;
    };
    if (!look()) {
        const watch = new MutationObserver(() => look() && watch.disconnect());
        watch.observe(document, { subtree: true, childList: true });
    }
});";

/// How often it is measured.
const TIMES: usize = 7;

fn main() {
    journey("opening-time", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        browser.open("").await?;
        browser.until_kept_offline().await?;
        let example = words::try_example(Language::Chinese);
        browser.find("button", example).await?.tap().await?;
        browser.find("main", any()).await?;
        browser
            .until("an address of the site", async || Ok(browser.path().await?.contains("site")))
            .await?;
        let site = browser.path().await?;
        let site = site.split('/').take(3).collect::<Vec<_>>().join("/");
        browser.open(&format!("{site}/q/a1-1")).await?;
        browser.see(words::saved_at(Language::Chinese, "").trim()).await?;
        journey.lose_network();

        let browser = &journey.browser;
        for factor in [1, 4] {
            browser.slow_down(factor).await?;
            let mut times = Vec::new();
            for _ in 0..TIMES {
                browser.reload().await?;
                let time = browser.evaluate_promise(USABLE).await?;
                times.push(time.as_f64().unwrap_or(f64::NAN).round());
            }
            times.sort_by(f64::total_cmp);
            println!(
                "processor {factor}× slower: {} ms in the middle of {TIMES}, {} to {} ms",
                times[TIMES / 2],
                times[0],
                times[TIMES - 1]
            );
        }
        Ok(())
    });
}

//! The app opens, and opens again without a network: the least that every other journey needs.

use jiangxing_journeys::{Device, Failure, Outcome, journey};

#[test]
fn the_app_opens_and_names_itself() {
    journey("smoke", async |journey| -> Outcome {
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        browser.open("").await?;
        let title = browser.title().await?;
        if !title.contains("匠星") {
            return Err(Failure(format!("the title is \"{title}\"")));
        }
        browser.screenshot("smoke").await
    });
}

//! After it has loaded, the app asks the network for nothing.

use jiangxing_journeys::{Device, journey};
use jiangxing_text::{Language, words};

use crate::walk::{Hand, Person};

#[test]
fn nothing_is_asked_of_the_network_once_the_app_is_there() {
    journey("quiet", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = Person { browser, language: Language::Chinese, hand: Hand::Touch };
        person.comes_in().await?;
        browser.until_kept_offline().await?;
        browser.requested().await?;
        let served = journey.site.served().len();

        person.brings_in("half-finished-draft").await?;
        for question in ["a5-1", "c2-3", "d1"] {
            let site = browser.path().await?;
            let site = site.split('/').take(3).collect::<Vec<_>>().join("/");
            browser.evaluate(&format!("location.hash = '{site}/q/{question}'")).await?;
            person.waits_until_saved().await?;
        }
        person.uses("button", words::why_this(Language::Chinese)).await?;
        person.uses("link", words::print_sheet(Language::Chinese)).await?;
        browser.find("heading", words::sheet_title(Language::Chinese)).await?;
        browser.print("quiet").await?;

        assert_eq!(browser.requested().await?, Vec::<String>::new());
        assert_eq!(journey.site.served().len(), served);
        Ok(())
    });
}

//! Filling in a whole site without a network, with one hand or the other, in one language or the
//! other: what the app shows in the end is what the engine makes of the same answers.

use jiangxing_journeys::{Device, Journey, Outcome, journey};
use jiangxing_text::{Language, words};

use crate::sheet::Sheet;
use crate::walk::{Hand, Person};

async fn fill(
    journey: &mut Journey,
    device: Device,
    hand: Hand,
    language: Language,
    name: &str,
) -> Outcome {
    let sheet = Sheet::example(name);
    journey.browser.use_device(device).await?;
    journey.browser.open("").await?;
    journey.browser.until_kept_offline().await?;
    journey.lose_network();

    let person = Person { browser: &journey.browser, language, hand };
    person.comes_in().await?;
    person.makes_a_site(&sheet).await?;
    person.fills(&sheet).await?;
    person.waits_until_saved().await?;

    match hand {
        Hand::Touch => person.uses("button", words::why_this(language)).await?,
        Hand::Keys => {
            while person.browser.focused().await?.role() == "textbox" {
                person.browser.press("Tab").await?;
            }
            person.browser.press("r").await?;
        }
    }
    let award = &sheet.report.award;
    let rating = award.awarded.as_ref().unwrap().name.in_language(language.code());
    person.browser.see(rating).await?;
    let total = &sheet.report.total.points.as_ref().unwrap().shown;
    person.browser.see(total).await?;
    person.browser.screenshot(&format!("filled-{name}")).await
}

#[test]
fn a_whole_site_by_touch_without_a_network() {
    journey("fill-by-touch", async |journey| {
        fill(journey, Device::TabletUpright, Hand::Touch, Language::Chinese, "strong-enterprise")
            .await
    });
}

#[test]
fn a_whole_site_by_keyboard_without_a_network() {
    journey("fill-by-keyboard", async |journey| {
        fill(journey, Device::Desk, Hand::Keys, Language::Chinese, "strong-vocational").await
    });
}

#[test]
fn a_whole_site_in_english_on_a_phone() {
    journey("fill-in-english", async |journey| {
        fill(journey, Device::Phone, Hand::Touch, Language::English, "middling-union-school").await
    });
}

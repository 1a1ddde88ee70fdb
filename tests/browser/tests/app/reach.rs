//! Within everybody's reach: no serious barrier on any screen, in light and dark, and nothing cut
//! off when the text is twice as large.

use jiangxing_journeys::{
    Browser, Device, Failure, Journey, Options, Outcome, Scheme, any, journey, journey_with,
};
use jiangxing_text::{Language, words};

use crate::walk::{Hand, Person};

const CHINESE: Language = Language::Chinese;

fn inspector(browser: &Browser) -> Person<'_> {
    Person { browser, language: CHINESE, hand: Hand::Touch }
}

/// The addresses of every screen, and of one question of each kind. One site is there.
async fn screens(browser: &Browser) -> Outcome<Vec<(String, &'static str)>> {
    let site = browser.path().await?;
    let site = site.split('/').take(3).collect::<Vec<_>>().join("/");
    Ok(vec![
        ("#/".into(), "sites"),
        ("#/settings".into(), "settings"),
        ("#/nowhere".into(), "nowhere"),
        (format!("{site}/details"), "details"),
        (format!("{site}/q/first-cycle"), "yes-no"),
        (format!("{site}/q/g1"), "gate"),
        (format!("{site}/q/a1-1"), "level"),
        (format!("{site}/q/c2-3"), "numbers"),
        (format!("{site}/q/d1"), "checklist"),
        (format!("{site}/result"), "result"),
        (format!("{site}/sheet"), "sheet"),
    ])
}

async fn visit(
    journey: &mut Journey,
    prefix: &str,
    look: impl AsyncFn(&Browser, &str) -> Outcome,
) -> Outcome {
    let browser = &journey.browser;
    inspector(browser).comes_in().await?;
    look(browser, &format!("{prefix}-empty")).await?;
    inspector(browser).brings_in("half-finished-draft").await?;
    for (path, name) in screens(browser).await? {
        browser.open(&path).await?;
        browser.find("main", any()).await?;
        if name != "nowhere" && name != "settings" && name != "sites" {
            inspector(browser).waits_until_saved().await?;
        }
        look(browser, &format!("{prefix}-{name}")).await?;
    }
    Ok(())
}

async fn has_no_barrier(browser: &Browser, name: &str) -> Outcome {
    browser.has_no_serious_barrier().await?;
    browser.screenshot(name).await
}

#[test]
fn no_screen_has_a_serious_barrier_in_light_colours() {
    journey("reach-light", async |journey| {
        journey.browser.use_device(Device::Tablet).await?;
        journey.browser.prefer(Scheme::Light).await?;
        visit(journey, "light", has_no_barrier).await
    });
}

#[test]
fn no_screen_has_a_serious_barrier_in_dark_colours() {
    journey("reach-dark", async |journey| {
        journey.browser.use_device(Device::Phone).await?;
        journey.browser.prefer(Scheme::Dark).await?;
        visit(journey, "dark", has_no_barrier).await
    });
}

#[test]
fn nor_in_dark_colours_on_a_standing_tablet() {
    journey("reach-dark-upright", async |journey| {
        journey.browser.use_device(Device::TabletUpright).await?;
        journey.browser.prefer(Scheme::Dark).await?;
        visit(journey, "dark-upright", has_no_barrier).await
    });
}

#[test]
fn the_dialogs_have_no_serious_barrier_and_give_the_focus_back() {
    journey("reach-dialogs", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Desk).await?;
        let person = inspector(browser);
        person.comes_in().await?;
        person.brings_in("half-finished-draft").await?;
        browser.press("?").await?;
        browser.find("dialog", words::keyboard_help(CHINESE)).await?;
        browser.has_no_serious_barrier().await?;
        browser.screenshot("dialog-keys").await?;
        browser.press("Escape").await?;
        browser.gone("dialog", words::keyboard_help(CHINESE)).await?;

        person.uses("button", words::why_this(CHINESE)).await?;
        person.uses("button", words::finalise_asks(CHINESE)).await?;
        asks(browser, "dialog-finalise").await?;
        browser.use_device(Device::Phone).await?;
        browser.back().await?;
        person.uses("button", words::contents(CHINESE)).await?;
        asks(browser, "dialog-contents").await
    });
}

/// The one dialog that is open has no serious barrier, and goes away when it is told to.
async fn asks(browser: &Browser, name: &str) -> Outcome {
    browser.find("dialog", any()).await?;
    browser.has_no_serious_barrier().await?;
    browser.screenshot(name).await?;
    browser.press("Escape").await?;
    browser.gone("dialog", any()).await
}

#[test]
fn no_screen_has_a_serious_barrier_in_english() {
    journey("reach-english", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = Person { browser, language: Language::English, hand: Hand::Touch };
        person.comes_in().await?;
        person.brings_in("half-finished-draft").await?;
        for (path, name) in screens(browser).await? {
            browser.open(&path).await?;
            browser.find("main", any()).await?;
            has_no_barrier(browser, &format!("english-{name}")).await?;
        }
        Ok(())
    });
}

/// Nothing is wider than the screen.
async fn fits(browser: &Browser, name: &str) -> Outcome {
    browser.screenshot(name).await?;
    let wider = browser
        .evaluate(
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth",
        )
        .await?;
    match wider.as_i64() {
        Some(wider) if wider <= 0 => Ok(()),
        _ => Err(Failure(format!("{name} is {wider} pixels wider than the screen"))),
    }
}

#[test]
fn text_of_double_size_fits_on_every_screen() {
    let options = Options { text_pixels: 32, ..Options::default() };
    journey_with(options, "reach-double", async |journey| {
        journey.browser.use_device(Device::TabletUpright).await?;
        visit(journey, "double", fits).await
    });
}

#[test]
fn every_screen_fits_on_a_phone() {
    journey("reach-phone", async |journey| {
        journey.browser.use_device(Device::Phone).await?;
        visit(journey, "phone", fits).await
    });
}

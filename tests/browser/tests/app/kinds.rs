//! Every kind of answer through the field made for it, in an app built for a rubric that asks for
//! all of them.

use std::fs;
use std::path::{Path, PathBuf};

use jiangxing::report::form::{AnswerKind, Question};
use jiangxing_journeys::{
    Browser, Device, Element, Failure, Journey, Outcome, Scheme, any, containing, journey_through,
    target,
};
use jiangxing_text::{Language, words};

use crate::sheet::Sheet;
use crate::walk::{Hand, Person};

const CHINESE: Language = Language::Chinese;

/// The app that ships the rubric of every kind.
fn site() -> PathBuf {
    let site = target().join("site-every-kind");
    let page = site.join("index.html");
    assert!(page.is_file(), "no {}: run `cargo xtask test --browser`", page.display());
    site
}

fn fixture(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixture/every-kind");
    folder.canonicalize().unwrap().join(name)
}

/// An example under that rubric.
fn sheet(name: &str) -> Sheet {
    let read = |name: &str| fs::read_to_string(fixture(name)).unwrap();
    Sheet::under(&read("rubric.toml"), &read(&format!("examples/{name}.json")))
}

fn person(browser: &Browser, language: Language) -> Person<'_> {
    Person { browser, language, hand: Hand::Touch }
}

/// Opens the half finished example, at its list of sites.
async fn opens_the_example(browser: &Browser) -> Outcome<Person<'_>> {
    let person = person(browser, CHINESE);
    person.comes_in().await?;
    let open = words::try_example(CHINESE);
    browser
        .until("the example to be offered", async || {
            Ok(!browser.find_all("button", open).await?.is_empty())
        })
        .await?;
    let open = browser.find_all("button", open).await?;
    open.first().ok_or_else(|| Failure("no example".into()))?.tap().await?;
    browser.see("历年学员数").await?;
    Ok(person)
}

/// Goes to the question `id` of the assessment that is open.
async fn goes_to(browser: &Browser, sheet: &Sheet, id: &str) -> Outcome<Element> {
    let path = browser.path().await?;
    let site = path.split('/').take(3).collect::<Vec<_>>().join("/");
    browser.open(&format!("{site}/q/{id}")).await?;
    let question = sheet.questions().find(|question| question.id == id).unwrap();
    person(browser, CHINESE).looks_at(question).await
}

async fn holds(browser: &Browser, field: &Element, text: &str) -> Outcome {
    let what = format!("the field \"{}\" to hold \"{text}\"", field.name());
    browser.until(&what, async || Ok(field.entered().await? == text)).await
}

#[test]
fn every_kind_of_answer_is_given_and_rated_as_the_engine_rates_it() {
    for (device, language, name) in [
        (Device::Tablet, CHINESE, "kinds-filled"),
        (Device::Phone, Language::English, "kinds-filled-in-english"),
    ] {
        journey_through(&site(), name, async |journey| {
            let sheet = sheet("complete");
            let browser = &journey.browser;
            browser.use_device(device).await?;
            let person = person(browser, language);
            person.comes_in().await?;
            person.makes_a_site(&sheet).await?;
            person.fills(&sheet).await?;
            person.waits_until_saved().await?;
            person.uses("button", words::why_this(language)).await?;
            let total = &sheet.report.total.points.as_ref().unwrap().shown;
            browser.see(total).await?;
            browser.long_screenshot(name).await
        });
    }
}

#[test]
fn what_is_half_typed_is_kept_as_typed_and_said_to_be_unfinished() {
    journey_through(&site(), "kinds-half", async |journey| {
        let sheet = sheet("half-finished-draft");
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = opens_the_example(browser).await?;

        // One day of two.
        let card = goes_to(browser, &sheet, "open-days").await?;
        let first = browser.find_in(&card, "Date", words::first_day(CHINESE)).await?;
        holds(browser, &first, "2025-03-01").await?;
        browser.see("“本年开放起止”没有填全，还缺“止日”").await?;
        // A day of which one digit was typed says so, and counts as nothing.
        let last = browser.find_in(&card, "Date", words::last_day(CHINESE)).await?;
        last.focus().await?;
        browser.press("1").await?;
        first.focus().await?;
        browser.see(words::half_a_day(CHINESE)).await?;
        person.sets_day(&last, &"2025-02-01".into()).await?;
        browser.see("的起日 2025-03-01 晚于止日 2025-02-01").await?;
        person.sets_day(&last, &"2025-12-15".into()).await?;
        browser.see(words::answered(CHINESE)).await?;

        // Three of five values, and a fourth that is no number.
        let card = goes_to(browser, &sheet, "growing").await?;
        let fourth = browser.find_in(&card, "textbox", "2024 年").await?;
        person.writes(&fourth, "约200").await?;
        browser.see("“历年学员数”的“2024 年”应填数字，填的是“约200”，未予采用").await?;
        browser.see("还缺“2024 年”、“2025 年”").await?;
        person.waits_until_saved().await?;

        browser.reload().await?;
        let card = browser.find("article", containing("历年学员数")).await?;
        for (name, text) in
            [("2021 年", "120"), ("2023 年", "150"), ("2024 年", "约200"), ("2025 年", "")]
        {
            let field = browser.find_in(&card, "textbox", name).await?;
            holds(browser, &field, text).await?;
        }
        let fourth = browser.find_in(&card, "textbox", "2024 年").await?;
        person.uses("button", words::undo(CHINESE)).await?;
        holds(browser, &fourth, "").await?;
        person.uses("button", words::redo(CHINESE)).await?;
        holds(browser, &fourth, "约200").await
    });
}

#[test]
fn a_band_is_picked_and_then_a_number_inside_it() {
    journey_through(&site(), "kinds-band", async |journey| {
        let sheet = sheet("half-finished-draft");
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = opens_the_example(browser).await?;
        let card = goes_to(browser, &sheet, "tidy").await?;
        let number = browser.find_in(&card, "textbox", "整洁有序").await?;
        let bands = browser.find_all_in(&card, "radio", any()).await?;
        let [_, fair, good, ..] = bands.as_slice() else {
            return Err(Failure(format!("{} bands", bands.len())));
        };
        assert!(good.is("checked").await?);
        // Another band: its number is still to be chosen, and undo brings the other one back.
        fair.tap().await?;
        holds(browser, &number, "").await?;
        browser.see(&words::inside_band(CHINESE, 4, 7)).await?;
        person.uses("button", words::undo(CHINESE)).await?;
        holds(browser, &number, "8.5").await?;
        // A number between two bands says so; one inside a band says which.
        person.writes(&number, "7.5").await?;
        browser.see("应落在某一档内").await?;
        person.writes(&number, "6.5").await?;
        browser.until("the band of the number", async || fair.is("checked").await).await
    });
}

/// Each question with a field of its own, as it looks.
async fn looks(journey: &Journey, device: Device, scheme: Scheme, prefix: &str) -> Outcome {
    let browser = &journey.browser;
    browser.use_device(device).await?;
    browser.prefer(scheme).await?;
    let sheet = sheet("half-finished-draft");
    opens_the_example(browser).await?.waits_until_saved().await?;
    let is_shown = |question: &&Question| {
        let is_plain = |kind: &AnswerKind| matches!(kind, AnswerKind::YesNo {});
        !question.asks.iter().all(|ask| is_plain(&ask.answer)) || question.future
    };
    for question in sheet.questions().filter(is_shown) {
        goes_to(browser, &sheet, &question.id).await?;
        fits(browser, prefix, &question.id).await?;
        browser.has_no_serious_barrier().await?;
    }
    let path = browser.path().await?;
    let site = path.split('/').take(3).collect::<Vec<_>>().join("/");
    for screen in ["result", "sheet"] {
        browser.open(&format!("{site}/{screen}")).await?;
        browser.find("main", any()).await?;
        browser.see("历年学员数").await?;
        fits(browser, prefix, screen).await?;
        browser.has_no_serious_barrier().await?;
    }
    Ok(())
}

/// Nothing is wider than the screen.
async fn fits(browser: &Browser, prefix: &str, name: &str) -> Outcome {
    browser.screenshot(&format!("{prefix}-{name}")).await?;
    let body = "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
    match browser.evaluate(body).await?.as_i64() {
        Some(wider) if wider <= 0 => Ok(()),
        _ => Err(Failure(format!("{prefix}-{name} is wider than the screen"))),
    }
}

#[test]
fn every_kind_of_field_is_in_reach_on_a_tablet_and_on_a_phone() {
    journey_through(&site(), "kinds-tablet", async |journey| {
        looks(journey, Device::Tablet, Scheme::Light, "kinds-tablet").await
    });
    journey_through(&site(), "kinds-phone", async |journey| {
        looks(journey, Device::Phone, Scheme::Dark, "kinds-phone").await
    });
}

//! Nothing that was shown as saved is lost: not by a reload, not by a dead battery, not by a full
//! disk.

use std::fs;

use jiangxing::report::form::Question;
use jiangxing_journeys::{
    Browser, Device, Element, Failure, Held, Journey, Outcome, containing, journey,
};
use jiangxing_text::{Language, words};
use serde_json::json;

use crate::sheet::Sheet;
use crate::walk::{Hand, Person};

const CHINESE: Language = Language::Chinese;

fn inspector(browser: &Browser) -> Person<'_> {
    Person { browser, language: CHINESE, hand: Hand::Touch }
}

fn question<'a>(sheet: &'a Sheet, id: &str) -> &'a Question {
    sheet.questions().find(|question| question.id == id).unwrap()
}

/// The field on the card of `question` that holds its note.
async fn note(browser: &Browser, question: &Question) -> Outcome<Element> {
    let card = inspector(browser).looks_at(question).await?;
    browser.find_in(&card, "textbox", containing(words::note(CHINESE))).await
}

#[test]
fn a_reload_in_the_middle_comes_back_to_the_same_question_with_every_answer() {
    journey("reload", async |journey| {
        let sheet = Sheet::example("strong-enterprise");
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = inspector(browser);
        person.comes_in().await?;
        person.makes_a_site(&sheet).await?;
        let questions: Vec<&Question> = sheet.questions().collect();
        for question in questions.iter().take(20) {
            person.answers(&sheet, question).await?;
            person.goes_on().await?;
        }
        let here = questions[20];
        note(browser, here).await?.enter("查看原件，").await?;
        person.waits_until_saved().await?;

        browser.reload().await?;
        assert_eq!(note(browser, here).await?.entered().await?, "查看原件，");
        // What was done before can still be taken back, one thing at a time.
        person.uses("button", words::undo(CHINESE)).await?;
        let field = note(browser, here).await?;
        browser
            .until("the note to be gone", async || Ok(field.entered().await?.is_empty()))
            .await?;
        person.uses("button", words::redo(CHINESE)).await?;
        browser
            .until("the note to be back", async || Ok(field.entered().await? == "查看原件，"))
            .await?;

        // Started without an address, the app goes to where one was.
        person.waits_until_saved().await?;
        journey.restart_browser().await?;
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        browser.open("").await?;
        assert_eq!(note(browser, here).await?.entered().await?, "查看原件，");
        // And the rest of the sheet is filled in from there.
        let person = inspector(browser);
        for question in questions.iter().skip(20) {
            person.answers(&sheet, question).await?;
            if question.id != questions[questions.len() - 1].id {
                person.goes_on().await?;
            }
        }
        let total = &sheet.report.total.points.as_ref().unwrap().shown;
        browser.see(total).await
    });
}

/// Types one more character every few milliseconds, now and then pausing for breath, for as long as
/// the page lives.
const TYPE_ON: &str = "function (seed) {
    let chance = seed;
    const next = (most) => {
        chance = (chance * 48271) % 2147483647;
        return chance % most;
    };
    const setter = Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set;
    const type = () => {
        setter.call(this, this.value + '工匠学院'[next(4)]);
        this.dispatchEvent(new InputEvent('input', { bubbles: true }));
        setTimeout(type, next(5) === 0 ? 20 + next(120) : next(12));
    };
    type();
}";

/// What the field holds, and whether the page says that everything is saved, at one moment.
const GLANCE: &str = "function (saved) {
    return [this.value.length, document.querySelector('header').innerText.includes(saved)];
}";

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0 * 48_271 % 2_147_483_647;
        self.0 % most
    }
}

#[test]
fn fifty_dead_batteries_in_the_middle_of_typing_lose_nothing_that_was_shown_as_saved() {
    journey("kill", async |journey| {
        let sheet = Sheet::example("strong-enterprise");
        journey.browser.use_device(Device::Tablet).await?;
        let person = inspector(&journey.browser);
        person.comes_in().await?;
        person.makes_a_site(&sheet).await?;
        person.waits_until_saved().await?;
        let first = sheet.questions().next().unwrap();
        let mut chance = Chance(20_261_121);
        let mut looks = 0;
        for round in 1..=50 {
            let field = note(&journey.browser, first).await?;
            let saved = words::saved_at(CHINESE, "");
            field.call(TYPE_ON, &[json!(chance.below(1_000_000) + 1)]).await?;
            let mut shown_as_saved = 0;
            for _ in 0..=chance.below(25) {
                let glance = field.call(GLANCE, &[json!(saved.trim())]).await?;
                if glance[1] == true {
                    shown_as_saved = glance[0].as_u64().unwrap();
                    looks += 1;
                }
            }
            journey.restart_browser().await?;
            journey.browser.use_device(Device::Tablet).await?;
            journey.browser.open("").await?;
            let found = note(&journey.browser, first).await?.entered().await?;
            let found = found.chars().count() as u64;
            if found < shown_as_saved {
                let lost =
                    format!("{shown_as_saved} characters were shown as saved, {found} are there");
                return Err(Failure(format!("round {round}: {lost}")));
            }
        }
        // Otherwise nothing has been shown.
        assert!(50 < looks, "only {looks} glances at something saved");
        Ok(())
    });
}

/// Text that cannot be pressed together.
fn noise(length: usize) -> String {
    let mut chance = Chance(7);
    let character = |chance: &mut Chance| {
        char::from_u32(0x4e00 + u32::try_from(chance.below(20_000)).unwrap()).unwrap()
    };
    (0..length).map(|_| character(&mut chance)).collect()
}

/// Leaves the app this much more room than it has taken; `None` as much as there is.
async fn leave_room(journey: &Journey, bytes: Option<u64>) -> Outcome {
    let browser = &journey.browser;
    let address = journey.site.address("");
    let mut limit = json!({ "origin": address.trim_end_matches('/') });
    if let Some(bytes) = bytes {
        let taken = browser.command("Storage.getUsageAndQuota", limit.clone()).await?;
        limit["quotaSize"] = json!(taken["usage"].as_f64().unwrap() + bytes as f64);
    }
    browser.command("Storage.overrideQuotaForOrigin", limit).await?;
    Ok(())
}

#[test]
fn a_full_device_is_said_to_be_full_and_the_text_is_kept_as_a_file_and_saved_later() {
    journey("full", async |journey| {
        let sheet = Sheet::example("strong-enterprise");
        journey.browser.use_device(Device::Tablet).await?;
        let person = inspector(&journey.browser);
        person.comes_in().await?;
        person.makes_a_site(&sheet).await?;
        person.waits_until_saved().await?;
        journey.browser.until_kept_offline().await?;
        // A browser that has written before goes by the room it saw then.
        journey.restart_browser().await?;
        journey.browser.use_device(Device::Tablet).await?;
        leave_room(journey, Some(100_000)).await?;
        journey.browser.open("").await?;

        let browser = &journey.browser;
        let downloads = browser.allow_downloads("full").await?;
        let person = inspector(browser);
        let first = sheet.questions().next().unwrap();
        let text = noise(100_000);
        let field = note(browser, first).await?;
        field.focus().await?;
        browser.type_text(&text).await?;
        browser.see(words::save_failed(CHINESE)).await?;
        browser.screenshot("storage-full").await?;
        person.uses("button", words::save_as_file(CHINESE)).await?;
        browser
            .until("the file", async || {
                Ok(fs::read_dir(&downloads)?.flatten().any(|file| {
                    let is_json = file.path().extension().is_some_and(|kind| kind == "json");
                    is_json
                        && fs::read_to_string(file.path()).is_ok_and(|kept| kept.contains(&text))
                }))
            })
            .await?;

        leave_room(journey, None).await?;
        browser
            .until("everything to be saved", async || {
                Ok(!browser.text().await?.contains(words::save_failed(CHINESE)))
            })
            .await?;
        person.waits_until_saved().await?;
        browser.reload().await?;
        assert_eq!(note(browser, first).await?.entered().await?, text);
        Ok(())
    });
}

/// Deletes the database, as a browser does that finds it damaged.
const THROW_AWAY: &str = "return new Promise((done, failed) => {
    const deleting = indexedDB.deleteDatabase('jiangxing');
    deleting.onsuccess = () => done('gone');
    deleting.onerror = deleting.onblocked = () => failed(deleting.error ?? 'held');
});";

#[test]
fn a_database_that_the_browser_threw_away_is_there_again_with_every_change() {
    journey("store-lost", async |journey| {
        let sheet = Sheet::example("strong-enterprise");
        // A page that is not the app has no icon.
        journey.expects_error("favicon.ico");
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = inspector(browser);
        person.comes_in().await?;
        person.makes_a_site(&sheet).await?;
        let first = sheet.questions().next().unwrap();
        note(browser, first).await?.enter("查看原件").await?;
        person.waits_until_saved().await?;
        // A page of the same origin that is not the app.
        browser.open("manifest.webmanifest").await?;
        assert_eq!(browser.evaluate_promise(THROW_AWAY).await?, "gone");

        browser.open("").await?;
        assert_eq!(note(browser, first).await?.entered().await?, "查看原件");
        person.uses("button", words::undo(CHINESE)).await?;
        let field = note(browser, first).await?;
        browser
            .until("the note to be gone", async || Ok(field.entered().await?.is_empty()))
            .await?;
        person.waits_until_saved().await
    });
}

/// A database that another process has not let go of yet, until somebody says so.
const HELD: &str = "const open = IDBFactory.prototype.open;
    IDBFactory.prototype.open = function () {
        if (!window.letGo) throw new DOMException('held', 'UnknownError');
        return open.apply(this, arguments);
    };";

#[test]
fn while_the_store_is_not_to_be_had_nothing_is_shown_as_saved_or_said_to_be_gone() {
    journey("store-held", async |journey| {
        let sheet = Sheet::example("strong-enterprise");
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = inspector(browser);
        person.comes_in().await?;
        person.makes_a_site(&sheet).await?;
        person.waits_until_saved().await?;
        let held = json!({ "source": HELD });
        browser.command("Page.addScriptToEvaluateOnNewDocument", held).await?;
        browser.open("#/").await?;
        browser.reload().await?;

        browser.see(words::storage_failing(CHINESE)).await?;
        let said = browser.text().await?;
        assert!(!said.contains(words::no_sites_title(CHINESE)), "{said}");
        browser.screenshot("store-held").await?;
        person.makes_a_site(&sheet).await?;
        browser.see(words::not_saved(CHINESE)).await?;

        browser.evaluate("window.letGo = true;").await?;
        person.waits_until_saved().await?;
        browser.open("#/").await?;
        let name = sheet.answers["subject"]["name"].as_str().unwrap();
        browser
            .until("both sites to be in the list", async || {
                Ok(browser.text().await?.matches(name).count() >= 2)
            })
            .await
    });
}

#[test]
fn a_second_window_only_reads_until_the_first_is_closed() {
    journey("two-windows", async |journey| {
        let sheet = Sheet::example("strong-enterprise");
        let browser = &journey.browser;
        browser.use_device(Device::Desk).await?;
        let person = Person { hand: Hand::Keys, ..inspector(browser) };
        person.comes_in().await?;
        person.makes_a_site(&sheet).await?;
        let first = question(&sheet, "first-cycle");
        person.waits_until_saved().await?;
        // Another window of the app, inside this one: the browser keeps both apart.
        browser
            .evaluate(
                "const other = document.createElement('iframe');
            other.id = 'other'; other.width = 900; other.height = 700; other.src = location.href;
            document.body.append(other);",
            )
            .await?;
        let other = "document.getElementById('other').contentDocument.body";
        let said = words::read_only_elsewhere(CHINESE);
        browser
            .until("the second window to say that it only reads", async || {
                let text = browser.evaluate(&format!("return {other}.innerText")).await?;
                Ok(text.as_str().is_some_and(|text| text.contains(said)))
            })
            .await?;
        let note = note(browser, first).await?;
        note.focus().await?;
        browser.type_text("甲").await?;
        browser.press_with(Held::Shift, "Tab").await?;
        person.waits_until_saved().await?;
        browser.until("the second window to follow", async || {
            let body = format!("return [...{other}.querySelectorAll('textarea')].some((it) => it.value === '甲')");
            Ok(browser.evaluate(&body).await? == true)
        }).await
    });
}

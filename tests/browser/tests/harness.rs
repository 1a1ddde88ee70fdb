//! The harness itself, on a small page that has one of everything.

use std::fs;
use std::path::Path;

use jiangxing_journeys::{
    Browser, Device, Failure, Held, Journey, Options, Outcome, Pdf, Scheme, containing,
    journey_through, target,
};

fn on_the_page(name: &str, way: impl AsyncFnOnce(&mut Journey) -> Outcome) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixture");
    journey_through(&root, name, async |journey| {
        journey.browser.open("").await?;
        way(journey).await
    });
}

#[test]
fn a_tap_is_a_touch_and_a_click_is_a_mouse() {
    on_the_page("harness-pointers", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        browser.find("button", "点了 0 次").await?.tap().await?;
        browser.see("用 touch 点的").await?;
        browser.use_device(Device::Desk).await?;
        browser.find("button", "点了 1 次").await?.click().await?;
        browser.see("用 mouse 点的").await?;
        browser.find("button", containing("2 次")).await?;
        Ok(())
    });
}

#[test]
fn the_keyboard_reaches_everything() {
    on_the_page("harness-keyboard", async |journey| {
        let browser = &journey.browser;
        browser.press("Tab").await?;
        assert_eq!(browser.focused().await?.name(), "点了 0 次");
        browser.press("Enter").await?;
        browser.find("button", "点了 1 次").await?;
        browser.press(" ").await?;
        browser.find("button", "点了 2 次").await?;
        browser.press("Tab").await?;
        assert_eq!(browser.focused().await?.role(), "textbox");
        browser.type_text("星").await?;
        browser.press("3").await?;
        let note = browser.find("textbox", "备注").await?;
        assert_eq!(note.entered().await?, "星3");
        browser.press_with(Held::Control, "z").await?;
        assert_ne!(note.entered().await?, "星3");
        browser.press_with(Held::Shift, "Tab").await?;
        assert_eq!(browser.focused().await?.name(), "点了 2 次");
        Ok(())
    });
}

#[test]
fn fields_are_filled_and_read() {
    on_the_page("harness-fields", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Phone).await?;
        let note = browser.find("textbox", "备注").await?;
        note.enter("第一遍").await?;
        note.enter("第二遍").await?;
        assert_eq!(note.entered().await?, "第二遍");
        note.enter("").await?;
        assert_eq!(note.entered().await?, "");
        let group = browser.find("group", "档位").await?;
        let level = browser.find_in(&group, "radio", "二档").await?;
        assert!(!level.is("checked").await?);
        level.tap().await?;
        browser.until("level two to be chosen", async || level.is("checked").await).await?;
        assert_eq!(browser.find_all_in(&group, "radio", containing("档")).await?.len(), 2);
        let kind = browser.find("combobox", "类型").await?;
        kind.choose("院校").await?;
        assert_eq!(kind.entered().await?, "b");
        assert!(kind.choose("机关").await.is_err());
        Ok(())
    });
}

#[test]
fn what_comes_later_is_waited_for_and_what_is_far_is_scrolled_to() {
    on_the_page("harness-waiting", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::TabletUpright).await?;
        browser.find("button", "过一会儿出现").await?.tap().await?;
        browser.find("heading", "来了").await?;
        browser.find("button", "页尾的按钮").await?.tap().await?;
        browser.gone("button", "没有这个按钮").await
    });
}

async fn is_ready(browser: &Browser) -> Outcome<bool> {
    Ok(browser.evaluate("return document.body.dataset.ready").await? == "yes")
}

#[test]
fn what_was_kept_survives_the_death_of_the_browser() {
    on_the_page("harness-kill", async |journey| {
        for round in ["一", "二", "三"] {
            let browser = &journey.browser;
            browser.until("the page to keep notes", async || is_ready(browser).await).await?;
            let note = browser.find("textbox", "备注").await?;
            note.enter(round).await?;
            browser
                .until("the note to be kept", async || {
                    Ok(browser.evaluate("return document.body.dataset.saved").await? == round)
                })
                .await?;
            journey.restart_browser().await?;
            let browser = &journey.browser;
            browser.open("").await?;
            browser.until("the note to be read", async || is_ready(browser).await).await?;
            assert_eq!(browser.find("textbox", "备注").await?.entered().await?, round);
        }
        Ok(())
    });
}

#[test]
fn without_a_network_nothing_answers_until_it_is_back() {
    on_the_page("harness-network", async |journey| {
        journey.lose_network();
        assert!(journey.browser.open("").await.is_err());
        journey.site.start_again()?;
        journey.browser.open("").await?;
        journey.browser.find("heading", "试验页").await?;
        let served = journey.site.served();
        assert_eq!(served.iter().filter(|it| it.target == "/").count(), 2);
        let address = journey.site.address("page.js");
        assert!(journey.browser.requested().await?.contains(&address));
        Ok(())
    });
}

#[test]
fn the_preferred_colours_and_speed_are_told_to_the_page() {
    on_the_page("harness-colours", async |journey| {
        let browser = &journey.browser;
        let dark = "return matchMedia('(prefers-color-scheme: dark)').matches";
        assert_eq!(browser.evaluate(dark).await?, false);
        browser.prefer(Scheme::Dark).await?;
        assert_eq!(browser.evaluate(dark).await?, true);
        let still = "return matchMedia('(prefers-reduced-motion: reduce)').matches";
        assert_eq!(browser.evaluate(still).await?, true);
        browser.slow_down(4).await?;
        browser.reload().await?;
        browser.find("heading", "试验页").await.map(|_| ())
    });
}

#[test]
fn a_page_is_pictured_printed_and_read_back() {
    on_the_page("harness-print", async |journey| {
        let browser = &journey.browser;
        browser.screenshot("harness-print").await?;
        let picture = fs::read(target().join("screenshots/harness-print.png"))?;
        assert!(picture.starts_with(b"\x89PNG"));
        let printed = Pdf::read(&browser.print("harness-print").await?)?;
        assert_eq!(printed.pages.len(), 2);
        assert!(printed.pages[0].contains("试验页"), "{}", printed.text());
        assert!(printed.pages[1].contains("页尾的按钮"), "{}", printed.text());
        Ok(())
    });
}

#[test]
fn a_barrier_is_found_where_there_is_one() {
    on_the_page("harness-axe", async |journey| {
        let browser = &journey.browser;
        browser.has_no_serious_barrier().await?;
        browser.evaluate("document.getElementById('count').textContent = ''").await?;
        let barriers = browser.barriers().await?;
        assert!(barriers.iter().any(|it| it.rule == "button-name"), "{barriers:?}");
        assert!(browser.has_no_serious_barrier().await.is_err());
        Ok(())
    });
}

#[test]
fn an_error_in_the_console_is_noticed() {
    on_the_page("harness-console", async |journey| {
        journey.browser.evaluate("console.error('碎了')").await?;
        let Err(Failure(sentence)) = journey.has_no_error().await else {
            panic!("an error went unnoticed");
        };
        assert!(sentence.contains("碎了"), "{sentence}");
        Ok(())
    });
}

#[test]
fn text_at_200_percent_is_twice_as_large() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixture");
    let options = Options { text_pixels: 32, ..Options::default() };
    jiangxing_journeys::journey_through_with(&root, options, "harness-text", async |journey| {
        journey.browser.open("").await?;
        let size = "return getComputedStyle(document.documentElement).fontSize";
        assert_eq!(journey.browser.evaluate(size).await?, "32px");
        Ok(())
    });
}

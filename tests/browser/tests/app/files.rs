//! Files from elsewhere: what is wrong with them is said, and nothing is lost or broken by them.

use std::fs;

use jiangxing_journeys::{Browser, Device, Outcome, containing, journey, target};
use jiangxing_text::{Language, words};

use crate::sheet::example_file;
use crate::walk::{Hand, Person};

const CHINESE: Language = Language::Chinese;

/// Files that are no assessments.
fn broken() -> Vec<(&'static str, Vec<u8>)> {
    let example = fs::read_to_string(example_file("strong-enterprise")).unwrap();
    let half: String = example.chars().take(2_000).collect();
    let nested = "[".repeat(200_000);
    vec![
        ("empty.json", Vec::new()),
        ("half.json", half.into()),
        ("text.json", "这不是评定文件".into()),
        ("bytes.json", vec![0xff, 0xfe, 0x00, 0x7b, 0x22]),
        ("number.json", "17".into()),
        ("list.json", "[{}]".into()),
        ("nothing.json", "{}".into()),
        ("nested.json", nested.into()),
        ("newer.json", example.replace("\"format\": 1", "\"format\": 99").into()),
        ("huge.json", format!("{{\"format\": 1, \"x\": \"{}\"}}", "x".repeat(9_000_000)).into()),
    ]
}

async fn site_count(browser: &Browser) -> Outcome<usize> {
    let main = browser.find("main", jiangxing_journeys::any()).await?;
    Ok(browser.find_all_in(&main, "article", jiangxing_journeys::any()).await?.len())
}

#[test]
fn files_that_are_no_assessments_are_refused_one_by_one_and_nothing_is_lost() {
    journey("refuse", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = Person { browser, language: CHINESE, hand: Hand::Touch };
        person.comes_in().await?;
        person.brings_in("strong-enterprise").await?;
        person.comes_in().await?;
        let before = site_count(browser).await?;
        let folder = target().join("wrong-files");
        fs::create_dir_all(&folder)?;
        for (name, bytes) in broken() {
            let file = folder.join(name);
            fs::write(&file, bytes)?;
            person.chooses(&file.canonicalize()?).await?;
            browser.see(&words::not_imported(CHINESE, name)).await?;
            browser.screenshot(&format!("refused-{name}")).await?;
            person.uses("button", words::close(CHINESE)).await?;
            browser.gone("button", words::close(CHINESE)).await?;
        }
        assert_eq!(site_count(browser).await?, before);
        person.uses("link", containing("云岭重机")).await?;
        browser.see("94.82").await
    });
}

#[test]
fn words_that_look_like_a_page_stay_words() {
    journey("hostile", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let person = Person { browser, language: CHINESE, hand: Hand::Touch };
        let hostile = "<img src=x onerror=document.title='x'><script>document.title='x'</script>";
        let example = fs::read_to_string(example_file("strong-enterprise"))?;
        let text = example
            .replace("虚构示例 · 云岭重机集团培训中心", hostile)
            .replace("评审员甲（虚构）", hostile)
            .replace("虚构省虚构市", hostile);
        let file = target().join("wrong-files").join("hostile.json");
        fs::create_dir_all(file.parent().unwrap())?;
        fs::write(&file, text)?;
        person.comes_in().await?;
        person.chooses(&file.canonicalize()?).await?;
        person.uses("link", words::open_it(CHINESE)).await?;
        browser.see("onerror=").await?;
        person.uses("button", words::why_this(CHINESE)).await?;
        person.uses("link", words::print_sheet(CHINESE)).await?;
        browser.see("onerror=").await?;
        assert!(browser.title().await?.contains("匠星"));
        let made = "return document.querySelectorAll('img, script:not([src])').length";
        assert_eq!(browser.evaluate(made).await?, 0);
        Ok(())
    });
}

#[test]
fn a_site_goes_out_as_a_file_and_comes_back_the_same() {
    journey("exchange", async |journey| {
        let browser = &journey.browser;
        browser.use_device(Device::Tablet).await?;
        let downloads = browser.allow_downloads("exchange").await?;
        let person = Person { browser, language: CHINESE, hand: Hand::Touch };
        person.comes_in().await?;
        person.brings_in("much-not-applicable").await?;
        person.uses("button", words::why_this(CHINESE)).await?;
        person.uses("button", words::export(CHINESE)).await?;
        let mut found = None;
        browser
            .until("the file", async || {
                let files = fs::read_dir(&downloads)?.flatten().map(|file| file.path());
                let json =
                    |file: &std::path::PathBuf| file.extension().is_some_and(|it| it == "json");
                Ok(files.filter(json).count() == 1)
            })
            .await?;
        for file in fs::read_dir(&downloads)? {
            found = Some(file?.path());
        }
        let file = found.unwrap();
        let name = file.file_name().unwrap().to_str().unwrap();
        assert!(name.starts_with("jiangxing-虚构示例-"), "{name}");
        let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap();
        let given = read(&fs::read_to_string(example_file("much-not-applicable"))?);
        let back = read(&fs::read_to_string(&file)?);
        assert_eq!(given, back);
        Ok(())
    });
}

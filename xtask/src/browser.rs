//! A real browser, its driver, a Chinese font and a reader of PDF files, for the tests.

use std::path::Path;

use crate::{Trouble, program};

/// The names under which Chromium is installed.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// One thing the browser tests need.
struct Need {
    /// Debian's name for it.
    package: &'static str,
    is_there: fn() -> bool,
}

const NEEDS: [Need; 4] = [
    Need { package: "chromium", is_there: || program::find(&BROWSERS).is_some() },
    Need { package: "chromium-driver", is_there: || program::find(&["chromedriver"]).is_some() },
    Need { package: "fonts-noto-cjk", is_there: has_chinese_font },
    Need { package: "poppler-utils", is_there: || program::find(&["pdftotext"]).is_some() },
];

/// Installs what is missing, where that is allowed: as root on Debian or Ubuntu.
///
/// # Errors
/// When it is not allowed or does not succeed; the sentence holds the command to type.
pub(crate) fn set_up() -> Result<(), Trouble> {
    let missing = missing_packages();
    if missing.is_empty() {
        println!(
            "    浏览器、驱动、中文字体、PDF 工具已就绪 · browser, driver, font, PDF reader are there"
        );
        return Ok(());
    }
    let by_hand = format!(
        "apt-get update && apt-get install -y --no-install-recommends {}",
        missing.join(" ")
    );
    if !may_install() {
        return Err(format!(
            "浏览器测试还缺：{list}\n请先运行：sudo sh -c '{by_hand}'\n其他系统请安装 Chromium、\
             同版本的 ChromeDriver、中文字体和 pdftotext。\n\
             the browser tests still need: {list}\nRun first: sudo sh -c '{by_hand}'\nOn other \
             systems install Chromium, a ChromeDriver of its version, a Chinese font and pdftotext.",
            list = missing.join(" ")
        ));
    }
    println!("    {by_hand}");
    let install = || -> Result<(), Trouble> {
        program::run(program::command("apt-get").args(["update", "-q"]))?;
        let mut command = program::command("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        command.args(["install", "-y", "-q", "--no-install-recommends"]).args(&missing);
        program::run(&mut command)
    };
    install().map_err(|trouble| format!("{trouble}\n请手工运行 · run by hand: {by_hand}"))?;
    let still_missing = missing_packages();
    if still_missing.is_empty() {
        Ok(())
    } else {
        Err(format!("安装后仍缺 · still missing after installing: {}", still_missing.join(" ")))
    }
}

fn missing_packages() -> Vec<&'static str> {
    NEEDS.iter().filter(|need| !(need.is_there)()).map(|need| need.package).collect()
}

fn has_chinese_font() -> bool {
    program::output(program::command("fc-list").args([":lang=zh-cn", "family"]))
        .is_some_and(|families| !families.trim().is_empty())
}

/// Whether we are root on a system with Debian's packages.
fn may_install() -> bool {
    let is_root =
        program::output(program::command("id").arg("-u")).is_some_and(|user| user.trim() == "0");
    is_root && Path::new("/etc/debian_version").exists() && program::find(&["apt-get"]).is_some()
}

//! The finished app: a folder that any web server can hand out as it is.
//!
//! ```text
//! web (Rust)  ──wasm-pack──▶ app/app.js, app/app_bg.wasm ──┐
//! web/index.html, web/public, web/style ───────────────────┼──▶ target/site ──▶ service-worker.js
//!                                                          │    (list of files, version)
//!                                                          └──▶ *.br, *.gz beside what shrinks
//! ```
//!
//! The same input gives the same bytes: files are taken in the order of their names, and neither
//! a date nor a path of this machine gets into them.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use jiangxing_server::headers::CONTENT_SECURITY_POLICY;

use crate::progress::step;
use crate::{Trouble, compress, glue, precache, program, setup, style, wasm_sections, workspace};

/// The app's module, and its WASM, as wasm-pack names them.
const MODULE: &str = "app.js";
const WASM: &str = "app_bg.wasm";

/// The files of a site, by their path inside it, with `/` between names.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// Names the folder of the rubric that the app ships, when it is not the project's own.
const RUBRIC: &str = "JIANGXING_RUBRIC";

/// Sets up what is missing, builds the app for release and puts the site together.
pub(crate) fn build() -> Result<PathBuf, Trouble> {
    let rubric = env::var_os(RUBRIC).map(|folder| workspace::root().join(folder));
    build_for(rubric.as_deref(), workspace::site())
}

/// As [`build`], into the folder `site`, for the rubric of a folder of its own.
pub(crate) fn build_for(rubric: Option<&Path>, site: PathBuf) -> Result<PathBuf, Trouble> {
    setup::for_building()?;
    step("编译应用（发布版）· compile the app (release)", || compile(rubric))?;
    step("组装网站 · put the site together", || assemble(&site))?;
    Ok(site)
}

fn compile(rubric: Option<&Path>) -> Result<(), Trouble> {
    let mut command = program::command("wasm-pack");
    command.args(["--log-level", "warn", "build", "web", "--target", "web", "--release"]);
    command.args(["--no-pack", "--no-typescript", "--no-opt", "--mode", "no-install"]);
    command.args(["--out-name", "app", "--out-dir"]).arg(workspace::app_package());
    command.env("RUSTFLAGS", flags_without_paths());
    match rubric {
        Some(folder) => command.env(RUBRIC, folder),
        None => command.env_remove(RUBRIC),
    };
    program::run(&mut command)
}

/// Compiler flags that keep the folders of this machine out of the messages of panics.
fn flags_without_paths() -> String {
    let cargo_home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut flags = format!("--remap-path-prefix={}=.", workspace::root().display());
    if let Some(folder) = cargo_home {
        flags.push_str(&format!(" --remap-path-prefix={}=cargo", folder.display()));
    }
    flags
}

fn assemble(site: &Path) -> Result<(), Trouble> {
    let web = workspace::root().join("web");
    let mut files = read_folder(&web.join("public"))?;
    for (path, content) in compiled_files()? {
        files.insert(format!("app/{path}"), content);
    }
    for (path, content) in files.iter_mut().filter(|(path, _)| path.ends_with(".js")) {
        let script = String::from_utf8_lossy(content);
        *content = glue::condensed(path, &script)?.into_bytes();
    }
    files.insert("style.css".into(), style::joined(&read_folder(&web.join("style"))?));
    files.insert("index.html".into(), page(&web.join("index.html"))?);
    let version = precache::fill_in(&mut files)?;
    let twins = compress::twins(&files)?;
    write_site(site, files.iter().chain(&twins))?;
    let total = files.values().map(Vec::len).sum::<usize>();
    println!("    {} 个文件 · files, {total} B, 版本 · version {version}", files.len());
    Ok(())
}

/// The app's module and its WASM, without what only a debugger reads.
fn compiled_files() -> Result<Files, Trouble> {
    let folder = workspace::app_package();
    let read = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let (module, wasm) = (read(MODULE)?, read(WASM)?);
    let stripped = wasm_sections::without_custom_sections(&wasm);
    let stripped = stripped.ok_or_else(|| format!("{WASM}: 不是 WASM 文件 · is no WASM file"))?;
    let (module, wasm) = glue::numbered(&String::from_utf8_lossy(&module), &stripped)?;
    Ok(Files::from([(MODULE.to_owned(), module.into_bytes()), (WASM.to_owned(), wasm)]))
}

/// The page, with the policy of the server written into it, so that it holds on any server.
fn page(file: &Path) -> Result<Vec<u8>, Trouble> {
    let text = fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))?;
    if text.contains("Content-Security-Policy") {
        return Ok(text.into_bytes());
    }
    let charset = "<meta charset=\"utf-8\">";
    let policy = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"{CONTENT_SECURITY_POLICY}\">"
    );
    if !text.contains(charset) {
        return Err(format!("{}: 缺少 · lacks {charset}", file.display()));
    }
    Ok(text.replacen(charset, &format!("{charset}\n{policy}"), 1).into_bytes())
}

/// Every file under `folder`; none when there is no such folder.
pub(crate) fn read_folder(folder: &Path) -> Result<Files, Trouble> {
    let mut files = Files::new();
    if folder.is_dir() {
        read_into(&mut files, folder, "")
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(files)
}

fn read_into(files: &mut Files, folder: &Path, prefix: &str) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            read_into(files, &entry.path(), &format!("{prefix}{name}/"))?;
        } else {
            files.insert(format!("{prefix}{name}"), fs::read(entry.path())?);
        }
    }
    Ok(())
}

/// Writes the site beside the old one and then puts it in its place, so that a server in between
/// never hands out half of each.
fn write_site<'a>(
    site: &Path,
    files: impl Iterator<Item = (&'a String, &'a Vec<u8>)>,
) -> Result<(), Trouble> {
    let fresh = site.with_extension("new");
    let old = site.with_extension("old");
    let write = || -> std::io::Result<()> {
        remove_folder(&fresh)?;
        for (path, content) in files {
            let file = fresh.join(path);
            if let Some(folder) = file.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::write(file, content)?;
        }
        remove_folder(&old)?;
        if site.exists() {
            fs::rename(site, &old)?;
        }
        fs::rename(&fresh, site)?;
        remove_folder(&old)
    };
    write().map_err(|error| format!("{}: {error}", site.display()))
}

fn remove_folder(folder: &Path) -> std::io::Result<()> {
    if folder.exists() { fs::remove_dir_all(folder) } else { Ok(()) }
}

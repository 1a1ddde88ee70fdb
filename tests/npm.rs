//! The npm package in Node: the same results as the engine's own over the assessments of the corpus,
//! its README's example, and its types under TypeScript's strictest rules.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use jiangxing::report::to_json;
use jiangxing::report::v1::{Rating, Report, Score};
use jiangxing_tests::case::Case;
use jiangxing_tests::{DEFAULT_RUBRIC, examples, files, project_file, published, read, run};
use serde_json::{Map, Value, json};
use wasm_bindgen_cli_support::Bindgen;

/// The TypeScript that the types are held to.
const TYPESCRIPT: &str = "typescript@5.9.3";

fn scratch() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm");
    fs::create_dir_all(&folder).expect("the target folder can be written to");
    folder
}

/// Runs a program, gives what it prints, and what it says when it fails.
fn printed(command: &mut Command, what: &str) -> String {
    let output =
        command.output().unwrap_or_else(|fault| panic!("{what} cannot be started: {fault}"));
    let (out, err) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success(), "{what}:\n{out}\n{err}");
    out.into_owned()
}

/// The package as it ships, in a folder where `jiangxing` can be imported; gives that folder.
fn package() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        // What `parity.rs` builds is mostly the same.
        let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parity/target");
        printed(
            Command::new(env!("CARGO"))
                .args(["build", "--release", "--package", "jiangxing-element"])
                .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
                .arg(&target)
                .current_dir(project_file("."))
                .env_remove("CARGO_PROFILE_RELEASE_OPT_LEVEL"),
            "the engine for wasm32 (`rustup target add wasm32-unknown-unknown` adds the target)",
        );
        let package = scratch().join("node_modules/jiangxing");
        Bindgen::new()
            .input_path(target.join("wasm32-unknown-unknown/release/jiangxing_element.wasm"))
            .web(true)
            .expect("the web is one of the targets")
            .typescript(true)
            .out_name("engine")
            .generate(&package)
            .unwrap_or_else(|fault| panic!("bindings: {fault}"));
        // As `cargo xtask npm` does: the glue's own functions take whatever there is.
        let types = package.join("engine.d.ts");
        fs::write(&types, read_of(&types).replace(": any", ": unknown")).unwrap();
        for name in ["package.json", "index.js", "node.js", "index.d.ts", "README.md"] {
            fs::copy(project_file(&format!("web/element/npm/{name}")), package.join(name))
                .unwrap_or_else(|fault| panic!("{name}: {fault}"));
        }
        scratch()
    })
}

/// Every assessment of the corpus with its rubric's path.
fn assessments() -> Vec<(String, String)> {
    let own = examples().into_iter().map(|path| (DEFAULT_RUBRIC.to_owned(), read(&path)));
    let mut all: Vec<(String, String)> = own.collect();
    for folder in ["tests/corpus/answers/bad", "tests/corpus/scorecards"] {
        for path in files(folder, ".toml") {
            let case =
                Case::from_text(&read(&path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
            all.push((case.rubric.clone(), case.assessment()));
        }
    }
    all.extend(
        published::cases().into_iter().map(|(_, case)| (case.rubric.clone(), case.assessment())),
    );
    all
}

/// What the package must say of a report.
fn rated(report: &Report) -> Value {
    let stars = |rating: &Option<Rating>| {
        rating.as_ref().map(|one| f64::from(one.stars) + if one.half { 0.5 } else { 0.0 })
    };
    let points = |score: &Score| score.points.as_ref().map(|points| points.shown.clone());
    let dimensions = report.dimensions.iter();
    let criteria = dimensions.clone().flat_map(|dimension| &dimension.criteria);
    let by_id = |all: Vec<(&String, Option<String>)>| -> Map<String, Value> {
        all.into_iter().map(|(id, points)| (id.clone(), json!(points))).collect()
    };
    json!({
        "standing": report.award.standing,
        "stars": stars(&report.award.awarded),
        "rating": report.award.awarded.as_ref().map(|rating| &rating.id),
        "locked": stars(&report.award.locked),
        "best": stars(&report.award.best),
        "total": points(&report.total),
        "low": report.total.low.shown,
        "high": report.total.high.shown,
        "dimensions": by_id(dimensions.map(|one| (&one.id, points(&one.score))).collect()),
        "points": by_id(criteria.map(|one| (&one.id, points(&one.score))).collect()),
    })
}

#[test]
fn the_package_says_what_the_engine_says() {
    let lines: Vec<String> = assessments()
        .iter()
        .map(|(path, assessment)| {
            let rubric = run::rubric(&read(path));
            let report = jiangxing::report(&rubric, assessment);
            let codes = |report: &Report| -> Vec<&str> {
                report.findings.iter().map(jiangxing::finding::Finding::code).collect()
            };
            let expected = match &report {
                Ok(report) => json!({
                    "report": to_json(report), "rated": rated(report), "codes": codes(report),
                }),
                Err(findings) => {
                    let codes: Vec<&str> = findings.iter().map(|one| one.code()).collect();
                    json!({ "report": null, "rated": null, "codes": codes })
                }
            };
            json!({
                "rubric": project_file(path), "assessment": assessment, "expected": expected,
            })
            .to_string()
        })
        .collect();
    assert!(lines.len() > 200, "{}", lines.len());
    let folder = package();
    fs::write(folder.join("cases.jsonl"), lines.join("\n")).unwrap();
    fs::copy(project_file("tests/npm/boundary.mjs"), folder.join("boundary.mjs")).unwrap();
    let said = printed(Command::new("node").arg("boundary.mjs").current_dir(folder), "Node");
    assert!(said.contains(&format!("{} cases", lines.len())), "{said}");
}

#[test]
fn the_example_of_the_readme_runs() {
    let folder = package();
    let readme = read("web/element/npm/README.md");
    let example = readme.split("```js\n").nth(1).unwrap().split("```").next().unwrap();
    let assessment = read("rubrics/acftu-1p1pn-2024/examples/strong-enterprise.json");
    fs::write(folder.join("example.mjs"), example).unwrap();
    fs::write(folder.join("rubric.toml"), read(DEFAULT_RUBRIC)).unwrap();
    fs::write(folder.join("assessment.json"), &assessment).unwrap();
    let said = printed(Command::new("node").arg("example.mjs").current_dir(folder), "the example");
    let rubric = run::rubric(&read(DEFAULT_RUBRIC));
    let mut changed: Value = serde_json::from_str(&assessment).unwrap();
    let line = |assessment: &Value| {
        let report = jiangxing::report(&rubric, &assessment.to_string()).unwrap();
        let rated = rated(&report);
        let points = rated["points"]["a1-1"].as_str().unwrap().to_owned();
        let total = rated["total"].as_str().unwrap().to_owned();
        (format!("{} {total}", rated["stars"].as_f64().unwrap()), points)
    };
    let first = line(&changed).0;
    changed["responses"]["a1-1"] = json!({ "value": "2" });
    let (second, points) = line(&changed);
    let expected = format!("{first}\n{second} {points}\n");
    assert!(said.starts_with(&expected), "{expected}\n{said}");
    assert!(said.lines().count() > 20, "{said}");
}

/// TypeScript's compiler; nothing, and a line that says so, where npm cannot install it.
fn typescript(folder: &Path) -> Option<PathBuf> {
    let own = folder.join("typescript");
    let compiler = own.join("node_modules/typescript/bin/tsc");
    if !compiler.exists() {
        let install = ["install", "--no-save", "--no-audit", "--no-fund", "--prefix"];
        let output = Command::new("npm").args(install).arg(&own).arg(TYPESCRIPT).output();
        let trouble = match output {
            Ok(output) if output.status.success() => None,
            Ok(output) => Some(String::from_utf8_lossy(&output.stderr).into_owned()),
            Err(fault) => Some(fault.to_string()),
        };
        if let Some(trouble) = trouble {
            // Past what the test runner keeps back.
            let said = format!("not run: the types under {TYPESCRIPT}, which npm cannot install");
            let _told = writeln!(std::io::stderr(), "{said}: {trouble}");
            return None;
        }
    }
    Some(compiler)
}

#[test]
fn the_types_hold_under_the_strictest_rules() {
    let folder = package();
    let declared = read_of(&folder.join("node_modules/jiangxing/engine.d.ts"));
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    assert!(declared.split(|c| !is_word(c)).all(|word| word != "any"), "no `any`");
    let Some(compiler) = typescript(folder) else { return };
    fs::copy(project_file("tests/npm/types.mts"), folder.join("types.mts")).unwrap();
    let strict =
        ["--strict", "--noEmit", "--noUncheckedIndexedAccess", "--exactOptionalPropertyTypes"];
    let module = ["--module", "nodenext", "--target", "es2022", "--lib", "esnext,dom"];
    let mut tsc = Command::new("node");
    tsc.arg(&compiler).args(strict).args(module).arg("types.mts").current_dir(folder);
    printed(&mut tsc, "tsc");
}

fn read_of(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|fault| panic!("{}: {fault}", path.display()))
}

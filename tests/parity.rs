//! Native and WebAssembly give the same bytes: over the examples, over the answers of the corpus and
//! of every published scheme, and over more than ten thousand generated assessments; and the same
//! numbers in columns, over the sites of the reference task.
//!
//! The engine is built for wasm32 as it ships and run in Node. The inputs go into one file; both
//! sides write the SHA-256 of each output, and the first difference is shown in full.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops at the first surprise and says which"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use fastrand::Rng;
use jiangxing_parity::Opened;
use jiangxing_reference::Reference;
use jiangxing_tests::case::Case;
use jiangxing_tests::{
    DEFAULT_RUBRIC, examples, files, generate, generate_answers, generate_rubric, generate_wide,
    project_file, published, read, run,
};
use serde_json::json;
use wasm_bindgen_cli_support::Bindgen;

/// Assessments generated under the default rubric.
const UNDER_DEFAULT: u64 = 9_000;

/// Rubrics nobody wrote, and assessments under each.
const RUBRICS: u64 = 200;
const UNDER_EACH: u64 = 5;

/// Rubrics that together use the whole language.
const WIDE: u64 = 200;

/// What both engines are given.
enum Input {
    Rubric(String),
    Assessment(String),
}

fn inputs() -> Vec<Input> {
    let text = read(DEFAULT_RUBRIC);
    let rubric = run::rubric(&text);
    let plain = run::form(&rubric, &BTreeMap::new());
    let mut inputs = vec![Input::Rubric(text)];
    inputs.extend(examples().iter().map(|path| Input::Assessment(read(path))));
    for seed in 0..UNDER_DEFAULT {
        let mut rng = Rng::with_seed(seed);
        let form = run::form(&rubric, &generate::categories(&plain, &mut rng));
        let mood = generate::mood(&mut rng);
        inputs.push(Input::Assessment(generate::assessment(&form, mood, &mut rng).text()));
    }
    for path in files("tests/corpus/answers/bad", ".toml")
        .iter()
        .chain(&files("tests/corpus/scorecards", ".toml"))
    {
        let case = Case::from_text(&read(path)).unwrap_or_else(|fault| panic!("{path}: {fault}"));
        inputs.push(Input::Rubric(read(&case.rubric)));
        inputs.push(Input::Assessment(case.assessment()));
    }
    for (_, case) in published::cases() {
        inputs.push(Input::Rubric(read(&case.rubric)));
        inputs.push(Input::Assessment(case.assessment()));
    }
    for path in files("tests/corpus/rubrics/bad", ".toml") {
        inputs.push(Input::Rubric(read(&path)));
    }
    for seed in 0..RUBRICS {
        let text = generate_rubric::rubric(&mut Rng::with_seed(seed));
        let form = run::form(&run::rubric(&text), &BTreeMap::new());
        inputs.push(Input::Rubric(text));
        for index in 0..UNDER_EACH {
            let mut rng = Rng::with_seed(seed * UNDER_EACH + index);
            let mood = generate::mood(&mut rng);
            inputs.push(Input::Assessment(generate::assessment(&form, mood, &mut rng).text()));
        }
    }
    for seed in 0..WIDE {
        let text = generate_wide::rubric(&mut Rng::with_seed(seed));
        let assessments = under_wide(&text, seed);
        inputs.push(Input::Rubric(text));
        inputs.extend(assessments.into_iter().map(Input::Assessment));
    }
    inputs
}

/// Assessments under a rubric that may use everything; none where it is refused.
fn under_wide(text: &str, seed: u64) -> Vec<String> {
    if run::open(text).0.is_none() {
        return Vec::new();
    }
    let mut reference = Reference::new(text);
    let categories = reference.categories();
    let each = (0..UNDER_EACH).map(|index| {
        let mut rng = Rng::with_seed(seed * UNDER_EACH + index);
        let chosen = generate_answers::categories(&categories, &mut rng);
        let questions = reference.questions(&chosen);
        let mood = generate::mood(&mut rng);
        generate_answers::assessment(&questions, &chosen, mood, &mut rng).to_string()
    });
    each.collect()
}

/// What the native engine gives, one for each input.
fn native(inputs: &[Input], each: &mut dyn FnMut(usize, String)) {
    let mut opened = None;
    for (index, input) in inputs.iter().enumerate() {
        match input {
            Input::Rubric(text) => {
                let rubric = opened.insert(Opened::new(text));
                each(index, rubric.diagnostics());
            }
            Input::Assessment(text) => {
                let rubric = opened.as_ref().expect("a rubric comes first");
                each(index, rubric.report(text));
            }
        }
    }
}

fn scratch() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("parity");
    fs::create_dir_all(&folder).expect("the target folder can be written to");
    folder
}

/// Runs a program and gives what it says when it fails.
fn succeed(command: &mut Command, what: &str) {
    let output =
        command.output().unwrap_or_else(|fault| panic!("{what} cannot be started: {fault}"));
    assert!(
        output.status.success(),
        "{what}:\n{}\n{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The engine for WebAssembly, as the module that Node loads.
fn module() -> &'static Path {
    static MODULE: OnceLock<PathBuf> = OnceLock::new();
    MODULE.get_or_init(build)
}

fn build() -> PathBuf {
    let target = scratch().join("target");
    succeed(
        Command::new(env!("CARGO"))
            .args(["build", "--release", "--package", "jiangxing-parity"])
            .args(["--target", "wasm32-unknown-unknown", "--target-dir"])
            .arg(&target)
            .current_dir(project_file("."))
            .env_remove("CARGO_PROFILE_RELEASE_OPT_LEVEL"),
        "the engine for wasm32 (`rustup target add wasm32-unknown-unknown` adds the target)",
    );
    let out = scratch().join("module");
    Bindgen::new()
        .input_path(target.join("wasm32-unknown-unknown/release/jiangxing_parity.wasm"))
        .nodejs(true)
        .expect("Node is one of the targets")
        .typescript(false)
        .generate(&out)
        .unwrap_or_else(|fault| panic!("bindings for Node: {fault}"));
    // The tests' own package.json, if there is one above, does not say how this module is read.
    fs::write(out.join("package.json"), "{ \"type\": \"commonjs\" }")
        .expect("the folder was just made");
    out.join("jiangxing_parity.js")
}

fn in_node(module: &Path, only: Option<usize>) -> String {
    let outputs = scratch().join("outputs.txt");
    let mut command = Command::new("node");
    command.arg(project_file("tests/parity/digests.mjs")).args([
        module,
        &scratch().join("inputs.jsonl"),
        &outputs,
    ]);
    command.args(only.map(|index| index.to_string()));
    succeed(&mut command, "the engine in Node (Node 18 or newer must be in PATH)");
    fs::read_to_string(&outputs).expect("Node wrote its outputs")
}

#[test]
fn native_and_wasm_reports_are_the_same_bytes() {
    let inputs = inputs();
    let lines: Vec<String> = inputs
        .iter()
        .map(|input| match input {
            Input::Rubric(text) => json!({ "rubric": text }).to_string(),
            Input::Assessment(text) => json!({ "assessment": text }).to_string(),
        })
        .collect();
    fs::write(scratch().join("inputs.jsonl"), lines.join("\n")).expect("inputs can be written");
    let module = module();
    let digests = in_node(module, None);
    let digests: Vec<&str> = digests.lines().collect();
    assert_eq!(digests.len(), inputs.len());
    let mut apart = Vec::new();
    native(&inputs, &mut |index, given| {
        let digest = jiangxing::report::digest(&given);
        if digest.trim_start_matches("sha256:") != digests[index] && apart.is_empty() {
            apart.push((index, given));
        }
    });
    if let Some((index, given)) = apart.pop() {
        let other = in_node(module, Some(index));
        let place = given.bytes().zip(other.bytes()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| {
            let bytes = &text.as_bytes()[place.saturating_sub(120)..(place + 120).min(text.len())];
            String::from_utf8_lossy(bytes).into_owned()
        };
        panic!(
            "input {index} differs from byte {place} on\nnative: {}\nwasm:   {}\n{}",
            around(&given),
            around(&other),
            lines[index]
        );
    }
}

/// Lots of sites of the reference task: of which kind, how many, the seed, and whether one by one.
const LOTS: [(&str, usize, u32, bool); 5] = [
    ("random", 20_000, 1, false),
    ("ties", 2_000, 1, false),
    ("edges", 1_000, 1, false),
    ("random", 200, 1, true),
    ("ties", 100, 1, true),
];

#[test]
fn native_and_wasm_columns_are_the_same_numbers() {
    let lots = LOTS.map(|(kind, count, seed, exactly)| json!([kind, count, seed, exactly]));
    let mut node = Command::new("node");
    node.arg(project_file("tests/parity/fingerprints.mjs")).arg(module());
    let output = node.arg(json!(lots).to_string()).output().expect("Node 18 or newer is in PATH");
    let said = String::from_utf8(output.stdout).expect("it is text");
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    let in_wasm: Vec<&str> = said.lines().collect();
    let native = LOTS.map(|(kind, count, seed, exactly)| {
        jiangxing_parity::fingerprint(kind, count, seed, exactly).to_string()
    });
    assert_eq!(in_wasm, native);
    // In columns and one by one are the same, too: on lots small enough for both.
    for (kind, count, seed, _) in LOTS.iter().filter(|(.., exactly)| *exactly) {
        let both = [false, true].map(|how| jiangxing_parity::fingerprint(kind, *count, *seed, how));
        assert_eq!(both[0], both[1], "{kind}");
    }
}

//! The reference of the rubric language is what the types say, and leads to cases that are there.
//!
//! `BLESS=1` writes `rubrics/REFERENCE.md` anew.
#![expect(clippy::expect_used, clippy::panic, reason = "a test may fail loudly")]

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use jiangxing::diagnostic::{FAULT_CODES, Fault};
use jiangxing::schema::language::{Language, language};
use jiangxing::schema::misfit::{
    Misfit, misfits, misfits_of_construct, misfits_of_function, misfits_of_word,
};
use jiangxing::schema::spoil::spoilt;
use jiangxing::schema::uses::{Use, faulted, uses};

fn rubrics() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../rubrics")
}

/// The reference with its cases, as seen from the folder it stands in.
fn written() -> &'static str {
    static WRITTEN: OnceLock<String> = OnceLock::new();
    WRITTEN.get_or_init(write)
}

fn write() -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_jiangxing"))
        .current_dir(rubrics())
        .args(["schema", "reference", "--cases", "../tests/corpus", "--cases", "."])
        .stdin(Stdio::null())
        .output()
        .expect("the program runs");
    assert_eq!(output.status.code(), Some(0));
    String::from_utf8(output.stdout).expect("the output is UTF-8")
}

/// The rows of the table of cases: capability, good, bad, and the codes of what is spoilt.
fn rows(reference: &str) -> Vec<[String; 4]> {
    let (_, cases) = reference.split_once("\n## 用例").expect("there are cases");
    let cells = |line: &str| -> Option<[String; 4]> {
        let line = line.strip_prefix("| ")?.strip_suffix(" |")?;
        let cells: Vec<String> = line.split(" | ").map(str::to_owned).collect();
        cells.try_into().ok()
    };
    cases.lines().filter_map(cells).skip(1).collect()
}

/// The places that Markdown links lead to.
fn links(text: &str) -> Vec<&str> {
    text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(to, _)| to).collect()
}

/// The file as it stands, written anew before if that is asked for.
fn kept() -> String {
    let file = rubrics().join("REFERENCE.md");
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(&file, written()).expect("the file can be written");
    }
    std::fs::read_to_string(&file).expect("the reference is there")
}

/// The piece of the language that a row is about: `[Criterion](#criterion) \`points\``, a word under
/// a key, a function, or any key of a construct.
fn is_about(spelt: &str, used: &Use) -> bool {
    let (named, rest) = match spelt.strip_prefix('[').and_then(|rest| rest.split_once("](#")) {
        Some((named, rest)) => (named, rest.split_once(')').map_or("", |(_, rest)| rest.trim())),
        None => ("", spelt),
    };
    let rest = rest.trim_matches('`');
    match used {
        Use::Function(name) => *rest == format!("{name}(…)"),
        Use::Key { construct, key } => construct == named && (rest.is_empty() || rest == key),
        Use::Word { construct, key, word } => {
            construct == named && *rest == format!("{key} = \"{word}\"")
        }
    }
}

/// The part that the types alone decide; new cases in the corpus leave it as it is.
fn from_types(reference: &str) -> (&str, Vec<[String; 2]>) {
    let (head, _) = reference.split_once("\n## 用例").expect("there are cases");
    (head, rows(reference).into_iter().map(|[what, _, _, codes]| [what, codes]).collect())
}

#[test]
fn the_reference_is_what_the_types_say() {
    let (now, before) = (written(), kept());
    let ((now, pieces), (before, listed)) = (from_types(now), from_types(&before));
    let differing = before.lines().zip(now.lines()).find(|(before, now)| before != now);
    assert!(before == now, "REFERENCE.md is not what the types say (BLESS=1): {differing:?}");
    assert_eq!(listed, pieces, "REFERENCE.md lists other pieces (BLESS=1)");
}

#[test]
fn every_case_that_is_listed_shows_what_it_is_listed_for() {
    let language = language();
    let read = |path: &str| {
        let text = std::fs::read_to_string(rubrics().join(path));
        text.unwrap_or_else(|error| panic!("{path}: {error}"))
    };
    for [what, good, bad, _] in rows(&kept()) {
        for path in links(&good) {
            let used = uses(&read(path), &language);
            assert!(used.iter().any(|used| is_about(&what, used)), "{path} does not use {what}");
        }
        for (link, path) in bad.split(", ").zip(links(&bad)) {
            let faults = faulted(&read(path), &language);
            let is_shown = faults.iter().any(|(code, about)| {
                link.starts_with(&format!("[{code}]"))
                    && about.iter().any(|used| is_about(&what, used))
            });
            assert!(is_shown, "{path} does not go wrong in {what}");
        }
    }
}

#[test]
fn every_link_of_the_reference_leads_somewhere() {
    let now = kept();
    let anchors: Vec<String> = now
        .lines()
        .filter_map(|line| line.strip_prefix("### "))
        .map(|head| head.split(' ').next().unwrap_or_default().to_lowercase())
        .collect();
    for link in links(&now) {
        match link.strip_prefix('#') {
            Some(anchor) => assert!(anchors.iter().any(|known| known == anchor), "{link}"),
            None => assert!(rubrics().join(link).is_file(), "{link}"),
        }
    }
}

#[test]
fn every_capability_has_a_good_case() {
    let rows = rows(written());
    assert!(rows.len() > 100, "{} rows", rows.len());
    let missing: Vec<&String> =
        rows.iter().filter(|[_, good, ..]| good == "—").map(|[what, ..]| what).collect();
    assert!(missing.is_empty(), "no good rubric of the corpus uses {missing:#?}");
}

#[test]
fn every_capability_has_a_bad_case() {
    let rows = rows(written());
    let is_known = |codes: &str| codes.split(' ').all(|code| FAULT_CODES.contains(&code));
    let missing: Vec<&[String; 4]> =
        rows.iter().filter(|[_, _, bad, codes]| bad == "—" && !is_known(codes)).collect();
    assert!(missing.is_empty(), "nothing goes wrong with {missing:#?}");
}

/// Every mistake that the language has by itself, with the piece that it is made in.
fn mistakes(language: &Language) -> Vec<(Use, Misfit)> {
    let mut all = Vec::new();
    for (name, construct) in &language.constructs {
        if language.base(name) != name {
            continue;
        }
        for (place, key) in construct.keys.iter().enumerate() {
            let used = Use::Key { construct: name.clone(), key: key.key.clone() };
            let of_construct = if place == 0 { misfits_of_construct() } else { Vec::new() };
            let of_key = misfits(name, key).into_iter().chain(of_construct);
            all.extend(of_key.map(|misfit| (used.clone(), misfit)));
            for word in key.takes.words() {
                let of_word = misfits_of_word(word).into_iter();
                let (construct, key) = (name.clone(), key.key.clone());
                let used = Use::Word { construct, key, word: word.to_owned() };
                all.extend(of_word.map(|misfit| (used.clone(), misfit)));
            }
        }
    }
    for function in &language.functions {
        let used = Use::Function(function.name.clone());
        all.extend(misfits_of_function(function).into_iter().map(|misfit| (used.clone(), misfit)));
    }
    all
}

/// Every rubric of the corpus that is in order, the smallest first.
fn good_rubrics(language: &Language) -> Vec<(BTreeSet<Use>, String)> {
    let folders = [".", "../tests/corpus/rubrics/good", "../tests/corpus/published"];
    let mut open: Vec<PathBuf> = folders.map(|folder| rubrics().join(folder)).into();
    let mut paths = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "toml") {
                paths.push(path);
            }
        }
    }
    let read = |path: PathBuf| {
        let text = std::fs::read_to_string(path).expect("the file is there");
        jiangxing::open(&text).rubric.is_some().then(|| (uses(&text, language), text))
    };
    let mut all: Vec<(BTreeSet<Use>, String)> = paths.into_iter().filter_map(read).collect();
    all.sort_by_key(|(_, text)| text.len());
    all
}

#[test]
fn every_piece_that_is_spoilt_is_told_at_its_place() {
    let language = language();
    let rubrics = good_rubrics(&language);
    let mut wrong = Vec::new();
    let mistakes = mistakes(&language);
    assert!(mistakes.len() > 800, "{} mistakes", mistakes.len());
    for (used, misfit) in mistakes {
        let case = rubrics.iter().find(|(pieces, _)| pieces.contains(&used));
        let spoilt = case.and_then(|(_, text)| spoilt(text, &language, &used, &misfit));
        let Some(spoilt) = spoilt else {
            wrong.push(format!("{used:?}: no rubric uses it"));
            continue;
        };
        let found = jiangxing::open(&spoilt.text).diagnostics;
        let is_told = found.iter().any(|told| {
            let offers_the_word = match (&told.fault, &used) {
                (Fault::UnknownWord { nearest, .. }, Use::Word { word, .. }) => {
                    nearest.as_ref() == Some(word)
                }
                _ => true,
            };
            told.fault.code() == misfit.code
                && spoilt.at.start <= told.at.start
                && told.at.end <= spoilt.at.end
                && offers_the_word
        });
        if !is_told {
            wrong.push(format!("{used:?} {misfit:?}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_bad_case_is_named_by_its_code() {
    for [what, _, bad, _] in rows(written()) {
        for part in bad.split(", ").filter(|part| *part != "—") {
            let (code, rest) = part.split_once("](").unwrap_or_else(|| panic!("{what}: {part}"));
            let file = rest.rsplit('/').next().unwrap_or_default();
            let code = code.trim_start_matches('[').to_lowercase();
            assert!(file.starts_with(&code), "{what}: {part}");
        }
    }
}

#[test]
fn every_function_and_key_is_explained() {
    let now = written();
    let (_, functions) = now.split_once("\n## 算式的函数").expect("there are functions");
    let (functions, _) = functions.split_once("\n## ").expect("something follows");
    let bare: Vec<&str> = functions.lines().filter(|line| line.ends_with("|  ·  |")).collect();
    assert_eq!(bare, Vec::<&str>::new(), "functions without words");
}

//! Every operation that a plan of the corpus holds has Chinese words, and so has whatever stands
//! where there is no number.
#![expect(clippy::expect_used, reason = "tests say what they expect")]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiangxing::report::outline::outline;
use jiangxing_text::{Language, absence, operation};

/// The rubrics below `folder`.
fn rubrics(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            rubrics(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "toml") {
            found.push(path);
        }
    }
}

fn has_chinese(text: &str) -> bool {
    text.chars().any(|each| ('\u{4e00}'..='\u{9fff}').contains(&each))
}

#[test]
fn every_operation_has_a_word() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/corpus");
    let mut paths = Vec::new();
    rubrics(&corpus.join("rubrics/good"), &mut paths);
    rubrics(&corpus.join("published"), &mut paths);
    let mut seen = BTreeSet::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("the file is there");
        let Some(rubric) = jiangxing::open(&text).rubric else { continue };
        for kind in rubric.profiles() {
            for node in outline(&rubric, kind).nodes {
                let words =
                    node.or.iter().map(|word| (word.clone(), absence(word, Language::Chinese)));
                seen.extend(words);
                seen.insert((
                    node.operation.clone(),
                    operation(&node.operation, Language::Chinese),
                ));
            }
        }
    }
    assert!(seen.len() > 50, "{seen:?}");
    let is_sign = |word: &str| !word.starts_with(char::is_alphabetic);
    let bare: Vec<_> =
        seen.iter().filter(|(word, told)| !is_sign(word) && !has_chinese(told)).collect();
    assert!(bare.is_empty(), "{bare:?}");
}

//! An example assessment, and what the engine makes of it: what a journey fills in, and what it
//! must see in the end.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use jiangxing::report::form::{Form, Question};
use jiangxing::report::v1::Report;
use serde_json::Value;

/// An example assessment.
pub(crate) struct Sheet {
    /// Its file, read.
    pub(crate) answers: Value,
    /// The questions for it.
    pub(crate) form: Form,
    /// What the engine makes of it.
    pub(crate) report: Report,
}

/// A file of the rubric that ships.
fn shipped_file(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rubrics/acftu-1p1pn-2024");
    folder.canonicalize().unwrap().join(name)
}

/// The file of the example of this name.
pub(crate) fn example_file(name: &str) -> PathBuf {
    shipped_file(&format!("examples/{name}.json"))
}

impl Sheet {
    /// The example of this name.
    pub(crate) fn example(name: &str) -> Sheet {
        Sheet::read(&fs::read_to_string(example_file(name)).unwrap())
    }

    /// The assessment of this text.
    pub(crate) fn read(text: &str) -> Sheet {
        Sheet::under(&fs::read_to_string(shipped_file("rubric.toml")).unwrap(), text)
    }

    /// The assessment of this text under the rubric of that one.
    pub(crate) fn under(rubric: &str, text: &str) -> Sheet {
        let rubric = jiangxing::open(rubric).rubric.unwrap();
        let report = jiangxing::report(&rubric, text).unwrap();
        let chosen: BTreeMap<String, String> = report.assessment.categories.clone();
        Sheet {
            answers: serde_json::from_str(text).unwrap(),
            form: jiangxing::form(&rubric, &chosen),
            report,
        }
    }

    /// Every question, in the order in which they are asked.
    pub(crate) fn questions(&self) -> impl Iterator<Item = &Question> {
        self.form.sections.iter().flat_map(|section| &section.questions)
    }

    /// What was said under `id`; null when nothing was.
    pub(crate) fn said(&self, id: &str) -> &Value {
        &self.answers["responses"][id]
    }
}

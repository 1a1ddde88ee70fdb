//! An example assessment, and what the engine makes of it: what a journey fills in, and what it
//! must see in the end.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiangxing::report::form::{Form, Question};
use jiangxing::report::v1::Report;
use serde_json::Value;

/// An example assessment.
pub(crate) struct Sheet {
    /// Its text.
    pub(crate) text: String,
    /// The same, read.
    pub(crate) answers: Value,
    /// The questions for it.
    pub(crate) form: Form,
    /// What the engine makes of it.
    pub(crate) report: Report,
}

/// A file of the rubric that ships.
fn shipped(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../rubrics/acftu-1p1pn-2024");
    fs::read_to_string(folder.join(name)).unwrap()
}

impl Sheet {
    /// The example of this name.
    pub(crate) fn example(name: &str) -> Sheet {
        Sheet::read(&shipped(&format!("examples/{name}.json")))
    }

    /// The assessment of this text.
    pub(crate) fn read(text: &str) -> Sheet {
        let rubric = jiangxing::open(&shipped("rubric.toml")).rubric.unwrap();
        let report = jiangxing::report(&rubric, text).unwrap();
        let chosen: BTreeMap<String, String> = report.assessment.categories.clone();
        Sheet {
            text: text.to_owned(),
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

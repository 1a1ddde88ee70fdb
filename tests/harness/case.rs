//! A case file of answers, read, and the assessment it makes.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::read;

/// Answers and what they must come to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Case {
    /// The sentence that the case shows.
    pub claim: String,
    /// The rubric, as a path from the project's root.
    pub rubric: String,
    /// An assessment to begin from, likewise; nothing is answered when it is missing.
    pub base: Option<String>,
    /// Where the expected outcome comes from, when a document says it.
    pub source: Option<String>,
    /// `draft` or `final`; the base's, or final when there is no base.
    pub state: Option<String>,
    /// The subject's categories, in place of the base's of the same name.
    #[serde(default)]
    pub categories: BTreeMap<String, String>,
    /// Answers in place of the base's: a bare value, or a whole response as a table. An empty table
    /// leaves the ask unanswered.
    #[serde(default)]
    pub answers: BTreeMap<String, toml::Value>,
    /// Whole responses as JSON text, for what TOML cannot write.
    #[serde(default)]
    pub verbatim: BTreeMap<String, String>,
    /// Keys at the top of the assessment as JSON text, in place of the base's; `""` removes one.
    #[serde(default)]
    pub top: BTreeMap<String, String>,
    /// The whole assessment's text, for what is not even JSON.
    pub text: Option<String>,
    /// The known gap, when the case does not hold yet. The case fails when it begins to hold.
    pub expect_failure: Option<String>,
    /// What it must come to.
    pub expect: Expect,
}

/// What answers must come to. Only what is named is compared.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Expect {
    /// Whether there is a report at all; there is unless this says no.
    pub readable: Option<bool>,
    /// `settled`, `open` or `withheld`.
    pub standing: Option<String>,
    /// The rating awarded, or `nothing`.
    pub awarded: Option<String>,
    /// The rating that the total alone earns, or `nothing`.
    pub earned: Option<String>,
    /// The rating certain already, or `nothing`.
    pub locked: Option<String>,
    /// The best rating still possible, or `nothing`.
    pub best: Option<String>,
    /// The total.
    pub total: Option<ExpectedScore>,
    /// The total without bonus.
    pub base: Option<ExpectedScore>,
    /// Dimensions by id.
    #[serde(default)]
    pub dimensions: BTreeMap<String, ExpectedScore>,
    /// Criteria by id.
    #[serde(default)]
    pub criteria: BTreeMap<String, ExpectedScore>,
    /// Verdicts by gate.
    #[serde(default)]
    pub gates: BTreeMap<String, String>,
    /// The reasons that bind, in order: code, ids, verdict.
    pub because: Option<Vec<String>>,
    /// The findings, in order: code and the ids or words they are about.
    pub findings: Option<Vec<String>>,
    /// The hints, in order: criterion and id.
    pub hints: Option<Vec<String>>,
    /// Figures beside criteria, as shown: `criterion/figure`. `nothing` for one without a value.
    #[serde(default)]
    pub figures: BTreeMap<String, String>,
    /// The share of all weight left out by not-applicable answers, as shown.
    pub not_applicable: Option<String>,
    /// What is still open.
    pub open: Option<Vec<String>>,
    /// Derived quantities by id, exactly; `nothing` for one without a value.
    #[serde(default)]
    pub quantities: BTreeMap<String, String>,
    /// The steps of the working of criteria that name something answered, derived or looked up, in
    /// order: the step, its id, and what it gives as shown.
    #[serde(default)]
    pub working: BTreeMap<String, Vec<String>>,
}

/// A score as expected. Numbers are text, so that nothing rounds on the way.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExpectedScore {
    /// `settled`, `open`, `withheld` or `left-out`.
    pub standing: Option<String>,
    /// The points, exactly.
    pub exact: Option<String>,
    /// The points, as shown.
    pub shown: Option<String>,
    /// The share of the full points, exactly.
    pub share: Option<String>,
    /// The share as shown, in percent.
    pub share_shown: Option<String>,
    /// The least points still possible, exactly.
    pub low: Option<String>,
    /// The most points still possible, exactly.
    pub high: Option<String>,
    /// The full points, exactly.
    pub full: Option<String>,
    /// (criterion) What was measured, exactly; `nothing` when it is not known.
    pub measure: Option<String>,
    /// (criterion) What was measured, as shown.
    pub measure_shown: Option<String>,
    /// (criterion) What was said: `given`, `pending`, `not-applicable` and so on.
    pub said: Option<String>,
    /// The code of the reason why there is no score.
    pub why: Option<String>,
}

impl Case {
    /// The case that `text` holds.
    pub fn from_text(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|fault| fault.to_string())
    }

    /// The assessment file that the case makes.
    pub fn assessment(&self) -> String {
        if let Some(text) = &self.text {
            return text.clone();
        }
        let mut file = match &self.base {
            Some(base) => serde_json::from_str(&read(base)).expect("a base is JSON"),
            None => self.blank(),
        };
        if let Some(state) = &self.state {
            file["state"] = json!(state);
        }
        for (category, option) in &self.categories {
            file["subject"]["categories"][category] = json!(option);
        }
        for (id, answer) in &self.answers {
            file["responses"][id] = response(answer);
        }
        let mut placed = Vec::new();
        for (id, text) in &self.verbatim {
            file["responses"][id] = mark(&mut placed, text);
        }
        for (key, text) in &self.top {
            if text.is_empty() {
                file.as_object_mut().expect("a table").remove(key);
            } else {
                file[key] = mark(&mut placed, text);
            }
        }
        let mut written = serde_json::to_string_pretty(&file).expect("JSON can be written");
        for (marker, text) in placed {
            written = written.replace(&format!("\"{marker}\""), &text);
        }
        written
    }

    /// An assessment in which nothing is answered yet.
    fn blank(&self) -> Value {
        let rubric: toml::Table = read(&self.rubric).parse().expect("a rubric is TOML");
        json!({
            "format": 1,
            "rubric": { "id": rubric["id"].as_str(), "edition": rubric["edition"].as_str() },
            "subject": { "name": "虚构案例", "categories": {} },
            "cycle": "2026",
            "state": "final",
            "responses": {},
        })
    }
}

/// A word that stands for JSON text until everything else is written.
fn mark(placed: &mut Vec<(String, String)>, text: &str) -> Value {
    let marker = format!("verbatim-{}-stands-here", placed.len());
    placed.push((marker.clone(), text.to_owned()));
    Value::String(marker)
}

fn response(answer: &toml::Value) -> Value {
    match answer {
        toml::Value::Table(table) => {
            Value::Object(table.iter().map(|(key, value)| (key.clone(), plain(value))).collect())
        }
        bare => json!({ "value": plain(bare) }),
    }
}

fn plain(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => json!(text),
        toml::Value::Integer(number) => json!(number),
        toml::Value::Float(number) => json!(number),
        toml::Value::Boolean(truth) => json!(truth),
        toml::Value::Datetime(date) => json!(date.to_string()),
        toml::Value::Array(rows) => rows.iter().map(plain).collect(),
        toml::Value::Table(table) => {
            let rows: Map<String, Value> =
                table.iter().map(|(key, value)| (key.clone(), plain(value))).collect();
            Value::Object(rows)
        }
    }
}

//! What crosses the boundary. The TypeScript types in `types.d.ts` are generated from these.

use std::collections::BTreeMap;

use jiangxing::Checked;
use jiangxing::diagnostic::Severity;
use jiangxing::finding::Finding;
use jiangxing::report::v1::{Report, RubricIdentity, Standing, Verdict};
use jiangxing::span::Lines;
use jiangxing_text::sentence::{self, Told};
use jiangxing_text::{Language, Names};
use serde::Serialize;

/// Gives a plain object its schema, where types are generated.
macro_rules! crossing {
    ($( $(#[$outer:meta])* pub struct $name:ident { $($body:tt)* } )*) => {
        $(
            $(#[$outer])*
            #[derive(Clone, Debug, Serialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(rename_all = "camelCase")]
            pub struct $name { $($body)* }
        )*
    };
}

crossing! {
    /// Whether a rubric can be used, and everything that is the case with it.
    pub struct Checking {
        /// The rubric; nothing when it cannot be used.
        pub rubric: Option<RubricIdentity>,
        /// What is the case with it, in the order of the text.
        pub problems: Vec<Problem>,
    }

    /// Something that is the case with a rubric or an assessment.
    pub struct Problem {
        /// The stable code.
        pub code: String,
        /// An error keeps a rubric from being used, or an answer out of the score.
        pub severity: Severity,
        /// Where in the text, where that is known.
        pub place: Option<Place>,
        /// What is the case.
        pub says: Words,
        /// What one can do, where there is something.
        pub help: Option<Words>,
    }

    /// Where in a text, both counted from 1.
    pub struct Place {
        /// The line.
        pub line: usize,
        /// The column, in characters.
        pub column: usize,
    }

    /// The same in both languages.
    pub struct Words {
        /// In Chinese.
        pub zh: String,
        /// In English.
        pub en: String,
    }

    /// What an assessment comes to, or why it cannot be read.
    pub struct Assessing {
        /// What it comes to; nothing when it cannot be read.
        pub rated: Option<Rated>,
        /// What does not fit.
        pub problems: Vec<Problem>,
    }

    /// What an assessment comes to. Numbers are as the report writes them.
    pub struct Rated {
        /// How far the rating is settled.
        pub standing: Standing,
        /// The stars, once they are settled.
        pub stars: Option<f64>,
        /// The id of the rating, once it is settled.
        pub rating: Option<String>,
        /// The stars that are certain, whatever is answered yet.
        pub locked: Option<f64>,
        /// The most stars still possible.
        pub best: Option<f64>,
        /// The total, once it is settled.
        pub total: Option<String>,
        /// The least total still possible.
        pub low: String,
        /// The highest total still possible.
        pub high: String,
        /// The points of each dimension by its id, once they are settled.
        pub dimensions: BTreeMap<String, Option<String>>,
        /// The points of each criterion by its id, once they are settled.
        pub points: BTreeMap<String, Option<String>>,
    }

    /// The report, or what keeps the assessment from being read.
    pub struct Reporting {
        /// The report; nothing when the assessment cannot be read.
        pub report: Option<Report>,
        /// What does not fit.
        pub problems: Vec<Problem>,
    }

    /// The whole reasoning, or what keeps the assessment from being read.
    pub struct Explanation {
        /// From the rating down to the clause; nothing when the assessment cannot be read.
        pub lines: Option<Vec<Line>>,
        /// What does not fit.
        pub problems: Vec<Problem>,
    }

    /// One line of the reasoning.
    pub struct Line {
        /// How far in it stands.
        pub depth: usize,
        /// The line.
        pub text: String,
        /// Whether what it says holds, where that is the question.
        pub verdict: Option<Verdict>,
    }
}

impl Checking {
    pub(crate) fn new(text: &str, checked: &Checked) -> Self {
        let lines = Lines::new(text);
        let problem = |diagnostic: &jiangxing::diagnostic::Diagnostic| {
            let place = lines.place(diagnostic.at);
            let told = |language| sentence::fault(&diagnostic.fault, language);
            let (code, severity) = (diagnostic.fault.code(), diagnostic.fault.severity());
            Problem {
                place: Some(Place { line: place.line, column: place.column }),
                ..Problem::new(code, severity, told)
            }
        };
        Self {
            rubric: checked.rubric.as_ref().map(|rubric| rubric.identity().clone()),
            problems: checked.diagnostics.iter().map(problem).collect(),
        }
    }
}

impl Problem {
    fn new(code: &str, severity: Severity, told: impl Fn(Language) -> Told) -> Self {
        let (zh, en) = (told(Language::Chinese), told(Language::English));
        Self {
            code: code.into(),
            severity,
            place: None,
            says: Words { zh: zh.sentence, en: en.sentence },
            help: zh.help.zip(en.help).map(|(zh, en)| Words { zh, en }),
        }
    }

    /// The findings, for people.
    pub(crate) fn all(findings: &[Finding], names: &Names) -> Vec<Self> {
        let one = |finding: &Finding| {
            let told = |language| sentence::finding(finding, names, language);
            Self::new(finding.code(), finding.severity(), told)
        };
        findings.iter().map(one).collect()
    }
}

impl Explanation {
    pub(crate) fn lines_of(report: &Report, language: Language) -> Vec<Line> {
        let line = |line: jiangxing_text::Line| Line {
            depth: line.depth,
            text: line.text,
            verdict: line.verdict,
        };
        jiangxing_text::explain(report, None, language).into_iter().map(line).collect()
    }
}

//! What does not fit in an assessment.

use jiangxing::diagnostic::Severity;
use jiangxing::finding::Finding;
use jiangxing_text::sentence::{self, Told};
use jiangxing_text::{Language, Names, name};

use super::Shown;
use crate::screen::{Style, plain, styled};

/// Findings about a file that gives no report, under the file's name.
pub(crate) fn findings(
    all: &[Finding],
    names: &Names,
    file: &str,
    language: Language,
) -> Vec<Shown> {
    let mut lines = vec![vec![styled(
        Style::Strong,
        match language {
            Language::Chinese => format!("{file}：读不成一份评定"),
            Language::English => format!("{file}: no assessment can be read from it"),
        },
    )]];
    for each in all {
        lines.extend(finding(each, names, language));
    }
    lines
}

/// One finding: severity, code, sentence; below it what can be done.
pub(super) fn finding(finding: &Finding, names: &Names, language: Language) -> Vec<Shown> {
    let Told { sentence, under_the_line, help } = sentence::finding(finding, names, language);
    let severity = finding.severity();
    let style = match severity {
        Severity::Error => Style::Bad,
        Severity::Warning => Style::Open,
    };
    let (severity, code) = (name::severity(severity, language), finding.code());
    let (colon, detail) = match (language, under_the_line) {
        (Language::Chinese, Some(detail)) => ("：", format!("（{detail}）")),
        (Language::English, Some(detail)) => (": ", format!(" ({detail})")),
        (Language::Chinese, None) => ("：", String::new()),
        (Language::English, None) => (": ", String::new()),
    };
    let mut lines = vec![vec![
        plain("  "),
        styled(style, format!("{severity}[{code}]")),
        plain(format!("{colon}{sentence}{detail}")),
    ]];
    if let Some(help) = help {
        let word = match language {
            Language::Chinese => "办法：",
            Language::English => "help: ",
        };
        lines.push(vec![styled(Style::Faint, format!("    = {word}{help}"))]);
    }
    lines
}

//! A rubric's faults with their places in the text.

use jiangxing::diagnostic::{Diagnostic, Severity};
use jiangxing::report::v1::RubricIdentity;
use jiangxing::span::Span;
use jiangxing_text::sentence::{self, Told};
use jiangxing_text::{Language, name};

use super::Shown;
use super::extract::extract;
use crate::screen::{Style, plain, styled};
use crate::source::Source;

/// Each diagnostic with its line, its mark and a way out, an empty line after each.
pub(crate) fn diagnostics(all: &[Diagnostic], source: &Source, language: Language) -> Vec<Shown> {
    all.iter()
        .flat_map(|each| diagnostic(each, source, language))
        .collect()
}

fn diagnostic(diagnostic: &Diagnostic, source: &Source, language: Language) -> Vec<Shown> {
    let Told {
        sentence,
        under_the_line,
        help,
    } = sentence::fault(&diagnostic.fault, language);
    let severity = diagnostic.fault.severity();
    let style = style_of(severity);
    let colon = match language {
        Language::Chinese => "：",
        Language::English => ": ",
    };
    let spans = [diagnostic.at]
        .into_iter()
        .chain(diagnostic.related.iter().copied());
    let gutter = spans
        .map(|span| span.place_in(&source.text).line.to_string().len())
        .max()
        .unwrap_or(1);
    let margin = format!("{:gutter$}", "");
    let mut lines = vec![vec![
        styled(
            style,
            format!(
                "{}[{}]",
                name::severity(severity, language),
                diagnostic.fault.code()
            ),
        ),
        styled(Style::Strong, format!("{colon}{sentence}")),
    ]];
    let mark = Mark {
        style,
        label: under_the_line.unwrap_or_default(),
    };
    lines.extend(place("┌─", &mark, diagnostic.at, source, gutter, language));
    for related in &diagnostic.related {
        let mark = Mark {
            style: Style::Faint,
            label: String::new(),
        };
        lines.extend(place("├─", &mark, *related, source, gutter, language));
    }
    if let Some(help) = help {
        lines.push(vec![styled(Style::Faint, format!("{margin} │"))]);
        let word = match language {
            Language::Chinese => "办法：",
            Language::English => "help: ",
        };
        lines.push(vec![
            styled(Style::Faint, format!("{margin} = ")),
            plain(format!("{word}{help}")),
        ]);
    }
    lines.push(Shown::new());
    lines
}

fn style_of(severity: Severity) -> Style {
    match severity {
        Severity::Error => Style::Bad,
        Severity::Warning => Style::Open,
    }
}

/// How the marked part is marked, and what stands beside the mark.
struct Mark {
    style: Style,
    label: String,
}

fn place(
    corner: &str,
    mark: &Mark,
    span: Span,
    source: &Source,
    gutter: usize,
    language: Language,
) -> Vec<Shown> {
    let at = span.place_in(&source.text);
    let shown = extract(&source.text, span);
    let margin = format!("{:gutter$}", "");
    let (line, column, name) = (at.line, at.column, &source.name);
    let faint = |text: String| styled(Style::Faint, text);
    let indent = shown.indent;
    let tail = if shown.goes_on {
        let last = Span {
            start: span.end.saturating_sub(1),
            end: span.end,
        };
        let last = last.place_in(&source.text).line;
        match language {
            Language::Chinese => format!(" （至第 {last} 行）"),
            Language::English => format!(" (to line {last})"),
        }
    } else {
        String::new()
    };
    let label = match mark.label.as_str() {
        "" => String::new(),
        label => format!(" {label}"),
    };
    vec![
        vec![
            faint(format!("{margin} {corner} ")),
            plain(format!("{name}:{line}:{column}")),
        ],
        vec![faint(format!("{margin} │"))],
        vec![faint(format!("{line:>gutter$} │ ")), plain(shown.line)],
        vec![
            faint(format!("{margin} │ ")),
            plain(format!("{:indent$}", "")),
            styled(mark.style, format!("{}{label}", "^".repeat(shown.width))),
            faint(tail),
        ],
    ]
}

/// The last words of a check: whether the rubric can be used, and which one it is.
pub(crate) fn summary(
    rubric: Option<&RubricIdentity>,
    diagnostics: &[Diagnostic],
    source: &Source,
    language: Language,
) -> Vec<Shown> {
    let count = |severity| {
        diagnostics
            .iter()
            .filter(|each| each.fault.severity() == severity)
            .count()
    };
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let name = &source.name;
    let Some(rubric) = rubric else {
        let told = match language {
            Language::Chinese => format!("{name}：{errors} 处错误，{warnings} 处提醒，不能使用"),
            Language::English => {
                let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
                format!("{name}: {errors}, {warnings}; it cannot be used")
            }
        };
        return vec![vec![styled(Style::Bad, "✗ "), styled(Style::Strong, told)]];
    };
    let told = match (language, warnings) {
        (Language::Chinese, 0) => format!("{name}：没有问题，可以使用"),
        (Language::Chinese, _) => format!("{name}：{warnings} 处提醒，可以使用"),
        (Language::English, 0) => format!("{name}: in order"),
        (Language::English, _) => {
            format!("{name}: {}; it can be used", counted(warnings, "warning"))
        }
    };
    let RubricIdentity {
        id,
        edition,
        digest,
        title,
        notice,
        ..
    } = rubric;
    let code = language.code();
    vec![
        vec![styled(Style::Good, "✓ "), styled(Style::Strong, told)],
        vec![plain(format!("  {}", title.in_language(code)))],
        vec![styled(
            Style::Faint,
            format!("  {id} · {edition} · {digest}"),
        )],
        vec![styled(
            Style::Faint,
            format!("  {}", notice.in_language(code)),
        )],
    ]
}

/// `1 error`, `2 errors`.
fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

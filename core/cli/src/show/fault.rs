//! A rubric's faults with their places in the text.

use jiangxing::diagnostic::{Diagnostic, Fault, Severity};
use jiangxing::report::v1::RubricIdentity;
use jiangxing::span::Span;
use jiangxing_text::sentence::{self, Told};
use jiangxing_text::{Language, name};

use super::Shown;
use super::extract::extract;
use crate::screen::{Style, plain, styled};
use crate::source::Source;

/// The most places that are shown. Nobody reads more, and a hostile file can have a million.
const MOST_PLACES: usize = 100;

/// Each place with what is the case there, its line, its mark and a way out; an empty line after
/// each. What cannot be read comes first: much of the rest may follow from it.
pub(crate) fn diagnostics(all: &[Diagnostic], source: &Source, language: Language) -> Vec<Shown> {
    let is_syntax = |each: &&Diagnostic| matches!(each.fault, Fault::Syntax { .. });
    let (syntax, rest): (Vec<&Diagnostic>, Vec<&Diagnostic>) = all.iter().partition(is_syntax);
    let ordered: Vec<&Diagnostic> = syntax.into_iter().chain(rest).collect();
    let mut places = ordered.chunk_by(|a, b| a.at == b.at && a.related == b.related);
    let mut lines: Vec<Shown> = places
        .by_ref()
        .take(MOST_PLACES)
        .flat_map(|group| at_one_place(group, source, language))
        .collect();
    let rest: usize = places.map(<[&Diagnostic]>::len).sum();
    if rest > 0 {
        lines.push(vec![styled(
            Style::Strong,
            match language {
                Language::Chinese => format!("另有 {rest} 处没有列出，改正以上各处后再查"),
                Language::English => {
                    format!("{rest} more are not listed: mend these first, then check again")
                }
            },
        )]);
        lines.push(Shown::new());
    }
    lines
}

/// Everything that is the case at one place, shown with that place once.
fn at_one_place(group: &[&Diagnostic], source: &Source, language: Language) -> Vec<Shown> {
    let Some(first) = group.first() else {
        return Vec::new();
    };
    let told: Vec<(&Diagnostic, Told)> =
        group.iter().map(|each| (*each, sentence::fault(&each.fault, language))).collect();
    let mut lines: Vec<Shown> =
        told.iter().map(|(each, told)| head(each, told, language)).collect();
    let spans = [first.at].into_iter().chain(first.related.iter().copied());
    let gutter = spans.map(|span| source.place(span).line.to_string().len()).max().unwrap_or(1);
    let mark = Mark {
        style: style_of(first.fault.severity()),
        label: once(told.iter().filter_map(|(_, told)| told.under_the_line.as_ref())).join("; "),
    };
    lines.extend(place("┌─", &mark, first.at, source, gutter, language));
    for related in &first.related {
        let mark = Mark { style: Style::Faint, label: String::new() };
        lines.extend(place("├─", &mark, *related, source, gutter, language));
    }
    let helps = once(told.iter().filter_map(|(_, told)| told.help.as_ref()));
    let margin = format!("{:gutter$}", "");
    if !helps.is_empty() {
        lines.push(vec![styled(Style::Faint, format!("{margin} │"))]);
    }
    let word = match language {
        Language::Chinese => "办法：",
        Language::English => "help: ",
    };
    lines.extend(helps.into_iter().map(|help| {
        vec![styled(Style::Faint, format!("{margin} = ")), plain(format!("{word}{help}"))]
    }));
    lines.push(Shown::new());
    lines
}

/// Severity, code and sentence.
fn head(diagnostic: &Diagnostic, told: &Told, language: Language) -> Shown {
    let (severity, code) = (diagnostic.fault.severity(), diagnostic.fault.code());
    let (name, sentence) = (name::severity(severity, language), &told.sentence);
    let colon = match language {
        Language::Chinese => "：",
        Language::English => ": ",
    };
    vec![
        styled(style_of(severity), format!("{name}[{code}]")),
        styled(Style::Strong, format!("{colon}{sentence}")),
    ]
}

/// Each text once, in the order in which they first come.
fn once<'a>(texts: impl Iterator<Item = &'a String>) -> Vec<&'a str> {
    let mut kept: Vec<&str> = Vec::new();
    for text in texts {
        if !kept.contains(&text.as_str()) {
            kept.push(text);
        }
    }
    kept
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
    let at = source.place(span);
    let shown = extract(&source.text, span);
    let margin = format!("{:gutter$}", "");
    let (line, column, name) = (at.line, at.column, &source.name);
    let faint = |text: String| styled(Style::Faint, text);
    let indent = shown.indent;
    let tail = if shown.goes_on {
        let last = Span { start: span.end.saturating_sub(1), end: span.end };
        let last = source.place(last).line;
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
        vec![faint(format!("{margin} {corner} ")), plain(format!("{name}:{line}:{column}"))],
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
    let count =
        |severity| diagnostics.iter().filter(|each| each.fault.severity() == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let name = &source.name;
    let Some(rubric) = rubric else {
        let told = match (language, warnings) {
            (Language::Chinese, 0) => format!("{name}：{errors} 处错误，不能使用"),
            (Language::Chinese, _) => {
                format!("{name}：{errors} 处错误，{warnings} 处提醒，不能使用")
            }
            (Language::English, 0) => {
                format!("{name}: {}; it cannot be used", counted(errors, "error"))
            }
            (Language::English, _) => {
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
    let RubricIdentity { id, edition, digest, title, notice, .. } = rubric;
    let code = language.code();
    vec![
        vec![styled(Style::Good, "✓ "), styled(Style::Strong, told)],
        vec![plain(format!("  {}", title.in_language(code)))],
        vec![styled(Style::Faint, format!("  {id} · {edition} · {digest}"))],
        vec![styled(Style::Faint, format!("  {}", notice.in_language(code)))],
    ]
}

/// `1 error`, `2 errors`.
fn counted(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

//! A rubric that must be refused, with what is wrong written under the line it is wrong on.
//!
//! ```text
//! weight = "ten"
//! #        ^^^^^ R005 ten
//! ```
//!
//! The carets stand under the faulty characters; `#^^^` begins in the first column, where the `#`
//! itself stands. After the code come words that must all occur among the fault's facts.
//!
//! The nearest rubric without the fault may be said in the same file, under the line that differs:
//!
//! ```text
//! # mend: "ten" → 10
//! # mend: + a line that is missing here
//! ```

use std::fmt;

use jiangxing::diagnostic::Diagnostic;

/// One fault and where it stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marked {
    /// The line, from 1.
    pub line: usize,
    /// The first character, from 1.
    pub column: usize,
    /// How many characters, on that line.
    pub width: usize,
    /// The code.
    pub code: String,
    /// Words that occur among the facts.
    pub words: Vec<String>,
}

impl fmt::Display for Marked {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, width, code, words } = self;
        write!(formatter, "{line}:{column} ({width} wide) {code} {}", words.join(" "))
    }
}

/// What the comments under the lines expect.
pub fn expected(text: &str) -> Vec<Marked> {
    let mut marked = Vec::new();
    let mut line_of_code = 0;
    for (index, line) in text.lines().enumerate() {
        match marker(line) {
            Some((column, width, rest)) => {
                let mut words = rest.split_whitespace().map(str::to_owned);
                let code = words.next().expect("a code stands behind the carets");
                let words = words.collect();
                marked.push(Marked { line: line_of_code, column, width, code, words });
            }
            None if line.starts_with("# mend: ") => (),
            None => line_of_code = index + 1,
        }
    }
    marked
}

/// The nearest rubric without the fault, when the comments say how it differs.
pub fn mended(text: &str) -> Option<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut is_mended = false;
    for line in text.lines() {
        let Some(mend) = line.strip_prefix("# mend: ") else {
            if marker(line).is_none() {
                lines.push(line.to_owned());
            }
            continue;
        };
        is_mended = true;
        match mend.strip_prefix("+ ") {
            Some(missing) => lines.push(missing.to_owned()),
            None => {
                let line = lines.last_mut().expect("a line stands before its mend");
                let (before, after) = mend.split_once(" →").expect("a mend has an arrow");
                assert!(line.contains(before), "`{before}` is not in `{line}`");
                *line = line.replacen(before, after.strip_prefix(' ').unwrap_or(after), 1);
            }
        }
    }
    is_mended.then(|| lines.join("\n"))
}

/// Column and width of the carets in a marker line, and what stands behind them.
fn marker(line: &str) -> Option<(usize, usize, &str)> {
    let inside = line.strip_prefix('#')?;
    let spaces = inside.chars().take_while(|c| *c == ' ').count();
    let carets = inside[spaces..].chars().take_while(|c| *c == '^').count();
    if carets == 0 {
        return None;
    }
    let rest = &inside[spaces + carets..];
    Some(if spaces == 0 { (1, carets + 1, rest) } else { (spaces + 2, carets, rest) })
}

/// What was found, in the same form; `words` are all the facts' words.
pub fn found(diagnostics: &[Diagnostic], text: &str) -> Vec<Marked> {
    diagnostics
        .iter()
        .map(|diagnostic| {
            let place = diagnostic.at.place_in(text);
            let inside = text.get(diagnostic.at.start..diagnostic.at.end).unwrap_or_default();
            let on_the_line = inside.lines().next().unwrap_or_default();
            Marked {
                line: place.line,
                column: place.column,
                width: on_the_line.chars().count(),
                code: diagnostic.fault.code().to_owned(),
                words: facts(diagnostic),
            }
        })
        .collect()
}

/// Every text and number among the facts.
fn facts(diagnostic: &Diagnostic) -> Vec<String> {
    let value = serde_json::to_value(&diagnostic.fault).expect("a fault can be written");
    let mut words = Vec::new();
    collect(&value, &mut words);
    words
}

fn collect(value: &serde_json::Value, into: &mut Vec<String>) {
    match value {
        serde_json::Value::Object(entries) => entries
            .iter()
            .filter(|(key, _)| *key != "fault")
            .for_each(|(_, value)| collect(value, into)),
        serde_json::Value::Array(values) => values.iter().for_each(|value| collect(value, into)),
        serde_json::Value::String(text) => into.push(text.clone()),
        serde_json::Value::Null => (),
        other => into.push(other.to_string()),
    }
}

/// Each expected fault that was not found, and each found one that was not expected.
pub fn differences(expected: &[Marked], found: &[Marked]) -> Vec<String> {
    let agree = |wanted: &Marked, seen: &Marked| {
        // The `#` of a marker in the first column is its first caret: it cannot be narrower than two.
        let place = |marked: &Marked| {
            let narrowest = if marked.column == 1 { 2 } else { 1 };
            let width = marked.width.max(narrowest);
            (marked.line, marked.column, width, marked.code.clone())
        };
        let facts = seen.words.join(" ");
        place(wanted) == place(seen)
            && wanted.words.iter().all(|word| facts.contains(word.as_str()))
    };
    let mut rest: Vec<&Marked> = found.iter().collect();
    let mut out = Vec::new();
    for wanted in expected {
        match rest.iter().position(|seen| agree(wanted, seen)) {
            Some(index) => drop(rest.remove(index)),
            None => out.push(format!("expected {wanted}")),
        }
    }
    out.extend(rest.into_iter().map(|seen| format!("found    {seen}")));
    out
}

/// `text` with a marker line under each line on which something was found.
pub fn with_markers(text: &str, found: &[Marked]) -> String {
    let mut out = String::new();
    for (index, line) in text.lines().enumerate() {
        if marker(line).is_some() {
            continue;
        }
        out.push_str(line);
        out.push('\n');
        for seen in found.iter().filter(|seen| seen.line == index + 1) {
            let width = seen.width.max(1);
            let start = if seen.column == 1 {
                format!("#{}", "^".repeat(width.saturating_sub(1).max(1)))
            } else {
                format!("#{}{}", " ".repeat(seen.column - 2), "^".repeat(width))
            };
            let words: Vec<&str> =
                seen.words.iter().flat_map(|word| word.split_whitespace()).collect();
            out.push_str(&format!("{start} {} {}\n", seen.code, words.join(" ")));
        }
    }
    out
}

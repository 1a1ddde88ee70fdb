//! What `ledger` takes on the command line.

use std::ffi::OsString;

use jiangxing_text::Language;

use super::{misread, text};

/// Training ledgers, and what to make of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    pub(crate) rubric: OsString,
    pub(crate) files: Vec<OsString>,
    /// Fields and indicators; beside the rubric without it.
    pub(crate) rules: Option<OsString>,
    /// Which column is which.
    pub(crate) mapping: Option<OsString>,
    /// Where to write how columns were matched.
    pub(crate) save_mapping: Option<OsString>,
    /// What was decided.
    pub(crate) decisions: Option<OsString>,
    /// The year in which the period ends.
    pub(crate) year: Option<i64>,
    /// The assessment that is held against what was counted.
    pub(crate) fill: Option<OsString>,
    /// What is accepted.
    pub(crate) accept: Vec<String>,
}

/// The options that only `ledger` has.
const OPTIONS: [&str; 7] =
    ["rules", "mapping", "save-mapping", "decisions", "year", "fill", "accept"];

impl Ledger {
    /// Whether an option is one of these.
    pub(super) fn has(name: &str) -> bool {
        OPTIONS.contains(&name)
    }

    /// Takes one option with what follows it.
    pub(super) fn take(
        &mut self,
        name: &str,
        parser: &mut lexopt::Parser,
        l: Language,
    ) -> Result<(), String> {
        let value = parser.value().map_err(|error| misread(&error, l))?;
        match name {
            "rules" => self.rules = Some(value),
            "mapping" => self.mapping = Some(value),
            "save-mapping" => self.save_mapping = Some(value),
            "decisions" => self.decisions = Some(value),
            "fill" => self.fill = Some(value),
            "year" => self.year = Some(year(&text(value, l)?, l)?),
            "accept" => {
                let asks = text(value, l)?;
                self.accept.extend(asks.split(',').map(|ask| ask.trim().to_owned()));
            }
            _ => (),
        }
        Ok(())
    }

    /// The first option given, if any.
    pub(super) fn any(&self) -> Option<&'static str> {
        [
            (self.rules.is_some(), "--rules"),
            (self.mapping.is_some(), "--mapping"),
            (self.save_mapping.is_some(), "--save-mapping"),
            (self.decisions.is_some(), "--decisions"),
            (self.year.is_some(), "--year"),
            (self.fill.is_some(), "--fill"),
            (!self.accept.is_empty(), "--accept"),
        ]
        .into_iter()
        .find(|(is_given, _)| *is_given)
        .map(|(_, option)| option)
    }
}

fn year(text: &str, l: Language) -> Result<i64, String> {
    text.parse().ok().filter(|year| (1900..=9999).contains(year)).ok_or_else(|| match l {
        Language::Chinese => format!("--year 后面应为四位年份，写的是“{text}”"),
        Language::English => {
            format!("--year takes a year of four digits, and here stands `{text}`")
        }
    })
}

//! What a person has settled: which column is which, and what becomes of doubtful cells and people.

use std::collections::BTreeMap;
use std::fmt::Write;

use jiangxing::ledger::{Decision, FieldKind};
use serde::Deserialize;

use crate::header::MatchedBy;
use crate::import::Import;
use crate::rules::LedgerRules;

/// Which column is which, as an institution has settled it; remembered from file to file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mapping {
    /// The version of the file's form.
    #[serde(default)]
    pub format: u32,
    /// One for each sheet, or one for all of them; the first that fits holds.
    #[serde(default)]
    pub sheet: Vec<SheetMapping>,
    /// Words that mean one of a field's choices here: by field, then word, the choice (`yes` and
    /// `no` too).
    #[serde(default)]
    pub words: BTreeMap<String, BTreeMap<String, String>>,
}

/// Which column of a sheet is which.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetMapping {
    /// The sheet's name; any without it.
    pub name: Option<String>,
    /// Whether the sheet is left out altogether.
    #[serde(default)]
    pub skip: bool,
    /// The row of the header.
    pub header: Option<u32>,
    /// By header, or by column letters: the field; nothing where the column is not read.
    #[serde(default)]
    pub columns: BTreeMap<String, String>,
    /// What holds for every row of a field that has no column.
    #[serde(default)]
    pub constants: BTreeMap<String, String>,
}

impl SheetMapping {
    pub(crate) fn field_of(&self, header: &str, letters: &str) -> Option<&str> {
        self.columns.get(header).or_else(|| self.columns.get(letters)).map(String::as_str)
    }
}

impl Mapping {
    /// The part that holds for a sheet.
    pub fn of(&self, sheet: &str) -> Option<&SheetMapping> {
        self.sheet.iter().find(|each| each.name.as_ref().is_none_or(|name| name == sheet))
    }

    /// Adds the words to those that are known; what names no field or no choice is said.
    ///
    /// # Errors
    ///
    /// A sentence for the author of the file.
    pub fn teach(&self, rules: &mut LedgerRules) -> Result<(), String> {
        for (id, words) in &self.words {
            let field = rules.field(id).ok_or_else(|| format!("there is no field `{id}`"))?;
            for (word, choice) in words {
                let kind = rules.rules.fields.get(field).map(|field| &field.kind);
                let place = place_of(kind, choice);
                let place = place.ok_or_else(|| format!("`{id}` has no choice `{choice}`"))?;
                rules.words.get_mut(field).into_iter().for_each(|words| words.add(word, place));
            }
        }
        Ok(())
    }
}

/// The place of a choice of a field; of yes and no, 1 is yes.
fn place_of(kind: Option<&FieldKind>, choice: &str) -> Option<u16> {
    match (kind?, choice) {
        (FieldKind::YesNo, "yes") => Some(1),
        (FieldKind::YesNo, "no") => Some(0),
        (FieldKind::Choice(choices), _) => {
            let place = choices.iter().position(|each| each.id == choice)?;
            u16::try_from(place).ok()
        }
        (
            FieldKind::YesNo
            | FieldKind::Text
            | FieldKind::Name
            | FieldKind::Identity
            | FieldKind::Number
            | FieldKind::Day,
            _,
        ) => None,
    }
}

/// What becomes of doubtful cells, rows and people.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Decisions {
    /// The version of the file's form.
    #[serde(default)]
    pub format: u32,
    /// Pairs that are one person.
    #[serde(default)]
    pub same: Vec<String>,
    /// Pairs that are two.
    #[serde(default)]
    pub different: Vec<String>,
    /// What stands in a cell instead: by its address, `file[sheet]!C12`.
    #[serde(default)]
    pub cells: BTreeMap<String, String>,
    /// Rows that do not count: `file[sheet]!12`.
    #[serde(default)]
    pub leave_out: Vec<String>,
}

impl Decisions {
    /// What was decided about people.
    pub fn people(&self) -> Vec<Decision> {
        let same = self.same.iter().map(|key| Decision { key: key.clone(), is_same: true });
        let different =
            self.different.iter().map(|key| Decision { key: key.clone(), is_same: false });
        same.chain(different).collect()
    }
}

/// The mapping that `text` holds, in TOML.
///
/// # Errors
///
/// What is wrong with it, and where.
pub fn read_mapping(text: &str) -> Result<Mapping, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

/// The decisions that `text` holds, in TOML.
///
/// # Errors
///
/// What is wrong with it, and where.
pub fn read_decisions(text: &str) -> Result<Decisions, String> {
    toml::from_str(text).map_err(|error| error.to_string())
}

/// The mapping by which an import was read, for a person to correct and to keep.
pub fn write_mapping(import: &Import, rules: &LedgerRules) -> String {
    let mut text = String::from("format = 1\n");
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    for sheet in &import.sheets {
        let Some(matched) = &sheet.matched else { continue };
        text.push_str("\n[[sheet]]\n");
        if !sheet.sheet.is_empty() {
            let _ = writeln!(text, "name = {}", quoted(&sheet.sheet));
        }
        let _ = writeln!(text, "header = {}\n\n[sheet.columns]", matched.rows.0);
        for column in &matched.columns {
            let id = rules.rules.fields.get(column.field).map_or("", |field| field.id.as_str());
            let how = match column.how {
                MatchedBy::Mapping => "",
                MatchedBy::Name => "   # name",
                MatchedBy::PartOfName => "   # part of the name: check",
                MatchedBy::Contents => "   # by contents: check",
            };
            let _ = writeln!(text, "{} = {}{how}", quoted(&column.header), quoted(id));
        }
        for (_, header) in &matched.unused {
            let _ = writeln!(text, "{} = \"\"", quoted(header));
        }
    }
    text
}

//! Which row of a sheet is its header, and which column is which field.

use std::collections::{BTreeMap, BTreeSet};

use jiangxing::ledger::FieldKind;

use crate::mapping::SheetMapping;
use crate::rules::{LedgerRules, header_key};
use crate::table::{Origin, RawKind, Table, TableRow, column_letters};

/// What the columns of a sheet are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Matched {
    /// The first and the last row of the header, as the sheet numbers them.
    pub rows: (u32, u32),
    /// Columns that are read, by column.
    pub columns: Vec<MatchedColumn>,
    /// Columns that are not, with what stands over them.
    pub unused: Vec<(u32, String)>,
    /// Columns for a field that an earlier column has already.
    pub twice: Vec<(u32, String)>,
}

/// A column that is read.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchedColumn {
    /// From 0.
    pub column: u32,
    /// What stands over it.
    pub header: String,
    /// Its field, by its place in the rules.
    pub field: usize,
    /// Why it is that field.
    pub how: MatchedBy,
}

/// Why a column is a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MatchedBy {
    /// A person says so.
    Mapping,
    /// It bears one of the field's names.
    Name,
    /// It bears a name that one of the field's names is part of.
    PartOfName,
    /// By what it holds.
    Contents,
}

/// How many rows of a sheet's beginning may be its header.
const HEADER_ROWS: usize = 40;

/// What stands over a column: in order of preference, as it is looked up; and as it is shown.
struct Heading {
    column: u32,
    keys: Vec<String>,
    shown: String,
}

/// The header of a sheet, and its columns; `None` when no row names two fields at least.
pub(crate) fn find(
    table: &Table,
    rules: &LedgerRules,
    mapping: Option<&SheetMapping>,
) -> Option<Matched> {
    let fixed = mapping.and_then(|mapping| mapping.header);
    let mut best: Option<(usize, Matched)> = None;
    // One row first: a second is part of the header only where it says more.
    for is_double in [false, true] {
        for (place, row) in table.rows.iter().enumerate().take(HEADER_ROWS) {
            let under = table.rows.get(place.saturating_add(1)).filter(|_| is_double);
            let under = under.filter(|under| under.number == row.number.saturating_add(1));
            if fixed.is_some_and(|fixed| fixed != row.number) || is_double != under.is_some() {
                continue;
            }
            let last = under.map_or(row.number, |under| under.number);
            let found = columns(&headings(row, under), rules, mapping);
            let matched = Matched { rows: (row.number, last), ..found };
            let (score, least) = (score(&matched), best.as_ref().map_or(3, |(score, _)| *score));
            if score > least || (fixed.is_some() && best.is_none()) {
                best = Some((score, matched));
            }
        }
    }
    let (_, mut matched) = best?;
    guess(table, rules, &mut matched);
    Some(matched)
}

/// Two for each field that is found by name, one for each by part of a name.
fn score(matched: &Matched) -> usize {
    let worth = |column: &MatchedColumn| match column.how {
        MatchedBy::Mapping | MatchedBy::Name => 2,
        MatchedBy::PartOfName | MatchedBy::Contents => 1,
    };
    matched.columns.iter().map(worth).sum()
}

fn headings(row: &TableRow, under: Option<&TableRow>) -> Vec<Heading> {
    let text = |row: &TableRow, column: u32| row.cell(column).map(|raw| raw.text.clone());
    let all = row.cells.iter().chain(under.iter().flat_map(|under| &under.cells));
    let columns: BTreeSet<u32> = all.map(|(column, _)| *column).collect();
    let heading = |column: u32| {
        let above = text(row, column).unwrap_or_default();
        let below = under
            .and_then(|under| under.cell(column))
            .filter(|raw| raw.origin != Origin::Merged || raw.text != above)
            .map(|raw| raw.text.clone());
        let (keys, shown) = match below {
            Some(below) => (
                vec![format!("{above}{below}"), below.clone(), above.clone()],
                format!("{above} {below}"),
            ),
            None => (vec![above.clone()], above),
        };
        Heading {
            column,
            keys: keys.iter().flat_map(|each| spellings(each)).collect(),
            shown: shown.trim().to_owned(),
        }
    };
    columns.into_iter().map(heading).collect()
}

/// A header as it is looked up: in full, and without what stands in brackets.
fn spellings(text: &str) -> Vec<String> {
    let open = text.find(['(', '（']);
    let short = open.and_then(|at| text.get(..at)).unwrap_or_default();
    let keys = [header_key(text), header_key(short)];
    keys.into_iter().filter(|key| !key.is_empty()).collect()
}

fn columns(headings: &[Heading], rules: &LedgerRules, mapping: Option<&SheetMapping>) -> Matched {
    let mut found: BTreeMap<u32, (usize, MatchedBy)> = BTreeMap::new();
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut matched = Matched::default();
    let mut aside: BTreeSet<u32> = BTreeSet::new();
    for heading in headings {
        let letters = column_letters(heading.column);
        match mapping.and_then(|mapping| mapping.field_of(&heading.shown, &letters)) {
            Some("") => drop(aside.insert(heading.column)),
            Some(id) => {
                if let Some(field) = rules.field(id).filter(|field| taken.insert(*field)) {
                    found.insert(heading.column, (field, MatchedBy::Mapping));
                }
            }
            None => (),
        }
    }
    for how in [MatchedBy::Name, MatchedBy::PartOfName] {
        for heading in headings {
            if found.contains_key(&heading.column) || aside.contains(&heading.column) {
                continue;
            }
            let Some(field) = named(heading, rules, how) else { continue };
            if taken.insert(field) {
                found.insert(heading.column, (field, how));
            } else if how == MatchedBy::Name {
                matched.twice.push((heading.column, heading.shown.clone()));
                aside.insert(heading.column);
            }
        }
    }
    for heading in headings {
        let (column, header) = (heading.column, heading.shown.clone());
        match found.get(&column) {
            Some((field, how)) => {
                matched.columns.push(MatchedColumn { column, header, field: *field, how: *how });
            }
            None if matched.twice.iter().any(|(other, _)| *other == column) => (),
            None if header.is_empty() => (),
            None => matched.unused.push((column, header)),
        }
    }
    matched
}

/// The field of a heading: of the longest of its names that fits.
fn named(heading: &Heading, rules: &LedgerRules, how: MatchedBy) -> Option<usize> {
    let fits = |key: &str, name: &str| match how {
        MatchedBy::PartOfName => name.chars().count() >= 2 && key.contains(name),
        MatchedBy::Name | MatchedBy::Mapping | MatchedBy::Contents => key == name,
    };
    heading.keys.iter().find_map(|key| {
        let names = rules.headers.iter().enumerate();
        let fitting = names.flat_map(|(field, names)| {
            names.iter().filter(|name| fits(key, name)).map(move |name| (name.len(), field))
        });
        fitting.max_by_key(|(length, _)| *length).map(|(_, field)| field)
    })
}

/// How many rows show what a column holds.
const SHOWN: usize = 60;

/// A column without a known name that holds numbers of persons is that field, when no other is.
fn guess(table: &Table, rules: &LedgerRules, matched: &mut Matched) {
    let is_identity = |field: &jiangxing::ledger::Field| field.kind == FieldKind::Identity;
    let Some(field) = rules.rules.fields.iter().position(is_identity) else { return };
    if matched.columns.iter().any(|column| column.field == field) {
        return;
    }
    let below = table.rows.iter().filter(|row| row.number > matched.rows.1).take(SHOWN);
    let rows: Vec<&TableRow> = below.collect();
    let holds = |column: u32| {
        let cells = rows.iter().filter_map(|row| row.cell(column));
        let (all, fitting) = cells.fold((0_usize, 0_usize), |(all, fitting), raw| {
            let text = crate::clean::plain(&raw.text);
            let is_citizen = raw.kind == RawKind::Text
                && text.len() == 18
                && text.bytes().take(17).all(|byte| byte.is_ascii_digit());
            (all.saturating_add(1), fitting.saturating_add(usize::from(is_citizen)))
        });
        all > 0 && fitting.saturating_mul(10) >= all.saturating_mul(8)
    };
    let Some(at) = matched.unused.iter().position(|(column, _)| holds(*column)) else { return };
    let (column, header) = matched.unused.remove(at);
    matched.columns.push(MatchedColumn { column, header, field, how: MatchedBy::Contents });
    matched.columns.sort_by_key(|each| each.column);
}

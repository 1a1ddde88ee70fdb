//! Values: on one line where they fit, else lists one element a line.

use jiangxing::schema::language::{Construct, Language};
use toml_edit::{Array, Formatted, InlineTable, RawString, Value};
use unicode_width::UnicodeWidthStr;

use super::{below, place, quote};
use crate::format::comment::Lines;

/// The widest line that a list may make; wide characters take two.
const WIDEST: usize = 100;

/// How far one level stands in.
const STEP: usize = 2;

/// Where a value begins.
#[derive(Clone, Copy)]
pub(super) struct At {
    indent: usize,
    column: usize,
}

impl At {
    /// After `text` on a line of its own.
    pub(super) fn after(text: &str) -> Self {
        Self { indent: 0, column: text.width() }
    }

    fn inside(self) -> Self {
        let indent = self.indent.saturating_add(STEP);
        Self { indent, column: indent }
    }

    fn behind(self, text: &str) -> Self {
        Self { column: self.column.saturating_add(text.width()), ..self }
    }
}

/// What the order of keys follows.
pub(super) struct Printer<'a> {
    pub(super) language: &'a Language,
    /// The order of words in a label.
    pub(super) languages: &'a [String],
}

impl Printer<'_> {
    /// The place of `key` among the keys of its construct, or of a language in a label.
    fn place(&self, construct: Option<&Construct>, key: &str) -> usize {
        match construct {
            Some(_) => place(construct, key),
            None => {
                let known = self.languages.iter().position(|code| code == key);
                known.unwrap_or(usize::MAX)
            }
        }
    }

    /// The text of `value`. A list of tables has `construct` for each of them.
    pub(super) fn value(&self, value: &Value, construct: Option<&Construct>, at: At) -> String {
        match value {
            Value::String(text) => string(text),
            Value::Integer(number) => number.display_repr().into_owned(),
            Value::Float(number) => number.display_repr().into_owned(),
            Value::Boolean(truth) => truth.display_repr().into_owned(),
            Value::Datetime(date) => date.display_repr().into_owned(),
            Value::Array(array) => self.array(array, construct, at),
            Value::InlineTable(table) => self.inline_table(table, construct, at),
        }
    }

    fn array(&self, array: &Array, construct: Option<&Construct>, at: At) -> String {
        let flat = |value: &Value| self.value(value, construct, FLAT);
        let has_comments = array_has_comments(array);
        let on_one_line = format!("[{}]", array.iter().map(flat).collect::<Vec<_>>().join(", "));
        if !has_comments && (at.column == FLAT.column || fits(&on_one_line, at)) {
            return on_one_line;
        }
        let rows = array.iter().map(|value| Row {
            before: value.decor().prefix(),
            text: self.value(value, construct, at.inside()),
            after: value.decor().suffix(),
        });
        broken('[', rows.collect(), array.trailing(), ']', at)
    }

    fn inline_table(&self, table: &InlineTable, construct: Option<&Construct>, at: At) -> String {
        let mut entries = table.get_values();
        entries.sort_by_key(|(keys, _)| self.place(construct, first(keys)));
        let under = |keys: &[&toml_edit::Key]| {
            construct.and_then(|known| below(known, first(keys), self.language))
        };
        let key = |keys: &[&toml_edit::Key]| {
            let keys: Vec<String> = keys.iter().map(|key| quote::key(key.get())).collect();
            format!("{} = ", keys.join("."))
        };
        if inline_table_has_comments(table) {
            let rows = entries.iter().map(|(keys, value)| {
                let key = key(keys);
                let text = self.value(value, under(keys), at.inside().behind(&key));
                Row {
                    before: keys.last().and_then(|key| key.leaf_decor().prefix()),
                    text: key + &text,
                    after: value.decor().suffix(),
                }
            });
            return broken('{', rows.collect(), table.trailing(), '}', at);
        }
        if entries.is_empty() {
            return "{}".to_owned();
        }
        let flat = |(keys, value): &(Vec<&toml_edit::Key>, &Value)| {
            key(keys) + &self.value(value, under(keys), FLAT)
        };
        format!("{{ {} }}", entries.iter().map(flat).collect::<Vec<_>>().join(", "))
    }
}

/// Where nothing is broken, however long it gets: inside a table on one line.
const FLAT: At = At { indent: 0, column: usize::MAX };

fn first<'a>(keys: &[&'a toml_edit::Key]) -> &'a str {
    keys.first().map(|key| key.get()).unwrap_or_default()
}

fn fits(text: &str, at: At) -> bool {
    !text.contains('\n') && at.column.saturating_add(text.width()) <= WIDEST
}

/// Text of several lines stays as it is written; all other text has one form.
fn string(text: &Formatted<String>) -> String {
    if text.value().contains('\n') {
        return text.display_repr().into_owned();
    }
    quote::text(text.value())
}

/// An element of a list, or a key of a table, on a line of its own.
struct Row<'a> {
    before: Option<&'a RawString>,
    text: String,
    after: Option<&'a RawString>,
}

/// Rows one below the other. A remark behind a comma stands, for the parser, before the next row.
fn broken(open: char, rows: Vec<Row<'_>>, trailing: &RawString, close: char, at: At) -> String {
    let inside = " ".repeat(at.inside().indent);
    let mut written = String::from(open);
    let (mut count, last) = (0_usize, rows.len());
    let own =
        |raw: Option<&RawString>| raw.and_then(RawString::as_str).unwrap_or_default().to_owned();
    for Row { before, text, after } in rows {
        follow(&mut written, &own(before), count > 0, &inside);
        written.push('\n');
        written.push_str(&format!("{inside}{text},"));
        follow(&mut written, &own(after), true, &inside);
        count = count.saturating_add(1);
    }
    follow(&mut written, &own(Some(trailing)), last > 0, &inside);
    let outside = " ".repeat(at.indent);
    format!("{written}\n{outside}{close}")
}

/// The comments in `between`: the one on the first line belongs to the row above.
fn follow(written: &mut String, between: &str, has_row_above: bool, inside: &str) {
    let (first, rest) = between.split_once('\n').unwrap_or((between, ""));
    let first = first.trim();
    if !first.is_empty() && has_row_above {
        written.push_str(&format!(" {first}"));
    } else if !first.is_empty() {
        written.push_str(&format!("\n{inside}{first}"));
    }
    for line in Lines::of_text(&format!("{rest}\n")).all.iter().filter(|line| !line.is_empty()) {
        written.push_str(&format!("\n{inside}{line}"));
    }
}

fn has_comment(raw: Option<&RawString>) -> bool {
    raw.and_then(RawString::as_str).is_some_and(|text| text.contains('#'))
}

fn value_has_comments(value: &Value) -> bool {
    let decor = value.decor();
    let inside = match value {
        Value::Array(array) => array_has_comments(array),
        Value::InlineTable(table) => inline_table_has_comments(table),
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => false,
    };
    inside || has_comment(decor.prefix()) || has_comment(decor.suffix())
}

fn array_has_comments(array: &Array) -> bool {
    has_comment(Some(array.trailing())) || array.iter().any(value_has_comments)
}

fn inline_table_has_comments(table: &InlineTable) -> bool {
    let of_key = |key: &toml_edit::Key| {
        has_comment(key.leaf_decor().prefix()) || has_comment(key.leaf_decor().suffix())
    };
    has_comment(Some(table.trailing()))
        || table
            .get_values()
            .iter()
            .any(|(keys, value)| keys.iter().any(|key| of_key(key)) || value_has_comments(value))
}

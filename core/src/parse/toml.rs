//! TOML → tree, with every mistake of notation and as much of the tree as could be read.

use alloc::string::ToString;
use alloc::vec::Vec;
use core::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::parse::node::{Entry, Node, NodeKind, SyntaxFault};
use crate::span::Span;

/// The tree of `text`, and what is not TOML in it.
pub(crate) fn read(text: &str) -> (Node, Vec<SyntaxFault>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let faults = errors
        .into_iter()
        .map(|error| SyntaxFault {
            at: error.span().map(span).unwrap_or_default(),
            detail: error.message().to_string(),
        })
        .collect();
    let at = span(table.span());
    (Node { at, kind: from_table(table.get_ref()) }, faults)
}

fn span(range: Range<usize>) -> Span {
    Span { start: range.start, end: range.end }
}

fn from_table(table: &DeTable<'_>) -> NodeKind {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().to_string(),
            key_at: span(key.span()),
            node: from_value(value),
        })
        .collect();
    entries.sort_by_key(|entry| entry.key_at.start);
    NodeKind::Table(entries)
}

fn from_value(value: &Spanned<DeValue<'_>>) -> Node {
    let kind = match value.get_ref() {
        DeValue::String(text) => NodeKind::Text(text.to_string()),
        DeValue::Integer(whole) if whole.radix() == 10 => NodeKind::Number(whole.as_str().into()),
        DeValue::Integer(whole) => NodeKind::Number(whole.to_string()),
        DeValue::Float(decimal) => NodeKind::Number(decimal.as_str().into()),
        DeValue::Boolean(yes) => NodeKind::Bool(*yes),
        DeValue::Datetime(date) => NodeKind::Text(date.to_string()),
        DeValue::Array(array) => NodeKind::List(array.iter().map(from_value).collect()),
        DeValue::Table(table) => from_table(table),
    };
    Node { at: span(value.span()), kind }
}

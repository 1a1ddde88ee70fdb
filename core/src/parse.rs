//! Text → draft; never fails, never stops at the first mistake.

pub(crate) mod canonical;
pub(crate) mod expression;
pub(crate) mod json;
pub(crate) mod node;
pub(crate) mod shape;
pub(crate) mod suggest;
#[cfg(feature = "toml")]
mod toml;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::canonical::canonical;
use crate::parse::node::{Node, NodeKind, SyntaxFault};
use crate::parse::shape::{ReadFault, Reader, Shape};
use crate::report::canonical::digest;
use crate::span::Span;

/// The newest version of the rubric file format that is understood.
pub const RUBRIC_FORMAT: i64 = 1;

/// The longest rubric text that is read, in bytes.
pub const LONGEST_RUBRIC: usize = 4 * 1024 * 1024;

/// A rubric as written: as much of it as could be read.
#[derive(Clone, Debug)]
pub struct Draft {
    pub(crate) rubric: Option<Rubric>,
    pub(crate) digest: String,
    pub(crate) diagnostics: Vec<Diagnostic>,
    /// What could not be read as it stands, or not at all.
    pub(crate) broken: Vec<Broken>,
}

/// An entry of one of the rubric's lists that is not in order.
#[derive(Clone, Debug)]
pub(crate) struct Broken {
    /// The list: `criterion`, `gate`, `rating`, …
    pub(crate) list: String,
    /// Every id in it.
    ids: Vec<String>,
    /// The dimension it names.
    pub(crate) dimension: Option<String>,
    /// Whether something of it is lost; otherwise it has a key too many.
    pub(crate) loses: bool,
}

impl Broken {
    /// Whether an id stands in it.
    pub(crate) fn has(&self, id: &str) -> bool {
        self.ids.iter().any(|own| own == id)
    }
}

impl Draft {
    /// What is wrong with the shape of the text, in its order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// The draft that `text` holds, with everything that is wrong with its shape.
///
/// The text is TOML, or JSON when it begins with a brace: the same content has the same digest.
/// Keys that the format does not know are errors; so are missing ones. A text over
/// [`LONGEST_RUBRIC`] is not looked at.
pub fn parse(text: &str) -> Draft {
    if text.len() > LONGEST_RUBRIC {
        let fault = Fault::TooLarge {
            what: "the rubric, in bytes".into(),
            found: text.len().to_string(),
            most: LONGEST_RUBRIC.to_string(),
        };
        return Draft {
            rubric: None,
            digest: String::new(),
            diagnostics: [at(Span::default(), fault)].into(),
            broken: Vec::new(),
        };
    }
    let (root, syntax) = tree(text);
    let faults =
        syntax.into_iter().map(|found| at(found.at, Fault::Syntax { detail: found.detail }));
    let mut diagnostics: Vec<Diagnostic> = faults.collect();
    let mut reader = Reader::default();
    let rubric = match too_new(&root) {
        Some((fault, at)) => {
            reader.report(at, fault);
            None
        }
        None => Rubric::read(&root, &mut reader),
    };
    let broken = reader.faults.iter().filter_map(|found| broken(&root, found)).collect();
    diagnostics.extend(reader.faults.into_iter().map(|found| at(found.at, found.fault)));
    Draft { rubric, digest: digest(&canonical(&root)), diagnostics, broken }
}

/// The content of the rubric in `text` in as few bytes as can be: JSON without comments and
/// spaces, with the same digest; or nothing when the text cannot be read.
///
/// For whoever carries a rubric and need not show its text.
pub fn condensed(text: &str) -> Option<String> {
    let (root, syntax) = tree(text);
    syntax.is_empty().then(|| canonical(&root))
}

/// The entry of a list in which a fault was found.
fn broken(root: &Node, found: &ReadFault) -> Option<Broken> {
    let mut node = root;
    let mut list = "";
    for key in found.path.split('/') {
        let within = match &node.kind {
            NodeKind::List(entries) => entries.get(key.parse::<usize>().ok()?),
            NodeKind::Table(_) => node.get(key),
            NodeKind::Nothing | NodeKind::Bool(_) | NodeKind::Number(_) | NodeKind::Text(_) => None,
        };
        list = if list.is_empty() { key } else { list };
        let is_entry = matches!(node.kind, NodeKind::List(_));
        node = within?;
        if is_entry {
            break;
        }
    }
    let mut ids = Vec::new();
    ids_in(node, &mut ids);
    let dimension = node.get("in").and_then(text_of);
    let loses = !matches!(found.fault, Fault::UnknownKey { .. });
    Some(Broken { list: list.into(), ids, dimension, loses })
}

fn ids_in(node: &Node, into: &mut Vec<String>) {
    into.extend(node.get("id").and_then(text_of));
    if let NodeKind::List(entries) = &node.kind {
        entries.iter().for_each(|entry| ids_in(entry, into));
    }
    node.entries().iter().for_each(|entry| ids_in(&entry.node, into));
}

fn text_of(node: &Node) -> Option<String> {
    match &node.kind {
        NodeKind::Text(text) => Some(text.clone()),
        NodeKind::Nothing
        | NodeKind::Bool(_)
        | NodeKind::Number(_)
        | NodeKind::List(_)
        | NodeKind::Table(_) => None,
    }
}

fn at(at: Span, fault: Fault) -> Diagnostic {
    Diagnostic { fault, at, related: Vec::new() }
}

/// The tree of `text`, and what is not of its notation in it.
pub(crate) fn tree(text: &str) -> (Node, Vec<SyntaxFault>) {
    if !text.trim_start_matches('\u{feff}').trim_start().starts_with('{') {
        return from_toml(text);
    }
    let nothing = Node { at: Span::default(), kind: NodeKind::Table(Vec::new()) };
    match json::read(text) {
        Ok(root) => (root, Vec::new()),
        Err(fault) => (nothing, [fault].into()),
    }
}

#[cfg(feature = "toml")]
fn from_toml(text: &str) -> (Node, Vec<SyntaxFault>) {
    toml::read(text)
}

#[cfg(not(feature = "toml"))]
fn from_toml(_: &str) -> (Node, Vec<SyntaxFault>) {
    let detail = "this copy of the engine reads rubrics in JSON only".into();
    let nothing = Node { at: Span::default(), kind: NodeKind::Table(Vec::new()) };
    (nothing, [SyntaxFault { at: Span::default(), detail }].into())
}

/// The fault of a file from the future; it is not read at all, lest half of it be misread.
fn too_new(root: &Node) -> Option<(Fault, Span)> {
    let written = root.get("format")?;
    let format = match &written.kind {
        NodeKind::Number(text) => text.parse::<Number>().ok()?,
        NodeKind::Nothing
        | NodeKind::Bool(_)
        | NodeKind::Text(_)
        | NodeKind::List(_)
        | NodeKind::Table(_) => return None,
    };
    let fault = Fault::TooNew { format: format.to_string(), known: RUBRIC_FORMAT.to_string() };
    (format > Number::from_whole(RUBRIC_FORMAT)).then_some((fault, written.at))
}

#[cfg(all(test, feature = "toml"))]
mod tests {
    use super::*;

    #[test]
    fn toml_and_json_of_one_content_are_one_rubric() {
        let text =
            "# a remark\nid = \"a\"\nweights = [+1, 2.50, \"85%\"]\nname = { zh = \"名\" }\n";
        let json = condensed(text).expect("the text is TOML");
        assert_eq!(json, r#"{"id":"a","name":{"zh":"名"},"weights":[1,2.50,"85%"]}"#);
        assert_eq!(parse(text).digest, parse(&json).digest);
        assert_eq!(condensed(&json).as_deref(), Some(json.as_str()));
        assert_eq!(condensed("id = "), None);
    }
}

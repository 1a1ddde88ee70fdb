//! Text → draft; never fails, never stops at the first mistake.

pub(crate) mod expression;
pub(crate) mod json;
pub(crate) mod node;
pub(crate) mod shape;
pub(crate) mod suggest;
pub(crate) mod toml;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::{Diagnostic, Fault};
use crate::model::rubric::Rubric;
use crate::number::Number;
use crate::parse::shape::{Reader, Shape};
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
}

impl Draft {
    /// What is wrong with the shape of the text, in its order.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }
}

/// The draft that `text` holds, with everything that is wrong with its shape.
///
/// Keys that the format does not know are errors; so are missing ones. A text over
/// [`LONGEST_RUBRIC`] is not looked at.
pub fn parse(text: &str) -> Draft {
    let digest = digest(text);
    if text.len() > LONGEST_RUBRIC {
        let fault = Fault::TooLarge {
            what: "the rubric, in bytes".into(),
            found: text.len().to_string(),
            most: LONGEST_RUBRIC.to_string(),
        };
        let diagnostics = [Diagnostic { fault, at: Span::default(), related: Vec::new() }].into();
        return Draft { rubric: None, digest, diagnostics };
    }
    let (root, syntax) = toml::read(text);
    let mut diagnostics: Vec<Diagnostic> = syntax
        .into_iter()
        .map(|fault| Diagnostic {
            fault: Fault::Syntax { detail: fault.detail },
            at: fault.at,
            related: Vec::new(),
        })
        .collect();
    let mut reader = Reader::default();
    let rubric = match too_new(&root) {
        Some(fault) => {
            reader.report(Span::default(), fault);
            None
        }
        None => Rubric::read(&root, &mut reader),
    };
    diagnostics.extend(reader.faults.into_iter().map(|found| Diagnostic {
        fault: found.fault,
        at: found.at,
        related: Vec::new(),
    }));
    Draft { rubric, digest, diagnostics }
}

/// The fault of a file from the future; it is not read at all, lest half of it be misread.
fn too_new(root: &node::Node) -> Option<Fault> {
    let format = match &root.get("format")?.kind {
        node::NodeKind::Number(text) => text.parse::<Number>().ok()?,
        node::NodeKind::Nothing
        | node::NodeKind::Bool(_)
        | node::NodeKind::Text(_)
        | node::NodeKind::List(_)
        | node::NodeKind::Table(_) => return None,
    };
    (format > Number::from_whole(RUBRIC_FORMAT))
        .then(|| Fault::TooNew { format: format.to_string(), known: RUBRIC_FORMAT.to_string() })
}

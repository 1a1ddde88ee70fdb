//! Whose answers a file holds: the round, the device and the assessors.

use alloc::string::String;
use alloc::vec::Vec;

use crate::assessment::file::{LayerWord, RoleWord};
use crate::parse::node::{Node, NodeKind};
use crate::parse::shape::{ReadFault, Reader, Shape};

/// Whose answers they are.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) layer: LayerWord,
    /// Empty where the file names none.
    pub(crate) device: String,
    pub(crate) assessors: Vec<Assessor>,
}

/// Who gave them.
#[derive(Clone, Debug)]
pub(crate) struct Assessor {
    /// What tells them apart: their id, or their name.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) role: RoleWord,
    /// Why they do not count, when they have declared an interest.
    pub(crate) conflict: Option<String>,
    /// Whether they scored before they saw the subject's own answers; `None` where nobody says.
    pub(crate) blind: Option<bool>,
}

impl Sheet {
    /// What `file` says of itself, and what does not fit in that.
    pub(crate) fn read(file: &Node) -> (Self, Vec<ReadFault>) {
        let mut reader = Reader::default();
        let assessors = match file.get("assessors").map(|node| &node.kind) {
            Some(NodeKind::List(all)) => all.iter().map(|one| assessor(one, &mut reader)).collect(),
            Some(
                NodeKind::Nothing
                | NodeKind::Bool(_)
                | NodeKind::Number(_)
                | NodeKind::Text(_)
                | NodeKind::Table(_),
            )
            | None => Vec::new(),
        };
        let sheet = Self {
            layer: under(file, "layer", &mut reader).unwrap_or(LayerWord::Verified),
            device: under(file, "device", &mut reader).unwrap_or_default(),
            assessors,
        };
        (sheet, reader.faults)
    }

    /// The one assessor of a sheet; `None` for none or several.
    pub(crate) fn assessor(&self) -> Option<&Assessor> {
        match self.assessors.as_slice() {
            [one] => Some(one),
            _ => None,
        }
    }
}

fn assessor(node: &Node, reader: &mut Reader) -> Assessor {
    let mut text = |key: &str| under::<String>(node, key, reader);
    let (id, name, conflict) = (text("id"), text("name"), text("conflict"));
    let name = name.unwrap_or_default();
    Assessor {
        id: id.filter(|id| !id.is_empty()).unwrap_or_else(|| name.clone()),
        name,
        role: under(node, "role", reader).unwrap_or(RoleWord::Member),
        conflict,
        blind: under(node, "blind", reader),
    }
}

fn under<T: Shape>(table: &Node, key: &str, reader: &mut Reader) -> Option<T> {
    let found = reader.faults.len();
    let read = T::read(table.get(key)?, reader);
    for fault in reader.faults.iter_mut().skip(found) {
        fault.path = key.into();
    }
    read
}

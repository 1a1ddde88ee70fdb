//! A rule and its variants by kind of subject: the base with some keys replaced.

use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::model::criterion::Selector;
use crate::parse::node::{Node, NodeKind};
use crate::parse::shape::{At, Reader, Shape, list, shapes};

/// A rule and its variants by kind of subject.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Varied<T> {
    pub(crate) base: T,
    pub(crate) variants: Vec<Variant<T>>,
}

/// A rule as it is for some kinds of subject.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Variant<T> {
    pub(crate) for_: At<Selector>,
    pub(crate) rule: T,
}

impl<T> Varied<T> {
    /// The base and every variant.
    pub(crate) fn all(&self) -> impl Iterator<Item = &T> {
        [&self.base].into_iter().chain(self.variants.iter().map(|variant| &variant.rule))
    }
}

shapes! {
    /// The head of a variant.
    VariantHead {
        /// The subjects it holds for.
        req for_: Selector,
    }
}

/// A node as it stands, for reading later.
struct Raw(Node);

impl Shape for Raw {
    fn read(node: &Node, _: &mut Reader) -> Option<Self> {
        Some(Self(node.clone()))
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        serde_json::json!({ "type": "object" })
    }
}

fn without(node: &Node, keys: &[&str]) -> Node {
    let entries = node.entries().iter().filter(|entry| !keys.contains(&entry.key.as_str()));
    Node { at: node.at, kind: NodeKind::Table(entries.cloned().collect()) }
}

fn only(node: &Node, key: &str) -> Node {
    let entries = node.entries().iter().filter(|entry| entry.key == key);
    Node { at: node.at, kind: NodeKind::Table(entries.cloned().collect()) }
}

/// `over` laid on `base`: its keys replace those of the same name.
fn overlaid(base: &Node, over: &Node) -> Node {
    let replaced = |key: &str| over.entries().iter().any(|entry| entry.key == key);
    let kept = base.entries().iter().filter(|entry| !replaced(&entry.key));
    Node { at: base.at, kind: NodeKind::Table(kept.chain(over.entries()).cloned().collect()) }
}

impl<T: Shape> Shape for Varied<T> {
    fn read(node: &Node, reader: &mut Reader) -> Option<Self> {
        let is_base = matches!(node.kind, NodeKind::Table(_)) && node.get("variant").is_none();
        let base_node = (!is_base).then(|| without(node, &["variant"]));
        let base_node = base_node.as_ref().unwrap_or(node);
        let raw_variants: Vec<At<Raw>> = list(node, "variant", reader);
        let base = T::read(base_node, reader);
        let mut variants = Vec::new();
        for raw in &raw_variants {
            for entry in raw.it.0.entries().iter().filter(|entry| entry.key == "id") {
                let fault = Fault::UnknownKey { key: entry.key.clone(), nearest: None };
                reader.report(entry.key_at, fault);
            }
            let head = VariantHead::read(&only(&raw.it.0, "for"), reader);
            let merged = overlaid(base_node, &without(&raw.it.0, &["for"]));
            let rule = T::read(&merged, reader);
            if let (Some(head), Some(rule)) = (head, rule) {
                variants.push(Variant { for_: head.for_, rule });
            }
        }
        Some(Self { base: base?, variants })
    }

    #[cfg(feature = "schema")]
    fn schema() -> serde_json::Value {
        let mut schema = T::schema();
        let mut variant = T::schema();
        if let Some(object) = variant.as_object_mut() {
            object.insert("required".into(), serde_json::json!(["for"]));
        }
        if let Some(properties) = variant.get_mut("properties").and_then(|all| all.as_object_mut())
        {
            properties.insert("for".into(), Selector::schema());
        }
        if let Some(properties) = schema.get_mut("properties").and_then(|all| all.as_object_mut()) {
            properties
                .insert("variant".into(), serde_json::json!({ "type": "array", "items": variant }));
        }
        schema
    }
}

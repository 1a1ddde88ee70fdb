//! One spelling of a tree (JSON), whatever its notation, the order of its keys and the space between
//! them. Digests are taken of it, and it can be read again.

use alloc::string::{String, ToString};

use crate::named::in_order;
use crate::parse::node::{Entry, Node, NodeKind};

/// One spelling of a tree, whatever the order of its keys and the space between them.
pub(crate) fn canonical(node: &Node) -> String {
    let mut written = String::new();
    write(node, &mut written);
    written
}

fn write(node: &Node, out: &mut String) {
    match &node.kind {
        NodeKind::Nothing => out.push_str("null"),
        NodeKind::Bool(yes) => out.push_str(if *yes { "true" } else { "false" }),
        NodeKind::Number(text) => out.push_str(text.strip_prefix('+').unwrap_or(text)),
        NodeKind::Text(text) => write_text(text, out),
        NodeKind::List(nodes) => {
            out.push('[');
            for (index, each) in nodes.iter().enumerate() {
                if index > 0 {
                    out.push(',');
                }
                write(each, out);
            }
            out.push(']');
        }
        NodeKind::Table(entries) => write_table(entries, out),
    }
}

fn write_table(entries: &[Entry], out: &mut String) {
    let key = |place: usize| entries.get(place).map(|entry| entry.key.as_str()).unwrap_or_default();
    let order = in_order(entries.len(), &key);
    let sorted = order.iter().filter_map(|place| entries.get(*place));
    out.push('{');
    for (index, entry) in sorted.enumerate() {
        if index > 0 {
            out.push(',');
        }
        write_text(&entry.key, out);
        out.push(':');
        write(&entry.node, out);
    }
    out.push('}');
}

fn write_text(text: &str, out: &mut String) {
    // Almost every text stands as it is.
    if text.bytes().any(|byte| byte.is_ascii_control() || byte == b'"' || byte == b'\\') {
        out.push_str(&nojson::Json(text).to_string());
        return;
    }
    out.push('"');
    out.push_str(text);
    out.push('"');
}

//! Which crates the bytes of a WASM file come from.

use std::collections::BTreeMap;

use wasmparser::{
    BinaryReaderError, CustomSectionReader, KnownCustom, Name, Parser, Payload, TypeRef,
};

/// Bytes by crate, largest first, out of a file that still has the names of its functions.
///
/// A function counts for the crate that its name begins with: for `<a::B as c::D>::e` that is
/// `a`. Generic code therefore counts where it is written, not where it is asked for.
pub(crate) fn shares(wasm: &[u8]) -> Result<Vec<(String, usize)>, BinaryReaderError> {
    let mut imported = 0_u32;
    let mut bodies = Vec::new();
    let mut names = BTreeMap::new();
    let mut shares = BTreeMap::<String, usize>::new();
    for payload in Parser::new(0).parse_all(wasm) {
        let payload = payload?;
        if let Payload::ImportSection(imports) = payload {
            for import in imports.into_imports() {
                imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
            }
        } else if let Payload::CodeSectionEntry(body) = payload {
            bodies.push(body.range().len());
        } else if let Payload::DataSection(section) = payload {
            shares.insert("(data: texts, tables)".into(), section.range().len());
        } else if let Payload::CustomSection(section) = payload {
            add_function_names(&section, &mut names)?;
        }
    }
    for (index, size) in (imported..).zip(bodies) {
        let crate_name = names.get(&index).map_or("(no name)", |name| crate_of(name));
        *shares.entry(crate_name.to_owned()).or_default() += size;
    }
    let mut largest_first: Vec<_> = shares.into_iter().collect();
    largest_first.sort_by(|(_, a), (_, b)| b.cmp(a));
    Ok(largest_first)
}

/// Adds what `section` says of the names of functions, if it is the section that does.
fn add_function_names<'a>(
    section: &CustomSectionReader<'a>,
    names: &mut BTreeMap<u32, &'a str>,
) -> Result<(), BinaryReaderError> {
    let KnownCustom::Name(subsections) = section.as_known() else {
        return Ok(());
    };
    for subsection in subsections {
        let Name::Function(functions) = subsection? else {
            continue;
        };
        for function in functions {
            let function = function?;
            names.insert(function.index, function.name);
        }
    }
    Ok(())
}

/// The crate that the function `name` belongs to, as far as its name tells.
fn crate_of(name: &str) -> &str {
    let path = name.trim_start_matches(['<', '&', '(', '[', '*']);
    let path = path.strip_prefix("mut ").or_else(|| path.strip_prefix("dyn ")).unwrap_or(path);
    let end = path.find(|letter: char| !letter.is_alphanumeric() && letter != '_');
    let first = path.get(..end.unwrap_or(path.len())).unwrap_or(path);
    match first {
        "" => "(no name)",
        "alloc" | "core" | "std" => "std",
        _ => first,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_counts_for_the_crate_its_name_begins_with() {
        assert_eq!(crate_of("yew::html::render::h12"), "yew");
        assert_eq!(crate_of("<serde_json::Error as core::fmt::Debug>::fmt::h1"), "serde_json");
        assert_eq!(crate_of("<&mut jiangxing::Number as core::ops::Add>::add"), "jiangxing");
        assert_eq!(crate_of("core::ptr::drop_in_place"), "std");
        assert_eq!(crate_of("__wbindgen_malloc"), "__wbindgen_malloc");
    }
}

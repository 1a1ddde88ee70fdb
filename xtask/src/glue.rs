//! What stands between the page and its WASM, made smaller: nobody reads it.
//!
//! Every function that the WASM asks of the page has a name with a digest in it, which no compressor
//! can shorten, once in the WASM and once in the module beside it. Both get a number instead.

use crate::Trouble;
use crate::wasm_sections::unsigned;

/// The section of a WASM file that says what it asks for.
const IMPORTS: u8 = 2;

/// What kind of thing a function is, among imports.
const FUNCTION: u8 = 0;

/// The `module` and the `wasm` that belong together, with numbers for names.
pub(crate) fn numbered(module: &str, wasm: &[u8]) -> Result<(String, Vec<u8>), Trouble> {
    let not_understood = "WASM 的导入不认识 · the imports of the WASM are of an unknown kind";
    let mut module = module.to_owned();
    let mut count = 0_usize;
    let mut rename = |name: &str| -> String {
        let key = format!("        {name}: function(");
        if module.matches(name).count() != 1 || module.matches(&key).count() != 1 {
            return name.to_owned();
        }
        let number = count.to_string();
        count += 1;
        module = module.replacen(&key, &format!("{number}: function("), 1);
        number
    };
    let wasm = with_imports(wasm, &mut rename).ok_or(not_understood)?;
    Ok((module, wasm))
}

/// `wasm` with every name that it asks for as `rename` has it; `None` when it asks for anything but
/// functions.
fn with_imports(wasm: &[u8], rename: &mut dyn FnMut(&str) -> String) -> Option<Vec<u8>> {
    let mut written = wasm.get(..8)?.to_vec();
    let mut rest = wasm.get(8..)?;
    while let Some((kind, after_kind)) = rest.split_first() {
        let (length, after_length) = unsigned(after_kind)?;
        let (content, after) = after_length.split_at_checked(length)?;
        let renamed;
        let content = if *kind == IMPORTS {
            renamed = imports(content, rename)?;
            &renamed
        } else {
            content
        };
        written.push(*kind);
        push_unsigned(&mut written, content.len());
        written.extend_from_slice(content);
        rest = after;
    }
    Some(written)
}

fn imports(section: &[u8], rename: &mut dyn FnMut(&str) -> String) -> Option<Vec<u8>> {
    let (count, mut rest) = unsigned(section)?;
    let mut written = Vec::new();
    push_unsigned(&mut written, count);
    for _ in 0..count {
        let (from, after) = text(rest)?;
        let (name, after) = text(after)?;
        let (kind, after) = after.split_first()?;
        if *kind != FUNCTION {
            return None;
        }
        let (signature, after) = unsigned(after)?;
        push_text(&mut written, from);
        push_text(&mut written, &rename(name));
        written.push(FUNCTION);
        push_unsigned(&mut written, signature);
        rest = after;
    }
    rest.is_empty().then_some(written)
}

fn text(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let (length, rest) = unsigned(bytes)?;
    let (text, rest) = rest.split_at_checked(length)?;
    Some((str::from_utf8(text).ok()?, rest))
}

fn push_text(written: &mut Vec<u8>, text: &str) {
    push_unsigned(written, text.len());
    written.extend_from_slice(text.as_bytes());
}

/// Seven bits a byte, lowest first.
fn push_unsigned(written: &mut Vec<u8>, mut number: usize) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            return written.push(low & 0x7f);
        }
        written.push(low | 0x80);
    }
}

/// The script `text` without comments that have lines of their own, without indents and empty lines.
///
/// # Errors
/// When a text in it goes on over several lines: its indents are its own.
pub(crate) fn condensed(path: &str, text: &str) -> Result<String, Trouble> {
    let mut is_remark = false;
    let mut condensed = String::new();
    for line in text.lines().map(str::trim) {
        if line.matches('`').count() % 2 == 1 {
            return Err(format!("{path}: 有跨行的文字 · has a text over several lines: {line}"));
        }
        is_remark |= line.starts_with("/*");
        if !is_remark && !line.is_empty() && !line.starts_with("//") {
            condensed.push_str(line);
            condensed.push('\n');
        }
        is_remark &= !line.ends_with("*/");
    }
    Ok(condensed)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn what_is_asked_for_has_one_number_in_both() {
        let module = "    const import0 = {\n        __wbg_a_01: function(arg0) {},\n        \
                      __wbg_b_02: function() { __wbg_b_02_twice(); },\n    };\n";
        let wasm =
            [HEAD, b"\x02\x1f\x02\x01.\x0a__wbg_a_01\0\x05\x01.\x0a__wbg_b_02\0\x06", b"\x0a\x01c"];
        let (module, wasm) = numbered(module, &wasm.concat()).unwrap();
        assert!(module.contains("\n0: function(arg0) {}"), "{module}");
        assert!(module.contains("        __wbg_b_02: function()"), "{module}");
        let named = [HEAD, b"\x02\x16\x02\x01.\x010\0\x05\x01.\x0a__wbg_b_02\0\x06", b"\x0a\x01c"];
        assert_eq!(wasm, named.concat());
    }

    #[test]
    fn what_asks_for_anything_but_functions_is_refused() {
        let memory = [HEAD, b"\x02\x07\x01\x01.\x01m\x02\0\x01"].concat();
        assert!(numbered("", &memory).is_err());
        assert!(numbered("", b"\0asm").is_err());
        assert!(numbered("", &[HEAD, b"\x02\x09\x01"].concat()).is_err());
    }

    #[test]
    fn remarks_and_indents_go_and_the_script_stays() {
        let script =
            "/**\n * What it does.\n */\nlet a = `x`; // why\n\n  /* one */\n  // two\n  b();\n";
        assert_eq!(condensed("a.js", script).unwrap(), "let a = `x`; // why\nb();\n");
        assert!(condensed("a.js", "let a = `x\n  y`;\n").is_err());
    }
}

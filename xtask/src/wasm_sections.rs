//! What a WASM file holds beside its program.

/// `wasm` without its custom sections (names, producers, features), which no browser reads;
/// `None` when it is no WASM file.
pub(crate) fn without_custom_sections(wasm: &[u8]) -> Option<Vec<u8>> {
    let mut kept = wasm.get(..8)?.to_vec();
    if !kept.starts_with(b"\0asm") {
        return None;
    }
    let mut rest = wasm.get(8..)?;
    while let Some((kind, after_kind)) = rest.split_first() {
        let (length, after_length) = unsigned(after_kind)?;
        let content = after_length.get(..length)?;
        if *kind != 0 {
            kept.extend_from_slice(rest.get(..rest.len() - after_length.len() + length)?);
        }
        rest = after_length.get(content.len()..)?;
    }
    Some(kept)
}

/// The number at the head of `bytes`, seven bits a byte, lowest first; and what follows it.
pub(crate) fn unsigned(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut number = 0_usize;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        number |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Some((number, bytes.get(index + 1..)?));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::without_custom_sections;

    const HEAD: &[u8] = b"\0asm\x01\0\0\0";

    #[test]
    fn only_custom_sections_go() {
        let wasm = [HEAD, b"\x01\x02ab", b"\x00\x03xyz", b"\x0a\x01c", b"\x00\x80\x00"].concat();
        assert_eq!(
            without_custom_sections(&wasm),
            Some([HEAD, b"\x01\x02ab", b"\x0a\x01c"].concat())
        );
    }

    #[test]
    fn what_is_no_wasm_is_refused() {
        assert_eq!(without_custom_sections(b"<!doctype html>"), None);
        assert_eq!(without_custom_sections(&[HEAD, b"\x01\x09ab"].concat()), None);
        assert_eq!(without_custom_sections(b""), None);
    }
}

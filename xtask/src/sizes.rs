//! How large the app is, file by file, and what makes it so.

use std::fs;

use crate::site::{self, Files, read_folder};
use crate::{Trouble, sizes_by_crate, workspace};

/// How many parts of the WASM are listed by name.
const LISTED: usize = 16;

/// Builds the app, unless it is built already, and prints its sizes.
pub(crate) fn print() -> Result<(), Trouble> {
    if !workspace::site().is_dir() {
        site::build()?;
    }
    let files = read_folder(&workspace::site())?;
    println!("\n{:<34}{:>11}{:>11}{:>11}", "文件 · file", "原始 raw", "gzip", "brotli");
    let mut totals = [0; 3];
    for (path, content) in files.iter().filter(|(path, _)| !is_twin(path, &files)) {
        let sizes = [content.len(), twin_size(&files, path, "gz"), twin_size(&files, path, "br")];
        for (total, size) in totals.iter_mut().zip(sizes) {
            *total += size;
        }
        let [raw, gzip, brotli] = sizes;
        println!("{path:<32}{raw:>11}{gzip:>11}{brotli:>11}");
    }
    let [raw, gzip, brotli] = totals;
    println!("{:<32}{raw:>11}{gzip:>11}{brotli:>11}", "first load, in all");
    println!(
        "\n首次打开合计 {} KB（brotli，含全部图标）· first load in all, with brotli and every icon",
        brotli.div_ceil(1000)
    );
    print_parts()
}

fn print_parts() -> Result<(), Trouble> {
    let file = workspace::app_package().join("app_bg.wasm");
    let wasm = fs::read(&file).map_err(|error| format!("{}: {error}", file.display()))?;
    let parts =
        sizes_by_crate::shares(&wasm).map_err(|error| format!("{}: {error}", file.display()))?;
    let total = parts.iter().map(|(_, size)| size).sum::<usize>().max(1);
    println!("\nWASM 的构成（未压缩字节）· what the WASM is made of (bytes, uncompressed)");
    for (part, size) in parts.iter().take(LISTED) {
        println!("{part:<32}{size:>11}{:>9} %", size * 100 / total);
    }
    let rest = parts.iter().skip(LISTED).map(|(_, size)| size).sum::<usize>();
    println!("{:<32}{rest:>11}{:>9} %", "the rest", rest * 100 / total);
    Ok(())
}

fn is_twin(path: &str, files: &Files) -> bool {
    path.rsplit_once('.').is_some_and(|(original, extension)| {
        matches!(extension, "br" | "gz") && files.contains_key(original)
    })
}

/// The size of `path` as sent in a coding: that of its twin, or its own where it has none.
fn twin_size(files: &Files, path: &str, extension: &str) -> usize {
    let sent = files.get(&format!("{path}.{extension}")).or_else(|| files.get(path));
    sent.map_or(0, Vec::len)
}

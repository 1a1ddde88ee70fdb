//! One style sheet out of many.

use crate::site::Files;

/// The sheets of `web/style` as one: tokens first, then base, then the rest by name, print last.
pub(crate) fn joined(sheets: &Files) -> Vec<u8> {
    let mut ordered: Vec<_> = sheets.iter().filter(|(path, _)| path.ends_with(".css")).collect();
    ordered.sort_by_key(|(path, _)| (turn(path), *path));
    let mut style = Vec::new();
    for (_, sheet) in ordered {
        style.extend_from_slice(sheet);
        if !sheet.ends_with(b"\n") {
            style.push(b'\n');
        }
    }
    style
}

fn turn(path: &str) -> u8 {
    match path {
        "tokens.css" => 0,
        "base.css" => 1,
        "print.css" => 3,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_come_first_and_print_last() {
        let sheets = ["print.css", "base.css", "component/stars.css", "tokens.css", "note.txt"];
        let sheets = sheets.map(|path| (path.to_owned(), path.as_bytes().to_vec()));
        let style = String::from_utf8(joined(&Files::from(sheets))).unwrap();
        assert_eq!(style, "tokens.css\nbase.css\ncomponent/stars.css\nprint.css\n");
    }
}

//! One style sheet out of many.

use crate::site::Files;

/// The sheets of `web/style` as one: tokens first, then base, then the rest by name, print last.
pub(crate) fn joined(sheets: &Files) -> Vec<u8> {
    let mut ordered: Vec<_> = sheets.iter().filter(|(path, _)| path.ends_with(".css")).collect();
    ordered.sort_by_key(|(path, _)| (turn(path), *path));
    ordered
        .into_iter()
        .flat_map(|(_, sheet)| condensed(&String::from_utf8_lossy(sheet)).into_bytes())
        .collect()
}

/// `sheet` without comments, indents and empty lines.
fn condensed(sheet: &str) -> String {
    let mut parts = sheet.split("/*");
    let mut style = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        // A comment that does not end takes the rest, as it does in a browser.
        style.push_str(part.split_once("*/").map_or("", |(_, after)| after));
    }
    let lines = style.lines().map(str::trim).filter(|line| !line.is_empty());
    lines.map(|line| format!("{line}\n")).collect()
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

    #[test]
    fn comments_indents_and_empty_lines_go_and_rules_stay() {
        let sheet = "/* one\n two */\n.a {\n  color: red; /* why */\n}\n\n.b {\n  top: 0;\n}";
        assert_eq!(condensed(sheet), ".a {\ncolor: red;\n}\n.b {\ntop: 0;\n}\n");
        assert_eq!(condensed(".a {} /* open"), ".a {}\n");
    }
}

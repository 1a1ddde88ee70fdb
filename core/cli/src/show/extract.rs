//! A line of a text with a mark under a part of it, aligned also under wide characters, and cut to
//! what fits beside it.

use jiangxing::span::Span;
use unicode_width::UnicodeWidthChar;

/// The widest line that is shown whole, in columns.
const WIDEST: usize = 100;

/// How many columns before the mark are kept when a line is cut.
const BEFORE: usize = 30;

/// What a tab is shown as.
const TAB: &str = "    ";

/// A line as shown, and the mark below it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Extract {
    /// The line, with `…` where it is cut.
    pub(crate) line: String,
    /// Spaces up to the mark, in columns.
    pub(crate) indent: usize,
    /// The mark's width, in columns; at least one.
    pub(crate) width: usize,
    /// Whether the marked part goes on below this line.
    pub(crate) goes_on: bool,
}

/// The line of `text` on which `span` begins, with the mark for the part of it that `span` covers.
pub(crate) fn extract(text: &str, span: Span) -> Extract {
    let start = floor(text, span.start);
    let end = floor(text, span.end).max(start);
    let (before, after) = text.split_at(start);
    let line_start = before.rfind('\n').map_or(0, |index| index.saturating_add(1));
    let line_end = after.find('\n').map_or(text.len(), |index| start.saturating_add(index));
    let line = text.get(line_start..line_end).unwrap_or_default();
    let line = line.strip_suffix('\r').unwrap_or(line);
    let cells: Vec<Cell> = line
        .char_indices()
        .map(|(index, each)| Cell::of(each, line_start.saturating_add(index), start, end))
        .collect();
    let first_marked = columns(cells.iter().take_while(|cell| cell.at < start));
    let goes_on = text.get(line_end..end).is_some_and(|rest| !rest.trim().is_empty());
    cut(&cells, first_marked, goes_on)
}

/// The nearest place at or before `index` where `text` may be split.
fn floor(text: &str, index: usize) -> usize {
    (0..=index.min(text.len())).rev().find(|each| text.is_char_boundary(*each)).unwrap_or_default()
}

/// One character as shown.
struct Cell {
    at: usize,
    shown: char,
    columns: usize,
    is_tab: bool,
    is_marked: bool,
}

impl Cell {
    fn of(each: char, at: usize, start: usize, end: usize) -> Self {
        let is_tab = each == '\t';
        Self {
            at,
            shown: each,
            columns: if is_tab { TAB.len() } else { each.width().unwrap_or(1) },
            is_tab,
            is_marked: start <= at && at < end,
        }
    }
}

fn columns<'a>(cells: impl Iterator<Item = &'a Cell>) -> usize {
    cells.map(|cell| cell.columns).sum()
}

fn cut(cells: &[Cell], first_marked: usize, goes_on: bool) -> Extract {
    let is_whole = columns(cells.iter()) <= WIDEST;
    let from = if is_whole { 0 } else { first_marked.saturating_sub(BEFORE) };
    let (mut line, mut indent, mut width) = (String::new(), 0_usize, 0_usize);
    let (mut column, mut shown) = (0_usize, 0_usize);
    if from > 0 {
        line.push('…');
        shown = 1;
        indent = 1;
    }
    for cell in cells {
        let here = column;
        column = column.saturating_add(cell.columns);
        if here < from {
            continue;
        }
        if !is_whole && shown.saturating_add(cell.columns) > WIDEST {
            line.push('…');
            break;
        }
        shown = shown.saturating_add(cell.columns);
        if here < first_marked {
            indent = indent.saturating_add(cell.columns);
        }
        if cell.is_marked {
            width = width.saturating_add(cell.columns);
        }
        if cell.is_tab {
            line.push_str(TAB);
        } else {
            line.push(cell.shown);
        }
    }
    Extract { line, indent, width: width.max(1), goes_on }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, part: &str) -> Extract {
        let start = text.find(part).unwrap_or_default();
        extract(text, Span { start, end: start.saturating_add(part.len()) })
    }

    #[test]
    fn the_mark_stands_under_wide_characters() {
        let shown = marked("id = \"a\"\nname = { zh = \"工匠学院\", en = \"x\" }\n", "学院");
        assert_eq!(shown.line, "name = { zh = \"工匠学院\", en = \"x\" }");
        assert_eq!((shown.indent, shown.width), (19, 4));
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let text = format!("{} MARK {}", "文".repeat(100), "字".repeat(100));
        let shown = marked(&text, "MARK");
        assert!(shown.line.starts_with('…') && shown.line.ends_with('…'));
        assert!(unicode_width::UnicodeWidthStr::width(shown.line.as_str()) <= WIDEST + 1);
        assert_eq!(shown.width, 4);
        let before: String = shown.line.chars().take_while(|each| *each != 'M').collect();
        assert_eq!(unicode_width::UnicodeWidthStr::width(before.as_str()), shown.indent);
    }

    #[test]
    fn a_part_of_several_lines_is_marked_on_its_first() {
        let shown = marked("[[a]]\nb = 1\nc = 2\n", "[[a]]\nb = 1");
        assert_eq!((shown.line.as_str(), shown.width, shown.goes_on), ("[[a]]", 5, true));
    }

    #[test]
    fn a_place_at_the_end_has_a_mark_too() {
        let text = "a = 1\n";
        let shown = extract(text, Span { start: 99, end: 120 });
        assert_eq!((shown.line.as_str(), shown.indent, shown.width), ("", 0, 1));
        assert_eq!(extract("", Span::default()).width, 1);
    }

    #[test]
    fn a_tab_is_four_columns() {
        let shown = marked("\tkey = 1", "key");
        assert_eq!((shown.line.as_str(), shown.indent), ("    key = 1", 4));
    }
}

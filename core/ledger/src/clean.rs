//! A cell's characters → what its field holds, and a doubt for every assumption on the way.

mod day;
mod number;

use jiangxing::ledger::doubt::DoubtKind;
use jiangxing::ledger::{Cell, FieldKind};

use crate::rules::Words;
use crate::table::{Raw, RawKind};

pub(crate) use day::{first_of, read_day};
pub(crate) use number::read_number;

/// What a cell was read as: nothing where it is blank, and whatever there is to say about it.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Cleaned {
    pub(crate) cell: Option<Cell>,
    /// The first day, where a cell holds two.
    pub(crate) first_day: Option<i64>,
    pub(crate) doubts: Vec<DoubtKind>,
}

impl Cleaned {
    pub(crate) fn is(cell: Cell) -> Self {
        Self { cell: Some(cell), ..Self::default() }
    }

    pub(crate) fn with(mut self, doubt: DoubtKind) -> Self {
        self.doubts.push(doubt);
        self
    }

    pub(crate) fn unread(doubt: DoubtKind) -> Self {
        Self::is(Cell::Unread).with(doubt)
    }

    fn blank() -> Self {
        Self::default()
    }
}

/// Characters as most write them: full-width letters, digits and signs as the common ones, spaces
/// of every kind as one, nothing invisible, nothing around.
pub(crate) fn plain(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for character in text.chars() {
        let character = match character {
            '\u{ff01}'..='\u{ff5e}' => u32::from(character)
                .checked_sub(0xfee0)
                .and_then(char::from_u32)
                .unwrap_or(character),
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}' => continue,
            '。' => '.',
            '−' | '–' | '—' => '-',
            each if each.is_whitespace() || each.is_control() => ' ',
            each => each,
        };
        if character != ' ' || !written.ends_with(' ') {
            written.push(character);
        }
    }
    let written = written.trim();
    // How a spreadsheet is made to keep digits as text, when it is written as a text file.
    let quoted = written.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
    quoted.unwrap_or(written).trim_start_matches('\'').trim().to_owned()
}

/// Marks that stand for nothing.
const NOTHING: [&str; 12] =
    ["/", "\\", "-", "--", "---", "//", "无", "空", "暂无", "n/a", "na", "null"];

/// Reads a cell for a field.
pub(crate) fn read(raw: &Raw, kind: &FieldKind, words: &Words, since_1904: bool) -> Cleaned {
    if raw.kind == RawKind::Error {
        return Cleaned::unread(DoubtKind::FormulaError);
    }
    let text = plain(&raw.text);
    if text.is_empty() {
        return Cleaned::blank();
    }
    let lower = text.to_lowercase();
    let is_flag = matches!(kind, FieldKind::YesNo);
    if NOTHING.contains(&lower.as_str()) && !(is_flag && lower == "无") {
        let is_choice = words.of(&lower).is_some();
        if !is_choice {
            return Cleaned::blank().with(DoubtKind::NothingMark);
        }
    }
    match kind {
        FieldKind::Text => Cleaned::is(Cell::Text(text)),
        FieldKind::Name => Cleaned::is(Cell::Text(name(&text))),
        FieldKind::Identity => identity(&text, raw.kind),
        FieldKind::Number => read_number(&text, raw.kind),
        FieldKind::Day => read_day(&text, raw.kind, since_1904),
        FieldKind::YesNo => flag(&lower, raw.kind, words),
        FieldKind::Choice(_) => choice(&lower, words),
    }
}

/// A name without spaces, its dots all alike.
fn name(text: &str) -> String {
    let dot =
        |each: char| if matches!(each, '•' | '.' | '‧' | '・' | '●') { '·' } else { each };
    text.chars().filter(|each| *each != ' ').map(dot).collect()
}

/// A number that stands for a person.
fn identity(text: &str, kind: RawKind) -> Cleaned {
    let text: String = text.chars().filter(|each| !matches!(each, ' ' | '-')).collect();
    let text = text.to_uppercase();
    let has_exponent = text.split_once("E+").is_some_and(|(before, after)| {
        let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        is_digits(before) && is_digits(after) && !before.is_empty()
    });
    let is_number = matches!(kind, RawKind::Number | RawKind::LongNumber);
    if has_exponent || (is_number && text.len() > 15) {
        return Cleaned::unread(DoubtKind::NumberDamaged);
    }
    let is_citizen = text.len() == 18
        && text.bytes().take(17).all(|byte| byte.is_ascii_digit())
        && text.bytes().last().is_some_and(|byte| byte.is_ascii_digit() || byte == b'X');
    let fits = !is_citizen || has_check_digit(&text);
    let cleaned = Cleaned::is(Cell::Text(text));
    if fits { cleaned } else { cleaned.with(DoubtKind::CheckDigit) }
}

/// Whether the last character of a citizen number is the one that follows from the others
/// (GB 11643: weights 2ⁿ modulo 11).
fn has_check_digit(text: &str) -> bool {
    let weights = [7_u32, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let digits = text.bytes().map(|byte| u32::from(byte.wrapping_sub(b'0')));
    let sum: u32 = digits.zip(weights).map(|(digit, weight)| digit.saturating_mul(weight)).sum();
    let expected = b"10X98765432".get(usize::try_from(sum % 11).unwrap_or(0));
    text.bytes().last().as_ref() == expected
}

const YES: [&str; 12] = ["是", "有", "√", "✓", "✔", "对", "y", "yes", "1", "true", "t", "已"];
const NO: [&str; 14] =
    ["否", "无", "没有", "×", "✗", "✘", "x", "n", "no", "0", "false", "f", "未", "不"];

fn flag(text: &str, kind: RawKind, words: &Words) -> Cleaned {
    if let RawKind::Flag(flag) = kind {
        return Cleaned::is(Cell::Flag(flag));
    }
    let known = |choice: Option<u16>| choice.map(|choice| choice == 1);
    let said = known(words.of(text))
        .or_else(|| YES.contains(&text).then_some(true))
        .or_else(|| NO.contains(&text).then_some(false));
    match said {
        Some(flag) => Cleaned::is(Cell::Flag(flag)),
        None => Cleaned::unread(DoubtKind::UnknownWord(None)),
    }
}

fn choice(text: &str, words: &Words) -> Cleaned {
    if let Some(choice) = words.of(text) {
        return Cleaned::is(Cell::Choice(choice));
    }
    match words.within(text) {
        Some((choice, word)) => {
            Cleaned::is(Cell::Choice(choice)).with(DoubtKind::Understood(word.to_owned()))
        }
        None => Cleaned::unread(DoubtKind::UnknownWord(words.nearest(text))),
    }
}

#[cfg(test)]
mod tests {
    use jiangxing::ledger::day_text;

    use super::*;
    use crate::table::Origin;

    fn cleaned(text: &str, kind: &FieldKind) -> Cleaned {
        let raw = Raw { text: text.into(), kind: RawKind::Text, origin: Origin::Typed };
        read(&raw, kind, &Words::default(), false)
    }

    #[test]
    fn numbers_in_every_dress() {
        for (text, number, doubt) in [
            ("300", "300", None),
            ("1,200", "1200", None),
            ("１，２００", "1200", None),
            (" 45 ", "45", None),
            ("约300", "300", Some(DoubtKind::About("300".into()))),
            ("300左右", "300", Some(DoubtKind::About("300".into()))),
            ("24学时", "24", Some(DoubtKind::WithUnit("24".into()))),
            ("12.50", "12.5", None),
        ] {
            let found = cleaned(text, &FieldKind::Number);
            assert_eq!(found.cell, Some(Cell::Number(number.parse().unwrap())), "{text}");
            assert_eq!(found.doubts.first(), doubt.as_ref(), "{text}");
        }
        for (text, doubt) in [
            ("三百", DoubtKind::NotANumber),
            ("1,20", DoubtKind::NotANumber),
            ("-3", DoubtKind::BelowZero),
            ("1.1E+17", DoubtKind::NotANumber),
        ] {
            let found = cleaned(text, &FieldKind::Number);
            assert_eq!((found.cell, found.doubts), (Some(Cell::Unread), vec![doubt]), "{text}");
        }
        assert_eq!(cleaned("/", &FieldKind::Number).doubts, [DoubtKind::NothingMark]);
    }

    #[test]
    fn days_in_every_dress() {
        for text in [
            "2025.3.1",
            "2025-03-01",
            "2025/3/1",
            "2025年3月1日",
            "2025年03月01号",
            "20250301",
            "２０２５．３．１",
            "2025。3。1",
            "2025 年 3 月 1 日",
            "2025-03-01 00:00:00",
        ] {
            let found = cleaned(text, &FieldKind::Day);
            let Some(Cell::Day(day)) = found.cell else { panic!("{text}: {found:?}") };
            assert_eq!(day_text(day), "2025-03-01", "{text}");
        }
        for (text, day, doubt) in [
            ("45717", "2025-03-01", DoubtKind::SerialDay("2025-03-01".into(), 1900)),
            ("25.3.1", "2025-03-01", DoubtKind::ShortYear("2025-03-01".into())),
            ("3/1/2025", "2025-03-01", DoubtKind::MonthFirst("2025-03-01".into())),
            ("2025-03-01 08:30", "2025-03-01", DoubtKind::WithTime("2025-03-01".into())),
            (
                "2025.3.1-2025.3.15",
                "2025-03-15",
                DoubtKind::Range("2025-03-01 … 2025-03-15".into()),
            ),
            (
                "2025年3月1日至3月15日",
                "2025-03-15",
                DoubtKind::Range("2025-03-01 … 2025-03-15".into()),
            ),
        ] {
            let found = cleaned(text, &FieldKind::Day);
            let Some(Cell::Day(at)) = found.cell else { panic!("{text}: {found:?}") };
            assert_eq!((day_text(at).as_str(), &found.doubts), (day, &vec![doubt]), "{text}");
        }
        for text in ["2025.2.30", "2025.3", "三月一日", "13月", "99999999", "2025-13-01"] {
            assert_eq!(cleaned(text, &FieldKind::Day).doubts, [DoubtKind::NotADay], "{text}");
        }
    }

    #[test]
    fn numbers_of_persons_are_kept_or_refused() {
        assert_eq!(
            cleaned(" 11010519491231002x ", &FieldKind::Identity),
            Cleaned::is(Cell::Text("11010519491231002X".into()))
        );
        assert_eq!(
            cleaned("110105194912310021", &FieldKind::Identity).doubts,
            [DoubtKind::CheckDigit]
        );
        for text in ["1.1E+17", "3.70102E+17"] {
            assert_eq!(
                cleaned(text, &FieldKind::Identity),
                Cleaned::unread(DoubtKind::NumberDamaged),
                "{text}"
            );
        }
        assert_eq!(cleaned("张 三", &FieldKind::Name).cell, Some(Cell::Text("张三".into())));
        assert_eq!(
            cleaned("阿卜杜拉•买买提", &FieldKind::Name).cell,
            cleaned("阿卜杜拉·买买提", &FieldKind::Name).cell
        );
    }

    #[test]
    fn yes_and_no_in_every_dress() {
        for (text, flag) in
            [("是", true), ("√", true), ("Ｙ", true), ("否", false), ("×", false), ("无", false)]
        {
            assert_eq!(cleaned(text, &FieldKind::YesNo).cell, Some(Cell::Flag(flag)), "{text}");
        }
        assert_eq!(cleaned("也许", &FieldKind::YesNo).cell, Some(Cell::Unread));
    }
}

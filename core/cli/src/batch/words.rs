//! What the words in a cell mean, whoever typed them.

use std::borrow::Cow;

/// Words for yes and for no, in lower case.
const YES: [&str; 7] = ["yes", "y", "true", "1", "是", "√", "✓"];
const NO: [&str; 7] = ["no", "n", "false", "0", "否", "×", "✗"];

/// Words that stand in place of an answer, in lower case.
const NOT_APPLICABLE: [&str; 3] = ["n/a", "na", "不适用"];
const PENDING: [&str; 2] = ["pending", "待核"];
const DECLINED: [&str; 3] = ["declined", "拒不提供", "拒绝提供"];

/// What a cell says about its answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said<'a> {
    /// Nobody has answered.
    Nothing,
    NotApplicable(&'a str),
    Pending(&'a str),
    Declined(&'a str),
    Value(&'a str),
}

/// What stands in a cell: an answer, or why there is none, with the reason after a colon.
pub(crate) fn said(cell: &str) -> Said<'_> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Said::Nothing;
    }
    let (word, reason) = cell.split_once([':', '：']).unwrap_or((cell, ""));
    let (word, reason) = (word.trim().to_lowercase(), reason.trim());
    let is = |words: &[&str]| words.contains(&word.as_str());
    if is(&NOT_APPLICABLE) {
        Said::NotApplicable(reason)
    } else if is(&PENDING) {
        Said::Pending(reason)
    } else if is(&DECLINED) {
        Said::Declined(reason)
    } else {
        Said::Value(cell)
    }
}

/// Yes or no, if the word is one of those.
pub(crate) fn yes_no(word: &str) -> Option<bool> {
    let word = word.trim().to_lowercase();
    let is = |words: &[&str]| words.contains(&word.as_str());
    is(&YES).then_some(true).or_else(|| is(&NO).then_some(false))
}

/// Every way to write yes and no that is read at once.
pub(crate) fn yes_no_words() -> impl Iterator<Item = (String, u8)> {
    let spelt = |word: &str| {
        let mut letters = word.chars();
        let first = letters.next().map(|first| first.to_uppercase().to_string());
        let capital = format!("{}{}", first.unwrap_or_default(), letters.as_str());
        [word.to_owned(), word.to_uppercase(), capital]
    };
    let yes = YES.into_iter().flat_map(spelt).map(|word| (word, 1));
    yes.chain(NO.into_iter().flat_map(spelt).map(|word| (word, 0)))
}

/// A number as typed in half-width characters; of a percentage, without its sign.
///
/// Nothing is guessed: a number with a unit, a thousands separator or “约” stays as it is.
pub(crate) fn number(text: &str, is_percent: bool) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() && !text.ends_with('%') {
        return Cow::Borrowed(text);
    }
    let half: String = text.chars().map(half_width).collect();
    match half.strip_suffix('%') {
        Some(number) if is_percent => Cow::Owned(number.trim_end().to_owned()),
        Some(_) | None => Cow::Owned(half),
    }
}

/// A day as `YYYY-MM-DD` where its parts are beyond doubt: the year first, in four digits.
pub(crate) fn day(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    let plain = text.strip_suffix('日').unwrap_or(text);
    let parts: Vec<&str> = plain.split(['-', '/', '.', '年', '月']).collect();
    let is_number = |part: &&str, most: usize| {
        !part.is_empty() && part.len() <= most && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    match parts.as_slice() {
        [year, month, day]
            if year.len() == 4
                && is_number(year, 4)
                && is_number(month, 2)
                && is_number(day, 2) =>
        {
            Cow::Owned(format!("{year}-{month:0>2}-{day:0>2}"))
        }
        _ => Cow::Borrowed(text),
    }
}

fn half_width(character: char) -> char {
    match character {
        '０'..='９' | '．' | '－' | '＋' | '％' => {
            char::from_u32(u32::from(character).wrapping_sub(0xfee0)).unwrap_or(character)
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_says_why_there_is_no_answer() {
        for (cell, expected) in [
            ("", Said::Nothing),
            ("  ", Said::Nothing),
            ("N/A", Said::NotApplicable("")),
            ("不适用：尚未到账", Said::NotApplicable("尚未到账")),
            ("n/a: not yet: later", Said::NotApplicable("not yet: later")),
            ("待核", Said::Pending("")),
            ("拒不提供", Said::Declined("")),
            ("0", Said::Value("0")),
            (" 不适用的 ", Said::Value("不适用的")),
        ] {
            assert_eq!(said(cell), expected, "{cell:?}");
        }
    }

    #[test]
    fn numbers_are_never_guessed() {
        for (text, is_percent, expected) in [
            ("12.5", false, "12.5"),
            ("１２．５", false, "12.5"),
            ("85%", true, "85"),
            ("８５％", true, "85"),
            ("85%", false, "85%"),
            ("1,200", false, "1,200"),
            ("约300", false, "约300"),
        ] {
            assert_eq!(number(text, is_percent), expected, "{text}");
        }
    }

    #[test]
    fn a_day_is_read_when_the_year_comes_first() {
        for (text, expected) in [
            ("2025-03-01", "2025-03-01"),
            ("2025.3.1", "2025-03-01"),
            ("2025年3月1日", "2025-03-01"),
            ("2025/12/31", "2025-12-31"),
            ("3/1/2025", "3/1/2025"),
            ("45717", "45717"),
            ("25-3-1", "25-3-1"),
        ] {
            assert_eq!(day(text), expected, "{text}");
        }
    }
}

//! Dates and marks in a reader's notation; never another value.
#![deny(clippy::arithmetic_side_effects, clippy::float_arithmetic)]

use jiangxing_text::Language;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `2026-03-01` as `2026年3月1日` or `1 March 2026`; anything else as it stands.
pub fn date(iso: &str, language: Language) -> String {
    let parts: Vec<&str> = iso.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return iso.into();
    };
    let (Ok(month), Ok(day)) = (month.parse::<usize>(), day.parse::<u32>()) else {
        return iso.into();
    };
    let name = month.checked_sub(1).and_then(|index| MONTHS.get(index));
    match (language, name) {
        (_, None) => iso.into(),
        (Language::Chinese, Some(_)) => format!("{year}年{month}月{day}日"),
        (Language::English, Some(name)) => format!("{day} {name} {year}"),
    }
}

/// Whether `text` writes a day as browsers do: `2026-03-01`.
pub fn is_day(text: &str) -> bool {
    let digits = |part: &str, length: usize| {
        let fits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        fits.then(|| part.parse::<u16>().ok()).flatten()
    };
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts.as_slice() else {
        return false;
    };
    let (Some(year), Some(month), Some(day)) = (digits(year, 4), digits(month, 2), digits(day, 2))
    else {
        return false;
    };
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let last = match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    1 <= year && 1 <= day && day <= last
}

/// A long whole or decimal number with its thousands apart, `1,234,567.5`; `None` for one that is
/// short, and for what is no number.
pub fn apart(text: &str) -> Option<String> {
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let (whole, rest) = match digits.find('.') {
        Some(point) => digits.split_at(point),
        None => (digits, ""),
    };
    let is_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() <= 4 || !is_digits(whole) || !is_digits(rest.strip_prefix('.').unwrap_or(rest)) {
        return None;
    }
    let groups: Vec<&str> = whole.as_bytes().rchunks(3).rev().map(spelt).collect();
    Some(format!("{sign}{}{rest}", groups.join(",")))
}

/// Digits as they stand; all of them are ASCII.
fn spelt(digits: &[u8]) -> &str {
    std::str::from_utf8(digits).unwrap_or_default()
}

/// Stands between a name and what is said of it.
pub fn colon(language: Language) -> &'static str {
    match language {
        Language::Chinese => "：",
        Language::English => ": ",
    }
}

/// Stands between the parts of a list.
pub fn comma(language: Language) -> &'static str {
    match language {
        Language::Chinese => "、",
        Language::English => ", ",
    }
}

/// A number of stars where there is little room; the words stand elsewhere.
pub fn stars(count: u32, and_half: bool) -> String {
    let half = if and_half { "½" } else { "" };
    format!("{count}{half}★")
}

/// So many of so many, where there is little room.
pub fn done_of(done: usize, all: usize) -> String {
    format!("{done}/{all}")
}

/// An id as people cite it, such as `A1-1`; empty for one that is known by its name alone.
pub fn code(id: &str) -> String {
    let is_cited = id.len() <= 6 && id.contains(|each: char| each.is_ascii_digit());
    if is_cited { id.to_ascii_uppercase() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_id_with_a_number_is_cited() {
        assert_eq!(code("a1-1"), "A1-1");
        assert_eq!(code("g3"), "G3");
        assert_eq!(code("d2-account"), "");
        assert_eq!(code("months"), "");
    }

    #[test]
    fn a_day_is_one_that_the_calendar_has() {
        for day in ["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01", "2026-04-30"] {
            assert!(is_day(day), "{day}");
        }
        for strange in [
            "",
            "2024",
            "2023-02-29",
            "1900-02-29",
            "2026-04-31",
            "2026-00-10",
            "2026-13-01",
            "2026-1-1",
            "2026-01-00",
            "0000-01-01",
            "12026-01-01",
            "2026-01-01 ",
            "2026.01.01",
        ] {
            assert!(!is_day(strange), "{strange}");
        }
    }

    #[test]
    fn a_long_number_reads_with_its_thousands_apart() {
        assert_eq!(apart("1234567.25").as_deref(), Some("1,234,567.25"));
        assert_eq!(apart("-12000").as_deref(), Some("-12,000"));
        assert_eq!(apart("123456").as_deref(), Some("123,456"));
        for as_it_stands in ["", "1234", "12,000", "约12000", "1234.56789", "12000.x", "12000.1.2"]
        {
            assert_eq!(apart(as_it_stands), None, "{as_it_stands}");
        }
    }

    #[test]
    fn a_date_reads_as_the_language_writes_it() {
        assert_eq!(date("2026-03-01", Language::Chinese), "2026年3月1日");
        assert_eq!(date("2026-03-01", Language::English), "1 March 2026");
        for strange in ["", "2026", "2026-13-01", "yesterday"] {
            assert_eq!(date(strange, Language::English), strange);
        }
    }
}

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
    fn a_date_reads_as_the_language_writes_it() {
        assert_eq!(date("2026-03-01", Language::Chinese), "2026年3月1日");
        assert_eq!(date("2026-03-01", Language::English), "1 March 2026");
        for strange in ["", "2026", "2026-13-01", "yesterday"] {
            assert_eq!(date(strange, Language::English), strange);
        }
    }
}

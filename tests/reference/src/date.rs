//! Dates of the calendar, as days since 1 January of the year 0 counted one by one.

/// A date: year, month, day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Date {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The date that `YYYY-MM-DD` spells; `None` when the calendar has none such.
pub(crate) fn date(text: &str) -> Option<Date> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    let digits = |part: &str, length: usize| {
        (part.len() == length && part.chars().all(|c| c.is_ascii_digit()))
            .then(|| part.parse::<i64>().unwrap())
    };
    let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    let is_there = (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    is_there.then_some(Date { year, month, day })
}

/// How many days lie between the beginning of the year 0 and the date.
pub(crate) fn number_of(date: Date) -> i64 {
    // 146,097 days make 400 years: whole cycles are stepped over at once.
    let cycles = date.year.div_euclid(400);
    let mut days = cycles * 146_097;
    for year in 0..date.year.rem_euclid(400) {
        days += if is_leap(year) { 366 } else { 365 };
    }
    for month in 1..date.month {
        days += days_in_month(date.year, month);
    }
    days + date.day - 1
}

/// The date with this number.
pub(crate) fn with_number(number: i64) -> Date {
    let cycles = number.div_euclid(146_097);
    let (mut rest, mut year) = (number.rem_euclid(146_097), cycles * 400);
    loop {
        let length = if is_leap(year) { 366 } else { 365 };
        if rest < length {
            break;
        }
        rest -= length;
        year += 1;
    }
    let mut month = 1;
    while rest >= days_in_month(year, month) {
        rest -= days_in_month(year, month);
        month += 1;
    }
    Date { year, month, day: rest + 1 }
}

/// Whole months completed from `a` to `b`; negative when `b` is before `a`.
pub(crate) fn months_between(a: i64, b: i64) -> i64 {
    if b < a {
        return -months_between(b, a);
    }
    let (from, to) = (with_number(a), with_number(b));
    let months = (to.year - from.year) * 12 + to.month - from.month;
    if to.day < from.day { months - 1 } else { months }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_nine_centuries_has_the_number_after_the_day_before() {
        let first = number_of(date("1600-01-01").unwrap());
        let last = number_of(date("2500-12-31").unwrap());
        assert_eq!(last - first + 1, 2 * 146_097 + 101 * 365 + 25);
        for number in first..=last {
            assert_eq!(number_of(with_number(number)), number);
        }
    }

    #[test]
    fn a_month_is_completed_on_its_day() {
        let months = |a: &str, b: &str| {
            months_between(number_of(date(a).unwrap()), number_of(date(b).unwrap()))
        };
        assert_eq!(months("2024-01-15", "2024-02-14"), 0);
        assert_eq!(months("2024-01-15", "2024-02-15"), 1);
        assert_eq!(months("2024-02-15", "2024-01-15"), -1);
        assert_eq!(months("2024-02-15", "2024-01-16"), 0);
        assert_eq!(date("2023-02-29"), None);
        assert!(date("2024-02-29").is_some());
    }
}

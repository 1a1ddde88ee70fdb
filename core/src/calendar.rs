//! Days as data; today is an argument, never asked for here.

use core::fmt;

/// A day of the Gregorian calendar, from the year 1 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    year: u16,
    month: u8,
    day: u8,
}

impl Day {
    /// The day that `text` writes as `2026-01-31`.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
        if parts.next().is_some() {
            return None;
        }
        Self::new(digits(year, 4)?, digits(month, 2)?, digits(day, 2)?)
    }

    /// The day, when the calendar has it.
    pub(crate) fn new(year: u16, month: u16, day: u16) -> Option<Self> {
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let exists = (1..=9999).contains(&year) && day >= 1 && day <= length(year, month)?;
        exists.then_some(Self { year, month, day })
    }

    /// The first and last day of a year.
    pub(crate) fn of_year(year: u16) -> Option<(Self, Self)> {
        Some((Self::new(year, 1, 1)?, Self::new(year, 12, 31)?))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// How many days a month has.
fn length(year: u16, month: u8) -> Option<u8> {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => Some(31),
        4 | 6 | 9 | 11 => Some(30),
        2 => Some(if is_leap { 29 } else { 28 }),
        _ => None,
    }
}

/// A number of exactly so many digits.
fn digits(text: &str, count: usize) -> Option<u16> {
    let is_written_out = text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit());
    is_written_out.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn only_days_that_the_calendar_has_are_days() {
        for day in ["2024-02-29", "2000-02-29", "2026-12-31", "0001-01-01"] {
            assert_eq!(Day::read(day).unwrap().to_string(), day);
        }
        let none = [
            "2023-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-10",
            "2026-04-31",
            "2026-1-1",
            "2026-01-01-01",
            "26-01-01",
            "2026/01/01",
            "",
            "0000-01-01",
            "２026-01-01",
        ];
        for text in none {
            assert_eq!(Day::read(text), None, "{text}");
        }
        assert!(Day::read("2025-12-31") < Day::read("2026-01-01"));
    }
}

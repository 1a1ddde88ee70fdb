//! Periods, and days as whoever reads a ledger writes them.

use alloc::string::{String, ToString};

use crate::calendar::Day;

/// From one day to another, both included; days are counted from the first of January 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    /// The first day.
    pub first: i64,
    /// The last day.
    pub last: i64,
}

impl Period {
    /// Whether a day is of this period.
    pub fn contains(self, day: i64) -> bool {
        self.first <= day && day <= self.last
    }
}

/// A period that comes every year: `12-01` to `11-30`, say. One that ends on an earlier day of the
/// year than it begins ends in the year after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearlyPeriod {
    /// Month and day it begins on.
    pub from: (u8, u8),
    /// Month and day it ends on.
    pub to: (u8, u8),
}

impl YearlyPeriod {
    /// The one written as two texts `MM-DD`, if both are days of every year.
    pub fn read(from: &str, to: &str) -> Option<Self> {
        let part = |text: &str| {
            let (month, day) = text.split_once('-')?;
            let (month, day) = (month.parse().ok()?, day.parse().ok()?);
            day_from_parts(2023, i64::from(month), i64::from(day)).map(|_| (month, day))
        };
        Some(Self { from: part(from)?, to: part(to)? })
    }

    /// The period that ends in `year`; `None` outside the years 2 to 9999.
    pub fn ending_in(self, year: i64) -> Option<Period> {
        let begins = if self.from <= self.to { year } else { year.checked_sub(1)? };
        let day =
            |year, (month, day): (u8, u8)| day_from_parts(year, i64::from(month), i64::from(day));
        Some(Period { first: day(begins, self.from)?, last: day(year, self.to)? })
    }

    /// The period that ends in `year`, and the one before it.
    pub fn and_before(self, year: i64) -> Option<(Period, Period)> {
        Some((self.ending_in(year)?, self.ending_in(year.checked_sub(1)?)?))
    }

    /// The year in which the period ends that a day is of; `None` for a day that is of none.
    pub fn year_of(self, day: i64) -> Option<i64> {
        let year = Day::from_days(day).year;
        let is_of = |year: &i64| self.ending_in(*year).is_some_and(|period| period.contains(day));
        [Some(year), year.checked_add(1)].into_iter().flatten().find(is_of)
    }
}

/// The day with this year, month and day of the month, if there is one.
pub fn day_from_parts(year: i64, month: i64, day: i64) -> Option<i64> {
    let is_near = (1..=9999).contains(&year) && (1..=12).contains(&month);
    let date = Day { year, month, day };
    (is_near && (1..=31).contains(&day) && Day::from_days(date.days()) == date).then(|| date.days())
}

/// The day that `text` writes as `YYYY-MM-DD`, if there is one.
pub fn day_from_text(text: &str) -> Option<i64> {
    Day::read(text).map(Day::days)
}

/// A day as `YYYY-MM-DD`.
pub fn day_text(day: i64) -> String {
    Day::from_days(day).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_runs_from_december_to_november() {
        let yearly = YearlyPeriod::read("12-01", "11-30").unwrap();
        let period = yearly.ending_in(2025).unwrap();
        assert_eq!(
            (day_text(period.first), day_text(period.last)),
            ("2024-12-01".into(), "2025-11-30".into())
        );
        for (day, year) in
            [("2024-11-30", 2024), ("2024-12-01", 2025), ("2025-11-30", 2025), ("2025-12-01", 2026)]
        {
            assert_eq!(yearly.year_of(day_from_text(day).unwrap()), Some(year), "{day}");
        }
    }

    #[test]
    fn days_that_there_are_not_are_none() {
        for (year, month, day) in
            [(2025, 2, 29), (2025, 13, 1), (0, 1, 1), (2025, 4, 31), (2025, 1, 0)]
        {
            assert_eq!(day_from_parts(year, month, day), None, "{year} {month} {day}");
        }
        assert_eq!(YearlyPeriod::read("02-30", "11-30"), None);
    }
}

//! Dates as days since the first of January 1970, by the Gregorian calendar; no time zone, no clock.

use core::fmt;

use crate::number::Number;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Day {
    pub(crate) year: i64,
    pub(crate) month: i64,
    pub(crate) day: i64,
}

/// Days in four hundred years, after which the calendar repeats itself.
const CYCLE: i64 = 146_097;

/// From the first of March of the year 0 to the first of January 1970.
const EPOCH: i64 = 719_468;

impl Day {
    /// The date that `text` writes as `YYYY-MM-DD`, if there is such a day.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let digits = |part: &str, length: usize| {
            let fits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
            fits.then(|| part.parse::<i64>().ok()).flatten()
        };
        let (year, rest) = text.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let (year, month, day) = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
        let date = Self { year, month, day };
        (year >= 1 && Self::from_days(date.days()) == date).then_some(date)
    }

    /// The first and last day of a year.
    pub(crate) fn of_year(year: u16) -> Option<(Self, Self)> {
        let year = i64::from(year);
        let ends = || (Self { year, month: 1, day: 1 }, Self { year, month: 12, day: 31 });
        (1..=9999).contains(&year).then(ends)
    }

    /// The days since the first of January 1970.
    ///
    /// Years are counted from March, so that the day that comes every four years is their last.
    pub(crate) fn days(self) -> i64 {
        let from_march = (self.month.saturating_add(9)) % 12;
        let year = if self.month <= 2 { self.year.saturating_sub(1) } else { self.year };
        let (cycle, of_cycle) = (year.div_euclid(400), year.rem_euclid(400));
        let of_year = from_march.saturating_mul(153).saturating_add(2) / 5;
        cycle
            .saturating_mul(CYCLE)
            .saturating_add(of_cycle.saturating_mul(365))
            .saturating_add(of_cycle / 4)
            .saturating_sub(of_cycle / 100)
            .saturating_add(of_year)
            .saturating_add(self.day)
            .saturating_sub(EPOCH.saturating_add(1))
    }

    /// The date of so many days since the first of January 1970.
    pub(crate) fn from_days(days: i64) -> Self {
        let days = days.saturating_add(EPOCH);
        let (cycle, of_cycle) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
        let leap_days = (of_cycle / 1_460)
            .saturating_sub(of_cycle / 36_524)
            .saturating_add(of_cycle / (CYCLE - 1));
        let year = of_cycle.saturating_sub(leap_days) / 365;
        let before = year.saturating_mul(365).saturating_add(year / 4).saturating_sub(year / 100);
        let of_year = of_cycle.saturating_sub(before);
        let from_march = of_year.saturating_mul(5).saturating_add(2) / 153;
        let day = of_year.saturating_sub(from_march.saturating_mul(153).saturating_add(2) / 5);
        let month = (from_march.saturating_add(2)) % 12;
        let year = year.saturating_add(cycle.saturating_mul(400));
        Self {
            year: if month < 2 { year.saturating_add(1) } else { year },
            month: month.saturating_add(1),
            day: day.saturating_add(1),
        }
    }

    /// The day on which a number of days falls.
    pub(crate) fn of(days: &Number) -> Self {
        Self::from_days(days.floored().to_whole().unwrap_or_default())
    }

    /// Whole months from `self` to `later`, below zero when that is before.
    pub(crate) fn months_until(self, later: Self) -> i64 {
        let months = |date: Self| date.year.saturating_mul(12).saturating_add(date.month);
        let between = months(later).saturating_sub(months(self));
        match (between > 0 && later.day < self.day, between < 0 && later.day > self.day) {
            (true, _) => between.saturating_sub(1),
            (_, true) => between.saturating_add(1),
            (false, false) => between,
        }
    }
}

impl fmt::Display for Day {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use super::*;

    #[test]
    fn days_and_dates_are_one_another_s_inverse() {
        for (text, days) in [
            ("1970-01-01", 0),
            ("1969-12-31", -1),
            ("2000-02-29", 11_016),
            ("2024-04-28", 19_841),
            ("1900-03-01", -25_508),
            ("0001-01-01", -719_162),
        ] {
            assert_eq!(Day::read(text).map(Day::days), Some(days), "{text}");
            assert_eq!(Day::from_days(days).to_string(), text);
        }
        let mut before = Day::from_days(-800_000);
        for days in -799_999..200_000 {
            let date = Day::from_days(days);
            assert!(date > before && date.days() == days, "{date:?}");
            before = date;
        }
    }

    #[test]
    fn days_that_there_are_not_are_no_dates() {
        for text in
            ["2023-02-29", "2024-13-01", "2024-00-10", "2024-4-28", "20240428", "1900-02-29", ""]
        {
            assert_eq!(Day::read(text), None, "{text}");
        }
    }

    #[test]
    fn only_completed_months_count() {
        for (from, to, months) in [
            ("2024-01-15", "2024-02-14", 0),
            ("2024-01-15", "2024-02-15", 1),
            ("2024-01-31", "2024-02-29", 0),
            ("2023-06-01", "2024-05-31", 11),
            ("2024-02-15", "2024-01-15", -1),
            ("2024-02-14", "2024-01-15", 0),
        ] {
            let (from, to) = (Day::read(from).unwrap(), Day::read(to).unwrap());
            assert_eq!(from.months_until(to), months, "{from:?} {to:?}");
        }
    }
}

//! Days as people write them.

use jiangxing::ledger::doubt::DoubtKind;
use jiangxing::ledger::{Cell, day_from_parts, day_text};

use super::Cleaned;
use crate::table::{RawKind, day_of_serial};

/// Serial numbers that are taken as days: 1982 to 2064.
const SERIALS: std::ops::RangeInclusive<i64> = 30_000..=60_000;

/// Reads a day.
pub(crate) fn read_day(text: &str, kind: RawKind, since_1904: bool) -> Cleaned {
    match kind {
        RawKind::Day(day) => return Cleaned::is(Cell::Day(day)),
        RawKind::Time(day) => {
            return Cleaned::is(Cell::Day(day)).with(DoubtKind::WithTime(day_text(day)));
        }
        RawKind::Text
        | RawKind::Number
        | RawKind::LongNumber
        | RawKind::Flag(_)
        | RawKind::Error => (),
    }
    let (text, hour) = without_hour(text);
    let compact: String = text.chars().filter(|each| *each != ' ').collect();
    if let Some((day, doubt)) = one(&compact, since_1904) {
        let cleaned = Cleaned::is(Cell::Day(day));
        let told = [doubt, hour.then(|| DoubtKind::WithTime(day_text(day)))];
        return told.into_iter().flatten().fold(cleaned, Cleaned::with);
    }
    match two(&compact) {
        Some((first, last)) => {
            let taken = format!("{} … {}", day_text(first), day_text(last));
            let cleaned = Cleaned::is(Cell::Day(last)).with(DoubtKind::Range(taken));
            Cleaned { first_day: Some(first), ..cleaned }
        }
        None => Cleaned::unread(DoubtKind::NotADay),
    }
}

/// The first of two days that a cell holds, instead of the last: for the field of first days.
pub(crate) fn first_of(cleaned: Cleaned) -> Cleaned {
    match cleaned.first_day {
        Some(first) => Cleaned { cell: Some(Cell::Day(first)), ..cleaned },
        None => cleaned,
    }
}

/// A text without the hour behind it, and whether there was one that is not midnight.
fn without_hour(text: &str) -> (&str, bool) {
    let split = text.split_once([' ', 't']).or_else(|| text.split_once('T'));
    match split {
        Some((day, hour)) if hour.contains(':') && !day.is_empty() => {
            (day, hour.bytes().any(|byte| matches!(byte, b'1'..=b'9')))
        }
        Some(_) | None => (text, false),
    }
}

/// One day, and what was assumed.
fn one(text: &str, since_1904: bool) -> Option<(i64, Option<DoubtKind>)> {
    let parts = parts(text)?;
    match parts.as_slice() {
        [(year, 4), (month, 1..=2), (day, 1..=2)] => {
            Some((day_from_parts(*year, *month, *day)?, None))
        }
        [(year, 2), (month, 1..=2), (day, 1..=2)] => {
            let day = day_from_parts(year.checked_add(2000)?, *month, *day)?;
            Some((day, Some(DoubtKind::ShortYear(day_text(day)))))
        }
        [(first, 1..=2), (second, 1..=2), (year, 4)] => {
            let (month, day) = if *first > 12 { (second, first) } else { (first, second) };
            let date = day_from_parts(*year, *month, *day)?;
            Some((date, Some(DoubtKind::MonthFirst(day_text(date)))))
        }
        [(digits, 8)] => {
            let (year, rest) = (digits.div_euclid(10_000), digits.rem_euclid(10_000));
            Some((day_from_parts(year, rest.div_euclid(100), rest.rem_euclid(100))?, None))
        }
        [(serial, 5)] if SERIALS.contains(serial) => {
            let day = day_of_serial(*serial, since_1904)?;
            let epoch = if since_1904 { 1904 } else { 1900 };
            Some((day, Some(DoubtKind::SerialDay(day_text(day), epoch))))
        }
        _ => None,
    }
}

/// The numbers of a day and how many digits each has, where nothing but the marks of a day stands
/// between them.
fn parts(text: &str) -> Option<Vec<(i64, usize)>> {
    let text = text.trim_end_matches(['日', '号', '.']);
    let parts = text.split(['.', '-', '/', '年', '月']);
    parts
        .map(|part| {
            let is_digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
            let number = part.parse().ok().filter(|_| is_digits && part.len() <= 8)?;
            Some((number, part.len()))
        })
        .collect()
}

/// Two days with a mark for from and to between them; the second may leave out the year, or the
/// year and the month.
fn two(text: &str) -> Option<(i64, i64)> {
    let marks = ["至", "到", "~", "--", "-"];
    marks.into_iter().find_map(|mark| {
        text.match_indices(mark).find_map(|(at, _)| {
            let (first, rest) = text.split_at_checked(at)?;
            let (first, _) = one(first, false)?;
            let second = rest.strip_prefix(mark)?;
            let last = match one(second, false) {
                Some((last, _)) => last,
                None => shortened(first, second)?,
            };
            (first <= last).then_some((first, last))
        })
    })
}

/// A day of the year, or of the month, of another.
fn shortened(first: i64, text: &str) -> Option<i64> {
    let written = day_text(first);
    let mut of_first = written.split('-').map(|part| part.parse::<i64>().ok());
    let (year, month) = (of_first.next()??, of_first.next()??);
    match parts(text)?.as_slice() {
        [(month, 1..=2), (day, 1..=2)] => day_from_parts(year, *month, *day),
        [(day, 1..=2)] => day_from_parts(year, month, *day),
        _ => None,
    }
}

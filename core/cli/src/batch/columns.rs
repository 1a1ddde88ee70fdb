//! Cells into the columns of a sheet, sixty-four rows at a time.

use jiangxing::columns::{ROWS, Sheet};

use crate::batch::cells::Cells;
use crate::batch::filling::Job;
use crate::batch::kinds::{Kind, Target};
use crate::batch::words::{self, Said};

/// Fills a block of `sheet` with these rows, at most [`ROWS`]; gives the bits of those that hold more
/// than plain answers, of which nothing counts.
pub(crate) fn fill(
    job: &Job<'_>,
    kind: &Kind<'_>,
    rows: &[Cells<'_>],
    sheet: &mut Sheet<'_>,
) -> u64 {
    let block = sheet.start_block(rows.len());
    let mut refused = 0;
    let mut marked = Vec::new();
    for (place, target) in kind.targets.iter().enumerate() {
        let (ask, lanes) = match target {
            Target::Aside => continue,
            Target::Code { ask, words } => {
                let mut codes = [0; ROWS];
                let read = |cell: &[u8]| words.of(cell);
                let lanes = column(job, place, rows, &mut codes, read);
                refused |= sheet.codes(block, *ask, &codes, lanes.given);
                (*ask, lanes)
            }
            Target::Decimal { ask, places } => {
                let mut numbers = [0; ROWS];
                let read = |cell: &[u8]| scaled(cell, *places);
                let lanes = column(job, place, rows, &mut numbers, read);
                refused |= sheet.decimals(block, *ask, &numbers, lanes.given);
                (*ask, lanes)
            }
            Target::Odd => {
                let mut none = [(); ROWS];
                let lanes = column(job, place, rows, &mut none, |_| None);
                refused |= lanes.odd | lanes.marked;
                continue;
            }
        };
        refused |= lanes.odd;
        if lanes.marked != 0 {
            marked.push((ask, lanes.marked));
        }
    }
    for (ask, marked) in marked {
        refused |= sheet.all_not_applicable(block, ask, marked);
    }
    refused | sheet.misfits(block)
}

/// The rows in which a column has an answer, is marked not applicable, or holds something else.
#[derive(Clone, Copy, Default)]
struct Lanes {
    given: u64,
    marked: u64,
    odd: u64,
}

/// Reads one column of some rows.
fn column<T>(
    job: &Job<'_>,
    place: usize,
    rows: &[Cells<'_>],
    into: &mut [T; ROWS],
    read: impl Fn(&[u8]) -> Option<T>,
) -> Lanes {
    let has_words = job.worded.get(place) == Some(&true);
    let mut lanes = Lanes::default();
    for ((row, into), lane) in rows.iter().zip(into).zip(0..) {
        let cell = row.get(place);
        if cell.is_empty() {
            continue;
        }
        let value = if has_words { None } else { read(cell) };
        match value {
            Some(value) => {
                *into = value;
                lanes.given |= 1 << lane;
            }
            None => match meant(job, place, cell, &read) {
                Meant::Nothing => (),
                Meant::Value(value) => {
                    *into = value;
                    lanes.given |= 1 << lane;
                }
                Meant::NotApplicable => lanes.marked |= 1 << lane,
                Meant::Odd => lanes.odd |= 1 << lane,
            },
        }
    }
    lanes
}

/// What an unusual cell means.
enum Meant<T> {
    Nothing,
    Value(T),
    NotApplicable,
    /// That is for the exact engine to say.
    Odd,
}

fn meant<T>(
    job: &Job<'_>,
    place: usize,
    cell: &[u8],
    read: impl Fn(&[u8]) -> Option<T>,
) -> Meant<T> {
    let Some(column) = job.common.mapping.columns.get(place) else { return Meant::Odd };
    let text = column.said(cell);
    match words::said(&text) {
        Said::Nothing => Meant::Nothing,
        Said::Value(word) => read(word.as_bytes()).map_or(Meant::Odd, Meant::Value),
        Said::NotApplicable(why) => {
            let reason = if why.is_empty() { job.common.reason.unwrap_or_default() } else { why };
            if reason.trim().is_empty() { Meant::Odd } else { Meant::NotApplicable }
        }
        Said::Pending(_) | Said::Declined(_) => Meant::Odd,
    }
}

/// A decimal in units of the last of `places`; nothing when it has more.
fn scaled(cell: &[u8], places: u32) -> Option<i64> {
    let (number, given) = digits(cell)?;
    let missing = places.checked_sub(given)?;
    if missing == 0 { Some(number) } else { number.checked_mul(10_i64.checked_pow(missing)?) }
}

/// A decimal of at most fifteen digits: the digits as one number, and how many are behind the point.
fn digits(cell: &[u8]) -> Option<(i64, u32)> {
    let (is_negative, rest) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if rest.len() > 16 {
        return None;
    }
    let (mut number, mut places, mut is_behind, mut any) = (0_i64, 0_u32, false, false);
    for byte in rest {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + i64::from(byte & 15);
                places += u32::from(is_behind);
                any = true;
            }
            b'.' if !is_behind && any => {
                is_behind = true;
                any = false;
            }
            _ => return None,
        }
    }
    any.then_some((if is_negative { -number } else { number }, places))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_is_read_from_its_characters() {
        for (text, expected) in [
            ("0", Some((0, 0))),
            ("12.50", Some((1_250, 2))),
            ("-3.5", Some((-35, 1))),
            ("007", Some((7, 0))),
            ("999999999999.999", Some((999_999_999_999_999, 3))),
            ("", None),
            ("-", None),
            (".5", None),
            ("5.", None),
            ("1.2.3", None),
            ("1e3", None),
            ("+1", None),
            ("12345678901234567", None),
        ] {
            assert_eq!(digits(text.as_bytes()), expected, "{text:?}");
        }
    }
}

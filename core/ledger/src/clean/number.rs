//! Numbers as people write them.

use jiangxing::ledger::Cell;
use jiangxing::ledger::doubt::DoubtKind;
use jiangxing::number::Number;

use super::Cleaned;
use crate::table::RawKind;

const ABOUT_BEFORE: [&str; 9] = ["约", "大约", "近", "将近", "超过", "逾", "~", "≈", "不足"];
const ABOUT_AFTER: [&str; 6] = ["左右", "余", "多", "以上", "上下", "+"];
const UNITS: [&str; 17] = [
    "人次", "人", "名", "位", "个", "学时", "课时", "小时", "期", "班", "次", "天", "项", "门",
    "家", "h", "台",
];

/// Reads a number that is not below zero.
pub(crate) fn read_number(text: &str, kind: RawKind) -> Cleaned {
    if let Some(number) = exact(text) {
        let cleaned = settled(number);
        return if kind == RawKind::LongNumber {
            cleaned.with(DoubtKind::LongNumber(text.to_owned()))
        } else {
            cleaned
        };
    }
    let mut rest = text.trim_end_matches('.').trim();
    let (mut is_about, mut has_unit) = (false, false);
    for word in ABOUT_BEFORE {
        if let Some(after) = rest.strip_prefix(word) {
            (rest, is_about) = (after.trim(), true);
        }
    }
    // What stands behind may be in either order: “300余人”, “300人左右”.
    for _ in 0..3 {
        for word in ABOUT_AFTER {
            if let Some(before) = rest.strip_suffix(word) {
                (rest, is_about) = (before.trim(), true);
            }
        }
        for word in UNITS {
            if let Some(before) = rest.strip_suffix(word) {
                (rest, has_unit) = (before.trim(), true);
            }
        }
    }
    let Some(number) = exact(rest).filter(|_| is_about || has_unit) else {
        return Cleaned::unread(DoubtKind::NotANumber);
    };
    let taken = number.to_decimal(number.places().unwrap_or_default()).unwrap_or_default();
    let doubt = if is_about { DoubtKind::About(taken) } else { DoubtKind::WithUnit(taken) };
    settled(number).with(doubt)
}

fn settled(number: Number) -> Cleaned {
    if number.is_negative() {
        Cleaned::unread(DoubtKind::BelowZero)
    } else {
        Cleaned::is(Cell::Number(number))
    }
}

/// A decimal with or without commas between its thousands.
fn exact(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let whole = unsigned.split_once('.').map_or(unsigned, |(whole, _)| whole);
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let is_grouped = whole.contains(',')
        && (1..=3).contains(&first.len())
        && groups.all(|group| group.len() == 3);
    let digits = if is_grouped { text.replace(',', "") } else { text.to_owned() };
    let is_decimal =
        digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b'-');
    digits.parse().ok().filter(|_| is_decimal && !digits.is_empty())
}

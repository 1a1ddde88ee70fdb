//! "Did you mean": the nearest known name.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

/// Longer texts than any name are no slips of one.
const LONGEST_SLIP: usize = 80;

/// The one of `known` that is nearest to `written`, if it is near enough to be meant.
///
/// Near enough is a third of the characters changed, added, left out or swapped, and at least one.
/// Of equally near names the first in `known` is offered.
pub(crate) fn nearest<'a>(
    written: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Option<String> {
    if written.len() > LONGEST_SLIP {
        return None;
    }
    let written: Vec<char> = written.chars().collect();
    let admitted = written.len().div_ceil(3).max(1);
    known
        .into_iter()
        .map(|name| (distance(&written, &name.chars().collect::<Vec<_>>()), name))
        .filter(|(far, _)| *far <= admitted)
        .min_by_key(|(far, _)| *far)
        .map(|(_, name)| name.to_string())
}

/// How many characters must be changed, added or left out to turn one into the other.
fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, a) in left.iter().enumerate() {
        let mut before = index.saturating_add(1);
        let mut next = Vec::with_capacity(row.len());
        next.push(before);
        for (pair, b) in row.windows(2).zip(right) {
            let [diagonal, above] = pair else { continue };
            let changed = diagonal.saturating_add(usize::from(a != b));
            before = changed.min(above.saturating_add(1)).min(before.saturating_add(1));
            next.push(before);
        }
        row = next;
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        assert_eq!(nearest("wieght", ["name", "weight"]).as_deref(), Some("weight"));
        assert_eq!(nearest("rescue-bot", ["rescue-boat"]).as_deref(), Some("rescue-boat"));
        assert_eq!(nearest("colour", ["name", "weight"]), None);
    }
}

//! The steps that leave conditions and places, over sixty-four rows at a time.

use crate::columns::lanes::{ALL, LANES, Numbers, Truths, lanes_where, mask, spread};
use crate::columns::numbers::Verge;
use crate::columns::sheet::Rows;

#[inline(always)]
pub(crate) fn is_code(rows: Rows<'_>, ask: usize, code: u8) -> Truths {
    let given = rows.given(ask);
    let mut met = [0; LANES];
    for (met, found) in met.iter_mut().zip(rows.codes(ask).unwrap_or(&[0; LANES])) {
        *met = u8::from(*found == code);
    }
    Truths { met: mask(&met) & given, left: 0, open: !given }
}

#[inline(always)]
pub(crate) fn is_given(rows: Rows<'_>, ask: usize) -> Truths {
    Truths { met: rows.given(ask), left: 0, open: 0 }
}

/// What is held against a verge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Test {
    /// It has reached it.
    Reached,
    /// It has not.
    Missed,
    Equal,
    Unequal,
}

/// A comparison with one number; gives lanes that are too near to say, too.
#[inline(always)]
pub(crate) fn compare(a: &Numbers, test: Test, verge: Verge) -> (Truths, u64) {
    let met = match test {
        Test::Reached => verge.reached(a),
        Test::Missed => !verge.reached(a),
        Test::Equal => lanes_where(&a.values, |value| (value >= verge.at) & (value <= verge.at)),
        Test::Unequal => lanes_where(&a.values, |value| (value < verge.at) | (value > verge.at)),
    };
    // Without a result nothing can be said; it is for the exact engine to say what follows.
    (Truths { met: met & !a.absent(), left: a.left, open: a.open | a.undefined }, verge.near(a))
}

/// The same of a score: what is left out reaches everything.
#[inline(always)]
pub(crate) fn reaches(a: &Numbers, test: Test, verge: Verge) -> (Truths, u64) {
    let (truths, near) = compare(a, test, verge);
    (Truths { met: truths.met | truths.left, left: 0, ..truths }, near)
}

impl Truths {
    /// Lanes in which it clearly does not hold.
    #[inline(always)]
    pub(crate) fn missed(self) -> u64 {
        !(self.met | self.left | self.open)
    }

    #[inline(always)]
    pub(crate) fn not(self) -> Self {
        Self { met: self.missed(), ..self }
    }

    /// Both, as far as they apply.
    #[inline(always)]
    pub(crate) fn and(self, other: Self) -> Self {
        let missed = self.missed() | other.missed();
        let open = (self.open | other.open) & !missed;
        let left = self.left & other.left;
        Self { met: !(missed | open | left), left, open }
    }

    /// One of them, as far as they apply.
    #[inline(always)]
    pub(crate) fn or(self, other: Self) -> Self {
        let met = self.met | other.met;
        let open = (self.open | other.open) & !met;
        Self { met, left: self.left & other.left, open }
    }

    /// A condition as it counts in the end: one that does not apply holds, or does not.
    #[inline(always)]
    pub(crate) fn held(self, left_holds: bool) -> Self {
        let met = if left_holds { self.met | self.left } else { self.met };
        Self { met, left: 0, open: self.open }
    }
}

/// Whether at least so many hold of those that apply.
#[inline(always)]
pub(crate) fn at_least(least: usize, all: impl Iterator<Item = Truths>) -> Truths {
    let mut counts = [0_u8; LANES];
    let (mut left, mut open) = (ALL, 0);
    for each in all {
        for (count, met) in counts.iter_mut().zip(spread(each.met)) {
            *count = count.saturating_add(met);
        }
        left &= each.left;
        open |= each.open;
    }
    let enough = u8::try_from(least).unwrap_or(u8::MAX);
    let met = mask(&counts.map(|count| u8::from(count >= enough))) & !open;
    // Enough of them is enough, whether they apply or not.
    Truths { met, left: left & !met & !open, open }
}

#[inline(always)]
pub(crate) fn has_value(a: &Numbers) -> Truths {
    Truths { met: !a.absent(), left: 0, open: a.open }
}

// ── places on a scale ──

/// The place that the conditions give, lowest first.
#[inline(always)]
pub(crate) fn ranked(
    to: &mut [u8; LANES],
    rungs: impl Iterator<Item = Truths>,
    cumulative: bool,
) -> u64 {
    let (mut doubtful, mut reached) = (0, ALL);
    *to = [0; LANES];
    for (below, rung) in rungs.enumerate() {
        let here = u8::try_from(below + 1).unwrap_or(u8::MAX);
        doubtful |= rung.open;
        let rises = if cumulative { rung.met & reached } else { rung.met };
        reached = rises;
        for (to, rises) in to.iter_mut().zip(spread(rises)) {
            *to = if rises == 1 { here } else { *to };
        }
    }
    doubtful
}

/// Where each place goes where the condition holds.
#[inline(always)]
pub(crate) fn moved(to: &mut [u8; LANES], from: &[u8; LANES], when: Truths, table: &[u8; 256]) {
    for ((to, place), met) in to.iter_mut().zip(from).zip(spread(when.met)) {
        let there = table.get(usize::from(*place)).copied().unwrap_or(*place);
        *to = if met == 1 { there } else { *place };
    }
}

/// Whether the place changes.
#[inline(always)]
pub(crate) fn changes(from: &[u8; LANES], when: Truths, table: &[u8; 256]) -> Truths {
    let mut there = [0; LANES];
    moved(&mut there, from, when, table);
    for (there, place) in there.iter_mut().zip(from) {
        *there = u8::from(there != place);
    }
    Truths { met: mask(&there), left: 0, open: 0 }
}

/// Places out of small whole numbers.
#[inline(always)]
pub(crate) fn places_of(to: &mut [u8; LANES], of: &Numbers) {
    for (to, value) in to.iter_mut().zip(&of.values) {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a place is a small whole number"
        )]
        let place = *value as u8;
        *to = place;
    }
}

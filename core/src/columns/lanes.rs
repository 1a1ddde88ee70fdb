//! Sixty-four rows side by side: numbers as floats, conditions as bits.

/// So many rows go through the steps together.
pub(crate) const LANES: usize = 64;

/// Every lane.
pub(crate) const ALL: u64 = u64::MAX;

pub(crate) type Values = [f64; LANES];

/// Numbers, one for each row.
#[derive(Clone, Debug)]
pub(crate) struct Numbers {
    /// Zero in lanes without a number.
    pub(crate) values: Values,
    /// Lanes that are left out.
    pub(crate) left: u64,
    /// Lanes without a result.
    pub(crate) undefined: u64,
    /// Lanes in which an answer is missing: what it comes to is not known here.
    pub(crate) open: u64,
    /// Lanes that are as exact as floats are, and no more.
    pub(crate) loose: u64,
}

/// Conditions, one bit for each row.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Truths {
    /// Lanes in which it holds: none that are left out or open.
    pub(crate) met: u64,
    /// Lanes to which it does not apply.
    pub(crate) left: u64,
    /// Lanes in which an answer is missing.
    pub(crate) open: u64,
}

impl Numbers {
    pub(crate) const EMPTY: Self =
        Self { values: [0.0; LANES], left: 0, undefined: 0, open: 0, loose: 0 };

    /// Lanes without a number.
    #[inline(always)]
    pub(crate) fn absent(&self) -> u64 {
        self.left | self.undefined | self.open
    }

    #[inline(always)]
    pub(crate) fn put(&mut self, lane: usize, value: f64) {
        if let Some(cell) = self.values.get_mut(lane) {
            *cell = value;
        }
    }

    #[inline(always)]
    pub(crate) fn at(&self, lane: usize) -> f64 {
        self.values.get(lane).copied().unwrap_or_default()
    }

    /// Nothing is held in lanes without a number.
    #[inline(always)]
    pub(crate) fn settle(&mut self) {
        for lane in lanes(self.absent()) {
            self.put(lane, 0.0);
        }
    }

    /// Nothing is missing.
    #[inline(always)]
    pub(crate) fn is_there(&mut self) {
        (self.left, self.undefined, self.open, self.loose) = (0, 0, 0, 0);
    }

    /// The absences of two operands: the first one's counts.
    #[inline(always)]
    pub(crate) fn absences_of(&mut self, a: &Self, b: &Self) {
        let gone = a.left | a.undefined;
        self.left = a.left | (b.left & !gone);
        self.undefined = a.undefined | (b.undefined & !gone);
        self.open = a.open | b.open;
        self.loose = a.loose | b.loose;
    }

    /// One more operand: left out is only what all of them are.
    #[inline(always)]
    pub(crate) fn gather(&mut self, term: &Self) {
        self.left &= term.left;
        self.undefined |= term.undefined;
        self.open |= term.open;
        self.loose |= term.loose;
    }

    #[inline(always)]
    pub(crate) fn absences_like(&mut self, a: &Self) {
        (self.left, self.undefined, self.open, self.loose) = (a.left, a.undefined, a.open, a.loose);
    }
}

/// The lanes of a mask, one after the other.
#[inline(always)]
pub(crate) fn lanes(mut mask: u64) -> impl Iterator<Item = usize> {
    core::iter::from_fn(move || {
        let lane = (mask != 0).then(|| mask.trailing_zeros() as usize);
        mask &= mask.wrapping_sub(1);
        lane
    })
}

/// The lanes whose byte is one; every byte is zero or one.
#[inline(always)]
pub(crate) fn mask(bytes: &[u8; LANES]) -> u64 {
    let mut mask = 0;
    for (place, eight) in bytes.as_chunks::<8>().0.iter().enumerate() {
        // The lowest bit of each byte, gathered by one multiplication.
        let bits = u64::from_le_bytes(*eight);
        mask |= (bits.wrapping_mul(0x0102_0408_1020_4080) >> 56) << (8 * place);
    }
    mask
}

/// A byte for each lane, one where the bit is set.
#[inline(always)]
pub(crate) fn spread(mask: u64) -> [u8; LANES] {
    let mut bytes = [0; LANES];
    for (eight, bits) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(mask.to_le_bytes()) {
        // Each byte keeps its own bit, which then becomes the lowest.
        let kept = (u64::from(bits) * 0x0101_0101_0101_0101) & 0x8040_2010_0804_0201;
        let lowest = ((kept + 0x7f7f_7f7f_7f7f_7f7f) >> 7) & 0x0101_0101_0101_0101;
        *eight = lowest.to_le_bytes();
    }
    bytes
}

/// So many values are looked at in one go.
pub(crate) const TOGETHER: usize = 8;

/// What comes of each value.
#[inline(always)]
pub(crate) fn map<T: Copy>(to: &mut Values, a: &[T; LANES], of: impl Fn(T) -> f64) {
    for (to, a) in to.iter_mut().zip(a) {
        *to = of(*a);
    }
}

/// What comes of each pair.
#[inline(always)]
pub(crate) fn map2(to: &mut Values, (a, b): (&Values, &Values), of: impl Fn(f64, f64) -> f64) {
    for (to, (a, b)) in to.iter_mut().zip(a.iter().zip(b)) {
        *to = of(*a, *b);
    }
}

/// Adds so many times each value.
#[inline(always)]
pub(crate) fn add(to: &mut Values, a: &Values, factor: f64) {
    for (to, a) in to.iter_mut().zip(a) {
        *to += *a * factor;
    }
}

/// Adds the same in these lanes.
#[inline(always)]
pub(crate) fn add_in(to: &mut Values, of: u64, by: f64) {
    for lane in lanes(of) {
        if let Some(to) = to.get_mut(lane) {
            *to += by;
        }
    }
}

/// A bit for each lane.
static BITS: [u64; LANES] = bits();

#[expect(clippy::indexing_slicing, reason = "the compiler runs this, and would say so")]
const fn bits() -> [u64; LANES] {
    let mut bits = [1; LANES];
    let mut lane = 1;
    while lane < LANES {
        bits[lane] = bits[lane - 1] << 1;
        lane += 1;
    }
    bits
}

/// One lane's bit, or none: joined by "or", these stay in vectors to the end.
#[inline(always)]
pub(crate) fn bit_if(is_so: bool, bit: u64) -> u64 {
    if is_so { bit } else { 0 }
}

/// The lanes whose value is so.
#[inline(always)]
pub(crate) fn lanes_where(a: &Values, is_so: impl Fn(f64) -> bool) -> u64 {
    a.iter().zip(&BITS).fold(0, |all, (a, bit)| all | bit_if(is_so(*a), *bit))
}

/// The lanes whose pair is so.
#[inline(always)]
pub(crate) fn lanes_where2((a, b): (&Values, &Values), is_so: impl Fn(f64, f64) -> bool) -> u64 {
    a.iter().zip(b).zip(&BITS).fold(0, |all, ((a, b), bit)| all | bit_if(is_so(*a, *b), *bit))
}

/// The one where the bit is set, the other where it is not, each times its factor.
#[inline(always)]
pub(crate) fn choose(
    to: &mut Values,
    of: u64,
    (yes, by): (&Values, f64),
    (no, times): (&Values, f64),
) {
    let pairs = yes.iter().zip(no).zip(&BITS);
    for (to, ((yes, no), bit)) in to.iter_mut().zip(pairs) {
        let (yes, no) = (yes * by, no * times);
        *to = if of & bit != 0 { yes } else { no };
    }
}

/// What comes of each value, and the lanes in which something is so.
#[inline(always)]
pub(crate) fn map_where(to: &mut Values, a: &Values, of: impl Fn(f64) -> (f64, bool)) -> u64 {
    to.iter_mut().zip(a).zip(&BITS).fold(0, |all, ((to, a), bit)| {
        let (value, is_so) = of(*a);
        *to = value;
        all | bit_if(is_so, *bit)
    })
}

/// What comes of each pair, and the lanes in which something is so.
#[inline(always)]
pub(crate) fn map2_where(
    to: &mut Values,
    (a, b): (&Values, &Values),
    of: impl Fn(f64, f64) -> (f64, bool),
) -> u64 {
    to.iter_mut().zip(a.iter().zip(b)).zip(&BITS).fold(0, |all, ((to, (a, b)), bit)| {
        let (value, is_so) = of(*a, *b);
        *to = value;
        all | bit_if(is_so, *bit)
    })
}

/// The larger of two numbers; one instruction, unlike that which looks out for NaN.
#[inline(always)]
pub(crate) fn higher(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

#[inline(always)]
pub(crate) fn lower(a: f64, b: f64) -> f64 {
    if a < b { a } else { b }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_and_bytes_say_the_same() {
        for mask_ in [0, 1, 1 << 63, 0x8040_2010_0804_0201, 0x0123_4567_89ab_cdef, ALL] {
            let bytes = spread(mask_);
            assert_eq!(mask(&bytes), mask_);
            let ones: alloc::vec::Vec<usize> =
                (0..LANES).filter(|lane| bytes.get(*lane) == Some(&1)).collect();
            assert_eq!(ones, lanes(mask_).collect::<alloc::vec::Vec<_>>());
        }
    }
}

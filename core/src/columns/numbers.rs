//! The steps that leave numbers, over sixty-four rows at a time.
//!
//! Each step writes one register from others. The loops run over whole arrays, which the compiler turns
//! into vector instructions; what only some rows have (nothing to count, no result, no answer) is a bit
//! for each lane, and is looked at lane by lane.

use alloc::boxed::Box;

use crate::columns::filter::{WHOLE, from_whole, nearest};
use crate::columns::lanes::{
    ALL, LANES, Numbers, TOGETHER, Truths, Values, add, add_in, choose, higher, lanes, lanes_where,
    lanes_where2, lower, map, map_where, map2, map2_where, spread,
};
use crate::columns::sheet::{Cells, Rows};
use crate::rounding::RoundingMode;

/// A number and what it is multiplied by.
pub(crate) type Scaled<'a> = (&'a Numbers, f64);

/// What a code is worth.
#[derive(Clone, Debug)]
pub(crate) enum Worth {
    /// So much for nothing, and so much more for each.
    Even(f64, f64),
    Listed(Box<[f64; 256]>),
}

#[inline(always)]
pub(crate) fn codes(to: &mut Numbers, rows: Rows<'_>, ask: usize, worth: &Worth) {
    let codes = rows.codes(ask).unwrap_or(&[0; LANES]);
    match worth {
        Worth::Even(start, each) => {
            map(&mut to.values, codes, |code| start + each * f64::from(code));
        }
        Worth::Listed(table) => map(&mut to.values, codes, |code| {
            table.get(usize::from(code)).copied().unwrap_or_default()
        }),
    }
    to.is_there();
    to.open = !rows.given(ask);
    // What is not given is stored as nothing, which most often is worth nothing.
    if !matches!(worth, Worth::Even(start, _) if start.abs() < 0.5) {
        to.settle();
    }
}

#[inline(always)]
pub(crate) fn read(to: &mut Numbers, rows: Rows<'_>, ask: usize) {
    match rows.cells(ask) {
        Cells::Small(place, _) => {
            map(&mut to.values, rows.small(place).unwrap_or(&[0; LANES]), f64::from);
        }
        Cells::Large(place, _) => {
            map(&mut to.values, rows.large(place).unwrap_or(&[0; LANES]), from_whole);
        }
        Cells::Codes(_) | Cells::Apart => (),
    }
    to.is_there();
    // What is not given is zero already.
    to.open = !rows.given(ask);
}

/// `a` times one factor and `b` times another, added up.
#[inline(always)]
pub(crate) fn sum(to: &mut Numbers, (a, by): Scaled<'_>, (b, times): Scaled<'_>) {
    map2(&mut to.values, (&a.values, &b.values), |a, b| a * by + b * times);
    to.absences_of(a, b);
    to.settle();
}

/// The sum of those that are there.
#[inline(always)]
pub(crate) fn total<'a>(to: &mut Numbers, terms: impl Iterator<Item = Scaled<'a>>) {
    to.values = [0.0; LANES];
    (to.left, to.undefined, to.open, to.loose) = (ALL, 0, 0, 0);
    for (term, factor) in terms {
        add(&mut to.values, &term.values, factor);
        to.gather(term);
    }
    to.left &= !to.undefined;
    to.settle();
}

#[inline(always)]
pub(crate) fn product(to: &mut Numbers, a: &Numbers, b: &Numbers) {
    map2(&mut to.values, (&a.values, &b.values), |a, b| a * b);
    to.absences_of(a, b);
    to.settle();
}

/// What is divided, and how a quotient of nothing or beyond one is looked at.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Division {
    /// Growth is what is more than before.
    pub(crate) less_one: bool,
    /// A share lies from nothing to one.
    pub(crate) is_share: bool,
    /// What a quotient is multiplied by: whole numbers are exact then.
    pub(crate) unit: f64,
}

/// `a` over `b`, both in one unit and, of a share, both exact.
#[inline(always)]
pub(crate) fn quotient(
    to: &mut Numbers,
    (a, by): Scaled<'_>,
    (b, times): Scaled<'_>,
    division: Division,
) {
    let less = f64::from(division.less_one);
    let share = f64::from(division.is_share);
    let odd = lanes_where2((&a.values, &b.values), |a, b| {
        let (above, below) = (a * by, b * times);
        (below == 0.0) | (share * (above - below) > 0.0) | (share * above < 0.0)
    });
    let over = |b: f64| if b == 0.0 { 1.0 } else { b * times };
    let loose = map2_where(&mut to.values, (&a.values, &b.values), |a, b| {
        let (all, over) = ((a * by - less * (b * times)) * division.unit, over(b));
        let quotient = all / over;
        let back = nearest(quotient) * over;
        (quotient, (back < all) | (back > all))
    });
    to.absences_of(a, b);
    to.undefined |= odd & !to.absent();
    to.loose |= loose;
    to.settle();
}

#[inline(always)]
pub(crate) fn magnitude(to: &mut Numbers, a: &Numbers) {
    map(&mut to.values, &a.values, f64::abs);
    to.absences_like(a);
}

/// The larger of two, or the smaller; where they differ by more than `slack` one of them clearly is.
#[inline(always)]
pub(crate) fn extreme(
    to: &mut Numbers,
    (a, by): Scaled<'_>,
    (b, times): Scaled<'_>,
    (highest, slack): (bool, f64),
) {
    let ends = (&a.values, &b.values);
    if highest {
        map2(&mut to.values, ends, |a, b| higher(a * by, b * times));
    } else {
        map2(&mut to.values, ends, |a, b| lower(a * by, b * times));
    }
    to.absences_of(a, b);
    if to.loose != 0 {
        let mut differences = [0.0; LANES];
        map2(&mut differences, ends, |a, b| a * by - b * times);
        let is_first = |difference: f64| (difference > 0.0) == highest;
        let first = lanes_where(&differences, is_first);
        let near = lanes_where(&differences, |difference| difference.abs() <= slack);
        to.loose &= (a.loose & first) | (b.loose & !first) | near;
    }
    to.settle();
}

/// The extreme of those that are there; one that differs from it by more than `slack` clearly is none.
#[inline(always)]
pub(crate) fn extreme_of<'a>(
    to: &mut Numbers,
    terms: impl Iterator<Item = Scaled<'a>> + Clone,
    (highest, slack): (bool, f64),
) {
    let nothing = if highest { f64::NEG_INFINITY } else { f64::INFINITY };
    to.values = [nothing; LANES];
    (to.left, to.undefined, to.open, to.loose) = (ALL, 0, 0, 0);
    for (term, factor) in terms.clone() {
        // Never written where they are read: the compiler would leave out some lanes, at a price.
        let before = to.values;
        let pair = (&before, &term.values);
        if highest {
            map2(&mut to.values, pair, |before, value| higher(value * factor, before));
        } else {
            map2(&mut to.values, pair, |before, value| lower(value * factor, before));
        }
        // What is left out is no extreme.
        for lane in lanes(term.left) {
            to.put(lane, before.get(lane).copied().unwrap_or(nothing));
        }
        to.gather(term);
    }
    to.loose = 0;
    for (term, factor) in terms.filter(|(term, _)| term.loose != 0) {
        let pair = (&to.values, &term.values);
        let near = lanes_where2(pair, |extreme, value| (value * factor - extreme).abs() <= slack);
        to.loose |= near & term.loose & !term.left;
    }
    to.left &= !to.undefined;
    to.settle();
}

/// The one where the condition holds, the other where it does not.
#[inline(always)]
pub(crate) fn choice(
    to: &mut Numbers,
    condition: Truths,
    (yes, by): Scaled<'_>,
    (no, times): Scaled<'_>,
) {
    choose(&mut to.values, condition.met, (&yes.values, by), (&no.values, times));
    let of = |yes: u64, no: u64| (yes & condition.met) | (no & !condition.met);
    to.left = of(yes.left, no.left);
    to.undefined = of(yes.undefined, no.undefined);
    to.open = of(yes.open, no.open) | condition.open;
    to.loose = of(yes.loose, no.loose);
    to.settle();
}

/// The first, or the second where the first has no number.
#[inline(always)]
pub(crate) fn or_else(to: &mut Numbers, (a, by): Scaled<'_>, (b, times): Scaled<'_>) {
    map(&mut to.values, &a.values, |a| a * by);
    let gone = a.left | a.undefined;
    for lane in lanes(gone) {
        to.put(lane, b.at(lane) * times);
    }
    to.left = b.left & gone;
    to.undefined = b.undefined & gone;
    to.open = a.open | (b.open & gone);
    to.loose = (a.loose & !gone) | (b.loose & gone);
    to.settle();
}

/// A straight line: where it begins, how far it goes, and how steeply.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    pub(crate) from: f64,
    pub(crate) length: f64,
    pub(crate) slope: f64,
}

/// Straight lines, flat outside.
#[derive(Clone, Debug)]
pub(crate) struct Curve {
    pub(crate) start: f64,
    pub(crate) lines: alloc::vec::Vec<Line>,
    /// Whether it only rises, or only falls.
    pub(crate) is_one_way: bool,
    /// Clearly outside of these it is flat, and exact.
    pub(crate) ends: (f64, f64),
}

#[inline(always)]
pub(crate) fn on_curve(to: &mut Numbers, a: &Numbers, curve: &Curve) {
    let Curve { start, lines, ends: (first, last), .. } = curve;
    let chunks = to.values.as_chunks_mut::<TOGETHER>().0.iter_mut();
    for (to, a) in chunks.zip(a.values.as_chunks::<TOGETHER>().0) {
        let mut sums = [*start; TOGETHER];
        for line in lines {
            for (sum, a) in sums.iter_mut().zip(a) {
                *sum += lower(higher(a - line.from, 0.0), line.length) * line.slope;
            }
        }
        *to = sums;
    }
    to.absences_like(a);
    if to.loose != 0 {
        to.loose &= lanes_where(&a.values, |a| (a >= *first) & (a <= *last));
    }
    to.settle();
}

/// A row of a table: from where on, and what is added there.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Row {
    pub(crate) verge: Verge,
    pub(crate) jump: f64,
}

/// A number that others are held against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Verge {
    pub(crate) at: f64,
    pub(crate) included: bool,
    /// So near to it a loose lane is looked at exactly.
    pub(crate) slack: f64,
    /// Whether exact lanes stand clearly on one side.
    pub(crate) is_sharp: bool,
}

impl Verge {
    #[inline(always)]
    fn is_reached(self, value: f64) -> bool {
        if self.included { value >= self.at } else { value > self.at }
    }

    /// Which values have reached it.
    #[inline(always)]
    pub(crate) fn reached(self, a: &Numbers) -> u64 {
        if self.included {
            lanes_where(&a.values, |value| value >= self.at)
        } else {
            lanes_where(&a.values, |value| value > self.at)
        }
    }

    /// Which are too near to say.
    #[inline(always)]
    pub(crate) fn near(self, a: &Numbers) -> u64 {
        let asked = if self.is_sharp { a.loose } else { ALL } & !a.absent();
        if asked == 0 {
            return 0;
        }
        lanes_where(&a.values, |value| (value - self.at).abs() <= self.slack) & asked
    }
}

/// The table's result for each value; below the first row `start`, or none.
#[inline(always)]
pub(crate) fn by_rows(to: &mut Numbers, a: &Numbers, start: Option<f64>, rows: &[Row]) -> u64 {
    let chunks = to.values.as_chunks_mut::<TOGETHER>().0.iter_mut();
    for (to, a) in chunks.zip(a.values.as_chunks::<TOGETHER>().0) {
        let mut sums = [start.unwrap_or_default(); TOGETHER];
        for Row { verge, jump } in rows {
            let sums = sums.iter_mut().zip(a);
            sums.for_each(|(sum, a)| *sum += if verge.is_reached(*a) { *jump } else { 0.0 });
        }
        *to = sums;
    }
    let doubtful = rows.iter().fold(0, |doubtful, row| doubtful | row.verge.near(a));
    to.absences_like(a);
    to.loose = 0;
    if start.is_none() {
        let in_any = rows.first().map_or(0, |row| row.verge.reached(a));
        to.undefined |= !in_any & !to.absent();
    }
    to.settle();
    doubtful
}

/// A number for each place.
#[inline(always)]
pub(crate) fn of_places(to: &mut Numbers, places: &[u8; LANES], table: &[f64; 256]) {
    for (to, place) in to.values.iter_mut().zip(places) {
        *to = table.get(usize::from(*place)).copied().unwrap_or_default();
    }
    to.is_there();
}

/// How many hold.
#[inline(always)]
pub(crate) fn count(to: &mut Numbers, all: impl Iterator<Item = Truths>) {
    to.values = [0.0; LANES];
    to.is_there();
    for each in all {
        for (to, met) in to.values.iter_mut().zip(spread(each.met)) {
            *to += f64::from(met);
        }
        to.open |= each.open;
    }
    to.settle();
}

/// One operand of a mean.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighed {
    pub(crate) register: usize,
    /// What its numbers are multiplied by.
    pub(crate) factor: f64,
    /// Its weight, a whole number.
    pub(crate) weight: f64,
}

/// A mean, its graded terms apart.
#[derive(Clone, Debug)]
pub(crate) struct Mean {
    pub(crate) graded: Graded,
    pub(crate) terms: alloc::vec::Vec<Weighed>,
    /// The sum of all weights.
    pub(crate) whole: f64,
}

/// Codes that are summed up.
#[derive(Clone, Debug, Default)]
pub(crate) struct Graded {
    pub(crate) items: alloc::vec::Vec<Item>,
    /// What the sum is multiplied by.
    pub(crate) times: f64,
}

/// What a code adds to the sum, and the weight that leaves with it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) ask: usize,
    pub(crate) item: usize,
    pub(crate) start: i16,
    pub(crate) each: i16,
    pub(crate) weight: i16,
    pub(crate) unanswered_is_left: bool,
    pub(crate) not_applicable_is_left: bool,
}

/// The weighted sum; in lanes where something is left out, its weight goes to the others. Gives lanes
/// in which something else is missing.
#[inline(always)]
pub(crate) fn mean<'a>(
    to: &mut Numbers,
    graded: (Rows<'_>, &Graded),
    terms: impl Iterator<Item = (&'a Numbers, Weighed)>,
    whole: f64,
) -> u64 {
    let mut weights = [whole; LANES];
    to.is_there();
    let (mut out, mut doubtful) = graded_sum((&mut to.values, &mut weights), graded);
    for (of, term) in terms {
        add(&mut to.values, &of.values, term.factor);
        add_in(&mut weights, of.left, -term.weight);
        out |= of.left;
        doubtful |= of.undefined | of.open;
        to.loose |= of.loose;
    }
    if out != 0 {
        share_out(to, &weights, whole, out);
    }
    doubtful
}

/// The sum of what is graded, and the weights that are left; gives the lanes that something is left out
/// of, and those that are odd.
#[inline(always)]
fn graded_sum(
    (to, weights): (&mut Values, &mut Values),
    (rows, graded): (Rows<'_>, &Graded),
) -> (u64, u64) {
    let (mut out, mut odd) = (0, 0);
    if graded.items.is_empty() {
        *to = [0.0; LANES];
        return (out, odd);
    }
    let (mut sums, mut gone) = ([0_i16; LANES], [0_i16; LANES]);
    for item in &graded.items {
        let codes = rows.codes(item.ask).unwrap_or(&[0; LANES]);
        for (sum, code) in sums.iter_mut().zip(codes) {
            *sum = sum.wrapping_add(i16::from(*code).wrapping_mul(item.each));
        }
        let (given, marked) = (rows.given(item.ask), rows.marked(item.item));
        let unanswered = if item.unanswered_is_left { !given & !marked } else { 0 };
        let left = unanswered | if item.not_applicable_is_left { marked } else { 0 };
        if item.start != 0 {
            add_small(&mut sums, given, item.start);
        }
        if left != 0 {
            add_small(&mut gone, left, item.weight);
        }
        out |= left;
        odd |= given & marked;
    }
    for (to, sum) in to.iter_mut().zip(&sums) {
        *to = f64::from(*sum) * graded.times;
    }
    if out != 0 {
        weights.iter_mut().zip(&gone).for_each(|(weight, gone)| *weight -= f64::from(*gone));
    }
    (out, odd)
}

/// Adds the same in these lanes.
#[inline(always)]
fn add_small(to: &mut [i16; LANES], of: u64, by: i16) {
    for (to, is_in) in to.iter_mut().zip(spread(of)) {
        *to = to.wrapping_add(i16::from(is_in).wrapping_mul(by));
    }
}

/// The weight of what is left out goes to the rest.
#[inline(always)]
fn share_out(to: &mut Numbers, weights: &[f64; LANES], whole: f64, out: u64) {
    let before = to.values;
    let loose = map2_where(&mut to.values, (&before, weights), |sum, weight| {
        let (all, over) = (sum * whole, higher(weight, 1.0));
        let shared = all / over;
        let back = nearest(shared) * over;
        // A whole number again, more often than not.
        let is_loose = (back < all) | (back > all) | (all.abs() > WHOLE);
        // Where nothing is left out, nothing is divided.
        (if weight < whole { shared } else { sum }, is_loose)
    });
    to.loose |= loose & out;
    to.left = lanes_where(weights, |weight| weight <= 0.0) & out;
    to.loose &= !to.left;
    to.settle();
}

/// The sum of points, at most a cap; what is left out or has no result adds nothing.
#[inline(always)]
pub(crate) fn capped<'a>(
    to: &mut Numbers,
    terms: impl Iterator<Item = Scaled<'a>>,
    cap: f64,
) -> u64 {
    to.values = [0.0; LANES];
    to.is_there();
    let mut doubtful = 0;
    for (of, factor) in terms {
        add(&mut to.values, &of.values, factor);
        doubtful |= of.open;
        to.loose |= of.loose;
    }
    let sums = to.values;
    map(&mut to.values, &sums, |sum| lower(sum, cap));
    doubtful
}

/// What is kept of the digits.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Publishing {
    pub(crate) mode: RoundingMode,
    /// From what is stored to so many times the last place that is kept.
    pub(crate) factor: f64,
    /// The same as a fraction: of exact lanes the rest is told exactly.
    pub(crate) above: f64,
    pub(crate) below: f64,
    /// So near to where it turns, the rest of a loose lane is looked at exactly.
    pub(crate) slack: f64,
    /// Whether exact lanes are rounded exactly.
    pub(crate) is_sharp: bool,
    /// Whether nothing is so far below zero that it is rounded to less than that.
    pub(crate) is_positive: bool,
}

impl Publishing {
    /// Whether both give the same digits of one register.
    #[inline(always)]
    pub(crate) fn is_as(&self, other: &Self) -> bool {
        self.mode == other.mode && self.factor.to_bits() == other.factor.to_bits()
    }
}

/// The rounded numbers; gives lanes that are near to a turn.
#[inline(always)]
pub(crate) fn publish(to: &mut Numbers, a: &Numbers, publishing: Publishing) -> u64 {
    let half = publishing.below / 2.0;
    let near = match publishing.mode {
        // Magnitudes are rounded; what is one half away from the nearest goes up.
        RoundingMode::HalfUp if publishing.is_positive => {
            let Publishing { factor, above, below, slack, .. } = publishing;
            map_where(&mut to.values, &a.values, |a| {
                let whole = nearest(a * factor);
                let rest = a * above - whole * below;
                let kept = whole + one_if(rest >= half) - one_if(rest < -half);
                (kept, (rest.abs() - half).abs() <= slack)
            })
        }
        RoundingMode::HalfUp => {
            rounded(to, a, publishing, half, |_, rest| one_if(rest >= half) - one_if(rest < -half))
        }
        RoundingMode::HalfEven => rounded(to, a, publishing, half, |whole, rest| {
            let is_odd = (whole - 2.0 * nearest(whole / 2.0)).abs() > 0.5;
            one_if((rest > half) | (is_odd & (rest >= half)))
                - one_if((rest < -half) | (is_odd & (rest <= -half)))
        }),
        RoundingMode::Down => rounded(to, a, publishing, 0.0, |_, rest| -one_if(rest < 0.0)),
        RoundingMode::Up => rounded(to, a, publishing, 0.0, |_, rest| one_if(rest > 0.0)),
    };
    to.absences_like(a);
    to.loose = 0;
    to.settle();
    near & if publishing.is_sharp { a.loose } else { ALL } & !a.absent()
}

/// Rounds magnitudes: to the nearest whole number, and from there by what is left over. Gives the lanes
/// in which this is near to a `turn`.
#[inline(always)]
fn rounded(
    to: &mut Numbers,
    a: &Numbers,
    Publishing { factor, above, below, slack, .. }: Publishing,
    turn: f64,
    more: impl Fn(f64, f64) -> f64,
) -> u64 {
    map_where(&mut to.values, &a.values, |a| {
        let magnitude = a.abs();
        let whole = nearest(magnitude * factor);
        let rest = magnitude * above - whole * below;
        let kept = whole + more(whole, rest);
        (if a < 0.0 { -kept } else { kept }, (rest.abs() - turn).abs() <= slack)
    })
}

/// A selection, not a conversion.
#[inline(always)]
fn one_if(is_so: bool) -> f64 {
    if is_so { 1.0 } else { 0.0 }
}

#[inline(always)]
pub(crate) fn as_share(to: &mut Numbers, of: Truths) {
    for (to, met) in to.values.iter_mut().zip(spread(of.met)) {
        *to = f64::from(met);
    }
    to.is_there();
    to.open = of.open;
}

//! As few registers as will do: what is in use then fits into the nearest memory.

use alloc::vec::Vec;

use crate::columns::filter::Bound;
use crate::columns::program::graded::take_together;
use crate::columns::program::step::{NumberStep, Step};
use crate::plan::Plan;

/// The steps without those whose outcome nobody reads, on as few registers of numbers as will do; how
/// many these are. The numbers in `kept` and the `conditions` are read in the end.
pub(super) fn furnish(
    plan: &Plan,
    steps: Vec<Step>,
    (kept, conditions): (&mut [usize], &[usize]),
    bounds: &[Bound],
) -> (Vec<Step>, usize) {
    let count = bounds.len();
    let mut steps = without_idle(without_same(steps, kept), (kept, conditions), count);
    take_together(plan, &mut steps, kept, bounds);
    steps = without_idle(steps, (kept, conditions), count);
    let last = last_reads(&mut steps, kept, count);
    let mut rooms = Rooms { of: alloc::vec![0; count], free: Vec::new(), count: 0 };
    for (place, step) in steps.iter_mut().enumerate() {
        let ends = |register: &usize| last.get(*register) == Some(&place);
        let mut ending: Vec<usize> = step.reads().iter().map(|read| **read).filter(ends).collect();
        ending.sort_unstable();
        ending.dedup();
        step.reads().into_iter().for_each(|read| *read = rooms.of(*read));
        if let Step::Number(target, kind) = step {
            let room = if kind.is_fixed() {
                // Written once, before the first block.
                rooms.build()
            } else if let (NumberStep::Counted(counting), false) = (&*kind, ending.is_empty()) {
                // A share is counted where it stands.
                ending.clear();
                counting.raw.0
            } else {
                rooms.take()
            };
            rooms.assign(target.register, room);
            target.register = room;
        }
        let left: Vec<usize> = ending.iter().map(|register| rooms.of(*register)).collect();
        rooms.free.extend(left);
    }
    kept.iter_mut().for_each(|kept| *kept = rooms.of(*kept));
    (steps, rooms.count)
}

/// What is only called otherwise is read where it stands.
fn without_same(steps: Vec<Step>, kept: &mut [usize]) -> Vec<Step> {
    let mut stands: Vec<(usize, usize)> = Vec::new();
    let find = |stands: &[(usize, usize)], register: usize| {
        let found = stands.iter().find(|(called, _)| *called == register);
        found.map_or(register, |(_, stands)| *stands)
    };
    let mut all = Vec::with_capacity(steps.len());
    for mut step in steps {
        step.reads().into_iter().for_each(|read| *read = find(&stands, *read));
        match &step {
            Step::Number(target, NumberStep::Same(a)) => stands.push((target.register, *a)),
            Step::Number(..) | Step::Truth(..) | Step::Place(..) | Step::Write(..) => {
                all.push(step)
            }
        }
    }
    kept.iter_mut().for_each(|kept| *kept = find(&stands, *kept));
    all
}

fn without_idle(
    steps: Vec<Step>,
    (kept, conditions): (&[usize], &[usize]),
    count: usize,
) -> Vec<Step> {
    let mut reads = Reads { numbers: alloc::vec![false; count], conditions: Vec::new() };
    kept.iter().for_each(|kept| Reads::mark(&mut reads.numbers, *kept));
    conditions.iter().for_each(|kept| Reads::mark(&mut reads.conditions, *kept));
    let mut busy: Vec<Step> = Vec::with_capacity(steps.len());
    for mut step in steps.into_iter().rev() {
        let is_read = match &step {
            Step::Number(target, _) => reads.numbers.get(target.register) == Some(&true),
            Step::Truth(to, _) => reads.conditions.get(*to) == Some(&true),
            Step::Place(..) | Step::Write(..) => true,
        };
        if is_read {
            step.reads().into_iter().for_each(|read| Reads::mark(&mut reads.numbers, *read));
            let read = step.conditions().into_iter();
            read.for_each(|read| Reads::mark(&mut reads.conditions, *read));
            busy.push(step);
        }
    }
    busy.reverse();
    busy
}

/// Which registers are read.
struct Reads {
    numbers: Vec<bool>,
    conditions: Vec<bool>,
}

impl Reads {
    fn mark(reads: &mut Vec<bool>, register: usize) {
        if reads.len() <= register {
            reads.resize(register + 1, false);
        }
        if let Some(read) = reads.get_mut(register) {
            *read = true;
        }
    }
}

/// The last step that reads each register.
fn last_reads(steps: &mut [Step], kept: &[usize], count: usize) -> Vec<usize> {
    let mut last = alloc::vec![0; count];
    for (place, step) in steps.iter_mut().enumerate() {
        for read in step.reads() {
            if let Some(last) = last.get_mut(*read) {
                *last = place;
            }
        }
    }
    let fixed = steps.iter().filter_map(|step| match step {
        Step::Number(target, kind) if kind.is_fixed() => Some(target.register),
        Step::Number(..) | Step::Truth(..) | Step::Place(..) | Step::Write(..) => None,
    });
    for register in fixed.chain(kept.iter().copied()) {
        if let Some(last) = last.get_mut(register) {
            *last = usize::MAX;
        }
    }
    last
}

struct Rooms {
    /// By register.
    of: Vec<usize>,
    free: Vec<usize>,
    count: usize,
}

impl Rooms {
    fn of(&self, register: usize) -> usize {
        self.of.get(register).copied().unwrap_or_default()
    }

    fn assign(&mut self, register: usize, room: usize) {
        if let Some(place) = self.of.get_mut(register) {
            *place = room;
        }
    }

    fn build(&mut self) -> usize {
        self.count += 1;
        self.count - 1
    }

    fn take(&mut self) -> usize {
        self.free.pop().unwrap_or_else(|| self.build())
    }
}

//! Levels, checklists, curves and tables.

use alloc::boxed::Box;
use alloc::vec::Vec;

use crate::columns::filter::{Bound, Lines, ULP, common_unit, float, whole_unit};
use crate::columns::numbers::{Curve, Line, Row, Worth};
use crate::columns::program::step::NumberStep;
use crate::columns::program::{Program, Refused, Register, plain};
use crate::columns::sheet::{tally_code, tally_of};
use crate::number::Number;
use crate::plan::Plan;
use crate::plan::node::{Bound as TableBound, NodeId, Step as TableRow, Table, TableShape};

impl Program {
    /// A number for each option.
    pub(super) fn table_of(&mut self, ask: usize, numbers: &[Number]) -> Result<Register, Refused> {
        let (bound, table) = stored(numbers)?;
        self.add(bound, NumberStep::Codes(ask, worth_of(table, numbers.len())))
    }

    /// A share for each tally of a checklist.
    pub(super) fn tally(
        &mut self,
        ask: usize,
        parts: usize,
        share: impl Fn(usize, usize) -> (usize, usize),
    ) -> Result<Register, Refused> {
        let most = tally_code(parts, parts).ok_or("a checklist of very many parts")?;
        let of = |code: u8| {
            let (ticked, applying) = tally_of(code);
            let (above, below) = share(ticked, applying);
            Number::from_count(above).over(&Number::from_count(below)).unwrap_or_else(Number::zero)
        };
        let numbers: Vec<Number> = (0..=most).map(of).collect();
        self.table_of(ask, &numbers)
    }

    pub(super) fn curve(
        &mut self,
        a: usize,
        points: &[(Number, Number)],
    ) -> Result<Register, Refused> {
        let bound = self.bound(a)?;
        let first = points.first().ok_or("a curve without points")?;
        let slopes: Vec<(Number, Number, Number)> = points
            .iter()
            .zip(points.iter().skip(1))
            .map(|((from, low), (to, high))| {
                let length = to.minus(from);
                let slope = high.minus(low).over(&length).unwrap_or_else(Number::zero);
                (from.clone(), length, slope)
            })
            .collect();
        let exact = whole_unit(bound.unit).and_then(|unit| exact_lines(unit, &first.1, &slopes));
        let unit = exact.unwrap_or(1);
        let of_stored = |number: &Number| float(number) * bound.unit;
        let stored = |number: &Number| match whole_unit(bound.unit) {
            Some(unit) => float(&number.times(&Number::from_whole(unit))),
            None => of_stored(number),
        };
        let risen = |number: &Number| float(&number.times(&Number::from_whole(unit)));
        let line = |(from, length, slope): &(Number, Number, Number)| Line {
            from: stored(from),
            length: stored(length),
            slope: match whole_unit(bound.unit) {
                Some(own) => {
                    risen(&slope.over(&Number::from_whole(own)).unwrap_or_else(Number::zero))
                }
                None => risen(slope) / bound.unit,
            },
        };
        let lines: Vec<Line> = slopes.iter().map(line).collect();
        let values: Vec<f64> = points.iter().map(|(_, value)| risen(value)).collect();
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let known = Lines {
            unit: plain(unit),
            is_exact: exact.is_some(),
            low: least,
            high: most,
            slope: lines.iter().map(|line| line.slope.abs()).fold(0.0, f64::max),
            reach: points.iter().map(|(at, _)| stored(at).abs()).fold(0.0, f64::max),
            pieces: f64::from(u32::try_from(points.len()).unwrap_or(u32::MAX)),
            travel: lines.iter().map(|line| (line.slope * line.length).abs()).sum(),
        };
        let end = |point: Option<&(Number, Number)>| point.map_or(0.0, |(at, _)| stored(at));
        let (least, most) = (end(points.first()), end(points.last()));
        let room = |at: f64| bound.slack(at) + 8.0 * ULP * at.abs();
        let ends = (least - room(least), most + room(most));
        let is_one_way = lines.iter().all(|line| line.slope >= 0.0)
            || lines.iter().all(|line| line.slope <= 0.0);
        let curve = Curve { start: risen(&first.1), lines, is_one_way, ends };
        self.add(bound.by_lines(&known), NumberStep::OnCurve(a, curve))
    }

    /// A table: from each bound on its number, below the first the first number, or none.
    pub(super) fn rows(
        &mut self,
        a: usize,
        below: Option<&Number>,
        rows: &[(TableBound, Number)],
    ) -> Result<Register, Refused> {
        let numbers: Vec<&Number> =
            below.into_iter().chain(rows.iter().map(|row| &row.1)).collect();
        let unit =
            common_unit(numbers.iter().copied()).ok_or("a table without a common measure")?;
        let scale = Number::from_whole(unit);
        let mut before = below.cloned().unwrap_or_else(Number::zero);
        let mut steps = Vec::new();
        for (bound, number) in rows {
            steps.push(Row {
                verge: self.verge(a, &bound.at, bound.included)?,
                jump: float(&number.minus(&before).times(&scale)),
            });
            before = number.clone();
        }
        let stored: Vec<f64> = numbers.iter().map(|one| float(&one.times(&scale))).collect();
        let low = stored.iter().copied().fold(0.0, f64::min);
        let high = stored.iter().copied().fold(0.0, f64::max);
        let start = below.map(|below| float(&below.times(&scale)));
        self.add(Bound::whole(plain(unit), low, high), NumberStep::ByRows(a, start, steps))
    }

    pub(super) fn steps_of(&mut self, a: usize, rows: &[TableRow]) -> Result<Register, Refused> {
        let first = rows.first().ok_or("a table without rows")?;
        let bound = |row: &TableRow| TableBound { at: row.bound.clone(), included: row.included };
        let all: Vec<(TableBound, Number)> =
            rows.iter().skip(1).map(|row| (bound(row), row.share.clone())).collect();
        self.rows(a, Some(&first.share), &all)
    }

    pub(super) fn look_up(&mut self, table: &Table, by: &[NodeId]) -> Result<Register, Refused> {
        match (&table.shape, by) {
            (TableShape::Curve(points), [a]) => self.curve(self.number(*a)?, points),
            (TableShape::Grid { rows, columns, cells }, [a])
                if columns.is_empty() && !rows.is_empty() =>
            {
                let cells = cells.iter().filter_map(|cells| cells.first().cloned());
                let rows: Vec<(TableBound, Number)> = rows.iter().cloned().zip(cells).collect();
                self.rows(self.number(*a)?, None, &rows)
            }
            (TableShape::Curve(_) | TableShape::Grid { .. } | TableShape::Options(_), _) => {
                Err("a table of two ways")
            }
        }
    }

    pub(super) fn by_option(
        &mut self,
        plan: &Plan,
        table: &Table,
        ask: usize,
    ) -> Result<Register, Refused> {
        let TableShape::Options(entries) = &table.shape else { return Err("a table") };
        let options = plan.asks.get(ask).map(|ask| ask.kind.options()).unwrap_or_default();
        let entry = |id: &str| entries.iter().find(|(option, _)| option == id);
        let numbers: Option<Vec<Number>> =
            options.iter().map(|option| Some(entry(&option.id)?.1.clone())).collect();
        self.table_of(ask, &numbers.ok_or("an option that the table does not know")?)
    }

    /// The number of each place.
    pub(super) fn worth(&mut self, a: NodeId, worths: &[Number]) -> Result<Register, Refused> {
        let place = self.place(a)?;
        let (bound, table) = stored(worths)?;
        self.add(bound, NumberStep::OfPlace(place, table))
    }
}

/// Numbers in a unit in which all are whole, with what is known of them.
fn stored(numbers: &[Number]) -> Result<(Bound, Box<[f64; 256]>), Refused> {
    let unit = common_unit(numbers.iter()).ok_or("numbers without a common measure")?;
    let scale = Number::from_whole(unit);
    let mut table = Box::new([0.0; 256]);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    for (cell, number) in table.iter_mut().zip(numbers) {
        *cell = float(&number.times(&scale));
        (low, high) = (low.min(*cell), high.max(*cell));
    }
    Ok((Bound::whole(plain(unit), low, high), table))
}

/// The unit in which lines over whole numbers of `unit` give whole numbers, if there is one.
fn exact_lines(unit: i64, start: &Number, lines: &[(Number, Number, Number)]) -> Option<i64> {
    let own = Number::from_whole(unit);
    let slopes: Option<Vec<Number>> = lines.iter().map(|(_, _, slope)| slope.over(&own)).collect();
    let slopes = slopes?;
    let whole = |number: &Number| number.times(&own).is_whole();
    if !lines.iter().all(|(from, length, _)| whole(from) && whole(length)) {
        return None;
    }
    common_unit([start].into_iter().chain(&slopes))
}

/// Worths without the table, where each option is worth so much more than the one before.
fn worth_of(table: Box<[f64; 256]>, count: usize) -> Worth {
    let at = |place: usize| table.get(place).copied().unwrap_or_default();
    let (start, each) = (at(0), at(1) - at(0));
    let even = |place: usize| f64::from(u8::try_from(place).unwrap_or(u8::MAX)) * each + start;
    // All are whole numbers.
    let is_even = (0..count).all(|place| (even(place) - at(place)).abs() < 0.5);
    if is_even { Worth::Even(start, each) } else { Worth::Listed(table) }
}

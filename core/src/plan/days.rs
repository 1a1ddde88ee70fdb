//! Days in expressions: differences, shifts, and what a calendar says.

use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::parse::expression::Expression;
use crate::plan::names::{Builder, DAY, Typed, plain, written};
use crate::plan::node::{CalendarPart, Kind, NodeId, Operation, Pairing, Units};
use crate::span::Span;

impl Builder<'_> {
    /// A day less a day is a number of days; a day and a number of days are a day.
    pub(crate) fn with_days(
        &mut self,
        pairing: Pairing,
        left: Typed,
        right: Typed,
        at: Span,
    ) -> Option<Typed> {
        let operation = Operation::Pair(pairing, left.node, right.node);
        match (pairing, self.is_day(left), self.is_day(right)) {
            (Pairing::Minus, true, true) => Some(self.as_days(operation)),
            (_, true, false) => self.shifted(operation, right, at),
            (Pairing::Plus, false, true) => self.shifted(operation, left, at),
            _ => self.wrong_type("a quantity", "a day", at),
        }
    }

    fn is_day(&self, typed: Typed) -> bool {
        self.kind(typed.node) == Kind::Date
    }

    fn shifted(&mut self, operation: Operation, by: Typed, at: Span) -> Option<Typed> {
        let units = self.expect_quantity(by, at)?;
        let days = Units::from([(DAY.into(), 1)]);
        if !by.bare && units != days {
            self.report(at, Fault::UnitsDiffer { left: written(&days), right: written(&units) });
            return None;
        }
        let node = self.push(operation, Kind::Date, Default::default());
        Some(Typed { node, bare: false })
    }

    /// A number of days.
    pub(crate) fn as_days(&mut self, operation: Operation) -> Typed {
        let name = self.unit_name(DAY).unwrap_or_default();
        let unit = Units::from([(DAY.into(), 1)]);
        let node = self.push(operation, Kind::Quantity { unit, percent: false }, name);
        Typed { node, bare: false }
    }

    /// The call of a function of days; `None` for another function.
    pub(crate) fn calendar_call(
        &mut self,
        function: &str,
        arguments: &[Expression],
    ) -> Option<Option<Typed>> {
        let part = match function {
            "year" => CalendarPart::Year,
            "month" => CalendarPart::Month,
            "months-between" => CalendarPart::MonthsBetween,
            "years-between" => CalendarPart::YearsBetween,
            _ => return None,
        };
        let days: Vec<Option<NodeId>> = arguments.iter().map(|each| self.day(each)).collect();
        let days: Option<Vec<NodeId>> = days.into_iter().collect();
        Some(days.map(|days| {
            let node = self.push(Operation::Calendar(part, days), plain(false), Default::default());
            Typed { node, bare: false }
        }))
    }

    fn day(&mut self, expression: &Expression) -> Option<NodeId> {
        let typed = self.value(expression)?;
        if self.is_day(typed) {
            return Some(typed.node);
        }
        self.wrong_type("a day", "a quantity", expression.at)
    }
}

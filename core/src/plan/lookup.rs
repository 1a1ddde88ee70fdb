//! Tables with names, and the calls that look something up in them.

use alloc::string::ToString;
use alloc::sync::Arc;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::label::Label;
use crate::model::criterion::Pair;
use crate::model::table::{BoundRow, TableRule};
use crate::named::ByName;
use crate::number::Number;
use crate::parse::expression::Expression;
use crate::parse::shape::{At, Id};
use crate::parse::suggest::nearest;
use crate::plan::calls::FUNCTIONS;
use crate::plan::names::{Builder, Typed, plain, written};
use crate::plan::node::{Bound, Kind, NodeId, Operation, Table, TableShape, Units};
use crate::plan::profile;
use crate::span::Span;

impl<'a> Builder<'a> {
    /// Takes over the tables as they are for this kind of subject.
    pub(crate) fn all_tables(&mut self) {
        let rubric = self.rubric;
        for entry in &rubric.table {
            let rule = profile::variant(&entry.it, self.profile);
            rule.clauses.iter().for_each(|clause| drop(self.clause(clause)));
            let units = [&rule.unit, &rule.column_unit, &rule.gives];
            for unit in units.into_iter().flatten() {
                self.unit(unit, unit.at);
            }
            let (id, name) = (rule.id.to_string(), rule.name.it.clone());
            self.tables.push((Arc::new(Table { id, name, shape: shape(rule) }), rule));
        }
    }

    /// The call of a table as a function.
    pub(crate) fn table_call(
        &mut self,
        function: &str,
        arguments: &[Expression],
        at: Span,
    ) -> Option<Typed> {
        let Some((table, rule)) = self.table(function) else {
            let known = FUNCTIONS.iter().map(|(name, _)| *name);
            let tables = self.tables.iter().map(|(table, _)| table.id.as_str());
            let nearest = nearest(function, known.chain(tables));
            self.report(at, Fault::NoSuchFunction { name: function.into(), nearest });
            return None;
        };
        let takes = match &table.shape {
            TableShape::Grid { columns, .. } if !columns.is_empty() => "2",
            TableShape::Grid { .. } | TableShape::Curve(_) | TableShape::Options(_) => "1",
        };
        if takes != arguments.len().to_string() {
            return self.wrong_arity(function, takes, arguments.len(), at);
        }
        let (kind, label) = self.given_by(rule);
        if let (TableShape::Options(entries), Some(rows), [ask]) =
            (&table.shape, &rule.options, arguments)
        {
            let ask = self.asked_by_option(ask, entries, rows, function)?;
            let node = self.push(Operation::ByOption(table, ask), kind, label);
            return Some(Typed { node, bare: false });
        }
        let units = [&rule.unit, &rule.column_unit];
        let mut nodes = Vec::new();
        for (argument, unit) in arguments.iter().zip(units) {
            let typed = self.number(argument);
            nodes.push(typed.and_then(|typed| self.argument(typed, unit.as_ref(), argument.at)));
        }
        let nodes: Vec<NodeId> = nodes.into_iter().collect::<Option<_>>()?;
        self.bounds_of(&table, &nodes);
        let node = self.push(Operation::LookUp(table, nodes), kind, label);
        Some(Typed { node, bare: false })
    }

    /// The share of full points that the table `id` gives for a measure.
    pub(crate) fn share_by_table(&mut self, measure: NodeId, id: &At<Id>) -> Option<NodeId> {
        let found = self.table(id);
        let Some((table, rule)) = found else {
            let tables = self.tables.iter().map(|(table, _)| table.id.as_str());
            let nearest = nearest(id, tables);
            let (name, wanted) = (id.to_string(), "a table of the rubric".into());
            self.report(id.at, Fault::NoSuchName { name, wanted, nearest });
            return None;
        };
        let takes_one = match &table.shape {
            TableShape::Grid { columns, .. } => columns.is_empty(),
            TableShape::Curve(_) => true,
            TableShape::Options(_) => false,
        };
        if !takes_one {
            let (expected, found) = ("a table of steps or a curve", "another kind of table");
            return self.wrong_type(expected, found, id.at);
        }
        let measure =
            self.argument(Typed { node: measure, bare: false }, rule.unit.as_ref(), id.at)?;
        self.bounds_of(&table, &[measure]);
        Some(self.percent(Operation::LookUp(table, [measure].into())))
    }

    fn table(&self, id: &str) -> Option<(Arc<Table>, &'a TableRule)> {
        let found = self.tables.iter().find(|(table, _)| table.id == id);
        found.map(|(table, rule)| (Arc::clone(table), *rule))
    }

    /// What the results of a table are.
    fn given_by(&self, rule: &TableRule) -> (Kind, Label) {
        let known = rule.gives.as_ref().and_then(|unit| Some((unit, self.unit_name(unit)?)));
        match known {
            Some((unit, name)) => {
                let unit = Units::from([(unit.to_string(), 1)]);
                (Kind::Quantity { unit, percent: false }, name)
            }
            None => (plain(false), Label::default()),
        }
    }

    /// A quantity to look up, if it has the unit that the table wants.
    fn argument(&mut self, typed: Typed, unit: Option<&At<Id>>, at: Span) -> Option<NodeId> {
        let own = self.expect_quantity(typed, at)?;
        let wanted: Units = unit.iter().map(|unit| (unit.to_string(), 1)).collect();
        if typed.bare || own == wanted {
            return Some(typed.node);
        }
        self.report(at, Fault::UnitsDiffer { left: written(&own), right: written(&wanted) });
        None
    }

    /// What is looked up is never shown on the other side of a row's bound.
    fn bounds_of(&mut self, table: &Table, nodes: &[NodeId]) {
        let sides = match &table.shape {
            TableShape::Grid { rows, columns, .. } => [rows, columns]
                .map(|rows| rows.iter().map(|row| row.at.clone()).collect::<Vec<Number>>()),
            TableShape::Curve(points) => {
                [points.iter().map(|(at, _)| at.clone()).collect(), Vec::new()]
            }
            TableShape::Options(_) => return,
        };
        for (node, bounds) in nodes.iter().zip(sides) {
            bounds.iter().for_each(|bound| self.bound(*node, bound));
        }
    }

    /// The ask whose options a table lists, each of them.
    fn asked_by_option(
        &mut self,
        expression: &Expression,
        entries: &[(alloc::string::String, Number)],
        rows: &At<ByName<At<Number>>>,
        table: &str,
    ) -> Option<usize> {
        let ask = self.named_ask(expression)?;
        let options = self.asks.get(ask).map(|ask| ask.kind.options()).unwrap_or_default();
        if options.is_empty() {
            return self.wrong_type("a choice or level", "another kind of ask", expression.at);
        }
        let ids: Vec<_> = options.iter().map(|option| option.id.clone()).collect();
        let missing = ids.iter().find(|id| !entries.iter().any(|(option, _)| option == *id));
        if let Some(option) = missing {
            let (table, option) = (table.to_string(), option.clone());
            self.report(rows.at, Fault::OptionWithoutEntry { table, option });
        }
        for (name, entry) in rows.iter().filter(|(name, _)| !ids.iter().any(|id| id == name)) {
            let nearest = nearest(name, ids.iter().map(|id| id.as_str()));
            let (name, wanted) = (name.to_string(), "an option of the ask".into());
            self.report(entry.at, Fault::NoSuchName { name, wanted, nearest });
        }
        Some(ask)
    }
}

fn shape(rule: &TableRule) -> TableShape {
    let bounds = |rows: &[At<BoundRow>]| -> Vec<Bound> {
        rows.iter().filter_map(|row| bound(row.from.as_ref(), row.above.as_ref())).collect()
    };
    if let Some(options) = &rule.options {
        let entry = |(option, number): (&str, &At<Number>)| (option.into(), number.it.clone());
        return TableShape::Options(options.iter().map(entry).collect());
    }
    if let Some(curve) = &rule.curve {
        let pair = |pair: &At<Pair>| (pair.x.it.clone(), pair.share.it.clone());
        return TableShape::Curve(curve.iter().map(pair).collect());
    }
    if let Some(steps) = &rule.steps {
        let rows = steps.iter().filter_map(|row| bound(row.from.as_ref(), row.above.as_ref()));
        let cells = steps.iter().map(|row| [row.gives.it.clone()].into());
        return TableShape::Grid {
            rows: rows.collect(),
            columns: Vec::new(),
            cells: cells.collect(),
        };
    }
    let side = |rows: &Option<At<Vec<At<BoundRow>>>>| {
        rows.as_ref().map(|rows| bounds(rows)).unwrap_or_default()
    };
    let cells = rule.cells.iter().flat_map(|cells| &cells.it);
    let row = |row: &At<Vec<At<Number>>>| row.iter().map(|cell| cell.it.clone()).collect();
    TableShape::Grid {
        rows: side(&rule.rows),
        columns: side(&rule.columns),
        cells: cells.map(row).collect(),
    }
}

fn bound(from: Option<&At<Number>>, above: Option<&At<Number>>) -> Option<Bound> {
    match (from, above) {
        (Some(from), None) => Some(Bound { at: from.it.clone(), included: true }),
        (None, Some(above)) => Some(Bound { at: above.it.clone(), included: false }),
        _ => None,
    }
}

//! Functions of answers that hold several numbers: distributions, series and periods.

use alloc::string::String;
use alloc::vec::Vec;

use crate::label::Label;
use crate::number::Number;
use crate::parse::expression::{Comparison, Expression};
use crate::plan::AskKind;
use crate::plan::names::{Builder, Typed, plain};
use crate::plan::node::{Aggregate, Kind, Operation, Pairing};
use crate::span::Span;

/// What kind of collection a function takes.
#[derive(Clone, Copy, PartialEq)]
enum Wanted {
    Distribution,
    Series,
    Either,
    Period,
}

impl Builder<'_> {
    /// The call of a function of a collection; `None` for another function.
    pub(crate) fn collection_call(
        &mut self,
        function: &str,
        arguments: &[Expression],
        at: Span,
    ) -> Option<Option<Typed>> {
        let wanted = match function {
            "replies" | "share-of" => Wanted::Distribution,
            "at" | "latest" | "sum-of" | "lowest-of" | "highest-of" | "rises" => Wanted::Series,
            "mean-of" => Wanted::Either,
            "days" | "first-day" | "last-day" => Wanted::Period,
            _ => return None,
        };
        Some(self.of_collection(function, wanted, arguments, at))
    }

    fn of_collection(
        &mut self,
        function: &str,
        wanted: Wanted,
        arguments: &[Expression],
        at: Span,
    ) -> Option<Typed> {
        let (named, rest) = arguments.split_first()?;
        let ask = self.named_ask(named)?;
        let kind = &self.asks.get(ask)?.kind;
        let (fits, expected) = match (wanted, kind) {
            (Wanted::Distribution, kind) => {
                (matches!(kind, AskKind::Distribution { .. }), "a distribution")
            }
            (Wanted::Series, kind) => (matches!(kind, AskKind::Series { .. }), "a series"),
            (Wanted::Either, kind) => (
                matches!(kind, AskKind::Series { .. } | AskKind::Distribution { .. }),
                "a distribution or a series",
            ),
            (Wanted::Period, kind) => (matches!(kind, AskKind::Period(_)), "a period"),
        };
        if !fits {
            return self.wrong_type(expected, "another kind of ask", named.at);
        }
        let is_distribution = matches!(kind, AskKind::Distribution { .. });
        let ids = kind.part_ids();
        let wanted =
            if is_distribution { "an option of the ask" } else { "a period of the series" };
        let places: Vec<Option<usize>> =
            rest.iter().map(|each| self.among(each, &ids, wanted)).collect();
        let places: Vec<usize> = places.into_iter().collect::<Option<_>>()?;
        let all: Vec<usize> = (0..ids.len()).collect();
        match function {
            "first-day" => Some(self.part(ask, 0)),
            "last-day" => Some(self.part(ask, 1)),
            "days" => Some(self.days_of(ask)),
            "at" | "replies" if !places.is_empty() => {
                Some(self.part(ask, places.first().copied().unwrap_or_default()))
            }
            "latest" => Some(self.part(ask, ids.len().saturating_sub(1))),
            "mean-of" if is_distribution => {
                let typed = self.ask(ask)?;
                self.expect_quantity(typed, at)?;
                Some(typed)
            }
            "share-of" => Some(self.share_of(ask, &ids, &places)),
            "rises" => Some(self.rises(ask, &all)),
            "mean-of" => Some(self.of_parts(ask, &all, Aggregate::Mean)),
            "lowest-of" => Some(self.of_parts(ask, &all, Aggregate::LEAST)),
            "highest-of" => Some(self.of_parts(ask, &all, Aggregate::MOST)),
            _ => Some(self.of_parts(ask, &all, Aggregate::SUM)),
        }
    }

    /// One of the numbers of an answer.
    fn part(&mut self, ask: usize, place: usize) -> Typed {
        let (kind, label) = match self.asks.get(ask).map(|ask| &ask.kind) {
            Some(AskKind::Period(_)) => (Kind::Date, Label::default()),
            Some(AskKind::Series { measured, .. }) => {
                let (unit, label) = (self.unit_of(ask), measured.unit.clone());
                (Kind::Quantity { unit, percent: false }, label)
            }
            _ => (plain(false), Label::default()),
        };
        Typed { node: self.push(Operation::Part(ask, place), kind, label), bare: false }
    }

    fn of_parts(&mut self, ask: usize, places: &[usize], aggregate: Aggregate) -> Typed {
        let parts: Vec<Typed> = places.iter().map(|place| self.part(ask, *place)).collect();
        let nodes = parts.iter().map(|part| part.node).collect();
        let like = parts.first().copied().unwrap_or_else(|| self.part(ask, 0));
        self.same_kind(Operation::Aggregate(aggregate, nodes), like)
    }

    /// Both ends counted, and so never less than one.
    fn days_of(&mut self, ask: usize) -> Typed {
        let (from, to) = (self.part(ask, 0), self.part(ask, 1));
        let between = self.as_days(Operation::Pair(Pairing::Minus, to.node, from.node));
        let one = self.as_days(Operation::Constant(Number::one()));
        let all = self.as_days(Operation::Pair(Pairing::Plus, between.node, one.node));
        self.as_days(Operation::Aggregate(Aggregate::MOST, [all.node, one.node].into()))
    }

    /// The share of replies in some of the options: the mean of one for these and nothing for others.
    fn share_of(&mut self, ask: usize, ids: &[String], places: &[usize]) -> Typed {
        let worth = |place| if places.contains(&place) { Number::one() } else { Number::zero() };
        let worths = (0..ids.len()).map(worth).collect();
        Typed { node: self.percent(Operation::Spread(ask, worths)), bare: false }
    }

    /// Whether no period is below one before: each is held against the highest of those, so that
    /// a fall shows across periods that are not answered.
    fn rises(&mut self, ask: usize, places: &[usize]) -> Typed {
        let mut steps = Vec::new();
        for (count, place) in places.iter().enumerate().skip(1) {
            let before = places.get(..count).unwrap_or_default();
            let highest = self.of_parts(ask, before, Aggregate::MOST).node;
            let now = self.part(ask, *place).node;
            let rises = Operation::Compare(Comparison::AtLeast, now, highest);
            steps.push(self.as_truth(rises).node);
        }
        self.as_truth(Operation::AtLeast(steps.len(), steps))
    }
}

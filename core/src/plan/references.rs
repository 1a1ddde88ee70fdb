//! Functions that look at one thing by its id: an ask, an option, a criterion, a category.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::parse::expression::{Expression, ExpressionKind, Operator};
use crate::parse::suggest::nearest;
use crate::plan::AskKind;
use crate::plan::grades::named;
use crate::plan::names::{Builder, Typed};
use crate::plan::node::Operation;

impl Builder<'_> {
    pub(crate) fn named_ask(&mut self, expression: &Expression) -> Option<usize> {
        let name = named(expression).unwrap_or_default();
        let found = self.ask_by_id.get(name).copied();
        if found.is_none() {
            let fault = Fault::NoSuchName {
                name: name.into(),
                wanted: "the id of an ask".into(),
                nearest: nearest(name, self.ask_by_id.names()),
            };
            self.report(expression.at, fault);
        }
        found
    }

    pub(crate) fn ticked(&mut self, expression: &Expression) -> Option<Typed> {
        let ask = self.named_ask(expression)?;
        if matches!(self.asks.get(ask).map(|ask| &ask.kind), Some(AskKind::Checklist { .. })) {
            return Some(Typed { node: self.plain(Operation::Ticked(ask)), bare: false });
        }
        self.wrong_type("a checklist", "another kind of ask", expression.at)
    }

    /// Whether an option or level was chosen.
    pub(crate) fn chosen(&mut self, ask: &Expression, option: &Expression) -> Option<Typed> {
        let place = self.named_ask(ask)?;
        let options = self.asks.get(place).map(|ask| ask.kind.options()).unwrap_or_default();
        if options.is_empty() {
            return self.wrong_type("a choice or level", "another kind of ask", ask.at);
        }
        let ids: Vec<String> = options.iter().map(|option| option.id.clone()).collect();
        let option = self.among(option, &ids, "an option of the ask")?;
        Some(self.as_truth(Operation::Chosen(place, option)))
    }

    /// Whether the subject is of this kind.
    pub(crate) fn is_of(&mut self, category: &Expression, option: &Expression) -> Option<Typed> {
        let categories = &self.rubric.category;
        let ids: Vec<String> = categories.iter().map(|known| known.id.to_string()).collect();
        let place = self.among(category, &ids, "a category")?;
        let known = categories.get(place)?;
        let ids: Vec<String> = known.options.iter().map(|option| option.id.to_string()).collect();
        let option = self.among(option, &ids, "an option of the category")?;
        let option = ids.get(option)?.clone();
        let holds = self.profile.get(known.id.as_str()) == Some(&option);
        self.told_apart.add(&known.id, Vec::from([option]));
        Some(self.as_truth(Operation::Truth(holds)))
    }

    /// The place of the id that `expression` spells among `ids`.
    pub(crate) fn among(
        &mut self,
        expression: &Expression,
        ids: &[String],
        wanted: &str,
    ) -> Option<usize> {
        let name = spelt(expression).unwrap_or_default();
        let found = ids.iter().position(|id| *id == name);
        if found.is_none() {
            let nearest = nearest(&name, ids.iter().map(String::as_str));
            let fault = Fault::NoSuchName { name, wanted: wanted.into(), nearest };
            self.report(expression.at, fault);
        }
        found
    }

    pub(crate) fn earned(&mut self, expression: &Expression) -> Option<Typed> {
        let ExpressionKind::Name(name) = &expression.kind else {
            return self.wrong_type("the id of a criterion", "an expression", expression.at);
        };
        let Some(index) = self.criterion_by_id.get(name).copied() else {
            let fault = Fault::NoSuchName {
                name: name.clone(),
                wanted: "a criterion that this kind of subject is asked".into(),
                nearest: nearest(name, self.criteria.iter().map(|rule| rule.id.as_str())),
            };
            self.report(expression.at, fault);
            return None;
        };
        self.counted(index, expression.at)
    }
}

/// The id that an expression spells. One that begins with a digit (`2024`, `2023-q1`) has been read
/// as a number, or as a number less a name: only without spaces is it an id.
fn spelt(expression: &Expression) -> Option<String> {
    match &expression.kind {
        ExpressionKind::Name(name) => Some(name.clone()),
        ExpressionKind::Literal { number, percent: false, unit: None } => {
            let width = expression.at.end.saturating_sub(expression.at.start);
            number.is_whole().then(|| format!("{:0>width$}", number.to_string()))
        }
        ExpressionKind::Binary { operator: Operator::Minus, left, right }
            if left.at.end.saturating_add(1) == right.at.start =>
        {
            Some(format!("{}-{}", spelt(left)?, spelt(right)?))
        }
        ExpressionKind::Literal { .. }
        | ExpressionKind::Date(_)
        | ExpressionKind::Call { .. }
        | ExpressionKind::Negate(_)
        | ExpressionKind::Not(_)
        | ExpressionKind::Binary { .. } => None,
    }
}

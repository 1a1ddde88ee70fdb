//! Rounding in the middle of a rule, powers, and the constants that they take.

use alloc::format;
use alloc::string::ToString;
use alloc::vec::Vec;

use crate::diagnostic::Fault;
use crate::evaluate::slot::Quantity;
use crate::number::Number;
use crate::parse::expression::Expression;
use crate::plan::names::{Builder, Typed};
use crate::plan::node::{Kind, NodeId, Operation, Units};
use crate::real::{MOST_DIGITS, RealFunction};
use crate::rounding::{Rounder, RoundingMode};
use crate::span::Span;

/// The highest power that is taken exactly.
const HIGHEST_POWER: usize = 64;

/// How the function of this name rounds.
pub(crate) fn rounder(function: &str) -> Option<Rounder> {
    Some(match function {
        "round" => Rounder::To(RoundingMode::HalfUp),
        "round-even" => Rounder::To(RoundingMode::HalfEven),
        "round-down" => Rounder::To(RoundingMode::Down),
        "round-up" => Rounder::To(RoundingMode::Up),
        "floor" => Rounder::Floor,
        "ceiling" => Rounder::Ceiling,
        _ => return None,
    })
}

/// The function of this name with a real value.
pub(crate) fn real_function(function: &str) -> Option<RealFunction> {
    Some(match function {
        "power" => RealFunction::Power,
        "ln" => RealFunction::NaturalLogarithm,
        "log10" => RealFunction::CommonLogarithm,
        "exp" => RealFunction::Exponential,
        "square-root" => RealFunction::SquareRoot,
        "normal-cdf" => RealFunction::NormalDistribution,
        "erf" => RealFunction::ErrorFunction,
        _ => return None,
    })
}

impl Builder<'_> {
    /// A function with a real value of plain numbers, rounded to so many digits.
    pub(crate) fn real(
        &mut self,
        function: &str,
        arguments: &[Expression],
        digits: &Expression,
    ) -> Option<Typed> {
        let digits = self.whole_constant(function, digits, 0, MOST_DIGITS);
        let nodes: Vec<Option<NodeId>> = arguments
            .iter()
            .map(|argument| {
                let typed = self.number(argument)?;
                self.in_unit(typed, &Units::new(), argument.at)?;
                Some(typed.node)
            })
            .collect();
        let nodes: Vec<NodeId> = nodes.into_iter().collect::<Option<_>>()?;
        let (function, digits) = (real_function(function)?, u32::try_from(digits?).ok()?);
        let node = self.plain(Operation::Real(function, digits, nodes));
        Some(Typed { node, bare: false })
    }

    /// The number that `expression` has whatever the answers.
    pub(crate) fn constant(&mut self, expression: &Expression) -> Option<(Typed, Option<Number>)> {
        let typed = self.number(expression)?;
        self.reckon_possible();
        let number = match self.possible.get(typed.node.0).map(|slot| slot.quantity()) {
            Some(Quantity::Known(number)) => Some(number.clone()),
            Some(Quantity::Open(_) | Quantity::Absent(_)) | None => None,
        };
        Some((typed, number))
    }

    /// A constant argument of `function` that `fits`; `expected` says which do.
    pub(crate) fn fitting_constant(
        &mut self,
        function: &str,
        expression: &Expression,
        expected: &str,
        fits: impl FnOnce(&Number) -> bool,
    ) -> Option<(Typed, Number)> {
        let (typed, number) = self.constant(expression)?;
        match number {
            Some(number) if fits(&number) => Some((typed, number)),
            other => {
                let found = match other {
                    Some(number) => number.to_string(),
                    None => "what depends on answers".into(),
                };
                let (function, expected) = (function.into(), expected.into());
                self.report(expression.at, Fault::ConstantNeeded { function, expected, found });
                None
            }
        }
    }

    /// A constant argument that is a whole number within these bounds.
    pub(crate) fn whole_constant(
        &mut self,
        function: &str,
        expression: &Expression,
        least: usize,
        most: usize,
    ) -> Option<usize> {
        let within = |number: &Number| number.to_count().filter(|n| (least..=most).contains(n));
        let expected = format!("{least}–{most}");
        let (_, number) = self
            .fitting_constant(function, expression, &expected, |number| within(number).is_some())?;
        within(&number)
    }

    pub(crate) fn rounded(
        &mut self,
        function: &str,
        inner: &Expression,
        step: Option<&Expression>,
        at: Span,
    ) -> Option<Typed> {
        let typed = self.number(inner);
        let step = match step {
            None => Number::one(),
            Some(step) => {
                let is_step = |number: &Number| !number.is_negative() && !number.is_zero();
                let (of_step, step) =
                    self.fitting_constant(function, step, "a number above 0", is_step)?;
                self.unified(typed?, of_step, at)?;
                step
            }
        };
        let typed = typed?;
        let rounder = rounder(function)?;
        Some(self.same_kind(Operation::Round(rounder, step, typed.node), typed))
    }

    /// A power, exactly.
    pub(crate) fn whole_power(
        &mut self,
        base: &Expression,
        exponent: &Expression,
    ) -> Option<Typed> {
        let typed = self.number(base);
        let exponent = self.whole_constant("power", exponent, 0, HIGHEST_POWER)?;
        let typed = typed?;
        let exponent = u32::try_from(exponent).unwrap_or_default();
        let (kind, label) = match self.kind(typed.node) {
            Kind::Quantity { mut unit, percent } => {
                let power = i32::try_from(exponent).unwrap_or_default();
                unit.iter_mut().for_each(|(_, own)| *own = own.saturating_mul(power));
                unit.retain(|(_, own)| *own != 0);
                let label = self.single_unit(&unit);
                (Kind::Quantity { unit, percent: percent && exponent > 0 }, label)
            }
            Kind::Truth | Kind::Date | Kind::Answer => return None,
        };
        let node = self.push(Operation::Power(typed.node, exponent), kind, label);
        Some(Typed { node, bare: typed.bare })
    }
}

//! The rounding modes a rubric may name, and the one place that rounds.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::number::Number;

/// What becomes of the digits that are not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RoundingMode {
    /// 四舍五入: a half goes away from zero.
    HalfUp,
    /// 四舍六入五成双: a half goes to the even neighbour (GB/T 8170).
    HalfEven,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// How numbers are published: mode and decimal places.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rounding {
    /// What becomes of the rest.
    pub mode: RoundingMode,
    /// Decimal places kept.
    pub places: u32,
}

/// A number before and after the one rounding that its rubric asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rounded {
    /// Before.
    pub exact: Number,
    /// After.
    pub published: Number,
}

/// The most places a figure is given so that it does not contradict its verdict.
const MOST_PLACES: u32 = 60;

impl Rounding {
    /// Rounds `exact` for publication. Nothing else in the engine rounds.
    pub fn publish(self, exact: Number) -> Rounded {
        let scaled = exact.scaled_by_ten(self.places);
        let magnitude = scaled.magnitude();
        let down = magnitude.floored();
        let rest = magnitude.minus(&down);
        let doubled = rest.plus(&rest);
        let up = match self.mode {
            RoundingMode::Down => false,
            RoundingMode::Up => !rest.is_zero(),
            RoundingMode::HalfUp => doubled >= Number::one(),
            RoundingMode::HalfEven => {
                doubled > Number::one() || (doubled == Number::one() && down.is_odd())
            }
        };
        let kept = if up { down.plus(&Number::one()) } else { down };
        let kept = if scaled.is_negative() { kept.negated() } else { kept };
        Rounded { published: kept.over_ten(self.places), exact }
    }

    /// `exact` as it is shown: rounded, with just as many more places as it takes for the shown
    /// number to stand on the same side of every one of `bounds` as the exact one does.
    ///
    /// 1,699 of 2,000 against a bound of 85% is shown as 84.95%, never as 85.0%.
    pub fn show(self, exact: &Number, bounds: &[Number]) -> String {
        let mut rounding = self;
        loop {
            let shown = rounding.publish(exact.clone()).published;
            let agrees = |bound: &Number| {
                let is_endless = exact == bound && bound.places().is_none();
                is_endless || exact.cmp(bound) == shown.cmp(bound)
            };
            if bounds.iter().all(agrees) || rounding.places >= MOST_PLACES {
                return shown.to_decimal(rounding.places).unwrap_or_default();
            }
            rounding.places = rounding.places.saturating_add(1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault:?}"))
    }

    #[test]
    fn each_mode_rounds_as_it_says() {
        use RoundingMode::{Down, HalfEven, HalfUp, Up};
        for (mode, text, rounded) in [
            (HalfUp, "0.5", "1"),
            (HalfUp, "-0.5", "-1"),
            (HalfUp, "2.4", "2"),
            (HalfEven, "0.5", "0"),
            (HalfEven, "1.5", "2"),
            (HalfEven, "2.51", "3"),
            (Down, "2.99", "2"),
            (Down, "-2.99", "-2"),
            (Up, "2.01", "3"),
            (Up, "2", "2"),
        ] {
            let published = Rounding { mode, places: 0 }.publish(number(text)).published;
            assert_eq!(published, number(rounded), "{mode:?} {text}");
        }
    }

    #[test]
    fn a_shown_number_never_crosses_a_bound() {
        let one_place = Rounding { mode: RoundingMode::HalfUp, places: 1 };
        assert_eq!(one_place.show(&number("84.95"), &[number("85")]), "84.95");
        assert_eq!(one_place.show(&number("89.9995"), &[number("90")]), "89.9995");
        assert_eq!(one_place.show(&number("85"), &[number("85")]), "85.0");
        assert_eq!(one_place.show(&number("84.95"), &[]), "85.0");
    }

    #[test]
    fn rounding_once_is_not_rounding_twice() {
        let whole = Rounding { mode: RoundingMode::HalfUp, places: 2 };
        assert_eq!(whole.publish(number("8.5346")).published, number("8.53"));
    }
}

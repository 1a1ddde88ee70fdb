//! The rounding modes a rubric may name, and the one place that rounds.

use alloc::string::String;

use serde::{Deserialize, Serialize};

use crate::number::{Number, Rest};

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

impl RoundingMode {
    /// Whether what is left of a whole number makes it the next one.
    fn goes_up(self, whole: i64, rest: Rest) -> bool {
        match self {
            Self::Down => false,
            Self::Up => rest > Rest::Nothing,
            Self::HalfUp => rest >= Rest::Half,
            Self::HalfEven => rest > Rest::Half || (rest == Rest::Half && whole & 1 == 1),
        }
    }

    /// How many of the last of so many decimals `exact` is rounded to, where that needs no long
    /// number.
    fn short(self, exact: &Number, places: u32) -> Option<Number> {
        let (whole, rest) = exact.short_last_places(places)?;
        let kept = whole.checked_add(i64::from(self.goes_up(whole, rest)))?;
        Some(Number::from_whole(if exact.is_negative() { kept.checked_neg()? } else { kept }))
    }

    /// The whole number that `exact` is rounded to.
    fn whole(self, exact: &Number) -> Number {
        if exact.is_whole() {
            return exact.clone();
        }
        let magnitude = exact.magnitude();
        let down = magnitude.floored();
        let rest = magnitude.minus(&down);
        let doubled = rest.plus(&rest);
        let up = match self {
            Self::Down => false,
            Self::Up => !rest.is_zero(),
            Self::HalfUp => doubled >= Number::one(),
            Self::HalfEven => {
                doubled > Number::one() || (doubled == Number::one() && down.is_odd())
            }
        };
        let kept = if up { down.plus(&Number::one()) } else { down };
        if exact.is_negative() { kept.negated() } else { kept }
    }
}

/// How an expression may round: a mode, or towards one end of the line of numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Rounder {
    To(RoundingMode),
    Floor,
    Ceiling,
}

impl Rounder {
    /// `exact` as a multiple of `step`, which is above zero.
    pub(crate) fn round(self, exact: &Number, step: &Number) -> Number {
        let steps = exact.over(step).unwrap_or_else(Number::zero);
        let kept = match self {
            Self::To(mode) => mode.short(&steps, 0).unwrap_or_else(|| mode.whole(&steps)),
            Self::Floor => steps.floored(),
            Self::Ceiling => steps.negated().floored().negated(),
        };
        kept.times(step)
    }
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
    /// Rounds `exact` for publication.
    pub fn publish(self, exact: Number) -> Rounded {
        Rounded { published: self.published(&exact), exact }
    }

    /// `exact`, rounded for publication.
    pub(crate) fn published(self, exact: &Number) -> Number {
        self.last_places(exact).over_ten(self.places)
    }

    /// How many of the last decimal place `exact` is rounded to.
    fn last_places(self, exact: &Number) -> Number {
        let short = self.mode.short(exact, self.places);
        short.unwrap_or_else(|| self.mode.whole(&exact.scaled_by_ten(self.places)))
    }

    /// `exact` as it is shown: rounded, with just as many more places as it takes for the shown
    /// number to stand on the same side of every one of `bounds` as the exact one does.
    ///
    /// 1,699 of 2,000 against a bound of 85% is shown as 84.95%, never as 85.0%.
    pub fn show(self, exact: &Number, bounds: &[Number]) -> String {
        let (kept, places) = self.shown(exact, bounds);
        kept.with_point(places).unwrap_or_default()
    }

    /// The digits of that as a whole number, and how many of them stand behind the point.
    pub(crate) fn shown(self, exact: &Number, bounds: &[Number]) -> (Number, u32) {
        let mut rounding = self;
        loop {
            let kept = rounding.last_places(exact);
            let agrees = |bound: &Number| {
                let is_endless = exact == bound && bound.places().is_none();
                is_endless || exact.cmp(bound) == kept.cmp_over_ten(rounding.places, bound)
            };
            if bounds.iter().all(agrees) || rounding.places >= MOST_PLACES {
                return (kept, rounding.places);
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
    fn the_short_way_rounds_as_the_long_one() {
        use RoundingMode::{Down, HalfEven, HalfUp, Up};
        for mode in [Down, HalfEven, HalfUp, Up] {
            for (above, below) in (-400..400).flat_map(|a| [1, 2, 3, 8, 40, 200].map(|b| (a, b))) {
                let exact = Number::from_whole(above).over(&Number::from_whole(below)).unwrap();
                let long = mode.whole(&exact.scaled_by_ten(1));
                assert_eq!(mode.short(&exact, 1), Some(long), "{mode:?} {exact}");
            }
        }
    }

    #[test]
    fn a_step_is_any_number_above_nothing() {
        use Rounder::{Ceiling, Floor, To};
        for (rounder, text, step, rounded) in [
            (To(RoundingMode::HalfUp), "0.125", "0.01", "0.13"),
            (To(RoundingMode::HalfUp), "-7.5", "5", "-10"),
            (To(RoundingMode::HalfEven), "7.5", "5", "10"),
            (To(RoundingMode::HalfEven), "2.5", "5", "0"),
            (To(RoundingMode::Down), "-3.9", "0.5", "-3.5"),
            (To(RoundingMode::Up), "3.1", "0.5", "3.5"),
            (Floor, "-3.1", "1", "-4"),
            (Ceiling, "-3.9", "1", "-3"),
            (Ceiling, "1/3", "1/7", "3/7"),
        ] {
            assert_eq!(rounder.round(&number(text), &number(step)), number(rounded), "{text}");
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

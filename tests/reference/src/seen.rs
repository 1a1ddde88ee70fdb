//! What an expression comes to, and the functions that take values.

use std::cell::RefCell;
use std::collections::BTreeMap;

use num_traits::{Signed, Zero};

use crate::date::{months_between, with_number};
use crate::fraction::{Fraction, to_step, whole};
use crate::real;

/// What an expression comes to.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    Number(Fraction),
    /// A date, by its number.
    Date(i64),
    Truth(bool),
    /// Looks at something that is left out.
    LeftOut,
    /// A condition on something that is left out: it does not apply.
    Idle,
    /// A share of nothing, growth from nothing, a row that is not there.
    Undefined,
    /// Looks at something that is withheld.
    Withheld,
    /// Looks at something that nobody knows.
    Unknown,
    /// Answers that cannot stand together: a part above its whole.
    Impossible,
}

use Seen::{Idle, Impossible, LeftOut, Number, Truth, Undefined, Unknown, Withheld};

impl Seen {
    /// Whether there is a number, a date or a truth.
    pub(crate) fn is_there(&self) -> bool {
        matches!(self, Self::Number(_) | Self::Date(_) | Self::Truth(_))
    }

    /// How gravely nothing is there; the gravest of several stays.
    fn gravity(&self) -> u8 {
        match self {
            Self::Number(_) | Self::Date(_) | Self::Truth(_) => 0,
            Self::LeftOut | Self::Idle => 1,
            Self::Undefined => 2,
            Self::Withheld => 3,
            Self::Unknown => 4,
            Self::Impossible => 5,
        }
    }

    fn number(&self) -> Fraction {
        match self {
            Self::Number(number) => number.clone(),
            other => panic!("{other:?} is a number"),
        }
    }
}

/// The gravest of them, when one is not there.
pub(crate) fn gravest(of: &[Seen]) -> Option<Seen> {
    of.iter().filter(|seen| !seen.is_there()).max_by_key(|seen| seen.gravity()).cloned()
}

/// Two with a sign between them, both looked at.
pub(crate) fn two(operator: &str, left: Seen, right: Seen) -> Seen {
    if operator == "and" || operator == "or" {
        let decides = Truth(operator == "or");
        if left == decides || right == decides {
            return decides;
        }
        if left == Idle {
            return right;
        }
        if right == Idle {
            return left;
        }
    }
    if let Some(absent) = gravest(&[left.clone(), right.clone()]) {
        let is_comparison = !["and", "or", "+", "-", "*", "/"].contains(&operator);
        // What is left out leaves the condition idle, whatever the other side comes to.
        let any_left_out = left == LeftOut || right == LeftOut;
        return if is_comparison && any_left_out && absent != Impossible { Idle } else { absent };
    }
    match (left, right) {
        (Truth(a), Truth(b)) => Truth(match operator {
            "and" => a && b,
            "or" => a || b,
            "=" => a == b,
            "!=" => a != b,
            other => panic!("truth {other} truth"),
        }),
        (Number(a), Number(b)) => match operator {
            "+" => Number(a + b),
            "-" => Number(a - b),
            "*" => Number(a * b),
            "/" if b.is_zero() => Undefined,
            "/" => Number(a / b),
            _ => Truth(compare(operator, &a, &b)),
        },
        (Seen::Date(a), Seen::Date(b)) => match operator {
            "-" => Number(whole(a - b)),
            _ => Truth(compare(operator, &a, &b)),
        },
        (Seen::Date(a), Number(days)) => {
            let days: i64 = days.to_integer().try_into().unwrap();
            Seen::Date(if operator == "+" { a + days } else { a - days })
        }
        (Number(days), Seen::Date(a)) if operator == "+" => {
            let days: i64 = days.to_integer().try_into().unwrap();
            Seen::Date(a + days)
        }
        (left, right) => panic!("{left:?} {operator} {right:?}"),
    }
}

fn compare<T: PartialOrd>(operator: &str, a: &T, b: &T) -> bool {
    match operator {
        "=" => a == b,
        "!=" => a != b,
        "<" => a < b,
        "<=" => a <= b,
        ">" => a > b,
        ">=" => a >= b,
        other => panic!("no such sign: {other}"),
    }
}

/// A function of values, all of them looked at.
pub(crate) fn call(function: &str, arguments: Vec<Seen>) -> Seen {
    match function {
        "min" | "max" | "sum" | "mean" | "median" | "product" => {
            passing_over(arguments, |rest| aggregate(function, rest))
        }
        "best" | "worst" => {
            let mut arguments = arguments;
            let first = arguments.remove(0);
            let count: usize = first.number().to_integer().try_into().unwrap();
            passing_over(arguments, |rest| {
                let mut numbers: Vec<Fraction> = rest.iter().map(Seen::number).collect();
                numbers.sort();
                if function == "best" {
                    numbers.reverse();
                }
                Number(numbers.into_iter().take(count).sum())
            })
        }
        "weighted-mean" => weighted_mean(arguments),
        "count" | "all" | "any" | "at-least" => conditions(function, arguments),
        "or-else" => match &arguments[0] {
            LeftOut | Undefined | Withheld => arguments[1].clone(),
            there => there.clone(),
        },
        "has-value" => match &arguments[0] {
            LeftOut | Undefined | Withheld => Truth(false),
            Unknown => Unknown,
            Impossible => Impossible,
            _ => Truth(true),
        },
        "if" => match &arguments[0] {
            Truth(true) => arguments[1].clone(),
            Truth(false) | Idle => arguments[2].clone(),
            absent => absent.clone(),
        },
        _ => match gravest(&arguments) {
            Some(absent) => absent,
            None => plain(function, &arguments),
        },
    }
}

/// What is left out is passed over; when all is, so is the whole.
fn passing_over(arguments: Vec<Seen>, then: impl Fn(Vec<Seen>) -> Seen) -> Seen {
    let rest: Vec<Seen> = arguments.into_iter().filter(|seen| *seen != LeftOut).collect();
    if rest.is_empty() {
        return LeftOut;
    }
    gravest(&rest).unwrap_or_else(|| then(rest))
}

fn aggregate(function: &str, rest: Vec<Seen>) -> Seen {
    if let Seen::Date(_) = rest[0] {
        let dates = rest.iter().map(|seen| match seen {
            Seen::Date(number) => *number,
            other => panic!("{other:?} is a date"),
        });
        return Seen::Date(if function == "min" {
            dates.min().unwrap()
        } else {
            dates.max().unwrap()
        });
    }
    let mut numbers: Vec<Fraction> = rest.iter().map(Seen::number).collect();
    numbers.sort();
    let count = numbers.len();
    Number(match function {
        "min" => numbers[0].clone(),
        "max" => numbers[count - 1].clone(),
        "sum" => numbers.into_iter().sum(),
        "mean" => numbers.into_iter().sum::<Fraction>() / whole(count as i64),
        "product" => numbers.into_iter().fold(whole(1), |product, number| product * number),
        "median" if count % 2 == 1 => numbers[count / 2].clone(),
        "median" => (&numbers[count / 2 - 1] + &numbers[count / 2]) / whole(2),
        other => panic!("no such aggregate: {other}"),
    })
}

/// Weights and what they weigh, by turns; a weight goes with what is left out.
fn weighted_mean(arguments: Vec<Seen>) -> Seen {
    let pairs: Vec<(Seen, Seen)> = arguments
        .chunks(2)
        .map(|pair| (pair[0].clone(), pair[1].clone()))
        .filter(|(_, weighed)| *weighed != LeftOut)
        .collect();
    if pairs.is_empty() {
        return LeftOut;
    }
    let all: Vec<Seen> = pairs.iter().flat_map(|(a, b)| [a.clone(), b.clone()]).collect();
    if let Some(absent) = gravest(&all) {
        return absent;
    }
    let weights: Fraction = pairs.iter().map(|(weight, _)| weight.number()).sum();
    if weights.is_zero() {
        return Undefined;
    }
    let sum: Fraction = pairs.iter().map(|(weight, each)| weight.number() * each.number()).sum();
    Number(sum / weights)
}

/// Functions of conditions: what is idle is passed over, what is not known decides nothing, and what
/// is decided without it is.
fn conditions(function: &str, mut arguments: Vec<Seen>) -> Seen {
    let least = (function == "at-least").then(|| arguments.remove(0).number());
    arguments.retain(|seen| *seen != Idle);
    let met = whole(arguments.iter().filter(|seen| **seen == Truth(true)).count() as i64);
    let absent = arguments.iter().filter(|seen| !matches!(seen, Truth(_))).count();
    if function == "count" {
        return gravest(&arguments).unwrap_or(Number(met));
    }
    if arguments.is_empty() {
        return Idle;
    }
    let all = whole(arguments.len() as i64);
    let wanted = least.unwrap_or(if function == "any" { whole(1) } else { all });
    if met >= wanted {
        Truth(true)
    } else if met + whole(absent as i64) < wanted && absent < arguments.len() {
        Truth(false)
    } else {
        gravest(&arguments).expect("something is not there")
    }
}

/// What real functions came to: by function and numbers.
type Remembered = BTreeMap<(String, Vec<Fraction>), Option<Fraction>>;

thread_local! {
    /// Real functions are slow here; what they came to once they come to again.
    static REMEMBERED: RefCell<Remembered> = RefCell::default();
}

fn remembered(function: &str, numbers: Vec<Fraction>) -> Option<Fraction> {
    let key = (function.to_owned(), numbers);
    if let Some(known) = REMEMBERED.with_borrow(|all| all.get(&key).cloned()) {
        return known;
    }
    let found = real_function(function, &key.1);
    REMEMBERED.with_borrow_mut(|all| all.insert(key, found.clone()));
    found
}

fn real_function(function: &str, numbers: &[Fraction]) -> Option<Fraction> {
    let digits: u32 = numbers[numbers.len() - 1].to_integer().try_into().unwrap();
    let x = &numbers[0];
    match function {
        "power" => real::power(x, &numbers[1], digits),
        "ln" => real::ln(x, digits),
        "log10" => real::log10(x, digits),
        "exp" => real::exp(x, digits),
        "square-root" => real::square_root(x, digits),
        "normal-cdf" => Some(real::normal_cdf(x, digits)),
        "erf" => Some(real::erf(x, digits)),
        other => panic!("no such function here: {other}"),
    }
}

fn plain(function: &str, arguments: &[Seen]) -> Seen {
    let number = |index: usize| arguments[index].number();
    let date = |index: usize| match &arguments[index] {
        Seen::Date(number) => *number,
        other => panic!("{function} of {other:?}"),
    };
    let or_undefined = |result: Option<Fraction>| match result {
        Some(number) if !real::is_extravagant(&number) => Number(number),
        _ => Undefined,
    };
    let digits = |index: usize| -> u32 { number(index).to_integer().try_into().unwrap() };
    match function {
        "abs" => Number(number(0).abs()),
        "clamp" => Number(number(0).max(number(1)).min(number(2))),
        "share" if number(0) > number(1) => Impossible,
        "share" if number(1).is_zero() => Undefined,
        "share" => Number(number(0) / number(1)),
        "growth" if number(1).is_zero() => Undefined,
        "growth" => Number((number(0) - number(1)) / number(1)),
        "round" | "round-even" | "round-down" | "round-up" | "floor" | "ceiling" => {
            let step = arguments.get(1).map_or_else(|| whole(1), Seen::number);
            let mode = match function {
                "round" => "half-up",
                "round-even" => "half-even",
                "round-down" => "down",
                "round-up" => "up",
                other => other,
            };
            Number(to_step(&number(0), &step, mode))
        }
        "power" if arguments.len() == 2 => {
            or_undefined(Some(real::whole_power(&number(0), digits(1))))
        }
        "power" | "ln" | "log10" | "exp" | "square-root" | "normal-cdf" | "erf" => {
            let numbers: Vec<Fraction> = arguments.iter().map(Seen::number).collect();
            or_undefined(remembered(function, numbers))
        }
        "year" => Number(whole(with_number(date(0)).year)),
        "month" => Number(whole(with_number(date(0)).month)),
        "months-between" => Number(whole(months_between(date(0), date(1)))),
        "years-between" => Number(whole(months_between(date(0), date(1)) / 12)),
        other => panic!("no such function here: {other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_met_of_three_is_enough_for_at_least_one_whatever_the_rest() {
        let conditions = vec![Number(whole(1)), Truth(true), Unknown, Undefined];
        assert_eq!(call("at-least", conditions), Truth(true));
        let conditions = vec![Number(whole(3)), Truth(false), Unknown, Truth(true)];
        assert_eq!(call("at-least", conditions), Truth(false));
        assert_eq!(call("all", vec![Truth(true), LeftOut]), LeftOut);
        assert_eq!(call("any", vec![Truth(false), Unknown]), Unknown);
    }

    #[test]
    fn aggregates_pass_over_what_is_left_out() {
        let three = || vec![Number(whole(2)), LeftOut, Number(whole(6))];
        assert_eq!(call("mean", three()), Number(whole(4)));
        assert_eq!(call("median", three()), Number(whole(4)));
        assert_eq!(call("product", three()), Number(whole(12)));
        assert_eq!(call("sum", vec![LeftOut, LeftOut]), LeftOut);
        assert_eq!(call("max", vec![LeftOut, Undefined]), Undefined);
        let best = vec![Number(whole(2)), Number(whole(1)), Number(whole(5)), Number(whole(3))];
        assert_eq!(call("best", best), Number(whole(8)));
        let weighed = vec![Number(whole(0)), Number(whole(5))];
        assert_eq!(call("weighted-mean", weighed), Undefined);
    }
}

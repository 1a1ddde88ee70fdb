//! Expressions: text → tree → what it comes to.

use crate::fraction::{Fraction, fraction, whole};
use num_traits::{Signed, Zero};

/// An expression as a tree.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Literal(Fraction),
    Name(String),
    Not(Box<Expression>),
    Pair(String, Box<Expression>, Box<Expression>),
    Call(String, Vec<Expression>),
}

/// What an expression comes to once every answer in it is there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Seen {
    Number(Fraction),
    Truth(bool),
    /// A share of nothing, growth from nothing.
    Undefined,
    /// Looks at something that is left out or not asked.
    Nowhere,
    /// Answers that cannot stand together: a part above its whole.
    Impossible,
}

pub(crate) fn parse(text: &str) -> Expression {
    let tokens = tokens(text);
    let mut at = 0;
    let tree = either(&tokens, &mut at);
    assert_eq!(at, tokens.len(), "something is left over in `{text}`");
    tree
}

fn tokens(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while at < characters.len() {
        let first = characters[at];
        let start = at;
        if first.is_whitespace() {
            at += 1;
            continue;
        }
        if first.is_ascii_alphanumeric() {
            while at < characters.len()
                && (characters[at].is_ascii_alphanumeric() || "-.%".contains(characters[at]))
            {
                at += 1;
            }
        } else if "!<>".contains(first) && characters.get(at + 1) == Some(&'=') {
            at += 2;
        } else {
            at += 1;
        }
        tokens.push(characters[start..at].iter().collect());
    }
    tokens
}

fn is_next(tokens: &[String], at: &mut usize, wanted: &[&str]) -> Option<String> {
    let token = tokens.get(*at)?;
    if wanted.contains(&token.as_str()) {
        *at += 1;
        Some(token.clone())
    } else {
        None
    }
}

fn pair(operator: String, left: Expression, right: Expression) -> Expression {
    Expression::Pair(operator, Box::new(left), Box::new(right))
}

fn either(tokens: &[String], at: &mut usize) -> Expression {
    let mut left = both(tokens, at);
    while let Some(operator) = is_next(tokens, at, &["or"]) {
        left = pair(operator, left, both(tokens, at));
    }
    left
}

fn both(tokens: &[String], at: &mut usize) -> Expression {
    let mut left = negation(tokens, at);
    while let Some(operator) = is_next(tokens, at, &["and"]) {
        left = pair(operator, left, negation(tokens, at));
    }
    left
}

fn negation(tokens: &[String], at: &mut usize) -> Expression {
    if is_next(tokens, at, &["not"]).is_some() {
        Expression::Not(Box::new(negation(tokens, at)))
    } else {
        comparison(tokens, at)
    }
}

fn comparison(tokens: &[String], at: &mut usize) -> Expression {
    let left = sum(tokens, at);
    match is_next(tokens, at, &["=", "!=", "<", "<=", ">", ">="]) {
        Some(operator) => pair(operator, left, sum(tokens, at)),
        None => left,
    }
}

fn sum(tokens: &[String], at: &mut usize) -> Expression {
    let mut left = product(tokens, at);
    while let Some(operator) = is_next(tokens, at, &["+", "-"]) {
        left = pair(operator, left, product(tokens, at));
    }
    left
}

fn product(tokens: &[String], at: &mut usize) -> Expression {
    let mut left = single(tokens, at);
    while let Some(operator) = is_next(tokens, at, &["*", "/"]) {
        left = pair(operator, left, single(tokens, at));
    }
    left
}

fn single(tokens: &[String], at: &mut usize) -> Expression {
    if is_next(tokens, at, &["-"]).is_some() {
        return pair("-".into(), Expression::Literal(whole(0)), single(tokens, at));
    }
    if is_next(tokens, at, &["("]).is_some() {
        let inside = either(tokens, at);
        is_next(tokens, at, &[")"]).expect("a closing parenthesis");
        return inside;
    }
    let token = tokens[*at].clone();
    *at += 1;
    if let Some(number) = fraction(&token) {
        skip_unit(tokens, at);
        return Expression::Literal(number);
    }
    if is_next(tokens, at, &["("]).is_none() {
        return Expression::Name(token);
    }
    let mut arguments = vec![either(tokens, at)];
    while is_next(tokens, at, &[","]).is_some() {
        arguments.push(either(tokens, at));
    }
    is_next(tokens, at, &[")"]).expect("a closing parenthesis");
    Expression::Call(token, arguments)
}

/// A unit behind a number, as in `4 session`, says nothing new.
fn skip_unit(tokens: &[String], at: &mut usize) {
    let is_word = |token: &String| token.chars().next().is_some_and(|c| c.is_ascii_alphabetic());
    if tokens.get(*at).is_some_and(|token| is_word(token) && token != "and" && token != "or") {
        *at += 1;
    }
}

impl Expression {
    /// Every name in it, given and ticked ones too.
    pub(crate) fn names(&self, into: &mut Vec<String>) {
        match self {
            Self::Literal(_) => (),
            Self::Name(name) => into.push(name.clone()),
            Self::Not(inside) => inside.names(into),
            Self::Pair(_, left, right) => {
                left.names(into);
                right.names(into);
            }
            Self::Call(_, arguments) => arguments.iter().for_each(|each| each.names(into)),
        }
    }

    /// Every number written in it.
    pub(crate) fn literals(&self, into: &mut Vec<Fraction>) {
        match self {
            Self::Literal(number) => into.push(number.clone()),
            Self::Name(_) => (),
            Self::Not(inside) => inside.literals(into),
            Self::Pair(_, left, right) => {
                left.literals(into);
                right.literals(into);
            }
            Self::Call(_, arguments) => arguments.iter().for_each(|each| each.literals(into)),
        }
    }

    /// What it comes to, when `look` says what each name is
    /// (`given(x)` and `ticked(x)` count as names).
    pub(crate) fn comes_to(&self, look: &dyn Fn(&str) -> Seen) -> Seen {
        match self {
            Self::Literal(number) => Seen::Number(number.clone()),
            Self::Name(name) => look(name),
            Self::Not(inside) => match inside.comes_to(look) {
                Seen::Truth(truth) => Seen::Truth(!truth),
                other => other,
            },
            Self::Pair(operator, left, right) => {
                two(operator, left.comes_to(look), right.comes_to(look))
            }
            Self::Call(function, arguments) => call(function, arguments, look),
        }
    }
}

fn two(operator: &str, left: Seen, right: Seen) -> Seen {
    match (left, right) {
        (Seen::Impossible, _) | (_, Seen::Impossible) => Seen::Impossible,
        (Seen::Nowhere, _) | (_, Seen::Nowhere) => Seen::Nowhere,
        (Seen::Undefined, _) | (_, Seen::Undefined) => Seen::Undefined,
        (Seen::Truth(a), Seen::Truth(b)) => Seen::Truth(match operator {
            "and" => a && b,
            "or" => a || b,
            "=" => a == b,
            "!=" => a != b,
            other => panic!("truth {other} truth"),
        }),
        (Seen::Number(a), Seen::Number(b)) => match operator {
            "+" => Seen::Number(a + b),
            "-" => Seen::Number(a - b),
            "*" => Seen::Number(a * b),
            "/" if b.is_zero() => Seen::Undefined,
            "/" => Seen::Number(a / b),
            "=" => Seen::Truth(a == b),
            "!=" => Seen::Truth(a != b),
            "<" => Seen::Truth(a < b),
            "<=" => Seen::Truth(a <= b),
            ">" => Seen::Truth(a > b),
            ">=" => Seen::Truth(a >= b),
            other => panic!("number {other} number"),
        },
        (left, right) => panic!("{left:?} {operator} {right:?}"),
    }
}

fn call(function: &str, arguments: &[Expression], look: &dyn Fn(&str) -> Seen) -> Seen {
    if function == "given" || function == "ticked" {
        let Expression::Name(name) = &arguments[0] else { panic!("{function} takes a name") };
        return look(&format!("{function}({name})"));
    }
    if function == "if" {
        return match arguments[0].comes_to(look) {
            Seen::Truth(true) => arguments[1].comes_to(look),
            Seen::Truth(false) => arguments[2].comes_to(look),
            other => other,
        };
    }
    let mut numbers = Vec::new();
    let mut worst = None;
    for argument in arguments {
        match argument.comes_to(look) {
            Seen::Number(number) => numbers.push(number),
            Seen::Truth(_) => panic!("{function} of a truth"),
            Seen::Impossible => return Seen::Impossible,
            other => worst = Some(other),
        }
    }
    if let Some(worst) = worst {
        return worst;
    }
    let zero = whole(0);
    Seen::Number(match function {
        "min" => numbers.into_iter().min().unwrap(),
        "max" => numbers.into_iter().max().unwrap(),
        "sum" => numbers.into_iter().sum(),
        "abs" => numbers[0].abs(),
        "clamp" => {
            let [x, low, high] = &numbers[..] else { panic!("clamp takes three") };
            x.max(low).min(high).clone()
        }
        "share" => {
            let [part, whole] = &numbers[..] else { panic!("share takes two") };
            if part > whole {
                return Seen::Impossible;
            }
            if *whole == zero {
                return Seen::Undefined;
            }
            part / whole
        }
        "growth" => {
            let [now, before] = &numbers[..] else { panic!("growth takes two") };
            if *before == zero {
                return Seen::Undefined;
            }
            (now - before) / before
        }
        other => panic!("no such function here: {other}"),
    })
}

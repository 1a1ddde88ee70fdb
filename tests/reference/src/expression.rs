//! Expressions: text → tree.

use crate::date;
use crate::fraction::{Fraction, fraction, whole};

/// An expression as a tree.
#[derive(Clone, Debug)]
pub(crate) enum Expression {
    Literal(Fraction),
    /// A date, by its number.
    Date(i64),
    Name(String),
    Not(Box<Expression>),
    Pair(String, Box<Expression>, Box<Expression>),
    Call(String, Vec<Expression>),
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
    if token == "date" {
        let day = date::date(&tokens[*at]).expect("a date of the calendar");
        *at += 1;
        is_next(tokens, at, &[")"]).expect("a closing parenthesis");
        return Expression::Date(date::number_of(day));
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
    /// The name that it simply is, as an argument that stands for itself.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Name(name) => name.clone(),
            // A level may be called `3`, a period `2024`.
            Self::Literal(number) => number.to_string(),
            other => panic!("{other:?} is no name"),
        }
    }

    /// Every name in it and every function called; what only its score is taken of is no answer of its
    /// own.
    pub(crate) fn names(&self, into: &mut Vec<String>) {
        match self {
            Self::Literal(_) | Self::Date(_) => (),
            Self::Name(name) => into.push(name.clone()),
            Self::Not(inside) => inside.names(into),
            Self::Pair(_, left, right) => {
                left.names(into);
                right.names(into);
            }
            Self::Call(function, _)
                if ["earned", "points", "reached", "score"].contains(&function.as_str()) => {}
            Self::Call(function, arguments) => {
                into.push(function.clone());
                arguments.iter().for_each(|each| each.names(into));
            }
        }
    }

    /// Every number written in it; a date is its number.
    pub(crate) fn literals(&self, into: &mut Vec<Fraction>) {
        match self {
            Self::Literal(number) => into.push(number.clone()),
            Self::Date(number) => into.push(whole(*number)),
            Self::Name(_) => (),
            Self::Not(inside) => inside.literals(into),
            Self::Pair(_, left, right) => {
                left.literals(into);
                right.literals(into);
            }
            Self::Call(_, arguments) => arguments.iter().for_each(|each| each.literals(into)),
        }
    }
}

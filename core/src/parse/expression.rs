//! The expression language: text → tree, with the place of every part.
//!
//! ```text
//! loosest first, tightest last:
//!   or                        a or b
//!   and                       a and b
//!   not                       not a
//!   = != < <= > >=            a >= 85%
//!   + -                       a + b        a minus needs spaces: `a-b` is one name
//!   * /                       a / 4 session
//!   -a, f(a, b), (a), names, numbers
//! ```
//!
//! Expressions have no loops and no recursion: their cost is their length.

use alloc::boxed::Box;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use winnow::ascii::multispace0;
use winnow::combinator::{
    Infix, Prefix, alt, cut_err, delimited, expression, fail, not, opt, preceded, separated,
};
use winnow::error::{ContextError, ErrMode, StrContext, StrContextValue};
use winnow::prelude::*;
use winnow::stream::LocatingSlice;
use winnow::token::{one_of, take_while};

use crate::calendar::Day;
use crate::diagnostic::Fault;
use crate::number::Number;
use crate::parse::node::shortened;
use crate::span::Span;

/// The longest expression, in bytes.
const LONGEST_EXPRESSION: usize = 2000;

/// The deepest nesting of parentheses.
const DEEPEST_NESTING: usize = 40;

/// An expression and where it stands in the rubric's text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Expression {
    pub(crate) at: Span,
    pub(crate) kind: ExpressionKind,
}

/// What an expression is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum ExpressionKind {
    /// A number as written, with the unit that follows it.
    Literal {
        number: Number,
        percent: bool,
        unit: Option<String>,
    },
    /// A day, in days since the first of January 1970.
    Date(i64),
    Name(String),
    Call {
        function: String,
        arguments: Vec<Expression>,
    },
    Negate(Box<Expression>),
    Not(Box<Expression>),
    Binary {
        operator: Operator,
        left: Box<Expression>,
        right: Box<Expression>,
    },
}

/// What stands between two expressions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Operator {
    Plus,
    Minus,
    Times,
    Over,
    Is(Comparison),
    And,
    Or,
}

/// How two quantities are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    NotEqual,
    Below,
    AtMost,
    Above,
    AtLeast,
}

type Input<'a> = LocatingSlice<&'a str>;
type Failure = ErrMode<ContextError>;
type Read<T> = Result<T, Failure>;

/// A fault and its place.
pub(crate) type Misread = (Span, Fault);

/// The expression that `text` holds; `at` is where the text stands, inside its quotes.
pub(crate) fn read(text: &str, at: Span) -> Result<Expression, Box<Misread>> {
    for (what, found, most) in [
        ("the expression, in bytes", text.len(), LONGEST_EXPRESSION),
        ("the parentheses of the expression", nesting(text), DEEPEST_NESTING),
    ] {
        if found > most {
            let (found, most) = (found.to_string(), most.to_string());
            return Err(Box::new((at, Fault::TooLarge { what: what.into(), found, most })));
        }
    }
    let inside = quotes(text, at).map(|quotes| at.start.saturating_add(quotes));
    match delimited(multispace0, whole, multispace0).parse(LocatingSlice::new(text)) {
        Ok(mut found) => {
            match inside {
                Some(inside) => shift(&mut found, inside),
                None => place(&mut found, at),
            }
            Ok(found)
        }
        Err(error) => {
            let offset = error.offset();
            let rest = text.get(offset..).unwrap_or_default();
            let width = rest.chars().next().map_or(0, char::len_utf8);
            let start = inside.map(|inside| inside.saturating_add(offset));
            let span = start.map_or(at, |start| Span { start, end: start.saturating_add(width) });
            let found = if rest.is_empty() { "the end".into() } else { shortened(rest) };
            let expected = expected(error.inner());
            Err(Box::new((span, Fault::ExpressionSyntax { expected, found })))
        }
    }
}

/// How many parentheses are open at once, at most.
fn nesting(text: &str) -> usize {
    let mut open = 0_usize;
    let mut most = 0;
    for byte in text.bytes() {
        match byte {
            b'(' => open = open.saturating_add(1),
            b')' => open = open.saturating_sub(1),
            _ => (),
        }
        most = open.max(most);
    }
    most
}

/// How many characters stand before the text: its opening quotes, if it has no escapes.
fn quotes(text: &str, at: Span) -> Option<usize> {
    match at.end.saturating_sub(at.start).saturating_sub(text.len()) {
        2 => Some(1),
        6 => Some(3),
        _ => None,
    }
}

fn expected(error: &ContextError) -> String {
    let named = error.context().find_map(|context| {
        let StrContext::Expected(StrContextValue::Description(words)) = context else {
            return None;
        };
        Some(*words)
    });
    named.unwrap_or("an operator or the end").into()
}

fn shift(expression: &mut Expression, by: usize) {
    for_each(expression, &|each| each.at = each.at.shifted(by));
}

/// Escapes have moved the characters: every part is shown as the whole.
fn place(expression: &mut Expression, at: Span) {
    for_each(expression, &|each| each.at = at);
}

fn for_each(expression: &mut Expression, change: &dyn Fn(&mut Expression)) {
    change(expression);
    match &mut expression.kind {
        ExpressionKind::Literal { .. } | ExpressionKind::Date(_) | ExpressionKind::Name(_) => (),
        ExpressionKind::Call { arguments, .. } => {
            arguments.iter_mut().for_each(|argument| for_each(argument, change));
        }
        ExpressionKind::Negate(inner) | ExpressionKind::Not(inner) => for_each(inner, change),
        ExpressionKind::Binary { left, right, .. } => {
            for_each(left, change);
            for_each(right, change);
        }
    }
}

fn whole(input: &mut Input<'_>) -> Read<Expression> {
    expression(spaced(operand)).prefix(spaced(prefix)).infix(spaced(infix)).parse_next(input)
}

fn spaced<'a, T>(parser: impl Parser<Input<'a>, T, Failure>) -> impl Parser<Input<'a>, T, Failure> {
    preceded(multispace0, parser)
}

fn operand(input: &mut Input<'_>) -> Read<Expression> {
    let unknown = preceded(not(prefix), cut_err(fail))
        .context(StrContext::Expected(StrContextValue::Description("a name, a number or “(”")));
    alt((literal, date, name_or_call, parenthesised, unknown)).parse_next(input)
}

fn parenthesised(input: &mut Input<'_>) -> Read<Expression> {
    delimited('(', whole, closing).parse_next(input)
}

fn closing(input: &mut Input<'_>) -> Read<char> {
    cut_err(spaced(')'))
        .context(StrContext::Expected(StrContextValue::Description("“)”")))
        .parse_next(input)
}

fn literal(input: &mut Input<'_>) -> Read<Expression> {
    let number = take_while(1.., |c: char| c.is_ascii_digit() || c == '.')
        .verify_map(|text: &str| text.parse::<Number>().ok());
    let ((number, percent, unit), range) =
        (number, opt('%'), opt(unit)).with_span().parse_next(input)?;
    let number = if percent.is_some() { number.scaled_by_hundredth() } else { number };
    let kind = ExpressionKind::Literal { number, percent: percent.is_some(), unit };
    Ok(Expression { at: Span { start: range.start, end: range.end }, kind })
}

/// A day: `date(2024-04-28)`.
fn date(input: &mut Input<'_>) -> Read<Expression> {
    let written = take_while(1.., |c: char| c.is_ascii_digit() || c == '-');
    let day = cut_err(spaced(written).verify_map(Day::read))
        .context(StrContext::Expected(StrContextValue::Description("a day such as 2024-04-28")));
    let (day, range) = delimited("date(", day, closing).with_span().parse_next(input)?;
    let at = Span { start: range.start, end: range.end };
    Ok(Expression { at, kind: ExpressionKind::Date(day.days()) })
}

/// A unit after a number: a name that is no operator and calls nothing.
fn unit(input: &mut Input<'_>) -> Read<String> {
    spaced(name)
        .verify(|found: &str| !WORDS.contains(&found))
        .map(ToString::to_string)
        .parse_next(input)
}

const WORDS: &[&str] = &["and", "or", "not"];

fn name<'a>(input: &mut Input<'a>) -> Read<&'a str> {
    let rest = take_while(0.., |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    (one_of('a'..='z'), rest).take().parse_next(input)
}

fn name_or_call(input: &mut Input<'_>) -> Read<Expression> {
    let head = name.verify(|found: &str| !WORDS.contains(&found));
    let ((name, arguments), range) = (head, opt(arguments)).with_span().parse_next(input)?;
    let kind = match arguments {
        Some(arguments) => ExpressionKind::Call { function: name.to_string(), arguments },
        None => ExpressionKind::Name(name.to_string()),
    };
    Ok(Expression { at: Span { start: range.start, end: range.end }, kind })
}

fn arguments(input: &mut Input<'_>) -> Read<Vec<Expression>> {
    delimited('(', separated(1.., whole, spaced(',')), closing).parse_next(input)
}

fn prefix<'a>(input: &mut Input<'a>) -> Read<Prefix<Input<'a>, Expression, Failure>> {
    let minus =
        '-'.value(Prefix(12, |_: &mut Input<'a>, inner| Ok(unary(ExpressionKind::Negate, inner))));
    let negation = (word("not"), multispace0, not(word("not")))
        .value(Prefix(3, |_: &mut Input<'a>, inner| Ok(unary(ExpressionKind::Not, inner))));
    alt((minus, negation)).parse_next(input)
}

fn word<'a>(wanted: &'static str) -> impl Parser<Input<'a>, &'a str, Failure> {
    name.verify(move |found: &str| found == wanted)
}

fn unary(kind: fn(Box<Expression>) -> ExpressionKind, inner: Expression) -> Expression {
    Expression { at: inner.at, kind: kind(Box::new(inner)) }
}

fn binary(operator: Operator, left: Expression, right: Expression) -> Read<Expression> {
    let at = Span { start: left.at.start, end: right.at.end };
    let (left, right) = (Box::new(left), Box::new(right));
    Ok(Expression { at, kind: ExpressionKind::Binary { operator, left, right } })
}

/// One row of the table of operators: how tightly it binds, and what it makes.
macro_rules! row {
    ($side:ident $power:literal $operator:expr) => {
        Infix::$side($power, |_, left, right| binary($operator, left, right))
    };
}

fn infix<'a>(input: &mut Input<'a>) -> Read<Infix<Input<'a>, Expression, Failure>> {
    use Comparison::{Above, AtLeast, AtMost, Below, Equal, NotEqual};
    use Operator::{And, Is, Minus, Or, Over, Plus, Times};
    let connective = alt((word("or").value(row!(Left 1 Or)), word("and").value(row!(Left 2 And))));
    let comparison = alt((
        "<=".value(row!(Neither 5 Is(AtMost))),
        ">=".value(row!(Neither 5 Is(AtLeast))),
        "!=".value(row!(Neither 5 Is(NotEqual))),
        "<".value(row!(Neither 5 Is(Below))),
        ">".value(row!(Neither 5 Is(Above))),
        "=".value(row!(Neither 5 Is(Equal))),
    ));
    let arithmetic = alt((
        "+".value(row!(Left 7 Plus)),
        "-".value(row!(Left 7 Minus)),
        "*".value(row!(Left 9 Times)),
        "/".value(row!(Left 9 Over)),
    ));
    alt((connective, comparison, arithmetic)).parse_next(input)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(expression: &Expression) -> String {
        match &expression.kind {
            ExpressionKind::Literal { number, unit, .. } => match unit {
                Some(unit) => alloc::format!("{number}:{unit}"),
                None => number.to_string(),
            },
            ExpressionKind::Date(days) => alloc::format!("day {days}"),
            ExpressionKind::Name(name) => name.clone(),
            ExpressionKind::Call { function, arguments } => {
                let inner: Vec<String> = arguments.iter().map(shape).collect();
                alloc::format!("{function}({})", inner.join(","))
            }
            ExpressionKind::Negate(inner) => alloc::format!("(-{})", shape(inner)),
            ExpressionKind::Not(inner) => alloc::format!("(not {})", shape(inner)),
            ExpressionKind::Binary { operator, left, right } => {
                alloc::format!("({} {operator:?} {})", shape(left), shape(right))
            }
        }
    }

    fn read_shape(text: &str) -> String {
        match read(text, Span { start: 0, end: text.len() + 2 }) {
            Ok(expression) => shape(&expression),
            Err(misread) => alloc::format!("{}: {:?}", misread.0.start, misread.1),
        }
    }

    #[test]
    fn operators_bind_as_the_table_says() {
        for (text, tree) in [
            ("a + b * c - d", "((a Plus (b Times c)) Minus d)"),
            ("a - b", "(a Minus b)"),
            ("a-b", "a-b"),
            ("not a >= 85% and b or c", "(((not (a Is(AtLeast) 0.85)) And b) Or c)"),
            (
                "max(sessions / 4 session, people / 200 person)",
                "max((sessions Over 4:session),(people Over 200:person))",
            ),
            ("-(a + 1) * 2", "((-(a Plus 1)) Times 2)"),
            (" share( x , y ) ", "share(x,y)"),
            ("until - date( 1970-01-03 )", "(until Minus day 2)"),
            ("update(x) - date", "(update(x) Minus date)"),
            ("order and nothing", "(order And nothing)"),
            (
                "sessions >= 4 or people >= 200",
                "((sessions Is(AtLeast) 4) Or (people Is(AtLeast) 200))",
            ),
        ] {
            assert_eq!(read_shape(text), tree, "{text}");
        }
    }

    #[test]
    fn a_fault_is_shown_where_it_is() {
        for (text, place) in [
            ("a +", 3),
            ("a b c", 2),
            ("(a", 2),
            ("a >= ", 5),
            ("", 0),
            ("f(a,)", 4),
            ("1.2.3", 0),
            ("a - date(2023-02-29)", 9),
            ("A", 0),
        ] {
            let fault = read(text, Span { start: 0, end: text.len() + 2 }).expect_err(text);
            assert!(matches!(fault.1, Fault::ExpressionSyntax { .. }), "{text}");
            assert_eq!(fault.0.start, place + 1, "{text} {fault:?}");
        }
    }
}

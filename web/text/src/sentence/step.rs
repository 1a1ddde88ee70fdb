//! How points came about, and what was said.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jiangxing::label::Label;
use jiangxing::number::Number;
use jiangxing::report::v1::{CurvePoint, Figure, Notation, Response, Step};

use super::fact::{because, circumstance};
use crate::figure::{equals, figure, is_rounded, stated};
use crate::{Language, Names, expression};

/// One step of the working, with its numbers.
pub fn step(step: &Step, names: &Names, language: Language) -> String {
    let l = language;
    match step {
        Step::Answered { ask, name, words, figure: number } => {
            let name = named(name, ask, names, l);
            if number.notation == Notation::Words {
                let words = match words.in_language(l.code()) {
                    "" => &number.shown,
                    words => words,
                };
                return say!(l, "{name}：{words}", "{name}: {words}");
            }
            let number = figure(number, l);
            match words.in_language(l.code()) {
                "" => say!(l, "{name}：{number}", "{name}: {number}"),
                words => say!(l, "{name}：{words}（{number}）", "{name}: {words} ({number})"),
            }
        }
        Step::Measured { expression: written, gives } => {
            let spoken = expression(written, names, l);
            let (sign, gives) = (equals(gives), figure(gives, l));
            format!("{spoken} {sign} {gives}")
        }
        Step::Derived { quantity, name, gives } => {
            let name = named(name, quantity, names, l);
            let (sign, gives) = (equals(gives), figure(gives, l));
            format!("{name} {sign} {gives}")
        }
        Step::LookedUp { table, name, at, gives } => {
            let name = named(name, table, names, l);
            let at: Vec<String> = at.iter().map(|at| figure(at, l)).collect();
            let gives = figure(gives, l);
            match (at.as_slice(), l) {
                ([], Language::Chinese) => format!("查“{name}”得 {gives}"),
                ([], Language::English) => format!("{name} gives {gives}"),
                (at, Language::Chinese) => format!("{}，查“{name}”得 {gives}", at.join("、")),
                (at, Language::English) => format!("{} in {name} gives {gives}", at.join(", ")),
            }
        }
        Step::OutOf { at, floor, cap, of, gives } => {
            let (at, of, gives) = (figure(at, l), stated(of, l), figure(gives, l));
            let end = |end: &Option<Figure>, chinese: &str, english: &str| match end {
                Some(end) => {
                    let end = stated(end, l);
                    say!(l, "{chinese} {end}，", "{english} {end}, ")
                }
                None => String::new(),
            };
            let ends = [end(floor, "最少计", "at least"), end(cap, "最多计", "at most")].concat();
            say!(l, "{at}，{ends}满分 {of}：{gives}", "{at}, {ends}out of {of}: {gives}")
        }
        Step::OnCurve { at, left, right, gives } => on_curve(at, left, right, gives, l),
        Step::InBand { at, from, included, gives } => {
            in_band(at, from.as_ref(), *included, gives, l)
        }
        Step::Weighted { share, weight, gives } => {
            let sign = equals(gives);
            let (share, weight, gives) = (figure(share, l), stated(weight, l), figure(gives, l));
            format!("{share} × {weight} {sign} {gives}")
        }
        Step::TakenAsFull { why } => {
            let why = circumstance(why, names, l);
            say!(l, "按最高可能得分计（{why}）", "counted as the most possible ({why})")
        }
        Step::TakenAsLowest { why } => {
            let why = circumstance(why, names, l);
            say!(l, "按最低可能得分计（{why}）", "counted as the least possible ({why})")
        }
    }
}

/// Straight lines between points.
fn on_curve(
    at: &Figure,
    left: &CurvePoint,
    right: &CurvePoint,
    gives: &Figure,
    l: Language,
) -> String {
    let about = about(gives, l);
    let place = Place::of(at, left, right);
    let (at, gives) = (figure(at, l), figure(gives, l));
    let (left_at, left_share) = (stated(&left.at, l), stated(&left.share, l));
    let (right_at, right_share) = (stated(&right.at, l), stated(&right.share, l));
    match place {
        Place::Below => say!(
            l,
            "{at}，不到 {left_at}，得满分的 {gives}",
            "{at} is below {left_at}: {gives} of full points"
        ),
        Place::OnPoint => {
            say!(l, "{at}，按折线得满分的 {gives}", "{at}, by the line: {gives} of full points")
        }
        Place::Between => say!(
            l,
            "{at}，在 {left_at}（得 {left_share}）与 {right_at}（得 {right_share}）之间，按直线{about}得满分的 {gives}",
            "{at} is between {left_at} ({left_share}) and {right_at} ({right_share}): by the straight line {about}{gives} of full points"
        ),
        Place::Above => say!(
            l,
            "{at}，超过 {right_at}，得满分的 {gives}",
            "{at} is above {right_at}: {gives} of full points"
        ),
    }
}

/// A row of a step table.
fn in_band(
    at: &Figure,
    from: Option<&Figure>,
    included: bool,
    gives: &Figure,
    l: Language,
) -> String {
    let (at, gives) = (figure(at, l), figure(gives, l));
    match from {
        None => say!(
            l,
            "{at}，在最低一档，得满分的 {gives}",
            "{at} is in the lowest band: {gives} of full points"
        ),
        Some(from) => {
            let from = stated(from, l);
            if included {
                say!(
                    l,
                    "{at}，在“{from}及以上”一档，得满分的 {gives}",
                    "{at} is in the band from {from}: {gives} of full points"
                )
            } else {
                say!(
                    l,
                    "{at}，在“超过 {from}”一档，得满分的 {gives}",
                    "{at} is in the band above {from}: {gives} of full points"
                )
            }
        }
    }
}

/// The words that a label has in the language, else the id's.
fn named<'a>(name: &'a Label, id: &'a str, names: &'a Names, language: Language) -> &'a str {
    match name.in_language(language.code()) {
        "" => names.name(id, language),
        name => name,
    }
}

/// Where a quantity lies on a curve.
enum Place {
    Below,
    OnPoint,
    Between,
    Above,
}

impl Place {
    /// Read from the numbers in full; between the two points where one cannot be read.
    fn of(at: &Figure, left: &CurvePoint, right: &CurvePoint) -> Self {
        let number = |figure: &Figure| figure.exact.parse::<Number>().ok();
        match (number(at), number(&left.at), number(&right.at)) {
            (Some(at), Some(left), Some(right)) => {
                if at == left || at == right {
                    Self::OnPoint
                } else if at < left {
                    Self::Below
                } else if right < at {
                    Self::Above
                } else {
                    Self::Between
                }
            }
            _ => Self::Between,
        }
    }
}

/// A word before a figure that is rounded.
fn about(figure: &Figure, language: Language) -> &'static str {
    if is_rounded(figure) { language.pick("约", "about ") } else { "" }
}

/// What was said about a criterion or gate.
pub fn response(response: &Response, language: Language) -> String {
    let l = language;
    match response {
        Response::Given {} => String::from(l.pick("已填", "answered")),
        Response::Partly {} => String::from(l.pick("部分填报", "answered in part")),
        Response::Unanswered {} => String::from(l.pick("未填", "unanswered")),
        Response::NotApplicable { why } => because(l.pick("不适用", "not applicable"), why, l),
        Response::LeftOut { why } => {
            because(l.pick("按规则不计", "left out by rule"), why.in_language(l.code()), l)
        }
        Response::Pending { why } => because(l.pick("待核", "pending"), why, l),
        Response::Declined { why } => because(l.pick("拒不提供", "declined"), why, l),
    }
}

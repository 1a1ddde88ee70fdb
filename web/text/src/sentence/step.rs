//! How points came about, and what was said.

use alloc::format;
use alloc::string::String;

use jiangxing::report::v1::{Response, Step};

use super::fact::{because, fact};
use crate::figure::{equals, figure, stated};
use crate::{Language, Names, expression};
use jiangxing::report::v1::Verdict;

/// One step of the working, with its numbers.
#[expect(
    clippy::too_many_lines,
    reason = "a table: one row for each kind of step"
)]
pub fn step(step: &Step, names: &Names, language: Language) -> String {
    let l = language;
    match step {
        Step::Answered {
            ask,
            name,
            words,
            figure: number,
        } => {
            let name = match name.in_language(l.code()) {
                "" => names.name(ask, l),
                name => name,
            };
            let number = figure(number, l);
            match words.in_language(l.code()) {
                "" => say!(l, "{name}：{number}", "{name}: {number}"),
                words => say!(
                    l,
                    "{name}：{words}（{number}）",
                    "{name}: {words} ({number})"
                ),
            }
        }
        Step::Measured {
            expression: written,
            gives,
        } => {
            let spoken = expression(written, names, l);
            let (sign, gives) = (equals(gives), figure(gives, l));
            format!("{spoken} {sign} {gives}")
        }
        Step::OnCurve {
            at,
            left,
            right,
            gives,
        } => {
            let sign = equals(gives);
            let (at, gives) = (figure(at, l), figure(gives, l));
            let (left_at, left_share) = (figure(&left.at, l), figure(&left.share, l));
            let (right_at, right_share) = (figure(&right.at, l), figure(&right.share, l));
            if left == right {
                say!(
                    l,
                    "{at}：按折线得满分的 {gives}（{left_at} 处为 {left_share}）",
                    "{at} lies at or beyond {left_at} on the curve, which gives {gives} of full points"
                )
            } else {
                say!(
                    l,
                    "{at} 在 {left_at}（得 {left_share}）与 {right_at}（得 {right_share}）之间，按直线 {sign} 满分的 {gives}",
                    "{at} lies between {left_at} ({left_share}) and {right_at} ({right_share}): on the straight line {sign} {gives} of full points"
                )
            }
        }
        Step::InBand {
            at,
            from,
            included,
            gives,
        } => {
            let (at, gives) = (figure(at, l), figure(gives, l));
            match from {
                None => say!(
                    l,
                    "{at}：在最低一档，得满分的 {gives}",
                    "{at} is in the lowest band, which gives {gives} of full points"
                ),
                Some(from) => {
                    let from = figure(from, l);
                    if *included {
                        say!(
                            l,
                            "{at}：在“{from}及以上”一档，得满分的 {gives}",
                            "{at} is in the band from {from}, which gives {gives} of full points"
                        )
                    } else {
                        say!(
                            l,
                            "{at}：在“超过 {from}”一档，得满分的 {gives}",
                            "{at} is in the band above {from}, which gives {gives} of full points"
                        )
                    }
                }
            }
        }
        Step::Weighted {
            share,
            weight,
            gives,
        } => {
            let sign = equals(gives);
            let (share, weight, gives) = (figure(share, l), stated(weight, l), figure(gives, l));
            format!("{share} × {weight} {sign} {gives}")
        }
        Step::TakenAsLowest { why } => {
            let why = fact(why, Verdict::NotMet, names, l);
            say!(
                l,
                "按最低可能得分计（{why}）",
                "counted as the least possible ({why})"
            )
        }
    }
}

/// What was said about a criterion or gate.
pub fn response(response: &Response, language: Language) -> String {
    let l = language;
    match response {
        Response::Given {} => String::from(l.pick("已填", "answered")),
        Response::Partly {} => String::from(l.pick("部分填报", "answered in part")),
        Response::Unanswered {} => String::from(l.pick("未填", "unanswered")),
        Response::NotApplicable { why } => because(l.pick("不适用", "not applicable"), why, l),
        Response::LeftOut { why } => because(
            l.pick("按规则不计", "left out by rule"),
            why.in_language(l.code()),
            l,
        ),
        Response::Pending { why } => because(l.pick("待核", "pending"), why, l),
        Response::Declined { why } => because(l.pick("拒不提供", "declined"), why, l),
    }
}

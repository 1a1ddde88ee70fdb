//! Grades and the steps that move a rating, in a sentence each.

use alloc::string::{String, ToString};

use jiangxing::report::v1::{Adjustment, AdjustmentEffect, Grade, Rating, Verdict};

use super::fact::circumstance;
use crate::{Language, Names};

/// What a part was graded.
pub fn grade(grade: &Grade, names: &Names, language: Language) -> String {
    let l = language;
    let words = |rating: &Rating| rating.name.in_language(l.code()).to_string();
    let name = grade.name.in_language(l.code());
    match (&grade.awarded, &grade.locked, &grade.best) {
        (Some(awarded), _, _) => {
            let awarded = words(awarded);
            say!(l, "“{name}”：{awarded}", "“{name}”: {awarded}")
        }
        (None, Some(locked), Some(best)) => {
            let (locked, best) = (words(locked), words(best));
            say!(
                l,
                "“{name}”：尚未确定，已锁定{locked}，最高{best}",
                "“{name}”: still open, {locked} for certain, {best} at best"
            )
        }
        (None, None, Some(best)) => {
            let best = words(best);
            say!(l, "“{name}”：尚未确定，最高{best}", "“{name}”: still open, {best} at best")
        }
        (None, _, None) => match &grade.why {
            Some(why) => circumstance(why, names, l),
            None => say!(l, "“{name}”：不适用", "“{name}”: does not apply"),
        },
    }
}

/// What a step does to the rating, and whether it does.
pub fn adjustment(step: &Adjustment, names: &Names, language: Language) -> String {
    let l = language;
    let name = step.name.in_language(l.code());
    let rating = |rating: &Rating| rating.name.in_language(l.code()).to_string();
    let effect = match &step.effect {
        AdjustmentEffect::Up { by } => say!(l, "上调 {by} 级", "{by} up"),
        AdjustmentEffect::Down { by } => say!(l, "下调 {by} 级", "{by} down"),
        AdjustmentEffect::To { rating: to } => {
            let to = rating(to);
            say!(l, "评为{to}", "{to}")
        }
        AdjustmentEffect::AtMost { rating: most } => {
            let most = rating(most);
            say!(l, "最高{most}", "{most} at most")
        }
        AdjustmentEffect::AtLeast { rating: least } => {
            let least = rating(least);
            say!(l, "最低{least}", "{least} at least")
        }
    };
    let condition = crate::expression::expression(&step.condition, names, l);
    let moved = match (&step.from, &step.to) {
        (Some(from), Some(to)) if from.id != to.id => {
            let (from, to) = (rating(from), rating(to));
            say!(l, "，由{from}到{to}", ", from {from} to {to}")
        }
        (Some(from), Some(_)) if step.verdict == Verdict::Met => {
            let from = rating(from);
            say!(l, "，仍为{from}", ", which leaves {from}")
        }
        _ => String::new(),
    };
    let holds = match step.verdict {
        Verdict::Met => l.pick("成立", "it holds"),
        Verdict::NotMet => l.pick("不成立", "it does not hold"),
        Verdict::Pending => l.pick("尚不能判定", "not decided yet"),
    };
    say!(
        l,
        "调整“{name}”：若 {condition}，{effect}；{holds}{moved}",
        "adjustment “{name}”: if {condition}, {effect}; {holds}{moved}"
    )
}

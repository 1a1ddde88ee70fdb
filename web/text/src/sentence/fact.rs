//! Why a rating, a score or a gate is as it is.

use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;

use jiangxing::label::Label;
use jiangxing::report::v1::{Fact, Figure, NamedFigure, Side, Verdict};

use crate::expression::expression;
use crate::figure::{figure, range, stated};
use crate::names::quoted_name;
use crate::{Language, Names, list};

/// The most names in one sentence; further ones are "and others".
const MOST_NAMES: usize = 4;

/// The sentence for a reason: its fact, as its verdict has it.
#[expect(clippy::too_many_lines, reason = "a table: one row for each kind of fact")]
pub fn fact(fact: &Fact, verdict: Verdict, names: &Names, language: Language) -> String {
    let l = language;
    let words = |label: &Label| String::from(label.in_language(l.code()));
    match fact {
        Fact::Total { rating, need, low, high, short, side, name, expression } => {
            let subject = subject_of(name, expression, names, l);
            let score = Against { subject: &subject, need, low, high, short: short.as_ref() };
            against(&score, *side, names.name(rating, l), verdict, l)
        }
        Fact::Dimension { rating, dimension: _, name, need, low, high, short } => {
            let name = words(name);
            let subject = say!(l, "维度“{name}”得分率", "the share in “{name}”");
            let score = Against { subject: &subject, need, low, high, short: short.as_ref() };
            against(&score, Side::From, names.name(rating, l), verdict, l)
        }
        Fact::Condition { rating, condition: _, name } => {
            let (rating, name) = (names.name(rating, l), words(name));
            match verdict {
                Verdict::Met => say!(
                    l,
                    "{rating}另要求“{name}”，已满足",
                    "{rating} also asks for “{name}”, which holds"
                ),
                Verdict::NotMet => say!(
                    l,
                    "{rating}另要求“{name}”，不满足",
                    "{rating} also asks for “{name}”, which does not hold"
                ),
                Verdict::Pending => say!(
                    l,
                    "{rating}另要求“{name}”，尚不能判定",
                    "{rating} also asks for “{name}”, which cannot be decided yet"
                ),
            }
        }
        Fact::That { rating, condition, figures } => {
            let (rating, working) = (names.name(rating, l), beside(figures, l));
            let condition = expression(condition, names, l);
            match verdict {
                Verdict::Met => say!(
                    l,
                    "{rating}要求“{condition}”，已满足{working}",
                    "{rating} asks for “{condition}”, which holds{working}"
                ),
                Verdict::NotMet => say!(
                    l,
                    "{rating}要求“{condition}”，不满足{working}",
                    "{rating} asks for “{condition}”, which does not hold{working}"
                ),
                Verdict::Pending => say!(
                    l,
                    "{rating}要求“{condition}”，尚不能判定{working}",
                    "{rating} asks for “{condition}”, which cannot be decided yet{working}"
                ),
            }
        }
        Fact::Adjusted { adjustment: _, name, from, to } => {
            let (name, from, to) = (words(name), words(&from.name), words(&to.name));
            match verdict {
                Verdict::Met => say!(
                    l,
                    "因“{name}”，由{from}调整为{to}",
                    "because of “{name}”, {from} becomes {to}"
                ),
                Verdict::NotMet => say!(
                    l,
                    "“{name}”不成立，{from}不调整为{to}",
                    "“{name}” does not hold, so {from} does not become {to}"
                ),
                Verdict::Pending => say!(
                    l,
                    "“{name}”尚不能判定，若成立，由{from}调整为{to}",
                    "“{name}” cannot be decided yet; if it holds, {from} becomes {to}"
                ),
            }
        }
        Fact::Forced { gate: _, name, rating, figures } => {
            let (name, rating) = (words(name), words(&rating.name));
            let working = beside(figures, l);
            match verdict {
                Verdict::Met => say!(l, "“{name}”满足{working}", "“{name}” is met{working}"),
                Verdict::NotMet => say!(
                    l,
                    "“{name}”不满足{working}，直接评为{rating}",
                    "“{name}” is not met{working}, which makes the rating {rating} whatever the rest"
                ),
                Verdict::Pending => say!(
                    l,
                    "“{name}”待核{working}，若不满足直接评为{rating}",
                    "“{name}” is pending{working}; if it is not met, the rating is {rating} whatever the rest"
                ),
            }
        }
        Fact::TooLittleAnswered { dimension: _, name, answered, applying, need } => {
            let (name, need) = (words(name), stated(need, l));
            say!(
                l,
                "维度“{name}”只答了 {applying} 项中的 {answered} 项，不足 {need}，不予评定",
                "in “{name}”, {answered} of {applying} are answered, less than {need}, so it has no score"
            )
        }
        Fact::NoGrade { grade: _, name, why, operation } => {
            let name = words(name);
            let none = say!(l, "“{name}”不予评级", "“{name}” is not graded");
            let without = match operation.as_str() {
                "" => String::new(),
                operation => without_result(operation, l),
            };
            because(&because(&none, &words(why), l), &without, l)
        }
        Fact::NotRated { expression: of, why } => {
            let (of, why) = (expression(of, names, l), without_result(why, l));
            say!(
                l,
                "评定所依据的“{of}”没有结果（{why}），不予评定",
                "“{of}”, by which the rating is judged, has no number ({why}), so no rating is given"
            )
        }
        Fact::Gate { gate: _, name } => {
            let name = words(name);
            match verdict {
                Verdict::Met => say!(l, "前置条件“{name}”满足", "gate “{name}” is met"),
                Verdict::NotMet => say!(
                    l,
                    "前置条件“{name}”不满足，不予定星",
                    "gate “{name}” is not met, so no rating is given"
                ),
                Verdict::Pending => say!(
                    l,
                    "前置条件“{name}”待核，暂不定星",
                    "gate “{name}” is pending, so no rating is given yet"
                ),
            }
        }
        Fact::Cap { gate: _, name, rating, figures } => {
            let (name, rating) = (words(name), words(&rating.name));
            let working = beside(figures, l);
            match verdict {
                Verdict::Met => say!(l, "“{name}”满足{working}", "“{name}” is met{working}"),
                Verdict::NotMet => say!(
                    l,
                    "“{name}”不满足{working}，最高评为{rating}",
                    "“{name}” is not met{working}, which caps the rating at {rating}"
                ),
                Verdict::Pending => say!(
                    l,
                    "“{name}”待核{working}，若不满足最高评为{rating}",
                    "“{name}” is pending{working}; if it is not met, the rating is capped at {rating}"
                ),
            }
        }
        Fact::NotApplicableBeyond { share, limit, dimension, name } if !dimension.is_empty() => {
            let (share, limit, name) = (figure(share, l), stated(limit, l), words(name));
            say!(
                l,
                "维度“{name}”中不适用项占 {share}，上限 {limit}，可比性不足，不予定星",
                "in “{name}”, {share} of the weight is marked not applicable, with a limit of {limit}: too little is left to compare, so no rating is given"
            )
        }
        Fact::NotApplicableBeyond { share, limit, .. } => {
            let (share, limit) = (figure(share, l), stated(limit, l));
            match verdict {
                Verdict::Met => say!(
                    l,
                    "不适用项占总权重 {share}，未超过 {limit} 的上限",
                    "{share} of the weight is marked not applicable, within the limit of {limit}"
                ),
                Verdict::NotMet => say!(
                    l,
                    "不适用项占总权重 {share}，超过 {limit} 的上限，可比性不足，不予定星",
                    "{share} of the weight is marked not applicable, beyond the limit of {limit}: too little is left to compare, so no rating is given"
                ),
                Verdict::Pending => say!(
                    l,
                    "不适用项占总权重 {share}，上限 {limit}，尚不能判定",
                    "{share} of the weight is marked not applicable, with a limit of {limit}; it cannot be decided yet"
                ),
            }
        }
        Fact::CategoryMissing { category, name } => {
            let name = match name.is_empty() {
                true => names.quoted(category, l),
                false => quoted_name(name.in_language(l.code())),
            };
            say!(
                l,
                "未选择{name}，不能确定适用哪些评定项",
                "{name} is not stated, so it is not known which criteria apply"
            )
        }
        Fact::Unanswered { open } => {
            let count = open.len();
            let named: Vec<String> = open.iter().map(|id| names.quoted(id, l)).collect();
            let named = list::some(&named, MOST_NAMES, l);
            say!(
                l,
                "还有 {count} 项没有填全：{named}",
                "still without a full answer ({count}): {named}"
            )
        }
        Fact::BonusLimited { base, lifts } => {
            let base = words(&base.name);
            say!(
                l,
                "不计加分为{base}，加分最多提高 {lifts} 级",
                "without bonus the rating is {base}, and bonus lifts it {lifts} at most"
            )
        }
        Fact::Undefined { criterion, operation } => {
            let criterion = names.quoted(criterion, l);
            let operation = without_result(operation, l);
            say!(
                l,
                "{criterion}无法计算：{operation}",
                "{criterion} cannot be computed: {operation}"
            )
        }
        Fact::NotProvided { criterion } => {
            let criterion = names.quoted(criterion, l);
            say!(
                l,
                "{criterion}未填，评定已定稿",
                "{criterion} is unanswered, and the assessment is final"
            )
        }
        Fact::NotApplicable { why } => because(l.pick("不适用", "not applicable"), why, l),
        Fact::LeftOutByRule { why } => {
            because(l.pick("按规则不计", "left out by rule"), &words(why), l)
        }
        Fact::Pending { why } => because(l.pick("待核", "pending"), why, l),
        Fact::Declined { why } => because(l.pick("拒不提供", "declined"), why, l),
        Fact::NothingApplies { dimension } => {
            let dimension = names.quoted(dimension, l);
            say!(l, "维度{dimension}中没有适用的评定项", "nothing in {dimension} applies")
        }
        Fact::OtherRubric {} => String::from(l.pick(
            "填报依据的是另一份标准或另一个版本",
            "the answers were given under another rubric or edition",
        )),
    }
}

/// The sentence for a fact that stands without a verdict, beside the thing it is about: why there is
/// no score, why the least was taken.
pub fn circumstance(circumstance: &Fact, names: &Names, language: Language) -> String {
    let l = language;
    match circumstance {
        Fact::Undefined { operation, .. } => {
            let operation = without_result(operation, l);
            say!(l, "无法计算：{operation}", "cannot be computed: {operation}")
        }
        Fact::NotProvided { .. } => {
            String::from(l.pick("未填，评定已定稿", "unanswered, and the assessment is final"))
        }
        Fact::NothingApplies { .. } => {
            String::from(l.pick("没有适用的评定项", "nothing in it applies"))
        }
        Fact::Total { .. }
        | Fact::Dimension { .. }
        | Fact::Condition { .. }
        | Fact::That { .. }
        | Fact::Adjusted { .. }
        | Fact::Forced { .. }
        | Fact::TooLittleAnswered { .. }
        | Fact::NoGrade { .. }
        | Fact::NotRated { .. }
        | Fact::Gate { .. }
        | Fact::Cap { .. }
        | Fact::NotApplicableBeyond { .. }
        | Fact::CategoryMissing { .. }
        | Fact::Unanswered { .. }
        | Fact::BonusLimited { .. }
        | Fact::NotApplicable { .. }
        | Fact::LeftOutByRule { .. }
        | Fact::Pending { .. }
        | Fact::Declined { .. }
        | Fact::OtherRubric {} => fact(circumstance, Verdict::NotMet, names, l),
    }
}

/// Why an operation has no result, by the word that reports use for it.
pub(super) fn without_result(operation: &str, language: Language) -> String {
    let (chinese, english) = match operation {
        "share-of-nothing" => ("总数为零，占比没有意义", "a share of nothing"),
        "part-beyond-whole" => ("部分大于总数", "a part larger than its whole"),
        "nobody-replied" => ("没有人答复", "nobody replied"),
        "nothing-weighs" => {
            ("权重合计为零，加权平均没有意义", "a mean whose weights come to nothing")
        }
        "no-row" => ("表中没有对应的一行", "no row of the table holds it"),
        "out-of-domain" => ("这个函数对该数没有定义", "the function has no value there"),
        "out-of-range" => ("数太大，不再计算", "a number too large to compute with"),
        "growth-from-nothing" => ("基数为零，增长率没有意义", "growth from nothing"),
        "over-nothing" => ("除数为零", "a division by nothing"),
        "no-part-applies" => ("没有适用的分项", "no part applies"),
        "left-out" => ("不适用", "it does not apply"),
        "withheld" => ("依规则不予计算", "it is withheld"),
        "unknown" => ("尚不知道", "it is not known"),
        other => (other, other),
    };
    String::from(language.pick(chinese, english))
}

/// `what`, and why, where a reason was written.
pub(super) fn because(what: &str, why: &str, language: Language) -> String {
    match (why, language) {
        ("", _) => String::from(what),
        (why, Language::Chinese) => format!("{what}：{why}"),
        (why, Language::English) => format!("{what}: {why}"),
    }
}

/// A score against what a rating asks of it.
struct Against<'a> {
    subject: &'a str,
    need: &'a Figure,
    low: &'a Figure,
    high: &'a Figure,
    short: Option<&'a Figure>,
}

/// What is held against a cut-off: the total, or what the rubric says instead.
fn subject_of(name: &Label, of: &str, names: &Names, language: Language) -> String {
    let name = name.in_language(language.code());
    match (name, of) {
        ("", "") => String::from(language.pick("总分", "the total")),
        ("", of) => expression(of, names, language),
        (name, _) => say!(language, "“{name}”", "“{name}”"),
    }
}

/// What is asked, with its side: `90`, `above 90`.
fn asked(need: &str, side: Side, language: Language) -> String {
    match side {
        Side::From => say!(language, "不低于 {need}", "at least {need}"),
        Side::Above => say!(language, "高于 {need}", "more than {need}"),
        Side::AtMost => say!(language, "不高于 {need}", "at most {need}"),
        Side::Below => say!(language, "低于 {need}", "less than {need}"),
    }
}

fn against(
    score: &Against<'_>,
    side: Side,
    rating: &str,
    verdict: Verdict,
    language: Language,
) -> String {
    let l = language;
    let Against { subject, need, low, high, short } = score;
    let is_settled = low.exact == high.exact;
    let need = stated(need, l);
    let wanted = asked(&need, side, l);
    let (least, most) = (figure(low, l), figure(high, l));
    match verdict {
        Verdict::Met if side != Side::From => say!(
            l,
            "{subject} {least}，符合{rating}要求的{wanted}",
            "{subject} is {least}, and {rating} asks for {wanted}"
        ),
        Verdict::Met if is_settled => say!(
            l,
            "{subject} {least}，达到{rating}要求的 {need}",
            "{subject} is {least} and reaches the {need} for {rating}"
        ),
        Verdict::Met => say!(
            l,
            "{subject}至少 {least}，达到{rating}要求的 {need}",
            "{subject} is at least {least} and reaches the {need} for {rating}"
        ),
        Verdict::NotMet if is_settled => {
            let missing = short.filter(|_| side == Side::From).map_or_else(String::new, |short| {
                let short = figure(short, l);
                say!(l, "，至少还差 {short}", ", {short} short at the least")
            });
            say!(
                l,
                "{subject} {most}，{rating}要求{wanted}{missing}",
                "{subject} is {most}, where {rating} asks for {wanted}{missing}"
            )
        }
        Verdict::NotMet => match side {
            Side::From | Side::Above => say!(
                l,
                "{subject}最多 {most}，{rating}要求{wanted}",
                "{subject} is {most} at most, where {rating} asks for {wanted}"
            ),
            Side::AtMost | Side::Below => say!(
                l,
                "{subject}至少 {least}，{rating}要求{wanted}",
                "{subject} is {least} at least, where {rating} asks for {wanted}"
            ),
        },
        Verdict::Pending => {
            let between = range(low, high, l);
            let missing = short.filter(|_| side == Side::From).map_or_else(String::new, |short| {
                let short = figure(short, l);
                say!(l, "，还须再得 {short}", ", {short} still to be won")
            });
            say!(
                l,
                "{subject}可得 {between}，{rating}要求{wanted}{missing}",
                "{subject} can still be {between}, where {rating} asks for {wanted}{missing}"
            )
        }
    }
}

/// The quantities a condition looks at, in parentheses; nothing when there are none.
fn beside(figures: &[NamedFigure], language: Language) -> String {
    let figures: Vec<String> = figures.iter().map(|each| named_figure(each, language)).collect();
    match (figures.is_empty(), language) {
        (true, _) => String::new(),
        (false, Language::Chinese) => format!("（{}）", figures.join("，")),
        (false, Language::English) => format!(" ({})", figures.join(", ")),
    }
}

/// A named figure in a few words: `取证率 84.95%`.
pub fn named_figure(named: &NamedFigure, language: Language) -> String {
    let name = named.name.in_language(language.code());
    match &named.figure {
        Some(known) => format!("{name} {}", figure(known, language)),
        None => say!(language, "{name}：尚无数据", "{name}: not known yet"),
    }
}

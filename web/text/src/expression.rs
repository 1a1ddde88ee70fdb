//! An expression of a rubric, for people: ids give way to names, functions to words.

use alloc::format;
use alloc::string::String;

use crate::{Language, Names};

/// `expression` with the names of what it speaks of; what has no name stays as written.
///
/// A share of two of them reads `取证人数 ÷ 考核人数`, and growth likewise as what is computed.
pub fn expression(expression: &str, names: &Names, language: Language) -> String {
    let quantity = |id| names.name(id, language);
    if let Some((part, whole)) = call_of_two("share", expression) {
        let (part, whole) = (quantity(part), quantity(whole));
        return format!("{part} ÷ {whole}");
    }
    if let Some((now, before)) = call_of_two("growth", expression) {
        let (now, before) = (quantity(now), quantity(before));
        return say!(language, "（{now} − {before}）÷ {before}", "({now} − {before}) ÷ {before}");
    }
    let mut read = String::new();
    let mut rest = expression;
    let mut before = "";
    while let Some(first) = rest.chars().next() {
        let is_name = |each: char| each.is_ascii_alphanumeric() || each == '-';
        let length = match first {
            'a'..='z' | 'A'..='Z' | '0'..='9' => rest.find(|each| !is_name(each)),
            '<' | '>' | '!' if rest.get(1..2) == Some("=") => Some(2),
            _ => Some(first.len_utf8()),
        }
        .unwrap_or(rest.len());
        let (token, after) = rest.split_at(length);
        if is_unit(token, before, names) {
            // A number's unit is an id that readers do not know: `4 session` reads `4`.
            read.truncate(read.trim_end().len());
        } else {
            read.push_str(spoken(token, after, names, language));
        }
        if !token.trim().is_empty() {
            before = token;
        }
        rest = after;
    }
    match language {
        Language::Chinese => {
            let after_comma = |part| str::strip_prefix(part, ' ').unwrap_or(part);
            let mut parts = read.split(',');
            let first = parts.next().unwrap_or_default();
            parts.fold(first.into(), |all, part| all + "，" + after_comma(part))
        }
        Language::English => read,
    }
}

/// The two ids in `function(one, other)`, if `expression` is that and nothing else.
fn call_of_two<'a>(function: &str, expression: &'a str) -> Option<(&'a str, &'a str)> {
    let inside = expression.trim().strip_prefix(function)?.strip_prefix('(')?.strip_suffix(')')?;
    let (one, other) = inside.split_once(',')?;
    let is_id = |text: &str| {
        text.chars().all(|each| each.is_ascii_alphanumeric() || each == '-') && !text.is_empty()
    };
    let (one, other) = (one.trim(), other.trim());
    (is_id(one) && is_id(other)).then_some((one, other))
}

/// Whether `token` is the unit of the number before it.
fn is_unit(token: &str, before: &str, names: &Names) -> bool {
    let is_word = token.starts_with(|first: char| first.is_ascii_alphabetic());
    let is_number = !before.is_empty() && before.chars().all(|each| each.is_ascii_digit());
    is_word && is_number && !["and", "or"].contains(&token) && !names.knows(token)
}

fn spoken<'a>(token: &'a str, after: &str, names: &'a Names, language: Language) -> &'a str {
    if names.knows(token) {
        return names.name(token, language);
    }
    if language == Language::English {
        return token;
    }
    match token {
        "<=" => "≤",
        ">=" => "≥",
        "!=" => "≠",
        "(" => "（",
        ")" => "）",
        "and" => "且",
        "or" => "或",
        "not" => "非",
        "/" => "÷",
        "*" => "×",
        _ if after.starts_with('(') => function(token),
        _ => token,
    }
}

fn function(name: &str) -> &str {
    match name {
        "share" => "占比",
        "growth" => "增长率",
        "min" => "最小值",
        "max" => "最大值",
        "sum" => "合计",
        "abs" => "绝对值",
        "clamp" => "限定",
        "if" => "如果",
        "given" => "已填",
        "ticked" => "勾选数",
        "earned" => "得分率",
        "all" => "全部满足",
        "any" => "任一满足",
        "at-least" => "至少满足",
        "best" => "最高几项之和",
        "worst" => "最低几项之和",
        "ceiling" => "向上取整",
        "floor" => "向下取整",
        "chosen" => "选了",
        "count" => "满足的项数",
        "has-value" => "有数",
        "is" => "属于",
        "mean" => "平均",
        "at" => "该期",
        "date" => "日期",
        "days" => "天数",
        "first-day" => "首日",
        "last-day" => "末日",
        "latest" => "最近一期",
        "mean-of" => "平均值",
        "sum-of" => "各期合计",
        "lowest-of" => "各期最低",
        "highest-of" => "各期最高",
        "rises" => "逐期不降",
        "replies" => "答复数",
        "share-of" => "答复占比",
        "year" => "年份",
        "month" => "月份",
        "months-between" => "相隔整月",
        "years-between" => "相隔整年",
        "square-root" => "平方根",
        "ln" => "自然对数",
        "log10" => "常用对数",
        "exp" => "自然指数",
        "normal-cdf" => "正态分布函数",
        "erf" => "误差函数",
        "median" => "中位数",
        "or-else" => "否则取",
        "power" => "乘方",
        "product" => "连乘",
        "round" => "四舍五入",
        "round-down" => "舍去尾数",
        "round-even" => "四舍六入五成双",
        "round-up" => "进一",
        "weighted-mean" => "加权平均",
        "score" => "维度得分率",
        "points" => "得分",
        "reached" => "达到",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use alloc::string::ToString;

    use jiangxing::label::Label;

    use super::*;

    #[test]
    fn ids_with_names_give_way_to_them() {
        let label = |zh: &str, en: &str| {
            Label::from_pairs([("zh", zh), ("en", en)].map(|(a, b)| (a.to_string(), b.to_string())))
        };
        let names = Names::from_pairs([
            ("certified", label("取证人数", "Certified")),
            ("c2-3", label("考核取证率", "Certificate rate")),
        ]);
        for (written, chinese, english) in [
            ("share(certified, assessed)", "取证人数 ÷ assessed", "Certified ÷ assessed"),
            (
                "growth(certified, before)",
                "（取证人数 − before）÷ before",
                "(Certified − before) ÷ before",
            ),
            (
                "min(1, share(certified, b))",
                "最小值（1，占比（取证人数，b））",
                "min(1, share(Certified, b))",
            ),
            ("c2-3 >= 85%", "考核取证率 ≥ 85%", "Certificate rate >= 85%"),
            ("not a and b-1 != 2.5", "非 a 且 b-1 ≠ 2.5", "not a and b-1 != 2.5"),
            ("a / 4 session", "a ÷ 4", "a / 4"),
            ("a >= 2.5 year and b", "a ≥ 2.5 且 b", "a >= 2.5 and b"),
            ("", "", ""),
            ("<", "<", "<"),
        ] {
            assert_eq!(expression(written, &names, Language::Chinese), chinese);
            assert_eq!(expression(written, &names, Language::English), english);
        }
    }
}

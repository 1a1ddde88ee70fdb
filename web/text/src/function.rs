//! What the functions of expressions give.

use crate::Language;

/// Function, arguments as they are thought of, Chinese, English.
const FUNCTIONS: &[(&str, &str, &str, &str)] = &[
    ("abs", "x", "绝对值", "the magnitude of x"),
    ("all", "c, …", "全部成立", "whether all conditions hold"),
    ("any", "c, …", "至少一个成立", "whether any condition holds"),
    ("at", "ask, period", "某一期的数", "the quantity of that period"),
    ("at-least", "k, c, …", "至少 k 个成立", "whether at least k of the conditions hold"),
    ("best", "k, x, …", "最高的 k 个之和", "the sum of the k highest"),
    ("ceiling", "x, step", "向上取整到 step", "x rounded up to a step"),
    ("chosen", "ask, option", "选的是某一选项", "whether that option was chosen"),
    ("clamp", "x, low, high", "限定在 low 与 high 之间", "x, at least low and at most high"),
    ("count", "c, …", "成立的条件数", "how many of the conditions hold"),
    ("date", "YYYY-MM-DD", "某一天", "that day"),
    ("days", "period", "天数，首尾都算", "the days of a period, both ends counted"),
    ("earned", "criterion", "评定项的得分率", "the share of full points that a criterion earns"),
    ("erf", "x, digits", "误差函数，按位数正确舍入", "the error function, correctly rounded"),
    ("exp", "x, digits", "指数函数，按位数正确舍入", "e to the x, correctly rounded"),
    ("first-day", "period", "首日", "the first day of a period"),
    ("floor", "x, step", "向下取整到 step", "x rounded down to a step"),
    ("given", "ask", "已填且有数值", "whether it was answered with a value"),
    (
        "growth",
        "now, before",
        "增长率；基数为 0 时无法计算",
        "(now − before) / before; undefined from nothing",
    ),
    ("has-value", "x", "有数值", "whether x has a number"),
    ("highest-of", "ask", "各期最高", "the highest of all periods"),
    ("if", "c, x, y", "c 成立取 x，否则取 y", "x when c holds, else y"),
    ("is", "category, option", "评定对象属于某一选项", "whether the subject is of that option"),
    ("last-day", "period", "末日", "the last day of a period"),
    ("latest", "ask", "最近一期", "the last period"),
    ("ln", "x, digits", "自然对数，按位数正确舍入", "the natural logarithm, correctly rounded"),
    ("log10", "x, digits", "常用对数，按位数正确舍入", "the decimal logarithm, correctly rounded"),
    ("lowest-of", "ask", "各期最低", "the lowest of all periods"),
    ("max", "x, …", "最大值", "the highest"),
    ("mean", "x, …", "平均值，不计的略过", "the mean of what is not left out"),
    ("mean-of", "ask", "平均值", "the mean of a distribution or of all periods"),
    ("median", "x, …", "中位数", "the middle one"),
    ("min", "x, …", "最小值", "the lowest"),
    ("month", "date", "月", "the month of a date"),
    ("months-between", "a, b", "满几个月", "whole months from a to b"),
    (
        "normal-cdf",
        "z, digits",
        "标准正态分布函数，按位数正确舍入",
        "the normal distribution, correctly rounded",
    ),
    ("or-else", "x, y", "x；没有数值时取 y", "x, or y where x has no number"),
    ("points", "criterion | dimension", "得分", "the points earned"),
    ("power", "x, n", "x 的 n 次方", "x to the n"),
    ("product", "x, …", "连乘", "the product"),
    ("reached", "grade, level", "达到某一等级", "whether at least that level is reached"),
    ("replies", "ask, option", "回复数", "how many replies, in all or of an option"),
    ("rises", "ask", "逐期不降", "whether no period is below the one before"),
    ("round", "x, step", "四舍五入到 step", "x rounded to a step, a half away from zero"),
    ("round-down", "x, step", "向零舍去到 step", "x rounded towards zero"),
    (
        "round-even",
        "x, step",
        "四舍六入五成双到 step",
        "x rounded to a step, a half to the even one",
    ),
    ("round-up", "x, step", "背零进位到 step", "x rounded away from zero"),
    ("score", "dimension", "维度得分率", "the share of full points of a dimension"),
    ("share", "part, whole", "占比；总数为 0 时无法计算", "part / whole; undefined of nothing"),
    ("share-of", "ask, option, …", "若干选项的占比", "the share of some options among the replies"),
    ("square-root", "x, digits", "平方根，按位数正确舍入", "the square root, correctly rounded"),
    ("sum", "x, …", "合计", "the sum"),
    ("sum-of", "ask", "各期合计", "the sum of all periods"),
    ("ticked", "ask", "勾选了几项", "how many parts are ticked"),
    ("weighted-mean", "w, x, …", "加权平均", "the mean, each counted by its weight"),
    ("worst", "k, x, …", "最低的 k 个之和", "the sum of the k lowest"),
    ("year", "date", "年", "the year of a date"),
    ("years-between", "a, b", "满几年", "whole years from a to b"),
];

/// The arguments of a function as they are thought of, and what it gives; nothing for one that is
/// not known here.
pub fn function(name: &str, language: Language) -> Option<(&'static str, &'static str)> {
    let (_, arguments, chinese, english) = FUNCTIONS.iter().find(|(known, ..)| *known == name)?;
    Some((arguments, language.pick(chinese, english)))
}

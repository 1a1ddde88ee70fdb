//! The operations of a plan, for people.

use alloc::string::{String, ToString};

use jiangxing::report::outline::Role;

use crate::Language;

/// The Chinese words for operations. In English an operation is its own word.
const OPERATIONS: &[(&str, &str)] = &[
    ("abs", "绝对值"),
    ("adjusted", "调整"),
    ("and", "且"),
    ("as-share", "是为满分"),
    ("ask", "填报"),
    ("at-least", "至少几个成立"),
    ("best", "最高几个之和"),
    ("by-option", "按选项查表"),
    ("capped", "封顶合计"),
    ("ceiling", "向上取整"),
    ("changes", "是否变动"),
    ("chosen", "选的是"),
    ("clamp", "限定"),
    ("constant", "常数"),
    ("count", "成立个数"),
    ("counted", "计入得分率"),
    ("curve", "折线"),
    ("enough", "填报足够"),
    ("erf", "误差函数"),
    ("exp", "自然指数"),
    ("floor", "向下取整"),
    ("full", "是否满分"),
    ("given", "已填"),
    ("growth", "增长率"),
    ("has-value", "有数值"),
    ("held", "终评成立"),
    ("highest", "取最高"),
    ("if", "如果"),
    ("ln", "自然对数"),
    ("log10", "常用对数"),
    ("look-up", "查表"),
    ("lowest", "取最低"),
    ("max", "最大值"),
    ("mean", "平均"),
    ("mean-of", "答复均值"),
    ("median", "中位数"),
    ("min", "最小值"),
    ("minus", "减"),
    ("month", "月份"),
    ("months-between", "相隔整月"),
    ("negate", "取负"),
    ("normal-cdf", "正态分布函数"),
    ("not", "非"),
    ("or", "或"),
    ("or-else", "否则取"),
    ("over", "除以"),
    ("part", "分项值"),
    ("plus", "加"),
    ("power", "乘方"),
    ("product", "连乘"),
    ("published", "公布值"),
    ("quantity", "派生数"),
    ("ranked", "定级"),
    ("ranked-in-tiers", "逐级定级"),
    ("reaches", "够线"),
    ("round", "舍入"),
    ("round-down", "舍去尾数"),
    ("round-even", "四舍六入五成双"),
    ("round-up", "进一"),
    ("share", "占比"),
    ("square-root", "平方根"),
    ("steps", "分档"),
    ("sum", "合计"),
    ("ticked", "勾选数"),
    ("times", "乘"),
    ("truth", "恒真或恒假"),
    ("weighted-mean", "加权平均"),
    ("worst", "最低几个之和"),
    ("worth", "级值"),
    ("year", "年份"),
    ("years-between", "相隔整年"),
];

/// What an operation is called; one without a name as the plan has it.
pub fn operation(word: &str, language: Language) -> String {
    let name = match language {
        Language::English => None,
        Language::Chinese => {
            OPERATIONS.iter().find(|(known, _)| *known == word).map(|(_, name)| *name)
        }
    };
    name.unwrap_or(word).to_string()
}

/// The Chinese words for what stands where there is no number, or beside the range of a number.
const ABSENCES: &[(&str, &str)] = &[
    ("growth-from-nothing", "基数为零"),
    ("left-out", "不计"),
    ("met", "恒满足"),
    ("no-part-applies", "没有适用的分项"),
    ("no-row", "表中没有这一行"),
    ("nobody-replied", "没有人答复"),
    ("not-met", "恒不满足"),
    ("nothing", "无数值"),
    ("nothing-weighs", "权重合计为零"),
    ("out-of-domain", "函数没有定义"),
    ("out-of-range", "数太大"),
    ("over-nothing", "除数为零"),
    ("part-beyond-whole", "部分大于总数"),
    ("share-of-nothing", "总数为零"),
    ("withheld", "不予评定"),
];

/// What stands where there is no number, in a few words; in English its own word.
pub fn absence(word: &str, language: Language) -> String {
    let name = match language {
        Language::English => None,
        Language::Chinese => {
            ABSENCES.iter().find(|(known, _)| *known == word).map(|(_, name)| *name)
        }
    };
    name.unwrap_or(word).to_string()
}

/// What an operation is to a thing of the rubric.
pub fn role(role: Role, language: Language) -> &'static str {
    match role {
        Role::Answer => language.pick("填报值", "answer"),
        Role::Quantity => language.pick("派生数", "quantity"),
        Role::Measure => language.pick("计量", "measure"),
        Role::Earned => language.pick("应得得分率", "share earned"),
        Role::Counted => language.pick("计入得分率", "share counted"),
        Role::LeftOutWhen => language.pick("不计的条件", "left out when"),
        Role::Figure => language.pick("附列数字", "figure"),
        Role::Flag => language.pick("提请核实", "flag"),
        Role::Score => language.pick("维度得分", "score"),
        Role::Gate => language.pick("前置条件", "gate"),
        Role::Condition => language.pick("另行要求", "condition"),
        Role::Step => language.pick("调整条件", "adjusted when"),
        Role::Grade => language.pick("分项等级", "grade"),
        Role::Rating => language.pick("星级", "rating"),
        Role::Base => language.pick("不计加分的总分", "total without bonus"),
        Role::Total => language.pick("总分", "total"),
    }
}

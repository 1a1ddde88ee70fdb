//! The operations of a plan, for people.

use alloc::string::{String, ToString};

use jiangxing::report::outline::Role;

use crate::Language;

/// The Chinese words for operations. In English an operation is its own word.
const OPERATIONS: &[(&str, &str)] = &[
    ("abs", "绝对值"),
    ("and", "且"),
    ("as-share", "是为满分"),
    ("ask", "填报"),
    ("at-least", "至少几个成立"),
    ("best", "最高几个之和"),
    ("by-option", "按选项查表"),
    ("capped", "封顶合计"),
    ("chosen", "选的是"),
    ("clamp", "限定"),
    ("constant", "常数"),
    ("count", "成立个数"),
    ("counted", "计入得分率"),
    ("curve", "折线"),
    ("given", "已填"),
    ("growth", "增长率"),
    ("has-value", "有数值"),
    ("if", "如果"),
    ("look-up", "查表"),
    ("max", "最大值"),
    ("mean", "平均"),
    ("median", "中位数"),
    ("min", "最小值"),
    ("minus", "减"),
    ("negate", "取负"),
    ("not", "非"),
    ("or", "或"),
    ("or-else", "否则取"),
    ("over", "除以"),
    ("plus", "加"),
    ("power", "乘方"),
    ("product", "连乘"),
    ("published", "公布值"),
    ("quantity", "派生数"),
    ("round", "舍入"),
    ("share", "占比"),
    ("steps", "分档"),
    ("sum", "合计"),
    ("ticked", "勾选数"),
    ("times", "乘"),
    ("truth", "恒真或恒假"),
    ("weighted-mean", "加权平均"),
    ("worst", "最低几个之和"),
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
        Role::Base => language.pick("不计加分的总分", "total without bonus"),
        Role::Total => language.pick("总分", "total"),
    }
}

//! What the keys of a rubric file are called.

use alloc::string::{String, ToString};

use crate::Language;

/// The Chinese names of keys. In English a key is its own name.
const KEYS: &[(&str, &str)] = &[
    ("above", "高于"),
    ("absent-reason", "不评的理由"),
    ("absent-when", "不评的条件"),
    ("active", "是否计入"),
    ("adjust", "调整"),
    ("anchor", "档位说明"),
    ("anchors", "档位说明"),
    ("answered", "填报下限"),
    ("applies", "适用对象"),
    ("ask", "填报项"),
    ("at", "条款位置"),
    ("at-least", "最小值"),
    ("at-most", "最大值"),
    ("bands", "分数段"),
    ("basis", "依据性质"),
    ("below", "低于"),
    ("better", "方向"),
    ("bonus", "加分"),
    ("by", "升降级数"),
    ("cap", "上限"),
    ("category", "类别"),
    ("cells", "表中数值"),
    ("clauses", "依据条款"),
    ("column-unit", "列的单位"),
    ("columns", "列"),
    ("combine", "合成方式"),
    ("counts", "计入方式"),
    ("criterion", "评定项"),
    ("cumulative", "逐级递进"),
    ("curve", "折线"),
    ("date", "日期"),
    ("demerit", "扣分"),
    ("digest", "摘要"),
    ("dimension", "维度"),
    ("each-dimension", "各维度最低要求"),
    ("edition", "版本"),
    ("evidence", "佐证材料"),
    ("fact", "基本情况"),
    ("figures", "附列数字"),
    ("final", "定稿时"),
    ("flags", "提请核实"),
    ("floor", "下限"),
    ("for", "适用类型"),
    ("format", "格式版本"),
    ("from", "起点"),
    ("full", "满分"),
    ("gate", "前置条件"),
    ("gives", "所得"),
    ("grade", "分项等级"),
    ("group", "列示分组"),
    ("guidance", "说明"),
    ("id", "标识"),
    ("in", "所属"),
    ("in-force", "施行期"),
    ("judged", "判定所用的数"),
    ("kind", "填报方式"),
    ("languages", "语言"),
    ("leave-out-reason", "不计的理由"),
    ("leave-out-when", "不计的条件"),
    ("levels", "档"),
    ("lifts", "最多提高级数"),
    ("limit", "上限"),
    ("lowest", "最低等级"),
    ("measure", "计量"),
    ("methods", "核查方式"),
    ("missing", "未填处理"),
    ("na", "可否不适用"),
    ("na-counts", "不适用时计入"),
    ("na-limit", "不适用上限"),
    ("name", "名称"),
    ("not-applicable", "不适用"),
    ("note", "附注"),
    ("notice", "声明"),
    ("number", "文号"),
    ("of", "算式"),
    ("optional", "可不填"),
    ("options", "选项"),
    ("parts", "分项"),
    ("period", "评定周期"),
    ("periods", "各期"),
    ("places", "小数位数"),
    ("points", "计分办法"),
    ("predecessor", "前一版本"),
    ("publisher", "发布者"),
    ("quantity", "派生数"),
    ("quote", "原文"),
    ("rating", "星级标准"),
    ("reached", "须达到"),
    ("reason-at", "须说明理由的档"),
    ("require", "另行要求"),
    ("rounding", "舍入办法"),
    ("rows", "行"),
    ("say", "文字"),
    ("scale", "量表"),
    ("set", "定为"),
    ("share", "得分比例"),
    ("short", "简称"),
    ("source", "依据文件"),
    ("standing", "效力"),
    ("stars", "星数"),
    ("status", "性质"),
    ("steps", "分档"),
    ("table", "数表"),
    ("that", "条件"),
    ("title", "标题"),
    ("to", "终点"),
    ("total", "星级线"),
    ("undecided", "无法判定时"),
    ("undefined", "无法计算时"),
    ("unit", "单位"),
    ("unmet", "不满足时"),
    ("variant", "适用类型变体"),
    ("verify", "核查办法"),
    ("weight", "权重"),
    ("when", "条件"),
    ("whole", "只计整数"),
    ("within", "所属总数"),
    ("worth", "分值"),
];

/// What `key` is called; a key without a name as it is written.
pub fn key(key: &str, language: Language) -> String {
    let name = match language {
        Language::English => None,
        Language::Chinese => KEYS.iter().find(|(known, _)| *known == key).map(|(_, name)| *name),
    };
    name.unwrap_or(key).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_in_order_and_once() {
        assert!(KEYS.is_sorted_by(|(one, _), (other, _)| one < other));
        assert_eq!(key("weight", Language::Chinese), "权重");
        assert_eq!(key("weight", Language::English), "weight");
        assert_eq!(key("something-new", Language::Chinese), "something-new");
    }
}

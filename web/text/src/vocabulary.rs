//! The engine's own short phrases inside facts ("a number", "a table"), in the reader's language.
//!
//! The engine writes them in English; what is not in the table is shown as it was written, which is
//! right for keys, ids and anything somebody typed.

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use crate::Language;
use crate::names::written;
use crate::parted;

/// A phrase of the engine in the reader's language; anything else as something that was written.
///
/// `a | b` is one of the words a and b.
pub(crate) fn phrase(phrase: &str, language: Language) -> String {
    if let Some(known) = known(PHRASES, phrase, language) {
        return known.to_string();
    }
    let (mut words, mut rest) = (Vec::new(), phrase);
    while let Some((word, after)) = parted(rest, " | ") {
        words.push(written(word, language));
        rest = after;
    }
    if words.is_empty() {
        return written(phrase, language);
    }
    words.push(written(rest, language));
    match language {
        Language::Chinese => alloc::format!("{}之一", words.join("、")),
        Language::English => alloc::format!("one of {}", words.join(", ")),
    }
}

/// Whether this is a phrase of the engine, and no id or text of somebody else.
pub(crate) fn is_phrase(phrase: &str) -> bool {
    PHRASES.iter().any(|(english, _)| *english == phrase)
}

/// What is known about text that is not JSON, in the reader's language where it is known.
pub(crate) fn json_detail(detail: &str, language: Language) -> String {
    known(JSON, detail, language).unwrap_or(detail).to_string()
}

/// What the reader of TOML says, in the reader's language where it is known: what is the case, and
/// behind a comma what it expected.
pub(crate) fn toml_detail(detail: &str, language: Language) -> String {
    let (what, expected) = match parted(detail, ", expected ") {
        Some((what, expected)) => (what, Some(expected)),
        None => (detail, None),
    };
    let Some(what) = known(TOML, what, language) else {
        return detail.to_string();
    };
    match expected {
        None => what.to_string(),
        Some(expected) => {
            say!(language, "{what}，此处应有 {expected}", "{what}, expected {expected}")
        }
    }
}

type Table = &'static [(&'static str, &'static str)];

fn known(table: Table, phrase: &str, language: Language) -> Option<&'static str> {
    let (english, chinese) = table.iter().find(|(english, _)| *english == phrase)?;
    Some(match language {
        Language::Chinese => *chinese,
        Language::English => spoken(english),
    })
}

/// The few phrases that are codes in English too.
fn spoken(english: &'static str) -> &'static str {
    match english {
        "level" => "a level of its scale",
        "yes-no" => "true or false",
        "checklist" => "true or false for each part",
        "part" => "true, false or \"na\" for each part",
        "number" => "a number",
        "date" => "a day such as 2024-04-28",
        "period" => "a first and a last day",
        "numbers" => "a number for each part",
        other => other,
    }
}

/// Each phrase in English, as the engine writes it, and in Chinese.
const PHRASES: Table = &[
    // what stands in a file
    ("nothing", "空白"),
    ("a list", "列表"),
    ("a table", "一组键值"),
    ("a text", "文字"),
    ("a number", "数"),
    ("true | false", "true 或 false"),
    ("an assessment", "一份评定"),
    ("an id: lower-case letters, digits, hyphens", "id（小写字母、数字、连字符）"),
    ("a quantity and a share, such as [\"85%\", 0.8]", "一个数量和一个比例，如 [\"85%\", 0.8]"),
    (
        "words by language, such as { zh = \"…\", en = \"…\" }",
        "分语言的文字，如 { zh = \"…\", en = \"…\" }",
    ),
    // what a name stands for
    ("a category", "类别"),
    ("an option of the category", "该类别的选项"),
    ("a checklist", "逐条勾选的填报项"),
    ("another kind of ask", "另一种填报项"),
    ("a criterion that this kind of subject is asked", "评定项（就这类对象而言）"),
    (
        "an ask, criterion, gate or fact that this kind of subject is asked",
        "填报项、评定项、前置条件或基本情况（就这类对象而言）",
    ),
    ("a dimension", "维度"),
    ("a level of the scale", "该量表的档"),
    ("a rating", "星级"),
    ("a scale", "量表"),
    ("a criterion", "评定项"),
    ("a source", "依据文件"),
    ("a unit", "单位"),
    ("no unit", "无单位"),
    ("the id of an ask", "填报项"),
    ("the id of a criterion", "评定项的 id"),
    // expressions
    ("a condition", "条件"),
    ("a quantity", "数量"),
    ("an expression", "算式"),
    ("an answer without a number", "不带数值的填报项"),
    ("a number above 0", "大于 0 的数"),
    ("what depends on answers", "随填报变化的量"),
    ("an option of the ask", "该填报项的选项"),
    ("a choice or level", "单选或分档的填报项"),
    ("a table of the rubric", "标准中的表"),
    ("a table of steps or a curve", "分档表或折线表"),
    ("another kind of table", "另一种表"),
    ("`of` beside `floor` and `cap`", "与 floor、cap 配套的 of"),
    ("`rows`, `columns` and `cells`", "rows、columns 和 cells"),
    (
        "`steps`, `curve`, `options`, or `rows`, `columns` and `cells`",
        "steps、curve、options，或 rows、columns 和 cells",
    ),
    (
        "one of `curve`, `steps`, `table` and `of`, with its rows",
        "curve、steps、table、of 之一（连同各行）",
    ),
    ("either `from` or `above`", "from 或 above 之一"),
    ("both or neither", "两个都有，或都没有"),
    ("none or several", "一个也没有，或不止一个"),
    ("at least one row", "至少一行"),
    ("none", "没有"),
    ("a name, a number or “(”", "名称、数或左括号"),
    ("“)”", "右括号"),
    ("an operator or the end", "运算符或结尾"),
    ("the end", "结尾"),
    // what can be too large
    ("the rubric, in bytes", "标准文件的字节数"),
    ("the assessment, in bytes", "评定文件的字节数"),
    ("the expression, in bytes", "算式的字节数"),
    ("the parentheses of the expression", "算式的括号数"),
    ("kinds of subject", "适用类型的组合数"),
    ("criteria, gates and facts", "评定项、前置条件和基本情况的总数"),
    // answers
    ("level", "量表的一档"),
    ("yes-no", "是或否（true 或 false）"),
    ("checklist", "各分项的是否"),
    ("part", "各分项的 true、false 或 \"na\""),
    ("number", "数字"),
    ("date", "日期（如 2024-04-28）"),
    ("period", "起止日期（from 和 to）"),
    ("numbers", "各分项的数字"),
    ("a day", "日期"),
    ("a day such as 2024-04-28", "日期（如 2024-04-28）"),
    ("a distribution", "各选项人数的填报项"),
    ("a series", "分期填报项"),
    ("a period", "起止日期的填报项"),
    ("a distribution or a series", "各选项人数或分期的填报项"),
    ("a period of the series", "该填报项的时期"),
];

const JSON: Table = &[
    ("the text ends too early", "文字没有写完"),
    ("text follows after the end", "结尾之后还有文字"),
    ("this character does not belong here", "此处不该有这个字符"),
];

const TOML: Table = &[
    ("cannot extend value of type array with a dotted key", "列表不能再用带点的键扩充"),
    (
        "cannot extend value of type inline table with a dotted key",
        "花括号里的表不能再用带点的键扩充",
    ),
    ("cannot recurse further; max recursion depth met", "嵌套太深"),
    ("carriage return must be followed by newline", "回车符后面应有换行符"),
    ("duplicate key", "这个键重复了"),
    ("extra `=`", "多了一个等号"),
    ("extra assignment between key-value pairs", "键值之间多了一个等号"),
    ("extra comma in array", "列表里多了逗号"),
    ("extra comma in inline table", "花括号里多了逗号"),
    ("invalid basic string", "双引号文字没有写对"),
    ("invalid boolean", "应写 true 或 false"),
    ("invalid comment character", "注释里有不能用的字符"),
    ("invalid date-time", "日期没有写对"),
    ("invalid float", "小数没有写对"),
    ("invalid inline table element", "花括号里的内容没有写对"),
    ("invalid integer number", "整数没有写对"),
    ("invalid key", "键没有写对"),
    ("invalid key-value pair", "键值没有写对"),
    ("invalid literal string", "单引号文字没有写对"),
    ("invalid multi-line basic string", "多行双引号文字没有写对"),
    ("invalid multi-line literal string", "多行单引号文字没有写对"),
    ("invalid string", "文字没有写对"),
    ("invalid table", "表头没有写对"),
    ("invalid unquoted key", "不加引号的键只能用字母、数字、下划线和连字符"),
    ("invalid value", "值没有写对"),
    ("key with no value", "键后面没有值"),
    ("missing array opening", "缺少左方括号"),
    ("missing assignment between key-value pairs", "键与值之间缺少等号"),
    ("missing comma between array elements", "列表的两项之间缺少逗号"),
    ("missing comma between key-value pairs", "两组键值之间缺少逗号"),
    ("missing escaped value", "反斜杠后面缺少字符"),
    ("missing inline table opening", "缺少左花括号"),
    ("missing key for inline table element", "花括号里缺少键"),
    ("missing opening quote", "缺少开头的引号"),
    ("missing table open", "缺少左方括号"),
    ("missing value", "缺少值"),
    ("missing value for key", "键后面缺少值"),
    ("recursion limit", "嵌套太深"),
    ("redundant numeric sign", "数前面多了符号"),
    ("string values must be quoted", "文字要加引号"),
    ("too few unicode value digits", "Unicode 编号的位数不够"),
    ("unclosed array", "列表缺少右方括号"),
    ("unclosed array table", "表头缺少右方括号"),
    ("unclosed inline table", "缺少右花括号"),
    ("unclosed table", "表头缺少右方括号"),
    ("unexpected `=` in array", "列表里不该有等号"),
    ("unexpected content", "此处不该有这些内容"),
    ("unexpected content between comment and newline", "注释之后不该有这些内容"),
    ("unexpected key or value", "此处不该有键或值"),
    ("unexpected leading zero", "数不能以 0 开头"),
    ("unexpected sign", "此处不该有符号"),
    ("unquoted keys cannot be empty", "键不能是空的"),
    ("unquoted string", "文字缺少引号"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_translated_and_what_was_written_is_quoted() {
        assert_eq!(phrase("a list", Language::Chinese), "列表");
        assert_eq!(phrase("a list", Language::English), "a list");
        assert_eq!(phrase("yes-no", Language::English), "true or false");
        assert_eq!(phrase("约300", Language::English), "`约300`");
        assert_eq!(phrase("draft | final", Language::Chinese), "“draft”、“final”之一");
        assert_eq!(phrase("draft | final", Language::English), "one of `draft`, `final`");
    }

    #[test]
    fn what_the_toml_reader_says_is_told_in_both_languages() {
        let said = "unclosed array, expected `]`";
        assert_eq!(toml_detail(said, Language::English), said);
        assert_eq!(toml_detail(said, Language::Chinese), "列表缺少右方括号，此处应有 `]`");
        assert_eq!(toml_detail("something new", Language::Chinese), "something new");
    }
}

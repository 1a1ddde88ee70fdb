//! A ledger in sentences: what was doubtful, why rows are left out, what may be one, what looks odd.

use alloc::format;
use alloc::string::{String, ToString};

use jiangxing::ledger::doubt::{DoubtKind, DoubtWeight, Refusal};
use jiangxing::ledger::{GrowthWhy, LeftOutWhy, QuestionFacts, Rules, SuspectWhy};

use crate::Language;

/// How much a doubt weighs, in a word.
pub fn weight(weight: DoubtWeight, language: Language) -> &'static str {
    match weight {
        DoubtWeight::Told => language.pick("已说明", "told"),
        DoubtWeight::Assumed => language.pick("有假定", "assumed"),
        DoubtWeight::LeftOut => language.pick("未采用", "left out"),
    }
}

/// What is the case with a cell, a row, a column or a sheet.
pub fn doubt(kind: &DoubtKind, language: Language) -> String {
    let (chinese, english) = words(kind);
    language.pick(chinese, english).replace("{}", &taken(kind))
}

/// What was taken instead, or the fact that a sentence about a doubt holds.
fn taken(kind: &DoubtKind) -> String {
    match kind {
        DoubtKind::About(taken)
        | DoubtKind::WithUnit(taken)
        | DoubtKind::LongNumber(taken)
        | DoubtKind::SerialDay(taken, _)
        | DoubtKind::ShortYear(taken)
        | DoubtKind::MonthFirst(taken)
        | DoubtKind::WithTime(taken)
        | DoubtKind::Range(taken)
        | DoubtKind::UnknownWord(Some(taken))
        | DoubtKind::Understood(taken)
        | DoubtKind::ZerosLost(taken)
        | DoubtKind::Corrected(taken) => taken.clone(),
        DoubtKind::BeyondLimit(most) => most.to_string(),
        DoubtKind::NothingMark
        | DoubtKind::UnknownWord(None)
        | DoubtKind::NotANumber
        | DoubtKind::BelowZero
        | DoubtKind::NotADay
        | DoubtKind::NumberDamaged
        | DoubtKind::CheckDigit
        | DoubtKind::FormulaError
        | DoubtKind::FormulaWithoutValue
        | DoubtKind::Formula
        | DoubtKind::Merged
        | DoubtKind::TotalsRow
        | DoubtKind::HeaderAgain
        | DoubtKind::Remark
        | DoubtKind::RowLeftOut
        | DoubtKind::NothingToCorrect
        | DoubtKind::ColumnGuessed
        | DoubtKind::ColumnUnused
        | DoubtKind::ColumnTwice
        | DoubtKind::SheetWithoutHeader
        | DoubtKind::SheetHidden
        | DoubtKind::SheetEmpty
        | DoubtKind::BadCharacters
        | DoubtKind::Active => String::new(),
    }
}

/// The sentence about a doubt, with `{}` where its fact goes.
fn words(kind: &DoubtKind) -> (&'static str, &'static str) {
    match kind {
        DoubtKind::About(_) => ("约数，按 {} 计", "about that many: taken as {}"),
        DoubtKind::WithUnit(_) => ("带单位，按 {} 计", "with a unit: taken as {}"),
        DoubtKind::LongNumber(_) => {
            ("小数位过长，按 {} 计", "more digits than are shown: taken as {}")
        }
        DoubtKind::SerialDay(..) => ("日期序号，按 {} 计", "a serial number of days: taken as {}"),
        DoubtKind::ShortYear(_) => ("年份只有两位，按 {} 计", "a year of two digits: taken as {}"),
        DoubtKind::MonthFirst(_) => ("年份在后，按 {} 计", "the year stands last: taken as {}"),
        DoubtKind::WithTime(_) => ("带时刻，取日期 {}", "with an hour: the day {} is taken"),
        DoubtKind::Range(_) => ("一格写了起止日期，按 {} 计", "two days in one cell: taken as {}"),
        DoubtKind::NothingMark => ("表示没有，作空白处理", "a mark for nothing: taken as blank"),
        DoubtKind::UnknownWord(Some(_)) => {
            ("不认识的写法，最接近的是“{}”", "this word is not known; the nearest is `{}`")
        }
        DoubtKind::UnknownWord(None) => ("不认识的写法", "this word is not known"),
        DoubtKind::Understood(_) => ("按“{}”理解", "taken as `{}`"),
        DoubtKind::NotANumber => ("不是数字", "this is no number"),
        DoubtKind::BelowZero => ("小于零", "this is below zero"),
        DoubtKind::NotADay => ("不是日期，或没有这一天", "this is no day, or there is no such day"),
        DoubtKind::NumberDamaged => (
            "号码被表格软件当作数字，后几位已丢失，请从原始资料补录",
            "a spreadsheet kept this number as a quantity and lost its last digits: enter it anew",
        ),
        DoubtKind::ZerosLost(_) => {
            ("前面的零可能丢失，按 {} 计", "zeros before it may be lost: taken as {}")
        }
        DoubtKind::CheckDigit => {
            ("校验位不符，照原样使用，请核对", "its check digit does not fit: kept as it stands")
        }
        DoubtKind::FormulaError => ("公式没有算出结果", "the formula came to no value"),
        DoubtKind::FormulaWithoutValue => (
            "公式没有保存结果，请在表格软件里打开并另存",
            "the formula has no value kept with it: open and save the file in a spreadsheet",
        ),
        DoubtKind::Formula => (
            "这一栏有公式，采用保存的结果",
            "this column has formulas: the values kept with them are taken",
        ),
        DoubtKind::Merged => (
            "这一栏有合并单元格，合并区的内容用于其中每一行",
            "this column has merged cells: what stands in them holds for each row",
        ),
        DoubtKind::TotalsRow => ("合计行，不作记录", "a row of totals: no record"),
        DoubtKind::HeaderAgain => ("重复的表头，不作记录", "the header again: no record"),
        DoubtKind::Remark => ("说明文字，不作记录", "a remark: no record"),
        DoubtKind::RowLeftOut => ("按决定不采用", "left out, as was decided"),
        DoubtKind::Corrected(_) => ("已更正，原来是“{}”", "corrected; before it was `{}`"),
        DoubtKind::NothingToCorrect => {
            ("没有这个单元格或这一行，更正未用上", "there is no such cell or row to correct")
        }
        DoubtKind::ColumnGuessed => (
            "按相近的名称或内容判断，请核对",
            "matched by part of its name or by what it holds: please check",
        ),
        DoubtKind::ColumnUnused => ("这一栏没有用到", "this column is not used"),
        DoubtKind::ColumnTwice => {
            ("与前面一栏是同一内容，没有采用", "an earlier column is this field already: not read")
        }
        DoubtKind::SheetWithoutHeader => {
            ("没有找到认识的表头，整张表未采用", "no known header was found: the sheet is not read")
        }
        DoubtKind::SheetHidden => (
            "隐藏的工作表，未采用；需要时在对应关系里写明",
            "a hidden sheet, not read; name it in the mapping if it should be",
        ),
        DoubtKind::SheetEmpty => ("空表", "an empty sheet"),
        DoubtKind::BadCharacters => {
            ("有读不出的内容，请换一种格式另存", "parts cannot be read: save it in another form")
        }
        DoubtKind::BeyondLimit(_) => ("超过 {}，其余未读", "more than {}: the rest is not read"),
        DoubtKind::Active => (
            "含宏或外部链接，没有执行",
            "it holds macros or links to other files: none was followed",
        ),
    }
}

/// Why a file is not read at all, and what to do.
pub fn refusal(refusal: &Refusal, language: Language) -> String {
    let l = language;
    match refusal {
        Refusal::UnknownForm => say!(
            l,
            "不是能读的表格；可读 XLSX、XLS、ODS、CSV 和制表符分隔的文字，请另存为其中一种",
            "this is no table that can be read: save it as XLSX, XLS, ODS or CSV"
        ),
        Refusal::Locked => {
            say!(l, "文件有密码，请去掉密码后另存", "it has a password: save it without one")
        }
        Refusal::Broken(said) => say!(
            l,
            "文件损坏或内容不符（{said}）",
            "the file is broken or not what it says ({said})"
        ),
        Refusal::TooLarge { found, most } => {
            say!(
                l,
                "太大：{found}，最多读 {most}",
                "too large: {found}, and {most} is the most that is read"
            )
        }
        Refusal::Empty => say!(l, "没有工作表", "it has no sheet"),
    }
}

/// Why rows do not count.
pub fn left_out(why: LeftOutWhy, rules: &Rules, language: Language) -> String {
    let l = language;
    let name =
        |field: usize| rules.fields.get(field).map_or("", |field| field.name.in_language(l.code()));
    match why {
        LeftOutWhy::OtherPeriod => say!(l, "不在本周期", "of another period"),
        LeftOutWhy::NoDay => {
            say!(l, "没有日期，不知属于哪个周期", "without a day that says of which period")
        }
        LeftOutWhy::NotMet(field) => {
            let name = name(field);
            say!(l, "“{name}”不符合", "by `{name}`")
        }
        LeftOutWhy::Blank(field) => {
            let name = name(field);
            say!(l, "“{name}”空白，无从判断", "`{name}` is blank, and nobody knows")
        }
        LeftOutWhy::Unread(field) => {
            let name = name(field);
            say!(l, "“{name}”读不出，无从判断", "`{name}` could not be read, and nobody knows")
        }
        LeftOutWhy::Nobody => say!(l, "没有编号也没有姓名", "with neither a number nor a name"),
        LeftOutWhy::ListedBefore => say!(l, "重复列出的班次", "classes that are listed before"),
    }
}

/// That rows count although a field is blank.
pub fn assumed(field: usize, rules: &Rules, language: Language) -> String {
    let l = language;
    let name = rules.fields.get(field).map_or("", |field| field.name.in_language(l.code()));
    say!(l, "“{name}”空白，按符合计入（假定）", "`{name}` is blank and taken to fit (assumed)")
}

/// Why two may be one.
pub fn suspect(why: SuspectWhy, language: Language) -> &'static str {
    match why {
        SuspectWhy::NumberMissing => {
            language.pick("同名，其中一人没有编号", "one name, and one of them has no number")
        }
        SuspectWhy::SameName => language.pick(
            "同名，都没有编号，单位或工种不同",
            "one name without numbers; employer or trade differ",
        ),
        SuspectWhy::NumbersAlmostAlike => {
            language.pick("同名，编号只差一位", "one name, and numbers that differ in one place")
        }
        SuspectWhy::NamesAlmostAlike => language
            .pick("姓名只差一字，其余相同", "names that differ in one character, all else alike"),
    }
}

/// Why growth says nothing.
pub fn growth(why: GrowthWhy, language: Language) -> &'static str {
    match why {
        GrowthWhy::NoRowsBefore => language
            .pick("台账里没有上一周期的记录，不计算", "the ledger has no row of the period before"),
        GrowthWhy::FromZero => {
            language.pick("上一周期为零，不计算", "it was zero before: undefined")
        }
        GrowthWhy::BothZero => {
            language.pick("两个周期都为零，不计算", "zero in both periods: undefined")
        }
    }
}

/// What a question is about.
pub fn facts(facts: &QuestionFacts, language: Language) -> String {
    let l = language;
    match facts {
        QuestionFacts::Count(number) => format!("{number}"),
        QuestionFacts::Ratio { part, whole } => format!("{part} / {whole}"),
        QuestionFacts::Names(names) => names.join(l.pick("、", ", ")),
        QuestionFacts::Class { class, found, beside } => {
            say!(
                l,
                "{class}：名单 {found}，对照 {beside}",
                "{class}: {found} in the roster, beside {beside}"
            )
        }
    }
}

//! What does not fit in an assessment, told to those who filled it in.

use alloc::string::String;
use alloc::vec::Vec;

use jiangxing::finding::Finding;

use super::{Told, nearest};
use crate::names::written;
use crate::vocabulary::{is_phrase, json_detail, phrase};
use crate::{Language, Names, list};

/// The sentence for a finding, and a way out.
#[expect(clippy::too_many_lines, reason = "a table: one row for each code, no logic in it")]
pub fn finding(finding: &Finding, names: &Names, language: Language) -> Told {
    let l = language;
    let called = |id: &str| names.quoted(id, l);
    match finding {
        Finding::Unreadable {
            detail,
            line,
            column,
        } => Told::new(say!(
            l,
            "第 {line} 行第 {column} 个字符起不合 JSON 的写法",
            "the text is not JSON from line {line}, character {column} on"
        ))
        .under(json_detail(detail, l))
        .help(say!(
            l,
            "文件可能不完整或不是评定文件，可重新导出一份再试",
            "the file may be incomplete or no assessment at all; export it once more"
        )),
        Finding::WrongShape {
            path,
            expected,
            found,
        } => {
            let (expected, found) = (phrase(expected, l), phrase(found, l));
            Told::new(say!(
                l,
                "“{path}”应为{expected}，此处是{found}",
                "`{path}` takes {expected}, and here stands {found}"
            ))
        }
        Finding::UnknownKey {
            path,
            nearest: near,
        } => Told::new(say!(
            l,
            "没有“{path}”这个键，内容保留，不起作用",
            "there is no key `{path}`; it is kept and has no effect"
        ))
        .help(near.as_ref().map(|near| nearest(Some(near), l, String::new()))),
        Finding::DuplicateKey { path } => Told::new(say!(
            l,
            "“{path}”出现了两次，以第一次为准",
            "`{path}` stands there twice, and the first counts"
        ))
        .help(say!(l, "删去不要的一处", "take out the one that is not meant")),
        Finding::TooNew { format, known } => Told::new(say!(
            l,
            "文件格式为第 {format} 版，本程序只认到第 {known} 版",
            "the file is in format {format}, and this program knows formats up to {known}"
        ))
        .help(say!(l, "换用较新的匠星打开", "open it with a newer Jiangxing")),
        Finding::TooLarge { what, found, most } if is_phrase(what) => {
            let what = phrase(what, l);
            Told::new(say!(
                l,
                "{what}为 {found}，最多容许 {most}",
                "{what}: {found}, where {most} is the most admitted"
            ))
        }
        Finding::TooLarge { what, found, most } => {
            let what = called(what);
            Told::new(say!(
                l,
                "{what}填了 {found} 个字符，最多容许 {most} 个，未予采用",
                "the answer to {what} has {found} characters, where {most} is the most admitted; it is not counted"
            ))
        }
        Finding::MissingKey { path } => Told::new(say!(
            l,
            "缺少“{path}”",
            "`{path}` is needed and is not there"
        )),
        Finding::OtherRubric { found, expected } => Told::new(say!(
            l,
            "填报依据的是“{found}”，当前标准是“{expected}”",
            "the answers were given under `{found}`, and this rubric is `{expected}`"
        ))
        .help(say!(
            l,
            "用填报时的标准打开；各版本的结果不能混用",
            "open them with the rubric they name; results of different editions do not mix"
        )),
        Finding::OtherDigest { found, expected } => Told::new(say!(
            l,
            "标准的 id 和版本相同，内容却不同：填报时为 {found}，当前为 {expected}",
            "the rubric has the same id and edition and other content: {found} when the answers were given, {expected} now"
        ))
        .help(say!(
            l,
            "向发布单位核实以哪一份为准",
            "ask the publisher which of the two is right"
        )),
        Finding::CategoryMissing { category } => {
            let category = called(category);
            Told::new(say!(l, "未选择{category}", "{category} is not stated")).help(say!(
                l,
                "先选定，它决定适用哪些评定项",
                "choose it first: it decides which criteria apply"
            ))
        }
        Finding::NoSuchOption {
            category,
            option,
            options,
            nearest: near,
        } => {
            let category = called(category);
            let among = list::all(options, l);
            Told::new(say!(
                l,
                "{category}没有“{option}”这个选项",
                "{category} has no option `{option}`"
            ))
            .help(nearest(
                near.as_ref(),
                l,
                say!(l, "可选：{among}", "the options are {among}"),
            ))
        }
        Finding::UnknownCategory {
            category,
            nearest: near,
        } => Told::new(say!(
            l,
            "标准中没有“{category}”这个类别，内容保留，不起作用",
            "the rubric has no category `{category}`; it is kept and has no effect"
        ))
        .help(near.as_ref().map(|near| nearest(Some(near), l, String::new()))),
        Finding::CodeDoubtful { code } => Told::new(say!(
            l,
            "统一社会信用代码“{code}”的校验位对不上",
            "the check digit of the unified social credit code `{code}` does not fit"
        ))
        .help(say!(
            l,
            "对照证照原件核对；早年证照本身也可能有误",
            "compare it with the certificate; old certificates may themselves be wrong"
        )),
        Finding::NotInForce { cycle, from, to } => {
            let days = match (from.as_str(), to.as_str()) {
                (from, "") => say!(l, "自 {from} 起施行", "in force from {from}"),
                ("", to) => say!(l, "施行至 {to}", "in force until {to}"),
                (from, to) => {
                    say!(l, "施行期为 {from} 至 {to}", "in force from {from} to {to}")
                }
            };
            Told::new(say!(
                l,
                "周期“{cycle}”不在这份标准的施行期内：{days}",
                "the cycle `{cycle}` lies outside the days of this rubric: {days}"
            ))
            .help(say!(
                l,
                "换用当期的版本，或核对周期",
                "use the edition of that time, or look at the cycle again"
            ))
        }
        Finding::UnknownResponse { id, nearest: near } if names.knows(id) => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}的答案没有填在它的填报项下，内容保留，不计分",
                "an answer stands under {id} itself and not under what it asks; it is kept and not counted"
            ))
            .help(near.as_ref().map(|near| nearest(Some(near), l, String::new())))
        }
        Finding::UnknownResponse { id, nearest: near } => Told::new(say!(
            l,
            "标准中没有“{id}”这一项，内容保留，不计分",
            "the rubric has nothing named `{id}`; the response is kept and not counted"
        ))
        .help(near.as_ref().map(|near| nearest(Some(near), l, String::new()))),
        Finding::NotAsked { id } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}不适用于这类对象，所填内容保留，不计分",
                "{id} is not asked of this kind of subject; the response is kept and not counted"
            ))
        }
        Finding::WrongAnswerKind {
            id,
            expected,
            found,
        } => {
            let (id, expected, found) = (called(id), phrase(expected, l), phrase(found, l));
            Told::new(say!(
                l,
                "{id}应填{expected}，填的是{found}，未予采用",
                "{id} takes {expected}, and the answer is {found}; it is not counted"
            ))
        }
        Finding::NoSuchLevel { id, level, levels } => {
            let (id, among) = (called(id), list::all(levels, l));
            Told::new(say!(
                l,
                "{id}没有“{level}”这一档，未予采用",
                "{id} has no level `{level}`; the answer is not counted"
            ))
            .help(say!(l, "可选：{among}", "the levels are {among}"))
        }
        Finding::NotANumber { id, text } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}应填数字，填的是“{text}”，未予采用",
                "{id} takes a number, and the answer is `{text}`; it is not counted"
            ))
            .help(say!(
                l,
                "只写数字，如 861 或 0.35，不带单位、千分位和“约”字",
                "write digits alone, as in 861 or 0.35, without unit or thousands separator"
            ))
        }
        Finding::NotWhole { id, text } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}只能填整数，填的是“{text}”，未予采用",
                "{id} takes a whole number, and the answer is `{text}`; it is not counted"
            ))
        }
        Finding::TooLow { id, text, least } if is_day(least) => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}填的是“{text}”，早于可填的首日 {least}，未予采用",
                "{id} is answered with `{text}`, before the first day admitted, {least}; it is not counted"
            ))
        }
        Finding::TooHigh { id, text, most } if is_day(most) => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}填的是“{text}”，晚于可填的末日 {most}，未予采用",
                "{id} is answered with `{text}`, after the last day admitted, {most}; it is not counted"
            ))
        }
        Finding::TooLow { id, text, least } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}填的是“{text}”，低于最小值 {least}，未予采用",
                "{id} is answered with `{text}`, below the least of {least}; it is not counted"
            ))
        }
        Finding::TooHigh { id, text, most } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}填的是“{text}”，高于最大值 {most}，未予采用",
                "{id} is answered with `{text}`, above the most of {most}; it is not counted"
            ))
        }
        Finding::PartExceedsWhole {
            part,
            part_number,
            whole,
            whole_number,
        } => {
            let (part, whole) = (called(part), called(whole));
            Told::new(say!(
                l,
                "{part}为 {part_number}，多于{whole}的 {whole_number}",
                "{part} is {part_number}, more than {whole}, which is {whole_number}"
            ))
            .help(say!(
                l,
                "前者应包含在后者之内，核对这两个数",
                "the first is counted within the second: check both numbers"
            ))
        }
        Finding::TooManyPlaces { id, text, places } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}最多填 {places} 位小数，填的是“{text}”，未予采用",
                "{id} takes decimals up to {places} places, and the answer is `{text}`; it is not counted"
            ))
        }
        Finding::NoSuchPart {
            id,
            part,
            nearest: near,
        } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}没有“{part}”这一分项，内容保留，不计分",
                "{id} has no part `{part}`; it is kept and not counted"
            ))
            .help(near.as_ref().map(|near| nearest(Some(near), l, String::new())))
        }
        Finding::NotApplicableNotAllowed { id } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}不能标为不适用，按未填处理",
                "{id} may not be marked not applicable; it counts as unanswered"
            ))
            .help(say!(
                l,
                "填报实际情况，确实没有的填最低一档或 0",
                "answer it as it is; where there is nothing, with the lowest level or 0"
            ))
        }
        Finding::JustificationMissing { id } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}标为不适用而没有理由，按未填处理",
                "{id} is marked not applicable without a reason; it counts as unanswered"
            ))
            .help(say!(l, "写明为何不适用", "write why it does not apply"))
        }
        Finding::Contradictory { id, keys } => {
            let id = called(id);
            let keys: Vec<String> = keys.iter().map(|key| written(key, l)).collect();
            let keys = list::all(&keys, l);
            Told::new(say!(
                l,
                "{id}同时填了互相排斥的{keys}，均未予采用",
                "{id} has {keys}, which exclude one another; neither is counted"
            ))
            .help(say!(l, "只留一种", "keep one of them"))
        }
        Finding::NoteMissing { id, level } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}评为“{level}”档，须写说明",
                "{id} is at level `{level}`, which wants a note"
            ))
            .help(say!(
                l,
                "用一两句话写明看到了什么",
                "say in a sentence or two what was seen"
            ))
        }
        Finding::PartsMissing { id, parts } => {
            let parts: Vec<String> = parts.iter().map(|part| names.quoted_part(id, part, l)).collect();
            let (id, parts) = (called(id), list::all(&parts, l));
            Told::new(say!(
                l,
                "{id}没有填全，还缺{parts}",
                "{id} is answered in part; still open: {parts}"
            ))
        }
        Finding::CountedAsLowest { id } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}未填，定稿后按最低可能得分计",
                "{id} is unanswered and, the assessment being final, counts as the least possible"
            ))
            .help(say!(
                l,
                "重新打开评定可补填",
                "reopen the assessment to answer it"
            ))
        }
        Finding::CountedAsFull { id } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}未填，定稿后按最高可能得分计",
                "{id} is unanswered and, the assessment being final, counts as the most possible"
            ))
            .help(say!(
                l,
                "重新打开评定可补填",
                "reopen the assessment to answer it"
            ))
        }
        Finding::LeftOutUnanswered { id } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}未填，定稿后按规则不计，权重分给同组各项",
                "{id} is unanswered and, the assessment being final, is left out by rule"
            ))
            .help(say!(
                l,
                "重新打开评定可补填",
                "reopen the assessment to answer it"
            ))
        }
        Finding::OutsideBands { id, text, bands } => {
            let (id, bands) = (called(id), list::all(bands, l));
            Told::new(say!(
                l,
                "{id}应落在某一档内（{bands}），填的是“{text}”，未予采用",
                "{id} lies inside one of its bands ({bands}), and the answer is `{text}`; it is not counted"
            ))
        }
        Finding::NotADate { id, text } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}应填日期（如 2024-04-28），填的是“{text}”，未予采用",
                "{id} takes a day such as 2024-04-28, and the answer is `{text}`; it is not counted"
            ))
        }
        Finding::PeriodBackwards { id, from, to } => {
            let id = called(id);
            Told::new(say!(
                l,
                "{id}的起日 {from} 晚于止日 {to}，未予采用",
                "{id} begins on {from} and ends before that, on {to}; it is not counted"
            ))
            .help(say!(
                l,
                "改正其中一日，或把两日对调",
                "correct one of the two days, or change them about"
            ))
        }
        Finding::StillUnknown { id } => {
            let id = called(id);
            Told::new(say!(
                l,
                "定稿时仍不知道{id}，取决于它的条件按不成立处理",
                "{id} is still not known and, the assessment being final, what depends on it counts as not holding"
            ))
            .help(say!(
                l,
                "重新打开评定可补填",
                "reopen the assessment to answer it"
            ))
        }
    }
}

/// Whether a bound is a day: `2024-04-28`. A number has no hyphen but before its digits.
fn is_day(bound: &str) -> bool {
    bound.chars().skip(1).any(|each| each == '-')
}

//! What is the case with a rubric, told to its author.

use alloc::borrow::ToOwned;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jiangxing::diagnostic::{Fault, WeightPart};
use jiangxing::number::Number;

use super::fact::without_result;
use super::{Told, nearest};
use crate::vocabulary::{phrase, toml_detail};
use crate::{Language, list};

/// The sentence for a fault, the working under its line, and a way out.
#[expect(clippy::too_many_lines, reason = "a table: one row for each code, no logic in it")]
pub fn fault(fault: &Fault, language: Language) -> Told {
    let l = language;
    match fault {
        Fault::Syntax { detail } => {
            let help = if detail.starts_with("duplicate key") {
                say!(l, "删去其中一处，或给它换个名字", "take one of them out, or give it another name")
            } else {
                say!(
                    l,
                    "看看此处或前一行是否少了引号、括号、逗号或等号",
                    "look for a quote, bracket, comma or equals sign that is missing here or just before"
                )
            };
            Told::new(say!(l, "从这里起不合 TOML 的写法", "the text is not TOML from here on"))
                .under(toml_detail(detail, l))
                .help(help)
        }
        Fault::UnknownKey { key, nearest: near } => Told::new(say!(
            l,
            "此处没有“{key}”这个键",
            "there is no key `{key}` here"
        ))
        .help(nearest(
            near.as_ref(),
            l,
            say!(
                l,
                "删去它，或对照格式说明改成此处可用的键",
                "take it out, or see the format reference for the keys that may stand here"
            ),
        )),
        Fault::MissingKey { key } => Told::new(say!(
            l,
            "此处缺少“{key}”",
            "`{key}` is needed here and is not there"
        ))
        .help(say!(l, "补上 {key} = …", "add `{key} = …`")),
        Fault::WrongShape {
            key,
            expected,
            found,
        } => {
            let (expected, found) = (phrase(expected, l), phrase(found, l));
            Told::new(say!(
                l,
                "“{key}”应为{expected}，此处是{found}",
                "`{key}` takes {expected}, and here stands {found}"
            ))
        }
        Fault::NotANumber { text } => {
            Told::new(say!(l, "“{text}”不是数", "`{text}` is not a number")).help(say!(
                l,
                "写成 12、0.5、\"85%\" 或 \"1/3\" 这样的数，不带千分位和“约”字",
                "write it as in 12, 0.5, \"85%\" or \"1/3\", without thousands separators"
            ))
        }
        Fault::NotAnId { text } => {
            Told::new(say!(l, "“{text}”不能作 id", "`{text}` is not an id")).help(say!(
                l,
                "id 只用小写字母、数字和连字符，如 c2-1",
                "an id has lower case letters, digits and hyphens only, as in `c2-1`"
            ))
        }
        Fault::UnknownWord {
            word,
            allowed,
            nearest: near,
        } => {
            let among = list::all(&quoted(allowed, l), l);
            Told::new(say!(
                l,
                "“{word}”不在此处可用的词之列",
                "`{word}` is none of the words that may stand here"
            ))
            .under(among.clone())
            .help(nearest(
                near.as_ref(),
                l,
                say!(l, "可用：{among}", "write one of {among}"),
            ))
        }
        Fault::TooNew { format, known } => Told::new(say!(
            l,
            "文件格式为第 {format} 版，本程序只认到第 {known} 版",
            "the file is in format {format}, and this program knows formats up to {known}"
        ))
        .help(say!(
            l,
            "换用较新的匠星，或把文件存成第 {known} 版格式",
            "use a newer Jiangxing, or save the file in format {known}"
        )),
        Fault::TooLarge { what, found, most } => {
            let what = phrase(what, l);
            Told::new(say!(
                l,
                "{what}为 {found}，最多容许 {most}",
                "{what}: {found}, where {most} is the most admitted"
            ))
        }
        Fault::DuplicateId { id } => {
            Told::new(say!(l, "有两处的 id 都是“{id}”", "two things have the id `{id}`")).help(say!(
                l,
                "给其中一处换个 id；维度、评定项、填报项、前置条件、星级共用一套 id",
                "give one of them another id: dimensions, criteria, asks, gates and ratings share one set"
            ))
        }
        Fault::NoSuchName {
            name,
            wanted,
            nearest: near,
        } => {
            let wanted = phrase(wanted, l);
            Told::new(say!(
                l,
                "“{name}”不是已有的{wanted}",
                "`{name}` is not {wanted}"
            ))
            .help(nearest(
                near.as_ref(),
                l,
                say!(
                    l,
                    "先定义“{name}”，或改用已有的 id",
                    "define `{name}` first, or use an id that exists"
                ),
            ))
        }
        Fault::MissingLanguage { language: missing } => Told::new(say!(
            l,
            "这段文字没有“{missing}”语言的写法",
            "these words are missing in `{missing}`"
        ))
        .help(say!(
            l,
            "补上 {missing} = \"…\"，或从 languages 中去掉 \"{missing}\"",
            "add `{missing} = \"…\"`, or take `\"{missing}\"` out of `languages`"
        )),
        Fault::TooFewLevels { found } => Told::new(say!(
            l,
            "量表只有 {found} 档，至少要有 2 档",
            "the scale has {found} of the 2 levels it needs at least"
        )),
        Fault::LevelsNotRising {
            level,
            worth,
            before,
        } => Told::new(say!(
            l,
            "“{level}”档值 {worth}，不高于前一档的 {before}",
            "level `{level}` is worth {worth}, no more than the {before} of the level before it"
        ))
        .help(say!(
            l,
            "各档由低到高排列，worth 逐档增大",
            "list the levels from the lowest to the highest, each worth more than the one before"
        )),
        Fault::EmptyRange { low, high } => Told::new(say!(
            l,
            "最小值 {low} 大于最大值 {high}，没有答案能填",
            "no answer fits: the lowest admitted is {low} and the highest {high}"
        )),
        Fault::AnchorMissing { criterion, level } => Told::new(say!(
            l,
            "“{criterion}”缺少“{level}”档的档位说明",
            "`{criterion}` has no anchor for level `{level}`"
        ))
        .help(say!(
            l,
            "在 anchors 中补上 \"{level}\" = {{ zh = \"…\", en = \"…\" }}",
            "add `\"{level}\" = {{ zh = \"…\", en = \"…\" }}` to its anchors"
        )),
        Fault::PointsMissing { criterion } => Told::new(say!(
            l,
            "“{criterion}”量得的不是占比，又没有写明如何折成分",
            "what `{criterion}` measures is not a share, and nothing says what it is worth"
        ))
        .help(say!(
            l,
            "补上 points = {{ curve = [ … ] }} 或 points = {{ steps = [ … ] }}，或让 measure 得出占比",
            "add `points = {{ curve = [ … ] }}` or `points = {{ steps = [ … ] }}`, or make the measure a share"
        )),
        Fault::BoundsNotRising { bound, before } => Told::new(say!(
            l,
            "界限 {bound} 不高于前一个界限 {before}",
            "the bound {bound} does not lie above the bound before it, {before}"
        ))
        .help(say!(
            l,
            "各行由低到高排列",
            "list the rows from the lowest bound to the highest"
        )),
        Fault::ShareOutOfRange { share } => Told::new(say!(
            l,
            "得分比例须在 0 与 1 之间，此处是 {share}",
            "a share of full points lies between 0 and 1, and this is {share}"
        ))
        .help(say!(
            l,
            "八成写作 0.8 或 \"80%\"",
            "write four fifths as 0.8 or \"80%\""
        )),
        Fault::StepsDoNotReachDown { first, lowest } => Told::new(match lowest {
            Some(lowest) => say!(
                l,
                "分档从 {first} 起，而可能的最小值是 {lowest}，两者之间没有分",
                "the steps begin at {first}, and quantities from {lowest} up to there have no points"
            ),
            None => say!(
                l,
                "分档从 {first} 起，更小的数没有分",
                "the steps begin at {first}, and quantities below it have no points"
            ),
        })
        .help(match lowest {
            Some(lowest) => say!(
                l,
                "在最前面加一行 {{ from = {lowest}, share = 0 }}",
                "add a first row `{{ from = {lowest}, share = 0 }}`"
            ),
            None => say!(
                l,
                "给填报项写明最小值 at-least，并让第一行从它开始",
                "state the lowest answer with `at-least`, and begin the first row there"
            ),
        }),
        Fault::WeightsOffTotal {
            dimension,
            expected,
            found,
            parts,
            profile,
        } => Told::new(match profile.as_str() {
            "" => say!(
                l,
                "“{dimension}”的权重合计 {found}，不是 {expected}",
                "the weights of `{dimension}` add up to {found}, not {expected}"
            ),
            profile => say!(
                l,
                "在“{profile}”下，“{dimension}”的权重合计 {found}，不是 {expected}",
                "for `{profile}` the weights of `{dimension}` add up to {found}, not {expected}"
            ),
        })
        .under(sum(parts, &found.to_string()))
        .help(say!(
            l,
            "调整各项权重使之合计 {expected}，或把维度的权重写成 weight = {found}",
            "change weights until they add up to {expected}, or write `weight = {found}` on the dimension"
        )),
        Fault::NegativeWeight { weight } => Told::new(say!(
            l,
            "权重 {weight} 是负数",
            "the weight {weight} is negative"
        ))
        .help(say!(
            l,
            "只记录不计分的项写 weight = 0",
            "write `weight = 0` for what is recorded and not scored"
        )),
        Fault::NothingScored { dimension, profile } => Told::new(match profile.as_str() {
            "" => say!(
                l,
                "“{dimension}”中没有计分的项",
                "nothing in `{dimension}` is scored"
            ),
            profile => say!(
                l,
                "在“{profile}”下，“{dimension}”中没有计分的项",
                "for `{profile}` nothing in `{dimension}` is scored"
            ),
        })
        .help(say!(l, "让其中至少一项的权重大于 0，或去掉这个维度", "give something in it a weight above 0, or take the dimension out")),
        Fault::CutOffsNotFalling {
            rating,
            cut_off,
            above,
        } => Told::new(say!(
            l,
            "“{rating}”的星级线 {cut_off} 不低于上一级的 {above}",
            "the cut-off of `{rating}`, {cut_off}, does not lie below the {above} of the rating above it"
        ))
        .help(say!(
            l,
            "星级由高到低排列，星级线逐级降低",
            "list the ratings from the highest to the lowest, with falling cut-offs"
        )),
        Fault::MinimumsNotFalling {
            rating,
            minimum,
            above,
        } => Told::new(say!(
            l,
            "“{rating}”对维度的最低要求 {minimum} 高于上一级的 {above}",
            "`{rating}` asks {minimum} of each dimension, more than the {above} of the rating above it"
        ))
        .help(say!(
            l,
            "较低星级的要求不能高过较高星级",
            "a lower rating may not ask for more than a higher one"
        )),
        Fault::UnreachableRating {
            rating,
            cut_off,
            most,
        } => Told::new(say!(
            l,
            "“{rating}”要 {cut_off} 分，而满分只有 {most} 分",
            "`{rating}` asks for {cut_off} points, and {most} is the most there is"
        ))
        .help(say!(l, "降低星级线，或增加可得的分", "lower the cut-off, or add points that can be had")),
        Fault::NoRatings {} => Told::new(say!(
            l,
            "星级标准里没有星级",
            "the rating scale has no ratings"
        ))
        .help(say!(
            l,
            "在 [rating] 的 levels 中至少写一级",
            "write at least one rating into `levels` under `[rating]`"
        )),
        Fault::GateWithoutCondition { gate } => Told::new(say!(
            l,
            "前置条件“{gate}”既没有问什么，也没有写须满足什么",
            "gate `{gate}` says neither what is asked nor what must hold"
        ))
        .help(say!(
            l,
            "补上 ask = [ {{ kind = \"yes-no\" }} ] 或 that = \"…\"",
            "add `ask = [ {{ kind = \"yes-no\" }} ]` or `that = \"…\"`"
        )),
        Fault::CapAtTop { gate, rating } => Told::new(say!(
            l,
            "“{gate}”以最高的“{rating}”封顶，等于没有限制",
            "`{gate}` caps at `{rating}`, which is the highest rating, and so changes nothing"
        ))
        .help(say!(
            l,
            "改用较低的星级，或写 unmet = \"withhold\"",
            "name a lower rating, or write `unmet = \"withhold\"`"
        )),
        Fault::UndefinedUnhandled {
            criterion,
            operation,
        } => {
            let operation = without_result(operation, l);
            Told::new(say!(
                l,
                "“{criterion}”可能算不出结果（{operation}），没有写明那时怎么办",
                "`{criterion}` can be without a result ({operation}), and nothing says what then"
            ))
            .help(say!(
                l,
                "补上 undefined = \"lowest\"（按最低计）、\"leave-out\"（不计）或 \"withhold\"（不予评定）",
                "add `undefined = \"lowest\"`, `\"leave-out\"` or `\"withhold\"`"
            ))
        }
        Fault::LeaveOutUnexplained { criterion } => Told::new(say!(
            l,
            "“{criterion}”会按规则不计，却没有可以显示的理由",
            "`{criterion}` may be left out by rule, with no reason to show"
        ))
        .help(say!(
            l,
            "补上 leave-out-reason = {{ zh = \"…\", en = \"…\" }}",
            "add `leave-out-reason = {{ zh = \"…\", en = \"…\" }}`"
        )),
        Fault::NothingLeft { combine, from } => Told::new(say!(
            l,
            "“{combine}”在 {from} 个分时去掉之后一个也不剩",
            "with `{combine}` nothing is left of {from} scores"
        ))
        .help(say!(
            l,
            "去掉最高最低至少要 3 个分；trim 要小于 50%",
            "dropping the highest and lowest needs at least 3 scores; `trim` stays below 50%"
        )),
        Fault::PanelKeyWithoutUse { key, combine } => Told::new(say!(
            l,
            "合成方式为“{combine}”时用不上“{key}”",
            "scores that come together by `{combine}` have no use for `{key}`"
        ))
        .help(say!(l, "删去它，或换一种合成方式", "take it out, or combine in another way")),
        Fault::NeverDropped { from, most } => Told::new(say!(
            l,
            "满 {from} 个分才去高低分，而评审人员最多 {most} 人，所以永远不会去掉",
            "scores are dropped from {from} on, and there are at most {most} assessors: none ever is"
        ))
        .help(say!(
            l,
            "调低起点或调高人数，或改用平均",
            "drop from fewer on, admit more assessors, or take the mean"
        )),
        Fault::ClauseMissing { id } => Told::new(say!(
            l,
            "“{id}”没有写明依据条款",
            "no clause says where `{id}` comes from"
        ))
        .help(say!(
            l,
            "有文件依据的写 basis = \"decreed\" 并引原文，自拟的写 basis = \"proposed\"",
            "add a clause: `basis = \"decreed\"` with the document's words, or `basis = \"proposed\"`"
        )),
        Fault::ExpressionSyntax { expected, found } => {
            let (expected, found) = (phrase(expected, l), phrase(found, l));
            Told::new(say!(
                l,
                "算式在此处应为{expected}，写的是{found}",
                "the expression needs {expected} here, and here stands {found}"
            ))
        }
        Fault::NoSuchFunction {
            name,
            nearest: near,
        } => Told::new(say!(
            l,
            "没有“{name}”这个函数",
            "there is no function `{name}`"
        ))
        .help(nearest(
            near.as_ref(),
            l,
            say!(
                l,
                "可用：min、max、sum、abs、clamp、share、growth、if、given、ticked、earned、score、points、reached",
                "there are min, max, sum, abs, clamp, share, growth, if, given, ticked, earned, score, points and reached"
            ),
        )),
        Fault::WrongArity {
            function,
            takes,
            given,
        } => {
            let takes = match (takes.as_str(), l) {
                ("1 or more", Language::Chinese) => "一个或多个".to_owned(),
                ("pairs of weight and value", Language::Chinese) => "成对的权重和数量".to_owned(),
                (takes, Language::Chinese) => {
                    let takes = takes.replace(" or more", " 个或更多");
                    [" ", &takes.replace(" or ", " 或 "), " 个"].concat().replace("更多 个", "更多")
                }
                (_, Language::English) => takes.clone(),
            };
            Told::new(say!(
                l,
                "“{function}”的参数应为{takes}，此处给了 {given} 个",
                "`{function}` takes {takes} in its parentheses, and here it has {given}"
            ))
        }
        Fault::WrongType { expected, found } => {
            let (expected, found) = (phrase(expected, l), phrase(found, l));
            Told::new(say!(
                l,
                "此处应为{expected}，得到的是{found}",
                "{expected} is needed here, and this is {found}"
            ))
        }
        Fault::UnitsDiffer { left, right } => {
            let (left, right) = (phrase(left, l), phrase(right, l));
            Told::new(say!(
                l,
                "左边的单位是{left}，右边是{right}，不能直接相加减或比较",
                "the unit on the left is {left} and on the right {right}"
            ))
            .help(say!(
                l,
                "先各自除以同单位的数，化成比值",
                "divide each by a number of its own unit first"
            ))
        }
        Fault::ConstantNeeded {
            function,
            expected,
            found,
        } => {
            let (expected, found) = (phrase(expected, l), phrase(found, l));
            Told::new(say!(
                l,
                "“{function}”的这个参数应为固定的{expected}，得到的是{found}",
                "`{function}` needs a fixed {expected} here, and this is {found}"
            ))
        }
        Fault::OptionWithoutEntry { table, option } => Told::new(say!(
            l,
            "表“{table}”没有写选项“{option}”得多少",
            "the table `{table}` does not say what the option `{option}` gives"
        )),
        Fault::Circular { through } => {
            let path = through.join(" → ");
            Told::new(say!(
                l,
                "这些量互相依赖，绕成一圈：{path}",
                "these quantities depend on one another in a circle: {path}"
            ))
        }
        Fault::FullOffTotal {
            expected,
            found,
            parts,
            profile,
        } => Told::new(match profile.as_str() {
            "" => say!(
                l,
                "各维度的权重合计 {found}，不是满分 {expected}",
                "the weights of the dimensions add up to {found}, not to the full {expected}"
            ),
            profile => say!(
                l,
                "在“{profile}”下，各维度的权重合计 {found}，不是满分 {expected}",
                "for `{profile}` the weights of the dimensions add up to {found}, not to the full {expected}"
            ),
        })
        .under(sum(parts, &found.to_string()))
        .help(say!(
            l,
            "调整权重使之合计 {expected}，或写成 full = {found}",
            "change weights until they add up to {expected}, or write `full = {found}`"
        )),
        Fault::LevelWithoutCondition { rating } => Told::new(say!(
            l,
            "“{rating}”没有任何要求，人人都能得到",
            "`{rating}` asks for nothing, so that everybody has it"
        ))
        .help(say!(
            l,
            "补上 from、above、at-most、below、that、each-dimension 或 require",
            "add `from`, `above`, `at-most`, `below`, `that`, `each-dimension` or `require`"
        )),
        Fault::CutOffNotConstant { rating } => Told::new(say!(
            l,
            "“{rating}”的星级线随填报而变",
            "the cut-off of `{rating}` depends on answers"
        ))
        .help(say!(
            l,
            "星级线只能由常数、类别和表得出；随填报而变的条件写在 that 中",
            "a cut-off is made of constants, categories and tables; write what depends on answers into `that`"
        )),
        Fault::BonusNested { dimension } => Told::new(say!(
            l,
            "“{dimension}”是加分或扣分，不能属于别的维度，也不能含有维度",
            "`{dimension}` is a bonus or demerit, which is no part of a dimension and has no dimensions in it"
        ))
        .help(say!(
            l,
            "去掉 in，或把其中的维度移出",
            "take `in` out, or move the dimensions in it elsewhere"
        )),
        Fault::CutOffsNotRising {
            rating,
            cut_off,
            above,
        } => Told::new(say!(
            l,
            "以低为优时，“{rating}”的线 {cut_off} 不高于上一级的 {above}",
            "where lower is better, the cut-off of `{rating}`, {cut_off}, does not lie above the {above} of the rating above it"
        ))
        .help(say!(
            l,
            "等级由高到低排列，线逐级升高",
            "list the ratings from the highest to the lowest, with rising cut-offs"
        )),
        Fault::RatingOutOfReach { rating, needs, most } => Told::new(out_of_reach(rating, needs, l))
            .under(most_of(most.as_ref(), l))
            .help(say!(
                l,
                "放宽这一条件，或从星级表中去掉“{rating}”",
                "ease what it asks, or take `{rating}` off the scale"
            )),
        Fault::RatingOutOfReachForSome { rating, needs, most, profile } => {
            let sentence = out_of_reach(rating, needs, l);
            Told::new(say!(l, "在“{profile}”下，{sentence}", "for `{profile}`: {sentence}"))
                .under(most_of(most.as_ref(), l))
                .help(say!(
                    l,
                    "看看这类对象的各项满分和适用条件；若本意如此，可以不改",
                    "look at the full points of this kind of subject, and at what it is asked; if it is meant so, leave it"
                ))
        }
        Fault::RatingNeverMissed { rating } => Told::new(say!(
            l,
            "无论怎么答都能达到“{rating}”，比它低的等级永远用不到",
            "every answer earns `{rating}`, and nothing below it is ever given"
        ))
        .help(say!(
            l,
            "给它定一个够得着也够不着的分数线，或把它写作 lowest",
            "give it a cut-off that can be missed, or make it the `lowest` rating"
        )),
        Fault::GateNeverMet { gate } => Told::new(say!(
            l,
            "无论怎么答，“{gate}”都不能满足",
            "no answer meets `{gate}`"
        ))
        .help(say!(
            l,
            "对照所问各量可能的范围，改写条件",
            "compare the condition with the range of what it looks at, and mend it"
        )),
        Fault::GateAlwaysMet { gate } => Told::new(say!(
            l,
            "无论怎么答，“{gate}”都已满足，等于没有这一条",
            "every answer meets `{gate}`: it asks nothing"
        ))
        .help(say!(
            l,
            "改写条件，或删去这一条",
            "mend the condition, or take the gate out"
        )),
        Fault::ConditionConstant { always } => Told::new(match always {
            true => say!(l, "无论怎么答，这个条件都成立", "this condition holds whatever is answered"),
            false => say!(
                l,
                "无论怎么答，这个条件都不成立",
                "this condition does not hold, whatever is answered"
            ),
        })
        .help(say!(
            l,
            "对照所问各量可能的范围，改写或删去",
            "compare it with the range of what it looks at, and mend it or take it out"
        )),
        Fault::RowNeverReached { bound, low, high } => Told::new(say!(
            l,
            "界限为 {bound} 的这一行，没有答案能落到",
            "no answer comes to the row at {bound}"
        ))
        .under(from_to(low.as_ref(), high.as_ref(), l))
        .help(say!(
            l,
            "删去这一行，或核对界限的写法：一半写作 \"50%\"，不写作 50",
            "take the row out, or look at how its bound is written: a half is \"50%\", not 50"
        )),
        Fault::CutOffFollows { rating, cut_off, minimum, least } => Told::new(say!(
            l,
            "各维度都达到 {minimum} 时，总分至少 {least}，“{rating}”的分数线 {cut_off} 不起作用",
            "with {minimum} in every dimension the total is {least} at least, so the cut-off {cut_off} of `{rating}` asks nothing"
        ))
        .help(say!(
            l,
            "提高分数线、降低各维度的最低要求，或去掉其中之一",
            "raise the cut-off, lower the minimum, or take one of them out"
        )),
        Fault::MinimumFollows { rating, minimum, cut_off } => Told::new(say!(
            l,
            "总分达到 {cut_off} 时，各维度必然达到 {minimum}，“{rating}”的这项最低要求不起作用",
            "whoever reaches {cut_off} has {minimum} in every dimension, so this minimum of `{rating}` asks nothing"
        ))
        .help(say!(
            l,
            "提高最低要求，或去掉它",
            "raise the minimum, or take it out"
        )),
        Fault::NeverCounts { what, id } => {
            let what = thing(what, l);
            Told::new(say!(
                l,
                "{what}“{id}”不影响任何得分、条件、等级或显示的数",
                "the {what} `{id}` bears on no score, condition, rating or figure"
            ))
            .help(say!(
                l,
                "用到它、把它列入 figures 备查，或删去；可答可不答的填报项写 optional = true",
                "use it, show it among `figures`, or take it out; an ask that need not be answered says `optional = true`"
            ))
        }
        Fault::ScoreConstant { criterion, share } => Told::new(say!(
            l,
            "无论怎么答，“{criterion}”的得分比例都是 {share}",
            "`{criterion}` earns the share {share} whatever is answered"
        ))
        .help(say!(
            l,
            "让得分随答案而变，或把权重改为 0",
            "let its points depend on the answer, or give it the weight 0"
        )),
        Fault::BetterScoresLess { criterion, from, share, to, then } => Told::new(say!(
            l,
            "“{criterion}”的量由 {from} 到 {to}，得分比例却由 {share} 变为 {then}",
            "from {from} to {to} the share that `{criterion}` earns goes from {share} to {then}"
        ))
        .help(say!(
            l,
            "改正这一行；若确是越少越好，写 better = \"lower\"，若以适中为好，写 better = \"between\"",
            "mend the row; where less is better write `better = \"lower\"`, where the middle is best `better = \"between\"`"
        )),
        Fault::BetterCostsPoints { ask, better, worse, points } => Told::new(say!(
            l,
            "“{ask}”答“{better}”反而不如答“{worse}”，差 {points}",
            "answering `{ask}` with `{better}` comes out {points} worse than with `{worse}`"
        ))
        .help(say!(
            l,
            "核对用到它的各个 measure 和算式；若确是越低越好，写 better = \"lower\"",
            "look at every measure and expression that uses it; where less is better write `better = \"lower\"`"
        )),
        Fault::StepNeverApplies { step } => Told::new(say!(
            l,
            "无论怎么答，“{step}”的条件都不成立，这一步从不调整",
            "no answer meets the condition of `{step}`: the step moves nobody"
        ))
        .help(say!(
            l,
            "对照所看各量可能的范围，改写 when，或删去这一步",
            "compare `when` with the range of what it looks at, and mend it or take the step out"
        )),
        Fault::StepChangesNothing { step } => Told::new(say!(
            l,
            "“{step}”不论从哪一级起，调整后都还在原处",
            "`{step}` leaves every rating where it is"
        ))
        .help(say!(
            l,
            "看看这一步之前能到哪些级，改写 by、to、at-most 或 at-least，或删去这一步",
            "look at the ratings that there are before it, and mend `by`, `to`, `at-most` or `at-least`, or take the step out"
        )),
        Fault::TableFallsShort { table, first, low } => Told::new(say!(
            l,
            "“{table}”从 {first} 起才有数，而查的量可能更低，等级或前置条件便无从判定",
            "`{table}` begins at {first}, what is looked up may lie below it, and a rating or gate hangs on the result"
        ))
        .under(low.as_ref().map(|low| say!(l, "最低 {low}", "{low} at the lowest")))
        .help(say!(
            l,
            "给表补上更低的一行，或用 or-else 说明那时取什么",
            "add a lower row to the table, or say with `or-else` what stands in"
        )),
        Fault::BandsApart { from, to } => Told::new(say!(
            l,
            "{from} 与 {to} 之间的数不在任何一档里，评审人员给不出",
            "the numbers between {from} and {to} lie in no band, so that no assessor can give them"
        ))
        .help(say!(
            l,
            "让后一档接着前一档",
            "let the next band begin where this one ends"
        )),
        Fault::TotalsDiffer { profile, full, other, found } => Told::new(say!(
            l,
            "“{profile}”满分 {full}，“{other}”满分 {found}，却用同一套分数线",
            "`{profile}` has {full} points when full and `{other}` has {found}, with the same cut-offs for both"
        ))
        .help(say!(
            l,
            "给维度写明 weight，并用 variant 使各类对象的权重合计相同",
            "state the `weight` of the dimension, and let variants bring every kind of subject to the same sum"
        )),
        Fault::VariantsTied { id, profile } => Told::new(say!(
            l,
            "在“{profile}”下，“{id}”有两个 variant 同样具体，无从取舍",
            "for `{profile}` two variants of `{id}` are equally specific, and both hold"
        ))
        .help(say!(
            l,
            "给其中一个的 for 多写一个类别，或使两者互不重叠",
            "name one more category in the `for` of one of them, or keep them apart"
        )),
        Fault::VariantNeverChosen { id } => Told::new(say!(
            l,
            "“{id}”的这个 variant 对哪一类对象都轮不到",
            "this variant of `{id}` is chosen for no kind of subject"
        ))
        .help(say!(
            l,
            "看看 for 的写法，和比它更具体的 variant",
            "look at its `for`, and at the variants more specific than it"
        )),
        Fault::NotADate { text } => Told::new(say!(
            l,
            "“{text}”不是日期",
            "`{text}` is not a date"
        ))
        .help(say!(
            l,
            "写成 \"2026-01-31\" 这样的日期",
            "write it as in \"2026-01-31\""
        )),
        Fault::EndsBeforeItBegins { from, to } => Told::new(say!(
            l,
            "止于 {to}，早于起始的 {from}",
            "it ends on {to}, before it begins on {from}"
        ))
        .help(say!(l, "对调或改正两个日期", "swap the two dates, or mend one")),
        Fault::OwnPredecessor { id, edition } => Told::new(say!(
            l,
            "“{id}” {edition} 把自己写成了上一版",
            "`{id}` {edition} names itself as its predecessor"
        ))
        .help(say!(
            l,
            "写上一版的 id 和 edition，或去掉 predecessor",
            "name the edition before this one, or take `predecessor` out"
        )),
    }
}

/// That a rating is out of reach, and by what it needs.
fn out_of_reach(rating: &str, needs: &str, l: Language) -> String {
    match needs {
        "total" => say!(
            l,
            "“{rating}”的总分（total）达不到，谁也评不上",
            "the total that `{rating}` asks for is out of reach"
        ),
        needs => say!(
            l,
            "“{rating}”要求的“{needs}”达不到，谁也评不上",
            "what `{rating}` asks of `{needs}` is out of reach"
        ),
    }
}

fn most_of(most: Option<&Number>, l: Language) -> Option<String> {
    most.map(|most| say!(l, "最高只到 {most}", "{most} is the most it comes to"))
}

fn from_to(low: Option<&Number>, high: Option<&Number>, l: Language) -> Option<String> {
    match (low, high) {
        (Some(low), Some(high)) => Some(say!(
            l,
            "可能的范围是 {low} 到 {high}",
            "what is possible goes from {low} to {high}"
        )),
        (Some(low), None) => Some(say!(l, "可能的最小值是 {low}", "the least possible is {low}")),
        (None, Some(high)) => Some(say!(l, "可能的最大值是 {high}", "the most possible is {high}")),
        (None, None) => None,
    }
}

/// The kind of thing that an id stands for.
fn thing(what: &str, l: Language) -> String {
    let chinese = match what {
        "criterion" => "评定项",
        "fact" => "事实项",
        "ask" => "填报项",
        "quantity" => "量",
        "table" => "表",
        "grade" => "分项等级",
        other => other,
    };
    match l {
        Language::Chinese => chinese.to_owned(),
        Language::English => what.to_owned(),
    }
}

fn quoted(words: &[String], language: Language) -> Vec<String> {
    words
        .iter()
        .map(|word| match language {
            Language::Chinese => alloc::format!("“{word}”"),
            Language::English => alloc::format!("`{word}`"),
        })
        .collect()
}

/// `60 + 30 + 5 = 95`; nothing when there is nothing to add.
fn sum(parts: &[WeightPart], found: &str) -> Option<String> {
    if parts.len() < 2 {
        return None;
    }
    let terms: Vec<String> = parts.iter().map(|part| part.weight.to_string()).collect();
    Some([terms.join(" + "), found.to_owned()].join(" = "))
}

//! A panel's result in sentences: what stands in the way, what became of each item, how far apart.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use jiangxing::report::panel::v1::{
    PanelAgreement, PanelApart, PanelBeside, PanelItem, PanelItemStanding, PanelKappa, PanelLayer,
    PanelMeasure, PanelObstacle, PanelRules, PanelSaid, PanelSheet, PanelStanding, PanelTurn,
    PanelWay,
};
use jiangxing::report::v1::{Figure, Response, Step};

use crate::sentence::response;
use crate::{Language, figure, list, stated};

/// How far the result is decided, in a few words.
pub fn standing(standing: PanelStanding, language: Language) -> &'static str {
    match standing {
        PanelStanding::Stands => language.pick("没有待合议的项", "nothing is left to talk over"),
        PanelStanding::TalkOver => language
            .pick("有待合议的项，结果未定", "the result waits for what is to be talked over"),
        PanelStanding::None => language.pick("没有合成结果", "there is no result"),
    }
}

/// What stands in the way of a result; `files` are the names of the files, the consensus sheet's last.
pub fn obstacle(obstacle: &PanelObstacle, files: &[String], language: Language) -> String {
    let l = language;
    let file = |place: &u32| {
        let place = usize::try_from(*place).unwrap_or(usize::MAX);
        files.get(place).cloned().unwrap_or_default()
    };
    match obstacle {
        PanelObstacle::Unreadable { file: one, .. } => {
            let one = file(one);
            say!(l, "{one} 读不成一份评定", "no assessment can be read from {one}")
        }
        PanelObstacle::OtherRubric { file: one } => {
            let one = file(one);
            say!(
                l,
                "{one} 依据的是另一份标准、另一版本或另一内容",
                "{one} answers another rubric, edition or content"
            )
        }
        PanelObstacle::OtherSubject { file: one } => {
            let one = file(one);
            say!(
                l,
                "{one} 评的是另一对象、另一类对象或另一周期",
                "{one} is on another subject, kind of subject or cycle"
            )
        }
        PanelObstacle::NotOneAssessor { file: one } => {
            let one = file(one);
            say!(
                l,
                "{one} 没有写明是哪一位评审人员的（assessors 应恰有一人）",
                "{one} does not name one assessor (`assessors` has exactly one)"
            )
        }
        PanelObstacle::SameAssessor { file: one, other } => {
            let (one, other) = (file(one), file(other));
            say!(
                l,
                "{one} 和 {other} 是同一人或同一层的两份，先用 jiangxing merge 合并",
                "{one} and {other} are by one assessor or of one layer: merge them first"
            )
        }
        PanelObstacle::NoRules {} => say!(
            l,
            "标准没有规定几位评审的结果怎样合成（[panel]）",
            "the rubric does not say how several sheets come together (`[panel]`)"
        ),
        PanelObstacle::TooFew { found, least } => say!(
            l,
            "计入的评审人员 {found} 位，至少要 {least} 位",
            "{found} of the assessors count, and it takes {least}"
        ),
        PanelObstacle::TooMany { found, most } => say!(
            l,
            "计入的评审人员 {found} 位，最多 {most} 位",
            "{found} of the assessors count, and {most} are the most"
        ),
        PanelObstacle::SeveralLeads { file: one, other } => {
            let (one, other) = (file(one), file(other));
            say!(l, "{one} 和 {other} 都是组长的", "{one} and {other} are both the lead's")
        }
        PanelObstacle::WithoutTotal { file: one } => {
            let one = file(one);
            say!(
                l,
                "按总分去掉整份，而 {one} 还没有总分（有未填或待核的项）",
                "whole sheets are dropped by their totals, and {one} has none yet"
            )
        }
    }
}

/// How scores come together, in a few words.
pub fn way(way: PanelWay, language: Language) -> &'static str {
    match way {
        PanelWay::Mean => language.pick("平均", "the mean"),
        PanelWay::Median => language.pick("中位数", "the median"),
        PanelWay::Trimmed => language.pick("两端各去一部分后平均", "the trimmed mean"),
        PanelWay::DropExtremes => {
            language.pick("去掉最高最低后平均", "the mean without the highest and lowest")
        }
        PanelWay::Lead => language.pick("组长裁定", "the lead's answer"),
    }
}

/// The rules that hold, in one line.
pub fn rules(rules: &PanelRules, language: Language) -> String {
    let l = language;
    let PanelRules { at_least: least, each, levels, .. } = rules;
    let number = match rules.at_most {
        Some(most) => say!(l, "{least} 至 {most} 位", "{least} to {most}"),
        None => say!(l, "{least} 位以上", "at least {least}"),
    };
    let way = way(rules.combine, l);
    let from =
        rules.drop_from.map(|from| say!(l, "（满 {from} 个分才去）", " (of {from} or more)"));
    let from = from.unwrap_or_default();
    let whole = match (rules.by_total, l) {
        (false, _) => "",
        (true, Language::Chinese) => "（按总分去掉整份）",
        (true, Language::English) => " (whole sheets, by their totals)",
    };
    say!(
        l,
        "评审人员 {number}；各项得分取{way}{from}{whole}；每项至少 {each} 位评分；相差超过 {levels} 档须合议",
        "assessors: {number}; scores come to {way}{from}{whole}; at least {each} score each item; more than \
         {levels} levels apart is talked over"
    )
}

/// Which round of answers a sheet is.
pub fn layer(layer: PanelLayer, language: Language) -> &'static str {
    match layer {
        PanelLayer::Own => language.pick("自评", "self-assessed"),
        PanelLayer::Recommended => language.pick("推荐", "recommended"),
        PanelLayer::Verified => language.pick("核定", "verified"),
    }
}

/// What is to be known of a sheet beside its round: whether it is the lead's, and scored blind.
pub fn marks(sheet: &PanelSheet, language: Language) -> Vec<&'static str> {
    let lead = sheet.lead.then(|| language.pick("组长", "lead"));
    let blind = sheet.blind.map(|blind| match blind {
        true => language.pick("先盲评", "scored blind"),
        false => language.pick("已看过自评", "had seen the self-assessment"),
    });
    lead.into_iter().chain(blind).collect()
}

/// That a sheet does not count, and why.
pub fn conflict(why: &str, language: Language) -> String {
    say!(language, "回避，不计入：{why}", "does not count, for a conflict of interest: {why}")
}

/// What one sheet says of an item, in a few words.
pub fn said(said: &PanelSaid, language: Language) -> String {
    let given = matches!(said.response, Response::Given {} | Response::Partly {});
    let answers: Vec<String> =
        said.answers.iter().filter_map(|step| answer(step, language)).collect();
    match (given, answers.is_empty(), said.verbatim.values().next()) {
        (true, false, _) => list::all(&answers, language),
        (true, true, Some(verbatim)) => verbatim.clone(),
        (true, true, None) | (false, _, _) => response(&said.response, language),
    }
}

/// The words of an answer, or its number.
fn answer(step: &Step, language: Language) -> Option<String> {
    let Step::Answered { words, figure: number, .. } = step else { return None };
    Some(match words.in_language(language.code()) {
        "" => figure(number, language),
        words => words.to_string(),
    })
}

/// What the assessor with this id is called: the name in the sheet, or else the id.
pub fn assessor<'a>(id: &'a str, sheets: &'a [PanelSheet]) -> &'a str {
    let sheet = sheets.iter().find(|sheet| sheet.assessor == id);
    sheet.map(|sheet| sheet.name.as_str()).filter(|name| !name.is_empty()).unwrap_or(id)
}

/// What became of an item, in one line: who says what, how far apart, and what counts.
pub fn item(item: &PanelItem, sheets: &[PanelSheet], language: Language) -> String {
    let l = language;
    let who = || {
        let says = |one: &PanelSaid| {
            let (name, says) = (assessor(&one.assessor, sheets), said(one, l));
            say!(l, "{name} {says}", "{name} {says}")
        };
        list::all(&item.said.iter().map(says).collect::<Vec<String>>(), l)
    };
    let points = item.points.as_ref().map(|points| figure(points, l)).unwrap_or_default();
    let reason = &item.reason;
    match item.standing {
        PanelItemStanding::Silent => l.pick("无人填报", "nobody has answered").to_string(),
        PanelItemStanding::Same => {
            let points = after(&points, l);
            say!(l, "各位一致{points}", "all say the same{points}")
        }
        PanelItemStanding::Combined => combined(item, l),
        PanelItemStanding::Lead => {
            let (who, points, reason) = (who(), after(&points, l), because(reason, l));
            say!(l, "{who}；组长裁定{points}{reason}", "{who}; the lead decides{points}{reason}")
        }
        PanelItemStanding::Agreed => {
            let (who, points, reason) = (who(), after(&points, l), because(reason, l));
            say!(l, "{who}；合议{points}{reason}", "{who}; agreed{points}{reason}")
        }
        PanelItemStanding::TalkOver => {
            let (who, far) = (who(), far(item, l));
            say!(l, "{who}；{far}，须合议", "{who}; {far}: to be talked over")
        }
        PanelItemStanding::TooFew => {
            let who = who();
            say!(l, "{who}；评分的人不够，待核", "{who}; too few have scored it: pending")
        }
        PanelItemStanding::Waits => {
            let (who, reason) = (who(), because(reason, l));
            say!(l, "{who}；未能合议，待核{reason}", "{who}; no agreement, pending{reason}")
        }
        PanelItemStanding::Differs => {
            let who = who();
            say!(l, "{who}；不影响评定", "{who}; without effect")
        }
    }
}

fn after(points: &str, language: Language) -> String {
    match (points, language) {
        ("", _) => String::new(),
        (points, Language::Chinese) => format!("，{points}"),
        (points, Language::English) => format!(", {points}"),
    }
}

fn because(reason: &str, language: Language) -> String {
    match (reason, language) {
        ("", _) => String::new(),
        (reason, Language::Chinese) => format!("（{reason}）"),
        (reason, Language::English) => format!(" ({reason})"),
    }
}

/// `3 位评审：80、85、90，去掉最高最低后平均 85 分`.
fn combined(item: &PanelItem, language: Language) -> String {
    let l = language;
    let scored: Vec<&PanelSaid> = item.said.iter().filter(|one| one.points.is_some()).collect();
    let count = scored.len();
    let shown = |one: &&PanelSaid| one.points.as_ref().map(|points| points.shown.clone());
    let scores: Vec<String> = scored.iter().filter_map(shown).collect();
    let scores = list::all(&scores, l);
    let is_dropped = |one: &&PanelSaid| one.counts.as_ref().is_some_and(|part| part.exact != "1");
    let mean = l.pick("平均", "the mean");
    let way = match item.combine {
        // Nothing was dropped of so few.
        Some(PanelWay::Trimmed | PanelWay::DropExtremes) if !scored.iter().any(is_dropped) => mean,
        Some(known) => way(known, l),
        None => mean,
    };
    let points = item.points.as_ref().map(|points| figure(points, l)).unwrap_or_default();
    let reason = because(&item.reason, l);
    say!(
        l,
        "{count} 位评审：{scores}，{way} {points}{reason}",
        "{count} assessors: {scores}; {way} is {points}{reason}"
    )
}

/// How far the answers are apart: the furthest beyond its limit.
fn far(item: &PanelItem, language: Language) -> String {
    let l = language;
    match item.apart.iter().find(|one| one.too_far) {
        Some(one) => apart(one, l),
        None => l.pick("说法不一", "they differ").to_string(),
    }
}

/// How far the answers to one ask are apart.
pub fn apart(apart: &PanelApart, language: Language) -> String {
    let l = language;
    let words = |number: &Option<Figure>| number.as_ref().map(|number| figure(number, l));
    let (Some(found), limit) = (words(&apart.found), words(&apart.limit)) else {
        return l.pick("说法不一", "they differ").to_string();
    };
    match (apart.measure, limit) {
        (PanelMeasure::Levels, Some(limit)) => {
            say!(l, "相差 {found} 档，最多 {limit} 档", "{found} levels apart, {limit} at most")
        }
        (_, Some(limit)) => say!(l, "相差 {found}，最多 {limit}", "{found} apart, {limit} at most"),
        (_, None) => say!(l, "相差 {found}，应当一致", "{found} apart, and must be the same"),
    }
}

/// One criterion or dimension in every layer.
pub fn beside(row: &PanelBeside, language: Language) -> String {
    let l = language;
    let words = |layer: PanelLayer, points: &Option<Figure>| {
        let (name, points) = (self::layer(layer, l), figure(points.as_ref()?, l));
        Some(format!("{name} {points}"))
    };
    let all = [
        words(PanelLayer::Own, &row.own),
        words(PanelLayer::Recommended, &row.recommended),
        words(PanelLayer::Verified, &row.verified),
    ];
    let all: Vec<String> = all.into_iter().flatten().collect();
    let all = list::all(&all, l);
    let full = stated(&row.full, l);
    match row.deviation.as_ref().map(|points| figure(points, l)) {
        Some(deviation) => {
            say!(
                l,
                "{all}（满分 {full}），偏差 {deviation}",
                "{all} (of {full}), deviation {deviation}"
            )
        }
        None => say!(l, "{all}（满分 {full}）", "{all} (of {full})"),
    }
}

/// An item of which the other layer's answer alone would make another rating.
pub fn turn(turn: &PanelTurn, other: PanelLayer, language: Language) -> String {
    let l = language;
    let (name, other) = (turn.name.in_language(l.code()), layer(other, l));
    match &turn.then {
        Some(rating) => {
            let rating = rating.name.in_language(l.code());
            say!(l, "“{name}”若按{other}，评为{rating}", "“{name}” as {other}: {rating}")
        }
        None => say!(l, "“{name}”若按{other}，不予定星", "“{name}” as {other}: no rating"),
    }
}

/// How far assessors agree on one scale, in lines.
pub fn agreement(
    agreement: &PanelAgreement,
    sheets: &[PanelSheet],
    language: Language,
) -> Vec<String> {
    let l = language;
    let words = |number: &Option<Figure>| {
        number.as_ref().map_or_else(|| l.pick("无", "none").to_string(), |one| figure(one, l))
    };
    let levels = match agreement.levels.as_slice() {
        [first, .., last] => format!("{first}–{last}"),
        other => other.join(" "),
    };
    let (items, pairs) = (agreement.items, agreement.pairs);
    let (exact, adjacent) = (words(&agreement.exact), words(&agreement.adjacent));
    let (nominal, ordinal, interval) = (
        words(&agreement.alpha_nominal),
        words(&agreement.alpha_ordinal),
        words(&agreement.alpha_interval),
    );
    let fleiss = words(&agreement.fleiss);
    let mut lines = Vec::from([
        say!(
            l,
            "量表 {levels}：{items} 项，{pairs} 对；完全一致 {exact}，至多差一档 {adjacent}",
            "scale {levels} (items: {items}, pairs: {pairs}): the same {exact}, at most one level apart {adjacent}"
        ),
        say!(
            l,
            "Krippendorff α：名义 {nominal}，有序 {ordinal}，等距 {interval}；Fleiss κ {fleiss}",
            "Krippendorff's alpha: nominal {nominal}, ordinal {ordinal}, interval {interval}; Fleiss' kappa {fleiss}"
        ),
    ]);
    lines.extend(agreement.kappas.iter().map(|pair| {
        let PanelKappa { one, other, linear, quadratic } = pair;
        let (one, other) = (assessor(one, sheets), assessor(other, sheets));
        let (linear, quadratic) = (words(linear), words(quadratic));
        say!(
            l,
            "加权 κ，{one} 与 {other}：线性 {linear}，平方 {quadratic}",
            "weighted kappa, {one} and {other}: linear {linear}, quadratic {quadratic}"
        )
    }));
    lines
}

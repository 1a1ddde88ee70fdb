//! The questions of a rubric, for whoever writes an assessment by hand or checks what is asked.

use std::collections::BTreeMap;

use jiangxing::label::Label;
use jiangxing::report::form::{
    AnswerKind, Ask, Band, Choice, Form, NotApplicableCounts, Question, Section, SectionKind,
};
use jiangxing_text::{Language, clause, name, stated, words};

use super::Shown;
use crate::screen::{Style, plain, styled};

/// Every section, question and ask, with the answers each takes.
pub(crate) fn questions(form: &Form, language: Language) -> Vec<Shown> {
    let l = language;
    let rubric = &form.rubric;
    let title = rubric.title.in_language(l.code());
    let mut lines = vec![
        vec![styled(Style::Strong, title.to_owned())],
        vec![styled(Style::Faint, format!("{} · {}", rubric.id, rubric.edition))],
        vec![styled(Style::Faint, rubric.notice.in_language(l.code()).to_owned())],
    ];
    for category in &form.categories {
        let called = category.name.in_language(l.code());
        let chosen = form.chosen.get(&category.id);
        lines.push(Shown::new());
        lines.push(vec![
            styled(Style::Strong, called.to_owned()),
            styled(Style::Faint, format!("  {}", category.id)),
        ]);
        for option in &category.options {
            let sign = if chosen == Some(&option.id) { "●" } else { "○" };
            let called = option.name.in_language(l.code());
            lines.push(vec![
                plain(format!("  {sign} {called}")),
                styled(Style::Faint, format!("  --category {}={}", category.id, option.id)),
            ]);
        }
    }
    lines.extend(form.sections.iter().flat_map(|each| section(each, l)));
    lines
}

/// A sentence about a choice that the rubric does not offer, if there is one.
pub(crate) fn odd_choice(
    form: &Form,
    chosen: &BTreeMap<String, String>,
    language: Language,
) -> Option<String> {
    chosen.iter().find_map(|(category, option)| {
        let known = form.categories.iter().find(|each| each.id == *category);
        let Some(known) = known else {
            let all: Vec<&str> = form.categories.iter().map(|each| each.id.as_str()).collect();
            return Some(match language {
                Language::Chinese => {
                    format!("标准中没有“{category}”这个类别，可用：{}", all.join("、"))
                }
                Language::English => {
                    format!("the rubric has no category `{category}`; it has {}", all.join(", "))
                }
            });
        };
        if known.options.iter().any(|each| each.id == *option) {
            return None;
        }
        let all: Vec<&str> = known.options.iter().map(|each| each.id.as_str()).collect();
        Some(match language {
            Language::Chinese => {
                format!("“{category}”没有“{option}”这个选项，可用：{}", all.join("、"))
            }
            Language::English => {
                format!("`{category}` has no option `{option}`; it has {}", all.join(", "))
            }
        })
    })
}

fn section(section: &Section, l: Language) -> Vec<Shown> {
    let called = match section.name.in_language(l.code()) {
        "" => name::section_kind(section.kind, l),
        name => name,
    };
    let mut title = vec![styled(Style::Strong, called.to_owned())];
    if let Some(weight) = &section.weight {
        title.push(styled(Style::Faint, format!("  {}", stated(weight, l))));
    }
    if matches!(
        section.kind,
        SectionKind::BonusRecorded | SectionKind::Demerit | SectionKind::DemeritRecorded
    ) {
        let kind = name::section_kind(section.kind, l);
        title.push(styled(Style::Faint, format!("  {kind}")));
    }
    let questions = section.questions.iter().flat_map(|each| question(each, l));
    [Shown::new(), title].into_iter().chain(questions).collect()
}

fn question(question: &Question, l: Language) -> Vec<Shown> {
    let called = question.name.in_language(l.code());
    let mut beside = Vec::new();
    if let Some(weight) = &question.weight {
        beside.push(stated(weight, l));
    }
    if let Some(group) = question.group {
        beside.push(name::gate_group(group, l).to_owned());
    }
    if question.future {
        beside.push(words::future(l).to_owned());
    }
    if question.may_not_apply {
        beside.push(match l {
            Language::Chinese => "可标为不适用，须写理由".into(),
            Language::English => "may be not applicable, with a reason".into(),
        });
    }
    if question.not_applicable_counts != NotApplicableCounts::LeaveOut {
        beside.push(name::not_applicable_effect(question.not_applicable_counts, l).to_owned());
    }
    let beside = beside.join(" · ");
    let mut lines = vec![vec![
        plain("  "),
        styled(Style::Strong, format!("{} {called}", question.id)),
        styled(Style::Faint, format!("  {beside}")),
    ]];
    if question.asks.is_empty() {
        lines.push(vec![plain(match l {
            Language::Chinese => format!("    由其他填报项得出：{}", question.condition),
            Language::English => format!("    follows from other answers: {}", question.condition),
        })]);
    }
    let is_only = question.asks.len() == 1;
    lines.extend(question.asks.iter().flat_map(|each| ask(each, is_only, l)));
    let listed = |title: &str, labels: &[Label]| {
        let said: Vec<&str> = labels.iter().map(|each| each.in_language(l.code())).collect();
        match (said.is_empty(), l) {
            (true, _) => None,
            (false, Language::Chinese) => Some(format!("    {title}：{}", said.join("；"))),
            (false, Language::English) => Some(format!("    {title}: {}", said.join("; "))),
        }
    };
    let folded = [
        listed(words::evidence_wanted(l), &question.evidence),
        listed(words::on_site_check(l), std::slice::from_ref(&question.verify)),
    ];
    let is_said = |line: &String| !line.trim_end().ends_with([':', '：']);
    let folded = folded.into_iter().flatten().filter(is_said);
    let clauses = question.clauses.iter().map(|each| format!("    {}", clause(each, l)));
    lines.extend(folded.chain(clauses).map(|line| vec![styled(Style::Faint, line)]));
    lines
}

fn ask(ask: &Ask, is_only: bool, l: Language) -> Vec<Shown> {
    let optional = match (ask.optional, l) {
        (false, _) => String::new(),
        (true, Language::Chinese) => format!("（{}）", words::optional(l)),
        (true, Language::English) => format!(" ({})", words::optional(l)),
    };
    let called = ask.name.in_language(l.code());
    let kind = answer(&ask.answer, l);
    let first = if is_only {
        format!("    {kind}{optional}")
    } else {
        let id = &ask.id;
        match l {
            Language::Chinese => format!("    {id} {called}：{kind}{optional}"),
            Language::English => format!("    {id} {called}: {kind}{optional}"),
        }
    };
    let choices = match &ask.answer {
        AnswerKind::Level { levels: choices }
        | AnswerKind::Checklist { parts: choices }
        | AnswerKind::Choice { options: choices } => choices.as_slice(),
        AnswerKind::Distribution { options: choices }
        | AnswerKind::Series { periods: choices, .. } => choices.as_slice(),
        AnswerKind::YesNo {}
        | AnswerKind::Number { .. }
        | AnswerKind::Date { .. }
        | AnswerKind::Period { .. } => &[],
    };
    let choices = choices.iter().map(|each| vec![plain(choice(each, l))]);
    let bands = match &ask.answer {
        AnswerKind::Number { bands, .. } => bands.as_slice(),
        AnswerKind::Level { .. }
        | AnswerKind::Checklist { .. }
        | AnswerKind::Choice { .. }
        | AnswerKind::Distribution { .. }
        | AnswerKind::Series { .. }
        | AnswerKind::YesNo {}
        | AnswerKind::Date { .. }
        | AnswerKind::Period { .. } => &[],
    };
    let bands = bands.iter().map(|each| vec![plain(band(each, l))]);
    [vec![plain(first)]].into_iter().chain(choices).chain(bands).collect()
}

/// A band with its bounds, and what one sees.
fn band(band: &Band, l: Language) -> String {
    let Band { from, to, .. } = band;
    let called = band.name.in_language(l.code());
    match (band.descriptor.in_language(l.code()), l) {
        ("", _) => format!("      {from}–{to} {called}"),
        (words, Language::Chinese) => format!("      {from}–{to} {called}：{words}"),
        (words, Language::English) => format!("      {from}–{to} {called}: {words}"),
    }
}

fn choice(choice: &Choice, l: Language) -> String {
    let (id, called) = (&choice.id, choice.name.in_language(l.code()));
    let words = match (choice.descriptor.in_language(l.code()), l) {
        ("", _) => String::new(),
        (words, Language::Chinese) => format!("：{words}"),
        (words, Language::English) => format!(": {words}"),
    };
    let note = match (choice.wants_note, l) {
        (false, _) => "",
        (true, Language::Chinese) => "（须写说明）",
        (true, Language::English) => " (a note is wanted)",
    };
    format!("      {id} {called}{words}{note}")
}

/// What kind of answer is taken, and within which bounds.
fn answer(kind: &AnswerKind, l: Language) -> String {
    let pick = |chinese: &'static str, english: &'static str| match l {
        Language::Chinese => chinese,
        Language::English => english,
    };
    match kind {
        AnswerKind::Level { .. } => pick("选一档", "one of the levels").to_owned(),
        AnswerKind::YesNo {} => pick("是或否", "yes or no").to_owned(),
        AnswerKind::Checklist { .. } => pick("逐条勾选", "tick each part").to_owned(),
        AnswerKind::Choice { .. } => pick("选一项", "one of the options").to_owned(),
        AnswerKind::Date { least, most } => {
            bounded(pick("日期", "a day").into(), &days(least, most, l), l)
        }
        AnswerKind::Period { least, most } => {
            bounded(pick("起止日期", "a first and a last day").into(), &days(least, most, l), l)
        }
        AnswerKind::Distribution { .. } => pick("各选项人数", "how many of each option").to_owned(),
        AnswerKind::Series { unit, least, most, places, .. } => {
            let number = pick("各期数值", "a number for each period");
            bounded(with_unit(number, unit, l), &numbers(least, most, *places, l), l)
        }
        AnswerKind::Number { unit, percent, whole, least, most, places, within, bands } => {
            let number = match (percent, whole) {
                (true, _) => pick("百分数", "a percentage"),
                (false, true) => pick("整数", "a whole number"),
                (false, false) => pick("数", "a number"),
            };
            let mut bounds = numbers(least, most, *places, l);
            if let Some(within) = within {
                bounds.push(format!("{} {within}", pick("不多于", "no more than")));
            }
            if !bands.is_empty() {
                bounds.push(pick("在某一段内", "inside one of the bands").into());
            }
            bounded(with_unit(number, unit, l), &bounds, l)
        }
    }
}

fn with_unit(number: &str, unit: &Label, l: Language) -> String {
    match (unit.in_language(l.code()), l) {
        ("", _) => number.to_owned(),
        (unit, Language::Chinese) => format!("{number}（{unit}）"),
        (unit, Language::English) => format!("{number} ({unit})"),
    }
}

fn bounded(kind: String, bounds: &[String], l: Language) -> String {
    let all: Vec<String> = [kind].into_iter().chain(bounds.iter().cloned()).collect();
    match l {
        Language::Chinese => all.join("，"),
        Language::English => all.join(", "),
    }
}

fn numbers(
    least: &Option<String>,
    most: &Option<String>,
    places: Option<u32>,
    l: Language,
) -> Vec<String> {
    let places = places.map(|places| places.to_string());
    let (least, most, places) = match l {
        Language::Chinese => (("不低于", least), ("不高于", most), ("小数位数不超过", &places)),
        Language::English => {
            (("at least", least), ("at most", most), ("decimal places up to", &places))
        }
    };
    said([least, most, places])
}

fn days(least: &Option<String>, most: &Option<String>, l: Language) -> Vec<String> {
    match l {
        Language::Chinese => said([("不早于", least), ("不晚于", most)]),
        Language::English => said([("not before", least), ("not after", most)]),
    }
}

/// Those bounds that there are, each behind its words.
fn said<const COUNT: usize>(bounds: [(&str, &Option<String>); COUNT]) -> Vec<String> {
    let said =
        |(words, bound): (&str, &Option<String>)| Some(format!("{words} {}", bound.as_ref()?));
    bounds.into_iter().filter_map(said).collect()
}

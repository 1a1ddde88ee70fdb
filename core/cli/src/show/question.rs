//! The questions of a rubric, for whoever writes an assessment by hand or checks what is asked.

use std::collections::BTreeMap;

use jiangxing::label::Label;
use jiangxing::report::form::{AnswerKind, Ask, Choice, Form, Question, Section, SectionKind};
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
    if question.may_not_apply {
        beside.push(match l {
            Language::Chinese => "可标为不适用，须写理由".into(),
            Language::English => "may be not applicable, with a reason".into(),
        });
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
    [vec![plain(first)]].into_iter().chain(choices).collect()
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
    let pick = |chinese: &str, english: &str| match l {
        Language::Chinese => chinese.to_owned(),
        Language::English => english.to_owned(),
    };
    match kind {
        AnswerKind::Level { .. } => pick("选一档", "one of the levels"),
        AnswerKind::YesNo {} => pick("是或否", "yes or no"),
        AnswerKind::Checklist { .. } => pick("逐条勾选", "tick each part"),
        AnswerKind::Choice { .. } => pick("选一项", "one of the options"),
        AnswerKind::Date { .. } => pick("日期", "a day"),
        AnswerKind::Period { .. } => pick("起止日期", "a first and a last day"),
        AnswerKind::Distribution { .. } => pick("各选项人数", "how many of each option"),
        AnswerKind::Series { .. } => pick("各期数值", "a number for each period"),
        AnswerKind::Number { unit, percent, whole, least, most, places, within, .. } => {
            let number = match (percent, whole) {
                (true, _) => pick("百分数", "a percentage"),
                (false, true) => pick("整数", "a whole number"),
                (false, false) => pick("数", "a number"),
            };
            let mut said = vec![match (unit.in_language(l.code()), l) {
                ("", _) => number,
                (unit, Language::Chinese) => format!("{number}（{unit}）"),
                (unit, Language::English) => format!("{number} ({unit})"),
            }];
            let mut bound = |text: &Option<String>, chinese: &str, english: &str| {
                if let Some(text) = text {
                    said.push(format!("{} {text}", pick(chinese, english)));
                }
            };
            bound(least, "不低于", "at least");
            bound(most, "不高于", "at most");
            bound(
                &places.map(|places| places.to_string()),
                "小数位数不超过",
                "decimal places up to",
            );
            bound(within, "不多于", "no more than");
            said.join(&pick("，", ", "))
        }
    }
}

//! A panel on a screen: what stands in the way, what is to be talked over, how scores came together,
//! the layers, how far assessors agree; and the rating.

use jiangxing::CheckedRubric;
use jiangxing::report::panel::v1::{
    PanelItem, PanelItemStanding, PanelLayers, PanelObstacle, PanelReport, PanelSheet,
};
use jiangxing_text::{Language, Names, clause, figure, name, panel, score};

use super::finding::finding;
use super::{Shown, rating};
use crate::screen::{Style, plain, styled};

/// Everything one wants to know of a panel's result; `files` are the names of its files.
pub(crate) fn panel(
    rubric: &CheckedRubric,
    report: &PanelReport,
    files: &[String],
    language: Language,
) -> Vec<Shown> {
    let l = language;
    let names = match &report.result {
        Some(result) => super::names(rubric, result),
        None => Names::none(),
    };
    let mut lines = heading(report, l);
    lines.extend(obstacles(report, files, l));
    for sheet in report.sheets.iter().chain(&report.consensus) {
        lines.extend(findings(sheet, &names, files, l));
    }
    lines.extend(sheets(&report.sheets, &names, files, l));
    let talked = |standing: PanelItemStanding| match standing {
        PanelItemStanding::TalkOver => Some(true),
        PanelItemStanding::Combined
        | PanelItemStanding::Lead
        | PanelItemStanding::Agreed
        | PanelItemStanding::TooFew
        | PanelItemStanding::Waits => Some(false),
        PanelItemStanding::Silent | PanelItemStanding::Same | PanelItemStanding::Differs => None,
    };
    let items =
        |open: bool| report.items.iter().filter(move |one| talked(one.standing) == Some(open));
    let who = &report.sheets;
    lines.extend(list_of(items(true), who, ("须合议", "To be talked over"), '?', l));
    lines.extend(list_of(items(false), who, ("合成与裁定", "How scores came together"), '·', l));
    if report.result.is_some() {
        lines.extend(unexplained(&report.items, who, l));
    }
    lines.extend(report.layers.iter().flat_map(|found| layers(found, l)));
    lines.extend(agreement(report, l));
    if let Some(result) = &report.result {
        lines.push(Shown::new());
        lines.extend(rating(result, &names, "", l));
    }
    lines
}

fn section(language: Language, (chinese, english): (&str, &str)) -> Shown {
    let title = match language {
        Language::Chinese => chinese,
        Language::English => english,
    };
    vec![styled(Style::Strong, title.to_owned())]
}

fn heading(report: &PanelReport, language: Language) -> Vec<Shown> {
    let mut first = section(language, ("评审组", "Panel"));
    first.push(plain(format!("  {}", panel::standing(report.standing, language))));
    let mut lines = vec![first];
    if let Some(rules) = &report.rules {
        lines.push(vec![plain(format!("  {}", panel::rules(rules, language)))]);
        let clauses = rules.clauses.iter().map(|one| format!("  {}", clause(one, language)));
        lines.extend(clauses.map(|text| vec![styled(Style::Faint, text)]));
    }
    lines
}

fn obstacles(report: &PanelReport, files: &[String], language: Language) -> Vec<Shown> {
    let mut lines = Vec::new();
    for obstacle in &report.obstacles {
        let said = panel::obstacle(obstacle, files, language);
        lines.push(vec![styled(Style::Bad, "  ✗ "), plain(said)]);
        if let PanelObstacle::Unreadable { findings, .. } = obstacle {
            let told = findings.iter();
            lines.extend(told.flat_map(|each| finding(each, &Names::none(), language)));
        }
    }
    lines
}

fn file_of<'a>(sheet: &PanelSheet, files: &'a [String]) -> &'a str {
    let place = usize::try_from(sheet.file).unwrap_or(usize::MAX);
    files.get(place).map(String::as_str).unwrap_or_default()
}

fn findings(sheet: &PanelSheet, names: &Names, files: &[String], language: Language) -> Vec<Shown> {
    if sheet.findings.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![vec![styled(Style::Strong, file_of(sheet, files).to_owned())]];
    lines.extend(sheet.findings.iter().flat_map(|each| finding(each, names, language)));
    lines
}

fn sheets(
    sheets: &[PanelSheet],
    names: &Names,
    files: &[String],
    language: Language,
) -> Vec<Shown> {
    let l = language;
    let mut lines = vec![section(l, ("各份评定", "Sheets"))];
    for sheet in sheets {
        let who = match (sheet.name.as_str(), sheet.assessor.as_str()) {
            ("", "") => file_of(sheet, files).to_owned(),
            ("", id) => id.to_owned(),
            (name, "") => name.to_owned(),
            (name, id) if name == id => name.to_owned(),
            (name, id) => format!("{name} [{id}]"),
        };
        let mut beside = vec![panel::layer(sheet.layer, l).to_owned()];
        beside.extend(panel::marks(sheet, l).into_iter().map(str::to_owned));
        beside.push(name::state(sheet.state, l).to_owned());
        if let Some(awarded) = &sheet.awarded {
            beside.push(awarded.name.in_language(l.code()).to_owned());
        }
        beside.push(score(&sheet.total, names, l));
        let mut line = vec![plain(format!("  {who}  ")), styled(Style::Faint, beside.join(" · "))];
        let conflict = sheet.conflict.iter().map(|why| format!("  {}", panel::conflict(why, l)));
        line.extend(conflict.map(|said| styled(Style::Bad, said)));
        lines.push(line);
    }
    lines
}

fn list_of<'a>(
    items: impl Iterator<Item = &'a PanelItem>,
    sheets: &[PanelSheet],
    title: (&str, &str),
    mark: char,
    language: Language,
) -> Vec<Shown> {
    let mut lines = Vec::new();
    for item in items {
        let name = item.name.in_language(language.code());
        let told = panel::item(item, sheets, language);
        let mark =
            styled(if mark == '?' { Style::Open } else { Style::Faint }, format!("  {mark} "));
        lines.push(match language {
            Language::Chinese => vec![mark, plain(format!("{name}（{}）：{told}", item.id))],
            Language::English => vec![mark, plain(format!("{name} ({}): {told}", item.id))],
        });
        let clauses = item.clauses.iter().map(|one| format!("      {}", clause(one, language)));
        lines.extend(clauses.map(|text| vec![styled(Style::Faint, text)]));
    }
    if !lines.is_empty() {
        lines.insert(0, section(language, title));
    }
    lines
}

fn unexplained(items: &[PanelItem], sheets: &[PanelSheet], language: Language) -> Vec<Shown> {
    let mut lines = Vec::new();
    for item in items {
        let who = item.said.iter().filter(|said| said.unexplained);
        let who: Vec<&str> = who.map(|said| panel::assessor(&said.assessor, sheets)).collect();
        if !who.is_empty() {
            let name = item.name.in_language(language.code());
            lines.push(vec![plain(match language {
                Language::Chinese => format!("  · {name}（{}）：{}", item.id, who.join("、")),
                Language::English => format!("  · {name} ({}): {}", item.id, who.join(", ")),
            })]);
        }
    }
    if !lines.is_empty() {
        let title = ("扣了分而没有说明理由", "Points taken off without a reason");
        lines.insert(0, section(language, title));
    }
    lines
}

fn layers(found: &PanelLayers, language: Language) -> Vec<Shown> {
    let l = language;
    let mut lines = vec![section(l, ("各层对照", "Layers side by side"))];
    for row in found.dimensions.iter().chain(&found.criteria) {
        let (name, told) = (row.name.in_language(l.code()), panel::beside(row, l));
        lines.push(vec![plain(match l {
            Language::Chinese => format!("  {name}（{}）：{told}", row.id),
            Language::English => format!("  {name} ({}): {told}", row.id),
        })]);
    }
    let share = |share: &Option<jiangxing::report::v1::Figure>| {
        share.as_ref().map(|share| figure(share, l)).unwrap_or_default()
    };
    let (over, under) = (share(&found.overclaimed), share(&found.underclaimed));
    let other = panel::layer(found.compared, l);
    lines.push(vec![plain(match l {
        Language::Chinese => format!("  {other}高出合计占满分 {over}，低于合计占满分 {under}"),
        Language::English => {
            format!("  {other}: above by {over} of all full points, below by {under}")
        }
    })]);
    let turns =
        found.turns.iter().map(|turn| format!("  ★ {}", panel::turn(turn, found.compared, l)));
    lines.extend(turns.map(|text| vec![plain(text)]));
    lines
}

fn agreement(report: &PanelReport, language: Language) -> Vec<Shown> {
    let scales = report.agreement.iter().filter(|one| one.pairs > 0);
    let told = scales.flat_map(|one| panel::agreement(one, &report.sheets, language));
    let mut lines: Vec<Shown> = told.map(|text| vec![plain(format!("  {text}"))]).collect();
    if !lines.is_empty() {
        lines.insert(0, section(language, ("一致性", "Agreement")));
    }
    lines
}

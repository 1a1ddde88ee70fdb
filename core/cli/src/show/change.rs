//! Two editions on a screen: what changed, and who gains or loses by it.

use jiangxing::CheckedRubric;
use jiangxing::compare::{Change, Editions, Effect, PointsShift, Shift, Side, Turn};
use jiangxing::report::v1::{Report, RubricIdentity};
use jiangxing_text::{Language, Names, figure, headline, score, sentence};

use super::{Shown, mark, names};
use crate::screen::{Style, plain, styled};

/// The most criteria whose points are told for one assessment.
const MOST_POINTS: usize = 8;

/// What changed: what can move a rating first, then the identity, then words alone.
pub(crate) fn changes(
    (before, after): (&RubricIdentity, &RubricIdentity),
    changes: &[Change],
    language: Language,
) -> Vec<Shown> {
    let l = language;
    let heading = match l {
        Language::Chinese => "修订对照",
        Language::English => "What changed",
    };
    let title = after.title.in_language(l.code());
    let mut lines = vec![
        vec![styled(Style::Strong, heading), plain(format!("  {title}"))],
        vec![styled(Style::Faint, edition("−", before)), plain("")],
        vec![styled(Style::Faint, edition("+", after)), plain("")],
    ];
    if changes.is_empty() {
        lines.push(vec![plain(match l {
            Language::Chinese => "两份标准内容相同",
            Language::English => "the two rubrics say the same",
        })]);
    }
    for effect in [Effect::Rules, Effect::Identity, Effect::Words] {
        let own: Vec<&Change> = changes.iter().filter(|change| change.effect == effect).collect();
        if !own.is_empty() {
            lines.push(Vec::new());
            lines.push(vec![styled(Style::Strong, group(effect, own.len(), l))]);
            lines.extend(by_subject(&own, l));
        }
    }
    lines
}

fn edition(sign: &str, identity: &RubricIdentity) -> String {
    let RubricIdentity { id, edition, digest, .. } = identity;
    format!("{sign} {id} · {edition} · {digest}")
}

fn group(effect: Effect, count: usize, l: Language) -> String {
    match (effect, l) {
        (Effect::Rules, Language::Chinese) => format!("可能影响评定的改动（{count}）"),
        (Effect::Rules, Language::English) => format!("What can move a rating ({count})"),
        (Effect::Identity, Language::Chinese) => format!("版本信息（{count}），不影响评定"),
        (Effect::Identity, Language::English) => format!("Identity ({count}), no effect"),
        (Effect::Words, Language::Chinese) => format!("只改文字（{count}），不影响评定"),
        (Effect::Words, Language::English) => format!("Words only ({count}), no effect"),
    }
}

/// The changes, those of one subject under its name.
fn by_subject(changes: &[&Change], l: Language) -> Vec<Shown> {
    let mut lines: Vec<Shown> = Vec::new();
    let mut before: Option<String> = None;
    for change in changes {
        let subject = sentence::subject(change, l);
        if before.as_ref() != Some(&subject) {
            lines.push(vec![plain(format!("  {subject}"))]);
            before = Some(subject);
        }
        lines.push(vec![plain(format!("    {}", sentence::change(change, l)))]);
    }
    lines
}

/// Two editions, and the changes between them.
pub(crate) struct Between<'a> {
    pub(crate) editions: &'a Editions,
    pub(crate) changes: &'a [Change],
}

/// What the changes do to each assessment.
pub(crate) fn shifts(
    (before, after): (&CheckedRubric, &CheckedRubric),
    shifts: &[(String, Shift)],
    changes: &Between<'_>,
    language: Language,
) -> Vec<Shown> {
    let l = language;
    let count = |turn: Turn| shifts.iter().filter(|(_, shift)| shift.turn == turn).count();
    let (all, lost, gained) = (shifts.len(), count(Turn::Lost), count(Turn::Gained));
    let (other, same) = (count(Turn::Other), count(Turn::Same));
    let mut lines = vec![Vec::new()];
    lines.push(vec![
        styled(
            Style::Strong,
            match l {
                Language::Chinese => format!("对评定的影响（{all} 份）"),
                Language::English => format!("What it does to ratings ({all})"),
            },
        ),
        plain(match l {
            Language::Chinese => {
                format!("  降低 {lost}，升高 {gained}，其他变化 {other}，不变 {same}")
            }
            Language::English => {
                format!(
                    "  lower {lost}, higher {gained}, otherwise different {other}, the same {same}"
                )
            }
        }),
    ]);
    lines.push(vec![styled(
        Style::Faint,
        match l {
            Language::Chinese => "  为便于对照，填报视为分别按两个版本作出",
            Language::English => {
                "  for the comparison the answers are taken as given under either edition"
            }
        },
    )]);
    let mut moved: Vec<&(String, Shift)> =
        shifts.iter().filter(|(_, shift)| shift.turn != Turn::Same).collect();
    moved.sort_by_key(|(_, shift)| shift.turn);
    for (file, shift) in moved {
        lines.push(Vec::new());
        let all = names(after, &shift.after).and(names(before, &shift.before));
        lines.extend(one(file, shift, changes, &all, l));
    }
    lines
}

fn one(file: &str, shift: &Shift, changes: &Between<'_>, names: &Names, l: Language) -> Vec<Shown> {
    let style = match shift.turn {
        Turn::Lost => Style::Bad,
        Turn::Gained => Style::Good,
        Turn::Other => Style::Open,
        Turn::Same => Style::Plain,
    };
    let subject = match shift.after.assessment.subject.as_str() {
        "" => file,
        subject => subject,
    };
    let award = |report: &Report| headline(&report.award, l);
    let total = |report: &Report| score(&report.total, names, l);
    let (old, new) = (award(&shift.before), award(&shift.after));
    let (low, high) = (total(&shift.before), total(&shift.after));
    let mut lines = vec![
        vec![
            styled(style, sentence::turn(shift.turn, l)),
            styled(Style::Strong, format!("  {subject}")),
            plain(format!("  {old} → {new}")),
            styled(Style::Faint, format!("  {file}")),
        ],
        vec![plain(match l {
            Language::Chinese => format!("  总分 {low} → {high}"),
            Language::English => format!("  total {low} → {high}"),
        })],
    ];
    for told in &shift.because {
        let side = match (told.side, l) {
            (Side::Before, Language::Chinese) => "旧版",
            (Side::Before, Language::English) => "before",
            (Side::After, Language::Chinese) => "新版",
            (Side::After, Language::English) => "after",
        };
        let reason = &told.reason;
        let said = sentence::fact(&reason.fact, reason.verdict, names, l);
        lines.push(vec![
            plain("  "),
            mark(reason.verdict),
            styled(Style::Faint, format!(" {side} ")),
            plain(said),
        ]);
    }
    let shown = shift.points.iter().take(MOST_POINTS);
    lines.extend(shown.map(|row| points(row, shift, changes, l)));
    let more = shift.points.len().saturating_sub(MOST_POINTS);
    if more > 0 {
        lines.push(vec![plain(match l {
            Language::Chinese => format!("    另有 {more} 项得分不同"),
            Language::English => format!("    the points of {more} more differ"),
        })]);
    }
    lines
}

/// The points of one criterion, and what they follow from: what changed in it, or else around it.
fn points(row: &PointsShift, shift: &Shift, between: &Between<'_>, l: Language) -> Shown {
    let none = match l {
        Language::Chinese => "无",
        Language::English => "none",
    };
    let side = |points: &Option<jiangxing::report::v1::Figure>| {
        points.as_ref().map_or_else(|| none.to_owned(), |points| figure(points, l))
    };
    let (before, after) = (side(&row.before), side(&row.after));
    let sign = if row.change.exact.starts_with('-') { "" } else { "+" };
    let change = &row.change.shown;
    let (id, name) = (&row.criterion, row.name.in_language(l.code()));
    let why = why(row, &between.editions.causes(shift, row, between.changes), l);
    vec![plain(format!("    {id} {name}  {before} → {after}  {sign}{change}{why}"))]
}

/// What the points of a criterion follow from, in brackets; nothing where nothing is known.
fn why(row: &PointsShift, causes: &[&Change], l: Language) -> String {
    let of = |change: &&Change| change.within.first().map(|place| place.id.clone());
    let is_own = causes.iter().any(|change| of(change).as_ref() == Some(&row.criterion));
    let told: Vec<String> = causes
        .iter()
        .map(|change| match (is_own, of(change)) {
            (false, Some(id)) => format!("{id} {}", sentence::change(change, l)),
            (_, _) => sentence::change(change, l),
        })
        .collect();
    match (told.is_empty(), is_own, l) {
        (true, _, _) => String::new(),
        (false, true, Language::Chinese) => format!("（{}）", told.join("；")),
        (false, true, Language::English) => format!(" ({})", told.join("; ")),
        (false, false, Language::Chinese) => format!("（随之而变：{}）", told.join("；")),
        (false, false, Language::English) => format!(" (follows from: {})", told.join("; ")),
    }
}

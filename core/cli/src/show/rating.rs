//! A rating on a screen: stars, total, what binds, dimensions, gates, what would change it.

use jiangxing::report;
use jiangxing::report::v1::{
    Award, Bonus, Dimension, Fact, Gate, Next, Opening, Rating, Reason, Report, Standing, State,
    Verdict,
};
use jiangxing_text::{Language, Names, figure, headline, name, score, sentence, words};
use unicode_width::UnicodeWidthStr;

use super::finding::finding;
use super::{Shown, mark, padded, to_the_right};
use crate::screen::{Style, plain, styled};

/// The most figures that stand beside a gate.
const MOST_FIGURES: usize = 4;

/// How many openings are listed.
const MOST_OPENINGS: usize = 5;

/// Everything one wants to know of a rating at a glance.
pub(crate) fn rating(report: &Report, names: &Names, file: &str, language: Language) -> Vec<Shown> {
    let mut lines = vec![heading(report, names, file, language)];
    lines.extend(stars(report, names, language));
    lines.extend(because(&report.award, names, language));
    lines.extend(grades(report, names, language));
    lines.extend(dimensions(report, names, language));
    lines.extend(gates(&report.gates, language));
    lines.extend(openings(&report.award, language));
    lines.extend(report_findings(report, names, language));
    lines.extend(colophon(report, language));
    lines
}

/// What does not fit in the responses, and what a person should look into; nothing when all is well.
pub(crate) fn report_findings(report: &Report, names: &Names, language: Language) -> Vec<Shown> {
    let mut lines = Vec::new();
    if !report.findings.is_empty() {
        lines.push(section(words::findings(language)));
        let told = report.findings.iter();
        lines.extend(told.flat_map(|each| finding(each, names, language)));
    }
    if !report.hints.is_empty() {
        lines.push(section(words::hints(language)));
        for hint in &report.hints {
            let say = hint.say.in_language(language.code());
            lines.push(vec![plain(format!("  · {say}"))]);
        }
    }
    lines
}

/// What stands at the end of every result: the notice, which rubric, which answers, which report.
pub(crate) fn colophon(report: &Report, language: Language) -> Vec<Shown> {
    let l = language;
    let faint = |text: String| vec![styled(Style::Faint, text)];
    let rubric = &report.rubric;
    let (id, edition, digest) = (&rubric.id, &rubric.edition, &rubric.digest);
    let answers = &report.assessment.digest;
    let written = report::digest(&report::to_json(report));
    let said = match l {
        Language::Chinese => [
            format!("标准  {id} · {edition} · {digest}"),
            format!("填报  {answers}"),
            format!("报告  {written}"),
        ],
        Language::English => [
            format!("rubric   {id} · {edition} · {digest}"),
            format!("answers  {answers}"),
            format!("report   {written}"),
        ],
    };
    let notice = rubric.notice.in_language(l.code()).to_owned();
    let mut lines = vec![Shown::new(), vec![styled(Style::Strong, notice)]];
    lines.extend(said.into_iter().map(faint));
    lines
}

fn section(title: &str) -> Shown {
    vec![styled(Style::Strong, title.to_owned())]
}

fn heading(report: &Report, names: &Names, file: &str, language: Language) -> Shown {
    let assessment = &report.assessment;
    let subject = match assessment.subject.as_str() {
        "" => file,
        subject => subject,
    };
    let mut beside: Vec<&str> = [assessment.cycle.as_str(), assessment.region.as_str()].into();
    for (category, option) in &assessment.categories {
        beside.push(names.part(category, option, language));
    }
    beside.push(name::state(assessment.state, language));
    beside.retain(|each| !each.is_empty());
    let beside = beside.join(" · ");
    vec![styled(Style::Strong, subject.to_owned()), styled(Style::Faint, format!("  {beside}"))]
}

fn stars(report: &Report, names: &Names, language: Language) -> Vec<Shown> {
    let l = language;
    let award = &report.award;
    let (lit, possible) = match award.standing {
        Standing::Settled => (award.awarded.as_ref(), award.awarded.as_ref()),
        Standing::Open => (award.locked.as_ref(), award.best.as_ref()),
        Standing::Withheld | Standing::LeftOut => (None, None),
    };
    let count = |rating: Option<&Rating>| {
        rating.map_or(0, |rating| usize::try_from(rating.stars).unwrap_or_default())
    };
    let all = award.ladder.iter().map(|rung| count(Some(&rung.rating))).max().unwrap_or_default();
    let half = if lit.is_some_and(|rating| rating.half) { "½" } else { "" };
    let (lit, possible) = (count(lit), count(possible));
    let open = possible.saturating_sub(lit);
    let dark = all.saturating_sub(possible.max(lit));
    let mut first = vec![
        styled(Style::Open, format!("{}{half}{}", "★".repeat(lit), "✩".repeat(open))),
        styled(Style::Faint, "☆".repeat(dark)),
        plain(if all == 0 && half.is_empty() { "" } else { "  " }),
        styled(Style::Strong, headline(award, l)),
    ];
    if let (Some(earned), Some(awarded)) = (&award.earned, &award.awarded)
        && earned.id != awarded.id
    {
        let earned = earned.name.in_language(l.code());
        first.push(plain(match l {
            Language::Chinese => format!("（总分可达{earned}）"),
            Language::English => format!(" (the total alone: {earned})"),
        }));
    }
    let total = score(&report.total, names, l);
    let mut second = vec![plain(match l {
        _ if report.dimensions.is_empty() => String::new(),
        Language::Chinese => format!("总分 {total}"),
        Language::English => format!("total {total}"),
    })];
    if report.base != report.total {
        let base = score(&report.base, names, l);
        second.push(plain(match l {
            Language::Chinese => format!("（不计加分 {base}）"),
            Language::English => format!(" (without bonus {base})"),
        }));
    }
    if report.assessment.state == State::Draft {
        let coverage = &report.coverage;
        let (settled, asked) = (coverage.settled, coverage.asked);
        let progress = words::progress(l, settled, asked);
        second.push(styled(Style::Faint, format!("  {progress}")));
    }
    let has_second = !report.dimensions.is_empty() || second.len() > 1;
    [first].into_iter().chain(has_second.then_some(second)).collect()
}

fn because(award: &Award, names: &Names, language: Language) -> Vec<Shown> {
    let l = language;
    if award.because.is_empty() {
        return Vec::new();
    }
    let words = |rating: &Rating| rating.name.in_language(l.code()).to_owned();
    let title = match (award.standing, &award.awarded, &award.next) {
        (Standing::Settled, Some(awarded), Some(next)) => {
            let (awarded, next) = (words(awarded), words(&next.rating));
            match l {
                Language::Chinese => format!("{awarded}而不是{next}，因为"),
                Language::English => format!("{awarded} and not {next}, because"),
            }
        }
        (Standing::Settled, Some(awarded), None) => {
            let awarded = words(awarded);
            match l {
                Language::Chinese => format!("{awarded}，因为"),
                Language::English => format!("{awarded}, because"),
            }
        }
        (Standing::Withheld, _, _) => {
            let headline = headline(award, l);
            match l {
                Language::Chinese => format!("{headline}，因为"),
                Language::English => format!("{headline}, because"),
            }
        }
        (Standing::Open | Standing::Settled | Standing::LeftOut, _, _) => match l {
            Language::Chinese => "尚未评定，因为".into(),
            Language::English => "still open, because".into(),
        },
    };
    let reasons = award.because.iter().map(|reason| {
        let said = sentence::fact(&reason.fact, reason.verdict, names, l);
        vec![plain("  "), mark(reason.verdict), plain(format!(" {said}"))]
    });
    [section(&title)].into_iter().chain(reasons).collect()
}

/// The ratings of parts, and the steps that moved the rating.
fn grades(report: &Report, names: &Names, language: Language) -> Vec<Shown> {
    let l = language;
    let line = |said: String| vec![plain(format!("  · {said}"))];
    let mut lines = Vec::new();
    if !report.grades.is_empty() {
        lines.push(section(words::grades(l)));
        lines.extend(report.grades.iter().map(|each| line(sentence::grade(each, names, l))));
    }
    if !report.award.adjustments.is_empty() {
        lines.push(section(words::adjustments(l)));
        let steps = report.award.adjustments.iter();
        lines.extend(steps.map(|step| line(sentence::adjustment(step, names, l))));
    }
    lines
}

fn dimensions(report: &Report, names: &Names, language: Language) -> Vec<Shown> {
    let l = language;
    let called = |dimension: &Dimension| {
        let name = dimension.name.in_language(l.code());
        match (dimension.bonus, l) {
            (Bonus::No | Bonus::Counted, _) => name.to_owned(),
            (Bonus::Recorded, Language::Chinese) => format!("{name}（不计分）"),
            (Bonus::Recorded, Language::English) => format!("{name} (not counted)"),
            (Bonus::Demerit, Language::Chinese) => format!("{name}（扣分）"),
            (Bonus::Demerit, Language::English) => format!("{name} (taken off)"),
            (Bonus::DemeritRecorded, Language::Chinese) => format!("{name}（不扣分）"),
            (Bonus::DemeritRecorded, Language::English) => format!("{name} (not taken off)"),
        }
    };
    let rows: Vec<(String, String, String, Shown)> = report
        .dimensions
        .iter()
        .map(|dimension| {
            let share = dimension.score.share.as_ref();
            let share = share.map_or_else(String::new, |share| figure(share, l));
            let points = score(&dimension.score, names, l);
            (called(dimension), points, share, minimum(report, dimension, names, l))
        })
        .collect();
    let widest = |column: fn(&(String, String, String, Shown)) -> &String| {
        rows.iter().map(|row| column(row).width()).max().unwrap_or_default()
    };
    let (names_width, points_width) = (widest(|row| &row.0), widest(|row| &row.1));
    let shares_width = widest(|row| &row.2);
    if rows.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![section(words::dimensions(l))];
    for (name, points, share, minimum) in &rows {
        let (name, points) = (padded(name, names_width), to_the_right(points, points_width));
        let share = to_the_right(share, shares_width);
        let mut line = vec![plain(format!("  {name}  {points}  {share}  "))];
        line.extend(minimum.iter().cloned());
        lines.push(line);
    }
    lines
}

/// What the next higher rating asks of a dimension, else the rating awarded.
fn minimum(report: &Report, dimension: &Dimension, names: &Names, l: Language) -> Shown {
    let award = &report.award;
    let next = award.next.as_ref().map(|next| &next.rating);
    let asked = next.or(award.awarded.as_ref()).or(award.best.as_ref());
    let minimum = asked
        .and_then(|rating| dimension.minima.iter().find(|minimum| minimum.rating == rating.id));
    let Some(minimum) = minimum else {
        return Shown::new();
    };
    let (rating, share) = (names.name(&minimum.rating, l), figure(&minimum.share, l));
    let said = match l {
        Language::Chinese => format!(" {rating}要求 {share}"),
        Language::English => format!(" {rating} asks for {share}"),
    };
    vec![mark(minimum.verdict), plain(said)]
}

fn gates(gates: &[Gate], language: Language) -> Vec<Shown> {
    let l = language;
    if gates.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![section(match l {
        Language::Chinese => "前置条件与硬指标",
        Language::English => "Gates and requirements",
    })];
    let met = gates.iter().filter(|gate| gate.verdict == Verdict::Met).count();
    for gate in gates.iter().filter(|gate| gate.verdict != Verdict::Met) {
        let (group, verdict) = (name::gate_group(gate.group, l), name::verdict(gate.verdict, l));
        let called = gate.name.in_language(l.code());
        let figures: Vec<String> =
            gate.figures.iter().map(|each| sentence::named_figure(each, l)).collect();
        if figures.len() > MOST_FIGURES {
            let id = &gate.id;
            let said = match l {
                Language::Chinese => {
                    format!(" {group}“{called}”{verdict}（详见 explain --focus {id}）")
                }
                Language::English => {
                    format!(" {group} “{called}”: {verdict} (see explain --focus {id})")
                }
            };
            lines.push(vec![plain("  "), mark(gate.verdict), plain(said)]);
            continue;
        }
        let said = match (l, figures.is_empty()) {
            (Language::Chinese, true) => format!(" {group}“{called}”{verdict}"),
            (Language::Chinese, false) => {
                format!(" {group}“{called}”{verdict}（{}）", figures.join("，"))
            }
            (Language::English, true) => format!(" {group} “{called}”: {verdict}"),
            (Language::English, false) => {
                format!(" {group} “{called}”: {verdict} ({})", figures.join(", "))
            }
        };
        lines.push(vec![plain("  "), mark(gate.verdict), plain(said)]);
    }
    if met > 0 {
        let said = match (l, met == gates.len()) {
            (Language::Chinese, true) => format!(" {met} 项全部满足"),
            (Language::Chinese, false) => format!(" 其余 {met} 项满足"),
            (Language::English, true) => format!(" all are met ({met})"),
            (Language::English, false) => format!(" the rest is met ({met})"),
        };
        lines.push(vec![plain("  "), mark(Verdict::Met), plain(said)]);
    }
    lines
}

fn openings(award: &Award, language: Language) -> Vec<Shown> {
    let l = language;
    let Some(next) = award.next.as_ref().filter(|next| points_help(next)) else {
        return Vec::new();
    };
    let rows: Vec<(String, &Opening)> = next
        .openings
        .iter()
        .take(MOST_OPENINGS)
        .map(|opening| {
            let name = opening.name.in_language(l.code());
            (format!("{} {name}", opening.criterion), opening)
        })
        .collect();
    let widest = rows.iter().map(|(name, _)| name.width()).max().unwrap_or_default();
    let mut lines = vec![section(words::what_would_change(l))];
    for (name, opening) in rows {
        let (name, gain) = (padded(&name, widest), words::gain(l, figure(&opening.gain, l)));
        let mut line = vec![plain(format!("  · {name}  {gain}"))];
        if opening.enough {
            line.push(styled(Style::Good, format!("  {}", words::enough_alone(l))));
        }
        lines.push(line);
    }
    lines
}

/// Whether it is points that separate the subject from the next rating, and not a gate alone.
fn points_help(next: &Next) -> bool {
    let is_of_points = |reason: &Reason| {
        matches!(reason.fact, Fact::Total { .. } | Fact::Dimension { .. } | Fact::Unanswered { .. })
    };
    !next.openings.is_empty() && next.obstacles.iter().any(is_of_points)
}

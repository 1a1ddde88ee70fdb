//! What a ledger came to, as lines.

use jiangxing::ledger::doubt::{Doubt, DoubtWeight};
use jiangxing::ledger::{Count, IndicatorRule, Place, day_text};
use jiangxing_ledger::written::{address, addresses};
use jiangxing_ledger::{Import, SheetKind, mask_name};
use jiangxing_text::{Language, ledger as words};

use super::Shown;
use crate::command::ledger::Told;
use crate::screen::{Style, plain, styled};

/// How many runs of rows, and how many doubts of one kind, a person is shown.
const SHOWN: usize = 6;

/// Everything that a ledger came to.
pub(crate) fn ledger(told: &Told<'_>, l: Language) -> Vec<Shown> {
    let mut lines = sheets(told, l);
    lines.extend(period(told, l));
    lines.push(heading(pick(l, "指标", "Indicators")));
    let rules = told.rules.rules.indicators.iter().zip(&told.measured.now).enumerate();
    for (place, (rule, count)) in rules {
        let before = told.measured.before.as_ref().and_then(|counts| counts.get(place));
        lines.extend(indicator(told, rule, (count, before), l));
    }
    lines.extend(shares(told, l));
    lines.extend(people(told, l));
    lines.extend(questions(told, l));
    lines.extend(ledger_doubts(told.import, l));
    lines
}

fn pick(l: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match l {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

fn heading(text: &str) -> Shown {
    vec![styled(Style::Strong, text)]
}

fn sheets(told: &Told<'_>, l: Language) -> Vec<Shown> {
    let mut lines = vec![heading(pick(l, "工作表", "Sheets"))];
    for sheet in &told.import.sheets {
        let kind = match sheet.kind {
            SheetKind::Roster => pick(l, "花名册", "roster"),
            SheetKind::Classes => pick(l, "班次台账", "classes"),
            SheetKind::Unused => pick(l, "未采用", "not read"),
        };
        let (address, records) = (sheet.address(), sheet.records);
        let header = sheet.matched.as_ref().map_or(0, |matched| matched.rows.1);
        let text = match (l, header) {
            (_, 0) => format!("  {address}  {kind}"),
            (Language::Chinese, _) => {
                format!("  {address}  {kind}，表头到第 {header} 行，{records} 条")
            }
            (Language::English, _) => {
                format!("  {address}  {kind}, header to row {header}, {records} records")
            }
        };
        lines.push(vec![plain(text)]);
    }
    lines
}

fn period(told: &Told<'_>, l: Language) -> Vec<Shown> {
    let (this, _) = told.measured.periods;
    let (first, last) = (day_text(this.first), day_text(this.last));
    let text = match l {
        Language::Chinese => format!("周期  {first} 至 {last}"),
        Language::English => format!("Period  {first} to {last}"),
    };
    let mut line = vec![plain(text)];
    if told.year_is_guessed {
        let why = pick(
            l,
            "（记录最多的一年，可用 --year 指定）",
            " (of most rows; --year says otherwise)",
        );
        line.push(styled(Style::Open, why));
    }
    vec![line]
}

fn some_rows(number: usize, l: Language) -> String {
    match (l, number) {
        (Language::Chinese, _) => format!("{number} 行"),
        (Language::English, 1) => "1 row".to_owned(),
        (Language::English, _) => format!("{number} rows"),
    }
}

/// Rows, the first few of them.
fn rows(told: &Told<'_>, rows: &[Place]) -> String {
    let all = addresses(rows, &told.import.sheets);
    let mut shown: Vec<&str> = all.iter().take(SHOWN).map(String::as_str).collect();
    if all.len() > SHOWN {
        shown.push("…");
    }
    shown.join(", ")
}

fn indicator(
    told: &Told<'_>,
    rule: &IndicatorRule,
    (count, before): (&Count, Option<&Count>),
    l: Language,
) -> Vec<Shown> {
    let name = rule.name.in_language(l.code());
    let mut line =
        vec![plain(format!("  {name}  ")), styled(Style::Strong, count.number.to_string())];
    if let Some(before) = before {
        let word = pick(l, "，上期", ", before");
        line.push(styled(Style::Faint, format!("{word} {}", before.number)));
    }
    if let Some(ask) = &rule.feeds {
        line.push(styled(Style::Faint, format!("  → {ask}")));
        let answer = told.answers.and_then(|answers| answers.get(ask));
        if let Some(answer) = answer.filter(|answer| **answer != count.number.to_string()) {
            let text = match l {
                Language::Chinese => format!("（评定中填的是 {answer}）"),
                Language::English => format!(" (the assessment says {answer})"),
            };
            line.push(styled(Style::Open, text));
        }
    }
    let mut lines = vec![line];
    let faint = |text: String| vec![styled(Style::Faint, text)];
    if !count.rows.is_empty() {
        let (word, number) = (pick(l, "依据", "from"), some_rows(count.rows.len(), l));
        lines.push(faint(format!("    {word} {number}  {}", rows(told, &count.rows))));
    }
    for left in &count.left_out {
        let why = words::left_out(left.why, &told.rules.rules, l);
        let (word, number) = (pick(l, "未计", "left out"), some_rows(left.rows.len(), l));
        let colon = pick(l, "：", ": ");
        lines.push(faint(format!("    {word} {number}{colon}{why}  {}", rows(told, &left.rows))));
    }
    for assumed in &count.assumed {
        let why = words::assumed(assumed.field, &told.rules.rules, l);
        let (number, colon) = (some_rows(assumed.rows.len(), l), pick(l, "：", ": "));
        let text = format!("    {number}{colon}{why}  {}", rows(told, &assumed.rows));
        lines.push(vec![styled(Style::Open, text)]);
    }
    lines
}

fn shares(told: &Told<'_>, l: Language) -> Vec<Shown> {
    let mut lines = vec![heading(pick(l, "比率与增长", "Shares and growth"))];
    for (rule, share) in told.rules.rules.shares.iter().zip(&told.measured.shares) {
        let (name, part, whole) = (rule.name.in_language(l.code()), &share.part, &share.whole);
        let shown = match &share.shown {
            Some(percent) => format!("{percent}%"),
            None => pick(l, "分母为零，不计算", "of nothing: undefined").to_owned(),
        };
        lines.push(vec![plain(format!("  {name}  {part} / {whole} = {shown}"))]);
    }
    for (rule, growth) in told.rules.rules.growths.iter().zip(&told.measured.growths) {
        let name = rule.name.in_language(l.code());
        let text = match (&growth.shown, &growth.before, &growth.growth) {
            (Some(percent), Some(before), _) => {
                format!("  {name}  {before} → {} = {percent}%", growth.now)
            }
            (_, _, Err(why)) => format!("  {name}  {}", words::growth(*why, l)),
            (_, _, Ok(_)) => format!("  {name}"),
        };
        lines.push(vec![plain(text)]);
    }
    lines
}

fn people(told: &Told<'_>, l: Language) -> Vec<Shown> {
    let people = &told.measured.people;
    let open = people.suspects.iter().filter(|suspect| suspect.decided.is_none());
    let open: Vec<_> = open.collect();
    let mut lines = Vec::new();
    if !open.is_empty() {
        let (count, alone) = (open.len(), people.by_name_alone);
        lines.push(heading(&match l {
            Language::Chinese => {
                format!("可能是同一人的 {count} 对（只有姓名的 {alone} 人），由人决定")
            }
            Language::English => {
                format!(
                    "{count} pairs that may be one person ({alone} known by name alone): decide"
                )
            }
        }));
    }
    for suspect in open.iter().take(SHOWN.saturating_mul(2)) {
        let (one, other) = (mask_name(&suspect.names.0), mask_name(&suspect.names.1));
        let sheets = &told.import.sheets;
        let (first, second) =
            (address(suspect.rows.0, None, sheets), address(suspect.rows.1, None, sheets));
        let why = words::suspect(suspect.why, l);
        let text = format!("  {}  {one} {first} · {other} {second}  {why}", suspect.key);
        lines.push(vec![styled(Style::Open, text)]);
    }
    if open.len() > SHOWN.saturating_mul(2) {
        lines.push(vec![plain("  …")]);
    }
    for rows in &people.renamed {
        let word = pick(l, "同一编号有几个姓名", "one number with several names");
        let text = format!("  {word}  {}", self::rows(told, rows));
        lines.push(vec![styled(Style::Open, text)]);
    }
    lines
}

fn questions(told: &Told<'_>, l: Language) -> Vec<Shown> {
    if told.measured.questions.is_empty() {
        return Vec::new();
    }
    let mut lines = vec![heading(pick(l, "疑问（不是结论）", "Questions (no verdicts)"))];
    for question in &told.measured.questions {
        let Some(rule) = told.rules.rules.questions.get(question.rule) else { continue };
        let say = rule.say.in_language(l.code());
        let facts = words::facts(&question.facts, l);
        let rows = rows(told, &question.rows);
        lines.push(vec![styled(Style::Open, format!("  ? {say}  {facts}  {rows}"))]);
    }
    lines
}

/// The doubts, the heaviest first.
pub(crate) fn ledger_doubts(import: &Import, l: Language) -> Vec<Shown> {
    let mut lines = Vec::new();
    for weight in [DoubtWeight::LeftOut, DoubtWeight::Assumed, DoubtWeight::Told] {
        let of_weight = |doubt: &&Doubt| doubt.kind.weight() == weight;
        let doubts: Vec<&Doubt> = import.doubts.iter().filter(of_weight).collect();
        if doubts.is_empty() {
            continue;
        }
        let (word, count) = (words::weight(weight, l), doubts.len());
        let what = pick(l, "存疑：", "Doubts: ");
        lines.push(heading(&format!("{what}{word} {count}")));
        let style = match weight {
            DoubtWeight::LeftOut => Style::Bad,
            DoubtWeight::Assumed => Style::Open,
            DoubtWeight::Told => Style::Faint,
        };
        for doubt in doubts.iter().take(SHOWN.saturating_mul(5)) {
            let at = address(doubt.place, doubt.column, &import.sheets);
            let says = words::doubt(&doubt.kind, l);
            let text = match doubt.text.is_empty() {
                true => format!("  {at}  {says}"),
                false => format!("  {at}  “{}”  {says}", doubt.text),
            };
            lines.push(vec![styled(style, text)]);
        }
        if doubts.len() > SHOWN.saturating_mul(5) {
            let more = pick(l, "  … 其余见 --format json", "  … the rest: --format json");
            lines.push(vec![plain(more)]);
        }
    }
    lines
}

//! A package: what it holds, what became of it, who has signed.

use std::collections::BTreeMap;

use jiangxing_package::contents::{Inside, OneRated, Rated};
use jiangxing_package::manifest::Row;
use jiangxing_package::{
    Difference, EntryState, Fault, Kind, Opened, Role, Signed, Standing, Verification,
};
use jiangxing_text::sentence::Told;
use jiangxing_text::{Language, Names, headline, package, score};
use serde::Serialize;

use super::Shown;
use crate::screen::{Style, plain, styled};

/// Everything that is said of a package.
pub(crate) struct Looked {
    /// What the file is called.
    pub(crate) file: String,
    /// The bytes, the entries and the signatures.
    pub(crate) verification: Verification,
    /// The answers inside, rated.
    pub(crate) rated: Rated,
    /// What differs from an earlier package, if one was given.
    pub(crate) differences: Option<Vec<Difference>>,
}

impl Looked {
    /// Whether nothing is wrong. That it differs from an earlier package is not wrong.
    pub(crate) fn is_in_order(&self) -> bool {
        self.faults().next().is_none()
    }

    fn faults(&self) -> impl Iterator<Item = &Fault> {
        self.verification.faults.iter().chain(&self.rated.faults)
    }
}

/// What is wrong with a file, under its name.
pub(crate) fn package_faults(file: &str, faults: &[Fault], l: Language) -> Vec<Shown> {
    let heading = vec![styled(Style::Strong, file.to_owned())];
    [heading].into_iter().chain(faults.iter().flat_map(|each| fault(each, l))).collect()
}

fn fault(fault: &Fault, l: Language) -> Vec<Shown> {
    let Told { sentence, under_the_line, help } = package::fault(fault, l);
    let detail = match (l, under_the_line) {
        (Language::Chinese, Some(detail)) => format!("（{detail}）"),
        (Language::English, Some(detail)) => format!(" ({detail})"),
        (_, None) => String::new(),
    };
    let code = styled(Style::Bad, format!("[{}]", fault.code()));
    let first = vec![plain("  "), code, plain(format!(" {sentence}{detail}"))];
    let word = word(l, "办法：", "help: ");
    let help = help.map(|help| vec![styled(Style::Faint, format!("    = {word}{help}"))]);
    [first].into_iter().chain(help).collect()
}

fn word(l: Language, chinese: &'static str, english: &'static str) -> &'static str {
    match l {
        Language::Chinese => chinese,
        Language::English => english,
    }
}

/// What a package holds: its kind, its identity, its entries.
pub(crate) fn contents_of(package: &Opened<'_>, l: Language) -> Vec<Shown> {
    let kind = package::kind(package.manifest.kind, l);
    let (identity, of) = (&package.identity, word(l, "标识", "identity"));
    let mut lines =
        vec![vec![styled(Style::Strong, kind)], vec![plain(format!("{of}  {identity}"))]];
    lines.extend(package.manifest.entries.iter().map(|row| vec![plain(entry(row, l))]));
    lines
}

fn entry(row: &Row, l: Language) -> String {
    let role = Role::of(&row.path).map_or("", |role| package::role(role, l));
    let name = match row.name.as_str() {
        "" => String::new(),
        name => format!("  {name}"),
    };
    format!("  {role}  {}{name}", row.path)
}

/// Everything that is the case with a package.
pub(crate) fn verified(looked: &Looked, l: Language) -> Vec<Shown> {
    let found = &looked.verification;
    let kind = found.manifest.as_ref().map(|manifest| package::kind(manifest.kind, l));
    let stands = match looked.is_in_order() {
        true => styled(Style::Good, word(l, "未改动", "intact")),
        false => styled(Style::Bad, word(l, "有问题", "not in order")),
    };
    let (colon, comma) = (word(l, "：", ": "), word(l, "，", ", "));
    let kind = kind.map(|kind| format!("{kind}{comma}")).unwrap_or_default();
    let heading = vec![plain(format!("{}{colon}{kind}", looked.file)), stands];
    let mut lines: Vec<Shown> = vec![heading];
    if let Some(identity) = &found.identity {
        lines.push(vec![plain(format!("{}  {identity}", word(l, "标识", "identity")))]);
    }
    if let Some(follows) = found.manifest.as_ref().and_then(|manifest| manifest.follows.as_ref()) {
        lines.push(vec![plain(format!("{}  {follows}", word(l, "承接", "follows")))]);
    }
    lines.extend(entries(found, l));
    lines.extend(signatures(found, l));
    lines.extend(ratings(&looked.rated.reports, l));
    lines.extend(looked.differences.iter().flat_map(|all| differing(all, l)));
    let faults: Vec<&Fault> = looked.faults().collect();
    if !faults.is_empty() {
        lines.push(vec![styled(Style::Strong, word(l, "问题", "Faults"))]);
        lines.extend(faults.iter().flat_map(|each| fault(each, l)));
    }
    lines
}

/// How many entries of each kind are intact, and every one that is not.
fn entries(found: &Verification, l: Language) -> Vec<Shown> {
    if found.entries.is_empty() {
        return Vec::new();
    }
    let mut counts: BTreeMap<Role, usize> = BTreeMap::new();
    let mut others = Vec::new();
    for shown in &found.entries {
        match (shown.state, Role::of(&shown.path)) {
            (EntryState::Intact, Some(role)) => {
                let count = counts.entry(role).or_default();
                *count = count.saturating_add(1);
            }
            (state, _) => {
                let state = package::state(state, l);
                let line = format!("  {}  {state}", shown.path);
                others.push(vec![styled(Style::Bad, "  ✗"), plain(line)]);
            }
        }
    }
    let counts: Vec<String> =
        counts.iter().map(|(role, count)| format!("{} {count}", package::role(*role, l))).collect();
    let counts = counts.join(word(l, "、", ", "));
    let heading = match (counts.is_empty(), l) {
        (true, Language::Chinese) => "条目".to_owned(),
        (true, Language::English) => "Entries".to_owned(),
        (false, Language::Chinese) => format!("条目  未改动：{counts}"),
        (false, Language::English) => format!("Entries  intact: {counts}"),
    };
    [vec![plain(heading)]].into_iter().chain(others).collect()
}

fn signatures(found: &Verification, l: Language) -> Vec<Shown> {
    let all = &found.signatures;
    if all.is_empty() {
        let none = word(l, "签名  没有", "Signatures  none");
        return vec![vec![plain(none)]];
    }
    let mut lines = vec![vec![plain(word(l, "签名", "Signatures"))]];
    for signed in all {
        let mark = match signed.standing {
            Standing::Known => styled(Style::Good, "✓"),
            Standing::UnknownKey => styled(Style::Open, "?"),
            Standing::Invalid | Standing::OfAnother => styled(Style::Bad, "✗"),
        };
        let line = package::signature(signed, l);
        lines.push(vec![plain("  "), mark, plain(format!(" {line}"))]);
        let said = [&signed.signature.date, &signed.signature.statement];
        for words in said.into_iter().filter(|words| !words.is_empty()) {
            lines.push(vec![plain(format!("      {words}"))]);
        }
    }
    if found.entries.iter().any(|shown| shown.state != EntryState::Intact) {
        let aside = package::signed_otherwise(l);
        lines.push(vec![styled(Style::Bad, format!("    = {aside}"))]);
    }
    let meaning = package::meaning(l);
    lines.push(vec![styled(Style::Faint, format!("    = {meaning}"))]);
    lines
}

fn ratings(all: &[OneRated], l: Language) -> Vec<Shown> {
    if all.is_empty() {
        return Vec::new();
    }
    let mut lines =
        vec![vec![plain(word(l, "按包内标准重新评定", "Rated anew under the rubric inside"))]];
    for one in all {
        let subject = &one.report.assessment.subject;
        let headline = headline(&one.report.award, l);
        let total = score(&one.report.total, &Names::of_report(&one.report), l);
        let (style, inside) = match one.inside {
            Inside::None => (Style::Plain, word(l, "包内没有报告", "no report inside")),
            Inside::Same => {
                (Style::Good, word(l, "与包内报告一致", "the same as the report inside"))
            }
            Inside::SameOutcome => (
                Style::Good,
                word(
                    l,
                    "结果与包内报告一致（报告由另一版本的引擎写成）",
                    "the outcome of the report inside, which another version of the engine wrote",
                ),
            ),
            Inside::Differs => {
                (Style::Bad, word(l, "与包内报告不一致", "not what the report inside says"))
            }
        };
        lines.push(vec![plain(format!("  {}  {subject}", one.path))]);
        lines.push(vec![plain(format!("    {headline}  {total}  ")), styled(style, inside)]);
    }
    lines
}

fn differing(all: &[Difference], l: Language) -> Vec<Shown> {
    let heading = match all.is_empty() {
        true => word(l, "与所给的包内容相同", "The same contents as the package given"),
        false => word(l, "与所给的包相比", "Compared with the package given"),
    };
    let line = |difference: &Difference| match difference {
        Difference::Changed { path, fields } if fields.is_empty() => {
            format!("  ~ {path}")
        }
        Difference::Changed { path, fields } => {
            let (colon, fields) = (word(l, "：", ": "), package::fields_named(fields, l));
            format!("  ~ {path}{colon}{fields}")
        }
        Difference::Gone { path } => format!("  - {path}"),
        Difference::New { path } => format!("  + {path}"),
    };
    let lines = all.iter().map(|difference| vec![plain(line(difference))]);
    [vec![plain(heading)]].into_iter().chain(lines).collect()
}

/// What is said of a package, for programs.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) struct VerifiedJson {
    file: String,
    in_order: bool,
    identity: Option<String>,
    kind: Option<Kind>,
    follows: Option<String>,
    entries: Vec<EntryJson>,
    signatures: Vec<SignatureJson>,
    ratings: Vec<RatingJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    differences: Option<Vec<DifferenceJson>>,
    faults: Vec<FaultJson>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct EntryJson {
    path: String,
    state: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct SignatureJson {
    path: String,
    signer: String,
    holder: &'static str,
    fingerprint: String,
    standing: &'static str,
    date: String,
    statement: String,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct RatingJson {
    path: String,
    subject: String,
    rating: Option<String>,
    total: String,
    report_inside: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct DifferenceJson {
    path: String,
    is: &'static str,
    fields: Vec<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct FaultJson {
    code: &'static str,
    #[serde(flatten)]
    fault: Fault,
    sentence: String,
    help: Option<String>,
}

/// Everything that is the case with a package, for programs.
pub(crate) fn verified_json(looked: &Looked, l: Language) -> VerifiedJson {
    let found = &looked.verification;
    let entries = found.entries.iter().map(|shown| EntryJson {
        path: shown.path.clone(),
        state: match shown.state {
            EntryState::Intact => "intact",
            EntryState::Changed => "changed",
            EntryState::Missing => "missing",
            EntryState::Added => "added",
            EntryState::Unread => "unread",
        },
    });
    let faults = looked.faults().map(|fault| {
        let Told { sentence, help, .. } = package::fault(fault, l);
        FaultJson { code: fault.code(), fault: fault.clone(), sentence, help }
    });
    VerifiedJson {
        file: looked.file.clone(),
        in_order: looked.is_in_order(),
        identity: found.identity.clone(),
        kind: found.manifest.as_ref().map(|manifest| manifest.kind),
        follows: found.manifest.as_ref().and_then(|manifest| manifest.follows.clone()),
        entries: entries.collect(),
        signatures: found.signatures.iter().map(signature_json).collect(),
        ratings: looked.rated.reports.iter().map(rating_json).collect(),
        differences: looked
            .differences
            .as_ref()
            .map(|all| all.iter().map(difference_json).collect()),
        faults: faults.collect(),
    }
}

fn signature_json(signed: &Signed) -> SignatureJson {
    SignatureJson {
        path: signed.path.clone(),
        signer: signed.signature.signer.clone(),
        holder: signed.signature.holder.word(),
        fingerprint: signed.fingerprint.clone(),
        standing: match signed.standing {
            Standing::Known => "known",
            Standing::UnknownKey => "unknown-key",
            Standing::Invalid => "not-good",
            Standing::OfAnother => "of-another",
        },
        date: signed.signature.date.clone(),
        statement: signed.signature.statement.clone(),
    }
}

fn rating_json(one: &OneRated) -> RatingJson {
    let total = &one.report.total;
    RatingJson {
        path: one.path.clone(),
        subject: one.report.assessment.subject.clone(),
        rating: one.report.award.awarded.as_ref().map(|rating| rating.id.clone()),
        total: match total.low.exact == total.high.exact {
            true => total.low.exact.clone(),
            false => format!("{}..{}", total.low.exact, total.high.exact),
        },
        report_inside: match one.inside {
            Inside::None => "none",
            Inside::Same => "same",
            Inside::SameOutcome => "same-outcome",
            Inside::Differs => "differs",
        },
    }
}

fn difference_json(difference: &Difference) -> DifferenceJson {
    let (path, is, fields) = match difference {
        Difference::Changed { path, fields } => (path, "changed", fields.clone()),
        Difference::Gone { path } => (path, "gone", Vec::new()),
        Difference::New { path } => (path, "new", Vec::new()),
    };
    DifferenceJson { path: path.clone(), is, fields }
}

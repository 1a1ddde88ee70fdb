//! `ledger`: what do training ledgers come to?

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::Read;
use std::path::Path;

use jiangxing::CheckedRubric;
use jiangxing::ledger::doubt::DoubtWeight;
use jiangxing::ledger::{Measured, commonest_year, measure};
use jiangxing_ledger::written::{self, Proposal};
use jiangxing_ledger::{Decisions, Import, LedgerRules, Mapping, Table};
use jiangxing_text::{Language, Names};
use sha2::{Digest, Sha256};

use super::{Outcome, readable, usable};
use crate::arguments::{Format, Ledger, Request};
use crate::screen::Screen;
use crate::show;
use crate::source::{self, Source};

/// Everything that is shown of a ledger.
pub(crate) struct Told<'a> {
    pub(crate) rules: &'a LedgerRules,
    pub(crate) import: &'a Import,
    pub(crate) measured: &'a Measured,
    /// What an assessment answers already, by ask.
    pub(crate) answers: Option<&'a BTreeMap<String, String>>,
    /// Whether the year was taken from the rows.
    pub(crate) year_is_guessed: bool,
}

/// The files as they were read, with their digests.
struct Files {
    tables: Vec<(String, Vec<Table>)>,
    digests: Vec<(String, String)>,
    heaviest: Outcome,
}

/// Writes what the ledgers come to; with `--accept` the assessment that is filled in.
pub(crate) fn ledger(wanted: &Ledger, request: &Request, screen: &mut Screen) -> Outcome {
    match attempt(wanted, request, screen) {
        Ok(outcome) | Err(outcome) => outcome,
    }
}

fn attempt(wanted: &Ledger, request: &Request, screen: &mut Screen) -> Result<Outcome, Outcome> {
    let l = request.language;
    let rubric = usable(&wanted.rubric, l, screen)?;
    let mut rules = rules(wanted, &rubric, l, screen)?;
    let mapping: Mapping =
        settled(wanted.mapping.as_ref(), jiangxing_ledger::read_mapping, l, screen)?;
    let decisions: Decisions =
        settled(wanted.decisions.as_ref(), jiangxing_ledger::read_decisions, l, screen)?;
    mapping.teach(&mut rules).map_err(|sentence| unusable(&sentence, screen))?;
    let files = files(wanted, l, screen);
    let import = jiangxing_ledger::import(&files.tables, &rules, &mapping, &decisions);
    if let Some(path) = &wanted.save_mapping {
        let text = jiangxing_ledger::write_mapping(&import, &rules);
        std::fs::write(path, text).map_err(|error| {
            screen.complain(&source::unreadable(&path.to_string_lossy(), &error, l));
            Outcome::Unreadable
        })?;
    }
    let assessment =
        wanted.fill.as_ref().map(|path| assessment(path, &rubric, l, screen)).transpose()?;
    let answers = assessment.as_ref().map(|assessment| answers(&assessment.text));
    let seats = seats(&rules, answers.as_ref());
    let year = wanted.year.or_else(|| commonest_year(&rules.rules, &import.ledger, rules.period));
    let Some(periods) = year.and_then(|year| rules.period.and_before(year)) else {
        for line in show::ledger_doubts(&import, l) {
            screen.line(&line);
        }
        screen.complain(match l {
            Language::Chinese => "没有读到带日期的记录，得不出指标",
            Language::English => "no record with a day was read, and nothing can be counted",
        });
        return Err(Outcome::Found);
    };
    let measured = measure(&rules.rules, &import.ledger, &decisions.people(), periods, seats);
    let proposals = written::proposals(&rules, &measured, &import.sheets);
    if let Some(assessment) = assessment.as_ref().filter(|_| !wanted.accept.is_empty()) {
        let accepted = accepted(&wanted.accept, &proposals, l, screen)?;
        let filled = jiangxing_ledger::fill(&assessment.text, &accepted, &files.digests, l.code());
        let filled = filled.map_err(|why| unusable(&why.0, screen))?;
        screen.exactly(&filled);
        return Ok(files.heaviest.max(counted(&import, l, screen)));
    }
    let told = Told {
        rules: &rules,
        import: &import,
        measured: &measured,
        answers: answers.as_ref(),
        year_is_guessed: wanted.year.is_none(),
    };
    match request.format {
        Format::Json => screen.exactly(&written::to_json(&rules, &import, &measured)),
        Format::Text => show::ledger(&told, l).iter().for_each(|line| screen.line(line)),
    }
    let found = if left_out(&import) > 0 { Outcome::Found } else { Outcome::Done };
    Ok(files.heaviest.max(found))
}

/// How many cells, rows and sheets were left out.
fn left_out(import: &Import) -> usize {
    import.doubts.iter().filter(|each| each.kind.weight() == DoubtWeight::LeftOut).count()
}

/// Says in one line how much was left out, where the doubts themselves are not listed.
fn counted(import: &Import, l: Language, screen: &mut Screen) -> Outcome {
    let number = left_out(import);
    if number == 0 {
        return Outcome::Done;
    }
    screen.complain(&match l {
        Language::Chinese => format!("台账有 {number} 处未采用；不写 --accept 时逐个列出"),
        Language::English => {
            format!("places of the ledger left out: {number}; without --accept each is listed")
        }
    });
    Outcome::Found
}

fn unusable(sentence: &str, screen: &mut Screen) -> Outcome {
    screen.complain(sentence);
    Outcome::Found
}

fn rules(
    wanted: &Ledger,
    rubric: &CheckedRubric,
    l: Language,
    screen: &mut Screen,
) -> Result<LedgerRules, Outcome> {
    let beside = || Path::new(&wanted.rubric).with_file_name("ledger.toml").into_os_string();
    let path = wanted.rules.clone().unwrap_or_else(beside);
    let source = readable(&path, l, screen)?;
    let rules = jiangxing_ledger::read_rules(&source.text)
        .map_err(|why| unusable(&format!("{}: {}", source.name, why.0), screen))?;
    let id = jiangxing::form(rubric, &BTreeMap::new()).rubric.id;
    if rules.rubric != id {
        let other = &rules.rubric;
        return Err(unusable(
            &match l {
                Language::Chinese => format!("“{}”是为标准“{other}”写的，不是“{id}”", source.name),
                Language::English => {
                    format!("`{}` is for the rubric `{other}`, not `{id}`", source.name)
                }
            },
            screen,
        ));
    }
    Ok(rules)
}

/// An assessment that the rubric can be held to; otherwise it has been said what is wrong.
fn assessment(
    path: &OsString,
    rubric: &CheckedRubric,
    l: Language,
    screen: &mut Screen,
) -> Result<Source, Outcome> {
    let source = readable(path, l, screen)?;
    match jiangxing::report(rubric, &source.text) {
        Ok(_) => Ok(source),
        Err(findings) => {
            screen.complain_in(&show::findings(&findings, &Names::none(), &source.name, l));
            Err(Outcome::Unreadable)
        }
    }
}

/// What a person settled before, or nothing.
fn settled<T: Default>(
    path: Option<&OsString>,
    read: impl Fn(&str) -> Result<T, String>,
    l: Language,
    screen: &mut Screen,
) -> Result<T, Outcome> {
    let Some(path) = path else { return Ok(T::default()) };
    let source = readable(path, l, screen)?;
    read(&source.text).map_err(|why| unusable(&format!("{}: {why}", source.name), screen))
}

fn files(wanted: &Ledger, l: Language, screen: &mut Screen) -> Files {
    let mut files = Files { tables: Vec::new(), digests: Vec::new(), heaviest: Outcome::Done };
    for path in &wanted.files {
        let name = source::called(path, l);
        let short = Path::new(path)
            .file_name()
            .map_or(name.clone(), |each: &OsStr| each.to_string_lossy().into_owned());
        match bytes(path) {
            Err(error) => {
                screen.complain(&source::unreadable(&name, &error, l));
                files.heaviest = files.heaviest.max(Outcome::Unreadable);
            }
            Ok(bytes) => match jiangxing_ledger::read(&bytes) {
                Ok(tables) => {
                    let digest = Sha256::digest(&bytes);
                    let digest: String = digest.iter().map(|byte| format!("{byte:02x}")).collect();
                    files.digests.push((short.clone(), format!("sha256:{digest}")));
                    files.tables.push((short, tables));
                }
                Err(refusal) => {
                    let why = jiangxing_text::ledger::refusal(&refusal, l);
                    screen.complain(&format!("{name}: {why}"));
                    files.heaviest = files.heaviest.max(Outcome::Found);
                }
            },
        }
    }
    files
}

/// A file's bytes, one more than is read, so that what is too large is seen to be.
fn bytes(path: &OsString) -> std::io::Result<Vec<u8>> {
    let most = jiangxing_ledger::Limits::default().bytes.saturating_add(1);
    let mut bytes = Vec::new();
    if path == "-" {
        std::io::stdin().lock().take(most).read_to_end(&mut bytes)?;
    } else {
        std::fs::File::open(path)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// The bare answers of an assessment, as they are written.
fn answers(text: &str) -> BTreeMap<String, String> {
    let Ok(json) = nojson::RawJson::parse(text) else { return BTreeMap::new() };
    let responses = json.value().to_member("responses").ok().and_then(|found| found.optional());
    let Some(all) = responses.and_then(|responses| responses.to_object().ok()) else {
        return BTreeMap::new();
    };
    let answer = |(key, response): (nojson::RawJsonValue<'_, '_>, nojson::RawJsonValue<'_, '_>)| {
        let value = response.to_member("value").ok()?.optional()?;
        let key = key.to_unquoted_string_str().ok()?.into_owned();
        Some((key, value.as_raw_str().trim_matches('"').to_owned()))
    };
    all.filter_map(answer).collect()
}

fn seats(rules: &LedgerRules, answers: Option<&BTreeMap<String, String>>) -> Option<usize> {
    answers?.get(rules.seats.as_ref()?)?.parse().ok()
}

/// The proposals that are accepted; what names none is complained of.
fn accepted(
    wanted: &[String],
    proposals: &[Proposal],
    l: Language,
    screen: &mut Screen,
) -> Result<Vec<Proposal>, Outcome> {
    if wanted.iter().any(|each| each == "all") {
        return Ok(proposals.to_vec());
    }
    let mut accepted = Vec::new();
    for ask in wanted {
        match proposals.iter().find(|proposal| proposal.ask == *ask) {
            Some(proposal) => accepted.push(proposal.clone()),
            None => {
                let known: Vec<&str> = proposals.iter().map(|each| each.ask.as_str()).collect();
                screen.complain(&match l {
                    Language::Chinese => {
                        format!("台账没有为“{ask}”得出数；有：{}", known.join("、"))
                    }
                    Language::English => {
                        format!("nothing is proposed for `{ask}`; there are {}", known.join(", "))
                    }
                });
                return Err(Outcome::Misused);
            }
        }
    }
    Ok(accepted)
}

//! `batch`: which ratings do the subjects in a table earn?

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiangxing::CheckedRubric;
use jiangxing::columns::{Columns, Detail};
use jiangxing::report::form::SectionKind;
use jiangxing_text::Language;

use super::{Outcome, usable};
use crate::arguments::{Batch, Form, Request};
use crate::batch::data::{Data, Notation};
use crate::batch::filling::{Chooses, Fault, Job, Tally};
use crate::batch::journal::Journal;
use crate::batch::kinds::Kinds;
use crate::batch::lines::Lines;
use crate::batch::mapping::{Known, Mapping, Role, Said};
use crate::batch::odd::Common;
use crate::batch::output::{Output, Paths};
use crate::batch::progress::Watch;
use crate::batch::{self, Stop, say};
use crate::screen::Screen;
use crate::source;

/// Rates every row of a table.
pub(crate) fn batch(wanted: &Batch, request: &Request, screen: &mut Screen) -> Outcome {
    let language = request.language;
    let rubric = match usable(&wanted.rubric, language, screen) {
        Ok(rubric) => rubric,
        Err(outcome) => return outcome,
    };
    match rated(wanted, &rubric, language, screen) {
        Ok(outcome) => outcome,
        Err(stop) => {
            screen.complain(&stop.sentence);
            stop.outcome
        }
    }
}

fn rated(
    wanted: &Batch,
    rubric: &CheckedRubric,
    l: Language,
    screen: &mut Screen,
) -> Result<Outcome, Stop> {
    let form = form_of(wanted.from, &wanted.data).unwrap_or(Form::Csv);
    let to = wanted.to.or_else(|| form_of(None, wanted.output.as_ref()?)).unwrap_or(Form::Csv);
    let known = Known::of(rubric);
    let (text, said) = mapping_file(wanted, &known, l)?;
    let mut data = Data::open(&wanted.data, form, wanted.encoding, l)?;
    let is_open = data.notation == Notation::Ndjson;
    let mapping = Mapping::new(&data.titles, &known, said, is_open, l)?;
    tell_columns(wanted, &mapping, is_open, screen, l);
    tell_floats(&data, &mapping, screen, l);
    if !mapping.answers() {
        let name = &data.name;
        return Err(Stop::misused(say!(
            l,
            "“{name}”没有一列对应这份标准的填报项：表头可写填报项的 id 或名称，也可用 --columns 对应",
            "no column of `{name}` answers anything that this rubric asks: titles are ids or names of asks, or --columns says which is which"
        )));
    }
    let job = job(wanted, rubric, &data, &mapping, &known, to, l)?;
    let paths = wanted.output.as_ref().map(|output| {
        let numbers = (to == Form::Parquet).then(|| job.lines.numbers());
        paths(wanted, output, numbers)
    });
    if to == Form::Parquet {
        can_write_parquet(wanted, l)?;
    }
    let asked = asked(wanted, rubric, &job, (to, &text), &data.titles);
    let mut output = match begun(wanted, paths.as_ref(), &asked, &mut data, &job, l)? {
        Begun::Whole(tally, told) => {
            summary(tally, told.as_deref(), screen, l);
            return Ok(outcome(tally));
        }
        Begun::Open(output) => output,
    };
    let threads = wanted.threads.or_else(|| std::thread::available_parallelism().ok());
    let mut watch = Watch::new(data.size, data.mark().at, l);
    batch::run(&job, &mut data, threads.unwrap_or(NonZeroUsize::MIN), &mut |done| {
        watch.see(done.tally.rows, done.end.at);
        output.take(done)
    })?;
    watch.end();
    let tally = output.tally;
    let first = std::mem::take(&mut output.first);
    let unknown = std::mem::take(&mut output.unknown);
    let more = output.told.saturating_sub(first.len() as u64);
    let told = output.finish(data.mark())?;
    if told.is_none() {
        tell_faults(&first, more, screen, l);
    }
    tell_keys(&unknown, screen, l);
    summary(tally, told.as_deref(), screen, l);
    Ok(outcome(tally))
}

fn outcome(tally: Tally) -> Outcome {
    if tally.faulty > 0 { Outcome::Found } else { Outcome::Done }
}

/// The form that a name tells by its ending.
fn form_of(said: Option<Form>, path: &std::ffi::OsString) -> Option<Form> {
    let ending = Path::new(path).extension().map(|ending| ending.to_ascii_lowercase());
    said.or_else(|| match ending?.to_str()? {
        "csv" | "tsv" | "txt" => Some(Form::Csv),
        "ndjson" | "jsonl" => Some(Form::Ndjson),
        "parquet" => Some(Form::Parquet),
        _ => None,
    })
}

#[cfg_attr(not(feature = "parquet"), expect(unused_variables, reason = "refused as it is"))]
fn can_write_parquet(wanted: &Batch, l: Language) -> Result<(), Stop> {
    #[cfg(not(feature = "parquet"))]
    return Err(batch::without_parquet(l));
    #[cfg(feature = "parquet")]
    if wanted.output.is_none() {
        return Err(Stop::misused(say!(
            l,
            "Parquet 写不到标准输出：请加 -o 文件",
            "Parquet cannot go to standard output: add -o FILE"
        )));
    }
    #[cfg(feature = "parquet")]
    Ok(())
}

fn paths(wanted: &Batch, output: &std::ffi::OsString, numbers: Option<Vec<bool>>) -> Paths {
    let output = PathBuf::from(output);
    let beside = || batch::journal::with_ending(&output, ".errors.csv");
    let errors = wanted.errors.as_ref().map_or_else(beside, PathBuf::from);
    Paths { output, errors, numbers }
}

/// What the mapping file says, and its text.
fn mapping_file(wanted: &Batch, known: &Known, l: Language) -> Result<(String, Said), Stop> {
    let Some(path) = &wanted.columns else { return Ok(Default::default()) };
    let source = source::read(path, l).map_err(Stop::unreadable)?;
    let said = Said::read(&source.text, &source.name, known, l)?;
    Ok((source.text, said))
}

fn job<'a>(
    wanted: &'a Batch,
    rubric: &'a CheckedRubric,
    data: &Data,
    mapping: &'a Mapping,
    known: &Known,
    to: Form,
    l: Language,
) -> Result<Job<'a>, Stop> {
    let chosen = chosen(wanted, known, l)?;
    let kept = mapping.kept(wanted.keeps);
    let columns = mapping.columns.iter().enumerate();
    let categories = columns.filter_map(|(place, column)| {
        let Role::Category(id) = &column.role else { return None };
        known.categories.iter().find(|one| one.id == *id).map(|one| (place, Chooses::new(one)))
    });
    let titles = kept.iter().filter_map(|place| mapping.columns.get(*place));
    let titles: Vec<String> = titles.map(|column| column.title.clone()).collect();
    let (dimensions, points) = parts(rubric);
    let lines = Lines {
        form: to,
        counted: titles.is_empty().then(|| counted(data.notation)),
        kept: titles,
        dimensions: if wanted.wants_dimensions { dimensions } else { Vec::new() },
        points: if wanted.wants_points { points } else { Vec::new() },
        has_ends: wanted.is_draft,
    };
    let detail = match (wanted.wants_dimensions, wanted.wants_points) {
        (_, true) => Detail::Points,
        (true, false) => Detail::Dimensions,
        (false, false) => Detail::Ratings,
    };
    Ok(Job {
        rubric,
        kinds: Kinds::new(rubric, detail),
        common: Common {
            identity: rubric.identity(),
            mapping,
            reason: wanted.reason.as_deref(),
            is_draft: wanted.is_draft,
        },
        notation: data.notation,
        name: data.name.clone(),
        categories: categories.collect(),
        all_categories: known.categories.clone(),
        chosen,
        kept,
        lines,
        worded: mapping.columns.iter().map(|column| !column.words.is_empty()).collect(),
        names: OnceLock::new(),
        language: l,
    })
}

/// What rows are counted in.
fn counted(notation: Notation) -> &'static str {
    match notation {
        Notation::Csv { counts_rows: true, .. } => "row",
        Notation::Csv { counts_rows: false, .. } | Notation::Ndjson => "line",
    }
}

/// The categories of every row, as asked for.
fn chosen(wanted: &Batch, known: &Known, l: Language) -> Result<BTreeMap<String, String>, Stop> {
    for (id, option) in &wanted.chosen {
        let category = known.categories.iter().find(|category| category.id == *id);
        let has = |one: &&jiangxing::report::form::Category| {
            one.options.iter().any(|known| known.id == *option)
        };
        if category.filter(has).is_none() {
            return Err(Stop::misused(say!(
                l,
                "标准里没有类别“{id}”或选项“{option}”：见 jiangxing form",
                "the rubric has no category `{id}` with an option `{option}`: see jiangxing form"
            )));
        }
    }
    Ok(wanted.chosen.clone())
}

/// The ids of dimensions and of criteria, over all kinds of subject, in the rubric's order.
fn parts(rubric: &CheckedRubric) -> (Vec<String>, Vec<String>) {
    let (mut dimensions, mut criteria) = (Vec::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for profile in rubric.profiles() {
        let form = jiangxing::form(rubric, profile);
        for section in form.sections {
            if matches!(section.kind, SectionKind::Facts | SectionKind::Gates) {
                continue;
            }
            let ids = section.questions.into_iter().map(|question| question.id);
            criteria.extend(ids.filter(|id| seen.insert(id.clone())));
        }
        let columns = Columns::new(jiangxing::compile(rubric, profile), Detail::Ratings);
        for id in columns.dimensions() {
            if seen.insert(id.to_owned()) {
                dimensions.push(id.to_owned());
            }
        }
    }
    (dimensions, criteria)
}

/// Everything that shapes the results, so that a run goes on only with the same.
fn asked(
    wanted: &Batch,
    rubric: &CheckedRubric,
    job: &Job<'_>,
    (to, mapping): (Form, &str),
    titles: &[String],
) -> String {
    let Batch { is_draft, wants_dimensions, wants_points, keeps, wants_mark, reason, .. } = wanted;
    let digest = &rubric.identity().digest;
    let (version, to) = (env!("CARGO_PKG_VERSION"), to.word());
    let (notation, chosen, encoding) = (job.notation, &job.chosen, wanted.encoding);
    let language = job.language;
    format!(
        "{version} {digest} {to} {notation:?} {encoding:?} {language:?} {chosen:?} {reason:?} \
         {is_draft} {wants_dimensions} {wants_points} {keeps} {wants_mark} {titles:?} {mapping:?}"
    )
}

/// An output to write to.
enum Begun {
    Open(Box<Output>),
    /// Another run has done everything but the last touches.
    Whole(Tally, Option<PathBuf>),
}

/// An output from the beginning, or where another run left it.
fn begun(
    wanted: &Batch,
    paths: Option<&Paths>,
    asked: &str,
    data: &mut Data,
    job: &Job<'_>,
    l: Language,
) -> Result<Begun, Stop> {
    let counted = counted(data.notation);
    let mut head = if wanted.wants_mark { Vec::from("\u{feff}") } else { Vec::new() };
    job.lines.head(&mut head);
    let Some(paths) = paths else {
        let mut output = Output::screen(wanted.errors.as_ref().map(Path::new), counted, l)?;
        output.begin(&head, data.mark())?;
        return Ok(Begun::Open(Box::new(output)));
    };
    let progress = Journal::read(&paths.journal());
    let (part, journal) = (paths.part(), paths.journal());
    let (part, journal) = (part.display(), journal.display());
    match progress {
        Some(_) if !wanted.resumes => Err(Stop::misused(say!(
            l,
            "上次没有评完，结果在“{part}”：加 --resume 接着评；要从头再来，先删去“{journal}”",
            "an earlier run did not end, its results are in `{part}`: --resume goes on with it; to begin anew, delete `{journal}` first"
        ))),
        Some(progress) if progress.request != asked => Err(Stop::misused(say!(
            l,
            "接不上：标准、选项、列的对应或表头与上次不同。用与上次相同的命令，或删去“{journal}”从头再来",
            "this does not go on with the earlier run: the rubric, the options, the mapping or the titles differ. Use the same command, or delete `{journal}` to begin anew"
        ))),
        Some(progress) if !paths.part().exists() && paths.output.exists() => {
            let tally = progress.tally();
            Ok(Begun::Whole(tally, Output::tidy(paths, counted, l)?))
        }
        Some(progress) if data.skip_to(progress.mark())? => {
            Ok(Begun::Open(Box::new(Output::resume(paths, progress, counted, l)?)))
        }
        Some(_) => {
            let name = &data.name;
            Err(Stop::misused(say!(
                l,
                "接不上：“{name}”已评的部分与上次不同。换回原来的数据，或删去“{journal}”从头再来",
                "this does not go on with the earlier run: what it read of `{name}` is no longer the same. Bring the data back, or delete `{journal}` to begin anew"
            )))
        }
        None => {
            let mut output = Output::files(paths, asked.to_owned(), counted, l)?;
            output.begin(&head, data.mark())?;
            Ok(Begun::Open(Box::new(output)))
        }
    }
}

// ── words ──

/// Says once which columns answer nothing, and what no column answers.
fn tell_columns(
    wanted: &Batch,
    mapping: &Mapping,
    is_open: bool,
    screen: &mut Screen,
    l: Language,
) {
    let unknown = mapping.unknown();
    if !unknown.is_empty() {
        let titles = listed(&unknown, l);
        screen.complain(&if wanted.keeps {
            say!(l, "不对应填报项、照原样写出的列：{titles}", "columns that answer nothing, kept as they are: {titles}")
        } else {
            say!(
                l,
                "不对应填报项、未用到的列：{titles}（--keep 照原样写出，--columns 可指明对应）",
                "columns that answer nothing and are left out: {titles} (--keep keeps them, --columns says what they are)"
            )
        });
    }
    if !mapping.missing.is_empty() && !is_open {
        let ids: Vec<&str> = mapping.missing.iter().map(String::as_str).collect();
        let ids = listed(&ids, l);
        screen.complain(&say!(
            l,
            "没有对应列、每行都算未填的填报项：{ids}",
            "asked and answered by no column, so unanswered in every row: {ids}"
        ));
    }
}

/// Says once which columns are of floats.
fn tell_floats(data: &Data, mapping: &Mapping, screen: &mut Screen, l: Language) {
    let is_used = |title: &&String| {
        let column = mapping.columns.iter().find(|column| column.title == **title);
        column.is_some_and(|column| !matches!(column.role, Role::Unknown | Role::Aside))
    };
    let titles: Vec<&str> = data.floats.iter().filter(is_used).map(String::as_str).collect();
    if !titles.is_empty() {
        let titles = listed(&titles, l);
        screen.complain(&say!(
            l,
            "浮点数列，只采用其中的整数（小数请存为 DECIMAL 或文本，浮点数不是确切的填报）：{titles}",
            "columns of floats, of which only whole numbers are taken (store decimals as DECIMAL or text: a float is no exact answer): {titles}"
        ));
    }
}

/// Faults that stand in no file, and how many more there are.
fn tell_faults(first: &[Fault], more: u64, screen: &mut Screen, l: Language) {
    for fault in first {
        let (line, severity) = (fault.line, fault.severity(l));
        let Fault { column, code, what, .. } = fault;
        screen.complain(&say!(
            l,
            "第 {line} 行 {column} {severity}[{code}]：{what}",
            "line {line} {column} {severity}[{code}]: {what}"
        ));
    }
    if more > 0 {
        screen.complain(&say!(
            l,
            "另有 {more} 处没有列出，加 --errors 文件 可全部写入",
            "{more} more are not listed; --errors FILE has them all"
        ));
    }
}

fn tell_keys(unknown: &[String], screen: &mut Screen, l: Language) {
    if unknown.is_empty() {
        return;
    }
    let keys: Vec<&str> = unknown.iter().map(String::as_str).collect();
    let keys = listed(&keys, l);
    screen.complain(&say!(
        l,
        "不对应填报项、未用到的键：{keys}",
        "keys that answer nothing and are left out: {keys}"
    ));
}

/// So many names, and how many more there are.
const MOST_NAMES: usize = 40;

fn listed(names: &[&str], l: Language) -> String {
    let some: Vec<&str> = names.iter().take(MOST_NAMES).copied().collect();
    let more = names.len().saturating_sub(some.len());
    let (chinese, english) = (some.join("、"), some.join(", "));
    match (more, l) {
        (0, Language::Chinese) => chinese,
        (0, Language::English) => english,
        (more, Language::Chinese) => format!("{chinese}等，另有 {more} 个"),
        (more, Language::English) => format!("{english} and {more} more"),
    }
}

fn summary(tally: Tally, told: Option<&Path>, screen: &mut Screen, l: Language) {
    let Tally { rows, withheld, open, faulty } = tally;
    let settled = rows.saturating_sub(withheld).saturating_sub(open).saturating_sub(faulty);
    let mut line = say!(l, "{rows} 行：已评 {settled}", "{rows} rows: {settled} rated");
    for (count, chinese, english) in [
        (withheld, "不予评定", "withheld"),
        (open, "未填完", "open"),
        (faulty, "有错未评", "with errors and not rated"),
    ] {
        if count > 0 {
            line.push_str(&match l {
                Language::Chinese => format!("，{chinese} {count}"),
                Language::English => format!(", {count} {english}"),
            });
        }
    }
    if let Some(path) = told {
        let path = path.display();
        line.push_str(&say!(l, "；逐条见“{path}”", "; each is told in `{path}`"));
    }
    screen.complain(&line);
}

//! The language of rubric files as Markdown: Chinese names, English sentences from the types, and
//! links to the cases that use each piece or go wrong in it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use jiangxing::schema::language::{Construct, Key, Language as RubricLanguage, Takes};
use jiangxing::schema::misfit::{
    Misfit, misfits, misfits_of_construct, misfits_of_function, misfits_of_word,
};
use jiangxing::schema::uses::{Use, faulted, uses};
use jiangxing_text::{Language, function, key};

use crate::source::Source;

/// The most links that stand beside one piece.
const MOST_LINKS: usize = 3;

const HEAD: &str = "\
# 评定标准语言参考 · Reference of the rubric language

本文由程序的类型生成，不手工修改：`jiangxing schema reference`。写法与约定见 [README.md](README.md)，
从零写起见 [TUTORIAL.md](TUTORIAL.md)。

Generated from the types that read a rubric, and not edited by hand: `jiangxing schema reference`. How
rubrics are written is told in [README.md](README.md); [TUTORIAL.md](TUTORIAL.md) writes one from
nothing.
";

/// The reference, without cases.
pub(crate) fn reference(language: &RubricLanguage) -> String {
    let places = Places::of(language);
    let mut out = String::from(HEAD);
    out.push_str("\n## 结构 · Constructs\n");
    for name in &places.order {
        if let Some(construct) = language.construct(name) {
            out.push_str(&section(name, construct, &places, language));
        }
    }
    out.push_str("\n## 算式的函数 · Functions of expressions\n\n");
    out.push_str("| 函数 function | 参数个数 arguments | 给出什么 gives |\n|---|---|---|\n");
    for known in &language.functions {
        let name = &known.name;
        let (arguments, chinese) = function(name, Language::Chinese).unwrap_or_default();
        let (_, english) = function(name, Language::English).unwrap_or_default();
        let (arguments, count) = (cell(arguments), &known.arguments);
        line(&mut out, &format!("| `{name}({arguments})` | {count} | {chinese} · {english} |"));
    }
    out
}

/// Where each construct stands in a file.
struct Places {
    /// The constructs, each after the one in which it stands first.
    order: Vec<String>,
    /// The paths of keys that lead to each.
    paths: BTreeMap<String, BTreeSet<String>>,
}

impl Places {
    fn of(language: &RubricLanguage) -> Self {
        let mut places = Self { order: Vec::new(), paths: BTreeMap::new() };
        places.walk(&language.root, "", language);
        places
    }

    fn walk(&mut self, name: &str, path: &str, language: &RubricLanguage) {
        let is_variant = language.base(name) != name;
        let known = self.paths.entry(name.to_owned()).or_default();
        if !known.insert(path.to_owned()) || is_variant {
            return;
        }
        if !self.order.iter().any(|each| each == name) {
            self.order.push(name.to_owned());
        }
        let keys = language.construct(name).map(|construct| construct.keys.as_slice());
        for key in keys.unwrap_or_default() {
            for inner in key.takes.constructs() {
                let path = [path, &key.key].join(".");
                self.walk(inner, path.trim_start_matches('.'), language);
            }
        }
    }
}

fn section(
    name: &str,
    construct: &Construct,
    places: &Places,
    language: &RubricLanguage,
) -> String {
    let mut out = String::new();
    let paths = places.paths.get(name);
    let mut paths: Vec<&str> = paths.into_iter().flatten().map(String::as_str).collect();
    paths.sort_by_key(|path| (path.matches('.').count(), path.len()));
    let last = paths.first().and_then(|path| path.rsplit('.').next()).unwrap_or_default();
    let chinese =
        if last.is_empty() { "评定标准".to_owned() } else { key(last, Language::Chinese) };
    let paths: Vec<String> =
        paths.iter().filter(|path| !path.is_empty()).map(|path| format!("`{path}`")).collect();
    line(&mut out, &format!("\n### {name} · {chinese}\n"));
    out.push_str(&construct.about);
    if !paths.is_empty() {
        out.push_str(&format!(" 位置 in: {}.", paths.join(", ")));
    }
    out.push_str(
        "\n\n| 键 key | 名称 | 必填 needed | 内容 takes | 含义 meaning |\n|---|---|:-:|---|---|\n",
    );
    for each in &construct.keys {
        let Key { key: written, about, is_needed, takes } = each;
        let chinese = key(written, Language::Chinese);
        let (needed, takes) = (if *is_needed { "●" } else { "" }, taken(takes, language));
        line(
            &mut out,
            &format!("| `{written}` | {chinese} | {needed} | {takes} | {} |", cell(about)),
        );
    }
    for each in &construct.keys {
        words(&mut out, &each.key, &each.takes);
    }
    out
}

/// The words under a key, each with what it says.
fn words(out: &mut String, key: &str, takes: &Takes) {
    match takes {
        Takes::Word(all) if all.iter().any(|word| !word.about.is_empty()) => {
            line(out, &format!("\n`{key}`:\n"));
            for word in all {
                line(out, &format!("- `\"{}\"` {}", word.word, word.about));
            }
        }
        Takes::List(inner) | Takes::ByName(inner) => words(out, key, inner),
        Takes::OneOf(all) => all.iter().for_each(|each| words(out, key, each)),
        Takes::Word(_)
        | Takes::Label
        | Takes::Text
        | Takes::Number
        | Takes::Truth
        | Takes::Id
        | Takes::Construct(_)
        | Takes::Other => (),
    }
}

/// What stands under a key, in a few words.
fn taken(takes: &Takes, language: &RubricLanguage) -> String {
    match takes {
        Takes::Label => "文字 words by language".to_owned(),
        Takes::Text => "文本 text".to_owned(),
        Takes::Number => "数 number".to_owned(),
        Takes::Truth => "`true` \\| `false`".to_owned(),
        Takes::Id => "标识 id".to_owned(),
        Takes::Word(all) => {
            let all: Vec<String> = all.iter().map(|word| format!("`\"{}\"`", word.word)).collect();
            all.join(" \\| ")
        }
        Takes::Construct(name) => link(language.base(name)),
        Takes::List(inner) => format!("若干 list of {}", taken(inner, language)),
        Takes::ByName(inner) => format!("按名称 by name: {}", taken(inner, language)),
        Takes::OneOf(all) => {
            let all: Vec<String> = all.iter().map(|each| taken(each, language)).collect();
            all.join(" \\| ")
        }
        Takes::Other => "见含义 see the meaning".to_owned(),
    }
}

/// A link to the section of a construct.
fn link(name: &str) -> String {
    format!("[{name}](#{})", name.to_lowercase())
}

/// A rubric of a folder of cases.
pub(crate) struct Case {
    path: String,
    /// What it shows in use, when it is in order.
    shows: BTreeSet<Use>,
    /// What is wrong in it, by code.
    faults: Vec<(&'static str, BTreeSet<Use>)>,
}

impl Case {
    /// The case in a file; none when it holds no rubric: other cases lie beside them.
    pub(crate) fn of(source: &Source, language: &RubricLanguage) -> Option<Self> {
        let path = source.name.clone();
        let is_bad = path.contains("rubrics/bad/");
        let is_rubric = jiangxing::open(&source.text).rubric.is_some();
        if !is_bad && !is_rubric {
            return None;
        }
        let shows = if is_bad { BTreeSet::new() } else { uses(&source.text, language) };
        let faults = if is_bad { faulted(&source.text, language) } else { Vec::new() };
        Some(Self { path, shows, faults })
    }

    /// Whether the file is named by `code`: that it is what the case is about.
    fn is_named(&self, code: &str) -> bool {
        self.name().starts_with(&code.to_lowercase())
    }

    fn name(&self) -> &str {
        let mut parts = self.path.rsplit('/');
        let last = parts.next().unwrap_or_default().trim_end_matches(".toml");
        if last == "rubric" { parts.next().unwrap_or_default() } else { last }
    }
}

/// The table of capabilities: for each piece of the language the cases that use it, and those that
/// go wrong in it.
pub(crate) fn cases(language: &RubricLanguage, cases: &[Case]) -> String {
    let mut out = String::from(
        "\n## 用例 · Cases\n\n正例用到它，反例在它上面出错；由程序逐个读出，不是抄写的。最小的正例在前。\n\n\
         A good case uses the piece, a bad one goes wrong in it: found by reading them all, not written down.\n\
         The smallest good case comes first.\n\n\
         最后一栏不需要文件：把最小的正例只在这一处改错（换类型、漏写、拼错、出界、指向没有的名称、参数不对）\
         就会报的代码，逐条试过。\n\n\
         The last column needs no files: the codes told when the smallest good case is spoilt in this\n\
         place alone (another type, left out, misspelt, out of bounds, a name that leads nowhere, wrong\n\
         arguments), each of them tried.\n\n\
         | 能力 capability | 正例 good | 反例 bad | 改错即报 spoilt |\n|---|---|---|---|\n",
    );
    for Capability { spelt, uses, misfits } in capabilities(language) {
        let good = cases.iter().filter(|case| uses.iter().any(|used| case.shows.contains(used)));
        let good: Vec<String> = nearest_first(good.collect())
            .into_iter()
            .map(|case| format!("[{}]({})", case.name(), case.path))
            .collect();
        let bad = cases.iter().filter_map(|case| {
            let about = |(code, about): &&(&str, BTreeSet<Use>)| {
                case.is_named(code) && uses.iter().any(|used| about.contains(used))
            };
            let (code, _) = case.faults.iter().find(about)?;
            Some(format!("[{code}]({})", case.path))
        });
        let bad: Vec<String> = bad.collect();
        let some = |all: &[String]| {
            let shown: Vec<&str> = all.iter().take(MOST_LINKS).map(String::as_str).collect();
            if shown.is_empty() { "—".to_owned() } else { shown.join(", ") }
        };
        let mut codes: Vec<&str> = misfits.iter().map(|misfit| misfit.code).collect();
        codes.sort_unstable();
        codes.dedup();
        let codes = codes.join(" ");
        line(&mut out, &format!("| {spelt} | {} | {} | {codes} |", some(&good), some(&bad)));
    }
    out
}

/// The smallest cases first: what a case is about stands out where little else is in it.
fn nearest_first(mut cases: Vec<&Case>) -> Vec<&Case> {
    cases.sort_by_key(|case| (case.shows.len(), case.path.clone()));
    cases
}

/// A row of the table: how a piece is spelt, what counts as it, and what goes wrong with it.
struct Capability {
    spelt: String,
    uses: Vec<Use>,
    misfits: Vec<Misfit>,
}

/// Every piece of the language. Ids and words for people are pieces of their construct alone.
fn capabilities(language: &RubricLanguage) -> Vec<Capability> {
    let mut all = Vec::new();
    for name in &Places::of(language).order {
        let keys = language.construct(name).map(|construct| construct.keys.as_slice());
        let keys = keys.unwrap_or_default();
        let of_key = |key: &Key| Use::Key { construct: name.clone(), key: key.key.clone() };
        let linked = link(name);
        all.push(Capability {
            spelt: linked.clone(),
            uses: keys.iter().map(of_key).collect(),
            misfits: misfits_of_construct(),
        });
        for each in keys.iter().filter(|each| is_piece(each)) {
            let key = &each.key;
            all.push(Capability {
                spelt: format!("{linked} `{key}`"),
                uses: vec![of_key(each)],
                misfits: misfits(name, each),
            });
            all.extend(each.takes.words().into_iter().map(|word| {
                let spelt = format!("{linked} `{key} = \"{word}\"`");
                let (construct, key, misfits) = (name.clone(), key.clone(), misfits_of_word(word));
                let word = word.to_owned();
                Capability { spelt, uses: vec![Use::Word { construct, key, word }], misfits }
            }));
        }
    }
    all.extend(language.functions.iter().map(|known| Capability {
        spelt: format!("`{}(…)`", known.name),
        uses: vec![Use::Function(known.name.clone())],
        misfits: misfits_of_function(known),
    }));
    all
}

/// Whether a key is more than a name or words for people.
fn is_piece(key: &Key) -> bool {
    fn is_words(takes: &Takes) -> bool {
        match takes {
            Takes::Label | Takes::Id => true,
            Takes::List(inner) => is_words(inner),
            Takes::ByName(_)
            | Takes::Text
            | Takes::Number
            | Takes::Truth
            | Takes::Word(_)
            | Takes::Construct(_)
            | Takes::OneOf(_)
            | Takes::Other => false,
        }
    }
    let is_reference = matches!(key.takes, Takes::Id) && key.key != "id";
    // Where a rule comes from is a construct of its own, the same wherever it stands.
    is_reference || !is_words(&key.takes) && key.key != "clauses"
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

fn line(out: &mut String, text: &str) {
    // Writing to a text cannot fail.
    let _ = writeln!(out, "{text}");
}

//! The command line as typed → a request.

mod batch;
mod package;

use std::collections::BTreeMap;
use std::ffi::OsString;

use jiangxing_text::Language;
use lexopt::prelude::{Long, Short, Value};

pub(crate) use self::batch::{Batch, Encoding, Form};
pub(crate) use self::package::{OfPackage, Packing};

/// What is asked for.
#[derive(Debug)]
pub(crate) struct Request {
    /// What to do.
    pub(crate) command: Command,
    /// For whom.
    pub(crate) language: Language,
    /// For people or for machines.
    pub(crate) format: Format,
    /// Whether to colour.
    pub(crate) color: Color,
}

/// What to do.
#[derive(Debug)]
pub(crate) enum Command {
    /// Is the rubric in order?
    Check { rubric: OsString },
    /// Which rating do the assessments earn?
    Rate { rubric: OsString, assessments: Vec<OsString> },
    /// Which ratings do the subjects in a table earn?
    Batch(Box<Batch>),
    /// What do several sheets come to together?
    Panel { rubric: OsString, sheets: Vec<OsString>, consensus: Option<OsString> },
    /// What are two copies of one assessment in one?
    Merge { one: OsString, other: OsString },
    /// Packages: made, verified, opened, signed.
    Package(Box<OfPackage>),
    /// Is the rubric's text in canonical form, and if not, put it there?
    Format { rubrics: Vec<OsString>, only_check: bool },
    /// What has changed between two editions, and what does it do?
    Diff {
        before: OsString,
        after: OsString,
        assessments: Vec<OsString>,
        examples: Option<OsString>,
    },
    /// How is the rubric understood?
    Plan { rubric: OsString, chosen: BTreeMap<String, String> },
    /// Why?
    Explain { rubric: OsString, assessment: OsString, focus: Option<String> },
    /// What is asked?
    Form { rubric: OsString, chosen: BTreeMap<String, String> },
    /// The JSON Schema of a file format.
    Schema { of: SchemaOf },
    /// The reference of the rubric language.
    Reference { cases: Vec<OsString> },
    /// How is this used?
    Help { topic: Option<Topic> },
    /// Which version is this?
    Version,
}

/// A command by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Check,
    Rate,
    Batch,
    Explain,
    Form,
    Panel,
    Merge,
    Pack,
    Verify,
    Unpack,
    Sign,
    Key,
    Fmt,
    Diff,
    Schema,
}

impl Topic {
    /// Every command, in the order in which one meets them.
    pub(crate) const ALL: [Self; 15] = [
        Self::Check,
        Self::Rate,
        Self::Batch,
        Self::Explain,
        Self::Form,
        Self::Panel,
        Self::Merge,
        Self::Pack,
        Self::Verify,
        Self::Unpack,
        Self::Sign,
        Self::Key,
        Self::Fmt,
        Self::Diff,
        Self::Schema,
    ];

    /// As typed.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Check => "check",
            Self::Rate => "rate",
            Self::Batch => "batch",
            Self::Explain => "explain",
            Self::Form => "form",
            Self::Panel => "panel",
            Self::Merge => "merge",
            Self::Pack => "pack",
            Self::Verify => "verify",
            Self::Unpack => "unpack",
            Self::Sign => "sign",
            Self::Key => "key",
            Self::Fmt => "fmt",
            Self::Diff => "diff",
            Self::Schema => "schema",
        }
    }
}

/// A file format with a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SchemaOf {
    Rubric,
    Assessment,
    Report,
}

/// For people or for machines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Json,
}

/// Whether to colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// What the process finds around it.
pub(crate) struct Surroundings {
    /// The language of the person at the terminal, as far as it says.
    pub(crate) language: Language,
    /// Whether `NO_COLOR` and `TERM` admit colour.
    pub(crate) wants_colour: bool,
}

impl Surroundings {
    /// Those of this process. Chinese, unless the first of `LC_ALL`, `LC_MESSAGES` and `LANG` that
    /// says anything names English.
    pub(crate) fn of_process() -> Self {
        let said = |name: &str| std::env::var(name).ok().filter(|text| !text.is_empty());
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].into_iter().find_map(said);
        Self {
            language: locale.and_then(|locale| Language::from_code(&locale)).unwrap_or_default(),
            wants_colour: said("NO_COLOR").is_none()
                && said("TERM").is_none_or(|term| term != "dumb"),
        }
    }
}

/// Why the command line is no request.
#[derive(Debug)]
pub(crate) struct Misuse {
    /// What is the case.
    pub(crate) sentence: String,
    /// In whose language.
    pub(crate) language: Language,
}

/// The request that `arguments` make.
pub(crate) fn read(
    arguments: impl IntoIterator<Item = OsString>,
    surroundings: &Surroundings,
) -> Result<Request, Misuse> {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let language = language_named(&arguments).unwrap_or(surroundings.language);
    let mut typed = Typed::default();
    typed
        .take(lexopt::Parser::from_args(arguments), language)
        .and_then(|()| typed.into_request(language))
        .map_err(|sentence| Misuse { sentence, language })
}

/// The language that `--lang` names, wherever it stands: what is said about the rest of the line
/// is said in it too.
fn language_named(arguments: &[OsString]) -> Option<Language> {
    let texts: Vec<&str> = arguments.iter().filter_map(|each| each.to_str()).collect();
    let after = texts.windows(2).find_map(|pair| match pair {
        [name, code] if *name == "--lang" => Some(*code),
        _ => None,
    });
    let joined = texts.iter().find_map(|text| text.strip_prefix("--lang="));
    after.or(joined).and_then(Language::from_code)
}

/// What stands on the line, before it is known whether it makes sense.
#[derive(Default)]
struct Typed {
    words: Vec<OsString>,
    format: Option<Format>,
    color: Option<Color>,
    focus: Option<String>,
    chosen: BTreeMap<String, String>,
    kind: BTreeMap<String, String>,
    examples: Option<OsString>,
    consensus: Option<OsString>,
    cases: Vec<OsString>,
    only_check: bool,
    batch: Batch,
    packing: Packing,
    wants_plan: bool,
    wants_help: bool,
    wants_version: bool,
}

impl Typed {
    fn take(&mut self, mut parser: lexopt::Parser, l: Language) -> Result<(), String> {
        let odd = |error: lexopt::Error| misread(&error, l);
        while let Some(argument) = parser.next().map_err(odd)? {
            match argument {
                Short('h') | Long("help") => self.wants_help = true,
                Short('V') | Long("version") => self.wants_version = true,
                Long("lang") => {
                    let code = text(parser.value().map_err(odd)?, l)?;
                    among("--lang", &code, &[("zh", ()), ("en", ())], l)?;
                }
                Long("format") => {
                    let word = text(parser.value().map_err(odd)?, l)?;
                    let formats = [("text", Format::Text), ("json", Format::Json)];
                    self.format = Some(among("--format", &word, &formats, l)?);
                }
                Long("color" | "colour") => {
                    let word = text(parser.value().map_err(odd)?, l)?;
                    let colors =
                        [("auto", Color::Auto), ("always", Color::Always), ("never", Color::Never)];
                    self.color = Some(among("--color", &word, &colors, l)?);
                }
                Long("focus") => self.focus = Some(text(parser.value().map_err(odd)?, l)?),
                Long("category") => {
                    let (category, option) =
                        pair("--category", &text(parser.value().map_err(odd)?, l)?, l)?;
                    self.chosen.insert(category, option);
                }
                Long("for") => {
                    let (category, option) =
                        pair("--for", &text(parser.value().map_err(odd)?, l)?, l)?;
                    self.kind.insert(category, option);
                }
                Long("plan") => self.wants_plan = true,
                Long("check") => self.only_check = true,
                Long("examples") => self.examples = Some(parser.value().map_err(odd)?),
                Long("consensus") => self.consensus = Some(parser.value().map_err(odd)?),
                Long("cases") => self.cases.push(parser.value().map_err(odd)?),
                Short('o') => self.batch.take("output", &mut parser, l)?,
                Long(name) if Batch::has(name) => {
                    let name = name.to_owned();
                    self.batch.take(&name, &mut parser, l)?;
                }
                Long(name) if Packing::has(name) => {
                    let name = name.to_owned();
                    self.packing.take(&name, &mut parser, l)?;
                }
                Value(word) => self.words.push(word),
                Short(_) | Long(_) => return Err(misread(&argument.unexpected(), l)),
            }
        }
        Ok(())
    }

    fn into_request(self, language: Language) -> Result<Request, String> {
        let l = language;
        let (format, color) = (self.format, self.color);
        let command = self.command(l)?;
        Ok(Request {
            command,
            language,
            format: format.unwrap_or(Format::Text),
            color: color.unwrap_or(Color::Auto),
        })
    }

    fn command(mut self, l: Language) -> Result<Command, String> {
        if self.wants_version {
            return Ok(Command::Version);
        }
        let mut words = std::mem::take(&mut self.words).into_iter();
        let topic = match words.next() {
            None => return Ok(Command::Help { topic: None }),
            Some(word) if word == "help" => return help(words.next(), l),
            Some(word) => topic(&word, l)?,
        };
        if self.wants_help {
            return Ok(Command::Help { topic: Some(topic) });
        }
        if Packing::topics(topic) {
            self.packing.output = self.batch.output.take();
        }
        self.options_belong(topic, l)?;
        let command = match topic {
            Topic::Check => Command::Check {
                rubric: needed(words.next(), ("标准文件", "RUBRIC"), topic, l)?,
            },
            Topic::Rate => rate(&mut words, l)?,
            Topic::Batch => self.batch(&mut words, l)?,
            Topic::Explain if self.wants_plan => Command::Plan {
                rubric: needed(words.next(), ("标准文件", "RUBRIC"), topic, l)?,
                chosen: self.kind,
            },
            Topic::Panel => self.panel(&mut words, l)?,
            Topic::Merge => {
                let one = needed(words.next(), ("评定文件", "ASSESSMENT"), topic, l)?;
                let other =
                    needed(words.next(), ("另一份评定文件", "another ASSESSMENT"), topic, l)?;
                one_standard_input([&one, &other].into_iter(), l)?;
                Command::Merge { one, other }
            }
            Topic::Pack | Topic::Verify | Topic::Unpack | Topic::Sign | Topic::Key => {
                Command::Package(Box::new(self.packing.command(topic, &mut words, l)?))
            }
            Topic::Fmt => self.fmt(&mut words, l)?,
            Topic::Diff => self.diff(&mut words, l)?,
            Topic::Explain => {
                let rubric = needed(words.next(), ("标准文件", "RUBRIC"), topic, l)?;
                let assessment = needed(words.next(), ("评定文件", "ASSESSMENT"), topic, l)?;
                one_standard_input([&rubric, &assessment].into_iter(), l)?;
                Command::Explain { rubric, assessment, focus: self.focus }
            }
            Topic::Form => Command::Form {
                rubric: needed(words.next(), ("标准文件", "RUBRIC"), topic, l)?,
                chosen: self.chosen,
            },
            Topic::Schema => self.schema(&mut words, l)?,
        };
        match words.next() {
            None => Ok(command),
            Some(extra) => Err(superfluous(&extra, topic, l)),
        }
    }
}

/// The words of a line that are left.
type Rest = std::vec::IntoIter<OsString>;

impl Typed {
    fn batch(self, words: &mut Rest, l: Language) -> Result<Command, String> {
        let rubric = needed(words.next(), ("标准文件", "RUBRIC"), Topic::Batch, l)?;
        let data = needed(words.next(), ("数据文件", "DATA"), Topic::Batch, l)?;
        one_standard_input([&rubric, &data].into_iter(), l)?;
        if self.batch.resumes && self.batch.output.is_none() {
            return Err(goes_with("--resume", "batch --output", l));
        }
        Ok(Command::Batch(Box::new(Batch { rubric, data, chosen: self.chosen, ..self.batch })))
    }

    fn fmt(self, words: &mut Rest, l: Language) -> Result<Command, String> {
        let first = needed(words.next(), ("标准文件", "RUBRIC"), Topic::Fmt, l)?;
        let rubrics: Vec<OsString> = [first].into_iter().chain(words).collect();
        one_standard_input(rubrics.iter(), l)?;
        Ok(Command::Format { rubrics, only_check: self.only_check })
    }

    fn panel(self, words: &mut Rest, l: Language) -> Result<Command, String> {
        let rubric = needed(words.next(), ("标准文件", "RUBRIC"), Topic::Panel, l)?;
        let first = needed(words.next(), ("评定文件", "ASSESSMENT"), Topic::Panel, l)?;
        let sheets: Vec<OsString> = [first].into_iter().chain(words).collect();
        let consensus = self.consensus;
        one_standard_input(sheets.iter().chain([&rubric]).chain(&consensus), l)?;
        Ok(Command::Panel { rubric, sheets, consensus })
    }

    fn diff(self, words: &mut Rest, l: Language) -> Result<Command, String> {
        let before = needed(words.next(), ("旧版标准文件", "the earlier RUBRIC"), Topic::Diff, l)?;
        let after = needed(words.next(), ("新版标准文件", "the later RUBRIC"), Topic::Diff, l)?;
        let assessments: Vec<OsString> = words.collect();
        one_standard_input([&before, &after].into_iter().chain(&assessments), l)?;
        Ok(Command::Diff { before, after, assessments, examples: self.examples })
    }

    fn schema(self, words: &mut Rest, l: Language) -> Result<Command, String> {
        let kinds =
            (" rubric、assessment、report 或 reference", "rubric, assessment, report or reference");
        let of = schema_of(&needed(words.next(), kinds, Topic::Schema, l)?, l)?;
        match (of, self.cases) {
            (None, cases) => Ok(Command::Reference { cases }),
            (Some(_), cases) if !cases.is_empty() => {
                Err(goes_with("--cases", "schema reference", l))
            }
            (Some(of), _) => Ok(Command::Schema { of }),
        }
    }

    fn options_belong(&self, topic: Topic, l: Language) -> Result<(), String> {
        let plan = "explain --plan";
        if let Some(option) = self.batch.any().filter(|_| topic != Topic::Batch) {
            return Err(goes_with(option, "batch", l));
        }
        self.packing.belongs(topic, l)?;
        for (is_given, option, goes) in [
            (self.focus.is_some(), "--focus", topic == Topic::Explain && !self.wants_plan),
            (!self.chosen.is_empty(), "--category", topic == Topic::Form || topic == Topic::Batch),
            (!self.kind.is_empty(), "--for", topic == Topic::Explain && self.wants_plan),
            (self.wants_plan, "--plan", topic == Topic::Explain),
            (self.only_check, "--check", topic == Topic::Fmt),
            (self.examples.is_some(), "--examples", topic == Topic::Diff),
            (self.consensus.is_some(), "--consensus", topic == Topic::Panel),
            (!self.cases.is_empty(), "--cases", topic == Topic::Schema),
        ] {
            let with = match option {
                "--category" => "form, batch",
                "--for" => plan,
                "--check" => "fmt",
                "--examples" => "diff",
                "--consensus" => "panel",
                "--cases" => "schema reference",
                _ => "explain",
            };
            if is_given && !goes {
                return Err(goes_with(option, with, l));
            }
        }
        Ok(())
    }
}

fn rate(words: &mut Rest, l: Language) -> Result<Command, String> {
    let rubric = needed(words.next(), ("标准文件", "RUBRIC"), Topic::Rate, l)?;
    let first = needed(words.next(), ("评定文件", "ASSESSMENT"), Topic::Rate, l)?;
    let assessments: Vec<OsString> = [first].into_iter().chain(words).collect();
    one_standard_input(assessments.iter().chain([&rubric]), l)?;
    Ok(Command::Rate { rubric, assessments })
}

fn help(of: Option<OsString>, l: Language) -> Result<Command, String> {
    let topic = of.map(|word| topic(&word, l)).transpose()?;
    Ok(Command::Help { topic })
}

fn topic(word: &OsString, l: Language) -> Result<Topic, String> {
    Topic::ALL.into_iter().find(|topic| word == topic.word()).ok_or_else(|| {
        let word = word.to_string_lossy();
        let known = Topic::ALL.map(Topic::word);
        match l {
            Language::Chinese => {
                format!("没有“{word}”这个命令，可用：{}", known.join("、"))
            }
            Language::English => {
                format!("there is no command `{word}`: there are {}", known.join(", "))
            }
        }
    })
}

/// The file format whose schema is wanted; none when it is the reference of the language.
fn schema_of(word: &OsString, l: Language) -> Result<Option<SchemaOf>, String> {
    let kinds = [
        ("rubric", Some(SchemaOf::Rubric)),
        ("assessment", Some(SchemaOf::Assessment)),
        ("report", Some(SchemaOf::Report)),
        ("reference", None),
    ];
    among("schema", &word.to_string_lossy(), &kinds, l)
}

fn among<T: Copy>(name: &str, word: &str, known: &[(&str, T)], l: Language) -> Result<T, String> {
    known.iter().find(|(each, _)| *each == word).map(|(_, meant)| *meant).ok_or_else(|| {
        let words: Vec<&str> = known.iter().map(|(each, _)| *each).collect();
        match l {
            Language::Chinese => {
                let words = words.join("、");
                format!("{name} 后面的“{word}”不在可用之列，可用：{words}")
            }
            Language::English => {
                let words = words.join(" or ");
                format!("`{word}` does not go with {name}, which takes {words}")
            }
        }
    })
}

fn pair(option: &str, text: &str, l: Language) -> Result<(String, String), String> {
    text.split_once('=')
        .map(|(category, option)| (category.to_owned(), option.to_owned()))
        .ok_or_else(|| match l {
            Language::Chinese => {
                format!("{option} 后面应为“类别=选项”，写的是“{text}”")
            }
            Language::English => {
                format!("{option} takes CATEGORY=OPTION, and here stands `{text}`")
            }
        })
}

fn text(word: OsString, l: Language) -> Result<String, String> {
    word.into_string().map_err(|word| {
        let word = word.to_string_lossy();
        match l {
            Language::Chinese => format!("“{word}”不是 UTF-8 文字"),
            Language::English => format!("`{word}` is not UTF-8 text"),
        }
    })
}

fn needed(
    word: Option<OsString>,
    (chinese, english): (&str, &str),
    of: Topic,
    l: Language,
) -> Result<OsString, String> {
    word.ok_or_else(|| {
        let of = of.word();
        match l {
            Language::Chinese => format!("{of} 后面还缺{chinese}"),
            Language::English => format!("{of} needs {english} after it"),
        }
    })
}

fn superfluous(word: &OsString, of: Topic, l: Language) -> String {
    let (word, of) = (word.to_string_lossy(), of.word());
    match l {
        Language::Chinese => format!("{of} 后面多出了“{word}”"),
        Language::English => format!("{of} has no use for `{word}`"),
    }
}

fn goes_with(option: &str, to: &str, l: Language) -> String {
    match l {
        Language::Chinese => format!("{option} 只用于 {to}"),
        Language::English => format!("{option} goes with {to} alone"),
    }
}

fn one_standard_input<'a>(
    paths: impl Iterator<Item = &'a OsString>,
    l: Language,
) -> Result<(), String> {
    if paths.filter(|path| *path == "-").count() > 1 {
        return Err(match l {
            Language::Chinese => "标准输入“-”只能用一次".into(),
            Language::English => "standard input, `-`, can be read once only".into(),
        });
    }
    Ok(())
}

fn misread(error: &lexopt::Error, l: Language) -> String {
    match (error, l) {
        (lexopt::Error::UnexpectedOption(option), Language::Chinese) => {
            format!("没有“{option}”这个选项")
        }
        (lexopt::Error::UnexpectedOption(option), Language::English) => {
            format!("there is no option `{option}`")
        }
        (lexopt::Error::MissingValue { option: Some(option) }, Language::Chinese) => {
            format!("“{option}”后面要有内容")
        }
        (lexopt::Error::MissingValue { option: Some(option) }, Language::English) => {
            format!("`{option}` needs something after it")
        }
        (lexopt::Error::UnexpectedValue { option, .. }, Language::Chinese) => {
            format!("“{option}”后面不带内容")
        }
        (lexopt::Error::UnexpectedValue { option, .. }, Language::English) => {
            format!("`{option}` takes nothing after it")
        }
        (other, _) => other.to_string(),
    }
}

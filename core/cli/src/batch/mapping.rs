//! Which column of a table answers what.

use std::collections::{BTreeMap, BTreeSet};

use jiangxing::CheckedRubric;
use jiangxing::report::form::{AnswerKind, Ask, Category, Form};
use jiangxing_text::Language;
use toml_edit::{Document, Item, Table};

use crate::batch::kinds::spelt;
use crate::batch::{Stop, say};

/// The columns of a table.
#[derive(Debug)]
pub(crate) struct Mapping {
    pub(crate) columns: Vec<Column>,
    /// Things that are asked and that no column answers: their ids.
    pub(crate) missing: Vec<String>,
}

/// One column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) title: String,
    pub(crate) role: Role,
    /// Words that mean others here.
    pub(crate) words: BTreeMap<String, String>,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Role {
    /// The answers to an ask.
    Answer(String),
    /// One part of the answers to an ask: of a checklist, a series, a distribution, a period.
    Part(String, String),
    /// The notes on an ask.
    Note(String),
    /// Why a criterion, gate or fact has no answers at all.
    Whole(String),
    /// The options of a category.
    Category(String),
    /// Who is assessed: goes through to the results.
    Kept,
    /// Set aside by the mapping file.
    Aside,
    /// Nobody knows.
    Unknown,
}

/// Titles under which a subject is known, in lower case; the rubric's own names go before them.
const SUBJECT: [&str; 17] = [
    "subject",
    "id",
    "name",
    "code",
    "region",
    "cycle",
    "site",
    "评定对象",
    "建设点",
    "名称",
    "单位",
    "单位名称",
    "编号",
    "代码",
    "统一社会信用代码",
    "地区",
    "周期",
];

/// What the titles of a table may be, by the rubric.
pub(crate) struct Known {
    ids: BTreeMap<String, Role>,
    /// Names, and what each means; nothing when it means several things.
    names: BTreeMap<String, Option<Role>>,
    /// The asks that want an answer.
    needed: BTreeSet<String>,
    /// The categories.
    pub(crate) categories: Vec<Category>,
}

impl Known {
    /// Everything that is asked of any kind of subject.
    pub(crate) fn of(rubric: &CheckedRubric) -> Self {
        let mut known = Self {
            ids: BTreeMap::new(),
            names: BTreeMap::new(),
            needed: BTreeSet::new(),
            categories: Vec::new(),
        };
        for profile in rubric.profiles() {
            let form = jiangxing::form(rubric, profile);
            known.learn(&form);
            known.categories = form.categories;
        }
        known
    }

    fn learn(&mut self, form: &Form) {
        for category in &form.categories {
            let role = Role::Category(category.id.clone());
            self.ids.insert(category.id.clone(), role.clone());
            spelt(&category.name).for_each(|name| self.name(name, &role));
        }
        for question in form.sections.iter().flat_map(|section| &section.questions) {
            let whole = Role::Whole(question.id.clone());
            question.asks.iter().for_each(|ask| self.learn_ask(ask));
            self.ids.entry(question.id.clone()).or_insert_with(|| whole.clone());
            if !question.asks.iter().any(|ask| ask.name == question.name) {
                spelt(&question.name).for_each(|name| self.name(name, &whole));
            }
        }
    }

    fn learn_ask(&mut self, ask: &Ask) {
        let answer = Role::Answer(ask.id.clone());
        self.ids.insert(ask.id.clone(), answer.clone());
        self.ids.insert(format!("{}/note", ask.id), Role::Note(ask.id.clone()));
        for part in parts_of(&ask.answer) {
            let title = format!("{}/{part}", ask.id);
            self.ids.insert(title, Role::Part(ask.id.clone(), part));
        }
        spelt(&ask.name).for_each(|name| self.name(name, &answer));
        if !ask.optional {
            self.needed.insert(ask.id.clone());
        }
    }

    fn name(&mut self, name: String, role: &Role) {
        let meant = self.names.entry(name).or_insert_with(|| Some(role.clone()));
        if meant.as_ref() != Some(role) {
            *meant = None;
        }
    }

    /// What a title means: as an id, as a name, as a word for the subject.
    pub(crate) fn role(&self, title: &str) -> Role {
        let by_name = || self.names.get(title).cloned().flatten();
        let is_subject = || SUBJECT.contains(&title.to_lowercase().as_str());
        let subject = || if is_subject() { Role::Kept } else { Role::Unknown };
        self.ids.get(title).cloned().or_else(by_name).unwrap_or_else(subject)
    }

    /// The role that a mapping file names.
    fn named(&self, word: &str) -> Option<Role> {
        match word {
            "subject" | "keep" => Some(Role::Kept),
            "ignore" => Some(Role::Aside),
            _ => Some(self.role(word)).filter(|role| !matches!(role, Role::Unknown | Role::Kept)),
        }
    }
}

/// The ids of the parts in which an answer is given.
pub(crate) fn parts_of(answer: &AnswerKind) -> Vec<String> {
    match answer {
        AnswerKind::Checklist { parts: all }
        | AnswerKind::Distribution { options: all }
        | AnswerKind::Series { periods: all, .. } => all.iter().map(|one| one.id.clone()).collect(),
        AnswerKind::Period { .. } => ["from", "to"].map(str::to_owned).into(),
        AnswerKind::Level { .. }
        | AnswerKind::YesNo {}
        | AnswerKind::Choice { .. }
        | AnswerKind::Number { .. }
        | AnswerKind::Date { .. } => Vec::new(),
    }
}

/// What a mapping file says.
#[derive(Default)]
pub(crate) struct Said {
    columns: BTreeMap<String, (Option<Role>, BTreeMap<String, String>)>,
    words: BTreeMap<String, String>,
    name: String,
}

impl Said {
    /// Reads a mapping file: `[columns]` with a role for a title, `[words]` with a word for a word.
    pub(crate) fn read(text: &str, name: &str, known: &Known, l: Language) -> Result<Self, Stop> {
        let document = Document::parse(text).map_err(|error| {
            let (line, detail) = (line_of(text, error.span()), error.message().to_owned());
            Stop::misused(say!(
                l,
                "“{name}”第 {line} 行不合 TOML 的写法：{detail}",
                "`{name}` is not TOML in line {line}: {detail}"
            ))
        })?;
        let wrong = |item: &Item, key: &str, what: &str| {
            let line = line_of(text, item.span());
            Stop::misused(say!(
                l,
                "“{name}”第 {line} 行的“{key}”：{what}",
                "`{name}`, line {line}, `{key}`: {what}"
            ))
        };
        let mut said = Self { name: name.to_owned(), ..Self::default() };
        for (key, item) in document.as_table() {
            match (key, item.as_table()) {
                ("columns", Some(columns)) => said.columns(columns, known, &wrong, l)?,
                ("words", Some(words)) => said.words = words_in(words, &wrong, l)?,
                _ => {
                    let what = match l {
                        Language::Chinese => "只认 [columns] 和 [words] 两节",
                        Language::English => "there are [columns] and [words], and nothing else",
                    };
                    return Err(wrong(item, key, what));
                }
            }
        }
        Ok(said)
    }

    fn columns(
        &mut self,
        columns: &Table,
        known: &Known,
        wrong: &dyn Fn(&Item, &str, &str) -> Stop,
        l: Language,
    ) -> Result<(), Stop> {
        for (title, item) in columns {
            let said = column_in(title, item, known, wrong, l)?;
            self.columns.insert(title.trim().to_owned(), said);
        }
        Ok(())
    }
}

/// What a mapping file says of one column: a role, or `{ is = role, words = { … } }`.
fn column_in(
    title: &str,
    item: &Item,
    known: &Known,
    wrong: &dyn Fn(&Item, &str, &str) -> Stop,
    l: Language,
) -> Result<(Option<Role>, BTreeMap<String, String>), Stop> {
    let role = |word: &str| {
        known.named(word).map(Some).ok_or_else(|| wrong(item, title, &no_role(word, l)))
    };
    if let Some(word) = item.as_str() {
        return Ok((role(word)?, BTreeMap::new()));
    }
    let Some(table) = item.as_inline_table().map(|table| table.clone().into_table()) else {
        return Err(wrong(item, title, &no_role(item.to_string().trim(), l)));
    };
    if let Some((key, odd)) = table.iter().find(|(key, _)| !["is", "words"].contains(key)) {
        return Err(wrong(odd, key, &no_role(key, l)));
    }
    let is = table.get("is").and_then(Item::as_str).map(role).transpose()?.flatten();
    let words = table.get("words").and_then(Item::as_inline_table);
    let words = words.map(|words| words.clone().into_table()).unwrap_or_default();
    Ok((is, words_in(&words, wrong, l)?))
}

fn words_in(
    table: &Table,
    wrong: &dyn Fn(&Item, &str, &str) -> Stop,
    l: Language,
) -> Result<BTreeMap<String, String>, Stop> {
    let mut words = BTreeMap::new();
    for (word, item) in table {
        let Some(meaning) = item.as_str() else {
            let what = match l {
                Language::Chinese => "应为一段文字",
                Language::English => "a text is expected",
            };
            return Err(wrong(item, word, what));
        };
        words.insert(word.trim().to_owned(), meaning.to_owned());
    }
    Ok(words)
}

fn no_role(word: &str, l: Language) -> String {
    say!(
        l,
        "“{word}”不是填报项、评定项、类别的 id 或名称，也不是 subject 或 ignore；可填的 id 见 jiangxing form",
        "`{word}` is no id or name of an ask, an item or a category, nor `subject` or `ignore`; `jiangxing form` lists the ids"
    )
}

fn line_of(text: &str, span: Option<std::ops::Range<usize>>) -> usize {
    let start = span.map_or(0, |span| span.start);
    jiangxing::span::Span { start, end: start }.place_in(text).line
}

impl Mapping {
    /// The columns under `titles`.
    pub(crate) fn new(
        titles: &[String],
        known: &Known,
        said: Said,
        is_open: bool,
        l: Language,
    ) -> Result<Self, Stop> {
        // The keys of a whole assessment are no columns; its subject is known by its name.
        let is_whole = is_open && titles.iter().any(|title| title == "responses");
        let mut columns: Vec<Column> = titles
            .iter()
            .map(|title| {
                let (role, words) = said.columns.get(title).cloned().unwrap_or_default();
                let role = match role {
                    Some(role) => role,
                    None if is_whole && title == "subject" => Role::Kept,
                    None if is_whole => Role::Aside,
                    None => known.role(title),
                };
                Column { title: title.clone(), role, words }
            })
            .collect();
        if is_open {
            columns.extend(not_yet(&columns, known, &said));
        } else if let Some(title) = said.columns.keys().find(|title| !titles.contains(title)) {
            let name = &said.name;
            return Err(Stop::misused(say!(
                l,
                "“{name}”里的列“{title}”，数据里没有",
                "`{name}` speaks of a column `{title}`, which the data does not have"
            )));
        }
        for column in &mut columns {
            for (word, meaning) in &said.words {
                column.words.entry(word.clone()).or_insert_with(|| meaning.clone());
            }
        }
        once_each(&columns, l)?;
        let answered: BTreeSet<&String> = columns.iter().filter_map(|one| one.role.ask()).collect();
        let missing = known.needed.iter().filter(|id| !answered.contains(id)).cloned().collect();
        Ok(Self { columns, missing })
    }

    /// The titles of the columns that nobody knows.
    pub(crate) fn unknown(&self) -> Vec<&str> {
        let unknown = self.columns.iter().filter(|one| one.role == Role::Unknown);
        unknown.map(|one| one.title.as_str()).filter(|title| !title.is_empty()).collect()
    }

    /// The places of the columns that go through to the results.
    pub(crate) fn kept(&self, keeps_all: bool) -> Vec<usize> {
        let columns = self.columns.iter().enumerate();
        let is_kept = |column: &Column| match column.role {
            Role::Kept => true,
            Role::Unknown => keeps_all && !column.title.is_empty(),
            Role::Answer(_)
            | Role::Part(..)
            | Role::Note(_)
            | Role::Whole(_)
            | Role::Category(_)
            | Role::Aside => false,
        };
        columns.filter(|(_, column)| is_kept(column)).map(|(place, _)| place).collect()
    }

    /// The title of the column that answers `id`, or `id` itself.
    pub(crate) fn title_of<'a>(&'a self, id: &'a str) -> &'a str {
        let answers = |column: &&Column| match &column.role {
            Role::Answer(ask) | Role::Note(ask) | Role::Whole(ask) | Role::Category(ask) => {
                ask == id
            }
            Role::Part(ask, part) => {
                id.split_once('/').is_some_and(|(one, other)| one == ask && other == part)
            }
            Role::Kept | Role::Aside | Role::Unknown => false,
        };
        self.columns.iter().find(answers).map_or(id, |column| column.title.as_str())
    }

    /// Whether anything is answered at all.
    pub(crate) fn answers(&self) -> bool {
        self.columns.iter().any(|column| column.role.ask().is_some())
    }
}

impl Role {
    /// The ask that it answers, in whole or in part.
    fn ask(&self) -> Option<&String> {
        match self {
            Self::Answer(ask) | Self::Part(ask, _) => Some(ask),
            Self::Note(_)
            | Self::Whole(_)
            | Self::Category(_)
            | Self::Kept
            | Self::Aside
            | Self::Unknown => None,
        }
    }
}

/// Columns under which a later object may answer, when the first did not.
fn not_yet(columns: &[Column], known: &Known, said: &Said) -> Vec<Column> {
    let taken: BTreeSet<&Role> = columns.iter().map(|column| &column.role).collect();
    let renamed = said.columns.iter().filter_map(|(title, (role, words))| {
        let role = role.clone().unwrap_or_else(|| known.role(title));
        let column = Column { title: title.clone(), role, words: words.clone() };
        (!columns.iter().any(|one| one.title == *title)).then_some(column)
    });
    let renamed: Vec<Column> = renamed.collect();
    let again: BTreeSet<&Role> = renamed.iter().map(|column| &column.role).collect();
    let ids = known.ids.iter().filter(|(_, role)| !taken.contains(role) && !again.contains(role));
    let column = |(title, role): (&String, &Role)| Column {
        title: title.clone(),
        role: role.clone(),
        words: BTreeMap::new(),
    };
    let more: Vec<Column> = ids.map(column).collect();
    renamed.into_iter().chain(more).collect()
}

/// No title twice, and nothing answered by two columns.
fn once_each(columns: &[Column], l: Language) -> Result<(), Stop> {
    let mut titles: BTreeSet<&str> = BTreeSet::new();
    let mut roles: BTreeMap<&Role, &str> = BTreeMap::new();
    for Column { title, role, .. } in columns {
        if !title.is_empty() && !titles.insert(title) {
            return Err(Stop::misused(say!(
                l,
                "表头“{title}”出现了两次：请改名或删去一列",
                "the title `{title}` stands there twice: rename one of the columns or take it out"
            )));
        }
        if matches!(role, Role::Kept | Role::Aside | Role::Unknown) {
            continue;
        }
        if let Some(other) = roles.insert(role, title) {
            return Err(Stop::misused(say!(
                l,
                "“{other}”和“{title}”两列对应同一项：请用 --columns 指明取哪一列",
                "the columns `{other}` and `{title}` mean the same: say with --columns which one counts"
            )));
        }
    }
    Ok(())
}

//! What is asked of each kind of subject, ready for cells.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jiangxing::columns::{Columns, Detail, Sheet, Takes};
use jiangxing::label::Label;
use jiangxing::number::Number;
use jiangxing::report::form::{AnswerKind, Choice, Form};
use jiangxing::{CheckedRubric, Plan};

use crate::batch::mapping::{Mapping, Role};
use crate::batch::words;

/// Every kind of subject that the rules tell apart; each is made ready when it is first met.
pub(crate) struct Kinds<'r> {
    rubric: &'r CheckedRubric,
    detail: Detail,
    plans: Vec<&'r Plan>,
    ready: Vec<OnceLock<Kind<'r>>>,
}

/// One kind of subject.
pub(crate) struct Kind<'r> {
    pub(crate) columns: Columns<'r>,
    /// What each column of the table is to it.
    pub(crate) targets: Vec<Target>,
    /// What each ask takes, for what columns have no form for.
    pub(crate) asks: BTreeMap<String, Asked>,
    /// Published totals beside a cut-off.
    pub(crate) near_totals: Vec<i64>,
    /// By dimension: published shares beside a minimum.
    pub(crate) near_shares: Vec<Vec<i64>>,
}

/// One thing that is asked.
pub(crate) struct Asked {
    /// The criterion, gate or fact that asks it.
    pub(crate) item: String,
    pub(crate) answer: AnswerKind,
    /// The id of the level or option that a word means.
    pub(crate) options: BTreeMap<String, String>,
}

/// What a cell of one column goes into.
pub(crate) enum Target {
    /// Nothing: it is beside the point for this kind of subject.
    Aside,
    /// A level, an option, yes or no: by a code for each word.
    Code { ask: usize, words: Codes },
    /// A number, with so many decimals at most.
    Decimal { ask: usize, places: u32 },
    /// What only the exact engine admits.
    Odd,
}

/// Words and their codes, those of one byte at hand.
pub(crate) struct Codes {
    short: Box<[u8; 256]>,
    long: BTreeMap<Vec<u8>, u8>,
}

/// A byte that is no word.
const NONE: u8 = u8::MAX;

impl Codes {
    fn new(words: impl Iterator<Item = (String, u8)>) -> Self {
        let mut codes = Self { short: Box::new([NONE; 256]), long: BTreeMap::new() };
        words.for_each(|(word, code)| codes.learn(word.as_bytes(), code));
        codes
    }

    fn learn(&mut self, word: &[u8], code: u8) {
        let short = match word {
            [byte] => self.short.get_mut(usize::from(*byte)),
            _ => None,
        };
        match short {
            Some(place) => *place = code,
            None => {
                self.long.insert(word.to_vec(), code);
            }
        }
    }

    /// The code of what stands in a cell.
    pub(crate) fn of(&self, cell: &[u8]) -> Option<u8> {
        match cell {
            [byte] => self.short.get(usize::from(*byte)).copied().filter(|code| *code != NONE),
            bytes => self.long.get(bytes).copied(),
        }
    }
}

impl<'r> Kinds<'r> {
    /// The kinds of subject of a rubric, of which so much is told.
    pub(crate) fn new(rubric: &'r CheckedRubric, detail: Detail) -> Self {
        let plans: Vec<&Plan> =
            rubric.profiles().map(|profile| jiangxing::compile(rubric, profile)).collect();
        let ready = plans.iter().map(|_| OnceLock::new()).collect();
        Self { rubric, detail, plans, ready }
    }

    pub(crate) fn len(&self) -> usize {
        self.plans.len()
    }

    /// The place of the kind of subject that these categories describe.
    pub(crate) fn place(&self, chosen: &BTreeMap<String, String>) -> usize {
        self.place_of(jiangxing::compile(self.rubric, chosen))
    }

    pub(crate) fn place_of(&self, plan: &Plan) -> usize {
        self.plans.iter().position(|one| std::ptr::eq(*one, plan)).unwrap_or_default()
    }

    /// The kind at `place`.
    pub(crate) fn get(&self, place: usize, mapping: &Mapping) -> Option<&Kind<'r>> {
        let ready = self.ready.get(place)?;
        if let Some(kind) = ready.get() {
            return Some(kind);
        }
        let plan = self.plans.get(place)?;
        let form = jiangxing::form(self.rubric, self.rubric.profiles().nth(place)?);
        Some(ready.get_or_init(|| Kind::new(Columns::new(plan, self.detail), &form, mapping)))
    }
}

impl<'r> Kind<'r> {
    fn new(columns: Columns<'r>, form: &Form, mapping: &Mapping) -> Self {
        let fields = columns.fields();
        let worths: BTreeMap<&str, &[Option<Number>]> =
            fields.iter().map(|field| (field.id.as_str(), field.worths.as_slice())).collect();
        let questions = form.sections.iter().flat_map(|section| &section.questions);
        let asks =
            questions.flat_map(|question| question.asks.iter().map(move |ask| (question, ask)));
        let asks: BTreeMap<String, Asked> = asks
            .map(|(question, ask)| {
                let worths = worths.get(ask.id.as_str()).copied().unwrap_or_default();
                let options = match &ask.answer {
                    AnswerKind::Level { levels: options } | AnswerKind::Choice { options } => {
                        options_by_word(options, worths)
                    }
                    AnswerKind::YesNo {}
                    | AnswerKind::Checklist { .. }
                    | AnswerKind::Number { .. }
                    | AnswerKind::Date { .. }
                    | AnswerKind::Period { .. }
                    | AnswerKind::Distribution { .. }
                    | AnswerKind::Series { .. } => BTreeMap::new(),
                };
                let answer = ask.answer.clone();
                (ask.id.clone(), Asked { item: question.id.clone(), answer, options })
            })
            .collect();
        let sheet = columns.sheet();
        let target = |role: &Role| match role {
            Role::Answer(id) => match fields.iter().position(|field| field.id == *id) {
                Some(ask) => {
                    target(&sheet, ask, fields.get(ask).map(|field| &field.takes), asks.get(id))
                }
                None => Target::Odd,
            },
            Role::Part(..) | Role::Note(_) | Role::Whole(_) => Target::Odd,
            Role::Category(_) | Role::Kept | Role::Unknown | Role::Aside => Target::Aside,
        };
        let targets = mapping.columns.iter().map(|column| target(&column.role)).collect();
        Self {
            targets,
            asks,
            near_totals: columns.near_totals(),
            near_shares: columns.near_shares(),
            columns,
        }
    }
}

fn target(sheet: &Sheet<'_>, ask: usize, takes: Option<&Takes>, asked: Option<&Asked>) -> Target {
    match takes {
        Some(Takes::YesNo) => Target::Code { ask, words: Codes::new(words::yes_no_words()) },
        Some(Takes::OneOf(ids)) => {
            let code = |id: &String| {
                ids.iter().position(|other| other == id).and_then(|code| u8::try_from(code).ok())
            };
            let options = asked.into_iter().flat_map(|asked| &asked.options);
            let codes = options.filter_map(|(word, id)| Some((word.clone(), code(id)?)));
            Target::Code { ask, words: Codes::new(codes.filter(|(_, code)| *code != NONE)) }
        }
        Some(Takes::Decimal) => {
            sheet.places(ask).map_or(Target::Odd, |places| Target::Decimal { ask, places })
        }
        Some(Takes::Other) | None => Target::Odd,
    }
}

/// The id of the option that each word means: its id, its name in any language, its worth. An id
/// goes before a name; a name that two options have means neither. Worths are words only where no
/// id or name is a number that says otherwise.
pub(crate) fn options_by_word(
    options: &[Choice],
    worths: &[Option<Number>],
) -> BTreeMap<String, String> {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    let mut names: BTreeMap<String, Option<String>> = BTreeMap::new();
    for option in options {
        ids.insert(option.id.clone(), option.id.clone());
        for (word, id) in spelt(&option.name).map(|word| (word, &option.id)) {
            let meant = names.entry(word).or_insert_with(|| Some(id.clone()));
            if meant.as_ref() != Some(id) {
                *meant = None;
            }
        }
    }
    for (word, id) in names {
        if let Some(id) = id {
            ids.entry(word).or_insert(id);
        }
    }
    let by_worth: Vec<(String, &String)> = options
        .iter()
        .zip(worths)
        .filter_map(|(option, worth)| Some((worth.as_ref()?.to_string(), &option.id)))
        .collect();
    let agrees = |(word, id): &(String, &String)| {
        let is_alone = by_worth.iter().filter(|(other, _)| other == word).count() == 1;
        is_alone && ids.get(word).is_none_or(|meant| meant == *id)
    };
    let is_number = |word: &String| word.parse::<Number>().is_ok();
    let known: Vec<&String> = ids.keys().filter(|word| is_number(word)).collect();
    let worth_of = |word: &String| by_worth.iter().any(|(other, _)| other == word);
    if by_worth.iter().all(agrees) && known.iter().all(|word| worth_of(word)) {
        let more: Vec<(String, String)> =
            by_worth.iter().map(|(word, id)| (word.clone(), (*id).clone())).collect();
        ids.extend(more);
    }
    ids
}

/// The words of a label in every language.
pub(crate) fn spelt(label: &Label) -> impl Iterator<Item = String> + '_ {
    label.pairs().map(|(_, words)| words.trim().to_owned()).filter(|words| !words.is_empty())
}

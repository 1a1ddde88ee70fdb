//! The file beside a rubric: what a ledger has, in which words, and what is counted in it.

mod file;

use std::collections::BTreeMap;

use jiangxing::ledger::{
    Base, Choice, Condition, Counting, Field, FieldKind, GrowthRule, IndicatorRule, Keys,
    QuestionKind, QuestionRule, Rules, ShareRule, Test, WhenBlank, YearlyPeriod,
};
use jiangxing::number::Number;

use crate::clean::plain;
use file::{AskFile, ConditionFile, CountFile, FieldFile, IndicatorFile, RulesFile};

/// The version of the file's form.
pub const LEDGER_FORMAT: u32 = 1;

/// What a ledger has and what is counted in it, with the words by which it is found.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerRules {
    /// The id of the rubric it stands beside.
    pub rubric: String,
    /// The period that comes every year.
    pub period: YearlyPeriod,
    /// The ask that says how many seats there are.
    pub seats: Option<String>,
    /// What is counted.
    pub rules: Rules,
    /// For each field the words by which its column is found.
    pub headers: Vec<Vec<String>>,
    /// For each field the words for its choices.
    pub words: Vec<Words>,
    /// For each field the one that takes the first of two days in a cell.
    pub range_starts: Vec<Option<usize>>,
}

impl LedgerRules {
    /// The field of this id.
    pub fn field(&self, id: &str) -> Option<usize> {
        self.rules.fields.iter().position(|field| field.id == id)
    }
}

/// The words for the choices of a field; of a field of yes and no, 1 is yes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Words {
    by_word: BTreeMap<String, u16>,
}

impl Words {
    /// The choice of a word, which is in lower case.
    pub(crate) fn of(&self, word: &str) -> Option<u16> {
        self.by_word.get(&key(word)).copied()
    }

    /// The choice of the longest word that stands in a text.
    pub(crate) fn within(&self, text: &str) -> Option<(u16, &str)> {
        let text = key(text);
        let found = self
            .by_word
            .iter()
            .filter(|(word, _)| word.chars().count() >= 2 && text.contains(word.as_str()));
        found.max_by_key(|(word, _)| word.len()).map(|(word, choice)| (*choice, word.as_str()))
    }

    /// The word that shares most characters with a text.
    pub(crate) fn nearest(&self, text: &str) -> Option<String> {
        let shared = |word: &str| word.chars().filter(|each| text.contains(*each)).count();
        let best = self.by_word.keys().max_by_key(|word| shared(word))?;
        (shared(best) > 0).then(|| best.clone())
    }

    pub(crate) fn add(&mut self, word: &str, choice: u16) {
        self.by_word.insert(key(&plain(word).to_lowercase()), choice);
    }
}

/// A word without spaces and brackets, for finding.
pub(crate) fn key(text: &str) -> String {
    let is_kept = |each: &char| !matches!(each, ' ' | '(' | ')' | '[' | ']' | '*' | ':' | '、');
    text.chars().filter(is_kept).collect()
}

/// Why a file of rules cannot be used: a sentence for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotRules(pub String);

/// The rules that `text` holds, in TOML.
///
/// # Errors
///
/// A sentence that says where and what, when a name leads nowhere or the shape is wrong.
pub fn read_rules(text: &str) -> Result<LedgerRules, NotRules> {
    let file: RulesFile = toml::from_str(text).map_err(|error| NotRules(error.to_string()))?;
    if file.format != LEDGER_FORMAT {
        let found = file.format;
        return Err(NotRules(format!("`format` is {found}, and {LEDGER_FORMAT} is known")));
    }
    let period = YearlyPeriod::read(&file.period.from, &file.period.to)
        .ok_or_else(|| NotRules("`period` takes days as MM-DD".into()))?;
    let names = Names {
        fields: file.field.iter().map(|field| field.id.as_str()).collect(),
        indicators: file.indicator.iter().map(|each| each.id.as_str()).collect(),
    };
    let mut fields = Vec::new();
    let (mut words, mut headers, mut range_starts) = (Vec::new(), Vec::new(), Vec::new());
    for field in &file.field {
        let (kind, known) = kind_of(field, &file.field)?;
        fields.push(Field { id: field.id.clone(), name: field.name.clone(), kind });
        words.push(known);
        headers.push(field.headers.iter().map(|each| header_key(each)).collect());
        range_starts.push(names.maybe_field(field.range_start.as_deref())?);
    }
    let mut rules = Rules {
        keys: keys(&file, &names)?,
        fields,
        indicators: Vec::new(),
        shares: Vec::new(),
        growths: Vec::new(),
        questions: Vec::new(),
    };
    for (place, each) in file.indicator.iter().enumerate() {
        rules.indicators.push(indicator(each, place, &rules.fields, &names)?);
    }
    for each in &file.share {
        let (part, whole) = (names.indicator(&each.part)?, names.indicator(&each.whole)?);
        let (id, name, bounds) = (each.id.clone(), each.name.clone(), numbers(&each.bounds)?);
        rules.shares.push(ShareRule { id, name, part, whole, bounds });
    }
    for each in &file.growth {
        let (id, name, bounds) = (each.id.clone(), each.name.clone(), numbers(&each.bounds)?);
        rules.growths.push(GrowthRule { id, name, of: names.indicator(&each.of)?, bounds });
    }
    for each in &file.question {
        let kind = question(&each.ask, &names)?;
        rules.questions.push(QuestionRule { id: each.id.clone(), kind, say: each.say.clone() });
    }
    let (rubric, seats) = (file.rubric.clone(), file.seats.clone());
    Ok(LedgerRules { rubric, period, seats, rules, headers, words, range_starts })
}

/// A header as it is looked up: plain, in lower case, without spaces and signs.
pub(crate) fn header_key(text: &str) -> String {
    let plain = plain(text).to_lowercase();
    let is_kept = |each: &char| each.is_alphanumeric();
    plain.chars().filter(is_kept).collect()
}

/// Everything that has a name.
struct Names<'a> {
    fields: Vec<&'a str>,
    indicators: Vec<&'a str>,
}

impl Names<'_> {
    fn field(&self, id: &str) -> Result<usize, NotRules> {
        let found = self.fields.iter().position(|each| *each == id);
        found.ok_or_else(|| NotRules(format!("there is no field `{id}`")))
    }

    fn maybe_field(&self, id: Option<&str>) -> Result<Option<usize>, NotRules> {
        id.map(|id| self.field(id)).transpose()
    }

    fn several(&self, ids: &[String]) -> Result<Vec<usize>, NotRules> {
        ids.iter().map(|id| self.field(id)).collect()
    }

    fn indicator(&self, id: &str) -> Result<usize, NotRules> {
        let found = self.indicators.iter().position(|each| *each == id);
        found.ok_or_else(|| NotRules(format!("there is no indicator `{id}`")))
    }
}

fn keys(file: &RulesFile, names: &Names<'_>) -> Result<Keys, NotRules> {
    let keys = &file.keys;
    Ok(Keys {
        person: names.field(&keys.person)?,
        name: names.field(&keys.name)?,
        together: names.several(&keys.together)?,
        class: names.several(&keys.class)?,
        first_day: names.field(&keys.first_day)?,
        last_day: names.field(&keys.last_day)?,
        attributed: names.field(&keys.attributed)?,
        headcount: names.maybe_field(keys.headcount.as_deref())?,
    })
}

fn kind_of(field: &FieldFile, all: &[FieldFile]) -> Result<(FieldKind, Words), NotRules> {
    let mut words = Words::default();
    let kind = match field.kind.as_str() {
        "text" => FieldKind::Text,
        "name" => FieldKind::Name,
        "identity" => FieldKind::Identity,
        "number" => FieldKind::Number,
        "day" => FieldKind::Day,
        "yes-no" => {
            field.words_yes.iter().for_each(|word| words.add(word, 1));
            field.words_no.iter().for_each(|word| words.add(word, 0));
            FieldKind::YesNo
        }
        "choice" => {
            let other = field.choices_of.as_ref();
            let from = match other {
                Some(id) => all
                    .iter()
                    .find(|each| each.id == *id)
                    .ok_or_else(|| NotRules(format!("there is no field `{id}`")))?,
                None => field,
            };
            for (choice, place) in from.choices.iter().zip(0_u16..) {
                choice.words.iter().for_each(|word| words.add(word, place));
            }
            let choice =
                |each: &file::ChoiceFile| Choice { id: each.id.clone(), name: each.name.clone() };
            FieldKind::Choice(from.choices.iter().map(choice).collect())
        }
        other => {
            let id = &field.id;
            return Err(NotRules(format!(
                "the field `{id}` is of kind `{other}`; there are text, name, identity, number, \
                 day, yes-no and choice"
            )));
        }
    };
    Ok((kind, words))
}

fn indicator(
    file: &IndicatorFile,
    place: usize,
    fields: &[Field],
    names: &Names<'_>,
) -> Result<IndicatorRule, NotRules> {
    let id = &file.id;
    let base = match (&file.rows, &file.from) {
        (Some(rows), None) if rows == "roster" => Base::Roster,
        (Some(rows), None) if rows == "classes" => Base::Classes,
        (None, Some(from)) => {
            let from = names.indicator(from)?;
            if from >= place {
                return Err(NotRules(format!("`{id}` narrows an indicator that comes after it")));
            }
            Base::From(from)
        }
        _ => {
            return Err(NotRules(format!(
                "`{id}` takes `rows` (roster or classes) or `from` (an indicator)"
            )));
        }
    };
    let conditions: Result<Vec<Condition>, NotRules> =
        file.conditions.iter().map(|each| condition(each, fields, names)).collect();
    let counting = match &file.count {
        CountFile::Word(word) if word == "rows" => Counting::Rows,
        CountFile::Word(word) if word == "people" => Counting::People,
        CountFile::Word(word) => {
            return Err(NotRules(format!("`{id}` counts `{word}`; there are rows and people")));
        }
        CountFile::Distinct { distinct } => Counting::Distinct(names.several(distinct)?),
        CountFile::Sum { sum } => Counting::Sum(names.field(sum)?),
    };
    Ok(IndicatorRule {
        id: id.clone(),
        name: file.name.clone(),
        unit: file.unit.clone(),
        base,
        conditions: conditions?,
        counting,
        feeds: file.feeds.clone(),
        feeds_before: file.feeds_before.clone(),
    })
}

fn condition(
    file: &ConditionFile,
    fields: &[Field],
    names: &Names<'_>,
) -> Result<Condition, NotRules> {
    if let Some(ways) = &file.any {
        let ways: Result<Vec<Condition>, NotRules> =
            ways.iter().map(|way| condition(way, fields, names)).collect();
        return Ok(Condition::Any(ways?));
    }
    let id = file.field.as_deref().unwrap_or_default();
    let field = names.field(id)?;
    let choice = |word: &String| {
        let found = match fields.get(field).map(|field| &field.kind) {
            Some(FieldKind::Choice(choices)) => choices.iter().position(|each| each.id == *word),
            Some(_) | None => None,
        };
        let found = found.and_then(|found| u16::try_from(found).ok());
        found.ok_or_else(|| NotRules(format!("the field `{id}` has no choice `{word}`")))
    };
    let tests = [
        file.is.map(Test::Flag),
        file.among
            .as_ref()
            .map(|words| words.iter().map(choice).collect())
            .transpose()?
            .map(Test::Among),
        file.at_least.as_ref().map(choice).transpose()?.map(Test::AtLeast),
        match &file.above {
            Some(other) => Some(Test::Above {
                other: names.field(other)?,
                when_blank: when_blank(file.other_blank.as_deref())?,
            }),
            None => None,
        },
        file.present.map(|present| if present { Test::Present } else { Test::Absent }),
        file.contains.clone().map(Test::Contains),
        file.in_period.map(|_| Test::InPeriod),
    ];
    let mut tests = tests.into_iter().flatten();
    match (tests.next(), tests.next()) {
        (Some(test), None) => {
            Ok(Condition::Field { field, test, when_blank: when_blank(file.blank.as_deref())? })
        }
        (_, _) => Err(NotRules(format!("a condition on `{id}` takes exactly one test"))),
    }
}

fn when_blank(word: Option<&str>) -> Result<WhenBlank, NotRules> {
    match word {
        None | Some("unknown") => Ok(WhenBlank::Unknown),
        Some("meets") => Ok(WhenBlank::Meets),
        Some("misses") => Ok(WhenBlank::Misses),
        Some(other) => Err(NotRules(format!(
            "`blank` takes unknown, meets or misses, and here stands `{other}`"
        ))),
    }
}

fn number(text: &str) -> Result<Number, NotRules> {
    text.parse().map_err(|_| NotRules(format!("`{text}` is no number")))
}

fn numbers(texts: &[String]) -> Result<Vec<Number>, NotRules> {
    texts.iter().map(|text| number(text)).collect()
}

fn question(file: &AskFile, names: &Names<'_>) -> Result<QuestionKind, NotRules> {
    Ok(match file {
        AskFile::Word(word) => match word.as_str() {
            "two-places" => QuestionKind::TwoPlaces,
            "over-seats" => QuestionKind::OverSeats,
            "headcount-differs" => QuestionKind::HeadcountDiffers,
            "class-not-listed" => QuestionKind::ClassNotListed,
            "crosses-end" => QuestionKind::CrossesEnd,
            "ends-before-it-begins" => QuestionKind::EndsBeforeItBegins,
            other => return Err(NotRules(format!("nothing is asked by the name `{other}`"))),
        },
        AskFile::Ratio { ratio: [part, whole], below } => QuestionKind::RatioBelow {
            part: names.indicator(part)?,
            whole: names.indicator(whole)?,
            least: number(below)?,
        },
        AskFile::Below { count, below } => QuestionKind::CountBelow {
            of: names.indicator(count)?,
            least: Number::from_whole(*below),
        },
        AskFile::Round { count, round } => {
            QuestionKind::Round { of: names.indicator(count)?, step: Number::from_whole(*round) }
        }
        AskFile::SameRoster { least } => QuestionKind::SameRoster { least: *least },
        AskFile::TwoNames { fields: [code, name] } => {
            QuestionKind::TwoNames { code: names.field(code)?, name: names.field(name)? }
        }
    })
}

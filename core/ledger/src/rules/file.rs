//! The shape of the file, key for key. What is not known is refused.

use jiangxing::label::Label;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RulesFile {
    pub(super) format: u32,
    pub(super) rubric: String,
    pub(super) period: PeriodFile,
    pub(super) seats: Option<String>,
    pub(super) keys: KeysFile,
    pub(super) field: Vec<FieldFile>,
    #[serde(default)]
    pub(super) indicator: Vec<IndicatorFile>,
    #[serde(default)]
    pub(super) share: Vec<ShareFile>,
    #[serde(default)]
    pub(super) growth: Vec<GrowthFile>,
    #[serde(default)]
    pub(super) question: Vec<QuestionFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PeriodFile {
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct KeysFile {
    pub(super) person: String,
    pub(super) name: String,
    pub(super) together: Vec<String>,
    pub(super) class: Vec<String>,
    pub(super) first_day: String,
    pub(super) last_day: String,
    pub(super) attributed: String,
    pub(super) headcount: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct FieldFile {
    pub(super) id: String,
    pub(super) name: Label,
    pub(super) kind: String,
    pub(super) headers: Vec<String>,
    pub(super) range_start: Option<String>,
    #[serde(default)]
    pub(super) choices: Vec<ChoiceFile>,
    pub(super) choices_of: Option<String>,
    #[serde(default)]
    pub(super) words_yes: Vec<String>,
    #[serde(default)]
    pub(super) words_no: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ChoiceFile {
    pub(super) id: String,
    pub(super) name: Label,
    pub(super) words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct IndicatorFile {
    pub(super) id: String,
    pub(super) name: Label,
    pub(super) unit: String,
    pub(super) rows: Option<String>,
    pub(super) from: Option<String>,
    #[serde(default, rename = "where")]
    pub(super) conditions: Vec<ConditionFile>,
    pub(super) count: CountFile,
    pub(super) feeds: Option<String>,
    pub(super) feeds_before: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ConditionFile {
    pub(super) any: Option<Vec<ConditionFile>>,
    pub(super) field: Option<String>,
    pub(super) is: Option<bool>,
    pub(super) among: Option<Vec<String>>,
    pub(super) at_least: Option<String>,
    pub(super) above: Option<String>,
    pub(super) present: Option<bool>,
    pub(super) contains: Option<String>,
    pub(super) in_period: Option<bool>,
    pub(super) blank: Option<String>,
    pub(super) other_blank: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum CountFile {
    Word(String),
    Distinct { distinct: Vec<String> },
    Sum { sum: String },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareFile {
    pub(super) id: String,
    pub(super) name: Label,
    pub(super) part: String,
    pub(super) whole: String,
    #[serde(default)]
    pub(super) bounds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct GrowthFile {
    pub(super) id: String,
    pub(super) name: Label,
    pub(super) of: String,
    #[serde(default)]
    pub(super) bounds: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct QuestionFile {
    pub(super) id: String,
    pub(super) ask: AskFile,
    pub(super) say: Label,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum AskFile {
    Word(String),
    Ratio {
        ratio: [String; 2],
        below: String,
    },
    Below {
        count: String,
        below: i64,
    },
    Round {
        count: String,
        round: i64,
    },
    SameRoster {
        #[serde(rename = "same-roster")]
        least: usize,
    },
    TwoNames {
        #[serde(rename = "two-names")]
        fields: [String; 2],
    },
}

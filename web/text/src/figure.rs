//! Figures as they are read: the engine's characters, with sign and unit.

use alloc::format;
use alloc::string::{String, ToString};

use jiangxing::number::Number;
use jiangxing::report::v1::{Fact, Figure, Notation, Score, Standing};

use crate::{Language, Names, sentence};

/// A figure with its sign or unit: `84.95%`, `861 人`, `4.92 分`, `4.92 points`.
pub fn figure(figure: &Figure, language: Language) -> String {
    with_unit(&figure.shown, figure, language)
}

/// A figure that the rubric states (full points, a cut-off): in full, without idle zeros.
pub fn stated(figure: &Figure, language: Language) -> String {
    with_unit(shortest(figure), figure, language)
}

/// The range from `low` to `high`; one figure when the two are the same.
pub fn range(low: &Figure, high: &Figure, language: Language) -> String {
    if low.exact == high.exact {
        return figure(high, language);
    }
    let least = match low.notation {
        Notation::Percent => format!("{}%", low.shown),
        Notation::Points | Notation::Plain | Notation::YesNo | Notation::Words | Notation::Date => {
            low.shown.clone()
        }
    };
    let most = &high.shown;
    let joined = say!(language, "{least} 至 {most}", "{least} to {most}");
    with_unit(&joined, high, language)
}

/// A score in one line: the points of the full points, the range still possible, or why not.
pub fn score(score: &Score, names: &Names, language: Language) -> String {
    let full = shortest(&score.full);
    match score.standing {
        Standing::Settled => {
            let points = &score.low.shown;
            with_unit(&format!("{points} / {full}"), &score.full, language)
        }
        Standing::Open => {
            let (low, high) = (&score.low.shown, &score.high.shown);
            let all = say!(language, "{low} 至 {high} / {full}", "{low} to {high} / {full}");
            with_unit(&all, &score.full, language)
        }
        Standing::Withheld | Standing::LeftOut => score.why.as_ref().map_or_else(
            || crate::name::standing(score.standing, language).to_string(),
            |why| {
                let said = sentence::circumstance(why, names, language);
                if matches!(why, Fact::Undefined { .. } | Fact::NothingApplies { .. }) {
                    let standing = crate::name::standing(score.standing, language);
                    say!(language, "{standing}（{said}）", "{standing} ({said})")
                } else {
                    said
                }
            },
        ),
    }
}

/// `90` for `90.00`; what is shown where the number in full would be longer.
fn shortest(figure: &Figure) -> &str {
    let is_percent = figure.notation == Notation::Percent;
    if is_percent || is_rounded(figure) || figure.shown.len() < figure.exact.len() {
        &figure.shown
    } else {
        &figure.exact
    }
}

/// Whether what is shown is not the number in full.
pub(crate) fn is_rounded(figure: &Figure) -> bool {
    let shown = match figure.notation {
        Notation::Percent => format!("{}%", figure.shown),
        Notation::Points | Notation::Plain | Notation::YesNo | Notation::Words | Notation::Date => {
            figure.shown.clone()
        }
    };
    shown.parse::<Number>().ok() != figure.exact.parse::<Number>().ok()
}

/// `=` before a figure in full, `≈` before one that is rounded.
pub(crate) fn equals(figure: &Figure) -> &'static str {
    if is_rounded(figure) { "≈" } else { "=" }
}

fn with_unit(shown: &str, figure: &Figure, language: Language) -> String {
    match figure.notation {
        Notation::Percent => format!("{shown}%"),
        Notation::Points => match language {
            Language::Chinese => format!("{shown} 分"),
            Language::English if figure.exact == "1" => format!("{shown} point"),
            Language::English => format!("{shown} points"),
        },
        Notation::YesNo => match shown {
            "1" => language.pick("是", "yes").to_string(),
            "0" => language.pick("否", "no").to_string(),
            other => other.to_string(),
        },
        Notation::Words | Notation::Date => shown.to_string(),
        Notation::Plain => match figure.unit.in_language(language.code()) {
            "" => shown.to_string(),
            unit => format!("{shown} {unit}"),
        },
    }
}

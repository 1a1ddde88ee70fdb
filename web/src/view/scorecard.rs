//! Rows of dimensions and criteria, each with its bar's position, and the ladder of ratings.

use jiangxing::report::v1::{
    Bonus, Criterion, Dimension, Minimum, Next, Reason, Report, Response, Rung, Standing,
};
use jiangxing_text::{Language, Names, figure, name, sentence, words};

use super::clause::{ClauseView, clause_views};
use super::position::length;
use super::rating::{BarView, MarkView, StarsView, of_full, rating_words, share, star_places};
use super::reason::{ReasonView, reason_views, tone};
use crate::component::tag::Tone;
use crate::format;

/// A dimension, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DimensionView {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its points of the full points.
    pub score: String,
    /// Its share in percent; empty unless settled.
    pub share: String,
    /// Its score on its line, minima marked.
    pub bar: BarView,
    /// The minima: which rating, how much, and how it stands.
    pub minima: Vec<MinimumView>,
    /// That it is a bonus, and whether it counts; empty for the base.
    pub bonus: &'static str,
    /// Its criteria.
    pub criteria: Vec<CriterionView>,
}

/// A minimum of a dimension, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MinimumView {
    /// The rating, in short.
    pub rating: String,
    /// The share asked.
    pub share: String,
    /// How it stands.
    pub tone: Tone,
    /// How it stands, in a word.
    pub verdict: &'static str,
}

/// A criterion as scored, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CriterionView {
    /// Its id.
    pub id: String,
    /// Its id as people cite it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// Its points of the full points, or why there are none.
    pub score: String,
    /// Its full points.
    pub weight: String,
    /// Its score on its line.
    pub bar: BarView,
    /// What was said.
    pub response: String,
    /// How that is marked.
    pub tone: Tone,
    /// That it counts in a later edition only; empty for most.
    pub future: &'static str,
    /// How the points came about, a line for each step.
    pub working: Vec<String>,
    /// Figures beside it: name and figure.
    pub figures: Vec<(String, String)>,
    /// Questions for a person.
    pub hints: Vec<String>,
    /// Where the rule comes from.
    pub clauses: Vec<ClauseView>,
}

/// A rung of the ladder, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RungView {
    /// Its stars.
    pub stars: StarsView,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub tone: Tone,
    /// How it stands, in a word.
    pub verdict: &'static str,
    /// Whether it is the one awarded.
    pub is_awarded: bool,
    /// Its conditions.
    pub conditions: Vec<ReasonView>,
}

/// What separates the subject from the next rating, ready to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextView {
    /// That rating's name.
    pub rating: String,
    /// What does not hold or cannot be decided yet, and was not told as what binds.
    pub obstacles: Vec<ReasonView>,
    /// Where points can still be won.
    pub openings: Vec<OpeningView>,
}

/// A criterion in which points can be won.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpeningView {
    /// The criterion.
    pub id: String,
    /// Its id as people cite it.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The points it can bring.
    pub gain: String,
    /// Whether it is enough by itself.
    pub is_enough: bool,
}

/// The dimensions of `report`, ready to be shown.
pub fn dimension_views(report: &Report, names: &Names, language: Language) -> Vec<DimensionView> {
    report
        .dimensions
        .iter()
        .map(|dimension| dimension_view(report, dimension, names, language))
        .collect()
}

fn dimension_view(
    report: &Report,
    dimension: &Dimension,
    names: &Names,
    language: Language,
) -> DimensionView {
    let name = dimension.name.in_language(language.code());
    let score = of_full(&dimension.score, language);
    DimensionView {
        id: dimension.id.clone(),
        name: name.into(),
        share: share(&dimension.score, language),
        bar: BarView::new(
            &dimension.score,
            dimension.minima.iter().map(|minimum| mark(report, minimum, language)).collect(),
            format!("{name} {score}"),
        ),
        score,
        minima: dimension
            .minima
            .iter()
            .map(|minimum| MinimumView {
                rating: rating_words(report, &minimum.rating, language),
                share: figure(&minimum.share, language),
                tone: tone(minimum.verdict),
                verdict: name::verdict(minimum.verdict, language),
            })
            .collect(),
        bonus: match dimension.bonus {
            Bonus::No => "",
            Bonus::Counted => words::bonus_counted(language),
            Bonus::Recorded => words::bonus_recorded(language),
            Bonus::Demerit => words::demerit(language),
            Bonus::DemeritRecorded => words::demerit_recorded(language),
        },
        criteria: dimension
            .criteria
            .iter()
            .map(|criterion| criterion_view(report, criterion, names, language))
            .collect(),
    }
}

fn mark(report: &Report, minimum: &Minimum, language: Language) -> MarkView {
    MarkView {
        at: length(&minimum.position),
        words: rating_words(report, &minimum.rating, language),
        verdict: minimum.verdict,
    }
}

fn criterion_view(
    report: &Report,
    criterion: &Criterion,
    names: &Names,
    language: Language,
) -> CriterionView {
    let name = criterion.name.in_language(language.code());
    let score = of_full(&criterion.score, language);
    let figures = criterion.figures.iter().filter_map(|each| {
        let shown = figure(each.figure.as_ref()?, language);
        Some((each.name.in_language(language.code()).to_owned(), shown))
    });
    let hints = report.hints.iter().filter(|hint| hint.criterion == criterion.id);
    CriterionView {
        id: criterion.id.clone(),
        code: format::code(&criterion.id),
        name: name.into(),
        bar: BarView::new(&criterion.score, Vec::new(), format!("{name} {score}")),
        score,
        weight: figure(&criterion.weight, language),
        response: sentence::response(&criterion.response, language),
        tone: response_tone(&criterion.response),
        future: if criterion.future { words::future(language) } else { "" },
        working: criterion
            .working
            .iter()
            .map(|step| sentence::step(step, names, language))
            .collect(),
        figures: figures.collect(),
        hints: hints.map(|hint| hint.say.in_language(language.code()).to_owned()).collect(),
        clauses: clause_views(&criterion.clauses, language),
    }
}

/// How what was said is marked.
pub fn response_tone(response: &Response) -> Tone {
    match response {
        Response::Given {} | Response::NotApplicable { .. } | Response::LeftOut { .. } => {
            Tone::Even
        }
        Response::Partly {} | Response::Unanswered {} | Response::Pending { .. } => Tone::Open,
        Response::Declined { .. } => Tone::Heed,
    }
}

/// The ladder of `report`, highest rating first.
pub fn rung_views(report: &Report, names: &Names, language: Language) -> Vec<RungView> {
    let all = star_places(report);
    report.award.ladder.iter().map(|rung| rung_view(report, rung, all, names, language)).collect()
}

fn rung_view(
    report: &Report,
    rung: &Rung,
    all: u32,
    names: &Names,
    language: Language,
) -> RungView {
    let name = rung.rating.name.in_language(language.code());
    let awarded = report.award.awarded.as_ref().map(|rating| &rating.id);
    RungView {
        stars: StarsView::new(rung.rating.stars, rung.rating.stars, all, name.into())
            .and_half(rung.rating.half),
        name: name.into(),
        tone: tone(rung.verdict),
        verdict: name::verdict(rung.verdict, language),
        is_awarded: report.award.standing == Standing::Settled && awarded == Some(&rung.rating.id),
        conditions: reason_views(&rung.conditions, names, language),
    }
}

/// What separates the subject from the next rating; `None` at the top.
pub fn next_view(report: &Report, names: &Names, language: Language) -> Option<NextView> {
    let Next { rating, obstacles, openings } = report.award.next.as_ref()?;
    let is_told = |reason: &&Reason| report.award.because.contains(reason);
    let untold: Vec<Reason> = obstacles.iter().filter(|reason| !is_told(reason)).cloned().collect();
    Some(NextView {
        rating: rating.name.in_language(language.code()).into(),
        obstacles: reason_views(&untold, names, language),
        openings: openings
            .iter()
            .map(|opening| OpeningView {
                id: opening.criterion.clone(),
                code: format::code(&opening.criterion),
                name: opening.name.in_language(language.code()).into(),
                gain: words::gain(language, figure(&opening.gain, language)),
                is_enough: opening.enough,
            })
            .collect(),
    })
}

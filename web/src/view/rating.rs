//! The rating as it stands: stars, total, what binds.

use jiangxing::report::v1::{Fact, Figure, Rating, Report, Rung, Score, Standing, Verdict};
use jiangxing_text::{Language, Names, figure, name, sentence, words};

use super::position::{length, length_of};
use crate::format;

/// One star of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Star {
    /// Certain.
    Lit,
    /// Half of it certain.
    Half,
    /// Still possible.
    Possible,
    /// Out of reach, or not reached.
    Unlit,
}

impl Star {
    /// The class that draws it.
    pub fn class(self) -> &'static str {
        match self {
            Self::Lit => "stars__one--lit",
            Self::Half => "stars__one--half",
            Self::Possible => "stars__one--possible",
            Self::Unlit => "stars__one--unlit",
        }
    }
}

/// A row of stars, with the words that say the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StarsView {
    /// The stars, from the left.
    pub row: Vec<Star>,
    /// What they say.
    pub words: String,
}

impl StarsView {
    /// `lit` stars are certain, up to `possible` can still be had, out of `all`.
    pub fn new(lit: u32, possible: u32, all: u32, words: String) -> Self {
        let row = (1..=all)
            .map(|place| {
                if place <= lit {
                    Star::Lit
                } else if place <= possible {
                    Star::Possible
                } else {
                    Star::Unlit
                }
            })
            .collect();
        Self { row, words }
    }

    /// The same with half a star more lit.
    #[must_use]
    pub fn and_half(mut self, is_half: bool) -> Self {
        let next = self.row.iter_mut().find(|star| **star != Star::Lit).filter(|_| is_half);
        if let Some(star) = next {
            *star = Star::Half;
        }
        self
    }
}

/// A mark on a line of scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkView {
    /// Where it lies, as a length of the drawing.
    pub at: String,
    /// What stands at it.
    pub words: String,
    /// Whether it is reached.
    pub verdict: Verdict,
}

/// A score on its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BarView {
    /// Where the least still possible lies.
    pub low: String,
    /// Where the most still possible lies.
    pub high: String,
    /// Cut-offs or minima.
    pub marks: Vec<MarkView>,
    /// The same in words.
    pub words: String,
}

impl BarView {
    /// A bar for `score`, with `marks`.
    pub fn new(score: &Score, marks: Vec<MarkView>, words: String) -> Self {
        Self { low: length(&score.low_position), high: length(&score.high_position), marks, words }
    }
}

/// The rating as it stands, for the bar that is always in view and the head of the result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatingView {
    /// The stars.
    pub stars: StarsView,
    /// The rating's name, or what is certain and what is possible.
    pub headline: String,
    /// How far it is decided.
    pub standing: Standing,
    /// The total, or its range.
    pub total: String,
    /// Out of how many points.
    pub full: String,
    /// The total on its line, cut-offs marked.
    pub bar: BarView,
    /// What binds, in one sentence; empty when there is nothing to say.
    pub binds: String,
    /// How it stands with what binds.
    pub binds_verdict: Verdict,
    /// Whether the result is that of a proposal, and not official.
    pub is_trial: bool,
    /// What is printed with every result.
    pub notice: String,
    /// How much is answered.
    pub progress: String,
    /// The same as a length.
    pub progress_length: String,
}

/// The rating of `report` as it stands.
pub fn rating_view(report: &Report, names: &Names, language: Language) -> RatingView {
    let headline = headline(report, language);
    let total = range(&report.total);
    let binding = report.award.because.first();
    RatingView {
        stars: stars(report, headline.clone()),
        standing: report.award.standing,
        bar: BarView::new(
            &report.total,
            marks(report, language),
            words::total_of(language, &total, plain(&report.total.full)),
        ),
        total,
        full: plain(&report.total.full),
        binds: binding.map_or_else(String::new, |reason| {
            sentence::fact(&reason.fact, reason.verdict, names, language)
        }),
        binds_verdict: binding.map_or(Verdict::Met, |reason| reason.verdict),
        is_trial: !report.rubric.official,
        notice: report.rubric.notice.in_language(language.code()).into(),
        progress: words::progress(language, report.coverage.settled, report.coverage.asked),
        progress_length: length(&report.coverage.position),
        headline,
    }
}

/// The lowest and highest points of `score`, or its points when settled.
pub fn range(score: &Score) -> String {
    if score.low.exact == score.high.exact {
        score.low.shown.clone()
    } else {
        format!("{}–{}", score.low.shown, score.high.shown)
    }
}

/// A score with its full points: `24.6 / 30`.
pub fn of_full(score: &Score, language: Language) -> String {
    match score.standing {
        Standing::Settled | Standing::Open => format!("{} / {}", range(score), plain(&score.full)),
        Standing::Withheld | Standing::LeftOut => name::standing(score.standing, language).into(),
    }
}

/// Full points without needless zeros: in full, unless that is a fraction.
pub fn plain(figure: &Figure) -> String {
    if figure.exact.contains('/') { figure.shown.clone() } else { figure.exact.clone() }
}

/// The share of a score in percent, once it is settled.
pub fn share(score: &Score, language: Language) -> String {
    score.share.as_ref().map_or_else(String::new, |share| figure(share, language))
}

/// The rating with this id where there is little room: its stars, or its name.
pub fn rating_words(report: &Report, rating: &str, language: Language) -> String {
    let rung = report.award.ladder.iter().find(|rung| rung.rating.id == rating);
    rung.map_or_else(String::new, |rung| brief(&rung.rating, language))
}

fn brief(rating: &Rating, language: Language) -> String {
    match (rating.stars, rating.half) {
        (0, false) => named(rating, language).into(),
        (stars, is_half) => format::stars(stars, is_half),
    }
}

fn headline(report: &Report, language: Language) -> String {
    let award = &report.award;
    match (award.standing, &award.awarded, &award.best) {
        (Standing::Settled, Some(awarded), _) => named(awarded, language).into(),
        (Standing::Open, _, Some(best)) => match &award.locked {
            Some(locked) if locked.id == best.id => named(best, language).into(),
            Some(locked) if locked.stars > 0 => {
                words::locked_best(language, named(locked, language), named(best, language))
            }
            Some(_) | None => words::best_only(language, named(best, language)),
        },
        (Standing::Settled | Standing::Open | Standing::Withheld | Standing::LeftOut, _, _) => {
            name::standing(Standing::Withheld, language).into()
        }
    }
}

fn named(rating: &Rating, language: Language) -> &str {
    rating.name.in_language(language.code())
}

/// How many stars draw the highest rating: half a one wants a whole place.
pub fn star_places(report: &Report) -> u32 {
    let places = |rung: &Rung| rung.rating.stars.saturating_add(u32::from(rung.rating.half));
    report.award.ladder.iter().map(places).max().unwrap_or_default()
}

fn stars(report: &Report, words: String) -> StarsView {
    let award = &report.award;
    let count = |rating: &Option<Rating>| rating.as_ref().map_or(0, |rating| rating.stars);
    let is_half = |rating: &Option<Rating>| rating.as_ref().is_some_and(|rating| rating.half);
    let all = star_places(report);
    match award.standing {
        Standing::Settled => {
            let lit = count(&award.awarded);
            StarsView::new(lit, lit, all, words).and_half(is_half(&award.awarded))
        }
        Standing::Open => StarsView::new(count(&award.locked), count(&award.best), all, words)
            .and_half(is_half(&award.locked)),
        Standing::Withheld | Standing::LeftOut => StarsView::new(0, 0, all, words),
    }
}

/// The cut-offs of the total, where they lie, lowest last.
fn marks(report: &Report, language: Language) -> Vec<MarkView> {
    report.award.ladder.iter().filter_map(|rung| mark(rung, &report.total, language)).collect()
}

fn mark(rung: &Rung, total: &Score, language: Language) -> Option<MarkView> {
    rung.conditions.iter().find_map(|reason| match &reason.fact {
        // Another quantity than the total does not lie on its line.
        Fact::Total { name, expression, .. } if !name.is_empty() || !expression.is_empty() => None,
        Fact::Total { need, .. } => Some(MarkView {
            at: length_of(&need.shown, &total.full.shown)?,
            words: brief(&rung.rating, language),
            verdict: reason.verdict,
        }),
        Fact::Dimension { .. }
        | Fact::Condition { .. }
        | Fact::That { .. }
        | Fact::Adjusted { .. }
        | Fact::Forced { .. }
        | Fact::TooLittleAnswered { .. }
        | Fact::NoGrade { .. }
        | Fact::NotRated { .. }
        | Fact::Gate { .. }
        | Fact::Cap { .. }
        | Fact::NotApplicableBeyond { .. }
        | Fact::CategoryMissing { .. }
        | Fact::Unanswered { .. }
        | Fact::BonusLimited { .. }
        | Fact::Undefined { .. }
        | Fact::NotProvided { .. }
        | Fact::NotApplicable { .. }
        | Fact::LeftOutByRule { .. }
        | Fact::Pending { .. }
        | Fact::Declined { .. }
        | Fact::NothingApplies { .. }
        | Fact::OtherRubric {} => None,
    })
}

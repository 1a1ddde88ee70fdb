//! The assessments on this device, as a list shows them.

use std::collections::BTreeMap;

use jiangxing::label::Label;
use jiangxing::report::v1::{Rating, Report, Standing};

use crate::platform::clock::Stamp;

/// The assessments on this device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// Those that were not deleted, last changed first.
    pub sites: Vec<Site>,
    /// Those that were deleted and can still be had back, last deleted first.
    pub deleted: Vec<Site>,
}

/// One assessment in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Site {
    /// Its id on this device; in no file.
    pub id: String,
    /// The subject's name, as written.
    pub name: String,
    /// The option chosen for each category.
    pub categories: BTreeMap<String, String>,
    /// The cycle, as written.
    pub cycle: String,
    /// Whether no more answers come.
    pub is_final: bool,
    /// Which rubric it is under.
    pub rubric: RubricName,
    /// How it stood when it was last looked at; `None` while nobody has.
    pub progress: Option<Progress>,
    /// When its last change was on the device.
    pub saved: Stamp,
}

/// A rubric, named.
#[derive(Clone, Debug, PartialEq)]
pub struct RubricName {
    /// Its id.
    pub id: String,
    /// Its edition.
    pub edition: String,
    /// The digest of its text.
    pub digest: String,
    /// Its title.
    pub title: Label,
}

/// How an assessment stands, taken from its report.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// What is settled.
    pub settled: u32,
    /// What is asked in all.
    pub asked: u32,
    /// The one of the other, for drawing.
    pub position: String,
    /// Rated, still open, or withheld.
    pub standing: Standing,
    /// The rating awarded, once it is settled.
    pub awarded: Option<Rating>,
    /// The rating that is certain already.
    pub locked: Option<Rating>,
    /// The best rating still possible.
    pub best: Option<Rating>,
    /// The least total still possible, as shown.
    pub low: String,
    /// The most total still possible, as shown.
    pub high: String,
}

impl Progress {
    /// How the assessment of `report` stands.
    pub fn from_report(report: &Report) -> Self {
        Self {
            settled: report.coverage.settled,
            asked: report.coverage.asked,
            position: report.coverage.position.clone(),
            standing: report.award.standing,
            awarded: report.award.awarded.clone(),
            locked: report.award.locked.clone(),
            best: report.award.best.clone(),
            low: report.total.low.shown.clone(),
            high: report.total.high.shown.clone(),
        }
    }
}

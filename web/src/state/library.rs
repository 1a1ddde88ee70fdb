//! The assessments on this device, as a list shows them.

use std::collections::BTreeMap;

use jiangxing::label::Label;
use jiangxing::report::v1::{Rating, Report, Standing};

use crate::platform::clock::Stamp;
use crate::storage::StorageError;
use crate::storage::record::{ProgressRecord, RubricRecord, SiteRecord};

/// The assessments on this device.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Library {
    /// Those that were not deleted, last changed first.
    pub sites: Vec<Site>,
    /// Those that were deleted and can still be had back, last deleted first.
    pub deleted: Vec<Site>,
    /// Those of which the record cannot be read, by their ids. They stay where they are.
    pub unreadable: Vec<(String, StorageError)>,
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
    /// When it was last changed.
    pub saved: Stamp,
    /// When it was deleted, if it was.
    pub deleted: Option<Stamp>,
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

impl Library {
    /// The list of these sites.
    pub fn from_sites(sites: impl IntoIterator<Item = Site>) -> Self {
        let mut library = Self::default();
        for site in sites {
            library.place(site);
        }
        library
    }

    /// Whether nothing is here at all, not even something deleted.
    pub fn is_empty(&self) -> bool {
        self.sites.is_empty() && self.deleted.is_empty() && self.unreadable.is_empty()
    }

    /// The site with this id, deleted or not.
    pub fn site(&self, id: &str) -> Option<&Site> {
        self.sites.iter().chain(&self.deleted).find(|site| site.id == id)
    }

    /// The list with `site` in it, in place of the one that had its id.
    #[must_use]
    pub fn with(&self, site: Site) -> Self {
        let others = self.sites.iter().chain(&self.deleted).filter(|each| each.id != site.id);
        let unreadable = self.unreadable.clone();
        Self { unreadable, ..Self::from_sites(others.cloned().chain([site.clone()])) }
    }

    /// The list without the site that has this id.
    #[must_use]
    pub fn without(&self, id: &str) -> Self {
        let others = self.sites.iter().chain(&self.deleted).filter(|each| each.id != id);
        let unreadable = self.unreadable.clone();
        Self { unreadable, ..Self::from_sites(others.cloned()) }
    }

    /// Last changed and last deleted first; of one moment, by id, so that no list jumps about.
    fn place(&mut self, site: Site) {
        let list = if site.deleted.is_some() { &mut self.deleted } else { &mut self.sites };
        let when = |site: &Site| site.deleted.as_ref().unwrap_or(&site.saved).clone();
        let at = list.partition_point(|each| (when(&site), &each.id) < (when(each), &site.id));
        list.insert(at, site);
    }
}

impl Site {
    /// The site as it was kept.
    pub fn from_record(id: &str, record: SiteRecord) -> Self {
        let RubricRecord { id: rubric_id, edition, digest, title } = record.rubric;
        Self {
            id: id.to_owned(),
            name: record.name,
            categories: record.categories,
            cycle: record.cycle,
            is_final: record.is_final,
            rubric: RubricName { id: rubric_id, edition, digest, title },
            progress: record.progress.map(Progress::from_record),
            saved: Stamp::from_text(record.saved),
            deleted: record.deleted.map(Stamp::from_text),
        }
    }

    /// The site as it is kept.
    pub fn to_record(&self) -> SiteRecord {
        let RubricName { id, edition, digest, title } = self.rubric.clone();
        SiteRecord {
            name: self.name.clone(),
            categories: self.categories.clone(),
            cycle: self.cycle.clone(),
            is_final: self.is_final,
            rubric: RubricRecord { id, edition, digest, title },
            progress: self.progress.as_ref().map(Progress::to_record),
            saved: self.saved.to_string(),
            deleted: self.deleted.as_ref().map(Stamp::to_string),
        }
    }
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

    fn from_record(record: ProgressRecord) -> Self {
        let ProgressRecord { settled, asked, position, standing, awarded, locked, best, low, high } =
            record;
        Self { settled, asked, position, standing, awarded, locked, best, low, high }
    }

    fn to_record(&self) -> ProgressRecord {
        let Self { settled, asked, position, standing, awarded, locked, best, low, high } =
            self.clone();
        ProgressRecord { settled, asked, position, standing, awarded, locked, best, low, high }
    }
}

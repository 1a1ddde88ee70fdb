//! The app's state, and everything that can be done to it.
//!
//! [`App`] is what screens hold: it reads as the [`AppState`] of this moment, and its methods do
//! one thing each. Screens never touch the engine, the store or the browser themselves.
//!
//! ```text
//!   screen ──method──▶ App ──▶ AppState (changed at once, shown at once)
//!                       │
//!                       ├──▶ store: one transaction for each change; “saved” only after it is done
//!                       └──▶ engine: the report follows; the last good one stays meanwhile
//! ```

pub mod assessment;
pub mod history;
pub mod library;
pub mod settings;

mod app;
mod editing;
mod exchange;
mod listing;
mod opening;
mod saving;
#[cfg(test)]
mod tests;

use std::rc::Rc;

use jiangxing::finding::Finding;
use jiangxing::report::form::Form;
use jiangxing::report::v1::Report;

pub use self::app::{App, AppProvider, use_app};
use self::assessment::AssessmentFile;
use self::history::History;
use self::library::{Library, RubricName};
use self::settings::Settings;
use crate::platform::Offline;
use crate::platform::clock::Stamp;
use crate::storage::StorageError;

/// Something that arrives later.
#[derive(Clone, Debug, PartialEq)]
pub enum Loaded<Thing> {
    /// It has not arrived.
    Waiting,
    /// It is there.
    Ready(Thing),
}

/// Everything that the screens show.
#[derive(Clone, Debug, PartialEq)]
pub struct AppState {
    /// Preferences.
    pub settings: Settings,
    /// The assessments on this device.
    pub library: Loaded<Rc<Library>>,
    /// The assessment that is open.
    pub open: Opened,
    /// Where and how safely things are kept.
    pub keeping: Keeping,
    /// What there is to be told about the last thing done, until it is dismissed.
    pub notice: Option<Notice>,
    /// Whether a new version of the app is there.
    pub update_ready: bool,
    /// Whether the app can be used without a network.
    pub offline: Offline,
    /// The address to go to when the app starts without one: where one was last. Known once
    /// `library` is ready.
    pub last_address: Option<String>,
}

/// The assessment that is open, if any.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// None is.
    Nothing,
    /// It is being read.
    Waiting {
        /// Its id.
        id: String,
    },
    /// It is there.
    Ready(Rc<OpenAssessment>),
    /// It cannot be opened.
    Failed {
        /// Its id.
        id: String,
        /// Why.
        why: OpenTrouble,
    },
}

/// Why an assessment cannot be opened.
#[derive(Clone, Debug, PartialEq)]
pub enum OpenTrouble {
    /// There is none under this id.
    NotThere,
    /// The store does not give it.
    Storage(StorageError),
    /// The rubric it began under does not ship with this version of the app.
    OtherRubric,
    /// Its text cannot be read; it can still be had as a file.
    Unreadable(String),
}

/// An assessment that is open.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenAssessment {
    /// Its id on this device.
    pub id: String,
    /// The file, as it stands.
    pub file: AssessmentFile,
    /// Where the person is.
    pub place: Place,
    /// What can be taken back and brought about again.
    pub history: History,
    /// How often it was changed.
    pub revision: u64,
    /// Its rubric.
    pub rubric: RubricName,
    /// The questions.
    pub form: Rc<Form>,
    /// The last good report.
    pub report: Option<Rc<Report>>,
    /// Whether the report is of earlier answers and a newer one is on its way.
    pub is_catching_up: bool,
    /// Why there is no newer report, when the engine could not read the file at all.
    pub unreadable: Vec<Finding>,
    /// Whether it is on the device.
    pub save: SaveState,
    /// Whether it can be changed here.
    pub access: Access,
}

/// Where a person is in an assessment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The section's id; empty at the beginning.
    pub section: String,
    /// The question's id; empty at the beginning of the section.
    pub question: String,
}

/// Whether the changes are on the device.
#[derive(Clone, Debug, PartialEq)]
pub enum SaveState {
    /// Every change is.
    Saved {
        /// Since when.
        at: Stamp,
    },
    /// Some are on their way.
    Saving,
    /// Some are not, and it is being tried again. They are kept in memory; a file can be saved.
    Failed {
        /// Why.
        why: StorageError,
    },
}

/// Whether the open assessment can be changed here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// It can.
    Writable,
    /// It is final: reopen it first.
    Final,
    /// It is open in another window; this one follows when that is closed.
    Elsewhere,
    /// It was changed in another window while changes were made here. Those are shown here and kept
    /// in memory only: save them as a file.
    Overtaken,
}

/// Where and how safely things are kept.
#[derive(Clone, Debug, PartialEq)]
pub enum Keeping {
    /// Nobody has asked the browser yet.
    NotAsked,
    /// On this device, for good.
    Persistent,
    /// On this device, until the browser needs the space.
    MayGo,
    /// In memory only: the store is not to be had at present, or this browser has none.
    Failing {
        /// Why.
        why: StorageError,
    },
}

/// What there is to be told about the last thing done.
#[derive(Clone, Debug, PartialEq)]
pub enum Notice {
    /// Assessments were kept on this device, and its store is empty.
    Cleared,
    /// What was done is not on the device yet; it is being tried again.
    NotSaved {
        /// Why.
        why: StorageError,
    },
    /// A site was deleted; [`App::restore`] brings it back.
    Deleted {
        /// Its id.
        id: String,
        /// Its name.
        name: String,
    },
    /// A file was imported.
    Imported {
        /// The new site's id.
        id: String,
        /// The file's name.
        file: String,
        /// What does not fit; kept nevertheless.
        findings: Vec<Finding>,
    },
    /// A file was not imported; nothing has changed.
    NotImported {
        /// The file's name.
        file: String,
        /// Why.
        findings: Vec<Finding>,
    },
    /// The last thing asked for did not succeed; nothing has changed.
    NotDone {
        /// Why.
        why: StorageError,
    },
}

/// What is asked before there is an assessment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NewSite {
    /// The site's name.
    pub name: String,
    /// Its unified social credit code.
    pub code: String,
    /// Its region.
    pub region: String,
    /// The cycle.
    pub cycle: String,
    /// The option chosen for each category.
    pub categories: std::collections::BTreeMap<String, String>,
    /// Who assesses.
    pub assessors: Vec<String>,
}

impl AppState {
    /// The assessment that is open and there.
    pub fn assessment(&self) -> Option<&Rc<OpenAssessment>> {
        match &self.open {
            Opened::Ready(open) => Some(open),
            Opened::Nothing | Opened::Waiting { .. } | Opened::Failed { .. } => None,
        }
    }
}

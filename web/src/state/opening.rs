//! Opening an assessment where it was left, and under the rubric it began with.

use std::rc::Rc;

use super::assessment::{AssessmentFile, Patch};
use super::history::History;
use super::library::RubricName;
use super::{Access, App, OpenAssessment, OpenTrouble, Opened, Place, SaveState};
use crate::engine::Rubric;
use crate::json::Json;
use crate::platform::Claim;
use crate::platform::clock::Stamp;
use crate::storage::queue::Queue;
use crate::storage::record::{
    self, ChangeKind, ChangeRecord, DocumentRecord, PlaceRecord, SiteRecord,
};
use crate::storage::{Shelf, StorageError};

impl App {
    /// Opens an assessment: [`super::AppState::open`] is `Waiting`, then `Ready` or `Failed`.
    /// Opening what is open already does nothing.
    pub fn open(&self, id: &str) {
        let is_open = match &self.now().open {
            Opened::Waiting { id: open } => open == id,
            Opened::Ready(open) => open.id == id,
            Opened::Nothing | Opened::Failed { .. } => false,
        };
        if is_open {
            return;
        }
        self.shared.claim.take();
        let id = id.to_owned();
        self.update(|state| state.open = Opened::Waiting { id: id.clone() });
        self.spawn_with_queue(|app, queue| async move {
            let claim = app.shared.platform.claim(&id).await;
            app.show(&queue, &id, claim).await;
        });
    }

    /// Closes the open assessment. What is not on the device yet stays on its way there.
    pub fn close(&self) {
        self.shared.claim.take();
        self.update(|state| state.open = Opened::Nothing);
    }

    /// Whether the person still waits for, or looks at, the assessment `id`.
    fn is_wanted(&self, id: &str) -> bool {
        match &self.now().open {
            Opened::Waiting { id: open } => open == id,
            Opened::Ready(open) => open.id == id,
            Opened::Nothing | Opened::Failed { .. } => false,
        }
    }

    /// Reads the assessment `id` and shows it: to be changed, if this window has it.
    async fn show(&self, queue: &Queue, id: &str, claim: Option<Claim>) {
        let read = self.read(queue, id).await;
        if !self.is_wanted(id) {
            return;
        }
        match read {
            Ok(mut open) => {
                open.access = match claim {
                    Some(_) if open.file.is_final() => Access::Final,
                    Some(_) => Access::Writable,
                    None => Access::Elsewhere,
                };
                if claim.is_none() {
                    self.wait_for_claim(id);
                }
                self.shared.claim.replace(claim);
                self.update(|state| state.open = Opened::Ready(Rc::new(open)));
                self.catch_up();
            }
            Err(why) => {
                let id = id.to_owned();
                self.update(|state| state.open = Opened::Failed { id, why });
            }
        }
    }

    /// Shows the assessment anew, to be changed, once the other window has let go of it.
    fn wait_for_claim(&self, id: &str) {
        let is_waiting = self.shared.waits_for_claim.replace(Some(id.to_owned()));
        if is_waiting.as_deref() == Some(id) {
            return;
        }
        let id = id.to_owned();
        self.spawn_with_queue(|app, queue| async move {
            let claim = app.shared.platform.claim_when_free(&id).await;
            if app.shared.waits_for_claim.borrow().as_deref() == Some(&id) {
                app.shared.waits_for_claim.take();
            }
            // Dropped here, and with it the lock, when the person went elsewhere meanwhile.
            if app.is_wanted(&id) {
                app.show(&queue, &id, claim).await;
            }
        });
    }

    /// Shows the changes that another window makes to what is open there and only read here.
    pub(super) fn follow_others(&self) {
        self.spawn_with_queue(|app, queue| async move {
            app.load_library().await;
            let now = app.now();
            if let Some(open) = now.assessment().filter(|open| open.access == Access::Elsewhere) {
                app.show(&queue, &open.id, None).await;
            }
        });
    }

    /// The assessment `id` as it was left.
    async fn read(&self, queue: &Queue, id: &str) -> Result<OpenAssessment, OpenTrouble> {
        let document = queue.read(Shelf::Documents, id).await?.ok_or(OpenTrouble::NotThere)?;
        let document: DocumentRecord = record::read(&document)?;
        let file = AssessmentFile::parse(&document.text).map_err(OpenTrouble::Unreadable)?;
        let rubric = self.rubric_of(&document.rubric)?;
        let saved = match queue.read(Shelf::Sites, id).await? {
            Some(site) => Stamp::from_text(record::read::<SiteRecord>(&site)?.saved),
            None => Stamp::default(),
        };
        let place = match queue.read(Shelf::Places, id).await? {
            Some(place) => {
                let PlaceRecord { section, question } = record::read(&place)?;
                Place { section, question }
            }
            None => Place::default(),
        };
        Ok(OpenAssessment {
            id: id.to_owned(),
            place,
            history: read_history(queue, id).await?,
            revision: document.revision,
            form: Rc::new(rubric.form(&file.categories())),
            rubric: RubricName::from_identity(rubric.identity()),
            file,
            report: None,
            is_catching_up: true,
            unreadable: Vec::new(),
            save: if queue.is_saved(id) {
                SaveState::Saved { at: saved }
            } else {
                SaveState::Saving
            },
            access: Access::Writable,
        })
    }

    /// The rubric with this digest. Of one that does not ship there is only the text, which is kept
    /// and not read here.
    pub(super) fn rubric_of(&self, digest: &str) -> Result<Rc<Rubric>, OpenTrouble> {
        self.known_rubric(digest).ok_or(OpenTrouble::OtherRubric)
    }
}

/// What can be taken back: the changes of the assessment `id`, gone through once more.
async fn read_history(queue: &Queue, id: &str) -> Result<History, OpenTrouble> {
    let mut history = History::default();
    for (key, change) in queue.read_all(Shelf::Changes, &format!("{id}/")).await? {
        let ChangeRecord { kind, patches, .. } = record::read(&change)?;
        match kind {
            ChangeKind::Changed => {
                let revision = key.rsplit('/').next().and_then(|digits| digits.parse().ok());
                let patches = patches.into_iter().map(patch).collect::<Result<_, _>>()?;
                history.recall(patches, revision.unwrap_or_default());
            }
            // A change so old that it was dropped cannot be taken back, nor brought about again.
            ChangeKind::Undone => drop(history.undo()),
            ChangeKind::Redone => drop(history.redo()),
        }
    }
    Ok(history)
}

fn patch(record: record::PatchRecord) -> Result<Patch, StorageError> {
    let read = |text: Option<String>| {
        text.map(|text| Json::parse(&text).map_err(|detail| StorageError::Damaged { detail }))
            .transpose()
    };
    Ok(Patch { path: record.path, before: read(record.before)?, after: read(record.after)? })
}

impl From<StorageError> for OpenTrouble {
    fn from(why: StorageError) -> Self {
        Self::Storage(why)
    }
}

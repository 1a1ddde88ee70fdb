//! The list of sites: making, copying, deleting and bringing back.

use std::rc::Rc;

use jiangxing::report::v1::RubricIdentity;
use jiangxing_text::words;

use super::assessment::{Action, AssessmentFile, Particular};
use super::editing::{kept, list};
use super::history::History;
use super::library::{Library, Progress, RubricName, Site};
use super::saving::LONGEST_WAIT;
use super::{
    Access, App, Keeping, Loaded, NewSite, Notice, OpenAssessment, OpenTrouble, Opened, Place,
    SaveState,
};
use crate::by_key::ByKey;
use crate::engine::{EXAMPLE, Rubric};
use crate::storage::queue::Queue;
use crate::storage::record::{self, DocumentRecord, RubricTextRecord, SiteRecord};
use crate::storage::{Batch, Shelf, StorageError};

/// Where the last address is kept.
const ADDRESS: &str = "address";

/// Under what is remembered that assessments were kept here.
const KEPT: &str = "kept";

/// The first wait, in milliseconds, for a store that is not to be had; each further one is twice as
/// long.
const FIRST_WAIT: u32 = 125;

/// The longest wait of which nothing is said.
const SHORT_WAIT: u32 = 1_000;

impl App {
    /// Reads the list of sites from the store: again and again, until the store gives it.
    pub(super) async fn load_library(&self) {
        let mut wait = FIRST_WAIT;
        while let Err(why) = self.try_to_load().await {
            // A store that another process is just letting go of is nothing to be told about.
            if wait > SHORT_WAIT {
                self.show_trouble(why);
            }
            self.shared.platform.pause(wait).await;
            wait = wait.saturating_mul(2).min(LONGEST_WAIT);
        }
    }

    async fn try_to_load(&self) -> Result<(), StorageError> {
        let queue = &self.shared.queue;
        let address = queue.read(Shelf::Remarks, ADDRESS).await?;
        let library = library_of(queue.read_all(Shelf::Sites, "").await?);
        let is_cleared = library.is_empty() && self.was_kept();
        let unopened = match &self.now().open {
            Opened::Failed {
                id,
                why:
                    OpenTrouble::Storage(StorageError::Unavailable { .. } | StorageError::Other { .. }),
            } => Some(id.clone()),
            Opened::Failed { .. } | Opened::Nothing | Opened::Waiting { .. } | Opened::Ready(_) => {
                None
            }
        };
        self.update(|state| {
            if state.last_address.is_none() {
                state.last_address = address;
            }
            if matches!(state.keeping, Keeping::Failing { .. }) {
                state.keeping = Keeping::NotAsked;
            }
            if is_cleared {
                state.notice = Some(Notice::Cleared);
            }
            if state.library == Loaded::Waiting
                && let Some((_, why)) = library.unreadable.first()
            {
                state.notice = Some(Notice::NotDone { why: why.clone() });
            }
            state.library = Loaded::Ready(Rc::new(library));
        });
        if let Some(id) = unopened {
            self.open(&id);
        }
        Ok(())
    }

    /// Says that the store cannot be had, and shows what was made meanwhile.
    fn show_trouble(&self, why: StorageError) {
        let library = library_of(self.shared.queue.unwritten(Shelf::Sites, ""));
        self.update(|state| {
            state.keeping = Keeping::Failing { why };
            if state.library == Loaded::Waiting {
                state.library = Loaded::Ready(Rc::new(library));
            }
        });
    }

    /// Remembers, outside of the store, whether there is something in it.
    pub(super) fn remember_kept(&self) {
        let Loaded::Ready(library) = &self.now().library else { return };
        let is_any = !library.is_empty();
        if self.was_kept() != is_any {
            self.shared.platform.remember(KEPT, if is_any { "yes" } else { "" });
        }
    }

    fn was_kept(&self) -> bool {
        self.shared.platform.recall(KEPT).as_deref() == Some("yes")
    }

    /// Remembers the address, for the next start without one.
    pub fn remember_address(&self, address: &str) {
        self.keep(Batch::new().put(Shelf::Remarks, ADDRESS, address), None);
    }

    /// Makes a new site under the rubric that ships, opens it, and gives its id.
    pub fn create(&self, site: NewSite) -> String {
        let id = self.shared.platform.new_id();
        match self.shipped() {
            Ok(rubric) => {
                let mut file = AssessmentFile::new(rubric.identity());
                for action in first_actions(site) {
                    file.change(&action);
                }
                self.begin_and_open(&id, file, &rubric);
            }
            Err(_) => {
                let why = OpenTrouble::OtherRubric;
                self.update(|state| state.open = Opened::Failed { id: id.clone(), why });
            }
        }
        id
    }

    /// Makes a site from the fictitious example that ships, opens it, and gives its id.
    pub fn create_example(&self) -> String {
        let id = self.shared.platform.new_id();
        match (self.shipped(), AssessmentFile::parse(EXAMPLE)) {
            (Ok(rubric), Ok(file)) => {
                self.begin_and_open(&id, file, &rubric);
            }
            (Err(_), _) => {
                let why = OpenTrouble::OtherRubric;
                self.update(|state| state.open = Opened::Failed { id: id.clone(), why });
            }
            (Ok(_), Err(detail)) => {
                let why = OpenTrouble::Unreadable(detail);
                self.update(|state| state.open = Opened::Failed { id: id.clone(), why });
            }
        }
        id
    }

    fn begin_and_open(&self, id: &str, file: AssessmentFile, rubric: &Rubric) {
        self.shared.claim.take();
        let open = self.begin(id, file, rubric);
        self.update(|state| state.open = Opened::Ready(Rc::new(open)));
        self.catch_up();
        // Nobody else knows this id, so it is to be had.
        let (app, id) = (self.clone(), id.to_owned());
        self.shared.platform.spawn(Box::pin(async move {
            let claim = app.shared.platform.claim(&id).await;
            if app.now().assessment().is_some_and(|open| open.id == id) {
                app.shared.claim.replace(claim);
            }
        }));
    }

    /// Puts a new assessment on its way to the store, and in the list.
    pub(super) fn begin(&self, id: &str, file: AssessmentFile, rubric: &Rubric) -> OpenAssessment {
        let name = RubricName::from_identity(rubric.identity());
        let open = OpenAssessment {
            id: id.to_owned(),
            place: Place::default(),
            history: History::default(),
            revision: 0,
            form: Rc::new(rubric.form(&file.categories())),
            rubric: name.clone(),
            access: if file.is_final() { Access::Final } else { Access::Writable },
            file,
            report: None,
            is_catching_up: true,
            unreadable: Vec::new(),
            save: SaveState::Saving,
        };
        let report = rubric.report(&open.file.text());
        let progress = report.as_ref().ok().map(Progress::from_report);
        let site = Site { progress, ..self.site_of(&open) };
        let text =
            RubricTextRecord { id: name.id, edition: name.edition, text: rubric.text().to_owned() };
        let batch =
            kept(Batch::new(), &open, &site, None).put_record(Shelf::Rubrics, &name.digest, &text);
        self.update(|state| list(&mut state.library, site));
        self.keep(batch, Some(id));
        open
    }

    /// Deletes a site; [`App::restore`] brings it back.
    pub fn delete(&self, id: &str) {
        let deleted = Some(self.shared.platform.now());
        let is_open = self.now().assessment().is_some_and(|open| open.id == id);
        if is_open {
            self.close();
        }
        if let Some(site) = self.relist(id, |site| site.deleted = deleted) {
            let notice = Notice::Deleted { id: site.id, name: site.name };
            self.update(|state| state.notice = Some(notice));
        }
    }

    /// Brings back a deleted site.
    pub fn restore(&self, id: &str) {
        let site = self.relist(id, |site| site.deleted = None);
        let is_told =
            matches!(&self.now().notice, Some(Notice::Deleted { id: told, .. }) if told == id);
        if site.is_some() && is_told {
            self.dismiss_notice();
        }
    }

    /// Changes what the list shows of a site.
    fn relist(&self, id: &str, change: impl FnOnce(&mut Site)) -> Option<Site> {
        let mut site = match &self.now().library {
            Loaded::Ready(library) => library.site(id)?.clone(),
            Loaded::Waiting => return None,
        };
        change(&mut site);
        let listed = site.clone();
        self.update(|state| list(&mut state.library, listed));
        self.keep(Batch::new().put_record(Shelf::Sites, id, &site.to_record()), Some(id));
        Some(site)
    }

    /// Takes a site off this device for good. Only a file brings it back.
    pub fn delete_for_good(&self, id: &str) {
        let id = id.to_owned();
        if self.now().assessment().is_some_and(|open| open.id == id) {
            self.close();
        }
        self.spawn_with_queue(|app, queue| async move {
            match removal(&queue, &id).await {
                Ok(batch) => {
                    app.update(|state| {
                        if let Loaded::Ready(library) = &state.library {
                            state.library = Loaded::Ready(Rc::new(library.without(&id)));
                        }
                    });
                    app.remember_kept();
                    app.keep(batch, Some(&id));
                }
                Err(why) => app.tell_not_done(why),
            }
        });
    }

    /// Makes a copy of a site.
    pub fn duplicate(&self, id: &str) {
        let id = id.to_owned();
        self.spawn_with_queue(|app, queue| async move {
            match app.copy(&queue, &id).await {
                Ok((mut file, rubric)) => {
                    let language = app.now().settings.language;
                    let to = words::copy_of(language, file.name());
                    file.change(&Action::SetSubject { particular: Particular::Name, to });
                    app.begin(&app.shared.platform.new_id(), file, &rubric);
                }
                Err(OpenTrouble::Storage(why)) => app.tell_not_done(why),
                Err(OpenTrouble::NotThere) => {
                    app.tell_not_done(StorageError::Damaged { detail: id });
                }
                Err(OpenTrouble::Unreadable(detail)) => {
                    app.tell_not_done(StorageError::Damaged { detail });
                }
                Err(OpenTrouble::OtherRubric) => {
                    app.tell_not_done(StorageError::Damaged { detail: "rubric".to_owned() });
                }
            }
        });
    }

    async fn copy(
        &self,
        queue: &Queue,
        id: &str,
    ) -> Result<(AssessmentFile, Rc<Rubric>), OpenTrouble> {
        let document = queue.read(Shelf::Documents, id).await?.ok_or(OpenTrouble::NotThere)?;
        let document: DocumentRecord = record::read(&document)?;
        let file = AssessmentFile::parse(&document.text).map_err(OpenTrouble::Unreadable)?;
        Ok((file, self.rubric_of(&document.rubric)?))
    }

    pub(super) fn tell_not_done(&self, why: StorageError) {
        self.update(|state| state.notice = Some(Notice::NotDone { why }));
    }
}

impl RubricName {
    /// The name of the rubric with this identity.
    pub fn from_identity(identity: &RubricIdentity) -> Self {
        let RubricIdentity { id, edition, digest, title, .. } = identity.clone();
        Self { id, edition, digest, title }
    }
}

/// The list of these cards. One that cannot be read keeps none of the others from being shown.
fn library_of(cards: ByKey<String, String>) -> Library {
    let (mut sites, mut unreadable) = (Vec::new(), Vec::new());
    for (id, text) in cards {
        match record::read::<SiteRecord>(&text) {
            Ok(record) => sites.push(Site::from_record(&id, record)),
            Err(why) => unreadable.push((id, why)),
        }
    }
    Library { unreadable, ..Library::from_sites(sites) }
}

/// Everything that is kept of a site, taken away.
async fn removal(queue: &Queue, id: &str) -> Result<Batch, StorageError> {
    let mut batch = Batch::new();
    for shelf in [Shelf::Sites, Shelf::Documents, Shelf::Revisions, Shelf::Places] {
        batch = batch.remove(shelf, id);
    }
    for (key, _) in queue.read_all(Shelf::Changes, &format!("{id}/")).await? {
        batch = batch.remove(Shelf::Changes, &key);
    }
    Ok(batch)
}

/// What the person said of a new site.
fn first_actions(site: NewSite) -> Vec<Action> {
    let NewSite { name, code, region, cycle, categories, assessors } = site;
    let subject = |particular, to| Action::SetSubject { particular, to };
    let mut actions = vec![
        subject(Particular::Name, name),
        subject(Particular::Code, code),
        subject(Particular::Region, region),
        Action::SetCycle(cycle),
        Action::SetAssessors(assessors),
    ];
    actions.extend(
        categories
            .into_iter()
            .map(|(category, option)| Action::SetCategory { category, option: Some(option) }),
    );
    actions
}

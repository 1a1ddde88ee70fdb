//! The list of sites: making, copying, deleting, bringing in and giving out.

use std::rc::Rc;

use jiangxing::finding::Finding;
use jiangxing::report::v1::RubricIdentity;
use jiangxing_text::words;

use super::assessment::{Action, AssessmentFile, Particular};
use super::editing::{kept, list};
use super::history::History;
use super::library::{Library, Progress, RubricName, Site};
use super::{
    Access, App, Loaded, NewSite, Notice, OpenAssessment, OpenTrouble, Opened, Place, SaveState,
};
use crate::engine::{EXAMPLE, Rubric};
use crate::platform::file;
use crate::storage::queue::Queue;
use crate::storage::record::{self, DocumentRecord, RubricTextRecord, SiteRecord};
use crate::storage::{Batch, Shelf, StorageError};

/// The largest file that is read as an assessment.
const LARGEST_FILE: usize = 8 * 1024 * 1024;

/// Where the last address is kept.
const ADDRESS: &str = "address";

impl App {
    /// Reads the list of sites from the store.
    pub(super) async fn load_library(&self) {
        let Some(queue) = self.queue() else { return };
        let address = queue.read(Shelf::Remarks, ADDRESS).await;
        let library = read_library(&queue).await;
        self.update(|state| {
            if let (Loaded::Waiting, Ok(address)) = (&state.library, address) {
                state.last_address = address;
            }
            state.library = match library {
                Ok(library) => Loaded::Ready(Rc::new(library)),
                Err(why) => Loaded::Failed(why),
            };
        });
    }

    /// Remembers the address, for the next start without one.
    pub fn remember_address(&self, address: &str) {
        self.keep(Ok(Batch::new().put(Shelf::Remarks, ADDRESS, address)), None);
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
            Err(diagnostics) => {
                let why = OpenTrouble::Rubric(diagnostics);
                self.update(|state| {
                    state.open = Opened::Failed {
                        id: id.clone(),
                        why,
                    }
                });
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
            (Err(diagnostics), _) => {
                let why = OpenTrouble::Rubric(diagnostics);
                self.update(|state| {
                    state.open = Opened::Failed {
                        id: id.clone(),
                        why,
                    }
                });
            }
            (Ok(_), Err(detail)) => {
                let why = OpenTrouble::Unreadable(detail);
                self.update(|state| {
                    state.open = Opened::Failed {
                        id: id.clone(),
                        why,
                    }
                });
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
    fn begin(&self, id: &str, file: AssessmentFile, rubric: &Rubric) -> OpenAssessment {
        let name = RubricName::from_identity(rubric.identity());
        let open = OpenAssessment {
            id: id.to_owned(),
            place: Place::default(),
            history: History::default(),
            revision: 0,
            form: Rc::new(rubric.form(&file.categories())),
            rubric: name.clone(),
            access: if file.is_final() {
                Access::Final
            } else {
                Access::Writable
            },
            file,
            report: None,
            is_catching_up: true,
            unreadable: Vec::new(),
            save: SaveState::Saving,
        };
        let report = rubric.report(&open.file.text());
        let progress = report.as_ref().ok().map(Progress::from_report);
        let site = Site {
            progress,
            ..self.site_of(&open)
        };
        let text = RubricTextRecord {
            id: name.id,
            edition: name.edition,
            text: rubric.text().to_owned(),
        };
        let batch = kept(Batch::new(), &open, &site, None)
            .and_then(|batch| batch.put_record(Shelf::Rubrics, &name.digest, &text));
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
            let notice = Notice::Deleted {
                id: site.id,
                name: site.name,
            };
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
            Loaded::Waiting | Loaded::Failed(_) => return None,
        };
        change(&mut site);
        let listed = site.clone();
        self.update(|state| list(&mut state.library, listed));
        self.keep(
            Batch::new().put_record(Shelf::Sites, id, &site.to_record()),
            None,
        );
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
                    app.keep(Ok(batch), None);
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
                    file.change(&Action::SetSubject {
                        particular: Particular::Name,
                        to,
                    });
                    app.begin(&app.shared.platform.new_id(), file, &rubric);
                }
                Err(OpenTrouble::Storage(why)) => app.tell_not_done(why),
                Err(OpenTrouble::NotThere) => {
                    app.tell_not_done(StorageError::Damaged { detail: id });
                }
                Err(OpenTrouble::Unreadable(detail)) => {
                    app.tell_not_done(StorageError::Damaged { detail });
                }
                Err(OpenTrouble::Rubric(_)) => {
                    app.tell_not_done(StorageError::Damaged {
                        detail: "rubric".to_owned(),
                    });
                }
            }
        });
    }

    async fn copy(
        &self,
        queue: &Queue,
        id: &str,
    ) -> Result<(AssessmentFile, Rc<Rubric>), OpenTrouble> {
        let document = queue
            .read(Shelf::Documents, id)
            .await?
            .ok_or(OpenTrouble::NotThere)?;
        let document: DocumentRecord = record::read(&document)?;
        let file = AssessmentFile::parse(&document.text).map_err(OpenTrouble::Unreadable)?;
        Ok((file, self.rubric_of(queue, &document.rubric).await?))
    }

    /// Reads a file chosen by the person as a new site. [`super::AppState::notice`] says how it
    /// went.
    pub fn import(&self, chosen: web_sys::File) {
        let name = chosen.name();
        let is_too_large = LARGEST_FILE < size_of(&chosen);
        let app = self.clone();
        self.shared.platform.spawn(Box::pin(async move {
            if is_too_large {
                app.refuse(name, vec![too_large(&chosen)]);
                return;
            }
            match file::text_of(&chosen).await {
                Ok(text) => app.import_text(&name, &text),
                Err(detail) => app.tell_not_done(StorageError::Other { detail }),
            }
        }));
    }

    /// Reads the text of a file as a new site: under the rubric it names where that is on this
    /// device, else under the one that ships. What is open stays as it is.
    pub fn import_text(&self, name: &str, text: &str) {
        let name = name.to_owned();
        // Some editors put a mark before the first character.
        let text = text.trim_start_matches('\u{feff}').to_owned();
        self.spawn_with_queue(|app, queue| async move {
            let rubric = match app.rubric_for(&queue, &text).await {
                Ok(rubric) => rubric,
                Err(why) => return app.tell_not_done(why),
            };
            match (rubric.report(&text), AssessmentFile::parse(&text)) {
                (Ok(report), Ok(file)) => {
                    let id = app.shared.platform.new_id();
                    app.begin(&id, file, &rubric);
                    let notice = Notice::Imported {
                        id,
                        file: name,
                        findings: report.findings,
                    };
                    app.update(|state| state.notice = Some(notice));
                }
                (Err(findings), _) => app.refuse(name, findings),
                (Ok(_), Err(detail)) => {
                    app.refuse(
                        name,
                        vec![Finding::Unreadable {
                            detail,
                            line: 1,
                            column: 1,
                        }],
                    );
                }
            }
        });
    }

    /// The rubric that an assessment names, if it is on this device; else the one that ships.
    async fn rubric_for(&self, queue: &Queue, text: &str) -> Result<Rc<Rubric>, StorageError> {
        let broken = || StorageError::Damaged {
            detail: "rubric".to_owned(),
        };
        let shipped = self.shipped().map_err(|_| broken())?;
        let Ok(file) = AssessmentFile::parse(text) else {
            return Ok(shipped);
        };
        let (id, edition, digest) = file.rubric();
        if names(shipped.identity(), id, edition, digest) {
            return Ok(shipped);
        }
        for (kept, text) in queue.read_all(Shelf::Rubrics, "").await? {
            let kept_rubric: RubricTextRecord = record::read(&text)?;
            let same = kept_rubric.id == id && kept_rubric.edition == edition;
            if same && (digest.is_empty() || digest == kept) {
                return self.rubric(&kept, &kept_rubric.text).map_err(|_| broken());
            }
        }
        Ok(shipped)
    }

    fn refuse(&self, file: String, findings: Vec<Finding>) {
        self.update(|state| state.notice = Some(Notice::NotImported { file, findings }));
    }

    pub(super) fn tell_not_done(&self, why: StorageError) {
        self.update(|state| state.notice = Some(Notice::NotDone { why }));
    }

    /// Gives a site to the person as a file: as it stands on the screen, if it is open.
    pub fn export(&self, id: &str) {
        let now = self.now();
        if let Some(open) = now.assessment().filter(|open| open.id == id) {
            self.give(open.file.name(), &open.file.text());
            return;
        }
        let id = id.to_owned();
        self.spawn_with_queue(|app, queue| async move {
            let document = match queue.read(Shelf::Documents, &id).await {
                Ok(Some(text)) => record::read::<DocumentRecord>(&text),
                Ok(None) => Err(StorageError::Damaged { detail: id }),
                Err(why) => Err(why),
            };
            match document {
                Ok(document) => {
                    let file = AssessmentFile::parse(&document.text);
                    let name = file.as_ref().map(AssessmentFile::name).unwrap_or_default();
                    app.give(name, &document.text);
                }
                Err(why) => app.tell_not_done(why),
            }
        });
    }

    fn give(&self, site: &str, text: &str) {
        let name = file_name(site, self.shared.platform.now().date());
        if let Err(detail) = self.shared.platform.give_file(&name, text) {
            self.tell_not_done(StorageError::Other { detail });
        }
    }
}

impl RubricName {
    /// The name of the rubric with this identity.
    pub fn from_identity(identity: &RubricIdentity) -> Self {
        let RubricIdentity {
            id,
            edition,
            digest,
            title,
            ..
        } = identity.clone();
        Self {
            id,
            edition,
            digest,
            title,
        }
    }
}

async fn read_library(queue: &Queue) -> Result<Library, StorageError> {
    let mut sites = Vec::new();
    for (id, text) in queue.read_all(Shelf::Sites, "").await? {
        sites.push(Site::from_record(&id, record::read::<SiteRecord>(&text)?));
    }
    Ok(Library::from_sites(sites))
}

/// Everything that is kept of a site, taken away.
async fn removal(queue: &Queue, id: &str) -> Result<Batch, StorageError> {
    let mut batch = Batch::new();
    for shelf in [
        Shelf::Sites,
        Shelf::Documents,
        Shelf::Revisions,
        Shelf::Places,
    ] {
        batch = batch.remove(shelf, id);
    }
    for (key, _) in queue.read_all(Shelf::Changes, &format!("{id}/")).await? {
        batch = batch.remove(Shelf::Changes, &key);
    }
    Ok(batch)
}

/// What the person said of a new site.
fn first_actions(site: NewSite) -> Vec<Action> {
    let NewSite {
        name,
        code,
        region,
        cycle,
        categories,
        assessors,
    } = site;
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
            .map(|(category, option)| Action::SetCategory {
                category,
                option: Some(option),
            }),
    );
    actions
}

fn names(identity: &RubricIdentity, id: &str, edition: &str, digest: &str) -> bool {
    identity.id == id
        && identity.edition == edition
        && (digest.is_empty() || digest == identity.digest)
}

/// `jiangxing-<site>-<date>.json`, without what a file's name may not hold.
fn file_name(site: &str, date: &str) -> String {
    let site: String = site
        .chars()
        .map(|each| if each.is_alphanumeric() { each } else { '-' })
        .take(40)
        .collect();
    let words: Vec<&str> = site.split('-').filter(|word| !word.is_empty()).collect();
    let parts = ["jiangxing"].into_iter().chain(words).chain([date]);
    format!(
        "{}.json",
        parts
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-")
    )
}

/// The size of a file in bytes, which the browser hands over as a float.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a size is whole and positive; one beyond the range becomes the largest there is"
)]
fn size_of(file: &web_sys::File) -> usize {
    file.size() as usize
}

fn too_large(file: &web_sys::File) -> Finding {
    Finding::TooLarge {
        what: "file".to_owned(),
        found: size_of(file).to_string(),
        most: LARGEST_FILE.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_has_nothing_that_a_file_name_may_not_have() {
        let name = |site| file_name(site, "2026-03-01");
        assert_eq!(
            name("虚构示例 · 甲工匠学院"),
            "jiangxing-虚构示例-甲工匠学院-2026-03-01.json"
        );
        assert_eq!(name("../../etc/<b>"), "jiangxing-etc-b-2026-03-01.json");
        assert_eq!(name(""), "jiangxing-2026-03-01.json");
        assert_eq!(
            name(&"长".repeat(500)).chars().count(),
            "jiangxing--2026-03-01.json".len() + 40
        );
    }
}

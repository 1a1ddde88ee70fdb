//! Changing the open assessment: shown at once, written at once, and the report follows.

use std::rc::Rc;

use jiangxing::report::form::{Ask, Form};

use super::assessment::{Action, Patch};
use super::library::{Library, Progress, Site};
use super::{Access, App, Loaded, OpenAssessment, Opened, Place, SaveState};
use crate::storage::record::{
    ChangeKind, ChangeRecord, DocumentRecord, PatchRecord, PlaceRecord, change_key,
};
use crate::storage::{Batch, Shelf};

impl App {
    /// Does something to the open assessment. Nothing happens where it may not be changed; a final
    /// one may only be reopened.
    pub fn act(&self, action: Action) {
        let now = self.now();
        let Some(open) = now.assessment() else { return };
        let may = match open.access {
            Access::Writable => true,
            Access::Final => action == Action::Reopen,
            Access::Elsewhere | Access::Overtaken => false,
        };
        let mut file = open.file.clone();
        let mut patches = file.change(&action);
        // What holds for a question holds for everything that is asked in it.
        for ask in asks_set_aside(&open.form, &action) {
            patches.extend(file.change(&Action::Clear { id: ask.id.clone() }));
        }
        if !may || patches.is_empty() {
            return;
        }
        let revision = open.revision.saturating_add(1);
        let mut history = open.history.clone();
        let replaced = history.record(&action, patches, revision);
        let patches = history.last().map(|change| change.patches.clone()).unwrap_or_default();
        let changed = OpenAssessment { file, history, revision, ..(**open).clone() };
        let change = self.change_record(ChangeKind::Changed, &patches);
        let batch = replaced.map_or_else(Batch::new, |replaced| {
            Batch::new().remove(Shelf::Changes, &change_key(&open.id, replaced))
        });
        self.take_over(open, changed, change, batch);
    }

    /// Takes back the last change of the open assessment.
    pub fn undo(&self) {
        self.travel(ChangeKind::Undone);
    }

    /// Brings about again what was taken back.
    pub fn redo(&self) {
        self.travel(ChangeKind::Redone);
    }

    fn travel(&self, kind: ChangeKind) {
        let now = self.now();
        let Some(open) = now.assessment() else { return };
        if !matches!(open.access, Access::Writable | Access::Final) {
            return;
        }
        let mut changed = (**open).clone();
        let travelled = match kind {
            ChangeKind::Undone => changed.history.undo().map(|patches| changed.file.undo(&patches)),
            ChangeKind::Redone => changed.history.redo().map(|patches| changed.file.redo(&patches)),
            ChangeKind::Changed => None,
        };
        if travelled.is_some() {
            changed.revision = open.revision.saturating_add(1);
            let change = self.change_record(kind, &[]);
            self.take_over(open, changed, change, Batch::new());
        }
    }

    fn change_record(&self, kind: ChangeKind, patches: &[Patch]) -> ChangeRecord {
        let patches = patches
            .iter()
            .map(|Patch { path, before, after }| PatchRecord {
                path: path.clone(),
                before: before.as_ref().map(ToString::to_string),
                after: after.as_ref().map(ToString::to_string),
            })
            .collect();
        ChangeRecord { at: self.shared.platform.now().to_string(), kind, patches }
    }

    /// Shows `changed` in place of `before`, and puts it on its way together with `batch`.
    fn take_over(
        &self,
        before: &OpenAssessment,
        changed: OpenAssessment,
        change: ChangeRecord,
        batch: Batch,
    ) {
        let mut changed = changed;
        changed.access = if changed.file.is_final() { Access::Final } else { Access::Writable };
        changed.save = SaveState::Saving;
        changed.is_catching_up = true;
        let chosen = changed.file.categories();
        if chosen != before.file.categories()
            && let Some(rubric) = self.known_rubric(&changed.rubric.digest)
        {
            changed.form = Rc::new(rubric.form(&chosen));
        }
        let site = self.site_of(&changed);
        let key = change_key(&changed.id, changed.revision);
        let batch = kept(batch, &changed, &site, Some(before.revision)).put_record(
            Shelf::Changes,
            &key,
            &change,
        );
        let id = changed.id.clone();
        self.update(|state| {
            state.open = Opened::Ready(Rc::new(changed));
            list(&mut state.library, site);
        });
        self.keep(batch, Some(&id));
        self.catch_up();
    }

    /// The assessment as the list shows it.
    pub(super) fn site_of(&self, open: &OpenAssessment) -> Site {
        let listed = match &self.now().library {
            Loaded::Ready(library) => library.site(&open.id).cloned(),
            Loaded::Waiting => None,
        };
        Site {
            id: open.id.clone(),
            name: open.file.name().to_owned(),
            categories: open.file.categories(),
            cycle: open.file.cycle().to_owned(),
            is_final: open.file.is_final(),
            rubric: open.rubric.clone(),
            progress: listed.as_ref().and_then(|site| site.progress.clone()),
            saved: self.shared.platform.now(),
            deleted: listed.and_then(|site| site.deleted),
        }
    }

    /// Has the report made anew once what changed has been drawn.
    pub(super) fn catch_up(&self) {
        if self.shared.report_due.replace(true) {
            return;
        }
        let app = self.clone();
        self.shared.platform.spawn(Box::pin(async move {
            app.shared.platform.pause(0).await;
            app.shared.report_due.set(false);
            app.report();
        }));
    }

    /// Makes the report of the open assessment, and notes in the list how it stands.
    pub(super) fn report(&self) {
        let now = self.now();
        let Some(open) = now.assessment() else { return };
        let Some(rubric) = self.known_rubric(&open.rubric.digest) else {
            return;
        };
        let made = rubric.report(&open.file.text());
        let progress = made.as_ref().ok().map(Progress::from_report);
        self.update_open(&open.id, |open| {
            open.is_catching_up = false;
            match made {
                Ok(report) => {
                    open.report = Some(Rc::new(report));
                    open.unreadable = Vec::new();
                }
                Err(findings) => open.unreadable = findings,
            }
        });
        let Loaded::Ready(library) = &now.library else {
            return;
        };
        let Some(site) = library.site(&open.id) else {
            return;
        };
        if site.progress != progress && matches!(open.access, Access::Writable | Access::Final) {
            let site = Site { progress, ..site.clone() };
            let batch = Batch::new().put_record(Shelf::Sites, &site.id, &site.to_record());
            self.update(|state| list(&mut state.library, site));
            self.keep(batch, None);
        }
    }

    /// Remembers where the person is in the open assessment. Typing that goes on elsewhere is
    /// another change.
    pub fn go_to(&self, section: &str, question: &str) {
        let now = self.now();
        let Some(open) = now.assessment() else { return };
        let place = Place { section: section.to_owned(), question: question.to_owned() };
        if open.place == place {
            return;
        }
        let Place { section, question } = place.clone();
        let record = PlaceRecord { section, question };
        self.update_open(&open.id, |open| {
            open.place = place;
            open.history.close();
        });
        self.keep(Batch::new().put_record(Shelf::Places, &open.id, &record), None);
    }
}

/// The asks whose answers go when `action` says something else about their question as a whole.
fn asks_set_aside<'a>(form: &'a Form, action: &Action) -> impl Iterator<Item = &'a Ask> {
    let question = match action {
        Action::MarkNotApplicable { id, .. }
        | Action::MarkPending { id, .. }
        | Action::MarkDeclined { id, .. }
        | Action::Clear { id } => {
            let mut questions = form.sections.iter().flat_map(|section| &section.questions);
            questions.find(|question| question.id == *id)
        }
        Action::SetValue { .. }
        | Action::SetPart { .. }
        | Action::WritePart { .. }
        | Action::SetNote { .. }
        | Action::AddEvidence { .. }
        | Action::ChangeEvidence { .. }
        | Action::RemoveEvidence { .. }
        | Action::SetSubject { .. }
        | Action::SetCategory { .. }
        | Action::SetCycle(_)
        | Action::SetAssessors(_)
        | Action::Finalise
        | Action::Reopen => None,
    };
    let asks = question.map(|question| question.asks.iter().filter(|ask| ask.id != question.id));
    asks.into_iter().flatten()
}

/// Puts `site` in the list.
pub(super) fn list(library: &mut Loaded<Rc<Library>>, site: Site) {
    if let Loaded::Ready(sites) = library {
        *library = Loaded::Ready(Rc::new(sites.with(site)));
    }
}

/// `batch`, and the assessment as it stands, which was at revision `before` until now.
pub(super) fn kept(batch: Batch, open: &OpenAssessment, site: &Site, before: Option<u64>) -> Batch {
    let document = DocumentRecord {
        revision: open.revision,
        rubric: open.rubric.digest.clone(),
        text: open.file.text(),
    };
    batch
        .expect(Shelf::Revisions, &open.id, before.map(|revision| revision.to_string()))
        .put(Shelf::Revisions, &open.id, open.revision.to_string())
        .put_record(Shelf::Documents, &open.id, &document)
        .put_record(Shelf::Sites, &open.id, &site.to_record())
}

//! Onto the device: every change as one transaction, tried again until it is there.

use std::rc::Rc;

use super::{Access, App, Keeping, Notice, SaveState};
use crate::storage::queue::{Queue, Written};
use crate::storage::{Batch, StorageError};

/// The longest wait between two attempts.
pub(super) const LONGEST_WAIT: u32 = 15_000;

/// How often, and every how many milliseconds, it is looked whether everything is saved before a
/// new version is taken.
const MOST_LOOKS: u32 = 50;
const LOOKS_EVERY: u32 = 100;

impl App {
    /// Puts `batch` on its way. `changes` names the assessment that the person changed with it.
    pub(super) fn keep(&self, batch: Batch, changes: Option<&str>) {
        let queue = &self.shared.queue;
        queue.push(batch, changes);
        self.shared.platform.ask_before_closing(!queue.is_all_saved());
        self.write();
    }

    /// Tries again at once to write what could not be written.
    pub fn retry_saving(&self) {
        self.write();
    }

    /// Writes what is waiting, until nothing is.
    pub(super) fn write(&self) {
        self.spawn_with_queue(|app, queue| async move {
            while app.write_once(&queue).await {}
            app.shared.platform.ask_before_closing(!queue.is_all_saved());
        });
    }

    /// Whether there may be more to write.
    async fn write_once(&self, queue: &Rc<Queue>) -> bool {
        match queue.write().await {
            Written::Nothing => false,
            Written::Kept { ids, lists } => {
                self.show_saved(queue);
                if lists {
                    self.shared.platform.tell_others();
                }
                if !ids.is_empty() {
                    self.remember_kept();
                    self.ask_to_keep_for_good();
                }
                true
            }
            Written::Overtaken { ids } => {
                for id in &ids {
                    self.update_open(id, |open| {
                        open.access = Access::Overtaken;
                        open.save = SaveState::Failed { why: StorageError::Overtaken };
                    });
                }
                self.show_saved(queue);
                true
            }
            Written::NotYet { why, attempts } => {
                let open = self.now().assessment().map(|open| open.id.clone());
                match open.filter(|id| !queue.is_saved(id)) {
                    Some(id) => self.update_open(&id, |open| open.save = SaveState::Failed { why }),
                    // The screen of an open assessment says so itself.
                    None if attempts == 1 => {
                        self.update(|state| state.notice = Some(Notice::NotSaved { why }));
                    }
                    None => (),
                }
                self.try_again_later(attempts);
                false
            }
        }
    }

    /// Says that the open assessment is saved, if every change to it is, and what else waited for
    /// that to be told.
    fn show_saved(&self, queue: &Queue) {
        let all = self.shared.told_once_saved.take().into_iter();
        let (told, waiting): (Vec<_>, Vec<_>) = all.partition(|(id, _)| queue.is_saved(id));
        self.shared.told_once_saved.replace(waiting);
        for (_, notice) in told {
            self.update(|state| state.notice = Some(notice));
        }
        let now = self.now();
        if matches!(now.notice, Some(Notice::NotSaved { .. })) {
            self.dismiss_notice();
        }
        let Some(open) = now.assessment() else { return };
        let is_pending = match open.save {
            SaveState::Saving | SaveState::Failed { .. } => true,
            SaveState::Saved { .. } => false,
        };
        if is_pending && open.access != Access::Overtaken && queue.is_saved(&open.id) {
            let at = self.shared.platform.now();
            self.update_open(&open.id, |open| open.save = SaveState::Saved { at });
        }
    }

    fn try_again_later(&self, attempts: u32) {
        if self.shared.retry_due.replace(true) {
            return;
        }
        let wait = 1_000_u32.saturating_mul(2_u32.saturating_pow(attempts.saturating_sub(1)));
        let app = self.clone();
        self.shared.platform.spawn(Box::pin(async move {
            app.shared.platform.pause(wait.min(LONGEST_WAIT)).await;
            app.shared.retry_due.set(false);
            app.write();
        }));
    }

    /// Asks the browser, once, to keep what is on this device for good.
    fn ask_to_keep_for_good(&self) {
        if self.now().keeping != Keeping::NotAsked {
            return;
        }
        // Until the browser has answered, its own habit holds.
        self.update(|state| state.keeping = Keeping::MayGo);
        let app = self.clone();
        self.shared.platform.spawn(Box::pin(async move {
            if app.shared.platform.keep_for_good().await == Some(true) {
                app.update(|state| state.keeping = Keeping::Persistent);
            }
        }));
    }

    /// Takes the new version of the app once everything is on the device, and not before.
    pub fn apply_update(&self) {
        self.spawn_with_queue(|app, queue| async move {
            while app.write_once(&queue).await {}
            // What another task has in flight comes to its end first.
            for _ in 0..MOST_LOOKS {
                if queue.is_all_saved() {
                    return app.shared.platform.apply_update();
                }
                app.shared.platform.pause(LOOKS_EVERY).await;
            }
        });
    }
}

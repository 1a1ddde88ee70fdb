//! What is on its way to the store: one batch at a time, in order, tried again until it is there.
//!
//! Whoever reads through the queue sees what was put into it, written or not. A write that does not
//! succeed stays in the queue: nothing is dropped, and what comes later goes with it.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::{Batch, Shelf, StorageError, Store};
use crate::by_key::ByKey;

/// The way to a store.
pub struct Queue {
    store: Rc<dyn Store>,
    waiting: RefCell<Batch>,
    in_flight: RefCell<Option<Batch>>,
    /// What changed in the waiting batch and the one in flight, by the ids of the assessments.
    unsaved_waiting: RefCell<Vec<String>>,
    unsaved_in_flight: RefCell<Vec<String>>,
    attempts: Cell<u32>,
}

/// What came of one attempt to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Written {
    /// There was nothing to write, or a write is in flight already.
    Nothing,
    /// A batch is on the device: these assessments, and every shelf that it touched.
    Kept {
        /// Their ids.
        ids: Vec<String>,
        /// Whether the list of sites differs.
        lists: bool,
    },
    /// Another window was first: the changes to these assessments are taken out of the queue.
    Overtaken {
        /// Their ids.
        ids: Vec<String>,
    },
    /// It did not succeed and stays in the queue.
    NotYet {
        /// Why.
        why: StorageError,
        /// How often in a row, from 1.
        attempts: u32,
    },
}

impl Queue {
    /// The way to `store`, with nothing on it.
    pub fn new(store: Rc<dyn Store>) -> Self {
        Self {
            store,
            waiting: RefCell::default(),
            in_flight: RefCell::default(),
            unsaved_waiting: RefCell::default(),
            unsaved_in_flight: RefCell::default(),
            attempts: Cell::new(0),
        }
    }

    /// Puts `batch` at the end. `changes` names the assessment that it changes for the person, if
    /// it does: that one counts as unsaved until the batch is on the device.
    pub fn push(&self, batch: Batch, changes: Option<&str>) {
        self.waiting.replace_with(|waiting| std::mem::take(waiting).then(batch));
        if let Some(id) = changes {
            add(&mut self.unsaved_waiting.borrow_mut(), id.to_owned());
        }
    }

    /// Whether every change to the assessment `id` is on the device.
    pub fn is_saved(&self, id: &str) -> bool {
        [&self.unsaved_waiting, &self.unsaved_in_flight]
            .iter()
            .all(|unsaved| unsaved.borrow().iter().all(|each| each != id))
    }

    /// Whether every change is on the device.
    pub fn is_all_saved(&self) -> bool {
        self.unsaved_waiting.borrow().is_empty() && self.unsaved_in_flight.borrow().is_empty()
    }

    /// Writes what is waiting, as one batch.
    pub async fn write(&self) -> Written {
        if self.in_flight.borrow().is_some() || self.waiting.borrow().is_empty() {
            return Written::Nothing;
        }
        let batch = self.waiting.take();
        let ids = self.unsaved_waiting.take();
        self.in_flight.replace(Some(batch.clone()));
        self.unsaved_in_flight.replace(ids.clone());
        let lists = batch.puts.iter().any(|((shelf, _), _)| *shelf == Shelf::Sites);
        let outcome = self.store.write(batch).await;
        let batch = self.in_flight.take().unwrap_or_default();
        self.unsaved_in_flight.take();
        match outcome {
            Ok(()) => {
                self.attempts.set(0);
                Written::Kept { ids, lists }
            }
            Err(StorageError::Overtaken) => {
                let overtaken = self.overtaken(&batch).await;
                // What waits behind the refused changes stands on them, so it goes too.
                self.waiting.replace_with(|waiting| {
                    batch.then(std::mem::take(waiting)).without(&overtaken)
                });
                let mut unsaved = self.unsaved_waiting.borrow_mut();
                ids.into_iter().for_each(|id| add(&mut unsaved, id));
                unsaved.retain(|id| !overtaken.contains(id));
                Written::Overtaken { ids: overtaken }
            }
            Err(why) => {
                self.waiting.replace_with(|waiting| batch.then(std::mem::take(waiting)));
                let mut unsaved = self.unsaved_waiting.borrow_mut();
                ids.into_iter().for_each(|id| add(&mut unsaved, id));
                drop(unsaved);
                self.attempts.set(self.attempts.get().saturating_add(1));
                Written::NotYet { why, attempts: self.attempts.get() }
            }
        }
    }

    /// The assessments of which another window has changed what `batch` takes for granted.
    async fn overtaken(&self, batch: &Batch) -> Vec<String> {
        let mut ids = Vec::new();
        for ((shelf, key), expected) in &batch.expects {
            if self.store.read(*shelf, key).await.as_ref() != Ok(expected) {
                ids.push(key.clone());
            }
        }
        ids
    }

    /// The text under `key`, as it will be once everything is written.
    ///
    /// # Errors
    /// When the store does not give it.
    pub async fn read(&self, shelf: Shelf, key: &str) -> Result<Option<String>, StorageError> {
        let place = (shelf, key.to_owned());
        let waiting = self.waiting.borrow().puts.get(&place).cloned();
        let queued = waiting.or_else(|| {
            self.in_flight.borrow().as_ref().and_then(|batch| batch.puts.get(&place).cloned())
        });
        match queued {
            Some(text) => Ok(text),
            None => self.store.read(shelf, key).await,
        }
    }

    /// Every text of the shelf whose key begins with `beginning`, likewise.
    ///
    /// # Errors
    /// When the store does not give them.
    pub async fn read_all(
        &self,
        shelf: Shelf,
        beginning: &str,
    ) -> Result<ByKey<String, String>, StorageError> {
        // Looked at before the store is asked and after: what is written meanwhile is in the first,
        // what is queued meanwhile in the second.
        let before = self.queued();
        let stored = self.store.read_all(shelf, beginning).await?;
        let texts = stored.into_iter().collect();
        Ok(with_queued(texts, before.then(self.queued()), shelf, beginning))
    }

    /// Those of them that are not written yet.
    pub fn unwritten(&self, shelf: Shelf, beginning: &str) -> ByKey<String, String> {
        with_queued(ByKey::default(), self.queued(), shelf, beginning)
    }

    fn queued(&self) -> Batch {
        let in_flight = self.in_flight.borrow().clone().unwrap_or_default();
        in_flight.then(self.waiting.borrow().clone())
    }
}

fn with_queued(
    mut texts: ByKey<String, String>,
    queued: Batch,
    shelf: Shelf,
    beginning: &str,
) -> ByKey<String, String> {
    for ((each, key), text) in queued.puts {
        if each == shelf && key.starts_with(beginning) {
            match text {
                Some(text) => texts.insert(key, text),
                None => texts.remove(&key),
            };
        }
    }
    texts
}

fn add(ids: &mut Vec<String>, id: String) {
    if !ids.contains(&id) {
        ids.push(id);
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

    use std::future::poll_fn;
    use std::task::{Context, Poll, Waker};

    use super::*;
    use crate::storage::Later;
    use crate::storage::memory::Memory;

    /// A store that looks at once and answers a moment later.
    struct Slow(Memory);

    impl Store for Slow {
        fn read(&self, shelf: Shelf, key: &str) -> Later<Option<String>> {
            self.0.read(shelf, key)
        }

        fn read_all(&self, shelf: Shelf, beginning: &str) -> Later<Vec<(String, String)>> {
            let mut found = self.0.read_all(shelf, beginning);
            let mut is_late = false;
            Box::pin(poll_fn(move |context| {
                if std::mem::replace(&mut is_late, true) {
                    return found.as_mut().poll(context);
                }
                Poll::Pending
            }))
        }

        fn write(&self, batch: Batch) -> Later<()> {
            self.0.write(batch)
        }
    }

    #[test]
    fn what_is_written_while_a_list_is_read_is_in_the_list() {
        let queue = Queue::new(Rc::new(Slow(Memory::default())));
        queue.push(Batch::new().put(Shelf::Sites, "first", "1"), None);
        let mut context = Context::from_waker(Waker::noop());
        let mut reading = Box::pin(queue.read_all(Shelf::Sites, ""));
        assert!(reading.as_mut().poll(&mut context).is_pending());
        let mut writing = Box::pin(queue.write());
        let Poll::Ready(Written::Kept { .. }) = writing.as_mut().poll(&mut context) else {
            panic!("not written")
        };
        queue.push(Batch::new().put(Shelf::Sites, "second", "2"), None);
        let Poll::Ready(texts) = reading.as_mut().poll(&mut context) else { panic!("not read") };
        let keys: Vec<String> = texts.unwrap().into_iter().map(|(key, _)| key).collect();
        assert_eq!(keys, ["first", "second"]);
    }
}

//! The store in tests.

use std::cell::RefCell;
use std::future::ready;

use super::{Batch, Later, Place, Shelf, StorageError, Store};
use crate::by_key::ByKey;

/// Texts in memory: gone with the page.
#[derive(Debug, Default)]
pub struct Memory {
    /// `None` where something stood and was taken away.
    texts: RefCell<ByKey<Place, Option<String>>>,
    trouble: RefCell<Option<StorageError>>,
    /// Why nothing can be read.
    silence: RefCell<Option<StorageError>>,
}

impl Memory {
    /// From now on every batch is refused for this reason; with `None` none is.
    pub fn refuse(&self, trouble: Option<StorageError>) {
        self.trouble.replace(trouble);
    }

    /// From now on nothing is written or read for this reason; with `None` everything is.
    pub fn fall_silent(&self, why: Option<StorageError>) {
        self.trouble.replace(why.clone());
        self.silence.replace(why);
    }

    /// Loses everything.
    pub fn lose(&self) {
        self.texts.take();
    }

    fn said<Thing>(&self, thing: Thing) -> Result<Thing, StorageError> {
        self.silence.borrow().clone().map_or(Ok(thing), Err)
    }

    fn take(&self, batch: Batch) -> Result<(), StorageError> {
        if let Some(trouble) = &*self.trouble.borrow() {
            return Err(trouble.clone());
        }
        let mut texts = self.texts.borrow_mut();
        if batch.expects.iter().any(|(place, text)| texts.get(place).cloned().flatten() != *text) {
            return Err(StorageError::Overtaken);
        }
        for (place, text) in batch.puts {
            texts.insert(place, text);
        }
        Ok(())
    }
}

impl Store for Memory {
    fn read(&self, shelf: Shelf, key: &str) -> Later<Option<String>> {
        let text = self.texts.borrow().get(&(shelf, key.to_owned())).cloned().flatten();
        Box::pin(ready(self.said(text)))
    }

    fn read_all(&self, shelf: Shelf, beginning: &str) -> Later<Vec<(String, String)>> {
        let texts = self.texts.borrow();
        let found = texts
            .iter()
            .filter(|((each, key), _)| *each == shelf && key.starts_with(beginning))
            .filter_map(|((_, key), text)| Some((key.clone(), text.clone()?)))
            .collect();
        Box::pin(ready(self.said(found)))
    }

    fn write(&self, batch: Batch) -> Later<()> {
        Box::pin(ready(self.take(batch)))
    }
}

//! The store in tests, and in windows where the browser keeps nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::ready;

use super::{Batch, Later, Place, Shelf, StorageError, Store};

/// Texts in memory: gone with the page.
#[derive(Debug, Default)]
pub struct Memory {
    texts: RefCell<BTreeMap<Place, String>>,
    trouble: RefCell<Option<StorageError>>,
}

impl Memory {
    /// From now on every batch is refused for this reason; with `None` none is.
    pub fn refuse(&self, trouble: Option<StorageError>) {
        self.trouble.replace(trouble);
    }

    fn take(&self, batch: Batch) -> Result<(), StorageError> {
        if let Some(trouble) = &*self.trouble.borrow() {
            return Err(trouble.clone());
        }
        let mut texts = self.texts.borrow_mut();
        if batch.expects.iter().any(|(place, text)| texts.get(place) != text.as_ref()) {
            return Err(StorageError::Overtaken);
        }
        for (place, text) in batch.puts {
            match text {
                Some(text) => texts.insert(place, text),
                None => texts.remove(&place),
            };
        }
        Ok(())
    }
}

impl Store for Memory {
    fn read(&self, shelf: Shelf, key: &str) -> Later<Option<String>> {
        let text = self.texts.borrow().get(&(shelf, key.to_owned())).cloned();
        Box::pin(ready(Ok(text)))
    }

    fn read_all(&self, shelf: Shelf, beginning: &str) -> Later<Vec<(String, String)>> {
        let texts = self.texts.borrow();
        let found = texts
            .range((shelf, beginning.to_owned())..)
            .take_while(|((each, key), _)| *each == shelf && key.starts_with(beginning))
            .map(|((_, key), text)| (key.clone(), text.clone()))
            .collect();
        Box::pin(ready(Ok(found)))
    }

    fn write(&self, batch: Batch) -> Later<()> {
        Box::pin(ready(self.take(batch)))
    }
}

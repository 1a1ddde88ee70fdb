//! The store: a trait, and what it promises.
//!
//! A store keeps texts under keys on a few shelves, and changes them in [`Batch`]es. It promises
//! three things: a batch is written whole or not at all; once [`Store::write`] has given `Ok`, what
//! it wrote outlives a crash of the browser; and a batch that expects a text to be there is not
//! written when another one is. What the texts say is for [`record`] to know.

pub mod indexed_db;
#[cfg(test)]
pub mod memory;
pub mod mirrored;
pub mod queue;
pub mod reading;
pub mod record;
pub mod upgrade;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use crate::by_key::ByKey;

/// Something that a store gives later.
pub type Later<Thing> = Pin<Box<dyn Future<Output = Result<Thing, StorageError>>>>;

/// Where texts are kept, and from where they come back.
pub trait Store {
    /// The text under `key`.
    fn read(&self, shelf: Shelf, key: &str) -> Later<Option<String>>;

    /// Every text of the shelf whose key begins with `beginning`, in the order of the keys.
    fn read_all(&self, shelf: Shelf, beginning: &str) -> Later<Vec<(String, String)>>;

    /// Writes the batch whole, or nothing of it. `Ok` once it outlives a crash.
    fn write(&self, batch: Batch) -> Later<()>;
}

impl<Kept: Store + ?Sized> Store for Rc<Kept> {
    fn read(&self, shelf: Shelf, key: &str) -> Later<Option<String>> {
        (**self).read(shelf, key)
    }

    fn read_all(&self, shelf: Shelf, beginning: &str) -> Later<Vec<(String, String)>> {
        (**self).read_all(shelf, beginning)
    }

    fn write(&self, batch: Batch) -> Later<()> {
        (**self).write(batch)
    }
}

/// A group of texts of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shelf {
    /// What a list shows of each assessment, by its id.
    Sites,
    /// The assessments as they stand, by their ids.
    Documents,
    /// How often each assessment was changed, by its id: the guard against a second window.
    Revisions,
    /// What was changed, in order, by id and revision.
    Changes,
    /// Where the person is in each assessment, by its id.
    Places,
    /// The rubrics that assessments stand under, by the digest of their text.
    Rubrics,
    /// One-off remarks of the app, by name.
    Remarks,
}

impl Shelf {
    /// Every shelf.
    pub const ALL: [Self; 7] = [
        Self::Sites,
        Self::Documents,
        Self::Revisions,
        Self::Changes,
        Self::Places,
        Self::Rubrics,
        Self::Remarks,
    ];

    /// The shelf's name on the device. Never changes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sites => "sites",
            Self::Documents => "documents",
            Self::Revisions => "revisions",
            Self::Changes => "changes",
            Self::Places => "places",
            Self::Rubrics => "rubrics",
            Self::Remarks => "remarks",
        }
    }
}

/// Where a text is.
pub type Place = (Shelf, String);

/// Texts to be written together, and what they take for granted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Batch {
    /// What must be there (`None`: nothing) for anything to be written.
    pub expects: ByKey<Place, Option<String>>,
    /// What is to be there afterwards; `None` takes away.
    pub puts: ByKey<Place, Option<String>>,
}

impl Batch {
    /// A batch with nothing in it.
    pub fn new() -> Self {
        Self::default()
    }

    /// The same, and this text is written.
    #[must_use]
    pub fn put(mut self, shelf: Shelf, key: &str, text: impl Into<String>) -> Self {
        self.puts.insert((shelf, key.to_owned()), Some(text.into()));
        self
    }

    /// The same, and the text under this key goes.
    #[must_use]
    pub fn remove(mut self, shelf: Shelf, key: &str) -> Self {
        self.puts.insert((shelf, key.to_owned()), None);
        self
    }

    /// The same, and this text must be there beforehand.
    #[must_use]
    pub fn expect(mut self, shelf: Shelf, key: &str, text: Option<String>) -> Self {
        self.expects.insert((shelf, key.to_owned()), text);
        self
    }

    /// This batch and then `next`, as one. What `next` expects of a place that this batch writes is
    /// settled between the two of them; all else must hold beforehand.
    #[must_use]
    pub fn then(mut self, next: Self) -> Self {
        for (place, text) in next.expects {
            if self.puts.get(&place).is_none() && self.expects.get(&place).is_none() {
                self.expects.insert(place, text);
            }
        }
        self.puts.extend(next.puts);
        self
    }

    /// The rest of this batch, without what concerns these assessments.
    #[must_use]
    pub fn without(mut self, ids: &[String]) -> Self {
        let concerns = |key: &str| {
            let id = key.split('/').next().unwrap_or_default();
            ids.iter().any(|each| each == id)
        };
        self.expects.retain(|(_, key)| !concerns(key));
        self.puts.retain(|(_, key)| !concerns(key));
        self
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.puts.is_empty()
    }
}

/// What the store has against a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no room.
    Full,
    /// The browser keeps nothing here: a private window, or switched off.
    Unavailable {
        /// What the browser says.
        detail: String,
    },
    /// Another window has changed it meanwhile.
    Overtaken,
    /// A record that was written by a newer version of the app.
    Newer,
    /// A record that cannot be read.
    Damaged {
        /// What is wrong with it.
        detail: String,
    },
    /// Something else.
    Other {
        /// What the browser says.
        detail: String,
    },
}

impl fmt::Display for StorageError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Full => out.write_str("full"),
            Self::Overtaken => out.write_str("overtaken"),
            Self::Newer => out.write_str("newer"),
            Self::Unavailable { detail } | Self::Damaged { detail } | Self::Other { detail } => {
                out.write_str(detail)
            }
        }
    }
}

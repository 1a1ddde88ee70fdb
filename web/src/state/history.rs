//! Undo and redo: what was changed, and how far back one has gone.

use super::assessment::{Action, Patch};

/// How many changes can be taken back.
pub const DEPTH: usize = 500;

/// The changes of one assessment, and which of them are taken back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct History {
    done: Vec<Change>,
    undone: Vec<Change>,
}

/// A change that is taken back as one.
#[derive(Clone, Debug, PartialEq)]
struct Change {
    /// What was done last in it; `None` once nothing may be added to it any more.
    open: Option<Action>,
    patches: Vec<Patch>,
}

impl History {
    /// Whether there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether something was taken back that can be brought about again.
    pub fn can_redo(&self) -> bool {
        !self.undone.is_empty()
    }

    /// Remembers what `action` changed. What had been taken back cannot be brought back then.
    pub fn record(&mut self, action: Option<Action>, patches: Vec<Patch>) {
        self.undone.clear();
        let goes_on = match (&action, self.done.last()) {
            (
                Some(action),
                Some(Change {
                    open: Some(earlier),
                    ..
                }),
            ) => action.continues(earlier),
            (None, _) | (_, None) | (_, Some(Change { open: None, .. })) => false,
        };
        match self.done.last_mut() {
            Some(last) if goes_on => {
                last.patches.extend(patches);
                last.open = action;
            }
            Some(_) | None => self.done.push(Change {
                open: action,
                patches,
            }),
        }
        if self.done.len() > DEPTH {
            self.done.remove(0);
        }
    }

    /// Nothing is added to the last change any more: the person went elsewhere.
    pub fn close(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = None;
        }
    }

    /// The change to take back now.
    pub fn undo(&mut self) -> Option<Vec<Patch>> {
        let mut change = self.done.pop()?;
        change.open = None;
        let patches = change.patches.clone();
        self.undone.push(change);
        Some(patches)
    }

    /// The change to bring about again now.
    pub fn redo(&mut self) -> Option<Vec<Patch>> {
        let change = self.undone.pop()?;
        let patches = change.patches.clone();
        self.done.push(change);
        Some(patches)
    }
}

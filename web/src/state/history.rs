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
pub struct Change {
    /// The revision that it led to.
    pub revision: u64,
    /// The places that differ.
    pub patches: Vec<Patch>,
    /// What was done last in it; `None` once nothing may be added to it any more.
    open: Option<Action>,
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

    /// The change that was done last and not taken back.
    pub fn last(&self) -> Option<&Change> {
        self.done.last()
    }

    /// Remembers what `action` changed, and gives the revision of the earlier change that it goes
    /// on with, if it does: both are one change then. What had been taken back cannot be brought
    /// back after this.
    pub fn record(&mut self, action: &Action, patches: Vec<Patch>, revision: u64) -> Option<u64> {
        self.undone.clear();
        if let Some(last) = self.done.last_mut()
            && last.open.as_ref().is_some_and(|earlier| action.continues(earlier))
        {
            let replaced = std::mem::replace(&mut last.revision, revision);
            last.patches = joined(std::mem::take(&mut last.patches), patches);
            last.open = Some(action.clone());
            return Some(replaced);
        }
        self.push(Change { revision, patches, open: Some(action.clone()) });
        None
    }

    /// Remembers a change as it was kept, to which nothing is added.
    pub fn recall(&mut self, patches: Vec<Patch>, revision: u64) {
        self.undone.clear();
        self.push(Change { revision, patches, open: None });
    }

    fn push(&mut self, change: Change) {
        self.done.push(change);
        if self.done.len() > DEPTH {
            self.done.remove(0);
        }
    }

    /// Adds nothing to the last change any more: the person went elsewhere.
    pub fn close(&mut self) {
        if let Some(last) = self.done.last_mut() {
            last.open = None;
        }
    }

    /// Takes the last change back, and gives what it changed.
    pub fn undo(&mut self) -> Option<Vec<Patch>> {
        let mut change = self.done.pop()?;
        change.open = None;
        let patches = change.patches.clone();
        self.undone.push(change);
        Some(patches)
    }

    /// Brings about again what was taken back last, and gives what that changes.
    pub fn redo(&mut self) -> Option<Vec<Patch>> {
        let change = self.undone.pop()?;
        let patches = change.patches.clone();
        self.done.push(change);
        Some(patches)
    }
}

/// Two changes as one: each place once, from what stood there first to what stands there last.
fn joined(earlier: Vec<Patch>, later: Vec<Patch>) -> Vec<Patch> {
    let mut patches = earlier;
    for patch in later {
        match patches.iter_mut().find(|each| each.path == patch.path) {
            Some(same) => same.after = patch.after,
            None => patches.push(patch),
        }
    }
    patches
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test says so by failing")]

    use super::super::assessment::{Answer, AssessmentFile, Evidence};
    use super::*;

    fn typed(text: &str) -> Action {
        let answer = Answer::Text(text.to_owned());
        Action::SetValue { question: "a".into(), ask: "a".into(), answer }
    }

    fn noted(text: &str) -> Action {
        Action::SetNote { id: "a".into(), note: text.to_owned() }
    }

    /// A file and its history after these actions.
    fn after(actions: &[Action]) -> (AssessmentFile, History) {
        let mut file = AssessmentFile::parse("{}").unwrap();
        let mut history = History::default();
        for (revision, action) in (1..).zip(actions) {
            let patches = file.change(action);
            history.record(action, patches, revision);
        }
        (file, history)
    }

    #[test]
    fn typing_into_one_field_is_taken_back_as_one() {
        let (mut file, mut history) = after(&[noted("附"), typed("8"), typed("86"), typed("861")]);
        assert_eq!(history.last().unwrap().revision, 4);
        file.undo(&history.undo().unwrap());
        assert_eq!(file, after(&[noted("附")]).0);
        file.redo(&history.redo().unwrap());
        assert_eq!(file, after(&[noted("附"), typed("861")]).0);
    }

    #[test]
    fn going_elsewhere_begins_a_new_change() {
        let (mut file, mut history) = after(&[typed("8")]);
        history.close();
        let patches = file.change(&typed("86"));
        assert_eq!(history.record(&typed("86"), patches, 2), None);
        file.undo(&history.undo().unwrap());
        assert_eq!(file, after(&[typed("8")]).0);
    }

    #[test]
    fn a_new_change_gives_up_what_was_taken_back() {
        let (_, mut history) = after(&[typed("8"), noted("x")]);
        history.undo();
        assert!(history.can_redo());
        let evidence = Evidence { title: "证书".into(), ..Evidence::default() };
        history.record(&Action::AddEvidence { id: "a".into(), evidence }, Vec::new(), 3);
        assert!(!history.can_redo());
    }

    #[test]
    fn undoing_everything_gives_the_file_as_it_began_and_redoing_as_it_was() {
        let evidence = |title: &str| Evidence { title: title.into(), ..Evidence::default() };
        let actions = [
            typed("3"),
            Action::MarkNotApplicable { id: "a".into(), why: "未到账".into() },
            Action::AddEvidence { id: "a".into(), evidence: evidence("甲") },
            Action::AddEvidence { id: "a".into(), evidence: evidence("乙") },
            Action::RemoveEvidence { id: "a".into(), index: 0 },
            Action::SetCategory { category: "host".into(), option: Some("school".into()) },
            Action::SetAssessors(vec!["张三".into()]),
            Action::Finalise,
        ];
        let (file, mut history) = after(&actions);
        let mut going = file.clone();
        while let Some(patches) = history.undo() {
            going.undo(&patches);
        }
        assert_eq!(going.entry("a"), Default::default());
        assert!(!going.is_final());
        assert!(going.categories().is_empty());
        while let Some(patches) = history.redo() {
            going.redo(&patches);
        }
        assert_eq!(going, file);
    }
}

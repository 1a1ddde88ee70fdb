//! Two stores that hold the same: what one of them loses, the other gives back.
//!
//! A browser that dies while it writes may find its database damaged later on, and then throws all
//! of it away. A window writes to one store at a time, so that a death hits at most one of them.
//!
//! Each store holds a mark of the last batch it took, and a batch is taken only on top of the mark
//! that it follows: a store that missed something takes nothing more until it has been repaired. The
//! mark begins with the name of its line, which is new whenever a store began from nothing. Before
//! the first use, and after any trouble, the marks are compared:
//!
//! | the first has | the second has | then |
//! |---|---|---|
//! | no mark | a mark | the first gets back what the second has |
//! | a mark | none, or another of the same line | the second gets what the first has |
//! | a mark | one of another line | the first gets what it lacks, then the second likewise |
//!
//! A browser without a second store has the first alone.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::{Batch, Later, Shelf, StorageError, Store};
use crate::by_key::ByKey;

/// Where the mark of the last batch is kept.
const MARK: &str = "mark";

/// How many batches a second store in trouble is left without before it is tried again.
const REST: u32 = 16;

/// How often a second store that does not answer is asked what the first may have lost.
const MOST_QUESTIONS: u32 = 4;

/// How often a batch is put on top of what other windows wrote.
const MOST_ATTEMPTS: u32 = 8;

/// A store and its mirror.
pub struct Mirrored {
    both: Rc<Both>,
}

struct Both {
    first: Box<dyn Store>,
    second: Option<Box<dyn Store>>,
    new_mark: Box<dyn Fn() -> String>,
    patience: Box<dyn Fn() -> Moment>,
    agreement: RefCell<Agreement>,
    /// The mark of the first store, as it was last seen.
    mark: RefCell<Option<String>>,
    /// How many batches more the second is left without; none while it keeps up.
    rests: Cell<u32>,
    /// How often the second did not say what it has.
    unanswered: Cell<u32>,
}

/// Something that passes.
type Moment = Pin<Box<dyn Future<Output = ()>>>;

/// Whether the two have been compared.
enum Agreement {
    Unknown,
    /// They are being compared; these wait for it.
    Sought(Vec<Waker>),
    Reached,
}

impl Mirrored {
    /// `first`, mirrored in `second`, where there is one. `new_mark` gives a text that it never gave
    /// before; `patience` is how long the second may keep the first waiting.
    pub fn new(
        first: impl Store + 'static,
        second: Option<Box<dyn Store>>,
        new_mark: impl Fn() -> String + 'static,
        patience: impl Fn() -> Moment + 'static,
    ) -> Self {
        let both = Both {
            first: Box::new(first),
            second,
            new_mark: Box::new(new_mark),
            patience: Box::new(patience),
            agreement: RefCell::new(Agreement::Unknown),
            mark: RefCell::default(),
            rests: Cell::default(),
            unanswered: Cell::default(),
        };
        Self { both: Rc::new(both) }
    }
}

impl Store for Mirrored {
    fn read(&self, shelf: Shelf, key: &str) -> Later<Option<String>> {
        let (both, key) = (self.both.clone(), key.to_owned());
        Box::pin(async move { both.asked(|first| first.read(shelf, &key)).await })
    }

    fn read_all(&self, shelf: Shelf, beginning: &str) -> Later<Vec<(String, String)>> {
        let (both, beginning) = (self.both.clone(), beginning.to_owned());
        Box::pin(async move { both.asked(|first| first.read_all(shelf, &beginning)).await })
    }

    fn write(&self, batch: Batch) -> Later<()> {
        let both = self.both.clone();
        Box::pin(async move { both.write(batch).await })
    }
}

impl Both {
    /// What the first store gives. After trouble the two are compared again, for it may be that the
    /// first has lost everything.
    async fn asked<Thing>(
        &self,
        ask: impl Fn(&dyn Store) -> Later<Thing>,
    ) -> Result<Thing, StorageError> {
        self.agree().await?;
        match ask(&*self.first).await {
            Err(why) if is_trouble(&why) => {
                self.doubt();
                self.agree().await?;
                ask(&*self.first).await
            }
            given => given,
        }
    }

    async fn write(&self, batch: Batch) -> Result<(), StorageError> {
        let mut why = StorageError::Overtaken;
        for _ in 0..MOST_ATTEMPTS {
            self.agree().await?;
            let before = self.mark.borrow().clone();
            let mark = self.mark_after(before.as_deref());
            let marked = batch.clone().expect(Shelf::Remarks, MARK, before.clone()).put(
                Shelf::Remarks,
                MARK,
                mark.as_str(),
            );
            let puts = marked.puts.clone();
            match self.first.write(marked).await {
                Ok(()) => (),
                Err(StorageError::Overtaken) => {
                    let now = self.asked(|first| first.read(Shelf::Remarks, MARK)).await?;
                    if now == before {
                        return Err(StorageError::Overtaken);
                    }
                    if now.is_none() {
                        self.doubt();
                    } else {
                        // Another window wrote meanwhile: on top of that, then.
                        self.mark.replace(now);
                    }
                    continue;
                }
                Err(trouble) if is_trouble(&trouble) => {
                    self.doubt();
                    self.agree().await?;
                    // It may have been taken all the same.
                    if self.mark.borrow().as_ref() != Some(&mark) {
                        why = trouble;
                        continue;
                    }
                }
                Err(other) => return Err(other),
            }
            self.mark.replace(Some(mark));
            self.mirror(Batch { puts, ..Batch::new() }.expect(Shelf::Remarks, MARK, before)).await;
            return Ok(());
        }
        Err(why)
    }

    /// A new mark of the line that `before` is of.
    fn mark_after(&self, before: Option<&str>) -> String {
        let line = before.map_or_else(|| (self.new_mark)(), |before| line_of(before).to_owned());
        format!("{line}/{}", (self.new_mark)())
    }

    /// Gives `batch` to the second store, or what it lacks, unless it rests.
    async fn mirror(&self, batch: Batch) {
        let Some(second) = &self.second else { return };
        match self.rests.get() {
            0 => {
                let taken = self.in_time(second.write(batch)).await;
                if !matches!(taken, Some(Ok(()))) {
                    self.repair().await;
                }
            }
            1 => self.repair().await,
            more => self.rests.set(more.saturating_sub(1)),
        }
    }

    /// Makes the second hold what the first holds. When that fails, the second rests.
    async fn repair(&self) {
        let Some(second) = &self.second else { return };
        let repaired = self.in_time(repaired(&*self.first, &**second)).await;
        let keeps_up = matches!(repaired, Some(Ok(())));
        self.rests.set(if keeps_up { 0 } else { REST });
    }

    /// Has the two compared before they are next used.
    fn doubt(&self) {
        let mut agreement = self.agreement.borrow_mut();
        if matches!(*agreement, Agreement::Reached) {
            *agreement = Agreement::Unknown;
        }
    }

    /// Sees to it that the two have been compared.
    async fn agree(&self) -> Result<(), StorageError> {
        let is_reached = poll_fn(|context| match &mut *self.agreement.borrow_mut() {
            Agreement::Reached => Poll::Ready(true),
            Agreement::Sought(waiting) => {
                waiting.push(context.waker().clone());
                Poll::Pending
            }
            unknown @ Agreement::Unknown => {
                *unknown = Agreement::Sought(Vec::new());
                Poll::Ready(false)
            }
        });
        if is_reached.await {
            return Ok(());
        }
        let outcome = self.compare().await;
        let now = if outcome.is_ok() { Agreement::Reached } else { Agreement::Unknown };
        if let Agreement::Sought(waiting) = self.agreement.replace(now) {
            waiting.into_iter().for_each(Waker::wake);
        }
        outcome
    }

    async fn compare(&self) -> Result<(), StorageError> {
        let mut mark = self.first.read(Shelf::Remarks, MARK).await?;
        let Some(second) = &self.second else {
            self.mark.replace(mark);
            return Ok(());
        };
        match self.in_time(second.read(Shelf::Remarks, MARK)).await {
            Some(Ok(other)) => {
                let of_one_line = match (&mark, &other) {
                    (None, Some(_)) => false,
                    (Some(mark), Some(other)) => line_of(mark) == line_of(other),
                    (_, None) => true,
                };
                if !of_one_line {
                    let lost = lacking(&**second, &*self.first).await?;
                    self.first.write(lost.expect(Shelf::Remarks, MARK, mark)).await?;
                    mark = self.first.read(Shelf::Remarks, MARK).await?;
                }
                if mark.is_none() || mark != other {
                    self.repair().await;
                }
            }
            // Only the second can know whether the first has lost anything.
            silence if mark.is_none() && self.unanswered.get() < MOST_QUESTIONS => {
                self.unanswered.set(self.unanswered.get().saturating_add(1));
                let late = || StorageError::Other { detail: "mirror".to_owned() };
                return Err(silence.and_then(Result::err).unwrap_or_else(late));
            }
            Some(Err(_)) | None => self.rests.set(REST),
        }
        self.mark.replace(mark);
        Ok(())
    }

    /// What comes of `later`; nothing when that takes too long.
    async fn in_time<Thing>(&self, later: impl Future<Output = Thing>) -> Option<Thing> {
        let (mut later, mut patience) = (pin!(later), (self.patience)());
        poll_fn(|context| match later.as_mut().poll(context) {
            Poll::Ready(thing) => Poll::Ready(Some(thing)),
            Poll::Pending => patience.as_mut().poll(context).map(|()| None),
        })
        .await
    }
}

/// Whether the store itself may have suffered.
fn is_trouble(why: &StorageError) -> bool {
    matches!(why, StorageError::Unavailable { .. } | StorageError::Other { .. })
}

fn line_of(mark: &str) -> &str {
    mark.split('/').next().unwrap_or_default()
}

/// What `from` holds and `to` does not.
async fn lacking(from: &dyn Store, to: &dyn Store) -> Result<Batch, StorageError> {
    let mut batch = Batch::new();
    for shelf in Shelf::ALL {
        let there: ByKey<String, String> = to.read_all(shelf, "").await?.into_iter().collect();
        for (key, text) in from.read_all(shelf, "").await? {
            if there.get(&key).is_none() {
                batch = batch.put(shelf, &key, text);
            }
        }
    }
    Ok(batch)
}

/// Makes `to` hold what `from` holds, unless somebody writes to it meanwhile.
async fn repaired(from: &dyn Store, to: &dyn Store) -> Result<(), StorageError> {
    // Read before everything else: what is written meanwhile makes the marks differ.
    let mark = from.read(Shelf::Remarks, MARK).await?;
    let expected = to.read(Shelf::Remarks, MARK).await?;
    let mut batch = Batch::new();
    for shelf in Shelf::ALL {
        let wanted: ByKey<String, String> = from.read_all(shelf, "").await?.into_iter().collect();
        let there: ByKey<String, String> = to.read_all(shelf, "").await?.into_iter().collect();
        for (key, _) in there.iter().filter(|(key, _)| wanted.get(key).is_none()) {
            batch = batch.remove(shelf, key);
        }
        for (key, text) in wanted.iter().filter(|(key, text)| there.get(key) != Some(text)) {
            batch = batch.put(shelf, key, text.as_str());
        }
    }
    if let Some(mark) = mark {
        batch = batch.put(Shelf::Remarks, MARK, mark);
    }
    if batch.is_empty() {
        return Ok(());
    }
    to.write(batch.expect(Shelf::Remarks, MARK, expected)).await
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, clippy::panic, reason = "a test says so by failing")]

    use std::future::{pending, ready};
    use std::task::Context;

    use super::*;
    use crate::storage::memory::Memory;

    fn now<Thing>(mut later: Later<Thing>) -> Result<Thing, StorageError> {
        match later.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(outcome) => outcome,
            Poll::Pending => panic!("it is not done"),
        }
    }

    /// A page of the app on these two stores; marks count on from `mark`.
    fn page(first: &Rc<Memory>, second: &Rc<Memory>, mark: u32) -> Mirrored {
        patient_page(first, second, mark, || Box::pin(pending()))
    }

    fn patient_page(
        first: &Rc<Memory>,
        second: &Rc<impl Store + 'static>,
        mark: u32,
        patience: impl Fn() -> Moment + 'static,
    ) -> Mirrored {
        let count = Cell::new(mark);
        Mirrored::new(
            first.clone(),
            Some(Box::new(second.clone())),
            move || count.replace(count.get() + 1).to_string(),
            patience,
        )
    }

    fn text(store: &impl Store, key: &str) -> Option<String> {
        now(store.read(Shelf::Documents, key)).unwrap()
    }

    fn put(store: &impl Store, key: &str, text: &str) {
        now(store.write(Batch::new().put(Shelf::Documents, key, text))).unwrap();
    }

    fn fresh() -> Rc<Memory> {
        Rc::default()
    }

    /// Everything in the store but the mark.
    fn contents(store: &Memory) -> Vec<(String, String)> {
        let all = Shelf::ALL.map(|shelf| now(store.read_all(shelf, "")).unwrap());
        all.into_iter().flatten().filter(|(key, _)| key != MARK).collect()
    }

    #[test]
    fn what_either_store_loses_is_there_again_at_the_next_start() {
        let (first, second) = (fresh(), fresh());
        let app = page(&first, &second, 0);
        put(&app, "a", "1");
        put(&app, "b", "2");
        put(&app, "a", "3");
        let before = contents(&first);
        for (first, second) in [(fresh(), second.clone()), (first.clone(), fresh())] {
            assert_eq!(text(&page(&first, &second, 10), "a").as_deref(), Some("3"));
            assert_eq!(contents(&first), before);
            assert_eq!(contents(&second), before);
        }
    }

    #[test]
    fn what_the_first_loses_while_it_is_used_is_there_again_at_once() {
        let (first, second) = (fresh(), fresh());
        let app = page(&first, &second, 0);
        put(&app, "a", "1");
        first.lose();
        let next = Batch::new().expect(Shelf::Documents, "a", Some("1".into())).put(
            Shelf::Documents,
            "a",
            "2",
        );
        now(app.write(next)).unwrap();
        assert_eq!(text(&app, "a").as_deref(), Some("2"));
        assert_eq!(contents(&first), contents(&second));
    }

    #[test]
    fn a_mirror_that_missed_something_is_never_taken_for_whole() {
        let (first, second) = (fresh(), fresh());
        let app = page(&first, &second, 0);
        put(&app, "a", "1");
        put(&app, "b", "2");
        second.refuse(Some(StorageError::Full));
        put(&app, "a", "3");
        now(app.write(Batch::new().remove(Shelf::Documents, "b"))).unwrap();
        second.refuse(None);
        put(&app, "c", "4");
        assert_eq!(text(&second, "a").as_deref(), Some("1"));
        assert_eq!(text(&page(&first, &second, 10), "a").as_deref(), Some("3"));
        assert_eq!(contents(&first), contents(&second));
        assert_eq!(text(&second, "b"), None);
    }

    #[test]
    fn a_mirror_in_trouble_is_repaired_after_a_rest() {
        let (first, second) = (fresh(), fresh());
        let app = page(&first, &second, 0);
        put(&app, "a", "1");
        second.refuse(Some(StorageError::Full));
        put(&app, "a", "2");
        second.refuse(None);
        for count in 0..REST {
            put(&app, "b", &count.to_string());
        }
        assert_eq!(contents(&first), contents(&second));
    }

    #[test]
    fn windows_that_write_by_turns_leave_both_stores_alike() {
        let (first, second) = (fresh(), fresh());
        let (one, other) = (page(&first, &second, 0), page(&first, &second, 1_000));
        for turn in 0..6 {
            put(&one, "a", &format!("one {turn}"));
            put(&other, "b", &format!("other {turn}"));
            put(&other, "a", &format!("other {turn}"));
        }
        assert_eq!(contents(&first), contents(&second));
        assert_eq!(text(&one, "a").as_deref(), Some("other 5"));
    }

    #[test]
    fn a_loss_is_not_taken_for_a_beginning_while_the_mirror_does_not_answer() {
        let (first, second) = (fresh(), fresh());
        put(&page(&first, &second, 0), "a", "1");
        let first = fresh();
        let why = StorageError::Other { detail: "held".into() };
        second.fall_silent(Some(why.clone()));
        let app = page(&first, &second, 10);
        assert_eq!(now(app.read(Shelf::Documents, "a")), Err(why));
        second.fall_silent(None);
        assert_eq!(text(&app, "a").as_deref(), Some("1"));
    }

    #[test]
    fn what_was_begun_anew_without_the_mirror_is_joined_with_what_it_has() {
        let (first, second) = (fresh(), fresh());
        put(&page(&first, &second, 0), "a", "1");
        let first = fresh();
        second.fall_silent(Some(StorageError::Other { detail: "held".into() }));
        let app = page(&first, &second, 10);
        for _ in 0..MOST_QUESTIONS {
            assert!(now(app.read(Shelf::Documents, "a")).is_err());
        }
        put(&app, "b", "2");
        second.fall_silent(None);
        let next = page(&first, &second, 20);
        assert_eq!(text(&next, "a").as_deref(), Some("1"));
        assert_eq!(text(&next, "b").as_deref(), Some("2"));
        assert_eq!(contents(&first), contents(&second));
    }

    #[test]
    fn what_was_kept_before_there_was_a_mirror_is_mirrored() {
        let (first, second) = (fresh(), fresh());
        put(&first, "a", "1");
        assert_eq!(text(&page(&first, &second, 0), "a").as_deref(), Some("1"));
        assert_eq!(text(&second, "a").as_deref(), Some("1"));
    }

    #[test]
    fn without_a_second_store_the_first_is_enough() {
        let app = Mirrored::new(fresh(), None, || "mark".into(), || Box::pin(pending()));
        put(&app, "a", "1");
        assert_eq!(text(&app, "a").as_deref(), Some("1"));
    }

    /// A store that never answers.
    struct Deaf;

    impl Store for Deaf {
        fn read(&self, _: Shelf, _: &str) -> Later<Option<String>> {
            Box::pin(pending())
        }

        fn read_all(&self, _: Shelf, _: &str) -> Later<Vec<(String, String)>> {
            Box::pin(pending())
        }

        fn write(&self, _: Batch) -> Later<()> {
            Box::pin(pending())
        }
    }

    #[test]
    fn a_second_store_that_does_not_answer_holds_nothing_up_for_long() {
        let first = fresh();
        let app = patient_page(&first, &Rc::new(Deaf), 0, || Box::pin(ready(())));
        for _ in 0..MOST_QUESTIONS {
            assert!(now(app.read(Shelf::Documents, "a")).is_err());
        }
        put(&app, "a", "1");
        assert_eq!(text(&first, "a").as_deref(), Some("1"));
    }

    #[test]
    fn what_the_first_refuses_is_in_neither() {
        let (first, second) = (fresh(), fresh());
        let app = page(&first, &second, 0);
        put(&app, "a", "1");
        let other =
            Batch::new().expect(Shelf::Documents, "a", None).put(Shelf::Documents, "a", "2");
        assert_eq!(now(app.write(other)), Err(StorageError::Overtaken));
        assert_eq!(text(&second, "a").as_deref(), Some("1"));
        first.fall_silent(Some(StorageError::Full));
        let next = page(&first, &second, 10);
        assert_eq!(now(next.read(Shelf::Documents, "a")), Err(StorageError::Full));
        first.fall_silent(None);
        assert_eq!(text(&next, "a").as_deref(), Some("1"));
    }
}

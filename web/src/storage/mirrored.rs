//! Two stores that hold the same: what one of them loses, the other gives back.
//!
//! A browser that dies while it writes may find its database damaged when it is started again, and
//! then throws all of it away. The two are written one after the other, never at one time, so at
//! most one of them is hit; and only what both hold counts as kept. Each holds a mark of the last
//! batch. Before the first use the marks are compared: where the first store has none, it gets back
//! what the second has; else the second gets what it lacks. A browser without a second store has the
//! first alone.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Poll, Waker};

use super::{Batch, Later, Shelf, StorageError, Store};
use crate::by_key::ByKey;

/// Where the mark of the last batch is kept.
const MARK: &str = "mark";

/// A store and its mirror.
pub struct Mirrored {
    both: Rc<Both>,
}

struct Both {
    first: Box<dyn Store>,
    second: Box<dyn Store>,
    new_mark: Box<dyn Fn() -> String>,
    patience: Box<dyn Fn() -> Moment>,
    /// Whether the second has kept somebody waiting for too long: it is left alone from then on.
    is_alone: Cell<bool>,
    agreement: RefCell<Agreement>,
}

/// Something that passes.
type Moment = Pin<Box<dyn Future<Output = ()>>>;

/// Whether the two are known to hold the same.
enum Agreement {
    Unknown,
    /// They are being compared; these wait for it.
    Sought(Vec<Waker>),
    Reached,
}

impl Mirrored {
    /// `first`, mirrored in `second`. `new_mark` gives a text that it never gave before;
    /// `patience` is how long the second may keep the first waiting.
    pub fn new(
        first: impl Store + 'static,
        second: impl Store + 'static,
        new_mark: impl Fn() -> String + 'static,
        patience: impl Fn() -> Moment + 'static,
    ) -> Self {
        let both = Both {
            first: Box::new(first),
            second: Box::new(second),
            new_mark: Box::new(new_mark),
            patience: Box::new(patience),
            is_alone: Cell::new(false),
            agreement: RefCell::new(Agreement::Unknown),
        };
        Self { both: Rc::new(both) }
    }
}

impl Store for Mirrored {
    fn read(&self, shelf: Shelf, key: &str) -> Later<Option<String>> {
        let (both, key) = (self.both.clone(), key.to_owned());
        Box::pin(async move {
            both.agree().await?;
            both.first.read(shelf, &key).await
        })
    }

    fn read_all(&self, shelf: Shelf, beginning: &str) -> Later<Vec<(String, String)>> {
        let (both, beginning) = (self.both.clone(), beginning.to_owned());
        Box::pin(async move {
            both.agree().await?;
            both.first.read_all(shelf, &beginning).await
        })
    }

    fn write(&self, batch: Batch) -> Later<()> {
        let both = self.both.clone();
        Box::pin(async move {
            both.agree().await?;
            let batch = batch.put(Shelf::Remarks, MARK, (both.new_mark)());
            let puts = batch.puts.clone();
            both.first.write(batch).await?;
            // What the second does not take now, it gets when the marks are next compared.
            let second = both.second.write(Batch { puts, ..Batch::new() });
            let _behind = both.in_time(second).await;
            Ok(())
        })
    }
}

impl Both {
    /// Sees to it, once, that the two hold the same.
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
        let first = self.first.read(Shelf::Remarks, MARK).await?;
        let second = self.in_time(self.second.read(Shelf::Remarks, MARK)).await;
        let Some(Ok(second)) = second else { return Ok(()) };
        if first.is_none() && second.is_some() {
            let lost = difference(&*self.second, &*self.first).await?.puts.into_iter();
            let puts = lost.filter(|(_, text)| text.is_some()).collect();
            return self.first.write(Batch { puts, ..Batch::new() }).await;
        }
        if (first.is_none() || first != second)
            && let Some(Ok(lacking)) = self.in_time(difference(&*self.first, &*self.second)).await
            && !lacking.is_empty()
        {
            // It is tried again at the next start.
            let _behind = self.in_time(self.second.write(lacking)).await;
        }
        Ok(())
    }

    /// What the second gives; nothing when it takes too long, now or before.
    async fn in_time<Thing>(&self, later: impl Future<Output = Thing>) -> Option<Thing> {
        let (mut later, mut patience) = (pin!(later), (self.patience)());
        poll_fn(|context| {
            if self.is_alone.get() {
                return Poll::Ready(None);
            }
            if let Poll::Ready(outcome) = later.as_mut().poll(context) {
                return Poll::Ready(Some(outcome));
            }
            let is_over = patience.as_mut().poll(context).is_ready();
            self.is_alone.set(is_over);
            if is_over { Poll::Ready(None) } else { Poll::Pending }
        })
        .await
    }
}

/// What must be written for `to` to hold what `from` holds.
async fn difference(from: &dyn Store, to: &dyn Store) -> Result<Batch, StorageError> {
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
    Ok(batch)
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
            second.clone(),
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

    #[test]
    fn what_either_store_loses_is_there_again_at_the_next_start() {
        let (first, second) = (fresh(), fresh());
        let app = page(&first, &second, 0);
        put(&app, "a", "1");
        put(&app, "b", "2");
        put(&app, "a", "3");
        for (first, second) in [(fresh(), second.clone()), (first.clone(), fresh())] {
            assert_eq!(text(&page(&first, &second, 10), "a").as_deref(), Some("3"));
            for store in [&first, &second] {
                assert_eq!(text(store, "a").as_deref(), Some("3"));
                assert_eq!(text(store, "b").as_deref(), Some("2"));
            }
        }
    }

    #[test]
    fn a_mirror_that_fell_behind_catches_up_and_brings_nothing_back() {
        let (first, second) = (fresh(), fresh());
        let app = page(&first, &second, 0);
        put(&app, "a", "1");
        put(&app, "b", "2");
        second.refuse(Some(StorageError::Full));
        put(&app, "a", "3");
        now(app.write(Batch::new().remove(Shelf::Documents, "b"))).unwrap();
        assert_eq!(text(&second, "a").as_deref(), Some("1"));
        second.refuse(None);
        assert_eq!(text(&page(&first, &second, 10), "a").as_deref(), Some("3"));
        assert_eq!(text(&second, "a").as_deref(), Some("3"));
        assert_eq!(text(&second, "b"), None);
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
        let (first, second) = (fresh(), fresh());
        second.fall_silent(Some(StorageError::Unavailable { detail: String::new() }));
        let app = page(&first, &second, 0);
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

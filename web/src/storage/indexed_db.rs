//! The store in the browser: one object store for each shelf, one strict transaction for each batch.

use std::cell::RefCell;
use std::future::{Future, poll_fn};
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_events::EventListener;
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DomException, IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction,
};

use super::{Batch, Later, Place, Shelf, StorageError, Store};

/// The database's name on the device. Never changes.
const NAME: &str = "jiangxing";

/// The version of the set of shelves, not of what is on them.
const VERSION: u32 = 1;

/// The texts in a database of the browser.
#[derive(Clone, Default)]
pub struct IndexedDb {
    /// The name of the bucket it is in, which has files of its own; none for the one that every
    /// origin has.
    name: Option<&'static str>,
    /// That bucket: its databases stop answering when nobody holds it any more.
    bucket: Rc<RefCell<Option<Bucket>>>,
    /// Opened when it is first needed, and anew after trouble: the browser may have closed it, under
    /// pressure or because its data is gone.
    database: Rc<RefCell<Option<IdbDatabase>>>,
}

#[wasm_bindgen]
extern "C" {
    /// A database whose transactions take options, which the stable bindings do not offer.
    #[wasm_bindgen(extends = js_sys::Object)]
    type WithOptions;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &WithOptions,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;

    /// A navigator with buckets, which the stable bindings do not offer either.
    type WithBuckets;

    #[wasm_bindgen(method, getter, js_name = storageBuckets)]
    fn storage_buckets(this: &WithBuckets) -> Option<Buckets>;

    type Buckets;

    #[wasm_bindgen(method, catch)]
    fn open(this: &Buckets, name: &str) -> Result<js_sys::Promise, JsValue>;

    type Bucket;

    #[wasm_bindgen(method, getter, js_name = indexedDB)]
    fn indexed_db(this: &Bucket) -> IdbFactory;
}

impl IndexedDb {
    /// The database in the bucket of this name, in browsers that have more than one.
    pub fn in_bucket(name: &'static str) -> Option<Self> {
        buckets().map(|_| Self { name: Some(name), ..Self::default() })
    }

    /// What `begin` begins in the database.
    async fn begin<Begun>(
        &self,
        begin: impl Fn(&IdbDatabase) -> Result<Begun, StorageError>,
    ) -> Result<Begun, StorageError> {
        let open = self.database.borrow().clone();
        let database = match open {
            Some(database) => database,
            None => {
                let database = open_database(&self.factory().await?).await?;
                self.database.replace(Some(database.clone()));
                database
            }
        };
        self.heeding(begin(&database))
    }

    /// The databases of the bucket.
    async fn factory(&self) -> Result<IdbFactory, StorageError> {
        let unavailable = |what: &str| StorageError::Unavailable { detail: what.to_owned() };
        let Some(name) = self.name else {
            let factory = gloo_utils::window().indexed_db().ok().flatten();
            return factory.ok_or_else(|| unavailable("indexedDB"));
        };
        let buckets = buckets().ok_or_else(|| unavailable("storageBuckets"))?;
        let bucket = JsFuture::from(buckets.open(name).map_err(trouble)?).await.map_err(trouble)?;
        let bucket: Bucket = bucket.unchecked_into();
        let factory = bucket.indexed_db();
        self.bucket.replace(Some(bucket));
        Ok(factory)
    }

    /// The outcome; after trouble that the database itself has, the next attempt opens it anew.
    fn heeding<Thing>(&self, outcome: Result<Thing, StorageError>) -> Result<Thing, StorageError> {
        if let Err(StorageError::Other { .. } | StorageError::Unavailable { .. }) = &outcome
            && let Some(database) = self.database.take()
        {
            database.close();
        }
        outcome
    }
}

impl Store for IndexedDb {
    fn read(&self, shelf: Shelf, key: &str) -> Later<Option<String>> {
        let (store, key) = (self.clone(), JsValue::from_str(key));
        Box::pin(async move {
            let objects = store.begin(|database| on_shelf(database, shelf)).await?;
            let request = objects.get(&key).map_err(trouble)?;
            Ok(store.heeding(result(&request).await)?.as_string())
        })
    }

    fn read_all(&self, shelf: Shelf, beginning: &str) -> Later<Vec<(String, String)>> {
        // Keys are compared by UTF-16 units; no key has one above this.
        let (from, to) = (JsValue::from_str(beginning), format!("{beginning}\u{ffff}"));
        let store = self.clone();
        Box::pin(async move {
            let range = IdbKeyRange::bound(&from, &to.into()).map_err(trouble)?;
            let objects = store.begin(|database| on_shelf(database, shelf)).await?;
            // Both belong to one transaction, so they are of one moment.
            let keys = objects.get_all_keys_with_key(&range).map_err(trouble)?;
            let texts = objects.get_all_with_key(&range).map_err(trouble)?;
            let texts = Array::from(&store.heeding(result(&texts).await)?);
            let keys = Array::from(&store.heeding(result(&keys).await)?);
            let pairs = keys.iter().zip(texts.iter());
            Ok(pairs
                .filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?)))
                .collect())
        })
    }

    fn write(&self, batch: Batch) -> Later<()> {
        let store = self.clone();
        Box::pin(async move {
            let begun = store.begin(|database| begin(database, &batch)).await?;
            let kept = outcome(&begun.transaction, "complete", "abort").await;
            if kept == "complete" {
                return Ok(());
            }
            if *begun.overtaken.borrow() {
                return Err(StorageError::Overtaken);
            }
            let why = begun.transaction.error().or_else(|| begun.refused.borrow_mut().take());
            store.heeding(Err(why.map_or_else(|| other("abort"), |error| trouble(error.into()))))
        })
    }
}

fn buckets() -> Option<Buckets> {
    let navigator: JsValue = gloo_utils::window().navigator().into();
    navigator.unchecked_into::<WithBuckets>().storage_buckets()
}

/// The database, made on the first day.
async fn open_database(factory: &IdbFactory) -> Result<IdbDatabase, StorageError> {
    let request = factory.open_with_u32(NAME, VERSION).map_err(unavailable)?;
    let asked = request.clone();
    let _upgrading = EventListener::once(&request, "upgradeneeded", move |_| {
        if let Some(database) = database_of(&asked) {
            make_shelves(&database);
        }
    });
    outcome(&request, "success", "error").await;
    let database = database_of(&request).ok_or_else(|| trouble_of(&request))?;
    // A newer version of the app in another window wants to change the shelves: let it.
    let opened = database.clone();
    EventListener::new(&database, "versionchange", move |_| opened.close()).forget();
    Ok(database)
}

/// The object store of a shelf, to read from.
fn on_shelf(database: &IdbDatabase, shelf: Shelf) -> Result<IdbObjectStore, StorageError> {
    let transaction = database.transaction_with_str(shelf.name()).map_err(trouble)?;
    transaction.object_store(shelf.name()).map_err(trouble)
}

/// Makes every request of `batch` at once, in a transaction that is done only when it outlives a
/// loss of power; the browser does the requests in this order.
fn begin(database: &IdbDatabase, batch: &Batch) -> Result<Begun, StorageError> {
    let shelves = Array::new();
    for shelf in Shelf::ALL {
        let concerns = |((each, _), _): &(Place, Option<String>)| *each == shelf;
        if batch.expects.iter().any(concerns) || batch.puts.iter().any(concerns) {
            shelves.push(&shelf.name().into());
        }
    }
    let options = Object::new();
    Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(trouble)?;
    let database: &WithOptions = database.unchecked_ref();
    let transaction = database.transaction(&shelves, "readwrite", &options).map_err(trouble)?;
    let mut begun = Begun {
        transaction,
        overtaken: Rc::default(),
        refused: Rc::default(),
        listeners: Vec::new(),
    };
    let made = begun.request_all(batch);
    if made.is_err() {
        // Half a batch must not be kept. An abort that is refused has happened already.
        let _aborted = begun.transaction.abort();
    }
    made.map(|()| begun)
}

/// A transaction on its way.
struct Begun {
    transaction: IdbTransaction,
    /// Whether something else was there than was expected.
    overtaken: Rc<RefCell<bool>>,
    /// Why the browser refused one of the requests.
    refused: Rc<RefCell<Option<DomException>>>,
    /// What listens to the requests, for as long as they are under way.
    listeners: Vec<EventListener>,
}

impl Begun {
    fn request_all(&mut self, batch: &Batch) -> Result<(), StorageError> {
        for ((shelf, key), expected) in &batch.expects {
            let request = self.shelf(*shelf)?.get(&key.into()).map_err(trouble)?;
            let (transaction, overtaken) = (self.transaction.clone(), self.overtaken.clone());
            let (expected, asked) = (expected.clone(), request.clone());
            self.listeners.push(EventListener::once(&request, "success", move |_| {
                if asked.result().ok().and_then(|text| text.as_string()) != expected {
                    overtaken.replace(true);
                    // Refused only when the transaction has been aborted already.
                    let _aborted = transaction.abort();
                }
            }));
        }
        for ((shelf, key), text) in &batch.puts {
            let shelf = self.shelf(*shelf)?;
            let request = match text {
                Some(text) => shelf.put_with_key(&text.into(), &key.into()),
                None => shelf.delete(&key.into()),
            };
            let request = request.map_err(trouble)?;
            let (refused, asked) = (self.refused.clone(), request.clone());
            self.listeners.push(EventListener::once(&request, "error", move |_| {
                if let Ok(Some(error)) = asked.error() {
                    refused.borrow_mut().get_or_insert(error);
                }
            }));
        }
        Ok(())
    }

    fn shelf(&self, shelf: Shelf) -> Result<IdbObjectStore, StorageError> {
        self.transaction.object_store(shelf.name()).map_err(trouble)
    }
}

fn make_shelves(database: &IdbDatabase) {
    let there = database.object_store_names();
    for shelf in Shelf::ALL {
        if !there.contains(shelf.name()) {
            // When a shelf cannot be made, what is put on it is refused, and that is shown.
            let _made = database.create_object_store(shelf.name());
        }
    }
}

fn database_of(request: &IdbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// What a request gives, once it is there.
async fn result(request: &IdbRequest) -> Result<JsValue, StorageError> {
    if request.ready_state() != web_sys::IdbRequestReadyState::Done {
        outcome(request, "success", "error").await;
    }
    request.result().map_err(|_| trouble_of(request))
}

fn trouble_of(request: &IdbRequest) -> StorageError {
    match request.error() {
        Ok(Some(error)) => trouble(error.into()),
        Ok(None) | Err(_) => other("request"),
    }
}

/// Waits for the one event or the other, and says which it was.
fn outcome(
    target: &web_sys::EventTarget,
    good: &'static str,
    bad: &'static str,
) -> impl Future<Output = &'static str> {
    type Seen = Rc<RefCell<(Option<&'static str>, Option<Waker>)>>;
    let seen: Seen = Rc::default();
    let listen = |name: &'static str| {
        let seen = seen.clone();
        EventListener::once(target, name, move |_| {
            let (happened, waker) = &mut *seen.borrow_mut();
            happened.get_or_insert(name);
            if let Some(waker) = waker.take() {
                waker.wake();
            }
        })
    };
    let listening = [listen(good), listen(bad)];
    poll_fn(move |context| {
        let _listening = &listening;
        let (happened, waker) = &mut *seen.borrow_mut();
        match happened {
            Some(name) => Poll::Ready(*name),
            None => {
                waker.replace(context.waker().clone());
                Poll::Pending
            }
        }
    })
}

/// What the browser says, in our terms.
fn trouble(error: JsValue) -> StorageError {
    let Some(exception) = error.dyn_ref::<DomException>() else {
        return StorageError::Other { detail: format!("{error:?}") };
    };
    let detail = format!("{}: {}", exception.name(), exception.message());
    match exception.name().as_str() {
        "QuotaExceededError" => StorageError::Full,
        "VersionError" => StorageError::Newer,
        "SecurityError" | "InvalidStateError" => StorageError::Unavailable { detail },
        _ => StorageError::Other { detail },
    }
}

fn unavailable(error: JsValue) -> StorageError {
    StorageError::Unavailable { detail: trouble(error).to_string() }
}

fn other(detail: &str) -> StorageError {
    StorageError::Other { detail: detail.to_owned() }
}

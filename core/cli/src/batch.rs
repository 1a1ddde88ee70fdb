//! A table of subjects in, a table of ratings out, in blocks.
//!
//! ```text
//! data ──▶ blocks ──▶ cells ──▶ a sheet for each kind of subject ──▶ ratings ──▶ lines
//!            │          └─ odd ones ──▶ admit ──▶ the same sheets, or faults of the row
//!            └──────────────▶ a journal of how far things are written ◀──────────┘
//! ```
//!
//! A block is some ten thousand cells. Blocks are rated side by side and written in order, so that
//! neither the number of threads nor where blocks end shows in the results.

pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod data;
pub(crate) mod filling;
pub(crate) mod journal;
pub(crate) mod kinds;
pub(crate) mod lines;
pub(crate) mod mapping;
pub(crate) mod odd;
pub(crate) mod output;
#[cfg(feature = "parquet")]
pub(crate) mod parquet;
pub(crate) mod progress;
pub(crate) mod records;
pub(crate) mod report;
pub(crate) mod table;
pub(crate) mod words;
pub(crate) mod writing;

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::sync::{Mutex, PoisonError, mpsc};
use std::thread;

use jiangxing_text::Language;

use crate::batch::data::{Block, Data};
use crate::batch::filling::{Done, Job, Worker};
use crate::command::Outcome;

/// One sentence in both languages, with what stands in braces.
macro_rules! say {
    ($language:expr, $chinese:literal, $english:literal) => {
        match $language {
            jiangxing_text::Language::Chinese => format!($chinese),
            jiangxing_text::Language::English => format!($english),
        }
    };
}
pub(crate) use say;

/// Why a run ends before its data does.
#[derive(Debug)]
pub(crate) struct Stop {
    pub(crate) outcome: Outcome,
    /// Nothing, where there is nobody left to tell.
    pub(crate) sentence: String,
}

impl Stop {
    /// A file that cannot be read or written.
    pub(crate) fn unreadable(sentence: String) -> Self {
        Self { outcome: Outcome::Unreadable, sentence }
    }

    /// A request that does not go with what is there.
    pub(crate) fn misused(sentence: String) -> Self {
        Self { outcome: Outcome::Misused, sentence }
    }

    /// The reader of the results went away of its own will.
    pub(crate) fn reader_gone() -> Self {
        Self { outcome: Outcome::Done, sentence: String::new() }
    }
}

/// Rates every block of `data` and gives what came of each to `take`, in order.
pub(crate) fn run(
    job: &Job<'_>,
    data: &mut Data,
    threads: NonZeroUsize,
    take: &mut dyn FnMut(Done) -> Result<(), Stop>,
) -> Result<(), Stop> {
    if threads.get() == 1 {
        let mut worker = Worker::new(job);
        while let Some(block) = data.next()? {
            let mut done = worker.rate(block)?;
            data.give_back(std::mem::take(&mut done.spare));
            take(done)?;
        }
        return Ok(());
    }
    let (jobs, waiting) = mpsc::channel::<Block>();
    let waiting = Mutex::new(waiting);
    let (give, done) = mpsc::channel::<Result<Done, Stop>>();
    thread::scope(|scope| {
        for _ in 0..threads.get() {
            let (give, waiting) = (give.clone(), &waiting);
            scope.spawn(move || work(job, waiting, &give));
        }
        drop(give);
        let ended = hand_out(data, &jobs, &done, threads, take, job.language);
        drop(jobs);
        ended
    })
}

/// Rates blocks as long as there are any, and somebody who takes what comes of them.
fn work(
    job: &Job<'_>,
    waiting: &Mutex<mpsc::Receiver<Block>>,
    give: &mpsc::Sender<Result<Done, Stop>>,
) {
    let mut worker = Worker::new(job);
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).recv();
    while let Ok(block) = next() {
        if give.send(worker.rate(block)).is_err() {
            break;
        }
    }
}

/// Keeps every thread at work, with no more blocks under way than it takes, and takes what is done
/// in the order of the data.
fn hand_out(
    data: &mut Data,
    jobs: &mpsc::Sender<Block>,
    done: &mpsc::Receiver<Result<Done, Stop>>,
    threads: NonZeroUsize,
    take: &mut dyn FnMut(Done) -> Result<(), Stop>,
    language: Language,
) -> Result<(), Stop> {
    let most = threads.get().saturating_mul(2).saturating_add(1);
    let (mut sent, mut taken, mut has_more) = (0_usize, 0_usize, true);
    let mut early: BTreeMap<usize, Done> = BTreeMap::new();
    loop {
        while has_more && sent.saturating_sub(taken) < most {
            match data.next()? {
                Some(block) => {
                    jobs.send(block).map_err(|_| lost(language))?;
                    sent = sent.saturating_add(1);
                }
                None => has_more = false,
            }
        }
        if taken == sent {
            return Ok(());
        }
        let mut next = done.recv().map_err(|_| lost(language))??;
        data.give_back(std::mem::take(&mut next.spare));
        early.insert(next.number, next);
        while let Some(next) = early.remove(&taken) {
            take(next)?;
            taken = taken.saturating_add(1);
        }
    }
}

fn lost(language: Language) -> Stop {
    Stop::unreadable(say!(
        language,
        "程序内部出错，没有评完：请把标准和数据反馈给我们",
        "something went wrong inside, and not all is rated: please report it with rubric and data"
    ))
}

/// Parquet is asked for, and was left out when this program was built.
#[cfg(not(feature = "parquet"))]
pub(crate) fn without_parquet(language: Language) -> Stop {
    Stop::misused(say!(
        language,
        "这个程序编译时没有带 Parquet：请用 CSV 或 NDJSON，或以 --features parquet 重新编译",
        "this program was built without Parquet: use CSV or NDJSON, or build it with --features parquet"
    ))
}

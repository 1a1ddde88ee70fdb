//! Training ledgers from spreadsheets: read, matched, cleaned, and every doubt listed.
//!
//! ```text
//! bytes ── read ──▶ sheets of cells ── import ──▶ records and doubts ── measure (the engine) ──▶ indicators
//!          limits                     header, columns, cells
//! ```
//!
//! Nothing leaves the device, nothing is followed: no macro, no link, no formula is run. Names and
//! numbers of persons are masked in everything that is told.
#![deny(missing_docs)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        reason = "a test may fail loudly"
    )
)]

mod clean;
mod file;
mod fill;
mod header;
mod import;
mod mapping;
mod mask;
mod ods;
mod rules;
mod table;
mod text;
mod workbook;
pub mod written;

pub use file::{Form, form_of, paste, read, read_within};
pub use fill::{NotFilled, fill};
pub use header::{Matched, MatchedBy, MatchedColumn};
pub use import::{Import, SheetKind, SheetRead, import};
pub use mapping::{Decisions, Mapping, SheetMapping, read_decisions, read_mapping, write_mapping};
pub use mask::{mask_name, mask_number};
pub use rules::{LEDGER_FORMAT, LedgerRules, NotRules, Words, read_rules};
pub use table::{Limits, Note, Origin, Raw, RawKind, Table, TableRow, column_letters};

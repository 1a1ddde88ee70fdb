//! How much a package may hold, so that reading one takes bounded time and memory whoever made it.

/// The most bytes of a package.
pub const MOST_BYTES: usize = 512 * 1024 * 1024;

/// The most bytes of one entry.
pub const MOST_ENTRY_BYTES: usize = 64 * 1024 * 1024;

/// The most bytes of the manifest.
pub const MOST_MANIFEST_BYTES: usize = 16 * 1024 * 1024;

/// The most entries, signatures and the manifest among them.
pub const MOST_ENTRIES: usize = 20_000;

/// The longest path, in bytes.
pub const LONGEST_PATH: usize = 120;

/// The most parts of a path: folders and the name.
pub const DEEPEST_PATH: usize = 3;

/// The most signatures that are looked at.
pub const MOST_SIGNATURES: usize = 64;

/// The most faults that are told of one package.
pub const MOST_FAULTS: usize = 100;

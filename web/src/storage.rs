//! The store: a trait, and what it promises.

use std::fmt;

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

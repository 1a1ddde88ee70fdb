//! What is wrong with a package, as data: which part of the file, what is there, what belongs there.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

/// Declares the faults, each with its code, in one table.
macro_rules! faults {
    ($( $(#[$doc:meta])* $code:literal $name:ident { $( $(#[$fact_doc:meta])* $fact:ident : $kind:ty ),* $(,)? } )*) => {
        /// What can be wrong with a package. Each keeps it from being opened, but for those of
        /// signatures (P06x).
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(tag = "fault", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
        pub enum Fault {
            $( $(#[$doc])* $name { $( $(#[$fact_doc])* $fact: $kind ),* } ),*
        }

        impl Fault {
            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self { $( Self::$name { .. } => $code ),* }
            }
        }

        /// Every code there is, in order.
        pub const PACKAGE_CODES: &[&str] = &[ $( $code ),* ];
    };
}

/// Declares words that faults are made of.
macro_rules! words {
    ($( $(#[$meta:meta])* $name:ident { $( $(#[$doc:meta])* $word:ident ),* $(,)? } )*) => {
        $(
            $(#[$meta])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
            #[serde(rename_all = "kebab-case")]
            pub enum $name { $( $(#[$doc])* $word ),* }

            impl $name {
                /// Every one of them.
                pub const ALL: &[Self] = &[ $( Self::$word ),* ];
            }
        )*
    };
}

words! {
    /// A part of the container beside what it holds.
    Place {
        /// The row of an entry in the directory near the end.
        Directory,
        /// What stands right before the content of an entry.
        Header,
        /// The end record: the last 22 bytes.
        End,
    }

    /// A field of a header, of a row of the directory, or of the end record.
    Field {
        /// The four bytes that every part begins with.
        Mark,
        /// The versions of the format.
        Version,
        /// Bits that say how to read the entry.
        Flags,
        /// How the content is compressed.
        Method,
        /// When it was written.
        Time,
        /// The checksum.
        Checksum,
        /// The size of the content.
        Size,
        /// The lengths of name, extra field and comment.
        Lengths,
        /// The disk it is on.
        Disk,
        /// What a system notes about a file.
        Attributes,
        /// Where the header is.
        Offset,
        /// How many entries there are.
        Count,
        /// The path.
        Name,
    }

    /// What is wrong with a path.
    PathFault {
        /// It is empty.
        Empty,
        /// It is no UTF-8.
        NotText,
        /// It is too long.
        TooLong,
        /// It has too many parts.
        TooDeep,
        /// It begins at the root.
        Absolute,
        /// It has a part `.` or `..`.
        Parent,
        /// It has a backslash.
        Backslash,
        /// It has a colon, as after the letter of a drive.
        Drive,
        /// It has a character of value zero.
        Nul,
        /// It has capital letters, which some systems do not tell from small ones.
        UpperCase,
        /// It has other characters than letters, digits, `-`, `_` and `.`.
        NotPlain,
        /// A part begins or ends with a dot.
        Dot,
        /// A part is the name of a device on some systems.
        Reserved,
        /// It names a folder.
        Folder,
        /// It has an empty part.
        EmptyPart,
        /// It is in no folder that packages have.
        NoSuchFolder,
    }

    /// What is wrong with a row of the manifest.
    RowFault {
        /// The path is not after the one before.
        OutOfOrder,
        /// The digest is not written as one.
        NotADigest,
        /// The media type is not the one of the path's ending.
        OtherMediaType,
        /// The digests of the fields are not those of the assessment.
        OtherFields,
        /// A rubric's row does not say which rubric it is, or another row does.
        RubricName,
    }

    /// Why a signature's file says nothing.
    SignatureFault {
        /// It is no JSON of a signature.
        Unreadable,
        /// It is of a newer format.
        TooNew,
        /// The key in it is no key.
        NotAKey,
        /// It is not under the name that its key has.
        OtherPath,
    }
}

faults! {
    // P00x  the container
    /// The file is no package, nor any ZIP.
    "P001" NotAPackage {}
    /// The end record is not there: the file is cut off, or its end was changed.
    "P002" EndMissing {}
    /// Bytes follow after the end record.
    "P003" BytesAfterEnd { /** Where they begin. */ at: usize, /** How many. */ count: usize }
    /// The container has a comment.
    "P004" Comment { /** How many bytes. */ length: usize }
    /// The container uses the extension for large files (ZIP64), which no package needs.
    "P005" LargeFormat { /** Where. */ place: Place }
    /// The container is a part of one in several files.
    "P006" InSeveralFiles {}
    /// There are more entries than a package may have.
    "P007" TooManyEntries { /** How many it says there are. */ found: usize, /** The most. */ most: usize }
    /// The file or an entry is too large.
    "P008" TooLarge { /** The entry; empty for the file. */ path: String, /** Its bytes. */ found: usize, /** The most. */ most: usize }
    /// The end record does not fit the rest.
    "P009" EndDiffers { /** Which field. */ field: Field }
    /// A header or a row of the directory is not as it must be.
    "P010" HeaderDiffers { /** Of which entry. */ path: String, /** Header or directory. */ place: Place, /** Which field. */ field: Field, /** Where the field begins in the file. */ at: usize }
    /// The content of an entry is compressed.
    "P011" Compressed { /** The entry. */ path: String, /** The number of the method. */ method: u16, /** The bytes in the file. */ packed: u32, /** The bytes that it says it comes to. */ claimed: u32 }
    /// An entry is encrypted.
    "P012" Encrypted { /** The entry. */ path: String }
    /// An entry is a link to elsewhere.
    "P013" Link { /** The entry. */ path: String }
    /// An extra field or a comment of an entry.
    "P014" ExtraBytes { /** The entry. */ path: String, /** Where. */ place: Place, /** How many. */ length: usize }
    /// Bytes that belong to no entry.
    "P015" Gap { /** Where they begin. */ at: usize, /** How many. */ count: usize }
    /// An entry that begins inside another or lies outside of the entries.
    "P016" Overlap { /** The entry. */ path: String, /** Where it says it begins. */ at: usize }
    /// The content of an entry runs beyond the entries: its size is not true.
    "P017" BeyondEnd { /** The entry. */ path: String, /** The size that it says. */ claimed: u32 }
    /// The checksum of an entry is another: its content was changed.
    "P018" ChecksumDiffers { /** The entry. */ path: String }
    /// A path that no package has.
    "P019" PathRefused { /** The path, as far as it can be read. */ path: String, /** Why. */ why: PathFault }
    /// Two entries of one path.
    "P020" Duplicate { /** The path. */ path: String }
    /// An entry is not in its order.
    "P021" OutOfOrder { /** The path. */ path: String, /** The one before. */ after: String }
    /// An archive inside.
    "P022" ArchiveInside { /** The entry. */ path: String }
    /// The directory ends before all of its rows, or a row does not begin as one.
    "P023" DirectoryDiffers { /** Where. */ at: usize, /** Which row, from 1. */ row: usize }

    // P03x  the manifest
    /// There is no manifest.
    "P030" ManifestMissing {}
    /// The manifest cannot be read.
    "P031" ManifestUnreadable { /** What the reader of the notation says. */ detail: String, /** Line, from 1. */ line: usize, /** Column, from 1. */ column: usize }
    /// The package is of a format newer than this program.
    "P032" TooNew { /** Its format. */ format: u32, /** The newest known. */ known: u32 }
    /// A row of the manifest cannot be.
    "P033" RowRefused { /** The path of the row. */ path: String, /** Why. */ why: RowFault }
    /// A path of the manifest that no package has.
    "P034" RowPathRefused { /** The path. */ path: String, /** Why. */ why: PathFault }
    /// It is not the package that was expected.
    "P035" OtherPackage { /** The identity expected. */ expected: String, /** The identity found. */ found: String }

    // P04x  entries beside the manifest
    /// An entry is not what the manifest says.
    "P040" Changed { /** The entry. */ path: String, /** The bytes that the manifest says. */ expected: u64, /** The bytes there. */ found: u64, /** For an assessment, the fields that differ, as JSON pointers. */ fields: Vec<String>, /** Whether it could be told which fields differ. */ traced: bool }
    /// An entry of the manifest is not there.
    "P041" Missing { /** The path. */ path: String }
    /// An entry that the manifest does not have.
    "P042" Added { /** The path. */ path: String }

    // P05x  what the entries say
    /// A rubric inside has errors.
    "P050" RubricUnusable { /** The entry. */ path: String, /** The codes of its first errors. */ codes: Vec<String> }
    /// A rubric inside is another than the manifest says.
    "P051" RubricDiffers { /** The entry. */ path: String, /** What the manifest says. */ expected: String, /** What it is. */ found: String }
    /// Two rubrics of one id and edition with different content.
    "P052" RubricTwice { /** The id and the edition. */ name: String }
    /// An entry that is no assessment.
    "P053" NotAnAssessment { /** The entry. */ path: String, /** The codes of what is wrong. */ codes: Vec<String> }
    /// The rubric of an assessment is not inside.
    "P054" RubricNotInside { /** The entry. */ path: String, /** The id and the edition. */ name: String }
    /// A report inside that cannot be read.
    "P055" NotAReport { /** The entry. */ path: String }
    /// A report inside is not what the engine gives for the answers inside.
    "P056" ReportDiffers { /** The entry. */ path: String, /** What it says: rating and total. */ says: String, /** What the engine gives. */ gives: String }
    /// A report without its assessment.
    "P057" ReportAlone { /** The entry. */ path: String }

    // P06x  signatures
    /// A signature that cannot be read.
    "P060" SignatureUnreadable { /** The entry. */ path: String, /** Why. */ why: SignatureFault }
    /// A signature that is not one by the key it names: it, or what it signs, was changed.
    "P061" SignatureInvalid { /** The entry. */ path: String, /** Who it says has signed. */ signer: String }
    /// A good signature on another package.
    "P062" SignatureOfAnother { /** The entry. */ path: String, /** Who has signed. */ signer: String, /** The identity of what was signed. */ signed: String }
    /// A key that should have signed and has not.
    "P063" SignatureMissing { /** Whose key. */ signer: String, /** Its fingerprint. */ fingerprint: String }
    /// More signatures than are looked at.
    "P064" TooManySignatures { /** How many there are. */ found: usize, /** The most. */ most: usize }
    /// A signer goes by another name than the key is known by.
    "P065" OtherSigner { /** The entry. */ path: String, /** The name in the signature. */ says: String, /** The name of the key. */ known: String }

    // P07x  keys
    /// A key's file that cannot be read.
    "P070" KeyUnreadable { /** What the reader of the notation says. */ detail: String, /** Line, from 1. */ line: usize, /** Column, from 1. */ column: usize }
    /// What stands there is no key.
    "P071" NotAKey {}
    /// The public key is not that of the secret one.
    "P072" KeyDiffers {}
    /// A key's file without the secret one, which signing needs.
    "P073" KeyWithoutSecret { /** Whose key. */ signer: String }

    // P08x  passing from screen to camera
    /// What was scanned is no frame.
    "P080" NotAFrame {}
    /// A frame that was read wrongly.
    "P081" FrameDamaged {}
    /// A frame of another transfer.
    "P082" FrameOfAnother { /** The transfer that was begun. */ expected: String, /** The frame's. */ found: String }
    /// What would be passed is too large for this way.
    "P083" TransferTooLarge { /** How many frames it would take. */ found: usize, /** The most. */ most: usize }
    /// All frames are there, and do not come to what was sent.
    "P084" TransferDamaged {}
    /// Frames are missing.
    "P085" TransferIncomplete { /** Their numbers, from 1. */ missing: Vec<u16> }
}

impl Fault {
    /// Whether it is of signatures alone, so that the contents are as the manifest says all the same.
    pub fn is_of_signatures(&self) -> bool {
        self.code().starts_with("P06")
    }
}

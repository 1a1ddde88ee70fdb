//! What does not fit in a set of responses, as data. Whatever is reported here was kept in the file
//! and left out of the score; nothing is dropped in silence.

use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::diagnostic::Severity;

/// Declares the findings, each with its code and severity, in one table.
macro_rules! findings {
    ($( $(#[$doc:meta])* $code:literal $severity:ident $name:ident { $( $(#[$fact_doc:meta])* $fact:ident : $kind:ty ),* $(,)? } )*) => {
        /// What can be the case with an assessment.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "finding", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
        pub enum Finding {
            $( $(#[$doc])* $name { $( $(#[$fact_doc])* $fact: $kind ),* } ),*
        }

        impl Finding {
            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self { $( Self::$name { .. } => $code ),* }
            }

            /// An error keeps an answer out of the score; a warning does not.
            pub fn severity(&self) -> Severity {
                match self { $( Self::$name { .. } => Severity::$severity ),* }
            }
        }

        /// Every code there is, in order.
        pub const FINDING_CODES: &[&str] = &[ $( $code ),* ];
    };
}

findings! {
    // A00x  reading: the shape of the file
    /// The text is not JSON.
    "A001" Error Unreadable { /** What the reader of the notation says. */ detail: String, /** Line, from 1. */ line: usize, /** Column, from 1. */ column: usize }
    /// Something else is expected here.
    "A002" Error WrongShape { /** Where, as a path of keys. */ path: String, /** What is expected. */ expected: String, /** What is there. */ found: String }
    /// A key that the format does not know; kept, without effect.
    "A003" Warning UnknownKey { /** Where. */ path: String, /** The nearest known key. */ nearest: Option<String> }
    /// A key twice in one object; the first counts.
    "A004" Error DuplicateKey { /** Where. */ path: String }
    /// The file is of a format newer than this engine.
    "A005" Error TooNew { /** The file's format. */ format: String, /** The newest known. */ known: String }
    /// Something exceeds what the engine admits.
    "A006" Error TooLarge { /** What it is. */ what: String, /** How large it is. */ found: String, /** The most admitted. */ most: String }
    /// A key that is needed is not there.
    "A007" Error MissingKey { /** Where. */ path: String }

    // A01x  the assessment and its rubric
    /// The answers were given under another rubric or edition.
    "A011" Error OtherRubric { /** The rubric the answers name. */ found: String, /** The rubric at hand. */ expected: String }
    /// Same id and edition, other content.
    "A012" Error OtherDigest { /** The digest the answers name. */ found: String, /** The digest at hand. */ expected: String }
    /// The subject's category is not stated.
    "A013" Error CategoryMissing { /** The category. */ category: String }
    /// The category has no such option.
    "A014" Error NoSuchOption { /** The category. */ category: String, /** As written. */ option: String, /** The options. */ options: Vec<String>, /** The nearest of them. */ nearest: Option<String> }
    /// A category that the rubric does not have.
    "A015" Warning UnknownCategory { /** As written. */ category: String, /** The nearest that exists. */ nearest: Option<String> }
    /// The unified social credit code does not add up: a slip, or an old certificate's own mistake.
    "A016" Warning CodeDoubtful { /** As written. */ code: String }
    /// The cycle lies outside of the days between which the rubric is in force.
    "A017" Warning NotInForce { /** The cycle, as written. */ cycle: String, /** The first day; empty without one. */ from: String, /** The last day; empty without one. */ to: String }

    // A02x  one response
    /// A response to something the rubric does not have; kept, not counted.
    "A021" Warning UnknownResponse { /** As written. */ id: String, /** The nearest that exists. */ nearest: Option<String> }
    /// A response to something that this kind of subject is not asked; kept, not counted.
    "A022" Warning NotAsked { /** What was answered. */ id: String }
    /// The answer is of another kind than the one asked.
    "A023" Error WrongAnswerKind { /** What was asked. */ id: String, /** What is expected. */ expected: String, /** What is there. */ found: String }
    /// The scale has no such level, or the choice no such option.
    "A024" Error NoSuchLevel { /** What was asked. */ id: String, /** As written. */ level: String, /** The levels. */ levels: Vec<String> }
    /// The characters are not a number.
    "A025" Error NotANumber { /** What was asked. */ id: String, /** As written. */ text: String }
    /// Only whole numbers count here.
    "A026" Error NotWhole { /** What was asked. */ id: String, /** As written. */ text: String }
    /// Below the lowest answer admitted.
    "A027" Error TooLow { /** What was asked. */ id: String, /** As written. */ text: String, /** The lowest admitted. */ least: String }
    /// Above the highest answer admitted.
    "A028" Error TooHigh { /** What was asked. */ id: String, /** As written. */ text: String, /** The highest admitted. */ most: String }
    /// A part that is larger than its whole.
    "A029" Error PartExceedsWhole { /** The part. */ part: String, /** Its number. */ part_number: String, /** The whole. */ whole: String, /** Its number. */ whole_number: String }
    /// More decimal places than are admitted.
    "A030" Error TooManyPlaces { /** What was asked. */ id: String, /** As written. */ text: String, /** The most places. */ places: u32 }
    /// The checklist has no such part.
    "A031" Error NoSuchPart { /** What was asked. */ id: String, /** As written. */ part: String, /** The nearest that exists. */ nearest: Option<String> }
    /// Not applicable where the rubric does not allow it.
    "A032" Error NotApplicableNotAllowed { /** What was asked. */ id: String }
    /// Not applicable without saying why counts as unanswered.
    "A033" Error JustificationMissing { /** What was asked. */ id: String }
    /// A value and not-applicable, pending or declined at once.
    "A034" Error Contradictory { /** What was asked. */ id: String, /** The keys that exclude one another. */ keys: Vec<String> }
    /// The rubric wants a note with this level.
    "A035" Warning NoteMissing { /** What was asked. */ id: String, /** The level. */ level: String }
    /// A checklist that was answered in part.
    "A036" Error PartsMissing { /** What was asked. */ id: String, /** The parts without an answer. */ parts: Vec<String> }

    // A04x  at finalisation
    /// Nobody answered; the rubric counts the least still possible.
    "A041" Warning CountedAsLowest { /** The criterion. */ id: String }
    /// Nobody knows; what depends on it counts as not holding.
    "A042" Warning StillUnknown { /** The fact or the condition. */ id: String }

    // A05x  what silence counts where the rubric is kind to it
    /// Nobody answered; the rubric counts the most still possible.
    "A050" Warning CountedAsFull { /** The criterion. */ id: String }
    /// Nobody answered; the rubric leaves the criterion out.
    "A051" Warning LeftOutUnanswered { /** The criterion. */ id: String }

    // A05x  one response of a further kind
    /// A score inside none of its bands.
    "A052" Error OutsideBands { /** What was asked. */ id: String, /** As written. */ text: String, /** The bands. */ bands: Vec<String> }
    /// The characters are not a day.
    "A053" Error NotADate { /** What was asked. */ id: String, /** As written. */ text: String }
    /// A period that ends before it begins.
    "A054" Error PeriodBackwards { /** What was asked. */ id: String, /** The first day. */ from: String, /** The last day. */ to: String }
}

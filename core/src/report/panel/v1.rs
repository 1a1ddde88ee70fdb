//! The written form of a panel's result, version 1.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::clause::ClauseRef;
use crate::finding::Finding;
use crate::label::Label;
use crate::report::v1::{
    Figure, Rating, Report, Response, RubricIdentity, Score, State, Step, written,
};

written! {
    /// Everything a reader may see of several sheets on one subject.
    pub struct PanelReport {
        /// The version of this form: 1.
        pub format: u32,
        /// The version of the engine that wrote it.
        pub engine: String,
        /// The rubric.
        pub rubric: RubricIdentity,
        /// How far the result is decided.
        pub standing: PanelStanding,
        /// What stands in the way of a result.
        pub obstacles: Vec<PanelObstacle>,
        /// The rubric's rules for several assessors.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub rules: Option<PanelRules>,
        /// Every sheet, in the order in which they were given.
        pub sheets: Vec<PanelSheet>,
        /// What was agreed, if anything was talked over.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub consensus: Option<PanelSheet>,
        /// What became of each item, in the rubric's order.
        pub items: Vec<PanelItem>,
        /// How far assessors agree, one for each scale of levels.
        pub agreement: Vec<PanelAgreement>,
        /// The subject's own and the recommending answers beside the result.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub layers: Option<PanelLayers>,
        /// The result: the report on what the sheets come to together.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub result: Option<Report>,
    }

    /// How far the result of a panel is decided.
    #[derive(Copy)]
    pub enum PanelStanding {
        /// Nothing is left to talk over.
        Stands,
        /// Something is to be talked over first.
        TalkOver,
        /// There is no result.
        None,
    }

    /// What stands in the way of a result; files are counted from 0, the consensus sheet last.
    #[serde(tag = "obstacle")]
    pub enum PanelObstacle {
        /// A file is no assessment.
        Unreadable { /** The file. */ file: u32, /** What is wrong with it. */ findings: Vec<Finding> },
        /// A sheet is of another rubric or edition.
        OtherRubric { /** The file. */ file: u32 },
        /// A sheet is on another subject or cycle than the first, or on another kind of subject.
        OtherSubject { /** The file. */ file: u32 },
        /// A sheet does not name one assessor.
        NotOneAssessor { /** The file. */ file: u32 },
        /// Two sheets are by one assessor, or of one layer.
        SameAssessor { /** The one file. */ file: u32, /** The other. */ other: u32 },
        /// The rubric has no rules for several assessors.
        NoRules {},
        /// Fewer assessors than it takes.
        TooFew { /** How many count. */ found: u32, /** How many it takes. */ least: u32 },
        /// More assessors than there may be.
        TooMany { /** How many count. */ found: u32, /** The most. */ most: u32 },
        /// Two sheets are the lead's.
        SeveralLeads { /** The one file. */ file: u32, /** The other. */ other: u32 },
        /// Sheets are dropped by their totals, and one has none yet.
        WithoutTotal { /** The file. */ file: u32 },
    }

    /// How scores come together.
    #[derive(Copy)]
    pub enum PanelWay {
        /// The mean.
        Mean,
        /// The middle one, or the mean of the two in the middle.
        Median,
        /// The mean without a share of the highest and the lowest.
        Trimmed,
        /// The mean without the highest and the lowest.
        DropExtremes,
        /// What the lead says.
        Lead,
    }

    /// The rubric's rules for several assessors, as they hold.
    pub struct PanelRules {
        /// The fewest assessors.
        pub at_least: u32,
        /// The most.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub at_most: Option<u32>,
        /// How their scores come together.
        pub combine: PanelWay,
        /// The fewest scores of which any are dropped, where any are.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub drop_from: Option<u32>,
        /// Whether whole sheets are dropped, by their totals.
        pub by_total: bool,
        /// The fewest who score an item.
        pub each: u32,
        /// How many levels apart is admitted.
        pub levels: u32,
        /// Where the rules come from.
        pub clauses: Vec<ClauseRef>,
    }

    /// Which round of answers a sheet is.
    #[derive(Copy)]
    pub enum PanelLayer {
        /// The subject's own.
        #[serde(rename = "self")]
        Own,
        /// Those of who recommends it.
        Recommended,
        /// Those of who assesses it.
        Verified,
    }

    /// One sheet, as it was handed in.
    pub struct PanelSheet {
        /// Its place among the files.
        pub file: u32,
        /// The assessor's id; empty where none is named.
        pub assessor: String,
        /// The assessor's name.
        pub name: String,
        /// Whether it is the lead's.
        pub lead: bool,
        /// Which round of answers it is.
        pub layer: PanelLayer,
        /// The device it was filled in on; empty where none is named.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub device: String,
        /// Whether it was scored before the subject's own answers were seen, where anybody says.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub blind: Option<bool>,
        /// The conflict of interest for which it does not count.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub conflict: Option<String>,
        /// Draft or final.
        pub state: State,
        /// The digest of its content.
        pub digest: String,
        /// Its total, by itself.
        pub total: Score,
        /// Its rating by itself, once settled.
        pub awarded: Option<Rating>,
        /// What does not fit in it.
        pub findings: Vec<Finding>,
    }

    /// How it stands with an item.
    #[derive(Copy)]
    pub enum PanelItemStanding {
        /// Nobody said anything.
        Silent,
        /// All who said anything said the same.
        Same,
        /// The scores came together.
        Combined,
        /// The lead's answer counts.
        Lead,
        /// The panel agreed on an answer.
        Agreed,
        /// It is to be talked over.
        TalkOver,
        /// Too few have scored it: it waits.
        TooFew,
        /// It was talked over without agreement, and waits.
        Waits,
        /// The answers differ, and nothing depends on them.
        Differs,
    }

    /// What became of one item.
    pub struct PanelItem {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// How it stands.
        pub standing: PanelItemStanding,
        /// What every sheet that counts says.
        pub said: Vec<PanelSaid>,
        /// How far the answers are apart.
        pub apart: Vec<PanelApart>,
        /// How the scores came together, if they did.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub combine: Option<PanelWay>,
        /// The points it comes to, of a criterion, by its weight as written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub points: Option<Figure>,
        /// Its full points, of a criterion.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub full: Option<Figure>,
        /// What was said of it when it was talked over.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub reason: String,
        /// Where the exception comes from that holds for it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub clauses: Vec<ClauseRef>,
    }

    /// What one sheet says of an item.
    pub struct PanelSaid {
        /// The assessor.
        pub assessor: String,
        /// Whether there is an answer.
        pub response: Response,
        /// The answers in words.
        pub answers: Vec<Step>,
        /// The responses word for word (JSON), by the ids they stand under.
        pub verbatim: BTreeMap<String, String>,
        /// The points that the sheet gives it, by its weight as written.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub points: Option<Figure>,
        /// How much of that counts, where scores came together: from nothing to one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub counts: Option<Figure>,
        /// What was noted.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub note: String,
        /// Whether points are taken off without a note that says why.
        pub unexplained: bool,
    }

    /// In what answers are apart.
    #[derive(Copy)]
    pub enum PanelMeasure {
        /// In levels, options or bands.
        Levels,
        /// As a share of the larger number.
        Relative,
        /// In the ask's own unit.
        Absolute,
        /// They are not the same.
        Otherwise,
    }

    /// How far the answers to one ask are apart.
    pub struct PanelApart {
        /// The ask.
        pub ask: String,
        /// In what.
        pub measure: PanelMeasure,
        /// How far.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub found: Option<Figure>,
        /// How far they may be; nothing where they must be the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub limit: Option<Figure>,
        /// Whether that is too far.
        pub too_far: bool,
    }

    /// How far assessors agree on the items of one scale.
    pub struct PanelAgreement {
        /// The ids of its levels, lowest first.
        pub levels: Vec<String>,
        /// How many items there are of it.
        pub items: u32,
        /// How many pairs of answers.
        pub pairs: u32,
        /// The share of pairs that are the same.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub exact: Option<Figure>,
        /// The share of pairs that are at most one level apart.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub adjacent: Option<Figure>,
        /// Cohen's weighted kappa of each pair of assessors.
        pub kappas: Vec<PanelKappa>,
        /// Fleiss' kappa.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub fleiss: Option<Figure>,
        /// Krippendorff's alpha for names, ranks and numbers (the levels' worth).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub alpha_nominal: Option<Figure>,
        /// For ranks.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub alpha_ordinal: Option<Figure>,
        /// For numbers.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub alpha_interval: Option<Figure>,
    }

    /// Cohen's weighted kappa of two assessors.
    pub struct PanelKappa {
        /// The one.
        pub one: String,
        /// The other.
        pub other: String,
        /// With linear weights.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub linear: Option<Figure>,
        /// With quadratic weights.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub quadratic: Option<Figure>,
    }

    /// The layers side by side.
    pub struct PanelLayers {
        /// The layer that the result is held against: the subject's own, or else the recommending.
        pub compared: PanelLayer,
        /// Every criterion whose points differ between layers, in the rubric's order.
        pub criteria: Vec<PanelBeside>,
        /// Every dimension, likewise.
        pub dimensions: Vec<PanelBeside>,
        /// How far all criteria are apart together, as a share of their full points.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub deviation: Option<Figure>,
        /// What it claims beyond the result, as a share of the full points.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub overclaimed: Option<Figure>,
        /// What it claims below it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub underclaimed: Option<Figure>,
        /// Items of which the other layer's answer alone would make another rating.
        pub turns: Vec<PanelTurn>,
    }

    /// One criterion or dimension in every layer; points by the weight as written.
    pub struct PanelBeside {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// By the subject itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub own: Option<Figure>,
        /// By who recommends it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub recommended: Option<Figure>,
        /// By the result.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub verified: Option<Figure>,
        /// The result less what the subject says; without its own answers, less what is recommended.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub deviation: Option<Figure>,
        /// The full points.
        pub full: Figure,
    }

    /// An item of which the other layer's answer alone would make another rating.
    pub struct PanelTurn {
        /// The item.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// The best rating that would then be possible; nothing where there would be none.
        pub then: Option<Rating>,
    }
}

//! What is asked, for whoever draws the questions: the rubric as one kind of subject meets it.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::clause::ClauseRef;
use crate::label::Label;
use crate::report::v1::{Figure, GateGroup, Rating, RubricIdentity};

fn is_left_out(counts: &NotApplicableCounts) -> bool {
    *counts == NotApplicableCounts::LeaveOut
}

/// Declares types of the written form: all serialise alike.
macro_rules! written {
    ($( $(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* } )*) => {
        $(
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(rename_all = "kebab-case")]
            $(#[$meta])*
            pub $kind $name { $($body)* }
        )*
    };
}

written! {
    /// The questions for one kind of subject.
    pub struct Form {
        /// The rubric.
        pub rubric: RubricIdentity,
        /// Who publishes it.
        pub publisher: Label,
        /// The languages it is written in.
        pub languages: Vec<String>,
        /// The choices about the subject.
        pub categories: Vec<Category>,
        /// The choices that hold for these questions.
        pub chosen: BTreeMap<String, String>,
        /// The sections in the order they are worked through: facts and gates first, then each
        /// dimension, then bonus.
        pub sections: Vec<Section>,
        /// What conditions and expressions speak of beside what is asked: derived quantities, and
        /// tables.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub terms: Vec<Term>,
        /// The ratings, highest first, the lowest last.
        pub ratings: Vec<Rating>,
    }

    /// A name that expressions use.
    pub struct Term {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
    }

    /// A choice about the subject.
    pub struct Category {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// The options.
        pub options: Vec<Choice>,
    }

    /// One of several answers.
    pub struct Choice {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// The words that define it.
        #[serde(default, skip_serializing_if = "Label::is_empty")]
        pub descriptor: Label,
        /// Whether a note is wanted with it.
        #[serde(default)]
        pub wants_note: bool,
        /// Whether it may be marked not applicable by itself (parts of a checklist).
        #[serde(default)]
        pub may_not_apply: bool,
    }

    /// A group of questions worked through together.
    pub struct Section {
        /// The dimension's id, or `gates`, or `facts`.
        pub id: String,
        /// Its name; empty for gates and facts, which readers name themselves.
        pub name: Label,
        /// What kind of section it is.
        pub kind: SectionKind,
        /// The full points, for a dimension.
        pub weight: Option<Figure>,
        /// What it means.
        pub guidance: Label,
        /// The questions.
        pub questions: Vec<Question>,
    }

    /// What kind of section it is.
    #[derive(Copy)]
    pub enum SectionKind {
        /// Facts about the subject, without points.
        Facts,
        /// Gates.
        Gates,
        /// A dimension of the base score.
        Dimension,
        /// Bonus that counts.
        Bonus,
        /// Bonus that is recorded and not counted.
        BonusRecorded,
        /// Points taken off.
        Demerit,
        /// Points that would be taken off, recorded and not counted.
        DemeritRecorded,
    }

    /// A criterion, gate or fact as asked.
    pub struct Question {
        /// Its id: `not-applicable`, `pending` and `declined` stand under it.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// The full points; `None` for gates and facts.
        pub weight: Option<Figure>,
        /// How a gate is listed.
        pub group: Option<GateGroup>,
        /// What is to be answered. Empty for a requirement that follows from other answers.
        pub asks: Vec<Ask>,
        /// Whether it may be marked not applicable.
        pub may_not_apply: bool,
        /// What it counts when it is marked so.
        #[serde(default, skip_serializing_if = "is_left_out")]
        pub not_applicable_counts: NotApplicableCounts,
        /// Whether it is asked for a later edition: shown, and not counted in this one.
        #[serde(default, skip_serializing_if = "crate::report::v1::is_false")]
        pub future: bool,
        /// What it means.
        pub guidance: Label,
        /// Where the rule comes from.
        pub clauses: Vec<ClauseRef>,
        /// What is wanted as evidence.
        pub evidence: Vec<Label>,
        /// How to check it on site.
        pub verify: Label,
        /// Ways of checking.
        pub methods: Vec<Method>,
        /// The condition of a requirement, as the rubric writes it.
        pub condition: String,
    }

    /// What counts that is marked not applicable.
    #[derive(Copy, Default)]
    pub enum NotApplicableCounts {
        /// Nothing: it is left out.
        #[default]
        LeaveOut,
        /// The least that any answers give.
        Lowest,
        /// Its full points.
        Full,
        /// Nothing: the rating is withheld.
        Withhold,
    }

    /// A way of checking.
    #[derive(Copy)]
    pub enum Method {
        /// 材料审核
        Documents,
        /// 实地考察
        SiteVisit,
        /// 访谈
        Interview,
        /// 数据核查
        Data,
    }

    /// One thing to be answered.
    pub struct Ask {
        /// Its id: the value stands under it.
        pub id: String,
        /// Its name; the question's when there is only one.
        pub name: Label,
        /// What it means.
        pub guidance: Label,
        /// Whether it may be left open without effect.
        pub optional: bool,
        /// What kind of answer it takes.
        pub answer: AnswerKind,
    }

    /// A band inside which the assessor chooses.
    pub struct Band {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// What one sees.
        #[serde(default, skip_serializing_if = "Label::is_empty")]
        pub descriptor: Label,
        /// The lowest number of the band.
        pub from: String,
        /// The highest.
        pub to: String,
    }

    /// What kind of answer is taken.
    #[serde(tag = "kind")]
    pub enum AnswerKind {
        /// One of the levels, lowest first.
        Level { /** The levels. */ levels: Vec<Choice> },
        /// Yes or no.
        YesNo {},
        /// Each part ticked or not.
        Checklist { /** The parts. */ parts: Vec<Choice> },
        /// One of the options.
        Choice { /** The options. */ options: Vec<Choice> },
        /// A number.
        Number {
            /// Its unit.
            unit: Label,
            /// Whether it is typed in percent.
            percent: bool,
            /// Only whole numbers.
            whole: bool,
            /// The lowest admitted.
            least: Option<String>,
            /// The highest admitted.
            most: Option<String>,
            /// The most decimal places.
            places: Option<u32>,
            /// The ask it may not exceed.
            within: Option<String>,
            /// The bands, lowest first: the number lies inside one of them.
            #[serde(default, skip_serializing_if = "Vec::is_empty")]
            bands: Vec<Band>,
        },
        /// A day, as `YYYY-MM-DD`.
        Date {
            /// The first admitted.
            least: Option<String>,
            /// The last admitted.
            most: Option<String>,
        },
        /// Two days: `{ "from": …, "to": … }`.
        Period {
            /// The first admitted.
            least: Option<String>,
            /// The last admitted.
            most: Option<String>,
        },
        /// How many of each option: whole numbers by option.
        Distribution { /** The options, lowest first. */ options: Vec<Choice> },
        /// The same quantity for each period.
        Series {
            /// The periods, oldest first.
            periods: Vec<Choice>,
            /// Its unit.
            unit: Label,
            /// Only whole numbers.
            whole: bool,
            /// The lowest admitted.
            least: Option<String>,
            /// The highest admitted.
            most: Option<String>,
            /// The most decimal places.
            places: Option<u32>,
        },
    }
}

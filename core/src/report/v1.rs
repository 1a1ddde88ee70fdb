//! The written form of a report, version 1.
//!
//! Whatever is shown anywhere is in here, finished: figures as they are to be written, positions
//! ready for drawing, reasons as codes with their facts. A reader adds words and nothing else.

use alloc::collections::BTreeMap;
use alloc::string::String;
use alloc::vec::Vec;
use serde::{Deserialize, Serialize};

use crate::clause::ClauseRef;
use crate::finding::Finding;
use crate::label::Label;

/// Left out of the written form when it says nothing.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(crate) fn is_false(yes: &bool) -> bool {
    !yes
}

/// Declares types of the written form: all serialise alike.
macro_rules! written {
    ($( $(#[$meta:meta])* pub $kind:ident $name:ident { $($body:tt)* } )*) => {
        $(
            #[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
            #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
            #[serde(rename_all = "kebab-case", deny_unknown_fields)]
            $(#[$meta])*
            pub $kind $name { $($body)* }
        )*
    };
}

#[cfg(feature = "panel")]
pub(crate) use written;

impl Bonus {
    /// Whether it moves the total.
    pub fn counts(self) -> bool {
        !matches!(self, Self::Recorded | Self::DemeritRecorded)
    }
}

/// Whether it is the side that goes unwritten.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_from(side: &Side) -> bool {
    *side == Side::From
}

/// Whether a mark is not there, and so goes unwritten.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over so")]
fn is_not(mark: &bool) -> bool {
    !*mark
}

written! {
    /// Everything a reader may see of one assessment under one rubric.
    pub struct Report {
        /// The version of this form: 1.
        pub format: u32,
        /// The version of the engine that wrote it.
        pub engine: String,
        /// The rubric.
        pub rubric: RubricIdentity,
        /// Who was assessed, and which answers.
        pub assessment: AssessmentIdentity,
        /// The rating, and what binds it.
        pub award: Award,
        /// The total score, bonus included.
        pub total: Score,
        /// The total without bonus; the same as `total` when there is none.
        pub base: Score,
        /// How much was answered.
        pub coverage: Coverage,
        /// The dimensions in the rubric's order, bonus and demerit dimensions last.
        pub dimensions: Vec<Dimension>,
        /// The ratings of parts in the rubric's order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub grades: Vec<Grade>,
        /// The gates and requirements in the rubric's order.
        pub gates: Vec<Gate>,
        /// The derived numbers and conditions that the rubric names, in its order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub quantities: Vec<NamedFigure>,
        /// What does not fit in the responses.
        pub findings: Vec<Finding>,
        /// Questions for a person; without effect on the rating.
        pub hints: Vec<Hint>,
    }

    /// Which rubric, exactly.
    pub struct RubricIdentity {
        /// Its id.
        pub id: String,
        /// Its edition.
        pub edition: String,
        /// The SHA-256 of its content, whatever the notation, order and spacing of its text: as
        /// `sha256:` and hexadecimal digits.
        pub digest: String,
        /// Its title.
        pub title: Label,
        /// What is printed with every result.
        pub notice: Label,
        /// Whether it is official; a proposal's results are trial ratings.
        pub official: bool,
        /// The edition that it follows.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub predecessor: Option<Predecessor>,
        /// The days between which it is in force.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub in_force: Option<InForce>,
    }

    /// The edition that a rubric follows.
    pub struct Predecessor {
        /// Its id.
        pub id: String,
        /// Its edition.
        pub edition: String,
        /// The digest of its content; empty where the rubric does not state it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub digest: String,
    }

    /// The days between which a rubric is in force; an empty end is none.
    pub struct InForce {
        /// The first day.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub from: String,
        /// The last day.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        pub to: String,
    }

    /// Which answers, exactly.
    pub struct AssessmentIdentity {
        /// The SHA-256 of the assessment's canonical content.
        pub digest: String,
        /// The subject's name, as given.
        pub subject: String,
        /// The subject's code, as given.
        pub code: String,
        /// The subject's region, as given.
        pub region: String,
        /// The cycle, as given.
        pub cycle: String,
        /// The categories that hold: category id to option id.
        pub categories: BTreeMap<String, String>,
        /// Draft or final.
        pub state: State,
    }

    /// Whether answers may still come.
    #[derive(Copy)]
    pub enum State {
        /// Answers may still come: ranges are shown.
        Draft,
        /// No more answers: what is missing counts as the rubric says.
        Final,
    }

    /// The outcome.
    pub struct Award {
        /// Rated, still open, or withheld.
        pub standing: Standing,
        /// The rating awarded, once it is settled.
        pub awarded: Option<Rating>,
        /// The rating that the total alone earns, once the total is settled.
        pub earned: Option<Rating>,
        /// The rating that is certain already. `None` while it may still be withheld.
        pub locked: Option<Rating>,
        /// The best rating still possible. `None` when the rating is withheld for certain.
        pub best: Option<Rating>,
        /// What binds: why the rating is what it is and not the next higher one, or why it is
        /// withheld or still open. Most weighty first.
        pub because: Vec<Reason>,
        /// Every rating, highest first, with its conditions.
        pub ladder: Vec<Rung>,
        /// The steps that move the rating after the ladder, in their order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub adjustments: Vec<Adjustment>,
        /// What separates the subject from the next higher rating. `None` at the top.
        pub next: Option<Next>,
    }

    /// How far a thing is decided.
    #[derive(Copy)]
    pub enum Standing {
        /// It is decided.
        Settled,
        /// Answers are missing that can still move it.
        Open,
        /// There is none, for a stated reason.
        Withheld,
        /// It does not apply and is left out.
        LeftOut,
    }

    /// One rung of the rating scale.
    pub struct Rating {
        /// Its id.
        pub id: String,
        /// How many stars draw it; 0 also where nothing is drawn as stars.
        pub stars: u32,
        /// Whether half a star more draws it.
        #[serde(default, skip_serializing_if = "is_not")]
        pub half: bool,
        /// Its name.
        pub name: Label,
    }

    /// A rating and the conditions for it.
    pub struct Rung {
        /// The rating.
        pub rating: Rating,
        /// Whether all its conditions hold.
        pub verdict: Verdict,
        /// Each condition, those on the total first.
        pub conditions: Vec<Reason>,
    }

    /// Whether a condition holds, as far as anybody knows.
    #[derive(Copy)]
    pub enum Verdict {
        /// It holds.
        Met,
        /// It does not hold.
        NotMet,
        /// It cannot be decided yet.
        Pending,
    }

    /// One condition or circumstance, with its facts and where it comes from.
    pub struct Reason {
        /// Whether it holds.
        pub verdict: Verdict,
        /// What it is.
        pub fact: Fact,
        /// Where the rule comes from.
        pub clauses: Vec<ClauseRef>,
    }

    /// On which side of a cut-off a score must stand.
    #[derive(Copy, Default)]
    pub enum Side {
        /// At it or above.
        #[default]
        From,
        /// Above it.
        Above,
        /// At it or below.
        AtMost,
        /// Below it.
        Below,
    }

    /// A step that moves a rating under a condition.
    pub struct Adjustment {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// Whether its condition holds.
        pub verdict: Verdict,
        /// The condition, as the rubric writes it.
        pub condition: String,
        /// What it does when its condition holds.
        pub effect: AdjustmentEffect,
        /// The rating before it, once that is settled.
        pub from: Option<Rating>,
        /// The rating after it, once that is settled.
        pub to: Option<Rating>,
        /// The quantities the condition looks at, as they are.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub figures: Vec<NamedFigure>,
        /// Where the rule comes from.
        pub clauses: Vec<ClauseRef>,
    }

    /// What a step does to a rating.
    #[serde(tag = "effect")]
    pub enum AdjustmentEffect {
        /// So many ratings up, within the scale.
        Up { /** How many. */ by: u32 },
        /// So many ratings down, within the scale.
        Down { /** How many. */ by: u32 },
        /// This rating.
        To { /** The rating. */ rating: Rating },
        /// At most this rating.
        AtMost { /** The rating. */ rating: Rating },
        /// At least this rating.
        AtLeast { /** The rating. */ rating: Rating },
    }

    /// The rating of a part.
    pub struct Grade {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// How far it is decided.
        pub standing: Standing,
        /// The level reached, once it is settled.
        pub awarded: Option<Rating>,
        /// The lowest level still possible; `None` while there may be none.
        pub locked: Option<Rating>,
        /// The best level still possible; `None` when there is none.
        pub best: Option<Rating>,
        /// Its number for expressions, once it is settled.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub worth: Option<Figure>,
        /// Why there is none.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub why: Option<Fact>,
        /// Every level, highest first, with its conditions.
        pub ladder: Vec<Rung>,
        /// The steps that move it, in their order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        pub adjustments: Vec<Adjustment>,
        /// Where the rule comes from.
        pub clauses: Vec<ClauseRef>,
    }

    /// What separates the subject from the next higher rating.
    pub struct Next {
        /// That rating.
        pub rating: Rating,
        /// Its conditions that do not hold or cannot be decided yet.
        pub obstacles: Vec<Reason>,
        /// Where points can still be won, the most first; empty for a rubric of more than 300
        /// criteria.
        pub openings: Vec<Opening>,
    }

    /// A criterion in which points can be won.
    pub struct Opening {
        /// The criterion.
        pub criterion: String,
        /// Its name.
        pub name: Label,
        /// The points by which the total rises when it is answered in full.
        pub gain: Figure,
        /// Whether those points alone earn the next rating, the gates as they are.
        pub enough: bool,
    }

    /// A number as it is to be written.
    pub struct Figure {
        /// The number in full: a decimal, or a fraction where the decimal is endless.
        pub exact: String,
        /// The number as shown; for a share it is in percent, without the sign.
        pub shown: String,
        /// How it is to be read.
        pub notation: Notation,
        /// Its unit, for a quantity.
        #[serde(default, skip_serializing_if = "Label::is_empty")]
        pub unit: Label,
    }

    /// How a figure is to be read.
    #[derive(Copy)]
    pub enum Notation {
        /// A bare number.
        Plain,
        /// A share, shown in percent.
        Percent,
        /// Points.
        Points,
        /// A yes-no answer: 1 is yes, 0 is no.
        YesNo,
        /// A day, as `YYYY-MM-DD`.
        Date,
        /// No number: the id of what was chosen, or what was listed.
        Words,
    }

    /// A score: settled, or the range still possible.
    pub struct Score {
        /// How far it is decided.
        pub standing: Standing,
        /// The points; `None` unless settled.
        pub points: Option<Figure>,
        /// The share of the full points; `None` unless settled.
        pub share: Option<Figure>,
        /// The least points still possible; the points themselves when settled.
        pub low: Figure,
        /// The most points still possible; the points themselves when settled.
        pub high: Figure,
        /// The full points, once what is left out so far has given its weight to the rest.
        pub full: Figure,
        /// Where `low` lies between nothing and full: 0 to 1 with four digits, for drawing.
        pub low_position: String,
        /// Where `high` lies, likewise.
        pub high_position: String,
        /// Why there is no score, when it is left out or withheld.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub why: Option<Fact>,
    }

    /// How much was answered.
    pub struct Coverage {
        /// What is settled: answered, left out, or decided whatever comes.
        pub settled: u32,
        /// What is asked in all: scored criteria and gates.
        pub asked: u32,
        /// The share of the weight that is settled.
        pub weight: Figure,
        /// `settled` of `asked`, for drawing.
        pub position: String,
        /// The share of all weight that not-applicable answers leave out.
        pub not_applicable: Figure,
        /// What is still open, in the rubric's order: criteria, gates and facts.
        pub open: Vec<String>,
    }

    /// A dimension and what is in it.
    pub struct Dimension {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// The dimension that it is a part of.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub within: Option<String>,
        /// Its score.
        pub score: Score,
        /// The minima that ratings ask of it, highest rating first.
        pub minima: Vec<Minimum>,
        /// Whether it is a bonus, and whether that counts.
        pub bonus: Bonus,
        /// Its criteria in the rubric's order.
        pub criteria: Vec<Criterion>,
    }

    /// What a dimension is to the total.
    #[derive(Copy)]
    pub enum Bonus {
        /// Part of the base score.
        No,
        /// Points on top, capped.
        Counted,
        /// Recorded and not counted.
        Recorded,
        /// Points taken off, capped.
        Demerit,
        /// A demerit that is recorded and not counted.
        DemeritRecorded,
    }

    /// A minimum that a rating asks of a dimension.
    pub struct Minimum {
        /// The rating.
        pub rating: String,
        /// The share of full points asked.
        pub share: Figure,
        /// Where it lies, for drawing.
        pub position: String,
        /// Whether it is reached.
        pub verdict: Verdict,
    }

    /// One criterion, as scored.
    pub struct Criterion {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// What was said.
        pub response: Response,
        /// Its score.
        pub score: Score,
        /// Its weight in the rubric.
        pub weight: Figure,
        /// Whether it is asked for a later edition: shown, and not counted in this one.
        #[serde(default, skip_serializing_if = "is_false")]
        pub future: bool,
        /// What was measured, once it is known.
        pub measure: Option<Figure>,
        /// How the points came about, step by step.
        pub working: Vec<Step>,
        /// Figures shown beside it, without effect.
        pub figures: Vec<NamedFigure>,
        /// Where the rule comes from.
        pub clauses: Vec<ClauseRef>,
    }

    /// What was said about a criterion or gate.
    #[serde(tag = "said")]
    pub enum Response {
        /// All that is needed was answered.
        Given {},
        /// Something was answered, not all.
        Partly {},
        /// Nobody has answered.
        Unanswered {},
        /// It does not apply, and somebody said why.
        NotApplicable { /** Why. */ why: String },
        /// The rubric leaves it out here.
        LeftOut { /** Why. */ why: Label },
        /// It cannot be decided yet.
        Pending { /** Why. */ why: String },
        /// The subject would not say; it counts as the least.
        Declined { /** Why. */ why: String },
    }

    /// A figure with a name.
    pub struct NamedFigure {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// The figure, or `None` while it cannot be computed.
        pub figure: Option<Figure>,
    }

    /// One step of how points came about.
    #[serde(tag = "step")]
    pub enum Step {
        /// An answer, as given.
        Answered {
            /// What was asked.
            ask: String,
            /// Its name.
            name: Label,
            /// The answer's words, for a level or a choice.
            words: Label,
            /// The answer's number.
            figure: Figure,
        },
        /// A quantity computed from others.
        Measured {
            /// The expression, as the rubric writes it.
            expression: String,
            /// What it gave.
            gives: Figure,
        },
        /// A derived number or condition with a name of its own.
        Derived {
            /// Its id.
            quantity: String,
            /// Its name.
            name: Label,
            /// What it came to.
            gives: Figure,
        },
        /// An entry of a table with a name.
        LookedUp {
            /// The table.
            table: String,
            /// Its name.
            name: Label,
            /// What was looked up: a quantity, two by row and column, or nothing for an option.
            at: Vec<Figure>,
            /// What it gave.
            gives: Figure,
        },
        /// Points earned, held between the least and the most that count, out of so many.
        OutOf {
            /// The points earned.
            at: Figure,
            /// The least that counts.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            floor: Option<Figure>,
            /// The most that counts.
            #[serde(default, skip_serializing_if = "Option::is_none")]
            cap: Option<Figure>,
            /// Out of so many.
            of: Figure,
            /// The share of full points.
            gives: Figure,
        },
        /// A line between two points of a curve.
        OnCurve {
            /// The quantity.
            at: Figure,
            /// The point on the left: quantity and share.
            left: CurvePoint,
            /// The point on the right.
            right: CurvePoint,
            /// The share of full points.
            gives: Figure,
        },
        /// A row of a step table.
        InBand {
            /// The quantity.
            at: Figure,
            /// Where the row begins; `None` for the lowest.
            from: Option<Figure>,
            /// Whether that bound belongs to the row.
            included: bool,
            /// The share of full points.
            gives: Figure,
        },
        /// A share of full points turned into points.
        Weighted {
            /// The share.
            share: Figure,
            /// The weight.
            weight: Figure,
            /// The points.
            gives: Figure,
        },
        /// The least still possible was taken, because of what is named.
        TakenAsLowest {
            /// Why.
            why: Fact,
        },
        /// The most still possible was taken, because of what is named.
        TakenAsFull {
            /// Why.
            why: Fact,
        },
    }

    /// A point of a curve.
    pub struct CurvePoint {
        /// The quantity.
        pub at: Figure,
        /// The share of full points.
        pub share: Figure,
    }

    /// A gate or requirement, as judged.
    pub struct Gate {
        /// Its id.
        pub id: String,
        /// Its name.
        pub name: Label,
        /// How it is listed.
        pub group: GateGroup,
        /// Whether it is met.
        pub verdict: Verdict,
        /// What was said about it, when it is asked directly.
        pub response: Response,
        /// What follows when it is not met.
        pub effect: GateEffect,
        /// The condition, as the rubric writes it.
        pub condition: String,
        /// The quantities the condition looks at, as they are.
        pub figures: Vec<NamedFigure>,
        /// Where the rule comes from.
        pub clauses: Vec<ClauseRef>,
    }

    /// How a gate is listed.
    #[derive(Copy)]
    pub enum GateGroup {
        /// 前置条件
        Gate,
        /// 硬指标
        Requirement,
    }

    /// What follows when a gate is not met.
    #[serde(tag = "effect")]
    pub enum GateEffect {
        /// No rating.
        Withhold {},
        /// At most this rating.
        CapAt { /** The rating. */ rating: Rating },
        /// This rating, whatever the rest.
        SetTo { /** The rating. */ rating: Rating },
    }

    /// A question for a person.
    pub struct Hint {
        /// The criterion it belongs to.
        pub criterion: String,
        /// Its id.
        pub id: String,
        /// The words.
        pub say: Label,
    }

    /// What a reason is about, with its facts. Sentences are made elsewhere.
    #[serde(tag = "code")]
    pub enum Fact {
        /// The total against a rating's cut-off.
        Total {
            /// The rating.
            rating: String,
            /// The cut-off.
            need: Figure,
            /// The total, or the least still possible.
            low: Figure,
            /// The total, or the most still possible.
            high: Figure,
            /// What is missing from what is certain; `None` when it is reached for certain.
            short: Option<Figure>,
            /// On which side of the cut-off it must stand.
            #[serde(default, skip_serializing_if = "is_from")]
            side: Side,
            /// The name of what is held against the cut-off, when it is not the total.
            #[serde(default, skip_serializing_if = "Label::is_empty")]
            name: Label,
            /// The expression that is held against the cut-off, when it is not the total.
            #[serde(default, skip_serializing_if = "String::is_empty")]
            expression: String,
        },
        /// A dimension against a rating's minimum.
        Dimension {
            /// The rating.
            rating: String,
            /// The dimension.
            dimension: String,
            /// Its name.
            name: Label,
            /// The share asked.
            need: Figure,
            /// The share reached, or the least still possible.
            low: Figure,
            /// The share reached, or the most still possible.
            high: Figure,
            /// The points missing from what is certain; `None` when it is reached for certain.
            short: Option<Figure>,
        },
        /// A further condition of a rating.
        Condition {
            /// The rating.
            rating: String,
            /// The condition's id.
            condition: String,
            /// Its name.
            name: Label,
        },
        /// A condition of a rating without a name of its own.
        That {
            /// The rating.
            rating: String,
            /// The condition, as the rubric writes it.
            condition: String,
            /// What the condition looks at, as it is.
            figures: Vec<NamedFigure>,
        },
        /// A step that moves the rating.
        Adjusted {
            /// The step.
            adjustment: String,
            /// Its name.
            name: Label,
            /// The rating before it.
            from: Rating,
            /// The rating after it.
            to: Rating,
        },
        /// A gate that withholds the rating.
        Gate {
            /// The gate.
            gate: String,
            /// Its name.
            name: Label,
        },
        /// A gate that caps the rating.
        Cap {
            /// The gate.
            gate: String,
            /// Its name.
            name: Label,
            /// The highest rating left.
            rating: Rating,
            /// What the condition looks at, as it is.
            figures: Vec<NamedFigure>,
        },
        /// A gate that forces the rating.
        Forced {
            /// The gate.
            gate: String,
            /// Its name.
            name: Label,
            /// The rating, whatever the rest.
            rating: Rating,
            /// What the condition looks at, as it is.
            figures: Vec<NamedFigure>,
        },
        /// Too much weight is left out by not-applicable answers.
        NotApplicableBeyond {
            /// The share left out.
            share: Figure,
            /// The most admitted.
            limit: Figure,
            /// The dimension, when it is the limit of one.
            #[serde(default, skip_serializing_if = "String::is_empty")]
            dimension: String,
            /// Its name.
            #[serde(default, skip_serializing_if = "Label::is_empty")]
            name: Label,
        },
        /// Too few criteria of a dimension are answered for it to have a score.
        TooLittleAnswered {
            /// The dimension.
            dimension: String,
            /// Its name.
            name: Label,
            /// How many criteria are answered.
            answered: u32,
            /// How many apply.
            applying: u32,
            /// The share asked.
            need: Figure,
        },
        /// There is no grade.
        NoGrade {
            /// The grade.
            grade: String,
            /// Its name.
            name: Label,
            /// Why, in the rubric's words.
            #[serde(default, skip_serializing_if = "Label::is_empty")]
            why: Label,
            /// Why what it is judged by has no number: the operation without a result, or
            /// `left-out`, `withheld`, `unknown`.
            #[serde(default, skip_serializing_if = "String::is_empty")]
            operation: String,
        },
        /// What the rating is judged by has no number.
        NotRated {
            /// The expression, as the rubric writes it.
            expression: String,
            /// Why: the operation without a result, or `left-out`, `withheld`, `unknown`.
            why: String,
        },
        /// The subject's category is not stated.
        CategoryMissing {
            /// The category.
            category: String,
            /// Its name.
            name: Label,
        },
        /// Answers are missing.
        Unanswered {
            /// The criteria and gates without a full answer.
            open: Vec<String>,
        },
        /// A bonus may lift the rating only so far.
        BonusLimited {
            /// The rating without bonus.
            base: Rating,
            /// The most it lifts.
            lifts: u32,
        },
        /// A share of nothing, or growth from nothing.
        Undefined {
            /// The criterion.
            criterion: String,
            /// The operation that has no result.
            operation: String,
        },
        /// Nobody has answered, and the assessment is final.
        NotProvided {
            /// The criterion.
            criterion: String,
        },
        /// Not applicable, with the assessor's reason.
        NotApplicable {
            /// Why.
            why: String,
        },
        /// Left out by a rule of the rubric.
        LeftOutByRule {
            /// Why.
            why: Label,
        },
        /// It cannot be decided yet.
        Pending {
            /// Why.
            why: String,
        },
        /// The subject would not say.
        Declined {
            /// Why.
            why: String,
        },
        /// Everything in the dimension is left out.
        NothingApplies {
            /// The dimension.
            dimension: String,
        },
        /// The answers belong to another rubric or edition.
        OtherRubric {},
    }
}

//! A fault of a rubric as data: code, severity, place, facts. The sentences are made elsewhere.
//!
//! A code is stable and never reused. There is one variant for each code, so a fault without a
//! sentence does not compile.

use alloc::string::String;
use alloc::vec::Vec;
use serde::Serialize;

use crate::number::Number;
use crate::span::Span;

/// One thing that is the case with a rubric file, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnostic {
    /// What is the case, with its facts.
    #[serde(flatten)]
    pub fault: Fault,
    /// Where in the text.
    pub at: Span,
    /// Other places that belong to it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<Span>,
}

/// Whether a rubric with the fault can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// It can be used; somebody should look.
    Warning,
    /// It cannot be used.
    Error,
}

/// A part of a rating's weights, as added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WeightPart {
    /// The criterion.
    pub criterion: String,
    /// Its weight.
    pub weight: Number,
}

/// Declares the faults, each with its code and severity, in one table.
macro_rules! faults {
    ($( $(#[$doc:meta])* $code:literal $severity:ident $name:ident { $( $(#[$fact_doc:meta])* $fact:ident : $kind:ty ),* $(,)? } )*) => {
        /// What can be the case with a rubric.
        #[derive(Clone, Debug, PartialEq, Eq, Serialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        #[serde(tag = "fault", rename_all = "kebab-case", rename_all_fields = "kebab-case")]
        pub enum Fault {
            $( $(#[$doc])* $name { $( $(#[$fact_doc])* $fact: $kind ),* } ),*
        }

        impl Fault {
            /// The stable code.
            pub fn code(&self) -> &'static str {
                match self { $( Self::$name { .. } => $code ),* }
            }

            /// Whether the rubric can still be used.
            pub fn severity(&self) -> Severity {
                match self { $( Self::$name { .. } => Severity::$severity ),* }
            }
        }

        /// Every code there is, in order.
        pub const FAULT_CODES: &[&str] = &[ $( $code ),* ];
    };
}

faults! {
    // R00x  reading: the shape of the file
    /// The text is not TOML (or not JSON).
    "R001" Error Syntax { /** What the reader of the notation says. */ detail: String }
    /// A key that the format does not know here.
    "R002" Error UnknownKey { /** As written. */ key: String, /** The nearest known key. */ nearest: Option<String> }
    /// A key that is needed here.
    "R003" Error MissingKey { /** The key. */ key: String }
    /// Something else is expected here.
    "R004" Error WrongShape { /** The key it stands under. */ key: String, /** What is expected. */ expected: String, /** What is there. */ found: String }
    /// The characters are not a number.
    "R005" Error NotANumber { /** As written. */ text: String }
    /// The characters are not an id.
    "R006" Error NotAnId { /** As written. */ text: String }
    /// A word that is not among those allowed here.
    "R007" Error UnknownWord { /** As written. */ word: String, /** The words allowed. */ allowed: Vec<String>, /** The nearest of them. */ nearest: Option<String> }
    /// The file is of a format newer than this engine.
    "R008" Error TooNew { /** The file's format. */ format: String, /** The newest known. */ known: String }
    /// Something exceeds what the engine admits.
    "R009" Error TooLarge { /** What it is. */ what: String, /** How large it is. */ found: String, /** The most admitted. */ most: String }
    /// Two things have the same id.
    "R010" Error DuplicateId { /** The id. */ id: String }
    /// A name that leads nowhere.
    "R011" Error NoSuchName { /** As written. */ name: String, /** What is looked for. */ wanted: String, /** The nearest that exists. */ nearest: Option<String> }
    /// Words are missing in a language that the rubric declares.
    "R012" Error MissingLanguage { /** The language. */ language: String }

    // R01x  scales, asks and points
    /// A scale without at least two levels.
    "R013" Error TooFewLevels { /** How many there are. */ found: usize }
    /// Levels must rise in worth.
    "R014" Error LevelsNotRising { /** The level. */ level: String, /** Its worth. */ worth: Number, /** The worth before it. */ before: Number }
    /// The lowest answer admitted is above the highest.
    "R015" Error EmptyRange { /** The lowest. */ low: Number, /** The highest. */ high: Number }
    /// A level without its anchor.
    "R016" Error AnchorMissing { /** The criterion. */ criterion: String, /** The level. */ level: String }
    /// The measure is not a share, and nothing says what it is worth.
    "R017" Error PointsMissing { /** The criterion. */ criterion: String }
    /// The bounds of a curve or of steps must rise.
    "R018" Error BoundsNotRising { /** The bound. */ bound: Number, /** The bound before it. */ before: Number }
    /// A share of full points outside 0 to 1.
    "R019" Error ShareOutOfRange { /** The share. */ share: Number }
    /// Quantities below the first step have no points.
    "R020" Error StepsDoNotReachDown { /** Where the first step begins. */ first: Number, /** The lowest quantity possible. */ lowest: Option<Number> }

    // R02x  weights
    /// The weights of a dimension do not reach its weight.
    "R021" Error WeightsOffTotal { /** The dimension. */ dimension: String, /** Its weight. */ expected: Number, /** What they add up to. */ found: Number, /** The parts. */ parts: Vec<WeightPart>, /** For which kind of subject; empty for all. */ profile: String }
    /// A negative weight.
    "R022" Error NegativeWeight { /** The weight. */ weight: Number }
    /// A dimension in which nothing is scored.
    "R023" Error NothingScored { /** The dimension. */ dimension: String, /** For which kind of subject; empty for all. */ profile: String }

    // R03x  ratings
    /// Cut-offs must fall strictly from the highest rating to the lowest.
    "R031" Error CutOffsNotFalling { /** The rating. */ rating: String, /** Its cut-off. */ cut_off: Number, /** The cut-off of the rating above. */ above: Number }
    /// A lower rating asks for a higher minimum.
    "R032" Error MinimumsNotFalling { /** The rating. */ rating: String, /** Its minimum. */ minimum: Number, /** The minimum of the rating above. */ above: Number }
    /// A cut-off that no subject can reach.
    "R033" Error UnreachableRating { /** The rating. */ rating: String, /** Its cut-off. */ cut_off: Number, /** The highest total possible. */ most: Number }
    /// A rating scale without ratings.
    "R034" Error NoRatings { }

    // R04x  gates
    /// A gate that says neither what is asked nor what must hold.
    "R041" Error GateWithoutCondition { /** The gate. */ gate: String }
    /// A cap at the highest rating changes nothing.
    "R042" Warning CapAtTop { /** The gate. */ gate: String, /** The rating. */ rating: String }

    // R05x  what is missing or cannot be computed
    /// The measure can be undefined, and nothing says what then.
    "R051" Error UndefinedUnhandled { /** The criterion. */ criterion: String, /** The operation that can be undefined. */ operation: String }
    /// A criterion may be left out by rule without a reason to show.
    "R052" Error LeaveOutUnexplained { /** The criterion. */ criterion: String }
    /// No clause says where the rule comes from.
    "R053" Warning ClauseMissing { /** The criterion, gate or rating. */ id: String }

    // R06x  panels
    /// Of the fewest scores of which any are dropped, none is left.
    "R061" Error NothingLeft { /** How scores come together. */ combine: String, /** Of how many. */ from: usize }
    /// A key of a panel that the ways in which its scores come together have no use for.
    "R062" Error PanelKeyWithoutUse { /** The key. */ key: String, /** How scores come together. */ combine: String }
    /// No panel is large enough for anything to be dropped.
    "R063" Warning NeverDropped { /** From how many scores on any are dropped. */ from: usize, /** The most assessors. */ most: usize }

    // R10x  expressions
    /// The expression cannot be read.
    "R101" Error ExpressionSyntax { /** What was expected at this place. */ expected: String, /** What is there. */ found: String }
    /// A function that there is not.
    "R102" Error NoSuchFunction { /** As written. */ name: String, /** The nearest that exists. */ nearest: Option<String> }
    /// The wrong number of arguments.
    "R103" Error WrongArity { /** The function. */ function: String, /** How many it takes. */ takes: String, /** How many are given. */ given: usize }
    /// One kind of thing where another is needed.
    "R104" Error WrongType { /** What is needed. */ expected: String, /** What it is. */ found: String }
    /// Two quantities of different units.
    "R105" Error UnitsDiffer { /** The unit on the left. */ left: String, /** The unit on the right. */ right: String }
    /// A quantity that depends on itself.
    "R106" Error Circular { /** The names, in the order of dependence. */ through: Vec<String> }

    // R11x  functions and tables
    /// An argument that must be a constant, within bounds.
    "R110" Error ConstantNeeded { /** The function. */ function: String, /** What is needed. */ expected: String, /** What is there. */ found: String }
    /// A table by option that leaves an option out.
    "R111" Error OptionWithoutEntry { /** The table. */ table: String, /** The option. */ option: String }

    // R13x  dimensions and ratings
    /// The weights of the base score do not reach the full points that the rating declares.
    "R130" Error FullOffTotal { /** The full points declared. */ expected: Number, /** What the weights add up to. */ found: Number, /** The dimensions with their weights. */ parts: Vec<WeightPart>, /** For which kind of subject; empty for all. */ profile: String }
    /// A rating that asks for nothing.
    "R131" Error LevelWithoutCondition { /** The rating. */ rating: String }
    /// A cut-off that depends on answers.
    "R132" Error CutOffNotConstant { /** The rating. */ rating: String }
    /// A bonus or demerit that is a part of something, or has parts.
    "R133" Error BonusNested { /** The dimension. */ dimension: String }
    /// Where lower is better, cut-offs must rise strictly from the highest rating to the lowest.
    "R134" Error CutOffsNotRising { /** The rating. */ rating: String, /** Its cut-off. */ cut_off: Number, /** The cut-off of the rating above. */ above: Number }

    // R15x and R16x  what is proven of the rubric as a whole
    /// A rating of which a condition cannot hold, whatever is answered.
    "R150" Error RatingOutOfReach { /** The rating. */ rating: String, /** What it needs: `total`, a dimension or a condition. */ needs: String, /** The most that it comes to. */ most: Option<Number> }
    /// A rating out of reach for one kind of subject, though not for all.
    "R151" Warning RatingOutOfReachForSome { /** The rating. */ rating: String, /** What it needs: `total`, a dimension or a condition. */ needs: String, /** The most that it comes to. */ most: Option<Number>, /** The kind of subject. */ profile: String }
    /// A rating that everybody earns: those below it are never given.
    "R152" Warning RatingNeverMissed { /** The rating. */ rating: String }
    /// A gate that no answer meets.
    "R153" Error GateNeverMet { /** The gate. */ gate: String }
    /// A gate that every answer meets.
    "R154" Warning GateAlwaysMet { /** The gate. */ gate: String }
    /// A condition, or a part of one, that comes to the same whatever is answered.
    "R155" Warning ConditionConstant { /** Whether it always holds; otherwise it never does. */ always: bool }
    /// A row of a table, or a point of a curve, that no answer comes to.
    "R156" Warning RowNeverReached { /** Its bound. */ bound: Number, /** The lowest quantity possible. */ low: Option<Number>, /** The highest. */ high: Option<Number> }
    /// A cut-off that follows from the minimum of each dimension.
    "R157" Warning CutOffFollows { /** The rating. */ rating: String, /** Its cut-off. */ cut_off: Number, /** Its minimum. */ minimum: Number, /** The least total with that minimum. */ least: Number }
    /// A minimum of each dimension that follows from the cut-off.
    "R158" Warning MinimumFollows { /** The rating. */ rating: String, /** Its minimum. */ minimum: Number, /** Its cut-off. */ cut_off: Number }
    /// Something that is asked or worked out, and changes nothing.
    "R159" Warning NeverCounts { /** What it is: a criterion, fact, ask, quantity, table or grade. */ what: String, /** Its id. */ id: String }
    /// A criterion that earns the same whatever is answered.
    "R160" Warning ScoreConstant { /** The criterion. */ criterion: String, /** The share it earns. */ share: Number }
    /// Points that go down where the answers go up, or the other way where less is better.
    "R161" Warning BetterScoresLess { /** The criterion. */ criterion: String, /** Where it begins. */ from: Number, /** The share there. */ share: Number, /** Where it has turned. */ to: Number, /** The share there. */ then: Number }
    /// A better answer that comes out worse in all than the one below it.
    "R162" Warning BetterCostsPoints { /** The ask. */ ask: String, /** The answer. */ better: String, /** The answer below it. */ worse: String, /** By how much, in one case at least. */ points: Number }
    /// The full points are not the same for two kinds of subject, and one ladder is held against both.
    "R163" Warning TotalsDiffer { /** A kind of subject. */ profile: String, /** Its full points. */ full: Number, /** Another kind. */ other: String, /** Its full points. */ found: Number }
    /// Two variants that are equally specific, and both hold for one kind of subject.
    "R164" Error VariantsTied { /** What they are variants of. */ id: String, /** The kind of subject. */ profile: String }
    /// A variant that holds for no kind of subject, or never before a more specific one.
    "R165" Warning VariantNeverChosen { /** What it is a variant of. */ id: String }
    /// The characters are not a date.
    "R166" Error NotADate { /** As written. */ text: String }
    /// A period that ends before it begins.
    "R167" Error EndsBeforeItBegins { /** Its first day. */ from: String, /** Its last day. */ to: String }
    /// A rubric that names itself as its predecessor.
    "R168" Error OwnPredecessor { /** Its id. */ id: String, /** Its edition. */ edition: String }
    /// A step that moves a rating under a condition that no answer meets.
    "R169" Warning StepNeverApplies { /** The step. */ step: String }
    /// A step that leaves every rating where it is.
    "R170" Warning StepChangesNothing { /** The step. */ step: String }
    /// A table that gives nothing below its first row, where answers come to, and a condition hangs on it.
    "R171" Warning TableFallsShort { /** The table. */ table: String, /** Where its first row begins. */ first: Number, /** The lowest quantity possible; `None` without end. */ low: Option<Number> }
    /// Numbers between two bands that no assessor may choose.
    "R172" Warning BandsApart { /** Where the one ends. */ from: Number, /** Where the next begins. */ to: Number }
}

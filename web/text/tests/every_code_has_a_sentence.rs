//! Every code and every kind of fact yields a sentence in both languages, holding its facts.
#![expect(clippy::expect_used, reason = "tests say what they expect")]

use jiangxing::diagnostic::{FAULT_CODES, Fault, WeightPart};
use jiangxing::finding::{FINDING_CODES, Finding};
use jiangxing::label::Label;
use jiangxing::number::Number;
use jiangxing::report::v1::{
    CurvePoint, Fact, Figure, NamedFigure, Notation, Rating, Response, Side, Step, Verdict,
};
use jiangxing_text::sentence::Told;
use jiangxing_text::{Language, Names, sentence};

/// A text nobody would write by chance, so that its presence in a sentence is no accident.
fn mark(number: u32) -> String {
    format!("zz{number}")
}

fn number(text: &str) -> Number {
    text.parse().expect("a number")
}

fn label(text: &str) -> Label {
    Label::from_pairs(["zh", "en"].map(|code| (code.to_string(), text.to_string())))
}

fn figure(shown: &str, notation: Notation) -> Figure {
    Figure { exact: shown.into(), shown: shown.into(), notation, unit: Label::default() }
}

fn rating() -> Rating {
    Rating { id: "r".into(), stars: 4, half: false, name: label("zz-rating") }
}

/// A sentence is well formed: not empty, without markup of ours, in the house's punctuation.
fn check_sentence(what: &str, sentence: &str, language: Language) {
    assert!(!sentence.is_empty(), "{what}: no sentence");
    assert!(!sentence.contains(['!', '！']), "{what}: {sentence}");
    assert!(!sentence.contains("{{") && !sentence.contains("}}"), "{what}: {sentence}");
    assert!(!sentence.ends_with(['.', '。']), "{what}: {sentence}");
    for harsh in ["invalid", "illegal", "failed", "please", "oops", "error", "非法", "无效", "请"]
    {
        assert!(!sentence.to_lowercase().contains(harsh), "{what} blames: {sentence}");
    }
    let first = sentence.chars().next().expect("a character");
    match language {
        Language::Chinese => assert!(
            sentence.chars().any(|each| ('\u{4e00}'..='\u{9fff}').contains(&each)),
            "{what}: {sentence}"
        ),
        Language::English => {
            assert!(!first.is_uppercase(), "{what}: {sentence}");
            let foreign = sentence.chars().find(|each| ('\u{3000}'..='\u{9fff}').contains(each));
            assert_eq!(foreign, None, "{what}: {sentence}");
        }
    }
}

fn check_told(what: &str, told: &Told, facts: &[String], language: Language) {
    check_sentence(what, &told.sentence, language);
    let help = told.help.clone().unwrap_or_default();
    assert!(!help.contains(['!', '！']) && !help.ends_with(['.', '。']), "{what}: {help}");
    assert_ne!(told.help.as_deref(), Some(""), "{what}: empty help");
    let under = told.under_the_line.clone().unwrap_or_default();
    let all = format!("{} {under} {help}", told.sentence);
    for fact in facts {
        assert!(all.contains(fact), "{what}: {fact} is not in {all}");
    }
}

macro_rules! faults {
    ($( $name:ident { $($fact:ident : $value:expr),* } )*) => {
        vec![ $( Fault::$name { $($fact: $value),* } ),* ]
    };
}

fn every_fault() -> Vec<Fault> {
    let some = |n| Some(mark(n));
    faults! {
        Syntax { detail: mark(1) }
        UnknownKey { key: mark(1), nearest: some(2) }
        MissingKey { key: mark(1) }
        WrongShape { key: mark(1), expected: mark(2), found: mark(3) }
        NotANumber { text: mark(1) }
        NotAnId { text: mark(1) }
        UnknownWord { word: mark(1), allowed: vec![mark(2), mark(3)], nearest: some(4) }
        TooNew { format: mark(1), known: mark(2) }
        TooLarge { what: mark(1), found: mark(2), most: mark(3) }
        DuplicateId { id: mark(1) }
        NoSuchName { name: mark(1), wanted: mark(2), nearest: some(3) }
        MissingLanguage { language: mark(1) }
        TooFewLevels { found: 1 }
        LevelsNotRising { level: mark(1), worth: number("11"), before: number("12") }
        EmptyRange { low: number("12"), high: number("11") }
        AnchorMissing { criterion: mark(1), level: mark(2) }
        PointsMissing { criterion: mark(1) }
        BoundsNotRising { bound: number("11"), before: number("12") }
        ShareOutOfRange { share: number("11") }
        StepsDoNotReachDown { first: number("11"), lowest: Some(number("7")) }
        WeightsOffTotal { dimension: mark(1), expected: number("100"), found: number("95"),
            parts: vec![
                WeightPart { criterion: mark(3), weight: number("60") },
                WeightPart { criterion: mark(4), weight: number("35") },
            ],
            profile: mark(2) }
        NegativeWeight { weight: number("-3") }
        NothingScored { dimension: mark(1), profile: mark(2) }
        CutOffsNotFalling { rating: mark(1), cut_off: number("90"), above: number("85") }
        MinimumsNotFalling { rating: mark(1), minimum: number("0.8"), above: number("0.7") }
        UnreachableRating { rating: mark(1), cut_off: number("110"), most: number("100") }
        NoRatings { }
        GateWithoutCondition { gate: mark(1) }
        CapAtTop { gate: mark(1), rating: mark(2) }
        UndefinedUnhandled { criterion: mark(1), operation: mark(2) }
        LeaveOutUnexplained { criterion: mark(1) }
        ClauseMissing { id: mark(1) }
        NothingLeft { combine: mark(1), from: 7 }
        PanelKeyWithoutUse { key: mark(1), combine: mark(2) }
        NeverDropped { from: 7, most: 5 }
        ExpressionSyntax { expected: mark(1), found: mark(2) }
        NoSuchFunction { name: mark(1), nearest: some(2) }
        WrongArity { function: mark(1), takes: mark(2), given: 7 }
        WrongType { expected: mark(1), found: mark(2) }
        UnitsDiffer { left: mark(1), right: mark(2) }
        Circular { through: vec![mark(1), mark(2), mark(1)] }
        ConstantNeeded { function: mark(1), expected: mark(2), found: mark(3) }
        OptionWithoutEntry { table: mark(1), option: mark(2) }
        FullOffTotal { expected: number("100"), found: number("95"),
            parts: vec![
                WeightPart { criterion: mark(3), weight: number("60") },
                WeightPart { criterion: mark(4), weight: number("35") },
            ],
            profile: mark(2) }
        LevelWithoutCondition { rating: mark(1) }
        CutOffNotConstant { rating: mark(1) }
        BonusNested { dimension: mark(1) }
        CutOffsNotRising { rating: mark(1), cut_off: number("85"), above: number("90") }
        RatingOutOfReach { rating: mark(1), needs: mark(2), most: Some(number("17")) }
        RatingOutOfReachForSome { rating: mark(1), needs: mark(2), most: Some(number("17")), profile: mark(3) }
        RatingNeverMissed { rating: mark(1) }
        GateNeverMet { gate: mark(1) }
        GateAlwaysMet { gate: mark(1) }
        ConditionConstant { always: true }
        RowNeverReached { bound: number("11"), low: Some(number("2")), high: Some(number("7")) }
        CutOffFollows { rating: mark(1), cut_off: number("70"), minimum: number("0.8"), least: number("81") }
        MinimumFollows { rating: mark(1), minimum: number("0.5"), cut_off: number("90") }
        NeverCounts { what: mark(1), id: mark(2) }
        ScoreConstant { criterion: mark(1), share: number("0.3") }
        BetterScoresLess { criterion: mark(1), from: number("11"), share: number("0.9"), to: number("12"), then: number("0.4") }
        BetterCostsPoints { ask: mark(1), better: mark(2), worse: mark(3), points: number("4") }
        TotalsDiffer { profile: mark(1), full: number("100"), other: mark(2), found: number("95") }
        VariantsTied { id: mark(1), profile: mark(2) }
        VariantNeverChosen { id: mark(1) }
        NotADate { text: mark(1) }
        EndsBeforeItBegins { from: mark(1), to: mark(2) }
        OwnPredecessor { id: mark(1), edition: mark(2) }
        StepNeverApplies { step: mark(1) }
        StepChangesNothing { step: mark(1) }
        TableFallsShort { table: mark(1), first: number("5"), low: Some(number("2")) }
        BandsApart { from: number("3"), to: number("7") }
    }
}

/// The leaves of a value as written: whatever a sentence should hold.
fn leaves(of: &serde_json::Value) -> Vec<String> {
    match of {
        serde_json::Value::Object(members) => members
            .iter()
            // The kind itself is no fact.
            .filter(|(key, _)| !["fault", "finding"].contains(&key.as_str()))
            .flat_map(|(_, member)| leaves(member))
            .collect(),
        serde_json::Value::Array(members) => members.iter().flat_map(leaves).collect(),
        serde_json::Value::String(text) => vec![text.clone()],
        serde_json::Value::Number(number) => vec![number.to_string()],
        serde_json::Value::Bool(_) | serde_json::Value::Null => Vec::new(),
    }
}

#[test]
fn every_fault_code_has_a_case_here() {
    let codes: Vec<&str> = every_fault().iter().map(Fault::code).collect();
    assert_eq!(codes, FAULT_CODES);
}

#[test]
fn every_fault_is_told_with_its_facts() {
    for fault in every_fault() {
        let written = serde_json::to_value(&fault).expect("a fault is written");
        let mut facts = leaves(&written);
        if let Fault::WeightsOffTotal { parts, .. } | Fault::FullOffTotal { parts, .. } = &fault {
            // The parts are shown as the sum of their weights.
            facts.retain(|fact| parts.iter().all(|part| part.criterion != *fact));
        }
        for language in Language::ALL {
            check_told(fault.code(), &sentence::fault(&fault, language), &facts, language);
        }
    }
}

fn every_finding() -> Vec<Finding> {
    let some = |n| Some(mark(n));
    vec![
        Finding::Unreadable { detail: mark(1), line: 12, column: 34 },
        Finding::WrongShape { path: mark(1), expected: mark(2), found: mark(3) },
        Finding::UnknownKey { path: mark(1), nearest: some(2) },
        Finding::DuplicateKey { path: mark(1) },
        Finding::TooNew { format: mark(1), known: mark(2) },
        Finding::TooLarge { what: mark(1), found: mark(2), most: mark(3) },
        Finding::MissingKey { path: mark(1) },
        Finding::OtherRubric { found: mark(1), expected: mark(2) },
        Finding::OtherDigest { found: mark(1), expected: mark(2) },
        Finding::CategoryMissing { category: mark(1) },
        Finding::NoSuchOption {
            category: mark(1),
            option: mark(2),
            options: vec![mark(3)],
            nearest: some(3),
        },
        Finding::UnknownCategory { category: mark(1), nearest: some(2) },
        Finding::CodeDoubtful { code: mark(1) },
        Finding::NotInForce { cycle: mark(1), from: mark(2), to: mark(3) },
        Finding::UnknownResponse { id: mark(1), nearest: some(2) },
        Finding::NotAsked { id: mark(1) },
        Finding::WrongAnswerKind { id: mark(1), expected: mark(2), found: mark(3) },
        Finding::NoSuchLevel { id: mark(1), level: mark(2), levels: vec![mark(3), mark(4)] },
        Finding::NotANumber { id: mark(1), text: mark(2) },
        Finding::NotWhole { id: mark(1), text: mark(2) },
        Finding::TooLow { id: mark(1), text: mark(2), least: mark(3) },
        Finding::TooHigh { id: mark(1), text: mark(2), most: mark(3) },
        Finding::PartExceedsWhole {
            part: mark(1),
            part_number: mark(2),
            whole: mark(3),
            whole_number: mark(4),
        },
        Finding::TooManyPlaces { id: mark(1), text: mark(2), places: 7 },
        Finding::NoSuchPart { id: mark(1), part: mark(2), nearest: some(3) },
        Finding::NotApplicableNotAllowed { id: mark(1) },
        Finding::JustificationMissing { id: mark(1) },
        Finding::Contradictory { id: mark(1), keys: vec![mark(2), mark(3)] },
        Finding::NoteMissing { id: mark(1), level: mark(2) },
        Finding::PartsMissing { id: mark(1), parts: vec![mark(2), mark(3)] },
        Finding::CountedAsLowest { id: mark(1) },
        Finding::StillUnknown { id: mark(1) },
        Finding::CountedAsFull { id: mark(1) },
        Finding::LeftOutUnanswered { id: mark(1) },
        Finding::OutsideBands { id: mark(1), text: mark(2), bands: vec![mark(3), mark(4)] },
        Finding::NotADate { id: mark(1), text: mark(2) },
        Finding::PeriodBackwards { id: mark(1), from: mark(2), to: mark(3) },
    ]
}

#[test]
fn every_finding_code_has_a_case_here() {
    let codes: Vec<&str> = every_finding().iter().map(Finding::code).collect();
    assert_eq!(codes, FINDING_CODES);
}

#[test]
fn every_finding_is_told_with_its_facts() {
    for finding in every_finding() {
        let written = serde_json::to_value(&finding).expect("a finding is written");
        let facts = leaves(&written);
        for language in Language::ALL {
            let told = sentence::finding(&finding, &Names::none(), language);
            check_told(finding.code(), &told, &facts, language);
        }
    }
}

/// Every kind of fact, with what its sentence must hold.
#[expect(clippy::too_many_lines, reason = "one entry for each fact")]
fn every_fact() -> Vec<(Fact, Vec<&'static str>)> {
    let points = |shown| figure(shown, Notation::Points);
    let percent = |shown| figure(shown, Notation::Percent);
    let named = NamedFigure {
        id: "n".into(),
        name: label("zz-figure"),
        figure: Some(figure("861", Notation::Plain)),
    };
    let unknown = NamedFigure { figure: None, ..named.clone() };
    vec![
        (
            Fact::Total {
                rating: "zz-five".into(),
                need: points("90"),
                low: points("71.25"),
                high: points("84.95"),
                short: Some(points("5.05")),
                side: Side::From,
                name: Label::default(),
                expression: String::new(),
            },
            vec!["zz-five", "90"],
        ),
        (
            Fact::Total {
                rating: "zz-five".into(),
                need: points("90"),
                low: points("71.25"),
                high: points("84.95"),
                short: None,
                side: Side::Below,
                name: label("zz-name"),
                expression: String::new(),
            },
            vec!["zz-five", "90", "zz-name"],
        ),
        (
            Fact::That {
                rating: "zz-five".into(),
                condition: "zz-a >= 3".into(),
                figures: vec![named.clone()],
            },
            vec!["zz-five", "zz-a", "zz-figure 861"],
        ),
        (
            Fact::Adjusted {
                adjustment: "up".into(),
                name: label("zz-name"),
                from: rating(),
                to: Rating { name: label("zz-other"), ..rating() },
            },
            vec!["zz-name", "zz-rating", "zz-other"],
        ),
        (
            Fact::Forced {
                gate: "g".into(),
                name: label("zz-name"),
                rating: rating(),
                figures: vec![named.clone()],
            },
            vec!["zz-name", "zz-figure 861"],
        ),
        (
            Fact::TooLittleAnswered {
                dimension: "c".into(),
                name: label("zz-name"),
                answered: 3,
                applying: 8,
                need: percent("50"),
            },
            vec!["zz-name", "3", "8", "50%"],
        ),
        (
            Fact::NoGrade {
                grade: "g".into(),
                name: label("zz-name"),
                why: label("zz-why"),
                operation: String::new(),
            },
            vec!["zz-name", "zz-why"],
        ),
        (
            Fact::NotRated { expression: "zz-a".into(), why: "zz-why".into() },
            vec!["zz-a", "zz-why"],
        ),
        (
            Fact::Dimension {
                rating: "zz-five".into(),
                dimension: "c".into(),
                name: label("zz-name"),
                need: percent("80"),
                low: percent("68.9"),
                high: percent("68.9"),
                short: Some(points("3.88")),
            },
            vec!["zz-five", "zz-name", "80%", "68.9%"],
        ),
        (
            Fact::Condition {
                rating: "zz-five".into(),
                condition: "prior".into(),
                name: label("zz-name"),
            },
            vec!["zz-five", "zz-name"],
        ),
        (Fact::Gate { gate: "g".into(), name: label("zz-name") }, vec!["zz-name"]),
        (
            Fact::Cap {
                gate: "g".into(),
                name: label("zz-name"),
                rating: rating(),
                figures: vec![named, unknown],
            },
            vec!["zz-name", "zz-figure 861"],
        ),
        (
            Fact::NotApplicableBeyond {
                share: percent("24"),
                limit: percent("20"),
                dimension: String::new(),
                name: Label::default(),
            },
            vec!["24%", "20%"],
        ),
        (
            Fact::NotApplicableBeyond {
                share: percent("24"),
                limit: percent("20"),
                dimension: "c".into(),
                name: label("zz-name"),
            },
            vec!["24%", "20%", "zz-name"],
        ),
        (
            Fact::CategoryMissing { category: "site-type".into(), name: label("zz-name") },
            vec!["zz-name"],
        ),
        (
            Fact::Unanswered { open: ["u1", "u2", "u3", "u4", "u5"].map(String::from).into() },
            vec!["5", "u1", "u4"],
        ),
        (Fact::BonusLimited { base: rating(), lifts: 1 }, vec!["zz-rating", "1"]),
        (
            Fact::Undefined { criterion: "zz-c".into(), operation: "growth(a, b)".into() },
            vec!["zz-c", "a", "b"],
        ),
        (Fact::NotProvided { criterion: "zz-c".into() }, vec!["zz-c"]),
        (Fact::NotApplicable { why: "zz-why".into() }, vec!["zz-why"]),
        (Fact::LeftOutByRule { why: label("zz-why") }, vec!["zz-why"]),
        (Fact::Pending { why: "zz-why".into() }, vec!["zz-why"]),
        (Fact::Declined { why: "zz-why".into() }, vec!["zz-why"]),
        (Fact::NothingApplies { dimension: "zz-d".into() }, vec!["zz-d"]),
        (Fact::OtherRubric {}, vec![]),
    ]
}

#[test]
fn every_fact_is_told_whatever_its_verdict() {
    for (fact, holds) in every_fact() {
        for verdict in [Verdict::Met, Verdict::NotMet, Verdict::Pending] {
            for language in Language::ALL {
                let said = sentence::fact(&fact, verdict, &Names::none(), language);
                check_sentence(&format!("{fact:?}"), &said, language);
                for each in &holds {
                    assert!(said.contains(each), "{each} is not in {said}");
                }
            }
        }
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a list with an entry for each kind of step")]
fn every_step_is_told_with_its_numbers() {
    let percent = |shown| figure(shown, Notation::Percent);
    let plain = |shown| figure(shown, Notation::Plain);
    let point = |at, share| CurvePoint { at: percent(at), share: percent(share) };
    let steps = [
        (
            Step::Answered {
                ask: "a".into(),
                name: label("zz-name"),
                words: label("zz-words"),
                figure: plain("4"),
            },
            vec!["zz-name", "zz-words", "4"],
        ),
        (
            Step::Measured { expression: "max(a / 4, b)".into(), gives: plain("1.25") },
            vec!["a", "b", "1.25"],
        ),
        (
            Step::Answered {
                ask: "zz-ask".into(),
                name: label("zz-name"),
                words: label("zz-words"),
                figure: figure("zz-id", Notation::Words),
            },
            vec!["zz-name", "zz-words"],
        ),
        (
            Step::Derived { quantity: "zz-id".into(), name: label("zz-name"), gives: plain("8") },
            vec!["zz-name", "8"],
        ),
        (
            Step::LookedUp {
                table: "zz-id".into(),
                name: label("zz-name"),
                at: vec![plain("3"), plain("4")],
                gives: plain("12"),
            },
            vec!["zz-name", "3", "4", "12"],
        ),
        (
            Step::LookedUp {
                table: "zz-id".into(),
                name: label(""),
                at: Vec::new(),
                gives: plain("12"),
            },
            vec!["zz-id", "12"],
        ),
        (
            Step::OutOf {
                at: plain("13"),
                floor: Some(plain("1")),
                cap: Some(plain("10")),
                of: plain("20"),
                gives: percent("50"),
            },
            vec!["13", "1", "10", "20", "50%"],
        ),
        (
            Step::OnCurve {
                at: percent("84"),
                left: point("60", "0"),
                right: point("85", "80"),
                gives: percent("76.8"),
            },
            vec!["84%", "60%", "0%", "85%", "80%", "76.8%"],
        ),
        (
            Step::OnCurve {
                at: percent("99"),
                left: point("95", "100"),
                right: point("95", "100"),
                gives: percent("100"),
            },
            vec!["99%", "95%", "100%"],
        ),
        (
            Step::InBand {
                at: plain("3"),
                from: Some(plain("2")),
                included: true,
                gives: percent("70"),
            },
            vec!["3", "2", "70%"],
        ),
        (
            Step::InBand {
                at: plain("3"),
                from: Some(plain("2")),
                included: false,
                gives: percent("70"),
            },
            vec!["3", "2", "70%"],
        ),
        (
            Step::InBand { at: plain("1"), from: None, included: true, gives: percent("0") },
            vec!["1", "0%"],
        ),
        (
            Step::Weighted {
                share: percent("76.8"),
                weight: figure("6", Notation::Points),
                gives: figure("4.61", Notation::Points),
            },
            vec!["76.8%", "6", "4.61"],
        ),
        (Step::TakenAsLowest { why: Fact::Declined { why: "zz-why".into() } }, vec!["zz-why"]),
        (Step::TakenAsFull { why: Fact::Declined { why: "zz-why".into() } }, vec!["zz-why"]),
    ];
    for (step, holds) in steps {
        for language in Language::ALL {
            let said = sentence::step(&step, &Names::none(), language);
            assert!(!said.is_empty());
            for each in &holds {
                assert!(said.contains(each), "{each} is not in {said}");
            }
        }
    }
}

#[test]
fn every_response_is_told_with_its_reason() {
    for language in Language::ALL {
        let why = || "zz-why".to_string();
        for bare in [Response::Given {}, Response::Partly {}, Response::Unanswered {}] {
            check_sentence("response", &sentence::response(&bare, language), language);
        }
        for reasoned in [
            Response::NotApplicable { why: why() },
            Response::LeftOut { why: label("zz-why") },
            Response::Pending { why: why() },
            Response::Declined { why: why() },
        ] {
            let said = sentence::response(&reasoned, language);
            check_sentence("response", &said, language);
            assert!(said.ends_with("zz-why"), "{said}");
        }
        let without = sentence::response(&Response::Pending { why: String::new() }, language);
        assert!(!without.contains([':', '：']), "{without}");
    }
}

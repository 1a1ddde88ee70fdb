//! A few sentences word for word, as a reader of the field meets them.
#![expect(clippy::expect_used, reason = "tests say what they expect")]

use jiangxing::clause::{Basis, ClauseRef};
use jiangxing::diagnostic::{Fault, WeightPart};
use jiangxing::finding::Finding;
use jiangxing::label::Label;
use jiangxing::report::v1::{
    CurvePoint, Fact, Figure, NamedFigure, Notation, Rating, Side, Step, Verdict,
};
use jiangxing_text::{Language, Names, clause, sentence};

fn label(chinese: &str, english: &str) -> Label {
    Label::from_pairs([
        ("zh".to_string(), chinese.to_string()),
        ("en".to_string(), english.to_string()),
    ])
}

fn points(shown: &str) -> Figure {
    Figure {
        exact: shown.into(),
        shown: shown.into(),
        notation: Notation::Points,
        unit: Label::default(),
    }
}

fn percent(exact: &str, shown: &str) -> Figure {
    Figure {
        exact: exact.into(),
        shown: shown.into(),
        notation: Notation::Percent,
        unit: Label::default(),
    }
}

fn people(shown: &str) -> Figure {
    Figure {
        exact: shown.into(),
        shown: shown.into(),
        notation: Notation::Plain,
        unit: label("人", "people"),
    }
}

fn names() -> Names {
    Names::from_pairs([
        ("five-stars", label("五星", "Five stars")),
        ("certified", label("取证人数", "Certified")),
        ("assessed", label("考核人数", "Assessed")),
        ("c2-3", label("考核取证率", "Certificate rate")),
    ])
}

#[track_caller]
fn reads(fact: &Fact, verdict: Verdict, chinese: &str, english: &str) {
    assert_eq!(sentence::fact(fact, verdict, &names(), Language::Chinese), chinese);
    assert_eq!(sentence::fact(fact, verdict, &names(), Language::English), english);
}

#[test]
fn a_dimension_below_its_minimum_says_how_far() {
    let fact = Fact::Dimension {
        rating: "five-stars".into(),
        dimension: "c".into(),
        name: label("建设效果", "Results"),
        need: percent("0.8", "80"),
        low: percent("0.689", "68.9"),
        high: percent("0.689", "68.9"),
        short: Some(points("3.88")),
    };
    reads(
        &fact,
        Verdict::NotMet,
        "维度“建设效果”得分率 68.9%，五星要求不低于 80%，至少还差 3.88 分",
        "the share in “Results” is 68.9%, where Five stars asks for at least 80%, 3.88 points short at the least",
    );
}

#[test]
fn a_total_that_is_still_open_gives_its_range() {
    let fact = Fact::Total {
        rating: "five-stars".into(),
        need: points("90"),
        low: points("62.1"),
        high: points("95"),
        short: Some(points("27.9")),
        side: Side::From,
        name: Label::default(),
        expression: String::new(),
    };
    reads(
        &fact,
        Verdict::Pending,
        "总分可得 62.1 至 95 分，五星要求不低于 90 分，还须再得 27.9 分",
        "the total can still be 62.1 to 95 points, where Five stars asks for at least 90 points, 27.9 points still to be won",
    );
}

#[test]
fn a_requirement_that_is_missed_shows_its_counts() {
    let figure = |id: &str, name, figure| NamedFigure { id: id.into(), name, figure: Some(figure) };
    let fact = Fact::Cap {
        gate: "r4".into(),
        name: label("考核取证率不低于85%", "At least 85% certified"),
        rating: Rating {
            id: "two-stars".into(),
            stars: 2,
            half: false,
            name: label("二星", "Two stars"),
        },
        figures: vec![figure(
            "c2-3",
            label("考核取证率", "Certificate rate"),
            percent("0.8495", "84.95"),
        )],
    };
    reads(
        &fact,
        Verdict::NotMet,
        "“考核取证率不低于85%”不满足（考核取证率 84.95%），最高评为二星",
        "“At least 85% certified” is not met (Certificate rate 84.95%), which caps the rating at Two stars",
    );
}

#[test]
fn a_part_above_its_whole_names_both() {
    let finding = Finding::PartExceedsWhole {
        part: "certified".into(),
        part_number: "1200".into(),
        whole: "assessed".into(),
        whole_number: "1000".into(),
    };
    let told = |language| sentence::finding(&finding, &names(), language);
    assert_eq!(told(Language::Chinese).sentence, "“取证人数”为 1200，多于“考核人数”的 1000");
    assert_eq!(
        told(Language::English).sentence,
        "“Certified” is 1200, more than “Assessed”, which is 1000"
    );
}

#[test]
fn working_is_read_as_it_is_computed() {
    let curve = Step::OnCurve {
        at: percent("0.8495", "84.95"),
        left: CurvePoint { at: percent("0.6", "60"), share: percent("0", "0") },
        right: CurvePoint { at: percent("0.85", "85"), share: percent("0.8", "80") },
        gives: percent("0.7984", "79.84"),
    };
    let read = |step: &Step, language| sentence::step(step, &names(), language);
    assert_eq!(
        read(&curve, Language::Chinese),
        "84.95%，在 60%（得 0%）与 85%（得 80%）之间，按直线得满分的 79.84%"
    );
    let measured = Step::Measured {
        expression: "share(certified, assessed)".into(),
        gives: percent("1699/2000", "84.95"),
    };
    assert_eq!(read(&measured, Language::Chinese), "取证人数 ÷ 考核人数 = 84.95%");
    assert_eq!(read(&measured, Language::English), "Certified ÷ Assessed = 84.95%");
    let weighted =
        Step::Weighted { share: percent("2/3", "66.67"), weight: points("6"), gives: points("4") };
    assert_eq!(read(&weighted, Language::English), "66.67% × 6 points = 4 points");
    let answered = Step::Answered {
        ask: "certified".into(),
        name: Label::default(),
        words: Label::default(),
        figure: people("861"),
    };
    assert_eq!(read(&answered, Language::Chinese), "取证人数：861 人");
    let rounded = Step::Measured {
        expression: "share(certified, assessed)".into(),
        gives: percent("2/3", "66.67"),
    };
    assert_eq!(read(&rounded, Language::English), "Certified ÷ Assessed ≈ 66.67%");
}

#[test]
fn weights_that_do_not_add_up_show_the_sum() {
    let weight = |criterion: &str, weight: &str| WeightPart {
        criterion: criterion.into(),
        weight: weight.parse().expect("a number"),
    };
    let fault = Fault::WeightsOffTotal {
        dimension: "safety".into(),
        expected: "100".parse().expect("a number"),
        found: "95".parse().expect("a number"),
        parts: vec![weight("lighting", "60"), weight("moorings", "30"), weight("rescue-boat", "5")],
        profile: String::new(),
    };
    let english = sentence::fault(&fault, Language::English);
    assert_eq!(english.sentence, "the weights of `safety` add up to 95, not 100");
    assert_eq!(english.under_the_line.as_deref(), Some("60 + 30 + 5 = 95"));
    let chinese = sentence::fault(&fault, Language::Chinese);
    assert_eq!(chinese.sentence, "“safety”的权重合计 95，不是 100");
}

#[test]
fn a_clause_says_who_where_and_in_which_words() {
    let decreed = ClauseRef {
        basis: Basis::Decreed,
        document: label("三年行动方案", "Action plan"),
        at: "二（二）3".into(),
        quote: "每年培训职工不少于1000人".into(),
        note: Label::default(),
    };
    assert_eq!(
        clause(&decreed, Language::Chinese),
        "〔文件规定〕三年行动方案 二（二）3：“每年培训职工不少于1000人”"
    );
    let proposed = ClauseRef {
        basis: Basis::Proposed,
        document: Label::default(),
        at: String::new(),
        quote: String::new(),
        note: label("权重为工具建议", "the weight is our proposal"),
    };
    assert_eq!(clause(&proposed, Language::English), "[proposed] the weight is our proposal");
}

#[test]
fn a_finding_about_something_known_calls_it_by_its_name() {
    let zh = |finding: &Finding| sentence::finding(finding, &names(), Language::Chinese).sentence;
    let too_long =
        |what: &str| Finding::TooLarge { what: what.into(), found: "80".into(), most: "60".into() };
    assert_eq!(zh(&too_long("assessed")), "“考核人数”填了 80 个字符，最多容许 60 个，未予采用");
    assert_eq!(zh(&too_long("the assessment, in bytes")), "评定文件的字节数为 80，最多容许 60");
    let unknown = |id: &str| Finding::UnknownResponse { id: id.into(), nearest: None };
    assert_eq!(zh(&unknown("c2-3")), "“考核取证率”的答案没有填在它的填报项下，内容保留，不计分");
    assert_eq!(zh(&unknown("c9-9")), "标准中没有“c9-9”这一项，内容保留，不计分");
}

#[test]
fn a_quantity_on_a_curve_says_where_it_lies() {
    let at = |exact: &str, shown: &str| Step::OnCurve {
        at: percent(exact, shown),
        left: CurvePoint { at: percent("0.1", "10"), share: percent("0", "0") },
        right: CurvePoint { at: percent("0.4", "40"), share: percent("1", "100") },
        gives: percent("1", "100"),
    };
    let read = |step: &Step| sentence::step(step, &Names::none(), Language::Chinese);
    assert_eq!(read(&at("0.05", "5")), "5%，不到 10%，得满分的 100%");
    assert_eq!(read(&at("0.4", "40")), "40%，按折线得满分的 100%");
    assert_eq!(read(&at("0.41", "41")), "41%，超过 40%，得满分的 100%");
}

#[track_caller]
fn finding_reads(finding: &Finding, chinese: &str, english: &str) {
    let names = Names::from_pairs([
        ("growth", label("历年学员数", "Learners by year")),
        ("growth 2024", label("2024 年", "2024")),
        ("opened", label("开办日期", "Opened on")),
    ]);
    assert_eq!(sentence::finding(finding, &names, Language::Chinese).sentence, chinese);
    assert_eq!(sentence::finding(finding, &names, Language::English).sentence, english);
}

#[test]
fn a_finding_about_one_part_of_an_answer_names_the_part() {
    finding_reads(
        &Finding::NotANumber { id: "growth/2024".into(), text: "约200".into() },
        "“历年学员数”的“2024 年”应填数字，填的是“约200”，未予采用",
        "“2024” of “Learners by year” takes a number, and the answer is `约200`; it is not counted",
    );
    // What no name is known of stands as it was written.
    finding_reads(
        &Finding::NotANumber { id: "other/2024".into(), text: "x".into() },
        "“other/2024”应填数字，填的是“x”，未予采用",
        "`other/2024` takes a number, and the answer is `x`; it is not counted",
    );
}

#[test]
fn a_day_is_too_early_or_too_late_and_a_number_too_low() {
    let (id, text) = ("opened".to_string(), "1999-12-31".to_string());
    finding_reads(
        &Finding::TooLow { id: id.clone(), text: text.clone(), least: "2000-01-01".into() },
        "“开办日期”填的是“1999-12-31”，早于可填的首日 2000-01-01，未予采用",
        "“Opened on” is answered with `1999-12-31`, before the first day admitted, 2000-01-01; it is not counted",
    );
    finding_reads(
        &Finding::TooHigh { id: id.clone(), text, most: "1998-12-31".into() },
        "“开办日期”填的是“1999-12-31”，晚于可填的末日 1998-12-31，未予采用",
        "“Opened on” is answered with `1999-12-31`, after the last day admitted, 1998-12-31; it is not counted",
    );
    finding_reads(
        &Finding::TooLow { id, text: "-3".into(), least: "-2".into() },
        "“开办日期”填的是“-3”，低于最小值 -2，未予采用",
        "“Opened on” is answered with `-3`, below the least of -2; it is not counted",
    );
}

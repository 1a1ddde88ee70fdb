//! Whatever is doubtful in a ledger has a sentence in both languages, with its fact in it.
#![cfg(feature = "ledger")]

use jiangxing::ledger::doubt::DoubtKind;
use jiangxing::ledger::{GrowthWhy, SuspectWhy};
use jiangxing_text::{Language, ledger};

const FACT: &str = "«fact»";

fn with_facts() -> Vec<DoubtKind> {
    let fact = || FACT.to_owned();
    vec![
        DoubtKind::About(fact()),
        DoubtKind::WithUnit(fact()),
        DoubtKind::LongNumber(fact()),
        DoubtKind::SerialDay(fact(), 1904),
        DoubtKind::ShortYear(fact()),
        DoubtKind::MonthFirst(fact()),
        DoubtKind::WithTime(fact()),
        DoubtKind::Range(fact()),
        DoubtKind::UnknownWord(Some(fact())),
        DoubtKind::Understood(fact()),
        DoubtKind::ZerosLost(fact()),
        DoubtKind::Corrected(fact()),
    ]
}

fn without_facts() -> Vec<DoubtKind> {
    vec![
        DoubtKind::NothingMark,
        DoubtKind::UnknownWord(None),
        DoubtKind::NotANumber,
        DoubtKind::BelowZero,
        DoubtKind::NotADay,
        DoubtKind::NumberDamaged,
        DoubtKind::CheckDigit,
        DoubtKind::FormulaError,
        DoubtKind::FormulaWithoutValue,
        DoubtKind::Formula,
        DoubtKind::Merged,
        DoubtKind::TotalsRow,
        DoubtKind::HeaderAgain,
        DoubtKind::Remark,
        DoubtKind::RowLeftOut,
        DoubtKind::NothingToCorrect,
        DoubtKind::ColumnGuessed,
        DoubtKind::ColumnUnused,
        DoubtKind::ColumnTwice,
        DoubtKind::SheetWithoutHeader,
        DoubtKind::SheetHidden,
        DoubtKind::SheetEmpty,
        DoubtKind::BadCharacters,
        DoubtKind::BeyondLimit(77),
        DoubtKind::Active,
    ]
}

#[test]
fn every_doubt_says_its_fact_in_both_languages() {
    for kind in with_facts() {
        for language in [Language::Chinese, Language::English] {
            let said = ledger::doubt(&kind, language);
            assert!(said.contains(FACT), "{kind:?}: {said}");
        }
    }
    assert!(ledger::doubt(&DoubtKind::BeyondLimit(77), Language::English).contains("77"));
}

#[test]
fn no_two_doubts_say_the_same() {
    for language in [Language::Chinese, Language::English] {
        let all = with_facts().into_iter().chain(without_facts());
        let mut said: Vec<String> = all.map(|kind| ledger::doubt(&kind, language)).collect();
        let count = said.len();
        assert!(said.iter().all(|sentence| !sentence.is_empty() && !sentence.contains("{}")));
        said.sort();
        said.dedup();
        assert_eq!(said.len(), count);
    }
}

#[test]
fn chinese_is_chinese_and_english_is_not() {
    let is_chinese = |text: &str| text.chars().any(|each| ('一'..='龥').contains(&each));
    for why in [GrowthWhy::NoRowsBefore, GrowthWhy::FromZero, GrowthWhy::BothZero] {
        assert!(is_chinese(ledger::growth(why, Language::Chinese)));
        assert!(!is_chinese(ledger::growth(why, Language::English)));
    }
    for why in [
        SuspectWhy::NumberMissing,
        SuspectWhy::SameName,
        SuspectWhy::NumbersAlmostAlike,
        SuspectWhy::NamesAlmostAlike,
    ] {
        assert!(is_chinese(ledger::suspect(why, Language::Chinese)));
        assert!(!is_chinese(ledger::suspect(why, Language::English)));
    }
}

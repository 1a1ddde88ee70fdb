//! Every fault of a package is told in both languages, with its facts.
#![cfg(feature = "package")]
#![expect(clippy::expect_used, reason = "tests say what they expect")]

use jiangxing_package::fault::{Field, PACKAGE_CODES, PathFault, Place, RowFault, SignatureFault};
use jiangxing_package::key::Holder;
use jiangxing_package::{EntryState, Fault, Kind, Role, Signature, Signed, Standing};
use jiangxing_text::{Language, package};

/// A text nobody would write by chance, so that its presence in a sentence is no accident.
fn zz(number: u32) -> String {
    format!("zz{number}")
}

fn every_fault() -> Vec<Fault> {
    let path = || zz(1);
    let mut all = vec![
        Fault::NotAPackage {},
        Fault::EndMissing {},
        Fault::BytesAfterEnd { at: 90_001, count: 90_002 },
        Fault::Comment { length: 90_001 },
        Fault::InSeveralFiles {},
        Fault::TooManyEntries { found: 90_001, most: 90_002 },
        Fault::TooLarge { path: path(), found: 90_001, most: 90_002 },
        Fault::Compressed { path: path(), method: 8, packed: 90_001, claimed: 90_002 },
        Fault::Encrypted { path: path() },
        Fault::Link { path: path() },
        Fault::ExtraBytes { path: path(), place: Place::Directory, length: 90_001 },
        Fault::Gap { at: 90_001, count: 90_002 },
        Fault::Overlap { path: path(), at: 90_001 },
        Fault::BeyondEnd { path: path(), claimed: 90_001 },
        Fault::ChecksumDiffers { path: path() },
        Fault::Duplicate { path: path() },
        Fault::OutOfOrder { path: path(), after: zz(2) },
        Fault::ArchiveInside { path: path() },
        Fault::DirectoryDiffers { at: 90_001, row: 90_002 },
        Fault::ManifestMissing {},
        Fault::ManifestUnreadable { detail: zz(1), line: 90_001, column: 90_002 },
        Fault::TooNew { format: 90_001, known: 90_002 },
        Fault::OtherPackage { expected: zz(1), found: zz(2) },
        Fault::Missing { path: path() },
        Fault::Added { path: path() },
        Fault::RubricUnusable { path: path(), codes: vec![zz(2), zz(3)] },
        Fault::RubricDiffers { path: path(), expected: zz(2), found: zz(3) },
        Fault::RubricTwice { name: zz(1) },
        Fault::NotAnAssessment { path: path(), codes: vec![zz(2)] },
        Fault::RubricNotInside { path: path(), name: zz(2) },
        Fault::NotAReport { path: path() },
        Fault::ReportDiffers { path: path(), says: zz(2), gives: zz(3) },
        Fault::ReportAlone { path: path() },
        Fault::SignatureInvalid { path: path(), signer: zz(2) },
        Fault::SignatureOfAnother { path: path(), signer: zz(2), signed: zz(3) },
        Fault::SignatureMissing { signer: zz(1), fingerprint: zz(2) },
        Fault::TooManySignatures { found: 90_001, most: 90_002 },
        Fault::OtherSigner { path: path(), says: zz(2), known: zz(3) },
        Fault::KeyUnreadable { detail: zz(1), line: 90_001, column: 90_002 },
        Fault::NotAKey {},
        Fault::KeyDiffers {},
        Fault::KeyWithoutSecret { signer: zz(1) },
        Fault::NotAFrame {},
        Fault::FrameDamaged {},
        Fault::FrameOfAnother { expected: zz(1), found: zz(2) },
        Fault::TransferTooLarge { found: 90_001, most: 90_002 },
        Fault::TransferDamaged {},
        Fault::TransferIncomplete { missing: vec![9001, 9002] },
        Fault::TransferIncomplete { missing: Vec::new() },
    ];
    let fields = || vec![format!("/responses/{}", zz(2)), format!("/{}", zz(3))];
    for (fields, traced) in [(fields(), true), (Vec::new(), true), (Vec::new(), false)] {
        all.push(Fault::Changed { path: path(), expected: 90_001, found: 90_002, fields, traced });
    }
    all.extend(Place::ALL.iter().map(|place| Fault::LargeFormat { place: *place }));
    for field in Field::ALL {
        all.push(Fault::EndDiffers { field: *field });
        let (place, field) = (Place::Header, *field);
        all.push(Fault::HeaderDiffers { path: path(), place, field, at: 90_001 });
    }
    for why in PathFault::ALL {
        all.push(Fault::PathRefused { path: path(), why: *why });
        all.push(Fault::RowPathRefused { path: path(), why: *why });
    }
    all.extend(RowFault::ALL.iter().map(|why| Fault::RowRefused { path: path(), why: *why }));
    let unreadable = |why: &SignatureFault| Fault::SignatureUnreadable { path: path(), why: *why };
    all.extend(SignatureFault::ALL.iter().map(unreadable));
    all
}

/// The marked texts and the numbers that a fault holds.
fn facts(of: &serde_json::Value) -> Vec<String> {
    match of {
        serde_json::Value::String(text) if text.contains("zz") => {
            vec![text.rsplit('/').next().unwrap_or_default().to_owned()]
        }
        serde_json::Value::Number(number) => vec![number.to_string()],
        serde_json::Value::Array(all) => all.iter().flat_map(facts).collect(),
        serde_json::Value::Object(all) => all.values().flat_map(facts).collect(),
        serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::String(_) => {
            Vec::new()
        }
    }
}

#[test]
fn every_code_has_a_case_here() {
    let all = every_fault();
    let is_missing = |code: &&&str| !all.iter().any(|fault| fault.code() == **code);
    assert_eq!(PACKAGE_CODES.iter().filter(is_missing).collect::<Vec<_>>(), Vec::<&&str>::new());
}

#[test]
fn every_fault_is_told_with_its_facts() {
    for fault in every_fault() {
        let written = serde_json::to_value(&fault).expect("a fault can be written");
        for language in Language::ALL {
            let told = package::fault(&fault, language);
            let help = told.help.clone().expect("something one can do");
            let under = told.under_the_line.clone().unwrap_or_default();
            let all = format!("{} {under} {help}", told.sentence);
            assert!(facts(&written).iter().all(|fact| all.contains(fact)), "{fault:?}: {all}");
            check(&told.sentence, language);
            check(&help, language);
        }
    }
}

fn check(sentence: &str, language: Language) {
    assert!(!sentence.is_empty() && !sentence.contains(['!', '！']), "{sentence}");
    assert!(!sentence.ends_with(['.', '。']), "{sentence}");
    let is_han = |each: char| ('\u{4e00}'..='\u{9fff}').contains(&each);
    assert_eq!(sentence.contains(is_han), language == Language::Chinese, "{sentence}");
    for harsh in ["invalid", "illegal", "failed", "please", "oops", "error:", "非法", "无效", "请"]
    {
        assert!(!sentence.to_lowercase().contains(harsh), "{harsh} in {sentence}");
    }
}

#[test]
fn every_word_is_there_in_both_languages() {
    for l in Language::ALL {
        let kinds = Kind::ALL.map(|kind| package::kind(kind, l));
        let roles = Role::ALL.map(|role| package::role(role, l));
        let holders = Holder::ALL.map(|holder| package::holder(holder, l));
        let states = [
            EntryState::Intact,
            EntryState::Changed,
            EntryState::Missing,
            EntryState::Added,
            EntryState::Unread,
        ];
        let states = states.map(|state| package::state(state, l));
        for words in [&kinds[..], &roles, &holders, &states] {
            let mut each = words.to_vec();
            each.sort_unstable();
            each.dedup();
            assert_eq!(each.len(), words.len(), "{words:?}");
            words.iter().for_each(|words| check(words, l));
        }
    }
}

#[test]
fn a_signature_is_told_with_its_fingerprint() {
    let signature = Signature {
        format: 1,
        signs: String::new(),
        signer: zz(1),
        holder: Holder::Site,
        date: String::new(),
        statement: String::new(),
        key: String::new(),
        signature: String::new(),
    };
    let all = [Standing::Known, Standing::UnknownKey, Standing::Invalid, Standing::OfAnother];
    for language in Language::ALL {
        let mut told = all.map(|standing| {
            let (path, fingerprint, signature) = (String::new(), zz(2), signature.clone());
            let signed = Signed { path, signature, fingerprint, standing };
            package::signature(&signed, language)
        });
        assert!(told.iter().all(|told| told.contains("zz1") && told.contains("zz2")), "{told:?}");
        told.sort_unstable();
        assert!(told.windows(2).all(|pair| pair.first() != pair.last()), "{told:?}");
    }
}

#[test]
fn answers_are_named_by_what_was_asked() {
    let fields = ["/responses/a~1b", "/revisions/~1responses~1c", "/state"].map(String::from);
    let told = package::fields_named(&fields, Language::English);
    assert_eq!(told, "the answer to a/b, the history of /responses/c and /state");
}

//! Who has signed what.

use jiangxing_package::fault::SignatureFault;
use jiangxing_package::key::Holder;
use jiangxing_package::{Expected, Fault, Key, PublicKey, Standing, Statement, sign, verify};

use super::made::{codes, forged, looked_at, packed, replaced, small, with_entry};

fn key(seed: u8, name: &str) -> Key {
    Key::from_seed([seed; 32], name, Holder::Assessor)
}

fn signed(key: &Key) -> Vec<u8> {
    sign(&packed(&small()), key, Statement { date: "2026-03-01", words: "同意" }).unwrap()
}

fn path(key: &Key) -> String {
    format!("signatures/{}.json", key.public().fingerprint().to_lowercase())
}

fn standings(bytes: &[u8], keys: &[PublicKey]) -> Vec<Standing> {
    let found = verify(bytes, Expected { keys, identity: None });
    found.signatures.iter().map(|signed| signed.standing).collect()
}

#[test]
fn a_signature_is_good_by_its_key_alone() {
    let (wang, li) = (key(1, "王伟"), key(2, "李敏"));
    let package = signed(&wang);
    assert_eq!(codes(&package), [""; 0]);
    assert_eq!(standings(&package, &[]), [Standing::UnknownKey]);
    assert_eq!(standings(&package, &[wang.public().clone()]), [Standing::Known]);
    let found = looked_at(&package).signatures.remove(0);
    assert_eq!(found.signature.signer, "王伟");
    assert_eq!(found.signature.statement, "同意");
    assert_eq!(found.fingerprint, wang.public().fingerprint());
    // A key that should have signed and has not.
    let keys = [wang.public().clone(), li.public().clone()];
    let faults = verify(&package, Expected { keys: &keys, identity: None }).faults;
    let fingerprint = li.public().fingerprint();
    assert_eq!(faults, [Fault::SignatureMissing { signer: "李敏".into(), fingerprint }]);
    assert_eq!(faults[0].code(), "P063");
}

#[test]
fn several_sign_in_any_order_and_each_once() {
    let (wang, li) = (key(1, "王伟"), key(2, "李敏"));
    let none = Statement::default();
    let one = sign(&signed(&wang), &li, none).unwrap();
    let words = Statement { date: "2026-03-01", words: "同意" };
    let other = sign(&sign(&packed(&small()), &li, none).unwrap(), &wang, words).unwrap();
    assert_eq!(one, other);
    assert_eq!(standings(&one, &[]), [Standing::UnknownKey; 2]);
    // The last word counts.
    let again = sign(&one, &wang, Statement { date: "", words: "不同意" }).unwrap();
    let said = looked_at(&again).signatures;
    assert_eq!(said.len(), 2);
    assert!(said.iter().any(|one| one.signature.statement == "不同意"));
    assert!(said.iter().all(|one| one.signature.statement != "同意"));
}

#[test]
fn signing_changes_nothing_of_what_is_signed() {
    let package = packed(&small());
    assert_eq!(looked_at(&signed(&key(1, "王伟"))).identity, looked_at(&package).identity);
}

#[test]
fn every_word_of_a_signature_is_signed() {
    let wang = key(1, "王伟");
    let package = signed(&wang);
    for (from, to) in [
        ("王伟", "王炜"),
        ("assessor", "site"),
        ("2026-03-01", "2026-03-02"),
        ("同意", "不同意"),
        ("sha256:", "sha256:0"),
        ("\"signature\": \"", "\"signature\": \"AAAA"),
    ] {
        let bytes = with_entry(&package, &path(&wang), replaced(from, to));
        assert_eq!(standings(&bytes, &[]), [Standing::Invalid], "{from}");
        assert_eq!(codes(&bytes), ["P061"], "{from}");
    }
}

#[test]
fn a_signature_that_cannot_be_read_says_why() {
    let wang = key(1, "王伟");
    let package = signed(&wang);
    let path = path(&wang);
    let why = |from, to| {
        let faults = looked_at(&with_entry(&package, &path, replaced(from, to))).faults;
        let [Fault::SignatureUnreadable { why, .. }] = faults.as_slice() else {
            panic!("{faults:?}")
        };
        assert_eq!(faults[0].code(), "P060");
        *why
    };
    assert_eq!(why("{", "["), SignatureFault::Unreadable);
    assert_eq!(why("\"format\": 1", "\"format\": 2"), SignatureFault::TooNew);
    assert_eq!(why("\"key\": \"", "\"key\": \"AAAA"), SignatureFault::NotAKey);
    let li = signed(&key(2, "李敏"));
    let theirs = super::made::items(&li).into_iter().find(|item| item.path.starts_with(b"sig"));
    let theirs = theirs.unwrap().content;
    let faults = looked_at(&with_entry(&package, &path, |_| theirs.clone())).faults;
    let why = SignatureFault::OtherPath;
    assert_eq!(faults, [Fault::SignatureUnreadable { path, why }]);
}

/// A forger who makes the manifest and every checksum anew has another package, and no signature.
#[test]
fn a_package_that_was_made_anew_is_not_the_one_that_was_signed() {
    let wang = key(1, "王伟");
    let package = signed(&wang);
    let identity = looked_at(&package).identity.unwrap();
    let other = forged(&package, "assessments/site.json", replaced("1699", "1999"));
    let keys = [wang.public().clone()];
    assert_eq!(standings(&other, &keys), [Standing::OfAnother]);
    let path = path(&wang);
    let another =
        Fault::SignatureOfAnother { path, signer: "王伟".into(), signed: identity.clone() };
    assert_eq!(looked_at(&other).faults, std::slice::from_ref(&another));
    assert_eq!(another.code(), "P062");
    let expected = Expected { identity: Some(&identity), keys: &[] };
    assert_eq!(verify(&other, expected).faults[0].code(), "P035");
    assert_eq!(verify(&package, expected).faults, []);
}

#[test]
fn a_name_is_held_to_the_name_of_the_key() {
    let package = signed(&key(1, "王伟"));
    let known = key(1, "赵强").public().clone();
    let faults = verify(&package, Expected { keys: &[known], identity: None }).faults;
    assert_eq!(faults.iter().map(Fault::code).collect::<Vec<_>>(), ["P065"]);
}

#[test]
fn nothing_that_was_changed_is_signed() {
    let mut package = packed(&small());
    package[100] ^= 1;
    let faults = sign(&package, &key(1, "王伟"), Statement::default()).unwrap_err();
    assert!(!faults.is_empty());
    // Nor what another's signature does not belong to.
    let wang = signed(&key(1, "王伟"));
    let other = forged(&wang, "assessments/site.json", replaced("1699", "1999"));
    assert!(sign(&other, &key(2, "李敏"), Statement::default()).is_err());
}

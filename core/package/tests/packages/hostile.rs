//! Packages that somebody has made to do harm: each is refused, and the reason is said.

use jiangxing_package::fault::{PathFault, Place};
use jiangxing_package::limit::{MOST_ENTRIES, MOST_FAULTS, MOST_SIGNATURES};
use jiangxing_package::{Contents, Fault, open};
use miniz_oxide::deflate::compress_to_vec;

use super::made::{
    Item, codes, container, ended, item, items, looked_at, packed, part, small, with_entry,
    with_manifest,
};

/// The small package with one more entry at the end of the photos.
fn with(more: Item) -> Vec<u8> {
    let mut items = items(&packed(&small()));
    items.insert(3, more);
    container(&items)
}

/// The small package with another entry for the photo.
fn photo(change: impl Fn(&mut Item)) -> Vec<u8> {
    let mut items = items(&packed(&small()));
    change(items.iter_mut().find(|item| item.path == b"evidence/photo.jpg").unwrap());
    container(&items)
}

#[test]
fn what_is_no_package_is_called_so() {
    for bytes in [&b""[..], b"PK", b"{\"format\":1}", &[0; 100], b"PK\x05\x06", b"<html></html>"] {
        assert_eq!(codes(bytes), ["P001"], "{bytes:?}");
    }
    assert_eq!(codes(&[&b"PK\x03\x04"[..], &[0; 100]].concat()), ["P002"]);
    assert_eq!(codes(&container(&[])), ["P030"]);
}

#[test]
fn a_bomb_is_not_unpacked() {
    let bomb = compress_to_vec(&vec![0; 10_000_000], 9);
    let package = with(Item {
        method: 8,
        claimed: Some(4_000_000_000),
        ..item("evidence/zeros.txt", bomb.clone())
    });
    let faults = looked_at(&package).faults;
    let length = u32::try_from(bomb.len()).unwrap();
    let expected = Fault::Compressed {
        path: "evidence/zeros.txt".into(),
        method: 8,
        packed: length,
        claimed: 4_000_000_000,
    };
    assert!(faults.contains(&expected), "{faults:?}");
    assert_eq!(codes(&package), ["P011"]);
    // One inside of another is a closed file, and not let in.
    assert_eq!(codes(&with(item("evidence/zip.zip", package))), ["P042"]);
    let contents =
        Contents { parts: vec![part("evidence/plan.docx", packed(&small()))], ..small() };
    assert_eq!(codes(&packed(&contents)), [""; 0]);
    let inside = with_manifest(&packed(&contents), |manifest| {
        manifest.entries[0].path = "evidence/plan.pdf".into();
        manifest.entries[0].media_type = "application/pdf".into();
    });
    let mut renamed = items(&inside);
    renamed[1].path = b"evidence/plan.pdf".to_vec();
    assert_eq!(codes(&container(&renamed)), ["P022"]);
}

#[test]
fn paths_that_lead_elsewhere_are_refused() {
    for (path, expected) in [
        ("../../evil.txt", PathFault::Parent),
        ("evidence/../../evil.txt", PathFault::TooDeep),
        ("evidence/../evil", PathFault::Parent),
        ("/etc/passwd", PathFault::Absolute),
        ("evidence\\..\\evil.txt", PathFault::Backslash),
        ("c:evil.txt", PathFault::Drive),
        ("evidence/a.jpg\0.exe", PathFault::Nul),
        ("evidence/nul", PathFault::Reserved),
        ("evidence/folder/", PathFault::Folder),
        ("a/b/c/d/e", PathFault::TooDeep),
        ("evidence/e\u{301}.jpg", PathFault::NotPlain),
        ("evidence/<script>.jpg", PathFault::NotPlain),
        ("evidence/photo.jpg\u{202e}gpj.exe", PathFault::NotPlain),
    ] {
        let faults = looked_at(&with(item(path, "x"))).faults;
        let [Fault::PathRefused { path: named, why }] = faults.as_slice() else {
            panic!("{path}: {faults:?}")
        };
        assert_eq!((named.as_str(), *why), (path, expected));
    }
    let long = "a".repeat(60_000);
    assert_eq!(codes(&with(item(&long, ""))), ["P019"]);
    assert_eq!(codes(&with(Item { path: vec![0xff, 0xfe], ..Item::default() })), ["P019"]);
}

#[test]
fn two_names_for_one_file_are_refused() {
    assert_eq!(codes(&with(item("evidence/photo.jpg", "other"))), ["P020", "P040"]);
    // By case and by Unicode: there is only one spelling that a path may have.
    assert_eq!(codes(&with(item("evidence/Photo.jpg", "other"))), ["P019"]);
    assert_eq!(codes(&with(item("evidence/\u{e9}.jpg", ""))), ["P019"]);
    assert_eq!(codes(&with(item("evidence/e\u{301}.jpg", ""))), ["P019"]);
}

#[test]
fn links_encrypted_entries_and_attributes_are_refused() {
    let link = photo(|item| item.attributes = 0o120_777 << 16);
    assert_eq!(codes(&link), ["P013"]);
    assert_eq!(codes(&photo(|item| item.flags = 1)), ["P012"]);
    assert_eq!(codes(&photo(|item| item.attributes = 0o100_755 << 16)), ["P010"]);
    assert_eq!(codes(&photo(|item| item.flags = 8)), ["P010", "P010"]);
}

#[test]
fn sizes_that_are_not_true_are_refused() {
    let larger = photo(|item| (item.claimed, item.packed) = (Some(1_000_000), Some(1_000_000)));
    assert!(codes(&larger).contains(&"P017"), "{:?}", codes(&larger));
    let huge = photo(|item| (item.claimed, item.packed) = (Some(1 << 31), Some(1 << 31)));
    assert!(codes(&huge).contains(&"P008"), "{:?}", codes(&huge));
    let smaller = photo(|item| (item.claimed, item.packed) = (Some(3), Some(3)));
    assert!(codes(&smaller).contains(&"P015"), "{:?}", codes(&smaller));
    let unlike = photo(|item| item.claimed = Some(3));
    assert!(codes(&unlike).contains(&"P010"), "{:?}", codes(&unlike));
    assert!(codes(&photo(|item| item.checksum = Some(1))).contains(&"P018"));
}

#[test]
fn bytes_that_nobody_lists_are_found() {
    let package = packed(&small());
    let tail = [package.clone(), b"<script>".to_vec()].concat();
    let at = package.len();
    assert_eq!(looked_at(&tail).faults, [Fault::BytesAfterEnd { at, count: 8 }]);
    assert_eq!(codes(&tail), ["P003"]);
    let mut comment = package.clone();
    let length = comment.len();
    comment[length - 2] = 5;
    comment.extend(b"hello");
    assert_eq!(looked_at(&comment).faults, [Fault::Comment { length: 5 }]);
    assert_eq!(codes(&comment), ["P004"]);
    // A program before the archive, with its offsets as they then are.
    let mut moved = items(&package);
    let (mut at, stub) = (100, vec![0x4d; 100]);
    for item in &mut moved {
        item.offset = Some(u32::try_from(at).unwrap());
        at += 30 + item.path.len() + item.content.len();
    }
    let whole = container(&moved);
    let end = whole.len() - 22;
    let size = u32::from_le_bytes(whole[end + 12..end + 16].try_into().unwrap());
    let directory = end - usize::try_from(size).unwrap();
    let entries = [stub, whole[..directory].to_vec()].concat();
    let prefixed = ended(entries, &whole[directory..end], moved.len());
    assert_eq!(looked_at(&prefixed).faults, [Fault::Gap { at: 0, count: 100 }]);
    // An entry of no row.
    let hidden =
        [whole[..directory].to_vec(), container(&[item("x", "y")])[..32].to_vec()].concat();
    let bytes = ended(hidden, &package[directory..end], moved.len());
    assert_eq!(looked_at(&bytes).faults, [Fault::Gap { at: directory, count: 32 }]);
    assert!(codes(&photo(|item| item.extra = vec![1, 0, 0, 0])).contains(&"P014"));
}

#[test]
fn entries_that_overlap_are_refused() {
    let faults = looked_at(&photo(|item| item.offset = Some(0))).faults;
    // The header is where it belongs, so it is the row that is not.
    assert!(faults.iter().any(|fault| fault.code() == "P010"), "{faults:?}");
    // Two rows for the bytes of one entry.
    let package = packed(&small());
    let end = package.len() - 22;
    let size = u32::from_le_bytes(package[end + 12..end + 16].try_into().unwrap());
    let directory = end - usize::try_from(size).unwrap();
    let again = container(&[item("statements/zz.txt", "")]);
    let row = &again[again.len() - 22 - 46 - 17..again.len() - 22];
    let rows = [&package[directory..end], row].concat();
    let bytes = ended(package[..directory].to_vec(), &rows, 7);
    let faults = looked_at(&bytes).faults;
    let overlap = Fault::Overlap { path: "statements/zz.txt".into(), at: 0 };
    assert!(faults.contains(&overlap), "{faults:?}");
    assert!(codes(&bytes).contains(&"P016"));
}

#[test]
fn the_extension_for_large_files_is_refused() {
    let large = photo(|item| (item.claimed, item.packed) = (Some(u32::MAX), Some(u32::MAX)));
    assert!(looked_at(&large).faults.contains(&Fault::LargeFormat { place: Place::Directory }));
    let package = packed(&small());
    let (entries, end) = package.split_at(package.len() - 22);
    let locator = [&b"PK\x06\x07"[..], &[0; 16]].concat();
    let bytes = [entries, &locator, end].concat();
    assert_eq!(codes(&bytes).first(), Some(&"P005"));
    let mut spanned = package.clone();
    let length = spanned.len();
    spanned[length - 18] = 1;
    assert_eq!(codes(&spanned), ["P006"]);
}

/// A million entries, of which the end record can only say the low two bytes of their number.
#[test]
fn a_million_entries_are_refused() {
    let names = (0..1_000_000).map(|number| item(&format!("evidence/{number:07}"), ""));
    let package = container(&names.collect::<Vec<_>>());
    let faults = looked_at(&package).faults;
    let found = MOST_ENTRIES + 1;
    assert!(faults.contains(&Fault::TooManyEntries { found, most: MOST_ENTRIES }), "{faults:?}");
    assert!(open(&package).is_err());
    let fewer = (0..60_000).map(|number| item(&format!("evidence/{number:07}"), ""));
    assert_eq!(codes(&container(&fewer.collect::<Vec<_>>())), ["P007"]);
    // What is wrong a thousand times is told a hundred times.
    let wrong = (0..1_000).map(|number| item(&format!("EVIDENCE/{number:07}"), ""));
    assert_eq!(codes(&container(&wrong.collect::<Vec<_>>())).len(), MOST_FAULTS);
}

#[test]
fn an_end_record_and_a_directory_that_do_not_fit_are_refused() {
    let package = packed(&small());
    let end = package.len() - 22;
    let with = |at: usize, byte: u8| {
        let mut bytes = package.clone();
        bytes[at] ^= byte;
        codes(&bytes)
    };
    assert!(with(end + 8, 1).contains(&"P009"));
    assert!(with(end + 12, 1).contains(&"P009"));
    assert!(with(end + 16, 1).contains(&"P009"));
    let size = u32::from_le_bytes(package[end + 12..end + 16].try_into().unwrap());
    assert!(with(end - usize::try_from(size).unwrap(), 1).contains(&"P023"));
    let mut turned = items(&package);
    turned.swap(2, 3);
    assert_eq!(codes(&container(&turned)), ["P021"]);
}

#[test]
fn a_manifest_that_says_otherwise_is_refused() {
    let package = packed(&small());
    let mut without = items(&package);
    let manifest = without.remove(0);
    assert_eq!(codes(&container(&without)), ["P030"]);
    assert_eq!(codes(&container(&[item("manifest.json", "{")])), ["P031"]);
    let deep = "[".repeat(1_000_000);
    assert_eq!(codes(&container(&[item("manifest.json", deep)])), ["P031"]);
    let huge = vec![b' '; jiangxing_package::limit::MOST_MANIFEST_BYTES + 1];
    assert_eq!(codes(&container(&[item("manifest.json", huge)])), ["P008"]);
    let more = String::from_utf8(manifest.content).unwrap();
    let more = more.replacen('{', "{\"more\":1,", 1);
    let unknown = with_entry(&package, "manifest.json", |_| more.clone().into_bytes());
    assert_eq!(codes(&unknown), ["P031"]);
    let rows = |change: &dyn Fn(&mut Vec<jiangxing_package::manifest::Row>)| {
        codes(&with_manifest(&package, |manifest| change(&mut manifest.entries)))
    };
    assert_eq!(rows(&|rows| rows.swap(0, 1)), ["P033"]);
    assert_eq!(rows(&|rows| rows[0].digest = "sha256:0".into()), ["P033", "P040"]);
    assert_eq!(rows(&|rows| rows[0].media_type = "text/html".into()), ["P033"]);
    assert_eq!(rows(&|rows| rows[0].fields.clear()), ["P033"]);
    assert_eq!(rows(&|rows| rows[0].length += 1), ["P040"]);
    assert_eq!(rows(&|rows| rows[0].path = "../a".into()), ["P034", "P041", "P042"]);
    assert_eq!(rows(&|rows| drop(rows.pop())), ["P042"]);
    assert_eq!(rows(&|rows| rows[3].rubric = None), ["P033"]);
}

#[test]
fn an_entry_that_is_not_there_or_was_added_is_named() {
    let package = packed(&small());
    let mut items = items(&package);
    let gone = items.remove(2);
    let path = String::from_utf8(gone.path).unwrap();
    assert_eq!(looked_at(&container(&items)).faults, [Fault::Missing { path }]);
    let added = with(item("evidence/zz.jpg", "x"));
    assert_eq!(looked_at(&added).faults, [Fault::Added { path: "evidence/zz.jpg".into() }]);
}

/// What people have written is carried as text, and never becomes a path or anything else.
#[test]
fn markup_in_names_stays_text() {
    let package = packed(&small());
    let opened = open(&package).unwrap();
    let names: Vec<&str> = opened.manifest.entries.iter().map(|row| row.name.as_str()).collect();
    assert!(names.contains(&"<img src=x onerror=alert(1)>.jpg"), "{names:?}");
}

#[test]
fn more_signatures_than_there_may_be_are_not_looked_at() {
    let mut items = items(&packed(&small()));
    let at = items.iter().position(|item| item.path.starts_with(b"statements")).unwrap();
    for number in 0..=MOST_SIGNATURES {
        items.insert(at + number, item(&format!("signatures/{number:03}.json"), "{}"));
    }
    assert_eq!(codes(&container(&items)), ["P064"]);
}

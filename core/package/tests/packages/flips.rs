//! A byte that is another than it was is detected, and what it belongs to is named.

use std::io::Cursor;

use fastrand::Rng;
use jiangxing_package::fault::Place;
use jiangxing_package::key::Holder;
use jiangxing_package::{Contents, Fault, Key, Kind, Part, Statement, sign};

use super::made::{looked_at, packed, part, project_file, report, rubric, small};

/// What a byte of a package belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Belongs {
    Content(String),
    Header(String),
    /// The path, and which row from 1.
    Row(String, usize),
    End,
}

/// What each byte belongs to, as another reader of ZIP has it.
fn layout(package: &[u8]) -> Vec<Belongs> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut layout = vec![Belongs::End; package.len()];
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).unwrap();
        let at = |from: u64| usize::try_from(from).unwrap();
        let (head, data) = (at(entry.header_start()), at(entry.data_start()));
        let row = at(entry.central_header_start());
        let path = entry.name().to_owned();
        layout[head..data].fill(Belongs::Header(path.clone()));
        layout[data..data + at(entry.size())].fill(Belongs::Content(path.clone()));
        layout[row..row + 46 + path.len()].fill(Belongs::Row(path, index + 1));
    }
    assert!(layout[..package.len() - 22].iter().all(|one| *one != Belongs::End));
    layout
}

/// Whether `fault` names what the changed byte belongs to.
fn names(fault: &Fault, what: &Belongs) -> bool {
    match (what, fault) {
        (Belongs::Content(path), Fault::Changed { path: named, .. })
        | (Belongs::Content(path), Fault::ChecksumDiffers { path: named }) => path == named,
        (Belongs::Header(path), Fault::HeaderDiffers { path: named, place, .. }) => {
            path == named && *place == Place::Header
        }
        (Belongs::Row(path, _), Fault::HeaderDiffers { path: named, place, .. }) => {
            path == named && *place == Place::Directory
        }
        (
            Belongs::Row(path, _),
            Fault::Encrypted { path: named }
            | Fault::Compressed { path: named, .. }
            | Fault::Link { path: named }
            | Fault::ExtraBytes { path: named, .. }
            | Fault::Missing { path: named },
        ) => path == named,
        // The path itself was changed, or how long it is: then it is named as it stands there.
        (Belongs::Row(path, _), Fault::ManifestMissing {}) => path == "manifest.json",
        (Belongs::Row(path, _), Fault::SignatureUnreadable { path: named, .. }) => {
            path.len() == named.len()
        }
        (Belongs::Row(path, _), Fault::Added { path: named }) => path.len() == named.len(),
        (Belongs::Row(path, _), Fault::PathRefused { path: named, .. }) => {
            path.len() == named.chars().count()
                || path.starts_with(named)
                || named.starts_with(path)
        }
        (Belongs::Row(_, row), Fault::DirectoryDiffers { row: named, .. }) => {
            row == named || row + 1 == *named
        }
        (
            Belongs::End,
            Fault::EndMissing {}
            | Fault::EndDiffers { .. }
            | Fault::InSeveralFiles {}
            | Fault::Comment { .. }
            | Fault::LargeFormat { place: Place::End }
            | Fault::TooManyEntries { .. },
        ) => true,
        _ => false,
    }
}

#[track_caller]
fn is_found(package: &mut [u8], layout: &[Belongs], at: usize, flip: u8) {
    package[at] ^= flip;
    let faults = looked_at(package).faults;
    let what = &layout[at];
    assert!(
        faults.iter().any(|fault| names(fault, what)),
        "byte {at} of {what:?} by {flip:#x}: {faults:#?}"
    );
    package[at] ^= flip;
}

fn signed(package: Vec<u8>) -> Vec<u8> {
    let key = Key::from_seed([1; 32], "王伟", Holder::Assessor);
    sign(&package, &key, Statement { date: "2026-03-01", words: "同意" }).unwrap()
}

#[test]
fn two_thousand_bytes_of_a_package_as_it_is_used() {
    let rubric_text = project_file("rubrics/acftu-1p1pn-2024/rubric.toml");
    let mut parts = vec![rubric(rubric_text.clone())];
    let mut rng = Rng::with_seed(2000);
    for name in ["strong-enterprise", "capped-999-people", "half-finished-draft"] {
        let answers = project_file(&format!("rubrics/acftu-1p1pn-2024/examples/{name}.json"));
        parts.push(part(&format!("reports/{name}.json"), report(&rubric_text, &answers)));
        parts.push(part(&format!("assessments/{name}.json"), answers));
        let photo: Vec<u8> = (0..60_000).map(|_| rng.u8(..)).collect();
        let path = format!("evidence/{name}.jpg");
        parts.push(Part { name: "车间.jpg".into(), ..part(&path, photo) });
    }
    let contents = Contents { kind: Kind::Result, follows: None, parts };
    let mut package = signed(packed(&contents));
    assert_eq!(looked_at(&package).faults, []);
    let layout = layout(&package);
    for _ in 0..2000 {
        let at = rng.usize(0..package.len());
        is_found(&mut package, &layout, at, rng.u8(1..));
    }
    // Photos are most of the bytes; headers and the directory are to be hit as often.
    let others: Vec<usize> =
        (0..package.len()).filter(|at| !matches!(&layout[*at], Belongs::Content(_))).collect();
    for _ in 0..2000 {
        let at = others[rng.usize(0..others.len())];
        is_found(&mut package, &layout, at, rng.u8(1..));
    }
}

#[test]
fn every_byte_of_a_small_package() {
    let contents = Contents {
        kind: Kind::Visit,
        follows: None,
        parts: vec![
            part("assessments/a.json", r#"{"responses":{"a":{"value":1}}}"#),
            part("evidence/empty.txt", ""),
            part("evidence/b.txt", "现场查看，不便拍照"),
        ],
    };
    let mut package = signed(packed(&contents));
    let layout = layout(&package);
    let mut rng = Rng::with_seed(1);
    for at in 0..package.len() {
        for flip in [1 << (at % 8), rng.u8(1..)] {
            is_found(&mut package, &layout, at, flip);
        }
    }
}

/// A file that is cut off, at whatever byte, is no package (a copy that was broken off, a disk that
/// was full).
#[test]
fn every_beginning_of_a_package_is_refused() {
    let package = packed(&small());
    for end in 0..package.len() {
        let faults = looked_at(&package[..end]).faults;
        assert!(!faults.is_empty(), "{end} of {} bytes", package.len());
    }
}

#[test]
fn which_answers_were_changed_is_told() {
    let contents = small();
    let package = packed(&contents);
    let changed = |from, to| {
        let bytes = super::made::with_entry(
            &package,
            "assessments/site.json",
            super::made::replaced(from, to),
        );
        let faults = looked_at(&bytes).faults;
        let [Fault::Changed { path, fields, traced, .. }] = faults.as_slice() else {
            panic!("{faults:?}")
        };
        assert_eq!((path.as_str(), *traced), ("assessments/site.json", true));
        fields.clone()
    };
    assert_eq!(changed("1699", "1999"), ["/responses/certified"]);
    assert_eq!(
        changed("\"certified\"", "\"certifled\""),
        ["/responses/certified", "/responses/certifled"]
    );
    assert_eq!(changed("\"final\"", "\"draft\""), ["/state"]);
    assert_eq!(changed("西湾", "东湾"), ["/subject/name"]);
    assert_eq!(changed("{\n", "{ \n"), [""; 0]);
}

//! Packages to try things on, and a container maker that does what it is told.

use std::fs;
use std::path::Path;

use jiangxing_package::manifest::RubricName;
use jiangxing_package::{
    Contents, Expected, Fault, Kind, Manifest, Part, Verification, digest, open, pack, verify,
};

pub(crate) fn project_file(path: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path);
    fs::read(&file).unwrap_or_else(|why| panic!("{}: {why}", file.display()))
}

pub(crate) fn part(path: &str, content: impl Into<Vec<u8>>) -> Part {
    Part { path: path.into(), name: String::new(), rubric: None, content: content.into() }
}

/// The rubric of the command line's fixtures, named as it is.
pub(crate) fn rubric(text: Vec<u8>) -> Part {
    let opened = jiangxing::open(std::str::from_utf8(&text).unwrap()).rubric.unwrap();
    let identity = opened.identity().clone();
    let name = RubricName { id: identity.id, edition: identity.edition, digest: identity.digest };
    Part { rubric: Some(name), ..part("rubrics/rubric.toml", text) }
}

pub(crate) fn harbour() -> Vec<u8> {
    project_file("core/cli/tests/fixture/harbour.toml")
}

pub(crate) fn answers() -> Vec<u8> {
    project_file("core/cli/tests/fixture/capped.json")
}

pub(crate) fn report(rubric: &[u8], answers: &[u8]) -> Vec<u8> {
    let text = |bytes| std::str::from_utf8(bytes).unwrap();
    let rubric = jiangxing::open(text(rubric)).rubric.unwrap();
    let report = jiangxing::report(&rubric, text(answers)).unwrap();
    jiangxing::report::to_json(&report).into_bytes()
}

/// One assessment under a small rubric, its report, a photo and a statement.
pub(crate) fn small() -> Contents {
    let photo = Part {
        name: "<img src=x onerror=alert(1)>.jpg".into(),
        ..part("evidence/photo.jpg", [0xff, 0xd8, 0xff, 0, 0, 0, 0xd9])
    };
    let parts = vec![
        rubric(harbour()),
        part("assessments/site.json", answers()),
        part("reports/site.json", report(&harbour(), &answers())),
        photo,
        part("statements/site.txt", "对第三项有异议"),
    ];
    Contents { kind: Kind::Result, follows: None, parts }
}

pub(crate) fn packed(contents: &Contents) -> Vec<u8> {
    pack(contents).unwrap_or_else(|faults| panic!("{faults:?}"))
}

pub(crate) fn looked_at(bytes: &[u8]) -> Verification {
    verify(bytes, Expected::default())
}

/// The codes of everything that is wrong; whatever is wrong beside signatures keeps it closed.
pub(crate) fn codes(bytes: &[u8]) -> Vec<&'static str> {
    let faults = looked_at(bytes).faults;
    let is_closed = faults.iter().any(|fault| !fault.is_of_signatures());
    assert_eq!(open(bytes).is_err(), is_closed, "{faults:?}");
    faults.iter().map(Fault::code).collect()
}

/// An entry of a container, with every field at will.
#[derive(Clone, Default)]
pub(crate) struct Item {
    pub(crate) path: Vec<u8>,
    pub(crate) content: Vec<u8>,
    pub(crate) flags: u16,
    pub(crate) method: u16,
    pub(crate) claimed: Option<u32>,
    pub(crate) packed: Option<u32>,
    pub(crate) attributes: u32,
    pub(crate) extra: Vec<u8>,
    pub(crate) offset: Option<u32>,
    pub(crate) checksum: Option<u32>,
}

pub(crate) fn item(path: &str, content: impl Into<Vec<u8>>) -> Item {
    Item { path: path.into(), content: content.into(), ..Item::default() }
}

/// A container in the layout of packages, of `items` as they are.
pub(crate) fn container(items: &[Item]) -> Vec<u8> {
    let (mut bytes, mut directory) = (Vec::new(), Vec::new());
    for item in items {
        let offset = item.offset.unwrap_or(u32::try_from(bytes.len()).unwrap());
        let size = u32::try_from(item.content.len()).unwrap();
        let mut common = Vec::new();
        for number in [10, item.flags, item.method, 0, 0x21] {
            common.extend(u16::to_le_bytes(number));
        }
        common.extend(item.checksum.unwrap_or(crc32fast::hash(&item.content)).to_le_bytes());
        common.extend(item.packed.unwrap_or(size).to_le_bytes());
        common.extend(item.claimed.unwrap_or(size).to_le_bytes());
        common.extend(u16::try_from(item.path.len()).unwrap().to_le_bytes());
        common.extend(u16::try_from(item.extra.len()).unwrap().to_le_bytes());
        bytes.extend(b"PK\x03\x04");
        bytes.extend(&common);
        bytes.extend(&item.path);
        bytes.extend(&item.extra);
        bytes.extend(&item.content);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 6]);
        directory.extend(item.attributes.to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(&item.path);
        directory.extend(&item.extra);
    }
    ended(bytes, &directory, items.len())
}

/// Entries, their directory and the end record; of the count the low two bytes.
pub(crate) fn ended(mut bytes: Vec<u8>, directory: &[u8], count: usize) -> Vec<u8> {
    let offset = u32::try_from(bytes.len()).unwrap();
    bytes.extend(directory);
    bytes.extend(b"PK\x05\x06\0\0\0\0");
    let count = u16::try_from(count % 65_536).unwrap();
    bytes.extend([count.to_le_bytes(), count.to_le_bytes()].concat());
    bytes.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    bytes.extend(offset.to_le_bytes());
    bytes.extend([0, 0]);
    bytes
}

/// The entries of a package, to be put together anew.
pub(crate) fn items(package: &[u8]) -> Vec<Item> {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).unwrap();
    let paths: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut items = Vec::new();
    for path in paths {
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(&path).unwrap(), &mut content).unwrap();
        items.push(item(&path, content));
    }
    items
}

/// The package with the content of one entry as `change` leaves it, its checksum being right.
pub(crate) fn with_entry(package: &[u8], path: &str, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let mut items = items(package);
    let found = items.iter_mut().find(|item| item.path == path.as_bytes()).unwrap();
    found.content = change(&found.content);
    container(&items)
}

/// The package whose manifest says what `change` makes it say; everything else is as it was.
pub(crate) fn with_manifest(package: &[u8], change: impl Fn(&mut Manifest)) -> Vec<u8> {
    with_entry(package, "manifest.json", |text| {
        let mut manifest: Manifest = serde_json::from_slice(text).unwrap();
        change(&mut manifest);
        serde_json::to_vec(&manifest).unwrap()
    })
}

/// The package with one entry as `change` leaves it, and a manifest that says so: what a forger does.
pub(crate) fn forged(package: &[u8], path: &str, change: impl Fn(&[u8]) -> Vec<u8>) -> Vec<u8> {
    let opened = open(package).unwrap_or_else(|faults| panic!("{faults:?}"));
    let rows = opened.manifest.entries.iter();
    let parts = rows.map(|row| {
        let content = opened.entries[&row.path];
        let content = if row.path == path { change(content) } else { content.to_vec() };
        let (path, name, rubric) = (row.path.clone(), row.name.clone(), row.rubric.clone());
        Part { path, name, rubric, content }
    });
    let (kind, follows) = (opened.manifest.kind, opened.manifest.follows.clone());
    let mut items = items(&packed(&Contents { kind, follows, parts: parts.collect() }));
    items.extend(self::items(package).into_iter().filter(|item| item.path.starts_with(b"sig")));
    items.sort_by_key(|item| (item.path != b"manifest.json", item.path.clone()));
    container(&items)
}

pub(crate) fn replaced(from: &'static str, to: &'static str) -> impl Fn(&[u8]) -> Vec<u8> {
    move |text| {
        let text = std::str::from_utf8(text).unwrap();
        assert!(text.contains(from), "{from} is not in {text}");
        text.replacen(from, to, 1).into_bytes()
    }
}

#[test]
fn the_same_contents_are_the_same_bytes_whatever_their_order() {
    let contents = small();
    let package = packed(&contents);
    let mut turned = contents.clone();
    turned.parts.reverse();
    assert_eq!(packed(&turned), package);
    // The bytes of one version are those of every later one.
    let golden = Contents {
        kind: Kind::Visit,
        follows: Some(digest(b"before")),
        parts: vec![part("assessments/a.json", r#"{"responses":{"a":{"value":1}}}"#)],
    };
    assert_eq!(digest(&packed(&golden)), GOLDEN);
}

const GOLDEN: &str = "sha256:a00f5b4403c1a0ccfb87240db21c9f4c27ca1c04428bca7dbf530a309ad78173";

#[test]
fn what_was_packed_is_what_comes_out() {
    let contents = small();
    let package = packed(&contents);
    assert_eq!(codes(&package), [""; 0]);
    let opened = open(&package).unwrap();
    assert_eq!(opened.manifest.kind, Kind::Result);
    assert_eq!(opened.entries.len(), contents.parts.len());
    for part in &contents.parts {
        assert_eq!(opened.entries[&part.path], part.content, "{}", part.path);
        let row = opened.manifest.entries.iter().find(|row| row.path == part.path).unwrap();
        assert_eq!((&row.name, &row.rubric), (&part.name, &part.rubric));
        assert_eq!(row.digest, digest(&part.content));
    }
    let manifest = items(&package)[0].content.clone();
    assert_eq!(opened.identity, digest(&manifest));
}

/// Another reader of ZIP, which shares no code with this one, opens packages.
#[test]
fn ordinary_tools_open_packages() {
    let contents = small();
    let mut found = items(&packed(&contents));
    assert_eq!(found.remove(0).path, b"manifest.json");
    for (item, path) in found.iter().zip([
        "assessments/site.json",
        "evidence/photo.jpg",
        "reports/site.json",
        "rubrics/rubric.toml",
        "statements/site.txt",
    ]) {
        assert_eq!(item.path, path.as_bytes());
        let part = contents.parts.iter().find(|part| part.path == path).unwrap();
        assert_eq!(item.content, part.content);
    }
}

/// The maker of these tests makes the very layout, so what it changes is all that differs.
#[test]
fn a_container_put_together_anew_is_the_same() {
    let package = packed(&small());
    assert_eq!(container(&items(&package)), package);
}

#[test]
fn nothing_that_a_package_cannot_hold_is_packed() {
    let with = |part: Part| {
        let contents = Contents { parts: vec![part], ..small() };
        let faults = pack(&contents).unwrap_err();
        faults.iter().map(Fault::code).collect::<Vec<_>>()
    };
    assert_eq!(with(part("../evil", "")), ["P034"]);
    assert_eq!(with(part("elsewhere/a.txt", "")), ["P034"]);
    assert_eq!(with(part("rubrics/a.toml", "")), ["P033"]);
    assert_eq!(with(part("evidence/a.zip", "PK\x03\x04")), ["P022"]);
    let twice =
        Contents { parts: vec![part("evidence/a", "1"), part("evidence/a", "2")], ..small() };
    assert_eq!(pack(&twice).unwrap_err()[0].code(), "P033");
    let large = vec![0; jiangxing_package::limit::MOST_ENTRY_BYTES + 1];
    assert_eq!(with(part("evidence/a", large)), ["P008"]);
}

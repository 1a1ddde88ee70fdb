//! Any bytes as a package: it is refused with a reason, or what comes out is packed to the same
//! contents again.
#![no_main]

use jiangxing_package::{Contents, Expected, Part, open, pack, verify};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let found = verify(bytes, Expected::default());
    match open(bytes) {
        Ok(opened) => {
            assert!(found.faults.iter().all(|fault| fault.is_of_signatures()));
            let parts = opened.manifest.entries.iter().map(|row| Part {
                path: row.path.clone(),
                name: row.name.clone(),
                rubric: row.rubric.clone(),
                content: opened.entries[&row.path].to_vec(),
            });
            let (kind, follows) = (opened.manifest.kind, opened.manifest.follows.clone());
            let contents = Contents { kind, follows, parts: parts.collect() };
            let again = pack(&contents).expect("what was opened can be packed");
            let opened_again = open(&again).expect("what was packed can be opened");
            assert_eq!(opened_again.manifest, opened.manifest);
            assert_eq!(opened_again.entries, opened.entries);
        }
        Err(faults) => assert!(!faults.is_empty()),
    }
});
